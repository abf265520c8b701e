"""Each promise beside its positive control: the same scenario with the protection taken away must break it.

The controls live here. They are what one would write without knowing better, put in the place of the product's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from functions.core import placing
from functions.core.book import StaffRequest
from functions.core.state import State
from functions.gapi.errors import Ambiguous
from functions.gapi.session import Effect
from functions.ledger import collapse, drain, journal, showing
from functions.ledger.cells import row_requests
from functions.ledger.desk import Desk, DeskReader
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from functions.ledger.numbered import Shown
from functions.ledger.views import commitment_cells
from sheets_schema import public
from sheets_schema.form import PLEDGE
from sheets_schema.private import COMMITMENTS, TARGETS
from sheets_schema.terms import Action
from tests.city import City, answers, target
from tests.owned import OwnedCity
from tests.promises.between import between, once
from tests.promises.canaries import Canary, leaks
from tests.promises.office import Said, check, later, settle, tried
from tests.promises.restated import Restated
from tests.promises.wrecks import emptied

PUT, WRITE = "storage.objects.insert", "sheets.spreadsheets.batchUpdate"


def _offer(city: City, who: int, amount: int, **options: Any) -> str:
    """A donor of its own offers sembako."""
    said = answers(sembako=str(amount), phone=f"0812-0000-00{who:02}")
    return city.submit(said, email=f"contoh{who:02}@contoh.example", **options)


def _broken(city: City, said: Said | None = None, warm: Sequence[Ledger] = ()) -> str:
    """What is found broken once the city is quiet; an empty text when every promise is kept."""
    try:
        settle(city, warm)
        check(city, said)
    except (AssertionError, JournalError) as broken:
        return str(broken) or "broken"
    return ""


# Put-if-absent


@dataclass
class _CheckThenPut:
    """The control: it looks whether the entry is there, and then writes it."""

    inner: Any
    between: Any

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        if self.inner.get(name) is not None:
            return False
        self.between()
        url = f"https://storage.googleapis.com/upload/storage/v1/b/{self.inner.name}/o"
        session = self.inner._session
        session.request(PUT, "POST", url, Effect.ONCE, params={"uploadType": "media", "name": name}, data=data)
        return True

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self.inner.get(name)
        return found

    def list(self, prefix: str, after: str = "") -> list[str]:
        return list(self.inner.list(prefix, after))


@pytest.mark.parametrize("protected", [True, False])
def test_two_instances_that_decide_at_once_promise_no_room_twice(city: OwnedCity, protected: bool) -> None:
    """100 packages of room; the first instance puts its 60 while the other one sees 60 more and drains."""
    _offer(city, 1, 60)
    first, second = city.ledger(), city.ledger()

    def meanwhile() -> None:
        _offer(city, 2, 60, create_time="2020-04-24T02:59:00Z")
        city.drain(second)

    google = city.google()
    if protected:
        google = between(google, {"before put": once(meanwhile)})
    else:
        # The owner's hands: the functions' account may not overwrite an object.
        google = replace(google, objects=_CheckThenPut(city.as_owner().objects, once(meanwhile)))
    first.drain(google, city.clock)
    lines = [line for instance in (first, second) for line in instance.state.lines.values()]
    promised = {line.response: line.approved for line in sorted(lines, key=lambda line: line.approved)}
    assert sum(promised.values()) == (60 if protected else 120), "what either instance holds for decided"
    assert bool(_broken(city, warm=[second])) is not protected


# Row versions


def _beyond_last_shown(state: State, shown: Shown) -> dict[int, int]:
    """The control: rows that changed after the newest entry that is shown anywhere."""
    newest = max(shown.versions.values(), default=0)
    return {n: n for n, line in state.lines.items() if line.version > newest}


@pytest.mark.parametrize("protected", [True, False])
def test_a_batch_applied_late_over_newer_rows_is_written_over(
    city: City, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(showing, "stale_lines", _beyond_last_shown)
    said = Said()
    _offer(city, 1, 10)
    city.control.add_fault(WRITE, "applied_late", times=2)
    tried(city.ledger(), city)
    city.request(1, Action.ARRIVED, 10)
    said.sign(1, StaffRequest(Action.ARRIVED, 10, None, "", "Contoh Petugas"))
    _offer(city, 2, 5)
    city.drain()
    assert {late["outcome"] for late in city.control.apply_late()} == {"applied"}
    broken = _broken(city, said)
    assert bool(broken) is not protected, broken


# Built field by field


def _row_minus_contacts(state: State, desk: Desk, shown: Shown, workbook: Any, responses: Mapping[str, Any]) -> int:
    """The control: the private row without its contact columns."""
    rows = {}
    for n, line in state.lines.items():
        cells = commitment_cells(state, line, responses.get(line.response), desk.book.donors)
        rows[n] = {key: cell for key, cell in cells.items() if key not in ("contact", "phone", "email")}
    places = {column.key: at for at, column in enumerate(COMMITMENTS.columns)}
    for request in row_requests(COMMITMENTS, places, rows):
        request["updateCells"]["start"]["sheetId"] = public.COMMITMENTS.sheet_id
        grow = {"sheetId": public.COMMITMENTS.sheet_id, "dimension": "COLUMNS", "length": len(places)}
        workbook.write([{"appendDimension": grow}, request])
    return len(rows)


@pytest.mark.parametrize("protected", [True, False])
def test_a_public_row_has_no_place_for_a_contact(city: City, protected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The donor wrote a phone number into the field for its name, and did not consent to showing it."""
    if not protected:
        monkeypatch.setattr(drain, "show_public", _row_minus_contacts)
    phone = Canary("phone", "0819-7777-1234")
    city.submit(answers(name=f"Contoh Toko {phone.value}", pledge=[PLEDGE]))
    city.drain()
    shown = {"public workbook": city.control.dump()["workbooks"][city.place.public]}
    assert bool(leaks([phone], shown)) is not protected


# Requests stay where staff typed them


def _clear_requests(city: City, ledger: Ledger) -> None:
    """The control: requests as an inbox. What was decided is cleared away afterwards."""
    for n, line in ledger.state.lines.items():
        if line.answered:
            for key in ("action", "amount", "staff"):
                city.type_cell(COMMITMENTS, n + 1, key, None)


@pytest.mark.parametrize("protected", [True, False])
def test_what_staff_type_while_their_last_request_is_decided_is_decided_next(city: City, protected: bool) -> None:
    said = Said()
    _offer(city, 1, 10)
    city.drain()
    city.request(1, Action.ARRIVED, 4)
    said.sign(1, StaffRequest(Action.ARRIVED, 4, None, "", "Contoh Petugas"))

    def type_more() -> None:
        city.type_cell(COMMITMENTS, 2, "amount", 7)
        said.sign(1, StaffRequest(Action.ARRIVED, 7, None, "", "Contoh Petugas"))

    ledger = city.ledger()
    ledger.drain(between(city.google(), {"after put": once(type_more)}), city.clock)
    if not protected:
        _clear_requests(city, ledger)
    broken = _broken(city, said)
    assert bool(broken) is not protected, broken
    assert Restated(city.objects()).lines[1].delivered == (7 if protected else 4)


# Cells are read after the journal


@dataclass
class _Remembering:
    """The control: a workbook that is read once and then answers what it said before the journal was listed."""

    inner: Any
    answers: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.inner.id)

    def read(self, ranges: Any) -> Any:
        return self.answers.setdefault(tuple(ranges), self.inner.read(ranges))

    def write(self, requests: Any) -> Any:
        return self.inner.write(requests)

    def write_seeing(self, requests: Any, rows: Any) -> Any:
        return self.inner.write_seeing(requests, rows)


@pytest.mark.parametrize("step", ["before list", "before private read", "after private read", "before put"])
def test_a_request_that_staff_change_while_two_instances_look_is_decided_once(city: City, step: str) -> None:
    said = Said()
    _offer(city, 1, 10)
    city.drain()
    city.request(1, Action.ARRIVED, 4)
    said.sign(1, StaffRequest(Action.ARRIVED, 4, None, "", "Contoh Petugas"))

    def changed_and_decided() -> None:
        city.type_cell(COMMITMENTS, 2, "amount", 10)
        said.sign(1, StaffRequest(Action.ARRIVED, 10, None, "", "Contoh Petugas"))
        city.drain()

    city.ledger().drain(between(city.google(), {step: once(changed_and_decided)}), city.clock)
    assert _broken(city, said) == ""
    assert Restated(city.objects()).lines[1].status == "SELESAI"


def test_cells_read_before_the_journal_decide_what_staff_have_taken_back(city: City) -> None:
    said = Said()
    _offer(city, 1, 10)
    city.drain()
    city.request(1, Action.ARRIVED, 4)
    said.sign(1, StaffRequest(Action.ARRIVED, 4, None, "", "Contoh Petugas"))
    google = city.google()
    before = _Remembering(google.private)
    for closely in (False, True):
        DeskReader().read(before, closely=closely)  # type: ignore[arg-type]
    city.type_cell(COMMITMENTS, 2, "amount", 10)
    said.sign(1, StaffRequest(Action.ARRIVED, 10, None, "", "Contoh Petugas"))
    city.drain()
    city.ledger().drain(replace(google, private=before), city.clock)
    assert _broken(city, said)


# An ambiguous put is read back


def _taken_for_made(objects: journal.Objects, n: int, data: bytes) -> bool:
    """The control: an answer that was lost is taken for success."""
    try:
        return objects.put_if_absent(journal.name_of(n), data)
    except Ambiguous:
        return True


def _put_again_as_next(objects: journal.Objects, n: int, data: bytes) -> bool:
    """The control: an answer that was lost is taken for failure, and the decision is put under the next number."""
    try:
        return objects.put_if_absent(journal.name_of(n), data)
    except Ambiguous:
        entry = journal.decode(data)
        again = journal.encode(n + 1, entry.digest, dt.datetime.now(dt.UTC), entry.by, entry.events)
        return objects.put_if_absent(journal.name_of(n + 1), again)


@pytest.mark.parametrize(
    ("fault", "control"),
    [
        ("lost_answer", None),
        ("unavailable", None),
        ("applied_late", None),
        ("unavailable", _taken_for_made),
        ("applied_late", _taken_for_made),
        ("lost_answer", _put_again_as_next),
    ],
)
def test_a_put_whose_answer_was_lost_is_read_back(
    city: City, fault: str, control: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if control:
        monkeypatch.setattr(journal, "append", control)
    _offer(city, 1, 10)
    _offer(city, 2, 10)
    city.control.add_fault(PUT, fault)
    tried(city.ledger(), city)
    assert city.control.unused_faults() == []
    if fault == "applied_late" and control:
        city.control.clear_faults()
        _offer(city, 3, 10)
        with pytest.raises(JournalError):
            city.drain()
        return
    broken = _broken(city)
    assert bool(broken) is (control is not None), broken


# What is filled in twice waits


@pytest.mark.parametrize("protected", [True, False])
def test_what_is_filled_in_twice_is_held_once(city: City, protected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not protected:
        monkeypatch.setattr(placing, "resembling", lambda *_: None)
    for _ in range(2):
        _offer(city, 1, 10)
        city.drain()
    broken = _broken(city)
    assert broken.startswith("" if protected else "line 2 repeats [1] and was granted 10 as well")
    assert bool(broken) is not protected


# The overlap of listings


@pytest.mark.parametrize("protected", [True, False])
def test_a_response_that_becomes_visible_late_is_still_found(
    city: City, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(drain, "OVERLAP", dt.timedelta(0))
    _offer(city, 1, 10, visible_after=7200)
    later(city, dt.timedelta(hours=1))
    _offer(city, 2, 10)
    city.drain()
    later(city, dt.timedelta(hours=2))
    broken = _broken(city)
    assert broken == ("" if protected else "1 responses were never decided")


# A tab that collapses cannot be read


@pytest.mark.parametrize("protected", [True, False])
def test_what_comes_while_a_tab_is_pasted_anew_is_decided_as_if_it_had_stood_all_the_time(
    city: City, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(collapse, "_fell", lambda *_: False)
    targets = [target(f"RW-{c}", rw=n) for n, c in enumerate("ABCD", start=1)]
    city.type_rows(TARGETS, targets)
    _offer(city, 1, 10)
    city.drain()
    emptied(city, TARGETS)
    _offer(city, 2, 10)
    city.drain()
    city.type_rows(TARGETS, targets)
    assert _broken(city) == ""
    assert Restated(city.objects()).lines[2].status == ("DITERIMA" if protected else "TINJAU")

"""The transaction loop: several instances, failures on either side, donors that come again, views that grow."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from functions.core.events import DonorNamed
from functions.gapi.errors import Ambiguous, GoogleError, Retryable
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect
from functions.ledger import drain as drain_module
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from functions.ledger.ports import Google, Place
from functions.ledger.rebuild import rebuild
from sheets_schema import public
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS, SETTINGS, TARGETS, Target
from sheets_schema.terms import Active
from tests.city import City, answers, target

Build = Callable[[Sequence[Target]], City]
WRITE, READ = "sheets.spreadsheets.batchUpdate", "sheets.spreadsheets.values.batchGet"
LIST, GET = "forms.forms.responses.list", "forms.forms.responses.get"


TICK = dt.timedelta(microseconds=1)
"""No two instances decide at the very same moment; should they, their entries are one and the same."""


def statuses(city: City) -> list[str]:
    return [row["status"] for row in city.rows(COMMITMENTS)]


def other(i: int, **said: Any) -> dict[str, list[str]]:
    """A sound submission by another donor."""
    return answers(name=f"Contoh Donatur {i:02}", phone=f"0813-0000-{i:04}", **said)


def submit_as(city: City, i: int, **said: Any) -> str:
    return city.submit(other(i, **said), email=f"contoh{i}@contoh.example")


# What is refused


@pytest.mark.parametrize("tab", [COMMITMENTS, public.COMMITMENTS], ids=["private", "public"])
def test_a_sheet_that_shows_an_entry_the_journal_does_not_hold_stops_all_decisions(city: City, tab: Tab) -> None:
    city.submit()
    city.drain()
    start = {"sheetId": tab.sheet_id, "rowIndex": 1, "columnIndex": tab.position("version")}
    cell = {"userEnteredValue": {"numberValue": 99}}
    update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    city.book(tab).write([{"updateCells": update}])
    city.submit()
    with pytest.raises(JournalError, match=r"shows entry 99, the journal ends at 2.*deploy\.rebuild"):
        city.drain()
    assert len(city.entries()) == 2
    (told,) = city.rows(PROBLEMS)
    assert told["masalah"].startswith("SEMUA KEPUTUSAN BERHENTI")
    assert (told["tab"], told.get("sel")) == (
        ("Komitmen", "AB2") if tab is COMMITMENTS else ("KSBB Publik: Komitmen", None)
    )
    assert "Ctrl+Z" in told["ketik ini"]
    assert "entri 2" in told["ketik ini"]
    rebuild(city.ledger(), city.google())
    assert city.drain().lines == 1
    assert city.rows(PROBLEMS) == []


def test_that_everything_stopped_is_said_even_when_the_workbook_cannot_be_written(city: City) -> None:
    city.submit()
    city.drain()
    city.type_cell(COMMITMENTS, 2, "version", 99)
    city.control.add_fault(WRITE, "unavailable", times=1)
    with pytest.raises(JournalError, match="shows entry 99"):
        city.drain(chance=lambda: 99)


@pytest.mark.parametrize("field", ["environment", "form", "private", "public"])
def test_settings_that_differ_from_the_first_entry_refuse_to_start(city: City, field: str) -> None:
    elsewhere = Ledger(replace(city.place, **{field: "lain"}))
    with pytest.raises(JournalError, match="belongs to other"):
        elsewhere.drain(city.google(), city.clock)


def test_a_journal_without_a_first_entry_refuses_to_start(city: City) -> None:
    url = "https://storage.googleapis.com/storage/v1/b?project=lokal"
    bucket = f"kosong-{city.place.bucket}"
    city.session.request("storage.buckets.insert", "POST", url, Effect.ONCE, json={"name": bucket})
    nowhere = Place("uji", bucket, city.place.form, city.place.private, city.place.public)
    with pytest.raises(JournalError, match="no first entry"):
        Ledger(nowhere).drain(replace(city.google(), objects=Bucket(city.session, bucket)), city.clock)


# Several instances


def test_two_instances_at_once_decide_each_response_once(city: City) -> None:
    for i in range(6):
        submit_as(city, i, sembako="30")
    start = threading.Barrier(2)

    def drain(later: int) -> Any:
        start.wait()
        return city.ledger().drain(city.google(), city.clock + dt.timedelta(microseconds=later))

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(drain, (1, 2)))
    assert sum(report.lines for report in reports) == 6
    city.drain()
    assert statuses(city).count("DITERIMA") == 3
    assert [e.n for e in city.entries()] == list(range(1, len(city.entries()) + 1))


class Overtaken:
    """The bucket of an instance before whose first put another instance drains."""

    def __init__(self, google: Google, meanwhile: Callable[[], object]) -> None:
        self._bucket, self._meanwhile = google.objects, [meanwhile]
        self.get, self.list = google.objects.get, google.objects.list

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        while self._meanwhile:
            self._meanwhile.pop()()
        return self._bucket.put_if_absent(name, data, content_type)


def test_who_loses_the_race_decides_again_on_what_is_left(city: City) -> None:
    city.submit(answers(sembako="80"))
    late = city.ledger()

    def meanwhile() -> None:
        assert city.drain().lines == 1
        submit_as(city, 2, sembako="90")

    google: Any = city.google()
    report = late.drain(replace(google, objects=Overtaken(google, meanwhile)), city.clock + TICK)
    assert (report.conflicts, report.lines) == (1, 1)
    assert statuses(city) == ["DITERIMA", "DITOLAK"]
    assert "sisa 20" in city.rows(COMMITMENTS)[1]["alasan"]


def test_who_loses_the_race_reads_requests_and_quotas_again_too(city: City) -> None:
    city.submit()
    city.drain()
    city.request(1, "batalkan")
    late = city.ledger()

    def meanwhile() -> None:
        submit_as(city, 2, sembako="5")
        assert city.drain().requests == 1
        city.request(1, "buka kembali", 7)

    google: Any = city.google()
    report = late.drain(replace(google, objects=Overtaken(google, meanwhile)), city.clock + TICK)
    assert (report.conflicts, report.requests) == (1, 1)
    assert [row["disetujui"] for row in city.rows(COMMITMENTS)] == [7, 5]


def test_one_instance_drains_one_at_a_time(city: City) -> None:
    for i in range(4):
        submit_as(city, i)
    ledger = city.ledger()
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: city.drain(ledger), range(4)))
    assert sum(report.lines for report in reports) == 4
    assert sum(report.conflicts for report in reports) == 0


# Failures on the way


class Refusing:
    """A workbook that can be read and not written."""

    def __init__(self, inner: Any) -> None:
        self.id, self.read = inner.id, inner.read

    def write(self, requests: object, row: str = "") -> int:
        raise Retryable(WRITE, 503)

    write_seeing = write


@pytest.mark.parametrize(("fails", "kept"), [("private", public.COMMITMENTS), ("public", COMMITMENTS)])
def test_a_failed_write_of_one_workbook_does_not_stop_the_other_and_is_repaired_by_the_next_drain(
    city: City, fails: str, kept: Tab
) -> None:
    city.submit()

    ledger, google = city.ledger(), city.google()
    broken: Any = {fails: Refusing(getattr(google, fails))}
    with pytest.raises(Retryable):
        ledger.drain(replace(google, **broken), city.clock)
    assert len(city.rows(kept)) == 1
    lost = COMMITMENTS if kept is public.COMMITMENTS else public.COMMITMENTS
    assert city.rows(lost) == []
    city.drain(ledger)
    assert len(city.rows(lost)) == 1
    assert len(city.entries()) == 2


def test_a_public_workbook_that_cannot_be_read_does_not_stop_a_decision(city: City) -> None:
    city.submit()
    ledger, google = city.ledger(), city.google()
    nowhere: Any = {"public": type(google.public)(city.session.bounded(google.patience), "tidak-ada")}
    with pytest.raises(GoogleError):
        ledger.drain(replace(google, **nowhere), city.clock)
    assert statuses(city) == ["DITERIMA"]
    city.drain(ledger)
    assert len(city.rows(public.COMMITMENTS)) == 1


def test_a_batch_applied_late_over_newer_rows_is_repaired(city: City) -> None:
    ledger = city.ledger()
    city.submit()
    city.control.add_fault(WRITE, "applied_late", times=2)
    with pytest.raises(Ambiguous):
        city.drain(ledger, chance=lambda: 99)  # one attempt each, so that both workbooks meet the fault
    city.drain(ledger)
    city.request(1, "tersalur", 10)
    city.drain(ledger)
    assert statuses(city) == ["SELESAI"]
    city.control.apply_late()
    assert statuses(city) == ["DITERIMA"]
    city.drain(ledger)
    assert statuses(city) == ["SELESAI"]
    assert [row["versi"] for row in city.rows(public.COMMITMENTS)] == [3]


@pytest.mark.parametrize("tab", [COMMITMENTS, public.COMMITMENTS, DONORS], ids=["private", "public", "donors"])
def test_rows_that_somebody_wiped_come_back(city: City, tab: Tab) -> None:
    city.submit()
    submit_as(city, 2)
    city.drain()
    before = city.rows(tab)
    area = {"sheetId": tab.sheet_id, "startRowIndex": 1, "endRowIndex": 3}
    city.book(tab).write([{"updateCells": {"range": area, "fields": "userEnteredValue"}}])
    assert city.rows(tab) == []
    city.drain()
    assert city.rows(tab) == before


def test_a_drain_out_of_time_keeps_what_was_decided_and_the_next_goes_on(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time runs out with the second entry of two responses each."""
    city.drain()
    decide = drain_module.decide
    monkeypatch.setattr(drain_module, "decide", lambda *given: decide(*given, limit=4))
    for i in range(5):
        submit_as(city, i, sembako="1")
    put: list[str] = []

    class Counted:
        """A bucket that notes what is put."""

        def __init__(self, bucket: Any) -> None:
            self.get, self.list, self._put = bucket.get, bucket.list, bucket.put_if_absent

        def put_if_absent(self, name: str, data: bytes) -> bool:
            put.append(name)
            return bool(self._put(name, data))

    google: Any = city.google(clock=lambda: 100.0 if len(put) >= 2 else 0.0)
    report = city.ledger().drain(replace(google, objects=Counted(google.objects)), city.clock)
    assert (report.entries, report.responses) == (2, 4)
    assert report.alerts == ["out of time before everything was decided; the next drain goes on"]
    assert city.drain().responses == 1
    assert statuses(city) == ["DITERIMA"] * 5


# Views grow


def test_the_grid_grows_with_the_rows(build: Build) -> None:
    city = build((target(poor=90_000),))
    for tab in (COMMITMENTS, public.COMMITMENTS, DONORS):
        small = {"sheetId": tab.sheet_id, "gridProperties": {"rowCount": 4}}
        resize = {"updateSheetProperties": {"properties": small, "fields": "gridProperties.rowCount"}}
        city.book(tab).write([resize])
    for i in range(12):
        submit_as(city, i, sembako="1")
    city.drain()
    for tab in (COMMITMENTS, public.COMMITMENTS, DONORS):
        assert len(city.rows(tab)) == 12
    assert city.drain().private_rows == 0


def test_a_warm_instance_writes_only_rows_that_differ(city: City) -> None:
    ledger = city.ledger()
    for i in range(3):
        submit_as(city, i, sembako="1")
        report = city.drain(ledger)
        assert (report.private_rows, report.public_rows) == (2, 1)  # the line and its donor
    report = city.drain(ledger)
    assert (report.entries, report.private_rows, report.public_rows) == (0, 0, 0)


# Old responses


def days_later(city: City, days: int) -> None:
    city.clock += dt.timedelta(days=days)


def test_the_contact_of_an_old_line_is_fetched_by_id(build: Build) -> None:
    city = build((target(poor=1000),))
    city.submit()
    ledger = city.ledger()
    city.drain(ledger)
    days_later(city, 3)
    submit_as(city, 2, date="2020-04-28")
    city.drain(ledger)
    city.request(1, "tersalur", 10)
    city.control.reset_calls()
    city.drain(ledger)
    assert city.control.calls()[GET] == 1
    assert city.rows(COMMITMENTS)[0]["telepon"] == "0812-0000-0001"
    assert statuses(city) == ["SELESAI", "DITERIMA"]


def test_many_old_contacts_are_fetched_with_one_list(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain_module, "_FEW", 3)
    city = build((target(poor=1000),))
    for i in range(5):
        submit_as(city, i, sembako="1")
    city.drain()
    days_later(city, 3)
    submit_as(city, 9, date="2020-04-28")
    city.drain()
    before = city.rows(COMMITMENTS)
    area = {"sheetId": COMMITMENTS.sheet_id, "startRowIndex": 1, "endRowIndex": 7}
    city.book(COMMITMENTS).write([{"updateCells": {"range": area, "fields": "userEnteredValue"}}])
    city.control.reset_calls()
    city.drain()
    assert city.rows(COMMITMENTS) == before
    assert GET not in city.control.calls()


def test_a_response_that_becomes_visible_late_is_not_lost(city: City) -> None:
    """It was created before one that is decided already; the list reaches back a day."""
    late = city.submit(visible_after=3600)
    submit_as(city, 2)
    ledger = city.ledger()
    assert city.drain(ledger).lines == 1
    city.control.set_clock(offset=3700)
    try:
        assert city.drain(ledger).lines == 1
    finally:
        city.control.set_clock(offset=0)
    assert ledger.state.responses[late].lines == (2,)


# Donors


def donors(city: City) -> list[str]:
    return [row["donatur"].split()[0] for row in city.rows(COMMITMENTS)]


@pytest.mark.parametrize(
    ("phone", "email"),
    [
        ("+62 812 0000 0001", "lain@contoh.example"),
        ("62812-00000001", "lain@contoh.example"),
        ("0813-9999-9999", " CONTOH01@Contoh.Example "),
    ],
)
def test_a_donor_is_recognised_by_phone_or_mail_however_typed(city: City, phone: str, email: str) -> None:
    city.submit()
    city.drain()
    city.submit(answers(phone=phone, name="Bpk. CONTOH Donatur-01", sembako="3"), email=email)
    city.drain()
    assert donors(city) == ["D1", "D1"]


def test_a_new_donor_who_submits_twice_before_one_drain_is_one_donor(city: City) -> None:
    city.submit(answers(sembako="1"))
    city.submit(answers(sembako="2"))
    assert city.drain().lines == 2
    assert donors(city) == ["D1", "D1"]
    assert len(city.rows(DONORS)) == 1


def test_a_donor_whose_row_was_not_shown_yet_is_recognised(city: City) -> None:
    city.submit(answers(sembako="1"))
    ledger, google = city.ledger(), city.google()

    blind: Any = {"private": Refusing(google.private)}
    with pytest.raises(Retryable):
        ledger.drain(replace(google, **blind), city.clock)
    assert city.rows(COMMITMENTS) == []
    city.submit(answers(sembako="2"))
    city.drain()
    assert donors(city) == ["D1", "D1"]


def test_a_donor_of_long_ago_is_recognised_from_the_rows_alone(build: Build) -> None:
    city = build((target(poor=1000),))
    city.submit()
    city.drain()
    days_later(city, 4)
    submit_as(city, 2, date="2020-04-29")
    city.drain()
    city.submit(answers(date="2020-04-29"))
    city.drain()
    assert donors(city) == ["D1", "D2", "D1"]


def test_merged_donors_count_their_open_lines_together_and_can_be_parted_again(city: City) -> None:
    row = next(k for k, r in enumerate(city.rows(SETTINGS), start=2) if r["kunci"] == "baris terbuka maksimum")
    city.type_cell(SETTINGS, row, "value", 2)
    city.submit(answers(sembako="1"))
    submit_as(city, 2, sembako="1")
    city.drain()
    city.type_cell(DONORS, 3, "same_as", "D1")
    city.drain()
    city.submit(answers(sembako="2"))
    city.drain()
    assert statuses(city) == ["DITERIMA", "DITERIMA", "TINJAU"]
    city.type_cell(DONORS, 3, "same_as", None)
    city.drain()
    submit_as(city, 2, sembako="3")
    city.drain()
    assert statuses(city)[-1] == "DITERIMA"


def test_an_inactive_target_takes_nothing_and_takes_again_when_active(city: City) -> None:
    city.type_rows(TARGETS, [target(status=Active.INACTIVE)])
    city.submit()
    city.drain()
    city.type_rows(TARGETS, [target()])
    submit_as(city, 2)
    city.drain()
    assert statuses(city) == ["TINJAU", "DITERIMA"]


def test_a_rule_that_never_comes_to_an_end_does_not_fill_the_journal(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = DonorNamed(donor="D1", digest="tidak pernah selesai")
    city.submit()
    city.drain()
    monkeypatch.setattr(drain_module, "decide", lambda *_: (named,))
    with pytest.raises(JournalError, match="twice in a row"):
        city.drain()
    assert len(city.entries()) == 3

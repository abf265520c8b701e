"""What tests of the promises do to a city, and what must hold once it is quiet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.core import words
from functions.core.book import Book, DonorNote, StaffRequest
from functions.core.notes import in_force
from functions.core.repeats import digest
from functions.core.state import State
from functions.core.submission import Response
from functions.gapi.errors import GoogleError
from functions.ledger import fold
from functions.ledger.desk import DeskReader
from functions.ledger.drain import Ledger
from functions.ledger.ports import Report
from functions.ledger.views import commitment_cells, donor_cells, named_cells, public_commitment
from sheets_schema import public
from sheets_schema.cells import render
from sheets_schema.column import Column, Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS
from tests.city import City
from tests.promises.restated import PUBLIC, Restated

WRITES = ("sheets.spreadsheets.batchUpdate", "storage.objects.insert")
_MOST_DRAINS = 8
FROM_THE_FORM = {"donor", "contact", "phone", "email", "shown_name", "organisation"}
"""Cells that repeat the response."""

_ANY_VERSION = {COMMITMENTS: {"donor", "contact", "phone", "email", "place"}, DONORS: {"organisation", "shown_name"}}
"""Of an edited response these may show any version: edits are never applied."""


@dataclass
class Said:
    """What people did, as the test remembers it."""

    responses: dict[str, list[Response]] = field(default_factory=dict)
    """Every version of a response, by id."""
    requests: dict[int, list[StaffRequest]] = field(default_factory=dict)
    """What was signed in each row of Komitmen, in order."""
    signed: dict[int, StaffRequest | None] = field(default_factory=dict)
    """What the row says now, if it is signed and readable."""
    names: set[str | None] = field(default_factory=set)
    """What staff ever called the place of a target. A row says so until the next recap, whatever they correct."""

    def sign(self, n: int, request: StaffRequest | None) -> None:
        """Staff changed the request cells of a row; None when nobody need read them."""
        self.signed[n] = request
        if request:
            self.requests.setdefault(n, []).append(request)

    def hear(self, city: City) -> Book:
        """Take note of how the form's responses and staff's tabs read now."""
        for r in city.google().form.responses():
            versions = self.responses.setdefault(r.id, [])
            if not versions or versions[-1].submitted != r.submitted:
                versions.append(Response(r.id, r.created, r.submitted, r.answers, r.email))
        book = DeskReader().read(city.google().private).book
        self.names |= {words.place(book, code) for code in book.targets}
        return book


def rest(city: City) -> None:
    """No faults, no late writes, and the stand-in's clock at the city's."""
    city.control.clear_faults()
    city.control.apply_late()
    later(city, dt.timedelta())


class Waits:
    """A clock for patience that moves only while it sleeps: a budget is used up at once, and always the same way."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def tried(ledger: Ledger, city: City, seconds: float = 20) -> Report | GoogleError:
    """One drain that may fail as drains may: by a typed error of Google's, after its budget of waiting."""
    waits = Waits()
    try:
        return city.drain(ledger, seconds=seconds, clock=waits.clock, sleep=waits.sleep, chance=lambda: 1.0)
    except GoogleError as error:
        return error


def settle(city: City, ledgers: Sequence[Ledger] = ()) -> Report:
    """Faults end, late writes arrive, and instances take turns until nothing changes; the last, idle report."""
    rest(city)
    turns = [*ledgers, city.ledger()]
    for i in range(_MOST_DRAINS):
        before = city.control.calls()
        report = city.drain(turns[i % len(turns)])
        after = city.control.calls()
        if all(after.get(method, 0) == before.get(method, 0) for method in WRITES):
            return report
    raise AssertionError("the drains do not come to rest")


def check(city: City, said: Said | None = None) -> Restated:
    """Every promise about decisions and views, of a city at rest. Raises AssertionError."""
    objects = city.objects()
    restated = Restated(objects)
    said = said or Said()
    book = said.hear(city)
    restated.decided_once(said.responses)
    state = fold.fold(State(), city.entries())
    _check_requests(city, state, restated, said)
    check_views(city, state, restated, said, book)
    return restated


def _check_requests(city: City, state: State, restated: Restated, said: Said) -> None:
    """What was decided was signed, in that order; what is signed now was decided last."""
    for n, line in restated.lines.items():
        signed = iter([digest(state, request) for request in said.requests.get(n, ())])
        assert all(mark in signed for mark in line.requests), f"row {n}: a request was decided that nobody signed then"
        now = said.signed.get(n)
        if now:
            assert line.requests[-1:] == [digest(state, now)], f"row {n}: what is signed there was not decided last"


_NAMED_BY_STAFF = {public.COMMITMENTS: {"aid", "place"}}
"""Cells that call things as staff's tabs did when the row was written; the next recap puts them right."""


def check_views(city: City, state: State, restated: Restated, said: Said, book: Book) -> None:
    """Both workbooks say, cell by cell, what the fold of the journal says, and what the restatement says."""
    notes = in_force(state, donor_notes(city))
    expected: dict[Tab[Any], dict[int, list[Mapping[str, object]]]] = {
        COMMITMENTS: {},
        public.COMMITMENTS: {},
        DONORS: {},
    }
    for n, line in state.lines.items():
        told = said.responses[line.response]
        named = named_cells(book, line)
        places = {**dict.fromkeys((line.target, *sorted(name for name in said.names if name))), named["place"]: None}
        expected[COMMITMENTS][n] = [
            commitment_cells(state, line, r, notes) | named | {"place": place} for place in places for r in told
        ]
        expected[public.COMMITMENTS][n] = [public_commitment(state, line, r, notes, book).model_dump() for r in told]
    for code, donor in state.donors.items():
        expected[DONORS][int(code[1:])] = [donor_cells(state, code, r, notes) for r in said.responses[donor.response]]
    for tab, rows in expected.items():
        _same(tab, city.read(tab), rows)
    _agree(city, restated)


def donor_notes(city: City) -> dict[str, DonorNote]:
    """What staff wrote beside donors."""
    return {
        row["kode"]: DonorNote(row.get("sama dengan"), row.get("nama tampil disetujui"))
        for row in city.rows(DONORS)
        if row.get("kode")
    }


def system_cells(tab: Tab[Any], grid: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """The system's cells of each row by column key, found by header; blanks are None."""
    header, *rows = grid
    places = {column.key: list(header).index(column.label) for column in _system(tab)}
    return [{key: _cell(row, at) for key, at in places.items()} for row in rows]


def _cell(row: Sequence[Any], at: int) -> Any:
    return row[at] if at < len(row) and row[at] != "" else None


def _system(tab: Tab[Any]) -> Iterator[Column]:
    return (column for column in tab.columns if column.owner is Owner.SYSTEM)


def _same(tab: Tab[Any], grid: Sequence[Sequence[Any]], rows: Mapping[int, Sequence[Mapping[str, object]]]) -> None:
    shown = system_cells(tab, grid)
    for k, cells in enumerate(shown, start=1):
        if k not in rows:
            assert not any(cells.values()), f"{tab.book} {tab.title} row {k + 1} shows something that is not there"
    missing = [k for k in rows if k > len(shown)]
    assert not missing, f"{tab.book} {tab.title} does not show {missing}"
    for k, versions in rows.items():
        for column in _system(tab):
            if column.key in _NAMED_BY_STAFF.get(tab, ()) and shown[k - 1]["status"]:
                continue
            allowed = [_raw(column, cells.get(column.key)) for cells in versions]
            if column.key not in _ANY_VERSION.get(tab, ()):
                allowed = allowed[-1:]
            found = shown[k - 1][column.key]
            assert found in allowed, f"{tab.book} {tab.title} {k}, {column.label}: {found!r} instead of {allowed!r}"


def _raw(column: Column, value: object) -> Any:
    """A value as an unformatted read returns it."""
    return next(iter(render(column, value).get("userEnteredValue", {}).values()), None)


def _agree(city: City, restated: Restated) -> None:
    """Status, disetujui and tersalur of both workbooks against the restatement."""
    for book, tab, approved in (("private", COMMITMENTS, "approved"), ("public", public.COMMITMENTS, "amount")):
        for n, cells in enumerate(system_cells(tab, city.read(tab))[: len(restated.lines)], start=1):
            line = restated.lines[n]
            wanted: tuple[Any, ...] = (line.status, line.approved, line.delivered)
            if book == "public":
                label = PUBLIC.get(line.status)
                wanted = (label, line.approved, line.delivered) if label else (None, None, None)
            found = (cells["status"], cells[approved], cells["delivered"])
            assert found == wanted, f"{book} row {n} shows {found}, the journal says {wanted}"


def later(city: City, span: dt.timedelta) -> None:
    """Time passes, never backwards: what was submitted while the stand-in's clock ran on would become invisible."""
    city.clock = max(city.clock, dt.datetime.fromisoformat(city.control.set_clock())) + span
    city.control.set_clock(now=city.clock.isoformat())

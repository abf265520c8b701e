"""The private workbook as it stands: staff's tabs as a book of rules, requests, and which rows show what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from functions.core.book import Book, DonorNote, StaffRequest
from functions.gapi.sheets import Grid, MissingRange, OutsideGrid, Values, Workbook
from functions.ledger.rules import rules
from sheets_schema import private
from sheets_schema.cells import CellFault, Raw, parse
from sheets_schema.column import Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS, STAFF_TABS
from sheets_schema.reading import (
    CellProblem,
    SchemaDrift,
    TabReading,
    cell_problem,
    column_letter,
    locate,
    read_tab,
)
from sheets_schema.terms import Action

_REQUEST = ("action", "amount", "new_date", "staff_reason", "staff")
_WANTED = ("number", "version", "phone", "email", *_REQUEST)
"""What a drain reads of Komitmen; the rest is a view that nobody needs to look at."""

_DONOR_CODE = re.compile("D([1-9][0-9]{0,8})")

Finding = CellProblem | SchemaDrift


@dataclass(frozen=True, slots=True)
class Shown:
    """A tab of numbered rows as it stands: which entry each row shows, and where its columns are.

    `places` is empty when the system's own headers are gone: then nothing can be shown there. `rows`: the grid's size.
    """

    versions: Mapping[int, int] = field(default_factory=dict)
    numbers: Mapping[int, int | None] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0

    @property
    def in_order(self) -> bool:
        """Whether every row that carries a number carries its own."""
        return all(found == n for n, found in self.numbers.items())

    @property
    def last(self) -> int:
        """The last row that carries a number."""
        return max(self.numbers, default=0)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything one read of the private workbook tells."""

    book: Book
    commitments: Shown
    donors: Shown
    contacts: Mapping[int, tuple[str, str]] | None
    """Row number -> phone and e-mail as shown there; None when a header that they are found by is gone."""
    problems: Grid
    """Pemeriksaan Data as it stands, header first."""
    problem_rows: int
    readings: Mapping[Tab[Any], TabReading[Any]]
    findings: tuple[Finding, ...]


class DeskReader:
    """Reads the private workbook in one call, remembering where the columns of Komitmen were last seen."""

    def __init__(self) -> None:
        self._places = {key: COMMITMENTS.position(key) for key in _WANTED}

    def read(self, workbook: Workbook) -> Desk:
        """One batchGet; one more after a tab went missing or staff moved, added or deleted columns of Komitmen."""
        found = _Cells(workbook)
        whole = [_whole(tab) for tab in (*STAFF_TABS, DONORS, PROBLEMS)]
        try:
            found.read(whole + self._ranges())
        except OutsideGrid:
            self._places = {}
            found.read(whole + self._ranges())
        # Header and columns come in one answer, so what is under a header belongs to it.
        while self._places != (self._places | (wanted := self._wanted(found))):
            self._places = wanted
            found.read(self._ranges())
        header = found.grid(_header(COMMITMENTS))
        drifts: list[SchemaDrift] = list(found.drifts)
        places = _present(COMMITMENTS, header[0] if header else ())
        absent = {drift.tab_title for drift in drifts}
        for tab, grid in ((COMMITMENTS, header), (DONORS, found.grid(_whole(DONORS)))):
            if tab.title not in absent:
                drifts += _missing(tab, grid[0] if grid else ())
        return _desk(found, self._columns(found, places), places, drifts)

    def _wanted(self, found: _Cells) -> dict[str, int]:
        """Where the wanted columns of Komitmen stand that have their header."""
        header = found.grid(_header(COMMITMENTS))
        places = _present(COMMITMENTS, header[0] if header else ())
        return {key: places[key] for key in _WANTED if key in places}

    def _ranges(self) -> list[str]:
        return [_header(COMMITMENTS), *(_column(COMMITMENTS, at) for at in sorted(self._places.values()))]

    def _columns(self, found: _Cells, places: Mapping[str, int]) -> dict[str, Sequence[Raw]]:
        """The wanted columns that are there, without their headers."""
        columns: dict[str, Sequence[Raw]] = {}
        for key, at in self._places.items():
            if key in places:
                cells = found.grid(_column(COMMITMENTS, at))
                columns[key] = [row[0] if row else None for row in cells[1:]]
        return columns


class _Cells:
    """What has been read so far, by the range asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._parts: dict[str, Values] = {}
        self.drifts: list[SchemaDrift] = []

    def read(self, ranges: Sequence[str]) -> None:
        wanted = list(ranges)
        while wanted:
            try:
                self._parts |= dict(zip(wanted, self._workbook.read(wanted), strict=True))
                return
            except MissingRange as error:
                tab = _tab_of(error.range)
                if tab is None:
                    raise
                # Rows of other tabs must not suffer because staff renamed one.
                self.drifts.append(SchemaDrift(tab.title, "", "absent", tab.sheet_id))
                wanted = [r for r in wanted if _tab_of(r) is not tab]

    def grid(self, range_: str) -> Grid:
        return self._parts[range_].rows if range_ in self._parts else ()

    def size(self, range_: str) -> int:
        """The number of rows of the tab's grid."""
        return self._parts[range_].grid_rows if range_ in self._parts else 0


def _whole(tab: Tab[Any]) -> str:
    return f"'{tab.title}'"


def _header(tab: Tab[Any]) -> str:
    return f"'{tab.title}'!1:1"


def _column(tab: Tab[Any], at: int) -> str:
    return f"'{tab.title}'!{column_letter(at)}:{column_letter(at)}"


def _tab_of(range_: str) -> Tab[Any] | None:
    title = range_.partition("!")[0].strip("'")
    return next((tab for tab in private.TABS if tab.title == title), None)


def _present(tab: Tab[Any], header: Sequence[Raw]) -> dict[str, int]:
    """The positions of those columns whose header is there exactly once."""
    places: dict[str, int] = {}
    for column in tab.columns:
        try:
            places |= locate(tab, header, {column.key})
        except SchemaDrift:
            continue
    return places


def _missing(tab: Tab[Any], header: Sequence[Raw]) -> Iterator[SchemaDrift]:
    for column in tab.columns:
        try:
            locate(tab, header, {column.key})
        except SchemaDrift as drift:
            yield drift


def _desk(
    found: _Cells, columns: Mapping[str, Sequence[Raw]], places: Mapping[str, int], drifts: list[SchemaDrift]
) -> Desk:
    readings: dict[Tab[Any], TabReading[Any]] = {}
    absent = {drift.tab_title for drift in found.drifts}
    for tab in STAFF_TABS:
        try:
            if tab.title not in absent:
                readings[tab] = read_tab(tab, found.grid(_whole(tab)))
        except SchemaDrift as drift:
            drifts.append(drift)
    requests, faults = _requests(columns, places)
    commitments = _shown(COMMITMENTS, columns, places, found.size(_column(COMMITMENTS, places.get("number", 0))))
    donors, notes = _donors(found)
    book, settings_faults = rules(readings, notes, requests if commitments.in_order and "number" in places else {})
    findings: list[Finding] = [*drifts, *faults, *settings_faults]
    return Desk(
        book=book,
        commitments=commitments,
        donors=donors,
        contacts=_contacts(columns) if {"number", "phone", "email"} <= places.keys() else None,
        problems=found.grid(_whole(PROBLEMS)),
        problem_rows=found.size(_whole(PROBLEMS)),
        readings=readings,
        findings=(*findings, *(problem for reading in readings.values() for problem in reading.problems)),
    )


def _shown(tab: Tab[Any], columns: Mapping[str, Sequence[Raw]], places: Mapping[str, int], rows: int) -> Shown:
    """Rows by their position: row k + 1 of the sheet is meant for number k."""
    system = {column.key for column in tab.columns if column.owner is Owner.SYSTEM}
    numbers = {k: _whole_number(raw) for k, raw in enumerate(columns.get("number", ()), start=1) if not _empty(raw)}
    versions = dict(enumerate(columns.get("version", ()), start=1))
    return Shown(
        versions={k: _whole_number(versions.get(k)) or 0 for k, found in numbers.items() if found == k},
        numbers=numbers,
        places=places if system <= places.keys() else {},
        rows=rows,
    )


def _whole_number(raw: Raw) -> int | None:
    return int(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) and raw == int(raw) else None


def _empty(raw: Raw) -> bool:
    return raw is None or raw == ""


def _requests(
    columns: Mapping[str, Sequence[Raw]], places: Mapping[str, int]
) -> tuple[dict[int, StaffRequest], list[CellProblem]]:
    """The signed requests by row, and what is wrong with those that cannot be read."""
    found: dict[int, StaffRequest] = {}
    faults: list[CellProblem] = []
    if not all(key in columns for key in _REQUEST):
        return found, faults
    for k, signature in enumerate(columns["staff"], start=1):
        if _empty(signature):
            continue
        wrong = len(faults)
        values = {}
        for key in _REQUEST:
            raw = columns[key][k - 1] if k <= len(columns[key]) else None
            column = COMMITMENTS.column(key)
            try:
                values[key] = parse(column, raw)
            except CellFault as fault:
                at = places[key]
                faults.append(cell_problem(COMMITMENTS, column, position=at, number=k + 1, raw=raw, fault=fault))
        if len(faults) == wrong:
            found[k] = _request(values)
    return found, faults


def _request(values: Mapping[str, Any]) -> StaffRequest:
    return StaffRequest(
        action=Action(values["action"]) if values["action"] else None,
        amount=values["amount"],
        new_date=values["new_date"],
        reason=values["staff_reason"] or "",
        staff=values["staff"] or "",
    )


def _contacts(columns: Mapping[str, Sequence[Raw]]) -> dict[int, tuple[str, str]]:
    pairs = zip_longest(columns.get("phone", ()), columns.get("email", ()))
    return {k: (str(phone or ""), str(email or "")) for k, (phone, email) in enumerate(pairs, start=1)}


def _donors(found: _Cells) -> tuple[Shown, dict[str, DonorNote]]:
    """Donatur: which donor each row shows, and what staff wrote beside it. A row's place is its number."""
    grid = found.grid(_whole(DONORS))
    places = _present(DONORS, grid[0] if grid else ())

    def cells(key: str) -> list[Raw]:
        at = places.get(key)
        return [] if at is None else [row[at] if at < len(row) else None for row in grid[1:]]

    codes = [str(raw or "").strip() for raw in cells("code")]
    columns: dict[str, Sequence[Raw]] = {
        "number": [int(known[1]) if (known := _DONOR_CODE.fullmatch(code)) else code for code in codes],
        "version": cells("version"),
    }
    notes: dict[str, DonorNote] = {}
    if {"code", "same_as", "approved_name"} <= places.keys():
        for code, same_as, name in zip(codes, cells("same_as"), cells("approved_name"), strict=True):
            if code:
                notes[code] = DonorNote(str(same_as or "").strip() or None, str(name or "").strip() or None)
    return _shown(DONORS, columns, places, found.size(_whole(DONORS))), notes

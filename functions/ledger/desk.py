"""The private workbook as it stands: staff's tabs as a book of rules, requests, and which rows show what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.core.book import Book
from functions.gapi.sheets import Grid, MissingRange, OutsideGrid, Values, Workbook
from functions.ledger import numbered
from functions.ledger.loose import Shelf
from functions.ledger.numbered import WANTED, Shown, present
from functions.ledger.rules import rules
from functions.ledger.withheld import sifted
from sheets_schema import private
from sheets_schema.cells import Raw
from sheets_schema.column import Tab
from sheets_schema.private import AID_KINDS, COMMITMENTS, DONORS, LOOSE, PROBLEMS, STAFF_TABS
from sheets_schema.reading import (
    CellProblem,
    SchemaDrift,
    TabReading,
    column_letter,
    locate,
    read_tab,
)

Finding = CellProblem | SchemaDrift


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
    loose: Shelf
    """What staff typed that lost its row, and that nobody has seen to yet."""
    readings: Mapping[Tab[Any], TabReading[Any]]
    findings: tuple[Finding, ...]


class DeskReader:
    """Reads the private workbook in one call, remembering where the columns of Komitmen were last seen."""

    def __init__(self) -> None:
        self._places = {key: COMMITMENTS.position(key) for key in WANTED}

    def read(self, workbook: Workbook) -> Desk:
        """One batchGet; one more after a tab went missing or staff moved, added or deleted columns of Komitmen."""
        found = _Cells(workbook)
        whole = [_whole(tab) for tab in (*STAFF_TABS, DONORS, PROBLEMS, LOOSE)]
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
        places = present(COMMITMENTS, header[0] if header else ())
        absent = {drift.tab_title for drift in drifts}
        for tab, grid in ((COMMITMENTS, header), (DONORS, found.grid(_whole(DONORS)))):
            if tab.title not in absent:
                drifts += _missing(tab, grid[0] if grid else ())
        return _desk(found, self._columns(found, places), places, drifts)

    def _wanted(self, found: _Cells) -> dict[str, int]:
        """Where the wanted columns of Komitmen stand that have their header."""
        header = found.grid(_header(COMMITMENTS))
        places = present(COMMITMENTS, header[0] if header else ())
        return {key: places[key] for key in WANTED if key in places}

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


def _missing(tab: Tab[Any], header: Sequence[Raw]) -> Iterator[SchemaDrift]:
    for column in tab.columns:
        try:
            locate(tab, header, {column.key})
        except SchemaDrift as drift:
            yield drift


def _units(readings: Mapping[Tab[Any], TabReading[Any]]) -> tuple[str, ...]:
    """What may stand beside a quantity: the units of the kinds of aid."""
    rows = readings[AID_KINDS].rows if AID_KINDS in readings else ()
    return tuple(dict.fromkeys(located.row.unit for located in rows if located.row.unit))


def _desk(
    found: _Cells, columns: Mapping[str, Sequence[Raw]], places: Mapping[str, int], drifts: list[SchemaDrift]
) -> Desk:
    readings: dict[Tab[Any], TabReading[Any]] = {}
    absent = {drift.tab_title for drift in found.drifts}
    units: tuple[str, ...] = ()
    for tab in sorted(STAFF_TABS, key=lambda tab: tab is not AID_KINDS):
        try:
            if tab.title not in absent:
                readings[tab] = sifted(tab, read_tab(tab, found.grid(_whole(tab)), units))
        except SchemaDrift as drift:
            drifts.append(drift)
        units = units or _units(readings)
    requests, faults = numbered.requests(columns, places, units)
    commitments = numbered.standing(
        COMMITMENTS, columns, places, found.size(_column(COMMITMENTS, places.get("number", 0)))
    )
    donors, notes, beside_nobody = numbered.donors(found.grid(_whole(DONORS)), found.size(_whole(DONORS)))
    book, settings_faults = rules(readings, notes, requests if commitments.in_order and "number" in places else {})
    findings: list[Finding] = [*drifts, *faults, *beside_nobody, *settings_faults]
    return Desk(
        book=book,
        commitments=commitments,
        donors=donors,
        contacts=numbered.contacts(columns) if {"number", "phone", "email"} <= places.keys() else None,
        problems=found.grid(_whole(PROBLEMS)),
        problem_rows=found.size(_whole(PROBLEMS)),
        loose=Shelf.of(found.grid(_whole(LOOSE)), found.size(_whole(LOOSE))),
        readings=readings,
        findings=(*findings, *(problem for reading in readings.values() for problem in reading.problems)),
    )

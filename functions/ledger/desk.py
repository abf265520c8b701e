"""The private workbook as it stands: staff's tabs as a book of rules, requests, and which rows show what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.core.book import Book, StaffRequest
from functions.gapi.sheets import Grid, MissingRange, OutsideGrid, Values, Workbook
from functions.ledger import numbered
from functions.ledger.loose import Shelf
from functions.ledger.numbered import REQUEST, WANTED, Shown, present
from functions.ledger.references import resolved
from functions.ledger.rules import rules
from functions.ledger.withheld import sifted
from sheets_schema import private
from sheets_schema.column import Tab
from sheets_schema.private import AID_KINDS, COMMITMENTS, DONORS, LOOSE, PROBLEMS, RULE_TABS
from sheets_schema.reading import (
    CellProblem,
    SchemaDrift,
    TabReading,
    column_letter,
    locate,
    read_tab,
)
from sheets_schema.survey import declared
from sheets_schema.wording import Raw

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
    problem_columns: int
    loose: Shelf
    """What staff typed that lost its row, and that nobody has seen to yet."""
    readings: Mapping[Tab[Any], TabReading[Any]]
    findings: tuple[Finding, ...]
    signed: Mapping[int, StaffRequest] = field(default_factory=dict)
    """The requests that can be read, by row, whatever became of the rows."""


class DeskReader:
    """Reads the private workbook in one call, remembering whether columns of numbered tabs stand where they belong."""

    def __init__(self) -> None:
        self._moved = False

    def read(self, workbook: Workbook, *, closely: bool = False) -> Desk:
        """One batchGet; one more after a tab went missing or the owner moved, added or deleted columns.

        While columns of Komitmen or Donatur stand elsewhere Komitmen is read whole, as it is when it is asked for:
        whoever wrote while they were moved wrote beside them, and may yet.
        """
        found = _Cells(workbook)
        others = [_whole(tab) for tab in (*RULE_TABS, DONORS, PROBLEMS, LOOSE)]
        closely = closely or self._moved
        try:
            found.read([*others, *([_whole(COMMITMENTS)] if closely else _AS_DECLARED)])
        except OutsideGrid:
            closely = True
            found.read([*others, _whole(COMMITMENTS)])
        header = _first(found.grid(_whole(COMMITMENTS) if closely else _header(COMMITMENTS)))
        donors = _first(found.grid(_whole(DONORS)))
        self._moved = any(
            titles and present(tab, titles) != declared(tab)
            for tab, titles in ((COMMITMENTS, header), (DONORS, donors))
        )
        if self._moved and not closely:
            # Header and columns come in one answer, so what is under a header belongs to it.
            found.read([_whole(COMMITMENTS)])
            header = _first(found.grid(_whole(COMMITMENTS)))
        drifts: list[SchemaDrift] = list(found.drifts)
        absent = {drift.tab_title for drift in drifts}
        for tab, titles in ((COMMITMENTS, header), (DONORS, donors)):
            if tab.title not in absent:
                drifts += _missing(tab, titles)
        return _desk(found, present(COMMITMENTS, header), drifts)


def _first(grid: Grid) -> Sequence[Raw]:
    return grid[0] if grid else ()


def _columns(found: _Cells, places: Mapping[str, int]) -> dict[str, Sequence[Raw]]:
    """The wanted columns of Komitmen that are there, without their headers."""
    if whole := found.grid(_whole(COMMITMENTS)):
        return {
            key: [row[at] if at < len(row) else None for row in whole[1:]]
            for key, at in places.items()
            if key in WANTED
        }
    ranges = {key: _column(COMMITMENTS, at) for key, at in places.items() if key in WANTED}
    return {key: [row[0] if row else None for row in found.grid(range_)[1:]] for key, range_ in ranges.items()}


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

    def width(self, range_: str) -> int:
        """The number of its columns."""
        return self._parts[range_].grid_columns if range_ in self._parts else 0


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


_AS_DECLARED = (_header(COMMITMENTS), *(_column(COMMITMENTS, COMMITMENTS.position(key)) for key in sorted(WANTED)))
"""What is read of Komitmen while its columns stand where they belong: its rows are views, and may be many."""


def _units(readings: Mapping[Tab[Any], TabReading[Any]]) -> tuple[str, ...]:
    """What may stand beside a quantity: the units of the kinds of aid."""
    rows = readings[AID_KINDS].rows if AID_KINDS in readings else ()
    return tuple(dict.fromkeys(located.row.unit for located in rows if located.row.unit))


def _desk(found: _Cells, places: Mapping[str, int], drifts: list[SchemaDrift]) -> Desk:
    columns = _columns(found, places)
    readings: dict[Tab[Any], TabReading[Any]] = {}
    absent = {drift.tab_title for drift in found.drifts}
    units: tuple[str, ...] = ()
    for tab in sorted(RULE_TABS, key=lambda tab: tab is not AID_KINDS):
        try:
            if tab.title not in absent:
                readings[tab] = sifted(tab, read_tab(tab, found.grid(_whole(tab)), units))
        except SchemaDrift as drift:
            drifts.append(drift)
        units = units or _units(readings)
    readings = resolved(readings)
    loose = Shelf.of(found.grid(_whole(LOOSE)), found.size(_whole(LOOSE)))
    requests, faults = numbered.requests(columns, places, units)
    # A request that has lost a cell may read like another one: it waits until somebody has seen to it.
    torn = loose.overwritten(COMMITMENTS, REQUEST)
    requests = {k: request for k, request in requests.items() if k not in torn}
    whole = found.grid(_whole(COMMITMENTS))
    size = found.size(_whole(COMMITMENTS)) or found.size(_column(COMMITMENTS, places.get("number", 0)))
    commitments = numbered.standing(COMMITMENTS, columns, places, size, whole[1:])
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
        problem_columns=found.width(_whole(PROBLEMS)),
        loose=loose,
        readings=readings,
        findings=(*findings, *(problem for reading in readings.values() for problem in reading.problems)),
        signed=requests if "number" in places else {},
    )

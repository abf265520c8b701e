"""One tab: columns found by header, rows typed, and everything unusable named by cell, value, reason and remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Generic, Literal

from typing_extensions import TypeVar

from sheets_schema.cells import CellFault, lost_code, parse
from sheets_schema.column import UNIT_OF_KIND, Column, Row, Tab
from sheets_schema.plain import plain
from sheets_schema.private import Problem
from sheets_schema.wording import Raw, shown

R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


_HEADLINES = 6
"""Rows in which a header that slipped down is looked for."""

_NAMED = 3

_DRIFTS: Mapping[str, tuple[str, str]] = {
    "missing": (
        'Judul kolom "{header}" tidak ditemukan di baris 1. Tab {tab} tidak dibaca sampai ini diperbaiki.',
        "Ketik kembali judul {header} di baris 1 kolom asalnya, persis seperti itu.",
    ),
    "doubled": (
        'Judul kolom "{header}" ada lebih dari sekali di baris 1. Tab {tab} tidak dibaca sampai ini diperbaiki.',
        "Sisakan satu kolom berjudul {header}; ganti judul yang lain.",
    ),
    "shifted": (
        "Judul kolom tab {tab} tidak berada di baris 1, tetapi di bawahnya. Tab ini tidak dibaca sampai diperbaiki.",
        "Hapus baris di atas judul, sehingga judul kolom kembali di baris 1.",
    ),
    "absent": (
        "Tab {tab} tidak ditemukan. Isinya tidak dibaca sampai ini diperbaiki.",
        "Beri lagi nama {tab} pada tab itu; bila terhapus, pulihkan lewat File > Histori versi.",
    ),
}


@dataclass(eq=False)
class SchemaDrift(Exception):
    """A header that a tab needs is missing or stands there twice, or all stand below row 1, or the tab is absent.

    The tab cannot be read until staff repair it; others can.
    """

    tab_title: str
    header_label: str
    fault: Literal["missing", "doubled", "shifted", "absent"]
    sheet_id: int

    @property
    def problem(self) -> str:
        """What is wrong, in Indonesian."""
        return _DRIFTS[self.fault][0].format(tab=self.tab_title, header=self.header_label)

    @property
    def remedy(self) -> str:
        """What to do, in Indonesian."""
        return _DRIFTS[self.fault][1].format(tab=self.tab_title, header=self.header_label)

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


@dataclass(frozen=True)
class CellProblem:
    """One cell that cannot be used. `row` is the sheet's own number, from 1.

    `costs_row` when the row waits with it, `costs_tab` when the whole tab does. `general` as in `CellFault`; empty when
    the problem is said in general already.
    """

    tab: Tab
    row: int
    column_label: str
    cell: str
    value: str
    problem: str
    remedy: str
    costs_row: bool = True
    costs_tab: bool = False
    general: str = ""


@dataclass(frozen=True)
class Located(Generic[R_co]):
    """A usable row and its row number in the sheet, from 1."""

    number: int
    row: R_co


@dataclass(frozen=True)
class TabReading(Generic[R_co]):
    """What a tab held: the rows that can be used, every faulty cell, and where each column stands.

    `unusable` holds, for each row that cannot be used, the values of its sound cells: what depends on it must wait.
    `cells` are all rows below the header as they were read.
    """

    rows: tuple[Located[R_co], ...]
    problems: tuple[CellProblem, ...]
    places: Mapping[str, int]
    unusable: tuple[Mapping[str, object], ...] = ()
    cells: Sequence[Sequence[Raw]] = ()
    waiting: frozenset[int] = frozenset()
    """The sheet's numbers of the rows that cannot be used."""


@dataclass(frozen=True)
class _Parsed:
    """A row before the check for repeated keys."""

    number: int
    values: dict[str, object]
    faults: list[CellProblem]

    @property
    def usable(self) -> bool:
        return not any(fault.costs_row for fault in self.faults)


def column_letter(index: int) -> str:
    """The letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def locate(tab: Tab, header: Sequence[Raw], only: Collection[str] | None = None) -> dict[str, int]:
    """Zero-based positions of the tab's columns (all, or those whose key is in `only`) by header label.

    Columns may have moved and others may have been added. Raises SchemaDrift.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, label in enumerate(header):
        found[normal_label(label)].append(position)
    places = {}
    for column in tab.columns:
        if only is not None and column.key not in only:
            continue
        positions = found.get(normal_label(column.label), [])
        if len(positions) != 1:
            raise SchemaDrift(tab.title, column.label, "doubled" if positions else "missing", tab.sheet_id)
        places[column.key] = positions[0]
    return places


def normal_label(label: Raw) -> str:
    """A header as it is compared: plain, no case."""
    return plain(str(label or "")).casefold()


def read_tab(tab: Tab[R], values: Sequence[Sequence[Raw]], units: tuple[str, ...] = ()) -> TabReading[R]:
    """Read a whole tab; `values[0]` is the header, `values[k]` is sheet row k + 1. Empty rows are skipped.

    `units` are those of the kinds of aid.

    A row with a fault in a vital cell, or whose key another row repeats, is not among the rows; any other faulty cell
    is read as empty. All faults are among the problems. Raises SchemaDrift, and nothing else for what people type.
    """
    places = _located(tab, values)
    plan = [(counted_in(column, units), places[column.key]) for column in tab.columns if not column.beside]
    parsed = [
        _parse_row(tab, plan, number, cells)
        for number, cells in enumerate(values[1:], start=2)
        if any(_filled(cells, position) for _, position in plan)
    ]
    _note_repeats(tab, places, parsed)
    rows = tuple(Located(p.number, tab.row(**p.values)) for p in parsed if p.usable)
    faults = tuple(fault for p in parsed for fault in p.faults)
    unusable = [p for p in parsed if not p.usable]
    return TabReading(
        rows, faults, places, tuple(p.values for p in unusable), values[1:], frozenset(p.number for p in unusable)
    )


def _located(tab: Tab, values: Sequence[Sequence[Raw]]) -> dict[str, int]:
    """Where the columns are. Somebody who put a headline above the header is told to delete that, not all else."""
    try:
        return _header(tab, values[0] if values else ())
    except SchemaDrift:
        if any(_is_header(tab, row) for row in values[1:_HEADLINES]):
            raise SchemaDrift(tab.title, "", "shifted", tab.sheet_id) from None
        raise


def _header(tab: Tab, titles: Sequence[Raw]) -> dict[str, int]:
    """Where the columns are; of those beside rows of staff's only what stands there once."""
    places = locate(tab, titles, {column.key for column in tab.columns if not column.beside})
    for column in (column for column in tab.columns if column.beside):
        with suppress(SchemaDrift):
            places |= locate(tab, titles, {column.key})
    return places


def _is_header(tab: Tab, row: Sequence[Raw]) -> bool:
    try:
        _header(tab, row)
    except SchemaDrift:
        return False
    return True


def counted_in(column: Column, units: tuple[str, ...]) -> Column:
    """The column with these units of the kinds of aid, where it holds a number of them."""
    return replace(column, units=units) if UNIT_OF_KIND in column.units else column


def _filled(cells: Sequence[Raw], position: int) -> bool:
    if position >= len(cells):
        return False
    raw = cells[position]
    return bool(plain(raw)) if isinstance(raw, str) else raw is not None


def _parse_row(tab: Tab, plan: Sequence[tuple[Column, int]], number: int, cells: Sequence[Raw]) -> _Parsed:
    found: dict[str, object] = {}
    faults = []
    for column, position in plan:
        raw = cells[position] if position < len(cells) else None
        try:
            found[column.key] = parse(column, raw)
        except CellFault as fault:
            if not column.vital:
                found[column.key] = None
            faults.append(unread(tab, column, position=position, number=number, raw=raw, fault=fault))
        else:
            if lost := lost_code(column, raw):
                faults.append(
                    cell_problem(tab, column, position=position, number=number, raw=raw, fault=lost, row=False)
                )
    return _Parsed(number, found, faults)


def unread(tab: Tab, column: Column, *, position: int, number: int, raw: Raw, fault: CellFault) -> CellProblem:
    """A finding about a cell that cannot be parsed. Where decisions rest on it, it says what waits."""
    if column.vital and tab.waits:
        fault = CellFault(f"{fault.problem} {tab.waits}", fault.remedy, f"{fault.general} {tab.waits}")
    return cell_problem(tab, column, position=position, number=number, raw=raw, fault=fault)


def cell_problem(
    tab: Tab, column: Column, *, position: int, number: int, raw: Raw, fault: CellFault, row: bool | None = None
) -> CellProblem:
    """A finding about a cell (zero-based `position`, sheet row `number`); `row`: whether it costs the row."""
    cell = f"{column_letter(position)}{number}"
    costs = column.vital if row is None else row
    said = shown(raw), fault.problem, fault.remedy
    return CellProblem(tab, number, column.label, cell, *said, costs_row=costs, general=fault.general)


def _note_repeats(tab: Tab, places: Mapping[str, int], parsed: Sequence[_Parsed]) -> None:
    if not tab.keyed_by:
        return
    bearers: defaultdict[str, list[_Parsed]] = defaultdict(list)
    for row in parsed:
        if row.values.get(tab.keyed_by) is not None:
            bearers[str(row.values[tab.keyed_by]).casefold()].append(row)
    for rows in bearers.values():
        for row in rows if len(rows) > 1 else ():
            others = [other.number for other in rows if other is not row]
            row.faults.append(_repeated(tab, places, row, others))


def _repeated(tab: Tab, places: Mapping[str, int], row: _Parsed, others: Sequence[int]) -> CellProblem:
    column = tab.column(tab.keyed_by)
    key, there = str(row.values[column.key]), some_rows(others)
    fault = CellFault(
        f'{column.label} "{shown(key)}" juga dipakai di baris {there}; tidak satu pun dari baris itu dipakai.',
        f"Beri setiap baris {column.label} sendiri, atau hapus baris yang berlebih.",
        f"{column.label} ini dipakai di lebih dari satu baris; tidak satu pun dari baris itu dipakai.",
    )
    return cell_problem(tab, column, position=places[column.key], number=row.number, raw=key, fault=fault, row=True)


def some_rows(numbers: Sequence[int]) -> str:
    """Row numbers as a finding names them: the first three, and how many more."""
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    return named if len(numbers) <= _NAMED else f"{named} dan {len(numbers) - _NAMED} baris lain"


def problem_row(problem: CellProblem | SchemaDrift, spreadsheet_id: str) -> Problem:
    """The row of Pemeriksaan Data that shows a finding, with a link that opens the cell."""
    if isinstance(problem, SchemaDrift):
        title, gid, cell, content = problem.tab_title, problem.sheet_id, "1:1", ""
    else:
        title, gid, cell, content = problem.tab.title, problem.tab.sheet_id, problem.cell, problem.value
    return Problem(
        tab=title,
        cell=cell,
        content=content or None,
        problem=problem.problem,
        remedy=problem.remedy,
        link=sheet_link(spreadsheet_id, gid, cell),
    )


def sheet_link(spreadsheet_id: str, sheet_id: int, cell: str | None) -> str:
    """What opens a tab, at a cell or rows if they are given."""
    at = f"&range={cell}" if cell else ""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit#gid={sheet_id}{at}"

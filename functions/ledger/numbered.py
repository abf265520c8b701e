"""Tabs of numbered rows, Komitmen and Donatur, as they stand: what each row shows, what staff wrote beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from functions.core.book import DonorNote, StaffRequest
from functions.gapi.sheets import Grid
from sheets_schema.cells import CellFault, parse
from sheets_schema.column import Owner, Tab
from sheets_schema.labelled import code_of
from sheets_schema.plain import means_nothing, plain
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.reading import CellProblem, SchemaDrift, cell_problem, counted_in, locate, unread
from sheets_schema.terms import Action
from sheets_schema.wording import Raw

REQUEST = ("action", "amount", "new_date", "staff_reason", "staff")
WANTED = ("number", "version", "phone", "email", *REQUEST)
"""What a drain reads of Komitmen; the rest is a view that nobody needs to look at."""

_DONOR_CODE = re.compile("D([1-9][0-9]{0,8})")

_NOTES = ("same_as", "approved_name")
_BESIDE_NOBODY = CellFault(
    "Baris ini belum berisi donatur; isiannya akan berlaku bagi donatur baru yang menempatinya.",
    "Hapus dari sini, lalu ketik di baris donatur yang dimaksud.",
)

Columns = Mapping[str, Sequence[Raw]]
"""Column key -> its cells, without the header."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A tab of numbered rows as it stands: which entry each row shows, and where its columns are.

    `places` is empty when the system's own headers are gone: then nothing can be shown there. `rows` and `columns`:
    the grid's size, as far as it matters.
    """

    versions: Mapping[int, int] = field(default_factory=dict)
    numbers: Mapping[int, int | None] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    typed: Columns = field(default_factory=dict)
    """What staff have typed, as read."""
    odd: bool = False
    """Whether a row does not begin as rows do: with its own number."""
    cells: Grid = ()
    """All cells below the header, when the tab was read whole to be looked at closely."""
    damaged: tuple[int, ...] = ()
    """Rows that showed what no drain wrote there, as far as that was looked for; they count as not shown."""
    misplaced: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """Those of them that were written where the columns stood before, with where they stood."""

    @property
    def in_order(self) -> bool:
        """Whether every row that carries a number carries its own."""
        return all(found == n for n, found in self.numbers.items())

    @property
    def last(self) -> int:
        """The last row that carries a number."""
        return max(self.numbers, default=0)


def present(tab: Tab[Any], header: Sequence[Raw]) -> dict[str, int]:
    """The positions of those columns whose header is there exactly once."""
    places: dict[str, int] = {}
    for column in tab.columns:
        try:
            places |= locate(tab, header, {column.key})
        except SchemaDrift:
            continue
    return places


def standing(tab: Tab[Any], columns: Columns, places: Mapping[str, int], rows: int, cells: Grid = ()) -> Shown:
    """Rows by their position: row k + 1 of the sheet is meant for number k. `cells`: all of them, if at hand."""
    system = {column.key for column in tab.columns if column.owner is Owner.SYSTEM}
    numbers = {k: _whole_number(raw) for k, raw in enumerate(columns.get("number", ()), start=1) if not _empty(raw)}
    versions = dict(enumerate(columns.get("version", ()), start=1))
    begun = {*numbers, *(k for k, raw in versions.items() if not _empty(raw))}
    return Shown(
        versions={k: _whole_number(versions.get(k)) or 0 for k, found in numbers.items() if found == k},
        numbers=numbers,
        places=places if system <= places.keys() else {},
        rows=rows,
        typed={c.key: columns[c.key] for c in tab.columns if c.owner is Owner.STAFF and c.key in columns},
        odd=any(numbers.get(k) != k for k in range(1, max(begun, default=0) + 1)),
        cells=cells,
    )


def standing_whole(tab: Tab[Any], grid: Grid, rows: int) -> Shown:
    """The same of a tab that was read whole."""
    places = present(tab, grid[0] if grid else ())
    columns: dict[str, Sequence[Raw]] = {key: _column(grid, at) for key, at in places.items()}
    if tab is DONORS:
        known = [(_DONOR_CODE.fullmatch(code), code) for code in _codes(columns)]
        columns["number"] = [int(found[1]) if found else code for found, code in known]
    return standing(tab, columns, places, rows, grid[1:])


def _column(grid: Grid, at: int) -> list[Raw]:
    return [row[at] if at < len(row) else None for row in grid[1:]]


def _codes(columns: Columns) -> list[str]:
    return [plain(str(raw or "")) for raw in columns.get("code", ())]


def _whole_number(raw: Raw) -> int | None:
    return int(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) and raw == int(raw) else None


def _empty(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not plain(raw))


def requests(
    columns: Columns, places: Mapping[str, int], units: tuple[str, ...] = ()
) -> tuple[dict[int, StaffRequest], list[CellProblem]]:
    """The signed requests by row, and what is wrong with cells that cannot be read; `units` of the kinds of aid."""
    found: dict[int, StaffRequest] = {}
    faults: list[CellProblem] = []
    if not all(key in columns for key in REQUEST):
        return found, faults
    for k, signature in enumerate(columns["staff"], start=1):
        if _empty(signature):
            continue
        values: dict[str, Any] = {}
        for key in REQUEST:
            raw = columns[key][k - 1] if k <= len(columns[key]) else None
            column = counted_in(COMMITMENTS.column(key), units)
            try:
                values[key] = parse(column, raw)
            except CellFault as fault:
                if not column.vital:
                    values[key] = None
                at = places[key]
                faults.append(unread(COMMITMENTS, column, position=at, number=k + 1, raw=raw, fault=fault))
        if len(values) == len(REQUEST) and values["staff"]:
            number = columns["number"][k - 1] if k <= len(columns.get("number", ())) else None
            found[k] = _request(values, beside_line=number == k)
    return found, faults


def _request(values: Mapping[str, Any], *, beside_line: bool) -> StaffRequest:
    return StaffRequest(
        action=Action(values["action"]) if values["action"] else None,
        amount=values["amount"],
        new_date=values["new_date"],
        reason=values["staff_reason"] or "",
        staff=values["staff"] or "",
        beside_line=beside_line,
    )


def contacts(columns: Columns) -> dict[int, tuple[str, str]]:
    """Phone and e-mail as shown, by row."""
    pairs = zip_longest(columns.get("phone", ()), columns.get("email", ()))
    return {k: (str(phone or ""), str(email or "")) for k, (phone, email) in enumerate(pairs, start=1)}


def donors(grid: Grid, rows: int) -> tuple[Shown, dict[str, DonorNote], list[CellProblem]]:
    """Donatur: which donor each row shows, what staff wrote beside it, and what stands beside none.

    A row's place is its number; notes belong to the code in their row, wherever it stands.
    """
    shown = standing_whole(DONORS, grid, rows)
    places = present(DONORS, grid[0] if grid else ())
    codes = _codes({key: _column(grid, at) for key, at in places.items() if key == "code"})
    notes: dict[str, DonorNote] = {}
    faults: list[CellProblem] = []
    if {"code", *_NOTES} <= places.keys():
        typed = noted(shown.typed)
        notes = {code: DonorNote(*note) for code, *note in zip(codes, *typed.values(), strict=True) if code}
        faults = [
            cell_problem(DONORS, DONORS.column(key), position=places[key], number=k + 1, raw=text, fault=_BESIDE_NOBODY)
            for key, texts in typed.items()
            for k, text in enumerate(texts, start=1)
            if text and not codes[k - 1]
        ]
    return shown, notes, faults


def noted(columns: Columns) -> dict[str, list[str | None]]:
    """What staff wrote in the columns of Donatur that are theirs, row by row."""
    return {
        "same_as": [donor_code(raw) for raw in columns["same_as"]],
        "approved_name": [_note(raw) for raw in columns["approved_name"]],
    }


def donor_code(raw: Raw) -> str | None:
    """The donor that staff point at: its code, with or without the name that they picked it by."""
    text = _note(raw)
    return (code_of(text) or text) if text else None


def _note(raw: Raw) -> str | None:
    text = plain(str(raw or ""))
    return None if means_nothing(text) else text

"""Isian Terlepas: what staff typed and nobody can place any more, kept until a person has seen to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from functions.gapi.sheets import Grid
from functions.ledger.cells import grid_request, typed_cell
from functions.ledger.numbered import present
from sheets_schema.cells import DATE_KINDS, render
from sheets_schema.column import Kind, Tab
from sheets_schema.layout import FORMATS
from sheets_schema.private import LOOSE, LooseCell, Problem
from sheets_schema.reading import column_letter, sheet_link
from sheets_schema.terms import YesNo
from sheets_schema.wording import Raw, shown

_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat"


class Why(StrEnum):
    """What happened to a cell, as staff read it."""

    HOMELESS = "Barisnya tidak dapat dikenali lagi waktu tampilan dipulihkan."
    UNTITLED = "Kolomnya tidak berjudul lagi, jadi isinya tidak terbaca. Isinya masih berdiri di kolom itu juga."
    OVERWRITTEN = "Tertimpa sistem karena kolom dipindah saat sistem menulis. Isi semula tidak diketahui."


_REMEDIES: Mapping[str, str] = {
    Why.HOMELESS: "Ketik di baris yang dimaksud bila masih berlaku",
    Why.UNTITLED: "Pindahkan ke kolom yang dimaksud bila masih berlaku",
    Why.OVERWRITTEN: "Ketik lagi di baris itu bila tadinya terisi",
}


@dataclass(frozen=True, slots=True)
class Loose:
    """Staff's cells of one row, by column key, as they were read; `k` is the number of the row below the header.

    Cells of a column that is none of the tab's stand under what the column is called now.
    """

    tab: Tab[Any]
    k: int
    cells: Mapping[str, Raw]
    why: Why


@dataclass(frozen=True, slots=True)
class Unseen:
    """A row of the tab that nobody has ticked off; `number` is the sheet's own."""

    number: int
    tab: str
    line: str
    header: str
    content: str
    why: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tab as it stands: rows that somebody has yet to see to, how far down it is filled, the grid's rows.

    Without the tab, `size` is 0: then nothing can be kept.
    """

    unseen: tuple[Unseen, ...] = ()
    filled: int = 0
    size: int = 0

    @classmethod
    def of(cls, grid: Grid, size: int) -> Shelf:
        """From the whole tab."""
        return cls(unseen(grid), len(grid), size)

    def overwritten(self, tab: Tab[Any], keys: Collection[str]) -> frozenset[int]:
        """The numbers of rows below the header whose cell in one of these columns is lost, until somebody saw to it."""
        headers = {tab.column(key).label for key in keys}
        rows = (row for row in self.unseen if row.tab == tab.title and row.why == Why.OVERWRITTEN)
        return frozenset(int(row.line) - 1 for row in rows if row.header in headers and row.line.isdecimal())


def keeping(found: Iterable[Loose], shelf: Shelf, now: dt.datetime) -> list[dict[str, Any]]:
    """The requests that add a row a cell, below what is there and never over it, whoever else is adding.

    An attempt that is repeated after its answer was lost adds twice, which harms nobody. The first row stays free: one
    that is put in at the edge of a protected range would not be protected.
    """
    rows = [_row(loose, key, raw, now) for loose in found for key, raw in loose.cells.items()]
    if not rows or not shelf.size:
        return []
    at = max(shelf.filled, 2)
    span = {"sheetId": LOOSE.sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + len(rows)}
    start = {"sheetId": LOOSE.sheet_id, "rowIndex": at, "columnIndex": 0}
    return [
        *grid_request(LOOSE, shelf.size, at - 1),
        {"insertDimension": {"range": span, "inheritFromBefore": True}},
        {"updateCells": {"start": start, "rows": rows, "fields": _FIELDS}},
    ]


def _row(loose: Loose, key: str, raw: Raw, now: dt.datetime) -> dict[str, Any]:
    column = next((c for c in loose.tab.columns if c.key == key), None)
    header = column.label if column else key
    row = LooseCell(at=now, tab=loose.tab.title, line=loose.k + 1, header=header, why=loose.why)
    values = {c.key: render(c, getattr(row, c.key)) for c in LOOSE.columns}
    values["content"] = typed_cell(raw)
    values["at"] |= _looking(Kind.MOMENT)
    if column and column.kind in DATE_KINDS and isinstance(raw, int | float):
        values["content"] |= _looking(column.kind)
    return {"values": list(values.values())}


def _looking(kind: Kind) -> dict[str, Any]:
    return {"userEnteredFormat": {"numberFormat": FORMATS[kind]}}


def unseen(grid: Grid) -> tuple[Unseen, ...]:
    """What nobody has ticked off yet. A header that is gone leaves its cells out."""
    places = present(LOOSE, grid[0] if grid else ())
    rows = [{key: shown(row[at]) for key, at in places.items() if at < len(row)} for row in grid[1:]]
    return tuple(
        Unseen(number, row["tab"], *(row.get(key, "") for key in ("line", "header", "content", "why")))
        for number, row in enumerate(rows, start=2)
        if row.get("tab") and row.get("done", "").strip().casefold() != YesNo.YES
    )


def problems(
    found: Sequence[Unseen], places: Mapping[str, Mapping[str, int]], spreadsheet_id: str
) -> Iterator[Problem]:
    """A finding for each. `places`: tab title -> column title -> position."""
    for row in found:
        yield Problem(
            tab=row.tab,
            cell=_cell(row, places.get(row.tab, {})),
            content=row.content or None,
            problem=f"Isian petugas terlepas: kolom {row.header}, baris {row.line}. {row.why}",
            remedy=f"{_REMEDIES.get(row.why, _REMEDIES[Why.HOMELESS])}; lalu pilih ya di kolom beres tab {LOOSE.title} "
            f"baris {row.number}.",
            link=sheet_link(spreadsheet_id, LOOSE.sheet_id, f"A{row.number}"),
        )


def _cell(row: Unseen, places: Mapping[str, int]) -> str | None:
    """Where it stood, in today's order of columns. `places`: column title -> position."""
    return f"{column_letter(places[row.header])}{row.line}" if row.header in places else None

"""Whether what stands in a column of a tab can be what the column holds: evidence where its header is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from functions.gapi.sheets import Grid
from functions.ledger.cells import plain, same
from functions.ledger.recognise import Recogniser
from functions.ledger.views import NAMED, Cells
from sheets_schema.cells import CellFault, parse
from sheets_schema.column import Column, Owner, Tab
from sheets_schema.reading import normal_label
from sheets_schema.survey import Evidence, Fits, Shows, declared
from sheets_schema.wording import Raw


def evidence(tab: Tab[Any], grid: Grid, wanted: Mapping[int, Cells]) -> Evidence:
    """What the cells of a tab of numbered rows tell, beside what should stand there."""
    return Evidence(fits(tab, grid, wanted), shows(tab, grid, wanted))


def shows(tab: Tab[Any], grid: Grid, wanted: Mapping[int, Cells]) -> Shows:
    """How many cells are what the system writes in a column of its own, if most are.

    Those in their own row count twice, because columns of numbers hold much the same.
    """
    written = _written(tab, wanted)

    def count(column: Column, at: int) -> int:
        cells = {k: row[at] for k, row in enumerate(grid[1:], start=1) if at < len(row) and row[at] not in (None, "")}
        known = [k for k, cell in cells.items() if cell in written.get(column.key, ())]
        in_place = sum(k in wanted and same(plain(column, wanted[k].get(column.key)), cells[k]) for k in known)
        return len(known) + in_place if 2 * len(known) > len(cells) else 0

    return count


def _written(tab: Tab[Any], wanted: Mapping[int, Cells]) -> dict[str, set[Raw]]:
    """What the system writes, by the key of each of its columns."""
    return {
        column.key: {plain(column, cells.get(column.key)) for cells in wanted.values()} - {""}
        for column in tab.columns
        if column.owner is Owner.SYSTEM
    }


def fits(tab: Tab[Any], grid: Grid, wanted: Mapping[int, Cells]) -> Fits:
    """Most cells of a column of the system's must be what it writes there; of staff's, what they may type there.

    What stands in most rows and is written by the system in another column is not what staff typed. A name that the
    public reads may be one that staff approved, and a place may be called as staff's tabs did before.
    """
    rows = grid[1:]
    written = _written(tab, wanted)

    def judge(column: Column, at: int) -> bool:
        cells = [row[at] for row in rows if at < len(row) and row[at] not in (None, "")]
        if column.owner is Owner.SYSTEM and _most(cell in written[column.key] for cell in cells):
            return True
        others = (sum(cell in values for cell in cells) for key, values in written.items() if key != column.key)
        typed = column.owner is Owner.STAFF or column.key in ("shown_name", *NAMED)
        return typed and _most(_readable(column, cell) for cell in cells) and not any(2 * n > len(rows) for n in others)

    return judge


def _most(found: Iterable[bool]) -> bool:
    """More than half; nothing at all fits everywhere."""
    answers = list(found)
    return not answers or 2 * sum(answers) > len(answers)


def _readable(column: Column, cell: Raw) -> bool:
    try:
        parse(column, cell)
    except CellFault:
        return False
    return True


def header_row(tab: Tab[Any], grid: Grid) -> int:
    """Where the header row stands, from 0: what was put in above it, or sorted with it, has moved it down.

    The row that names most columns, if it names more than half of them and the first one does not: a row above it may
    read like a title here and there.
    """
    titles = {normal_label(column.label) for column in tab.columns}
    named = [len(titles & {normal_label(cell) for cell in row if isinstance(cell, str)}) for row in grid]
    most = max(named, default=0)
    return named.index(most) if 2 * most > len(tab.columns) >= 2 * named[0] else 0


def headless(tab: Tab[Any], grid: Grid, wanted: Mapping[int, Cells]) -> bool:
    """Whether the first row of a tab is one of its numbered rows, because somebody deleted the header row.

    Then it says more of a commitment or donor than it names columns; what staff typed may read like a title.
    """
    first: Sequence[Raw] = grid[0] if grid else ()
    titled = {normal_label(column.label) for column in tab.columns} & {normal_label(cell) for cell in first}
    row = {key: first[at] for key, at in declared(tab).items() if at < len(first)}
    recogniser = Recogniser(tab, wanted)
    owner = recogniser.owner(1, row)
    return owner is not None and recogniser.agreement(owner, row) > len(titled)

"""Columns put where they are declared, in a workbook made before some of them were: columns are moved, cells stay.

Only a tab that gets new columns is put in order: where the owner of a file moves columns later on, they stay. A column
of somebody's own stays right of the column that it stood beside, or at the right edge. What hangs on a column - cells,
width, dropdown - moves with it, but nobody says what becomes of protected ranges and views, so ours are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets_schema.column import Tab
from sheets_schema.layout import IDS_PER_TAB, Json, Places
from sheets_schema.survey import Survey


def arranged(found: Survey) -> tuple[list[Json], Survey]:
    """The requests that put a tab's columns in order once the new ones were added at the right edge, and what it holds
    then. None, and the survey as it is, where no column is new or one is lost."""
    if not (found.sheet and found.widen) or len(found.places) < len(found.tab.columns):
        return [], found
    width = found.sheet["properties"]["gridProperties"]["columnCount"] + found.widen
    order = _wanted(found, width)
    if order == list(range(width)):
        return [], found
    there = {before: at for at, before in enumerate(order)}
    moved = replace(
        found,
        places={key: there[at] for key, at in found.places.items()},
        sheet=_as_moved(found.tab, found.sheet, order),
        fresh=found.tab.columns,
    )
    return [*_let_go(found.tab, found.sheet), *_moves(found.tab, order)], moved


def _wanted(found: Survey, width: int) -> list[int]:
    """The positions of today's columns in the order that they should have."""
    new = {found.places[column.key] for column in found.fresh}
    ours = {at: key for key, at in found.places.items() if at not in new}
    last = max(ours, default=-1)
    beside: dict[str | None, list[int]] = {}
    left: str | None = None
    for at in range(last + 1):
        left = ours.get(at, left)
        if at not in ours:
            beside.setdefault(left, []).append(at)
    order = list(beside.get(None, ()))
    for column in found.tab.columns:
        order += [found.places[column.key], *beside.get(column.key, ())]
    return [*order, *(at for at in range(last + 1, width) if at not in new)]


def _moves(tab: Tab, order: Sequence[int]) -> Iterator[Json]:
    """From left to right, what belongs in a place is fetched there, neighbours together."""
    now = list(range(len(order)))
    at = 0
    while at < len(order):
        source = now.index(order[at])
        count = 1
        while at + count < len(order) and now[source + count : source + count + 1] == [order[at + count]]:
            count += 1
        if source != at:
            now[at:at] = now[source : source + count]
            del now[source + count : source + 2 * count]
            span = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": source, "endIndex": source + count}
            yield {"moveDimension": {"source": span, "destinationIndex": at}}
        at += count


def _let_go(tab: Tab, sheet: Json) -> Iterator[Json]:
    """Takes away what the system had laid over columns."""
    for protected in sheet.get("protectedRanges", ()):
        if _ours(tab, protected["protectedRangeId"]):
            yield {"deleteProtectedRange": {"protectedRangeId": protected["protectedRangeId"]}}
    for view in sheet.get("filterViews", ()):
        if _ours(tab, view["filterViewId"]):
            yield {"deleteFilterView": {"filterId": view["filterViewId"]}}


def _ours(tab: Tab, number: int) -> bool:
    return bool(number // IDS_PER_TAB == tab.sheet_id)


def _as_moved(tab: Tab, sheet: Json, order: Sequence[int]) -> Json:
    """The sheet as it will stand: its first rows in the new order, without what is taken away."""
    rows = [row.get("values", []) for data in sheet.get("data", []) for row in data.get("rowData", [])]
    return {
        **sheet,
        "data": [{"rowData": [{"values": [row[at] if at < len(row) else {} for at in order]} for row in rows]}],
        "protectedRanges": [one for one in sheet.get("protectedRanges", ()) if not _ours(tab, one["protectedRangeId"])],
        "filterViews": [one for one in sheet.get("filterViews", ()) if not _ours(tab, one["filterViewId"])],
    }


def frozen_columns(tab: Tab, places: Places) -> int | None:
    """How many columns of a sheet are to be frozen; None where other columns of the tab stand among those."""
    first = {places.get(column.key, -1) for column in tab.columns[: tab.frozen_columns]}
    count = max(first, default=-1) + 1
    others = sum(at < count for at in places.values()) - len(first)
    return None if -1 in first or others else count

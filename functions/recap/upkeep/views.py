"""Making a workbook say exactly what it should, whatever was done to it: read it, compare, repair what differs.

The public workbook belongs to the system as a whole: tabs, headers and cells that are not declared are taken away. Of
the private one only the tabs that recap writes are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from functions.gapi.sheets import Grid, Workbook
from functions.ledger.cells import grid_request, plain, row_requests, same
from sheets_schema import layout
from sheets_schema.column import Row, Tab
from sheets_schema.protection import ASKED
from sheets_schema.wording import Raw
from sheets_schema.workbook import laid_out, upgrade

Json = dict[str, Any]
Wanted = Mapping[Tab[Any], Sequence[Row] | None]
"""What each tab should hold below its header; None: it cannot be known now, so the rows stay as they are."""

_ABOUT = (
    "properties(locale,timeZone),sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount,frozenColumnCount)),"
    f"merges,basicFilter,{ASKED},filterViews(filterViewId))"
)


ABOUT_WHOLE = _ABOUT.replace("sheets(", "sheets(data(rowMetadata(hiddenByUser),columnMetadata(hiddenByUser)),")
"""What `repair_whole` needs to know: also which rows and columns the public cannot see."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A workbook as it stands: its sheets by id, and the cells of those that are ours, header first."""

    about: Mapping[str, Any]
    sheets: Mapping[int, Json]
    cells: Mapping[int, Grid]


@dataclass(frozen=True, slots=True)
class Repair:
    """What puts a workbook right: requests, the rows that differed by tab title, and the tabs whose shape differed."""

    requests: list[Json]
    rows: Mapping[str, tuple[int, ...]]
    shapes: tuple[str, ...]


def read(workbook: Workbook, tabs: Sequence[Tab[Any]], fields: str = _ABOUT) -> Standing:
    """Two calls: the sheets, then the cells of these tabs, formulas as formulas. Tabs are found by id."""
    about = workbook.describe({"fields": fields})
    sheets = {sheet["properties"]["sheetId"]: sheet for sheet in about["sheets"]}
    ours = [tab.sheet_id for tab in tabs if tab.sheet_id in sheets]
    titles = [sheets[number]["properties"]["title"].replace("'", "''") for number in ours]
    found = workbook.read([f"'{title}'" for title in titles], formulas=True) if titles else []
    return Standing(about, sheets, {number: part.rows for number, part in zip(ours, found, strict=True)})


def repair_whole(wanted: Wanted, standing: Standing, account: str | None) -> Repair:
    """What brings a workbook of the system's own, read with ABOUT_WHOLE, to what is wanted.

    `account` is whom its protected ranges name; None leaves them as they are.
    """
    repair = repair_tabs(wanted, standing)
    shown = {tab: list(_shown(tab, standing.sheets[tab.sheet_id])) for tab in wanted if tab.sheet_id in standing.sheets}
    return Repair(
        requests=[
            *_restored_tabs(list(wanted), standing, account),
            *repair.requests,
            *chain.from_iterable(shown.values()),
        ],
        rows=repair.rows,
        shapes=tuple(tab.title for tab in wanted if tab.title in repair.shapes or shown.get(tab)),
    )


def repair_tabs(wanted: Wanted, standing: Standing) -> Repair:
    """What brings some tabs of a workbook to what is wanted. Tabs that are missing must be made first."""
    requests: list[Json] = []
    rows, shapes = {}, []
    for tab, wanted_rows in wanted.items():
        cells = standing.cells.get(tab.sheet_id, ())
        shape = list(_shape(tab, standing.sheets.get(tab.sheet_id), cells))
        different = _different_rows(tab, wanted_rows, cells)
        requests += [*shape, *_cell_requests(tab, wanted_rows, different, standing)]
        if different:
            rows[tab.title] = tuple(different)
        if shape or tab.sheet_id not in standing.sheets:
            shapes.append(tab.title)
    return Repair(requests, rows, tuple(shapes))


def _restored_tabs(tabs: Sequence[Tab[Any]], standing: Standing, account: str | None) -> Iterator[Json]:
    """Missing tabs made, ours named, shown and in order again, all others taken away."""
    ours = {tab.sheet_id: tab for tab in tabs}
    astray = [n for n, s in standing.sheets.items() if n not in ours or s["properties"]["title"] != ours[n].title]
    for number in astray:
        # First out of the way: two tabs may have changed names.
        yield _sheet_properties(number, title=f"~{number}")
    kept = [_as_declared(ours[number], sheet) for number, sheet in standing.sheets.items() if number in ours]
    yield from upgrade(tabs, {**standing.about, "sheets": kept}, account)
    for number in (number for number in astray if number not in ours):
        yield {"deleteSheet": {"sheetId": number}}
    for number in (number for number in standing.sheets if number in ours):
        if standing.sheets[number]["properties"].get("hidden"):
            yield _sheet_properties(number, hidden=False)
    if [n for n in standing.sheets if n in ours] != list(ours):
        for index, number in enumerate(ours):
            yield _sheet_properties(number, index=index)


def _sheet_properties(number: int, **changes: object) -> Json:
    body = {"properties": {"sheetId": number, **changes}, "fields": ",".join(changes)}
    return {"updateSheetProperties": body}


def _as_declared(tab: Tab[Any], sheet: Json) -> Json:
    """A sheet whose header is in order, for `upgrade`: header and cells are compared here, by place."""
    grid = {**sheet["properties"]["gridProperties"], "columnCount": len(tab.columns)}
    header = {"values": [layout.header_cell(column) for column in tab.columns]}
    title = tab.title if sheet["properties"]["title"] == tab.title else f"~{tab.sheet_id}"
    about = {"sheetId": tab.sheet_id, "title": title, "gridProperties": grid}
    return {**sheet, "properties": about, "data": [{"rowData": [header]}]}


def _shape(tab: Tab[Any], sheet: Json | None, cells: Grid) -> Iterator[Json]:
    """Columns, header and formats of a tab that is there, and no merged or filtered cells."""
    if sheet is None:
        return
    if sheet.get("merges"):
        yield {"unmergeCells": {"range": {"sheetId": tab.sheet_id}}}
    if sheet.get("basicFilter"):
        yield {"clearBasicFilter": {"sheetId": tab.sheet_id}}
    columns = sheet["properties"]["gridProperties"]["columnCount"]
    labels = [column.label for column in tab.columns]
    if columns < len(labels) or list(cells[0][: len(labels)] if cells else ()) != labels:
        yield from laid_out(tab, columns)
    if any(_filled(row[len(labels) :]) for row in cells):
        beyond = {"sheetId": tab.sheet_id, "startColumnIndex": len(labels)}
        yield {"updateCells": {"range": beyond, "fields": "userEnteredValue"}}


def _shown(tab: Tab[Any], sheet: Json) -> Iterator[Json]:
    """No row is hidden, and only the columns that are declared so."""
    parts = sheet.get("data", ())
    if any(row.get("hiddenByUser") for part in parts for row in part.get("rowMetadata", ())):
        yield _visible(tab, "ROWS", {}, shown=True)
    columns = [column for part in parts for column in part.get("columnMetadata", ())]
    hidden = [bool(column.get("hiddenByUser")) for column in columns]
    for place, (declared, there) in enumerate(zip_longest((c.hidden for c in tab.columns), hidden, fillvalue=False)):
        if declared != there:
            yield _visible(tab, "COLUMNS", {"startIndex": place, "endIndex": place + 1}, shown=there)


def _visible(tab: Tab[Any], dimension: str, where: Json, *, shown: bool) -> Json:
    span = {"sheetId": tab.sheet_id, "dimension": dimension, **where}
    body = {"range": span, "properties": {"hiddenByUser": not shown}, "fields": "hiddenByUser"}
    return {"updateDimensionProperties": body}


def _places(tab: Tab[Any]) -> dict[str, int]:
    return {column.key: place for place, column in enumerate(tab.columns)}


def _filled(cells: Sequence[Raw]) -> bool:
    return any(cell not in ("", None) for cell in cells)


def _different_rows(tab: Tab[Any], wanted: Sequence[Row] | None, cells: Grid) -> list[int]:
    """The numbers k (sheet row k + 1) whose declared columns do not hold what they should."""
    if wanted is None:
        return []
    width = len(tab.columns)
    different = []
    for k, (row, there) in enumerate(zip_longest(wanted, cells[1:]), start=1):
        expected = [] if row is None else [plain(column, getattr(row, column.key)) for column in tab.columns]
        if not _equal(expected, (there or ())[:width]):
            different.append(k)
    return different


def _equal(expected: Sequence[Raw], there: Sequence[Raw]) -> bool:
    return all(same(a, b) for a, b in zip_longest(expected, there, fillvalue=""))


def grid_rows(tab: Tab[Any], standing: Standing) -> int:
    """The rows of a tab's grid, or those it will have when it is made."""
    about = (
        standing.sheets[tab.sheet_id]["properties"] if tab.sheet_id in standing.sheets else layout.properties(tab, 0)
    )
    return int(about["gridProperties"]["rowCount"])


def _cell_requests(
    tab: Tab[Any], wanted: Sequence[Row] | None, different: Sequence[int], standing: Standing
) -> Iterator[Json]:
    rows = wanted or ()
    yield from grid_request(tab, grid_rows(tab, standing), len(rows))
    empty: dict[str, object] = {column.key: None for column in tab.columns}
    values = {
        k: {column.key: getattr(rows[k - 1], column.key) for column in tab.columns} if k <= len(rows) else empty
        for k in different
    }
    yield from row_requests(tab, _places(tab), values)


def spare_rows(tabs: Sequence[Tab[Any]], standing: Standing, written: Wanted) -> Iterator[dict[str, Any]]:
    """Requests that give each tab as many free rows as it began with; `written` is what some of them hold by now."""
    for tab in tabs:
        if tab.sheet_id in standing.sheets or tab in written:
            used = max(len(standing.cells.get(tab.sheet_id, ())), 1 + len(written.get(tab) or ()))
            if grid_rows(tab, standing) - used < tab.spare_rows:
                more = {"sheetId": tab.sheet_id, "dimension": "ROWS", "length": tab.spare_rows}
                yield {"appendDimension": more}

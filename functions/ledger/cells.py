"""From rows of values to positioned `updateCells` requests: typed cells only, absolute, never a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeGuard

from sheets_schema.cells import render
from sheets_schema.column import Column, Tab
from sheets_schema.wording import Raw

_ROWS_A_REQUEST = 250
"""Small enough that a big write can be split between requests."""

SPARE_ROWS = 500


Rows = Mapping[int, Mapping[str, Any]]
"""k (sheet row k + 1) -> values by column key. Cells of other columns stay untouched."""


def row_requests(tab: Tab[Any], places: Mapping[str, int], rows: Rows) -> Iterator[dict[str, Any]]:
    """Requests that write rows of the system's own values, as their columns declare."""
    columns = {column.key: column for column in tab.columns}
    return _requests(tab, places, rows, lambda key, value: render(columns[key], value))


def typed_rows(tab: Tab[Any], places: Mapping[str, int], rows: Rows) -> Iterator[dict[str, Any]]:
    """Requests that put back what staff had typed, whatever it is, as the type it was read as."""
    return _requests(tab, places, rows, lambda _, value: typed_cell(value))


def _requests(
    tab: Tab[Any], places: Mapping[str, int], rows: Rows, cell: Callable[[str, Any], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for keys, same in groupby(sorted(rows), key=lambda k: tuple(rows[k])):
        for run in _runs(list(same)):
            # A big write may be cut between requests: what tells that a row is up to date is written last.
            for span in sorted(_spans(keys, places), key=lambda span: "version" in span):
                values = [[cell(key, rows[k][key]) for key in span] for k in run]
                yield _update(tab, run[0], places[span[0]], values)


def blank_rows(
    tab: Tab[Any], places: Mapping[str, int], keys: Sequence[str], rows: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Requests that empty these columns in these rows, however many, in few bytes."""
    for run in _runs(sorted(rows), len(rows)):
        for span in _spans(keys, places):
            left = places[span[0]]
            where = {"startRowIndex": run[0], "endRowIndex": run[-1] + 1}
            where |= {"sheetId": tab.sheet_id, "startColumnIndex": left, "endColumnIndex": left + len(span)}
            yield {"updateCells": {"range": where, "fields": "userEnteredValue"}}


def typed_cell(value: Raw) -> dict[str, Any]:
    """A cell with what staff had typed, as the type it was read as."""
    if value is None or value == "":
        return {}
    kind = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


def _runs(numbers: Sequence[int], longest: int = _ROWS_A_REQUEST) -> Iterator[list[int]]:
    """Neighbouring numbers together, in pieces of a bearable size."""
    for _, members in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in members]
        for start in range(0, len(run), longest):
            yield run[start : start + longest]


def _spans(keys: Sequence[str], places: Mapping[str, int]) -> Iterator[list[str]]:
    """Columns that stand side by side, from left to right."""
    ordered = sorted(keys, key=lambda key: places[key])
    for _, members in groupby(enumerate(ordered), key=lambda pair: places[pair[1]] - pair[0]):
        yield [key for _, key in members]


def _update(tab: Tab[Any], row: int, column: int, cells: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "updateCells": {
            "start": {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": values} for values in cells],
            "fields": "userEnteredValue",
        }
    }


def grid_request(tab: Tab[Any], rows: int, needed: int) -> list[dict[str, Any]]:
    """A request that adds rows when `needed` data rows do not fit a grid of `rows`. Doing it twice does no harm."""
    missing = needed + 1 - rows
    if missing <= 0:
        return []
    return [{"appendDimension": {"sheetId": tab.sheet_id, "dimension": "ROWS", "length": missing + SPARE_ROWS}}]


def header_cells(tab: Tab[Any], columns: int) -> list[dict[str, Any]]:
    """The requests that write a tab's declared headers, into a grid of so many columns."""
    missing = len(tab.columns) - columns
    more = {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": missing}}
    cells = [{"userEnteredValue": {"stringValue": column.label}} for column in tab.columns]
    return [*([more] if missing > 0 else ()), _update(tab, 0, 0, [cells])]


def plain(column: Column, value: object) -> Raw:
    """What reading the cell of a value gives back."""
    content: Raw = next(iter(render(column, value).get("userEnteredValue", {"": ""}).values()))
    return content


def same(a: Raw, b: Raw) -> bool:
    """Whether two cells hold the same value of the same type; Sheets keeps 15 digits of a number."""
    if _is_number(a) and _is_number(b):
        return abs(a - b) <= 1e-14 * max(abs(a), abs(b))
    return isinstance(a, bool) == isinstance(b, bool) and (a if a is not None else "") == (b if b is not None else "")


def _is_number(value: Raw) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

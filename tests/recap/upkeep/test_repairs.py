"""What puts a workbook right, request by request: of what is right nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from functions.ledger.cells import plain
from functions.recap.upkeep.views import Standing, repair_tabs, repair_whole, spare_rows
from sheets_schema.column import Row, Tab
from sheets_schema.private import AVAILABILITY, FIGURES, PROBLEMS, Availability, Figure

AT = dt.datetime(2020, 4, 24, 11, tzinfo=dt.UTC)
ROWS = tuple(Figure(figure="rw", group=None, value=k, unit="RW", as_of=AT) for k in (1, 2, 3))
WIDTH = len(FIGURES.columns)
HEADER = [column.label for column in FIGURES.columns]


def cells(rows: Sequence[Row], tab: Tab[Any] = FIGURES) -> list[list[Any]]:
    """A tab's cells as they should be, header first."""
    header: list[Any] = [column.label for column in tab.columns]
    return [header, *([plain(c, getattr(row, c.key)) for c in tab.columns] for row in rows)]


def sheet(tab: Tab[Any] = FIGURES, rows: int = 2000, columns: int | None = None, **said: Any) -> dict[str, Any]:
    grid = {"rowCount": rows, "columnCount": len(tab.columns) if columns is None else columns}
    properties = {"sheetId": tab.sheet_id, "title": tab.title, "gridProperties": grid}
    return {"properties": properties, **said}


def standing(grid: list[list[Any]], there: dict[str, Any] | None = None) -> Standing:
    found = there or sheet()
    return Standing({"sheets": [found]}, {FIGURES.sheet_id: found}, {FIGURES.sheet_id: grid})


def kinds_of(requests: Sequence[dict[str, Any]]) -> list[str]:
    return [next(iter(request)) for request in requests]


def test_what_is_right_is_left_alone_and_blank_cells_at_the_end_of_a_row_are_nothing() -> None:
    grid = cells(ROWS)
    for there in (grid, [*grid, [], ["", None]], [grid[0], *([*row, ""] for row in grid[1:])]):
        found = repair_tabs({FIGURES: ROWS}, standing(there))
        assert (found.requests, found.rows, found.shapes) == ([], {}, ())


def test_each_row_that_differs_is_named_by_its_number_and_only_these_are_written() -> None:
    grid = cells(ROWS)
    grid[2] = [*grid[2][:-1], 1]
    found = repair_tabs({FIGURES: ROWS}, standing([*grid, ["lain"]]))
    assert (found.rows, found.shapes) == ({FIGURES.title: (2, 4)}, ())
    assert all("updateCells" in request for request in found.requests)
    starts = {request["updateCells"]["start"]["rowIndex"] for request in found.requests}
    assert starts == {2, 4}


def test_a_row_that_is_not_there_is_written() -> None:
    assert repair_tabs({FIGURES: ROWS}, standing(cells(ROWS[:2]))).rows == {FIGURES.title: (3,)}
    assert repair_tabs({FIGURES: ROWS}, standing(cells(()))).rows == {FIGURES.title: (1, 2, 3)}


def test_rows_that_cannot_be_known_now_stay_as_they_are() -> None:
    found = repair_tabs({FIGURES: None}, standing([HEADER, ["lain"]]))
    assert (found.requests, found.rows) == ([], {})


def test_a_value_beyond_the_declared_columns_is_taken_away_and_rows_do_not_differ_for_it() -> None:
    grid = cells(ROWS)
    grid[1] = [*grid[1], *[""] * (WIDTH - len(grid[1])), "lain"]
    found = repair_tabs({FIGURES: ROWS}, standing(grid))
    ((request),) = found.requests
    beyond = {"sheetId": FIGURES.sheet_id, "startColumnIndex": WIDTH}
    assert request == {"updateCells": {"range": beyond, "fields": "userEnteredValue"}}
    assert (found.rows, found.shapes) == ({}, (FIGURES.title,))


def test_a_header_that_differs_is_written_anew_and_one_with_more_behind_it_is_not() -> None:
    grid = cells(ROWS)
    assert repair_tabs({FIGURES: ROWS}, standing([[*HEADER, ""], *grid[1:]])).requests == []
    for header in (["lain", *HEADER[1:]], HEADER[:-1], []):
        found = repair_tabs({FIGURES: ROWS}, standing([header, *grid[1:]]))
        first = found.requests[0]["updateCells"]["start"]
        assert first == {"sheetId": FIGURES.sheet_id, "rowIndex": 0, "columnIndex": 0}
        assert (found.rows, found.shapes) == ({}, (FIGURES.title,))
    assert repair_tabs({FIGURES: ()}, standing([])).shapes == (FIGURES.title,)


@pytest.mark.parametrize(("columns", "missing"), [(WIDTH + 1, 0), (WIDTH, 0), (WIDTH - 1, 1), (1, WIDTH - 1)])
def test_columns_that_are_missing_are_added(columns: int, missing: int) -> None:
    found = repair_tabs({FIGURES: ROWS}, standing(cells(ROWS), sheet(columns=columns))).requests
    added = [request["appendDimension"]["length"] for request in found if "appendDimension" in request]
    assert added == ([missing] if missing else [])


def test_merged_and_filtered_cells_are_parted_and_shown() -> None:
    there = sheet(merges=[{}], basicFilter={"range": {}})
    found = repair_tabs({FIGURES: ROWS}, standing(cells(ROWS), there))
    assert kinds_of(found.requests) == ["unmergeCells", "clearBasicFilter"]


def test_a_tab_that_is_missing_differs_in_shape_and_in_all_its_rows() -> None:
    found = repair_tabs({FIGURES: ROWS}, Standing({}, {}, {}))
    assert (found.rows, found.shapes) == ({FIGURES.title: (1, 2, 3)}, (FIGURES.title,))


@pytest.mark.parametrize(("rows", "wider"), [(3, 1), (4, 0), (5, 0)])
def test_a_grid_is_as_high_as_its_rows_need(rows: int, wider: int) -> None:
    found = repair_tabs({FIGURES: ROWS}, standing(cells(()), sheet(rows=rows))).requests
    added = [request["appendDimension"]["length"] for request in found if "appendDimension" in request]
    assert bool(added) is bool(wider)


def hidden(requests: Sequence[dict[str, Any]]) -> list[tuple[str, int | None, int | None, bool]]:
    spans = [r["updateDimensionProperties"] for r in requests if "updateDimensionProperties" in r]
    return [
        (
            span["range"]["dimension"],
            span["range"].get("startIndex"),
            span["range"].get("endIndex"),
            span["properties"]["hiddenByUser"],
        )
        for span in spans
    ]


def whole(**data: Any) -> list[tuple[str, int | None, int | None, bool]]:
    found = repair_whole({FIGURES: ROWS}, standing(cells(ROWS), sheet(data=[data] if data else [])), None)
    shown = hidden(found.requests)
    assert bool(shown) is (FIGURES.title in found.shapes)
    return shown


DECLARED = [column.hidden for column in FIGURES.columns]


def test_only_what_is_hidden_otherwise_than_declared_is_shown_or_hidden_again() -> None:
    as_declared = [{"hiddenByUser": True} if one else {} for one in DECLARED]
    assert whole(columnMetadata=as_declared, rowMetadata=[{}, {"hiddenByUser": False}]) == []
    assert whole(columnMetadata=[*as_declared, {}]) == []
    second = [*as_declared[:1], {"hiddenByUser": not DECLARED[1]}, *as_declared[2:]]
    assert whole(columnMetadata=second) == [("COLUMNS", 1, 2, DECLARED[1])]
    beyond = [*as_declared, {"hiddenByUser": True}]
    assert whole(columnMetadata=beyond) == [("COLUMNS", WIDTH, WIDTH + 1, False)]
    assert whole(columnMetadata=as_declared, rowMetadata=[{}, {"hiddenByUser": True}]) == [("ROWS", None, None, False)]


def test_columns_of_which_nothing_is_said_are_shown() -> None:
    assert whole() == [("COLUMNS", place, place + 1, True) for place, one in enumerate(DECLARED) if one]


def test_a_tab_of_another_name_or_place_or_hidden_is_put_right_and_strangers_are_taken_away() -> None:
    availability = sheet(AVAILABILITY)
    figures = sheet()
    cells_of_both = {FIGURES.sheet_id: cells(ROWS), AVAILABILITY.sheet_id: cells((), AVAILABILITY)}
    wanted: dict[Tab[Any], Sequence[Row]] = {FIGURES: ROWS, AVAILABILITY: ()}

    def repaired(*sheets: dict[str, Any]) -> list[dict[str, Any]]:
        by_id = {one["properties"]["sheetId"]: one for one in sheets}
        about = {"sheets": list(sheets)}
        return repair_whole(wanted, Standing(about, by_id, cells_of_both), None).requests

    def changes(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [r["updateSheetProperties"]["properties"] for r in requests if "updateSheetProperties" in r]

    right = changes(repaired(figures, availability))
    assert not any({"title", "index", "hidden"} & set(change) for change in right)
    turned = changes(repaired(availability, figures))
    assert [(c["sheetId"], c["index"]) for c in turned if "index" in c] == [
        (FIGURES.sheet_id, 0),
        (AVAILABILITY.sheet_id, 1),
    ]
    hidden_one = {**figures, "properties": {**figures["properties"], "hidden": True}}
    assert {"sheetId": FIGURES.sheet_id, "hidden": False} in changes(repaired(hidden_one, availability))
    renamed = {**figures, "properties": {**figures["properties"], "title": "Lain"}}
    titles = [c["title"] for c in changes(repaired(renamed, availability)) if "title" in c]
    assert (titles[0], titles[-1]) == (f"~{FIGURES.sheet_id}", FIGURES.title)
    stranger = {"properties": {"sheetId": 999_999, "title": "Asing", "gridProperties": {"rowCount": 1}}}
    found = repaired(figures, stranger, availability)
    assert {"deleteSheet": {"sheetId": 999_999}} in found
    assert [r["deleteSheet"] for r in found if "deleteSheet" in r] == [{"sheetId": 999_999}]


# Spare rows


@pytest.mark.parametrize(
    ("there", "written", "grid", "more"),
    [
        (1, 0, 1 + FIGURES.spare_rows, False),
        (1, 0, FIGURES.spare_rows, True),
        (4, 3, 4 + FIGURES.spare_rows, False),
        (4, 3, 3 + FIGURES.spare_rows, True),
        (1, 3, 4 + FIGURES.spare_rows, False),
        (1, 3, 3 + FIGURES.spare_rows, True),
        (6, 3, 6 + FIGURES.spare_rows, False),
        (6, 3, 5 + FIGURES.spare_rows, True),
    ],
)
def test_a_tab_that_has_fewer_free_rows_than_it_began_with_gets_as_many_again(
    there: int, written: int, grid: int, more: bool
) -> None:
    found = list(spare_rows([FIGURES], standing([HEADER] * there, sheet(rows=grid)), {FIGURES: ROWS[:written]}))
    body = {"sheetId": FIGURES.sheet_id, "dimension": "ROWS", "length": FIGURES.spare_rows}
    assert found == ([{"appendDimension": body}] if more else [])


def test_a_tab_that_is_missing_gets_no_rows_unless_it_is_made_now() -> None:
    nothing = Standing({}, {}, {})
    assert list(spare_rows([PROBLEMS], nothing, {})) == []
    many = [Availability(target="RW-A", kind="sembako", period=f"P{k}") for k in range(5000)]
    assert len(list(spare_rows([AVAILABILITY], nothing, {AVAILABILITY: many}))) == 1
    assert list(spare_rows([AVAILABILITY], nothing, {AVAILABILITY: None})) == []

"""Cells and the requests that write them: neighbours together, nothing else touched, equal things left alone."""

from __future__ import annotations

from typing import Any

import pytest

from functions.ledger.cells import blank_rows, grid_request, header_cells, row_requests, same, typed_cell
from sheets_schema.private import AVAILABILITY

PLACES = {column.key: place for place, column in enumerate(AVAILABILITY.columns)}
WIDTH = len(AVAILABILITY.columns)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (None, "", True),
        ("", None, True),
        (0, "", False),
        (0, None, False),
        (1, 1.0, True),
        (0.1 + 0.2, 0.3, True),
        (1, 1.0000000001, False),
        (-1, 1, False),
        (-3, -3.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (True, False, False),
        ("a", "a", True),
        ("a", "b", False),
        ("1", 1, False),
    ],
)
def test_cells_are_the_same_when_value_and_type_are(one: Any, other: Any, alike: bool) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, {}),
        ("", {}),
        (0, {"userEnteredValue": {"numberValue": 0}}),
        (False, {"userEnteredValue": {"boolValue": False}}),
        ("=1", {"userEnteredValue": {"stringValue": "=1"}}),
    ],
)
def test_what_staff_typed_is_put_back_as_the_type_it_was(value: Any, cell: dict[str, Any]) -> None:
    assert typed_cell(value) == cell


@pytest.mark.parametrize(("rows", "needed", "more"), [(10, 8, None), (10, 9, None), (10, 10, 501), (1, 3, 503)])
def test_a_grid_that_is_too_small_gets_what_is_missing_below_its_header_and_five_hundred_rows(
    rows: int, needed: int, more: int | None
) -> None:
    found = [request["appendDimension"]["length"] for request in grid_request(AVAILABILITY, rows, needed)]
    assert found == ([] if more is None else [more])


@pytest.mark.parametrize(("columns", "more"), [(WIDTH - 1, [1]), (WIDTH, []), (WIDTH + 1, [])])
def test_headers_are_written_into_a_grid_that_is_wide_enough(columns: int, more: list[int]) -> None:
    *wider, header = header_cells(AVAILABILITY, columns)
    assert [request["appendDimension"]["length"] for request in wider] == more
    assert header["updateCells"]["start"] == {"sheetId": AVAILABILITY.sheet_id, "rowIndex": 0, "columnIndex": 0}
    assert len(header["updateCells"]["rows"][0]["values"]) == WIDTH


def written(rows: dict[int, dict[str, Any]], places: dict[str, int] = PLACES) -> list[tuple[int, int, int, int]]:
    """Of each request: first row, first column, how many rows and columns."""
    found = [request["updateCells"] for request in row_requests(AVAILABILITY, places, rows)]
    return [
        (one["start"]["rowIndex"], one["start"]["columnIndex"], len(one["rows"]), len(one["rows"][0]["values"]))
        for one in found
    ]


def test_neighbouring_rows_and_columns_are_one_request_and_others_are_left_alone() -> None:
    cells = {"target": "RW-A", "kind": "sembako"}
    assert written({3: cells, 1: cells, 2: cells}) == [(1, PLACES["target"], 3, 2)]
    assert written({1: cells, 3: cells}) == [(1, PLACES["target"], 1, 2), (3, PLACES["target"], 1, 2)]
    apart = {**PLACES, "kind": 20}
    assert written({1: cells}, apart) == [(1, PLACES["target"], 1, 1), (1, 20, 1, 1)]


@pytest.mark.parametrize(("count", "pieces"), [(249, [249]), (250, [250]), (251, [250, 1]), (500, [250, 250])])
def test_many_rows_are_written_in_pieces(count: int, pieces: list[int]) -> None:
    found = written({k: {"target": "RW-A"} for k in range(1, count + 1)})
    assert [rows for _, _, rows, _ in found] == pieces
    assert [first for first, _, _, _ in found] == [1, 251][: len(pieces)]


def test_cells_are_emptied_from_the_first_to_the_last_row_of_each_run() -> None:
    found = [one["updateCells"]["range"] for one in blank_rows(AVAILABILITY, PLACES, ["target", "kind"], [5, 2, 3])]
    left = PLACES["target"]
    sides = {"sheetId": AVAILABILITY.sheet_id, "startColumnIndex": left, "endColumnIndex": left + 2}
    assert found == [{"startRowIndex": 2, "endRowIndex": 4, **sides}, {"startRowIndex": 5, "endRowIndex": 6, **sides}]
    many = list(blank_rows(AVAILABILITY, PLACES, ["target"], range(1, 1000)))
    assert len(many) == 1

"""Ranges and the grid, against naive models."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.google.workbook import a1
from local.google.workbook.a1 import Rect
from local.google.workbook.cell import Cell
from local.google.workbook.grid import Grid
from tests.google.conftest import Api, error_of

INDEX = st.integers(0, 900)


@given(INDEX)
def test_letters_and_numbers_of_columns_are_each_others_inverse(index: int) -> None:
    assert a1.column_index(a1.column_letters(index)) == index


@given(st.text(min_size=1, max_size=20), INDEX, st.integers(1, 9), INDEX, st.integers(1, 9))
def test_a_printed_range_is_read_back_whatever_the_title(title: str, top: int, h: int, left: int, w: int) -> None:
    rect = Rect(top, top + h, left, left + w)
    found, rest = a1.split_title(a1.print_range(title, rect))
    assert (found, a1.parse_rect(rest or "")) == (title, rect)


@pytest.mark.parametrize(
    ("text", "rect"),
    [
        ("B2", Rect(1, 2, 1, 2)),
        ("$B$2:$C$3", Rect(1, 3, 1, 3)),
        ("C3:B2", Rect(1, 3, 1, 3)),
        ("A:C", Rect(0, None, 0, 3)),
        ("2:5", Rect(1, 5, 0, None)),
        ("A5:A", Rect(4, None, 0, 1)),
        ("B2:3", Rect(1, 3, 1, None)),
        ("R2C3", Rect(1, 2, 2, 3)),
        ("R1C1:R2C2", Rect(0, 2, 0, 2)),
        ("A", None),
        ("A0", None),
        ("A1:", None),
        ("ABCD1", None),
    ],
)
def test_a1_notation_in_all_its_forms(text: str, rect: Rect | None) -> None:
    assert a1.parse_rect(text) == rect


def test_a_range_that_cannot_be_read_is_400_in_googles_words(api: Api) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}/values/Tidak Ada!A1")
    assert error_of(answer) == (400, "Unable to parse range: Tidak Ada!A1")


_STEP = st.one_of(
    st.tuples(st.just("insert_rows"), st.integers(0, 5), st.integers(1, 3)),
    st.tuples(st.just("insert_columns"), st.integers(0, 5), st.integers(1, 3)),
    st.tuples(st.just("delete_rows"), st.integers(0, 4), st.integers(1, 2)),
    st.tuples(st.just("delete_columns"), st.integers(0, 4), st.integers(1, 2)),
    st.tuples(st.just("put"), st.integers(0, 5), st.integers(0, 5)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEP, max_size=12))
def test_the_grid_does_what_a_full_matrix_would(steps: list[tuple[str, int, int]]) -> None:
    grid = Grid(6, 6)
    model: list[list[int | None]] = [[None] * 6 for _ in range(6)]
    for number, (step, at, count) in enumerate(steps):
        height, width = len(model), len(model[0])
        if step == "put" and at < height and count < width:
            grid.put(at, count, [Cell(number)])
            model[at][count] = number
        elif step == "insert_rows" and at <= height:
            grid.insert_rows(at, count)
            model[at:at] = [[None] * width for _ in range(count)]
        elif step == "insert_columns" and at <= width:
            grid.insert_columns(at, count)
            model = [row[:at] + [None] * count + row[at:] for row in model]
        elif step == "delete_rows" and at + count < height:
            grid.delete_rows(at, at + count)
            del model[at : at + count]
        elif step == "delete_columns" and at + count < width:
            grid.delete_columns(at, at + count)
            model = [row[:at] + row[at + count :] for row in model]
    cells = [[grid.cell(row, column) for column in range(grid.column_count)] for row in range(grid.row_count)]
    assert [[cell.value if cell else None for cell in row] for row in cells] == model

"""Whether what stands in a column can be what it holds, where its header is lost."""

from __future__ import annotations

from typing import Any

import pytest

from functions.gapi.sheets import Grid
from functions.ledger.contents import fits, header_row, headless, shows
from functions.ledger.views import Cells
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.wording import Raw
from tests.ledger.numberedrows import grid, line, lines, row


def judged(key: str, *cells: Raw, wanted: dict[int, Cells] | None = None, rows: int = 4) -> bool:
    """Whether these cells of one column, below a header, fit a column of Komitmen."""
    below = [[cell] for cell in cells] + [["" if cells else None]] * (rows - len(cells))
    return fits(COMMITMENTS, [["?"], *below], wanted or lines(4))(COMMITMENTS.column(key), 0)


@pytest.mark.parametrize(
    ("key", "cells", "expected"),
    [
        ("response", ("R1", "R1", "R2", "R2"), True),
        ("response", ("R1", "R1", "lain", ""), True),
        ("response", ("R1", "lain"), False),
        ("response", ("R1", "lain", "lain"), False),
        ("response", (), True),
        ("response", ("", None), True),
        ("asked", (10, 20, 30), True),
        ("asked", ("R1", "R2"), False),
        ("action", ("tersalur", "Batalkan"), True),
        ("action", ("tersalur", "mungkin"), False),
        ("amount", (7,), True),
        ("amount", ("tujuh",), False),
        ("new_date", (43952,), True),
        ("new_date", (7,), False),
        ("staff", ("CP", "Contoh"), True),
        ("staff", ("R1", "R1", "R2", "R2"), False),
        ("staff", ("R1", "R1", "R2"), False),
        ("staff", ("R1", "R1"), True),
        ("shown_name", ("Contoh 1", "Contoh 2"), True),
        ("shown_name", ("Nama yang disetujui", "Nama lain", "Contoh 1"), True),
        ("shown_name", ("R1", "R1", "R2", "R2"), False),
        ("phone", ("0812-9999-9999", "0812-9999-9998"), False),
    ],
)
def test_what_fits_a_column(key: str, cells: tuple[Raw, ...], expected: bool) -> None:
    assert judged(key, *cells) is expected


def test_a_row_that_ends_before_the_column_says_nothing() -> None:
    assert fits(COMMITMENTS, [["?", "?"], ["R1"], [], ["R1", "R2"]], lines(4))(COMMITMENTS.column("response"), 1)


def test_a_name_that_reads_as_the_donor_s_fits_the_column_of_names() -> None:
    """An organisation that is shown as it is called stands in two columns."""
    wanted: dict[int, Cells] = {n: {"organisation": f"Contoh {n}", "shown_name": f"Contoh {n}"} for n in (1, 2)}
    judge = fits(DONORS, [["?"], ["Contoh 1"], ["Contoh 2"]], wanted)
    assert judge(DONORS.column("shown_name"), 0)
    assert judge(DONORS.column("organisation"), 0)
    assert not judge(DONORS.column("approved_name"), 0)


def beheaded(cells: Grid, tab: Any = COMMITMENTS, count: int = 4) -> bool:
    return headless(tab, cells, lines(count))


def test_a_commitment_in_the_first_row_means_that_the_header_row_is_gone() -> None:
    assert beheaded([row(line(1), {"action": "tersalur"}), row(line(2))])
    assert beheaded([row(line(2))])


def test_the_first_of_two_commitments_that_read_alike_is_known_by_its_place() -> None:
    alike = {1: line(1), 2: line(2), 3: line(1, number=3)}
    assert headless(COMMITMENTS, [row(line(1, number=None)), row(line(2))], alike)


@pytest.mark.parametrize(
    "cells",
    [[["", "", "R1", "donatur"]], [], [[]], grid([row(line(1))]), [["k1", "k2", "k3"]], [[1, "versi", "respons"]]],
)
def test_a_header_row_that_is_there_or_blank_or_odd_is_none_of_the_rows(cells: Grid) -> None:
    assert not beheaded(cells)


def test_a_first_row_that_names_more_columns_than_it_says_of_a_commitment_is_a_header() -> None:
    titles = [column.label for column in COMMITMENTS.columns]
    assert not beheaded([[1, 2, "R1", *titles[3:]]])


def test_a_column_shows_most_where_its_numbers_stand_in_their_own_rows() -> None:
    wanted: dict[int, Cells] = {n: {"asked": 10 * n, "approved": 10 * (4 - n)} for n in (1, 2, 3)}
    judge = shows(COMMITMENTS, [["?", "?"], [10, 30], [20, 20], [30, 10]], wanted)
    assert [judge(COMMITMENTS.column("asked"), at) for at in (0, 1, 2)] == [6, 4, 0]
    assert [judge(COMMITMENTS.column("approved"), at) for at in (0, 1)] == [4, 6]
    assert judge(COMMITMENTS.column("response"), 0) == judge(COMMITMENTS.column("amount"), 0) == 0


def test_the_header_row_is_found_below_what_was_put_in_above_it() -> None:
    titles = [column.label for column in COMMITMENTS.columns]
    assert header_row(COMMITMENTS, [titles, row(line(1))]) == 0
    assert header_row(COMMITMENTS, [[], row(line(2)), titles, row(line(1))]) == 2
    assert header_row(COMMITMENTS, [titles[:2], titles]) == 1
    assert header_row(COMMITMENTS, [[], titles[: len(titles) // 2]]) == 0


def test_the_header_row_is_found_below_a_row_in_which_a_title_was_typed() -> None:
    titles = [column.label for column in COMMITMENTS.columns]
    assert header_row(COMMITMENTS, [["catatan", titles[3]], titles, row(line(1))]) == 1
    assert header_row(COMMITMENTS, [titles[: len(titles) // 2 + 1], row(line(1)), titles]) == 0
    assert header_row(COMMITMENTS, []) == header_row(COMMITMENTS, [[]]) == 0

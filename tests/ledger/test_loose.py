"""Isian Terlepas: what lost its row, kept with where it stood, and named until somebody has seen to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.ledger.loose import Loose, Shelf, Unseen, Why, keeping, problems, unseen
from sheets_schema.private import COMMITMENTS, LOOSE

NOW = dt.datetime(2020, 4, 25, 2, 30, tzinfo=dt.UTC)
HEADER = [column.label for column in LOOSE.columns]
FOUND = Loose(COMMITMENTS, 4, {"new_date": 43952, "amount": 0, "staff": "CP"}, Why.HOMELESS)


def kept(filled: int = 5, size: int = 100) -> list[dict[str, Any]]:
    return keeping([FOUND], Shelf((), filled, size), NOW)


def test_a_row_a_cell_is_put_in_below_what_is_there() -> None:
    insert, update = kept()
    assert insert["insertDimension"] == {
        "range": {"sheetId": LOOSE.sheet_id, "dimension": "ROWS", "startIndex": 5, "endIndex": 8},
        "inheritFromBefore": True,
    }
    assert update["updateCells"]["start"] == {"sheetId": LOOSE.sheet_id, "rowIndex": 5, "columnIndex": 0}
    rows = [
        [next(iter(cell.get("userEnteredValue", {"": None}).values())) for cell in some["values"]]
        for some in update["updateCells"]["rows"]
    ]
    moment = pytest.approx(43946 + 9.5 / 24)
    assert rows == [
        [moment, "Komitmen", 5, "jadwal baru", 43952, Why.HOMELESS, None],
        [moment, "Komitmen", 5, "jumlah", 0, Why.HOMELESS, None],
        [moment, "Komitmen", 5, "petugas", "CP", Why.HOMELESS, None],
    ]


def test_days_and_moments_are_read_as_such() -> None:
    rows = kept()[1]["updateCells"]["rows"]
    looks = [
        [cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") for cell in some["values"]]
        for some in rows
    ]
    assert [(some[0], some[4]) for some in looks] == [("DATE_TIME", "DATE"), ("DATE_TIME", None), ("DATE_TIME", None)]
    words = keeping([Loose(COMMITMENTS, 1, {"new_date": "besok"}, Why.HOMELESS)], Shelf((), 5, 100), NOW)
    assert "userEnteredFormat" not in words[1]["updateCells"]["rows"][0]["values"][4]


@pytest.mark.parametrize(("filled", "at"), [(0, 2), (1, 2), (2, 2), (3, 3)])
def test_the_first_row_below_the_header_stays_free(filled: int, at: int) -> None:
    assert kept(filled)[0]["insertDimension"]["range"]["startIndex"] == at


@pytest.mark.parametrize(("filled", "size", "grows"), [(5, 5, False), (5, 4, True), (1, 2, False), (1, 1, True)])
def test_a_grid_that_ends_above_grows_first(filled: int, size: int, grows: bool) -> None:
    assert ("appendDimension" in kept(filled, size)[0]) is grows


def test_nothing_found_asks_for_nothing() -> None:
    assert keeping([], Shelf((), 5, 100), NOW) == []
    assert keeping([Loose(COMMITMENTS, 1, {}, Why.HOMELESS)], Shelf((), 5, 100), NOW) == []


ROW = [43946, "Komitmen", 5, "jumlah", 7, Why.OVERWRITTEN.value]


@pytest.mark.parametrize(("tick", "left"), [("", 1), ("ya", 0), (" YA ", 0), ("tidak", 1), (None, 1)])
def test_a_row_is_unseen_until_it_is_ticked(tick: Any, left: int) -> None:
    assert len(unseen([HEADER, [], [*ROW, tick]])) == left


def test_rows_are_read_by_their_titles() -> None:
    expected = (Unseen(2, "Komitmen", "5", "jumlah", "7", Why.OVERWRITTEN),)
    assert unseen([HEADER, ROW]) == expected
    assert unseen([HEADER[::-1], [*ROW, ""][::-1]]) == expected
    assert unseen([["waktu"], [1]]) == unseen([]) == ()
    assert Shelf.of([HEADER, ROW], 50) == Shelf(expected, 2, 50)


def told(why: str, places: dict[str, dict[str, int]], content: str = "7") -> Any:
    (found,) = problems([Unseen(9, "Komitmen", "5", "jumlah", content, why)], places, "abc")
    return found


def test_a_finding_names_the_cell_what_happened_and_what_to_do() -> None:
    found = told(Why.OVERWRITTEN, {"Komitmen": {"jumlah": 21}})
    assert (found.tab, found.cell, found.content) == ("Komitmen", "V5", "7")
    assert found.problem == f"Isian petugas terlepas: kolom jumlah, baris 5. {Why.OVERWRITTEN}"
    assert found.remedy == (
        "Ketik lagi di baris itu bila tadinya terisi; lalu pilih ya di kolom beres tab Isian Terlepas baris 9."
    )
    assert found.link == f"https://docs.google.com/spreadsheets/d/abc/edit#gid={LOOSE.sheet_id}&range=A9"


def test_a_finding_about_a_column_that_is_gone_names_no_cell() -> None:
    found = told("", {}, "")
    assert (found.cell, found.content) == (None, None)
    assert found.remedy.startswith("Ketik di baris yang dimaksud")

"""Days, amounts, lists and places are said the same everywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.core import words
from sheets_schema.labelled import code_of, labelled
from tests.core.samples import BOOK, A


@pytest.mark.parametrize(
    ("parts", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_lists_are_joined_as_one_speaks(parts: list[str], expected: str) -> None:
    assert words.listed(parts) == expected


@pytest.mark.parametrize(
    ("name", "unit", "said"),
    [
        ("Paket sembako", "paket", "paket sembako"),
        ("THR", "paket", "paket THR"),
        ("Makanan siap saji", "porsi", "porsi makanan siap saji"),
        ("A", "unit", "unit a"),
        ("Paket", "paket", "paket"),
        ("PAKET Lebaran", "paket", "paket Lebaran"),
    ],
)
def test_a_kind_is_said_with_its_unit_once(name: str, unit: str, said: str) -> None:
    assert words.thing(unit, name) == said


@pytest.mark.parametrize(("month", "said"), [(1, "1 Januari 2020"), (12, "1 Desember 2020")])
def test_months_have_their_names(month: int, said: str) -> None:
    assert words.date(dt.date(2020, month, 1)) == said


def test_a_day_is_said_with_its_year_or_as_people_say_it_of_next_week() -> None:
    day = dt.date(2020, 5, 3)
    assert (words.weekday(day), words.near_day(day)) == ("Minggu, 3 Mei 2020", "Minggu 3 Mei")
    assert words.near_days(day, 1) == "Minggu 3 Mei"
    assert words.near_days(day, 3) == "Minggu 3 Mei - Selasa 5 Mei"


def test_aid_and_place_are_said_by_name_and_by_code_once_the_tabs_have_lost_it() -> None:
    assert words.aid(BOOK, 1051, "sembako") == "1.051 paket sembako"
    assert words.aid(BOOK, 3, "lain", "unit") == "3 unit lain"
    assert words.aid(BOOK, 3, None) == "3 bantuan"
    assert words.place(BOOK, A) is not None
    assert words.place(BOOK, "tidak-ada") is None


def test_a_code_with_its_name_is_read_as_the_code() -> None:
    assert labelled("J-07", "RW 07 Pela Mampang") == "J-07 · RW 07 Pela Mampang"
    assert labelled("J-07", None) == "J-07"
    assert [code_of(text) for text in ("J-07 · RW 07 Pela Mampang", "J-07·RW 07", "J-07", "", "J-07 · a · b")] == [
        *["J-07"] * 3,
        "",
        "J-07",
    ]

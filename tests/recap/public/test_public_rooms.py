"""What the public reads of room: in words with place and days, and of each target what is left."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.core.redaction.counts import cases
from functions.core.words import span
from functions.recap.figures.rooms import availability
from functions.recap.public.rooms import NOTHING_LEFT, availability_rows, left_in_words, left_now
from functions.recap.public.tabs import target_rows
from tests.city import target
from tests.recap.world import World

DAY = dt.date(2020, 4, 24)


@pytest.mark.parametrize(("count", "said"), [(None, None), (0, "0"), (1, "1-4"), (4, "1-4"), (5, "5"), (120, "120")])
def test_a_few_cases_are_not_told_apart(count: int | None, said: str | None) -> None:
    assert cases(count) == said


def test_the_public_reads_no_count_of_a_few_cases() -> None:
    world = World([target(odp=3, pdp=0, positive=12)])
    (row,) = target_rows(world.book, "https://kota.example/form")
    assert (row.odp, row.pdp, row.positive) == ("1-4", "0", "12")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (DAY, DAY, "Jumat, 24 April 2020"),
        (DAY, dt.date(2020, 4, 30), "24 - 30 April 2020"),
        (DAY, dt.date(2020, 5, 7), "24 April - 7 Mei 2020"),
        (dt.date(2020, 12, 28), dt.date(2021, 1, 3), "28 Desember 2020 - 3 Januari 2021"),
    ],
)
def test_days_from_one_to_another_are_said_once(first: dt.date, last: dt.date, said: str) -> None:
    assert span(first, last) == said


def test_each_quota_is_told_with_its_place_and_days_and_codes_last() -> None:
    world = World([target(poor=100)])
    world.submit(sembako="10", date="2020-04-25")
    rows = availability_rows(availability(world.state, world.book, DAY), world.book, DAY)
    told = {(row.kind_name, row.when): (row.left, row.unit, row.quota, row.committed, row.delivered) for row in rows}
    assert told["Paket sembako", "24 - 30 April 2020"] == (90, "paket", 100, 10, 0)
    assert told["Paket Lebaran", "24 April - 7 Mei 2020"] == (100, "paket", 100, 0, 0)
    assert told["Makanan siap saji", "Minggu, 26 April 2020"] == (400, "porsi", 400, 0, 0)
    assert {(row.place, row.village, row.city) for row in rows} == {
        ("RW 05 Kebayoran Lama Utara", "Kebayoran Lama Utara", "Jakarta Selatan")
    }
    assert {(row.start, row.end) for row in rows if row.period == "P1"} == {(DAY, dt.date(2020, 4, 30))}


def test_what_is_over_comes_last_and_nothing_of_it_can_be_promised() -> None:
    world = World([target(poor=100)])
    world.submit(sembako="10", date="2020-04-25")
    later = dt.date(2020, 5, 2)
    rows = availability_rows(availability(world.state, world.book, later), world.book, later)
    assert [(row.period, row.left, row.committed) for row in rows if row.period == "P1"] == [("P1", None, 10)]
    assert rows[-1].period == "P1"
    assert all(row.left is not None for row in rows[:-1])


def test_what_is_left_of_a_target_is_that_of_the_period_that_runs_or_comes() -> None:
    world = World([target(poor=100)])
    world.submit(sembako="10", date="2020-04-25")
    told = {
        day: left_in_words(left_now(availability(world.state, world.book, day), world.book, day)["RW-A"], world.book)
        for day in (DAY, dt.date(2020, 4, 30), dt.date(2020, 5, 1))
    }
    assert told[DAY] == "90 paket sembako, 2.800 porsi makanan siap saji, dan 100 paket Lebaran"
    assert told[dt.date(2020, 4, 30)] == "90 paket sembako, 400 porsi makanan siap saji, dan 100 paket Lebaran"
    assert told[dt.date(2020, 5, 1)] == "100 paket sembako, 2.800 porsi makanan siap saji, dan 100 paket Lebaran"
    assert left_in_words({"sembako": 0}, world.book) == NOTHING_LEFT
    assert left_in_words({}, world.book) is None

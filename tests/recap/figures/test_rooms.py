"""Room at its edges: the first day and the last, exactly a quarter, exactly nine tenths, the tenth and the eleventh."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from functions.core.state import State
from functions.recap.figures.definitions import UNKNOWN
from functions.recap.figures.rooms import Fill, availability, fills, waiting_longest
from sheets_schema.private import Availability, Target
from sheets_schema.terms import Action, Active
from tests.city import PERIODS, target
from tests.recap.world import World

A, B = target("RW-A", 100), target("RW-B", 100, rw=6)


def april(day: int) -> dt.date:
    """A day counted from the last of March 2020, so that 31 is the first of May."""
    return dt.date(2020, 3, 31) + dt.timedelta(days=day)


def rows(world: World, day: int) -> dict[tuple[str, str], Availability]:
    """What is told of RW-A, by kind and period or date."""
    found = availability(world.state, world.book, april(day))
    assert [(r.target, r.kind, r.period) for r in found] == sorted((r.target, r.kind, r.period) for r in found)
    return {(r.kind or "", r.period or ""): r for r in found if r.target == "RW-A"}


@pytest.mark.parametrize(
    ("today", "first", "last", "periods"),
    [
        (20, 24, 30, ["P1", "P2"]),
        (24, 24, 30, ["P1", "P2"]),
        (25, 25, 30, ["P1", "P2"]),
        (30, 30, 30, ["P1", "P2"]),
        (31, 31, 37, ["P2"]),
        (37, 37, 37, ["P2"]),
        (38, 0, -1, []),
    ],
)
def test_room_is_told_to_the_end_of_each_period_and_by_the_day_only_of_the_one_that_runs_or_comes(
    today: int, first: int, last: int, periods: list[str]
) -> None:
    found = rows(World([A]), today)
    assert [key for kind, key in found if kind == "siap_saji"] == [
        april(day).isoformat() for day in range(first, last + 1)
    ]
    assert [key for kind, key in found if kind == "sembako"] == periods
    assert [key for kind, key in found if kind == "lebaran"] == (["ramadan-2020"] if periods else [])
    assert {kind for kind, _ in found} == ({"siap_saji", "sembako", "lebaran"} if periods else set())


def test_periods_come_in_the_order_of_their_days_not_of_the_tab() -> None:
    world = World([A])
    world.book = replace(world.book, periods=PERIODS[::-1])
    assert [key for kind, key in rows(world, 30) if kind == "siap_saji"] == ["2020-04-30"]
    assert [f.used for f in fills(world.state, world.book, april(30))] == [0, 0, 0]


def test_an_inactive_target_has_no_room_to_tell_but_what_it_holds_is() -> None:
    world = World([A])
    world.submit(1, "RW-A", sembako="40")
    gone = A.model_copy(update={"status": Active.INACTIVE})
    world.book = replace(world.book, targets={"RW-A": gone})
    assert list(rows(world, 26)) == [("sembako", "P1")]
    assert fills(world.state, world.book, april(26)) == ()
    assert waiting_longest(world.state, world.book, april(26)) == ()


def test_what_is_held_and_what_arrived_is_told_apart_and_both_are_taken_from_what_is_left() -> None:
    world = World([A])
    n = world.submit(1, "RW-A", sembako="40")
    world.ask(n, Action.ARRIVED, 15)
    row = rows(world, 26)["sembako", "P1"]
    assert (row.quota, row.committed, row.delivered, row.left) == (100, 25, 15, 60)
    world.book = replace(world.book, overrides={("RW-A", "sembako", "P1"): 39})
    row = rows(world, 26)["sembako", "P1"]
    assert (row.quota, row.left) == (39, 0)


def test_an_arrival_on_its_last_unit_leaves_a_row_of_what_arrived_after_the_period() -> None:
    world = World([A])
    n = world.submit(1, "RW-A", sembako="40")
    world.ask(n, Action.ARRIVED, 40)
    row = rows(world, 60)["sembako", "P1"]
    assert (row.quota, row.committed, row.delivered, row.left) == (100, 0, 40, 60)


def test_of_a_commitment_that_was_cancelled_no_row_stays_after_the_period() -> None:
    world = World([A])
    world.ask(world.submit(1, "RW-A", sembako="40"), Action.CANCEL)
    assert rows(world, 60) == {}


@pytest.mark.parametrize("day", [24, 30])
def test_the_first_and_the_last_day_of_a_period_have_its_quota(day: int) -> None:
    world = World([A])
    world.submit(1, "RW-A", sembako="", siap_saji="40", hari="1", date=april(day).isoformat())
    (row,) = rows(world, 60).values()
    assert (row.period, row.quota, row.committed, row.left) == (april(day).isoformat(), 400, 40, 360)


def test_a_day_that_is_in_no_period_any_more_has_no_quota() -> None:
    world = World([A])
    world.submit(1, "RW-A", sembako="", siap_saji="40", hari="1", date="2020-04-25")
    world.book = replace(world.book, periods=PERIODS[1:])
    row = rows(world, 31)["siap_saji", "2020-04-25"]
    assert (row.quota, row.committed, row.left) == (None, 40, None)


def filled(world: World, day: int, kind: str = "sembako") -> list[Fill]:
    return [fill for fill in fills(world.state, world.book, april(day)) if fill.kind == kind]


@pytest.mark.parametrize(("today", "used"), [(23, None), (24, 40), (30, 40), (31, 7), (60, 7)])
def test_fill_is_of_the_period_that_began_last_and_there_is_none_before_the_first(today: int, used: int | None) -> None:
    world = World([A])
    world.submit(1, "RW-A", sembako="40")
    world.submit(2, "RW-A", sembako="7", date="2020-05-02")
    assert fills(world.state, world.book, april(20)) == ()
    assert [fill.used for fill in filled(world, today)] == ([] if used is None else [used])


@pytest.mark.parametrize(
    ("used", "low", "high"),
    [(0, True, False), (24, True, False), (25, False, False), (90, False, False), (91, False, True)],
)
def test_low_is_less_than_a_quarter_and_high_more_than_nine_tenths(used: int, low: bool, high: bool) -> None:
    world = World([A])
    if used:
        world.submit(1, "RW-A", sembako=str(used))
    (found,) = filled(world, 26)
    assert (found.quota, found.used) == (100, used)
    assert (found.low, found.high) == (("RW-A",) if low else (), ("RW-A",) if high else ())


def test_a_kind_by_the_day_is_filled_over_all_days_of_the_period() -> None:
    world = World([A])
    world.submit(1, "RW-A", sembako="", siap_saji="200", hari="2", date="2020-04-26")
    (found,) = filled(world, 28, "siap_saji")
    assert (found.quota, found.used, found.low) == (7 * 400, 2 * 200, ("RW-A",))


def test_targets_without_quota_are_left_out_and_those_in_no_known_place_are_told_as_such() -> None:
    nought = target("RW-0", 0, rw=7)
    lost = target("RW-L", 50, rw=8, region="Tidak Ada (Tidak Ada)")
    unknown = target("RW-N", rw=9, poor_households=None)
    found = filled(World([A]), 26)
    assert filled(World([A, nought, unknown]), 26) == found
    world = World([A])
    world.book = replace(world.book, targets={t.code: t for t in (A, B, lost)})
    assert [(fill.city, fill.quota) for fill in filled(world, 26)] == [("Jakarta Selatan", 200), (UNKNOWN, 50)]


def waited(*targets: Target, day: int = 29, world: World | None = None, **book: Any) -> list[tuple[str, int]]:
    world = world or World(targets)
    found = waiting_longest(world.state, replace(world.book, **book), april(day))
    return [(one.target, one.days) for one in found]


@pytest.mark.parametrize(("day", "days"), [(20, None), (24, None), (25, 1), (29, 5)])
def test_whoever_never_received_anything_waits_since_the_first_day(day: int, days: int | None) -> None:
    assert waited(A, day=day) == ([] if days is None else [("RW-A", days)])
    assert waited(A, day=day, periods=PERIODS[::-1]) == ([] if days is None else [("RW-A", days)])
    assert waited(A, day=day, periods=()) == []


def test_among_those_who_waited_as_long_preferred_ones_come_first_nine_if_none_then_codes() -> None:
    codes = {"RW-D": 1, "RW-C": 8, "RW-B": None, "RW-E": 9, "RW-A": 10}
    targets = [target(code, priority=priority, rw=k) for k, (code, priority) in enumerate(codes.items(), start=1)]
    assert [code for code, _ in waited(*targets)] == list(codes)


@pytest.mark.parametrize("count", [10, 11])
def test_the_ten_who_waited_longest_are_told(count: int) -> None:
    targets = [target(f"RW-{k:02}", rw=k) for k in range(1, count + 1)]
    assert [code for code, _ in waited(*targets)] == [f"RW-{k:02}" for k in range(1, 11)]


def test_who_received_something_waits_since_the_last_of_several_arrivals_a_day_being_jakarta_s() -> None:
    world = World([A, B])
    first, second = world.submit(1, "RW-A", sembako="5"), world.submit(2, "RW-A", sembako="5")
    other = world.submit(3, "RW-B", sembako="5")
    world.clock = dt.datetime(2020, 4, 26, 3, tzinfo=dt.UTC)
    world.ask(second, Action.ARRIVED, 5)
    world.clock = dt.datetime(2020, 4, 26, 17, 30, tzinfo=dt.UTC)  # already the 27th in Jakarta
    world.ask(first, Action.ARRIVED, 5)
    world.ask(other, Action.ARRIVED, 3)
    assert waited(world=world) == [("RW-A", 2), ("RW-B", 2)]
    world.ask(other, Action.ARRIVED, 0)
    assert waited(world=world) == [("RW-B", 5), ("RW-A", 2)]


def test_of_an_empty_book_nothing_can_be_told() -> None:
    world = World(())
    world.book = replace(world.book, periods=())
    told: Any = [f(State(), world.book, april(26)) for f in (availability, fills, waiting_longest)]
    assert told == [(), (), ()]

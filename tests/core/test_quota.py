"""How much a target may receive, and under which key."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.book import Book, StaffRequest
from functions.core.placing import even
from functions.core.quota import forgotten, keys, period_of, quota
from sheets_schema.form import days_question, quantity_question
from sheets_schema.private import AidKind, Period
from sheets_schema.terms import Action, Basis, Frequency, Status, TargetType
from tests.core.samples import (
    BOOK,
    DEVICES,
    FEAST,
    HOME,
    KINDS,
    MEALS,
    PACKAGES,
    PERIODS,
    A,
    B,
    ask,
    book,
    codes,
    decided,
    drain,
    kind,
    packages,
    period,
    recomputed,
    response,
    start,
    target,
    with_kind,
)

P1, P2 = PERIODS
DAY = dt.date(2020, 4, 30)


def of(kind_code: str, code: str = A, **changes: Any) -> int | None:
    """The quota of a kind at a target in the first period."""
    rules = book(**changes)
    return quota(rules, rules.targets[code], rules.kinds[kind_code], P1)


@pytest.mark.parametrize(("kind_code", "expected"), [(PACKAGES, 100), (MEALS, 400), (FEAST, 100)])
def test_an_rw_gets_its_poor_households_times_the_factor(kind_code: str, expected: int) -> None:
    assert of(kind_code) == expected


def test_an_institution_gets_its_people_times_the_factor_for_people() -> None:
    assert (of(PACKAGES, HOME), of(MEALS, HOME)) == (30, 120)


def test_an_rw_gets_by_people_where_the_kind_says_so() -> None:
    rules = {"kinds": {"x": kind("x", Frequency.PERIOD, basis=Basis.PEOPLE, factor=0.5)}}
    assert of("x", targets={A: target(A, people=31)}, **rules) == 15


def test_a_factor_that_binary_fractions_cannot_hold_loses_no_package() -> None:
    rules = {"kinds": {"x": kind("x", Frequency.PERIOD, factor=0.1)}}
    assert [of("x", targets={A: target(A, poor_households=n)}, **rules) for n in (30, 70, 39)] == [3, 7, 3]


@pytest.mark.parametrize(
    "row",
    [
        kind("x", Frequency.PERIOD, factor=None),
        kind("x", Frequency.PERIOD, basis=Basis.PEOPLE),
        kind("x", Frequency.PERIOD, basis=Basis.ITEMS),
    ],
)
def test_without_a_basis_no_quota_is_known(row: AidKind) -> None:
    assert of("x", kinds={"x": row}) is None


def test_an_institution_without_a_head_count_has_no_known_quota() -> None:
    assert of(PACKAGES, HOME, targets={HOME: target(HOME, type=TargetType.PESANTREN, people=None)}) is None


def test_no_poor_households_is_a_quota_of_zero_and_not_an_unknown_one() -> None:
    assert of(PACKAGES, targets={A: target(A, poor_households=0)}) == 0


def test_an_override_of_the_period_comes_before_one_for_all_periods_and_both_before_the_formula() -> None:
    general = {(A, PACKAGES, None): 70}
    assert of(PACKAGES, overrides=general) == 70
    assert of(PACKAGES, overrides={**general, (A, PACKAGES, "P1"): 0}) == 0
    assert of(PACKAGES, overrides={(A, PACKAGES, "P2"): 5}) == 100


def test_an_override_gives_a_quota_to_a_kind_that_is_counted_by_hand() -> None:
    assert of(DEVICES, overrides={(A, DEVICES, None): 12}) == 12


def test_a_kind_given_once_takes_the_override_of_any_period_of_the_season() -> None:
    assert of(FEAST, overrides={(A, FEAST, "P2"): 55}) == 55


def test_of_two_overrides_in_a_season_the_earlier_period_counts_however_staff_sort_the_tab() -> None:
    both = {(A, FEAST, "P1"): 44, (A, FEAST, "P2"): 55}
    assert of(FEAST, overrides=both) == of(FEAST, overrides=both, periods=(P2, P1)) == 44


def test_a_broken_override_makes_the_quota_unknown_and_never_falls_back_to_the_formula() -> None:
    assert of(PACKAGES, unclear_quotas=frozenset({(A, PACKAGES)}), overrides={(A, PACKAGES, "P1"): 50}) is None
    assert of(MEALS, unclear_quotas=frozenset({(A, PACKAGES)})) == 400


def test_the_key_is_the_period_the_season_or_each_date() -> None:
    days = (DAY, DAY + dt.timedelta(days=1))
    assert keys(KINDS[PACKAGES], days[:1], PERIODS) == {"P1": P1}
    assert keys(KINDS[FEAST], days[:1], PERIODS) == {"musim-1": P1}
    assert keys(KINDS[MEALS], days, PERIODS) == {"2020-04-30": P1, "2020-05-01": P2}


def test_a_delivery_with_one_date_outside_every_period_has_no_keys() -> None:
    assert keys(KINDS[MEALS], (dt.date(2020, 5, 7), dt.date(2020, 5, 8)), PERIODS) is None


def test_a_day_in_two_overlapping_periods_belongs_to_the_earlier_one() -> None:
    overlapping = (period("P9", "2020-04-28", "2020-05-03"), *PERIODS)
    assert period_of(overlapping, DAY) == P1
    assert period_of(BOOK.periods, dt.date(2020, 4, 23)) is None


def test_an_uneven_total_loses_nothing_when_it_is_spread() -> None:
    assert even(7, {"a": 0, "b": 0, "c": 0}) == {"a": 3, "b": 2, "c": 2}


def _with_season(name: str) -> tuple[Period, ...]:
    return tuple(row.model_copy(update={"season": name}) for row in PERIODS)


GIVEN = {quantity_question(PACKAGES): "100", quantity_question(FEAST): "100"}
RENAMED = (P1.model_copy(update={"code": "P1 baru"}), P2)


@pytest.mark.parametrize(
    ("rules", "key", "other"),
    [
        (book(periods=RENAMED), (A, PACKAGES, "P1"), FEAST),
        (book(periods=_with_season("musim lain")), (A, FEAST, "musim-1"), PACKAGES),
        (book(kinds=with_kind(kind(PACKAGES, Frequency.ONCE))), (A, PACKAGES, "P1"), FEAST),
        (book(kinds=with_kind(kind(PACKAGES, Frequency.DAILY))), (A, PACKAGES, "P1"), FEAST),
    ],
    ids=["period", "season", "now once", "now daily"],
)
def test_what_is_held_under_a_key_that_staff_renamed_is_not_given_away_again(
    rules: Book, key: tuple[str, str, str], other: str
) -> None:
    state = start()
    decided(response(1, GIVEN), state=state)
    assert forgotten(state, BOOK) == {}
    assert list(forgotten(state, rules)) == [key]
    by_any_question = {**GIVEN, days_question(PACKAGES): "1"}
    found = {line.kind: line for line in decided(response(2, by_any_question), rules=rules, state=state)}
    assert (found[key[1]].status, codes(found[key[1]])) == (Status.REVIEW, ["no_quota"])
    assert codes(found[other]) == ["no_room"]


NOW_DAILY = book(kinds=with_kind(kind(PACKAGES, Frequency.DAILY)))


@pytest.mark.parametrize("rules", [book(periods=RENAMED), NOW_DAILY], ids=["period", "now daily"])
def test_other_periods_than_the_one_that_a_forgotten_key_is_about_go_on(rules: Book) -> None:
    """Else a period renamed when it is over, or a kind counted otherwise from now on, stops its targets for good."""
    state = start()
    decided(packages(1, 100), state=state)
    later = {"date": "2020-05-02", days_question(PACKAGES): "1"}
    (line,) = decided(packages(2, 100, answers=later), rules=rules, state=state)
    assert line.status is Status.ACCEPTED


def test_a_forgotten_season_makes_every_period_of_the_season_unclear() -> None:
    state = start()
    decided(response(1, GIVEN), state=state)
    in_the_other = response(2, GIVEN | {"date": "2020-05-02"})
    found = {line.kind: line for line in decided(in_the_other, rules=book(periods=_with_season("lain")), state=state)}
    assert (codes(found[FEAST]), found[PACKAGES].status) == (["no_quota"], Status.ACCEPTED)


def test_requests_of_one_reading_see_what_became_of_forgotten_keys_a_moment_before() -> None:
    """A cancelled line no longer keeps the other from being moved."""
    state, staff = start(), "Petugas Contoh"
    decided(packages(1, 30), packages(2, 30), state=state)
    typed = {
        1: StaffRequest(Action.RESCHEDULE, new_date=DAY, staff=staff),
        2: StaffRequest(Action.CANCEL, staff=staff),
    }
    drain(state, book(periods=RENAMED, requests=typed))
    assert state.lines[1].shares == {"P1 baru": 30}


def test_a_target_without_such_holds_is_decided_as_ever() -> None:
    state = start()
    decided(packages(1, 100), state=state)
    (line,) = decided(packages(2, 40, target=B), rules=book(periods=RENAMED), state=state)
    assert line.status is Status.ACCEPTED


def test_a_period_that_is_over_may_be_deleted() -> None:
    state = start()
    decided(packages(1, 100), state=state)
    (line,) = decided(packages(2, 100, answers={"date": "2020-05-01"}), rules=book(periods=(P2,)), state=state)
    assert line.status is Status.ACCEPTED


def test_what_is_held_nowhere_any_more_is_not_missed() -> None:
    state = start()
    decided(packages(1, 100), state=state)
    ask(state, 1, Action.CANCEL)
    assert forgotten(state, book(periods=RENAMED)) == {}


def test_lines_under_a_forgotten_key_can_be_cancelled_and_the_last_one_moved() -> None:
    state, rules = start(), book(periods=RENAMED)
    decided(packages(1, 30), packages(2, 30), state=state)
    assert codes(ask(state, 1, Action.RESCHEDULE, rules, new_date=DAY)) == ["no_quota"]
    assert ask(state, 2, Action.CANCEL, rules).done
    assert ask(state, 1, Action.RESCHEDULE, rules, new_date=DAY, reason="sekali lagi").done
    assert recomputed(state) == {(A, PACKAGES, "P1 baru"): 30}

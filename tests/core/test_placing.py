"""Whether a sound offer has room, and who must look at it first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.core.book import Book
from functions.core.state import State
from sheets_schema.form import days_question, quantity_question
from sheets_schema.terms import Action, Active, Frequency, PeriodStatus, Status
from tests.core.samples import (
    BOOK,
    DEVICES,
    FEAST,
    INACTIVE,
    KINDS,
    MEALS,
    PACKAGES,
    PERIODS,
    SETTINGS,
    TARGETS,
    VILLAGE_CODE,
    A,
    B,
    ask,
    book,
    codes,
    decided,
    drain,
    kind,
    packages,
    response,
    start,
    target,
    with_kind,
)


def meals(number: int, portions: int, days: int, **usual: object) -> object:
    return response(number, {quantity_question(MEALS): str(portions), days_question(MEALS): str(days)}, **usual)


def granted(line: object) -> dict[str, int]:
    return {key: share.granted for key, share in line.shares.items()}


def test_what_fits_exactly_is_accepted_and_the_next_package_is_not() -> None:
    first, second = decided(packages(1, 100), packages(2, 1))
    assert (first.status, second.status, codes(second)) == (Status.ACCEPTED, Status.REJECTED, ["no_room"])
    assert second.shares["P1"].model_dump() == {"granted": 0, "quota": 100, "held": 100}


def test_who_would_rather_cancel_gets_nothing_when_there_is_not_enough_and_learns_what_is_left() -> None:
    _, line = decided(packages(1, 70), packages(2, 50))
    assert (line.status, line.reasons[0].code, line.reasons[0].number) == (Status.REJECTED, "no_room", 30)


def test_who_takes_part_gets_what_is_left_and_is_told_how_much() -> None:
    _, line = decided(packages(1, 70), packages(2, 50, part=True))
    assert (line.status, granted(line), line.asked) == (Status.ACCEPTED, {"P1": 30}, 50)
    assert (line.reasons[0].code, line.reasons[0].number) == ("partial", 30)


def test_who_takes_part_of_nothing_is_rejected() -> None:
    _, line = decided(packages(1, 100), packages(2, 50, part=True))
    assert (line.status, codes(line)) == (Status.REJECTED, ["no_room"])


def test_two_in_the_same_second_are_taken_by_response_id() -> None:
    same = {"created": "2020-04-24T03:00:00.000000000Z", "submitted": "2020-04-24T03:00:00.000000000Z"}
    two = [replace(packages(n, 100), **same) for n in (2, 1)]
    assert {line.response: line.status for line in decided(*two)} == {
        "r00001": Status.ACCEPTED,
        "r00002": Status.REJECTED,
    }


def test_a_daily_offer_takes_what_each_date_has_left_when_it_takes_part() -> None:
    first, second = decided(meals(1, 300, 1), meals(2, 200, 3, part=True))
    assert granted(first) == {"2020-04-25": 300}
    assert granted(second) == {"2020-04-25": 100, "2020-04-26": 200, "2020-04-27": 200}
    assert (second.status, second.reasons[0].number) == (Status.ACCEPTED, 500)


def test_a_daily_offer_that_would_rather_cancel_needs_room_on_every_date() -> None:
    _, line = decided(meals(1, 300, 1), meals(2, 200, 3))
    assert (line.status, codes(line)) == (Status.REJECTED, ["no_room"])


def test_targets_kinds_and_periods_do_not_share_room() -> None:
    found = decided(
        packages(1, 100),
        packages(2, 40, target=B),
        packages(3, 100, answers={"date": "2020-05-01"}),
        response(4, {quantity_question(FEAST): "100"}),
    )
    assert {line.status for line in found} == {Status.ACCEPTED}


def test_a_kind_given_once_shares_its_room_over_the_periods_of_a_season() -> None:
    once = {quantity_question(FEAST): "60"}
    first, second = decided(response(1, once), response(2, {**once, "date": "2020-05-01"}))
    assert (first.status, second.status, second.reasons[0].number) == (Status.ACCEPTED, Status.REJECTED, 40)


def test_a_line_records_the_village_the_unit_and_the_period_of_its_first_day() -> None:
    (line,) = decided(packages(1, 1))
    assert (line.region, line.unit, line.period) == (VILLAGE_CODE, "paket", "P1")


NO_PACKAGES = {code: row for code, row in KINDS.items() if code != PACKAGES}
CLOSED = (PERIODS[0].model_copy(update={"status": PeriodStatus.CLOSED}), PERIODS[1])
TOO_LATE = (PERIODS[0].model_copy(update={"commit_by": PERIODS[0].start.replace(day=23)}), PERIODS[1])
UNDELIVERABLE = (PERIODS[0].model_copy(update={"deliver_by": PERIODS[0].start}), PERIODS[1])


@pytest.mark.parametrize(
    ("rules", "code", "where"),
    [
        (BOOK, INACTIVE, ["inactive_target"]),
        (BOOK, "RW-X", ["unknown_target"]),
        (book(targets={B: TARGETS[B]}), A, ["unknown_target"]),
        (book(kinds=NO_PACKAGES), A, ["no_quota"]),
        (book(kinds=with_kind(kind(PACKAGES, Frequency.PERIOD, status=Active.INACTIVE))), A, ["inactive_kind"]),
        (book(targets={A: target(A, poor_households=None)}), A, ["no_quota"]),
        (book(unclear_quotas=frozenset({(A, PACKAGES)})), A, ["no_quota"]),
        (book(periods=()), A, ["no_period"]),
        (book(periods=CLOSED), A, ["closed_period"]),
        (book(periods=TOO_LATE), A, ["closed_period"]),
        (book(periods=UNDELIVERABLE), A, ["closed_period"]),
        (book(periods=CLOSED), INACTIVE, ["inactive_target", "closed_period"]),
    ],
)
def test_what_cannot_be_known_waits_for_staff_and_holds_nothing(rules: Book, code: str, where: list[str]) -> None:
    state = start()
    (line,) = decided(packages(1, 10, target=code), rules=rules, state=state)
    assert (line.status, codes(line)) == (Status.REVIEW, where)
    assert not any(state.used.values())


def test_a_kind_counted_by_hand_without_an_override_waits_for_staff() -> None:
    (line,) = decided(response(1, {quantity_question(DEVICES): "3"}))
    assert (line.status, codes(line)) == (Status.REVIEW, ["no_quota"])


def test_a_target_that_is_not_in_the_sheet_is_not_repeated_in_the_event() -> None:
    (line,) = decided(packages(1, 10, target="0812-9999-9999"))
    assert line.target is None
    assert "9999-9999" not in line.model_dump_json()


def test_a_broken_row_of_a_known_target_keeps_its_code_so_that_staff_can_approve_later() -> None:
    state = start()
    broken = book(targets={B: TARGETS[B]})
    decided(packages(1, 10), rules=broken, state=state)
    assert state.lines[1].target == A
    assert ask(state, 1, Action.APPROVE).done


def test_a_large_offer_waits_for_staff_with_its_room_held() -> None:
    rules = book(settings=replace(SETTINGS, review_above=50))
    state = start()
    large, next_one = decided(packages(1, 60), packages(2, 50), rules=rules, state=state)
    assert (large.status, codes(large), large.reasons[0].number) == (Status.REVIEW, ["large"], 50)
    assert state.used[A, PACKAGES, "P1"] == 60
    assert (next_one.status, next_one.reasons[0].number) == (Status.REJECTED, 40)


def test_an_offer_of_just_the_limit_is_not_large() -> None:
    (line,) = decided(packages(1, 50), rules=book(settings=replace(SETTINGS, review_above=50)))
    assert line.status is Status.ACCEPTED


def test_beyond_the_cap_of_open_lines_a_donor_waits_for_staff_and_others_do_not() -> None:
    rules = book(settings=replace(SETTINGS, open_lines=2))
    same = {"phone": "0812-0000-0001"}
    found = decided(*(packages(n, n, answers=same, second=n) for n in (1, 2, 3)), packages(4, 1), rules=rules)
    assert [line.status for line in found] == [Status.ACCEPTED, Status.ACCEPTED, Status.REVIEW, Status.ACCEPTED]
    assert [(r.code, r.number) for r in found[2].reasons] == [("many_open", 2), ("earlier", 1)]


def test_rejected_and_finished_lines_do_not_count_against_the_cap() -> None:
    rules = book(settings=replace(SETTINGS, open_lines=1))
    same = {"phone": "0812-0000-0001"}
    state = start()
    drain(state, rules, [packages(1, 10), packages(2, 101, answers=same)])
    ask(state, 1, Action.ARRIVED, rules, amount=10)
    (line,) = decided(packages(3, 1, answers=same), rules=rules, state=state)
    assert line.status is Status.ACCEPTED


def test_a_donor_without_room_is_rejected_even_beyond_the_cap() -> None:
    rules = book(settings=replace(SETTINGS, review_above=50))
    (line,) = decided(packages(1, 101), rules=rules)
    assert (line.status, codes(line)) == (Status.REJECTED, ["no_room"])


def test_days_answered_for_a_kind_that_is_daily_no_more_are_all_asked_of_its_new_key() -> None:
    rules = book(kinds=with_kind(kind(MEALS, Frequency.PERIOD, factor=4.0)))
    (line,) = decided(meals(1, 50, 3), rules=rules)
    assert (line.asked, granted(line)) == (150, {"P1": 150})


def test_a_lowered_quota_cancels_nothing_and_leaves_no_room() -> None:
    state = start()
    decided(packages(1, 90), state=state)
    lowered = book(overrides={(A, PACKAGES, None): 50})
    (line,) = decided(packages(2, 1, part=True), rules=lowered, state=state)
    assert state.lines[1].status is Status.ACCEPTED
    assert line.status is Status.REJECTED
    assert line.shares["P1"].model_dump() == {"granted": 0, "quota": 50, "held": 90}


def test_control_deciding_against_a_state_that_is_not_read_again_overbooks() -> None:
    stale = start()
    granted_twice = sum(decided(packages(n, 100), state=stale.copy())[0].shares["P1"].granted for n in (1, 2))
    assert granted_twice == 200
    shared: State = start()
    assert sum(line.shares["P1"].granted for n in (1, 2) for line in decided(packages(n, 100), state=shared)) == 100

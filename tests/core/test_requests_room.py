"""Requests that need room: approving, moving, resizing and reopening check the quota again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from functions.core.book import StaffRequest
from functions.core.reasons import sentences
from sheets_schema.form import days_question, quantity_question
from sheets_schema.terms import Action, Active, Frequency, PeriodStatus, Status
from tests.core.samples import (
    CAUTIOUS,
    INACTIVE,
    MEALS,
    PACKAGES,
    PERIODS,
    TARGETS,
    VILLAGE_CODE,
    A,
    B,
    ask,
    asked_once,
    book,
    codes,
    decided,
    drain,
    kind,
    line_in,
    packages,
    recomputed,
    response,
    start,
    target,
    with_kind,
)

IN_PERIOD_1, IN_PERIOD_2 = dt.date(2020, 4, 28), dt.date(2020, 5, 3)


def test_setujui_checks_the_quota_again_even_for_room_that_was_held() -> None:
    state = line_in(Status.REVIEW)
    lowered = replace(CAUTIOUS, overrides={(A, PACKAGES, None): 50})
    answer = ask(state, 1, Action.APPROVE, lowered)
    assert (answer.done, codes(answer), answer.reasons[0].number) == (False, ["over_room"], 50)
    assert ask(state, 1, Action.APPROVE, lowered, amount=50).done
    assert state.lines[1].approved == 50


def test_setujui_of_a_line_that_holds_a_part_gives_that_part() -> None:
    state = start()
    decided(packages(1, 40), packages(2, 90, part=True), rules=CAUTIOUS, state=state)
    assert (state.lines[2].status, state.lines[2].approved) == (Status.REVIEW, 60)
    assert ask(state, 2, Action.APPROVE, CAUTIOUS).done
    assert (state.lines[2].status, state.lines[2].approved) == (Status.ACCEPTED, 60)


def test_setujui_of_an_uneven_daily_line_keeps_what_it_holds_of_each_date() -> None:
    state = start()
    first = response(1, {quantity_question(MEALS): "390"})
    second = response(2, {quantity_question(MEALS): "30", days_question(MEALS): "2"}, part=True)
    decided(first, second, rules=CAUTIOUS, state=state)
    ask(state, 1, Action.APPROVE, CAUTIOUS)
    # 10 + 30 are not above 50, so review_above is what is asked: 60.
    assert state.lines[2].status is Status.REVIEW
    assert ask(state, 2, Action.APPROVE, CAUTIOUS, reason="komitmen 2").done
    assert state.lines[2].shares == {"2020-04-25": 10, "2020-04-26": 30}


def test_setujui_with_an_amount_gives_that_amount_and_never_takes_zero_for_blank() -> None:
    state = line_in(Status.REVIEW)
    refused = ask(state, 1, Action.APPROVE, CAUTIOUS, amount=0)
    assert (refused.done, codes(refused)) == (False, ["not_positive"])
    assert ask(state, 1, Action.APPROVE, CAUTIOUS, amount=100).done
    assert state.lines[1].approved == 100


def test_a_line_moves_its_room_to_the_period_of_its_new_date() -> None:
    state = line_in(Status.ACCEPTED)
    assert ask(state, 1, Action.RESCHEDULE, CAUTIOUS, new_date=IN_PERIOD_2).done
    assert (state.lines[1].date, state.lines[1].period) == (IN_PERIOD_2, "P2")
    assert recomputed(state) == {(A, PACKAGES, "P2"): 40}


def test_a_line_cannot_move_to_a_period_that_has_too_little_room() -> None:
    state = line_in(Status.ACCEPTED)
    decided(
        packages(2, 50, answers={"date": "2020-05-01"}), packages(3, 30, answers={"date": "2020-05-01"}), state=state
    )
    answer = ask(state, 1, Action.RESCHEDULE, CAUTIOUS, new_date=IN_PERIOD_2)
    assert (answer.done, codes(answer), answer.reasons[0].number) == (False, ["no_room_then"], 20)
    assert state.lines[1].period == "P1"


def test_within_its_period_a_line_can_move_even_when_the_quota_was_lowered() -> None:
    state = line_in(Status.ACCEPTED)
    lowered = replace(CAUTIOUS, overrides={(A, PACKAGES, None): 10})
    assert ask(state, 1, Action.RESCHEDULE, lowered, new_date=IN_PERIOD_1).done
    assert ask(state, 1, Action.RESIZE, lowered, amount=30).done
    assert codes(ask(state, 1, Action.RESIZE, lowered, amount=31)) == ["over_room"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "date_missing"),
        (dt.date(2020, 4, 23), "past_date"),
        (dt.date(2020, 6, 1), "no_period"),
        (dt.date.max, "no_period"),
    ],
)
def test_a_new_date_must_be_there_lie_ahead_and_in_a_period(day: dt.date | None, code: str) -> None:
    state = start()
    decided(response(1, {quantity_question(MEALS): "5", days_question(MEALS): "3"}), state=state)
    answer = ask(state, 1, Action.RESCHEDULE, new_date=day, amount=1)
    assert (answer.done, codes(answer)) == (False, [code])
    assert sentences(answer.reasons)


def test_a_new_date_that_is_over_is_refused_when_approving_and_reopening_too() -> None:
    yesterday = dt.date(2020, 4, 23)
    for status, action in ((Status.REVIEW, Action.APPROVE), (Status.CANCELLED, Action.REOPEN)):
        assert codes(ask(line_in(status), 1, action, CAUTIOUS, new_date=yesterday)) == ["past_date"]


def test_an_uneven_daily_line_keeps_its_pattern_when_it_moves() -> None:
    state = start()
    decided(
        response(1, {quantity_question(MEALS): "300"}),
        response(2, {quantity_question(MEALS): "200", days_question(MEALS): "2"}, part=True),
        state=state,
    )
    assert state.lines[2].shares == {"2020-04-25": 100, "2020-04-26": 200}
    assert ask(state, 2, Action.RESCHEDULE, new_date=IN_PERIOD_1).done
    assert state.lines[2].shares == {"2020-04-28": 100, "2020-04-29": 200}


def test_a_daily_line_overlaps_itself_when_it_moves_by_a_day() -> None:
    state = start()
    decided(response(1, {quantity_question(MEALS): "400", days_question(MEALS): "3"}), state=state)
    assert ask(state, 1, Action.RESCHEDULE, new_date=dt.date(2020, 4, 26)).done
    assert sorted(key for (_, _, key) in recomputed(state)) == ["2020-04-26", "2020-04-27", "2020-04-28"]


def test_a_daily_line_is_resized_by_a_total_that_its_days_divide() -> None:
    state = start()
    decided(response(1, {quantity_question(MEALS): "10", days_question(MEALS): "3"}), state=state)
    uneven = ask(state, 1, Action.RESIZE, amount=100)
    assert (codes(uneven), uneven.reasons[0].number) == (["uneven"], 3)
    assert ask(state, 1, Action.RESIZE, amount=99).done
    assert set(state.lines[1].shares.values()) == {33}


def test_the_room_told_for_a_daily_line_is_a_total_that_really_fits() -> None:
    state = start()
    decided(
        response(1, {quantity_question(MEALS): "100"}),
        response(2, {quantity_question(MEALS): "390", "date": "2020-04-26"}),
        response(3, {quantity_question(MEALS): "5", days_question(MEALS): "3"}),
        state=state,
    )
    answer = ask(state, 3, Action.RESIZE, amount=1200)
    assert (codes(answer), answer.reasons[0].number) == (["over_room"], 30)
    assert ask(state, 3, Action.RESIZE, amount=30).done


def test_a_line_whose_kind_changed_its_frequency_can_still_move_and_be_approved() -> None:
    state = start()
    decided(response(1, {quantity_question(MEALS): "10", days_question(MEALS): "3"}), state=state)
    now_by_period = book(kinds=with_kind(kind(MEALS, Frequency.PERIOD, factor=4.0)))
    assert ask(state, 1, Action.RESCHEDULE, now_by_period, new_date=IN_PERIOD_2).done
    assert recomputed(state) == {(A, MEALS, "P2"): 30}


@pytest.mark.parametrize(("amount", "code"), [(None, "amount_missing"), (0, "not_positive"), (19, "below_delivered")])
def test_a_line_cannot_become_smaller_than_what_arrived(amount: int | None, code: str) -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    answer = ask(state, 1, Action.RESIZE, CAUTIOUS, amount=amount, new_date=IN_PERIOD_1)
    assert (answer.done, codes(answer)) == (False, [code])


def test_a_line_made_as_small_as_what_arrived_is_done() -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.RESIZE, CAUTIOUS, amount=20)
    assert (state.lines[1].status, state.lines[1].approved) == (Status.DONE, 20)


def test_a_line_grows_only_into_free_room() -> None:
    state = line_in(Status.ACCEPTED)
    decided(packages(2, 50), state=state)
    answer = ask(state, 1, Action.RESIZE, CAUTIOUS, amount=51)
    assert (codes(answer), answer.reasons[0].number) == (["over_room"], 50)
    assert ask(state, 1, Action.RESIZE, CAUTIOUS, amount=50).done


def test_a_cancelled_or_rejected_line_comes_back_only_where_there_is_room() -> None:
    state = line_in(Status.CANCELLED)
    decided(packages(2, 50), packages(3, 30), state=state)
    assert codes(ask(state, 1, Action.REOPEN, CAUTIOUS)) == ["over_room"]
    assert ask(state, 1, Action.REOPEN, CAUTIOUS, amount=20).done
    assert (state.lines[1].status, state.lines[1].approved) == (Status.ACCEPTED, 20)


def test_a_finished_line_takes_its_room_back_only_while_it_is_free() -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.FINISH, CAUTIOUS)
    again = state.copy()
    assert ask(again, 1, Action.REOPEN, CAUTIOUS).done
    assert (again.lines[1].status, again.lines[1].approved) == (Status.PARTLY_DELIVERED, 40)
    decided(packages(2, 80), state=state)
    assert codes(ask(state, 1, Action.REOPEN, CAUTIOUS)) == ["over_room"]
    assert state.lines[1].status is Status.DONE


def test_a_delivered_line_can_be_reopened_to_correct_what_arrived_after_the_quota_was_lowered() -> None:
    state = line_in(Status.DONE)
    lowered = replace(CAUTIOUS, overrides={(A, PACKAGES, None): 10})
    assert ask(state, 1, Action.REOPEN, lowered).done
    assert ask(state, 1, Action.ARRIVED, lowered, amount=30).done
    assert (state.lines[1].status, state.lines[1].delivered) == (Status.PARTLY_DELIVERED, 30)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"targets": {B: TARGETS[B]}}, "unknown_target"),
        ({"targets": {A: target(A, status=Active.INACTIVE)}}, "inactive_target"),
        ({"targets": {A: target(A, poor_households=None)}}, "no_quota"),
        ({"kinds": {}}, "no_quota"),
        ({"periods": ()}, "no_period"),
    ],
)
def test_setujui_is_refused_while_what_it_rests_on_cannot_be_used(changes: dict[str, object], code: str) -> None:
    state = line_in(Status.REVIEW)
    assert codes(ask(state, 1, Action.APPROVE, replace(CAUTIOUS, **changes))) == [code]
    assert ask(state, 1, Action.APPROVE, CAUTIOUS, reason="sudah diperbaiki").done


def test_what_needs_no_room_is_done_even_when_the_target_is_gone() -> None:
    gone = replace(CAUTIOUS, targets={}, kinds={}, periods=())
    assert ask(line_in(Status.ACCEPTED), 1, Action.CANCEL, gone).done
    assert ask(line_in(Status.ACCEPTED), 1, Action.ARRIVED, gone, amount=40).done
    assert ask(line_in(Status.PARTLY_DELIVERED), 1, Action.FINISH, gone).done
    assert ask(line_in(Status.REVIEW), 1, Action.REJECT, gone).done


def test_a_line_without_target_or_kind_or_date_cannot_be_approved_and_says_so() -> None:
    state = asked_once("lama")
    decided(packages(1, 10, target="tidak ada"), response(2, {"quantity lama": "5"}), state=state)
    for n in (1, 2):
        assert codes(ask(state, n, Action.APPROVE, reason=f"komitmen {n}")) == ["incomplete"]
        assert ask(state, n, Action.REJECT, reason=f"komitmen {n}").done


def test_a_rejected_line_without_a_readable_quantity_asks_for_one_when_it_is_reopened() -> None:
    state = start()
    decided(packages(1, "seratus"), state=state)
    assert codes(ask(state, 1, Action.REOPEN)) == ["amount_missing"]
    assert ask(state, 1, Action.REOPEN, amount=100).done


def test_an_inactive_target_turns_active_and_its_line_is_approved() -> None:
    state = start()
    decided(packages(1, 10, target=INACTIVE), state=state)
    active = book(targets={**TARGETS, INACTIVE: target(INACTIVE)})
    assert ask(state, 1, Action.APPROVE, active).done


def test_two_requests_for_the_last_room_are_decided_one_after_the_other() -> None:
    state = start()
    decided(packages(1, 30), packages(2, 30), state=state)
    wants = {n: StaffRequest(action=Action.RESIZE, amount=70, staff="PC") for n in (1, 2)}
    drain(state, book(requests=wants))
    assert [state.lines[n].approved for n in (1, 2)] == [70, 30]


def test_a_line_learns_its_village_and_unit_when_its_broken_row_was_repaired_and_it_is_approved() -> None:
    state = start()
    decided(packages(1, 10), rules=book(targets={}, kinds={}), state=state)
    assert (state.lines[1].region, state.lines[1].unit) == (None, None)
    assert ask(state, 1, Action.APPROVE).done
    assert (state.lines[1].region, state.lines[1].unit) == (VILLAGE_CODE, "paket")


def test_a_finished_line_whose_room_was_given_away_is_reopened_with_the_total_that_fits() -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.FINISH, CAUTIOUS)
    decided(packages(2, 50), packages(3, 15), state=state)
    answer = ask(state, 1, Action.REOPEN, CAUTIOUS)
    assert (codes(answer), answer.reasons[0].number) == (["over_room"], 35)
    assert codes(ask(state, 1, Action.REOPEN, CAUTIOUS, amount=36)) == ["over_room"]
    assert ask(state, 1, Action.REOPEN, CAUTIOUS, amount=35).done
    assert (state.lines[1].status, state.lines[1].approved, state.lines[1].delivered) == (
        Status.PARTLY_DELIVERED,
        35,
        20,
    )


@pytest.mark.parametrize("left", [20, 19])
def test_the_total_that_arrived_and_still_stands_in_the_cell_does_not_shrink_a_reopened_line(left: int) -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.FINISH, CAUTIOUS, amount=left)
    assert ask(state, 1, Action.REOPEN, CAUTIOUS, amount=left).done
    assert state.lines[1].approved == 40


def test_a_line_of_an_inactive_kind_can_be_approved_all_the_same() -> None:
    state = start()
    inactive = book(kinds=with_kind(kind(PACKAGES, Frequency.PERIOD, status=Active.INACTIVE)))
    decided(packages(1, 10), rules=inactive, state=state)
    assert ask(state, 1, Action.APPROVE, inactive).done
    assert recomputed(state) == {(A, PACKAGES, "P1"): 10}


@pytest.mark.parametrize(("status", "notes"), [(PeriodStatus.OPEN, []), (PeriodStatus.CLOSED, ["moved_to_closed"])])
def test_staff_may_move_a_line_into_a_closed_period_and_are_told_that_it_is(
    status: PeriodStatus, notes: list[str]
) -> None:
    state = line_in(Status.ACCEPTED)
    rules = replace(CAUTIOUS, periods=(PERIODS[0], PERIODS[1].model_copy(update={"status": status})))
    answer = ask(state, 1, Action.RESCHEDULE, rules, new_date=IN_PERIOD_2)
    assert (answer.done, codes(answer)) == (True, notes)

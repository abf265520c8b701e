"""What staff ask of a line: only what its status allows, absolute, rechecked, decided once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from functions.core.book import StaffRequest
from functions.core.decide import decide
from sheets_schema.terms import Action, Status
from tests.core.samples import (
    BOOK,
    CAUTIOUS,
    NOW,
    PACKAGES,
    A,
    ask,
    book,
    codes,
    decided,
    drain,
    line_in,
    packages,
    recomputed,
    start,
)

IN_PERIOD_1, IN_PERIOD_2 = dt.date(2020, 4, 28), dt.date(2020, 5, 3)


MOVES = {
    (Status.REVIEW, Action.APPROVE): Status.ACCEPTED,
    (Status.REVIEW, Action.REJECT): Status.REJECTED,
    (Status.ACCEPTED, Action.ARRIVED): Status.PARTLY_DELIVERED,
    (Status.ACCEPTED, Action.CANCEL): Status.CANCELLED,
    (Status.ACCEPTED, Action.RESCHEDULE): Status.ACCEPTED,
    (Status.ACCEPTED, Action.RESIZE): Status.ACCEPTED,
    (Status.PARTLY_DELIVERED, Action.ARRIVED): Status.PARTLY_DELIVERED,
    (Status.PARTLY_DELIVERED, Action.FINISH): Status.DONE,
    (Status.PARTLY_DELIVERED, Action.RESIZE): Status.PARTLY_DELIVERED,
    (Status.DONE, Action.REOPEN): Status.PARTLY_DELIVERED,
    (Status.REJECTED, Action.REOPEN): Status.ACCEPTED,
    (Status.CANCELLED, Action.REOPEN): Status.ACCEPTED,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_exactly_the_allowed_actions_move_a_line_on(status: Status, action: Action) -> None:
    state = line_in(status)
    answer = ask(state, 1, action, CAUTIOUS, amount=30, new_date=IN_PERIOD_1)
    after = MOVES.get((status, action))
    again = (status, action) == (Status.CANCELLED, Action.CANCEL)
    assert answer.done is (after is not None or again)
    assert state.lines[1].status is (after or status)
    assert codes(answer) == ([] if after else ["already"] if again else ["wrong_status"])
    assert {k: v for k, v in state.used.items() if v} == recomputed(state)


def test_a_done_request_signed_anew_is_told_that_it_is_so_already() -> None:
    state = line_in(Status.ACCEPTED)
    ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=1_000, staff="PC")
    repeated = ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=1_000, staff="Petugas Contoh")
    assert (repeated.done, codes(repeated)) == (True, ["already"])


def test_another_amount_on_a_finished_line_is_refused_and_not_taken_for_the_old_one() -> None:
    state = line_in(Status.ACCEPTED)
    ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=1_000)
    changed = ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=999)
    assert (changed.done, codes(changed)) == (False, ["wrong_status"])


def test_what_makes_room_is_decided_before_what_needs_it() -> None:
    state = start()
    decided(packages(1, 100), state=state)
    ask(state, 1, Action.CANCEL)
    decided(packages(2, 100), state=state)
    swap = {1: StaffRequest(action=Action.REOPEN, staff="PC"), 2: StaffRequest(action=Action.CANCEL, staff="PC")}
    drain(state, replace(BOOK, requests=swap))
    assert (state.lines[1].status, state.lines[2].status) == (Status.ACCEPTED, Status.CANCELLED)


def test_a_request_counts_only_once_it_is_signed() -> None:
    state = line_in(Status.ACCEPTED)
    unsigned = replace(CAUTIOUS, requests={1: StaffRequest(action=Action.CANCEL)})
    assert decide(state, unsigned, (), NOW) == ()


@pytest.mark.parametrize(
    "request_",
    [StaffRequest(staff="PC"), StaffRequest(staff="PC", reason="catatan saja"), StaffRequest(staff="PC", amount=5)],
)
def test_a_signature_or_a_note_without_a_request_asks_for_nothing(request_: StaffRequest) -> None:
    assert decide(line_in(Status.ACCEPTED), replace(CAUTIOUS, requests={1: request_}), (), NOW) == ()


def test_a_request_for_a_number_that_does_not_exist_is_passed_over() -> None:
    asked = book(requests={7: StaffRequest(action=Action.CANCEL, staff="PC")})
    assert {event.t for event in decide(start(), asked, (), NOW)} == {"seen"}


def test_the_same_text_again_changes_nothing_whether_it_was_done_or_refused() -> None:
    for action, done in ((Action.ARRIVED, True), (Action.APPROVE, False)):
        state = line_in(Status.ACCEPTED)
        assert ask(state, 1, action, CAUTIOUS, amount=10).done is done
        same = StaffRequest(action=action, amount=10, staff="Petugas Contoh")
        assert decide(state, replace(CAUTIOUS, requests={1: same}), (), NOW) == ()


def test_what_arrived_is_a_total_so_asking_with_another_reason_does_not_add_up() -> None:
    state = line_in(Status.ACCEPTED)
    for reason in ("pagi", "sore"):
        ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=10, reason=reason)
    assert state.lines[1].delivered == 10


def test_nothing_arrived_after_all_puts_the_line_back() -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=0)
    assert (state.lines[1].status, state.lines[1].delivered) == (Status.ACCEPTED, 0)


def test_more_may_arrive_than_was_promised_and_counts_only_up_to_the_promise() -> None:
    state = line_in(Status.ACCEPTED)
    answer = ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=75)
    assert (answer.done, codes(answer), state.lines[1].delivered) == (True, ["more_arrived"], 75)
    assert recomputed(state) == {(A, PACKAGES, "P1"): 40}


def test_finishing_frees_the_rest_for_others() -> None:
    state = line_in(Status.PARTLY_DELIVERED)
    ask(state, 1, Action.FINISH, CAUTIOUS)
    (line,) = decided(packages(2, 80), state=state)
    assert line.status is Status.ACCEPTED


def test_a_cancellation_makes_room_for_a_response_of_the_same_drain() -> None:
    state = line_in(Status.ACCEPTED)
    rules = book(requests={1: StaffRequest(action=Action.CANCEL, staff="PC")})
    drain(state, rules, [packages(2, 100)])
    assert state.lines[2].status is Status.ACCEPTED


def test_once_staff_have_decided_the_line_no_longer_says_that_it_waits_for_them() -> None:
    approved, rejected = line_in(Status.REVIEW), line_in(Status.REVIEW)
    assert codes(approved.lines[1]) == ["large"]
    ask(approved, 1, Action.APPROVE, CAUTIOUS)
    ask(rejected, 1, Action.REJECT, CAUTIOUS)
    assert (codes(approved.lines[1]), codes(rejected.lines[1])) == ([], ["rejected"])


def test_what_was_granted_in_part_still_says_so_when_it_has_arrived() -> None:
    state = start()
    decided(packages(1, 70), packages(2, 50, part=True), state=state)
    ask(state, 2, Action.ARRIVED, amount=30)
    assert (state.lines[2].status, codes(state.lines[2])) == (Status.DONE, ["partial"])


def test_a_request_that_no_encoder_can_write_stops_nothing() -> None:
    assert ask(line_in(Status.ACCEPTED), 1, Action.CANCEL, CAUTIOUS, reason="\ud800").done


def test_control_requests_taken_as_increments_would_count_a_repeated_cell_twice() -> None:
    state = line_in(Status.ACCEPTED)
    increments = 0
    for reason in ("pagi", "sore"):
        answer = ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=10, reason=reason)
        increments += answer.delivered or 0
    assert increments == 20
    assert state.lines[1].delivered == 10

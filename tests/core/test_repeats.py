"""Requests that were answered before, that moved from other lines, or that a hand dragged down over several rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from functions.core import decide as deciding
from functions.core import repeats
from functions.core.book import StaffRequest
from functions.core.events import RequestDecided
from functions.core.state import State
from sheets_schema.terms import Action, Status
from tests.core.samples import BOOK, NOW, PACKAGES, A, ask, codes, decided, drain, packages, recomputed, start

Rows = Mapping[int, StaffRequest]


def asks(action: Action | None, amount: int | None = None, day: int = 0, reason: str = "", staff: str = "AB"):
    """A signed request; `day` of May 2020 as its new date."""
    return StaffRequest(action, amount, dt.date(2020, 5, day) if day else None, reason, staff)


def lines_of(count: int, amount: int = 10) -> State:
    """Accepted lines of as many donors."""
    state = start()
    decided(*(packages(n, amount) for n in range(1, count + 1)), state=state)
    return state


def read(state: State, rows: Rows, now: dt.datetime = NOW, limit: int = 500) -> dict[int, RequestDecided]:
    """One reading of what stands in the rows; the answers by number."""
    events = drain(state, replace(BOOK, requests=rows), now=now, limit=limit)
    return {event.n: event for event in events if isinstance(event, RequestDecided)}


def statuses(state: State) -> list[Status]:
    return [line.status for line in state.lines.values()]


CANCEL, REOPEN = asks(Action.CANCEL), asks(Action.REOPEN, staff="CD")


def test_a_request_of_an_old_version_is_not_done_again_and_tells_in_which_entry_it_was_answered() -> None:
    state = lines_of(1)
    read(state, {1: CANCEL})
    entry = state.head
    read(state, {1: REOPEN})
    restored = read(state, {1: CANCEL})[1]
    assert (codes(restored), restored.reasons[0].number, restored.done) == (["answered_before"], entry, False)
    assert statuses(state) == [Status.ACCEPTED]
    assert read(state, {1: CANCEL}) == {}, "told once"
    assert read(state, {1: replace(CANCEL, reason="sungguh batal")})[1].done


def test_an_earlier_total_that_comes_back_is_not_taken_for_news() -> None:
    state = lines_of(1, 100)
    for amount in (50, 80, 50):
        read(state, {1: asks(Action.ARRIVED, amount)})
    assert state.lines[1].delivered == 80


def test_an_old_version_that_is_taken_back_again_does_nothing_either() -> None:
    state = lines_of(1)
    for request in (CANCEL, REOPEN, CANCEL, REOPEN, CANCEL):
        read(state, {1: request})
    assert statuses(state) == [Status.ACCEPTED]


def test_a_request_emptied_and_typed_again_is_told_that_it_was_answered() -> None:
    state = lines_of(1)
    for rows in ({1: CANCEL}, {}, {1: REOPEN}, {}):
        read(state, rows)
    assert codes(read(state, {1: CANCEL})[1]) == ["answered_before"]


def test_a_request_whose_line_it_left_is_not_done_at_another_one_nor_is_anything_else_of_that_reading() -> None:
    state = lines_of(3)
    read(state, {3: CANCEL})
    answers = read(state, {1: CANCEL, 2: asks(Action.ARRIVED, 5)})
    assert {n: codes(answer) for n, answer in answers.items()} == {1: ["moved"], 2: ["moved"]}
    assert statuses(state) == [Status.ACCEPTED, Status.ACCEPTED, Status.CANCELLED]
    assert read(state, {1: replace(CANCEL, reason="memang yang ini"), 2: asks(Action.ARRIVED, 5)})[1].done


def test_what_was_refused_because_it_moved_is_not_taken_for_the_lines_own_when_it_moves_on() -> None:
    state = lines_of(4)
    read(state, {4: CANCEL})
    for n in (1, 2, 3, 1):
        read(state, {n: CANCEL})
    assert statuses(state) == [*[Status.ACCEPTED] * 3, Status.CANCELLED]


def test_rows_put_back_in_their_order_are_told_that_they_were_answered_and_nothing_more() -> None:
    state = lines_of(3)
    right = {2: asks(Action.ARRIVED, 4), 3: CANCEL}
    read(state, right)
    before = {n: (line.status, line.delivered) for n, line in state.lines.items()}
    read(state, {1: right[3], 2: right[2], 3: asks(Action.REOPEN)})
    read(state, right)
    assert {n: (line.status, line.delivered) for n, line in state.lines.items()} == before


def test_a_row_copied_to_another_line_is_a_request_of_that_line() -> None:
    state = lines_of(2)
    read(state, {1: CANCEL})
    assert read(state, {1: CANCEL, 2: CANCEL})[2].done


def test_the_same_text_for_many_lines_is_ordinary_though_some_of_them_are_emptied() -> None:
    state = lines_of(10)
    all_rows = {n: asks(Action.ARRIVED, 10) for n in range(1, 10)}
    read(state, all_rows)
    fewer = {n: request for n, request in all_rows.items() if n % 3}
    assert read(state, fewer | {10: asks(Action.ARRIVED, 10)})[10].done


def test_a_move_that_fills_several_entries_is_refused_to_its_last_row() -> None:
    state = lines_of(9)
    read(state, {9: CANCEL})
    sorted_ = {1: CANCEL} | {n: asks(Action.ARRIVED, n) for n in range(2, 9)}
    assert {code for answer in read(state, sorted_, limit=2).values() for code in codes(answer)} == {"moved"}


@pytest.mark.parametrize(("rule", "held"), [(repeats.moved, True), (lambda *_: frozenset(), False)])
def test_control_without_the_rule_a_sort_of_the_green_columns_cancels_another_line(
    rule: object, held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "moved", rule)
    state = lines_of(3)
    read(state, {3: CANCEL})
    read(state, {1: CANCEL})
    assert (state.lines[1].status is Status.ACCEPTED) is held
    assert {k: v for k, v in state.used.items() if v} == recomputed(state)


def test_dates_dragged_down_are_done_as_typed_and_said_to_be_a_series() -> None:
    state = lines_of(6)
    days = dict(zip(range(1, 6), (4, 5, 6, 7, 3), strict=True))
    answers = read(state, {n: asks(Action.RESCHEDULE, day=day) for n, day in days.items()})
    assert all(answer.done for answer in answers.values())
    assert {n: [(r.code, r.field) for r in answer.reasons] for n, answer in answers.items()} == {
        1: [],
        2: [("dragged", "date")],
        3: [("dragged", "date")],
        4: [("dragged", "date")],
        5: [],
    }


def test_amounts_dragged_down_are_said_to_be_a_series_and_the_same_amount_is_not() -> None:
    state = lines_of(3)
    series = read(state, {n: asks(Action.ARRIVED, n) for n in (1, 2, 3)})
    same = read(state, {n: asks(Action.ARRIVED, 9) for n in (1, 2, 3)})
    assert [codes(answer) for answer in series.values()] == [[], ["dragged"], ["dragged"]]
    assert [codes(answer) for answer in same.values()] == [[], [], []]


@pytest.mark.parametrize("rows", [{1: 4, 2: 5}, {1: 4, 3: 5, 5: 6}])
def test_two_rows_or_rows_apart_are_no_series(rows: dict[int, int]) -> None:
    answers = read(lines_of(5), {n: asks(Action.RESCHEDULE, day=day) for n, day in rows.items()})
    assert not any(codes(answer) for answer in answers.values())


def test_a_line_whose_day_has_passed_is_approved_or_reopened_only_with_a_new_date() -> None:
    late = NOW + dt.timedelta(days=4)
    state = lines_of(2)
    ask(state, 1, Action.CANCEL)
    refused = read(state, {1: asks(Action.REOPEN)}, now=late)[1]
    assert (codes(refused), state.lines[1].status) == (["date_over"], Status.CANCELLED)
    assert read(state, {1: asks(Action.REOPEN, day=1)}, now=late)[1].done
    waiting = start()
    decided(packages(1, 60), rules=replace(BOOK, settings=replace(BOOK.settings, review_above=50)), state=waiting)
    assert codes(read(waiting, {1: asks(Action.APPROVE)}, now=late)[1]) == ["date_over"]
    assert waiting.used[A, PACKAGES, "P1"] == 60
    assert read(waiting, {1: asks(Action.APPROVE, day=2)}, now=late)[1].done

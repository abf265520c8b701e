"""What a line remembers of how it came to count as it does."""

from __future__ import annotations

import datetime as dt

from functions.core.events import RequestDecided, Share
from functions.core.state import News, State
from sheets_schema.terms import Action, Status
from tests.notify.samples import asked, cancelled, line


def steps(*requests: RequestDecided) -> list[tuple[int, bool, int, int]]:
    """Entry, whether it counts, what is approved and what arrived, of each step of a line of 10."""
    state = State()
    for entry, event in enumerate((line(1), *requests), start=2):
        state.apply([event], entry, f"2020-04-24T03:00:0{entry}Z")
    return [(step.entry, step.counts, step.approved, step.delivered) for step in state.lines[1].steps]


def test_each_change_of_what_a_line_counts_is_a_step_of_its_entry() -> None:
    smaller = asked(1, Action.RESIZE, shares={"P1": Share(granted=7, quota=100, held=0)})
    arrived = asked(1, Action.ARRIVED, status=Status.PARTLY_DELIVERED, delivered=3)
    assert steps(smaller, arrived)[-2:] == [(3, True, 7, 0), (4, True, 7, 3)]
    assert steps(cancelled(1))[-1] == (3, False, 0, 0)


def test_what_changes_nothing_that_counts_is_no_step() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 29))
    assert steps(moved) == steps()


def test_what_was_done_is_news_and_what_was_refused_or_names_no_action_is_none() -> None:
    state = State()
    state.apply([line(1)], 2, "2020-04-24T03:00:02Z")
    before = state.lines[1].marks
    refused = asked(1, Action.CANCEL, done=False)
    nothing = RequestDecided(n=1, digest="x", action=None, done=True)
    state.apply([refused, nothing], 3, "2020-04-24T03:00:03Z")
    assert state.lines[1].marks == before
    state.apply([cancelled(1)], 4, "2020-04-24T03:00:04Z")
    assert state.lines[1].marks[News.CHANGED].entry == 4

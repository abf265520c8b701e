"""The decision as a whole: same input, same events; in fair order; in bounded entries; changing nothing given."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from dataclasses import replace

import pytest

from functions.core.book import DonorNote, StaffRequest
from functions.core.decide import LIMIT, decide
from functions.core.events import Event, ResponseEdited
from functions.core.state import State
from functions.ledger.fold import checkpoint, restored
from sheets_schema.form import days_question, quantity_question
from sheets_schema.terms import Action, Status
from tests.core.samples import (
    BOOK,
    MEALS,
    NOW,
    PACKAGES,
    PERIODS,
    TARGETS,
    book,
    codes,
    decided,
    drain,
    lines,
    packages,
    response,
    start,
)

MANY = [
    response(
        n,
        {quantity_question(PACKAGES): str(n % 9), quantity_question(MEALS): str(n % 5), days_question(MEALS): "2"},
        part=bool(n % 2),
        target=sorted(TARGETS)[n % 4],
        second=n % 7,
    )
    for n in range(1, 60)
]


def used_up() -> tuple[State, object]:
    """A state with lines, and a book with notes and requests that wait."""
    state = start()
    decided(*MANY[:20], state=state)
    requests = {
        1: StaffRequest(action=Action.CANCEL, staff="PC"),
        2: StaffRequest(action=Action.ARRIVED, amount=1, staff="PC"),
        5: StaffRequest(action=Action.APPROVE, staff="PC"),
    }
    return state, book(donors={"D2": DonorNote("D1"), "D3": DonorNote(approved_name="Contoh")}, requests=requests)


def written(events: tuple[Event, ...]) -> str:
    return json.dumps([event.model_dump(mode="json") for event in events])


def test_nothing_to_decide_is_no_event() -> None:
    state = start()
    drain(state, BOOK)
    assert decide(state, BOOK, (), NOW) == ()


def test_deciding_twice_gives_the_same_events_to_the_byte() -> None:
    state, rules = used_up()
    assert written(decide(state, rules, MANY, NOW)) == written(decide(state, rules, MANY, NOW))


def test_the_order_in_which_responses_are_handed_in_does_not_matter() -> None:
    state, rules = used_up()
    expected = decide(state, rules, MANY, NOW)
    for seed in range(5):
        shuffled = random.Random(seed).sample(MANY, len(MANY))
        assert decide(state, rules, shuffled, NOW) == expected


def test_the_state_that_is_given_stays_as_it_is() -> None:
    state, rules = used_up()
    before = copy.deepcopy(state)
    decide(state, rules, MANY, NOW)
    assert state == before


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_small_entries_add_up_to_the_one_big_entry(limit: int) -> None:
    state, rules = used_up()
    small, big = state.copy(), state.copy()
    assert drain(small, rules, MANY, limit=limit) == drain(big, rules, MANY, limit=10_000)


@pytest.mark.parametrize("limit", [3, 7, 50])
def test_an_entry_holds_at_most_its_limit_and_never_splits_a_response(limit: int) -> None:
    state, rules = used_up()
    entry_of: dict[str, set[int]] = {}
    while events := decide(state, rules, MANY, NOW, limit):
        assert len(events) <= limit
        state.apply(events, state.head + 1)
        for line in lines(events):
            entry_of.setdefault(line.response, set()).add(state.head)
    assert entry_of.keys() == {r.id for r in MANY[20:]}
    assert all(len(entries) == 1 for entries in entry_of.values())


def test_a_response_larger_than_an_entry_is_still_decided_whole() -> None:
    state = start()
    drain(state, BOOK, [])
    assert len(decide(state, BOOK, [MANY[10]], NOW, limit=1)) > 1


def test_a_thousand_responses_make_entries_of_at_most_the_usual_limit() -> None:
    assert len(decide(start(), BOOK, [packages(n, 1) for n in range(1, 1001)], NOW)) in range(LIMIT - 1, LIMIT + 1)


def test_a_response_at_hand_twice_or_again_is_decided_once() -> None:
    state = start()
    drain(state, BOOK, [packages(1, 10), packages(1, 10)])
    assert decide(state, BOOK, [packages(1, 10)], NOW) == ()
    assert len(state.lines) == 1


def test_a_response_that_becomes_visible_late_is_decided_after_newer_ones() -> None:
    state = start()
    decided(packages(2, 100), state=state)
    (late,) = decided(packages(1, 1), state=state)
    assert codes(late) == ["no_room"]
    assert state.cursor == packages(2, 1).created


def test_lines_are_numbered_without_gaps() -> None:
    state = start()
    decided(*MANY, state=state)
    assert sorted(state.lines) == list(range(1, len(state.lines) + 1))


def test_while_a_tab_that_quotas_rest_on_cannot_be_read_responses_edits_and_requests_wait() -> None:
    state = start()
    decided(packages(1, 10), state=state)
    edited = packages(1, 20, submitted="2020-04-25T00:00:00.000000000Z")
    request = {1: StaffRequest(action=Action.CANCEL, staff="PC")}
    unreadable = book(targets={}, known_targets=frozenset(), kinds={}, known_kinds=frozenset(), waiting=True)
    assert decide(state, replace(unreadable, requests=request), [edited, packages(2, 10)], NOW) == ()
    assert len(decide(state, book(requests=request), [edited, packages(2, 10)], NOW)) == 4


LATER = "2020-04-24T09:00:00.000000000Z"


def edits(before: object, after: object) -> dict[str, tuple[str | None, str | None]]:
    """What an edit of response 1 is said to have changed; nothing else may change."""
    state = start()
    decided(before, state=state)
    kept = {n: (line.status, line.shares) for n, line in state.lines.items()}
    (event,) = drain(state, BOOK, [after])
    assert isinstance(event, ResponseEdited)
    assert {n: (line.status, line.shares) for n, line in state.lines.items()} == kept
    assert all(line.edits == event.differences for line in state.lines.values())
    assert decide(state, BOOK, [after], NOW) == ()
    return {d.field: (d.before, d.after) for d in event.differences}


def test_an_edited_response_is_shown_with_what_changed_and_never_applied() -> None:
    after = packages(1, 20, submitted=LATER, target="RW-B", answers={"date": "2020-04-26"})
    assert edits(packages(1, 10), after) == {
        "quantity sembako": ("10", "20"),
        "target": ("RW-A", "RW-B"),
        "date": ("2020-04-25", "2020-04-26"),
    }


@pytest.mark.parametrize(
    ("known", "seen", "told"),
    [
        ("056342", "056342", 0),
        ("056", "056342", 0),
        ("056", "056999", 0),
        ("056342", "057342", 1),
        ("056", "057", 1),
    ],
)
def test_an_untouched_response_is_no_edit_though_its_two_times_differ(known: str, seen: str, told: int) -> None:
    """Google keeps the first time to the millisecond, the last one to the microsecond."""
    first, last = (f"2020-04-24T05:55:01.{fraction:0<9}Z" for fraction in (known, seen))
    created = "2020-04-24T05:55:01.056000000Z"
    state = start()
    decided(replace(packages(1, 10), created=created, submitted=first), state=state)
    again = replace(packages(1, 10), created=created, submitted=last)
    assert len(drain(state, BOOK, [again])) == told


def test_an_edit_that_adds_or_takes_back_a_kind_says_so() -> None:
    meals = response(1, {quantity_question(MEALS): "5"}, submitted=LATER)
    assert edits(packages(1, 10), meals) == {"quantity sembako": ("10", "-"), "quantity siap saji": ("-", "5")}


def test_an_edit_of_contacts_only_has_no_difference_that_could_name_them() -> None:
    assert edits(packages(1, 10), packages(1, 10, submitted=LATER, answers={"phone": "0812-9999-9999"})) == {}


def test_an_edit_to_a_target_that_nobody_knows_does_not_repeat_what_was_typed() -> None:
    after = packages(1, 10, submitted=LATER, target="Jalan Rahasia 5")
    assert edits(packages(1, 10), after) == {"target": ("RW-A", "-")}


def test_the_state_of_a_checkpoint_decides_like_the_one_that_was_folded() -> None:
    state, rules = used_up()
    drain(state, rules)
    again = restored(checkpoint(state))
    assert decide(again, rules, MANY, NOW) == decide(state, rules, MANY, NOW)
    assert {k: v for k, v in again.used.items() if v} == {k: v for k, v in state.used.items() if v}


def test_today_of_a_request_is_the_day_in_jakarta() -> None:
    state = start()
    decided(packages(1, 10), state=state)
    rules = book(requests={1: StaffRequest(action=Action.RESCHEDULE, new_date=dt.date(2020, 4, 24), staff="PC")})
    before_midnight = dt.datetime(2020, 4, 24, 16, 59, tzinfo=dt.UTC)
    (in_time,) = decide(state, rules, (), before_midnight)
    (too_late,) = decide(state, rules, (), before_midnight + dt.timedelta(minutes=1))
    assert (in_time.done, too_late.done) == (True, False)


def test_one_bad_row_or_response_stops_nothing_else() -> None:
    rules = book(
        targets={"RW-A": TARGETS["RW-A"]},
        periods=(PERIODS[0], PERIODS[0].model_copy(update={"code": "terbalik", "start": PERIODS[0].end})),
        donors={"D77": DonorNote("D78"), "bukan kode": DonorNote(approved_name="x")},
        requests={99: StaffRequest(action=Action.CANCEL, staff="PC")},
    )
    bad = packages(1, 10, target="rusak", answers={"name": "\ud800", "date": "9999-99-99"})
    state = start()
    drain(state, rules, [bad, packages(2, 10)])
    assert [state.lines[n].status for n in (1, 2)] == [Status.REVIEW, Status.ACCEPTED]
    assert [line.n for line in lines(drain(state, rules, [packages(3, 1)]))] == [3]


def test_an_edit_that_nobody_can_read_says_what_changed_without_inventing_a_value() -> None:
    after = response(1, {quantity_question(MEALS): "banyak"}, submitted=LATER)
    assert edits(packages(1, 10), after) == {"quantity sembako": ("10", "-"), "quantity siap saji": (None, None)}
    emptied = response(1, {}, submitted=LATER)
    assert edits(packages(1, 10), emptied) == {"quantity sembako": ("10", "-")}
    assert edits(response(1, {}), packages(1, 10, submitted=LATER)) == {"quantity sembako": ("-", "10")}


CANCEL = StaffRequest(action=Action.CANCEL, staff="Petugas Contoh")


@pytest.mark.parametrize("beside_line", [True, False])
def test_a_request_that_stood_in_the_row_before_its_line_came_is_refused_and_never_done(beside_line: bool) -> None:
    state = start()
    rules = book(requests={2: replace(CANCEL, beside_line=beside_line)})
    drain(state, rules, [packages(1, 10)])
    assert state.lines[1].answered is None
    drain(state, rules, [packages(1, 10), packages(2, 10)])
    drain(state, book(requests={2: CANCEL}), [packages(1, 10), packages(2, 10)])
    line = state.lines[2]
    assert line.status is Status.ACCEPTED
    assert line.answered is not None
    assert (line.answered.done, [reason.code for reason in line.answered.reasons]) == (False, ["empty_row"])
    drain(state, book(requests={2: replace(CANCEL, reason="sungguh")}), [])
    assert state.lines[2].status is Status.CANCELLED


def test_a_request_in_a_row_that_does_not_show_its_line_yet_is_refused() -> None:
    state = start()
    drain(state, BOOK, [packages(1, 10)])
    drain(state, book(requests={1: replace(CANCEL, beside_line=False)}))
    assert state.lines[1].status is Status.ACCEPTED

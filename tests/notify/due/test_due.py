"""Which messages are due, from nothing but the state, staff's tabs and the time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from functions.core.state import State
from functions.ledger import fold
from functions.notify.due.message import Kind, Message, Role, Urgency
from functions.notify.due.rules import DAYS_DUE, due, first_day
from sheets_schema.terms import Action, Status
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, asked, cancelled, keys, line, messages, replaced, state_of
from tests.notify.town import PJ_C, wib


def one(state: State, now: dt.datetime, kind: Kind) -> Message:
    (found,) = [m for m in messages(state, now) if m.kind is kind]
    return found


def test_a_response_is_answered_and_an_accepted_line_brings_the_contact() -> None:
    state = state_of((FRIDAY, [line(1), line(2, response="respons-1", status=Status.REJECTED, granted=0)]))
    assert keys(state, FRIDAY) == {"received/respons-1", "accepted/respons-1/2"}
    assert one(state, FRIDAY, Kind.RECEIVED).lines == (1, 2)
    assert one(state, FRIDAY, Kind.ACCEPTED).lines == (1,)


def test_without_a_person_in_charge_the_contact_waits_until_staff_name_one() -> None:
    state = state_of((FRIDAY, [line(1, target="RW-C")]))
    assert keys(state, FRIDAY) == {"received/respons-1"}


def test_a_line_that_staff_approve_later_is_accepted_under_that_entry() -> None:
    approved = asked(1, Action.APPROVE, status=Status.ACCEPTED)
    state = state_of((FRIDAY, [line(1, status=Status.REVIEW)]), (wib(24, 11), [approved]))
    assert keys(state, wib(24, 11)) == {"received/respons-1", "accepted/respons-1/3"}


def test_a_refused_request_changes_no_message() -> None:
    refused = asked(1, Action.CANCEL, done=False)
    state = state_of((FRIDAY, [line(1)]), (wib(24, 11), [refused]))
    assert keys(state, wib(24, 11)) == {"received/respons-1", "accepted/respons-1/2"}


def test_a_cancelled_line_is_told_and_nothing_else_about_it_is_due_any_more() -> None:
    state = state_of((FRIDAY, [line(1, day=26)]), (wib(24, 11), [cancelled(1)]))
    assert keys(state, wib(25, 8)) == {
        "received/respons-1",
        "changed/respons-1/3",
        "pj-now/PJ-A/respons-1/3",
    }


def test_reopening_after_a_cancellation_makes_only_the_last_state_count() -> None:
    again = asked(1, Action.REOPEN, status=Status.ACCEPTED)
    state = state_of((FRIDAY, [line(1)]), (wib(24, 11), [cancelled(1)]), (wib(24, 12), [again]))
    assert keys(state, wib(24, 12)) == {"received/respons-1", "accepted/respons-1/4"}


def test_the_day_before_at_seven_the_donor_is_reminded_once() -> None:
    state = state_of((FRIDAY, [line(1, day=28)]))
    assert not {m.kind for m in messages(state, wib(27, 6, 59))} & {Kind.REMINDER}
    assert one(state, wib(27, 7), Kind.REMINDER).key == "2020-04-27/reminder/respons-1/2020-04-28"
    assert not {m.kind for m in messages(state, wib(28, 0, 1))} & {Kind.REMINDER}


def test_whoever_was_accepted_the_day_before_delivery_is_not_reminded_on_top() -> None:
    state = state_of((wib(27, 6), [line(1, day=28)]))
    assert not {m.kind for m in messages(state, wib(27, 8))} & {Kind.REMINDER}


def test_a_delivery_that_did_not_arrive_is_asked_for_from_the_morning_after_its_last_day() -> None:
    state = state_of((FRIDAY, [line(1, day=26, days=3)]))
    assert not {m.kind for m in messages(state, wib(29, 6))} & {Kind.OVERDUE}
    assert one(state, wib(29, 7), Kind.OVERDUE).lines == (1,)
    arrived = asked(1, Action.ARRIVED, status=Status.DONE, delivered=10)
    done = state_of((FRIDAY, [line(1, day=26, days=3)]), (wib(29, 8), [arrived]))
    assert {m.kind for m in messages(done, wib(29, 9)) if m.role is Role.DONOR} == {Kind.RECEIVED, Kind.THANKS}


def test_a_new_date_makes_its_own_reminder() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 30))
    state = state_of((FRIDAY, [line(1, day=28)]), (wib(24, 12), [moved]))
    assert not {m.kind for m in messages(state, wib(27, 8))} & {Kind.REMINDER}
    assert one(state, wib(29, 8), Kind.REMINDER).about == "respons-1/2020-04-30"


def test_a_delivery_within_48_hours_is_told_to_the_person_in_charge_at_once() -> None:
    state = state_of((FRIDAY, [line(1, day=26), line(2, day=27)]))
    assert "pj-now/PJ-A/respons-1/2" in keys(state, FRIDAY)
    assert "pj-now/PJ-A/respons-2/2" not in keys(state, FRIDAY)


def test_what_can_wait_comes_in_the_next_mornings_digest() -> None:
    state = state_of((FRIDAY, [line(1, day=30)]), (wib(25, 6), [line(2, day=30)]), (wib(25, 8), [line(3, day=30)]))
    assert "pj/PJ-A" not in keys(state, wib(25, 6, 59))
    digest = one(state, wib(25, 7), Kind.PJ)
    assert (digest.key, digest.lines) == ("2020-04-25/pj/PJ-A", (1, 2))


def test_an_entry_that_appears_after_the_digest_it_would_have_been_in_is_in_the_next_one() -> None:
    """Its time is when it was decided; the digest of that morning may be out before it can be read."""
    state = state_of((wib(25, 6, 44), [line(1, day=30)]), (wib(25, 6, 58), [line(2, day=30)]))
    digests = {m.key: m.lines for m in messages(state, wib(26, 7)) if m.kind is Kind.PJ}
    assert digests == {"2020-04-25/pj/PJ-A": (1,), "2020-04-26/pj/PJ-A": (2,)}


def test_only_todays_digest_repeats_what_comes() -> None:
    state = state_of((wib(20, 10), [line(1, day=28)]), (wib(25, 10), [line(2, day=30)]))
    digests = {m.key: (m.lines, m.also) for m in messages(state, wib(27, 7)) if m.kind is Kind.PJ}
    assert digests == {
        "2020-04-21/pj/PJ-A": ((1,), ()),
        "2020-04-26/pj/PJ-A": ((2,), ()),
        "2020-04-27/pj/PJ-A": ((), (1, 2)),
    }


def test_a_digest_that_could_not_be_sent_in_time_is_still_due_with_its_news() -> None:
    state = state_of((FRIDAY, [line(1, day=30)]), (wib(25, 8), [line(2, day=30)]))
    digests = {m.key: m.lines for m in messages(state, wib(26, 7)) if m.kind is Kind.PJ}
    assert digests == {"2020-04-25/pj/PJ-A": (1,), "2020-04-26/pj/PJ-A": (2,)}


def test_a_change_of_a_near_delivery_is_told_at_once_even_when_it_moves_far_away() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 30))
    state = state_of((wib(23, 10), [line(1, day=26)]), (wib(25, 10), [moved]))
    assert "pj-now/PJ-A/respons-1/3" in keys(state, wib(25, 10))


def test_on_the_morning_of_a_delivery_its_person_in_charge_hears_of_it_again() -> None:
    state = state_of((wib(20, 10), [line(1, day=28)]))
    found = {m.key: m.also for m in messages(state, wib(27, 7)) if m.kind is Kind.PJ}
    assert found == {"2020-04-21/pj/PJ-A": (), "2020-04-27/pj/PJ-A": (1,)}
    assert [m.key for m in messages(state, wib(26, 7)) if m.kind is Kind.PJ] == ["2020-04-21/pj/PJ-A"]


def test_the_successor_takes_over_from_the_next_message() -> None:
    state = state_of((FRIDAY, [line(1, day=26)]))
    found = {m.recipient for m in messages(state, FRIDAY, replaced(PJ_C)) if m.role is Role.COORDINATOR}
    assert found == {"PJ-C"}


def test_successors_that_lead_round_in_a_circle_leave_nobody_in_charge() -> None:
    circle = replaced(PJ_C.model_copy(update={"successor": "PJ-A"}))
    assert not [
        m for m in messages(state_of((FRIDAY, [line(1, day=26)])), FRIDAY, circle) if m.role is Role.COORDINATOR
    ]


def test_contacts_for_tomorrows_deliveries_come_first() -> None:
    state = state_of((FRIDAY, [line(1, day=30), line(2, day=25), line(3, day=27)]))
    first, *others = [m for m in messages(state, FRIDAY) if m.role is Role.DONOR]
    assert (first.key, first.urgency) == ("2020-04-24/accepted/respons-2/2", Urgency.TOMORROW)
    assert [(m.kind.value, m.lines) for m in others] == [
        ("received", (2,)),
        ("received", (3,)),
        ("accepted", (3,)),
        ("received", (1,)),
        ("accepted", (1,)),
    ]


def test_on_mondays_at_seven_departments_get_their_week_and_the_office_its_day() -> None:
    def found(now: dt.datetime) -> list[str]:
        return [m.key.rpartition("/")[0] for m in due(State(), BOOK, PEOPLE, now)]

    assert found(wib(27, 7)) == ["2020-04-27/pokja/pokja", "2020-04-27/skpd/pangan"]
    assert found(wib(27, 6, 59)) == ["2020-04-20/skpd/pangan"]


def test_each_address_of_the_office_and_of_a_department_has_a_message_of_its_own() -> None:
    typed = ("a@kantor.example", "b@kantor.example, c@kantor.example", "A@kantor.example")
    book = replace(BOOK, settings=replace(BOOK.settings, office=typed))
    two = PEOPLE.programmes["pangan"].model_copy(update={"email": "a@dinas.example; b@dinas.example"})
    people = replace(PEOPLE, programmes={"pangan": two})
    found = Counter(m.kind for m in due(State(), book, people, wib(27, 7)))
    assert found == {Kind.POKJA: 3, Kind.SKPD: 2}
    assert not any("@" in m.key for m in due(State(), book, people, wib(27, 7)))
    turned = replace(BOOK, settings=replace(BOOK.settings, office=typed[::-1]))
    keys_of = [{m.key for m in due(State(), b, PEOPLE, wib(28, 7)) if m.kind is Kind.POKJA} for b in (book, turned)]
    assert keys_of[0] == keys_of[1]


def test_a_message_falls_away_two_weeks_after_it_was_due() -> None:
    state = state_of((FRIDAY, [line(1, day=30)]))
    late = FRIDAY + dt.timedelta(days=DAYS_DUE)
    assert "received/respons-1" in keys(state, late)
    assert "received/respons-1" not in keys(state, late + dt.timedelta(days=1))


def test_a_contact_stays_due_until_the_delivery_however_late_staff_name_a_person_in_charge() -> None:
    state = state_of((wib(1, 10), [line(1, day=30)]))
    assert "accepted/respons-1/2" in keys(state, wib(30, 6))
    assert first_day(wib(30, 6), messages(state, wib(30, 6))) == dt.date(2020, 4, 1)
    assert "accepted/respons-1/2" not in keys(state, wib(1, 6, month=5))


def test_a_key_never_changes_while_its_message_is_due() -> None:
    """Other lines of the same response come and go; what was sent is not sent again under another name."""
    both = [line(1, day=30), line(2, day=30, response="respons-1")]
    before, after = state_of((FRIDAY, both)), state_of((FRIDAY, both), (wib(24, 12), [cancelled(1)]))
    assert one(before, FRIDAY, Kind.ACCEPTED).key == one(after, wib(24, 12), Kind.ACCEPTED).key
    assert one(after, wib(24, 12), Kind.ACCEPTED).lines == (2,)


def test_what_messages_rest_on_survives_a_checkpoint() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 29))
    state = state_of((FRIDAY, [line(1)]), (wib(24, 12), [moved]))
    restored = fold.restored(fold.checkpoint(state))
    assert restored.lines == state.lines
    assert messages(restored, wib(25, 8)) == messages(state, wib(25, 8))

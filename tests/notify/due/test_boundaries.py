"""When messages begin and cease to be due: a day, a minute before, exactly then, and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from functions.core.book import Book
from functions.core.events import LineDecided
from functions.core.state import State
from functions.notify.due.message import Kind, Message, Role, Urgency
from functions.notify.due.news import fresh_change, is_cancelled, last_day, morning_has_come, next_morning
from functions.notify.due.people import People, each_address, unattended
from functions.notify.due.rules import AT_ONCE, due, first_day
from sheets_schema.private import COORDINATORS, Programme
from sheets_schema.reading import Located, TabReading
from sheets_schema.terms import Action, Active, Status, YesNo
from tests.city import target
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, asked, cancelled, line, messages, replaced, state_of
from tests.notify.town import PJ_A, PJ_B, PJ_C, wib

MINUTE = dt.timedelta(minutes=1)


def kinds(state: State, now: dt.datetime) -> list[Kind]:
    return sorted((m.kind for m in messages(state, now)), key=lambda kind: kind.value)


def of_kind(state: State, now: dt.datetime, kind: Kind) -> list[Message]:
    return [m for m in messages(state, now) if m.kind is kind]


# Mornings


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(0, 0, 24), (6, 44, 24), (6, 45, 25), (6, 46, 25), (7, 0, 25), (23, 59, 25)]
)
def test_news_until_a_quarter_to_seven_is_in_that_morning_s_mail(hour: int, minute: int, day: int) -> None:
    assert next_morning(wib(24, hour, minute)) == dt.date(2020, 4, day)


@pytest.mark.parametrize(("moment", "come"), [(wib(24, 6, 59), False), (wib(24, 7), True), (wib(25, 0), True)])
def test_a_morning_comes_at_seven(moment: dt.datetime, come: bool) -> None:
    assert morning_has_come(dt.date(2020, 4, 24), moment) is come


@pytest.mark.parametrize(("days", "day"), [(1, 30), (2, 31), (3, 32)])
def test_a_delivery_of_several_days_ends_with_the_last_of_them(days: int, day: int) -> None:
    state = state_of((FRIDAY, [line(1, day=30, days=days)]))
    assert last_day(state.lines[1]) == dt.date(2020, 3, 31) + dt.timedelta(days=day)


def test_a_line_without_a_date_never_ends() -> None:
    state = state_of((FRIDAY, [line(1, date=None)]))
    assert last_day(state.lines[1]) == dt.date.max


# Donors


@pytest.mark.parametrize(
    ("decided", "now", "reminded"),
    [
        (wib(25, 23, 59), wib(27, 7), True),
        (wib(26, 23, 59), wib(27, 7), True),
        (wib(27, 0), wib(27, 7), False),
        (wib(25, 10), wib(26, 23, 59), False),
        (wib(25, 10), wib(27, 6, 59), False),
        (wib(25, 10), wib(27, 23, 59), True),
        (wib(25, 10), wib(28, 0), False),
    ],
)
def test_a_reminder_is_due_on_the_day_before_to_whoever_was_told_earlier(
    decided: dt.datetime, now: dt.datetime, reminded: bool
) -> None:
    state = state_of((decided, [line(1, day=28)]))
    assert (Kind.REMINDER in kinds(state, now)) is reminded


@pytest.mark.parametrize(
    ("days", "now", "asked_for"),
    [
        (1, wib(27, 6, 59), False),
        (1, wib(27, 7), True),
        (2, wib(27, 7), False),
        (2, wib(28, 6, 59), False),
        (2, wib(28, 7), True),
        (1, wib(11, 7, month=5), True),
        (1, wib(12, 7, month=5), False),
    ],
)
def test_an_arrival_is_asked_for_from_the_morning_after_the_last_day_for_two_weeks(
    days: int, now: dt.datetime, asked_for: bool
) -> None:
    state = state_of((FRIDAY, [line(1, day=26, days=days)]))
    found = of_kind(state, now, Kind.OVERDUE)
    assert [m.urgency for m in found] == [Urgency.LATER] * asked_for


@pytest.mark.parametrize(
    ("day", "urgency"),
    [(23, Urgency.TOMORROW), (24, Urgency.TOMORROW), (25, Urgency.TOMORROW), (26, Urgency.ANSWER)],
)
def test_acceptances_and_changes_of_deliveries_until_tomorrow_go_first(day: int, urgency: Urgency) -> None:
    moved = asked(1, Action.RESIZE)
    state = state_of((FRIDAY, [line(1, day=day)]))
    changed = state_of((FRIDAY, [line(1, day=day)]), (FRIDAY + MINUTE, [moved]))
    assert [m.urgency for m in of_kind(changed, FRIDAY + MINUTE, Kind.CHANGED)] == [urgency]
    assert [m.urgency for m in of_kind(state, FRIDAY, Kind.ACCEPTED)] == [urgency] * (day >= 23)


def test_of_several_lines_the_most_urgent_and_the_nearest_count() -> None:
    state = state_of((FRIDAY, [line(1, day=30), line(2, day=25, response="respons-1")]))
    (found,) = of_kind(state, FRIDAY, Kind.ACCEPTED)
    assert (found.urgency, found.delivery, found.lines) == (Urgency.TOMORROW, dt.date(2020, 4, 25), (1, 2))


@pytest.mark.parametrize(
    ("status", "delivered", "due_now"),
    [(Status.DONE, 10, [Kind.RECEIVED, Kind.THANKS]), (Status.PARTLY_DELIVERED, 5, [Kind.ACCEPTED, Kind.RECEIVED])],
)
def test_thanks_come_when_all_has_arrived_and_not_before(status: Status, delivered: int, due_now: list[Kind]) -> None:
    arrived = asked(1, Action.ARRIVED, status=status, delivered=delivered)
    state = state_of((FRIDAY, [line(1, day=30)]), (FRIDAY + MINUTE, [arrived]))
    assert [kind for kind in kinds(state, FRIDAY + MINUTE) if not kind.value.startswith("pj")] == due_now


def test_a_change_of_what_is_done_is_not_told_and_thanks_are() -> None:
    steps = [asked(1, Action.RESIZE), asked(1, Action.FINISH, status=Status.DONE, delivered=9)]
    state = state_of((FRIDAY, [line(1, day=30)]), (FRIDAY + MINUTE, steps))
    assert [kind for kind in kinds(state, FRIDAY + MINUTE) if not kind.value.startswith("pj")] == [
        Kind.RECEIVED,
        Kind.THANKS,
    ]


@pytest.mark.parametrize("status", [Status.REVIEW, Status.REJECTED, Status.CANCELLED, Status.DONE])
def test_only_a_running_line_brings_contacts_reminders_and_questions(status: Status) -> None:
    state = state_of((FRIDAY, [line(1, day=26, status=status)]))
    for now in (FRIDAY, wib(25, 7), wib(27, 7)):
        assert not set(kinds(state, now)) & {Kind.ACCEPTED, Kind.REMINDER, Kind.OVERDUE}


def test_an_acceptance_in_the_same_entry_as_a_change_says_it_all() -> None:
    both = [asked(1, Action.RESIZE), asked(1, Action.APPROVE, status=Status.ACCEPTED)]
    state = state_of((FRIDAY, [line(1, status=Status.REVIEW)]), (FRIDAY + MINUTE, both))
    assert fresh_change(state.lines[1]) is None
    later = state_of((FRIDAY, [line(1, status=Status.REVIEW)]), (FRIDAY, both[1:]), (FRIDAY, both[:1]))
    assert fresh_change(later.lines[1]) == later.lines[1].marks["changed"]  # type: ignore[index]
    never = state_of((FRIDAY, [line(1, status=Status.REVIEW)]), (FRIDAY, both[:1]))
    assert fresh_change(never.lines[1]) is not None


@pytest.mark.parametrize(
    ("action", "gone"),
    [(Action.CANCEL, True), (Action.REJECT, True), (Action.RESIZE, False), (Action.RESCHEDULE, False)],
)
def test_only_a_cancellation_or_refusal_takes_a_line_away(action: Action, gone: bool) -> None:
    state = state_of((FRIDAY, [line(1)]), (FRIDAY, [asked(1, action)]))
    assert is_cancelled(state.lines[1]) is gone


# Persons in charge


@pytest.mark.parametrize(
    ("decided", "at_once"),
    [
        (wib(23, 23, 59), False),
        (wib(24, 0), True),
        (wib(24, 0, 1), True),
        (wib(25, 12), True),
    ],
)
def test_a_delivery_is_near_from_exactly_48_hours_before_its_first_minute(decided: dt.datetime, at_once: bool) -> None:
    assert dt.timedelta(hours=48) == AT_ONCE
    state = state_of((decided, [line(1, day=26)]))
    assert bool(of_kind(state, decided, Kind.PJ_NOW)) is at_once
    assert bool(of_kind(state, wib(26, 7), Kind.PJ_NOW)) is at_once


@pytest.mark.parametrize(
    ("before", "after", "at_once"),
    [(26, 30, True), (30, 26, True), (27, 30, True), (28, 30, False), (30, 28, False), (26, 26, True)],
)
def test_a_move_is_told_at_once_when_it_was_or_becomes_near(before: int, after: int, at_once: bool) -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, after))
    state = state_of((wib(10, 10), [line(1, day=before)]), (wib(25, 10), [moved]))
    assert bool(of_kind(state, wib(25, 10), Kind.PJ_NOW)) is at_once


@pytest.mark.parametrize(("now", "told"), [(wib(27, 23, 59), True), (wib(28, 0), False)])
def test_after_the_last_day_the_person_in_charge_hears_nothing_more(now: dt.datetime, told: bool) -> None:
    state = state_of((wib(25, 10), [line(1, day=26, days=2)]))
    assert bool(of_kind(state, now, Kind.PJ_NOW)) is told


@pytest.mark.parametrize(
    ("days", "also"), [([26, 27, 28], (1, 2, 3)), ([26, 28, 29, 30], (1, 2, 3)), ([29, 28, 26], (3, 2, 1))]
)
def test_today_s_digest_repeats_deliveries_until_three_days_from_now_nearest_first(
    days: list[int], also: tuple[int, ...]
) -> None:
    state = state_of((wib(10, 10), [line(n, day=day) for n, day in enumerate(days, start=1)]))
    today = [m for m in of_kind(state, wib(26, 7), Kind.PJ) if m.day == dt.date(2020, 4, 26)]
    assert [m.also for m in today] == [also]


@pytest.mark.parametrize(("day", "digest"), [(25, False), (26, True), (27, True), (28, False)])
def test_a_digest_without_news_comes_for_deliveries_of_today_and_tomorrow(day: int, digest: bool) -> None:
    state = state_of((wib(10, 10), [line(1, day=day)]))
    assert any(m.day == dt.date(2020, 4, 26) for m in of_kind(state, wib(26, 7), Kind.PJ)) is digest


@pytest.mark.parametrize(("decided", "repeated"), [(wib(26, 6, 59), True), (wib(26, 7), False), (wib(26, 9), False)])
def test_what_was_decided_after_seven_is_no_reason_for_this_morning_s_digest(
    decided: dt.datetime, repeated: bool
) -> None:
    state = state_of((decided, [line(1, day=27)]))
    assert bool(of_kind(state, wib(26, 10), Kind.PJ)) is repeated


def test_lines_in_review_or_refused_from_the_start_are_no_news_for_a_person_in_charge() -> None:
    for status in (Status.REVIEW, Status.REJECTED):
        state = state_of((FRIDAY, [line(1, day=26, status=status)]))
        assert not [m for m in messages(state, wib(25, 8)) if m.role is Role.COORDINATOR]
    gone = state_of((FRIDAY, [line(1, day=26, status=Status.REVIEW)]), (FRIDAY, [cancelled(1)]))
    assert not [m for m in messages(gone, wib(25, 8)) if m.role is Role.COORDINATOR]


def test_a_line_without_a_date_is_told_to_no_person_in_charge() -> None:
    state = state_of((FRIDAY, [line(1, date=None)]))
    assert not [m for m in messages(state, wib(25, 8)) if m.role is Role.COORDINATOR]
    assert Kind.OVERDUE not in kinds(state, wib(25, 8))


def test_a_digest_has_the_lines_of_its_own_person_only() -> None:
    state = state_of((wib(20, 10), [line(1, day=30), line(2, day=30, target="RW-B"), line(3, day=30, target="RW-C")]))
    assert {m.recipient: m.lines for m in of_kind(state, wib(21, 7), Kind.PJ)} == {"PJ-A": (1,), "PJ-B": (2,)}


def test_one_person_s_digest_of_tomorrow_keeps_no_other_s_of_today() -> None:
    state = state_of((wib(20, 10), [line(1, day=30, target="RW-B")]), (wib(21, 9), [line(2, day=30)]))
    assert [m.recipient for m in of_kind(state, wib(21, 10), Kind.PJ)] == ["PJ-B"]


def test_news_that_cannot_wait_goes_by_the_nearest_of_its_deliveries() -> None:
    state = state_of((FRIDAY, [line(1, day=26), line(2, day=25, response="respons-1")]))
    (found,) = of_kind(state, FRIDAY, Kind.PJ_NOW)
    assert (found.delivery, found.urgency, found.lines) == (dt.date(2020, 4, 25), Urgency.TOMORROW, (1, 2))


@pytest.mark.parametrize("first", [line(1, day=30, target="RW-C"), line(1, day=20), line(1, date=None)])
def test_a_line_that_concerns_nobody_any_more_keeps_no_other_from_being_told(first: LineDecided) -> None:
    state = state_of((wib(20, 10), [first, line(2, day=30)]))
    assert [m.lines for m in of_kind(state, wib(21, 7), Kind.PJ)] == [(2,)]


# Departments and the office


def _reports(now: dt.datetime, people: People = PEOPLE) -> list[tuple[str, dt.date]]:
    return [(m.recipient, m.day) for m in due(State(), BOOK, people, now)]


@pytest.mark.parametrize(
    ("now", "monday", "office"),
    [
        (wib(26, 23, 59), 20, 26),
        (wib(27, 6, 59), 20, None),
        (wib(27, 7), 27, 27),
        (wib(28, 6, 59), 27, None),
        (wib(28, 7), 27, 28),
    ],
)
def test_the_last_monday_and_today_s_morning_are_reported(now: dt.datetime, monday: int, office: int | None) -> None:
    found = dict(_reports(now))
    assert found.pop("pangan") == dt.date(2020, 4, monday)
    assert found == ({"pokja": dt.date(2020, 4, office)} if office else {})


def test_a_programme_that_does_not_run_has_no_report() -> None:
    idle = Programme(code="umkm", name="UMKM", email="umkm@dinas.example", active=YesNo.NO)
    people = replace(PEOPLE, programmes={**PEOPLE.programmes, "umkm": idle})
    assert [code for code, _ in _reports(wib(28, 6), people)] == ["pangan"]
    assert [p.code for p in people.running()] == ["pangan"]


# Order, and who is whom


def test_messages_go_by_urgency_then_delivery_then_day_then_answer_before_contact() -> None:
    def one(about: str, **said: object) -> Message:
        plain = {
            "day": dt.date(2020, 4, 24),
            "kind": Kind.RECEIVED,
            "role": Role.DONOR,
            "recipient": "r",
            "urgency": Urgency.ANSWER,
        }
        return Message(**{**plain, "about": about, **said})  # type: ignore[arg-type]

    ordered = [
        one("z", urgency=Urgency.TOMORROW),
        one("y", delivery=dt.date(2020, 4, 25)),
        one("x", day=dt.date(2020, 4, 23)),
        one("v"),
        one("w"),
        one("a", kind=Kind.ACCEPTED),
        one("b", urgency=Urgency.DAILY),
        one("c", urgency=Urgency.LATER),
    ]
    mixed = ordered[::-1]
    assert sorted(mixed, key=lambda m: m.order) == ordered
    assert ordered[0].key == "2020-04-24/received/z"


def test_the_oldest_day_is_two_weeks_back_or_that_of_the_oldest_message() -> None:
    assert first_day(FRIDAY) == dt.date(2020, 4, 10)
    old = state_of((wib(1, 10), [line(1, day=30)]))
    assert first_day(FRIDAY, messages(old, FRIDAY)) == dt.date(2020, 4, 1)
    assert first_day(wib(24, 23, 59)) == first_day(wib(24, 0)) == dt.date(2020, 4, 10)


@pytest.mark.parametrize(
    ("people", "code"),
    [
        (PEOPLE, "PJ-A"),
        (replaced(PJ_B), "PJ-B"),
        (replaced(PJ_B.model_copy(update={"successor": "PJ-C"})), None),
        (replaced(PJ_C.model_copy(update={"successor": "PJ-C"})), None),
        (People({}, {}), None),
        (People({"PJ-A": PJ_A.model_copy(update={"successor": "PJ-A"})}, {}), None),
    ],
)
def test_whoever_ends_the_chain_of_successors_is_in_charge(people: People, code: str | None) -> None:
    found = people.in_charge(BOOK.targets["RW-A"])
    assert (found.code if found else None) == code
    assert people.in_charge(None) is None


def test_people_are_known_by_their_codes_as_far_as_their_tabs_can_be_read() -> None:
    reading: Any = TabReading((Located(2, PJ_A), Located(3, PJ_B)), (), {})
    found = People.of({COORDINATORS: reading}, State(), Book())
    assert (found.coordinators, found.programmes) == ({"PJ-A": PJ_A, "PJ-B": PJ_B}, {})
    assert People.of({}, State(), Book()) == People({}, {})


def test_active_targets_that_nobody_is_in_charge_of_are_named() -> None:
    idle = target("RW-D", status=Active.INACTIVE)
    assert unattended(PEOPLE, {**BOOK.targets, "RW-D": idle}) == ("RW-C",)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ([], ()),
        ([None, "", " ; ,"], ()),
        (["a@x.example"], ("a@x.example",)),
        (["a@x.example;b@x.example, c@x.example\nA@X.example"], ("A@X.example", "b@x.example", "c@x.example")),
    ],
)
def test_addresses_are_parted_however_they_are_separated_each_once(
    typed: list[str | None], found: tuple[str, ...]
) -> None:
    assert each_address(typed) == found


def _named(n: int, **said: object) -> LineDecided:
    return line(n, **said)  # type: ignore[arg-type]


def test_every_line_s_own_news_is_filed_under_its_entry() -> None:
    state = state_of((FRIDAY, [_named(1)]), (FRIDAY + MINUTE, [_named(2, response="respons-1")]))
    assert sorted(m.about for m in of_kind(state, FRIDAY + MINUTE, Kind.ACCEPTED)) == ["respons-1/2", "respons-1/3"]
    (received,) = of_kind(state, FRIDAY + MINUTE, Kind.RECEIVED)
    assert received.about == "respons-1"

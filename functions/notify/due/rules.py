"""Which messages should exist now. Pure: what has been sent already is not known here (design, section 2).

A message is due until its receipt exists, and only the last state counts: what stopped making sense is no longer due.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from functions.core.book import Book
from functions.core.donors import text_digest
from functions.core.state import Line, Mark, News, State
from functions.core.submission import JAKARTA
from functions.notify.due.message import Kind, Message, Role, Urgency
from functions.notify.due.news import MORNING, fresh_change, last_day, moment, morning_has_come, next_morning
from functions.notify.due.people import People, each_address
from sheets_schema.terms import Status

DAYS_DUE = 14
"""A message that could not be sent for so long is not sent any more. It bounds what a run has to look at.

Only a contact stays due until the delivery.
"""

AT_ONCE = dt.timedelta(hours=48)
"""A delivery this near is told to the PJ at once."""

_RUNNING = frozenset({Status.ACCEPTED, Status.PARTLY_DELIVERED})
_ONE_DAY = dt.timedelta(days=1)


def due(state: State, book: Book, people: People, now: dt.datetime) -> tuple[Message, ...]:
    """All messages that should have been sent by `now` (aware) and still make sense, most urgent first."""
    local = now.astimezone(JAKARTA)
    found = chain(
        _to_donors(state, book, people, local),
        _to_coordinators(state, book, people, local),
        _to_departments(state, people, local),
        _to_office(state, book, local),
    )
    return tuple(sorted((m for m in found if _in_time(m, local.date())), key=lambda m: m.order))


def _in_time(message: Message, today: dt.date) -> bool:
    """A donor who was accepted long ago still needs the contact: staff may name a PJ any day before the delivery."""
    return message.day >= _oldest(today) or (message.kind is Kind.ACCEPTED and message.delivery >= today)


def _oldest(today: dt.date) -> dt.date:
    return today - dt.timedelta(days=DAYS_DUE)


def first_day(now: dt.datetime, messages: Iterable[Message] = ()) -> dt.date:
    """The oldest day of these messages, or that messages due at `now` have as a rule."""
    return min([_oldest(now.astimezone(JAKARTA).date()), *(message.day for message in messages)])


# Donors: one message for all lines of a response with the same news.

_Found = tuple[Kind, dt.date, str, Urgency]


def _to_donors(state: State, book: Book, people: People, local: dt.datetime) -> Iterator[Message]:
    groups: dict[tuple[Kind, dt.date, str], list[tuple[Urgency, Line]]] = defaultdict(list)
    for line in state.lines.values():
        for kind, day, about, urgency in _of_line(line, book, people, local):
            groups[kind, day, about].append((urgency, line))
    for (kind, day, about), found in groups.items():
        yield Message(
            day=day,
            kind=kind,
            role=Role.DONOR,
            recipient=found[0][1].response,
            about=about,
            urgency=min(urgency for urgency, _ in found),
            lines=tuple(line.n for _, line in found),
            delivery=min(line.date or dt.date.max for _, line in found),
        )


def _of_line(line: Line, book: Book, people: People, local: dt.datetime) -> Iterator[_Found]:
    today = local.date()
    soon = line.date is not None and line.date <= today + _ONE_DAY
    if decided := line.marks.get(News.DECIDED):
        yield Kind.RECEIVED, moment(decided).date(), line.response, Urgency.ANSWER
    if change := fresh_change(line):
        urgency = Urgency.TOMORROW if soon else Urgency.ANSWER
        if line.status is not Status.DONE:
            yield Kind.CHANGED, moment(change).date(), f"{line.response}/{change.entry}", urgency
    arrived = line.marks.get(News.ARRIVED)
    if arrived and line.status is Status.DONE:
        yield Kind.THANKS, moment(arrived).date(), f"{line.response}/{arrived.entry}", Urgency.LATER
    if line.status in _RUNNING and line.date:
        yield from _of_running(line, line.date, book, people, local)


def _of_running(line: Line, date: dt.date, book: Book, people: People, local: dt.datetime) -> Iterator[_Found]:
    today, accepted = local.date(), line.marks.get(News.ACCEPTED)
    told_on = max(moment(mark).date() for mark in line.marks.values())
    about = f"{line.response}/{date}"
    in_charge = people.to_be_told(line, book.targets)
    # Without a PJ there is no contact to give: the message is due once staff have named one.
    if accepted and in_charge:
        urgency = Urgency.TOMORROW if date <= today + _ONE_DAY else Urgency.ANSWER
        yield Kind.ACCEPTED, moment(accepted).date(), f"{line.response}/{accepted.entry}", urgency
    day_before = date - _ONE_DAY
    if today == day_before and told_on < day_before and morning_has_come(day_before, local):
        yield Kind.REMINDER, day_before, about, Urgency.TOMORROW
    day_after = last_day(line) + _ONE_DAY
    if morning_has_come(day_after, local):
        yield Kind.OVERDUE, day_after, about, Urgency.LATER


# Persons in charge: at once when a delivery is near, else in the next morning's digest.


def _to_coordinators(state: State, book: Book, people: People, local: dt.datetime) -> Iterator[Message]:
    news: dict[tuple[str, str, dt.date], list[Line]] = defaultdict(list)
    digests: dict[tuple[str, dt.date], list[Line]] = defaultdict(list)
    coming: dict[str, list[Line]] = defaultdict(list)
    for line in state.lines.values():
        if not line.date or last_day(line) < local.date():
            continue
        coordinator = people.to_be_told(line, book.targets)
        if coordinator is None:
            continue
        if line.status in _RUNNING:
            coming[coordinator.code].append(line)
        mark = _news_for_coordinator(line)
        if mark and _at_once(line.date, mark):
            news[coordinator.code, f"{line.response}/{mark.entry}", moment(mark).date()].append(line)
        elif mark:
            digests[coordinator.code, next_morning(moment(mark))].append(line)
    yield from (_pj_now(*key, lines) for key, lines in news.items())
    yield from _digests(digests, coming, local)


def _news_for_coordinator(line: Line) -> Mark | None:
    """Only what was accepted once concerns the PJ: then the acceptance, or what staff changed since."""
    accepted, change = line.marks.get(News.ACCEPTED), fresh_change(line)
    if accepted is None:
        return None
    if change:
        return change
    return accepted if line.status in _RUNNING else None


def _at_once(date: dt.date, mark: Mark) -> bool:
    """Whether a delivery, as planned now or before the change, is near the moment of the news."""
    planned = date if mark.action is None else min(date, mark.date_before or date)
    return dt.datetime.combine(planned, dt.time(tzinfo=JAKARTA)) - moment(mark) <= AT_ONCE


def _pj_now(code: str, about: str, day: dt.date, lines: list[Line]) -> Message:
    return Message(
        day=day,
        kind=Kind.PJ_NOW,
        role=Role.COORDINATOR,
        recipient=code,
        about=f"{code}/{about}",
        urgency=Urgency.TOMORROW,
        lines=tuple(line.n for line in lines),
        delivery=min(line.date or dt.date.max for line in lines),
    )


def _digests(
    news: Mapping[tuple[str, dt.date], list[Line]], coming: Mapping[str, list[Line]], local: dt.datetime
) -> Iterator[Message]:
    """A digest for each morning that brought news, and today's also for deliveries of today and tomorrow."""
    today = local.date()
    near = {(code, today) for code, lines in coming.items() if any(_to_repeat(line, today) for line in lines)}
    for code, day in sorted({*news, *near}):
        if not morning_has_come(day, local):
            continue
        fresh = {line.n for line in news.get((code, day), ())}
        coming_up = coming.get(code, ()) if day == today else ()
        also = [line for line in coming_up if line.n not in fresh and _within(line, today, 3)]
        yield Message(
            day=day,
            kind=Kind.PJ,
            role=Role.COORDINATOR,
            recipient=code,
            about=code,
            urgency=Urgency.DAILY,
            lines=tuple(sorted(fresh)),
            also=_numbers(also),
        )


def _to_repeat(line: Line, today: dt.date) -> bool:
    """Whether it is delivered today or tomorrow and was known before this morning; later news comes by itself."""
    known = max(moment(mark) for mark in line.marks.values())
    return line.date in {today, today + _ONE_DAY} and known < dt.datetime.combine(today, MORNING)


def _within(line: Line, today: dt.date, days: int) -> bool:
    return line.date is not None and line.date <= today + dt.timedelta(days=days)


def _numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(line.n for line in sorted(lines, key=lambda line: (line.date or dt.date.max, line.n)))


# Departments on Mondays, the office every morning.


def _to_departments(state: State, people: People, local: dt.datetime) -> Iterator[Message]:
    """The last Monday whose morning has come: an older report is superseded by it."""
    monday = local.date() - dt.timedelta(days=local.weekday())
    if not morning_has_come(monday, local):
        monday -= dt.timedelta(days=7)
    for programme in people.running():
        for mark in address_marks(state, [programme.email]):
            about = f"{programme.code}/{mark}"
            yield Message(monday, Kind.SKPD, Role.DEPARTMENT, programme.code, about, Urgency.LATER)


def _to_office(state: State, book: Book, local: dt.datetime) -> Iterator[Message]:
    if morning_has_come(local.date(), local):
        for mark in address_marks(state, book.settings.office):
            yield Message(local.date(), Kind.POKJA, Role.OFFICE, "pokja", f"pokja/{mark}", Urgency.DAILY)


def address_marks(state: State, typed: Iterable[str | None]) -> dict[str, str]:
    """Each address under a salted digest, so that a message can be for one of several and name none."""
    return {text_digest(state, address.casefold()): address for address in each_address(typed)}

"""Which messages should exist now. Pure: what has been sent already is not known here (design, section 2).

A message is due until its receipt exists, and only the last state counts: what stopped making sense is no longer due.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from functions.core.book import Book
from functions.core.state import Line, Mark, News, State
from functions.core.submission import JAKARTA
from functions.notify.message import Kind, Message, Role, Urgency
from functions.notify.people import People
from sheets_schema.private import Coordinator
from sheets_schema.terms import Action, Status

DAYS_DUE = 14
"""A message that could not be sent for so long is not sent any more. It bounds what a run has to look at."""

MORNING = dt.time(7, tzinfo=JAKARTA)
"""When what can wait is sent (issue: digests at 07.00)."""

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
        _to_departments(people, local),
        _to_office(book, local),
    )
    oldest = local.date() - dt.timedelta(days=DAYS_DUE)
    return tuple(sorted((m for m in found if m.day >= oldest), key=lambda m: m.order))


def first_day(now: dt.datetime) -> dt.date:
    """The oldest day that any message due at `now` can have."""
    return now.astimezone(JAKARTA).date() - dt.timedelta(days=DAYS_DUE)


def _moment(mark: Mark) -> dt.datetime:
    return _in_jakarta(mark.at)


@lru_cache(4096)
def _in_jakarta(at: str) -> dt.datetime:
    """All lines of an entry share its time."""
    return dt.datetime.fromisoformat(at).astimezone(JAKARTA)


def last_day(line: Line) -> dt.date:
    """The last day of a delivery. A line without date never ends."""
    return line.date + dt.timedelta(days=line.days - 1) if line.date else dt.date.max


def _morning_has_come(day: dt.date, local: dt.datetime) -> bool:
    return local >= dt.datetime.combine(day, MORNING)


def fresh_change(line: Line) -> Mark | None:
    """The last change by staff, if no later acceptance has said everything anew."""
    changed, accepted = line.marks.get(News.CHANGED), line.marks.get(News.ACCEPTED)
    return changed if changed and (accepted is None or changed.entry > accepted.entry) else None


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
        yield Kind.RECEIVED, _moment(decided).date(), line.response, Urgency.ANSWER
    if change := fresh_change(line):
        urgency = Urgency.TOMORROW if soon else Urgency.ANSWER
        if line.status is not Status.DONE:
            yield Kind.CHANGED, _moment(change).date(), f"{line.response}/{change.entry}", urgency
    arrived = line.marks.get(News.ARRIVED)
    if arrived and line.status is Status.DONE:
        yield Kind.THANKS, _moment(arrived).date(), f"{line.response}/{arrived.entry}", Urgency.LATER
    if line.status in _RUNNING and line.date:
        yield from _of_running(line, line.date, book, people, local)


def _of_running(line: Line, date: dt.date, book: Book, people: People, local: dt.datetime) -> Iterator[_Found]:
    today, accepted = local.date(), line.marks.get(News.ACCEPTED)
    told_on = max(_moment(mark).date() for mark in line.marks.values())
    about = f"{line.response}/{date}"
    in_charge = people.in_charge(book.targets.get(line.target or ""))
    # Without a PJ there is no contact to give: the message is due once staff have named one.
    if accepted and in_charge:
        urgency = Urgency.TOMORROW if date <= today + _ONE_DAY else Urgency.ANSWER
        yield Kind.ACCEPTED, _moment(accepted).date(), f"{line.response}/{accepted.entry}", urgency
    day_before = date - _ONE_DAY
    if today == day_before and told_on < day_before and _morning_has_come(day_before, local):
        yield Kind.REMINDER, day_before, about, Urgency.TOMORROW
    day_after = last_day(line) + _ONE_DAY
    if _morning_has_come(day_after, local):
        yield Kind.OVERDUE, day_after, about, Urgency.LATER


# Persons in charge: at once when a delivery is near, else in the next morning's digest.


def _to_coordinators(state: State, book: Book, people: People, local: dt.datetime) -> Iterator[Message]:
    news: dict[tuple[str, str, dt.date], list[Line]] = defaultdict(list)
    digests: dict[tuple[str, dt.date], list[Line]] = defaultdict(list)
    coming: dict[str, list[Line]] = defaultdict(list)
    in_charge = _per_target(book, people)
    for line in state.lines.values():
        coordinator = in_charge(line.target or "")
        if coordinator is None or not line.date or last_day(line) < local.date():
            continue
        if line.status in _RUNNING:
            coming[coordinator.code].append(line)
        mark = _news_for_coordinator(line)
        if mark and _at_once(line.date, mark):
            news[coordinator.code, f"{line.response}/{mark.entry}", _moment(mark).date()].append(line)
        elif mark:
            digests[coordinator.code, _next_morning(_moment(mark))].append(line)
    yield from (_pj_now(*key, lines) for key, lines in news.items())
    yield from _digests(digests, coming, local)


def _per_target(book: Book, people: People) -> Callable[[str], Coordinator | None]:
    found: dict[str, Coordinator | None] = {}

    def in_charge(code: str) -> Coordinator | None:
        if code not in found:
            found[code] = people.in_charge(book.targets.get(code))
        return found[code]

    return in_charge


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
    return dt.datetime.combine(planned, dt.time(tzinfo=JAKARTA)) - _moment(mark) <= AT_ONCE


def _next_morning(moment: dt.datetime) -> dt.date:
    return moment.date() if not _morning_has_come(moment.date(), moment) else moment.date() + _ONE_DAY


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
        if not _morning_has_come(day, local):
            continue
        fresh = {line.n for line in news.get((code, day), ())}
        also = [line for line in coming.get(code, ()) if line.n not in fresh and _within(line, today, 3)]
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
    known = max(_moment(mark) for mark in line.marks.values())
    return line.date in {today, today + _ONE_DAY} and known < dt.datetime.combine(today, MORNING)


def _within(line: Line, today: dt.date, days: int) -> bool:
    return line.date is not None and line.date <= today + dt.timedelta(days=days)


def _numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(line.n for line in sorted(lines, key=lambda line: (line.date or dt.date.max, line.n)))


# Departments on Mondays, the office every morning.


def _to_departments(people: People, local: dt.datetime) -> Iterator[Message]:
    """The last Monday whose morning has come: an older report is superseded by it."""
    monday = local.date() - dt.timedelta(days=local.weekday())
    if not _morning_has_come(monday, local):
        monday -= dt.timedelta(days=7)
    for programme in people.running():
        if programme.email:
            yield Message(monday, Kind.SKPD, Role.DEPARTMENT, programme.code, programme.code, Urgency.LATER)


def _to_office(book: Book, local: dt.datetime) -> Iterator[Message]:
    if book.settings.office and _morning_has_come(local.date(), local):
        yield Message(local.date(), Kind.POKJA, Role.OFFICE, "pokja", "pokja", Urgency.DAILY)


def is_cancelled(line: Line) -> bool:
    """Whether a line's last change took it away."""
    change = fresh_change(line)
    return change is not None and change.action in {Action.CANCEL, Action.REJECT}

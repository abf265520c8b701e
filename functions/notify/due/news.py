"""What happened to a line, when, and which morning comes after it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from functions.core.state import Line, Mark, News
from functions.core.submission import JAKARTA
from sheets_schema.terms import Action

MORNING = dt.time(7, tzinfo=JAKARTA)
"""When what can wait is sent (issue: digests at 07.00)."""
_CLOSED = dt.time(6, 45, tzinfo=JAKARTA)
"""News of a later minute is for the next morning: an entry may appear some minutes after the time that it names."""


def moment(mark: Mark) -> dt.datetime:
    """When it happened, in Jakarta."""
    return _in_jakarta(mark.at)


@lru_cache(4096)
def _in_jakarta(at: str) -> dt.datetime:
    """All lines of an entry share its time."""
    return dt.datetime.fromisoformat(at).astimezone(JAKARTA)


def last_day(line: Line) -> dt.date:
    """The last day of a delivery. A line without date never ends."""
    return line.date + dt.timedelta(days=line.days - 1) if line.date else dt.date.max


def morning_has_come(day: dt.date, local: dt.datetime) -> bool:
    """Whether it is seven or later on a day."""
    return local >= dt.datetime.combine(day, MORNING)


def next_morning(local: dt.datetime) -> dt.date:
    """The day of the morning mail that tells what happened at a moment in Jakarta."""
    return local.date() + dt.timedelta(days=local.timetz() >= _CLOSED)


def fresh_change(line: Line) -> Mark | None:
    """The last change by staff, if no later acceptance has said everything anew."""
    changed, accepted = line.marks.get(News.CHANGED), line.marks.get(News.ACCEPTED)
    return changed if changed and (accepted is None or changed.entry > accepted.entry) else None


def is_cancelled(line: Line) -> bool:
    """Whether a line's last change took it away."""
    change = fresh_change(line)
    return change is not None and change.action in {Action.CANCEL, Action.REJECT}

"""Whether somebody filled in the same twice: a slip of the finger, or twice as much; only people can tell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from functions.core.events import Reason
from functions.core.state import OPEN, Line, State
from functions.core.submission import Offer, Submission
from sheets_schema.terms import Status

DOUBLE, EARLIER = "double", "earlier"


def resembling(
    state: State, submission: Submission, offer: Offer, givers: Iterable[str], within: dt.timedelta
) -> Reason | None:
    """The first running line of these donors for the same target, kind and date, filled in `within` this time.

    `DOUBLE` if its quantity is the same too, else `EARLIER`; None when there is none.
    """
    found = [
        line
        for code in givers
        for line in map(state.lines.__getitem__, state.lines_of_donor.get(code, ()))
        if line.status in OPEN
        and (line.target, line.kind, line.date) == (submission.target, offer.kind, submission.date)
        and line.kind is not None
        and line.response != submission.response.id
        and _apart(line.created, submission.response.created) <= within
    ]
    same = [line for line in found if (line.asked, line.days) == (offer.asked, offer.days)]
    first = min(same or found, key=lambda line: line.n, default=None)
    return Reason(code="double" if same else "earlier", number=first.n) if first else None


def _apart(one: str, other: str) -> dt.timedelta:
    if not one:  # decided before its time was kept
        return dt.timedelta.max
    return abs(dt.datetime.fromisoformat(one[:26]) - dt.datetime.fromisoformat(other[:26]))


def waiting_doubles(lines: Iterable[Line]) -> Mapping[int, tuple[int, ...]]:
    """The number of a line -> those of the lines that repeat it and wait for staff."""
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for line in lines:
        for reason in line.reasons if line.status is Status.REVIEW else ():
            if reason.code == DOUBLE and reason.number:
                found[reason.number] += (line.n,)
    return dict(found)

"""Requests that are no news: answered for their line before, or moved to it from other lines (design, section 5).

A cell says what staff want of its line only if somebody typed it there for that line, and now. An old version of the
workbook that is restored says what was wanted once; columns that are sorted without the rest say it of other lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from functions.core.book import StaffRequest
from functions.core.donors import text_digest
from functions.core.state import Line, State

Requests = Mapping[int, StaffRequest]
"""What is signed and asked for now, by the number of the line beside it."""

_DRAGGED = 3
"""Rows whose values go up one by one, as a series does that was dragged down; two such rows are ordinary."""


def digest(state: State, request: StaffRequest) -> str:
    """What tells one request from another, wherever it stands."""
    return text_digest(state, request.action, request.amount, request.new_date, request.reason, request.staff)


def is_new(state: State, line: Line, request: StaffRequest) -> bool:
    """Whether staff signed something that was never answered for this line."""
    return request.counts and digest(state, request) not in line.heard


def said_again(state: State, line: Line, request: StaffRequest) -> bool:
    """Whether the cell says what was answered for this line earlier, but not last."""
    mark = digest(state, request)
    return request.counts and mark in line.heard and (line.answered is None or line.answered.digest != mark)


def moved(state: State, requests: Requests, fresh: Requests) -> frozenset[int]:
    """Lines that got what was answered for others, when every one of those others now shows something else.

    Something that was never answered for it, that is: whoever copies a cell leaves the other one as it was, and whoever
    types the same for many lines leaves most of them. A line that was refused because of such a move, or because its
    row was empty, is none of those others: it was never its.
    """
    shown = {n: digest(state, request) for n, request in requests.items() if request.counts}
    gone = {mark for mark in {shown[n] for n in fresh} if _left_by_all(state, mark, shown)}
    return frozenset(n for n in fresh if shown[n] in gone)


def _left_by_all(state: State, mark: str, shown: Mapping[int, str]) -> bool:
    """Whether a request was answered for some lines, all of which now show what was never answered for them."""
    others = [state.lines[n] for n in state.owners.get(mark, ())]
    return bool(others) and not any(_own(other, shown.get(other.n)) for other in others)


def _own(line: Line, mark: str | None) -> bool:
    return mark in line.heard and mark not in line.strays


def dragged(requests: Requests) -> Mapping[int, str]:
    """Lines whose new date, or whose amount, is one more than in the row above, for several rows on end.

    Number -> "date" or "quantity". The first row of a series is as somebody typed it.
    """
    asked = {n: request for n, request in requests.items() if request.counts}
    days = {n: request.new_date.toordinal() for n, request in asked.items() if request.new_date}
    amounts = {n: request.amount for n, request in asked.items() if request.amount is not None}
    found: dict[int, str] = {}
    for field, values in (("quantity", amounts), ("date", days)):
        for run in _runs({n: (asked[n].action, value) for n, value in values.items()}):
            found |= dict.fromkeys(run[1:] if len(run) >= _DRAGGED else (), field)
    return found


def _runs(values: Mapping[int, tuple[object, int]]) -> Iterator[list[int]]:
    """Numbers on end that ask for the same action, each for one more than the one before."""
    run: list[int] = []
    for n, (action, value) in sorted(values.items()):
        if run and not (run[-1] == n - 1 and values[n - 1] == (action, value - 1)):
            yield run
            run = []
        run.append(n)
    yield run

"""Why a commitment no longer adds to a published figure what it added: what changed that figure, not what came last.

What staff ask is absolute, so whatever set a share last explains it whole; what was taken back explains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from functions.core.state import Line, State, Step
from functions.recap.figures.counted import Counted, party
from sheets_schema.terms import Action

COMPLETED = "data dilengkapi"
MERGED = "donatur digabung atau dipisah"
_DONE: Mapping[Action | None, str] = {
    Action.CANCEL: "dibatalkan",
    Action.RESIZE: "jumlah diubah",
    Action.REOPEN: "dibuka kembali",
    Action.ARRIVED: "jumlah tersalur diubah",
}
"""The actions that can change what a published commitment adds to a figure."""
REASONS = (*_DONE.values(), MERGED, COMPLETED)


def of_sum(line: Line, then: Counted, share: Callable[[Counted | None], int], since: int) -> str:
    """Why a commitment adds something else to a sum than it did `then`, as published with entry `since`.

    `share` says what it adds as it is counted; None: it is not.
    """
    way: list[tuple[int, str]] = [(share(then), COMPLETED)]
    for step in _steps(line, since):
        added = share(replace(then, amount=step.approved, delivered=step.delivered) if step.counts else None)
        if added == way[-1][0]:
            continue
        back = next((i for i, (earlier, _) in enumerate(way) if earlier == added), None)
        way = [*way, (added, _word(step))] if back is None else way[: back + 1]
    return way[-1][1]


def of_count(state: State, line: Line, then: Counted, since: int, *, of_parties: bool) -> str:
    """Why a commitment is not what it was `then` to a count of different parties, targets or places."""
    ended = None
    for step in _steps(line, since):
        ended = None if step.counts else ended or step
    merged = _merged(state, line, since) if of_parties and party(state, line) != then.party else None
    if merged and (ended is None or merged <= ended.entry):
        # What had become another donor's before it ended took nobody away by ending.
        return MERGED
    return _word(ended) if ended else COMPLETED


def _steps(line: Line, since: int) -> Iterator[Step]:
    return (step for step in line.steps if step.entry > since)


def _word(step: Step) -> str:
    return _DONE.get(step.action, COMPLETED)


def _merged(state: State, line: Line, since: int) -> int | None:
    """The first entry since then that made another donor of the line's, or itself again."""
    code, found = line.donor, []
    while code is not None:
        found.append(state.donors[code].merged)
        code = state.merges.get(code)
    return min((entry for entry in found if entry > since), default=None)

"""One column of the requests moved without the others: sorted alone, or a cell deleted so that those below moved up.

Each row then says something that nobody ever typed as a whole: the action of one, the amount of another. The journal
has only digests of what was answered; but with the value that another row shows now, the digest of the last answer
comes out again, and so it is known what stood there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from functions.core.book import StaffRequest
from functions.core.repeats import Requests, digest
from functions.core.state import State

_TOGETHER = (
    ("action",),
    ("amount",),
    ("new_date",),
    ("action", "amount"),
    ("amount", "new_date"),
    ("action", "amount", "new_date"),
)
"""Neighbouring columns that decide what is done. Another reason or signature alone changes nothing."""
_MOST = 300_000
"""So many digests take half a second. More would need a thousand rows that changed and as many different amounts."""


def rearranged(state: State, requests: Requests) -> frozenset[int]:
    """Lines beside which such columns changed and nothing else, when these rows only gave each other what they had.

    One row alone is somebody's correction, and so are rows that show what none of them showed before.
    """
    changed = {n: request for n, request in requests.items() if _changed(state, n, request)}
    found: set[int] = set()
    for columns in _TOGETHER if len(changed) > 1 else ():
        now = {n: _values(request, columns) for n, request in changed.items()}
        if len(now) * len({*now.values()}) > _MOST:
            continue
        was = {n: old for n, old in _before(state, changed, columns, set(now.values())).items() if old != now[n]}
        came = Counter(now[n] for n in was if any(now[n]))
        if len(was) > 1 and came and came <= Counter(was.values()):
            found |= was.keys()
    return frozenset(found)


def _changed(state: State, n: int, request: StaffRequest) -> bool:
    """Whether a row says something else than what was answered last for its line."""
    answered = state.lines[n].answered
    return answered is not None and answered.digest != digest(state, request)


def _before(
    state: State, changed: Requests, columns: tuple[str, ...], values: set[tuple[Any, ...]]
) -> dict[int, tuple[Any, ...]]:
    """What stood in some columns when the rows were last answered, where it is among these values."""
    found: dict[int, tuple[Any, ...]] = {}
    for n, request in changed.items():
        answered = state.lines[n].answered
        for old in values if answered else ():
            there: dict[str, Any] = dict(zip(columns, old, strict=True))
            if answered and digest(state, replace(request, **there)) == answered.digest:
                found[n] = old
    return found


def _values(request: StaffRequest, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(request, column) for column in columns)

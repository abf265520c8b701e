"""From journal entries to the state, and checkpoints that shorten a cold start."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from functions.core.events import Bound
from functions.core.state import Donor, Known, Line, State
from functions.ledger.journal import Entry, Objects

FOLD_VERSION = 2
"""Raised whenever the same entries would give another state; older checkpoints are then not looked at."""

_PREFIX = f"state/{FOLD_VERSION}/"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state as it is stored. Sums are left out: they follow from the lines."""

    head: int
    digest: str
    bound: Bound | None
    cursor: str
    lines: tuple[Line, ...]
    donors: tuple[Donor, ...]
    responses: Mapping[str, Known]
    merges: Mapping[str, str]


_CHECKPOINT: TypeAdapter[Checkpoint] = TypeAdapter(Checkpoint)


def fold(state: State, entries: Iterable[Entry]) -> State:
    """The state after these entries. The given state is not changed."""
    after = state.copy()
    for entry in entries:
        after.apply(entry.events, entry.n, entry.at)
        after.digest = entry.digest
    return after


def save(objects: Objects, state: State) -> bool:
    """Put the checkpoint of a state if it is absent; whether this call made it."""
    stored = Checkpoint(
        head=state.head,
        digest=state.digest,
        bound=state.bound,
        cursor=state.cursor,
        lines=tuple(state.lines.values()),
        donors=tuple(state.donors.values()),
        responses=state.responses,
        merges=state.merges,
    )
    return objects.put_if_absent(f"{_PREFIX}{state.head:09d}.json", _CHECKPOINT.dump_json(stored))


def latest(objects: Objects) -> State:
    """The state of the newest readable checkpoint, or an empty one. The journal after it is still to be read."""
    for name in reversed(objects.list(_PREFIX)):
        # A checkpoint only spares reading: whatever is wrong with one, the journal has it all.
        with contextlib.suppress(ValidationError):
            return restore(_CHECKPOINT.validate_json(objects.get(name) or b""))
    return State()


def restore(stored: Checkpoint) -> State:
    """A state from its checkpoint, sums and all."""
    state = State(
        head=stored.head,
        digest=stored.digest,
        bound=stored.bound,
        cursor=stored.cursor,
        donors={donor.code: donor for donor in stored.donors},
        responses=dict(stored.responses),
        merges=dict(stored.merges),
    )
    for line in stored.lines:
        state.restore(line)
    return state

"""From journal entries to the state, and checkpoints that shorten a cold start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from functions.core.events import Bound
from functions.core.state import Donor, Known, Line, State
from functions.ledger import journal, stored
from functions.ledger.journal import Entry, JournalError, Objects

FOLD_VERSION = 11
"""Raised whenever the same entries would give another state; older checkpoints are then not looked at."""

EVERY = 100
"""Entries from one checkpoint to the next: what a cold instance has to read at most."""

_PREFIX = f"state/{FOLD_VERSION}/"
_TRIES = 20
"""Checkpoints looked at before the whole journal is read."""


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
    identities: Mapping[str, Mapping[str, str]]
    first_known: Mapping[str, Mapping[str, str]]
    refused: Mapping[str, Mapping[str, str]]
    changed_at: Mapping[str, Mapping[str, str]]
    tab_rows: Mapping[str, int]


_CHECKPOINT: TypeAdapter[Checkpoint] = TypeAdapter(Checkpoint)


def fold(state: State, entries: Iterable[Entry]) -> State:
    """The state after these entries. The given state is not changed."""
    after = state.copy()
    for entry in entries:
        after.apply(entry.events, entry.n, entry.at)
        after.digest = entry.digest
    return after


def checkpoint(state: State) -> bytes:
    """A state as it is stored."""
    kept = Checkpoint(
        head=state.head,
        digest=state.digest,
        bound=state.bound,
        cursor=state.cursor,
        lines=tuple(state.lines.values()),
        donors=tuple(state.donors.values()),
        responses=state.responses,
        merges=state.merges,
        identities=state.identities,
        first_known=state.first_known,
        refused=state.refused,
        changed_at=state.changed_at,
        tab_rows=state.tab_rows,
    )
    return _CHECKPOINT.dump_json(kept)


def name_of(head: int) -> str:
    """The object that the checkpoint of entry `head` is."""
    return f"{_PREFIX}{head:09d}.json"


def vouch(state: State, data: bytes) -> dict[str, str]:
    """What the entry after a state says of its checkpoint."""
    return {name_of(state.head): hashlib.sha256(data).hexdigest()}


def vouched(entry: Entry) -> bool:
    """Whether an entry vouches for a checkpoint that this fold can read."""
    return name_of(entry.n - 1) in entry.vouches


@dataclass(frozen=True, slots=True)
class Start:
    """Where a cold instance begins: a state, and the names of checkpoints and strays that it did not use."""

    state: State
    unused: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


def start(objects: Objects) -> Start:
    """The state of the newest checkpoint that the journal vouches for, or an empty one; the entries after it are next.

    A checkpoint only spares reading. It is believed when the entry after it names its very bytes: only who decides can
    have written that. Whatever else lies there, the journal has it all.
    """
    names, strays = stored.parted(objects.list(_PREFIX))
    unused: list[str] = []
    for name in reversed(names):
        if state := _believed(objects, name):
            return Start(state, tuple(unused), tuple(strays))
        unused.append(name)
        if len(unused) == _TRIES:
            break
    return Start(State(), tuple(unused), tuple(strays))


def _believed(objects: Objects, name: str) -> State | None:
    head = int(name.removeprefix(_PREFIX).removesuffix(".json"))
    try:
        expected = journal.decode(objects.get(journal.name_of(head + 1)) or b"").vouches.get(name)
        data = expected and objects.get(name)
        if not data or hashlib.sha256(data).hexdigest() != expected:
            return None
        return restored(data)
    except (JournalError, ValidationError):
        return None


def restored(data: bytes) -> State:
    """A state from its checkpoint, sums and all. Raises pydantic's ValidationError."""
    kept = _CHECKPOINT.validate_json(data)
    state = State(
        head=kept.head,
        digest=kept.digest,
        bound=kept.bound,
        cursor=kept.cursor,
        donors={donor.code: donor for donor in kept.donors},
        responses=dict(kept.responses),
        merges=dict(kept.merges),
        identities=dict(kept.identities),
        first_known=dict(kept.first_known),
        refused=kept.refused,
        changed_at=dict(kept.changed_at),
        tab_rows=dict(kept.tab_rows),
    )
    for line in kept.lines:
        state.restore(line)
    return state

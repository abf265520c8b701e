"""Frozen recaps: what was published at each cut-off, and what later facts changed of it (design, sections 2 and 5).

`recap/<date>.json` is put if absent, so a published figure never changes. The next recap compares what each commitment
added then with what it adds now.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from functions.core.state import COUNTED, Line, State
from functions.core.submission import JAKARTA
from functions.gapi.errors import Ambiguous
from functions.ledger.journal import Objects
from functions.recap import definitions
from functions.recap.counted import Counted, counted, places, to_rw
from functions.recap.figures import Figures, headline
from sheets_schema.terms import Action, Status

VERSION = 1
PREFIX = "recap/"
CUT_OFF = dt.time(17, 55)
"""From when in Jakarta the day may be frozen: just before the schedule's 18.00, so that no earlier call ends a day."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a figure changed, in a word, and the commitments behind it."""

    reason: str
    numbers: tuple[int, ...]


COMMITTED, DELIVERED = "komitmen ", "tersalur "


@dataclass(frozen=True, slots=True)
class Correction:
    """A published figure as it was and as it would be now.

    `figure` is "komitmen " or "tersalur " and a kind's code, or a field of Headline.
    """

    figure: str
    before: int
    after: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen recap. `lines` are the commitments that make the headline; `corrections` concern `corrects`.

    Later versions may add fields with defaults, so that a recap can always be read by the next one.
    """

    v: int
    date: dt.date
    digest: str
    definitions: Mapping[str, str]
    figures: Figures
    lines: tuple[Counted, ...]
    corrects: dt.date | None
    corrections: tuple[Correction, ...]


_SNAPSHOT: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)


def encode(snapshot: Snapshot) -> bytes:
    """Canonical JSON, without personal data: codes, quantities, dates."""
    return json.dumps(plain(snapshot), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON's own types."""
    return dict(_SNAPSHOT.dump_python(snapshot, mode="json"))


def decode(data: bytes) -> Snapshot:
    """A snapshot from its bytes. Raises pydantic's ValidationError."""
    return _SNAPSHOT.validate_json(data)


def name_of(date: dt.date) -> str:
    """The object that the recap of a date is."""
    return f"{PREFIX}{date.isoformat()}.json"


def may_freeze(now: dt.datetime) -> bool:
    """Whether the day's cut-off has come."""
    return now.astimezone(JAKARTA).time() >= CUT_OFF


def latest(objects: Objects, before: dt.date | None = None) -> Snapshot | None:
    """The newest frozen recap, or the newest before a date."""
    names = [name for name in objects.list(PREFIX) if before is None or name < name_of(before)]
    data = objects.get(names[-1]) if names else None
    return decode(data) if data else None


def freeze(objects: Objects, state: State, figures: Figures) -> Snapshot:
    """The frozen recap of the figures' day: made now, or read when somebody made it before."""
    date = figures.at.astimezone(JAKARTA).date()
    there = objects.get(name_of(date))
    if there is not None:
        return decode(there)
    made = take(state, figures, latest(objects, date))
    data = encode(made)
    try:
        if objects.put_if_absent(name_of(date), data):
            return decode(data)
    except Ambiguous:
        # It may have been made; if not, the next run makes it.
        if objects.get(name_of(date)) is None:
            raise
    return decode(objects.get(name_of(date)) or data)


def take(state: State, figures: Figures, previous: Snapshot | None) -> Snapshot:
    """What will be frozen: the figures, what makes them, and what became of the previous ones."""
    return Snapshot(
        v=VERSION,
        date=figures.at.astimezone(JAKARTA).date(),
        digest=state.digest,
        definitions=definitions.TEXTS,
        figures=figures,
        lines=tuple(to_rw(counted(state).values())),
        corrects=previous.date if previous else None,
        corrections=corrections(previous, state) if previous else (),
    )


def corrections(previous: Snapshot, state: State) -> tuple[Correction, ...]:
    """Which published figures later facts changed: the same commitments, as they count now. New ones do not correct."""
    now = counted(state)
    before = {line.n: line for line in previous.lines}
    after = {line.n: line for line in to_rw(now[n] for n in before if n in now)}
    old, new = _values(before, before), _values(after, before)
    return tuple(
        Correction(figure, old[figure], new[figure], tuple(_causes(figure, before, after, state)))
        for figure in sorted(old)
        if old[figure] != new[figure]
    )


Lines = Mapping[int, Counted]


def _values(lines: Lines, then: Lines) -> dict[str, int]:
    """Published figures by name. What arrived beyond what had arrived `then` is news, not a correction."""
    head = headline(lines.values())
    found = {name: getattr(head, name) for name in _BEHIND}
    for kind in {line.kind for line in then.values()}:
        same = [n for n, line in lines.items() if line.kind == kind]
        found[COMMITTED + kind] = sum(lines[n].amount for n in same)
        found[DELIVERED + kind] = sum(min(lines[n].delivered, then[n].delivered) for n in same)
    return found


def _city(line: Counted) -> str | None:
    region = places().get(line.region or "")
    return region.city if region else None


_BEHIND: Mapping[str, Callable[[Counted], str | None]] = {
    "rw": lambda line: line.target,
    "villages": lambda line: line.region,
    "cities": _city,
    "regencies": _city,
    "donors": lambda line: line.party,
    "aggregators": lambda line: line.party,
}
"""What of a commitment a counted figure depends on. All other figures are sums of a kind."""


def _causes(figure: str, before: Lines, after: Lines, state: State) -> Iterator[Cause]:
    """The commitments that no longer add what they added, by reason."""
    different = _moved(_BEHIND[figure], before, after) if figure in _BEHIND else _resized(figure, before, after)
    by_reason: defaultdict[str, list[int]] = defaultdict(list)
    for n in different:
        by_reason[_reason(state.lines[n], figure)].append(n)
    for reason in sorted(by_reason):
        yield Cause(reason, tuple(by_reason[reason]))


def _moved(trait: Callable[[Counted], str | None], before: Lines, after: Lines) -> Iterator[int]:
    """Commitments whose trait nobody has any more, or nobody had before."""
    old, new = {trait(line) for line in before.values()}, {trait(line) for line in after.values()}
    for n, line in before.items():
        if trait(line) not in new or (n in after and trait(after[n]) not in old):
            yield n


def _resized(figure: str, before: Lines, after: Lines) -> Iterator[int]:
    what, _, kind = figure.partition(" ")
    for n, line in before.items():
        now = after.get(n)
        less = now is None or now.delivered < line.delivered
        other = now is None or now.amount != line.amount
        if line.kind == kind and (less if what == DELIVERED.strip() else other):
            yield n


_ENDED: Mapping[Status, str] = {
    Status.CANCELLED: "dibatalkan",
    Status.REJECTED: "ditolak",
    Status.REVIEW: "ditinjau kembali",
}
_DONE: Mapping[Action, str] = {
    Action.RESIZE: "jumlah diubah",
    Action.RESCHEDULE: "jadwal diubah",
    Action.REOPEN: "dibuka kembali",
}


def _reason(line: Line, figure: str) -> str:
    if line.status not in COUNTED:
        return _ENDED[line.status]
    if figure in ("donors", "aggregators"):
        return "donatur digabung atau dipisah"
    if figure.startswith(DELIVERED):
        return "jumlah tersalur diubah"
    last = max((mark for mark in line.marks.values() if mark.action in _DONE), key=lambda m: m.entry, default=None)
    return _DONE[last.action] if last and last.action else "data dilengkapi"

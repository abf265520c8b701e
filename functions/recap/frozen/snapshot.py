"""Frozen recaps: what was published at each cut-off (design, sections 2 and 5).

`recap/<date>.json` is put if absent, so a published figure never changes. The next recap says what would be different.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.gapi.errors import Ambiguous
from functions.ledger.journal import Objects
from functions.logs import log
from functions.recap.figures import definitions
from functions.recap.figures.counted import Counted, counted
from functions.recap.figures.figures import Figures
from functions.recap.frozen.corrections import Correction, corrections

VERSION = 1
PREFIX = "recap/"
_DATED = re.compile(re.escape(PREFIX) + r"\d{4}-\d\d-\d\d\.json")
CUT_OFF = dt.time(17, 55)
"""From when in Jakarta the day may be frozen: just before the schedule's 18.00, so that no earlier call ends a day."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen recap. `lines` are the commitments that make the figures; `corrections` concern `corrects`.

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
    """The newest frozen recap that can be read, or the newest before a date."""
    dated = (name for name in objects.list(PREFIX) if _DATED.fullmatch(name))
    names = [name for name in dated if before is None or name < name_of(before)]
    for name in reversed(names):
        try:
            return decode(objects.get(name) or b"")
        except ValidationError:
            # Objects are never replaced: stopping at one that somebody spoilt would end all recaps for good.
            log("ERROR", "a frozen recap cannot be read; the one before it is taken", name=name)
    return None


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
        lines=tuple(counted(state).values()),
        corrects=previous.date if previous else None,
        corrections=corrections(previous.figures, previous.lines, state, figures.cash) if previous else (),
    )

"""Frozen recaps: what was published at each cut-off (design, sections 2 and 5).

`recap/<date>.json` is put if absent, so a published figure never changes. The next recap says what would be different.
If somebody spoils it, that day's recap is frozen once more as `recap/<date>-2.json`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.gapi.errors import Ambiguous
from functions.ledger import stored
from functions.ledger.journal import Objects
from functions.recap.figures import definitions
from functions.recap.figures.counted import Counted, counted
from functions.recap.figures.figures import Figures
from functions.recap.frozen.corrections import Correction, corrections

VERSION = 2
PREFIX = "recap/"
_SUM = "sum"
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
    """Canonical JSON with the sum of its content, without personal data: codes, quantities, dates."""
    body = plain(snapshot)
    return _canonical(body | {_SUM: _sum(body)})


def plain(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON's own types."""
    return dict(_SNAPSHOT.dump_python(snapshot, mode="json"))


def decode(data: bytes) -> Snapshot:
    """A snapshot from its bytes. Raises ValueError when it is not what was frozen."""
    body = stored.content(data)
    if not isinstance(body, dict) or body.pop(_SUM, None) != _sum(body):
        raise ValueError("not a whole recap")
    return _SNAPSHOT.validate_python(body, strict=False)


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _sum(body: Mapping[str, Any]) -> str:
    """Tells a recap that somebody cut or changed by hand. Half a recap would be read as small figures."""
    return hashlib.sha256(_canonical(body)).hexdigest()


def name_of(date: dt.date, number: int = 1) -> str:
    """The object that the recap of a date is; a further one when those before it were spoilt."""
    return f"{PREFIX}{date.isoformat()}{f'-{number}' if number > 1 else ''}.json"


def may_freeze(now: dt.datetime) -> bool:
    """Whether the day's cut-off has come."""
    return now.astimezone(JAKARTA).time() >= CUT_OFF


Spoilt = Callable[[str], object]
"""Told the name of each object that is no sound recap of its day."""


def latest(
    objects: Objects, before: dt.date | None = None, until: dt.date | None = None, spoilt: Spoilt = lambda _: None
) -> Snapshot | None:
    """The frozen recap of the newest day that has a sound one: of all, or of those `before` or `until` a day."""
    for date, names in sorted(_by_day(objects).items(), reverse=True):
        if (before is None or date < before) and (until is None or date <= until):
            found = _first_sound(objects, date, names, spoilt)
            if found is not None:
                return found
    return None


def freeze(objects: Objects, state: State, figures: Figures, spoilt: Spoilt = lambda _: None) -> Snapshot:
    """The frozen recap of the figures' day: made now, or read when somebody made it before.

    Objects are never replaced: where one of the day was spoilt, the next number is tried.
    """
    date = figures.at.astimezone(JAKARTA).date()
    names = _by_day(objects).get(date, {})
    found = _first_sound(objects, date, names, spoilt)
    data = b""
    number = max(names, default=0)
    while found is None:
        data = data or encode(take(state, figures, latest(objects, date, spoilt=spoilt)))
        number += 1
        _put(objects, name_of(date, number), data)
        found = _first_sound(objects, date, {number: name_of(date, number)}, spoilt)
    return found


def _put(objects: Objects, name: str, data: bytes) -> None:
    try:
        objects.put_if_absent(name, data)
    except Ambiguous:
        # It may have been made; if not, the next run makes it.
        if objects.get(name) is None:
            raise


def _by_day(objects: Objects) -> dict[dt.date, dict[int, str]]:
    """Day -> number -> name of each object that should be a recap."""
    found: defaultdict[dt.date, dict[int, str]] = defaultdict(dict)
    ours, _ = stored.parted(objects.list(PREFIX))
    for name in ours:
        text = name.removeprefix(PREFIX).removesuffix(".json")
        found[dt.date.fromisoformat(text[:10])][int(text[11:] or 1)] = name
    return found


def _first_sound(objects: Objects, date: dt.date, names: Mapping[int, str], spoilt: Spoilt) -> Snapshot | None:
    for _, name in sorted(names.items()):
        with suppress(ValueError):
            found = decode(objects.get(name) or b"")
            if found.date == date:
                return found
        spoilt(name)
    return None


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

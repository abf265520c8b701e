"""Room per target: the rows of Ketersediaan, how far quotas are filled, who has waited longest. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from functions.core.book import Book
from functions.core.quota import cautious, delivery_days, keys, quota, used
from functions.core.state import Key, News, State, spread
from functions.core.submission import JAKARTA
from functions.recap.figures.definitions import UNKNOWN
from sheets_schema.private import AidKind, Availability, Period, Target
from sheets_schema.terms import Active, Frequency

LOW, HIGH = 0.25, 0.90
LONGEST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Fill:
    """One kind in one city in the running period: quota and what is held or arrived; targets by how full they are."""

    kind: str
    city: str
    quota: int
    used: int
    low: tuple[str, ...]
    high: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An active target and the days since anything arrived there."""

    target: str
    days: int


def availability(state: State, book: Book, today: dt.date) -> tuple[Availability, ...]:
    """Room under each key that is still ahead, and under each key where anything is held or arrived.

    Kinds by the day are listed for the rest of the period that runs, or of the next one.
    """
    taken, book = _taken(state), cautious(state, book)
    wanted = {*taken, *_ahead(book, today)}
    return tuple(_row(book, key, *taken.get(key, (0, 0)), used(state, book, key)) for key in sorted(wanted))


def _row(book: Book, key: Key, held: int, arrived: int, used: int) -> Availability:
    limit = _quota(book, key)
    return Availability(
        target=key[0],
        kind=key[1],
        period=key[2],
        quota=limit,
        committed=held,
        delivered=arrived,
        left=None if limit is None else max(0, limit - used),
    )


def _taken(state: State) -> dict[Key, tuple[int, int]]:
    """What is held and what arrived, by key; both together are the room that the fold says is used."""
    found: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for line in state.lines.values():
        if line.target is None or line.kind is None:
            continue
        arrived = spread(line.delivered, line.shares)
        for key, room in line.usage().items():
            sums = found[line.target, line.kind, key]
            sums[0] += room - arrived[key]
            sums[1] += arrived[key]
    return {key: (held, arrived) for key, (held, arrived) in found.items() if held or arrived}


def _quota(book: Book, key: Key) -> int | None:
    target, kind, period = book.targets.get(key[0]), book.kinds.get(key[1]), _period(book, key[2])
    return quota(book, target, kind, period) if target and kind and period else None


def _period(book: Book, key: str) -> Period | None:
    """The period that a quota key belongs to: by its code, its season, or a date in it."""
    for period in book.periods:
        if key in (period.code, period.season) or period.start.isoformat() <= key <= period.end.isoformat():
            return period
    return None


def _active(book: Book) -> Iterator[Target]:
    return (target for target in book.targets.values() if target.status is Active.ACTIVE)


def _asked(book: Book) -> list[AidKind]:
    return [kind for kind in book.kinds.values() if kind.status is not Active.INACTIVE]


def _ahead(book: Book, today: dt.date) -> Iterator[Key]:
    coming = sorted((p for p in book.periods if p.end >= today), key=lambda p: p.start)
    for kind in _asked(book):
        for period in coming[:1] if kind.frequency is Frequency.DAILY else coming:
            under = _keys_of(book, kind, period, max(today, period.start))
            for target in _active(book):
                yield from ((target.code, kind.code, key) for key in under)


def _keys_of(book: Book, kind: AidKind, period: Period, first: dt.date) -> tuple[str, ...]:
    """The quota keys of a kind from a day of a period to its end."""
    return tuple(keys(kind, delivery_days(first, (period.end - first).days + 1), book.periods) or ())


@dataclass(frozen=True, slots=True)
class Taken:
    """The quota of an active target and kind for a whole period, and what is held of it or has arrived."""

    target: str
    kind: str
    period: str
    quota: int
    used: int


def taken(state: State, book: Book, today: dt.date) -> Iterator[Taken]:
    """Every quota of the running period, of the last one when none runs; kinds in the order of their tab."""
    period = max((p for p in book.periods if p.start <= today), key=lambda p: p.start, default=None)
    if period is None:
        return
    for kind in _asked(book):
        under = _keys_of(book, kind, period, period.start)
        for target in _active(book):
            limit = quota(book, target, kind, period)
            if limit:
                used_up = sum(used(state, book, (target.code, kind.code, key)) for key in under)
                yield Taken(target.code, kind.code, period.code, limit * len(under), used_up)


def fills(state: State, book: Book, today: dt.date) -> tuple[Fill, ...]:
    """How full the quotas of the running period are, by kind and city; of the last one when none runs."""
    found = []
    for kind, of_kind in groupby(taken(state, book, today), key=lambda one: one.kind):
        by_city: defaultdict[str, list[Taken]] = defaultdict(list)
        for one in of_kind:
            place = book.places.of_target(book.targets[one.target])
            by_city[place.city if place else UNKNOWN].append(one)
        found += [_fill(kind, city, by_city[city]) for city in sorted(by_city)]
    return tuple(found)


def _fill(kind: str, city: str, targets: Sequence[Taken]) -> Fill:
    return Fill(
        kind=kind,
        city=city,
        quota=sum(one.quota for one in targets),
        used=sum(one.used for one in targets),
        low=tuple(sorted(one.target for one in targets if one.used < LOW * one.quota)),
        high=tuple(sorted(one.target for one in targets if one.used > HIGH * one.quota)),
    )


def waiting_longest(state: State, book: Book, today: dt.date) -> tuple[Waiting, ...]:
    """The active targets that have waited longest, preferred ones first among equals."""
    start = min((period.start for period in book.periods), default=today)
    served = _last_arrivals(state)
    waiting = [(max(0, (today - served.get(t.code, start)).days), t.priority or 9, t.code) for t in _active(book)]
    waiting.sort(key=lambda one: (-one[0], *one[1:]))
    return tuple(Waiting(code, days) for days, _, code in waiting[:LONGEST_SHOWN] if days)


def _last_arrivals(state: State) -> dict[str, dt.date]:
    """The day in Jakarta on which an arrival was last recorded, by target."""
    found: dict[str, dt.date] = {}
    for line in state.lines.values():
        mark = line.marks.get(News.ARRIVED)
        if mark and mark.at and line.target and line.delivered:
            day = dt.datetime.fromisoformat(mark.at).astimezone(JAKARTA).date()
            found[line.target] = max(day, found.get(line.target, day))
    return found

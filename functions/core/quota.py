"""How much a target may receive, under which key, and how much of it is taken (design, section 7)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from functions.core.book import Book
from functions.core.events import Share
from functions.core.identity import KIND, PERIOD, TARGET, in_doubt
from functions.core.state import Key, Line, State
from sheets_schema.private import AidKind, Period, Target
from sheets_schema.terms import Basis, Frequency, TargetType

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def period_of(periods: Iterable[Period], day: dt.date) -> Period | None:
    """The period that contains a date; the earliest one where staff let two overlap."""
    return min((p for p in periods if p.start <= day <= p.end), key=_order, default=None)


def _order(period: Period) -> tuple[dt.date, str]:
    return period.start, period.code


def delivery_days(first: dt.date, days: int) -> tuple[dt.date, ...]:
    """Each date of a delivery."""
    return tuple(first + dt.timedelta(days=i) for i in range(days))


def keys(kind: AidKind, dates: Iterable[dt.date], periods: Iterable[Period]) -> dict[str, Period] | None:
    """The quota keys that a delivery falls under, each with its period. None when a date lies in no period."""
    known = tuple(periods)
    found: dict[str, Period] = {}
    for day in dates:
        period = period_of(known, day)
        if period is None:
            return None
        key = {Frequency.DAILY: day.isoformat(), Frequency.PERIOD: period.code, Frequency.ONCE: period.season}
        found[key[kind.frequency]] = period
    return found


def quota(book: Book, target: Target, kind: AidKind, period: Period) -> int | None:
    """The quota of a target and kind under a key of this period, in units of the kind.

    None means that it cannot be known (no basis, unclear): such a commitment waits for staff.
    """
    if swapped(book, target.code, kind.code, period.code):
        return None
    whole = (target.code, kind.code)
    if whole in book.unclear_quotas or (*whole, period.code) in book.unclear_periods:
        return None
    override = _override(book, target, kind, period)
    return override if override is not None else _formula(target, kind)


def swapped(book: Book, target: str, kind: str, period: str) -> bool:
    """Whether what one of these codes stands for seems to have changed hands: nobody knows whose quota it is then."""
    return any(in_doubt(book, tab, code) for tab, code in ((TARGET, target), (KIND, kind), (PERIOD, period)))


def _override(book: Book, target: Target, kind: AidKind, period: Period) -> int | None:
    same_key = [period.code]
    if kind.frequency is Frequency.ONCE:
        # By date, so that sorting the tab changes no quota.
        same_key = [p.code for p in sorted(book.periods, key=_order) if p.season == period.season]
    for code in (*same_key, None):
        found = book.overrides.get((target.code, kind.code, code))
        if found is not None:
            return found
    return None


def _formula(target: Target, kind: AidKind) -> int | None:
    if kind.basis is Basis.ITEMS:
        return None
    if target.type is not TargetType.RW:
        count, factor = target.people, kind.factor_people
    else:
        count = target.poor_households if kind.basis is Basis.HOUSEHOLDS else target.people
        factor = kind.factor
    # The half a millionth keeps 0.1 x 30 at 3 although binary fractions make it 2.9999….
    return None if count is None or factor is None else math.floor(count * factor + 5e-7)


def forgotten(state: State, book: Book, among: Iterable[int] | None = None) -> dict[Key, list[int]]:
    """Keys under which room is held, and the same days would not be counted now although they are in a period.

    Staff renamed a period or season, moved its days, or count a kind otherwise. What is left cannot be told then: the
    same days would be given away again under the new key. Values: the numbers of the lines, of all or `among` these.
    """
    known = {
        Frequency.PERIOD: {period.code for period in book.periods},
        Frequency.ONCE: {period.season for period in book.periods},
    }
    found: dict[Key, list[int]] = {}
    for line in state.lines.values() if among is None else map(state.lines.__getitem__, among):
        kind = book.kinds.get(line.kind or "")
        codes = known.get(kind.frequency) if kind else None
        held = [key for key, amount in line.usage().items() if kind and amount]
        lost = [
            key for key in held if not _named(key, codes) or (codes is not None and key not in _now(line, kind, book))
        ]
        if lost and line.date is not None and period_of(book.periods, line.date):
            for key in lost:
                found.setdefault((line.target or "", line.kind or "", key), []).append(line.n)
    return found


def cautious(state: State, book: Book, besides: int = 0, among: Iterable[int] | None = None) -> Book:
    """The book without the quotas that forgotten keys make unclear; line `besides` itself is about to be moved."""
    unclear = {
        (target, kind, period)
        for (target, kind, _), lines in forgotten(state, book, among).items()
        if lines != [besides]
        for period in _periods_of((state.lines[n] for n in lines), book, book.kinds[kind])
    }
    return replace(book, unclear_periods=book.unclear_periods | unclear) if unclear else book


def _periods_of(lines: Iterable[Line], book: Book, kind: AidKind) -> set[str]:
    """The codes of the periods under whose quotas these lines would be delivered as the tabs are now."""
    days = {day for line in lines if line.date for day in delivery_days(line.date, line.days)}
    found = {period.code: period for day in days if (period := period_of(book.periods, day))}
    seasons = {period.season for period in found.values()} if kind.frequency is Frequency.ONCE else set()
    return found.keys() | {period.code for period in book.periods if period.season in seasons}


def _now(line: Line, kind: AidKind | None, book: Book) -> Collection[str]:
    """The keys under which a line's days would be counted as the tabs are now; what cannot be told changes none."""
    days = delivery_days(line.date, line.days) if line.date else ()
    under = keys(kind, days, book.periods) if kind and days else None
    return line.shares.keys() if under is None else under.keys()


def _named(key: str, codes: set[str] | None) -> bool:
    """Whether a key is one of these codes; of daily kinds (None) it is a date."""
    return _DATE.fullmatch(key) is not None if codes is None else key in codes


def shares(
    state: State, book: Book, target: Target, kind: AidKind, wanted: Mapping[str, int], periods: Mapping[str, Period]
) -> dict[str, Share]:
    """What is wanted under each key beside the quota and what is held there now. Nothing is granted yet."""
    found = {}
    for key, amount in wanted.items():
        held = used(state, book, (target.code, kind.code, key))
        found[key] = Share(granted=amount, quota=quota(book, target, kind, periods[key]), held=held)
    return found


def used(state: State, book: Book, key: Key) -> int:
    """The room that is held under a key, under all codes of its place."""
    target, kind, under = key
    return sum(state.used.get((code, kind, under), 0) for code in book.same_place.get(target, (target,)))


def left(share: Share) -> int:
    """Room under a key: never negative, none without a quota."""
    return max(0, (share.quota or 0) - share.held)

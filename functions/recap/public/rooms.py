"""Room left as the public reads it: each quota in words with its place and days, and what is left of a target."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from functions.core.book import Book
from functions.core.words import aid, listed, place, span
from functions.recap.figures.rooms import Taken
from sheets_schema.private import Availability, Period
from sheets_schema.public import PublicAvailability, QuotaTaken
from sheets_schema.terms import Frequency

Days = tuple[dt.date, dt.date]
NOTHING_LEFT = "terpenuhi"
"""What is said of a target whose every quota is taken."""


def availability_rows(rooms: Iterable[Availability], book: Book, today: dt.date) -> tuple[PublicAvailability, ...]:
    """Ketersediaan in words: by place, then what can still be promised, by day and kind, then what is over."""
    days = _days_of_keys(book)
    rows = [_row(room, book, days.get(room.period or "") or _one_day(room.period or ""), today) for room in rooms]
    return tuple(sorted(rows, key=lambda row: _order(row, today)))


def _is_over(days: Days | None, today: dt.date) -> bool:
    return days is not None and days[1] < today


def _row(room: Availability, book: Book, days: Days | None, today: dt.date) -> PublicAvailability:
    target, kind = book.targets.get(room.target or ""), book.kinds.get(room.kind or "")
    region = book.places.of_target(target)
    return PublicAvailability(
        place=place(book, room.target) or room.target,
        kind_name=kind.name if kind else room.kind,
        when=span(*days) if days else room.period,
        left=None if _is_over(days, today) else room.left,
        unit=kind.unit if kind else None,
        quota=room.quota,
        committed=room.committed,
        delivered=room.delivered,
        village=region.village if region else None,
        district=region.district if region else None,
        city=region.city if region else None,
        start=days[0] if days else None,
        end=days[1] if days else None,
        target=room.target,
        kind=room.kind,
        period=room.period,
    )


def _order(row: PublicAvailability, today: dt.date) -> tuple[object, ...]:
    where = (row.city or "", row.district or "", row.village or "", row.place or "", row.target or "")
    over = row.end is not None and row.end < today
    return (*where, over, row.start or dt.date.max, row.kind_name or "", row.period or "")


def _days_of_keys(book: Book) -> dict[str, Days]:
    """First and last day of what quotas are kept under: periods, and seasons from their first to their last period."""
    found: dict[str, Days] = {}
    for period in book.periods:
        first, last = found.get(period.season, (period.start, period.end))
        found[period.season] = min(first, period.start), max(last, period.end)
    return found | {period.code: (period.start, period.end) for period in book.periods}


def _one_day(key: str) -> Days | None:
    """The day of a daily quota."""
    try:
        day = dt.date.fromisoformat(key)
    except ValueError:
        return None
    return day, day


def taken_rows(quotas: Iterable[Taken], book: Book) -> tuple[QuotaTaken, ...]:
    """The table Kuota: each quota of the period that is told to be filled."""
    rows = []
    for one in quotas:
        region = book.places.of_target(book.targets.get(one.target))
        kind = book.kinds.get(one.kind)
        rows.append(
            QuotaTaken(
                place=place(book, one.target) or one.target,
                kind_name=kind.name if kind else one.kind,
                quota=one.quota,
                used=one.used,
                city=region.city if region else None,
                target=one.target,
                kind=one.kind,
                period=one.period,
            )
        )
    return tuple(rows)


Left = Mapping[str, Mapping[str, int]]
"""Target -> kind -> what may still be promised."""


def left_now(rooms: Iterable[Availability | PublicAvailability], book: Book, today: dt.date) -> Left:
    """What may still be promised of each kind in the period that runs, or in the next one; of daily kinds on all days.

    What cannot be known is left out, as is what cannot be promised any more.
    """
    coming = min((period for period in book.periods if period.end >= today), key=lambda p: p.start, default=None)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for room in rooms:
        kind = book.kinds.get(room.kind or "")
        if coming is None or kind is None or room.left is None:
            continue
        if _is_ahead(room.period or "", kind.frequency, coming, today):
            of_target = found[room.target or ""]
            of_target[kind.code] = of_target.get(kind.code, 0) + room.left
    return found


def _is_ahead(key: str, frequency: Frequency, coming: Period, today: dt.date) -> bool:
    if frequency is Frequency.DAILY:
        days = _one_day(key)
        return days is not None and max(today, coming.start) <= days[0] <= coming.end
    return key == (coming.season if frequency is Frequency.ONCE else coming.code)


def left_in_words(left: Mapping[str, int], book: Book) -> str | None:
    """51 paket sembako dan 120 porsi makanan siap saji; None when nothing is known."""
    if not left:
        return None
    said = [aid(book, left[kind], kind) for kind in book.kinds if left.get(kind)]
    return listed(said) or NOTHING_LEFT

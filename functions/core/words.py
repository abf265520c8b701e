"""What sheets, messages and pages say alike: days, amounts of aid, lists and places in plain Indonesian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from functions.core.book import Book
from functions.core.reasons import thousands
from sheets_schema.form import target_name

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def date(day: dt.date) -> str:
    """2 Mei 2020."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday(day: dt.date) -> str:
    """Sabtu, 25 April 2020."""
    return f"{DAYS[day.weekday()]}, {date(day)}"


def near_day(day: dt.date) -> str:
    """Minggu 3 Mei: for what is weeks away at most."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def near_days(first: dt.date, count: int) -> str:
    """Minggu 3 Mei; of several days the first and the last: Minggu 3 Mei - Selasa 5 Mei."""
    return near_day(first) + (f" - {near_day(first + dt.timedelta(days=count - 1))}" if count > 1 else "")


def span(first: dt.date, last: dt.date) -> str:
    """1 - 7 Mei 2020; 28 April - 4 Mei 2020; of one day: Minggu, 3 Mei 2020."""
    if first == last:
        return weekday(first)
    told = date(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else told} - {date(last)}"


def listed(parts: Sequence[str]) -> str:
    """a; a dan b; a, b, dan c."""
    if len(parts) <= 2:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def thing(unit: str, name: str) -> str:
    """Unit and name of a kind of aid, the unit not said twice: paket sembako, paket THR, porsi makanan siap saji."""
    first, _, rest = name.partition(" ")
    said = rest if first.casefold() == unit.casefold() else _in_a_sentence(name)
    return f"{unit} {said}".strip()


def _in_a_sentence(name: str) -> str:
    """Small first letter, unless the word is an abbreviation such as THR."""
    abbreviation = len(name) > 1 and name[1].isupper()
    return name if abbreviation else name[:1].lower() + name[1:]


def aid(book: Book, number: int, kind: str | None, unit: str | None = None) -> str:
    """So much of a kind, by its code: 51 paket sembako. A kind that the tabs no longer have is called by its code."""
    known = book.kinds.get(kind or "")
    called = thing(known.unit or unit or "", known.name) if known else f"{unit or ''} {kind or 'bantuan'}".strip()
    return f"{thousands(number)} {called}"


def place(book: Book, code: str | None) -> str | None:
    """What a target is called, by its code: RW 05 Kebayoran Lama Utara, or an institution's name. None if unknown."""
    target = book.targets.get(code or "")
    region = book.places.of_target(target)
    return target_name(target, region) if target and region else None

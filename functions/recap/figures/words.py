"""Figures in Indonesian words: dates, counts, lists, kinds of aid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from functions.core.reasons import thousands
from functions.recap.figures.figures import Kind

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_SMALL = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def date(day: dt.date) -> str:
    """2 Mei 2020."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int) -> str:
    """A count below ten as a word, else in figures: lima, 69, 1.250."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else thousands(number)


def listed(parts: Sequence[str]) -> str:
    """a; a dan b; a, b, dan c."""
    if len(parts) <= 2:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def called(kind: Kind) -> str:
    """What press releases call a kind after a number: as staff say, else its unit and name."""
    return kind.called or thing(kind)


def thing(kind: Kind) -> str:
    """Unit and name of a kind, the unit not said twice: paket sembako, paket THR, porsi makanan siap saji."""
    first, _, rest = kind.name.partition(" ")
    name = rest if first.casefold() == kind.unit.casefold() else _in_a_sentence(kind.name)
    return f"{kind.unit} {name}".strip()


def _in_a_sentence(name: str) -> str:
    """Small first letter, unless the word is an abbreviation such as THR."""
    abbreviation = len(name) > 1 and name[1].isupper()
    return name if abbreviation else name[:1].lower() + name[1:]


def numbers(found: Iterable[int], most: int = 10) -> str:
    """Commitment numbers: "nomor 3, 7, dan 12"; of many the first ones, and how many more."""
    texts = [str(number) for number in found]
    if len(texts) > most:
        return f"nomor {', '.join(texts[:most])}, dan {thousands(len(texts) - most)} lainnya"
    return f"nomor {listed(texts)}"

"""Figures in Indonesian words: counts, kinds of aid, numbers of commitments."""

from __future__ import annotations

from collections.abc import Iterable

from functions.core.reasons import thousands
from functions.core.words import listed, thing
from functions.recap.figures.figures import Kind

_SMALL = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def count(number: int) -> str:
    """A count below ten as a word, else in figures: lima, 69, 1.250."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else thousands(number)


def called(kind: Kind) -> str:
    """What press releases call a kind after a number: as staff say, else its unit and name."""
    return kind.called or thing(kind.unit, kind.name)


def numbers(found: Iterable[int], most: int = 10) -> str:
    """Commitment numbers: "nomor 3, 7, dan 12"; of many the first ones, and how many more."""
    texts = [str(number) for number in found]
    if len(texts) > most:
        return f"nomor {', '.join(texts[:most])}, dan {thousands(len(texts) - most)} lainnya"
    return f"nomor {listed(texts)}"

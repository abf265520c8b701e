"""Cells in words: a raw value as staff see it, and what they are told to type instead, in their locale.

A value is named only where it can stand in that cell, so who types what a remedy says has no finding left. Nobody is
told to invent one.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from sheets_schema import lengths
from sheets_schema.column import Column, Kind
from sheets_schema.numerals import likely, with_comma
from sheets_schema.plain import cut

Raw: TypeAlias = str | int | float | bool | None

LARGEST_EXACT = 10**15
"""Sheets keeps 15 digits; beyond that a number is no longer what was typed."""

RETYPE_DATE = "Ketik ulang tanggalnya: hari-bulan-tahun, misalnya 30-04-2020."


def when_missing(column: Column) -> str:
    """What to type into a cell that must be filled."""
    if column.choices:
        return one_of(column)
    if column.kind is Kind.DATE:
        return RETYPE_DATE
    counted = column.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.RUPIAH}
    return number_hint(column) if counted else f"Isi: {column.help}"


def when_unknown(column: Column) -> str:
    """What to do with a cell whose value nobody knows; empty where it is theirs to decide."""
    if not column.required:
        return "" if column.vital else " Bila tidak tahu, kosongkan sel ini."
    if column.kind in {Kind.CHOICE, Kind.CODE}:
        return ""
    return " Bila belum tahu, biarkan dulu: jangan diisi perkiraan."


def one_of(column: Column) -> str:
    """The choices."""
    return f"Pilih salah satu: {', '.join(column.choices)}."


def number_hint(column: Column, typed: str = "") -> str:
    """What to type; where the text suggests a number that can stand there, it is named but never assumed."""
    if column.kind is Kind.DECIMAL:
        meant = with_comma(typed)
        if meant and within(column, float(meant.replace(",", "."))):
            return f"Ketik dengan koma, bukan titik: {meant}."
        return f"Ketik angka saja, pecahan dengan koma, tanpa huruf atau satuan{bounds_text(column)}."
    number = likely(typed)
    if number is not None and within(column, number):
        return f"Bila maksudnya {number}, ketik {number}: angka saja, tanpa titik, huruf, atau tanda petik."
    return f"Ketik angka saja, tanpa titik pemisah, huruf, atau satuan{bounds_text(column)}."


def lost_comma(column: Column, number: int | float) -> str:
    """106.827153 typed where the point parts thousands becomes 106827153: where the comma was, the bounds tell."""
    low, high = column.minimum, column.maximum
    if column.kind is not Kind.DECIMAL or None in (low, high) or not is_whole(number):
        return ""
    digits = str(abs(int(number)))
    for at in range(len(digits) - 1, 0, -1):
        meant = math.copysign(float(f"{digits[:at]}.{digits[at:]}"), number)
        if within(column, meant):
            return f" Bila maksudnya {shown(meant)}, ketik dengan koma: {shown(meant)}."
    return ""


def bounds_text(column: Column) -> str:
    """The bounds of a number, as the end of a sentence."""
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f", antara {shown(low)} dan {shown(high)}"
    if low is not None:
        return f", paling kecil {shown(low)}"
    return "" if high is None else f", paling besar {shown(high)}"


def within(column: Column, number: float) -> bool:
    """Whether a number may stand in the column."""
    low, high = column.minimum, column.maximum
    return (low is None or number >= low) and (high is None or number <= high)


def shown(raw: Raw) -> str:
    """A raw value as staff see it: decimal comma, cut when it is long."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        return (str(int(raw)) if is_whole(raw) else str(raw)).replace(".", ",")
    return cut(raw or "", lengths.FOUND)


def is_whole(number: int | float) -> bool:
    """Whether it has no fraction, and is small enough for that to mean something."""
    return abs(number) < LARGEST_EXACT and number == int(number)

"""Dates, amounts and places in plain Indonesian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from functions.core.places import Places
from functions.core.reasons import thousands
from functions.core.words import weekday
from functions.notify.writing.quoting import quoted
from sheets_schema.form import target_name
from sheets_schema.private import Target

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MOST_NUMBERS = 10

COMPLAINTS = "Ada keluhan? Sampaikan lewat aplikasi JAKI atau kantor kelurahan setempat."


def days(first: dt.date | None, count: int) -> str:
    """One day, or the first and the last of several."""
    if first is None:
        return "tanggal belum ditentukan"
    if count <= 1:
        return weekday(first)
    return f"{weekday(first)} sampai {weekday(first + dt.timedelta(days=count - 1))} ({count} hari)"


def amount(number: int, unit: str | None) -> str:
    """1.500 paket."""
    return f"{thousands(number)} {quoted(unit)}".strip()


def numbers(found: Iterable[int]) -> str:
    """12, 13 dan 15; of many the first ones, for a subject must stay readable."""
    shown = [str(number) for number in sorted(found)]
    if len(shown) > _MOST_NUMBERS:
        shown = [*shown[: _MOST_NUMBERS - 1], f"{len(shown) - _MOST_NUMBERS + 1} lainnya"]
    *first, last = shown
    return f"{', '.join(first)} dan {last}" if first else last


def letter_number(first: int, date: dt.date) -> str:
    """The number of a letter: that of its first commitment, with month and year of the decision."""
    return f"{first:06d}/KSBB/{_ROMAN[date.month - 1]}/{date.year}"


def place(target: Target | None, places: Places) -> str:
    """What a target is called, for whoever knows the town."""
    region = places.of_target(target)
    return quoted(target_name(target, region) if region else target.code) if target else "sasaran belum dikenali"


def where(target: Target | None, places: Places) -> str:
    """Where a target is: the address of an institution, kelurahan, kecamatan and city."""
    region = places.of_target(target)
    if target is None or region is None:
        return ""
    parts = (quoted(target.address), f"Kel. {region.village}", f"Kec. {region.district}", region.city)
    return ", ".join(part for part in parts if part)

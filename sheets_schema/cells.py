"""One cell: what the Sheets API hands us becomes a typed value or a fault in plain Indonesian, and back again.

Values are read with UNFORMATTED_VALUE and SERIAL_NUMBER, so a number is a number whatever its format looks like. Texts
are made plain first. Nothing is guessed: "50 paket" can only be 50, but who typed "1.500" is told what to type instead.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from sheets_schema import lengths
from sheets_schema.addresses import address, several
from sheets_schema.column import Column, Kind
from sheets_schema.labelled import code_of
from sheets_schema.numerals import numeral
from sheets_schema.plain import cut, means_nothing, plain
from sheets_schema.wording import (
    LARGEST_EXACT,
    RETYPE_DATE,
    Raw,
    bounds_text,
    is_whole,
    lost_comma,
    number_hint,
    one_of,
    shown,
    when_missing,
    when_unknown,
)

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
"""Dates outside are slips: a plain number typed into a date cell reads as a day around the year 1900."""

TIME_ZONE = ZoneInfo("Asia/Jakarta")
NUMBER_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RUPIAH})
DATE_KINDS = frozenset({Kind.DATE, Kind.MOMENT})

_SERIAL_ZERO = dt.date(1899, 12, 30)
_SECONDS_A_DAY = 86_400
# Unformatted, Sheets puts what is wrong behind it: "#REF! (Reference does not exist.)".
_ERROR = re.compile(
    r"(#(REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!|ERROR!|SPILL!|CALC!)|Loading\.\.\.)( \(.*\))?", re.DOTALL
)
_LINK = re.compile(r"https?://\S+")
_PHONE = re.compile(r"[+(]?[0-9\s()./\-]+")
_AS_TEXT = "Ketik sebagai teks: awali dengan tanda petik ', misalnya "


@dataclass(eq=False)
class CellFault(Exception):
    """What is wrong with a cell and what to type instead, both in Indonesian.

    `general` says what is wrong with every cell of that kind, where `problem` repeats what this one holds.
    """

    problem: str
    remedy: str
    general: str = ""

    def __post_init__(self) -> None:
        self.general = self.general or self.problem

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


def parse(column: Column, raw: Raw) -> object:
    """The typed value of a cell, None when it is empty.

    str for text, codes, phones, e-mails (several in one text where declared), links, references and choices
    (as declared); int, float, date; a datetime is wall time in Jakarta without zone. A cell that says `-`, nihil and
    the like is empty. Raises CellFault.
    """
    if isinstance(raw, str):
        raw = plain(raw)
    if raw is None or (isinstance(raw, str) and means_nothing(raw)):
        if column.required:
            remedy = when_missing(column) + when_unknown(column)
            raise CellFault(f'Kolom "{column.label}" wajib diisi.', remedy)
        return None
    try:
        if isinstance(raw, str) and raw[:1] in ("#", "L") and _ERROR.fullmatch(raw):
            raise CellFault(
                f"Rumus di sel ini gagal: {shown(raw)}.",
                "Perbaiki rumusnya, atau ketik nilainya langsung.",
                "Rumus di sel ini gagal.",
            )
        return _PARSERS[column.kind](column, raw)
    except CellFault as fault:
        fault.remedy += when_unknown(column)
        raise


def _text(column: Column, raw: Raw) -> str:
    if isinstance(raw, str):
        return _within_length(raw)
    if isinstance(raw, bool):
        raise CellFault("Sel ini berisi kotak centang, bukan teks.", f"Hapus, lalu ketik: {column.help}")
    if isinstance(raw, int | float) and (is_whole(raw) or (column.kind is Kind.TEXT and abs(raw) < LARGEST_EXACT)):
        return shown(raw)
    raise CellFault(
        f"Angka {shown(raw)} tidak dapat dibaca sebagai teks.",
        f"{_AS_TEXT}'{shown(raw)}.",
        "Angka tidak dapat dibaca sebagai teks.",
    )


def _typed(raw: Raw) -> str:
    """What has a shape of its own: who typed a number or pasted a page there is told the shape."""
    return raw if isinstance(raw, str) else shown(raw)


def _within_length(text: str) -> str:
    if len(text) > lengths.TEXT:
        raise CellFault(
            f"Teks terlalu panjang: {len(text)} huruf.",
            f"Ringkas menjadi paling banyak {lengths.TEXT} huruf.",
            "Teks terlalu panjang.",
        )
    return text


def _phone(_: Column, raw: Raw) -> str:
    if not isinstance(raw, str):
        raise CellFault(
            "Nomor telepon tersimpan sebagai angka: angka nol di depan hilang.", f"{_AS_TEXT}'081200000000."
        )
    digits = sum(c.isdigit() for c in raw)
    if not _PHONE.fullmatch(raw) or not 8 <= digits <= 15:
        raise CellFault(
            "Ini bukan satu nomor telepon (8 sampai 15 angka).", f"Tulis satu nomor saja. {_AS_TEXT}'081200000000."
        )
    return raw


def _email(_: Column, raw: Raw) -> str:
    found = address(_typed(raw))
    if found is None:
        raise CellFault("Ini bukan satu alamat surel.", "Tulis satu alamat, misalnya nama@contoh.id.")
    return found


def _emails(_: Column, raw: Raw) -> str:
    sound, wrong = several(_typed(raw))
    if wrong or not sound:
        raise CellFault(
            "Ini bukan alamat surel.", "Tulis seperti nama@contoh.id; bila beberapa, pisahkan dengan titik koma."
        )
    return _within_length("; ".join(sound))


def _matching(pattern: re.Pattern[str], problem: str, remedy: str) -> Callable[[Column, Raw], str]:
    def check(_: Column, raw: Raw) -> str:
        text = _typed(raw)
        if not pattern.fullmatch(text):
            raise CellFault(problem, remedy)
        return text

    return check


def _reference(column: Column, raw: Raw) -> str:
    """The code of what was picked: a name behind it decides nothing."""
    text = _text(column, raw)
    return code_of(text) or text


def _choice(column: Column, raw: Raw) -> str:
    wanted = raw.casefold() if isinstance(raw, str) else shown(raw)
    for choice in column.choices:
        if choice.casefold() == wanted:
            return str(choice)
    raise CellFault(
        f'"{shown(raw)}" tidak ada dalam daftar pilihan.',
        one_of(column),
        "Isi ini tidak ada dalam daftar pilihan.",
    )


def _integer(column: Column, raw: Raw) -> int:
    number = _number(column, raw)
    if not is_whole(number):
        problem = "terlalu besar" if abs(number) >= LARGEST_EXACT else "bukan bilangan bulat"
        raise CellFault(f"{shown(number)} {problem}.", number_hint(column), f"Angka ini {problem}.")
    return int(_within_bounds(column, number))


def _decimal(column: Column, raw: Raw) -> float:
    return float(_within_bounds(column, _number(column, raw)))


def _number(column: Column, raw: Raw) -> int | float:
    if isinstance(raw, bool):
        raise CellFault("Sel ini berisi kotak centang, bukan angka.", number_hint(column))
    if isinstance(raw, int | float):
        if not math.isfinite(raw):
            raise CellFault("Sel ini bukan angka yang dapat dihitung.", number_hint(column))
        return raw
    number = numeral(str(raw), column.units)
    if number is None:
        raise CellFault(
            f'"{shown(raw)}" adalah teks, bukan angka.',
            number_hint(column, str(raw)),
            "Isi ini adalah teks, bukan angka.",
        )
    return number


def _within_bounds(column: Column, number: int | float) -> int | float:
    low, high = column.minimum, column.maximum
    if low is not None and number < low:
        raise CellFault(
            f"{shown(number)} terlalu kecil.",
            f"Ketik angka{bounds_text(column)}.{lost_comma(column, number)}",
            "Angka ini terlalu kecil.",
        )
    if high is not None and number > high:
        raise CellFault(
            f"{shown(number)} terlalu besar.",
            f"Ketik angka{bounds_text(column)}.{lost_comma(column, number)}",
            "Angka ini terlalu besar.",
        )
    return number


def _date(_: Column, raw: Raw) -> dt.date:
    moment = _serial(raw, RETYPE_DATE)
    if moment.time() != dt.time():
        raise CellFault("Sel ini memuat jam, bukan tanggal saja.", f"Ketik tanggalnya saja: {moment:%d-%m-%Y}.")
    return moment.date()


def _moment(_: Column, raw: Raw) -> dt.datetime:
    return _serial(raw, "Ketik ulang tanggal dan jamnya, misalnya 30-04-2020 13:00.")


def _serial(raw: Raw, remedy: str) -> dt.datetime:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CellFault(
            f'"{shown(raw)}" tersimpan sebagai teks, bukan tanggal.', remedy, "Isi ini adalah teks, bukan tanggal."
        )
    if not to_serial(EARLIEST) <= raw < to_serial(LATEST) + 1:
        raise CellFault(
            f"{shown(raw)} bukan tanggal antara tahun {EARLIEST.year} dan {LATEST.year}.",
            remedy,
            f"Isi ini bukan tanggal antara tahun {EARLIEST.year} dan {LATEST.year}.",
        )
    return from_serial(raw)


def _any(column: Column, raw: Raw) -> str | int | float:
    if isinstance(raw, str):
        return _within_length(raw)
    number = _number(column, raw)
    return int(number) if is_whole(number) else number


_PARSERS: Mapping[Kind, Callable[[Column, Raw], object]] = {
    Kind.TEXT: _text,
    Kind.CODE: _text,
    Kind.REFERENCE: _reference,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.EMAILS: _emails,
    Kind.LINK: _matching(_LINK, "Ini bukan tautan.", "Salin alamat lengkapnya, mulai dari https://."),
    Kind.CHOICE: _choice,
    Kind.INTEGER: _integer,
    Kind.RUPIAH: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.ANY: _any,
}


def lost_code(column: Column, raw: Raw) -> CellFault | None:
    """What Sheets made of a code that looked like a number or a date: "007" is 7 then, "1-2" the 1st of February."""
    if column.kind not in {Kind.CODE, Kind.REFERENCE} or isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    what = f"angka {shown(raw)}"
    if to_serial(EARLIEST) <= raw <= to_serial(LATEST):
        what = f"tanggal {from_serial(raw):%d-%m-%Y}, atau {what}"
    return CellFault(
        f"Sel ini berisi {what}, bukan kode yang diketik sebagai teks.",
        f"{_AS_TEXT}'007 atau '1-2.",
        "Sel ini berisi angka atau tanggal, bukan kode yang diketik sebagai teks.",
    )


def render(column: Column, value: object) -> dict[str, Any]:
    """A `CellData` with a typed `userEnteredValue`; empty for None and "", which empties the cell.

    Text is a stringValue whatever it begins with, so it never becomes a formula. What Sheets would refuse is made
    acceptable (over-long text is cut, unpaired surrogates replaced): one cell must not fail a whole write.
    Raises TypeError when the value is not of the column's kind: that is our mistake, not a person's.
    """
    plain = value.value if isinstance(value, Enum) else value
    if plain is None or plain == "":
        return {}
    if isinstance(plain, str) and column.kind not in NUMBER_KINDS | DATE_KINDS:
        return {"userEnteredValue": {"stringValue": _acceptable(plain, column.longest)}}
    if isinstance(plain, dt.date) and column.kind in DATE_KINDS:
        return {"userEnteredValue": {"numberValue": to_serial(plain)}}
    countable = isinstance(plain, int | float) and not isinstance(plain, bool)
    if countable and column.kind in NUMBER_KINDS | {Kind.ANY}:
        return {"userEnteredValue": {"numberValue": plain}}
    raise TypeError(f"column {column.key!r} ({column.kind.name}) cannot hold a {type(plain).__name__}")


def _acceptable(text: str, longest: int) -> str:
    return cut(text, longest).encode("utf-8", "replace").decode("utf-8")


def to_serial(value: dt.date | dt.datetime) -> int | float:
    """Days since 30 December 1899, as Sheets counts; a datetime to the second, in Jakarta time if it has a zone."""
    if not isinstance(value, dt.datetime):
        return (value - _SERIAL_ZERO).days
    wall = value.astimezone(TIME_ZONE) if value.tzinfo else value
    seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
    return (wall.date() - _SERIAL_ZERO).days + seconds / _SECONDS_A_DAY


def from_serial(serial: int | float) -> dt.datetime:
    """The moment of a serial number, to the nearest second, without zone. Raises OverflowError beyond year 9999."""
    days, seconds = divmod(round(serial * _SECONDS_A_DAY), _SECONDS_A_DAY)
    day = _SERIAL_ZERO + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)

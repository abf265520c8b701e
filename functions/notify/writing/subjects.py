"""The subject of a mail to a donor: when, what and for whom, then what the mail is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from functions.core.book import Book
from functions.core.state import COUNTED, Line
from functions.core.words import aid, near_days, place
from functions.notify.writing.quoting import quoted
from functions.notify.writing.words import numbers
from sheets_schema.terms import Status

_RUNNING = frozenset({Status.ACCEPTED, Status.PARTLY_DELIVERED})


def subject(book: Book, lines: Sequence[Line], said: str) -> str:
    """Minggu 3 Mei: 51 paket sembako untuk RW 07 Ulujami disetujui (komitmen 12).

    Of several lines the one that is delivered first is named. A long name is cut, never what the mail is about.
    """
    first = min(lines, key=lambda line: (line.date or dt.date.max, line.n))
    when = f"{near_days(first.date, first.days)}: " if first.date else ""
    return f"{when}{quoted(_what(book, first))}{_others(lines)} {said} (komitmen {numbers(line.n for line in lines)})"


def _what(book: Book, line: Line) -> str:
    where = place(book, line.target)
    number = line.approved if line.status in COUNTED else line.asked
    what = aid(book, number, line.kind, line.unit) if number and line.kind in book.kinds else "bantuan Anda"
    return f"{what} untuk {where}" if where else what


def _others(lines: Sequence[Line]) -> str:
    return f" dan {len(lines) - 1} lainnya" if len(lines) > 1 else ""


def verdict(lines: Sequence[Line]) -> str:
    """What was decided of all of them, in a word or two."""
    found = {line.status for line in lines}
    if found <= _RUNNING:
        cut = any(line.approved < (line.asked or 0) for line in lines)
        return "disetujui sebagian" if cut else "disetujui"
    if found == {Status.REVIEW}:
        return "sedang ditinjau"
    if found == {Status.REJECTED}:
        return "tidak dapat diterima"
    return "disetujui sebagian" if found & _RUNNING else "sudah kami jawab"

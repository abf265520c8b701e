"""What the system writes beside rows of staff's: codes with their names, picked in other tabs, and rows in words.

Nothing is read from it. Only cells that differ are written, and none beside a row that cannot be used: what stands
there may be all that still tells what the row was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from functions.core import words
from functions.core.book import Book
from functions.ledger.cells import plain, same
from functions.ledger.desk import Desk
from functions.ledger.numbered import Shown
from functions.ledger.rows import Rows
from functions.ledger.views import Cells
from sheets_schema.column import Owner, Tab
from sheets_schema.labelled import labelled
from sheets_schema.private import (
    AID_KINDS,
    COORDINATORS,
    PERIODS,
    PROGRAMMES,
    QUOTAS,
    TARGETS,
    AidKind,
    Coordinator,
    Period,
    Programme,
    QuotaOverride,
    Target,
)
from sheets_schema.reading import TabReading

Named = Coordinator | AidKind | Programme
"""Rows that have a name of their own."""


def beside(desk: Desk) -> Iterator[Rows]:
    """The cells that differ, tab by tab."""
    for tab in (TARGETS, COORDINATORS, AID_KINDS, PERIODS, PROGRAMMES, QUOTAS):
        reading = desk.readings.get(tab)
        key = next(column.key for column in tab.columns if column.beside)
        if reading and key in reading.places and (due := _due(tab, key, reading, desk.book)):
            yield Rows(tab, _shown(tab, reading), due, due)


def _due(tab: Tab[Any], key: str, reading: TabReading[Any], book: Book) -> dict[int, Cells]:
    """k (sheet row k + 1) -> its cell, where it says something else."""
    column, at = tab.column(key), reading.places[key]
    wanted = {located.number - 1: said(located.row, book) for located in reading.rows}
    found: dict[int, Cells] = {}
    for k, row in enumerate(reading.cells, start=1):
        there = row[at] if at < len(row) else ""
        if k + 1 not in reading.waiting and not same(plain(column, wanted.get(k)), there):
            found[k] = {key: wanted.get(k)}
    return found


def _shown(tab: Tab[Any], reading: TabReading[Any]) -> Shown:
    """The tab as it stands, with what staff typed: a write that missed a moved column puts it back."""
    return Shown(
        places=reading.places,
        rows=1 + len(reading.cells),
        typed={
            column.key: [row[at] if (at := reading.places[column.key]) < len(row) else None for row in reading.cells]
            for column in tab.columns
            if column.owner is Owner.STAFF
        },
    )


def said(row: Target | Period | QuotaOverride | Named, book: Book) -> str:
    """What stands beside a row of staff's."""
    if isinstance(row, QuotaOverride):
        return _quota(row, book)
    if isinstance(row, Target):
        return labelled(row.code, words.place(book, row.code))
    if isinstance(row, Period):
        return labelled(row.code, words.span(row.start, row.end))
    return labelled(row.code, row.name)


def _quota(row: QuotaOverride, book: Book) -> str:
    kind = book.kinds.get(row.kind)
    period = next((period for period in book.periods if period.code == row.period), None)
    when = words.span(period.start, period.end) if period else row.period or "semua periode"
    what = words.thing(kind.unit, kind.name) if kind else row.kind
    return f"{words.place(book, row.target) or row.target}: {what}, {when}"

"""Perlu Dihubungi: every PJ message as a WhatsApp link for staff to press and tick. Row k is contact message k.

Which message stands in which row is decided once, by put-if-absent objects `contact/000000001.json`, like the journal.
So no message comes to stand beside a tick that staff put beside another. A tick says "sent" of the message it names
(`ticks.py`): its row then forgets the rest. Of an object that was spoilt the messages get rows anew, below all that was
ever written.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from functions.core.state import State
from functions.gapi.sheets import Values
from functions.ledger import stored
from functions.ledger.cells import grid_request, row_requests
from functions.ledger.journal import Objects, create
from functions.notify.due.message import Message
from functions.notify.due.people import People
from functions.notify.staff import ticks
from functions.notify.writing.links import whatsapp
from functions.notify.writing.worklist import Call
from sheets_schema.private import TO_CONTACT
from sheets_schema.reading import SchemaDrift, locate
from sheets_schema.wording import Raw

_PREFIX = "contact/"
_READERS = 16
_MOST_MISSING = 1_000
"""Batches that may be lost between two; what stands further away was put there by somebody else."""
_MOST_ROWS = 100_000
"""Rows that a lost batch may have given."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that were given rows together: the first row's number, since when, and their keys in order."""

    number: int
    first: int
    at: dt.datetime
    keys: tuple[str, ...]
    spoilt: bool = False
    """Nobody can read it: which rows it gave is not known."""

    @property
    def end(self) -> int:
        """The number after the last row."""
        return self.first + len(self.keys)


_NONE = Batch(0, 1, dt.datetime.min.replace(tzinfo=dt.UTC), ())


class Rows:
    """Which message stands in which row, as far back as messages can still be due. An instance keeps it."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []

    def read(self, objects: Objects, oldest: dt.date) -> list[str]:
        """Take in the batches that are not known yet, from the newest back to the first one before `oldest`.

        Returns the names of objects that are no batches.
        """
        last = self._last()
        names, strays = _batches_among(objects.list(_PREFIX, _name(last.number) if last.number else ""), last.number)
        fresh: list[tuple[int, Batch | None]] = []
        with ThreadPoolExecutor(_READERS) as pool:
            while names and not any(batch and batch.at.date() < oldest for _, batch in fresh):
                part, names = names[-_READERS:], names[:-_READERS]
                found = zip(part, pool.map(objects.get, part), strict=True)
                fresh = [*((_number(name), _decode(name, data)) for name, data in found), *fresh]
        for number, batch in fresh:
            before = self._last()
            fits = batch and (before is _NONE or before.end <= batch.first <= before.end + _MOST_ROWS)
            spoilt = Batch(number, before.end, before.at, (), spoilt=True)
            self._batches.append(batch if batch and fits else spoilt)
        return [*strays, *(_name(batch.number) for batch in self._batches if batch.spoilt)]

    def add(self, objects: Objects, keys: Iterable[str], now: dt.datetime, free: int | None = 1) -> int:
        """Give a row to each message that has none; returns how many got one. Loses no row to another instance.

        `free` is the first row of the tab with nothing below it, None when that is not known: a batch that nobody can
        read may have given the rows before it.
        """
        added = 0
        while missing := [key for key in keys if key not in self.places()]:
            last = self._last()
            if last.spoilt and free is None:
                break
            first = min(max(last.end, free or 1), last.end + _MOST_ROWS) if last.spoilt else last.end
            batch = Batch(last.number + 1, first, now, tuple(missing))
            if create(objects, _name(batch.number), _encode(batch)):
                self._batches.append(batch)
                added += len(missing)
            else:
                self.read(objects, now.date() - dt.timedelta(days=366))
        return added

    def _last(self) -> Batch:
        return self._batches[-1] if self._batches else _NONE

    def places(self) -> dict[str, int]:
        """Message key -> row number."""
        return {key: k for k, key, _ in self}

    def __iter__(self) -> Iterator[tuple[int, str, dt.datetime]]:
        """Row number, message key, and since when it stands there."""
        for batch in self._batches:
            for k, key in enumerate(batch.keys, start=batch.first):
                yield k, key, batch.at


def _name(number: int) -> str:
    return f"{_PREFIX}{number:09d}.json"


def _encode(batch: Batch) -> bytes:
    body = {"at": batch.at.isoformat(), "first": batch.first, "keys": batch.keys}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _number(name: str) -> int:
    return int(name.removeprefix(_PREFIX).removesuffix(".json"))


def _batches_among(names: Iterable[str], last: int) -> tuple[list[str], list[str]]:
    """The names of batches after number `last`, and of strays; what stands far beyond the others is one too."""
    ours, strays = stored.parted(names)
    for place, name in enumerate(ours):
        if _number(name) > last + _MOST_MISSING:
            return ours[:place], [*strays, *ours[place:]]
        last = _number(name)
    return ours, strays


def _decode(name: str, data: bytes | None) -> Batch | None:
    """None when nobody who gives rows can have made it."""
    match stored.content(data):
        case {"at": str(at), "first": int(first), "keys": [*keys]} if all(isinstance(key, str) for key in keys):
            with suppress(ValueError):
                moment = dt.datetime.fromisoformat(at)
                if moment.tzinfo and 0 < first <= _MOST_ROWS * _MOST_MISSING:
                    return Batch(_number(name), first, moment, tuple(keys))
    return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tab as it stands: where its columns are, what each row shows and staff wrote beside it, the grid's rows."""

    places: Mapping[str, int]
    codes: Mapping[int, str]
    numbers: Mapping[int, str]
    hints: Mapping[int, str]
    marks: Mapping[int, str]
    rows: int

    @classmethod
    def of(cls, values: Values) -> Sheet:
        """From the whole tab. Raises SchemaDrift when a header is missing or doubled."""
        header = values.rows[0] if values.rows else ()
        places = locate(TO_CONTACT, header, {column.key for column in TO_CONTACT.columns})

        def cells(key: str) -> dict[int, str]:
            at = places[key]
            return {k: str(row[at] or "") for k, row in enumerate(values.rows) if k and at < len(row)}

        return cls(places, cells("code"), cells("number"), cells("hint"), marks=cells("done"), rows=values.grid_rows)


def first_free(values: Values) -> int | None:
    """The first row of the tab below all that the system ever wrote; None when its columns cannot be told."""
    try:
        codes = Sheet.of(values).codes
    except SchemaDrift:
        return None
    return 1 + max((k for k, code in codes.items() if "/" in code), default=0)


def waiting(values: Values) -> list[Call]:
    """The messages that the tab shows and that no tick names. Raises SchemaDrift."""
    sheet = Sheet.of(values)
    sent = ticks.ticked(sheet.marks.values())

    def cell(k: int, key: str) -> Raw:
        row, at = values.rows[k], sheet.places[key]
        return row[at] if at < len(row) else None

    return [
        Call(k, str(cell(k, "coordinator") or ""), str(cell(k, "phone") or ""))
        for k in range(1, len(values.rows))
        if cell(k, "message") and k not in sent
    ]


@dataclass(frozen=True, slots=True)
class Stale:
    """A row that shows something else than it should; without a message it is emptied."""

    k: int
    code: str
    since: dt.datetime
    message: Message | None
    hint: str | None = None


def stale(rows: Rows, sheet: Sheet, due: Mapping[str, Message], state: State, people: People) -> list[Stale]:
    """The rows to write. What is ticked or no longer due keeps its row and loses name, phone and text."""
    found = []
    sent = ticks.ticked(sheet.marks.values())
    for k, key, since in rows:
        message = None if k in sent else due.get(key)
        code = f"{key} {_fingerprint(message, state, people) if message else '-'}"
        row = Stale(k, code, since, message, ticks.hint(k, sheet.marks.get(k)))
        shown = (sheet.codes.get(k, ""), sheet.numbers.get(k, ""), sheet.hints.get(k, ""))
        if shown != (code, str(k), row.hint or ""):
            found.append(row)
    return [*found, *_moved(rows, sheet)]


def _moved(rows: Rows, sheet: Sheet) -> Iterator[Stale]:
    """Rows of messages that stand elsewhere, because the batch that gave these rows cannot be read any more."""
    since = {key: at for _, key, at in rows}
    ours = set(rows.places().values())
    for k, code in sheet.codes.items():
        key, _, state = code.rpartition(" ")
        if k not in ours and key in since and state != "-":
            yield Stale(k, f"{key} -", since[key], None)


def _fingerprint(message: Message, state: State, people: People) -> str:
    """Changes when what the message says would change."""
    versions = [(n, state.lines[n].version) for n in (*message.lines, *message.also)]
    coordinator = people.coordinators[message.recipient]
    return f"{zlib.crc32(repr((versions, coordinator.name, coordinator.phone)).encode()):08x}"


def requests(
    found: Sequence[Stale], sheet: Sheet, people: People, texts: Callable[[Message], Sequence[str]]
) -> list[dict[str, Any]]:
    """The requests that put these rows right. Staff's own column is never touched."""
    if not found:
        return []
    rows = {row.k: _cells(row, people, texts) for row in found}
    return [*grid_request(TO_CONTACT, sheet.rows, max(rows)), *row_requests(TO_CONTACT, sheet.places, rows)]


def _cells(row: Stale, people: People, texts: Callable[[Message], Sequence[str]]) -> dict[str, object]:
    always = {"number": row.k, "since": row.since, "hint": row.hint, "code": row.code}
    if row.message is None:
        return {**always, "coordinator": None, "phone": None, "message": None}
    coordinator = people.coordinators[row.message.recipient]
    links = [link for text in texts(row.message) if (link := whatsapp(coordinator.phone, text))]
    return {
        **always,
        "coordinator": coordinator.name,
        "phone": coordinator.phone,
        "message": "\n".join(links) or "Nomor teleponnya keliru: perbaiki di tab Penanggung Jawab.",
    }

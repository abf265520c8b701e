"""Perlu Dihubungi: every PJ message as a WhatsApp link for staff to press and tick. Row k is contact message k.

Which message stands in which row is decided once, by put-if-absent objects `contact/000000001.json`, like the journal.
So a row never moves away from the tick that staff put beside it. A tick says "sent": the row then forgets the rest.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from functions.core.state import State
from functions.gapi.sheets import Values
from functions.ledger.cells import grid_request, row_requests
from functions.ledger.journal import Objects, create
from functions.notify.due.message import Message
from functions.notify.due.people import People
from functions.notify.writing.links import whatsapp
from sheets_schema.private import TO_CONTACT
from sheets_schema.reading import locate
from sheets_schema.terms import YesNo

_PREFIX = "contact/"
_READERS = 16


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that were given rows together: the first row's number, since when, and their keys in order."""

    number: int
    first: int
    at: dt.datetime
    keys: tuple[str, ...]

    @property
    def end(self) -> int:
        """The number after the last row."""
        return self.first + len(self.keys)


class Rows:
    """Which message stands in which row, as far back as messages can still be due. An instance keeps it."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []

    def read(self, objects: Objects, oldest: dt.date) -> None:
        """Take in the batches that are not known yet, from the newest back to the first one before `oldest`."""
        last = self._batches[-1].number if self._batches else 0
        names = objects.list(_PREFIX, _name(last) if last else "")
        fresh: list[Batch] = []
        with ThreadPoolExecutor(_READERS) as pool:
            while names and not (fresh and fresh[0].at.date() < oldest):
                part, names = names[-_READERS:], names[:-_READERS]
                fresh = [
                    *(_decode(name, data) for name, data in zip(part, pool.map(objects.get, part), strict=True)),
                    *fresh,
                ]
        self._batches += fresh

    def add(self, objects: Objects, keys: Iterable[str], now: dt.datetime) -> int:
        """Give a row to each message that has none; returns how many got one. Loses no row to another instance."""
        added = 0
        while missing := [key for key in keys if key not in self.places()]:
            last = self._batches[-1] if self._batches else Batch(0, 1, now, ())
            batch = Batch(last.number + 1, last.end, now, tuple(missing))
            if create(objects, _name(batch.number), _encode(batch)):
                self._batches.append(batch)
                added += len(missing)
            else:
                self.read(objects, now.date() - dt.timedelta(days=366))
        return added

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


def _decode(name: str, data: bytes | None) -> Batch:
    body = json.loads(data or b"{}")
    at = dt.datetime.fromisoformat(body["at"])
    return Batch(int(name.removeprefix(_PREFIX).removesuffix(".json")), body["first"], at, tuple(body["keys"]))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tab as it stands: where its columns are, what each row shows, which rows staff ticked, the grid's rows."""

    places: Mapping[str, int]
    codes: Mapping[int, str]
    ticked: frozenset[int]
    rows: int

    @classmethod
    def of(cls, values: Values) -> Sheet:
        """From the whole tab. Raises SchemaDrift when a header is missing or doubled."""
        header = values.rows[0] if values.rows else ()
        places = locate(TO_CONTACT, header, {column.key for column in TO_CONTACT.columns})

        def cells(key: str) -> dict[int, str]:
            at = places[key]
            return {k: str(row[at] or "") for k, row in enumerate(values.rows) if k and at < len(row)}

        ticked = {k for k, text in cells("done").items() if text.strip().casefold() == YesNo.YES.value}
        return cls(places, cells("code"), frozenset(ticked), values.grid_rows)


@dataclass(frozen=True, slots=True)
class Stale:
    """A row that shows something else than it should; without a message it is emptied."""

    k: int
    code: str
    since: dt.datetime
    message: Message | None


def stale(rows: Rows, sheet: Sheet, due: Mapping[str, Message], state: State, people: People) -> list[Stale]:
    """The rows to write. What is ticked or no longer due keeps its row and loses name, phone and text."""
    found = []
    for k, key, since in rows:
        message = None if k in sheet.ticked else due.get(key)
        code = f"{key} {_fingerprint(message, state, people) if message else '-'}"
        if sheet.codes.get(k, "") != code:
            found.append(Stale(k, code, since, message))
    return found


def _fingerprint(message: Message, state: State, people: People) -> str:
    """Changes when what the message says would change."""
    versions = [(n, state.lines[n].version) for n in (*message.lines, *message.also)]
    coordinator = people.coordinators[message.recipient]
    return f"{zlib.crc32(repr((versions, coordinator.name, coordinator.phone)).encode()):08x}"


def requests(
    found: Sequence[Stale], sheet: Sheet, people: People, text: Callable[[Message], str]
) -> list[dict[str, Any]]:
    """The requests that put these rows right. Staff's own column is never touched."""
    if not found:
        return []
    rows = {row.k: _cells(row, people, text) for row in found}
    return [*grid_request(TO_CONTACT, sheet.rows, max(rows)), *row_requests(TO_CONTACT, sheet.places, rows)]


def _cells(row: Stale, people: People, text: Callable[[Message], str]) -> dict[str, object]:
    if row.message is None:
        return {"coordinator": None, "phone": None, "message": None, "since": row.since, "code": row.code}
    coordinator = people.coordinators[row.message.recipient]
    link = whatsapp(coordinator.phone, text(row.message))
    return {
        "coordinator": coordinator.name,
        "phone": coordinator.phone,
        "message": link or "Nomor teleponnya keliru: perbaiki di tab Penanggung Jawab.",
        "since": row.since,
        "code": row.code,
    }

"""Everything the stand-in knows. Changed only from the server's event loop, so one call is one transaction."""

import itertools
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.google.clock import Clock
from local.google.faults import Faults
from local.google.jsontypes import Json
from local.google.quotas import Quotas
from local.google.sheets.book import Book, book_from_json, book_to_json
from local.google.sheets.cell import from_json, to_json
from local.google.sheets.grid import EMPTY
from local.google.store import Store

OWNER = "pemilik@lokal.iam.gserviceaccount.com"
"""The service account that exists from the start, and whom any token stands for under --any-token."""


class Shelf:
    """Documents of one kind by id, in memory and in the store. A document is replaced, never changed in place."""

    def __init__(self, store: Store, kind: str) -> None:
        self._store, self._kind = store, kind
        self._documents: dict[str, Json] = dict(store.documents(kind))

    def get(self, key: str) -> Json | None:
        return self._documents.get(key)

    def put(self, key: str, document: Json) -> None:
        self._documents[key] = document
        self._store.put(self._kind, key, document)

    def remove(self, key: str) -> None:
        self._documents.pop(key, None)
        self._store.delete(self._kind, key)

    def items(self) -> Iterator[tuple[str, Json]]:
        return iter(list(self._documents.items()))

    def values(self) -> Iterator[Json]:
        return iter(list(self._documents.values()))


class Books:
    """Workbooks by id. `put` replaces one and writes only the rows that differ from what was there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._books: dict[str, Book] = {}
        for key, body in store.documents("book"):
            book = book_from_json(body)
            for sheet in book.sheets:
                for position, cells in store.rows(key, sheet.sheet_id):
                    sheet.grid.rows.extend([EMPTY] * (position + 1 - len(sheet.grid.rows)))
                    sheet.grid.rows[position] = from_json(cells)
            self._books[key] = book

    def get(self, key: str) -> Book | None:
        return self._books.get(key)

    def values(self) -> Iterator[Book]:
        return iter(list(self._books.values()))

    def put(self, book: Book) -> None:
        old = self._books.get(book.book_id)
        self._books[book.book_id] = book
        if self._store.keeps:
            self._store.put("book", book.book_id, book_to_json(book))
            self._write_rows(old, book)

    def remove(self, key: str) -> None:
        old = self._books.pop(key, None)
        self._store.delete("book", key)
        if old is not None and self._store.keeps:
            self._write_rows(old, Book(key, {}))

    def _write_rows(self, old: Book | None, new: Book) -> None:
        before = {sheet.sheet_id: sheet.grid.rows for sheet in old.sheets} if old else {}
        after = {sheet.sheet_id: sheet.grid.rows for sheet in new.sheets}
        for sheet_id in before.keys() | after.keys():
            pairs = itertools.zip_longest(before.get(sheet_id, []), after.get(sheet_id, []), fillvalue=EMPTY)
            for position, (was, now) in enumerate(pairs):
                if was is not now:
                    self._store.put_row(new.book_id, sheet_id, position, to_json(now))


@dataclass(slots=True)
class Late:
    """A write that was answered with 503 and waits to be applied."""

    method: str
    apply: Callable[[], Any]
    outcome: str = "waiting"


@dataclass(slots=True)
class State:
    """The working set. `base_url` is where the stand-in is reached; `any_token` lets any bearer act as the owner."""

    store: Store
    any_token: bool = False
    base_url: str = ""
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    quotas: Quotas = field(default_factory=Quotas)
    calls: Counter[str] = field(default_factory=Counter)
    tokens: dict[str, Json] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)
    last_append: dict[tuple[str, int], int] = field(default_factory=dict)
    books: Books = field(init=False)
    files: Shelf = field(init=False)
    forms: Shelf = field(init=False)
    responses: Shelf = field(init=False)
    watches: Shelf = field(init=False)
    topics: Shelf = field(init=False)
    buckets: Shelf = field(init=False)
    objects: Shelf = field(init=False)
    versions: Shelf = field(init=False)
    uploads: Shelf = field(init=False)
    accounts: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.books = Books(self.store)
        for name in (
            "files",
            "forms",
            "responses",
            "watches",
            "topics",
            "buckets",
            "objects",
            "versions",
            "uploads",
            "accounts",
        ):
            setattr(self, name, Shelf(self.store, name))


def open_state(data: Path | None = None, *, any_token: bool = False) -> State:
    return State(Store(data), any_token=any_token)


def new_id(length: int = 44) -> str:
    """An id of the length and alphabet of Google's file ids."""
    return ("1" + secrets.token_urlsafe(length))[:length]

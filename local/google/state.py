"""Everything this stand-in knows: files of all kinds, buckets, and what the wire keeps."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from local.google.faults import KINDS
from local.google.workbook.book import Book, book_from_json, book_to_json
from local.google.workbook.cell import from_json, to_json
from local.google.workbook.grid import EMPTY
from local.wire import state as wire
from local.wire.conditions.faults import Faults
from local.wire.store import Shelf, Store


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


@dataclass
class State(wire.State):
    """The working set."""

    faults: Faults = field(default_factory=lambda: Faults(KINDS))
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

    def __post_init__(self) -> None:
        super().__post_init__()
        self.books = Books(self.store)
        for name in _SHELVES:
            setattr(self, name, Shelf(self.store, name))


_SHELVES = ("files", "forms", "responses", "watches", "topics", "buckets", "objects", "versions", "uploads")


def open_state(data: Path | None = None, *, any_token: bool = False) -> State:
    return State(Store(data), any_token=any_token)

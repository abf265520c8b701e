"""Workbooks on their shelf. In the store each row of a tab is a document of its own, so that a write costs its rows."""

import itertools
from collections.abc import Iterator
from typing import Any

from local.google.workbook.book import Book, book_from_json, book_to_json
from local.google.workbook.cell import from_json, to_json
from local.google.workbook.grid import EMPTY
from local.wire.store import Store

_BOOK, _ROW = "book", "row"


class Books:
    """Workbooks by id. `put` replaces one and writes only the rows that differ from what was there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._books = {key: book_from_json(body) for key, body in store.documents(_BOOK)}
        for key, cells in store.documents(_ROW):
            book_id, sheet_id, position = key.split("/")
            self._books[book_id].sheet(int(sheet_id)).grid.set_row(int(position), list(from_json(cells)))

    def get(self, key: str) -> Book | None:
        return self._books.get(key)

    def values(self) -> Iterator[Book]:
        return iter(list(self._books.values()))

    def put(self, book: Book) -> None:
        old = self._books.get(book.book_id)
        self._books[book.book_id] = book
        if self._store.keeps:
            self._store.put(_BOOK, book.book_id, book_to_json(book))
            self._write_rows(old, book)

    def remove(self, key: str) -> None:
        old = self._books.pop(key, None)
        self._store.delete(_BOOK, key)
        if old is not None and self._store.keeps:
            self._write_rows(old, Book(key, {}))

    def _write_rows(self, old: Book | None, new: Book) -> None:
        before = {sheet.sheet_id: sheet.grid.rows for sheet in old.sheets} if old else {}
        after = {sheet.sheet_id: sheet.grid.rows for sheet in new.sheets}
        for sheet_id in before.keys() | after.keys():
            pairs = itertools.zip_longest(before.get(sheet_id, []), after.get(sheet_id, []), fillvalue=EMPTY)
            for position, (was, now) in enumerate(pairs):
                if was is not now:
                    self._put_row(f"{new.book_id}/{sheet_id}/{position}", to_json(now))

    def _put_row(self, key: str, cells: list[Any]) -> None:
        """A row without cells is none."""
        if cells:
            self._store.put(_ROW, key, cells)
        else:
            self._store.delete(_ROW, key)

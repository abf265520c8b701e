"""What is kept: documents by kind and id, and SQLite behind them.

Without a file nothing is kept: the working set in memory is the state. With a file, every change is written in one
transaction at the end of the call that made it, so a restart finds what was answered.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local.wire.jsontypes import Json

_SCHEMA = "create table if not exists document (kind text, id text, body text, primary key (kind, id)) without rowid;"


class Store:
    """Collects changes and writes them together; `path=None` keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._db: sqlite3.Connection | None = None
        if path is not None:
            self._db = sqlite3.connect(path, check_same_thread=False)
            self._db.executescript("pragma journal_mode=wal; pragma synchronous=normal;" + _SCHEMA)

    @property
    def keeps(self) -> bool:
        return self._db is not None

    def documents(self, kind: str) -> Iterator[tuple[str, Any]]:
        if self._db is not None:
            for key, body in self._db.execute("select id, body from document where kind = ?", (kind,)):
                yield key, json.loads(body)

    def put(self, kind: str, key: str, body: Any) -> None:
        if self._db is not None:
            self._db.execute("insert or replace into document values (?, ?, ?)", (kind, key, json.dumps(body)))

    def delete(self, kind: str, key: str) -> None:
        if self._db is not None:
            self._db.execute("delete from document where kind = ? and id = ?", (kind, key))

    def commit(self) -> None:
        if self._db is not None:
            self._db.commit()

    def close(self) -> None:
        if self._db is not None:
            self._db.close()


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

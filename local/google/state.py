"""Everything this stand-in knows: files of all kinds, buckets, and what the wire keeps."""

from dataclasses import dataclass, field
from pathlib import Path

from local.google.faults import KINDS
from local.google.workbook.shelf import Books
from local.wire import state as wire
from local.wire.conditions.faults import Faults
from local.wire.store import Shelf, Store


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

"""The journal: numbered entries that only one writer can create (design, sections 2 and 5)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import TypeAdapter

from functions.core.events import Bound, Event
from functions.gapi.errors import Ambiguous
from functions.ledger import stored

VERSION = 1
PREFIX = "journal/"
_EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
_READERS = 16

UPCASTERS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Entry version -> what makes the next version of it. Old entries are never rewritten."""


class Objects(Protocol):
    """Where the journal is kept."""

    def put_if_absent(self, name: str, data: bytes, content_type: str = ...) -> bool: ...

    def get(self, name: str) -> bytes | None: ...

    def list(self, prefix: str, after: str = ...) -> list[str]: ...


class JournalError(Exception):
    """The journal is not what it must be. Nothing may be decided until a person has looked."""


class EntryLost(JournalError):
    """A row shows an entry that the journal does not hold."""

    def __init__(self, shown: int, head: int) -> None:
        super().__init__(
            f"a sheet shows entry {shown}, the journal ends at {head}, so nothing is decided. If every entry is there, "
            "somebody typed into the column versi: python -m deploy.rebuild puts it right. If not, restore the entry"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and the digest of its bytes, which the next entry names."""

    n: int
    prev: str
    at: str
    by: str
    events: tuple[Event, ...]
    digest: str
    vouches: Mapping[str, str] = field(default_factory=dict)
    """Checkpoints of the state before this entry: an object's name -> the SHA-256 of its bytes."""


def name_of(n: int) -> str:
    """The object that entry n is."""
    return f"{PREFIX}{n:09d}.json"


def encode(
    n: int, prev: str, at: dt.datetime, by: str, events: Sequence[Event], vouches: Mapping[str, str] | None = None
) -> bytes:
    """Canonical JSON of an entry: sorted keys, no blanks, UTF-8; the same content is the same bytes."""
    body: dict[str, Any] = {
        "v": VERSION,
        "n": n,
        "prev": prev,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "by": by,
        "events": [event.model_dump(mode="json", exclude_defaults=True) | {"t": event.t} for event in events],
    }
    if vouches:
        body["vouches"] = dict(vouches)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode(data: bytes) -> Entry:
    """An entry from its bytes. Raises JournalError when it cannot be understood."""
    try:
        body = json.loads(data)
        while body["v"] != VERSION:
            body = UPCASTERS[body["v"]](body)
        events = _EVENTS.validate_python(body["events"], strict=False)
        vouches = {str(name): str(digest) for name, digest in body.get("vouches", {}).items()}
        digest = hashlib.sha256(data).hexdigest()
        return Entry(body["n"], body["prev"], body["at"], body["by"], events, digest, vouches)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise JournalError(f"an entry cannot be read: {type(error).__name__}") from None


def read_after(
    objects: Objects, n: int, digest: str, strays_met: Callable[[Sequence[str]], object] = lambda _: None
) -> list[Entry]:
    """All entries after entry n, whose digest is given, in order.

    An object without an entry's name is none: it is passed over, and `strays_met` is told. One with such a name counts:
    raises JournalError when it cannot be read, when a number is missing, entry n too, or when an entry does not follow
    from the one before.
    """
    names, strays = stored.parted(objects.list(PREFIX, name_of(n - 1) if n else ""))
    strays_met(strays)
    if n and (not names or names.pop(0) != name_of(n)):
        raise JournalError(f"entry {n} is missing")
    with ThreadPoolExecutor(_READERS) as pool:
        found = [_read(name, data) for name, data in zip(names, pool.map(objects.get, names), strict=True)]
    for expected, (name, entry) in enumerate(zip(names, found, strict=True), start=n + 1):
        if name != name_of(expected) or entry.n != expected or entry.prev != digest:
            raise JournalError(f"entry {expected} is missing, or {name} does not follow from the one before")
        digest = entry.digest
    return found


def _read(name: str, data: bytes | None) -> Entry:
    try:
        return decode(data or b"")
    except JournalError as error:
        raise JournalError(f"{name}: {error}") from None


def append(objects: Objects, n: int, data: bytes) -> bool:
    """Create entry n: the commit point. False when somebody else created it first. Raises Ambiguous like `create`."""
    return create(objects, name_of(n), data)


def create(objects: Objects, name: str, data: bytes) -> bool:
    """Create an object that only one may create: whether this one is ours. `data` must tell writers apart.

    After a lost answer the object is read back and compared; only then can it be ours. Raises Ambiguous when even that
    fails, and then the object may still appear: it is read like any other by whoever comes next.
    """
    try:
        if objects.put_if_absent(name, data):
            return True
    except Ambiguous:
        there = objects.get(name)
        if there is None and objects.put_if_absent(name, data):
            return True
    return objects.get(name) == data


def bind(objects: Objects, bound: Bound, at: dt.datetime) -> None:
    """Create entry 1. Binding the same again changes nothing. Raises JournalError when bound to something else."""
    if not append(objects, 1, encode(1, "", at, "deploy", [bound])):
        first = decode(objects.get(name_of(1)) or b"")
        if not _same_place(first.events, bound):
            raise JournalError("this journal already belongs to other workbooks, another form or environment")


def _same_place(events: Iterable[Event], bound: Bound) -> bool:
    return [event.model_copy(update={"salt": bound.salt}) for event in events] == [bound]

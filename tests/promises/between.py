"""Things that happen between two steps of a drain: another instance's drain, what people type, or the end of it.

The ports that are passed to a drain are wrapped here; the product knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from functions.ledger.ports import Google

Happening = Callable[[], object]


class Death(Exception):
    """The instance is gone: nothing after this step happens."""


def die() -> None:
    """What happens when an instance is ended."""
    raise Death


def once(happening: Happening) -> Happening:
    """The same, the first time only."""
    left = [happening]
    return lambda: left.pop()() if left else None


@dataclass
class _Watched:
    """Runs what is to happen before and after each named step."""

    happenings: Mapping[str, Happening] = field(default_factory=dict)

    def around(self, step: str, work: Callable[[], Any]) -> Any:
        self.happenings.get(f"before {step}", lambda: None)()
        done = work()
        self.happenings.get(f"after {step}", lambda: None)()
        return done


@dataclass
class _Objects:
    inner: Any
    watched: _Watched

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        return bool(self.watched.around("put", lambda: self.inner.put_if_absent(name, data, content_type)))

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self.inner.get(name)
        return found

    def list(self, prefix: str, after: str = "") -> list[str]:
        return list(self.watched.around("list", lambda: self.inner.list(prefix, after)))


@dataclass
class _Book:
    inner: Any
    book: str
    watched: _Watched

    @property
    def id(self) -> str:
        return str(self.inner.id)

    def read(self, ranges: Sequence[str]) -> Any:
        return self.watched.around(f"{self.book} read", lambda: self.inner.read(ranges))

    def write(self, requests: Sequence[Any]) -> Any:
        return self.watched.around(f"{self.book} write", lambda: self.inner.write(requests))

    def write_seeing(self, requests: Sequence[Any], rows: Sequence[str]) -> Any:
        return self.watched.around(f"{self.book} write", lambda: self.inner.write_seeing(requests, rows))


STEPS = ("list", "private read", "public read", "put", "private write", "public write")
"""What a drain does, in order; the reads side by side, and the writes too."""


def between(google: Google, happenings: Mapping[str, Happening]) -> Google:
    """The same ports, with something happening "before" or "after" the named steps."""
    known = {f"{when} {step}" for when in ("before", "after") for step in STEPS}
    assert happenings.keys() <= known, f"no such steps: {happenings.keys() - known}"
    watched = _Watched(happenings)
    return replace(
        google,
        objects=_Objects(google.objects, watched),
        private=_Book(google.private, "private", watched),
        public=_Book(google.public, "public", watched),
    )

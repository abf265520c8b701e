"""Marked contacts and names, and a search that finds them however they are written."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from sheets_schema.column import Column, Kind

_SHORTEST = 8


@dataclass(frozen=True)
class Canary:
    """A value that nobody but staff, donor and coordinator may ever see. `kind`: phone, digits, email or text."""

    kind: str
    value: str

    @property
    def needle(self) -> str:
        """What is searched for: of a phone number its digits without country code, else letters and digits only."""
        if self.kind in ("phone", "digits"):
            return re.sub(r"^(62|0)", "", re.sub(r"\D", "", self.value))
        return _bare(self.value)


def _bare(text: str) -> str:
    """Letters and digits only, in one spelling."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


@dataclass
class Aviary:
    """Makes canaries, each of its own, and remembers them."""

    made: list[Canary] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1001))

    def _new(self, kind: str, value: str) -> str:
        self.made.append(Canary(kind, value))
        return value

    def phone(self) -> str:
        return self._new("phone", f"0819-7777-{next(self._numbers)}")

    def email(self) -> str:
        return self._new("email", f"kenari{next(self._numbers)}@rahasia.example")

    def name(self) -> str:
        return self._new("text", f"Kenari Rahasia {next(self._numbers)}")

    def nik(self) -> str:
        return self._new("digits", f"3174 0101 0190 {next(self._numbers)}")

    def address(self) -> str:
        return self._new("text", f"Jalan Kenari Tersembunyi No. {next(self._numbers)}")

    def for_column(self, column: Column) -> str:
        """Something that fits the column, or at least is what people paste there by mistake."""
        kinds = {
            Kind.PHONE: self.phone,
            Kind.EMAIL: self.email,
            Kind.EMAILS: self.email,
            Kind.INTEGER: self.phone,
            Kind.RUPIAH: self.nik,
        }
        return kinds.get(column.kind, self.name)()


def leaks(canaries: Iterable[Canary], places: Mapping[str, Any]) -> list[str]:
    """Which canaries stand where, in any spelling, with any separators. Places hold texts, bytes or JSON."""
    needles = {canary: canary.needle for canary in canaries}
    for canary, needle in needles.items():
        assert len(needle) >= _SHORTEST, f"{canary} is too short to be searched for"
    found = []
    for place, content in places.items():
        leaves = set(_leaves(content))
        # One line for each leaf: what belongs to two cells is never read as one.
        digits = "\n".join(re.sub(r"\D", "", unicodedata.normalize("NFKC", leaf)) for leaf in leaves)
        letters = "\n".join(_bare(leaf) for leaf in leaves)
        found += [
            f"{canary.kind} {canary.value!r} in {place}"
            for canary, needle in needles.items()
            if needle in (digits if needle.isdigit() else letters)
        ]
    return found


def _leaves(content: Any) -> Iterator[str]:
    """Every text and number inside, each on its own; texts that are JSON are opened, escapes undone."""
    if isinstance(content, bytes):
        content = content.decode("utf-8", "replace")
    if isinstance(content, Mapping):
        yield from (leaf for pair in content.items() for part in pair for leaf in _leaves(part))
    elif isinstance(content, list | tuple):
        yield from (leaf for part in content for leaf in _leaves(part))
    elif isinstance(content, str):
        yield from _texts(content)
    elif content is not None:
        yield str(content)


@cache  # a workbook says the same few names of fields for each of its cells
def _texts(text: str) -> tuple[str, ...]:
    try:
        inside = json.loads(text)
    except ValueError:
        lines = text.splitlines() if "\n" in text else []
        return (unquote_plus(text), *(leaf for line in lines for leaf in _texts(line)))
    return (unquote_plus(text), *(_leaves(inside) if isinstance(inside, Mapping | list) else ()))

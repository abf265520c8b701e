"""Who is told what: persons in charge and departments, as staff keep them in their tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.core.book import Book
from functions.core.exchanges import responses_in_doubt
from functions.core.identity import COORDINATOR
from functions.core.state import Line, State
from sheets_schema.column import Tab
from sheets_schema.private import COORDINATORS, PROGRAMMES, Coordinator, Programme, Target
from sheets_schema.reading import TabReading
from sheets_schema.terms import Active, YesNo

_BETWEEN = re.compile(r"[;,\s]+")


def each_address(typed: Iterable[str | None]) -> tuple[str, ...]:
    """The addresses in cells or settings that may hold several, however they are separated; each once."""
    found = (part for text in typed for part in _BETWEEN.split(text or "") if part)
    return tuple({address.casefold(): address for address in found}.values())


@dataclass(frozen=True, slots=True)
class People:
    """Persons in charge and programmes by code."""

    coordinators: Mapping[str, Coordinator] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    """Persons in charge whose rows seem to have changed hands (`core/exchanges.py`): not known who they are."""
    withheld: frozenset[str] = frozenset()
    """Responses for which no contact is given, because what one of their codes stands for seems another's."""

    @classmethod
    def of(cls, readings: Mapping[Tab[Any], TabReading[Any]], state: State, book: Book) -> People:
        """From the staff tabs; unusable rows are with the data doctor. `book` is what is believed of the tabs."""

        def rows(tab: Tab[Any]) -> dict[str, Any]:
            return {located.row.code: located.row for located in readings[tab].rows} if tab in readings else {}

        doubtful = frozenset(book.swapped.get(COORDINATOR, ()))
        return cls(rows(COORDINATORS), rows(PROGRAMMES), doubtful, responses_in_doubt(state, book.swapped))

    def in_charge(self, target: Target | None) -> Coordinator | None:
        """The target's person in charge now: whoever stands at the end of the chain of successors (pengganti).

        None when there is none, when a successor is unknown, or when successors lead round in a circle: a contact is
        not given to somebody who was replaced.
        """
        chain = self._chain(target)
        return chain[-1] if chain and not chain[-1].successor else None

    def to_be_told(self, line: Line, targets: Mapping[str, Target]) -> Coordinator | None:
        """Who is in charge of a line, if contacts may be given for it: nobody while a code seems another's."""
        target = targets.get(line.target or "")
        if line.response in self.withheld or any(one.code in self.doubtful for one in self._chain(target)):
            return None
        return self.in_charge(target)

    def _chain(self, target: Target | None) -> list[Coordinator]:
        """Whom the target names and who came after; it ends with one who has a successor where that one is unknown."""
        code, found = target.coordinator if target else None, dict[str, Coordinator]()
        while code and code not in found and code in self.coordinators:
            found[code] = self.coordinators[code]
            code = found[code].successor
        return list(found.values())

    def running(self) -> tuple[Programme, ...]:
        """Programmes that run, in the order of the tab."""
        return tuple(p for p in self.programmes.values() if p.active is YesNo.YES)


def unattended(people: People, targets: Mapping[str, Target]) -> tuple[str, ...]:
    """Codes of active targets that nobody is in charge of."""
    return tuple(c for c, t in targets.items() if t.status is Active.ACTIVE and people.in_charge(t) is None)

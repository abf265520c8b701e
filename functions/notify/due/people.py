"""Who is told what: persons in charge and departments, as staff keep them in their tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.core.identity import COORDINATOR, TARGET
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
    swapped: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """Codes whose contents seem to have changed hands (`core/identity.py`): nobody's contact is given for them."""

    @classmethod
    def of(
        cls,
        readings: Mapping[Tab[Any], TabReading[Any]],
        swapped: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    ) -> People:
        """From the staff tabs; rows that cannot be used are with the data doctor."""

        def rows(tab: Tab[Any]) -> dict[str, Any]:
            return {located.row.code: located.row for located in readings[tab].rows} if tab in readings else {}

        return cls(rows(COORDINATORS), rows(PROGRAMMES), swapped or {})

    def in_charge(self, target: Target | None) -> Coordinator | None:
        """The target's person in charge now: whoever stands at the end of the chain of successors (pengganti).

        None when there is none, when a successor is unknown, or when successors lead round in a circle: a contact is
        not given to somebody who was replaced. None too while the target's or the person's row seems to be another's.
        """
        if target and target.code in self.swapped.get(TARGET, {}):
            return None
        code, doubtful = target.coordinator if target else None, self.swapped.get(COORDINATOR, {})
        seen: set[str] = set()
        while code and code not in seen and code in self.coordinators and code not in doubtful:
            seen.add(code)
            found = self.coordinators[code]
            if not found.successor:
                return found
            code = found.successor
        return None

    def running(self) -> tuple[Programme, ...]:
        """Programmes that run, in the order of the tab."""
        return tuple(p for p in self.programmes.values() if p.active is YesNo.YES)


def unattended(people: People, targets: Mapping[str, Target]) -> tuple[str, ...]:
    """Codes of active targets that nobody is in charge of."""
    return tuple(c for c, t in targets.items() if t.status is Active.ACTIVE and people.in_charge(t) is None)

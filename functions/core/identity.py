"""What a code stands for, as decisions have known it; and codes whose contents seem to have changed hands.

Room is held, and contacts are given, under the codes of targets, kinds, periods and persons in charge. Somebody who
sorts the column of codes alone, or one other column, makes each code stand for something else, and nothing looks wrong.
So the fold remembers a keyed digest of each thing that tells what a code is, and compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from functions.core.book import Book
from functions.core.donors import salted
from functions.core.state import State
from sheets_schema.plain import plain

TARGET, KIND, PERIOD, COORDINATOR = "sasaran", "jenis", "periode", "pj"

Marks = Mapping[str, str]
"""Field -> digest of what stood there."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """What tells a code of a tab from others. `whole`: the fields which, together, no two codes share."""

    rows: Callable[[Book], Mapping[str, Any]]
    fields: tuple[str, ...]
    whole: tuple[str, ...]


_TABS: Mapping[str, _Tab] = {
    TARGET: _Tab(lambda book: book.targets, ("region", "rw", "name", "coordinator"), ("region", "rw", "name")),
    KIND: _Tab(lambda book: book.kinds, ("name", "unit", "frequency"), ("name", "unit")),
    PERIOD: _Tab(lambda book: {p.code: p for p in book.periods}, ("start", "end", "season"), ("start", "end")),
    COORDINATOR: _Tab(lambda book: book.coordinators, ("name", "phone", "email"), ("name", "phone")),
}


def code_of(tab: str, code: str) -> str:
    """A code with its tab, as the fold names it."""
    return f"{tab}/{code}"


@lru_cache(maxsize=50_000)  # an instance meets the same cells at every drain
def _mark(salt: str, text: str) -> str:
    return salted(salt, plain(text).casefold())[:12]


def _marks(state: State, tab: str, row: Any) -> Marks:
    salt = state.bound.salt if state.bound else ""
    return {field: _mark(salt, str(getattr(row, field) or "")) for field in _TABS[tab].fields}


def first_seen(
    state: State, book: Book, target: str | None, kind: str | None, period: str | None
) -> dict[str, dict[str, str]]:
    """What these codes, and the person in charge of the target, stand for: those that no decision has known yet."""
    row = book.targets.get(target or "")
    asked = ((TARGET, target), (KIND, kind), (PERIOD, period), (COORDINATOR, row.coordinator if row else None))
    found: dict[str, dict[str, str]] = {}
    for tab, code in asked:
        known = _TABS[tab].rows(book).get(code or "")
        believed = code not in book.swapped.get(tab, {})
        if known is not None and code and believed and code_of(tab, code) not in state.identities:
            found[code_of(tab, code)] = dict(_marks(state, tab, known))
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """The tabs beside what decisions have known: codes whose contents changed hands, by tab and field; and the new
    contents of codes of which something was corrected."""

    swapped: Mapping[str, Mapping[str, frozenset[str]]]
    corrected: Mapping[str, Mapping[str, str]]


def compare(state: State, book: Book) -> Compared:
    """Look at every code that a decision has known. Costs a digest for each of their cells that is new."""
    swapped: dict[str, dict[str, frozenset[str]]] = {}
    corrected: dict[str, Mapping[str, str]] = {}
    for tab, declared in _TABS.items():
        rows = declared.rows(book)
        known = {code: state.identities[whole] for code in rows if (whole := code_of(tab, code)) in state.identities}
        now = {code: _marks(state, tab, rows[code]) for code in known}
        changed = {code: {f for f in declared.fields if now[code][f] != was[f]} for code, was in known.items()}
        changed = {code: fields for code, fields in changed.items() if fields}
        if not changed:
            continue
        found = _handed_on(known, now, changed)
        for code, fields in _replaced(state, tab, rows, known, changed).items():
            found[code] = found.get(code, set()) | fields
        if found:
            swapped[tab] = {code: frozenset(fields) for code, fields in found.items()}
        corrected |= {code_of(tab, code): now[code] for code in changed if code not in found}
    return Compared(swapped, corrected)


def _handed_on(
    known: Mapping[str, Marks], now: Mapping[str, Marks], changed: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """Codes that changed in a field in which one of them now has what another one had and has no more.

    Then somebody moved that column against the codes, and none of its changes is believed.
    """
    by_field: defaultdict[str, set[str]] = defaultdict(set)
    for code, fields in changed.items():
        for field in fields:
            by_field[field].add(code)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for field, codes in by_field.items():
        lost = {known[code][field] for code in codes}
        if any(now[code][field] in lost for code in codes):
            for code in codes:
                found[code].add(field)
    return dict(found)


def _replaced(
    state: State, tab: str, rows: Mapping[str, Any], known: Mapping[str, Marks], changed: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """Codes that are another thing at once in all that tells what they are; and codes whose former contents stand at
    one that no decision has known, together with that one."""
    whole = _TABS[tab].whole
    doubtful = {code: fields & set(whole) for code, fields in changed.items() if fields & set(whole)}
    if not doubtful:
        return {}
    unknown = {_together(_marks(state, tab, row), whole): code for code, row in rows.items() if code not in known}
    empty = _mark(state.bound.salt if state.bound else "", "")
    found: dict[str, set[str]] = {}
    for code, fields in doubtful.items():
        told = {field for field in whole if known[code][field] != empty}
        heir = unknown.get(_together(known[code], whole))
        if heir is not None:
            found[heir] = set(_TABS[tab].fields)
        if heir is not None or (len(told) > 1 and told <= fields):
            found[code] = changed[code]
    return found


def _together(marks: Marks, whole: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(marks[field] for field in whole)

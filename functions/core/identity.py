"""What a code stands for, as decisions have known it; and codes whose contents seem to have changed hands.

Room is held, and contacts are given, under the codes of targets, kinds, periods and persons in charge. Somebody who
sorts the column of codes alone, or one other column, makes each code stand for something else, and nothing looks wrong.
So the fold remembers a keyed digest of each thing that tells what a code is, and compares.
"""

from __future__ import annotations

from collections import defaultdict, deque
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
    """What tells a code of a tab from others. `whole`: the fields which, together, say what it is; `own`: fields
    which, together, a code does not come to share with another one by a correction."""

    rows: Callable[[Book], Mapping[str, Any]]
    fields: tuple[str, ...]
    whole: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]


_PLACE = ("region", "rw", "name")
_TABS: Mapping[str, _Tab] = {
    TARGET: _Tab(lambda book: book.targets, ("type", *_PLACE, "coordinator"), _PLACE, (_PLACE,)),
    KIND: _Tab(lambda book: book.kinds, ("name", "unit", "frequency"), ("name", "unit"), (("name",),)),
    PERIOD: _Tab(
        lambda book: {p.code: p for p in book.periods},
        ("start", "end", "season"),
        ("start", "end"),
        (("start", "end"),),
    ),
    COORDINATOR: _Tab(
        lambda book: book.coordinators,
        ("name", "phone", "email", "successor"),
        ("name", "phone"),
        (("phone",), ("email",)),
    ),
}

LEARNED = 200
"""Codes that one line teaches besides its own: the tabs are known after some first lines, and no entry is swollen."""


def code_of(tab: str, code: str) -> str:
    """A code with its tab, as the fold names it."""
    return f"{tab}/{code}"


@lru_cache(maxsize=50_000)  # an instance meets the same cells at every drain
def _mark(salt: str, text: str) -> str:
    return salted(salt, plain(text).casefold())[:12]


def _marks(state: State, tab: str, row: Any) -> Marks:
    salt = _salt(state)
    return {field: _mark(salt, str(getattr(row, field) or "")) for field in _TABS[tab].fields}


def _salt(state: State) -> str:
    return state.bound.salt if state.bound else ""


Unlearned = deque[tuple[str, str]]
"""Tabs and codes that no decision has known yet and that may be learned; whoever learns takes them away."""


def unlearned(state: State, book: Book) -> Unlearned:
    """Codes to be learned: of a tab in which contents seem to have changed hands, none."""
    return deque(
        (tab, code)
        for tab in (COORDINATOR, PERIOD, KIND, TARGET)
        if tab not in book.swapped
        for code in _TABS[tab].rows(book)
        if code_of(tab, code) not in state.identities
    )


def first_seen(
    state: State, book: Book, target: str | None, kind: str | None, period: str | None, others: Unlearned | None = None
) -> dict[str, dict[str, str]]:
    """What these codes, the person in charge of the target, and some `others` stand for: those not known yet.

    Others, because whether a code got what another one had is seen only where that one is known.
    """
    row = book.targets.get(target or "")
    asked = [(TARGET, target), (KIND, kind), (PERIOD, period), (COORDINATOR, row.coordinator if row else None)]
    asked += [others.popleft() for _ in range(min(LEARNED, len(others)))] if others else []
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


def responses_in_doubt(state: State, swapped: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    """Responses with a line whose target, kind or period seems to have changed hands: all their lines are told of
    together, or not at all."""
    asked = [(swapped.get(TARGET, {}), "target"), (swapped.get(KIND, {}), "kind"), (swapped.get(PERIOD, {}), "period")]
    asked = [(codes, field) for codes, field in asked if codes]
    lines = state.lines.values() if asked else ()
    return frozenset(line.response for line in lines if any(getattr(line, field) in codes for codes, field in asked))


def compare(state: State, book: Book) -> Compared:
    """Look at every code that a decision has known. Costs a digest for each of their cells that is new."""
    swapped: dict[str, Mapping[str, frozenset[str]]] = {}
    corrected: dict[str, Mapping[str, str]] = {}
    for tab, declared in _TABS.items():
        rows = declared.rows(book)
        known = {code: state.identities[whole] for code in rows if (whole := code_of(tab, code)) in state.identities}
        now = {code: _marks(state, tab, rows[code]) for code in known}
        changed = {code: _differing(was, now[code]) for code, was in known.items()}
        changed = {code: fields for code, fields in changed.items() if fields}
        if not changed:
            continue
        seen = _Seen(tab, known, _remembered(state, tab), now, _of_strangers(state, tab, rows, known), changed)
        found = seen.doubtful(_mark(_salt(state), ""))
        if found:
            swapped[tab] = {code: frozenset(fields) for code, fields in found.items()}
        corrected |= {code_of(tab, code): now[code] for code in changed if code not in found}
    return Compared(swapped, corrected)


def _differing(was: Marks, now: Marks) -> set[str]:
    return {field for field, mark in now.items() if was.get(field, mark) != mark}


def _remembered(state: State, tab: str) -> dict[str, Marks]:
    """All that decisions have known of a tab, also of codes whose rows are gone or cannot be used."""
    begin = code_of(tab, "")
    return {code[len(begin) :]: marks for code, marks in state.identities.items() if code.startswith(begin)}


def _of_strangers(state: State, tab: str, rows: Mapping[str, Any], known: Mapping[str, Marks]) -> dict[str, Marks]:
    return {code: _marks(state, tab, row) for code, row in rows.items() if code not in known}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One tab in which something differs: what was known of the codes in it, and of all; what stands there now, also
    at codes that nothing is known of (`strangers`); and what differs."""

    tab: str
    known: Mapping[str, Marks]
    remembered: Mapping[str, Marks]
    now: Mapping[str, Marks]
    strangers: Mapping[str, Marks]
    changed: Mapping[str, set[str]]

    def doubtful(self, empty: str) -> dict[str, set[str]]:
        """Codes whose change is not believed, each with the fields; `empty` is the mark of an empty cell."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for rule in (self._handed_on, self._taken, self._replaced):
            for code, fields in rule(empty).items():
                found[code] |= fields
        return dict(found)

    def _handed_on(self, empty: str) -> dict[str, set[str]]:
        """Codes that changed in a field in which one of them now has what another one had and has no more.

        Then somebody moved that column against the codes, and none of its changes is believed.
        """
        by_field: defaultdict[str, set[str]] = defaultdict(set)
        for code, fields in self.changed.items():
            for field in fields:
                by_field[field].add(code)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for field, codes in by_field.items():
            lost = {self.known[code][field] for code in codes} - {empty}
            if any(self.now[code][field] in lost for code in codes):
                for code in codes:
                    found[code].add(field)
        return found

    def _taken(self, empty: str) -> dict[str, set[str]]:
        """Codes that came to be what one other code is or was: a step of an exchange by hand, or a cell copied down.

        What several share already (the telephone of an office) may be shared by more.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for own in _TABS[self.tab].own:
            came = {code: fields & set(own) for code, fields in self.changed.items() if fields & set(own)}
            owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
            for marks in (self.remembered, self.now, self.strangers) if came else ():
                for code, mark in marks.items():
                    owners[_together(mark, own)].add(code)
            for code, fields in came.items():
                mine = _together(self.now[code], own)
                if set(mine) != {empty} and len(owners[mine] - {code}) == 1:
                    found[code] |= fields
        return found

    def _replaced(self, empty: str) -> dict[str, set[str]]:
        """Codes that are another thing at once in all that tells what they are; and codes whose former contents stand
        at one that no decision has known, together with that one."""
        whole = _TABS[self.tab].whole
        heirs = {_together(marks, whole): code for code, marks in self.strangers.items()}
        found: dict[str, set[str]] = {}
        for code, fields in self.changed.items():
            if not fields & set(whole):
                continue
            told = {field for field in whole if self.known[code].get(field, empty) != empty}
            heir = heirs.get(_together(self.known[code], whole))
            if heir is not None:
                found[heir] = set(_TABS[self.tab].fields)
            if heir is not None or (len(told) > 1 and told <= fields):
                found[code] = fields
        return found


def _together(marks: Marks, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(marks.get(field, "") for field in fields)

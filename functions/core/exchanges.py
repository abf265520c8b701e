"""Codes whose contents seem to have changed hands: what staff's tabs say now beside what decisions have known.

Room is held, and contacts are given, under the codes of targets, kinds, periods and persons in charge. Somebody who
sorts the column of codes alone, or one other column, makes each code stand for something else, and nothing looks wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from functions.core.book import Book
from functions.core.identity import (
    CODED,
    KIND,
    PERIOD,
    TARGET,
    Marks,
    as_known,
    code_of,
    codes_of,
    in_doubt,
    marks_of,
)
from functions.core.rewording import EMPTIED
from functions.core.state import State

Fields = Mapping[str, set[str]]
"""Code -> some of its fields."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """The tabs beside what decisions have known. `swapped`: codes whose contents changed hands, by tab, with the
    fields; `corrected`: what others are known as from now on; `refused`: what is believed of no code until all of its
    tab are put back, or None when that is known."""

    swapped: Mapping[str, Mapping[str, frozenset[str]]]
    corrected: Mapping[str, Marks]
    refused: Mapping[str, Marks] | None = None


def compare(state: State, book: Book) -> Compared:
    """Look at every code that a decision has known. Costs a digest for each of their cells that is new."""
    swapped: dict[str, Mapping[str, frozenset[str]]] = {}
    corrected: dict[str, Marks] = {}
    refused: dict[str, Marks] = {}
    for tab in CODED:
        seen = _seen(state, book, tab)
        if found := seen.doubtful():
            swapped[tab] = {code: frozenset(fields) for code, fields in found.items()}
        for code in seen.changed.keys() - found.keys():
            corrected[code_of(tab, code)] = as_known(seen.known[code], seen.now[code])
        refused |= {code_of(tab, code): marks for code, marks in seen.refusals().items()}
    return Compared(swapped, corrected, None if refused == state.refused else refused)


def believed(state: State, book: Book) -> Book:
    """The book for whoever tells others what it says: of codes in doubt nobody knows the place, or the kind."""
    book = replace(book, swapped=compare(state, book).swapped)
    nowhere = {"region": "", "name": None, "address": None}
    places = {
        code: target.model_copy(update=nowhere) for code, target in book.targets.items() if in_doubt(book, TARGET, code)
    }
    kinds = {code: kind for code, kind in book.kinds.items() if not in_doubt(book, KIND, code)}
    return replace(book, targets={**book.targets, **places}, kinds=kinds)


def responses_in_doubt(state: State, swapped: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    """Responses with a line whose target, kind or period seems to have changed hands: all their lines are told of
    together, or not at all."""
    asked = [(swapped.get(TARGET, {}), "target"), (swapped.get(KIND, {}), "kind"), (swapped.get(PERIOD, {}), "period")]
    asked = [(codes, name) for codes, name in asked if codes]
    lines = state.lines.values() if asked else ()
    return frozenset(line.response for line in lines if any(getattr(line, name) in codes for codes, name in asked))


def _seen(state: State, book: Book, tab: str) -> _Seen:
    rows, remembered = CODED[tab].rows(book), codes_of(tab, state.identities)
    now = {code: marks_of(state, tab, row) for code, row in rows.items()}
    known = {code: remembered[code] for code in rows if code in remembered}
    changed = {code: _differing(was, now[code]) for code, was in known.items()}
    changed = {code: fields for code, fields in changed.items() if fields}
    return _Seen(
        tab=tab,
        known=known,
        remembered=remembered,
        now=now,
        changed=changed,
        refused=codes_of(tab, state.refused),
        unused=_unused(state, tab, changed),
        renamed=_gone_with_room(state, tab, remembered.keys() - rows.keys()),
        put_back=bool(changed) and _put_back(codes_of(tab, state.first_known), known, now),
    )


def _differing(was: Marks, now: Marks) -> set[str]:
    after = as_known(was, now)
    return {name for name, mark in after.items() if was.get(name, mark) != mark}


def _put_back(first: Mapping[str, Marks], known: Mapping[str, Marks], now: Mapping[str, Marks]) -> bool:
    """Whether every code of a tab is again what it was when it was learned: then nothing is anybody else's.

    Steps of an exchange may have been believed as corrections; who takes all of it back is not held for those.
    """
    return all(not _differing(first.get(code, {}), now[code]) for code in known)


_OF_A_LINE = {TARGET: attrgetter("target"), KIND: attrgetter("kind"), PERIOD: attrgetter("period")}


def _unused(state: State, tab: str, codes: Collection[str]) -> frozenset[str]:
    """Of these codes, those under which nothing was ever offered: nobody is wronged when they are another thing."""
    of = _OF_A_LINE.get(tab)
    return frozenset(codes) - {of(line) for line in state.lines.values()} if codes and of else _NONE


def _gone_with_room(state: State, tab: str, gone: Collection[str]) -> frozenset[str]:
    """Of these targets or kinds, which are in no usable row now, those under whose code room is held."""
    at = {TARGET: 0, KIND: 1}.get(tab)
    return frozenset(gone) & {key[at] for key, held in state.used.items() if held} if gone and at is not None else _NONE


@dataclass(frozen=True, slots=True)
class _Seen:
    """One tab. `known`: what was known of the codes in it, `remembered` also of those that are not in it any more;
    `now`: what stands there, also at codes that nothing is known of; what differs, `refused` was, and is `unused`;
    `renamed`: codes without a row under which room is held; `put_back`: all is as it was learned."""

    tab: str
    known: Mapping[str, Marks]
    remembered: Mapping[str, Marks]
    now: Mapping[str, Marks]
    changed: Fields
    refused: Mapping[str, Marks]
    unused: frozenset[str] = _NONE
    renamed: frozenset[str] = _NONE
    put_back: bool = False

    def doubtful(self) -> dict[str, set[str]]:
        """Codes whose change is not believed, each with the fields."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        rules = (self._handed_on, self._taken, self._replaced, self._still_refused)
        for rule in rules if self.changed and not self.put_back else ():
            for code, fields in rule().items():
                found[code] |= fields
        for code in self._again() if self.renamed else ():
            found[code] |= set(CODED[self.tab].fields)
        return dict(found)

    def refusals(self) -> Mapping[str, Marks]:
        """What codes got that others had. It stays refused until none shows it, so that an exchange which is taken back
        cell by cell is not believed half-way."""
        if self.put_back:
            return {}
        refused = {code: dict(marks) for code, marks in self.refused.items()}
        for code, name in self._got():
            refused.setdefault(code, {})[name] = self.now[code][name]
        shown = not self.now or any(_shows(self.now.get(code, {}), marks) for code, marks in refused.items())
        return refused if shown else {}

    def _still_refused(self) -> Fields:
        shown = {code: _shows(self.now[code], self.refused[code]) for code in self.refused.keys() & self.changed.keys()}
        return {code: fields for code, fields in shown.items() if fields}

    def _was(self, code: str, name: str) -> str:
        return self.known[code].get(name, "").removesuffix(EMPTIED)

    def _columns(self) -> Mapping[str, set[str]]:
        """Field -> codes that have something else there than they had."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for code, fields in self.changed.items():
            for name in fields:
                if self.now[code][name] != self._was(code, name):
                    found[name].add(code)
        return found

    def _got(self) -> Iterator[tuple[str, str]]:
        """Codes that have now, in a field, what another one had and has no more."""
        for name, codes in self._columns().items():
            lost = {self._was(code, name) for code in codes} - {""}
            yield from ((code, name) for code in codes if self.now[code][name] in lost)

    def _handed_on(self) -> Fields:
        """Somebody moved a column against the codes: then none of its changes is believed."""
        moved, columns = {name for _, name in self._got()}, self._columns()
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in moved:
            for code in columns[name]:
                found[code].add(name)
        return found

    def _taken(self) -> Fields:
        """Codes that came to be what one other code is or was: a step of an exchange by hand, or a cell copied down.

        What several share already (the telephone of an office) may be shared by more.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for own in CODED[self.tab].own:
            came = {code: fields & set(own) for code, fields in self.changed.items() if fields & set(own)}
            owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
            for marks in (self.remembered, self._strangers()) if came else ():
                for code, mark in marks.items():
                    owners[_together(mark, own)].add(code)
            for code, fields in came.items():
                mine = _together(self.now[code], own)
                others = {other for other in owners[mine] - {code} if not self._same(code, other)}
                if any(mine) and len(others) == 1:
                    found[code] |= fields
        return found

    def _same(self, code: str, other: str) -> bool:
        """Whether both are one and the same, such as a person who has two codes."""
        name = CODED[self.tab].same
        return bool(name) and self.now[code][name] == (self.now.get(other) or self.remembered[other]).get(name)

    def _replaced(self) -> Fields:
        """Codes that are another thing at once in all that tells what they are; and codes whose former contents stand
        at one that no decision has known, together with that one."""
        whole = CODED[self.tab].whole
        heirs = {_together(marks, whole): code for code, marks in self._strangers().items()}
        found: dict[str, set[str]] = {}
        for code, fields in self.changed.items():
            if not fields & set(whole):
                continue
            told = {name for name in whole if self._was(code, name)}
            heir = heirs.get(_together(self.known[code], whole))
            if heir is not None:
                found[heir] = set(CODED[self.tab].fields)
            if heir is not None or (len(told) > 1 and told <= fields and code not in self.unused):
                found[code] = fields
        return found

    def _again(self) -> Iterator[str]:
        """Codes that are now what is gone under another code that holds room: the same room would be given again."""
        whole = CODED[self.tab].whole
        lost = {_bare(self.remembered[code], whole) for code in self.renamed}
        yield from (code for code, marks in self.now.items() if _bare(marks, whole) in lost)

    def _strangers(self) -> Mapping[str, Marks]:
        return {code: marks for code, marks in self.now.items() if code not in self.known}


def _shows(now: Marks, marks: Marks) -> set[str]:
    return {name for name, mark in marks.items() if now.get(name) == mark}


def _bare(marks: Marks, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("" if mark.endswith(EMPTIED) else mark for mark in _together(marks, fields))


def _together(marks: Marks, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(marks.get(name, "") for name in fields)

"""Rows that were written where the columns stood before: the owner moved one while a write was under way.

Such a write is whole, but each cell of it lies in the place that its column had when the writer had read the header. So
a row of it reads rightly under one earlier order of columns, and under that every cell that was written over is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any

from functions.ledger.cells import plain, same
from functions.ledger.views import Cells
from sheets_schema.column import Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.wording import Raw

Places = Mapping[str, int]
"""Column key -> zero-based position."""

LASTING: Mapping[Tab[Any], frozenset[str]] = {
    COMMITMENTS: frozenset({"number", "response", "target", "kind", "asked", "days"}),
    DONORS: frozenset({"code", "organisation"}),
}
"""What no later entry changes: a row that is out of date shows it too."""

_AT_ONCE = 3
"""Columns that people insert or delete at once, at most."""


class Finder:
    """Tells for rows of one tab under which order of columns they were written. The header stands as `places` say."""

    def __init__(self, tab: Tab[Any], places: Places) -> None:
        self._tab, self.places = tab, places

    def find(self, rows: Mapping[int, tuple[Sequence[Raw], Cells]]) -> dict[int, Places]:
        """Where the columns stood when rows were written, of those that an earlier order fits better than today's.

        Each row comes with what the system writes there now, as far as it is known. An earlier order must show all that
        lasts. One write fills many rows: of orders that fit a row alike, the one that fits more of the others counts.
        """
        fitting = {k: found for k, (row, wanted) in rows.items() if (found := self._best(row, wanted))}
        votes = Counter(n for found in fitting.values() for n in found)
        return {k: self._earlier[max(found, key=lambda n: (votes[n], -n))] for k, found in fitting.items()}

    def _best(self, row: Sequence[Raw], wanted: Cells) -> list[int]:
        """The earlier orders that fit a row best, by number; none when today's fits as well."""
        cells = {key: plain(self._tab.column(key), value) for key, value in wanted.items()}
        lasting = {key: cells[key] for key in cells.keys() & LASTING[self._tab]}
        likely = {n for found in self._out_of_place(row, cells) for n in self._by_place.get(found, ())}
        scores = {
            n: (_score(row, self._earlier[n], cells), *self._explained(row, self._earlier[n], cells))
            for n in likely
            if all(_holds(row, self._earlier[n][key], value) for key, value in lasting.items())
        }
        most = max(scores.values(), default=(0, 0, 0))
        return [n for n, score in scores.items() if score == most and score[:2] > (_score(row, self.places, cells), 0)]

    def _explained(self, row: Sequence[Raw], earlier: Places, cells: Mapping[str, Raw]) -> tuple[int, int]:
        """How many of staff's cells show what stood there under an earlier order: sentences, and anything at all.

        A sentence of the system's is evidence where all else fits today's order too; any value tells orders apart.
        """
        own = _repeated(self._tab)
        put = {earlier[key]: value for key, value in cells.items() if key in earlier and key not in own and value != ""}
        found = [value for at, value in put.items() if at in self._staff and _holds(row, at, value)]
        return sum(_is_sentence(value) for value in found), len(found)

    @cached_property
    def _staff(self) -> frozenset[int]:
        """Where staff's columns stand."""
        return frozenset(at for key, at in self.places.items() if self._tab.column(key).owner is Owner.STAFF)

    def _out_of_place(self, row: Sequence[Raw], cells: Mapping[str, Raw]) -> set[tuple[str, int]]:
        """Values that stand where their column does not, with that place: one of two columns must then be wrong.

        Only an earlier order that puts one of them right can fit better.
        """
        said = {value for key, value in cells.items() if key not in _repeated(self._tab) and _is_sentence(value)}
        sentences = {at for at in self._staff if at < len(row) and row[at] in said}
        wrong = {key for key, value in cells.items() if not _holds(row, self.places[key], value)}
        places = {self.places[key] for key in wrong}
        return {
            (key, at)
            for at, cell in enumerate(row if wrong or sentences else ())
            if cell not in (None, "")
            for key, value in cells.items()
            if (key in wrong or at in places or at in sentences) and self.places[key] != at and same(value, cell)
        }

    @cached_property
    def _earlier(self) -> list[Places]:
        """The orders that one act turns into today's, the smallest acts first."""
        order: list[str | None] = [None] * (max(self.places.values()) + 1)
        for key, at in self.places.items():
            order[at] = key
        return [
            {key: at for at, key in enumerate(before) if key}
            for before in (*_moved(order), *_without_inserted(order), *_with_deleted(order))
        ]

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], Sequence[int]]:
        """Which of them have a column at a place."""
        found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for n, places in enumerate(self._earlier):
            for place in places.items():
                found[place].append(n)
        return found


def _moved(order: Sequence[str | None]) -> Iterator[list[str | None]]:
    """Neighbouring columns were dragged elsewhere: two stretches side by side changed places."""
    cuts = sorted(combinations(range(len(order) + 1), 3), key=lambda cut: min(cut[1] - cut[0], cut[2] - cut[1]))
    for a, b, c in cuts:
        yield [*order[:a], *order[b:c], *order[a:b], *order[c:]]


def _without_inserted(order: Sequence[str | None]) -> Iterator[list[str | None]]:
    for count in range(1, _AT_ONCE + 1):
        for at in range(len(order)):
            if not any(order[at : at + count]) and at + count <= len(order):
                yield [*order[:at], *order[at + count :]]


def _with_deleted(order: Sequence[str | None]) -> Iterator[list[str | None]]:
    for count in range(1, _AT_ONCE + 1):
        for at in range(len(order)):
            yield [*order[:at], *[None] * count, *order[at:]]


def _repeated(tab: Tab[Any]) -> frozenset[str]:
    """What the system may have from staff's cells beside it, or staff from there: an approved name."""
    return frozenset({"shown_name", "organisation"}) if tab is DONORS else frozenset()


def _is_sentence(value: Raw) -> bool:
    return isinstance(value, str) and " " in value


def _holds(row: Sequence[Raw], at: int, value: Raw) -> bool:
    return same(value, row[at] if at < len(row) else "")


def _score(row: Sequence[Raw], places: Places, cells: Mapping[str, Raw]) -> int:
    """How many cells show what the system writes there."""
    return sum(_holds(row, places[key], value) for key, value in cells.items())


def written_over(tab: Tab[Any], now: Places, then: Places, row: Sequence[Raw], written: Cells) -> set[str]:
    """The columns, today, of the cells in which a write under an earlier order put something of another column's.

    What has been typed there since is not among them.
    """
    put = {then[key]: plain(tab.column(key), value) for key, value in written.items() if key in then}
    return {key for key, at in now.items() if then.get(key) != at and at in put and _holds(row, at, put[at])}


def strays(tab: Tab[Any], places: Places, row: Sequence[Raw], due: Cells) -> set[str]:
    """Staff's columns in which the row shows a text that the system writes in another column, where it is missing.

    For rows that no single act explains.
    """
    missing = {text for key, text in _texts(tab, due).items() if not _holds(row, places[key], text)}
    staff = [column.key for column in tab.columns if column.owner is Owner.STAFF]
    return {key for key in staff if key in places and _cell(row, places[key]) in missing}


def strays_in_kept(tab: Tab[Any], places: Places, row: Sequence[Raw], whole: Cells, due: Cells) -> set[str]:
    """The columns that a row keeps as its donor first wrote them, and that show another column's text of the row.

    They are of the `whole` row, not `due`: nothing else can be told about them.
    """
    kept = {key: _cell(row, places[key]) for key in whole.keys() - due.keys() if key in places}
    return {key for key, cell in kept.items() if is_stray(tab, key, cell, whole)}


def is_stray(tab: Tab[Any], key: str, cell: Raw, whole: Cells) -> bool:
    """Whether a cell shows the text of another column of its row, and not its own."""
    texts = _texts(tab, whole)
    return cell in {*texts.values()} - {texts.get(key)}


def _texts(tab: Tab[Any], cells: Cells) -> dict[str, str]:
    said = {key: plain(tab.column(key), value) for key, value in cells.items() if key not in _repeated(tab)}
    return {key: value for key, value in said.items() if isinstance(value, str) and value}


def _cell(row: Sequence[Raw], at: int) -> Raw:
    return row[at] if at < len(row) else ""

"""Whose row is it: which commitment or donor a row shows, by everything that the system wrote there, not its number.

A number is what people sort, type over and drag down first. What a row says besides belongs to one commitment or donor
in most cases: an answer's id, a name, a phone number. Nothing is guessed: where two fit alike, the row is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from functions.ledger.cells import plain, same
from functions.ledger.views import Cells
from sheets_schema.column import Owner, Tab
from sheets_schema.wording import Raw

Row = Mapping[str, Raw]
"""A row's cells by column key."""

_RARE = 20
"""What more rows than this say alike tells nothing about whose row it is."""


class Recogniser:
    """Knows what the system writes in the rows of a tab: number -> its cells, as far as they are known."""

    def __init__(self, tab: Tab[Any], wanted: Mapping[int, Cells]) -> None:
        self._key = tab.keyed_by
        # A version changes with every entry and is any small number: no evidence.
        self._telling = {c.key for c in tab.columns if c.owner is Owner.SYSTEM} - {self._key, "version"}
        self._said: dict[int, dict[str, Raw]] = {}
        index: defaultdict[tuple[str, Raw], list[int]] = defaultdict(list)
        for n, cells in wanted.items():
            said = {key: plain(tab.column(key), cells[key]) for key in self._telling & cells.keys()}
            self._said[n] = {key: value for key, value in said.items() if value != ""}
            for found in self._said[n].items():
                index[found].append(n)
        self._rare = {found: numbers for found, numbers in index.items() if len(numbers) <= _RARE}

    def owner(self, k: int, row: Row) -> int | None:
        """The number whose row stands at place `k`; None when it tells nothing, or what fits several alike."""
        claimed = number(row.get(self._key))
        near = [n for n in dict.fromkeys((claimed, k)) if n in self._said]
        told = {n for found in row.items() for n in self._rare.get(found, ())}
        scores = {n: self.agreement(n, row) for n in told.union(near)}
        if not any(scores.values()):
            # The number alone counts only where nothing speaks against it.
            return claimed if claimed in self._said and not self._tells(row) else None
        best = max(scores.values())
        winners = [n for n, score in scores.items() if score == best]
        likely = winners if len(winners) == 1 else [n for n in near if n in winners]
        return likely.pop() if len(likely) == 1 else None

    def agreement(self, n: int, row: Row) -> int:
        """How many of the cells that the system wrote for `n` the row shows."""
        return sum(same(value, row.get(key)) for key, value in self._said.get(n, {}).items())

    def silent(self, row: Row) -> bool:
        """Whether nothing of the system's stands in the row."""
        return row.get(self._key) in (None, "") and not self._tells(row)

    def _tells(self, row: Row) -> bool:
        return any(row.get(key) not in (None, "") for key in self._telling)


def owners(recogniser: Recogniser, rows: Sequence[Row], staff: Sequence[str]) -> list[int | None]:
    """For each row k, from 1, whose it is. Of several rows that are the same one's, the one in its place keeps it.

    A row of staff's own cells alone (`staff`: their keys) is the one of its place, unless another row is, or any row
    stands in another one's place: then it may come from anywhere.
    """
    found = [recogniser.owner(k, row) for k, row in enumerate(rows, start=1)]
    claims: defaultdict[int, list[int]] = defaultdict(list)
    for k, n in enumerate(found, start=1):
        if n is not None:
            claims[n].append(k)
    kept = {keeper: n for n, places in claims.items() if (keeper := _keeper(n, places, rows, staff))}
    if all(places == [n] for n, places in claims.items()):
        kept |= {k: k for k, row in enumerate(rows, start=1) if k not in claims and recogniser.silent(row)}
    return [kept.get(k) for k in range(1, len(rows) + 1)]


def _keeper(n: int, places: Sequence[int], rows: Sequence[Row], staff: Sequence[str]) -> int | None:
    """Which of the rows that are all the same one's counts: none, where nothing tells them apart but staff's cells."""
    if n in places:
        return n
    return min(places) if _alike([rows[k - 1] for k in places], staff) else None


def _alike(rows: Sequence[Row], staff: Sequence[str]) -> bool:
    return len({tuple(row.get(key) for key in staff) for row in rows}) == 1


def number(raw: Raw) -> int | None:
    """The number that a cell of a key column carries: of a commitment, or of a donor's code."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return int(raw) if raw == int(raw) and raw > 0 else None
    digits = str(raw or "").strip().removeprefix("D")
    return int(digits) if re.fullmatch("[1-9][0-9]{0,8}", digits) else None

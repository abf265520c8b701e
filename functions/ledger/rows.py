"""Rows of a numbered tab on their way into the sheet: where they go, and what a write elsewhere had put there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from functions.core.state import News, State
from functions.gapi.sheets import Workbook
from functions.ledger.cells import grid_request, row_requests, typed_rows
from functions.ledger.loose import Loose, Why
from functions.ledger.misplaced import strays, strays_in_kept, written_over
from functions.ledger.numbered import Shown, present
from functions.ledger.views import Cells
from sheets_schema.column import Owner, Tab


@dataclass(frozen=True)
class Rows:
    """Rows of a tab that are to be written, by their place: the system's cells as a whole, and those that are due."""

    tab: Tab[Any]
    shown: Shown
    whole: Mapping[int, Cells]
    due: Mapping[int, Cells]

    @property
    def damaged(self) -> tuple[int, ...]:
        """Those of them that showed what no drain wrote there."""
        return tuple(n for n in self.due if n in self.shown.damaged)

    @cached_property
    def _over(self) -> Mapping[int, set[str]]:
        """The columns of damaged rows in which a write where the columns stood before put another column's cells."""
        places, cells = self.shown.places, self.shown.cells
        rows = {n: (cells[n - 1], self.due[n]) for n in self.shown.damaged if n in self.due}
        before = self.shown.misplaced
        return {
            n: strays_in_kept(self.tab, places, row, self.whole[n], due)
            | (
                written_over(self.tab, places, before[n], row, self.whole[n])
                if n in before
                else strays(self.tab, places, row, due)
            )
            for n, (row, due) in rows.items()
        }

    def requests(self) -> Iterator[dict[str, Any]]:
        """What writes them, and empties staff's cells of what is not staff's."""
        if not self.due:
            return
        rows = {
            n: dict(cells) | {key: self.whole[n][key] for key in self._over.get(n, ()) if key in self.whole[n]}
            for n, cells in self.due.items()
        }
        emptied = {n: dict.fromkeys(sorted(keys - self.whole[n].keys())) for n, keys in self._over.items()}
        yield from grid_request(self.tab, self.shown.rows, max(rows))
        yield from row_requests(self.tab, self.shown.places, rows)
        yield from typed_rows(self.tab, self.shown.places, {n: cells for n, cells in emptied.items() if cells})

    def shown_twice(self) -> Iterator[dict[str, Any]]:
        """Empties rows of what stands in its own place too, where nobody has typed beside it.

        A row was written below all others while it could not be told that its own place was there.
        """
        shown = self.shown
        own = {c.key: shown.places[c.key] for c in self.tab.columns if c.owner is Owner.STAFF and c.key in shown.places}
        for k, n in shown.numbers.items():
            twice = n not in (None, k) and shown.numbers.get(n) == n and n not in shown.damaged
            if twice and k <= len(shown.cells):
                row = shown.cells[k - 1]
                if not any(row[at] not in (None, "") for at in own.values() if at < len(row)):
                    system = (c.key for c in self.tab.columns if c.owner is Owner.SYSTEM)
                    yield from row_requests(self.tab, shown.places, {k: dict.fromkeys(system)})

    def lost(self, fresh: Collection[int]) -> Iterator[Loose]:
        """Staff's cells that were written over; none beside `fresh` rows, which that write was the first to fill."""
        for n, keys in sorted(self._over.items()):
            if n not in fresh and (gone := sorted(keys - self.whole[n].keys())):
                yield Loose(self.tab, n, dict.fromkeys(gone), Why.OVERWRITTEN)

    def moved_meanwhile(self, now: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """The owner moved columns after we had read: the same rows again, where the columns are `now`.

        With whatever was written over: the system's other cells, and what staff had typed there. Nothing when a header
        is gone: the next drain reports it.
        """
        then = self.shown.places
        if now == then or not then.keys() <= now.keys():
            return
        over = {n: {then[key] for key in cells} for n, cells in self.due.items()}
        rows = {
            n: {key: value for key, value in self.whole[n].items() if key in cells or now[key] in over[n]}
            for n, cells in self.due.items()
        }
        typed = {
            n: {
                key: column[n - 1] if n <= len(column) else None
                for key, column in self.shown.typed.items()
                if now[key] in at
            }
            for n, at in over.items()
        }
        yield from row_requests(self.tab, now, rows)
        yield from typed_rows(self.tab, now, {n: cells for n, cells in typed.items() if cells})


def write(workbook: Workbook, rows: Sequence[Rows], others: Sequence[dict[str, Any]]) -> None:
    """Write rows and whatever else must be, in one call: one more if columns were moved meanwhile."""
    written = [some for some in rows if some.due]
    requests = [*(request for some in written for request in some.requests()), *others]
    if not written:
        if requests:
            workbook.write(requests)
        return
    headers = workbook.write_seeing(requests, [f"'{some.tab.title}'!1:1" for some in written])
    seen = [present(some.tab, header) for some, header in zip(written, headers, strict=True)]
    if again := [r for some, now in zip(written, seen, strict=True) for r in some.moved_meanwhile(now)]:
        workbook.write(again)


def lost(state: State, rows: Sequence[Rows]) -> list[Loose]:
    """Staff's cells, beside rows of Komitmen and Donatur in this order, that a write elsewhere had written over."""
    fresh = (_fresh_lines(state), _fresh_donors(state))
    return [loose for some, new in zip(rows, fresh, strict=True) for loose in some.lost(new)]


def _fresh_lines(state: State) -> set[int]:
    """Lines that nothing has changed since they were decided: before that, their rows were empty."""
    return {n for n, line in state.lines.items() if line.marks[News.DECIDED].entry == line.version}


def _fresh_donors(state: State) -> set[int]:
    """Donors that nothing has changed since their first line was decided."""
    first = {donor: state.lines[min(lines)] for donor, lines in state.lines_of_donor.items()}
    return {
        int(code[1:])
        for code, donor in state.donors.items()
        if code in first and first[code].marks[News.DECIDED].entry == donor.version
    }

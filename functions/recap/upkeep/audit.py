"""Comparing the private tab Komitmen with the journal, cell by cell. A drain only looks at each row's version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.core.book import DonorNote
from functions.core.state import Line, State
from functions.core.submission import Response
from functions.gapi.sheets import Grid
from functions.ledger.cells import plain, row_requests, same
from functions.ledger.numbered import Shown
from functions.ledger.showing import FROM_THE_DONOR
from functions.ledger.views import Cells, commitment_cells
from sheets_schema.cells import Raw
from sheets_schema.private import COMMITMENTS

Responses = Mapping[str, Response]
Notes = Mapping[str, DonorNote]


@dataclass(frozen=True, slots=True)
class Audit:
    """The system's cells of rows that claim to be up to date and are not; how many rows a drain has yet to write."""

    different: Mapping[int, Cells]
    behind: int

    def repairs(self, shown: Shown) -> Iterator[dict[str, Any]]:
        """The requests that put the rows right."""
        return row_requests(COMMITMENTS, shown.places, self.different)


def audit(state: State, shown: Shown, grid: Grid, responses: Responses, notes: Notes) -> Audit:
    """Compare each row that is in place and up to date. Without the system's headers nothing can be compared."""
    if not shown.places or not shown.in_order:
        return Audit({}, 0)
    rows = dict(enumerate(grid[1:], start=1))
    different: dict[int, Cells] = {}
    behind = 0
    for n, line in state.lines.items():
        if shown.versions.get(n) != line.version:
            behind += 1
            continue
        wanted = _wanted(state, line, responses.get(line.response), notes)
        if _differs(wanted, shown.places, rows.get(n, ())):
            different[n] = wanted
    return Audit(different, behind)


def _wanted(state: State, line: Line, response: Response | None, notes: Notes) -> Cells:
    """What the row must say; what only the first version of an answer told is left as it is."""
    cells = commitment_cells(state, line, response, notes)
    if response is None or line.edits is not None:
        return {key: value for key, value in cells.items() if key not in FROM_THE_DONOR}
    return cells


def _differs(wanted: Cells, places: Mapping[str, int], row: Sequence[Raw]) -> bool:
    for key, value in wanted.items():
        there = row[places[key]] if places[key] < len(row) else None
        if not same(plain(COMMITMENTS.column(key), value), there):
            return True
    return False

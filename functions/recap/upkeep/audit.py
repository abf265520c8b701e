"""Comparing Komitmen and Donatur with the journal, cell by cell. A drain only looks at the version of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.core.book import DonorNote
from functions.core.state import State
from functions.core.submission import Response
from functions.ledger.damage import examine, known_donor, known_line, seen
from functions.ledger.desk import Desk
from functions.ledger.numbered import standing_whole
from functions.ledger.rows import Rows
from functions.ledger.showing import provisional
from functions.ledger.views import Cells, commitment_cells, donor_cells
from functions.recap.upkeep.views import Standing, grid_rows
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS

Responses = Mapping[str, Response]
Notes = Mapping[str, DonorNote]


@dataclass(frozen=True, slots=True)
class Audit:
    """Both tabs as they turned out to be, and the rows that say otherwise than their version, or have none that can be.

    `behind`: how many rows of Komitmen a drain has yet to write.
    """

    commitments: Rows
    donors: Rows
    behind: int

    def desk(self, desk: Desk) -> Desk:
        """What was read of both tabs otherwise, put right."""
        return seen(desk, self.commitments.shown, self.donors.shown)


def audit(state: State, standing: Standing, responses: Responses | None, notes: Notes) -> Audit:
    """Compare each row that is in place. Without the form (None) nothing is written: it tells half of each row.

    Where rows are out of order, or the system's headers are gone, nothing is written either.
    """
    answers = responses or {}
    lines, donors = _lines(state, answers, notes), _donors(state, answers, notes)
    commitments = _audited(state, standing, COMMITMENTS, lines, write=responses is not None)
    shown = commitments.shown
    late = [n for n, line in state.lines.items() if shown.versions.get(n) != line.version and n not in shown.damaged]
    return Audit(
        commitments,
        _audited(state, standing, DONORS, donors, write=responses is not None),
        behind=len(late) if shown.places and shown.in_order else 0,
    )


_Row = tuple[Cells, Cells]
"""The cells of a row as a whole, and those that must stand there: not what only the first version of an answer told."""


def _lines(state: State, answers: Responses, notes: Notes) -> dict[int, _Row]:
    rows = {}
    for n, line in state.lines.items():
        whole = commitment_cells(state, line, answers.get(line.response), notes)
        sure = known_line(state, line, answers.get(line.response)).keys() | {"shown_name"}
        rows[n] = whole, _of(whole, sure - _unreadable(state, line.donor, notes))
    return rows


def _donors(state: State, answers: Responses, notes: Notes) -> dict[int, _Row]:
    rows = {}
    for code, donor in state.donors.items():
        whole = donor_cells(state, code, answers.get(donor.response), notes)
        sure = known_donor(state, code, answers.get(donor.response)).keys()
        named = {"shown_name"} if "organisation" in sure else set()
        rows[int(code[1:])] = whole, _of(whole, (sure | named) - _unreadable(state, code, notes))
    return rows


def _of(cells: Cells, keys: set[str]) -> Cells:
    return {key: value for key, value in cells.items() if key in keys}


def _unreadable(state: State, donor: str | None, notes: Notes) -> set[str]:
    """A name that staff approved cannot be compared while it cannot be read."""
    return {"shown_name"} if provisional(state, donor, notes) else set()


def _audited(state: State, standing: Standing, tab: Tab[Any], rows: Mapping[int, _Row], *, write: bool) -> Rows:
    grid = standing.cells.get(tab.sheet_id, ())
    stands = standing_whole(tab, grid, grid_rows(tab, standing))
    shown = examine(tab, stands, {n: sure for n, (_, sure) in rows.items()}, state.head)
    due = [n for n in shown.damaged if n in rows and write and shown.in_order]
    return Rows(tab, shown, {n: rows[n][0] for n in due}, {n: rows[n][1] for n in due})

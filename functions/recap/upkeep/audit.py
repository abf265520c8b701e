"""Comparing Komitmen and Donatur with the journal, cell by cell. A drain only looks at the version of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.core.state import State
from functions.core.submission import Response
from functions.ledger.damage import Notes, examine, known_donor, known_line, seen, unread
from functions.ledger.desk import Desk
from functions.ledger.numbered import standing_whole
from functions.ledger.rows import Rows
from functions.ledger.views import Cells, commitment_cells, donor_cells
from functions.recap.upkeep.views import Standing, grid_rows
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS

Responses = Mapping[str, Response]


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
        response = answers.get(line.response)
        whole = commitment_cells(state, line, response, notes)
        # The whole form was read: what it does not say, the public may not read.
        named = {"shown_name": whole["shown_name"]} if not unread(state, line.donor, notes) else {}
        rows[n] = whole, known_line(whole, state, line, response, notes) | named
    return rows


def _donors(state: State, answers: Responses, notes: Notes) -> dict[int, _Row]:
    rows = {}
    for code, donor in state.donors.items():
        response = answers.get(donor.response)
        rows[int(code[1:])] = donor_cells(state, code, response, notes), known_donor(state, code, response, notes)
    return rows


def _audited(state: State, standing: Standing, tab: Tab[Any], rows: Mapping[int, _Row], *, write: bool) -> Rows:
    grid = standing.cells.get(tab.sheet_id, ())
    stands = standing_whole(tab, grid, grid_rows(tab, standing))
    whole, sure = {n: cells for n, (cells, _) in rows.items()}, {n: cells for n, (_, cells) in rows.items()}
    # As a drain does: of Komitmen also what a row keeps as its donor first said it, which can be another column's text.
    shown = examine(tab, stands, sure, state.head, whole if tab is COMMITMENTS else None)
    due = [n for n in shown.damaged if n in rows and write and shown.in_order]
    return Rows(tab, shown, {n: whole[n] for n in due}, {n: sure[n] for n in due})

"""Comparing Komitmen and Donatur with the journal, cell by cell. A drain only looks at the version of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.core.book import Book
from functions.core.state import State
from functions.core.submission import Response
from functions.ledger.cells import plain, same
from functions.ledger.damage import Notes, examine, known_donor, known_line, seen, unread
from functions.ledger.desk import Desk
from functions.ledger.numbered import Shown, standing_whole
from functions.ledger.rows import Rows
from functions.ledger.views import NAMED, Cells, commitment_cells, donor_cells, named_cells, unnamed
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


def audit(state: State, standing: Standing, responses: Responses | None, notes: Notes, book: Book) -> Audit:
    """Compare each row that is in place. Without the form (None) nothing is written: it tells half of each row.

    A row that only calls a place or a kind of aid as staff did before is no damaged one: just these cells are written.

    Where rows are out of order, or the system's headers are gone, nothing is written either.
    """
    answers = responses or {}
    lines, donors = _lines(state, answers, notes, book), _donors(state, answers, notes)
    commitments = _audited(state, standing, COMMITMENTS, lines, write=responses is not None)
    shown = commitments.shown
    late = [n for n, line in state.lines.items() if shown.versions.get(n) != line.version and n not in shown.damaged]
    return Audit(
        _with_names(commitments, state, book),
        _audited(state, standing, DONORS, donors, write=responses is not None),
        behind=len(late) if shown.places and shown.in_order else 0,
    )


def _with_names(rows: Rows, state: State, book: Book) -> Rows:
    """Also the names of rows in order that say otherwise than staff's tabs do."""
    shown = rows.shown
    if not shown.places or not shown.in_order:
        return rows
    now = {
        n: {key: value for key, value in named_cells(book, line).items() if key not in unnamed(book, line)}
        for n, line in state.lines.items()
        if n not in shown.damaged and shown.versions.get(n) == line.version
    }
    other = {n: cells for n, named in now.items() if (cells := _differing(shown, n, named))}
    return replace(rows, whole={**other, **rows.whole}, due={**other, **rows.due})


def _differing(shown: Shown, n: int, cells: Cells) -> Cells:
    row = shown.cells[n - 1]
    at = {key: shown.places[key] for key in cells}
    there = {key: row[place] if place < len(row) else "" for key, place in at.items()}
    return {key: value for key, value in cells.items() if not same(plain(COMMITMENTS.column(key), value), there[key])}


_Row = tuple[Cells, Cells]
"""The cells of a row as a whole, and those that must stand there: not what only the first version of an answer told."""


def _lines(state: State, answers: Responses, notes: Notes, book: Book) -> dict[int, _Row]:
    rows = {}
    for n, line in state.lines.items():
        response = answers.get(line.response)
        whole = commitment_cells(state, line, response, notes) | named_cells(book, line)
        # The whole form was read: what it does not say, the public may not read.
        named = {"shown_name": whole["shown_name"]} if not unread(state, line.donor, notes) else {}
        sure = known_line(whole, state, line, response, notes) | named
        rows[n] = whole, sure
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
    return Rows(tab, shown, {n: whole[n] for n in due}, {n: sure[n] | _names(whole[n]) for n in due})


def _names(whole: Cells) -> Cells:
    """What a damaged row calls place and kind of aid: written with the rest."""
    return {key: whole[key] for key in NAMED if key in whole}

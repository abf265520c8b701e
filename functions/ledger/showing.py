"""Comparing the sheets with the state and writing what differs (design, section 5, step 4). Nothing here decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from functions.core.book import Book, DonorNote
from functions.core.exchanges import believed
from functions.core.notes import in_force, newly_named
from functions.core.state import Line, State
from functions.core.submission import Response
from functions.gapi.sheets import OutsideGrid, Values, Workbook
from functions.ledger.beside import beside
from functions.ledger.cells import grid_request, header_cells, row_requests
from functions.ledger.desk import Desk
from functions.ledger.doctor import as_text, problem_rows, shown_rows
from functions.ledger.loose import keeping
from functions.ledger.numbered import Shown
from functions.ledger.rows import Rows, lost, write
from functions.ledger.views import (
    Cells,
    commitment_cells,
    donor_cells,
    named_cells,
    public_commitment,
    unnamed,
)
from sheets_schema import public
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS, Problem
from sheets_schema.reading import column_letter
from sheets_schema.workbook import laid_out

FROM_THE_DONOR = ("donor", "contact", "phone", "email", "extra")
"""What a row repeats from the response itself. An edit is never applied, so the row of an edited
response, or of one that is gone, keeps what it shows."""

Responses = Mapping[str, Response]


def stale_lines(state: State, shown: Shown) -> dict[int, int]:
    """The numbers of lines whose row does not show their last entry -> the row where they are to be written."""
    return _stale({n: line.version for n, line in state.lines.items()}, shown)


def stale_donors(state: State, shown: Shown) -> dict[str, int]:
    """The codes of donors whose row does not show their last entry -> the row where they are to be written."""
    codes = {int(code[1:]): code for code in state.donors}
    found = _stale({n: state.donors[code].version for n, code in codes.items()}, shown)
    return {codes[n]: k for n, k in found.items()}


def _stale(current: Mapping[int, int], shown: Shown) -> dict[int, int]:
    """Rows of a tab by number -> the row of their own, whose version is another one.

    When rows are out of order - one was put in, dragged or deleted - only those that stand nowhere are written, below
    all others where another one stands in their place: to repair others would part staff's cells from their line.
    """
    if not shown.places:
        return {}
    if shown.in_order:
        return {n: n for n, version in current.items() if shown.versions.get(n) != version}
    standing = set(shown.numbers.values())
    missing = [n for n in current if n not in standing]
    free = {n: n for n in missing if n not in shown.numbers}
    below = enumerate((n for n in missing if n not in free), start=max(shown.last, *free, 0) + 1)
    return free | {n: k for k, n in below}


def needed_responses(state: State, desk: Desk, shown: Shown) -> set[str]:
    """The ids of responses without which the rows that differ cannot be written, nor names be approved."""
    lines = {*stale_lines(state, desk.commitments), *stale_lines(state, shown)}
    donors = {*stale_donors(state, desk.donors), *newly_named(state, desk.book.donors)}
    return {state.lines[n].response for n in lines} | {state.donors[code].response for code in donors}


def read_public(workbook: Workbook) -> Shown:
    """What the public tab Komitmen shows: its nomor and versi columns, which stand where they were declared.

    Under other titles nothing is shown: columns were moved or deleted there, and all is written anew.
    """
    tab = public.COMMITMENTS
    places = {column.key: at for at, column in enumerate(tab.columns)}
    wanted = [f"'{tab.title}'!1:1", *(f"'{tab.title}'!{at}:{at}" for at in map(column_letter, _NUMBER_AND_VERSION))]
    try:
        header, numbers, found = workbook.read(wanted)
    except OutsideGrid:
        # It has fewer columns than were declared, and that is seen in its header.
        header, numbers, found = *workbook.read(wanted[:2]), Values("", [])
    titled = bool(header.rows) and list(header.rows[0][: len(places)]) == [column.label for column in tab.columns]
    both = enumerate(zip_longest(numbers.rows[1:], found.rows[1:], fillvalue=()), start=1)
    versions = {k: _number(version) or 0 for k, (number, version) in both if _number(number) == k}
    # Nobody but the system writes here: whatever was done to it is simply written over.
    return Shown(
        versions=versions if titled else {},
        places=places,
        rows=numbers.grid_rows,
        columns=header.grid_columns,
        odd=not titled,
    )


_NUMBER_AND_VERSION = public.COMMITMENTS.position("number"), public.COMMITMENTS.position("version")


def _number(row: Sequence[Any]) -> int | None:
    value = row[0] if row else None
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def show_private(
    state: State, desk: Desk, workbook: Workbook, responses: Responses, now: dt.datetime, more: Sequence[Problem] = ()
) -> tuple[int, int]:
    """Write the rows of the private workbook that differ, with `more` findings first; returns rows and findings."""
    notes = in_force(state, desk.book.donors)
    stale = {k: state.lines[n] for n, k in stale_lines(state, desk.commitments).items()}
    names = believed(state, desk.book) if stale else desk.book
    whole = {
        k: commitment_cells(state, line, responses.get(line.response), notes)
        | named_cells(names, line)
        | provisional(state, line.donor, notes)
        for k, line in stale.items()
    }
    donors = {
        k: donor_cells(state, code, responses.get(state.donors[code].response), notes) | provisional(state, code, notes)
        for code, k in stale_donors(state, desk.donors).items()
    }
    lines = {k: _without_kept(stale[k], k, cells, desk, names, responses) for k, cells in whole.items()}
    rows = [Rows(COMMITMENTS, desk.commitments, whole, lines), Rows(DONORS, desk.donors, donors, donors)]
    problems = [*more, *problem_rows(state, desk, workbook.id)]
    kept = keeping(lost(state, rows), desk.loose, now)
    twice = [request for some in rows for request in some.shown_twice()]
    write(workbook, [*rows, *beside(desk)], [*kept, *twice, *problem_requests(desk, problems)])
    return len(lines) + len(donors), len(problems)


def _without_kept(line: Line, k: int, cells: Cells, desk: Desk, names: Book, responses: Responses) -> Cells:
    """The cells to be written: a row that is shown already keeps what its donor wrote first, and names unread now."""
    if k not in desk.commitments.versions:
        return cells
    edited = line.edits is not None or line.response not in responses
    kept = unnamed(names, line).union(FROM_THE_DONOR if edited else ())
    return {key: value for key, value in cells.items() if key not in kept}


def provisional(state: State, code: str | None, notes: Mapping[str, DonorNote]) -> Cells:
    """No version for a row whose approved name cannot be read now: then it is written again as soon as it can."""
    donor = state.donors.get(code or "")
    return {"version": None} if donor and donor.approved_name and donor.code not in notes else {}


def _tab_requests(tab: Tab[Any], shown: Shown, rows: Mapping[int, Cells]) -> Iterator[dict[str, Any]]:
    if rows:
        yield from grid_request(tab, shown.rows, max(rows))
        yield from row_requests(tab, shown.places, rows)


def problem_requests(desk: Desk, problems: Sequence[Problem]) -> Iterator[dict[str, Any]]:
    """Pemeriksaan Data as a whole, when it says something else than it should. Left alone when the tab is gone."""
    if not desk.problems:
        return
    wanted, there = as_text(problems), shown_rows(desk.problems)
    while there and not any(there[-1]):
        there.pop()
    labels = [column.label for column in PROBLEMS.columns]
    if list(desk.problems[0][: len(labels)]) != labels or desk.problem_columns < len(labels):
        yield from header_cells(PROBLEMS, desk.problem_columns)
    if wanted == there:
        return
    empty = dict.fromkeys(Problem.model_fields)
    rows = dict.fromkeys(range(1, len(there) + 1), empty) | dict(enumerate((p.model_dump() for p in problems), start=1))
    yield from grid_request(PROBLEMS, desk.problem_rows, len(problems))
    yield from row_requests(PROBLEMS, {key: at for at, key in enumerate(Problem.model_fields)}, rows)


def show_public(state: State, desk: Desk, shown: Shown, workbook: Workbook, responses: Responses) -> int:
    """Write the rows of the public tab Komitmen that differ; returns how many."""
    notes = in_force(state, desk.book.donors)
    rows: dict[int, Cells] = {}
    stale = stale_lines(state, shown)
    names = believed(state, desk.book) if stale else desk.book
    for n in stale:
        line = state.lines[n]
        row = public_commitment(state, line, responses.get(line.response), notes, names)
        kept = unnamed(names, line) if n in shown.versions else set()
        cells = row.model_dump(exclude=kept) if row.status else row.model_dump()
        rows[n] = cells | provisional(state, line.donor, notes)
    header = laid_out(public.COMMITMENTS, shown.columns) if shown.odd else ()
    requests = [*header, *_tab_requests(public.COMMITMENTS, shown, rows)]
    if requests:
        workbook.write(requests)
    return len(rows)

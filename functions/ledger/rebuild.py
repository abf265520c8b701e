"""Restoring wrecked workbooks from the journal and the form, with what staff typed kept beside its commitment.

For an operator, after the owner of the file sorted, cleared or deleted what the system keeps. The system's columns come
out exactly as the state says. Staff's own cells are best effort: kept where their row still carries its number or
stands in its place. So is what a donor wrote who edited the response later: the form keeps only the last version.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.sheets import MissingRange, Workbook
from functions.ledger.account import RUN, WrongIdentity, functions_account
from functions.ledger.cells import grid_request, header_cells, row_requests, typed_rows
from functions.ledger.desk import DeskReader
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.ledger.responses import by_id
from functions.ledger.views import Cells, commitment_cells, donor_cells, public_commitment
from sheets_schema import private, public
from sheets_schema.cells import Raw
from sheets_schema.column import Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.protection import closed
from sheets_schema.reading import SchemaDrift, locate
from sheets_schema.workbook import inspection, upgrade


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was restored, and the sheet rows whose staff cells belong to no commitment or donor any more."""

    lines: int
    donors: int
    requests: int
    unplaced: Mapping[str, tuple[int, ...]]


def rebuild(ledger: Ledger, google: Google, account: str = "") -> Rebuilt:
    """Bring both workbooks back to what the journal and the form say. Doing it twice changes nothing more.

    `account` is the e-mail address that the functions write with, where sharing does not tell. Raises WrongIdentity
    and TitleTakenError before anything is written; GoogleError, JournalError.
    """
    account = functions_account(google, account)
    ledger.catch_up(google)
    plans = [
        (book, _upgrade(tabs, book, account))
        for tabs, book in ((private.TABS, google.private), (public.TABS, google.public))
    ]
    for workbook, requests in plans:
        if requests:
            workbook.write(requests)
    responses = by_id(google.form.responses())
    notes = DeskReader().read(google.private).book.donors
    state = ledger.state
    lines = {n: commitment_cells(state, line, responses.get(line.response), notes) for n, line in state.lines.items()}
    donors = {
        int(code[1:]): donor_cells(state, code, responses.get(donor.response), notes)
        for code, donor in state.donors.items()
    }
    shown = {
        n: public_commitment(state, line, responses.get(line.response), notes).model_dump()
        for n, line in state.lines.items()
    }
    found = {
        COMMITMENTS.title: _restore(google.private, COMMITMENTS, lines),
        DONORS.title: _restore(google.private, DONORS, donors),
    }
    _restore(google.public, public.COMMITMENTS, shown)
    return Rebuilt(
        lines=len(lines),
        donors=len(donors),
        requests=found[COMMITMENTS.title].signed,
        unplaced={title: staff.unplaced for title, staff in found.items()},
    )


def _upgrade(tabs: Sequence[Tab[Any]], workbook: Workbook, account: str) -> list[dict[str, Any]]:
    """What brings tabs, headers, dropdowns and protection to what is declared."""
    try:
        there = workbook.describe(inspection(tabs))
    except MissingRange:
        sheets = workbook.describe({"fields": "sheets(properties(sheetId,title))"})["sheets"]
        titles = {s["properties"]["sheetId"]: s["properties"]["title"] for s in sheets}
        there = workbook.describe(inspection(tabs, titles))
    if shut := closed(tabs, there):
        raise WrongIdentity(f"a protected range in {', '.join(shut)} is closed to whoever runs this; {RUN}")
    return upgrade(tabs, there, account)


@dataclass(frozen=True, slots=True)
class _Staff:
    """Staff's cells by the number of the row they belong to."""

    cells: Mapping[int, Mapping[str, Raw]]
    unplaced: tuple[int, ...]

    @property
    def signed(self) -> int:
        """Rows in which a request is signed."""
        return sum(bool(row.get("staff")) for row in self.cells.values())


def _restore(workbook: Workbook, tab: Tab[Any], rows: Mapping[int, Cells]) -> _Staff:
    """Write every row of a tab of numbered rows; rows beyond the last number are emptied."""
    (part,) = workbook.read([f"'{tab.title}'"])
    header, body = (part.rows[0] if part.rows else ()), part.rows[1:]
    requests: list[dict[str, Any]] = []
    try:
        places = locate(tab, header)
    except SchemaDrift:
        # What upgrading could not tell apart stands where it was declared.
        places = {column.key: at for at, column in enumerate(tab.columns)}
        requests += header_cells(tab)
    staff = _staff_cells(tab, places, body, rows)
    blank: dict[str, object] = {column.key: None for column in tab.columns if column.owner is Owner.SYSTEM}
    system = {k: rows.get(k, blank) for k in range(1, max([len(body), *rows]) + 1)}
    own = {k: staff.cells.get(k, {}) for k in system}
    keys = [column.key for column in tab.columns if column.owner is Owner.STAFF]
    requests += grid_request(tab, part.grid_rows, max(rows, default=0))
    requests += row_requests(tab, places, system)
    if keys:
        requests += typed_rows(tab, places, {k: {key: cells.get(key) for key in keys} for k, cells in own.items()})
    workbook.write(requests)
    return staff


def _staff_cells(
    tab: Tab[Any], places: Mapping[str, int], body: Sequence[Sequence[Raw]], rows: Mapping[int, Cells]
) -> _Staff:
    keys = [column.key for column in tab.columns if column.owner is Owner.STAFF]
    names = [_number(tab, cells, places) for cells in body]
    times = Counter(names)
    placed: dict[int, dict[str, Raw]] = {}
    lost = []
    for k, (cells, name) in enumerate(zip(body, names, strict=True), start=1):
        typed = {key: cells[places[key]] for key in keys if places[key] < len(cells) and cells[places[key]] != ""}
        n = name if name is not None else k if k not in times else None
        if not typed:
            continue
        if n in rows and (name is None or times[name] == 1):
            placed[int(n or 0)] = typed
        else:
            lost.append(k + 1)
    return _Staff(placed, tuple(lost))


def _number(tab: Tab[Any], cells: Sequence[Raw], places: Mapping[str, int]) -> int | None:
    """The number that a row carries: of a commitment, or of a donor's code."""
    at = places[tab.keyed_by]
    raw = cells[at] if at < len(cells) else None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return int(raw)
    digits = str(raw or "").strip().removeprefix("D")
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else None

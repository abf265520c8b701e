"""Restoring wrecked workbooks from the journal and the form, with what staff typed kept beside its commitment.

For an operator, after the owner of the file sorted, cleared or deleted what the system keeps. The system's columns come
out exactly as the state says. Staff's own cells go where their row is recognised; what cannot be placed is kept in
Isian Terlepas. What a donor wrote first who edited the response later, or took it back, stays as its row shows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.core.book import Book, DonorNote
from functions.core.exchanges import believed
from functions.core.notes import in_force
from functions.core.state import Line, State
from functions.core.submission import Response
from functions.gapi.sheets import Grid, MissingRange, Workbook
from functions.ledger.account import RUN, WrongIdentity, functions_account
from functions.ledger.contents import evidence, header_row, headless
from functions.ledger.desk import DeskReader
from functions.ledger.drain import Ledger
from functions.ledger.loose import Shelf, keeping
from functions.ledger.numbered import donor_code
from functions.ledger.ports import Google
from functions.ledger.references import listed
from functions.ledger.responses import by_id
from functions.ledger.restoring import Restoration, restore
from functions.ledger.showing import FROM_THE_DONOR
from functions.ledger.views import (
    Cells,
    commitment_cells,
    donor_cells,
    named_cells,
    public_commitment,
    unnamed,
)
from sheets_schema import private, public
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, REGIONS
from sheets_schema.protection import closed
from sheets_schema.reading import locate, read_tab
from sheets_schema.workbook import inspection, upgrade

Json = Mapping[str, Any]

_ANEW = (public.COMMITMENTS, REGIONS)
"""Tabs of the system's alone that are written whole here."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was restored, and the sheet rows whose staff cells belong to no commitment or donor any more."""

    lines: int
    donors: int
    requests: int
    unplaced: Mapping[str, tuple[int, ...]]


def rebuild(ledger: Ledger, google: Google, account: str = "", now: dt.datetime | None = None) -> Rebuilt:
    """Bring both workbooks back to what the journal and the form say. Doing it twice changes nothing more.

    `account` is the e-mail address that the functions write with, where sharing does not tell; `now` is noted beside
    what had to be kept elsewhere. Raises WrongIdentity and TitleTakenError before anything is written; GoogleError,
    JournalError.
    """
    account = functions_account(google, account)
    ledger.catch_up(google)
    rebuilding = _Rebuilding(ledger.state, by_id(google.form.responses()), now or dt.datetime.now(dt.UTC))
    rebuilding.read_names(google.private)
    rebuilding.shapes(google, account)
    rebuilding.read_names(google.private)
    donors = rebuilding.restore_donors(google.private)
    lines = rebuilding.restore(google.private, COMMITMENTS, rebuilding.lines())
    rebuilding.restore_places(google.private)
    rebuilding.read_names(google.private)
    rebuilding.restore(google.public, public.COMMITMENTS, rebuilding.public())
    return Rebuilt(
        lines=len(ledger.state.lines),
        donors=len(ledger.state.donors),
        requests=sum(bool(row["staff"]) for n, row in lines.rows.items() if n in ledger.state.lines),
        unplaced={
            tab.title: tuple(sorted({loose.k + 1 for loose in found.loose}))
            for tab, found in ((COMMITMENTS, lines), (DONORS, donors))
        },
    )


class _Rebuilding:
    """What the rows should say, and the hands that write it."""

    def __init__(self, state: State, responses: Mapping[str, Response], now: dt.datetime) -> None:
        self._state, self._responses, self._now = state, responses, now
        self._notes: Mapping[str, DonorNote] = {}
        self._book = Book()

    def read_names(self, workbook: Workbook) -> None:
        """What staff call places and kinds of aid, as far as their tabs can be read."""
        self._book = believed(self._state, DeskReader().read(workbook).book)

    def lines(self) -> dict[int, Cells]:
        """The system's cells of Komitmen."""
        return {
            n: commitment_cells(self._state, line, self._responses.get(line.response), self._notes)
            | named_cells(self._book, line)
            for n, line in self._state.lines.items()
        }

    def donors(self) -> dict[int, Cells]:
        """The system's cells of Donatur."""
        return {
            int(code[1:]): donor_cells(self._state, code, self._responses.get(donor.response), self._notes)
            for code, donor in self._state.donors.items()
        }

    def public(self) -> dict[int, Cells]:
        """The rows of the public tab Komitmen."""
        return {
            n: public_commitment(
                self._state, line, self._responses.get(line.response), self._notes, self._book
            ).model_dump()
            for n, line in self._state.lines.items()
        }

    def _kept(self) -> dict[int, Sequence[str]]:
        """The rows of Komitmen that alone remember what their donor wrote first, or a name that no tab tells now."""
        kept = {
            n: (*(FROM_THE_DONOR if self._changed(line) else ()), *unnamed(self._book, line))
            for n, line in self._state.lines.items()
        }
        return {n: keys for n, keys in kept.items() if keys}

    def _changed(self, line: Line) -> bool:
        return line.edits is not None or line.response not in self._responses

    def shapes(self, google: Google, account: str) -> None:
        """Tabs, headers, dropdowns and protection of both workbooks, once it is known that all of them can be had."""
        books = ((private.TABS, google.private), (public.TABS, google.public))
        plans = [(tabs, workbook, *self._plan(tabs, workbook, account)) for tabs, workbook in books]
        for tabs, workbook, headers, planned in plans:
            if headers:
                workbook.write_at_once(headers)
            workbook.write_at_once(self._plan(tabs, workbook, account)[1] if headers else planned)

    def _plan(
        self, tabs: Sequence[Tab[Any]], workbook: Workbook, account: str
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """What puts header rows that were lost or moved back on top, then what brings the workbook up to the
        declaration."""
        there = _inspected(tabs, workbook)
        if shut := closed(tabs, there):
            raise WrongIdentity(f"a protected range in {', '.join(shut)} is closed to whoever runs this; {RUN}")
        wanted = {COMMITMENTS: self.lines(), DONORS: self.donors()}
        grids = dict(_grids([tab for tab in tabs if tab in wanted], there, workbook))
        told = {tab: evidence(tab, grid, wanted[tab]) for tab, grid in grids.items()}
        headers = [request for tab, grid in grids.items() for request in _header_on_top(tab, grid, wanted[tab])]
        return headers, upgrade(tabs, there, account, evidence=told, anew=_ANEW)

    def restore(self, workbook: Workbook, tab: Tab[Any], wanted: Mapping[int, Cells]) -> Restoration:
        """Every row of a tab whose headers stand."""
        return self._write(workbook, self._look(workbook, tab)(wanted))

    def restore_donors(self, workbook: Workbook) -> Restoration:
        """Donatur: whose notes stand where comes first, because names that staff approved are shown."""
        look = self._look(workbook, DONORS)
        typed = {
            f"D{n}": DonorNote(donor_code(row["same_as"]), _text(row["approved_name"]))
            for n, row in look(self.donors()).rows.items()
        }
        self._notes = in_force(self._state, typed)
        return self._write(workbook, look(self.donors()))

    def restore_places(self, workbook: Workbook) -> None:
        """Wilayah: kelurahan that the owner added stay, those of a new workbook come back."""
        (part,) = workbook.read([f"'{REGIONS.title}'"])
        reading = read_tab(REGIONS, part.rows)
        self.restore(workbook, REGIONS, {k: dict(row) for k, row in enumerate(listed(reading), start=1)})

    def _look(self, workbook: Workbook, tab: Tab[Any]) -> Callable[[Mapping[int, Cells]], Restoration]:
        """The tab as it stands: from what should stand there to what puts it right."""
        (part,) = workbook.read([f"'{tab.title}'"])
        keep = self._kept() if tab is COMMITMENTS else {}
        return lambda wanted: restore(tab, locate(tab, part.rows[0]), part, wanted, keep)

    def _write(self, workbook: Workbook, found: Restoration) -> Restoration:
        if found.loose:
            (part,) = workbook.read([f"'{LOOSE.title}'"])
            shelf = Shelf.of(part.rows, part.grid_rows)
            workbook.write_at_once([*keeping(found.loose, shelf, self._now), *found.together])
        else:
            workbook.write_at_once(found.together)
        workbook.write(found.rest)
        return found


def _inspected(tabs: Sequence[Tab[Any]], workbook: Workbook) -> Json:
    try:
        return workbook.describe(inspection(tabs))
    except MissingRange:
        sheets = workbook.describe({"fields": "sheets(properties(sheetId,title))"})["sheets"]
        titles = {s["properties"]["sheetId"]: s["properties"]["title"] for s in sheets}
        return workbook.describe(inspection(tabs, titles))


def _grids(tabs: Sequence[Tab[Any]], there: Json, workbook: Workbook) -> Iterator[tuple[Tab[Any], Grid]]:
    """The cells of those tabs that are there, whatever they are called now."""
    titles = {s["properties"]["sheetId"]: s["properties"]["title"].replace("'", "''") for s in there["sheets"]}
    found = [tab for tab in tabs if tab.sheet_id in titles]
    if found:
        parts = workbook.read([f"'{titles[tab.sheet_id]}'" for tab in found])
        yield from zip(found, (part.rows for part in parts), strict=True)


def _header_on_top(tab: Tab[Any], grid: Grid, wanted: Mapping[int, Cells]) -> Iterator[dict[str, Any]]:
    at = header_row(tab, grid)
    where = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
    if at:
        yield {"moveDimension": {"source": where, "destinationIndex": 0}}
    elif headless(tab, grid, wanted):
        yield {"insertDimension": {"range": where, "inheritFromBefore": False}}


def _text(raw: object) -> str | None:
    return str(raw or "").strip() or None

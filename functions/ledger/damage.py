"""Rows of numbered tabs that show what no drain wrote there: found, and told from rows that stand elsewhere.

A number, a version, any cell of the system's can be typed over, or written over by a drain whose columns the owner was
moving. That is damage in a row, which the next drain writes again. A row that is another one's is not touched: people
have sorted or deleted rows, and only rebuild knows where staff's cells belong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.core import exchanges
from functions.core.book import DonorNote
from functions.core.notes import in_force
from functions.core.state import Line, State
from functions.core.submission import Response
from functions.ledger.cells import plain, same
from functions.ledger.desk import Desk
from functions.ledger.misplaced import LASTING, Finder, strays_in_kept
from functions.ledger.numbered import Shown, noted
from functions.ledger.recognise import Recogniser, Row
from functions.ledger.showing import FROM_THE_DONOR, provisional
from functions.ledger.views import NAMED, Cells, commitment_cells, donor_cells, named_cells
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.wording import Raw

Notes = Mapping[str, DonorNote]
"""What staff wrote beside donors, by code."""

MOST_AHEAD = 10_000
"""Entries by which a shown version may be beyond the head and still tell of lost ones: a day or a phone number is more,
and no city makes as many before somebody looks."""


def can_be_version(raw: Raw, head: int) -> bool:
    """Whether a cell is empty, or can hold the number of an entry, of one that is lost if it is beyond the head."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw == int(raw) and 0 < raw <= head + MOST_AHEAD
    return raw in (None, "")


def suspicious(desk: Desk, state: State) -> bool:
    """Whether rows must be looked at as a whole before anything is decided or written.

    Rows are written as soon as they change, so one that is out of date when a drain begins is seldom only late.
    """
    current = {n: line.version for n, line in state.lines.items()}
    return _differs(desk.commitments, current) or _differs(desk.donors, _donor_versions(state))


def believed(shown: Shown, head: int) -> Shown:
    """Without versions that cannot be any."""
    versions = {k: version if can_be_version(version, head) else 0 for k, version in shown.versions.items()}
    return replace(shown, versions=versions)


def _differs(shown: Shown, current: Mapping[int, int]) -> bool:
    return shown.odd or any(version != current.get(k, version) for k, version in shown.versions.items())


def _donor_versions(state: State) -> dict[int, int]:
    return {int(code[1:]): donor.version for code, donor in state.donors.items()}


def examined(desk: Desk, state: State, responses: Mapping[str, Response]) -> Desk:
    """The same desk, with what Komitmen and Donatur really show, if they were read closely.

    What stands beside rows that were written over is no request and no note. `responses` are those at hand.
    """
    if not desk.commitments.cells:
        return replace(desk, donors=believed(desk.donors, state.head))
    notes = in_force(state, desk.book.donors)
    told = {n: responses.get(line.response) for n, line in state.lines.items()}
    names = exchanges.believed(state, desk.book)
    whole = {
        n: commitment_cells(state, line, told[n], notes) | named_cells(names, line) for n, line in state.lines.items()
    }
    lines = {n: known_line(whole[n], state, line, told[n], notes) for n, line in state.lines.items()}
    donors = {
        int(code[1:]): known_donor(state, code, responses.get(donor.response), notes)
        for code, donor in state.donors.items()
    }
    return seen(
        desk,
        examine(COMMITMENTS, desk.commitments, lines, state.head, whole),
        examine(DONORS, desk.donors, donors, state.head),
    )


def known_line(whole: Cells, state: State, line: Line, response: Response | None, notes: Notes) -> Cells:
    """What of a whole row of Komitmen must stand: not what only an answer's first version told, or a name unread, nor
    names that staff may have corrected since."""
    unsure = {*NAMED, *((*FROM_THE_DONOR, "shown_name") if response is None or line.edits is not None else ())}
    unsure |= {"channel"} if response is None else set()
    return _without(whole, unsure | unread(state, line.donor, notes))


def known_donor(state: State, code: str, response: Response | None, notes: Notes) -> Cells:
    """What a row of Donatur must say, in the same way."""
    unsure = {"organisation", "shown_name", "choice"} if response is None or _edited(state, code) else set()
    return _without(donor_cells(state, code, response, notes), unsure | unread(state, code, notes))


def unread(state: State, donor: str | None, notes: Notes) -> set[str]:
    """A name that staff approved cannot be compared while it cannot be read."""
    return {"shown_name"} if provisional(state, donor, notes) else set()


def _without(cells: Cells, keys: set[str]) -> Cells:
    return {key: value for key, value in cells.items() if key not in keys}


def _edited(state: State, code: str) -> bool:
    known = state.responses.get(state.donors[code].response)
    return known is not None and state.lines[known.lines[0]].edits is not None


def seen(desk: Desk, commitments: Shown, donors: Shown) -> Desk:
    """The desk with its two tabs as they turned out to be."""
    requests = {
        k: replace(request, beside_line=request.beside_line or commitments.numbers.get(k) == k)
        for k, request in desk.signed.items()
        if commitments.in_order and k not in commitments.misplaced
    }
    notes = dict(desk.book.donors)
    if donors.damaged and {"same_as", "approved_name"} <= donors.typed.keys():
        rows = zip(*noted(donors.typed).values(), strict=True)
        notes = {
            f"D{n}": DonorNote(*note)
            for k, note in enumerate(rows, start=1)
            if (n := donors.numbers.get(k)) and k not in donors.misplaced
        }
    return replace(
        desk, commitments=commitments, donors=donors, book=replace(desk.book, requests=requests, donors=notes)
    )


def examine(
    tab: Tab[Any], shown: Shown, wanted: Mapping[int, Cells], head: int, whole: Mapping[int, Cells] | None = None
) -> Shown:
    """A tab that was read whole, against what the system writes there, as far as it is known.

    `whole`: all that the system would write now; of what only a row remembers it tells whether another column's text
    stands there. Damaged rows that are in their place count as rows of an entry long ago; of others the number tells
    whose they are.
    """
    shown = believed(shown, head)
    if not shown.cells or not shown.places:
        return shown
    below = enumerate(shown.cells, start=1)
    looked_for = {
        k: (cells, wanted[k] | _unwritten(shown.places, cells, (whole or {}).get(k, {})))
        for k, cells in below
        if k in wanted
    }
    misplaced = Finder(tab, shown.places).find(looked_for)
    recogniser, damaged, unknown = _recogniser(tab, wanted), [], []
    numbers, versions = dict(shown.numbers), dict(shown.versions)
    for k, cells in enumerate(shown.cells, start=1):
        row = {key: cells[at] if at < len(cells) else "" for key, at in shown.places.items()}
        numbered, sound = numbers.get(k) == k, can_be_version(row["version"], head)
        if k in misplaced:
            pass
        elif numbered and k not in wanted:
            continue  # A row of an entry that we do not know.
        elif numbered and _says(tab, row, _lasting(tab, wanted[k])):
            kept = strays_in_kept(tab, shown.places, cells, whole[k], wanted[k]) if whole else ()
            if sound and not kept and (versions[k] != wanted[k].get("version") or _says(tab, row, wanted[k])):
                continue  # It is only out of date, or right.
        elif (owner := recogniser.owner(k, row)) not in (None, k):
            numbers[k] = owner
            continue
        elif (owner is None and not numbered) or (numbered and sound and versions[k] != wanted[k].get("version")):
            if not (numbered or recogniser.silent(row)):
                unknown.append(k)
            continue  # Nothing tells whose it is.
        damaged.append(k)
        numbers[k], versions[k] = k, 0
    for k in unknown:
        # What stands nowhere is here, under a number that belongs to no other row that is missing.
        claimed, shown_now = numbers.get(k), set(numbers.values())
        false = claimed is None or claimed not in wanted or numbers.get(claimed) == claimed
        if k in wanted and k not in shown_now and false:
            damaged.append(k)
            numbers[k], versions[k] = k, 0
    return replace(shown, numbers=numbers, versions=versions, damaged=tuple(damaged), misplaced=misplaced)


def _unwritten(places: Mapping[str, int], cells: Sequence[Raw], whole: Cells) -> Cells:
    """The names that a row does not show at all: they may stand where their columns stood before."""
    return {
        key: whole[key]
        for key in NAMED
        if whole.get(key) and (places[key] >= len(cells) or cells[places[key]] in (None, ""))
    }


def _recogniser(tab: Tab[Any], wanted: Mapping[int, Cells]) -> Recogniser:
    """By what is known of all rows alike: the one of which more is known would be found in rows of others."""
    alike = set.intersection(*({*cells} for cells in wanted.values())) if wanted else set()
    return Recogniser(tab, {n: {key: cells[key] for key in alike} for n, cells in wanted.items()})


def _lasting(tab: Tab[Any], cells: Cells) -> Cells:
    """What no later entry changes: whose row it is, however old."""
    return {key: value for key, value in cells.items() if key in LASTING[tab]}


def _says(tab: Tab[Any], row: Row, wanted: Cells) -> bool:
    """Whether a row says all that is known of it."""
    return all(same(plain(tab.column(key), value), row[key]) for key, value in wanted.items())

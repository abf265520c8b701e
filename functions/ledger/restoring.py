"""One tab of numbered rows as it should be: the system's cells as the state says, staff's beside whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.sheets import Grid, Values
from functions.ledger.cells import blank_rows, grid_request, plain, row_requests, same, typed_rows
from functions.ledger.loose import Loose, Why
from functions.ledger.misplaced import is_stray
from functions.ledger.recognise import Recogniser, Row, owners
from functions.ledger.views import Cells
from sheets_schema.column import Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.reading import column_letter
from sheets_schema.wording import Raw

Json = dict[str, Any]

_IDENTITY: Mapping[Tab[Any], tuple[str, ...]] = {
    COMMITMENTS: ("number", "response", "kind", "target", "donor"),
    DONORS: ("code", "organisation"),
}
"""What tells whose row it is: written together with staff's cells, and alone, so that a cut then parts nothing."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """How a tab is put right: what must be written in one breath, then all else; and what stands in each row then.

    `rows`: number -> the cells of its row, staff's among them. `loose` are staff's cells that are nobody's: `together`
    clears them, or gives their column a title, so they must be kept in the same breath.
    """

    together: Sequence[Json]
    rest: Sequence[Json]
    rows: Mapping[int, Row]
    loose: Sequence[Loose]


def restore(
    tab: Tab[Any],
    places: Mapping[str, int],
    part: Values,
    wanted: Mapping[int, Cells],
    keep: Mapping[int, Collection[str]] | None = None,
) -> Restoration:
    """Compare every row of a tab, read whole, with what it should be; only cells that differ are written.

    Numbers in `wanted` begin at 1 without a gap. `keep`: number -> the keys of system cells that its row keeps as they
    are, because nothing else remembers them.
    """
    shown = [{key: row[at] if at < len(row) else "" for key, at in places.items()} for row in part.rows[1:]]
    staff = [column.key for column in tab.columns if column.owner is Owner.STAFF]
    whose = owners(Recogniser(tab, wanted), shown, staff)
    own = {n: shown[k - 1] for k, n in enumerate(whose, start=1) if n is not None}
    after = {
        k: _row(tab, wanted.get(k, {}), own.get(k, {}), (keep or {}).get(k, ()))
        for k in range(1, max([len(shown), *wanted]) + 1)
    }
    blank: Row = dict.fromkeys(places, "")
    now = {k: shown[k - 1] if k <= len(shown) else blank for k in after}
    changes = {k: {key for key in after[k] if not same(after[k][key], now[k][key])} for k in after}
    people = {k: {*staff, *(keep or {}).get(k, ())} for k in after}
    moved = {k: changes[k] & {*staff} | people[k] - {*staff} for k in after if changes[k] & people[k]}
    nameless = _untitled(tab, part.rows, places, wanted) if staff else {}
    together, rest = _requests(tab, places, part.grid_rows, wanted, after, changes, moved)
    return Restoration(
        [*together, *(_title(tab, at, title) for at, title in nameless.items())],
        rest,
        rows=after,
        loose=[
            *_nameless(tab, part.rows, nameless),
            *(
                Loose(tab, k, cells, Why.HOMELESS)
                for k, n in enumerate(whose, start=1)
                if n is None and (cells := {key: now[k][key] for key in staff if now[k][key] not in (None, "")})
            ),
        ],
    )


def _untitled(tab: Tab[Any], grid: Grid, places: Mapping[str, int], wanted: Mapping[int, Cells]) -> dict[int, str]:
    """Columns of nobody's in which something stands without a title, and what to call them: a column that was dragged
    and then lost its header with the header row looks like this. Once it has a title it is not told again."""
    header, *rows = grid or [[]]
    width = max(places.values(), default=-1) + 1
    filled = {at for row in rows for at, cell in enumerate(row[:width]) if cell not in (None, "")}
    by_place = sorted(places, key=lambda key: places[key])
    for k, row in enumerate(rows, start=1):
        last = by_place[-len(row[width:]) :] if row[width:] else []
        ours = [plain(tab.column(key), wanted.get(k, {}).get(key)) for key in last]
        if not (
            len(ours) == len(row[width:]) and all(map(same, ours, row[width:]))
        ):  # pushed out by cells shifted right
            filled |= {at for at, cell in enumerate(row) if at >= width and cell not in (None, "")}
    bare = {at for at in filled if at >= len(header) or header[at] in (None, "")}
    return {at: f"tanpa judul ({column_letter(at)})" for at in sorted(bare - {*places.values()})}


def _nameless(tab: Tab[Any], grid: Grid, titles: Mapping[int, str]) -> list[Loose]:
    rows = (
        (k, {title: row[at] for at, title in titles.items() if at < len(row) and row[at] not in (None, "")})
        for k, row in enumerate(grid[1:], start=1)
    )
    return [Loose(tab, k, cells, Why.UNTITLED) for k, cells in rows if cells]


def _title(tab: Tab[Any], at: int, title: str) -> Json:
    return {
        "updateCells": {
            "start": {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": at},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": title}}]}],
            "fields": "userEnteredValue",
        }
    }


def _row(tab: Tab[Any], wanted: Cells, own: Row, keep: Collection[str]) -> Row:
    """A row as it should read."""
    row: dict[str, Raw] = {}
    for column in tab.columns:
        cell = own.get(column.key, "")
        kept = column.key in keep and cell not in (None, "") and not is_stray(tab, column.key, cell, wanted)
        if column.owner is Owner.STAFF or kept:
            row[column.key] = cell
        else:
            row[column.key] = plain(column, wanted.get(column.key))
    return row


def _requests(
    tab: Tab[Any],
    places: Mapping[str, int],
    grid_rows: int,
    wanted: Mapping[int, Cells],
    after: Mapping[int, Row],
    changes: Mapping[int, Collection[str]],
    moved: Mapping[int, Collection[str]],
) -> tuple[list[Json], list[Json]]:
    """Rows in which cells of people's move say at once whose they are, and nothing else until all is written."""
    system = [column.key for column in tab.columns if column.owner is Owner.SYSTEM]
    theirs = {k: set(system) - {*moved[k]} if k in moved else changes[k] for k in changes}
    identity = {k: [key for key in _IDENTITY.get(tab, ()) if key not in moved[k]] for k in moved}

    def cells(keys: Mapping[int, Collection[str]]) -> dict[int, Cells]:
        return {
            k: {key: wanted.get(k, {}).get(key) for key in system if key in some} for k, some in keys.items() if some
        }

    typed = {k: {key: after[k][key] for key in after[k] if key in keys} for k, keys in moved.items()}
    grown = grid_request(tab, grid_rows, len(wanted))
    rest = row_requests(tab, places, cells(theirs))
    if not moved:
        return [], [*grown, *rest]
    blank = blank_rows(tab, places, system, list(moved))
    return [
        *grown,
        *blank,
        *typed_rows(tab, places, typed),
        *row_requests(tab, places, cells(identity)),
    ], [*rest]

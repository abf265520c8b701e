"""A tab of numbered rows without a workbook: what the system wrote in it, and what staff typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from functions.gapi.sheets import Grid, Values
from functions.ledger.cells import plain
from functions.ledger.views import Cells
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS
from sheets_schema.survey import declared
from sheets_schema.wording import Raw

PLACES = declared(COMMITMENTS)


def line(n: int, **changes: object) -> Cells:
    """What the system writes of commitment n: two each of an answer, four of a target."""
    return {
        "number": n,
        "version": 2,
        "response": f"R{(n + 1) // 2}",
        "donor": f"D{(n + 1) // 2} Contoh {(n + 1) // 2}",
        "contact": None,
        "phone": f"0812-0000-000{(n + 1) // 2}",
        "email": None,
        "channel": "Sendiri",
        "aggregator": None,
        "target": f"RW-{(n + 3) // 4}",
        "kind": "sembako" if n % 2 else "siap_saji",
        "period": "P1",
        "asked": 10 * n,
        "approved": 10 * n,
        "delivered": 0,
        "date": None,
        "days": 1,
        "status": "DITERIMA",
        "reason": None,
        "shown_name": f"Contoh {(n + 1) // 2}",
        "result": None,
    } | changes


def lines(count: int) -> dict[int, Cells]:
    """What the system writes of so many commitments."""
    return {n: line(n) for n in range(1, count + 1)}


def row(cells: Cells, typed: Mapping[str, Raw] | None = None, tab: Tab[Any] = COMMITMENTS) -> list[Raw]:
    """A sheet row in declared order."""
    shown: dict[str, Raw] = {key: plain(tab.column(key), value) for key, value in cells.items()} | dict(typed or {})
    return [shown.get(column.key, "") for column in tab.columns]


def grid(rows: Sequence[Sequence[Raw]], tab: Tab[Any] = COMMITMENTS) -> list[Sequence[Raw]]:
    """A sheet with its header, in declared order."""
    return [[column.label for column in tab.columns], *rows]


def values(cells: Grid, grid_rows: int = 100) -> Values:
    """As the API answers them."""
    return Values(f"'Komitmen'!A1:Z{grid_rows}", cells)


def written(requests: Sequence[Mapping[str, Any]], cells: Grid) -> list[list[Raw]]:
    """A grid after these `updateCells` requests, which write cells or empty them; others are left out."""
    after = [list(some) for some in cells]
    for request in requests:
        if "updateCells" not in request:
            continue
        if where := request["updateCells"].get("range"):
            for some in after[where["startRowIndex"] : where["endRowIndex"]]:
                for k in range(where["startColumnIndex"], min(where["endColumnIndex"], len(some))):
                    some[k] = ""
            continue
        start, found = request["updateCells"]["start"], request["updateCells"]["rows"]
        for offset, some in enumerate(found):
            at = start["rowIndex"] + offset
            after += [[] for _ in range(at + 1 - len(after))]
            for k, cell in enumerate(some["values"], start=start["columnIndex"]):
                after[at] += [""] * (k + 1 - len(after[at]))
                after[at][k] = next(iter(cell.get("userEnteredValue", {"": ""}).values()))
    return after

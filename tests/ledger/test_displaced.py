"""Rows that the owner put in, dragged or deleted, or shifted cells: what is decided later is shown all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from functions.ledger.rebuild import rebuild
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS
from tests.city import City, answers
from tests.ledger.staffhands import change

Hand = Callable[[City, Tab], None]


def _rows(tab: Tab, start: int, end: int) -> dict[str, object]:
    return {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _insert(at: int, count: int = 1) -> Hand:
    return lambda city, tab: change(city, tab, insertDimension={"range": _rows(tab, at, at + count)})


def _drag(at: int, to: int) -> Hand:
    return lambda city, tab: change(city, tab, moveDimension={"source": _rows(tab, at, at + 1), "destinationIndex": to})


def _delete(at: int) -> Hand:
    return lambda city, tab: change(city, tab, deleteDimension={"range": _rows(tab, at, at + 1)})


def _shift(request: str, by: str, columns: tuple[int, int]) -> Hand:
    def hand(city: City, tab: Tab) -> None:
        cells = {"sheetId": tab.sheet_id, "startRowIndex": 2, "endRowIndex": 3}
        cells |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
        change(city, tab, **{request: {"range": cells, "shiftDimension": by}})

    return hand


HANDS: Mapping[str, Hand] = {
    "a row above the third": _insert(2),
    "three rows above the third": _insert(2, 3),
    "rows above the first": _insert(1, 2),
    "rows at the end": _insert(4, 2),
    "a row dragged up": _drag(3, 1),
    "a row dragged below the last": _drag(1, 4),
    "a row deleted": _delete(2),
    "cells of some columns shifted down": _shift("insertRange", "ROWS", (0, 6)),
    "cells of some columns shifted up": _shift("deleteRange", "ROWS", (0, 6)),
    "cells of a row shifted right": _shift("insertRange", "COLUMNS", (1, 3)),
    "cells of a row shifted left": _shift("deleteRange", "COLUMNS", (1, 3)),
}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("tab", [COMMITMENTS, DONORS], ids=lambda tab: tab.title)
def test_what_is_decided_after_rows_were_displaced_is_shown_once_and_a_rebuild_puts_all_in_order(
    city: City, tab: Tab, hand: str
) -> None:
    everybody = [f"D{n}" for n in range(1, 6)] if tab is DONORS else [1, 2, 3, 4, 5]
    _decided(city, 1, 3)
    HANDS[hand](city, tab)
    _decided(city, 4, 5)
    assert city.drain().private_rows == 0
    key = "kode" if tab is DONORS else "nomor"
    shown = [row.get(key) for row in city.rows(tab) if row.get(key)]
    assert sorted(shown) == everybody
    rebuild(city.ledger(), city.google())
    city.drain()
    assert [row.get(key) for row in city.rows(tab)][:5] == everybody
    assert city.rows(PROBLEMS) == []


def test_two_instances_show_what_each_has_decided_below_displaced_rows_in_the_same_places(city: City) -> None:
    _decided(city, 1, 3)
    _insert(2)(city, COMMITMENTS)
    one, other = city.ledger(), city.ledger()
    for n, ledger in ((4, one), (5, other), (6, one)):
        _submitted(city, n)
        city.drain(ledger)
    assert [row.get("nomor") for row in city.rows(COMMITMENTS)] == [1, None, 2, 3, 4, 5, 6]


def _decided(city: City, first: int, last: int) -> None:
    for n in range(first, last + 1):
        _submitted(city, n)
        city.drain()


def _submitted(city: City, n: int) -> None:
    said = answers(sembako="2", phone=f"0812-0000-000{n}", name=f"Contoh Donatur 0{n}")
    city.submit(said, email=f"contoh0{n}@contoh.example")

"""A tab of numbered rows is put right cell by cell; a write that is cut parts nothing of staff's from its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from functions.gapi.sheets import Grid
from functions.ledger.loose import Why
from functions.ledger.restoring import Restoration, restore
from functions.ledger.views import Cells
from sheets_schema import public
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.survey import declared
from sheets_schema.wording import Raw
from tests.ledger.numberedrows import PLACES, grid, line, lines, row, values, written

TYPED: Mapping[int, Mapping[str, Raw]] = {1: {"staff": "A", "amount": 0}, 2: {}, 3: {"staff_reason": "C"}, 4: {}}


def sheet(order: Sequence[int], **changes: Any) -> list[Sequence[Raw]]:
    """Rows of four commitments in this order, with what staff typed beside them."""
    return grid([row(line(n, **changes), TYPED[n]) for n in order])


def put_right(cells: Grid, wanted: Mapping[int, Cells] | None = None, **options: Any) -> Restoration:
    return restore(COMMITMENTS, PLACES, values(cells), wanted or lines(4), **options)


def after(cells: Grid, found: Restoration) -> list[list[Raw]]:
    return written(found.rest, written(found.together, cells))


def trimmed(cells: Grid) -> list[list[Raw]]:
    """Without blanks at the end of rows, and without blank rows at the end."""
    rows = [list(some) for some in cells]
    for some in rows:
        while some and some[-1] == "":
            some.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def test_a_tab_that_is_right_is_not_touched() -> None:
    found = put_right(sheet((1, 2, 3, 4)))
    assert (found.together, found.rest, found.loose) == ([], [], [])
    assert found.rows[3]["staff_reason"] == "C"


def test_only_the_cells_that_differ_are_written() -> None:
    cells = sheet((1, 2, 3, 4))
    cells[2] = row(line(2, status="apa", aid="apa"), TYPED[2])
    (update,) = put_right(cells).rest
    assert update["updateCells"]["start"] == {
        "sheetId": COMMITMENTS.sheet_id, "rowIndex": 2, "columnIndex": PLACES["status"],
    }  # fmt: skip
    assert [len(some["values"]) for some in update["updateCells"]["rows"]] == [2]


@pytest.mark.parametrize("order", [(4, 3, 2, 1), (2, 1, 3, 4), (1, 3, 4), (4, 1), ()])
def test_every_row_comes_back_to_its_place_with_what_staff_typed(order: Sequence[int]) -> None:
    cells = sheet(order)
    expected = trimmed(grid([row(line(n), TYPED[n] if n in order else {}) for n in (1, 2, 3, 4)]))
    assert trimmed(after(cells, put_right(cells))) == expected


def test_rows_whose_staff_cells_move_say_in_the_same_breath_whose_they_are() -> None:
    """Cut after the first write and done again from there, nothing is parted."""
    cells = sheet((4, 3, 2, 1))
    half = written(put_right(cells).together, cells)
    for k in (1, 2, 3, 4):
        says = dict(zip((c.key for c in COMMITMENTS.columns), half[k], strict=True))
        assert says["version"] == ""
        assert says["staff"] == TYPED[k].get("staff", "")
        assert (says["number"], says["response"], says["kind"]) == (k, line(k)["response"], line(k)["kind"])
    assert trimmed(after(half, put_right(half))) == trimmed(sheet((1, 2, 3, 4)))


def test_of_staff_s_cells_only_those_that_move_are_written() -> None:
    """Whoever types into another cell meanwhile is not written over."""
    staff = PLACES["action"]
    touched = {
        (r["updateCells"]["start"]["rowIndex"] + down, r["updateCells"]["start"]["columnIndex"] + across)
        for r in put_right(sheet((2, 1, 3, 4))).together
        if "start" in r["updateCells"]
        for down, some in enumerate(r["updateCells"]["rows"])
        for across, _ in enumerate(some["values"])
    }
    cells = {(k, PLACES[key]) for k in (1, 2) for key in ("amount", "staff")}
    assert {cell for cell in touched if staff <= cell[1] < PLACES["result"]} == cells


def test_a_row_that_was_written_half_shows_no_version_until_all_else_is_there() -> None:
    found = put_right(sheet((4, 3, 2, 1)))
    *_, last = [r["updateCells"]["start"]["columnIndex"] for r in found.rest]
    assert last <= PLACES["version"]
    assert all(some[PLACES["version"]] == 2 for some in after(sheet((4, 3, 2, 1)), found)[1:])


def test_what_is_below_the_last_commitment_is_cleared_of_the_system_s_cells_only() -> None:
    cells = [*sheet((1, 2, 3, 4)), row({}, {"staff": "CP"}), row({"status": "DITERIMA"})]
    found = put_right(cells)
    assert trimmed(after(cells, found)) == trimmed([*sheet((1, 2, 3, 4)), row({}, {"staff": "CP"})])
    assert found.loose == []


def test_staff_s_cells_of_a_row_that_is_nobody_s_are_handed_over_and_cleared() -> None:
    cells = [*sheet((1, 2, 3)), row({"number": 4, "response": "lain"}, {"staff": "D", "amount": 0})]
    found = put_right(cells)
    (loose,) = found.loose
    assert (loose.tab, loose.k, loose.cells, loose.why) == (
        COMMITMENTS, 4, {"amount": 0, "staff": "D"}, Why.HOMELESS,
    )  # fmt: skip
    assert trimmed(written(found.together, cells))[4][PLACES["action"] : PLACES["result"]] == [""] * 5
    assert trimmed(after(cells, found)) == trimmed([*sheet((1, 2, 3)), row(line(4))])


def test_a_row_that_is_nobody_s_and_has_nothing_of_staff_s_hands_nothing_over() -> None:
    assert put_right([*sheet((1, 2, 3)), row({"number": 4, "response": "lain"})]).loose == []


def test_a_row_keeps_what_it_alone_remembers_wherever_it_stood() -> None:
    keep = {1: ("phone", "email")}
    cells = sheet((2, 1, 3, 4))
    cells[2] = row(line(1, phone="0812-9999-9999", email="lama@contoh.example", contact="Lama"), TYPED[1])
    found = after(cells, put_right(cells, keep=keep))
    there = [[some[PLACES[key]] for key in ("phone", "email", "contact")] for some in found[1:3]]
    assert there == [["0812-9999-9999", "lama@contoh.example", ""], ["0812-0000-0001", "", ""]]


def test_what_a_row_should_keep_and_has_lost_is_written_as_it_is_known() -> None:
    cells = sheet((1, 2, 3, 4))
    cells[1] = row(line(1, phone=None), TYPED[1])
    assert after(cells, put_right(cells, keep={1: ("phone",)}))[1][PLACES["phone"]] == "0812-0000-0001"


def test_columns_are_written_where_they_stand() -> None:
    places = {column.key: len(COMMITMENTS.columns) - 1 - at for at, column in enumerate(COMMITMENTS.columns)}
    mirrored = [list(reversed(some)) for some in sheet((1, 2, 3, 4))]
    mirrored[3] = list(reversed(row(line(3, target="apa"), TYPED[3])))
    found = restore(COMMITMENTS, places, values(mirrored), lines(4))
    assert [list(reversed(some)) for some in after(mirrored, found)] == [list(some) for some in sheet((1, 2, 3, 4))]


@pytest.mark.parametrize(("grid_rows", "more"), [(5, None), (4, 501), (2, 503)])
def test_a_grid_that_lost_rows_grows_before_they_are_written(grid_rows: int, more: int | None) -> None:
    for order in ((1, 2), (2, 1)):
        cells = sheet(order)[:grid_rows]
        found = restore(COMMITMENTS, PLACES, values(cells, grid_rows), lines(4))
        requests = [*found.together, *found.rest]
        grown = [at for at, request in enumerate(requests) if "appendDimension" in request]
        assert grown == ([0] if more else [])
        if more:
            assert requests[0]["appendDimension"]["length"] == more


def test_a_tab_without_columns_of_staff_s_is_only_written_over() -> None:
    wanted: dict[int, Cells] = {1: {"number": 1, "version": 2}, 2: {"number": 2, "version": 3}}
    cells = grid(
        [row(wanted[2], {}, public.COMMITMENTS), row(wanted[1], {}, public.COMMITMENTS), [9]], public.COMMITMENTS
    )
    found = restore(public.COMMITMENTS, declared(public.COMMITMENTS), values(cells), wanted)
    assert found.together == []
    assert trimmed(written(found.rest, cells)) == trimmed(
        grid([row(wanted[n], {}, public.COMMITMENTS) for n in (1, 2)], public.COMMITMENTS)
    )


def test_donors_keep_their_notes_by_their_names() -> None:
    wanted: dict[int, Cells] = {
        n: {"code": f"D{n}", "organisation": f"Contoh {n}", "version": 2, "group": "lain"} for n in (1, 2)
    }
    cells = grid(
        [row({**wanted[2], "code": "D1"}, {"same_as": "D1"}, DONORS), row({**wanted[1], "code": "D2"}, {}, DONORS)],
        DONORS,
    )
    found = restore(DONORS, declared(DONORS), values(cells), wanted)
    assert {n: cells["same_as"] for n, cells in found.rows.items()} == {1: "", 2: "D1"}
    half = written(found.together, cells)
    assert [some[:2] for some in half[1:]] == [["D1", "Contoh 1"], ["D2", "Contoh 2"]]

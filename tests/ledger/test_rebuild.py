"""Restoring a workbook that its owner wrecked: what staff typed stays beside its commitment, or is kept apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pytest

from functions.ledger.rebuild import Rebuilt, rebuild
from sheets_schema import public
from sheets_schema.column import Owner, Tab
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, PROBLEMS, REGIONS, Target
from tests.city import City, answers, target
from tests.ledger.staffhands import change, delete_columns, header, insert_columns, move_column, sort

Cells = dict[str, Any]
WRITE = "sheets.spreadsheets.batchUpdate"
AMOUNTS = ((10, 4), (20, 0), (0, 6), (30, 5))
"""Sembako and portions that each donor offers: six lines, in two of them two of one answer."""

TYPED: Mapping[int, Cells] = {
    1: {"action": "tersalur", "amount": 7, "new_date": 43952, "staff_reason": "Contoh alasan 1", "staff": "CP"},
    2: {"staff_reason": "Contoh alasan 2"},
    3: {"amount": 0},
    5: {"action": "batalkan", "staff_reason": "Contoh alasan 5"},
    6: {"action": "ubah jumlah", "amount": 25, "staff": "Contoh Petugas"},
}
NOTES: Mapping[int, Cells] = {1: {"approved_name": "Contoh Nama Satu"}, 3: {"same_as": "D1"}, 4: {"approved_name": "X"}}


@pytest.fixture
def city(build: Callable[[Sequence[Target]], City]) -> City:
    """Six commitments of four donors, with staff's cells beside most of them, all of it decided."""
    made = build((target(poor=500),))
    for i, (packages, portions) in enumerate(AMOUNTS, start=1):
        said = answers(
            name=f"Contoh Donatur 0{i}",
            phone=f"0812-0000-000{i}",
            sembako=str(packages or ""),
            siap_saji=str(portions or ""),
            hari="1" if portions else "",
        )
        made.submit(said, email=f"contoh0{i}@contoh.example")
    made.drain()
    for tab, typed in ((COMMITMENTS, TYPED), (DONORS, NOTES)):
        for n, cells in typed.items():
            for key, value in cells.items():
                made.type_cell(tab, n + 1, key, value)
    made.drain()
    made.drain()
    assert len(made.read(COMMITMENTS)) == 7
    return made


def by_owner(city: City, tab: Tab[Any]) -> dict[Owner, list[Cells]]:
    """The cells of a tab's rows by column title, the system's and staff's apart."""
    labels = {owner: {c.label for c in tab.columns if c.owner is owner} for owner in Owner}
    rows = city.rows(tab)
    return {
        owner: [{label: cell for label, cell in row.items() if label in some} for row in rows]
        for owner, some in labels.items()
    }


def everything(city: City) -> dict[str, Any]:
    """What a rebuild must bring back."""
    return {
        "Komitmen": by_owner(city, COMMITMENTS),
        "Donatur": by_owner(city, DONORS),
        "public": city.rows(public.COMMITMENTS),
        "Wilayah": city.rows(REGIONS),
    }


def restored(city: City) -> Rebuilt:
    """A rebuild, after which another one writes nothing and a drain decides nothing."""
    done = rebuild(city.ledger(), city.google(), now=dt.datetime(2020, 4, 25, 2, 30, tzinfo=dt.UTC))
    city.control.reset_calls()
    assert not any(rebuild(city.ledger(), city.google()).unplaced.values())
    assert city.control.calls().get(WRITE, 0) == 0
    head = len(city.entries())
    report = city.drain()
    assert (report.head, report.alerts) == (head, [])
    return done


def kept(city: City) -> list[tuple[Any, ...]]:
    """What lies in Isian Terlepas: tab, row, column, content."""
    return [tuple(row.get(label) for label in ("tab", "baris", "kolom", "isi")) for row in city.rows(LOOSE) if row]


def deleted(key: str, tab: Tab[Any] = COMMITMENTS) -> Callable[[City], None]:
    return lambda city: delete_columns(city, tab, city.position(tab, key))


def reverse(city: City) -> None:
    for column in COMMITMENTS.columns:
        move_column(city, COMMITMENTS, column.key, 0)


def widen(city: City) -> None:
    change(city, COMMITMENTS, appendDimension={"sheetId": COMMITMENTS.sheet_id, "dimension": "COLUMNS", "length": 3})


def type_numbers(*numbers: object) -> Callable[[City], None]:
    """Type over the first cells of the column nomor."""

    def wreck(city: City) -> None:
        for row, number in enumerate(numbers, start=2):
            city.type_cell(COMMITMENTS, row, "number", number)  # type: ignore[arg-type]

    return wreck


def clear_header(city: City, tab: Tab[Any], at: int, *, note: bool = True) -> None:
    """Empty a header cell; with its note nothing is left of it."""
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": at}
    fields = "userEnteredValue,note" if note else "userEnteredValue"
    change(city, tab, updateCells={"start": start, "rows": [{"values": [{}]}], "fields": fields})


def clear_headers(*keys: str, tab: Tab[Any] = COMMITMENTS) -> Callable[[City], None]:
    def wreck(city: City) -> None:
        for at in [city.position(tab, key) for key in keys]:
            clear_header(city, tab, at)

    return wreck


def overwrite_header_row(city: City) -> None:
    for at, _ in enumerate(COMMITMENTS.columns):
        start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 0, "columnIndex": at}
        cell = {"userEnteredValue": {"stringValue": f"Kolom {at}"}}
        change(city, COMMITMENTS, updateCells={"start": start, "rows": [{"values": [cell]}], "fields": "*"})


def delete_rows(*numbers: int, tab: Tab[Any] = COMMITMENTS) -> Callable[[City], None]:
    def wreck(city: City) -> None:
        for number in sorted(numbers, reverse=True):
            rows = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": number, "endIndex": number + 1}
            change(city, tab, deleteDimension={"range": rows})

    return wreck


def swap_titles(city: City) -> None:
    """The titles of two columns are typed over each other's; nothing else moves."""
    header(city, COMMITMENTS, "amount", "sementara")
    header(city, COMMITMENTS, "asked", COMMITMENTS.column("amount").label)
    at = city.read(COMMITMENTS)[0].index("sementara")
    start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 0, "columnIndex": at}
    cell = {"userEnteredValue": {"stringValue": COMMITMENTS.column("asked").label}}
    change(city, COMMITMENTS, updateCells={"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"})


def blank_row_above(tab: Tab[Any]) -> Callable[[City], None]:
    top = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    return lambda city: change(city, tab, insertDimension={"range": top, "inheritFromBefore": False})


def sorted_with_the_header(city: City) -> None:
    """Somebody thawed the first row and sorted all, so that the titles come to stand between the rows."""
    order = {"dimensionIndex": city.position(COMMITMENTS, "donor"), "sortOrder": "DESCENDING"}
    change(city, COMMITMENTS, sortRange={"range": {"sheetId": COMMITMENTS.sheet_id}, "sortSpecs": [order]})


def paste_title(key: str, over: str) -> Callable[[City], None]:
    """A header cell is copied over another one, note and all."""

    def wreck(city: City) -> None:
        edges = (
            {"startColumnIndex": at, "endColumnIndex": at + 1}
            for at in map(partial(city.position, COMMITMENTS), (key, over))
        )
        source, there = (
            {"sheetId": COMMITMENTS.sheet_id, "startRowIndex": 0, "endRowIndex": 1} | edge for edge in edges
        )
        change(city, COMMITMENTS, copyPaste={"source": source, "destination": there, "pasteType": "PASTE_NORMAL"})

    return wreck


def all_of(*wrecks: Callable[[City], object]) -> Callable[[City], None]:
    def wreck(city: City) -> None:
        for one in wrecks:
            one(city)

    return wreck


def sorted_by(key: str, tab: Tab[Any] = COMMITMENTS) -> Callable[[City], None]:
    return lambda city: sort(city, tab, key, descending=True)


HARMLESS: Mapping[str, Callable[[City], object]] = {
    "nothing": lambda city: None,
    "first column deleted": deleted("number"),
    "response deleted": deleted("response"),
    "last of the system's before staff's deleted": deleted("shown_name"),
    "last column deleted": deleted("result"),
    "two deleted": all_of(deleted("donor"), deleted("period")),
    "number and response deleted": all_of(deleted("number"), deleted("response")),
    "deleted from a wider grid": all_of(widen, deleted("phone")),
    "column of staff's own between": lambda city: insert_columns(city, COMMITMENTS, 22),
    "reversed": reverse,
    "reversed, one deleted": all_of(reverse, deleted("status")),
    "two headers cleared with their notes": clear_headers("shown_name", "action"),
    "header of petugas cleared with its note": clear_headers("staff"),
    "headers cleared in a reversed tab": all_of(reverse, clear_headers("staff", "staff_reason", "new_date")),
    "header in capitals and blanks": lambda city: header(city, COMMITMENTS, "staff", "  PETUGAS "),
    "header row overwritten": overwrite_header_row,
    "header row overwritten in a reversed tab": all_of(reverse, overwrite_header_row),
    "header row deleted": delete_rows(0),
    "header row deleted, and a column": all_of(deleted("target"), delete_rows(0)),
    "header row deleted, columns moved": all_of(
        lambda city: move_column(city, COMMITMENTS, "phone", 1), delete_rows(0)
    ),
    "blank row above the header": blank_row_above(COMMITMENTS),
    "blank row above the header of Donatur": blank_row_above(DONORS),
    "sorted with the header": sorted_with_the_header,
    "a title of the system's pasted over staff's": paste_title("asked", "staff_reason"),
    "a title of staff's pasted over the system's": paste_title("amount", "period"),
    "titles of two columns swapped": swap_titles,
    "numbers one too high": type_numbers(2, 3, 4, 5, 6, 7),
    "numbers in disorder": type_numbers(6, 5, 4, 3, 2, 1),
    "numbers all the same": type_numbers(1, 1, 1, 1, 1, 1),
    "numbers emptied": type_numbers(None, None, None, None, None, None),
    "numbers as text": type_numbers("satu", "2", " 3 ", "D4", "", "6"),
    "numbers that none is": type_numbers(-1, 0, 2.5, 900, 10**15, 43952),
    "sorted": sorted_by("donor"),
    "sorted, numbers emptied": all_of(sorted_by("status"), type_numbers(*[None] * 6)),
    "sorted, responses deleted": all_of(sorted_by("asked"), deleted("response")),
    "row inserted": lambda city: change(
        city,
        COMMITMENTS,
        insertDimension={
            "range": {"sheetId": COMMITMENTS.sheet_id, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
        },
    ),
    "row without anything of staff's deleted": delete_rows(4),
    "Donatur sorted": sorted_by("organisation", DONORS),
    "Donatur's codes deleted": deleted("code", DONORS),
    "Donatur's versions deleted": deleted("version", DONORS),
    "Donatur's header row deleted": delete_rows(0, tab=DONORS),
    "public column deleted": deleted("group", public.COMMITMENTS),
    "public columns moved": lambda city: move_column(city, public.COMMITMENTS, "number", 6),
    "column of Wilayah deleted": deleted("choice", REGIONS),
}


@pytest.mark.parametrize("wreck", HARMLESS)
def test_rebuilding_brings_back_every_cell_of_the_system_s_and_of_staff_s(city: City, wreck: str) -> None:
    before = everything(city)
    HARMLESS[wreck](city)
    done = restored(city)
    assert everything(city) == before
    assert (done.lines, done.donors, done.requests) == (6, 4, 2)
    assert not any(done.unplaced.values())
    assert kept(city) == []


def test_a_column_that_was_put_into_the_public_tab_makes_no_title_stand_there_twice(city: City) -> None:
    before = everything(city)["public"]
    insert_columns(city, public.COMMITMENTS, 6)
    restored(city)
    last = f"{public.COMMITMENTS.columns[-1].label} (kembar)"
    assert city.read(public.COMMITMENTS)[0][-1] == last
    assert [
        {title: cell for title, cell in row.items() if title != last} for row in city.rows(public.COMMITMENTS)
    ] == before


# What cannot be placed


def test_staff_s_cells_of_a_column_that_was_deleted_are_gone_and_no_other_cell_moves(city: City) -> None:
    before = by_owner(city, COMMITMENTS)
    delete_columns(city, COMMITMENTS, city.position(COMMITMENTS, "staff_reason"))
    rebuild(city.ledger(), city.google())
    after = by_owner(city, COMMITMENTS)
    assert after[Owner.SYSTEM] == before[Owner.SYSTEM]
    lost = [{label: cell for label, cell in row.items() if label != "alasan petugas"} for row in before[Owner.STAFF]]
    assert after[Owner.STAFF] == lost
    assert city.read(COMMITMENTS)[0] == [column.label for column in COMMITMENTS.columns]


def test_what_stands_without_a_title_after_a_rebuild_is_kept_cell_by_cell_and_told_once(city: City) -> None:
    """A column of staff's was dragged away, then the header row deleted: nothing tells any more what its cells mean."""
    before = by_owner(city, COMMITMENTS)[Owner.STAFF]
    move_column(city, COMMITMENTS, "staff_reason", len(COMMITMENTS.columns))
    delete_rows(0)(city)
    done = restored(city)
    told = kept(city)
    assert all(str(title).startswith("tanpa judul") for _, _, title, _ in told)
    assert done.unplaced["Komitmen"] == tuple(sorted({k for _, k, _, _ in told}))
    for k, (was, now) in enumerate(zip(before, by_owner(city, COMMITMENTS)[Owner.STAFF], strict=True), start=2):
        cells = [*now.values(), *(cell for _, row, _, cell in told if row == k)]
        assert sorted(map(str, cells)) == sorted(map(str, was.values()))


def test_the_header_row_is_found_below_a_row_in_which_a_title_was_typed(city: City) -> None:
    before = everything(city)
    change(
        city,
        COMMITMENTS,
        insertDimension={
            "range": {"sheetId": COMMITMENTS.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1},
            "inheritFromBefore": False,
        },
    )
    cell = {"userEnteredValue": {"stringValue": COMMITMENTS.column("staff").label}}
    start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 0, "columnIndex": 0}
    change(city, COMMITMENTS, updateCells={"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"})
    restored(city)
    assert everything(city) == before
    assert kept(city) == []


def test_rows_that_nobody_can_place_any_more_are_kept_with_tab_row_column_content_and_time(city: City) -> None:
    """Row 1 is typed over from the first to the last of the system's cells."""
    for column in COMMITMENTS.columns:
        if column.owner is Owner.SYSTEM:
            city.type_cell(COMMITMENTS, 2, column.key, "rusak")
    before = by_owner(city, COMMITMENTS)[Owner.STAFF]
    done = rebuild(city.ledger(), city.google(), now=dt.datetime(2020, 4, 25, 2, 30, tzinfo=dt.UTC))
    assert done.unplaced == {"Komitmen": (2,), "Donatur": ()}
    assert by_owner(city, COMMITMENTS)[Owner.STAFF] == [{}, *before[1:]]
    assert kept(city) == [("Komitmen", 2, *cell) for cell in before[0].items()]
    rows = city.google().private.describe(
        {"ranges": f"'{LOOSE.title}'!A3:E5", "fields": "sheets.data.rowData.values.formattedValue"}
    )
    found = [[cell.get("formattedValue") for cell in row["values"]] for row in rows["sheets"][0]["data"][0]["rowData"]]
    assert [row[0] for row in found] == ["25-04-2020 09:30"] * 3
    assert [row[4] for row in found] == ["tersalur", "7", "01-05-2020"]


def test_what_is_kept_is_named_until_somebody_ticks_it_off(city: City) -> None:
    for column in COMMITMENTS.columns:
        if column.owner is Owner.SYSTEM:
            city.type_cell(COMMITMENTS, 4, column.key, "rusak")
    rebuild(city.ledger(), city.google())
    city.drain()
    (told,) = city.rows(PROBLEMS)
    assert (told["tab"], told["sel"], told["isi"]) == ("Komitmen", "E4", "0")
    assert "kolom jumlah, baris 4" in told["masalah"]
    assert "pilih ya di kolom beres tab Isian Terlepas baris 3" in told["ketik ini"]
    assert told["tautan"].endswith(f"#gid={LOOSE.sheet_id}&range=A3")
    city.type_cell(LOOSE, 3, "done", "Ya ")
    city.drain()
    assert city.rows(PROBLEMS) == []


def test_two_rows_of_one_commitment_are_told_apart_by_their_place(city: City) -> None:
    """A row copied below the last one: the copy's cells are kept, those in place stay."""
    source = {"sheetId": COMMITMENTS.sheet_id, "startRowIndex": 1, "endRowIndex": 2}
    there = {"sheetId": COMMITMENTS.sheet_id, "startRowIndex": 8, "endRowIndex": 9}
    change(city, COMMITMENTS, copyPaste={"source": source, "destination": there, "pasteType": "PASTE_NORMAL"})
    city.type_cell(COMMITMENTS, 9, "amount", 99)
    before = by_owner(city, COMMITMENTS)[Owner.STAFF][:6]
    assert rebuild(city.ledger(), city.google()).unplaced["Komitmen"] == (9,)
    assert by_owner(city, COMMITMENTS)[Owner.STAFF] == before
    assert ("Komitmen", 9, "jumlah", 99) in kept(city)


def test_what_staff_typed_below_the_last_commitment_stays_there(city: City) -> None:
    city.type_cell(COMMITMENTS, 9, "staff", "CP")
    assert not any(rebuild(city.ledger(), city.google()).unplaced.values())
    assert city.read(COMMITMENTS)[8][-2:] == ["CP"] or city.read(COMMITMENTS)[8][-1] == "CP"


def test_a_row_without_anything_of_the_system_s_is_not_trusted_where_rows_were_deleted(city: City) -> None:
    """It may come from anywhere: its cells are not put beside the commitment whose place it has now."""
    for column in COMMITMENTS.columns:
        if column.owner is Owner.SYSTEM:
            city.type_cell(COMMITMENTS, 7, column.key, None)
    delete_rows(4)(city)
    rebuild(city.ledger(), city.google())
    staff = by_owner(city, COMMITMENTS)[Owner.STAFF]
    assert staff[4:] == [{"tindakan": "batalkan", "alasan petugas": "Contoh alasan 5"}, {}]
    assert [cell for *_, cell in kept(city)] == ["ubah jumlah", 25, "Contoh Petugas"]

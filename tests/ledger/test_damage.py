"""Rows of Komitmen and Donatur in which somebody, or a write that went astray, put what no drain writes there."""

from __future__ import annotations

from contextlib import suppress

import pytest

from functions.gapi.errors import GoogleError
from functions.ledger.journal import EntryLost
from functions.ledger.rebuild import rebuild
from sheets_schema.column import Owner, Tab
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, PROBLEMS
from sheets_schema.terms import Action
from tests.city import City, answers
from tests.ledger.staffhands import insert_columns, move_column
from tests.promises.between import Death, between, die, once
from tests.promises.wrecks import dimension

NO_VERSIONS = ["dua", "2", 43946, 2.5, -2, 0]


def _given(city: City, count: int = 2) -> None:
    for number in range(1, count + 1):
        city.submit(answers(sembako="10", phone=f"0812-0000-000{number}"), email=f"contoh0{number}@contoh.example")
    city.drain()


@pytest.mark.parametrize("version", NO_VERSIONS)
@pytest.mark.parametrize("tab", [COMMITMENTS, DONORS], ids=lambda tab: tab.title)
def test_a_version_that_can_be_none_is_mended_in_its_row_and_told_and_stops_nothing(
    city: City, tab: Tab, version: str | float
) -> None:
    _given(city)
    before = city.read(tab)
    city.type_cell(tab, 3, "version", version)
    city.submit(answers(sembako="5", phone="0812-0000-0009"), email="contoh09@contoh.example")
    assert city.drain().lines == 1
    assert city.read(tab)[:3] == before
    told = [row for row in city.rows(PROBLEMS) if row["tab"] == tab.title]
    assert [(row["sel"], row["isi"]) for row in told] == [("A3", "baris 3")]
    city.drain()
    assert city.rows(PROBLEMS) == []


@pytest.mark.parametrize("version", [3, 40, 10_000])
def test_a_version_that_an_entry_could_have_still_stops_everything(city: City, version: int) -> None:
    _given(city)
    city.type_cell(COMMITMENTS, 3, "version", version)
    with pytest.raises(EntryLost):
        city.drain()


@pytest.mark.parametrize("number", [None, "dua", 1, 7, 2.5])
def test_a_number_typed_over_is_put_back_because_the_rest_of_the_row_tells_whose_it_is(
    city: City, number: str | float | None
) -> None:
    _given(city)
    before = city.read(COMMITMENTS)
    city.request(2, Action.ARRIVED, 4)
    city.type_cell(COMMITMENTS, 3, "number", number)
    city.drain()
    city.drain()
    row = city.rows(COMMITMENTS)[1]
    assert row["tersalur"] == 4
    assert [row["nomor"], row["respons"], row["jumlah"]] == [2, before[2][COMMITMENTS.position("response")], 4]


def test_an_empty_column_put_in_costs_nothing_staff_typed(city: City) -> None:
    _given(city)
    city.request(1, Action.ARRIVED, 3)
    insert_columns(city, COMMITMENTS, 3)
    city.drain()
    first = city.rows(COMMITMENTS)[0]
    assert (first["tersalur"], first["jumlah"], first["tindakan"]) == (3, 3, "tersalur")


def test_a_request_that_lost_a_cell_waits_until_somebody_has_seen_to_it(city: City) -> None:
    """Without its amount it reads like another request; ticked off in Isian Terlepas it counts again."""
    _given(city)
    city.request(1, Action.ARRIVED, 3)
    happens = {
        "before private write": once(lambda: move_column(city, COMMITMENTS, "amount", 1)),
        "after private write": die,
    }
    with pytest.raises(Death):
        city.ledger().drain(between(city.google(), happens), city.clock)
    for _ in range(3):
        city.drain()
    assert city.drain().head == 3
    assert "jumlah" not in city.rows(COMMITMENTS)[0]
    (told,) = [row for row in city.rows(PROBLEMS) if "terlepas" in row["masalah"]]
    assert told["sel"] == "B2"
    assert "kolom jumlah, baris 2" in told["masalah"]
    city.type_cell(COMMITMENTS, 2, "amount", 5)
    assert city.drain().head == 3
    city.type_cell(LOOSE, 3, "done", "ya")
    assert city.drain().requests == 1
    assert city.rows(COMMITMENTS)[0]["tersalur"] == 5


@pytest.mark.parametrize("name", ["Contoh Nama Disetujui", "Contoh Donatur 01"])
def test_a_name_that_staff_approved_is_theirs_though_the_system_repeats_it_and_columns_were_moved(
    city: City, name: str
) -> None:
    _given(city)
    city.type_cell(DONORS, 2, "approved_name", name)
    insert_columns(city, DONORS, 4)
    city.drain()
    assert city.drain().private_rows == 0
    assert [city.rows(DONORS)[0][label] for label in ("nama tampil", "nama tampil disetujui")] == [name, name]
    assert city.rows(PROBLEMS) == []


def test_that_name_is_theirs_wherever_the_columns_of_donatur_stand(city: City) -> None:
    _given(city)
    city.type_cell(DONORS, 2, "approved_name", "Contoh Nama Disetujui")
    city.drain()
    for to in range(len(DONORS.columns)):
        move_column(city, DONORS, "approved_name", to)
        assert city.drain().private_rows == 0
        move_column(city, DONORS, "shown_name", len(DONORS.columns) - to)
        assert city.drain().private_rows == 0
    assert city.rows(DONORS)[0]["nama tampil disetujui"] == "Contoh Nama Disetujui"


@pytest.mark.parametrize("edited", [False, True])
def test_what_a_donor_said_is_written_again_where_another_column_s_text_stands(city: City, edited: bool) -> None:
    """Also beside an edited answer, whose row is not compared with it: nothing else of that row is wrong."""
    _given(city)
    before = city.read(COMMITMENTS)[2]
    if edited:
        _edit_the_second(city)
        before = city.read(COMMITMENTS)[2]
    city.type_cell(COMMITMENTS, 3, "contact", str(before[city.position(COMMITMENTS, "response")]))
    city.type_cell(COMMITMENTS, 2, "number", "satu")  # so that rows are read whole
    city.drain()
    assert city.read(COMMITMENTS)[2] == before


def test_a_row_that_stands_in_its_own_place_too_is_emptied_unless_staff_typed_beside_it(city: City) -> None:
    _given(city)
    before = city.read(COMMITMENTS)
    for row in (5, 6):
        for key in ("number", "version", "response", "target", "kind", "status"):
            city.type_cell(COMMITMENTS, row, key, before[1][city.position(COMMITMENTS, key)])
    city.type_cell(COMMITMENTS, 6, "staff_reason", "Contoh catatan")
    city.drain()
    rows = city.read(COMMITMENTS)
    at = city.position(COMMITMENTS, "response")
    assert [bool(row[at]) if len(row) > at else False for row in rows[1:6]] == [True, True, False, False, True]


@pytest.mark.parametrize("answer", ["503", "close"])
def test_a_row_is_shown_once_though_the_answer_to_showing_it_was_lost(city: City, answer: str) -> None:
    _given(city)
    before = city.read(COMMITMENTS)
    city.submit(answers(sembako="5", phone="0812-0000-0009"), email="contoh09@contoh.example")
    city.control.add_fault(
        "sheets.spreadsheets.batchUpdate", "lost_answer", times=2, answer=answer
    )  # of both workbooks
    _drain_past_the_lost_answer(city)
    shown = city.read(COMMITMENTS)
    assert shown[:3] == before[:3]
    assert [row.get("nomor") for row in city.rows(COMMITMENTS)] == [1, 2, 3]
    city.drain()
    assert city.read(COMMITMENTS) == shown


def test_a_row_shown_twice_is_emptied_once_though_the_answer_was_lost_and_staff_typed_there_meanwhile(
    city: City,
) -> None:
    """What staff type into the emptied row after the write was done is theirs, and stays through the next drains."""
    _given(city)
    before = city.read(COMMITMENTS)
    for key in ("number", "version", "response", "target", "kind", "status"):
        city.type_cell(COMMITMENTS, 5, key, before[1][city.position(COMMITMENTS, key)])
    city.control.add_fault("sheets.spreadsheets.batchUpdate", "lost_answer")
    _drain_past_the_lost_answer(city)
    city.type_cell(COMMITMENTS, 5, "staff_reason", "Contoh catatan")
    for _ in range(2):
        city.drain()
    rows = city.read(COMMITMENTS)
    assert rows[:3] == before[:3]
    assert [cell for cell in rows[4] if cell not in ("", None)] == ["Contoh catatan"]


def _drain_past_the_lost_answer(city: City) -> None:
    """The run that meets it may fail; the next one finds what was done."""
    with suppress(GoogleError):
        city.drain()
    assert city.control.unused_faults() == []
    city.drain()


def test_a_row_in_which_everything_was_typed_over_is_its_own_when_the_number_there_is_another_row_s(city: City) -> None:
    _given(city)
    before = city.read(COMMITMENTS)
    for column in COMMITMENTS.columns:
        if column.owner is Owner.SYSTEM:
            city.type_cell(COMMITMENTS, 3, column.key, 1 if column.key == "number" else "lain")
    city.drain()
    assert city.read(COMMITMENTS) == before


def test_a_row_that_was_emptied_is_written_in_its_place_though_others_are_out_of_order(city: City) -> None:
    _given(city, 4)
    for column in COMMITMENTS.columns:
        if column.owner is Owner.SYSTEM:
            city.type_cell(COMMITMENTS, 4, column.key, None)
    dimension(city, COMMITMENTS, "moveDimension", "ROWS", 1, destinationIndex=3)
    city.drain()
    assert [row.get("nomor") for row in city.rows(COMMITMENTS)] == [2, 1, 3, 4]


def test_a_rebuild_keeps_no_text_of_another_column_as_what_a_donor_said(city: City) -> None:
    _given(city)
    _edit_the_second(city)
    before = city.read(COMMITMENTS)[2]
    city.type_cell(COMMITMENTS, 3, "contact", str(before[city.position(COMMITMENTS, "response")]))
    rebuild(city.ledger(), city.google())
    assert city.read(COMMITMENTS)[2] == before


def _edit_the_second(city: City) -> None:
    second = str(city.rows(COMMITMENTS)[1]["respons"])
    later = answers(sembako="7", phone="0812-0000-0002")
    city.control.edit_response(second, {question_id("quantity sembako"): later[question_id("quantity sembako")]})
    city.drain()

"""Rows of Komitmen and Donatur in which somebody, or a write that went astray, put what no drain writes there."""

from __future__ import annotations

import pytest

from functions.ledger.journal import EntryLost
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, PROBLEMS
from sheets_schema.terms import Action
from tests.city import City, answers
from tests.ledger.staffhands import insert_columns, move_column
from tests.promises.between import Death, between, die, once

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
    assert [row["nomor"], row["respons"], row["jumlah"]] == [2, before[2][2], 4]


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

"""The private workbook as staff leave it: moved, renamed, deleted, mistyped. Nothing of it stops anything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.ledger.desk import Desk, DeskReader, column_letter
from sheets_schema.column import Tab
from sheets_schema.private import (
    AID_KINDS,
    CASH,
    COMMITMENTS,
    COORDINATORS,
    DONORS,
    PERIODS,
    PROBLEMS,
    QUOTAS,
    RULE_TABS,
    SETTINGS,
    TARGETS,
    Coordinator,
    QuotaOverride,
)
from sheets_schema.terms import Action
from tests.city import PERIODS as TWO_PERIODS
from tests.city import City, answers, target
from tests.ledger.staffhands import delete_columns, delete_tab, header, insert_columns, move_column, rename, sort

READ = "sheets.spreadsheets.values.batchGet"
ESSENTIAL = (TARGETS, AID_KINDS, PERIODS, QUOTAS)


def look(city: City, reader: DeskReader | None = None) -> Desk:
    return (reader or DeskReader()).read(city.google().private)


def findings(city: City) -> list[dict[str, Any]]:
    return city.rows(PROBLEMS)


def test_one_call_reads_everything(city: City) -> None:
    city.submit()
    city.drain()
    city.control.reset_calls()
    desk = look(city)
    assert city.control.calls() == {READ: 1}
    assert desk.commitments.versions == {1: 2}
    assert desk.contacts == {1: ("0812-0000-0001", "contoh01@contoh.example")}
    assert desk.commitments.in_order
    assert desk.commitments.rows > 1
    assert set(desk.readings) == set(RULE_TABS)
    assert desk.findings == ()


@pytest.mark.parametrize("tab", RULE_TABS, ids=lambda tab: tab.title)
def test_a_tab_reads_the_same_with_its_columns_moved_and_one_of_the_staffs_own_added(city: City, tab: Tab) -> None:
    city.type_rows(COORDINATORS, [Coordinator(code="PJ1", name="Contoh PJ", phone="0812-0000-0002")])
    city.type_rows(QUOTAS, [QuotaOverride(target="RW-A", kind="sembako", quota=5, reason="uji")])
    before = look(city).readings[tab]
    assert before.rows or tab is CASH
    insert_columns(city, tab, 1)
    move_column(city, tab, tab.columns[-1].key, 0)
    after = look(city)
    assert after.readings[tab].rows == before.rows
    assert after.findings == ()


def test_columns_of_komitmen_may_move_and_the_new_places_are_remembered(city: City) -> None:
    city.submit()
    city.drain()
    city.request(1, "tersalur", 10)
    insert_columns(city, COMMITMENTS, 5)
    move_column(city, COMMITMENTS, "staff", 0)
    reader = DeskReader()
    city.control.reset_calls()
    assert look(city, reader).book.requests[1].action is Action.ARRIVED
    assert city.control.calls() == {READ: 2}
    desk = look(city, reader)
    assert city.control.calls() == {READ: 3}
    assert (desk.commitments.versions, desk.book.requests[1].amount) == ({1: 2}, 10)


def test_rows_are_shown_at_the_new_places(city: City) -> None:
    city.submit()
    city.drain()
    insert_columns(city, COMMITMENTS, 2, 3)
    move_column(city, COMMITMENTS, "result", 0)
    city.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="dua@contoh.example")
    city.drain()
    first, second = city.rows(COMMITMENTS)
    assert (first["nomor"], first["telepon"]) == (1, "0812-0000-0001")
    assert (second["nomor"], second["telepon"], second["status"]) == (2, "0812-0000-0002", "DITERIMA")


def test_columns_that_were_added_and_deleted_again_do_not_stop_an_instance_that_saw_them(city: City) -> None:
    ledger = city.ledger()
    city.submit()
    insert_columns(city, COMMITMENTS, 20, 3)
    assert city.drain(ledger).lines == 1
    delete_columns(city, COMMITMENTS, 20, 3)
    city.submit(answers(sembako="2"))
    assert city.drain(ledger).lines == 1
    assert [row["disetujui"] for row in city.rows(COMMITMENTS)] == [10, 2]


def test_request_columns_that_were_deleted_close_requests_only(city: City) -> None:
    city.submit()
    city.drain()
    at = city.position(COMMITMENTS, "staff_reason")
    delete_columns(city, COMMITMENTS, at, 2)
    city.submit(answers(sembako="2"))
    report = city.drain()
    assert report.lines == 1
    assert len(city.rows(COMMITMENTS)) == 2
    assert {"alasan petugas", "petugas"} <= {
        label for label in ("alasan petugas", "petugas") for row in findings(city) if f'"{label}"' in row["masalah"]
    }


@pytest.mark.parametrize("tab", [*RULE_TABS, DONORS, COMMITMENTS, PROBLEMS], ids=lambda tab: tab.title)
def test_a_lost_header_is_reported_with_a_link_and_closes_that_tab_only(city: City, tab: Tab) -> None:
    """Where quotas rest on the tab decisions wait; everywhere else they go on."""
    ledger = city.ledger()
    city.drain(ledger)
    last = [column for column in tab.columns if not column.beside][-1]
    header(city, tab, last.key, None)
    city.submit()
    report = city.drain(ledger)
    assert report.lines == (0 if tab in ESSENTIAL else 1)
    if tab is not PROBLEMS:
        (found,) = (row for row in findings(city) if row["tab"] == tab.title)
        assert last.label in found["masalah"]
        assert last.label in found["ketik ini"]
        assert f"#gid={tab.sheet_id}&range=1:1" in found["tautan"]
    assert bool(report.alerts) == (tab in ESSENTIAL)


@pytest.mark.parametrize("tab", [*RULE_TABS, DONORS], ids=lambda tab: tab.title)
def test_a_header_typed_back_opens_the_tab_again(city: City, tab: Tab) -> None:
    column = tab.columns[-1]
    at = city.position(tab, column.key)
    header(city, tab, column.key, "apa ini")
    city.submit()
    city.drain()
    _type_header(city, tab, at)
    city.drain()
    assert len(city.rows(COMMITMENTS)) == 1
    assert findings(city) == []
    assert city.rows(DONORS)[0]["kode"] == "D1"


def _type_header(city: City, tab: Tab, at: int) -> None:
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": at}
    cell = {"userEnteredValue": {"stringValue": tab.columns[-1].label}}
    update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    city.book(tab).write([{"updateCells": update}])


@pytest.mark.parametrize("key", ["number", "version", "phone", "status", "result"])
def test_a_lost_header_of_the_system_in_komitmen_stops_showing_there_but_no_decision(city: City, key: str) -> None:
    city.submit()
    city.drain()
    before = city.read(COMMITMENTS)[1]
    header(city, COMMITMENTS, key, "diganti")
    city.submit(answers(sembako="2"))
    report = city.drain()
    assert report.lines == 1
    assert city.read(COMMITMENTS)[1:] == [before]
    assert any(f'"{COMMITMENTS.column(key).label}"' in row["masalah"] for row in findings(city))


@pytest.mark.parametrize("how", [rename, delete_tab], ids=["renamed", "deleted"])
@pytest.mark.parametrize("tab", [*RULE_TABS, DONORS, COMMITMENTS], ids=lambda tab: tab.title)
def test_a_tab_that_is_gone_is_reported_and_closes_itself_only(city: City, tab: Tab, how: Any) -> None:
    city.submit()
    ledger = city.ledger()
    if how is rename:
        rename(city, tab, "Nama Lain")
    else:
        delete_tab(city, tab)
    report = city.drain(ledger)
    assert report.lines == (0 if tab in ESSENTIAL else 1)
    (found,) = (row for row in findings(city) if row["tab"] == tab.title)
    assert "tidak ditemukan" in found["masalah"]
    assert tab.title in found["ketik ini"]


def test_a_renamed_tab_that_gets_its_name_back_catches_up(city: City) -> None:
    rename(city, COMMITMENTS, "Komitmen lama")
    rename(city, PERIODS, "Masa")
    city.submit()
    ledger = city.ledger()
    assert city.drain(ledger).lines == 0
    rename(city, PERIODS, "Periode")
    assert city.drain(ledger).lines == 1
    rename(city, COMMITMENTS, "Komitmen")
    city.drain(ledger)
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA"]
    assert findings(city) == []


def test_pemeriksaan_data_that_is_gone_stops_nothing(city: City) -> None:
    delete_tab(city, PROBLEMS)
    city.submit()
    assert city.drain().lines == 1
    assert len(city.rows(COMMITMENTS)) == 1


@pytest.mark.parametrize(
    ("tab", "key", "typed"),
    [
        (TARGETS, "poor_households", "seratus"),
        (TARGETS, "type", "RT"),
        (COORDINATORS, "phone", 81200000000),
        (QUOTAS, "quota", "1.500"),
        (AID_KINDS, "factor", "satu"),
        (PERIODS, "start", "24 April"),
        (SETTINGS, "value", "banyak"),
        (CASH, "rupiah", "Rp 1.000.000"),
    ],
    ids=lambda value: getattr(value, "title", None),
)
def test_one_bad_row_is_named_by_cell_and_stops_nothing_else(
    city: City, tab: Tab, key: str, typed: str | float
) -> None:
    """A second target, untouched, still gets its commitment."""
    city.type_rows(TARGETS, [target(), target("RW-B", rw=6)])
    bad_row = 12
    if tab is PERIODS:
        city.type_rows(PERIODS, [TWO_PERIODS[1].model_copy(update={"code": "P9"})], first=bad_row)
    city.type_cell(tab, bad_row, key, typed)
    city.submit(answers(target="RW 06 Kebayoran Lama Utara [RW-B]"))
    assert city.drain().lines == 1
    assert city.rows(COMMITMENTS)[0]["status"] == "DITERIMA"
    cell = f"{column_letter(city.position(tab, key))}{bad_row}"
    found = [row for row in findings(city) if row["tab"] == tab.title and row["sel"] == cell]
    assert found or tab is SETTINGS
    assert [row for row in findings(city) if row["tab"] == tab.title]
    assert all(row["masalah"] and row["ketik ini"] for row in findings(city))


def test_a_commitment_to_a_row_that_cannot_be_used_waits_for_staff(city: City) -> None:
    city.type_cell(TARGETS, 2, "poor_households", "seratus")
    city.submit()
    city.drain()
    assert city.rows(COMMITMENTS)[0]["status"] == "TINJAU"


def test_sorted_rows_close_requests_and_only_new_rows_are_shown(city: City) -> None:
    for amount in ("5", "6", "7"):
        city.submit(answers(sembako=amount))
    city.drain()
    city.request(2, "tersalur", 6)

    sort(city, COMMITMENTS, "number", descending=True)
    as_left = city.read(COMMITMENTS)[1:4]
    city.submit(answers(sembako="8"))
    report = city.drain()
    assert (report.lines, report.requests, report.private_rows) == (1, 0, 1)
    assert report.alerts
    now = city.read(COMMITMENTS)[1:]
    assert now[:3] == as_left
    assert now[3][0] == 4
    assert any("Urutan baris" in row["masalah"] and "Ctrl+Z" in row["ketik ini"] for row in findings(city))


def test_rows_put_back_in_order_open_requests_again(city: City) -> None:

    for amount in ("5", "6"):
        city.submit(answers(sembako=amount))
    city.drain()
    city.request(2, "tersalur", 6)
    sort(city, COMMITMENTS, "number", descending=True)
    city.drain()
    sort(city, COMMITMENTS, "number")
    assert city.drain().requests == 1
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA", "SELESAI"]
    assert findings(city) == []


@pytest.mark.parametrize(
    ("key", "typed"),
    [("action", "beres"), ("amount", "sepuluh"), ("amount", -1), ("new_date", "besok"), ("amount", 2.5)],
)
def test_a_request_with_a_bad_cell_is_reported_not_guessed(city: City, key: str, typed: str | float) -> None:
    city.submit()
    city.drain()
    city.request(1, "tersalur", 10)
    city.type_cell(COMMITMENTS, 2, key, typed)
    assert city.drain().requests == 0
    (found,) = findings(city)
    assert (found["tab"], found["sel"]) == ("Komitmen", f"{column_letter(city.position(COMMITMENTS, key))}2")
    assert found["ketik ini"]
    assert city.rows(COMMITMENTS)[0]["status"] == "DITERIMA"


def test_a_request_is_read_only_when_it_is_signed(city: City) -> None:
    city.submit()
    city.drain()
    city.type_cell(COMMITMENTS, 2, "action", "batalkan")
    assert city.drain().requests == 0
    city.type_cell(COMMITMENTS, 2, "staff", "  ")
    assert city.drain().requests == 0
    city.type_cell(COMMITMENTS, 2, "staff", "Contoh Petugas")
    assert city.drain().requests == 1


def test_a_bad_unsigned_cell_is_nobodys_business_yet(city: City) -> None:
    city.submit()
    city.drain()
    city.type_cell(COMMITMENTS, 2, "amount", "sepuluh")
    city.drain()
    assert findings(city) == []


def test_a_request_beyond_the_last_commitment_is_ignored(city: City) -> None:
    city.submit()
    city.drain()
    city.request(7, "tersalur", 10, dt.date(2020, 4, 26))
    assert city.drain().requests == 0


@pytest.mark.parametrize("typed", ["D²", "D" + "9" * 5000, "D0", "D1 ", "x", 5, -1, 1.5])
def test_whatever_stands_where_the_system_numbers_rows_stops_no_decision(city: City, typed: str | float) -> None:
    city.submit()
    city.drain()
    for tab in (DONORS, COMMITMENTS):
        city.type_cell(tab, 2, tab.keyed_by, typed)
    city.submit(answers(sembako="2"))
    assert city.drain().lines == 1

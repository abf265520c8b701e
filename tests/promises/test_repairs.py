"""Views that go wrong in ways a random history seldom meets, and are put right by the next drain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.book import StaffRequest
from functions.gapi.errors import GoogleError, Retryable
from functions.gapi.sheets import Workbook
from sheets_schema import form, public
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, DONORS, TARGETS
from sheets_schema.terms import Action
from tests.city import City, answers
from tests.ledger.staffhands import move_column
from tests.promises.between import between, once
from tests.promises.office import Said, check, later, settle, tried

APPROVED = "Contoh Nama Disetujui"


def _public(city: City) -> Any:
    """The name on the public row of commitment 1."""
    return city.rows(public.COMMITMENTS)[0].get("donatur")


def _edited(city: City, response: str, said: Said, **changed: Any) -> None:
    """The donor submits its response again with these answers changed."""
    said.hear(city)
    later(city, dt.timedelta(seconds=5))
    new = answers(**changed)
    city.control.edit_response(response, {question_id(key): new[question_id(key)] for key in changed})
    settle(city)


def test_a_name_that_staff_approve_after_an_edit_is_shown_and_one_taken_back_is_not(city: City) -> None:
    said, response = Said(), city.submit()
    settle(city)
    _edited(city, response, said, name="Contoh Toko 0812-0000-0000")
    assert _public(city) == "nama ditinjau"
    city.type_cell(DONORS, 2, "approved_name", APPROVED)
    settle(city)
    assert _public(city) == APPROVED
    city.type_cell(DONORS, 2, "approved_name", None)
    settle(city)
    assert _public(city) == "nama ditinjau"
    check(city, said)


def test_a_donor_who_takes_the_consent_back_is_no_longer_named(city: City) -> None:
    said, response = Said(), city.submit()
    settle(city)
    assert _public(city) == "Contoh Donatur 01"
    _edited(city, response, said, pledge=[form.PLEDGE])
    assert _public(city) == "Donatur (nama tidak ditampilkan)"
    check(city, said)


def test_an_edited_line_that_waited_for_staff_is_published_with_its_name(city: City) -> None:
    city.type_cell(TARGETS, 2, "status", "tidak aktif")
    said, response = Said(), city.submit()
    settle(city)
    _edited(city, response, said, name="Contoh Nama Lain")
    city.type_cell(TARGETS, 2, "status", "aktif")
    city.request(1, "setujui")
    settle(city)
    assert _public(city) == "Contoh Nama Lain"


def test_an_approved_name_outlives_a_header_that_was_broken_for_a_while(city: City) -> None:
    city.submit(answers(name="Contoh Toko 0812-0000-0000"))
    settle(city)
    city.type_cell(DONORS, 2, "approved_name", APPROVED)
    settle(city)
    header = city.position(DONORS, "approved_name")
    _type(city, header, "judul lain")
    city.request(1, "tersalur", 4)
    city.drain()
    assert _public(city) == "nama ditinjau"
    _type(city, header, DONORS.column("approved_name").label)
    settle(city)
    assert _public(city) == APPROVED
    assert city.rows(COMMITMENTS)[0]["tersalur"] == 4


def _type(city: City, at: int, label: str) -> None:
    start = {"sheetId": DONORS.sheet_id, "rowIndex": 0, "columnIndex": at}
    cells = [{"values": [{"userEnteredValue": {"stringValue": label}}]}]
    city.book(DONORS).write([{"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}}])


def _rename(city: City, title: str) -> None:
    properties = {"sheetId": public.COMMITMENTS.sheet_id, "title": title}
    request = {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    Workbook(city.session, city.place.public).write([request])


def test_a_public_workbook_that_cannot_be_read_stops_no_decision(city: City) -> None:
    city.submit()
    _rename(city, "Tab lain")
    assert isinstance(tried(city.ledger(), city), GoogleError)
    assert city.rows(COMMITMENTS)[0]["status"] == "DITERIMA"
    _rename(city, public.COMMITMENTS.title)
    settle(city)
    check(city)


@pytest.mark.parametrize("book", ["private", "public"])
def test_a_workbook_that_refuses_every_write_does_not_keep_the_other_from_being_shown(city: City, book: str) -> None:
    def refuse() -> None:
        raise Retryable("sheets.spreadsheets.batchUpdate", 503)

    city.submit()
    with pytest.raises(Retryable):
        city.ledger().drain(between(city.google(), {f"before {book} write": refuse}), city.clock)
    other = public.COMMITMENTS if book == "private" else COMMITMENTS
    assert city.rows(other)[0]["nomor"] == 1
    settle(city)
    check(city)


@pytest.mark.parametrize(("key", "to"), [("result", 19), ("staff", 0), ("status", 24), ("phone", 26), ("amount", 12)])
def test_columns_that_the_owner_moves_while_a_drain_writes_end_up_right(city: City, key: str, to: int) -> None:
    """The write lands where the columns stood; the same drain sees that and puts it right, staff's cells too."""
    said = Said()
    for number in (1, 2):
        city.submit(answers(sembako="10", phone=f"0812-0000-000{number}"), email=f"contoh0{number}@contoh.example")
    city.drain()
    request = StaffRequest(Action.ARRIVED, 10, dt.date(2020, 5, 1), "Contoh alasan", "Contoh Petugas")
    city.request(1, request.action, request.amount, request.new_date)
    city.type_cell(COMMITMENTS, 2, "staff_reason", request.reason)
    city.type_cell(COMMITMENTS, 3, "action", "batalkan")
    said.sign(1, request)
    moved = {"before private write": once(lambda: move_column(city, COMMITMENTS, key, to))}
    city.ledger().drain(between(city.google(), moved), city.clock)
    check(city, said)
    typed = ("tindakan", "jumlah", "jadwal baru", "alasan petugas", "petugas")
    first, second = city.rows(COMMITMENTS)
    assert [first.get(label) for label in typed] == ["tersalur", 10, 43952, "Contoh alasan", "Contoh Petugas"]
    assert [second.get(label) for label in typed] == ["batalkan", None, None, None, None]
    head = city.drain().head
    assert city.drain().head == head == 3


def test_an_edited_row_that_was_written_over_shows_a_contact_of_its_donor_again(city: City) -> None:
    """What the donor wrote first is lost with the cell; the form's last version is better than another column."""
    said, response = Said(), city.submit()
    settle(city)
    _edited(city, response, said, phone="0812-9999-9999")
    city.request(1, Action.ARRIVED, 10)
    said.sign(1, StaffRequest(Action.ARRIVED, 10, None, "", "Contoh Petugas"))
    moved = {"before private write": once(lambda: move_column(city, COMMITMENTS, "phone", 26))}
    city.ledger().drain(between(city.google(), moved), city.clock)
    check(city, said)
    assert city.rows(COMMITMENTS)[0]["telepon"] == "0812-9999-9999"

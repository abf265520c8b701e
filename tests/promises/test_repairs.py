"""Views that go wrong in ways a random history seldom meets, and are put right by the next drain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.gapi.errors import GoogleError, Retryable
from functions.gapi.sheets import Workbook
from sheets_schema import form, public
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, DONORS, TARGETS
from tests.city import City, answers
from tests.promises.between import between
from tests.promises.office import Said, check, later, settle, tried

APPROVED = "Contoh Nama Disetujui"


def _public(city: City) -> Any:
    """The name on the public row of commitment 1."""
    return city.rows(public.COMMITMENTS)[0].get("nama tampil")


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

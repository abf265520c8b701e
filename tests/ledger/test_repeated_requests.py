"""Cells of Komitmen that say what was asked once, or of another line, because of what people do to a workbook."""

from __future__ import annotations

import datetime as dt

from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS
from sheets_schema.terms import Action
from tests.city import City, answers

REQUEST = ("action", "amount", "new_date", "staff_reason", "staff")


def _lines(city: City, count: int) -> None:
    for n in range(1, count + 1):
        said = answers(name=f"Contoh Donatur {n:02}", phone=f"0812-0000-00{n:02}", sembako="5")
        city.submit(said, email=f"contoh{n:02}@contoh.example")
    city.drain()


def _sort_own_columns(city: City, count: int = 5) -> None:
    """Somebody sorts the green columns, or the first of them, by tindakan, without the rest."""
    first = city.position(COMMITMENTS, REQUEST[0])
    area = {"sheetId": COMMITMENTS.sheet_id, "startRowIndex": 1, "startColumnIndex": first}
    area["endColumnIndex"] = first + count
    by = {"dimensionIndex": first, "sortOrder": "ASCENDING"}
    city.book(COMMITMENTS).write([{"sortRange": {"range": area, "sortSpecs": [by]}}])


def _column(city: City, label: str) -> list[object]:
    return [row.get(label, "") for row in city.rows(COMMITMENTS) if row.get("nomor")]


def test_a_cancellation_that_a_restored_version_brings_back_is_not_done_again(city: City) -> None:
    _lines(city, 1)
    for action in (Action.CANCEL, Action.REOPEN, Action.CANCEL):
        city.request(1, action)
        city.drain()
    assert _column(city, "status") == ["DITERIMA"]
    assert "Sudah pernah dijawab untuk baris ini" in str(_column(city, "hasil")[0])
    assert city.drain().entries == 0
    city.type_cell(COMMITMENTS, 2, "staff_reason", "batal sungguh")
    city.drain()
    assert _column(city, "status") == ["BATAL"]


def test_a_sort_of_the_green_columns_cancels_no_other_commitment_and_says_so(city: City) -> None:
    _lines(city, 3)
    city.request(3, Action.CANCEL)
    city.drain()
    _sort_own_columns(city)
    city.drain()
    assert _column(city, "status") == ["DITERIMA", "DITERIMA", "BATAL"]
    assert "berpindah dari baris lain" in str(_column(city, "hasil")[0])


def test_a_sort_of_tindakan_alone_cancels_no_other_commitment_and_says_so(city: City) -> None:
    _lines(city, 3)
    for n, action in ((1, Action.ARRIVED), (2, Action.RESIZE), (3, Action.CANCEL)):
        city.request(n, action, 3)
    city.drain()
    before = _column(city, "status")
    _sort_own_columns(city, 1)
    city.drain()
    assert _column(city, "status") == before == ["SEBAGIAN", "DITERIMA", "BATAL"]
    assert "berpindah dari baris lain" in str(_column(city, "hasil")[0])


def test_dates_dragged_over_five_rows_are_done_and_pointed_out(city: City) -> None:
    _lines(city, 5)
    for n in range(1, 6):
        city.request(n, Action.RESCHEDULE, new_date=dt.date(2020, 5, n))
    city.drain()
    said = [str(text) for text in _column(city, "hasil")]
    assert all(text.startswith("Selesai (") for text in said)
    assert ["berurutan" in text for text in said] == [False, True, True, True, True]


def test_a_signature_without_an_action_is_a_finding_at_the_cell_to_fill(city: City) -> None:
    _lines(city, 1)
    city.type_cell(COMMITMENTS, 2, "staff", "Contoh Petugas")
    city.drain()
    (found,) = city.rows(PROBLEMS)
    assert "tindakan kosong" in found["masalah"]
    city.type_cell(COMMITMENTS, 2, "staff", None)
    city.drain()
    assert city.rows(PROBLEMS) == []


def _sort_notes(city: City) -> None:
    """Somebody sorts the two green columns of Donatur, without the rest."""
    first = city.position(DONORS, "same_as")
    area = {"sheetId": DONORS.sheet_id, "startRowIndex": 1, "startColumnIndex": first, "endColumnIndex": first + 2}
    by = {"dimensionIndex": city.position(DONORS, "approved_name"), "sortOrder": "ASCENDING"}
    city.book(DONORS).write([{"sortRange": {"range": area, "sortSpecs": [by]}}])


def _names(city: City) -> list[tuple[object, object]]:
    """The name that the public reads of each donor, in both workbooks' order of rows."""
    shown = [row["nama tampil"] for row in city.rows(DONORS)]
    return list(zip(shown, _column(city, "nama tampil"), strict=True))


def test_a_name_approved_for_one_donor_is_not_shown_of_another_after_a_sort_of_the_green_columns(city: City) -> None:
    _lines(city, 3)
    city.type_cell(DONORS, 4, "approved_name", "Contoh Nama Disetujui")
    city.drain()
    before = _names(city)
    assert before[2] == ("Contoh Nama Disetujui",) * 2
    _sort_notes(city)
    assert city.drain().entries == 0
    assert city.rows(DONORS)[0]["nama tampil disetujui"] == "Contoh Nama Disetujui", "sorted"
    (found,) = city.rows(PROBLEMS)
    assert (found["sel"], found["isi"]) == ("D2", "D1, D3")
    assert "berpindah ke donatur lain" in found["masalah"]
    assert _names(city) == before
    city.request(3, Action.ARRIVED, 1)
    city.drain()
    assert _names(city) == before, "a row written meanwhile shows the name that was approved"
    city.type_cell(DONORS, 2, "approved_name", None)
    city.type_cell(DONORS, 4, "approved_name", "Contoh Nama Disetujui")
    assert city.drain().entries == 0
    assert (city.rows(PROBLEMS), _names(city)) == ([], before)


def test_a_name_that_an_exchange_wrote_over_is_shown_again_as_soon_as_it_stands_there_again(city: City) -> None:
    _lines(city, 3)
    city.type_cell(DONORS, 3, "approved_name", "Contoh Nama Dua")
    city.type_cell(DONORS, 4, "approved_name", "Contoh Nama Tiga")
    city.drain()
    before = _names(city)
    city.type_cell(DONORS, 3, "approved_name", "Contoh Nama Tiga")
    city.type_cell(DONORS, 4, "approved_name", None)
    for n in (2, 3):
        city.request(n, Action.ARRIVED, 1)
    city.drain()
    assert "Contoh Nama Tiga" not in [city.rows(DONORS)[1]["nama tampil"], _column(city, "nama tampil")[1]]
    city.type_cell(DONORS, 3, "approved_name", "Contoh Nama Dua")
    city.type_cell(DONORS, 4, "approved_name", "Contoh Nama Tiga")
    city.drain()
    assert _names(city) == before


def test_a_merge_does_not_move_to_another_donor_with_a_sort_and_does_when_it_is_typed_there(city: City) -> None:
    _lines(city, 4)
    city.type_cell(DONORS, 5, "same_as", "D2")
    city.drain()
    city.type_cell(DONORS, 5, "same_as", None)
    city.type_cell(DONORS, 2, "same_as", "D2")
    assert city.drain().entries == 0
    assert "sama dengan berpindah" in city.rows(PROBLEMS)[0]["masalah"]
    city.type_cell(DONORS, 2, "same_as", None)
    assert city.drain().entries == 1, "D4 is itself again"
    city.type_cell(DONORS, 2, "same_as", "D2")
    assert city.drain().entries == 1
    assert city.rows(PROBLEMS) == []

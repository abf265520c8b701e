"""What the rows say: of lines, donors, requests, edits, names; private and public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.redaction.texts import HIDDEN_NAME, NAME_IN_REVIEW
from sheets_schema import form, public
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS
from tests.city import City, answers

SERIAL = (dt.date(2020, 4, 25) - dt.date(1899, 12, 30)).days


def shown(city: City) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first private and the first public row after a drain."""
    city.drain()
    return city.rows(COMMITMENTS)[0], city.rows(public.COMMITMENTS)[0]


def test_a_commitment_is_shown_whole_to_staff_and_without_contacts_to_the_public(city: City) -> None:
    response = city.submit(answers(channel=f"{form.VIA}ACT"))
    row, open_row = shown(city)
    assert row == {
        "nomor": 1,
        "versi": 2,
        "respons": response,
        "donatur": "D1 Contoh Donatur 01",
        "tujuan": "RW 05 Kebayoran Lama Utara",
        "bantuan": "10 paket sembako",
        "narahubung": "Contoh Narahubung 01",
        "telepon": "0812-0000-0001",
        "surel": "contoh01@contoh.example",
        "jalur": "Lewat ACT",
        "agregator": "ACT",
        "sasaran": "RW-A",
        "jenis": "sembako",
        "periode": "P1",
        "diminta": 10,
        "disetujui": 10,
        "tersalur": 0,
        "jadwal": SERIAL,
        "hari": 1,
        "status": "DITERIMA",
        "nama tampil": "Contoh Donatur 01",
    }
    assert open_row == {
        "nomor": 1,
        "versi": 2,
        "status": "Direncanakan",
        "bantuan": "10 paket sembako",
        "sasaran": "RW 05 Kebayoran Lama Utara",
        "jadwal": SERIAL,
        "hari": 1,
        "donatur": "Contoh Donatur 01",
        "golongan": "dunia usaha",
        "jalur": "Lewat ACT",
        "jumlah": 10,
        "satuan": "paket",
        "tersalur": 0,
        "tanggal komitmen": SERIAL - 1,
        "tipe sasaran": "rw",
        "kelurahan": "Kebayoran Lama Utara",
        "kecamatan": "Kebayoran Lama",
        "kota": "Jakarta Selatan",
        "kode sasaran": "RW-A",
        "kode jenis": "sembako",
        "kode periode": "P1",
        "kode kelurahan": "31.74.05.1001",
    }
    assert city.rows(DONORS) == [
        {
            "kode": "D1",
            "lembaga": "Contoh Donatur 01",
            "golongan": "dunia usaha",
            "agregator": "ACT",
            "nama tampil": "Contoh Donatur 01",
            "izin tampil": "ya",
            "pilihan": "D1 · Contoh Donatur 01",
            "versi": 2,
        }
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [({"sembako": "101"}, "DITOLAK"), ({"sembako": "seratus"}, "DITOLAK"), ({"date": "2020-06-25"}, "TINJAU")],
)
def test_a_line_that_does_not_count_has_its_reason_for_staff_and_only_its_number_for_the_public(
    city: City, said: dict[str, str], status: str
) -> None:
    city.submit(answers(**said))
    row, open_row = shown(city)
    assert (row["nomor"], row["status"]) == (1, status)
    assert row["alasan"]
    assert open_row == {"nomor": 1, "versi": 2}


@pytest.mark.parametrize(
    ("action", "amount", "status", "open_status", "said"),
    [
        ("tersalur", 4, "SEBAGIAN", "Sebagian tersalur", "tercatat tiba 4 dari 10 paket"),
        ("tersalur", 10, "SELESAI", "Tersalur", "tercatat tiba 10 dari 10 paket"),
        ("batalkan", None, "BATAL", "Batal", "komitmen dibatalkan"),
    ],
)
def test_what_staff_decide_is_shown_on_both_sides_with_an_answer_to_them(
    city: City, action: str, amount: int | None, status: str, open_status: str, said: str
) -> None:
    city.submit()
    city.drain()
    city.request(1, action, amount)
    row, open_row = shown(city)
    assert (row["status"], open_row["status"]) == (status, open_status)
    assert row["hasil"] == f"Selesai (24-04-2020 10.00): {said}."
    assert (row["tindakan"], row["petugas"]) == (action, "Contoh Petugas")
    assert row["versi"] == open_row["versi"] == 3


def test_a_refused_request_is_answered_with_why_and_what_to_do(city: City) -> None:
    city.submit()
    city.drain()
    city.request(1, "ubah jumlah", 500)
    row, _ = shown(city)
    assert row["disetujui"] == 10
    assert row["hasil"].startswith("TIDAK dapat diproses: ubah jumlah")
    assert "Sisa kuota hanya 100" in row["hasil"]
    assert row["hasil"].endswith("Ubah permintaannya untuk mencoba lagi.")


# Edits


def edited(city: City, **said: Any) -> None:
    """A decided response is submitted again."""
    response = city.submit()
    city.drain()
    city.control.edit_response(response, answers(**said))


def test_an_edited_quantity_is_told_to_staff_and_never_applied(city: City) -> None:
    edited(city, sembako="90", date="2020-04-27")
    row, open_row = shown(city)
    assert (row["diminta"], row["disetujui"], row["jadwal"], row["status"]) == (10, 10, SERIAL, "DITERIMA")
    assert "TIDAK diterapkan" in row["alasan"]
    assert "10 menjadi 90" in row["alasan"]
    assert (open_row["jumlah"], open_row["jadwal"]) == (10, SERIAL)


def test_an_edited_contact_is_not_taken_over_into_the_row(city: City) -> None:
    edited(city, phone="0812-9999-9999", contact="Orang Lain", name="Nama Lain")
    row, _ = shown(city)
    assert (row["telepon"], row["narahubung"]) == ("0812-0000-0001", "Contoh Narahubung 01")
    assert row["donatur"] == "D1 Contoh Donatur 01"
    assert "bandingkan nama dan kontaknya" in row["alasan"]
    city.request(1, "tersalur", 10)
    row, _ = shown(city)
    assert (row["status"], row["telepon"]) == ("SELESAI", "0812-0000-0001")


def test_an_untouched_response_is_no_edit_though_google_gives_it_two_times(city: City) -> None:
    response = city.google().form.response(city.submit())
    assert response.created != response.submitted
    for _ in range(2):
        head = city.drain().head
    row, _ = shown(city)
    assert (head, row.get("alasan")) == (2, None)


def test_an_edit_is_told_once(city: City) -> None:
    edited(city, sembako="90")
    city.drain()
    head = city.drain().head
    assert city.drain().head == head


def test_a_consent_that_was_taken_back_hides_the_name(city: City) -> None:
    edited(city, pledge=[form.PLEDGE])
    row, open_row = shown(city)
    assert (row["nama tampil"], open_row["donatur"]) == (HIDDEN_NAME, HIDDEN_NAME)


def test_an_edited_name_cannot_smuggle_a_phone_number_to_the_public(city: City) -> None:
    edited(city, name="Hubungi 0812 3456 7890")
    _, open_row = shown(city)
    assert open_row["donatur"] == NAME_IN_REVIEW


# Names


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"pledge": [form.PLEDGE]}, HIDDEN_NAME),
        ({"name": "Budi 0812-3456-7890"}, NAME_IN_REVIEW),
        ({"name": "=IMPORTRANGE(1)"}, NAME_IN_REVIEW),
        ({"name": "  Yayasan Contoh  "}, "Yayasan Contoh"),
    ],
)
def test_a_name_is_public_only_with_consent_and_without_anything_suspicious(
    city: City, said: dict[str, Any], name: str
) -> None:
    city.submit(answers(**said))
    row, open_row = shown(city)
    assert row["nama tampil"] == open_row["donatur"] == name


def test_a_name_that_staff_approved_replaces_the_one_in_review_and_goes_when_the_approval_goes(city: City) -> None:
    city.submit(answers(name="CV 0812-3456-7890"))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "CV Contoh")
    row, open_row = shown(city)
    assert row["nama tampil"] == open_row["donatur"] == "CV Contoh"
    assert city.rows(DONORS)[0]["nama tampil"] == "CV Contoh"
    city.type_cell(DONORS, 2, "approved_name", None)
    _, open_row = shown(city)
    assert open_row["donatur"] == NAME_IN_REVIEW


@pytest.mark.parametrize("nothing", ["-", "tidak ada", "\u200b"], ids=ascii)
def test_what_says_that_there_is_nothing_beside_a_donor_is_no_name_and_no_other_donor(city: City, nothing: str) -> None:
    city.submit()
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", nothing)
    city.type_cell(DONORS, 2, "same_as", nothing)
    _, open_row = shown(city)
    assert open_row["donatur"] == "Contoh Donatur 01"
    assert city.rows(PROBLEMS) == []


def test_an_approved_name_does_not_overrule_a_missing_consent(city: City) -> None:
    city.submit(answers(pledge=[form.PLEDGE]))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "CV Contoh")
    _, open_row = shown(city)
    assert open_row["donatur"] == HIDDEN_NAME


def test_what_looks_like_a_formula_stays_text_in_every_cell(city: City) -> None:
    city.submit(answers(contact='=HYPERLINK("http://contoh.example";"klik")', name="+62"))
    row, _ = shown(city)
    assert row["narahubung"].startswith("=HYPERLINK")
    formulas = city.google().private.read([f"'{COMMITMENTS.title}'!A2:Z2"], formulas=True)[0].rows
    plain = city.google().private.read([f"'{COMMITMENTS.title}'!A2:Z2"])[0].rows
    assert formulas == plain


@pytest.mark.parametrize("long", ["x" * 5000, "baris\n" * 800, "😀" * 3000])
def test_an_endless_answer_takes_one_line_of_bearable_length(city: City, long: str) -> None:
    city.submit(answers(name=long, contact=long, phone=long))
    city.drain()
    for row in (*city.rows(COMMITMENTS), *city.rows(DONORS)):
        assert all(len(str(cell)) < 260 and "\n" not in str(cell) for cell in row.values())
    assert city.rows(COMMITMENTS)[0]["donatur"].endswith("…")


def test_an_approved_name_with_a_phone_number_in_it_is_held_back_and_staff_are_told(city: City) -> None:
    city.submit(answers(name="CV 0812-3456-7890"))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "CV Contoh 0812-3456-7890")
    row, open_row = shown(city)
    assert row["nama tampil"] == open_row["donatur"] == NAME_IN_REVIEW
    (found,) = city.rows(PROBLEMS)
    assert (found["tab"], found["sel"]) == ("Donatur", "D2")
    city.type_cell(DONORS, 2, "approved_name", "HP Contoh")
    row, open_row = shown(city)
    assert row["nama tampil"] == open_row["donatur"] == "HP Contoh"
    assert city.rows(PROBLEMS) == []


SIBLINGS = {"phone": "0812-0000-0001"}


def test_an_approved_name_counts_for_the_name_that_was_approved_and_for_nobody_else_with_that_contact(
    city: City,
) -> None:
    city.submit(answers(name="PT Contoh Maju RW 05", sembako="1", **SIBLINGS))
    city.submit(answers(name="Yayasan Contoh Lain", sembako="2", **SIBLINGS))
    city.submit(answers(name="Contoh Maju RW 05", sembako="3", **SIBLINGS))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "PT Contoh Maju")
    city.drain()
    shown_names = [row["donatur"] for row in city.rows(public.COMMITMENTS)]
    assert shown_names == ["PT Contoh Maju", "Yayasan Contoh Lain", "PT Contoh Maju"]
    assert [row["lembaga"] for row in city.rows(DONORS)] == ["PT Contoh Maju RW 05", "Yayasan Contoh Lain"]
    (found,) = city.rows(PROBLEMS)
    assert (found["tab"], found["sel"]) == ("Donatur", "C3")
    assert "D2 memakai kontak donatur D1 dengan nama lain" in found["masalah"]


@pytest.mark.parametrize("said", ["D1", "D2"])
def test_staff_end_the_finding_of_a_shared_contact_by_naming_the_donor_who_it_is(city: City, said: str) -> None:
    city.submit(answers(name="Contoh Satu", sembako="1", **SIBLINGS))
    city.submit(answers(name="Contoh Dua", sembako="2", **SIBLINGS))
    city.drain()
    city.type_cell(DONORS, 3, "same_as", said)
    city.drain()
    assert city.rows(PROBLEMS) == []


def _renamed(city: City, response: str, name: str) -> None:
    city.clock += dt.timedelta(seconds=5)
    city.control.edit_response(response, {form.question_id("name"): [name]})


def test_a_response_edited_to_another_name_is_not_shown_as_the_one_that_was_approved(city: City) -> None:
    response = city.submit(answers(name="Contoh 0812-3456-7890"))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "Contoh")
    city.drain()
    _renamed(city, response, "Yayasan Contoh Lain")
    _, open_row = shown(city)
    assert open_row["donatur"] == NAME_IN_REVIEW


def test_a_name_that_is_approved_long_after_an_edit_counts_for_the_edited_one(city: City) -> None:
    response = city.submit(answers(name="Contoh Toko"))
    city.drain()
    _renamed(city, response, "Contoh Toko 0812-3456-7890")
    city.drain()
    assert city.rows(DONORS)[0]["lembaga"] == "Contoh Toko 0812-3456-7890"
    city.clock += dt.timedelta(days=3)
    city.type_cell(DONORS, 2, "approved_name", "Toko Contoh")
    _, open_row = shown(city)
    assert open_row["donatur"] == "Toko Contoh"


def test_a_name_approved_while_the_donor_changes_theirs_does_not_count_for_what_staff_never_saw(city: City) -> None:
    response = city.submit(answers(name="Contoh Toko"))
    city.drain()
    city.type_cell(DONORS, 2, "approved_name", "Toko Contoh")
    _renamed(city, response, "Yayasan RW 05")
    _, open_row = shown(city)
    assert open_row["donatur"] == NAME_IN_REVIEW

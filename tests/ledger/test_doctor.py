"""What the data doctor finds, cell by cell, and that every finding says what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.ledger.findings import Finding, Harm, listed
from sheets_schema import lengths
from sheets_schema.private import (
    AID_KINDS,
    COMMITMENTS,
    COORDINATORS,
    DONORS,
    PERIODS,
    PROBLEMS,
    QUOTAS,
    TARGETS,
    Coordinator,
    Problem,
    QuotaOverride,
)
from sheets_schema.reference import aid_kinds
from tests.city import PERIODS as TWO_PERIODS
from tests.city import City, answers, target
from tests.ledger.staffhands import delete_tab, move_column, sort


def findings(city: City) -> list[dict[str, Any]]:
    city.drain()
    return city.rows(PROBLEMS)


def override(**changes: Any) -> QuotaOverride:
    plain: dict[str, Any] = {"target": "RW-A", "kind": "sembako", "quota": 10, "reason": "uji"}
    return QuotaOverride(**plain | changes)


def coordinator(**changes: Any) -> Coordinator:
    plain = {"code": "PJ1", "name": "Contoh PJ", "phone": "0812-0000-0002"}
    return Coordinator(**plain | changes)


PERIOD = TWO_PERIODS[0]
CONTRADICTIONS = {
    "region": (TARGETS, target(region="Desa Entah (Entah)"), "C2", "Wilayah"),
    "no rw": (TARGETS, target(rw=None), "D2", "nomor RW"),
    "coordinator": (TARGETS, target(coordinator="PJ9"), "M2", "Penanggung Jawab"),
    "target of quota": (QUOTAS, override(target="RW-Z"), "A2", "Sasaran"),
    "kind of quota": (QUOTAS, override(kind="beras"), "B2", "Jenis Bantuan"),
    "period of quota": (QUOTAS, override(period="P9"), "C2", "Periode"),
    "programme of kind": (AID_KINDS, aid_kinds()[0].model_copy(update={"program": "entah"}), "B2", "Program"),
    "successor": (COORDINATORS, coordinator(successor="PJ9"), "F2", "Penanggung Jawab"),
    "own successor": (COORDINATORS, coordinator(successor="PJ1"), "F2", "PJ1, PJ1"),
    "end before start": (PERIODS, PERIOD.model_copy(update={"end": dt.date(2020, 4, 20)}), "C2", "sebelum"),
    "overlap": (
        PERIODS,
        PERIOD.model_copy(update={"start": dt.date(2020, 5, 3), "end": dt.date(2020, 5, 6)}),
        "B2",
        "P2",
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_row_that_contradicts_another_tab_is_named_with_a_remedy(city: City, name: str) -> None:
    tab, row, cell, about = CONTRADICTIONS[name]
    city.type_rows(tab, [row])
    found = [line for line in findings(city) if (line["tab"], line["sel"]) == (tab.title, cell)]
    assert len(found) == 1
    assert about in found[0]["masalah"]
    assert found[0]["ketik ini"]
    assert f"#gid={tab.sheet_id}&range={cell}" in found[0]["tautan"]


def test_a_finding_repeats_no_flood_of_letters(city: City) -> None:
    """Codes, names and successors of 4,900 letters each, not found and in a circle."""
    flood = "Z" * 4_900
    city.type_rows(TARGETS, [target(flood, coordinator=flood), target(rw=None, name=flood)])
    city.type_rows(QUOTAS, [override(target=flood, kind=flood, period=flood)])
    city.type_rows(COORDINATORS, [coordinator(code=flood, successor=flood, name=flood)])
    found = findings(city)
    assert len(found) >= 4
    assert max(len(str(value)) for row in found for value in row.values()) <= lengths.FINDING


def test_a_finding_points_at_the_cell_where_the_column_is_now(city: City) -> None:
    city.type_rows(TARGETS, [target(rw=None)])
    move_column(city, TARGETS, "rw", 0)
    assert [line["sel"] for line in findings(city)] == ["A2"]


def test_a_sound_workbook_has_no_findings(city: City) -> None:
    city.type_rows(COORDINATORS, [coordinator(), coordinator(code="PJ2", successor="PJ1")])
    city.type_rows(TARGETS, [target(coordinator="PJ1")])
    city.type_rows(QUOTAS, [override(), override(period="P1")])
    city.submit()
    assert findings(city) == []


def test_a_reference_to_a_row_that_is_broken_itself_is_not_reported_twice(city: City) -> None:
    city.type_rows(COORDINATORS, [coordinator()])
    city.type_cell(COORDINATORS, 2, "phone", 81200000002)
    city.type_rows(TARGETS, [target(coordinator="PJ1")])
    assert [line["tab"] for line in findings(city)] == ["Penanggung Jawab"]


def test_references_into_a_tab_that_is_gone_are_not_all_called_wrong(city: City) -> None:
    city.type_rows(TARGETS, [target(coordinator="PJ1")])
    delete_tab(city, COORDINATORS)
    assert [line["tab"] for line in findings(city)] == ["Penanggung Jawab"]


def test_findings_vanish_once_staff_repaired_the_cell(city: City) -> None:
    city.type_rows(TARGETS, [target(rw=None), target("RW-B", rw=6, region="Entah")])
    assert len(findings(city)) == 2
    city.type_rows(TARGETS, [target(), target("RW-B", rw=6, region="Entah")])
    assert [line["sel"] for line in findings(city)] == ["C3"]
    city.type_rows(TARGETS, [target(), target("RW-B", rw=6)])
    assert findings(city) == []


def test_what_staff_typed_over_a_finding_is_put_right(city: City) -> None:
    city.type_rows(TARGETS, [target(rw=None)])
    before = findings(city)
    city.type_cell(PROBLEMS, 2, "problem", "sudah beres")
    city.type_cell(PROBLEMS, 5, "problem", "catatan")
    assert findings(city) == before


def test_findings_that_did_not_change_are_not_written_again(city: City) -> None:
    city.type_rows(TARGETS, [target(rw=None)])
    city.drain()
    city.control.reset_calls()
    city.drain()
    assert "sheets.spreadsheets.batchUpdate" not in city.control.calls()


def test_a_quota_lowered_below_what_is_held_is_flagged_and_nothing_is_cancelled(city: City) -> None:
    city.submit(answers(sembako="60"))
    city.drain()
    city.type_rows(QUOTAS, [override(quota=40)])
    (found,) = findings(city)
    assert (found["tab"], found["isi"]) == ("Kuota", "RW-A sembako P1")
    assert "40" in found["masalah"]
    assert "60" in found["masalah"]
    assert "Tidak ada yang dibatalkan" in found["ketik ini"]
    assert city.rows(COMMITMENTS)[0]["status"] == "DITERIMA"


@pytest.mark.parametrize(
    ("kind", "date", "key"), [("siap_saji", "2020-04-25", "2020-04-25"), ("lebaran", "2020-05-02", "ramadan-2020")]
)
def test_daily_and_seasonal_quotas_are_watched_under_their_own_keys(city: City, kind: str, date: str, key: str) -> None:
    city.submit(answers(sembako="", date=date, **{kind: "30"}))
    city.drain()
    city.type_rows(QUOTAS, [override(kind=kind, quota=10)])
    assert [line["isi"] for line in findings(city)] == [f"RW-A {kind} {key}"]


@pytest.mark.parametrize("same_as", ["D9", "D1", "bukan kode"])
def test_a_merge_that_cannot_be_is_reported_at_its_cell(city: City, same_as: str) -> None:
    city.submit()
    city.drain()
    city.type_cell(DONORS, 2, "same_as", same_as)
    (found,) = findings(city)
    assert (found["tab"], found["sel"], found["isi"]) == ("Donatur", "C2", same_as)
    assert "misalnya D7" in found["ketik ini"]


def test_donors_out_of_order_are_reported(city: City) -> None:
    city.submit()
    city.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="dua@contoh.example")
    city.drain()
    sort(city, DONORS, "code", descending=True)
    found = [line for line in findings(city) if line["tab"] == "Donatur"]
    assert found
    assert "Urutan baris" in found[0]["masalah"]


def test_findings_of_one_kind_in_many_rows_are_one_row_that_counts_and_opens_the_first(city: City) -> None:
    """Each cell says something else: what holds for all is said, and the remedy of the first as it is."""
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=i + 1) for i in range(15)])
    for row in range(2, 17):
        city.type_cell(TARGETS, row, "latitude", f"-6.1753{row:02}")
    (found,) = findings(city)
    assert (found["tab"], found["sel"]) == ("Sasaran", "G2")
    assert found["masalah"] == "15 baris: 2, 3, 4 dan 12 baris lain. Isi ini adalah teks, bukan angka."
    assert found["isi"] == "-6.175302; -6.175303; -6.175304; dan 12 isi lain"
    assert "Di G2: Ketik dengan koma, bukan titik: -6,175302." in found["ketik ini"]
    assert "14 yang lain" in found["ketik ini"]
    assert found["tautan"].endswith(f"#gid={TARGETS.sheet_id}&range=G2")


def test_few_findings_of_one_kind_stand_for_themselves(city: City) -> None:
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=None) for i in range(3)])
    assert [found["sel"] for found in findings(city)] == ["D2", "D3", "D4"]


def test_no_number_of_findings_hides_a_kind(city: City) -> None:
    """A whole list pasted as text, and one cell of another kind far below."""
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=None, coordinator="PJ9") for i in range(400)])
    city.type_cell(TARGETS, 401, "rw", 5)
    city.type_cell(TARGETS, 401, "status", "entah")
    assert {found["sel"] for found in findings(city)} == {"D2", "M2", "R401"}


def test_the_most_harmful_finding_stands_first_whatever_the_order_of_the_tabs(city: City) -> None:
    city.type_rows(COORDINATORS, [coordinator()])
    city.submit()
    city.drain()
    city.type_rows(TARGETS, [target(), target("RW-B", rw=6)])
    city.type_cell(TARGETS, 2, "odp", "banyak")  # an optional cell
    city.type_cell(COORDINATORS, 2, "phone", 81200000002)  # a contact
    city.type_cell(TARGETS, 3, "type", "entah")  # decisions wait
    city.type_cell(COMMITMENTS, 2, "version", "entah")  # the system's cell
    city.type_cell(DONORS, 1, "same_as", "entah")  # a tab
    told = [(found["tab"], found["sel"]) for found in findings(city)]
    assert told == [
        ("Donatur", "1:1"),
        ("Komitmen", "A2"),
        ("Sasaran", "B3"),
        ("Penanggung Jawab", "D2"),
        ("Sasaran", "O2"),
    ]


@pytest.mark.parametrize("harm", [Harm.NOTE, Harm.CELL])
def test_harm_before_order_and_order_within_a_harm(harm: Harm) -> None:
    told = [Finding(h, Problem(problem=text), text) for h, text in ((harm, "a"), (Harm.CONTACTS, "b"), (harm, "c"))]
    assert [row.problem for row in listed(told, "buku")] == ["b", "a", "c"]


def test_a_finding_without_a_cell_opens_its_tab_and_many_are_counted(city: City) -> None:
    """Codes that are gone stand in no row any more."""
    told = [
        Finding(Harm.DECISIONS, Problem(tab="Sasaran", content=f"RW-{i}", problem=f"Kode RW-{i}.", remedy="x"), "Kode.")
        for i in range(5)
    ]
    (row,) = listed(told, "buku")
    assert (row.content, row.problem) == ("RW-0; RW-1; RW-2; dan 2 isi lain", "5 kali. Kode.")
    assert row.link is not None
    assert row.link.endswith(f"#gid={TARGETS.sheet_id}")


def test_more_findings_than_the_tab_has_rows_are_shown_all_the_same(city: City) -> None:
    spare = {"sheetId": PROBLEMS.sheet_id, "gridProperties": {"rowCount": 3}}
    resize = {"updateSheetProperties": {"properties": spare, "fields": "gridProperties.rowCount"}}
    city.book(PROBLEMS).write([resize])
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=None, coordinator="PJ9", region="Entah") for i in range(3)])
    assert len(findings(city)) == 9


@pytest.mark.parametrize("size", [2, 3])
def test_successors_that_lead_round_in_a_circle_are_named_and_who_only_leads_there_is_not(
    city: City, size: int
) -> None:
    codes = [f"PJ{i}" for i in range(1, size + 1)]
    ring = [coordinator(code=code, successor=codes[i % size]) for i, code in enumerate(codes, start=1)]
    city.type_rows(COORDINATORS, [*ring, coordinator(code="PJ9", successor="PJ1")])
    found = findings(city)
    assert [line["sel"] for line in found] == [f"F{row}" for row in range(2, 2 + size)]
    assert found[0]["masalah"] == f"Pengganti saling menunjuk: {', '.join([*codes, 'PJ1'])}."
    city.type_cell(COORDINATORS, 2, "successor", None)
    assert findings(city) == []


@pytest.mark.parametrize("size", [2, 3])
def test_donors_merged_round_in_a_circle_are_all_named(city: City, size: int) -> None:
    for i in range(1, size + 1):
        city.submit(answers(sembako="1", phone=f"0812-0000-000{i}"), email=f"contoh{i}@contoh.example")
    city.drain()
    for i in range(1, size + 1):
        city.type_cell(DONORS, i + 1, "same_as", f"D{i % size + 1}")
    found = findings(city)
    assert [(line["tab"], line["sel"]) for line in found] == [("Donatur", f"C{i + 1}") for i in range(1, size + 1)]
    assert all("saling menunjuk" in line["masalah"] for line in found)
    head = city.drain().head
    assert city.drain().head == head
    city.type_cell(DONORS, 2, "same_as", None)
    assert findings(city) == []


def test_a_name_that_staff_fill_down_into_empty_rows_asks_for_nothing_yet(city: City) -> None:
    for row in range(2, 6):
        city.type_cell(COMMITMENTS, row, "staff", "Contoh Petugas")
    city.type_cell(COMMITMENTS, 2, "staff_reason", "contoh")
    assert findings(city) == []
    city.submit()
    city.drain()
    assert "hasil" not in city.rows(COMMITMENTS)[0]


def test_a_request_or_note_beside_nothing_is_reported_where_it_stands(city: City) -> None:
    city.submit()
    city.drain()
    city.request(3, "batalkan", None)
    city.type_cell(DONORS, 5, "same_as", "D1")
    city.type_cell(DONORS, 6, "approved_name", "Contoh Nama")
    found = {(line["tab"], line["sel"]): line for line in findings(city)}
    assert set(found) == {("Komitmen", "H4"), ("Donatur", "C5"), ("Donatur", "D6")}
    assert all(line["masalah"] and "Hapus dari sini" in line["ketik ini"] for line in found.values())


@pytest.mark.parametrize(("tab", "row", "code"), [(TARGETS, 2, "RW-A"), (AID_KINDS, 2, "sembako")])
def test_a_code_that_staff_changed_under_a_running_commitment_is_reported_until_it_is_back(
    city: City, tab: Any, row: int, code: str
) -> None:
    for _ in range(7):
        city.submit(answers(sembako="2"))
    city.drain()
    city.type_cell(tab, row, "code", f"{code}-baru")
    again, found = findings(city)
    assert (again["tab"], again["isi"]) == (tab.title, f"{code}-baru")
    assert (found["tab"], found["isi"]) == (tab.title, code)
    assert "nomor 1, 2, 3, 4, 5 dan 2 lainnya." in found["masalah"]
    assert f"Ketik kembali kode {code}" in found["ketik ini"]
    city.type_cell(tab, row, "code", code)
    assert findings(city) == []


def test_a_renamed_period_is_reported_and_new_commitments_wait_until_it_is_back(city: City) -> None:
    city.submit(answers(sembako="100"))
    city.drain()
    city.type_cell(PERIODS, 2, "code", "P1 baru")
    city.submit(answers(sembako="100"))
    (found,) = findings(city)
    assert (found["tab"], found["isi"]) == ("Periode", "P1")
    assert "nomor 1." in found["masalah"]
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA", "TINJAU"]
    city.type_cell(PERIODS, 2, "code", "P1")
    city.submit(answers(sembako="1"))
    assert findings(city) == []
    assert city.rows(COMMITMENTS)[2]["status"] == "DITOLAK"


@pytest.mark.parametrize(
    ("wrong", "kinds"), [({"period": "P 1"}, {"sembako"}), ({"kind": "sembakoo"}, {"sembako", "lebaran"})]
)
def test_an_override_that_names_nothing_leaves_the_quota_open_instead_of_the_formula(
    city: City, wrong: dict[str, str], kinds: set[str]
) -> None:
    """Staff meant to lower something; what exactly cannot be told."""
    city.type_rows(QUOTAS, [override(quota=0, **wrong)])
    city.submit(answers(lebaran="5"))
    assert len(findings(city)) == 1
    waiting = {row["jenis"] for row in city.rows(COMMITMENTS) if row["status"] == "TINJAU"}
    assert waiting == kinds

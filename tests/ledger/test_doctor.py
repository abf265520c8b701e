"""What the data doctor finds, cell by cell, and that every finding says what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.state import State
from functions.ledger.desk import DeskReader
from functions.ledger.doctor import MOST, problem_rows
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
    assert (found["tab"], found["sel"], found["isi"]) == ("Donatur", "H2", same_as)
    assert "misalnya D7" in found["ketik ini"]


def test_donors_out_of_order_are_reported(city: City) -> None:
    city.submit()
    city.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="dua@contoh.example")
    city.drain()
    sort(city, DONORS, "code", descending=True)
    found = [line for line in findings(city) if line["tab"] == "Donatur"]
    assert found
    assert "Urutan baris" in found[0]["masalah"]


def test_of_too_many_findings_the_first_are_shown_and_the_rest_counted(city: City) -> None:
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=None) for i in range(MOST + 7)])
    desk = DeskReader().read(city.google().private)
    rows = problem_rows(State(), desk, "buku")
    assert len(rows) == MOST + 1
    assert rows[-1].problem == "Dan 7 temuan lain, tampil setelah yang di atas beres."


def test_more_findings_than_the_tab_has_rows_are_shown_all_the_same(city: City) -> None:
    spare = {"sheetId": PROBLEMS.sheet_id, "gridProperties": {"rowCount": 3}}
    resize = {"updateSheetProperties": {"properties": spare, "fields": "gridProperties.rowCount"}}
    city.book(PROBLEMS).write([resize])
    city.type_rows(TARGETS, [target(f"RW-{i}", rw=None) for i in range(8)])
    assert len(findings(city)) == 8


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
    assert [(line["tab"], line["sel"]) for line in found] == [("Donatur", f"H{i + 1}") for i in range(1, size + 1)]
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
    assert set(found) == {("Komitmen", "Y4"), ("Donatur", "H5"), ("Donatur", "I6")}
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

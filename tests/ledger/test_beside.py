"""Names beside codes in staff's tabs: written by the system, picked by staff, and nothing rests on them."""

from __future__ import annotations

from functions.core.events import DonorMerged
from sheets_schema.labelled import code_of
from sheets_schema.private import COMMITMENTS, DONORS, PERIODS, PROBLEMS, QUOTAS, TARGETS, QuotaOverride
from tests.city import City, answers

PLACE = "RW 05 Kebayoran Lama Utara"


def test_a_code_is_offered_with_its_name_and_taken_without_it(city: City) -> None:
    city.drain()
    (offered,) = [row["pilihan"] for row in city.rows(TARGETS)]
    assert offered == f"RW-A · {PLACE}"
    assert city.rows(PERIODS)[0]["pilihan"] == "P1 · 24 - 30 April 2020"
    city.type_rows(QUOTAS, [QuotaOverride(target=offered, kind="sembako", period=None, quota=7, reason="contoh")])
    city.submit(answers(sembako="7"))
    assert city.drain().lines == 1
    assert city.rows(PROBLEMS) == []
    (row,) = city.rows(COMMITMENTS)
    assert (row["sasaran"], row["status"]) == ("RW-A", "DITERIMA")
    assert city.rows(QUOTAS)[0]["berlaku untuk"] == f"{PLACE}: paket sembako, semua periode"
    city.type_cell(QUOTAS, 2, "target", code_of(offered))
    assert (city.drain().entries, city.rows(PROBLEMS)) == (0, [])


def test_a_donor_is_picked_by_code_and_name(city: City) -> None:
    city.submit()
    city.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="contoh02@contoh.example")
    city.drain()
    city.type_cell(DONORS, 3, "same_as", city.rows(DONORS)[0]["pilihan"])
    city.drain()
    assert city.rows(PROBLEMS) == []
    assert DonorMerged(donor="D2", into="D1") in city.entries()[-1].events


def test_what_stands_beside_follows_the_row_and_goes_with_it_without_a_decision(city: City) -> None:
    city.drain()
    city.type_cell(TARGETS, 2, "rw", 7)
    city.drain()
    assert city.rows(TARGETS)[0]["pilihan"] == "RW-A · RW 07 Kebayoran Lama Utara"
    for column in (column for column in TARGETS.columns if not column.beside):
        city.type_cell(TARGETS, 2, column.key, None)
    city.drain()
    assert [row for row in city.rows(TARGETS) if row.get("pilihan")] == []
    assert [row for row in city.rows(PROBLEMS) if row["tab"] == TARGETS.title] == []


def test_without_the_column_everything_else_goes_on(city: City) -> None:
    city.drain()
    city.type_cell(TARGETS, 1, "choice", "apa ini")
    city.submit()
    assert city.drain().lines == 1

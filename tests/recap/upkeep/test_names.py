"""Names beside codes in Komitmen: as staff's tabs say them, never a reason for anything else."""

from __future__ import annotations

from functions.core.requests import Action
from sheets_schema.private import AID_KINDS, COMMITMENTS, PROBLEMS, TARGETS
from sheets_schema.terms import TargetType
from tests.city import answers, target
from tests.recap.office import Office

HOME = target("PA-1", type=TargetType.ORPHANAGE, rw=None, name="Panti Contoh", people=100)


def shown(office: Office) -> dict[str, object]:
    row = office.rows(COMMITMENTS)[0]
    return {key: row.get(key) for key in ("tujuan", "bantuan", "versi", "alasan petugas")}


def test_a_name_that_staff_correct_reaches_the_row_with_the_next_recap_and_is_no_damage(office: Office) -> None:
    office.type_rows(TARGETS, [HOME])
    office.submit(answers(target="Panti Contoh [PA-1]"))
    office.drain()
    office.type_cell(COMMITMENTS, 2, "staff_reason", "Panti Contoh Baru")
    before = shown(office)
    assert before["tujuan"] == "Panti Contoh"
    office.type_cell(TARGETS, 2, "name", "Panti Contoh Baru")
    assert office.drain().private_rows == 0
    assert shown(office) == before
    report = office.recap()
    assert (report.private_rows, report.alerts) == ([], [])
    assert shown(office) == before | {"tujuan": "Panti Contoh Baru"}
    assert office.rows(PROBLEMS) == []
    assert office.recap().private_rows == []


def test_a_kind_that_is_called_otherwise_is_called_so_in_rows_too(office: Office) -> None:
    office.submit()
    office.drain()
    kinds = [row["kode"] for row in office.rows(AID_KINDS)]
    office.type_cell(AID_KINDS, 2 + kinds.index("sembako"), "name", "Beras dan minyak")
    office.recap()
    assert shown(office)["bantuan"] == "10 paket beras dan minyak"


def test_what_the_tabs_cannot_tell_any_more_stays_in_the_row(office: Office) -> None:
    office.submit()
    office.drain()
    office.type_cell(TARGETS, 2, "type", "dusun")
    office.request(1, Action.ARRIVED, 4)
    office.drain()
    office.recap()
    (row,) = office.rows(COMMITMENTS)
    assert (row["tersalur"], row["tujuan"]) == (4, "RW 05 Kebayoran Lama Utara")


def test_a_name_with_a_phone_number_in_it_is_not_repeated(office: Office) -> None:
    office.type_rows(TARGETS, [HOME.model_copy(update={"name": "Panti Contoh 0812-0000-0099"})])
    office.submit(answers(target="Panti Contoh [PA-1]"))
    office.drain()
    assert "0812" not in str(shown(office)["tujuan"])
    assert shown(office)["tujuan"]

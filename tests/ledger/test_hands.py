"""Cells as people really type them, then an answer comes in: what is decided, and what staff are told."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_schema.column import Tab
from sheets_schema.private import (
    AID_KINDS,
    COMMITMENTS,
    COORDINATORS,
    PERIODS,
    PROBLEMS,
    QUOTAS,
    TARGETS,
    Coordinator,
    QuotaOverride,
)
from sheets_schema.terms import TargetType
from tests.city import City, target


def decided(city: City) -> str:
    """What becomes of ten sembako for the target."""
    city.submit()
    city.drain()
    return str(city.rows(COMMITMENTS)[-1]["status"])


def told(city: City) -> list[dict[str, Any]]:
    return city.rows(PROBLEMS)


@pytest.fixture
def filled(city: City) -> City:
    """With a person in charge and a quota of its own."""
    city.type_rows(COORDINATORS, [Coordinator(code="PJ1", name="Contoh PJ", phone="0812-0000-0002")])
    city.type_rows(TARGETS, [target(coordinator="PJ1")])
    city.type_rows(QUOTAS, [QuotaOverride(target="RW-A", kind="sembako", quota=10, reason="uji")])
    return city


@pytest.mark.parametrize("nothing", ["-", "\u2013", "nihil", "tidak ada"])
def test_words_for_nothing_in_optional_cells_cost_nothing(filled: City, nothing: str) -> None:
    for tab, key in ((COORDINATORS, "email"), (TARGETS, "odp"), (QUOTAS, "period"), (COORDINATORS, "successor")):
        filled.type_cell(tab, 2, key, nothing)
    assert decided(filled) == "DITERIMA"
    assert told(filled) == []


def test_an_institution_whose_rw_is_a_dash_gets_its_aid(city: City) -> None:
    city.type_rows(TARGETS, [target(type=TargetType.ORPHANAGE, name="Panti Contoh", rw=None, people=100)])
    city.type_cell(TARGETS, 2, "rw", "-")
    assert decided(city) == "DITERIMA"
    assert told(city) == []


@pytest.mark.parametrize(
    ("tab", "key", "typed", "remedy"),
    [
        (AID_KINDS, "value", "100.000 - 150.000", "kosongkan sel ini"),
        (AID_KINDS, "value", "±100rb", "ketik 100000:"),
        (TARGETS, "households", "±250", "ketik 250:"),
        (TARGETS, "latitude", "-6.175392", "dengan koma, bukan titik: -6,175392."),
        (TARGETS, "longitude", "106.827153", "dengan koma, bukan titik: 106,827153."),
        (TARGETS, "longitude", 106827, "ketik dengan koma: 106,827."),
        (AID_KINDS, "factor_people", "0.5", "dengan koma, bukan titik: 0,5."),
        (COORDINATORS, "email", 43946.5, "nama@contoh.id"),
        (TARGETS, "coordinator", 7, "tanda petik"),
    ],
)
def test_an_optional_cell_that_cannot_be_read_costs_itself_and_is_the_one_finding(
    filled: City, tab: Tab[Any], key: str, typed: str | float, remedy: str
) -> None:
    filled.type_cell(tab, 2, key, typed)
    assert decided(filled) == "DITERIMA"
    (found,) = told(filled)
    assert (found["tab"], found["tautan"].partition("range=")[2]) == (tab.title, found["sel"])
    assert found["sel"].endswith("2")
    assert remedy in found["ketik ini"]


@pytest.mark.parametrize("typed", ["5/6", "VI", "\u00b11000", 100])
def test_an_rw_whose_number_cannot_be_read_waits_and_is_named_once(filled: City, typed: str | int) -> None:
    filled.type_cell(TARGETS, 2, "rw", typed)
    assert decided(filled) == "TINJAU"
    (found,) = told(filled)
    assert (found["sel"], str(found["isi"])) == ("D2", str(typed))
    assert "menunggu ditinjau" in found["masalah"]
    assert "kosongkan" not in found["ketik ini"]
    filled.type_cell(TARGETS, 2, "rw", 5)
    filled.drain()
    assert told(filled) == []


def test_a_headline_above_the_header_is_one_finding_and_gone_with_its_row(filled: City) -> None:
    rows = {"sheetId": TARGETS.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    filled.book(TARGETS).write([{"insertDimension": {"range": rows, "inheritFromBefore": False}}])
    title = {"userEnteredValue": {"stringValue": "DAFTAR SASARAN"}}
    start = {"sheetId": TARGETS.sheet_id, "rowIndex": 0, "columnIndex": 0}
    cell = {"start": start, "rows": [{"values": [title]}], "fields": "userEnteredValue"}
    filled.book(TARGETS).write([{"updateCells": cell}])
    filled.submit()
    filled.drain()
    (found,) = told(filled)
    assert (found["tab"], found["sel"]) == ("Sasaran", "1:1")
    assert "Hapus baris" in found["ketik ini"]
    filled.book(TARGETS).write([{"deleteDimension": {"range": rows}}])
    filled.drain()
    assert told(filled) == []
    assert [row["status"] for row in filled.rows(COMMITMENTS)] == ["DITERIMA"]


@pytest.mark.parametrize(
    ("tab", "serial", "what"), [(PERIODS, 43862, "tanggal 01-02-2020"), (COORDINATORS, 7, "angka 7")]
)
def test_a_code_that_became_a_date_or_a_number_is_told(filled: City, tab: Tab[Any], serial: int, what: str) -> None:
    filled.type_cell(tab, 2, "code", serial)
    assert decided(filled) == "DITERIMA"
    (found,) = [row for row in told(filled) if row["tab"] == tab.title]
    assert what in found["masalah"]
    assert "tanda petik" in found["ketik ini"]


@pytest.mark.parametrize(("key", "typed"), [("amount", "\u00b130"), ("new_date", "besok"), ("action", "batal saja")])
def test_a_request_with_a_cell_that_cannot_be_read_waits_and_says_so(filled: City, key: str, typed: str) -> None:
    assert decided(filled) == "DITERIMA"
    filled.request(1, "ubah jumlah", 5)
    filled.type_cell(COMMITMENTS, 2, key, typed)
    filled.drain()
    (found,) = told(filled)
    assert (found["tab"], found["isi"]) == ("Komitmen", typed)
    assert "Permintaan di baris ini menunggu" in found["masalah"]
    assert filled.rows(COMMITMENTS)[0]["status"] == "DITERIMA"

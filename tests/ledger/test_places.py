"""Wilayah as it stands counts, and references mean what they say in whatever letters and blanks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from functions.ledger.desk import DeskReader
from functions.ledger.rebuild import rebuild
from sheets_schema import public
from sheets_schema.form import TAKE_PART
from sheets_schema.private import (
    AID_KINDS,
    CASH,
    COMMITMENTS,
    COORDINATORS,
    PROBLEMS,
    QUOTAS,
    REGIONS,
    TARGETS,
    Cash,
    Coordinator,
    QuotaOverride,
)
from sheets_schema.reference import aid_kinds, regions
from sheets_schema.terms import YesNo
from tests.city import ADDED, NOW, REGION, City, answers, target
from tests.ledger.staffhands import delete_tab


@pytest.fixture
def widened(city: City) -> City:
    """A city whose owner added a kelurahan in which the only target lies."""
    city.type_rows(REGIONS, [ADDED], first=len(regions()) + 2)
    city.type_rows(TARGETS, [target(region=ADDED.choice)])
    return city


def test_a_kelurahan_that_the_owner_added_is_a_place_like_any_other(widened: City) -> None:
    widened.submit()
    assert widened.drain().lines == 1
    assert widened.rows(PROBLEMS) == []
    assert widened.rows(public.COMMITMENTS)[0]["kelurahan"] == "Contoh Baru"


def test_a_row_of_wilayah_that_cannot_be_read_is_named_and_costs_no_other(widened: City) -> None:
    row = len(regions()) + 2
    widened.type_cell(REGIONS, row, "city", None)
    widened.type_cell(REGIONS, 2, "village", "#REF! (x)")
    widened.drain()
    found = widened.rows(PROBLEMS)
    assert [(line["tab"], line["sel"]) for line in found] == [("Wilayah", "B2"), ("Wilayah", f"D{row}")]
    assert found[1]["ketik ini"].startswith("Isi: Kota")
    known = DeskReader().read(widened.google().private).book.places
    assert len(known.by_choice) == len(regions())


def test_without_wilayah_the_kelurahan_of_a_new_workbook_are_known(city: City) -> None:
    delete_tab(city, REGIONS)
    city.submit()
    assert city.drain().lines == 1
    assert [line["tab"] for line in city.rows(PROBLEMS)] == ["Wilayah"]
    assert city.rows(public.COMMITMENTS)[0]["kelurahan"] == "Kebayoran Lama Utara"


def test_a_rebuild_keeps_what_the_owner_added_and_brings_back_what_is_lost(widened: City) -> None:
    widened.type_cell(REGIONS, 3, "code", None)
    rebuild(widened.ledger(), widened.google())
    codes = [line.get("kode") for line in widened.rows(REGIONS)]
    assert codes[:-1] == sorted([*(region.code for region in regions()), ADDED.code])
    assert codes[-1] is None


SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "lower case": str.lower,
    "two blanks": lambda text: text.replace(" ", "  "),
    "blanks that do not break": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_place_in_other_letters_or_blanks_is_the_same_place(city: City, spell: Callable[[str], str]) -> None:
    city.type_rows(TARGETS, [target(region=spell(REGION))])
    city.submit()
    assert city.drain().lines == 1
    assert city.rows(PROBLEMS) == []
    assert city.rows(public.COMMITMENTS)[0]["kelurahan"] == "Kebayoran Lama Utara"


def test_every_reference_means_the_code_that_it_spells_otherwise(city: City) -> None:
    first = Coordinator(code="PJ-061", name="Contoh PJ", phone="0812-0000-0002")
    city.type_rows(COORDINATORS, [first, first.model_copy(update={"code": "PJ-062", "successor": "pj-061"})])
    city.type_rows(TARGETS, [target(coordinator="pj-061")])
    city.type_rows(QUOTAS, [QuotaOverride(target="rw-a", kind="SEMBAKO", period="p1", quota=3, reason="uji")])
    city.type_rows(AID_KINDS, [aid_kinds()[0].model_copy(update={"program": "PANGAN"})])
    city.type_rows(CASH, [Cash(donor="Contoh", consent=YesNo.NO, aggregator="act", rupiah=1, date=NOW.date())])
    city.submit(answers(if_short=TAKE_PART))
    city.drain()
    assert city.rows(PROBLEMS) == []
    assert city.rows(COMMITMENTS)[0]["disetujui"] == 3
    desk = DeskReader().read(city.google().private)
    assert desk.book.targets["RW-A"].coordinator == desk.book.coordinators["PJ-062"].successor == "PJ-061"
    assert desk.readings[AID_KINDS].rows[0].row.program == "pangan"
    assert desk.readings[CASH].rows[0].row.aggregator == "ACT"


def test_a_reference_that_fits_two_codes_means_neither(city: City) -> None:
    """Both rows wait: which of them is meant nobody can tell."""
    one = Coordinator(code="PJ-1", name="Contoh PJ", phone="0812-0000-0002")
    city.type_rows(COORDINATORS, [one, one.model_copy(update={"code": "pj-1"})])
    city.type_rows(TARGETS, [target(coordinator="Pj-1")])
    assert DeskReader().read(city.google().private).book.targets["RW-A"].coordinator == "Pj-1"


def test_who_points_nowhere_is_told_to_look_before_adding(city: City) -> None:
    city.type_rows(TARGETS, [target(region="Kebayoran Lama Utra (Kebayoran Lama)")])
    city.drain()
    (found,) = city.rows(PROBLEMS)
    assert found["ketik ini"].startswith("Periksa ejaannya dan pilih dari daftar. Bila memang belum ada,")

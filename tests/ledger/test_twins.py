"""Two rows of Sasaran that mean one place: both are named, one is used, and the room is that of one."""

from __future__ import annotations

from typing import Any

import pytest

from functions.core.places import Places
from functions.core.twins import same_places
from functions.ledger import rules
from sheets_schema.private import COMMITMENTS, PROBLEMS, TARGETS, Target
from sheets_schema.reference import regions
from sheets_schema.terms import Active, TargetType
from tests.city import City, answers, target

WHERE = "Kebon Jeruk (Kebon Jeruk)"
FIRST, SECOND = "KBJ-RW05", "KBJ-RW5"


def row(code: str, **changes: Any) -> Target:
    return target(code, **{"rw": 5, "region": WHERE} | changes)


def offer(city: City, code: str, amount: int = 100, who: int = 1) -> None:
    said = answers(target=f"RW 05 Kebon Jeruk [{code}]", sembako=str(amount), phone=f"0812-0000-00{who:02}")
    city.submit(said, email=f"contoh{who:02}@contoh.example")


def lines(city: City) -> list[tuple[str, int]]:
    return [(line["status"], line["disetujui"] or 0) for line in city.rows(COMMITMENTS)]


@pytest.mark.parametrize("codes", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "sorted otherwise"])
def test_one_rw_in_two_rows_gets_its_quota_once_and_both_rows_are_named(city: City, codes: tuple[str, str]) -> None:
    city.type_rows(TARGETS, [row(code) for code in codes])
    offer(city, FIRST, who=1)
    offer(city, SECOND, who=2)
    city.drain()
    assert lines(city) == [("DITERIMA", 100), ("TINJAU", 0)]
    found = city.rows(PROBLEMS)
    assert sorted((line["sel"], line["isi"]) for line in found) == sorted(zip(("D2", "D3"), codes, strict=True))
    assert all(f"hanya {FIRST} yang dipakai" in line["masalah"] for line in found)
    city.request(2, "setujui", 100)
    city.drain()
    assert lines(city)[1] == ("TINJAU", 0)


def test_unseen_as_one_place_two_rows_get_the_quota_twice(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "same_places", lambda *_: {})
    city.type_rows(TARGETS, [row(FIRST), row(SECOND)])
    offer(city, FIRST, who=1)
    offer(city, SECOND, who=2)
    city.drain()
    assert lines(city) == [("DITERIMA", 100), ("DITERIMA", 100)]


def test_the_code_that_has_lines_is_used_though_another_is_smaller(city: City) -> None:
    city.type_rows(TARGETS, [row(SECOND)])
    offer(city, SECOND, 60, who=1)
    city.drain()
    city.type_rows(TARGETS, [row(FIRST), row(SECOND)])
    offer(city, FIRST, 10, who=2)
    offer(city, SECOND, 40, who=3)
    city.drain()
    assert lines(city) == [("DITERIMA", 60), ("TINJAU", 0), ("DITERIMA", 40)]


def test_room_held_under_a_row_that_staff_retired_is_not_given_again(city: City) -> None:
    city.type_rows(TARGETS, [row(SECOND)])
    offer(city, SECOND, 60, who=1)
    city.drain()
    city.type_rows(TARGETS, [row(FIRST), row(SECOND, status=Active.INACTIVE)])
    offer(city, FIRST, 41, who=2)
    offer(city, FIRST, 40, who=3)
    city.drain()
    assert lines(city) == [("DITERIMA", 60), ("DITOLAK", 0), ("DITERIMA", 40)]
    assert city.rows(PROBLEMS) == []


HOME: dict[str, Any] = {"type": TargetType.ORPHANAGE, "rw": None, "name": "Panti Contoh", "region": WHERE}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"name": "panti  CONTOH."}, True),
        ({"type": TargetType.ELDERLY_HOME}, True),
        ({"name": "Panti Contoh Dua"}, False),
        ({"name": None}, False),
        ({"region": "Kedoya Utara (Kebon Jeruk)"}, False),
        ({"type": TargetType.RW, "rw": 5, "name": None}, False),
    ],
)
def test_an_institution_is_told_by_its_name_and_kelurahan(other: dict[str, Any], same: bool) -> None:
    rows = {"PA-1": target("PA-1", **HOME), "PA-2": target("PA-2", **HOME | other)}
    found = same_places(rows, Places.of(regions()))
    assert found == (dict.fromkeys(rows, ("PA-1", "PA-2")) if same else {})

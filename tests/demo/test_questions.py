"""The form of a city, made from its tabs."""

from __future__ import annotations

from sheets_schema.form import Question, quantity_question, target_choice, target_question
from sheets_schema.private import Region, Target
from sheets_schema.questions import city_form
from sheets_schema.reference import aid_kinds, regions
from sheets_schema.terms import Active, TargetType

REGION = next(r for r in regions() if r.code == "31.74.05.1006")


def rw(code: str, number: int, status: Active = Active.ACTIVE, region: Region = REGION) -> Target:
    return Target(code=code, type=TargetType.RW, region=region.choice, rw=number, status=status)


def questions(*targets: Target) -> dict[str, Question]:
    items = city_form(aid_kinds(), targets, regions(), ["ACT"])
    return {item.key: item for item in items if isinstance(item, Question)}


def test_an_rw_is_chosen_by_number_kelurahan_and_code():
    assert target_choice(rw("3174051006-RW05", 5), REGION) == f"RW 05 {REGION.village} [3174051006-RW05]"


def test_an_institution_is_chosen_by_name_and_code():
    home = Target(code="PA-001", type="panti asuhan", region=REGION.choice, name="Contoh Panti 01", status="aktif")
    assert target_choice(home, REGION) == "Contoh Panti 01 [PA-001]"


def test_inactive_targets_and_kinds_are_not_asked_about():
    asked = questions(rw("A", 1), rw("B", 2, Active.INACTIVE))
    assert [c.rpartition("[")[2] for c in asked[target_question(REGION.city)].choices] == ["A]"]
    assert quantity_question("sembako") in asked
    assert quantity_question("thr") not in asked


def test_a_donor_finds_the_rw_of_a_kelurahan_together_and_institutions_after_them():
    home = Target(code="PA-001", type="panti asuhan", region=REGION.choice, name="Asih", status="aktif")
    beside = next(r for r in regions() if r.city == REGION.city and r.village < REGION.village)
    asked = questions(home, rw("A", 12), rw("B", 2), rw("C", 7, region=beside))
    listed = [choice.rpartition("[")[2] for choice in asked[target_question(REGION.city)].choices]
    assert listed == ["C]", "B]", "A]", "PA-001]"]


def test_only_cities_with_targets_are_offered():
    assert questions(rw("A", 1))["city"].choices == (REGION.city,)

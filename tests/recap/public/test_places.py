"""What the public reads and the form asks of places that staff added, spelled otherwise, or listed twice."""

from __future__ import annotations

import json

from sheets_schema import private, public
from sheets_schema.reference import regions
from tests.city import ADDED, REGION, target
from tests.ledger.staffhands import delete_tab
from tests.recap.office import Office


def asked(office: Office) -> str:
    return json.dumps(office.google().form.describe(), ensure_ascii=False)


def test_a_kelurahan_that_the_owner_added_is_in_public_and_in_the_form(office: Office) -> None:
    office.type_rows(private.REGIONS, [ADDED], first=len(regions()) + 2)
    office.type_rows(private.TARGETS, [target(), target("BARU-RW05", region=ADDED.choice.upper())])
    office.recap()
    assert [row["kelurahan"] for row in office.rows(public.TARGETS)] == ["Contoh Baru", "Kebayoran Lama Utara"]
    assert "Contoh Baru [BARU-RW05]" in asked(office)


def test_a_kelurahan_of_the_owner_stays_published_while_wilayah_is_gone(office: Office) -> None:
    office.type_rows(private.REGIONS, [ADDED], first=len(regions()) + 2)
    office.type_rows(private.TARGETS, [target("BARU-RW05", region=ADDED.choice)])
    office.recap()
    before = office.rows(public.TARGETS)
    delete_tab(office, private.REGIONS)
    office.recap()
    assert office.rows(public.TARGETS) == before
    assert "Contoh Baru [BARU-RW05]" in asked(office)


def test_of_two_rows_for_one_rw_the_public_and_donors_see_one(office: Office) -> None:
    office.type_rows(private.TARGETS, [target("RW-5"), target("RW-05", region=REGION.lower())])
    office.recap()
    assert [row["kode sasaran"] for row in office.rows(public.TARGETS)] == ["RW-05"]
    assert "[RW-05]" in asked(office)
    assert "[RW-5]" not in asked(office)

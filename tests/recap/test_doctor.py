"""What the data doctor says of the tabs that only the recap rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheets_schema import private
from sheets_schema.column import Tab
from sheets_schema.private import Cash, Coordinator
from sheets_schema.terms import Active, YesNo
from tests.city import target
from tests.recap.office import Office

CASH = Cash(
    donor="Contoh",
    shown_name="Contoh Dermawan",
    consent=YesNo.YES,
    aggregator="ACT",
    rupiah=5,
    date=dt.date(2020, 4, 24),
)
PJ = Coordinator(code="PJ-1", name="Contoh PJ", phone="0813-0000-0001")


def findings(office: Office) -> list[tuple[str, str]]:
    """Tab and cell of each finding, after a drain and a recap."""
    office.drain()
    office.recap()
    return [(row["tab"], row["sel"]) for row in office.rows(private.PROBLEMS)]


def test_sound_cash_programmes_and_coordinators_have_no_findings(office: Office) -> None:
    office.type_rows(private.CASH, [CASH])
    office.type_rows(private.COORDINATORS, [PJ])
    assert findings(office) == []


@pytest.mark.parametrize(
    ("tab", "row", "cell"),
    [
        (private.CASH, CASH.model_copy(update={"aggregator": "Bukan Agregator"}), "D2"),
        (private.CASH, CASH.model_copy(update={"shown_name": "Contoh 0812-0000-0001"}), "B2"),
        (private.COORDINATORS, PJ.model_copy(update={"successor": "PJ-1"}), "F2"),
        (private.COORDINATORS, PJ.model_copy(update={"successor": "PJ-9"}), "F2"),
        (private.TARGETS, target(head="Ketua 0812-0000-0001"), "L2"),
        (private.TARGETS, target(address="wa.me/6281200000001"), "F2"),
    ],
)
def test_what_contradicts_itself_or_is_held_back_is_named_at_its_cell(
    office: Office, tab: Tab[Any], row: Any, cell: str
) -> None:
    office.type_rows(tab, [row])
    assert findings(office) == [(tab.title, cell)]


def test_a_kind_that_donors_are_asked_for_in_a_programme_that_does_not_run_is_named(office: Office) -> None:
    kinds = office.read(private.AID_KINDS)
    row = next(i for i, cells in enumerate(kinds, start=1) if cells[0] == "gawai")
    office.type_cell(private.AID_KINDS, row, "status", Active.ACTIVE)
    assert findings(office) == [("Jenis Bantuan", f"L{row}")]


def test_cash_held_back_because_nobody_consented_is_no_finding(office: Office) -> None:
    office.type_rows(private.CASH, [CASH.model_copy(update={"consent": YesNo.NO, "shown_name": "0812-0000-0001"})])
    assert findings(office) == []

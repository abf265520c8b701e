"""Rows of staff's as others may see them: public texts without contacts, everything else untouched."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.redaction.rows import codes, is_odd, names_somebody, publishable
from functions.core.redaction.texts import NAME_IN_REVIEW, WITHHELD
from sheets_schema.column import Row
from sheets_schema.private import TARGETS, Cash, Programme, Setting
from sheets_schema.reference import aid_kinds
from sheets_schema.settings import AGGREGATORS
from sheets_schema.terms import YesNo
from tests.city import target
from tests.notify.town import PJ_A

PHONE = "0812-0000-0001"
SEMBAKO = next(kind for kind in aid_kinds() if kind.code == "sembako")


def cash(shown: str, consent: YesNo = YesNo.YES) -> Cash:
    day = dt.date(2020, 4, 24)
    return Cash(donor=f"Contoh {PHONE}", consent=consent, shown_name=shown, aggregator="ACT", rupiah=5, date=day)


@pytest.mark.parametrize("row", [target(address="Jalan Contoh 5"), SEMBAKO, cash("Contoh"), PJ_A])
def test_a_row_without_contacts_in_public_columns_stays_as_it_is(row: Row) -> None:
    """The donor of cash and the phone of a person in charge are staff's alone."""
    assert publishable(row) == (row, ())


@pytest.mark.parametrize(
    ("row", "key", "instead"),
    [
        (target(address=f"Tanya {PHONE}"), "address", WITHHELD),
        (SEMBAKO.model_copy(update={"name": f"Paket {PHONE}"}), "name", "sembako"),
        (SEMBAKO.model_copy(update={"unit": PHONE}), "unit", ""),
        (SEMBAKO.model_copy(update={"called": PHONE}), "called", None),
        (Programme(code="pangan", name=f"Pangan {PHONE}", active=YesNo.YES), "name", "pangan"),
        (cash(f"Contoh {PHONE}"), "shown_name", NAME_IN_REVIEW),
    ],
)
def test_a_text_with_a_contact_is_replaced_by_what_can_stand_in_its_place(row: Row, key: str, instead: Any) -> None:
    found, held = publishable(row)
    assert (getattr(found, key), held) == (instead, (key,))
    assert found == row.model_copy(update={key: instead})


def test_a_text_that_a_spreadsheet_would_compute_is_shown_as_text_and_not_held_back() -> None:
    found, held = publishable(target(address="=1+1"))
    assert (found.address != "=1+1", "1+1" in (found.address or ""), held) == (True, True, ())


def test_of_cash_that_nobody_may_read_about_nothing_is_held_back() -> None:
    found, held = publishable(cash(f"Contoh {PHONE}", YesNo.NO))
    assert (found.shown_name, held) == (None, ())


def test_of_the_settings_only_the_aggregators_are_looked_at_and_the_others_of_them_stay() -> None:
    names = Setting(key=AGGREGATORS.upper(), value=f"ACT; {PHONE}; PMI DKI")
    assert publishable(names) == (names.model_copy(update={"value": "ACT; PMI DKI"}), ("value",))
    other = Setting(key="surel pokja", value="pokja@kantor.example")
    assert publishable(other) == (other, ())


def test_codes_are_the_columns_that_others_repeat() -> None:
    assert [column.key for column in codes(TARGETS)] == ["code"]


@pytest.mark.parametrize(
    ("code", "somebody", "odd"),
    [
        ("RW-A", False, False),
        ("081200000001", True, False),
        ("=PA", False, True),
        (None, False, False),
        (5, False, False),
    ],
)
def test_a_code_may_neither_name_somebody_nor_be_computed(code: Any, somebody: bool, odd: bool) -> None:
    assert (names_somebody(code), is_odd(code)) == (somebody, odd)

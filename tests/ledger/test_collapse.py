"""Essential tabs whose rows are gone by accident: they cannot be read, until staff put them back or say it is meant."""

from __future__ import annotations

from typing import Any

import pytest

from functions.ledger import collapse
from sheets_schema.column import Tab
from sheets_schema.private import AID_KINDS, PERIODS, PROBLEMS, QUOTAS, SETTINGS, TARGETS, QuotaOverride
from sheets_schema.settings import RULES
from tests.city import City, answers, target
from tests.ledger.staffhands import change

CODES = "ABCDE"
TYPED = [target(f"RW-{c}", rw=n) for n, c in enumerate(CODES, start=1)]
QUOTA_ROWS = [QuotaOverride(target=f"RW-{c}", kind="sembako", quota=50, reason="uji") for c in CODES]


@pytest.fixture
def decided(city: City) -> City:
    """A city of five targets, each with a quota of its own, in which one commitment was decided."""
    city.type_rows(TARGETS, TYPED)
    city.type_rows(QUOTAS, QUOTA_ROWS)
    city.submit()
    assert city.drain().lines == 1
    return city


def empty(city: City, tab: Tab[Any], first: int = 2) -> None:
    """Staff mark all rows from `first` on and press delete."""
    cells = {"sheetId": tab.sheet_id, "startRowIndex": first - 1}
    change(city, tab, updateCells={"range": cells, "fields": "userEnteredValue"})


def mean(city: City, key: str, value: float | None) -> None:
    """Staff type a value in Pengaturan."""
    city.type_cell(SETTINGS, 2 + [rule.key for rule in RULES].index(key), "value", value)


def told(city: City, tab: Tab[Any]) -> list[str]:
    return [row["ketik ini"] for row in city.rows(PROBLEMS) if row["tab"] == tab.title and row["sel"] == "2:2"]


def failed(city: City) -> None:
    empty(city, TARGETS)
    city.type_cell(TARGETS, 2, "code", "#REF! (Import Range internal error.)")


WAYS = {
    "import error": failed,
    "header only": lambda city: empty(city, TARGETS),
    "most rows deleted": lambda city: empty(city, TARGETS, 4),
    "quotas": lambda city: empty(city, QUOTAS),
}


@pytest.mark.parametrize("way", WAYS)
def test_decisions_wait_while_an_essential_tab_has_collapsed_and_go_on_when_it_is_back(decided: City, way: str) -> None:
    WAYS[way](decided)
    decided.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="contoh02@contoh.example")
    report = decided.drain()
    assert (report.entries, bool(report.alerts)) == (0, True)
    assert len(told(decided, QUOTAS if way == "quotas" else TARGETS)) == 1
    decided.type_rows(TARGETS, TYPED)
    decided.type_rows(QUOTAS, QUOTA_ROWS)
    assert decided.drain().lines == 1
    assert decided.rows(PROBLEMS) == []


def test_without_the_rule_a_tab_that_lost_its_rows_is_believed(decided: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collapse, "_fell", lambda *_: False)
    empty(decided, TARGETS)
    decided.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="contoh02@contoh.example")
    assert decided.drain().lines == 1


@pytest.mark.parametrize(("tab", "waits"), [(TARGETS, True), (AID_KINDS, True), (PERIODS, True), (QUOTAS, False)])
@pytest.mark.parametrize("protected", [True, False])
def test_a_short_list_that_lost_all_its_rows_is_not_believed_unless_it_may_be_empty(
    city: City, tab: Tab[Any], waits: bool, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three targets, kinds or periods, and quotas that somebody no longer needs."""
    if not protected:
        monkeypatch.setattr(collapse, "NEVER_EMPTY", ())
    city.type_rows(TARGETS, TYPED[:3])
    city.type_rows(QUOTAS, QUOTA_ROWS[:3])
    empty(city, AID_KINDS, 5)
    city.submit()
    city.drain()
    empty(city, tab)
    city.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002"), email="contoh02@contoh.example")
    assert city.drain().lines == (0 if waits and protected else 1)


def test_half_of_the_rows_may_go_without_a_word(decided: City) -> None:
    empty(decided, TARGETS, 5)
    decided.submit()
    assert decided.drain().lines == 1


def test_a_list_that_is_meant_to_shrink_is_believed_once_staff_say_how_many_rows_it_has(decided: City) -> None:
    empty(decided, QUOTAS)
    decided.submit()
    assert decided.drain().lines == 0
    (remedy,) = told(decided, QUOTAS)
    assert "ketik 0" in remedy
    assert '"baris Kuota"' in remedy
    mean(decided, "baris Kuota", 0)
    assert decided.drain().lines == 1
    assert told(decided, QUOTAS) == []


def test_what_was_said_of_a_list_that_shrank_is_to_be_cleared_afterwards(decided: City) -> None:
    """Left standing, it would call the next accident meant."""
    empty(decided, QUOTAS)
    mean(decided, "baris Kuota", 0)
    decided.submit()
    decided.drain()
    decided.drain()
    assert [row["tab"] for row in decided.rows(PROBLEMS)] == ["Pengaturan"]
    mean(decided, "baris Kuota", None)
    decided.drain()
    assert decided.rows(PROBLEMS) == []


@pytest.mark.parametrize("value", ["lima", -1, 0.5])
def test_a_number_of_rows_that_is_none_says_nothing(decided: City, value: str | float) -> None:
    empty(decided, QUOTAS)
    mean(decided, "baris Kuota", value)
    decided.submit()
    assert decided.drain().lines == 0
    assert any("baris Kuota" in row["masalah"] for row in decided.rows(PROBLEMS))

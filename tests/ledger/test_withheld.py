"""Staff's rows as everybody but the data doctor sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from functions.ledger.withheld import sifted
from sheets_schema.column import Tab
from sheets_schema.private import COORDINATORS, PERIODS, TARGETS
from sheets_schema.reading import TabReading, read_tab

FUNCTIONS = Path(__file__).parents[2] / "functions"
REGION = "Kebayoran Lama Utara (Kebayoran Lama)"


def read(**cells: str | int) -> TabReading:
    """One target with these cells."""
    plain = {"code": "PA-1", "type": "panti asuhan", "region": REGION, "people": 5, "status": "aktif"} | cells
    header = [column.label for column in TARGETS.columns]
    return sifted(TARGETS, read_tab(TARGETS, [header, [plain.get(column.key) for column in TARGETS.columns]]))


def test_a_public_text_with_a_contact_is_replaced_and_its_cell_named() -> None:
    found = read(name="Panti Contoh 0812-0000-0001", address="Jalan Contoh 5")
    (located,), (problem,) = found.rows, found.problems
    assert (located.row.name, located.row.address) == ("(ditinjau petugas)", "Jalan Contoh 5")
    assert (problem.cell, problem.value) == ("E2", "Panti Contoh 0812-0000-0001")
    assert "0812" not in problem.problem + problem.remedy


@pytest.mark.parametrize("code", ["081200000001", "pj@contoh.example", "3174010101901001", "=PA-1", "@PA"])
def test_a_row_whose_code_names_somebody_or_is_a_formula_is_not_used_and_what_names_somebody_is_nowhere(
    code: str,
) -> None:
    found = read(code=code)
    assert found.rows == ()
    assert [problem.cell for problem in found.problems] == ["A2"]
    (values,) = found.unusable
    assert values["people"] == 5
    assert values.get("code") == (code if code in {"=PA-1", "@PA"} else None)


def test_a_code_in_a_row_that_cannot_be_used_anyway_is_nowhere_either() -> None:
    found = read(code="081200000001", status="entah")
    assert found.rows == ()
    assert "code" not in found.unusable[0]


@pytest.mark.parametrize("tab", [COORDINATORS, PERIODS])
def test_codes_of_tabs_that_nobody_else_reads_are_looked_at_too(tab: Tab[Any]) -> None:
    """They become names of objects, and keys of quotas."""
    sound = {COORDINATORS: {"name": "Contoh", "phone": "0812-0000-0001"}, PERIODS: {}}
    cells = {"code": "0812-0000-0001", "season": "a"} | sound[tab]
    header = [column.label for column in tab.columns]
    values = [header, [cells.get(column.key) for column in tab.columns]]
    found = sifted(tab, read_tab(tab, values))
    assert (found.rows, "code" in found.unusable[0]) == ((), False)


def test_only_the_desk_reads_staffs_tabs() -> None:
    """Whoever read them elsewhere would have to remember what is held back; a rebuild reads Wilayah, nobody's texts."""
    readers = [
        p for p in FUNCTIONS.rglob("*.py") if re.search(r"\bread_tab\((?!REGIONS)", p.read_text(encoding="utf-8"))
    ]
    assert [p.relative_to(FUNCTIONS).as_posix() for p in readers] == ["ledger/desk.py"]

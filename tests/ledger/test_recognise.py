"""Whose row is it: everything that the system wrote there tells, not the number that people typed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from functions.ledger.recognise import Recogniser, number, owners
from functions.ledger.views import Cells
from sheets_schema.private import COMMITMENTS, DONORS
from sheets_schema.wording import Raw
from tests.ledger.numberedrows import line, lines

STAFF = ("action", "amount", "new_date", "staff_reason", "staff")


def shown(cells: Cells, **changes: Any) -> dict[str, Raw]:
    """A row by key as it reads."""
    return {key: "" if value is None else value for key, value in (cells | changes).items()}  # type: ignore[misc]


def owner(k: int, row: Mapping[str, Raw], count: int = 8) -> int | None:
    return Recogniser(COMMITMENTS, lines(count)).owner(k, row)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(1, 1), (1.0, 1), (0, None), (-1, None), (1.5, None), (True, None), ("D12", 12), (" 7 ", 7), ("07", None),
     ("satu", None), ("", None), (None, None), ("123456789", 123456789), ("1234567890", None), ("D", None)],
)  # fmt: skip
def test_the_number_that_a_cell_carries(raw: Raw, expected: int | None) -> None:
    assert number(raw) == expected


@pytest.mark.parametrize("typed", [3, 4, 2, "", "satu", 99, None])
def test_whatever_is_typed_as_its_number_a_row_stays_the_same_one_s(typed: Any) -> None:
    assert owner(3, shown(line(3), number=typed)) == 3


@pytest.mark.parametrize("k", [1, 3, 20])
def test_a_row_is_known_wherever_it_stands(k: int) -> None:
    assert owner(k, shown(line(5))) == 5
    assert owner(k, shown(line(5), number="")) == 5


def test_lines_of_one_answer_are_told_apart_by_what_they_are_about() -> None:
    assert owner(1, shown(line(2), number=1)) == 2
    assert owner(2, shown(line(1), number=2)) == 1


def test_the_number_alone_tells_when_nothing_else_is_there() -> None:
    assert owner(2, {"number": 5, "staff": "CP"}) == 5
    assert owner(2, {"number": 99}) is None
    assert owner(2, {"staff": "CP"}) is None


def test_the_number_does_not_tell_against_what_else_stands_there() -> None:
    assert owner(5, {"number": 5, "response": "tidak dikenal", "kind": "lain"}) is None


def test_a_row_out_of_date_is_known_by_what_does_not_change() -> None:
    assert owner(7, shown(line(4), version=1, status="TINJAU", approved=0, reason="apa saja", number="")) == 4


def twins() -> Recogniser:
    """Two commitments of which the system writes the same, but for the number."""
    return Recogniser(COMMITMENTS, {1: line(1), 2: line(2), 3: line(1, number=3)})


@pytest.mark.parametrize(
    ("k", "typed", "expected"), [(1, 1, 1), (3, 3, 3), (5, 1, 1), (5, 3, 3), (3, 99, 3), (1, 3, None), (5, 2, None)]
)
def test_between_two_that_read_alike_number_and_place_decide_unless_they_differ(
    k: int, typed: int, expected: int | None
) -> None:
    assert twins().owner(k, shown(line(1), number=typed)) == expected


def test_what_many_rows_say_alike_is_no_evidence() -> None:
    """21 rows of one target: whoever says that target alone is nobody's, 20 are still looked at."""
    alike = {n: {"target": "RW-A", "response": f"R{n}"} for n in range(1, 22)}
    row: dict[str, Raw] = {"target": "RW-A"}
    assert Recogniser(COMMITMENTS, alike).owner(50, row) is None
    alike[21] = {"target": "RW-B", "asked": 7}
    found = Recogniser(COMMITMENTS, alike)
    assert found.owner(50, row) is None
    assert found.owner(50, row | {"number": 3}) == 3
    assert found.owner(50, {"asked": 7}) == 21
    alike[3] = {"target": "RW-A", "period": "P1"}
    assert Recogniser(COMMITMENTS, alike).owner(50, row | {"period": "P1"}) == 3


def test_what_twenty_rows_say_alike_is_still_looked_at() -> None:
    alike: dict[int, Cells] = {n: {"target": "RW-A"} for n in range(1, 21)}
    alike |= {n: {"target": "RW-B", "period": "P1"} for n in range(21, 45)}
    alike[5] = {"target": "RW-A", "period": "P1"}
    assert Recogniser(COMMITMENTS, alike).owner(50, {"target": "RW-A", "period": "P1"}) == 5


def test_a_version_is_no_evidence() -> None:
    assert Recogniser(COMMITMENTS, {1: {"version": 77}, 2: {}}).owner(2, {"version": 77}) is None


def test_agreement_counts_cells_that_the_system_filled() -> None:
    found = Recogniser(COMMITMENTS, {1: {"response": "R1", "asked": 10, "reason": None, "number": 1}})
    assert found.agreement(1, {"response": "R1", "asked": 10, "reason": ""}) == 2
    assert found.agreement(1, {"response": "R1", "asked": 11}) == 1
    assert found.agreement(2, {"response": "R1"}) == 0


def test_a_donor_is_known_by_name_when_the_code_is_another_one_s() -> None:
    wanted: dict[int, Cells] = {n: {"code": f"D{n}", "organisation": f"Contoh {n}", "group": "a"} for n in (1, 2)}
    found = Recogniser(DONORS, wanted)
    assert found.owner(1, {"code": "D2", "organisation": "Contoh 1", "group": "a"}) == 1
    assert found.owner(1, {"code": "D2", "organisation": "", "group": "a"}) is None


@pytest.mark.parametrize(
    ("row", "silent"),
    [({}, True), ({"staff": "CP", "version": 3}, True), ({"number": 1}, False), ({"days": 0}, False)],
)
def test_a_row_is_silent_when_nothing_of_the_system_s_stands_there(row: dict[str, Raw], silent: bool) -> None:
    assert Recogniser(COMMITMENTS, lines(2)).silent(row) is silent


# All rows of a tab


def all_owners(*rows: Mapping[str, Raw], count: int = 4) -> list[int | None]:
    return owners(Recogniser(COMMITMENTS, lines(count)), rows, STAFF)


BLANK: dict[str, Raw] = {}


def test_rows_in_another_order_keep_their_owners() -> None:
    assert all_owners(*(shown(line(n)) for n in (3, 1, 4, 2))) == [3, 1, 4, 2]


def test_a_blank_row_is_its_place_s_while_all_others_are_in_theirs() -> None:
    assert all_owners(shown(line(1)), BLANK, shown(line(3)), BLANK, BLANK) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("others", [(1, 3), (2, 1), (1, 1)])
def test_a_blank_row_is_nobody_s_once_any_row_stands_elsewhere(others: tuple[int, int]) -> None:
    found = all_owners(*(shown(line(n)) for n in others), BLANK)
    assert found[2] is None


def test_a_row_that_contradicts_itself_is_not_its_place_s() -> None:
    assert all_owners(shown(line(1)), {"response": "lain"}, shown(line(3))) == [1, None, 3]


def test_of_rows_that_read_alike_each_is_its_place_s() -> None:
    rows = [shown(line(n), number="") for n in (1, 2, 1)]
    assert owners(twins(), rows, STAFF) == [1, 2, 3]


def test_of_two_rows_of_one_the_one_in_place_counts() -> None:
    assert all_owners(shown(line(1)), shown(line(2)), shown(line(1), staff="CP")) == [1, 2, None]
    assert all_owners(shown(line(2)), shown(line(2), staff="CP"), shown(line(3))) == [None, 2, 3]


def test_of_two_rows_of_one_that_stand_elsewhere_none_counts_unless_staff_s_cells_are_alike() -> None:
    assert all_owners(BLANK, shown(line(4), staff="A"), shown(line(4), staff="B")) == [None, None, None]
    assert all_owners(BLANK, shown(line(4), staff="A"), shown(line(4), staff="A")) == [None, 4, None]

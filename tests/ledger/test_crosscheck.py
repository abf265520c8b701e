"""Findings at their edges: as many as are named and one more, exactly full and one over, the first day and the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from functions.core.book import Book, DonorNote
from functions.core.state import State
from functions.ledger.crosscheck import circle, crosscheck, entry_lost
from functions.ledger.numbered import Shown
from sheets_schema import private
from sheets_schema.private import Problem
from sheets_schema.terms import Action
from tests.city import target
from tests.recap.world import World


def desk(book: Book, *tabs: Any, **said: Any) -> Any:
    """What was read: this book, these tabs, and rows in order."""
    plain: dict[str, Any] = {"commitments": Shown(), "donors": Shown(), "readings": dict.fromkeys(tabs, ())}
    return SimpleNamespace(book=book, **plain | said)


def found(state: State, book: Book, *tabs: Any, **said: Any) -> list[Problem]:
    return [finding.problem for finding in crosscheck(state, desk(book, *tabs, **said))]


@pytest.mark.parametrize(
    ("after", "way"),
    [
        ({"A": None}, ""),
        ({"A": "A"}, "A, A"),
        ({"A": "B", "B": "A"}, "A, B, A"),
        ({"A": "B", "B": "C", "C": "B"}, ""),
        ({"A": "B", "B": "C", "C": "A"}, "A, B, C, A"),
        ({}, ""),
    ],
)
def test_a_circle_is_told_of_whoever_is_in_it(after: dict[str, str | None], way: str) -> None:
    assert circle("A", after) == way


@pytest.mark.parametrize(("held", "over"), [(99, False), (100, False), (101, True)])
def test_a_quota_is_too_small_from_the_first_unit_that_was_promised_beyond_it(held: int, over: bool) -> None:
    world = World([target(poor=200)])
    world.submit(1, "RW-A", sembako=str(held))
    assert found(world.state, world.book) == []
    book = replace(world.book, overrides={("RW-A", "sembako", None): 100})
    (*problems,) = found(world.state, book)
    assert [problem.content for problem in problems] == (["RW-A sembako P1"] if over else [])
    if over:
        assert problems[0].problem == "Kuota 100 lebih kecil dari yang sudah dijanjikan, 101."


@pytest.mark.parametrize(("day", "over"), [("2020-04-24", True), ("2020-04-30", True), ("2020-05-07", True)])
def test_a_quota_by_the_day_is_watched_on_the_first_and_the_last_day_of_a_period(day: str, over: bool) -> None:
    world = World([target(poor=200)])
    world.submit(1, "RW-A", sembako="", siap_saji="50", hari="1", date=day)
    book = replace(world.book, overrides={("RW-A", "siap_saji", None): 40})
    assert [problem.content for problem in found(world.state, book)] == ([f"RW-A siap_saji {day}"] if over else [])


@pytest.mark.parametrize("without", [{"targets": {}}, {"kinds": {}}, {"periods": ()}])
def test_a_quota_that_nobody_can_tell_is_not_too_small(without: dict[str, Any]) -> None:
    world = World([target(poor=200)])
    world.submit(1, "RW-A", sembako="150")
    book = replace(world.book, overrides={("RW-A", "sembako", None): 100}, **without)
    assert not any(problem.problem and problem.problem.startswith("Kuota 100") for problem in found(world.state, book))


@pytest.mark.parametrize(
    ("lines", "said"), [(1, "nomor 1."), (5, "nomor 1, 2, 3, 4, 5."), (6, "nomor 1, 2, 3, 4, 5 dan 1 lainnya.")]
)
def test_a_code_that_is_gone_is_told_with_five_of_the_running_commitments_that_use_it(lines: int, said: str) -> None:
    world = World()
    for donor in range(1, lines + 1):
        world.submit(donor, sembako="5")
    world.ask(world.submit(lines + 1, sembako="5"), Action.CANCEL)
    gone = replace(world.book, known_targets=world.book.known_targets - {"RW-A"})
    (problem,) = found(world.state, gone, private.TARGETS, private.AID_KINDS)
    assert (problem.tab, problem.content) == (private.TARGETS.title, "RW-A")
    assert (problem.problem or "").endswith(f"dipakai komitmen yang berjalan: {said}")
    assert found(world.state, gone, private.AID_KINDS) == []


def numbered(numbers: Sequence[int | None], **said: Any) -> Shown:
    return Shown(numbers=dict(enumerate(numbers, start=1)), **said)


def test_the_first_row_out_of_order_is_named_in_each_tab() -> None:
    problems = found(State(), Book(), commitments=numbered([1, 3, 2]), donors=numbered([2, 1]))
    assert [(p.tab, p.cell) for p in problems] == [(private.COMMITMENTS.title, "A3"), (private.DONORS.title, "A2")]
    assert found(State(), Book(), commitments=numbered([1, 2]), donors=numbered([1])) == []


def test_a_version_that_the_journal_lacks_is_named_where_it_stands_or_said_to_be_in_the_public_workbook() -> None:
    shown = Shown(versions={1: 2, 2: 9, 3: 9}, places={"version": 2})
    here = entry_lost(desk(Book(), commitments=shown), 9, 4)
    assert (here.tab, here.cell, here.content) == (private.COMMITMENTS.title, "C3", "9")
    there = entry_lost(desk(Book(), commitments=shown), 8, 4)
    assert (there.cell, there.tab != private.COMMITMENTS.title) == (None, True)
    assert "jurnal berakhir di entri 4" in (there.remedy or "")


def test_a_note_is_named_in_the_row_where_its_donor_stands_now() -> None:
    world = World()
    world.submit(1)
    world.submit(2)
    book = replace(world.book, donors={"D2": DonorNote(same_as="D9")})
    in_place = found(world.state, book, donors=Shown(places={"same_as": 3}))
    assert [(p.cell, p.content) for p in in_place] == [("D3", "D9")]
    moved = found(world.state, book, donors=Shown(places={"same_as": 3}, numbers={1: 1, 2: 2}))
    assert [p.cell for p in moved] == ["D3"]
    assert (
        found(world.state, replace(book, donors={"D2": DonorNote(same_as="D1"), "D7": DonorNote(same_as="D9")})) == []
    )

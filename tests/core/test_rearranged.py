"""One green column that moved without the others: nothing is done of what its rows say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from functions.core import decide as deciding
from functions.core.book import StaffRequest
from functions.core.state import State
from sheets_schema.terms import Action
from tests.core.samples import codes
from tests.core.test_repeats import asks, lines_of, read, statuses

Rows = dict[int, StaffRequest]

ROWS: Rows = {
    1: asks(Action.ARRIVED, 4, reason="satu"),
    2: asks(Action.RESIZE, 8, reason="dua"),
    3: asks(Action.CANCEL, reason="tiga"),
    4: asks(Action.ARRIVED, 7, reason="empat"),
    5: asks(Action.RESCHEDULE, day=1, reason="lima"),
}


def answered() -> State:
    """Five lines, each of which got what its row asks for."""
    state = lines_of(5)
    assert all(answer.done for answer in read(state, ROWS).values())
    return state


def up(rows: Rows, *columns: str, first: int = 1) -> Rows:
    """The cells of one row deleted, those below moved up."""
    blank = dict.fromkeys(columns)
    below = {n: {c: getattr(rows[n + 1], c) for c in columns} if n + 1 in rows else blank for n in rows}
    return {n: replace(row, **below[n]) if n >= first else row for n, row in rows.items()}


def down(rows: Rows, *columns: str) -> Rows:
    """Blank cells put in above the first row."""
    blank = dict.fromkeys(columns)
    above = {n: {c: getattr(rows[n - 1], c) for c in columns} if n - 1 in rows else blank for n in rows}
    return {n: replace(row, **above[n]) for n, row in rows.items()}


def sorted_by(rows: Rows, column: str) -> Rows:
    """A column sorted alone, blanks last."""
    values = sorted((getattr(row, column) for row in rows.values()), key=lambda value: (value is None, str(value)))
    return {n: replace(row, **{column: value}) for (n, row), value in zip(rows.items(), values, strict=True)}


HANDS: Mapping[str, Callable[[Rows], Rows]] = {
    "an action deleted": lambda rows: up(rows, "action"),
    "an action further down deleted": lambda rows: up(rows, "action", first=2),
    "an amount deleted": lambda rows: up(rows, "amount"),
    "action and amount deleted": lambda rows: up(rows, "action", "amount"),
    "all three deleted": lambda rows: up(rows, "action", "amount", "new_date"),
    "actions moved down": lambda rows: down(rows, "action"),
    "amounts moved down": lambda rows: down(rows, "amount"),
    "actions sorted": lambda rows: sorted_by(rows, "action"),
    "amounts sorted": lambda rows: sorted_by(rows, "amount"),
    "two actions exchanged": lambda rows: (
        rows | {1: replace(rows[1], action=Action.RESIZE), 2: replace(rows[2], action=Action.ARRIVED)}
    ),
}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("protected", [True, False])
def test_a_column_that_moved_alone_is_refused_once_and_put_back_nothing_has_changed(
    hand: str, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(deciding, "rearranged", lambda *_: frozenset())
    state = answered()
    before = statuses(state), [line.approved for line in state.lines.values()]
    answers = read(state, HANDS[hand](ROWS))
    if not protected:
        assert "moved" not in {code for answer in answers.values() for code in codes(answer)}
        return
    assert {code for answer in answers.values() for code in codes(answer)} == {"moved"}
    assert read(state, HANDS[hand](ROWS)) == {}
    assert {code for answer in read(state, ROWS).values() for code in codes(answer)} <= {"answered_before"}
    assert (statuses(state), [line.approved for line in state.lines.values()]) == before


def test_what_was_meant_is_done_with_another_reason() -> None:
    state = answered()
    typed = HANDS["two actions exchanged"](ROWS)
    read(state, typed)
    meant = {n: replace(row, reason=f"memang {n}") for n, row in typed.items() if n < 3}
    assert not any({*codes(answer)} & {"moved"} for answer in read(state, typed | meant).values())


@pytest.mark.parametrize(
    "typed",
    [
        {1: asks(Action.ARRIVED, 7, reason="satu")},
        {1: asks(Action.ARRIVED, 7, reason="satu"), 4: asks(Action.ARRIVED, 9, reason="empat")},
        {1: asks(Action.ARRIVED, 9, reason="satu"), 4: asks(Action.ARRIVED, 9, reason="empat")},
        {1: asks(Action.ARRIVED, 7, reason="satu"), 4: asks(Action.FINISH, reason="empat")},
        {1: asks(Action.ARRIVED, None, reason="satu"), 4: asks(Action.ARRIVED, None, reason="empat")},
    ],
)
def test_what_people_type_on_an_ordinary_day_is_no_move(typed: Rows) -> None:
    answers = read(answered(), ROWS | typed)
    assert not any("moved" in codes(answer) for answer in answers.values())
    assert answers.keys() == typed.keys()

"""Upkeep at its edges: the half hour itself, one lost entry and several, a row that is shorter than its header."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from functions.core.redaction.texts import HIDDEN_NAME
from functions.core.state import State
from functions.core.submission import Response
from functions.ledger import journal
from functions.ledger.cells import plain
from functions.ledger.form import is_restricted
from functions.ledger.views import commitment_cells, named_cells
from functions.recap.upkeep.audit import audit
from functions.recap.upkeep.bucket import look
from functions.recap.upkeep.responses import gone, undecided
from functions.recap.upkeep.views import Standing
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS
from sheets_schema.terms import Action, PeriodStatus
from tests.city import PERIODS
from tests.recap.world import World

NOON = dt.datetime(2020, 4, 24, 12, 0, 0, tzinfo=dt.UTC)


# Responses


@pytest.mark.parametrize(
    ("created", "late"),
    [
        ("2020-04-24T11:29:59.999999999Z", True),
        ("2020-04-24T11:30:00.000000000Z", False),
        ("2020-04-24T11:30:00Z", False),
        ("2020-04-24T11:30:01Z", False),
        ("2020-04-24T11:29:59Z", True),
    ],
)
def test_a_response_is_late_after_more_than_half_an_hour_to_the_second(created: str, late: bool) -> None:
    assert undecided(State(), {"r": created}, NOON) == (["r"] if late else [])
    jakarta = NOON.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert undecided(State(), {"r": created}, jakarta) == (["r"] if late else [])


@pytest.mark.parametrize(("second", "missed"), [(59, True), (60, False), (61, False)])
def test_a_running_commitment_s_response_is_missed_when_it_was_not_decided_just_now(second: int, missed: bool) -> None:
    world = World()
    world.clock = NOON - dt.timedelta(minutes=31) + dt.timedelta(seconds=second)
    world.submit()
    (response,) = world.state.responses
    assert gone(world.state, {}, NOON) == int(missed)
    assert gone(world.state, {response: "x"}, NOON) == 0
    assert undecided(world.state, {response: "2020-04-01T00:00:00Z"}, NOON) == []


def test_of_what_was_cancelled_nobody_misses_the_response() -> None:
    world = World()
    world.ask(world.submit(), Action.CANCEL)
    assert gone(world.state, {}, NOON + dt.timedelta(days=1)) == 0


# The bucket


class Listed:
    """A bucket that holds these names; `listed` are the prefixes that were listed whole."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def list(self, prefix: str, after: str = "") -> list[str]:
        return sorted(name for name in self.names if name.startswith(prefix) and name > after)

    def beside(self, prefix: str) -> list[str]:
        return sorted(n for n in self.names if n.startswith(prefix) and "/" not in n.removeprefix(prefix))


def looked(head: int, *names: str) -> list[str]:
    there: Any = Listed(*names)
    return look(there, head)


def test_every_entry_up_to_the_head_must_be_there() -> None:
    entries = [journal.name_of(n) for n in range(1, 5)]
    assert looked(4, *entries) == looked(3, *entries) == looked(0) == []
    assert looked(5, *entries) == [f"entries of the journal are gone: {journal.name_of(5)}; restore them"]
    assert looked(4, *entries[1:]) == [f"entries of the journal are gone: {entries[0]}; restore them"]
    assert looked(4, *entries[3:]) == [f"entries of the journal are gone: {entries[0]} and 2 more; restore them"]


def test_what_is_none_of_ours_is_told_wherever_it_lies_but_for_the_days_of_mails() -> None:
    strays = ["catatan.txt", "journal/catatan.txt", "mail/catatan.txt", "mail/zz/catatan.txt", "recap/catatan.txt"]
    told = " ".join(looked(0, *strays, "lain/catatan.txt", "mail/2020-04-24/catatan.txt"))
    assert all(name in told for name in strays)
    assert "lain/" not in told
    assert "2020-04-24" not in told


# Rows of Komitmen


PLACES = {column.key: place for place, column in enumerate(COMMITMENTS.columns)}


def world_of_two() -> tuple[State, dict[str, Response]]:
    world = World()
    world.submit(1)
    world.submit(2)
    said = {question_id("name"): ("Contoh Donatur 01",), question_id("phone"): ("0812-0000-0001",)}
    responses = {
        code: Response(code, "2020-04-24T03:00:00Z", "2020-04-24T03:00:00Z", said) for code in world.state.responses
    }
    return world.state, responses


def shown_as(state: State, responses: dict[str, Response]) -> list[list[Any]]:
    """The grid of Komitmen as a drain writes it, header first."""
    grid: list[list[Any]] = [[column.label for column in COMMITMENTS.columns]]
    for line in state.lines.values():
        cells = commitment_cells(state, line, responses[line.response], {}) | named_cells(World().book, line)
        grid.append([plain(c, cells[c.key]) if c.key in cells else "" for c in COMMITMENTS.columns])
    return grid


def audited(state: State, grid: list[list[Any]], responses: dict[str, Response]) -> tuple[list[int], int]:
    """The rows to be written again, and how many a drain has yet to write."""
    found = audit(state, Standing({}, {}, {COMMITMENTS.sheet_id: grid}), responses, {}, World().book)
    return list(found.commitments.due), found.behind


def test_rows_that_say_what_the_journal_says_do_not_differ() -> None:
    state, responses = world_of_two()
    assert audited(state, shown_as(state, responses), responses) == ([], 0)


@pytest.mark.parametrize("n", [1, 2])
def test_a_changed_cell_is_found_in_its_row_and_in_no_other(n: int) -> None:
    state, responses = world_of_two()
    grid = shown_as(state, responses)
    grid[n][PLACES["approved"]] = 7
    assert audited(state, grid, responses) == ([n], 0)


@pytest.mark.parametrize("version", ["dua", 43946, 2.5, -1, 0])
def test_a_version_that_can_be_none_is_found_in_its_row(version: Any) -> None:
    state, responses = world_of_two()
    grid = shown_as(state, responses)
    grid[2][PLACES["version"]] = version
    assert audited(state, grid, responses) == ([2], 0)


def test_a_row_that_ends_before_its_last_filled_cell_differs() -> None:
    state, responses = world_of_two()
    grid = shown_as(state, responses)
    filled = max(place for place, cell in enumerate(grid[1]) if cell not in ("", None))
    assert audited(state, [grid[0], grid[1][: filled + 1], grid[2]], responses) == ([], 0)
    assert audited(state, [grid[0], grid[1][:filled], grid[2]], responses) == ([1], 0)


def test_rows_behind_are_counted_and_not_compared_and_nothing_is_where_rows_cannot_be_placed() -> None:
    state, responses = world_of_two()
    grid = shown_as(state, responses)
    assert audited(state, grid[:2], responses) == ([], 1)
    assert audited(state, grid[:1], responses) == ([], 2)
    grid[1][PLACES["version"]] = state.lines[1].version - 1
    assert audited(state, grid, responses) == ([], 1)
    assert audited(state, [grid[0], grid[2], grid[1]], responses) == ([], 0)
    grid[0][PLACES["status"]] = "judul lain"
    assert audited(state, grid, responses) == ([], 0)


def test_what_only_the_donor_told_is_left_as_it_is_when_the_response_is_gone() -> None:
    state, responses = world_of_two()
    grid = shown_as(state, responses)
    grid[1][PLACES["phone"]] = "lain"
    assert audited(state, grid, responses) == ([1], 0)
    grid[1][PLACES["shown_name"]] = grid[2][PLACES["shown_name"]] = HIDDEN_NAME
    assert audited(state, grid, {}) == ([], 0)


# The form


class Restricted:
    """A form that asks only certain people, or everybody."""

    def __init__(self, everybody: bool) -> None:
        self.is_for_everybody = lambda: everybody


OPEN = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}}}
CLOSED = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": False}}}


@pytest.mark.parametrize(
    ("about", "everybody", "restricted"),
    [(OPEN, True, False), (OPEN, False, True), (CLOSED, False, True), ({}, False, False)],
)
def test_a_form_is_restricted_when_not_everybody_may_answer_while_it_should_take_answers(
    about: Any, everybody: bool, restricted: bool
) -> None:
    form: Any = Restricted(everybody)
    book = World().book
    for day, period_takes in ((dt.date(2020, 5, 7), True), (dt.date(2020, 5, 8), False)):
        assert is_restricted(form, about, book, day) is (restricted and period_takes)
    ended = tuple(period.model_copy(update={"status": PeriodStatus.CLOSED}) for period in PERIODS)
    day = dt.date(2020, 4, 24)
    assert is_restricted(form, about, replace(book, periods=ended), day) is False
    closed = replace(book, settings=replace(book.settings, open_form=False))
    assert is_restricted(form, about, closed, day) is False

"""What somebody seems to have filled in twice waits for staff, who alone can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.core.submission import Response
from sheets_schema.form import quantity_question, target_label, target_question
from sheets_schema.terms import Action, Status
from tests.core.samples import CITY, PACKAGES, SETTINGS, A, B, ask, book, codes, decided, drain, packages, start

FIRST = packages(1, 30, id="satu")


def again(second: int = 41, **changes: str) -> Response:
    """The same once more, forty seconds later, unless changed."""
    answers = {"phone": "0812-0000-0001", "name": "Contoh Donatur B", **changes}
    return packages(2, answers.pop("amount", "30"), answers=answers, second=second)


def test_the_same_filled_in_twice_waits_without_room_and_names_the_first() -> None:
    state = start()
    first, second = decided(FIRST, again(), state=state)
    assert (first.status, second.status, second.shares) == (Status.ACCEPTED, Status.REVIEW, {})
    assert [(reason.code, reason.number) for reason in second.reasons] == [("double", 1)]
    assert state.used[A, PACKAGES, "P1"] == 30


def test_it_waits_beside_one_that_waits_itself_and_whatever_the_name() -> None:
    rules = book(settings=replace(SETTINGS, review_above=10))
    found = decided(FIRST, again(name="Contoh Lain"), rules=rules)
    assert [codes(line) for line in found] == [["large"], ["double"]]


def test_another_quantity_is_decided_as_usual_and_names_the_first() -> None:
    _, second = decided(FIRST, again(amount="20"))
    assert (second.status, second.shares["P1"].granted) == (Status.ACCEPTED, 20)
    assert [(reason.code, reason.number) for reason in second.reasons] == [("earlier", 1)]


@pytest.mark.parametrize(
    "changes",
    [{"date": "2020-04-26"}, {target_question(CITY): target_label(B, "RW Contoh")}, {"phone": "0812-0000-0009"}],
    ids=["date", "target", "contact"],
)
def test_another_date_target_or_contact_is_no_double(changes: dict[str, str]) -> None:
    assert decided(FIRST, again(**changes))[1].reasons == ()


def test_two_kinds_of_one_response_are_no_doubles() -> None:
    both = {quantity_question(PACKAGES): "10", quantity_question("lebaran"): "10"}
    assert [codes(line) for line in decided(packages(1, 10, answers=both))] == [[], []]


@pytest.mark.parametrize(("hours", "code"), [(1, "double"), (0, "earlier")])
def test_only_within_the_hours_that_staff_set(hours: int, code: str) -> None:
    late = replace(again(), created="2020-04-24T04:00:00.000000000Z", submitted="2020-04-24T04:00:00.000000000Z")
    (_, line) = decided(FIRST, late, rules=book(settings=replace(SETTINGS, double_hours=hours)))
    assert codes(line) == ([code] if hours else [])


def test_what_was_cancelled_is_not_doubled_by_filling_it_in_again() -> None:
    state = start()
    drain(state, book(), [FIRST])
    ask(state, 1, Action.CANCEL)
    (line,) = decided(again(), state=state)
    assert (line.status, line.reasons) == (Status.ACCEPTED, ())


@pytest.mark.parametrize(("action", "held"), [(Action.APPROVE, 60), (Action.REJECT, 30)])
def test_staff_say_that_it_was_meant_or_that_it_was_not(action: Action, held: int) -> None:
    state = start()
    drain(state, book(), [FIRST, again()])
    assert ask(state, 2, action).done
    assert state.used[A, PACKAGES, "P1"] == held

"""A number is read by the question that was asked: after staff changed it, what may answer the old one waits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.reasons import sentences
from functions.core.rewording import OLD_PAGES, changed, maybe_before
from functions.core.state import State
from functions.core.submission import Response
from sheets_schema.form import days_question, quantity_question
from sheets_schema.terms import Action, Frequency, Status
from tests.core.samples import MEALS, NOW, PACKAGES, ask, book, codes, decided, drain, kind, response, start, with_kind

MINUTE = dt.timedelta(minutes=1)


def asked(frequency: Frequency, **changes: Any) -> State:
    """A state that learned packages as they are, then as staff changed them at NOW."""
    state = start()
    drain(state, book(), now=NOW - MINUTE)
    drain(state, after(frequency, **changes), now=NOW)
    return state


def after(frequency: Frequency, **changes: Any) -> Any:
    return book(kinds=with_kind(kind(PACKAGES, frequency, **changes)))


def offered(moment: dt.datetime, days: str = "") -> Response:
    created = moment.strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
    said = {quantity_question(PACKAGES): "60", days_question(PACKAGES): days, "date": "2020-04-26"}
    sound = response(1, said)
    return Response("r1", created, created, sound.answers, sound.email)


def outcome(state: State, rules: Any, answer: Response) -> tuple[Status, list[str]]:
    (line,) = decided(answer, rules=rules, state=state)
    return line.status, codes(line)


WAITS = (Status.REVIEW, ["question_changed"])
TAKEN: tuple[Status, list[str]] = (Status.ACCEPTED, [])


@pytest.mark.parametrize(
    ("since", "said"),
    [(-MINUTE, WAITS), (MINUTE, WAITS), (OLD_PAGES, WAITS), (OLD_PAGES + MINUTE, TAKEN)],
)
def test_a_total_is_not_read_by_the_day_while_the_form_may_have_asked_for_a_total(
    since: dt.timedelta, said: tuple[Status, list[str]]
) -> None:
    state = asked(Frequency.DAILY)
    assert outcome(state, after(Frequency.DAILY), offered(NOW + since)) == said


def test_who_says_for_how_many_days_was_asked_by_the_day() -> None:
    assert outcome(asked(Frequency.DAILY), after(Frequency.DAILY), offered(NOW, "1")) == TAKEN


def test_a_number_of_other_units_waits() -> None:
    unit = {"unit": "kg"}
    assert outcome(asked(Frequency.PERIOD, **unit), after(Frequency.PERIOD, **unit), offered(NOW)) == WAITS


@pytest.mark.parametrize("unit", ["Paket", " paket "])
def test_the_same_unit_written_otherwise_is_no_other_one(unit: str) -> None:
    found = outcome(asked(Frequency.PERIOD, unit=unit), after(Frequency.PERIOD, unit=unit), offered(NOW))
    assert found == TAKEN


def test_a_total_for_the_period_and_for_all_periods_are_asked_alike() -> None:
    assert outcome(asked(Frequency.ONCE), after(Frequency.ONCE), offered(NOW)) == TAKEN


def test_a_kind_that_was_asked_by_the_day_and_no_longer_is_means_one_day_or_says_how_many() -> None:
    state = start()
    drain(state, book())
    rules = book(kinds=with_kind(kind(MEALS, Frequency.PERIOD, factor=4.0)))
    (line,) = decided(response(1, {quantity_question(MEALS): "60"}), rules=rules, state=state)
    assert (line.status, line.asked) == (Status.ACCEPTED, 60)


def test_staff_approve_it_with_the_total_that_the_donor_told_them() -> None:
    state = asked(Frequency.DAILY)
    (line,) = decided(offered(NOW), rules=after(Frequency.DAILY), state=state)
    assert "Pastikan totalnya" in sentences(line.reasons)
    assert ask(state, 1, Action.APPROVE, after(Frequency.DAILY), amount=30).done
    assert state.lines[1].approved == 30


def test_a_cell_that_was_emptied_and_filled_again_as_before_is_unchanged() -> None:
    assert changed({"unit": "ab"}, {"unit": "ab-"}, "t") == changed({"unit": "ab-"}, {"unit": "ab"}, "t") == {}
    assert changed({"unit": ""}, {"unit": "ab"}, "t") == {}
    assert changed({"unit": "ab-"}, {"unit": "cd"}, "t") == {"unit": "t"}


def test_without_a_change_nothing_is_before_it() -> None:
    assert not maybe_before(NOW, "")

"""What only a form that its owner changed lets through waits for staff: no donor is refused for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.core.events import LineDecided, NameState
from functions.core.requests import possible
from functions.core.submission import Response
from sheets_schema.form import CONSENT, PLEDGE, question_id, target_question
from sheets_schema.terms import Action, DonorGroup, Status
from tests.core.samples import (
    CITY,
    NOW,
    PACKAGES,
    A,
    ask,
    book,
    codes,
    decided,
    drain,
    lines,
    packages,
    response,
    start,
)

REWORDED = "Komitmen ini kami penuhi."
"""A wording of the pledge that nobody made the form with."""


def waits(answer: Response) -> list[tuple[str, str]]:
    """Code and field of why a response's only line waits, which holds no room."""
    (line,) = decided(answer)
    assert (line.status, dict(line.shares)) == (Status.REVIEW, {})
    return [(reason.code, reason.field) for reason in line.reasons]


@pytest.mark.parametrize(
    ("field", "option"),
    [
        ("group", "Perusahaan"),
        ("group", "dunia usaha"),
        ("channel", "Diantar sendiri"),
        ("if_short", "Sebagian saja"),
        ("pledge", REWORDED),
        ("date", "besok"),
        ("date", "24/04/2020"),
        ("date", "04-25"),
        ("date", "2020-04-25 10:30"),
    ],
)
def test_an_option_in_a_wording_that_is_not_ours_waits_for_staff(field: str, option: str) -> None:
    assert waits(packages(1, 10, answers={field: option})) == [("unknown_choice", field)]


@pytest.mark.parametrize(
    "field", ["name", "group", "contact", "phone", "channel", "date", "if_short", target_question(CITY)]
)
@pytest.mark.parametrize("nothing", ["", "   "])
def test_a_required_question_without_an_answer_waits_for_staff(field: str, nothing: str) -> None:
    assert waits(packages(1, 10, answers={field: nothing})) == [("unanswered", field.partition(" ")[0])]


def test_an_address_that_the_form_did_not_ask_for_waits_for_staff() -> None:
    assert waits(packages(1, 10, email="")) == [("no_email", "email")]


def test_everything_that_a_changed_form_let_through_is_told_at_once() -> None:
    odd = {"group": "Perusahaan", "channel": "Kurir", "if_short": "", "pledge": REWORDED}
    assert waits(packages(1, 10, answers=odd, email="")) == [
        ("no_email", "email"),
        ("unknown_choice", "group"),
        ("unknown_choice", "channel"),
        ("unanswered", "if_short"),
        ("unknown_choice", "pledge"),
    ]


@pytest.mark.parametrize("ticked", [(CONSENT,), ("-",), ()])
def test_nothing_ticked_that_could_be_the_pledge_is_no_commitment(ticked: tuple[str, ...]) -> None:
    (line,) = decided(packages(1, 10, answers={"pledge": ticked or ""}))
    assert (line.status, [reason.code for reason in line.reasons]) == (Status.REJECTED, ["not_pledged"])


def test_a_consent_in_a_wording_that_is_not_ours_shows_no_name() -> None:
    (line,) = decided(packages(1, 10, answers={"pledge": (PLEDGE, "Nama kami boleh tampil.")}))
    assert (line.status, line.name) == (Status.ACCEPTED, NameState.HIDDEN)


def test_a_mistake_of_the_donor_is_still_refused_beside_what_the_form_let_through() -> None:
    (line,) = decided(packages(1, "1.000", answers={"group": "Perusahaan"}))
    assert (line.status, [reason.code for reason in line.reasons]) == (Status.REJECTED, ["dotted_number"])


def test_an_option_in_another_wording_never_enters_the_journal() -> None:
    (line,) = decided(packages(1, 10, answers={"group": "Contoh Rahasia 0812-0000-0001"}))
    assert "Rahasia" not in line.model_dump_json()


@pytest.mark.parametrize("changed", [{"group": "Perusahaan"}, {"pledge": REWORDED}, {"if_short": ""}, {"phone": ""}])
def test_staff_can_approve_and_reject_what_waits_for_it(changed: dict[str, str]) -> None:
    state = start()
    decided(packages(1, 10, answers=changed), packages(2, 10, answers=changed), state=state)
    assert {Action.APPROVE, Action.REJECT} <= set(possible(Status.REVIEW))
    assert ask(state, 1, Action.APPROVE).done
    assert ask(state, 2, Action.REJECT).done
    assert [line.status for line in state.lines.values()] == [Status.ACCEPTED, Status.REJECTED]
    assert state.lines[1].approved == 10


@pytest.mark.parametrize("typed", ["", "besok"])
def test_a_line_without_a_day_is_approved_with_a_new_one(typed: str) -> None:
    state = start()
    decided(packages(1, 10, answers={"date": typed}), state=state)
    assert codes(ask(state, 1, Action.APPROVE)) == ["date_missing"]
    assert ask(state, 1, Action.APPROVE, new_date=NOW.date(), reason="per telepon").done


def test_a_known_donor_keeps_class_and_consent_when_the_form_was_changed() -> None:
    state = start()
    first = packages(1, 10)
    later = replace(first, id="r00002", created="2020-04-24T03:01:00.000000000Z")
    later = replace(later, answers={**first.answers, question_id("group"): ("Perusahaan",)})
    drain(state, book(), [first])
    drain(state, book(), [first, later])
    donor = state.donors["D1"]
    assert (len(state.donors), donor.group, donor.name) == (1, DonorGroup.BUSINESS, NameState.OPEN)


OWN = "Catatan untuk petugas"


def test_an_answer_to_a_question_of_the_form_s_owner_makes_no_line_and_is_remembered_by_the_question_only() -> None:
    (line,) = decided(packages(1, 10, answers={OWN: "Titip di pos, Pak Contoh", "Email": "contoh@contoh.example"}))
    assert (line.status, line.reasons) == (Status.ACCEPTED, ())
    assert set(line.extra) == {question_id(OWN), question_id("Email")}
    assert "Titip" not in line.model_dump_json()


@pytest.mark.parametrize("nothing", ["-", "tidak ada", " "])
def test_nothing_said_to_a_question_of_the_form_s_owner_is_nothing(nothing: str) -> None:
    (line,) = decided(packages(1, 10, answers={OWN: nothing}))
    assert line.extra == ()


def test_an_answer_to_a_question_of_the_form_s_owner_is_no_offer() -> None:
    (line,) = decided(response(1, {OWN: "50 paket"}))
    assert (line.status, [reason.code for reason in line.reasons]) == (Status.REJECTED, ["no_quantity"])


def test_what_waits_takes_no_room_from_those_who_come_after() -> None:
    odd = packages(1, 60, answers={"pledge": REWORDED})
    found: list[LineDecided] = lines(drain(start(), book(), [odd, packages(2, 100)]))
    assert [(line.target, line.kind, line.status) for line in found] == [
        (A, PACKAGES, Status.REVIEW),
        (A, PACKAGES, Status.ACCEPTED),
    ]

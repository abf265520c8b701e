"""What staff read beside their request: every action and every reason, in words that need no explaining."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from functions.core.events import Reason
from functions.core.reasons import REASONS, REFUSALS, sentence
from functions.core.state import Answered, Line
from functions.ledger.outcome import outcome
from sheets_schema.private import TABS
from sheets_schema.terms import Action, Status
from tests.core.samples import decided, packages, start

JARGON = re.compile(r"\b(entri|jurnal|respons|digest|versi|event|JSON|cursor|sasaran Anda)\b", re.IGNORECASE)


def line_with(**changes: Any) -> Line:
    """A commitment of ten packages that was just decided."""
    state = start()
    decided(packages(1, 10), state=state)
    return replace(state.lines[1], **changes)


def asked(action: Action | None, *reasons: str) -> Answered:
    codes = tuple(Reason(code=code, number=3, field="amount") for code in reasons)
    return Answered("d", action, not reasons, codes, 3, "2020-04-24T03:15:00+00:00")


@pytest.mark.parametrize("action", Action)
def test_what_was_done_is_said_with_its_figures_and_when(action: Action) -> None:
    said = outcome(line_with(answered=asked(action), date=dt.date(2020, 4, 28), delivered=4)) or ""
    assert said.startswith("Selesai (24-04-2020 10.15): ")
    assert said.endswith(".")
    assert not JARGON.search(said)


def test_an_approval_says_how_much_and_for_when() -> None:
    said = outcome(line_with(answered=asked(Action.APPROVE), date=dt.date(2020, 4, 28)))
    assert said == "Selesai (24-04-2020 10.15): 10 paket disetujui, Selasa 28 April."


@pytest.mark.parametrize("code", [*REASONS])
def test_every_reason_is_told_to_staff_without_words_of_the_machinery(code: str) -> None:
    said = outcome(line_with(answered=asked(Action.APPROVE, code))) or ""
    assert said.startswith(("TIDAK dapat diproses: setujui (24-04-2020 10.15).", "TIDAK dilakukan: setujui"))
    assert sentence(Reason(code=code, number=3, field="amount"), REFUSALS) in said
    assert not JARGON.search(said)


def test_a_wrong_action_is_answered_with_those_that_the_status_allows() -> None:
    said = outcome(line_with(status=Status.REJECTED, answered=asked(Action.ARRIVED, "wrong_status"))) or ""
    assert "Untuk DITOLAK: " in said


def test_no_help_beside_a_column_that_people_see_speaks_of_the_machinery() -> None:
    shown = [column for tab in TABS for column in tab.columns if not column.hidden]
    assert [column.label for column in shown if JARGON.search(column.help) and column.key != "version"] == []

"""What a recap reads before it does anything: the form, staff's tabs, the private workbook cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.core.submission import Response
from functions.gapi.errors import Permanent
from functions.ledger.desk import Desk, DeskReader
from functions.ledger.ports import Google
from functions.logs import log
from functions.recap.upkeep import views
from functions.recap.upkeep.views import Standing
from sheets_schema import private
from sheets_schema.form import days_question, quantity_question, question_id, target_question
from sheets_schema.reference import aid_kinds, regions


@dataclass(frozen=True, slots=True)
class Answers:
    """The form and its responses: when each was created, and what the workbooks repeat of it."""

    about: Mapping[str, Any]
    created: Mapping[str, str]
    responses: Mapping[str, Response]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the figures and views rest on. Figures do without the form, which its owner can take away."""

    desk: Desk
    private: Standing
    answers: Answers | None


def read(google: Google, reader: DeskReader) -> Reading:
    """One after the other: side by side they would need far more memory at once. Raises GoogleError."""
    answers = _answers(google)
    return Reading(reader.read(google.private), views.read(google.private, private.TABS), answers)


_DECIDED_ON = frozenset(
    map(
        question_id,
        (
            *("group", "city", "date", "if_short"),
            *{target_question(region.city) for region in regions()},
            *(key for kind in aid_kinds() for key in (quantity_question(kind.code), days_question(kind.code))),
        ),
    )
)
"""The answers that no row repeats, of kinds and cities as delivered: they are in the journal, and thousands of
responses are not kept whole."""


def _answers(google: Google) -> Answers | None:
    """The form, or None when it is not ours to read any more: no day goes without its figures for that."""
    created, kept = {}, {}
    try:
        for r in google.form.each_response():
            created[r.id] = r.created
            answers = {question: texts for question, texts in r.answers.items() if question not in _DECIDED_ON}
            kept[r.id] = Response(r.id, r.created, r.submitted, answers, r.email)
        return Answers(google.form.describe(), created, kept)
    except Permanent as error:
        log("ERROR", "the form cannot be read", error=str(error))
        return None

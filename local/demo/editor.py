"""The form's owner at its editor: a question of its own, other words, another order, no e-mail addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from functions.gapi.errors import Permanent
from functions.gapi.forms import Form
from local.demo.people import AGGREGATORS
from sheets_schema.declared import changes
from sheets_schema.form import PLEDGE, TAKE_PART, item_id, question_id
from sheets_schema.questions import city_form, is_from_tabs

FOREIGN_QUESTION = "Catatan untuk petugas"
OTHER_PLEDGE = "Kami siap menyalurkan."
_ATTEMPTS = 20


@dataclass(frozen=True)
class Edited:
    """One thing done in the editor: `what` is done to the item of a form key, from one text to another."""

    what: str
    key: str = ""
    old: str = ""
    new: str = ""


EDITS: tuple[tuple[Edited, ...], ...] = (
    (
        Edited("question", new=FOREIGN_QUESTION),
        Edited("choice", "pledge", PLEDGE, OTHER_PLEDGE),
        Edited("title", "date", new="Kapan bantuan tiba?"),
    ),
    (
        Edited("description", "phone", new="Nomor ketua saja."),
        Edited("order", "group"),
        Edited("choice", "if_short", TAKE_PART, "Sebagian saja boleh"),
        Edited("email"),
    ),
)
"""What is done after the first waves. All but the question must be put right again."""


class Editor:
    """Does in the form what its owner does. Drains may put the form right at the same moment."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def do(self, edit: Edited) -> None:
        """Do it. Raises Permanent when the form changes again and again meanwhile."""
        for attempt in range(_ATTEMPTS):
            about = self._form.describe()
            try:
                self._form.update([_request(edit, about)], about["revisionId"])
                return
            except Permanent:
                if attempt == _ATTEMPTS - 1:
                    raise


def _request(edit: Edited, about: Mapping[str, Any]) -> dict[str, Any]:
    if edit.what == "email":
        settings = {"emailCollectionType": "DO_NOT_COLLECT"}
        return {"updateSettings": {"settings": settings, "updateMask": "emailCollectionType"}}
    if edit.what == "question":
        question = {"questionId": question_id(edit.new), "textQuestion": {}}
        item = {"itemId": item_id(edit.new), "title": edit.new, "questionItem": {"question": question}}
        return {"createItem": {"item": item, "location": {"index": 1}}}
    at, item = next((n, one) for n, one in enumerate(about["items"]) if one["itemId"] == item_id(edit.key))
    if edit.what in ("title", "description"):
        return _update(at, {"itemId": item["itemId"], edit.what: edit.new}, edit.what)
    question = item["questionItem"]["question"]
    options = question["choiceQuestion"]["options"]
    if edit.what == "order":
        options = options[::-1]
    else:
        options = [{**one, "value": edit.new} if one["value"] == edit.old else one for one in options]
    asked = {**question, "choiceQuestion": {**question["choiceQuestion"], "options": options}}
    return _update(at, {"itemId": item["itemId"], "questionItem": {"question": asked}}, "questionItem.question")


def _update(at: int, item: Mapping[str, Any], mask: str) -> dict[str, Any]:
    return {"updateItem": {"item": item, "location": {"index": at}, "updateMask": mask}}


def not_put_right(about: Mapping[str, Any]) -> Iterator[str]:
    """What still differs in the form from what does not depend on staff's tabs; and whether the owner's own is gone."""
    fixed = [one for one in city_form((), (), (), AGGREGATORS) if not is_from_tabs(one)]
    yield from (f"the form still says otherwise: {change.name}" for change in changes(about, fixed) if change.by_hand)
    if FOREIGN_QUESTION not in json.dumps(about):
        yield "the question that the form's owner added is gone"

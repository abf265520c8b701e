"""A form's items: looking them up, checking and numbering them.

Source: the Forms v1 discovery document and developers.google.com/workspace/forms/api; there are no recordings.
"""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from local.google.errors import invalid, not_supported
from local.google.jsontypes import Json

ITEM_KINDS = ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem")
QUESTION_KINDS = ("textQuestion", "choiceQuestion", "scaleQuestion", "dateQuestion", "timeQuestion")
_UNBUILT_KINDS = ("fileUploadQuestion", "rowQuestion", "ratingQuestion")
CHOICE_TYPES = ("RADIO", "CHECKBOX", "DROP_DOWN")


class Asked(NamedTuple):
    """A question as it stands in a form."""

    question_id: str
    item: Json
    question: Json

    @property
    def title(self) -> str:
        return str(self.item.get("title", ""))

    @property
    def required(self) -> bool:
        return bool(self.question.get("required"))


def asked(form: Json) -> Iterator[Asked]:
    """Every question of a form, in order."""
    for item in form.get("items", []):
        question = item.get("questionItem", {}).get("question")
        if question is not None:
            yield Asked(question["questionId"], item, question)


def taken_ids(form: Json) -> set[str]:
    ids = {item["itemId"] for item in form.get("items", [])}
    return ids | {question.question_id for question in asked(form)}


def settled_item(form: Json, item: Json, own: frozenset[str] = frozenset()) -> Json:
    """A new or changed item, checked and with ids. ApiError 400 if malformed or an id is in use, 501 if not built."""
    kinds = [kind for kind in ITEM_KINDS if kind in item]
    if len(kinds) != 1:
        raise invalid(f"An item must have exactly one kind, not {len(kinds)}.")
    if kinds[0] in ("questionGroupItem", "imageItem", "videoItem"):
        raise not_supported(f"form items of kind {kinds[0]}")
    taken = taken_ids(form) - own
    settled = {**item, "itemId": _free_id(item.get("itemId"), taken, "itemId")}
    if kinds[0] == "questionItem":
        question = _settled_question(item["questionItem"].get("question") or {}, taken | {settled["itemId"]})
        settled["questionItem"] = {**item["questionItem"], "question": question}
    return settled


def _free_id(given: str | None, taken: set[str], name: str) -> str:
    """Ids are hexadecimal, at most eight digits: what the API accepts from a caller and what it makes itself."""
    if given:
        if len(given) > 8 or any(letter not in "0123456789abcdef" for letter in given):
            raise invalid(f"Invalid {name}: {given}")
        if given in taken:
            raise invalid(f"Invalid {name}: {given} is already in use.")
        return given
    while (made := secrets.token_hex(4)) in taken:
        pass
    return made


def _settled_question(question: Json, taken: set[str]) -> Json:
    for kind in _UNBUILT_KINDS:
        if kind in question:
            raise not_supported(f"form questions of kind {kind}")
    kinds = [kind for kind in QUESTION_KINDS if kind in question]
    if len(kinds) != 1:
        raise invalid("A question must have exactly one kind.")
    if kinds[0] == "choiceQuestion":
        _check_choices(question["choiceQuestion"])
    return {**question, "questionId": _free_id(question.get("questionId"), taken, "questionId")}


def _check_choices(choice: Json) -> None:
    if choice.get("type") not in CHOICE_TYPES:
        raise invalid(f"Invalid choice question type: {choice.get('type')}")
    values = [option.get("value", "") for option in choice.get("options") or [] if not option.get("isOther")]
    if not values or any(not value for value in values):
        raise invalid("A choice question must have options, and every option a value.")
    if len(set(values)) != len(values):
        raise invalid("Duplicate option values are not allowed in a choice question.")

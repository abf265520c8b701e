"""A form as it is kept: looking up its questions and sections, giving ids, and how it is answered.

Sources, here and in this folder's other modules. documented: the Forms v1 discovery document and
developers.google.com/workspace/forms/api. recorded: answers of October 2026 in nailegg/sensory-api-test,
samples/google_forms. reported: somebody pasted or measured it, named beside it. assumed: nobody is known to have tried.
"""

import re
import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

from local.google.call import Call
from local.google.files import access
from local.wire.errors import ApiError, invalid, not_found
from local.wire.jsontypes import Json

FIRST_REVISION = "00000002"
"""Of a form that forms.create made (recorded)."""

_PUBLISHED_ID = "1FAIpQLS"
"""How the id in every `responderUri` begins (recorded); it is not the file's."""


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


class InGooglesWords(ApiError):
    """A refusal of a batch in words that people met: none of them says which request of the batch it was."""

    def __init__(self, message: str) -> None:
        super().__init__(400, "INVALID_ARGUMENT", message, "invalid")

    def prefixed(self, prefix: str) -> ApiError:
        del prefix
        return self


def form_for(call: Call, needed: int) -> Json:
    """The form that a call is about. ApiError 404 if there is none, 403 if the caller's rank is too low."""
    access.file_of(call, call.path["formId"], needed)
    form = call.state.forms.get(call.path["formId"])
    if form is None:
        raise not_found()
    return form


def shown(value: Any) -> Any:
    """As proto3's JSON has it: what is false, 0, empty text or an empty list is left out, an empty message is not.

    Recorded for `publishState: {}` of an unpublished form and for a scale that begins at 0.
    """
    if isinstance(value, dict):
        return {name: shown(item) for name, item in value.items() if item or isinstance(item, dict)}
    return [shown(item) for item in value] if isinstance(value, list) else value


def next_revision(revision: str) -> str:
    """Two steps for a batch, however many requests it has (recorded)."""
    return f"{int(revision, 16) + 2:08x}"


def is_older(revision: str, latest: str) -> bool:
    """Whether it is one that the form had before `latest`."""
    known = re.fullmatch(r"[0-9a-f]{8}", revision) is not None
    return known and int(FIRST_REVISION, 16) <= int(revision, 16) < int(latest, 16)


def responder_id() -> str:
    """A new id for the link that respondents get."""
    return _PUBLISHED_ID + secrets.token_urlsafe(36)[:48]


def path_for_respondents(form: Json, page: str = "viewform") -> str:
    """Where a page of the form is, for whoever answers it."""
    return f"/forms/d/e/{form['responderId']}/{page}"


def asked(form: Json) -> Iterator[Asked]:
    """Every question of a form, in order."""
    for item in form.get("items", []):
        question = item.get("questionItem", {}).get("question")
        if question is not None:
            yield Asked(question["questionId"], item, question)


def section_ids(form: Json) -> set[str]:
    """The ids of the items that begin a page."""
    return {item["itemId"] for item in form.get("items", []) if "pageBreakItem" in item}


def taken_ids(form: Json) -> set[str]:
    ids = {item["itemId"] for item in form.get("items", [])}
    return ids | {question.question_id for question in asked(form)}


def free_id(given: str | None, taken: set[str], name: str) -> str:
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


def one_line(text: str | None) -> None:
    """ApiError 400 for a line break in a text that people read.

    Reported by eight repositories of titles and options (a.o. their fix: more lines go into the description, which may
    have them); for labels of a scale and the form's own title assumed.
    """
    if text and ("\n" in text or "\r" in text):
        raise InGooglesWords("Displayed text cannot contain newlines")

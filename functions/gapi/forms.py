"""Form responses, read by id and in pages. The form is the durable queue: nothing is ever taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.session import Effect, Session

_BASE = "https://forms.googleapis.com/v1/forms"
_PAGE = 5000


@dataclass(frozen=True, slots=True)
class FormResponse:
    """One response. Answers by question id; times in UTC, RFC 3339 with nine decimals so that they sort as text."""

    id: str
    created: str
    submitted: str
    answers: Mapping[str, tuple[str, ...]]
    email: str


class Form:
    """One form."""

    def __init__(self, session: Session, form_id: str) -> None:
        self.id = form_id
        self._session = session

    def responses(self, since: str = "") -> list[FormResponse]:
        """All responses, all pages; with `since` (RFC 3339) those submitted at or after it."""
        return list(self._pages(since))

    def _pages(self, since: str) -> Iterator[FormResponse]:
        params: dict[str, str | int] = {"pageSize": _PAGE}
        if since:
            params["filter"] = f"timestamp >= {since}"
        while True:
            url = f"{_BASE}/{self.id}/responses"
            page = self._session.request("forms.forms.responses.list", "GET", url, Effect.READ, params=params).json()
            yield from map(_response, page.get("responses", ()))
            if not page.get("nextPageToken"):
                return
            params["pageToken"] = page["nextPageToken"]

    def response(self, response_id: str) -> FormResponse:
        """One response. Raises Permanent (404) when the form does not hold it."""
        url = f"{_BASE}/{self.id}/responses/{response_id}"
        return _response(self._session.request("forms.forms.responses.get", "GET", url, Effect.READ).json())


def create_form(session: Session, title: str, requests: Sequence[Mapping[str, Any]]) -> str:
    """Create a form with these `forms.batchUpdate` requests and return its id."""
    body = {"info": {"title": title, "documentTitle": title}}
    form = session.request("forms.forms.create", "POST", _BASE, Effect.ONCE, json=body).json()["formId"]
    url = f"{_BASE}/{form}:batchUpdate"
    session.request("forms.forms.batchUpdate", "POST", url, Effect.ONCE, json={"requests": list(requests)})
    return str(form)


def _response(found: Mapping[str, Any]) -> FormResponse:
    answers = {
        question: tuple(part.get("value", "") for part in answer.get("textAnswers", {}).get("answers", ()))
        for question, answer in found.get("answers", {}).items()
    }
    return FormResponse(
        id=found["responseId"],
        created=_stamp(found["createTime"]),
        submitted=_stamp(found.get("lastSubmittedTime") or found["createTime"]),
        answers=answers,
        email=found.get("respondentEmail", ""),
    )


def _stamp(moment: str) -> str:
    """2020-04-24T03:00:00.5Z as 2020-04-24T03:00:00.500000000Z."""
    whole, _, fraction = moment.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<9.9}Z"

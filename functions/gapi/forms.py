"""Form responses, read by id and in pages. The form is the durable queue: nothing is ever taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.session import Effect, Session

_BASE = "https://forms.googleapis.com/v1/forms"
_PAGE = 5000
_SMALL_PAGE = 500
_EVENT = "RESPONSES"


@dataclass(frozen=True, slots=True)
class FormResponse:
    """One response. Answers by question id; times in UTC, RFC 3339 with nine decimals so that they sort as text."""

    id: str
    created: str
    submitted: str
    answers: Mapping[str, tuple[str, ...]]
    email: str


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch for responses. One that is not active was suspended by Google: nothing is announced any more."""

    id: str
    topic: str
    active: bool
    expires: str


class Form:
    """One form."""

    def __init__(self, session: Session, form_id: str) -> None:
        self.id = form_id
        self._session = session

    def responses(self, since: str = "") -> list[FormResponse]:
        """All responses, all pages; with `since` (RFC 3339) those submitted at or after it."""
        return list(self._pages(since, _PAGE))

    def each_response(self) -> Iterator[FormResponse]:
        """All responses, read a small page at a time for callers that keep only some of each."""
        return self._pages("", _SMALL_PAGE)

    def _pages(self, since: str, size: int) -> Iterator[FormResponse]:
        params: dict[str, str | int] = {"pageSize": size}
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

    def describe(self) -> Mapping[str, Any]:
        """The form itself: its items, its revision, `responderUri`."""
        url = f"{_BASE}/{self.id}"
        found: Mapping[str, Any] = self._session.request("forms.forms.get", "GET", url, Effect.READ).json()
        return found

    def update(self, requests: Sequence[Mapping[str, Any]], revision: str) -> None:
        """Apply `forms.batchUpdate` requests to the form as it was at a revision. Raises Permanent when it changed."""
        url = f"{_BASE}/{self.id}:batchUpdate"
        body = {"requests": list(requests), "writeControl": {"requiredRevisionId": revision}}
        self._session.request("forms.forms.batchUpdate", "POST", url, Effect.ONCE, json=body)

    def watches(self) -> list[Watch]:
        """This project's watches for responses that have not expired."""
        answer = self._session.request("forms.forms.watches.list", "GET", self._watch_url(), Effect.READ).json()
        return [_watch(found) for found in answer.get("watches", ()) if found["eventType"] == _EVENT]

    def create_watch(self, topic: str) -> None:
        """Have new responses announced on a Pub/Sub topic (projects/…/topics/…) for seven days."""
        body = {"watch": {"eventType": _EVENT, "target": {"topic": {"topicName": topic}}}}
        self._session.request("forms.forms.watches.create", "POST", self._watch_url(), Effect.ONCE, json=body)

    def renew_watch(self, watch_id: str) -> None:
        """Seven more days from now."""
        url = self._watch_url(f"/{watch_id}:renew")
        self._session.request("forms.forms.watches.renew", "POST", url, Effect.IDEMPOTENT, json={})

    def delete_watch(self, watch_id: str) -> None:
        """End a watch."""
        url = self._watch_url(f"/{watch_id}")
        self._session.request("forms.forms.watches.delete", "DELETE", url, Effect.IDEMPOTENT)

    def _watch_url(self, rest: str = "") -> str:
        return f"{_BASE}/{self.id}/watches{rest}"


def _watch(found: Mapping[str, Any]) -> Watch:
    topic = found["target"]["topic"]["topicName"]
    return Watch(found["id"], topic, found.get("state", "") == "ACTIVE", _stamp(found["expireTime"]))


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

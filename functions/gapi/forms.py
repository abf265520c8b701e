"""Form responses, read by id and in pages. The form is the durable queue: nothing is ever taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.errors import Permanent
from functions.gapi.session import Effect, Session

_BASE = "https://forms.googleapis.com/v1/forms"
_PAGE = 5000
_SMALL_PAGE = 500
_EVENT = "RESPONSES"
_PUBLISH = "forms.forms.setPublishSettings"
_FILES = "https://www.googleapis.com/drive/v3/files"
_ANYBODY = {"type": "anyone", "role": "reader", "view": "published"}
"""Drive's permission to answer a form: it reads nothing but the form's page."""


@dataclass(frozen=True, slots=True)
class FormResponse:
    """One response. Answers by question id; times in UTC, RFC 3339 with nine decimals so that they sort as text."""

    id: str
    created: str
    submitted: str
    answers: Mapping[str, tuple[str, ...]]
    email: str


def takes_answers(about: Mapping[str, Any]) -> bool:
    """Whether a form, as described, is published and open. Very old ones have no such settings and are."""
    settings = about.get("publishSettings")
    return settings is None or bool(settings.get("publishState", {}).get("isAcceptingResponses"))


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch for responses. With an `error` Google has suspended it: nothing is announced any more."""

    id: str
    topic: str
    expires: str
    error: str


class Form:
    """One form."""

    def __init__(self, session: Session, form_id: str) -> None:
        self.id = form_id
        self._session = session

    def hurried(self, seconds: float) -> Form:
        """The same form, trying no longer than this, nor than it was to."""
        return Form(self._session.bounded(self._session.patience.at_most(seconds)), self.id)

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
        """Apply `forms.batchUpdate` requests, all or none, to the form as it was at a revision.

        Raises Permanent (400) when it has changed since, or when Google refuses one of them.
        """
        url = f"{_BASE}/{self.id}:batchUpdate"
        body = {"requests": list(requests), "writeControl": {"requiredRevisionId": revision}}
        self._session.request("forms.forms.batchUpdate", "POST", url, Effect.ONCE, json=body)

    def publish(self, *, accepting: bool) -> None:
        """Publish the form, and let it take answers or not. Who may answer is another matter: see `open`."""
        url = f"{_BASE}/{self.id}:setPublishSettings"
        wanted = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": accepting}}}
        self._session.request(_PUBLISH, "POST", url, Effect.IDEMPOTENT, json=wanted)

    def open(self) -> None:
        """Publish the form and let whoever has its link answer it. Raises Permanent also when it is not so then."""
        self.publish(accepting=True)
        permissions = f"{_FILES}/{self.id}/permissions"
        self._session.request("drive.permissions.create", "POST", permissions, Effect.IDEMPOTENT, json=_ANYBODY)
        if not takes_answers(self.describe()):
            raise Permanent(_PUBLISH, 200, "the form still takes no answers")
        if not self.is_for_everybody():
            raise Permanent("drive.permissions.list", 200, "the form is not open to everybody")

    def is_for_everybody(self) -> bool:
        """Whether whoever has the link may answer, once the form takes answers."""
        method, url = "drive.permissions.list", f"{_FILES}/{self.id}/permissions"
        asked: dict[str, str | int] = {
            "includePermissionsForView": _ANYBODY["view"],
            "fields": "permissions(type,role,view)",
        }
        found = self._session.request(method, "GET", url, Effect.READ, params=asked).json()
        return _ANYBODY in found.get("permissions", ())

    def watches(self) -> list[Watch]:
        """This project's watches for responses. Those of its other users cannot be renewed or deleted."""
        answer = self._session.request("forms.forms.watches.list", "GET", self._watch_url(), Effect.READ).json()
        return [_watch(found) for found in answer.get("watches", ()) if found["eventType"] == _EVENT]

    def create_watch(self, topic: str) -> None:
        """Have new responses announced on a Pub/Sub topic (projects/…/topics/…) for seven days.

        Raises Permanent: FAILED_PRECONDITION when we have a watch already, 403 when the topic is not granted.
        """
        body = {"watch": {"eventType": _EVENT, "target": {"topic": {"topicName": topic}}}}
        self._session.request("forms.forms.watches.create", "POST", self._watch_url(), Effect.ONCE, json=body)

    def renew_watch(self, watch_id: str) -> None:
        """Seven more days from now, active again if it was suspended.

        Raises Permanent: 404 when it is gone or not ours, 400 when what suspended it lasts.
        """
        url = self._watch_url(f"/{watch_id}:renew")
        self._session.request("forms.forms.watches.renew", "POST", url, Effect.IDEMPOTENT, json={})

    def delete_watch(self, watch_id: str) -> None:
        """End a watch. Raises Permanent (403) when it has ended already, or is not ours."""
        url = self._watch_url(f"/{watch_id}")
        self._session.request("forms.forms.watches.delete", "DELETE", url, Effect.IDEMPOTENT)

    def _watch_url(self, rest: str = "") -> str:
        return f"{_BASE}/{self.id}/watches{rest}"


def _watch(found: Mapping[str, Any]) -> Watch:
    error = "" if found.get("state") == "ACTIVE" else found.get("errorType", "ERROR_TYPE_UNSPECIFIED")
    return Watch(found["id"], found["target"]["topic"]["topicName"], _stamp(found["expireTime"]), error)


def create_form(session: Session, title: str, requests: Sequence[Mapping[str, Any]]) -> str:
    """Create a form with these `forms.batchUpdate` requests, open it to whoever has its link, and return its id.

    Raises Permanent also when it is not open in the end.
    """
    body = {"info": {"title": title, "documentTitle": title}}
    # Nobody answers a form that is half made; and what Google does without being told has changed before.
    made = session.request("forms.forms.create", "POST", _BASE, Effect.ONCE, params={"unpublished": "true"}, json=body)
    form = Form(session, made.json()["formId"])
    url = f"{_BASE}/{form.id}:batchUpdate"
    session.request("forms.forms.batchUpdate", "POST", url, Effect.ONCE, json={"requests": list(requests)})
    form.open()
    return form.id


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

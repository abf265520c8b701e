"""Responses: submitting, editing and listing them."""

import datetime as dt
import re
import secrets
from typing import Any

from local.google.clock import parse_rfc3339, rfc3339
from local.google.errors import invalid
from local.google.jsontypes import Json
from local.google.state import State

MOST_PER_PAGE = 5000
_FILTER = re.compile(r"\s*timestamp\s*(>=|>)\s*(\S+)\s*")


def submit(
    state: State,
    form_id: str,
    answers: dict[str, list[str]],
    *,
    email: str | None = None,
    created: dt.datetime | None = None,
    visible_after: float = 0.0,
    response_id: str | None = None,
) -> Json:
    """Store a response. `answers` holds the texts by questionId; it is listed `visible_after` seconds from now."""
    stamp = rfc3339(created or state.clock.now())
    response: Json = {
        "responseId": response_id or secrets.token_urlsafe(32),
        "createTime": stamp,
        "lastSubmittedTime": stamp,
    }
    if email:
        response["respondentEmail"] = email
    response["answers"] = _answers(answers)
    visible = state.clock.now() + dt.timedelta(seconds=visible_after)
    state.responses.put(response["responseId"], {"formId": form_id, "visible": rfc3339(visible), "response": response})
    return response


def _answers(answers: dict[str, list[str]]) -> Json:
    return {
        question_id: {"questionId": question_id, "textAnswers": {"answers": [{"value": text} for text in texts]}}
        for question_id, texts in answers.items()
        if texts
    }


def edit(state: State, response_id: str, answers: dict[str, list[str]]) -> Json:
    """Submit again: given answers replace the old, createTime stays, lastSubmittedTime is now. KeyError if unknown."""
    kept = state.responses.get(response_id)
    if kept is None:
        raise KeyError(response_id)
    old = kept["response"]
    merged = {key: value for key, value in old["answers"].items() if key not in answers} | _answers(answers)
    response = {**old, "answers": merged, "lastSubmittedTime": state.clock.stamp()}
    state.responses.put(response_id, {**kept, "response": response})
    return response


def visible(state: State, form_id: str) -> list[Json]:
    """The responses that Google would show now, in no promised order."""
    now = state.clock.now()
    return [
        kept["response"]
        for kept in state.responses.values()
        if kept["formId"] == form_id and parse_rfc3339(kept["visible"]) <= now
    ]


def page(responses: list[Json], query: dict[str, str]) -> Json:
    """A page of responses by filter, pageSize and pageToken.

    The order is not documented: here it is by response id, which is random, so that nobody comes to rely on one.
    """
    wanted = sorted(_filtered(responses, query.get("filter", "")), key=lambda response: response["responseId"])
    size = min(_whole_number(query.get("pageSize"), "page_size") or MOST_PER_PAGE, MOST_PER_PAGE)
    after = query.get("pageToken", "")
    rest = [response for response in wanted if response["responseId"] > after]
    answer: Json = {"responses": [{**response} for response in rest[:size]]} if rest else {}
    if len(rest) > size:
        answer["nextPageToken"] = rest[size - 1]["responseId"]
    return answer


def _whole_number(text: str | None, field: str) -> int:
    if not text:
        return 0
    if not text.isdigit():
        raise invalid(f"Invalid value at '{field}' (TYPE_INT32), \"{text}\"")
    return int(text)


def _filtered(responses: list[Json], text: str) -> list[Json]:
    """Compared with lastSubmittedTime; the discovery document: "submitted after (but not at)", "at and after"."""
    if not text:
        return responses
    match = _FILTER.fullmatch(text)
    if not match:
        raise invalid(f"Invalid filter: {text}")
    try:
        limit = parse_rfc3339(match[2])
    except ValueError:
        raise invalid(f"Invalid filter: {text}") from None
    at: Any = match[1] == ">="
    return [
        response
        for response in responses
        if (moment := parse_rfc3339(response["lastSubmittedTime"])) > limit or (at and moment == limit)
    ]

"""Responses: submitting, editing and listing them. Sources as in `model`.

`createTime` has milliseconds, `lastSubmittedTime` microseconds, so they differ on an untouched answer (recorded).
"""

import base64
import datetime as dt
import hashlib
import json
import re
import secrets

from local.google.state import State
from local.wire.conditions.clock import parse_rfc3339, proto_time
from local.wire.errors import invalid
from local.wire.jsontypes import Json

MOST_PER_PAGE = 5000
_FILTER = re.compile(r"\s*timestamp\s*(>=|>)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z)\s*")
"""Times in UTC with "Z" only (documented)."""


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
    moment = created or state.clock.now()
    response: Json = {
        "responseId": response_id or secrets.token_urlsafe(32),
        "createTime": proto_time(moment.replace(microsecond=moment.microsecond // 1000 * 1000)),
        "lastSubmittedTime": proto_time(moment),
    }
    if email:
        response["respondentEmail"] = email
    if kept_answers := _answers(answers):
        response["answers"] = kept_answers
    visible = state.clock.now() + dt.timedelta(seconds=visible_after)
    kept = {"formId": form_id, "visible": proto_time(visible), "response": response}
    state.responses.put(response["responseId"], kept)
    return response


def _answers(answers: dict[str, list[str]]) -> Json:
    """As answered: an empty text is left out. Half a character that a client sent is none: text is UTF-8 (assumed)."""
    return {
        question_id: {"questionId": question_id, "textAnswers": {"answers": [_text(text) for text in texts]}}
        for question_id, texts in answers.items()
        if texts
    }


def _text(text: str) -> Json:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return {"value": whole} if whole else {}


def edit(state: State, kept: Json, answers: dict[str, list[str]]) -> Json:
    """Submit what is kept again: given answers replace the old, createTime stays, lastSubmittedTime is now."""
    old = kept["response"]
    merged = {key: value for key, value in old.get("answers", {}).items() if key not in answers}
    response = {**old, "answers": merged | _answers(answers), "lastSubmittedTime": proto_time(state.clock.now())}
    state.responses.put(response["responseId"], {**kept, "response": response})
    return response


def visible(state: State, form_id: str) -> list[Json]:
    """The responses that Google would show now, in no promised order."""
    now = state.clock.now()
    return [
        kept["response"]
        for kept in state.responses.values()
        if kept["formId"] == form_id and parse_rfc3339(kept["visible"]) <= now
    ]


def page(responses: list[Json], form_id: str, query: dict[str, str]) -> Json:
    """A page of responses by filter, pageSize and pageToken.

    The order is not documented: here it is by response id, which is random, so that nobody comes to rely on one.
    """
    filter_ = query.get("filter", "")
    wanted = sorted(_filtered(responses, filter_), key=lambda response: response["responseId"])
    size = min(_page_size(query.get("pageSize")) or MOST_PER_PAGE, MOST_PER_PAGE)
    listing = f"{form_id} {filter_}"
    after = _after(query.get("pageToken", ""), listing)
    rest = [response for response in wanted if response["responseId"] > after]
    answer: Json = {"responses": [{**response} for response in rest[:size]]} if rest else {}
    if len(rest) > size:
        answer["nextPageToken"] = _token(rest[size - 1]["responseId"], listing)
    return answer


def _page_size(text: str | None) -> int:
    if not text:
        return 0
    if int(text) < 0:
        raise invalid("page_size must not be negative.")
    return int(text)


def _token(after: str, listing: str) -> str:
    """Where a page ended, bound to form and filter: with others a token is worth nothing (documented)."""
    content = json.dumps([after, hashlib.sha256(f"{after} {listing}".encode()).hexdigest()])
    return base64.urlsafe_b64encode(content.encode()).decode()


def _after(token: str, listing: str) -> str:
    """The response after which a page begins. ApiError 400 for a token not made for this listing; words assumed."""
    if not token:
        return ""
    try:
        after = str(json.loads(base64.urlsafe_b64decode(token))[0])
    except (ValueError, LookupError, TypeError):
        after = ""
    if token != _token(after, listing):
        raise invalid("Invalid page_token.")
    return after


def _filtered(responses: list[Json], text: str) -> list[Json]:
    """Compared with lastSubmittedTime, as exactly as it is kept (live: vm0-ai/vm0#25163)."""
    if not text:
        return responses
    match = _FILTER.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        limit = _comparable(match[2])
    except ValueError:
        raise invalid(f"Invalid filter: {text}") from None
    at = match[1] == ">="
    moments = ((response, _comparable(response["lastSubmittedTime"])) for response in responses)
    return [response for response, moment in moments if moment > limit or (at and moment == limit)]


def _comparable(moment: str) -> tuple[dt.datetime, str]:
    """To the nanosecond. ValueError for what is no time."""
    whole, _, fraction = moment.removesuffix("Z").partition(".")
    return parse_rfc3339(whole + "Z"), f"{fraction:0<9}"

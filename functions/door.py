"""What may come in: the same for all functions. A call says "look" and carries nothing that is acted upon.

| Function | Who calls | With |
| --- | --- | --- |
| commit | the schedule, the form's Pub/Sub subscription | nothing, or a push envelope |
| recap | the schedule | nothing |
| notify | the schedule | nothing, or {"kind": …} |
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection
from typing import Any

import flask

LONGEST = 100_000
"""Bytes; the push that a form's watch causes has a few hundred."""


class NotAllowed(Exception):
    """The request is something else; `status` is the answer it deserves."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def asked(request: flask.Request, fields: Collection[str] = ()) -> dict[str, Any]:
    """What a call asks for: the fields of its body, empty for an empty body and for a push.

    No other fields than the given ones may stand there. Raises NotAllowed; a body that is too long, does not say how
    long it is, or came with what is no call, is not read.
    """
    try:
        body = _body(request)
    except NotAllowed:
        leave_unread(request)
        raise
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise NotAllowed(400, "the body is neither empty nor a JSON object")
    if isinstance(parsed.get("message"), dict):
        return {}
    if not parsed.keys() <= set(fields):
        raise NotAllowed(400, f"the body is neither empty nor a push; fields that count: {', '.join(fields) or 'none'}")
    return parsed


def leave_unread(request: flask.Request) -> None:
    """Drop the rest of a body: functions-framework reads what is left into memory before it answers, however long."""
    request.stream = io.BytesIO()


def _body(request: flask.Request) -> bytes:
    if request.path != "/":
        raise NotAllowed(404, "nothing is here; POST to /")
    if request.method != "POST":
        raise NotAllowed(405, "POST only")
    length = request.content_length
    if length is None and "Transfer-Encoding" in request.headers:
        raise NotAllowed(411, "say how long the body is")
    if (length or 0) > LONGEST:
        raise NotAllowed(413, f"the body is longer than {LONGEST} bytes")
    return request.get_data() if length else b""

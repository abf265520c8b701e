"""What counts as a poke: an empty POST (the schedule) or a Pub/Sub push. It says "look" and carries nothing."""

from __future__ import annotations

from functions.answers import json_of

LONGEST = 1_000_000
"""Bytes; the push that a form's watch causes has a few hundred."""


class NotAPoke(Exception):
    """The request is something else; `status` is the answer it deserves."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def check(method: str, path: str, body: bytes) -> None:
    """Raises NotAPoke. Nothing in the body is ever used: a forged poke only makes us look."""
    if path != "/":
        raise NotAPoke(404, "nothing is here; POST to /")
    if method != "POST":
        raise NotAPoke(405, "POST only")
    if len(body) > LONGEST:
        raise NotAPoke(413, f"the body is longer than {LONGEST} bytes")
    if not body.strip():
        return
    parsed = json_of(body)
    if not isinstance(parsed, dict):
        raise NotAPoke(400, "the body is neither empty nor a JSON object")
    if parsed and not isinstance(parsed.get("message"), dict):
        raise NotAPoke(400, "the body is neither empty nor a Pub/Sub push envelope")

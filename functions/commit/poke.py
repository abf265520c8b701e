"""What counts as a poke: an empty POST (the schedule) or a Pub/Sub push. It says "look" and carries nothing."""

from __future__ import annotations

from typing import Any


class NotAPoke(Exception):
    """The request is something else; `status` is the answer it deserves."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def check(method: str, body: bytes, parsed: Any) -> None:
    """Raises NotAPoke. Nothing in the body is ever used: a forged poke only makes us look."""
    if method != "POST":
        raise NotAPoke(405, "POST only")
    if not body.strip():
        return
    if not isinstance(parsed, dict):
        raise NotAPoke(400, "the body is neither empty nor a JSON object")
    if parsed and not isinstance(parsed.get("message"), dict):
        raise NotAPoke(400, "the body is neither empty nor a Pub/Sub push envelope")

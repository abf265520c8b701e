"""Several calls in one request. Source: cloud.google.com/storage/docs/batch; the shapes are recorded.

A part is a call of its own, with its own refusal; parts without a token use that of the request around them.
"""

import datetime as dt
import email.utils
import http
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from local.wire.errors import invalid
from local.wire.http.calls import NOT_KEPT
from local.wire.http.multipart import split

_MOST = 100
_PAST = "Mon, 01 Jan 1990 00:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Inner:
    """One call of a batch, and the id under which its answer is sent."""

    content_id: str
    verb: str
    target: str
    headers: dict[str, str]
    body: bytes


def read(body: bytes, headers: Mapping[str, str]) -> list[Inner]:
    """The calls in a batch. ApiError 400 for what is none, or more than a hundred."""
    described = Message()
    described["content-type"] = headers.get("content-type", "")
    boundary = described.get_boundary()
    if not boundary:
        raise invalid("Failed to parse batch request, error: missing boundary.")
    calls = [_inner(head, content, headers) for head, content in split(body, boundary.encode())]
    if not 1 <= len(calls) <= _MOST:
        raise invalid(f"Failed to parse batch request, error: {len(calls)} items in the batch. Received batch body.")
    return calls


def _inner(head: dict[str, str], content: bytes, outer: Mapping[str, str]) -> Inner:
    asked, _, rest = content.partition(b"\n")
    words = asked.decode("utf-8", "replace").split()
    if len(words) < 2:
        raise invalid("Failed to parse batch request, error: malformed request line.")
    (headers, body), *_ = split(b"--x\n" + rest + b"\n--x--", b"x") or [({}, b"")]
    inherited = {"authorization": outer["authorization"]} if "authorization" in outer else {}
    return Inner(head.get("content-id", "").strip("<>"), words[0].upper(), words[1], {**inherited, **headers}, body)


@dataclass(frozen=True, slots=True)
class InnerAnswer:
    """The answer to one call of a batch; header names are in lower case."""

    content_id: str
    status: int
    headers: dict[str, str]
    body: bytes

    def lines(self, date: str) -> list[str]:
        try:
            phrase = http.HTTPStatus(self.status).phrase
        except ValueError:
            phrase = ""
        known = {
            "content-type": "", "date": date, "cache-control": NOT_KEPT, "expires": _PAST, **self.headers,
            "content-length": str(len(self.body)),
        }  # fmt: skip
        return [f"HTTP/1.1 {self.status} {phrase}", *(f"{name.title()}: {value}" for name, value in known.items())]


def written(answers: list[InnerAnswer], now: dt.datetime) -> tuple[bytes, str]:
    """The body of a batch's answer and its content type."""
    date = email.utils.format_datetime(now, usegmt=True)
    boundary = "batch_" + secrets.token_urlsafe(24)
    out = bytearray()
    for answer in answers:
        lines = [
            f"--{boundary}", "Content-Type: application/http", f"Content-ID: <response-{answer.content_id}>", "",
            *answer.lines(date), "", "",
        ]  # fmt: skip
        out += "\r\n".join(lines).encode() + answer.body + b"\r\n"
    return bytes(out) + f"--{boundary}--".encode(), f"multipart/mixed; boundary={boundary}"

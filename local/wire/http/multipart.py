"""The two parts of a multipart/related upload, byte for byte.

A mail parser would not do: it drops a charset from a type, and a line break from content that ends with one.
"""

import json
import re
from dataclasses import dataclass
from email.message import Message
from typing import Any

from local.wire.errors import invalid
from local.wire.jsontypes import Json

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BREAK = re.compile(rb"\r?\n\Z")
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """Metadata, content, and the content's type as it was written; "" if it was not."""

    metadata: Json
    content: bytes
    content_type: str


def read(body: bytes, content_type: str) -> Parts:
    """ApiError 400 if there are not exactly two parts, or the first is no JSON object."""
    described = Message()
    described["content-type"] = content_type
    boundary = described.get_boundary()
    pieces = split(body, boundary.encode()) if boundary else []
    if len(pieces) != _PARTS:
        raise invalid("A multipart upload needs exactly two parts: metadata and content.")
    (_, described_content), (headers, content) = pieces
    return Parts(as_metadata(described_content), content, headers.get("content-type", ""))


def as_metadata(raw: bytes) -> Json:
    """An object's metadata as an upload sends it; none at all is an empty one. ApiError 400 if it is no JSON object."""
    try:
        found: Any = json.loads(raw) if raw.strip() else {}
    except ValueError as fault:
        raise invalid(f"Invalid JSON in the metadata part. {fault}") from fault
    if not isinstance(found, dict):
        raise invalid("Invalid JSON in the metadata part. It is no object.")
    return found


def split(body: bytes, boundary: bytes) -> list[tuple[dict[str, str], bytes]]:
    """Headers and content of each part. The line break before a boundary belongs to the boundary."""
    found = []
    for piece in re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary), body)[1:]:
        if piece.startswith(b"--"):
            break
        head, content = _halves(piece)
        found.append((_headers(head), content))
    return found


def _halves(piece: bytes) -> tuple[bytes, bytes]:
    """Headers and content; both begin after the line break that ends the boundary's line."""
    inner = re.sub(rb"\A[ \t]*\r?\n", b"", piece)
    end = re.match(rb"()\r?\n", inner) or _HEAD_END.search(inner)
    return (inner[: end.start()], inner[end.end() :]) if end else (inner, b"")


def _headers(head: bytes) -> dict[str, str]:
    lines = [line.partition(":") for line in head.decode("utf-8", "replace").splitlines()]
    return {name.strip().lower(): value.strip() for name, _, value in lines}

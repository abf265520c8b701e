"""The paths of the JSON API, and lists in pages, whose tokens are the last name as a protocol buffer (recorded)."""

import base64
import binascii

from local.google.call import Call
from local.wire.errors import invalid_parameter
from local.wire.jsontypes import Json

_ROOT = "/storage/v1/b"
BUCKETS = _ROOT + "/?"
BUCKET = _ROOT + "/{bucket}"
OBJECTS = BUCKET + "/o/?"
OBJECT = BUCKET + "/o/{object=*}"
_MOST = 1000


def page_size(call: Call) -> int:
    """At most a thousand. ApiError 400 for what is no number."""
    text = call.query.get("maxResults") or str(_MOST)
    if not text.isascii() or not text.isdecimal():
        raise invalid_parameter("maxResults")
    return min(int(text) or _MOST, _MOST)


def after(call: Call) -> str:
    """The name after which this page begins; "" for the first. ApiError 400 for a token that was never given."""
    token = call.query.get("pageToken") or ""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
        if token and raw[0] == 0x0A:
            return _string(raw[1:])
    except (binascii.Error, IndexError, ValueError):
        raise invalid_parameter("pageToken") from None
    if token:
        raise invalid_parameter("pageToken")
    return ""


def _string(raw: bytes) -> str:
    """A length as a varint, and that many bytes of UTF-8."""
    length = shift = 0
    for place, byte in enumerate(raw, start=1):
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            text = raw[place:]
            if len(text) != length:
                raise ValueError("length")
            return text.decode()
    raise ValueError("no end")


def next_page(last: str) -> Json:
    """What an answer says when more is to come after `last`."""
    name = last.encode()
    length, size = bytearray(), len(name)
    while size > 0x7F:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    length.append(size)
    return {"nextPageToken": base64.b64encode(b"\x0a" + bytes(length) + name).decode()}


def in_pages(call: Call, names: list[str]) -> tuple[list[str], Json]:
    """The names of the page asked for, and what to say if more follow."""
    first, size = after(call), page_size(call)
    rest = [name for name in names if name > first]
    return rest[:size], next_page(rest[size - 1]) if len(rest) > size else {}

"""Etags, and what a caller makes depend on them or on generations.

Recorded: the words, and that an etag is generation and metageneration as a protocol buffer. Documented: which
parameters there are, and 304 where a GET asks for something newer: cloud.google.com/storage/docs/request-preconditions.
"""

import base64
from collections.abc import Callable, Mapping

from local.google.call import Call
from local.wire.errors import ApiError, invalid_parameter
from local.wire.http.calls import Answer
from local.wire.jsontypes import Json

Handle = Callable[[Call], Json | Answer]

_NONE: Json = {"generation": "0", "metageneration": "0"}
"""What stands for an object that does not exist, or exists as a noncurrent version only."""


def object_etag(kept: Json) -> str:
    return _etag(kept["generation"], kept["metageneration"])


def bucket_etag(bucket: Json) -> str:
    """Also that of its policy: whatever changes in a bucket makes the etag stale."""
    return _etag(bucket["metageneration"])


def _etag(*numbers: str) -> str:
    fields = (bytes([tag << 3]) + _varint(int(number)) for tag, number in enumerate(numbers, start=1))
    return base64.b64encode(b"".join(fields)).decode()


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def not_met(location: str, message: str = "At least one of the pre-conditions you specified did not hold.") -> ApiError:
    return ApiError(
        412, "FAILED_PRECONDITION", message, "conditionNotMet", location=location, location_type="header"
    )  # fmt: skip


class NotModified(Exception):
    """Nothing newer than the caller has."""


def or_not_modified(handle: Handle) -> Handle:
    """The method, which answers 304 without a body when its check finds that nothing is newer."""

    def handled(call: Call) -> Json | Answer:
        try:
            return handle(call)
        except NotModified:
            return Answer(304)

    return handled


def check(call: Call, kept: Json | None, etag: str = "", prefix: str = "if") -> None:
    """The preconditions among the parameters, and of a read those among the headers.

    ApiError 400 for one that is no number, 412 if one does not hold; of a read that asked for something newer,
    NotModified. Headers compare with `etag`. `prefix` is `ifSource` for those of a copy's source.
    """
    reads = not call.method.writes
    for name, field, wanted_same in _parameters(prefix):
        wanted = call.query.get(name)
        if wanted is None or wanted == "":
            continue
        if not wanted.isascii() or not wanted.removeprefix("-").isdecimal():
            raise invalid_parameter(name)
        same = int(wanted) == int((kept or _NONE)[field])
        if same is not wanted_same:
            _refuse(reads, "If-Match" if wanted_same else "If-None-Match")
    if reads and etag:
        _check_headers(call.headers, etag)


def _parameters(prefix: str) -> list[tuple[str, str, bool]]:
    return [
        (f"{prefix}{word}{suffix}", word.lower(), suffix == "Match")
        for word in ("Generation", "Metageneration")
        for suffix in ("Match", "NotMatch")
    ]


def _refuse(reads: bool, location: str) -> None:
    if reads and location == "If-None-Match":
        raise NotModified
    raise not_met(location)


def _check_headers(headers: Mapping[str, str], etag: str) -> None:
    for name, wanted_same in (("if-match", True), ("if-none-match", False)):
        given = [part.strip().removeprefix("W/").strip('"') for part in headers.get(name, "").split(",")]
        if headers.get(name) and (etag in given or "*" in given) is not wanted_same:
            _refuse(True, "If-Match" if wanted_same else "If-None-Match")

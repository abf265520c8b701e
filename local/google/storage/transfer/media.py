"""Reading one object: its resource or its content; headers, one range of bytes, content that was stored compressed.

Recorded: the headers of both APIs, that a part of an object has no checksum, that a refused download is plain text.
Documented: content stored as gzip is unpacked for who does not accept it, and ranges are then passed over
(cloud.google.com/storage/docs/transcoding). Reported: the words of 416.
"""

import gzip
import re
import zlib
from dataclasses import dataclass

from local.google.call import Call
from local.google.storage.conditions import Handle, check, object_etag, or_not_modified
from local.google.storage.objects.resources import resource
from local.google.storage.objects.shelf import content_of, find
from local.google.storage.paths import OBJECT
from local.wire.errors import ApiError
from local.wire.http.calls import NOT_KEPT, Answer, method
from local.wire.jsontypes import Json

_RANGE = re.compile(r"bytes=(?:(\d+)-(\d*)|-(\d+))")
_UNBUILT = 501


def as_text(handle: Handle) -> Handle:
    """The method, refusing as a download does: the bare words."""

    def handled(call: Call) -> Json | Answer:
        try:
            return handle(call)
        except ApiError as error:
            if error.code == _UNBUILT:
                raise
            return Answer(error.code, error.message.encode(), "text/html; charset=UTF-8")

    return handled


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes to send of an object, and the headers that say which they are."""

    status: int
    content: bytes
    headers: dict[str, str]

    @property
    def whole(self) -> bool:
        return self.status == 200


def part_of(call: Call, kept: Json) -> Part:
    """What the caller's Range and Accept-Encoding ask for. ApiError 416 if nothing of it is there."""
    content, stored = content_of(kept), kept.get("contentEncoding", "")
    headers = {"content-encoding": stored} if stored not in ("", "identity") else {}
    if stored == "gzip" and not _accepts_gzip(call):
        unpacked = _unpacked(content)
        if unpacked is not None:
            return Part(200, unpacked, {"vary": "Accept-Encoding", "warning": "214 UploadServer gunzipped"})
    asked = _RANGE.fullmatch(call.headers.get("range", ""))
    if not asked:
        return Part(200, content, headers)
    size = len(content)
    first = max(0, size - int(asked[3])) if asked[3] else int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if asked[2] and int(asked[2]) < first:
        return Part(200, content, headers)
    if first >= size or asked[3] == "0":
        raise ApiError(416, "OUT_OF_RANGE", "Request range not satisfiable", "requestedRangeNotSatisfiable")
    return Part(206, content[first : last + 1], {**headers, "content-range": f"bytes {first}-{last}/{size}"})


def _accepts_gzip(call: Call) -> bool:
    return "gzip" in call.headers.get("accept-encoding", "") or "no-transform" in call.headers.get("cache-control", "")


def _unpacked(content: bytes) -> bytes | None:
    """None for what says gzip and is none: it is sent as it is."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None


def get(call: Call) -> Json | Answer:
    """Metadata, or with alt=media the content."""
    return as_text(download)(call) if call.query.get("alt") == "media" else resource(call, _found(call))


def _found(call: Call) -> Json:
    _, kept = find(call, "storage.objects.get")
    check(call, kept, object_etag(kept))
    return kept


def download(call: Call) -> Answer:
    """The content by the JSON API."""
    kept = _found(call)
    part = part_of(call, kept)
    headers = {
        "etag": object_etag(kept), "x-goog-generation": kept["generation"],
        "x-goog-metageneration": kept["metageneration"],
        "cache-control": kept.get("cacheControl") or NOT_KEPT, **described(kept), **part.headers,
    }  # fmt: skip
    if part.whole:
        headers["x-goog-hash"] = hashes(kept)
    return Answer(part.status, part.content, content_type(kept), headers)


def hashes(kept: Json) -> str:
    """An object composed of others has no MD5."""
    return f"crc32c={kept['crc32c']}" + (f",md5={kept['md5Hash']}" if "md5Hash" in kept else "")


def described(kept: Json) -> dict[str, str]:
    """What both APIs say of how to show the content."""
    names = {"content-disposition": "contentDisposition", "content-language": "contentLanguage"}
    return {header: kept[name] for header, name in names.items() if name in kept}


def content_type(kept: Json) -> str:
    return str(kept.get("contentType") or "application/octet-stream")


_WHICH = "generation ifGenerationMatch ifGenerationNotMatch ifMetagenerationMatch ifMetagenerationNotMatch"
METHODS = [
    method("storage.objects.get", "GET", OBJECT, or_not_modified(get), f"{_WHICH} projection softDeleted"),
    method("storage.objects.get", "GET", "/download" + OBJECT, or_not_modified(as_text(download)), _WHICH),
]

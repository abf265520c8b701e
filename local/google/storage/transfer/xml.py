"""The XML API's reading, which is what a browser meets at storage.googleapis.com/BUCKET/OBJECT.

Recorded (2026): the headers and every refusal here, but the one for a missing bucket and for bytes that are not there,
which are documented. Signed addresses and the XML API's writing and listing are not built.
"""

import base64
import email.utils
import re
from xml.sax.saxutils import escape

from local.google.call import Call
from local.google.storage.buckets.access import allowed
from local.google.storage.conditions import NotModified, check
from local.google.storage.objects.shelf import content_of, find
from local.google.storage.transfer import media
from local.wire.conditions.clock import parse_rfc3339
from local.wire.errors import ApiError, not_supported
from local.wire.http.calls import Answer, Method
from local.wire.jsontypes import Json

_CODES = {
    403: ("AccessDenied", "Access denied."),
    404: ("NoSuchKey", "The specified key does not exist."),
    412: ("PreconditionFailed", "At least one of the pre-conditions you specified did not hold."),
    416: ("InvalidRange", "The requested range cannot be satisfied."),
}
_HOST = "storage.googleapis.com"
_TOKEN = re.compile(r"[\w!#$&+.^`|~-]+", re.ASCII)
_PUBLIC, _PRIVATE = "public, max-age=3600", "private, max-age=0"
_APIS = ("storage", "upload", "download", "batch", "drive", "token", "forms", "spreadsheets", "resumable", "_local")
_PATH = re.compile(rf"/(?!(?:{'|'.join(_APIS)})/)(?P<bucket>[a-z0-9][a-z0-9._-]+[a-z0-9])/(?P<object>.+)")


def read(call: Call) -> Answer:
    """The object with the headers that say what it is; for HEAD without the content."""
    if call.state.buckets.get(call.path["bucket"]) is None:
        return _nowhere(call)
    try:
        bucket, kept = find(call, "storage.objects.get")
        etag = _etag(kept)
        check(call, None, etag)
        part = media.part_of(call, kept)
    except NotModified:
        return Answer(304)
    except ApiError as error:
        status = 403 if error.code == 401 else error.code
        if status not in _CODES:
            raise
        return _refusal(status, *_CODES[status], error.message)
    headers = {
        **_headers(kept), "etag": f'"{etag}"', "cache-control": kept.get("cacheControl") or _cache(bucket),
        **media.described(kept), **part.headers,
    }  # fmt: skip
    if call.method.verb == "HEAD":
        return Answer(part.status, b"", media.content_type(kept), {**headers, "content-length": str(len(part.content))})
    return Answer(part.status, part.content, media.content_type(kept), headers)


def _nowhere(call: Call) -> Answer:
    """ApiError 501 for an address that is no bucket's, unless it was meant for Cloud Storage: others live here too."""
    if call.headers.get("host", "").partition(":")[0] != _HOST:
        raise not_supported(f"{call.method.verb} /{call.path['bucket']}/{call.path['object']}")
    return _refusal(404, "NoSuchBucket", "The specified bucket does not exist.")


def _headers(kept: Json) -> dict[str, str]:
    return {
        "accept-ranges": "bytes",
        "last-modified": email.utils.format_datetime(parse_rfc3339(kept["updated"]), usegmt=True),
        "x-goog-generation": kept["generation"], "x-goog-metageneration": kept["metageneration"],
        "x-goog-hash": media.hashes(kept), "x-goog-storage-class": kept["storageClass"],
        "x-goog-stored-content-encoding": kept.get("contentEncoding") or "identity",
        "x-goog-stored-content-length": str(len(content_of(kept))),
        **{f"x-goog-meta-{name}": text for name, text in kept.get("metadata", {}).items() if _TOKEN.fullmatch(name)},
    }  # fmt: skip


def _etag(kept: Json) -> str:
    """The MD5 in hex digits; of an object composed of others something that changes with it."""
    return base64.b64decode(kept["md5Hash"]).hex() if "md5Hash" in kept else f"-{kept['generation']}"


def _cache(bucket: Json) -> str:
    """What anybody may read may be kept for an hour, unless the object says otherwise (documented)."""
    return _PUBLIC if allowed(bucket, "", "storage.objects.get") else _PRIVATE


def _refusal(status: int, code: str, message: str, details: str = "") -> Answer:
    said = f"<Details>{escape(details)}</Details>" if details else ""
    body = f"<Error><Code>{code}</Code><Message>{message}</Message>{said}</Error>"
    headers = {"cache-control": _PRIVATE}
    return Answer(
        status, f"<?xml version='1.0' encoding='UTF-8'?>{body}".encode(), "application/xml; charset=UTF-8", headers
    )


METHODS = [Method("storage.xml.read", verb, _PATH, read, frozenset({"generation"})) for verb in ("GET", "HEAD")]

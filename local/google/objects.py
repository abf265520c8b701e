"""Cloud Storage's JSON API: objects with generations and preconditions.

Source: cloud.google.com/storage/docs/json_api and .../request-preconditions; there are no recordings. A precondition
is checked before the right to overwrite: put-if-absent by an account that may only create answers 412, which is what
the documentation of ifGenerationMatch promises; the order itself is not documented.
"""

import base64
import email.parser
import email.policy
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from local.google.buckets import BUCKET, find_bucket, require
from local.google.calls import Answer, Call, check_built, method
from local.google.checksum import crc32c
from local.google.errors import ApiError, invalid, not_found, not_supported
from local.google.jsontypes import Json

_OBJECT_SETTINGS = ("metadata", "cacheControl", "contentEncoding", "contentDisposition", "contentLanguage")
_SENT = " ".join(("kind", "name", "bucket", "contentType", "md5Hash", "crc32c", *_OBJECT_SETTINGS))


def _key(bucket: str, name: str) -> str:
    return f"{bucket}/{name}"


def upload(call: Call) -> Json:
    """Simple (media) and multipart uploads; a resumable one is not built."""
    kind = call.query.get("uploadType")
    if kind == "media":
        metadata: Json = {}
        content, content_type = call.body, call.headers.get("content-type", "application/octet-stream")
    elif kind == "multipart":
        metadata, content, content_type = _multipart(call)
    else:
        raise not_supported(f"uploadType={kind}")
    name = metadata.get("name") or call.query.get("name")
    if not name:
        raise ApiError(400, "INVALID_ARGUMENT", "Required object name.", "required")
    check_built(metadata, _SENT)
    _check_sums(metadata, content)
    bucket = call.state.buckets.get(call.path["bucket"])
    if bucket is None:
        raise not_found("The specified bucket does not exist.")
    require(call, bucket, "storage.objects.create", name)
    old = call.state.objects.get(_key(bucket["name"], name))
    check_preconditions(call.query, old)
    if old is not None:
        require(call, bucket, "storage.objects.delete", name)
    return _resource(call, _store(call, bucket["name"], name, content, content_type, metadata))


def _multipart(call: Call) -> tuple[Json, bytes, str]:
    """The two parts of a multipart/related body: metadata, then content."""
    head = f"Content-Type: {call.headers.get('content-type', '')}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + call.body)
    parts = list(message.iter_parts()) if message.is_multipart() else []
    if len(parts) != 2:
        raise invalid("A multipart upload needs exactly two parts: metadata and content.")
    try:
        described: Any = parts[0].get_payload(decode=True)
        metadata = json.loads(described or b"{}")
    except ValueError as fault:
        raise invalid(f"Invalid JSON in the metadata part. {fault}") from fault
    content: Any = parts[1].get_payload(decode=True)
    return metadata, content or b"", metadata.get("contentType") or parts[1].get_content_type()


def _sums(content: bytes) -> dict[str, str]:
    md5 = hashlib.md5(content, usedforsecurity=False).digest()
    crc = crc32c(content).to_bytes(4, "big")
    return {"md5Hash": base64.b64encode(md5).decode(), "crc32c": base64.b64encode(crc).decode()}


def _check_sums(metadata: Json, content: bytes) -> None:
    """ApiError 400 if the content is not what the sender's checksums say (documented for objects.insert)."""
    for name, actual in _sums(content).items():
        given = metadata.get(name, actual)
        if given != actual:
            raise invalid(f'Provided {name} "{given}" doesn\'t match calculated {name} "{actual}".')


def check_preconditions(query: dict[str, str], old: Json | None) -> None:
    """ifGenerationMatch and its kin; 0 means "there is no live object". ApiError 412 or 304 if one fails."""
    generation = old["generation"] if old else "0"
    metageneration = old["metageneration"] if old else "0"
    tests: dict[str, Callable[[str], bool]] = {
        "ifGenerationMatch": lambda wanted: wanted == generation,
        "ifGenerationNotMatch": lambda wanted: wanted != generation,
        "ifMetagenerationMatch": lambda wanted: wanted == metageneration,
        "ifMetagenerationNotMatch": lambda wanted: wanted != metageneration,
    }
    for name, holds in tests.items():
        if name in query and not holds(query[name]):
            message = "At least one of the pre-conditions you specified did not hold."
            raise ApiError(412, "FAILED_PRECONDITION", message, "conditionNotMet")


def _store(call: Call, bucket: str, name: str, content: bytes, content_type: str, metadata: Json) -> Json:
    now = call.state.clock.stamp()
    old = call.state.objects.get(_key(bucket, name))
    generation = max(int(call.state.clock.now().timestamp() * 1_000_000), int(old["generation"]) + 1 if old else 0)
    kept: Json = {
        "bucket": bucket, "name": name, "generation": str(generation), "metageneration": "1",
        "contentType": content_type, "size": str(len(content)), "timeCreated": now, "updated": now,
        **_sums(content), "content": base64.b64encode(content).decode(),
        **{name: metadata[name] for name in _OBJECT_SETTINGS if name in metadata},
    }  # fmt: skip
    call.state.objects.put(_key(bucket, name), kept)
    return kept


def _resource(call: Call, kept: Json) -> Json:
    path = f"b/{kept['bucket']}/o/{quote(kept['name'], safe='')}"
    links = {
        "kind": "storage#object", "id": f"{kept['bucket']}/{kept['name']}/{kept['generation']}",
        "selfLink": f"{call.state.base_url}/storage/v1/{path}",
        "mediaLink": f"{call.state.base_url}/download/storage/v1/{path}?generation={kept['generation']}&alt=media",
    }  # fmt: skip
    rest = {name: value for name, value in kept.items() if name != "content"}
    return {**links, **rest, "storageClass": "STANDARD", "etag": base64.b64encode(kept["generation"].encode()).decode()}


def _object(call: Call, permission: str) -> Json:
    bucket = call.state.buckets.get(call.path["bucket"])
    if bucket is None:
        raise not_found("The specified bucket does not exist.")
    require(call, bucket, permission, call.path["object"])
    kept = call.state.objects.get(_key(bucket["name"], call.path["object"]))
    wanted = call.query.get("generation")
    if kept is None or (wanted and wanted != kept["generation"]):
        raise not_found(f"No such object: {bucket['name']}/{call.path['object']}")
    return kept


def get(call: Call) -> Json | Answer:
    """Metadata, or with alt=media the content."""
    if call.query.get("alt") == "media":
        return get_media(call)
    kept = _object(call, "storage.objects.get")
    check_preconditions(call.query, kept)
    return _resource(call, kept)


def get_media(call: Call) -> Answer:
    kept = _object(call, "storage.objects.get")
    check_preconditions(call.query, kept)
    headers = {
        "x-goog-generation": kept["generation"], "x-goog-metageneration": kept["metageneration"],
        "x-goog-hash": f"crc32c={kept['crc32c']},md5={kept['md5Hash']}", "etag": kept["generation"],
    }  # fmt: skip
    content, asked = content_of(kept), _RANGE.fullmatch(call.headers.get("range", ""))
    if not asked:
        return Answer(200, content, kept["contentType"], headers)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        raise ApiError(416, "OUT_OF_RANGE", "The requested range cannot be satisfied.", "requestedRangeNotSatisfiable")
    headers["content-range"] = f"bytes {first}-{last}/{len(content)}"
    return Answer(206, content[first : last + 1], kept["contentType"], headers)


_RANGE = re.compile(r"bytes=([0-9]+)-([0-9]*)")


def delete(call: Call) -> Answer:
    kept = _object(call, "storage.objects.delete")
    check_preconditions(call.query, kept)
    call.state.objects.remove(_key(kept["bucket"], kept["name"]))
    return Answer(204)


def list_objects(call: Call) -> Json:
    """In lexicographic order of UTF-8 names, strongly consistent; `delimiter` folds names into prefixes."""
    bucket = find_bucket(call, "storage.objects.list")
    names = sorted(
        (kept["name"] for kept in call.state.objects.values() if kept["bucket"] == bucket["name"]), key=str.encode
    )
    query = call.query
    size = min(int(query.get("maxResults") or 1000), 1000)
    entries: list[tuple[str, bool]] = []  # name or prefix, and whether it is a prefix
    more = False
    for name in names:
        entry = _entry(name, query)
        if entry is None or (entries and entry == entries[-1]):
            continue
        if len(entries) == size:
            more = True
            break
        entries.append(entry)
    answer: Json = {"kind": "storage#objects"}
    objects = [call.state.objects.get(_key(bucket["name"], name)) for name, is_prefix in entries if not is_prefix]
    if objects:
        answer["items"] = [_resource(call, kept) for kept in objects if kept]
    if prefixes := [name for name, is_prefix in entries if is_prefix]:
        answer["prefixes"] = prefixes
    if more:
        answer["nextPageToken"] = base64.urlsafe_b64encode(entries[-1][0].encode()).decode()
    return answer


def _entry(name: str, query: dict[str, str]) -> tuple[str, bool] | None:
    """The entry under which a name is listed, or None if the query leaves it out."""
    prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
    if not name.startswith(prefix):
        return None
    if name.encode() < query.get("startOffset", "").encode():
        return None
    if query.get("endOffset") and name.encode() >= query["endOffset"].encode():
        return None
    cut = name.find(delimiter, len(prefix)) if delimiter else -1
    entry = (name[: cut + len(delimiter)], True) if cut >= 0 else (name, False)
    token = query.get("pageToken")
    if token and entry[0].encode() <= base64.urlsafe_b64decode(token):
        return None
    return entry


def content_of(kept: Json) -> bytes:
    """The bytes of a stored object."""
    return base64.b64decode(kept["content"])


_OBJECT = BUCKET + "/o/{object=**}"
_WHICH = "name generation ifGenerationMatch ifGenerationNotMatch ifMetagenerationMatch ifMetagenerationNotMatch"
_LISTING = "prefix delimiter startOffset endOffset maxResults pageToken"
METHODS = [
    method("storage.objects.insert", "POST", "/upload" + BUCKET + "/o", upload, _WHICH),
    method("storage.objects.list", "GET", BUCKET + "/o", list_objects, _LISTING),
    method("storage.objects.get", "GET", _OBJECT, get, _WHICH),
    method("storage.objects.get", "GET", "/download" + _OBJECT, get_media, _WHICH),
    method("storage.objects.delete", "DELETE", _OBJECT, delete, _WHICH),
]

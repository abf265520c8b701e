"""What is kept of objects: the live one of each name, and where a bucket keeps versions, those before it.

A call's change is one step: nothing else happens between looking and keeping, so put-if-absent has one winner.
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

import google_crc32c

from local.google.call import Call
from local.google.storage import bodies, past
from local.google.storage.buckets.access import allowed, bucket_named, is_uniform, require
from local.google.storage.buckets.ready import no_lists
from local.google.storage.buckets.settings import storage_class
from local.google.storage.conditions import check
from local.google.storage.objects import retention
from local.google.storage.objects.names import check_name
from local.wire.errors import ApiError, invalid_parameter, not_found, not_supported
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json

CHANGED = ("contentType", "contentEncoding", "contentDisposition", "contentLanguage", "cacheControl", "customTime",
           "metadata")  # fmt: skip
"""What may be said of an object when it is made and later: texts, and the caller's own names with texts."""

_READ_ONLY = ("kind", "id", "selfLink", "mediaLink", "generation", "metageneration", "size", "etag", "timeCreated",
              "updated", "timeStorageClassUpdated", "timeFinalized", "componentCount", "owner")  # fmt: skip
_SENT = " ".join(("name", "bucket", "md5Hash", "crc32c", "storageClass", *CHANGED, *_READ_ONLY))


def key(bucket: str, name: str) -> str:
    return f"{bucket}/{name}"


def check_sent(call: Call, bucket: Json, metadata: Json) -> None:
    """ApiError 400 for settings of a wrong kind, 501 for those that are not built."""
    bodies.check_kinds("Object", metadata)
    if metadata.get("acl") or call.query.get("predefinedAcl"):
        raise (
            no_lists("Cannot insert legacy ACL for an object")
            if is_uniform(bucket)
            else not_supported("lists of single objects")
        )
    check_built({name: value for name, value in metadata.items() if value is not None}, _SENT)


def sums(content: bytes) -> dict[str, str]:
    md5 = hashlib.md5(content, usedforsecurity=False).digest()
    crc = google_crc32c.value(content).to_bytes(4, "big")
    return {"md5Hash": base64.b64encode(md5).decode(), "crc32c": base64.b64encode(crc).decode()}


def content_of(kept: Json) -> bytes:
    """The bytes of a stored object."""
    return base64.b64decode(kept["content"])


@dataclass(frozen=True, slots=True)
class Target:
    """Where an object is about to be put: its bucket, its name, and the live object of that name."""

    bucket: Json
    name: str
    old: Json | None


def target(call: Call, bucket_name: str, name: object, settings: Json) -> Target:
    """ApiError if the caller may not create objects there, or none can have this name or these settings; whether it
    may replace one that is there, and on which conditions, is asked by `admit`."""
    checked = check_name(name)
    bucket = bucket_named(call, bucket_name, "storage.objects.create")
    check_sent(call, bucket, settings)
    return Target(bucket, checked, call.state.objects.get(key(bucket_name, checked)))


def admit(call: Call, place: Target) -> None:
    """ApiError 412 if a precondition does not hold, 403 if there is an object and the caller may not delete it."""
    check(call, place.old)
    if place.old is not None:
        require(call, place.bucket, "storage.objects.delete")
        retention.check(place.bucket, place.old, call.state.clock.now())
    rate_exceeded(call, place.bucket["name"], place.name)


def keep(call: Call, place: Target, content: bytes, settings: Json, *, parts: int = 0) -> Json:
    """Put an object there. `settings` as in an object's resource; `parts` when it was composed of others."""
    now, moment = call.state.clock.now(), call.state.clock.stamp()
    generation = max(int(now.timestamp() * 1_000_000), int(place.old["generation"]) + 1 if place.old else 0)
    of_content = sums(content)
    if parts:
        del of_content["md5Hash"]
    kept: Json = {
        "bucket": place.bucket["name"], "name": place.name, "generation": str(generation), "metageneration": "1",
        "storageClass": storage_class(settings.get("storageClass") or place.bucket["storageClass"]),
        "size": str(len(content)), "timeCreated": moment, "updated": moment, "maker": call.who, **of_content,
        "content": base64.b64encode(content).decode(), **({"componentCount": parts} if parts else {}),
        **{name: settings[name] for name in CHANGED if settings.get(name)},
    }  # fmt: skip
    past.put_aside(call, place.bucket, place.old)
    call.state.objects.put(key(kept["bucket"], place.name), kept)
    return kept


def remove(call: Call, bucket: Json, kept: Json) -> None:
    """Delete an object; a bucket with versions keeps the live one as one, unless its generation was named.

    ApiError 403 if the bucket retains it.
    """
    retention.check(bucket, kept, call.state.clock.now())
    if "timeDeleted" in kept:
        past.soften(call, bucket, kept)
        return
    if call.query.get("generation"):
        past.soften(call, bucket, kept)
    else:
        past.put_aside(call, bucket, kept)
    call.state.objects.remove(key(kept["bucket"], kept["name"]))


def find(call: Call, permission: str) -> tuple[Json, Json]:
    """The bucket and the object in the path; see `find_named`."""
    return find_named(call, permission, call.path["bucket"], call.path["object"], call.query.get("generation"))


def find_named(call: Call, permission: str, bucket_name: str, name: str, generation: Any) -> tuple[Json, Json]:
    """A bucket and the live object of a name, or the version asked for.

    ApiError 404; 403 to whoever may not do this, or may not know whether there is such an object.
    """
    bucket = call.state.buckets.get(bucket_name)
    if bucket is None:
        bucket_named(call, bucket_name, permission)
        raise AssertionError("a bucket that does not exist was found")
    kept = call.state.objects.get(key(bucket_name, name))
    if generation and call.flag("softDeleted"):
        kept = past.deleted(call, bucket_name, name, check_generation(generation))
    elif generation and (kept is None or str(generation) != kept["generation"]):
        kept = past.version_of(call, bucket_name, name, check_generation(generation))
    if kept is None:
        _refuse_to_say(call, bucket, permission)
        raise not_found(f"No such object: {bucket_name}/{name}")
    require(call, bucket, permission, kept)
    return bucket, kept


def _refuse_to_say(call: Call, bucket: Json, permission: str) -> None:
    """ApiError 403 to whoever may not know that there is no such object: who may not do this, or may not list."""
    lists = allowed(bucket, call.who, "storage.objects.list")
    if is_uniform(bucket) or not lists:
        require(call, bucket, permission)
    require(call, bucket, "storage.objects.list")


def check_generation(generation: Any) -> str:
    """ApiError 400 for one that is no number."""
    text = str(generation)
    if not text.isascii() or not text.isdecimal():
        raise invalid_parameter("generation")
    return text


def rate_exceeded(call: Call, bucket: str, name: str) -> None:
    """ApiError 429 if the fault `object_rate` was asked for: this object was changed less than a second ago."""
    if call.fault and call.fault.kind == "object_rate":
        message = (
            f"The object {bucket}/{name} exceeded the rate limit for object mutation operations (create, update, and "
            "delete). Please reduce your request rate. See https://cloud.google.com/storage/docs/gcs429."
        )
        raise ApiError(429, "RESOURCE_EXHAUSTED", message, "rateLimitExceeded", domain="usageLimits")

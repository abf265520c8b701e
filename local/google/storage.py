"""Cloud Storage's JSON API: buckets with IAM policies, objects with generations and preconditions.

Source: cloud.google.com/storage/docs/json_api, .../request-preconditions and .../access-control/iam-roles; there are no
recordings. A precondition is checked before the right to overwrite: put-if-absent by an account that may only
create answers 412, which is what the documentation of ifGenerationMatch promises; the order itself is not documented.
"""

import base64
import email.parser
import email.policy
import hashlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from local.google.calls import Answer, Call, method
from local.google.errors import ApiError, invalid, not_found, not_supported
from local.google.jsontypes import Json

_READ = frozenset({"storage.objects.get", "storage.objects.list"})
_ALL = _READ | {
    "storage.objects.create", "storage.objects.delete", "storage.objects.update", "storage.buckets.get",
    "storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy", "storage.buckets.delete", "storage.buckets.update",
}  # fmt: skip
ROLES: dict[str, frozenset[str]] = {
    "roles/storage.objectCreator": frozenset({"storage.objects.create"}),
    "roles/storage.objectViewer": _READ,
    "roles/storage.objectUser": _READ | {"storage.objects.create", "storage.objects.delete", "storage.objects.update"},
    "roles/storage.objectAdmin": _READ | {"storage.objects.create", "storage.objects.delete", "storage.objects.update"},
    "roles/storage.legacyBucketReader": frozenset({"storage.buckets.get", "storage.objects.list"}),
    "roles/storage.admin": _ALL,
}
_BUCKET_SETTINGS = ("versioning", "iamConfiguration", "labels")
_OBJECT_SETTINGS = ("metadata", "cacheControl", "contentEncoding", "contentDisposition", "contentLanguage")
_CRC32C = 0x82F63B78


def _bucket(call: Call, permission: str) -> Json:
    """The bucket, if the caller has `permission`. ApiError 404 or 403 in the wording of the JSON API."""
    bucket = call.state.buckets.get(call.path["bucket"])
    if bucket is None:
        raise not_found("The specified bucket does not exist.")
    require(call, bucket, permission)
    return bucket


def allowed(bucket: Json, who: str, permission: str) -> bool:
    members = {"allUsers"} | ({f"serviceAccount:{who}", f"user:{who}", "allAuthenticatedUsers"} if who else set())
    return bucket["owner"] == who or any(
        permission in ROLES.get(binding["role"], frozenset()) and members & set(binding["members"])
        for binding in bucket["policy"]["bindings"]
    )


def require(call: Call, bucket: Json, permission: str, name: str = "") -> None:
    if allowed(bucket, call.who, permission):
        return
    kind = "object" if permission.startswith("storage.objects") else "bucket"
    resource = f"{bucket['name']}/{name}" if name else bucket["name"]
    what = f"{permission} access to the Google Cloud Storage {kind}. Permission '{permission}' denied on resource"
    if not call.who:
        message = f"Anonymous caller does not have {what} (or it may not exist)."
        raise ApiError(401, "UNAUTHENTICATED", message, "required")
    raise ApiError(
        403, "PERMISSION_DENIED", f"{call.who} does not have {what} '{resource}' (or it may not exist).", "forbidden"
    )


def _key(bucket: str, name: str) -> str:
    return f"{bucket}/{name}"


def bucket_insert(call: Call) -> Json:
    body = call.json()
    name = str(body.get("name", ""))
    if not 3 <= len(name) <= 63 or not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise invalid(f"Invalid bucket name: '{name}'")
    if call.state.buckets.get(name):
        raise ApiError(
            409,
            "ALREADY_EXISTS",
            "Your previous request to create the named bucket succeeded and you already own it.",
            "conflict",
        )
    now = call.state.clock.stamp()
    kept = {
        "name": name, "owner": call.who, "timeCreated": now, "updated": now, "policy": {"bindings": []},
        "location": body.get("location", "US").upper(),
        "settings": {name: value for name, value in body.items() if name in _BUCKET_SETTINGS},
    }  # fmt: skip
    if body.keys() & {"retentionPolicy", "softDeletePolicy", "lifecycle", "website", "cors"}:
        raise not_supported("buckets with retention, lifecycle, website or CORS settings")
    call.state.buckets.put(name, kept)
    return _bucket_resource(call, kept)


def _bucket_resource(call: Call, bucket: Json) -> Json:
    name = bucket["name"]
    return {
        "kind": "storage#bucket", "id": name, "name": name, "projectNumber": "100000000000", "metageneration": "1",
        "selfLink": f"{call.state.base_url}/storage/v1/b/{name}",
        "location": bucket["location"], "storageClass": "STANDARD",
        "timeCreated": bucket["timeCreated"], "updated": bucket["updated"], "etag": "CAE=", "locationType": "region",
        **bucket["settings"],
    }  # fmt: skip


def bucket_get(call: Call) -> Json:
    return _bucket_resource(call, _bucket(call, "storage.buckets.get"))


def bucket_list(call: Call) -> Json:
    own = [bucket for bucket in call.state.buckets.values() if allowed(bucket, call.who, "storage.buckets.get")]
    return {"kind": "storage#buckets", "items": [_bucket_resource(call, bucket) for bucket in own]}


def get_policy(call: Call) -> Json:
    bucket = _bucket(call, "storage.buckets.getIamPolicy")
    name = bucket["name"]
    return {
        "kind": "storage#policy",
        "resourceId": f"projects/_/buckets/{name}",
        "version": 1,
        "etag": "CAE=",
        **bucket["policy"],
    }


def set_policy(call: Call) -> Json:
    """Replaces the policy. ApiError 501 for a role whose permissions the stand-in does not know."""
    bucket = _bucket(call, "storage.buckets.setIamPolicy")
    bindings = call.json().get("bindings") or []
    for binding in bindings:
        if binding.get("role") not in ROLES:
            raise not_supported(f"the role {binding.get('role')}")
    call.state.buckets.put(bucket["name"], {**bucket, "policy": {"bindings": bindings}})
    return get_policy(call)


def test_permissions(call: Call) -> Json:
    bucket = call.state.buckets.get(call.path["bucket"])
    if bucket is None:
        raise not_found("The specified bucket does not exist.")
    held = [name for name in call.query_list("permissions") if allowed(bucket, call.who, name)]
    return {"kind": "storage#testIamPermissionsResponse", **({"permissions": held} if held else {})}


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
        "md5Hash": base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
        "crc32c": base64.b64encode(crc32c(content).to_bytes(4, "big")).decode(),
        "content": base64.b64encode(content).decode(),
        **{name: metadata[name] for name in _OBJECT_SETTINGS if name in metadata},
    }  # fmt: skip
    call.state.objects.put(_key(bucket, name), kept)
    return kept


def crc32c(content: bytes) -> int:
    """CRC-32C (Castagnoli), RFC 3720 appendix B.4; clients check downloads against it."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc = _CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _crc_entry(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ _CRC32C if value & 1 else value >> 1
    return value


_CRC_TABLE = [_crc_entry(value) for value in range(256)]


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
    return Answer(200, content_of(kept), kept["contentType"], headers)


def delete(call: Call) -> Answer:
    kept = _object(call, "storage.objects.delete")
    check_preconditions(call.query, kept)
    call.state.objects.remove(_key(kept["bucket"], kept["name"]))
    return Answer(204)


def list_objects(call: Call) -> Json:
    """In lexicographic order of UTF-8 names, strongly consistent; `delimiter` folds names into prefixes."""
    bucket = _bucket(call, "storage.objects.list")
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


_B = "/storage/v1/b"
METHODS = [
    method("storage.buckets.insert", "POST", _B, bucket_insert),
    method("storage.buckets.list", "GET", _B, bucket_list),
    method("storage.buckets.get", "GET", _B + "/{bucket}", bucket_get),
    method("storage.buckets.getIamPolicy", "GET", _B + "/{bucket}/iam", get_policy),
    method("storage.buckets.setIamPolicy", "PUT", _B + "/{bucket}/iam", set_policy),
    method("storage.buckets.testIamPermissions", "GET", _B + "/{bucket}/iam/testPermissions", test_permissions),
    method("storage.objects.insert", "POST", "/upload" + _B + "/{bucket}/o", upload),
    method("storage.objects.list", "GET", _B + "/{bucket}/o", list_objects),
    method("storage.objects.get", "GET", _B + "/{bucket}/o/{object=**}", get),
    method("storage.objects.get", "GET", "/download" + _B + "/{bucket}/o/{object=**}", get_media),
    method("storage.objects.delete", "DELETE", _B + "/{bucket}/o/{object=**}", delete),
]

"""Cloud Storage's JSON API: buckets, their IAM policies, and who may do what.

Source: cloud.google.com/storage/docs/json_api and .../access-control/iam-roles; there are no recordings.
"""

from local.google.calls import Call, method
from local.google.errors import ApiError, invalid, not_found, not_supported
from local.google.jsontypes import Json

_ROOT = "/storage/v1/b"
BUCKET = _ROOT + "/{bucket}"
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


def find_bucket(call: Call, permission: str) -> Json:
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


def bucket_insert(call: Call) -> Json:
    body = call.json("name location storageClass " + " ".join(_BUCKET_SETTINGS))
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
        "location": body.get("location", "US").upper(), "storageClass": body.get("storageClass", "STANDARD"),
        "settings": {name: value for name, value in body.items() if name in _BUCKET_SETTINGS},
    }  # fmt: skip
    call.state.buckets.put(name, kept)
    return _bucket_resource(call, kept)


def _bucket_resource(call: Call, bucket: Json) -> Json:
    name = bucket["name"]
    return {
        "kind": "storage#bucket", "id": name, "name": name, "projectNumber": "100000000000", "metageneration": "1",
        "selfLink": f"{call.state.base_url}/storage/v1/b/{name}",
        "location": bucket["location"], "storageClass": bucket.get("storageClass", "STANDARD"),
        "timeCreated": bucket["timeCreated"], "updated": bucket["updated"], "etag": "CAE=", "locationType": "region",
        **bucket["settings"],
    }  # fmt: skip


def bucket_get(call: Call) -> Json:
    return _bucket_resource(call, find_bucket(call, "storage.buckets.get"))


def bucket_list(call: Call) -> Json:
    own = [bucket for bucket in call.state.buckets.values() if allowed(bucket, call.who, "storage.buckets.get")]
    return {"kind": "storage#buckets", "items": [_bucket_resource(call, bucket) for bucket in own]}


def get_policy(call: Call) -> Json:
    bucket = find_bucket(call, "storage.buckets.getIamPolicy")
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
    bucket = find_bucket(call, "storage.buckets.setIamPolicy")
    bindings = call.json().get("bindings") or []
    for binding in bindings:
        if binding.get("role") not in ROLES:
            raise not_supported(f"the role {binding.get('role')}")
    call.state.buckets.put(bucket["name"], {**bucket, "policy": {"bindings": bindings}})
    return get_policy(call)


def held_permissions(call: Call) -> Json:
    bucket = call.state.buckets.get(call.path["bucket"])
    if bucket is None:
        raise not_found("The specified bucket does not exist.")
    held = [name for name in call.query_list("permissions") if allowed(bucket, call.who, name)]
    return {"kind": "storage#testIamPermissionsResponse", **({"permissions": held} if held else {})}


METHODS = [
    method("storage.buckets.insert", "POST", _ROOT, bucket_insert),
    method("storage.buckets.list", "GET", _ROOT, bucket_list),
    method("storage.buckets.get", "GET", BUCKET, bucket_get),
    method("storage.buckets.getIamPolicy", "GET", BUCKET + "/iam", get_policy),
    method("storage.buckets.setIamPolicy", "PUT", BUCKET + "/iam", set_policy),
    method(
        "storage.buckets.testIamPermissions", "GET", BUCKET + "/iam/testPermissions", held_permissions, "permissions"
    ),
]

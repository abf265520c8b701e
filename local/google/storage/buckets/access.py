"""Who may do what: the bucket's policy, the project's owner, and the words in which Cloud Storage refuses.

The words are recorded (March 2026), and so is that a bucket which does not exist is 403 to whoever has no rights in the
project. A refusal names the permission, never the resource.
"""

from typing import Any

from local.google.call import Call
from local.google.storage.buckets.roles import PROJECT_OWNER, ROLES
from local.wire.errors import ApiError, denied, not_found
from local.wire.jsontypes import Json
from local.wire.state import OWNER

_PUBLIC = frozenset({"allUsers", "allAuthenticatedUsers"})
_BY_LIST = {"OWNER": frozenset({"storage.objects.get", "storage.objects.update"}), "READER": {"storage.objects.get"}}
"""What an entry of an object's own list allows, where access is not uniform."""


def find_bucket(call: Call, permission: str) -> Json:
    """The bucket in the path, if the caller has `permission`. ApiError 404, 403 or, without a token, 401."""
    return bucket_named(call, call.path["bucket"], permission)


def bucket_named(call: Call, name: str, permission: str) -> Json:
    """The same of any name."""
    bucket = call.state.buckets.get(name)
    if bucket is not None:
        require(call, bucket, permission)
        return bucket
    if call.who != OWNER:
        raise _refused(call.who, permission)
    raise not_found("The specified bucket does not exist.")


def require(call: Call, bucket: Json, permission: str, kept: Json | None = None) -> None:
    """ApiError 403, or 401 without a token, if the caller may not do this in the bucket, or with the object `kept`."""
    _may_bill(call)
    if not allowed(bucket, call.who, permission, kept):
        raise _refused(call.who, permission)


def _may_bill(call: Call) -> None:
    """ApiError 403 if a project is to be billed by who may not use its services: here, any but its owner (reported)."""
    if (call.query.get("userProject") or call.headers.get("x-goog-user-project")) and call.who != OWNER:
        raise denied(f"{call.who} does not have serviceusage.services.use access to the Google Cloud project.")


def allowed(bucket: Json, who: str, permission: str, kept: Json | None = None) -> bool:
    """Whether `who`, an e-mail address or "" for anybody, may do this."""
    if bucket["owner"] == who and permission in PROJECT_OWNER:
        return True
    members = _members(bucket, who)
    by_policy = any(
        permission in ROLES.get(binding["role"], frozenset()) and not members.isdisjoint(binding["members"])
        for binding in bucket["policy"]["bindings"]
    )
    return by_policy or (kept is not None and _by_list(bucket, kept, members, permission))


def _members(bucket: Json, who: str) -> set[str]:
    """The names under which a policy may mean `who`; those of the public not where it is kept out."""
    members = {"allUsers"}
    if who:
        members |= {f"serviceAccount:{who}", f"user:{who}", "allAuthenticatedUsers"}
    if bucket["owner"] == who:
        members.add(f"projectOwner:{bucket['project']}")
    return members - _PUBLIC if is_prevented(bucket) else members


def _by_list(bucket: Json, kept: Json, members: set[str], permission: str) -> bool:
    """An object's list is the bucket's default one, since nothing here changes either; who made it owns it."""
    if is_uniform(bucket):
        return False
    entries = [*bucket["objectAcl"], {"role": "OWNER", "member": f"user:{kept['maker']}"}]
    return any(permission in _BY_LIST[entry["role"]] and entry["member"] in members for entry in entries)


def is_uniform(bucket: Json) -> bool:
    """Whether the bucket's policy alone decides."""
    return bool(_configured(bucket, "uniformBucketLevelAccess", {}).get("enabled"))


def is_prevented(bucket: Json) -> bool:
    """Whether public access prevention is enforced."""
    return bool(_configured(bucket, "publicAccessPrevention", "") == "enforced")


def _configured(bucket: Json, name: str, otherwise: Any) -> Any:
    return bucket["settings"].get("iamConfiguration", {}).get(name, otherwise)


def _refused(who: str, permission: str) -> ApiError:
    kind = "bucket" if permission.startswith("storage.buckets") or permission == "storage.objects.list" else "object"
    message = (
        f"{who or 'Anonymous caller'} does not have {permission} access to the Google Cloud Storage {kind}. "
        f"Permission '{permission}' denied on resource (or it may not exist)."
    )
    if who:
        return ApiError(403, "PERMISSION_DENIED", message, "forbidden")
    return ApiError(401, "UNAUTHENTICATED", message, "required", location="Authorization", location_type="header")

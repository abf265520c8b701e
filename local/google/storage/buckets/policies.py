"""A bucket's IAM policy: read and replaced whole, with an etag that is the bucket's and changes with it.

Recorded: the policy of a new bucket, the order of lines, how the etag goes up. That a stale etag is 412 is what
gsutil's own retries rest on; that `allUsers` is 412 where public access is prevented is reported with its words.
"""

from local.google.call import Call
from local.google.storage import bodies
from local.google.storage.buckets.access import allowed, find_bucket, is_prevented
from local.google.storage.buckets.changes import change
from local.google.storage.buckets.ready import ready_bindings
from local.google.storage.buckets.roles import ROLES
from local.google.storage.conditions import bucket_etag, not_met
from local.wire.errors import invalid, not_supported
from local.wire.jsontypes import Json

_PUBLIC = ("allUsers", "allAuthenticatedUsers")
_MEMBERS = (
    "user:", "serviceAccount:", "group:", "domain:", "projectOwner:", "projectEditor:", "projectViewer:",
    "principal:", "principalSet:", "deleted:", *_PUBLIC,
)  # fmt: skip


def first_policy(project: str, *, uniform: bool, ready: str) -> Json:
    """The policy that a new bucket has: its project's owners, editors and viewers, and whom its list names."""
    bindings = ready_bindings(ready, project)
    if uniform:
        owners = [f"projectEditor:{project}", f"projectOwner:{project}"]
        bindings += [
            {"role": "roles/storage.legacyObjectOwner", "members": owners},
            {"role": "roles/storage.legacyObjectReader", "members": [f"projectViewer:{project}"]},
        ]
    return {"bindings": bindings}


def get_policy(call: Call) -> Json:
    return _shown(find_bucket(call, "storage.buckets.getIamPolicy"))


def _shown(bucket: Json) -> Json:
    return {
        "kind": "storage#policy", "resourceId": f"projects/_/buckets/{bucket['name']}", "version": 1,
        "etag": bucket_etag(bucket), "bindings": _in_order(bucket["policy"]["bindings"]),
    }  # fmt: skip


def set_policy(call: Call) -> Json:
    """Replaces the policy. ApiError 412 if it has changed since the etag, or names the public where that is kept out;
    501 for a role whose permissions the stand-in does not know, and for conditions."""
    bucket = find_bucket(call, "storage.buckets.setIamPolicy")
    body = bodies.read(call, "kind resourceId version etag bindings")
    bindings = [_checked(binding) for binding in body.get("bindings") or []]
    if body.get("etag") not in (None, "", bucket_etag(bucket)):
        raise not_met("If-Match")
    refuse_public(bucket, bindings)
    changed = change(call, bucket, policy={"bindings": _in_order(bindings)})
    return _shown(changed)


def refuse_public(bucket: Json, bindings: list[Json]) -> None:
    """ApiError 412 if these lines name the public and the bucket keeps it out."""
    if is_prevented(bucket) and any(member in _PUBLIC for binding in bindings for member in binding["members"]):
        raise not_met(
            "If-Match",
            "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is "
            "enforced.",
        )


def _checked(binding: Json) -> Json:
    if binding.get("condition"):
        raise not_supported("conditions in a policy")
    if binding.get("role") not in ROLES:
        raise not_supported(f"the role {binding.get('role')}")
    members = binding.get("members") or []
    for member in members:
        if not str(member).startswith(_MEMBERS):
            raise invalid("Invalid argument.")
    return {"role": binding["role"], "members": members}


def _in_order(bindings: list[Json]) -> list[Json]:
    """One line a role, roles and members sorted, none without members."""
    by_role: dict[str, set[str]] = {}
    for binding in bindings:
        by_role.setdefault(binding["role"], set()).update(binding["members"])
    return [{"role": role, "members": sorted(members)} for role, members in sorted(by_role.items()) if members]


def held_permissions(call: Call) -> Json:
    """Those of the permissions asked for that the caller has. Anybody may ask, of a bucket that exists."""
    bucket = call.state.buckets.get(call.path["bucket"]) or find_bucket(call, "storage.buckets.get")
    held = [name for name in call.query_list("permissions") if allowed(bucket, call.who, name)]
    return {"kind": "storage#testIamPermissionsResponse", **({"permissions": held} if held else {})}

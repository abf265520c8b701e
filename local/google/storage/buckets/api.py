"""Cloud Storage's JSON API: buckets.

Recorded (2021 to 2026): answers to insert, get, list, patch and delete. A bucket belongs to who made it, in the project
that was named; another's name is taken for everybody.
"""

import re

from local.google.call import Call
from local.google.storage import bodies, past
from local.google.storage.answers import gone
from local.google.storage.buckets import lists, settings
from local.google.storage.buckets.access import allowed, find_bucket
from local.google.storage.buckets.changes import change
from local.google.storage.buckets.policies import first_policy, get_policy, held_permissions, refuse_public, set_policy
from local.google.storage.buckets.ready import no_lists, ready_object_list
from local.google.storage.conditions import bucket_etag, check, or_not_modified
from local.google.storage.paths import BUCKET, BUCKETS, in_pages
from local.wire.errors import ApiError, invalid, invalid_parameter
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_LONGEST_PART = 63
_READ_ONLY = ("kind", "id", "selfLink", "projectNumber", "metageneration", "etag", "timeCreated", "updated",
              "locationType", "generation", "owner", "satisfiesPZI", "satisfiesPZS")  # fmt: skip
_SENT = " ".join(("name", "location", "storageClass", *settings.KEPT, *_READ_ONLY))


def insert(call: Call) -> Json:
    """ApiError 400 without a project or with a name that none can have, 409 for one that is taken."""
    project = _project(call)
    body = bodies.read(call, _SENT)
    name = _new_name(call, str(body.get("name") or ""))
    now = call.state.clock.now()
    kept = settings.merged({}, body, now)
    uniform = kept["iamConfiguration"]["uniformBucketLevelAccess"]["enabled"]
    ready, ready_for_objects = (call.query.get(word, "") for word in ("predefinedAcl", "predefinedDefaultObjectAcl"))
    if uniform and (ready or ready_for_objects):
        raise no_lists("Cannot use ACL API to update bucket policy")
    bucket: Json = {
        "name": name, "owner": call.who, "project": project, "metageneration": "1",
        "generation": str(int(now.timestamp() * 1_000_000)),
        "timeCreated": call.state.clock.stamp(), "updated": call.state.clock.stamp(), **settings.location_of(body),
        "policy": first_policy(project, uniform=uniform, ready=ready),
        "objectAcl": ready_object_list(ready_for_objects, project), "settings": kept,
    }  # fmt: skip
    refuse_public(bucket, bucket["policy"]["bindings"])
    call.state.buckets.put(name, bucket)
    return _resource(call, bucket, full=bool(ready or ready_for_objects))


def _project(call: Call) -> str:
    project = call.query.get("project", "")
    if not project:
        raise ApiError(400, "INVALID_ARGUMENT", "Required parameter: project", "required", location="project")
    return project


def _new_name(call: Call, name: str) -> str:
    if not name:
        raise ApiError(400, "INVALID_ARGUMENT", "Required", "required")
    fits = _NAME.fullmatch(name) and not _ADDRESS.fullmatch(name) and ".." not in name
    if not fits or any(len(part) > _LONGEST_PART for part in name.split(".")) or name.startswith("goog"):
        raise invalid(f"Invalid bucket name: '{name}'")
    taken = call.state.buckets.get(name)
    if taken is None:
        return name
    if taken["owner"] == call.who:
        raise _conflict("Your previous request to create the named bucket succeeded and you already own it.")
    raise _conflict(
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please "
        "select a different name and try again."
    )


def _conflict(message: str) -> ApiError:
    return ApiError(409, "ALREADY_EXISTS", message, "conflict")


def _resource(call: Call, bucket: Json, *, full: bool) -> Json:
    name, etag = bucket["name"], bucket_etag(bucket)
    region = bucket["locationType"] == "region"
    return {
        "kind": "storage#bucket", "selfLink": f"{call.state.base_url}/storage/v1/b/{name}", "id": name, "name": name,
        "projectNumber": lists.PROJECT_NUMBER, "generation": bucket["generation"],
        "metageneration": bucket["metageneration"], "location": bucket["location"],
        "storageClass": bucket["storageClass"], "etag": etag,
        "timeCreated": bucket["timeCreated"], "updated": bucket["updated"],
        **(lists.shown(bucket, call.state.base_url) if full else {}),
        **bucket["settings"], "locationType": bucket["locationType"],
        **({"satisfiesPZI": True} if region else {"rpo": bucket["settings"].get("rpo", "DEFAULT")}),
    }  # fmt: skip


def _wants_lists(call: Call, bucket: Json, default: str) -> bool:
    projection = call.query.get("projection") or default
    if projection.lower() not in ("full", "noacl"):
        raise invalid_parameter("projection")
    return projection.lower() == "full" and allowed(bucket, call.who, "storage.buckets.getIamPolicy")


def get(call: Call) -> Json:
    bucket = find_bucket(call, "storage.buckets.get")
    check(call, bucket, bucket_etag(bucket))
    return _resource(call, bucket, full=_wants_lists(call, bucket, "noAcl"))


def list_buckets(call: Call) -> Json:
    """Those of a project that the caller may list, by name."""
    project, prefix = _project(call), call.query.get("prefix", "")
    found = sorted(
        bucket["name"]
        for bucket in call.state.buckets.values()
        if bucket["project"] == project and bucket["name"].startswith(prefix) and bucket["owner"] == call.who
    )
    names, token = in_pages(call, found)
    buckets = [bucket for name in names if (bucket := call.state.buckets.get(name)) is not None]
    items = [_resource(call, bucket, full=_wants_lists(call, bucket, "noAcl")) for bucket in buckets]
    return {"kind": "storage#buckets", **token, **({"items": items} if items else {})}


def patch(call: Call) -> Json:
    """Changes settings. What a bucket is made with (name, location) cannot be changed."""
    bucket = find_bucket(call, "storage.buckets.update")
    check(call, bucket)
    body = bodies.read(call, _SENT, keep_nulls=True)
    for name in ("name", "location"):
        if body.get(name, bucket[name]) != bucket[name]:
            raise invalid("Invalid argument.")
    changed = change(
        call, bucket, settings=settings.merged(bucket["settings"], body, call.state.clock.now()),
        storageClass=settings.storage_class(body.get("storageClass") or bucket["storageClass"]),
    )  # fmt: skip
    return _resource(call, changed, full=_wants_lists(call, changed, "full"))


def delete(call: Call) -> Answer:
    """ApiError 409 while there is anything in it."""
    bucket = find_bucket(call, "storage.buckets.delete")
    check(call, bucket)
    live = any(kept["bucket"] == bucket["name"] for kept in call.state.objects.values())
    if live or past.versions_in(call, bucket["name"]):
        raise _conflict("The bucket you tried to delete is not empty.")
    past.forget(call, bucket["name"])
    call.state.buckets.remove(bucket["name"])
    return gone()


_READY = "project predefinedAcl predefinedDefaultObjectAcl projection"
_SAME = "ifMetagenerationMatch ifMetagenerationNotMatch"
METHODS = [
    method("storage.buckets.insert", "POST", BUCKETS, insert, _READY),
    method("storage.buckets.list", "GET", BUCKETS, list_buckets, "project prefix maxResults pageToken projection"),
    method("storage.buckets.get", "GET", BUCKET, or_not_modified(get), f"projection {_SAME}"),
    method("storage.buckets.patch", "PATCH", BUCKET, patch, f"projection {_SAME}"),
    method("storage.buckets.delete", "DELETE", BUCKET, delete, _SAME),
    method("storage.buckets.getIamPolicy", "GET", BUCKET + "/iam", get_policy, "optionsRequestedPolicyVersion"),
    method("storage.buckets.setIamPolicy", "PUT", BUCKET + "/iam", set_policy),
    method(
        "storage.buckets.testIamPermissions", "GET", BUCKET + "/iam/testPermissions", held_permissions, "permissions"
    ),
]

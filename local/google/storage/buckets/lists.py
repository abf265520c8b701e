"""Access control lists of buckets: the legacy roles of a policy in older words.

They are in the order in which they were made until a policy is set, then sorted (recorded). Where access is uniform
there are none (recorded; the words reported).
"""

from local.google.call import Call
from local.google.storage import bodies
from local.google.storage.answers import gone
from local.google.storage.buckets.access import find_bucket, is_uniform
from local.google.storage.buckets.changes import change
from local.google.storage.buckets.policies import refuse_public
from local.google.storage.buckets.ready import BUCKET_ROLES, no_lists
from local.google.storage.conditions import bucket_etag
from local.google.storage.paths import BUCKET
from local.wire.errors import ApiError, invalid_parameter, not_found
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json

PROJECT_NUMBER = "100000000000"
_TEAMS = {"projectOwner": "owners", "projectEditor": "editors", "projectViewer": "viewers"}
_PEOPLE = {"user": "user", "serviceAccount": "user", "group": "group", "domain": "domain"}
_PUBLIC = ("allUsers", "allAuthenticatedUsers")
_ROLES = {word: role for role, word in BUCKET_ROLES.items()}


def shown(bucket: Json, base_url: str) -> Json:
    """What projection=full adds to a bucket: nothing where access is uniform."""
    if is_uniform(bucket):
        return {}
    etag = bucket_etag(bucket)
    for_objects = [{"kind": "storage#objectAccessControl", **_entry(entry, etag)} for entry in bucket["objectAcl"]]
    return {
        "acl": _resources(bucket, base_url),
        **({"defaultObjectAcl": for_objects} if for_objects else {}),
        "owner": {"entity": f"project-owners-{PROJECT_NUMBER}"},
    }


def _resources(bucket: Json, base_url: str) -> list[Json]:
    etag, name = bucket_etag(bucket), bucket["name"]
    entries = [
        _entry({"member": member, "role": word}, etag)
        for role, word in BUCKET_ROLES.items()
        for binding in bucket["policy"]["bindings"]
        if binding["role"] == role
        for member in binding["members"]
    ]
    return [
        {
            "kind": "storage#bucketAccessControl", "id": f"{name}/{entry['entity']}",
            "selfLink": f"{base_url}/storage/v1/b/{name}/acl/{entry['entity']}", "bucket": name, **entry,
        }
        for entry in entries
    ]  # fmt: skip


def _entry(entry: Json, etag: str) -> Json:
    kind, _, who = entry["member"].partition(":")
    team = _TEAMS.get(kind)
    return {
        "entity": _entity(kind, who), "role": entry["role"], "etag": etag,
        **({"email": who} if kind in ("user", "serviceAccount", "group") else {}),
        **({"projectTeam": {"projectNumber": PROJECT_NUMBER, "team": team}} if team else {}),
    }  # fmt: skip


def _entity(kind: str, who: str) -> str:
    """`projectOwner:p` is project-owners-NUMBER, an account user-ADDRESS, the public stays what it is."""
    if kind in _TEAMS:
        return f"project-{_TEAMS[kind]}-{PROJECT_NUMBER}"
    return f"{_PEOPLE.get(kind, kind)}-{who}" if who else kind


def _member(entity: str, project: str) -> str:
    """An entity as policies write it. ApiError 400 for what is none."""
    kind, _, who = entity.partition("-")
    if entity in _PUBLIC:
        return entity
    if kind == "user" and who.endswith(".gserviceaccount.com"):
        return f"serviceAccount:{who}"
    if kind in _PEOPLE and who:
        return f"{kind}:{who}"
    team = next((name for name, team in _TEAMS.items() if who == f"{team}-{PROJECT_NUMBER}"), "")
    if kind != "project" or not team:
        raise invalid_parameter("entity")
    return f"{team}:{project}"


def _to_read(call: Call) -> Json:
    return _bucket(call, "storage.buckets.getIamPolicy", no_lists("Cannot get legacy ACL for a bucket"))


def _to_change(call: Call) -> Json:
    return _bucket(call, "storage.buckets.setIamPolicy", no_lists("Cannot use ACL API to update bucket policy"))


def _bucket(call: Call, permission: str, refusal: ApiError) -> Json:
    bucket = find_bucket(call, permission)
    if is_uniform(bucket):
        raise refusal
    return bucket


def list_entries(call: Call) -> Json:
    return {"kind": "storage#bucketAccessControls", "items": _resources(_to_read(call), call.state.base_url)}


def get_entry(call: Call) -> Json:
    return _one(call, _to_read(call), call.path["entity"])


def _one(call: Call, bucket: Json, entity: str) -> Json:
    found = [entry for entry in _resources(bucket, call.state.base_url) if entry["entity"] == entity]
    if not found:
        raise not_found("Not Found")
    return found[0]


def insert_entry(call: Call) -> Json:
    bucket, body = _to_change(call), bodies.read(call)
    return _set(call, bucket, str(body.get("entity", "")), body.get("role"))


def change_entry(call: Call) -> Json:
    bucket = _to_change(call)
    entity = _one(call, bucket, call.path["entity"])["entity"]
    return _set(call, bucket, entity, bodies.read(call).get("role"))


def _set(call: Call, bucket: Json, entity: str, role: object) -> Json:
    """An entity has one role: a new one takes the place of the old. ApiError 400 for a role that is none."""
    if role not in _ROLES:
        raise invalid_parameter("role")
    member = _member(entity, bucket["project"])
    lines = _without(bucket, member)
    line = next((one for one in lines if one["role"] == _ROLES[str(role)]), None)
    if line is None:
        lines = sorted([*lines, {"role": _ROLES[str(role)], "members": [member]}], key=lambda one: str(one["role"]))
    else:
        line["members"] = [*line["members"], member]
    refuse_public(bucket, lines)
    return _one(call, change(call, bucket, policy={"bindings": lines}), entity)


def delete_entry(call: Call) -> Answer:
    bucket = _to_change(call)
    entity = _one(call, bucket, call.path["entity"])["entity"]
    change(call, bucket, policy={"bindings": _without(bucket, _member(entity, bucket["project"]))})
    return gone()


def _without(bucket: Json, member: str) -> list[Json]:
    """The policy's lines without this member in those that are the bucket's list."""
    lines = [dict(line) for line in bucket["policy"]["bindings"]]
    for line in lines:
        if line["role"] in BUCKET_ROLES:
            line["members"] = [who for who in line["members"] if who != member]
    return [line for line in lines if line["members"]]


_LIST, _ENTRY = BUCKET + "/acl", BUCKET + "/acl/{entity=*}"
METHODS = [
    method("storage.bucketAccessControls.list", "GET", _LIST, list_entries),
    method("storage.bucketAccessControls.insert", "POST", _LIST, insert_entry),
    method("storage.bucketAccessControls.get", "GET", _ENTRY, get_entry),
    method("storage.bucketAccessControls.patch", "PATCH", _ENTRY, change_entry),
    method("storage.bucketAccessControls.update", "PUT", _ENTRY, change_entry),
    method("storage.bucketAccessControls.delete", "DELETE", _ENTRY, delete_entry),
]

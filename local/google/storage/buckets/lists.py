"""Access control lists as buckets answer them: the legacy roles of a policy in older words.

They are in the order in which they were made until a policy is set, then sorted (recorded).

What each ready-made list holds is recorded for projectPrivate, publicReadWrite, authenticatedRead and
bucketOwnerFullControl, the rest documented (cloud.google.com/storage/docs/access-control/lists). There are no methods
to read or change one entry.
"""

from local.google.errors import ApiError, invalid, invalid_parameter
from local.google.jsontypes import Json
from local.google.storage.buckets.access import is_uniform

PROJECT_NUMBER = "100000000000"
_BUCKET_ROLES = {
    "roles/storage.legacyBucketOwner": "OWNER",
    "roles/storage.legacyBucketWriter": "WRITER",
    "roles/storage.legacyBucketReader": "READER",
}
_OWNERS = ("projectOwner:", "OWNER")
_PROJECT = (_OWNERS, ("projectEditor:", "OWNER"), ("projectViewer:", "READER"))
_ANYBODY, _ANY_ACCOUNT = "allUsers", "allAuthenticatedUsers"
_READY_BUCKET = {
    "projectprivate": _PROJECT,
    "private": (_OWNERS,),
    "authenticatedread": (_OWNERS, (_ANY_ACCOUNT, "READER")),
    "publicread": (_OWNERS, (_ANYBODY, "READER")),
    "publicreadwrite": (_OWNERS, (_ANYBODY, "WRITER")),
}
_READY_OBJECT = {
    "projectprivate": _PROJECT,
    "private": (),
    "authenticatedread": ((_ANY_ACCOUNT, "READER"),),
    "publicread": ((_ANYBODY, "READER"),),
    "bucketownerread": (("projectOwner:", "READER"),),
    "bucketownerfullcontrol": (_OWNERS,),
}
_TEAMS = {"projectOwner": "owners", "projectEditor": "editors", "projectViewer": "viewers"}


def ready_bindings(name: str, project: str) -> list[Json]:
    """The policy that a bucket's ready-made list stands for. ApiError 400 for a name that is none."""
    entries = _ready(_READY_BUCKET, "predefinedAcl", name, project)
    found = {
        role: [entry["member"] for entry in entries if entry["role"] == word] for role, word in _BUCKET_ROLES.items()
    }
    return [{"role": role, "members": members} for role, members in sorted(found.items()) if members]


def ready_object_list(name: str, project: str) -> list[Json]:
    """The list that each new object gets: members with their roles. ApiError 400 for a name that is none."""
    return _ready(_READY_OBJECT, "predefinedDefaultObjectAcl", name, project)


def _ready(known: dict[str, tuple[tuple[str, str], ...]], parameter: str, name: str, project: str) -> list[Json]:
    entries = known.get((name or "projectPrivate").lower())
    if entries is None:
        raise invalid_parameter(parameter)
    return [{"member": member + project if member.endswith(":") else member, "role": role} for member, role in entries]


def refuse_lists(uniform: bool) -> None:
    """ApiError 400 for a list where access is uniform (wording: widely reported)."""
    if uniform:
        raise invalid(
            "Cannot use ACL API to update bucket policy when uniform bucket-level access is enabled. Read more at "
            "https://cloud.google.com/storage/docs/uniform-bucket-level-access"
        )


def refuse_object_list() -> ApiError:
    return invalid(
        "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled. Read more at "
        "https://cloud.google.com/storage/docs/uniform-bucket-level-access"
    )


def shown(bucket: Json, base_url: str, etag: str) -> Json:
    """What projection=full adds to a bucket: nothing where access is uniform."""
    if is_uniform(bucket):
        return {}
    entries = [
        {"member": member, "role": word}
        for role, word in _BUCKET_ROLES.items()
        for binding in bucket["policy"]["bindings"]
        if binding["role"] == role
        for member in binding["members"]
    ]
    own = [_bucket_entry(bucket["name"], base_url, _entry(entry, etag)) for entry in entries]
    for_objects = [{"kind": "storage#objectAccessControl", **_entry(entry, etag)} for entry in bucket["objectAcl"]]
    return {
        "acl": own,
        **({"defaultObjectAcl": for_objects} if for_objects else {}),
        "owner": {"entity": f"project-owners-{PROJECT_NUMBER}"},
    }


def _bucket_entry(name: str, base_url: str, entry: Json) -> Json:
    where = f"{base_url}/storage/v1/b/{name}/acl/{entry['entity']}"
    return {"kind": "storage#bucketAccessControl", "id": f"{name}/{entry['entity']}", "selfLink": where,
            "bucket": name, **entry}  # fmt: skip


def _entry(entry: Json, etag: str) -> Json:
    kind, _, who = entry["member"].partition(":")
    team = _TEAMS.get(kind)
    return {
        "entity": _entity(kind, who), "role": entry["role"], "etag": etag,
        **({"email": who} if kind in _PEOPLE else {}),
        **({"projectTeam": {"projectNumber": PROJECT_NUMBER, "team": team}} if team else {}),
    }  # fmt: skip


_PEOPLE = {"user": "user", "serviceAccount": "user", "group": "group"}


def _entity(kind: str, who: str) -> str:
    """`projectOwner:p` is project-owners-NUMBER, an account user-ADDRESS, the public stays what it is."""
    if kind in _TEAMS:
        return f"project-{_TEAMS[kind]}-{PROJECT_NUMBER}"
    return f"{_PEOPLE.get(kind, kind)}-{who}" if who else kind

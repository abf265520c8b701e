"""The ready-made lists, under the names by which a new bucket may ask for one.

What each holds is recorded for projectPrivate, publicReadWrite, authenticatedRead and bucketOwnerFullControl, the rest
documented: cloud.google.com/storage/docs/access-control/lists.
"""

from local.wire.errors import ApiError, invalid, invalid_parameter
from local.wire.jsontypes import Json

BUCKET_ROLES = {
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


def ready_bindings(name: str, project: str) -> list[Json]:
    """The policy that a bucket's ready-made list stands for. ApiError 400 for a name that is none."""
    entries = _ready(_READY_BUCKET, "predefinedAcl", name, project)
    found = {
        role: [entry["member"] for entry in entries if entry["role"] == word] for role, word in BUCKET_ROLES.items()
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


def no_lists(refusal: str) -> ApiError:
    """What is said where access is uniform: what was refused, and why."""
    return invalid(
        f"{refusal} when uniform bucket-level access is enabled. Read more at "
        "https://cloud.google.com/storage/docs/uniform-bucket-level-access"
    )

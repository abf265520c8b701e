"""Makes buckets, and gives roles in them: read, merged, and written only if nobody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.gapi.errors import Permanent, Retryable
from functions.gapi.session import SCOPES as OF_FUNCTIONS
from functions.gapi.session import Effect, Session

SCOPES = (*OF_FUNCTIONS, "https://www.googleapis.com/auth/cloud-platform")
"""Of a session that makes buckets: with those of the functions nobody may see or set whom a bucket lets in."""

_STORAGE = "https://storage.googleapis.com/storage/v1/b"
JAKARTA = "ASIA-SOUTHEAST2"
_TAKEN, _CHANGED = 409, (409, 412)
_SOFT_DELETE_SECONDS = 7 * 86400


class BucketTakenError(Exception):
    """There is a bucket of this name already. The message is for the operator and says what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A bucket to be made: its roles and who gets each, and whether the public may be among them.

    Members are as IAM writes them: `serviceAccount:...`, `allUsers`.
    """

    name: str
    roles: Mapping[str, Sequence[str]]
    public: bool = False

    def settings(self, location: str) -> dict[str, Any]:
        """Access by the bucket's policy alone, and a week in which what was deleted can be brought back."""
        prevention = "inherited" if self.public else "enforced"
        return {
            "name": self.name,
            "location": location,
            "storageClass": "STANDARD",
            "iamConfiguration": {
                "uniformBucketLevelAccess": {"enabled": True},
                "publicAccessPrevention": prevention,
            },
            "softDeletePolicy": {"retentionDurationSeconds": str(_SOFT_DELETE_SECONDS)},
        }


def make(session: Session, plan: Plan, project: str, location: str = JAKARTA) -> str:
    """Make a bucket in a project and give its roles; its name. Raises BucketTakenError, GoogleError."""
    params, body = {"project": project}, plan.settings(location)
    try:
        session.request("storage.buckets.insert", "POST", _STORAGE, Effect.ONCE, params=params, json=body)
    except Permanent as error:
        if error.status == _TAKEN:
            raise BucketTakenError(_taken(session, plan.name)) from None
        raise
    grant(session, plan.name, plan.roles)
    return plan.name


def _taken(session: Session, name: str) -> str:
    """Whose it is can be seen by looking: Google's sentence about it has changed before."""
    try:
        session.request("storage.buckets.get", "GET", f"{_STORAGE}/{name}", Effect.READ)
    except Permanent:
        return (
            f"Nama bucket '{name}' sudah dipakai orang lain; satu nama berlaku untuk seluruh dunia. "
            "Pilih nama lain, misalnya dengan nama kota di belakangnya, lalu ulangi."
        )
    return (
        f"Bucket '{name}' sudah ada dan milik Anda. Kota baru memerlukan bucket yang belum ada: "
        "pilih nama lain, atau pakai terus kota yang sudah dibuat dengannya."
    )


def grant(session: Session, bucket: str, roles: Mapping[str, Sequence[str]]) -> None:
    """Give roles beside those that are held already; nothing is taken away, nothing written if all are held.

    Whoever writes a policy without the lines for the project's owners locks them out, so it is read and written back
    with its etag, again from the start if somebody else wrote meanwhile. Raises GoogleError.
    """
    seen: list[Any] = []
    session.patience.keep_trying(lambda: _grant_once(session, bucket, roles, seen), repeatable=True)


def _grant_once(session: Session, bucket: str, roles: Mapping[str, Sequence[str]], seen: list[Any]) -> None:
    """Raises Retryable if the policy changed under our hands; a refusal of an unchanged one has another reason."""
    url = f"{_STORAGE}/{bucket}/iam"
    policy = session.request("storage.buckets.getIamPolicy", "GET", url, Effect.READ, params=_VERSION).json()
    wanted = merged(policy, roles)
    if wanted == policy:
        return
    try:
        session.request("storage.buckets.setIamPolicy", "PUT", url, Effect.IDEMPOTENT, json=wanted)
    except Permanent as error:
        if error.status not in _CHANGED or policy.get("etag") in seen:
            raise
        seen.append(policy.get("etag"))
        raise Retryable(error.method, error.status, error.reason, error.detail) from None


def merged(policy: Mapping[str, Any], roles: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The policy with these members added. Lines that hold under a condition stay as they are."""
    bindings = [dict(binding) for binding in policy.get("bindings", ())]
    for role, members in roles.items():
        line = next((one for one in bindings if one["role"] == role and not one.get("condition")), None)
        if line is None:
            bindings.append({"role": role, "members": list(members)})
        else:
            line["members"] = [*line["members"], *(who for who in members if who not in line["members"])]
    return {**policy, "bindings": bindings}


_VERSION: dict[str, str | int] = {"optionsRequestedPolicyVersion": 3}
"""Asks for conditions too: without it they would be lost on the way back."""

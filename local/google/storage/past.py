"""Objects that were replaced or deleted: versions where a bucket keeps them, else what can be brought back for a while.

Source: cloud.google.com/storage/docs/object-versioning and .../soft-delete. What is brought back is a new object; the
deleted one stays until its time is over.
"""

import datetime as dt

from local.google.call import Call
from local.wire.conditions.clock import parse_rfc3339, rfc3339
from local.wire.jsontypes import Json


def put_aside(call: Call, bucket: Json, old: Json | None) -> None:
    """What becomes of a live object that is replaced or deleted."""
    if old is None:
        return
    if (bucket["settings"].get("versioning") or {}).get("enabled"):
        _keep(call, {**old, "timeDeleted": call.state.clock.stamp()})
    else:
        soften(call, bucket, old)


def soften(call: Call, bucket: Json, old: Json) -> None:
    """Delete an object or a version so that it can be brought back as long as the bucket says."""
    call.state.versions.remove(_key(old["bucket"], old["name"], old["generation"]))
    seconds = int((bucket["settings"].get("softDeletePolicy") or {}).get("retentionDurationSeconds") or 0)
    if seconds:
        now = call.state.clock.now()
        end = rfc3339(now + dt.timedelta(seconds=seconds))
        _keep(call, {**old, "softDeleteTime": rfc3339(now), "hardDeleteTime": end})


def _keep(call: Call, version: Json) -> None:
    call.state.versions.put(_key(version["bucket"], version["name"], version["generation"]), version)


def replace(call: Call, version: Json) -> None:
    """Keep a version with other settings."""
    _keep(call, version)


def version_of(call: Call, bucket: str, name: str, generation: str) -> Json | None:
    """A version that is not live, or None."""
    kept = call.state.versions.get(_key(bucket, name, generation))
    return None if kept is None or "softDeleteTime" in kept else kept


def deleted(call: Call, bucket: str, name: str, generation: str) -> Json | None:
    """A deleted object that can still be brought back, or None."""
    kept = call.state.versions.get(_key(bucket, name, generation))
    return kept if kept is not None and _is_there(call, kept) else None


def versions_in(call: Call, bucket: str) -> list[Json]:
    return [kept for kept in _in(call, bucket) if "softDeleteTime" not in kept]


def deleted_in(call: Call, bucket: str) -> list[Json]:
    return [kept for kept in _in(call, bucket) if _is_there(call, kept)]


def forget(call: Call, bucket: str) -> None:
    """Nothing is left of a bucket that is deleted."""
    for kept in _in(call, bucket):
        call.state.versions.remove(_key(bucket, kept["name"], kept["generation"]))


def _in(call: Call, bucket: str) -> list[Json]:
    return [kept for kept in call.state.versions.values() if kept["bucket"] == bucket]


def _is_there(call: Call, kept: Json) -> bool:
    return "softDeleteTime" in kept and parse_rfc3339(kept["hardDeleteTime"]) > call.state.clock.now()


def _key(bucket: str, name: str, generation: str) -> str:
    return f"{bucket}/{name}#{generation}"

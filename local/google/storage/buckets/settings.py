"""A bucket's settings: what may be set, what is filled in, and what is kept without any effect here.

Recorded (2024 to 2026): the defaults of soft delete, access, location type and autoclass; that an empty lifecycle is
dropped. Without effect: labels, lifecycle, cors, website, autoclass and ipFilter are answered as they were set, but
nothing ages, moves or is kept out.
"""

import datetime as dt
from typing import Any

from local.wire.conditions.clock import parse_rfc3339, rfc3339
from local.wire.errors import invalid
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json

KEPT = ("labels", "lifecycle", "versioning", "cors", "website", "autoclass", "ipFilter", "softDeletePolicy",
        "iamConfiguration", "rpo", "retentionPolicy")  # fmt: skip
_CLASSES = ("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE", "REGIONAL", "MULTI_REGIONAL", "DURABLE_REDUCED_AVAILABILITY")
_MULTI, _DUAL = ("US", "EU", "ASIA"), ("NAM4", "EUR4", "EUR5", "EUR7", "EUR8", "ASIA1")
_LOCK = dt.timedelta(days=90)
_WEEK, _QUARTER, _CENTURY = 7 * 86400, 90 * 86400, 100 * 31_557_600


def location_of(body: Json) -> Json:
    """Where a new bucket lies and in what class. ApiError 400 for a class that does not exist."""
    location = str(body.get("location") or "US").upper()
    kind = "multi-region" if location in _MULTI else "dual-region" if location in _DUAL else "region"
    found = storage_class(body.get("storageClass") or "STANDARD")
    if (body.get("autoclass") or {}).get("enabled"):
        found = "STANDARD"
    return {"location": location, "locationType": kind, "storageClass": found}


def storage_class(name: Any) -> str:
    """ApiError 400 for one that does not exist."""
    if name not in _CLASSES:
        raise invalid("Invalid argument.")
    return str(name)


def merged(old: Json, sent: Json, now: dt.datetime) -> Json:
    """`old` with what was sent: messages are merged, null and what is empty clears. ApiError 400 for a bad value."""
    settings = dict(old)
    for name in KEPT:
        if name in sent:
            settings[name] = _merge(old.get(name), sent[name])
    settings["iamConfiguration"] = _access(old.get("iamConfiguration") or {}, settings.get("iamConfiguration"), now)
    if "softDeletePolicy" in sent or "softDeletePolicy" not in old:
        settings["softDeletePolicy"] = _soft_delete(settings.get("softDeletePolicy") or {}, now)
    if sent.get("retentionPolicy"):
        settings["retentionPolicy"] = _retention(settings["retentionPolicy"], now)
    if sent.get("autoclass"):
        settings["autoclass"] = _autoclass(old.get("autoclass") or {}, settings["autoclass"], now)
    return {name: value for name, value in settings.items() if value not in (None, {}, [], {"rule": []})}


def _merge(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    both = {**old, **{name: _merge(old.get(name), value) for name, value in new.items()}}
    return {name: value for name, value in both.items() if value is not None}


def _access(old: Json, new: Json | None, now: dt.datetime) -> Json:
    """Uniform access is there under two names and can be undone for ninety days."""
    new = new or {}
    check_built(new, "uniformBucketLevelAccess bucketPolicyOnly publicAccessPrevention", "iamConfiguration")
    was = old.get("uniformBucketLevelAccess") or {"enabled": False}
    asked = new.get("uniformBucketLevelAccess") or new.get("bucketPolicyOnly") or was
    enabled = bool(asked.get("enabled"))
    if was["enabled"] and not enabled and parse_rfc3339(was["lockedTime"]) <= now:
        raise invalid("Cannot disable uniform bucket-level access: it is locked.")
    locked = was.get("lockedTime") if was["enabled"] else rfc3339(now + _LOCK)
    uniform = {"enabled": True, "lockedTime": locked} if enabled else {"enabled": False}
    prevention = new.get("publicAccessPrevention") or "inherited"
    if prevention not in ("inherited", "unspecified", "enforced"):
        raise invalid("Invalid argument.")
    return {
        "bucketPolicyOnly": uniform, "uniformBucketLevelAccess": uniform,
        "publicAccessPrevention": "enforced" if prevention == "enforced" else "inherited",
    }  # fmt: skip


def _soft_delete(sent: Json, now: dt.datetime) -> Json:
    seconds = _seconds(sent.get("retentionDurationSeconds", _WEEK))
    if seconds and not _WEEK <= seconds <= _QUARTER:
        raise invalid("Invalid argument.")
    return {**({"effectiveTime": rfc3339(now)} if seconds else {}), "retentionDurationSeconds": str(seconds)}


def _retention(sent: Json, now: dt.datetime) -> Json:
    check_built(sent, "retentionPeriod effectiveTime", "retentionPolicy")
    seconds = _seconds(sent.get("retentionPeriod"))
    if not 1 <= seconds <= _CENTURY:
        raise invalid("Invalid argument.")
    return {"retentionPeriod": str(seconds), "effectiveTime": rfc3339(now)}


def _seconds(sent: Any) -> int:
    try:
        return int(sent)
    except (TypeError, ValueError):
        raise invalid("Invalid argument.") from None


def _autoclass(old: Json, new: Json, now: dt.datetime) -> Json:
    stamp, enabled = rfc3339(now), bool(new.get("enabled"))
    toggled = old.get("toggleTime") if bool(old.get("enabled")) is enabled else None
    if not enabled:
        return {"enabled": False, "toggleTime": toggled or stamp}
    last = new.get("terminalStorageClass") or "NEARLINE"
    since = old.get("terminalStorageClassUpdateTime") if old.get("terminalStorageClass") == last else None
    return {
        "enabled": True, "terminalStorageClass": last, "terminalStorageClassUpdateTime": since or stamp,
        "toggleTime": toggled or stamp,
    }  # fmt: skip

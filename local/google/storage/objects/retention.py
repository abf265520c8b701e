"""What a bucket's retention policy forbids. Reported, also the Pacific time in the words: treeverse/lakeFS#1339."""

import datetime as dt

from local.wire.conditions.clock import parse_rfc3339
from local.wire.errors import denied
from local.wire.jsontypes import Json

_PACIFIC = dt.timezone(dt.timedelta(hours=-8))


def ends(bucket: Json, kept: Json) -> dt.datetime | None:
    """Until when an object cannot be replaced or deleted; None without a policy."""
    policy = bucket["settings"].get("retentionPolicy")
    if not policy:
        return None
    return parse_rfc3339(kept["timeCreated"]) + dt.timedelta(seconds=int(policy["retentionPeriod"]))


def check(bucket: Json, kept: Json, now: dt.datetime) -> None:
    """ApiError 403 while it cannot."""
    end = ends(bucket, kept)
    if end is not None and now < end:
        until = end.astimezone(_PACIFIC).isoformat()
        raise denied(
            f"Object '{kept['bucket']}/{kept['name']}' is subject to bucket's retention policy and cannot be deleted, "
            f"overwritten or archived until {until}"
        )

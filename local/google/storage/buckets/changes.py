"""A bucket changed: every change raises its metageneration, and so its etag."""

from typing import Any

from local.google.call import Call
from local.wire.jsontypes import Json


def change(call: Call, bucket: Json, **fields: Any) -> Json:
    """The bucket with these fields, kept."""
    changed = {
        **bucket, **fields, "metageneration": str(int(bucket["metageneration"]) + 1),
        "updated": call.state.clock.stamp(),
    }  # fmt: skip
    call.state.buckets.put(bucket["name"], changed)
    return changed

"""Cloud Storage's JSON API: changing and deleting one object. Recorded: patch, delete, what is not there."""

from typing import Any

from local.google.call import Call
from local.google.storage import bodies, past
from local.google.storage.answers import gone
from local.google.storage.conditions import check
from local.google.storage.objects.resources import resource
from local.google.storage.objects.shelf import CHANGED, check_sent, find, key, rate_exceeded, remove
from local.google.storage.paths import OBJECT
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json


def delete(call: Call) -> Answer:
    bucket, kept = find(call, "storage.objects.delete")
    check(call, kept)
    rate_exceeded(call, kept["bucket"], kept["name"])
    remove(call, bucket, kept)
    return gone()


def patch(call: Call) -> Json:
    """Changes what is sent; null clears."""
    return _change(call, clear=False)


def update(call: Call) -> Json:
    """Replaces all settings by what is sent."""
    return _change(call, clear=True)


def _change(call: Call, *, clear: bool) -> Json:
    bucket, kept = find(call, "storage.objects.update")
    check(call, kept)
    body = bodies.read(call, keep_nulls=True)
    check_sent(call, bucket, body)
    rate_exceeded(call, kept["bucket"], kept["name"])
    before = {} if clear else {name: kept[name] for name in CHANGED if name in kept}
    changed = {
        **{name: value for name, value in kept.items() if name not in CHANGED},
        **_merged(before, {name: value for name, value in body.items() if name in CHANGED}),
        "metageneration": str(int(kept["metageneration"]) + 1), "updated": call.state.clock.stamp(),
    }  # fmt: skip
    if "timeDeleted" in kept:
        past.replace(call, changed)
    else:
        call.state.objects.put(key(kept["bucket"], kept["name"]), changed)
    return resource(call, changed)


def _merged(before: Json, sent: Json) -> dict[str, Any]:
    """Settings as they become: the caller's own names are merged one by one, what is null or empty goes."""
    after = {**before, **sent}
    if sent.get("metadata"):
        own = {**before.get("metadata", {}), **sent["metadata"]}
        after["metadata"] = {name: value for name, value in own.items() if value is not None}
    return {name: value for name, value in after.items() if value}


_WHICH = "generation ifGenerationMatch ifGenerationNotMatch ifMetagenerationMatch ifMetagenerationNotMatch"
_CHANGE = f"{_WHICH} predefinedAcl projection"
METHODS = [
    method("storage.objects.patch", "PATCH", OBJECT, patch, _CHANGE),
    method("storage.objects.update", "PUT", OBJECT, update, _CHANGE),
    method("storage.objects.delete", "DELETE", OBJECT, delete, _WHICH),
]

"""Objects made of others: rewrite, copy, move, compose, restore.

Recorded: the answers of rewrite, copy and compose, whose object has no MD5. A rewrite is done at once. Documented: the
others.
"""

import dataclasses
from typing import Any

from local.google.call import Call
from local.google.storage import bodies, past
from local.google.storage.buckets.access import require
from local.google.storage.conditions import check
from local.google.storage.objects.resources import resource
from local.google.storage.objects.shelf import (
    CHANGED,
    Target,
    admit,
    check_generation,
    content_of,
    find_named,
    keep,
    remove,
    target,
)  # fmt: skip
from local.google.storage.paths import OBJECT
from local.wire.errors import invalid, not_found
from local.wire.http.calls import method
from local.wire.jsontypes import Json

_MOST_PARTS = 32


def rewrite(call: Call) -> Json:
    kept = _copied(call)
    return {
        "kind": "storage#rewriteResponse", "totalBytesRewritten": kept["size"], "objectSize": kept["size"],
        "done": True, "resource": resource(call, kept),
    }  # fmt: skip


def copy(call: Call) -> Json:
    return resource(call, _copied(call))


def _copied(call: Call) -> Json:
    """Settings that are sent take the place of all those of the source."""
    path = call.path
    _, source = find_named(
        call, "storage.objects.get", path["bucket"], path["object"], call.query.get("sourceGeneration")
    )
    sent = bodies.read(call)
    place = target(call, path["toBucket"], path["toObject"], sent)
    check(call, source, prefix="ifSource")
    admit(call, place)
    return _copy_of(call, place, source, sent)


def _copy_of(call: Call, place: Target, source: Json, sent: Json) -> Json:
    given = {name: value for name, value in sent.items() if name in CHANGED}
    settings = given or {name: source[name] for name in CHANGED if name in source}
    parts = int(source.get("componentCount", 0))
    wanted = {**settings, "storageClass": sent.get("storageClass")}
    return keep(call, place, content_of(source), wanted, parts=parts)


def move(call: Call) -> Json:
    """Within a bucket: a copy, and the source deleted."""
    path = call.path
    bucket, source = find_named(call, "storage.objects.delete", path["bucket"], path["object"], None)
    place = target(call, path["bucket"], path["toObject"], {})
    check(call, source, prefix="ifSource")
    admit(call, place)
    kept = _copy_of(call, place, source, {})
    remove(call, bucket, source)
    return resource(call, kept)


def restore(call: Call) -> Json:
    """Bring a deleted object back as a new one. ApiError 404 if there is none, or its time is over."""
    path, generation = call.path, check_generation(call.query.get("generation", ""))
    place = target(call, path["bucket"], path["object"], {})
    require(call, place.bucket, "storage.objects.restore")
    source = past.deleted(call, path["bucket"], path["object"], generation)
    if source is None:
        raise not_found(f"No such object: {path['bucket']}/{path['object']}")
    admit(call, place)
    return resource(call, _copy_of(call, place, source, {}))


def compose(call: Call) -> Json:
    """One object of up to 32, in the order given."""
    body = bodies.read(call, "kind sourceObjects destination")
    settings = body.get("destination") or {}
    place = target(call, call.path["bucket"], call.path["object"], settings)
    sources = body.get("sourceObjects") or []
    if not 1 <= len(sources) <= _MOST_PARTS:
        raise invalid("The number of source components provided is not between 1 and 32.")
    parts = [_component(call, source) for source in sources]
    admit(call, place)
    count = sum(int(part.get("componentCount", 1)) for part in parts)
    return resource(call, keep(call, place, b"".join(map(content_of, parts)), settings, parts=count))


def _component(call: Call, source: Any) -> Json:
    if not isinstance(source, dict):
        raise invalid("Invalid argument.")
    name, generation = str(source.get("name") or ""), source.get("generation")
    wanted = (source.get("objectPreconditions") or {}).get("ifGenerationMatch")
    _, kept = find_named(call, "storage.objects.get", call.path["bucket"], name, generation)
    check(_asking(call, wanted), kept)
    return kept


def _asking(call: Call, wanted: Any) -> Call:
    """The call with this precondition and no other."""
    return dataclasses.replace(call, pairs=[("ifGenerationMatch", str(wanted))] if wanted is not None else [])


_SAME = "ifGenerationMatch ifGenerationNotMatch ifMetagenerationMatch ifMetagenerationNotMatch"
_SOURCE = _SAME.replace("if", "ifSource") + " sourceGeneration"
_TO = "/b/{toBucket}/o/{toObject=*}"
_COPY = f"{_SAME} {_SOURCE} destinationPredefinedAcl projection"
_MOVE = f"{_SAME} {_SOURCE.removesuffix(' sourceGeneration')} projection"
METHODS = [
    method(
        "storage.objects.rewrite", "POST", OBJECT + "/rewriteTo" + _TO, rewrite, _COPY + " maxBytesRewrittenPerCall"
    ),
    method("storage.objects.copy", "POST", OBJECT + "/copyTo" + _TO, copy, _COPY),
    method("storage.objects.move", "POST", OBJECT + "/moveTo/o/{toObject=*}", move, _MOVE),
    method("storage.objects.restore", "POST", OBJECT + "/restore", restore, f"{_SAME} generation projection"),
    method("storage.objects.compose", "POST", OBJECT + "/compose", compose, "ifGenerationMatch ifMetagenerationMatch"),
]

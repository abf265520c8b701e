"""Copies and joined objects: rewrite, copy, compose.

Recorded: the answers of all three, an object composed of others has no MD5. A rewrite is done at once.
"""

import dataclasses
from typing import Any

from local.google.calls import Call, method
from local.google.errors import invalid
from local.google.jsontypes import Json
from local.google.storage.conditions import check
from local.google.storage.objects.resources import resource
from local.google.storage.objects.shelf import (
    CHANGED,
    content_of,
    find_named,
    keep,
    may_replace,
    rate_exceeded,
    target,
)  # fmt: skip
from local.google.storage.paths import OBJECT

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
    sent = call.json()
    place = target(call, path["toBucket"], path["toObject"], sent)
    check(call, source, prefix="ifSource")
    check(call, place.old)
    may_replace(call, place)
    rate_exceeded(call, place.bucket["name"], place.name)
    given = {name: value for name, value in sent.items() if name in CHANGED}
    settings = given or {name: source[name] for name in CHANGED if name in source}
    parts = int(source.get("componentCount", 0))
    wanted = {**settings, "storageClass": sent.get("storageClass")}
    return keep(call, place, content_of(source), wanted, parts=parts)


def compose(call: Call) -> Json:
    """One object of up to 32, in the order given."""
    body = call.json("kind sourceObjects destination")
    settings = body.get("destination") or {}
    place = target(call, call.path["bucket"], call.path["object"], settings)
    sources = body.get("sourceObjects") or []
    if not 1 <= len(sources) <= _MOST_PARTS:
        raise invalid("The number of source components provided is not between 1 and 32.")
    parts = [_component(call, source) for source in sources]
    check(call, place.old)
    may_replace(call, place)
    rate_exceeded(call, place.bucket["name"], place.name)
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
METHODS = [
    method(
        "storage.objects.rewrite", "POST", OBJECT + "/rewriteTo" + _TO, rewrite, _COPY + " maxBytesRewrittenPerCall"
    ),
    method("storage.objects.copy", "POST", OBJECT + "/copyTo" + _TO, copy, _COPY),
    method("storage.objects.compose", "POST", OBJECT + "/compose", compose, "ifGenerationMatch ifMetagenerationMatch"),
]

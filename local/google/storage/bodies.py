"""What a body may hold, by the discovery document: Cloud Storage passes over unknown names, not over wrong kinds.

The words are not on record.
"""

import re
from typing import Any

from local.google.call import Call
from local.wire.errors import invalid
from local.wire.jsontypes import Json
from local.wire.schema import discovery

_API = "storage"
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(call: Call, built: str | None = None, *, keep_nulls: bool = False) -> Json:
    """The body as the method's message; see `Call.json`. ApiError 400 also for a value of a wrong kind."""
    value = call.json(built, keep_nulls=keep_nulls)
    check_kinds(discovery.method(call.method.method_id)["request"]["$ref"], value)
    return value


def check_kinds(message: str, value: Any) -> None:
    """ApiError 400 if anything in `value` is of another kind than the schema `message` says. Null is nothing."""
    _check(discovery.schema(_API, message), value, message)


def _check(node: Json, value: Any, place: str) -> None:
    if "$ref" in node:
        node = discovery.schema(_API, node["$ref"])
    kind = node.get("type")
    if value is None or kind == "any":
        return
    number = kind == "string" and node.get("format") in ("int64", "uint64") and type(value) is int
    if not number and (not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        raise invalid(f"Invalid value for: {place}")
    if isinstance(value, str) and _SURROGATE.search(value):
        raise invalid(f"Invalid value for: {place}")
    for name, item in _parts(value):
        known = node.get("properties", {})
        inner = node["items"] if kind == "array" else known.get(name, node.get("additionalProperties"))
        if inner:
            _check(inner, item, f"{place}.{name}")


def _parts(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


_KINDS: dict[Any, Any] = {
    "object": dict, "array": list, "boolean": bool, "string": str, "integer": (int, str),
    "number": (int, float, str),
}  # fmt: skip
"""Numbers may be sent as text, and text of 64-bit numbers as numbers."""

"""Checks every exchange with the local Google against Google's own discovery documents.

Use: `checker = DiscoveryChecker(); google.observe(checker)`, and at the end `checker.assert_clean()`.
The documents are those inside google-api-python-client. The reading of them is its own, not that of local/google.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from local.wire.http.pipeline import Exchange
from local.wire.schema import masks

_APIS = {"sheets": "sheets.v4", "drive": "drive.v3", "forms": "forms.v1", "storage": "storage.v1"}
_COMMON = {"fields", "alt", "access_token", "prettyPrint", "key", "uploadType", "upload_id", "name", "quotaUser"}
_MOST_SHOWN = 20
_FROM_OLDER_VERSIONS = {"drive.permissions.create": {"withLink"}}  # gspread sends it; Drive v3 passes it over


@cache
def document(api: str) -> dict[str, Any]:
    folder = files("googleapiclient.discovery_cache") / "documents"
    return json.loads((folder / f"{_APIS[api]}.json").read_text())


@cache
def methods(api: str) -> dict[str, dict[str, Any]]:
    """Every method of an API by its id."""
    found: dict[str, dict[str, Any]] = {}

    def collect(node: dict[str, Any]) -> None:
        for method in node.get("methods", {}).values():
            found[method["id"]] = method
        for resource in node.get("resources", {}).values():
            collect(resource)

    collect(document(api))
    return found


def _json_schema(node: dict[str, Any], *, lenient: bool) -> dict[str, Any]:
    """A discovery schema as JSON Schema: references, closed objects, enums, numbers that travel as text."""
    if "$ref" in node:
        return {"$ref": f"#/$defs/{node['$ref']}"}
    kind = node.get("type")
    if kind == "object":
        properties = {name: _json_schema(part, lenient=lenient) for name, part in node.get("properties", {}).items()}
        extra = node.get("additionalProperties")
        closed = _json_schema(extra, lenient=lenient) if extra else False
        return {"type": "object", "properties": properties, "additionalProperties": closed}
    if kind == "array":
        return {"type": "array", "items": _json_schema(node["items"], lenient=lenient)}
    if kind == "any":
        return {}
    schema: dict[str, Any] = {"type": kind}
    if "enum" in node:
        schema["enum"] = node["enum"]
    if lenient and kind in ("string", "integer", "number") and node.get("format"):
        schema = {"type": ["string", "number"]}  # Google accepts numbers as text and text for 64-bit numbers
    return schema


@cache
def _validator(api: str, name: str, *, lenient: bool) -> jsonschema_rs.Draft202012Validator:
    definitions = {key: _json_schema(node, lenient=lenient) for key, node in document(api)["schemas"].items()}
    return jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": definitions})


def problems_of(api: str, name: str, value: Any, *, request: bool = False) -> list[str]:
    """What in `value` is not as the schema `name` says. In a request null means "not set", as in protobuf's JSON."""
    checked = _without_nulls(value) if request else value
    errors = _validator(api, name, lenient=request).iter_errors(checked)
    return [f"{name}{_path(error.instance_path)}: {error.message[:200]}" for error in errors]


def _path(steps: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _unknown_paths(api: str, node: dict[str, Any], mask: masks.Mask, path: str) -> list[str]:
    while "$ref" in node or node.get("type") == "array":
        node = document(api)["schemas"][node["$ref"]] if "$ref" in node else node["items"]
    if "additionalProperties" in node:
        return []
    known = node.get("properties", {})
    wrong = [f"{path}: the answer has no {name}" for name in mask if name != "*" and name not in known]
    for name, below in mask.items():
        if below and name in known:
            wrong += _unknown_paths(api, known[name], below, f"{path}.{name}")
    return wrong


class DiscoveryChecker:
    """An observer that collects what breaks the schemas. Requests that were refused are not held against the caller."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.checked = 0

    def __call__(self, exchange: Exchange) -> None:
        api = exchange.method_id.partition(".")[0]
        method = methods(api).get(exchange.method_id) if api in _APIS else None
        if exchange.status == 500:
            self.problems.append(f"{exchange.method_id}: the stand-in broke")
        if method is None or exchange.status >= 400:
            return
        self.checked += 1
        found = [*self._query(method, exchange), *self._request(api, method, exchange)]
        found += self._answer(api, method, exchange)
        found += self._mask(api, method, exchange)
        self.problems += [f"{exchange.method_id}: {problem}" for problem in found]

    def _query(self, method: dict[str, Any], exchange: Exchange) -> list[str]:
        known = (
            set(method.get("parameters", {})) | _COMMON | {"includeItemsFromAllDrives"}
        )  # gspread sends it to files.get
        return [f"unknown query parameter {name}" for name, _ in exchange.query if name not in known]

    def _request(self, api: str, method: dict[str, Any], exchange: Exchange) -> list[str]:
        schema = method.get("request", {}).get("$ref")
        if not schema or "json" not in exchange.content_type or not exchange.request or "mediaUpload" in method:
            return []
        old = _FROM_OLDER_VERSIONS.get(exchange.method_id, set())
        sent = {name: value for name, value in json.loads(exchange.request).items() if name not in old}
        return problems_of(api, schema, sent, request=True)

    def _mask(self, api: str, method: dict[str, Any], exchange: Exchange) -> list[str]:
        """Google refuses a `fields` parameter that names what the answer does not have; the stand-in does not know."""
        mask = dict(exchange.query).get("fields")
        schema = method.get("response", {}).get("$ref")
        return _unknown_paths(api, {"$ref": schema}, masks.parse(mask), "fields") if mask and schema else []

    def _answer(self, api: str, method: dict[str, Any], exchange: Exchange) -> list[str]:
        schema = method.get("response", {}).get("$ref")
        media = dict(exchange.query).get("alt") == "media" or exchange.status == 204 or not exchange.answer
        if not schema or media or not exchange.answer.startswith(b"{"):
            return []
        return problems_of(api, schema, json.loads(exchange.answer))

    def assert_clean(self) -> None:
        assert not self.problems, "\n".join(self.problems[:_MOST_SHOWN])

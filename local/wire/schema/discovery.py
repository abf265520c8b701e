"""Google's own descriptions of its APIs: the discovery documents that google-api-python-client carries."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from local.wire.jsontypes import Json
from local.wire.schema.api import Api, declared, of

_FOLDER = files("googleapiclient.discovery_cache") / "documents"
_UNLISTED = frozenset({"email", "profile", "https://spreadsheets.google.com/feeds", "https://docs.google.com/feeds"})
"""Scopes that no document has any more, and that Google takes all the same."""


@cache
def _document(api: str) -> Json:
    found: Json = json.loads((_FOLDER / f"{api}.{of(api).version}.json").read_text())
    return found


@cache
def _methods(api: str) -> dict[str, Json]:
    found: dict[str, Json] = {}

    def collect(node: Json) -> None:
        found.update({method["id"]: method for method in node.get("methods", {}).values()})
        for resource in node.get("resources", {}).values():
            collect(resource)

    collect(_document(api))
    return found


def schema(api: str, name: str) -> Json:
    """A message by its name."""
    found: Json = _document(api)["schemas"][name]
    return found


def method(method_id: str) -> Json:
    """A method's description; empty for one of an API version that is not among the documents."""
    return _methods(method_id.partition(".")[0]).get(method_id, {})


def scopes(api: Api, method_id: str) -> list[str]:
    """The scopes of which a token needs one; for a method of another version of the API, any of the API's."""
    found: list[str] = method(method_id).get("scopes") or _scopes_of(api.name)
    return found


def _scopes_of(api: str) -> list[str]:
    return list(_document(api)["auth"]["oauth2"]["scopes"])


def knows_scopes(asked: Iterable[str]) -> bool:
    """Whether each is a scope of some API of Google's, built or not."""
    return all(_is_known(scope) for scope in asked)


@cache
def _is_known(scope: str) -> bool:
    if scope in _UNLISTED or any(scope in _scopes_of(name) for name in declared()):
        return True
    return any(f'"{scope}": {{' in document.read_text() for document in _FOLDER.iterdir())


def resolve(api: str, node: Json) -> Json:
    """What a node stands for: through references, and into the elements of a list."""
    while "$ref" in node or node.get("type") == "array":
        node = schema(api, node["$ref"]) if "$ref" in node else node["items"]
    return node


def names_of(api: str, node: Json) -> dict[str, Any] | None:
    """The fields of a message by name; None for what has no fixed fields."""
    found = resolve(api, node)
    return None if "additionalProperties" in found else found.get("properties", {})

"""Field masks: which part of an answer is wanted, and which part of a message is to be replaced.

Accepts both spellings in use: `a.b,c(d,e)` (answers) and `a/b` or `a.b` (updates); snake_case is read as camelCase.
"""

import re
from typing import Any

from local.wire.errors import bad_field, invalid
from local.wire.jsontypes import Json
from local.wire.schema import discovery

Mask = dict[str, "Mask"]
"""A tree of names; an empty subtree means all of it; the name `*` means every field."""

_TOKEN = re.compile(r"[A-Za-z0-9_$-]+|\*|[().,/]")
_SNAKE = re.compile(r"_([a-z])")


def parse(text: str) -> Mask:
    """The mask as a tree. ApiError 400 if it cannot be read."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        raise _unreadable(text)
    mask, rest = _parse_list(tokens, text)
    if rest:
        raise _unreadable(text)
    return mask


def _unreadable(text: str) -> Exception:
    return bad_field("fields", f"Request contains an invalid argument. Invalid field mask: {text}")


def _parse_list(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        tokens = _parse_path(tokens, mask, text)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _parse_path(tokens: list[str], mask: Mask, text: str) -> list[str]:
    """Read one `a.b(c,d)` into `mask` and give back what follows it."""
    while True:
        if not tokens or tokens[0] in "(),./":
            raise _unreadable(text)
        name = _SNAKE.sub(lambda match: match[1].upper(), tokens[0])
        fresh = name not in mask
        here = mask.setdefault(name, {})
        tokens = tokens[1:]
        if tokens and tokens[0] in "./":
            if not fresh and not here:
                here = {}  # the whole was asked for already: a part adds nothing
            mask, tokens = here, tokens[1:]
            continue
        if tokens and tokens[0] == "(":
            inner, tokens = _parse_list(tokens[1:], text)
            if not tokens or tokens[0] != ")":
                raise _unreadable(text)
            here.update(inner)
            return tokens[1:]
        here.clear()
        return tokens


def check(mask: Mask, api: str, schema: str) -> None:
    """ApiError 400 if an update's mask names a field that the message `schema` does not have."""
    path = unknown_path(api, {"$ref": schema}, mask)
    if path:
        raise invalid(f"Invalid field: {path}")


def unknown_path(api: str, node: Json, mask: Mask, above: str = "") -> str | None:
    """The first path of a mask that a message (a node of the discovery document) does not have."""
    known = discovery.names_of(api, node)
    if known is None:
        return None
    for name, inner in mask.items():
        path = f"{above}.{name}" if above else name
        if name != "*" and name not in known:
            return path
        found = unknown_path(api, known[name], inner, path) if inner and name != "*" else None
        if found:
            return found
    return None


def select(value: Any, mask: Mask) -> Any:
    """The part of an answer that `mask` names; lists are passed through, each element masked."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: select(value[name], inner) for name, inner in mask.items() if name in value}


def merge(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with the fields named by `mask` taken from `new`; a field that `new` lacks is cleared."""
    if "*" in mask:
        return dict(new)
    result = dict(old)
    for name, inner in mask.items():
        value = new.get(name)
        if inner and (isinstance(value, dict) or value is None):
            value = merge(old.get(name) or {}, value or {}, inner) or None
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def below(mask: Mask | None, *path: str) -> Mask | None:
    """The part of a mask under `path`; None where everything is wanted."""
    for name in path:
        if not mask or "*" in mask:
            return None
        mask = mask.get(name)
    return mask or None


def reaches(mask: Mask, *path: str) -> bool:
    """Whether the mask names `path`, something in it, or what holds it; a `*` is no name."""
    for name in path:
        if name not in mask:
            return False
        mask = mask[name]
        if not mask:
            return True
    return True


def wants(mask: Mask | None, *path: str) -> bool:
    """Whether an answer limited to `mask` would show anything at `path`."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True

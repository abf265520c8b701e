"""JSON messages as Google's front end reads them into protocol buffers, by the API's discovery document.

Names may be spelled fieldName or field_name, numbers may be text, enums may be names in any case or numbers, null means
not set (protobuf.dev/programming-guides/json). All that cannot be read is refused in one 400 before anything is looked
up. Wording: recorded for ListValue; for the rest public reports (google-api-python-client #930, node-google-spreadsheet
#523) and measurements (brekkylab/backlot #340, #342). Enum types are not in the document: an API declares their names.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from local.wire.errors import unreadable
from local.wire.jsontypes import Json
from local.wire.schema import discovery
from local.wire.schema.api import Api, of
from local.wire.schema.protoscalars import KINDS, integer, shown

_UNREAD = object()
Problems = list[tuple[str, str]]
"""The place and the description of each thing that cannot be read."""
Place = tuple[Any, str | int]
"""Where a value stands: the place of its holder, and the field's name or the index; spelled out only in a refusal."""
Read = Callable[[Any, Place, Problems], Any]


class Field(NamedTuple):
    """A field of a message and how its value is read."""

    name: str
    snake: str
    read: Read
    holds: type | tuple[type, ...]
    """Which of list and object the value may be, besides a single value."""


def read(api: str, schema: str, body: Any, at: str = "") -> Json:
    """`body` as a message: canonical names, converted values. ApiError 400 names everything that is wrong.

    `at` is the field of the request that the body fills, e.g. `data` for values.update.
    """
    problems: Problems = []
    value = _message(api, schema)(body, (None, at), problems)
    if problems:
        raise unreadable(problems)
    result: Json = value
    return result


def read_parameter(api: str, name: str, node: Json, text: str) -> str:
    """A query parameter in its canonical spelling. ApiError 400 if it cannot be read."""
    problems: Problems = []
    snake = snake_case(name)
    value = _value(api, name, node)(text, (None, snake), problems)
    if problems:
        raise unreadable(problems)
    return str(value).lower() if isinstance(value, bool) else str(value)


def snake_case(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def camel_case(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


class _Fields(dict[str, Field | None]):
    """A message's fields by either spelling, looked up in the document when first met: schemas hold each other."""

    def __init__(self, api: str, schema: str) -> None:
        super().__init__()
        self._api, self._schema = api, schema

    def __missing__(self, name: str) -> Field | None:
        properties = discovery.schema(self._api, self._schema).get("properties", {})
        camel = name if name in properties else camel_case(name)
        node = properties.get(camel)
        if node is None or name not in (camel, snake_case(camel)):
            return None
        snake = snake_case(camel) + (".value" if camel in of(self._api).wrapped else "")
        read_value = _value(self._api, f"{self._schema}.{camel}", node)
        self[name] = Field(camel, snake, read_value, _holds(node))
        return self[name]


def _holds(node: Json) -> type | tuple[type, ...]:
    if node.get("type") == "array":
        return (list, dict) if "$ref" in node["items"] else list
    if node.get("type") == "any":
        return (list, dict)
    return dict if "$ref" in node or node.get("type") == "object" else ()


@cache
def _message(api: str, schema: str) -> Read:
    known, one_of = _Fields(api, schema), of(api).one_of

    def read_message(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return _refuse(problems, at, f"type.googleapis.com/{of(api).package}.{schema}", value)
        result: Json = {}
        for name, item in value.items():
            field = known[name]
            if field is None or (isinstance(item, list | dict) and not isinstance(item, field.holds)):
                problems.append(_misplaced(name, item, field, _spelled(at)))
            elif item is not None:
                read_item = field.read(item, (at, field.snake), problems)
                if read_item is not _UNREAD:
                    result[field.name] = read_item
        if schema in one_of and len(result) > 1:
            place, second = _spelled(at), list(result)[1]
            text = f"oneof field '{one_of[schema]}' is already set. Cannot set '{second}'"
            problems.append((place, f"Invalid value at '{place}' (oneof), {text}"))
        return result

    return read_message


def _misplaced(name: str, item: Any, field: Field | None, at: str) -> tuple[str, str]:
    """A name that the message does not have, or a list or an object where a single value belongs."""
    where = f" at '{at}'" if at else ""
    if field is not None and isinstance(item, dict):
        return at, f"Invalid value{where} ({field.snake}), Starting an object on a scalar field"
    reason = "Proto field is not repeating, cannot start list." if field else "Cannot find field."
    return at, f'Invalid JSON payload received. Unknown name "{name}"{where}: {reason}'


def _refuse(problems: Problems, at: Place, type_name: str, value: Any) -> Any:
    place = _spelled(at)
    problems.append((place, f"Invalid value at '{place}' ({type_name}), {shown(value)}"))
    return _UNREAD


def _spelled(at: Place) -> str:
    """`requests[0].repeat_cell.range`"""
    holder, name = at
    if holder is None:
        return str(name)
    before = _spelled(holder)
    return f"{before}[{name}]" if isinstance(name, int) else f"{before}.{name}" if before else name


def _value(api: str, name: str, node: Json) -> Read:
    if "$ref" in node:
        return _message(api, node["$ref"])
    if node.get("type") == "array":
        return _repeated(_value(api, name, node["items"]), node["items"])
    if "enum" in node:
        return _enum(api, name, node["enum"])
    if "additionalProperties" in node:
        return _map(_value(api, name, node["additionalProperties"]))
    kind = KINDS.get((node.get("type", ""), node.get("format", "")))
    return _scalar(*kind) if kind else lambda value, _at, _problems: value


def _map(read_item: Read) -> Read:
    """Values by keys of the caller's choice; null stays, as it takes a key away. How a place in it is told: assumed."""

    def read_values(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return _refuse(problems, at, "TYPE_MESSAGE", value)
        found = {
            key: None if item is None else read_item(item, (at, f"{key}.value"), problems)
            for key, item in value.items()
        }
        return {key: item for key, item in found.items() if item is not _UNREAD}

    return read_values


def _repeated(read_item: Read, items: Json) -> Read:
    if items.get("type") == "array":  # rows of any values, which the values methods read themselves
        return lambda value, _at, _problems: value

    def read_list(value: Any, at: Place, problems: Problems) -> Any:
        if not isinstance(value, list):  # one element without its list
            one = read_item(value, at, problems)
            return [] if one is _UNREAD else [one]
        found: list[Any] = []
        for index, item in enumerate(value):
            if isinstance(item, list):  # a list in the list: more elements
                found += read_list(item, (at, index), problems)
            elif item is not None:
                found.append(read_item(item, (at, index), problems))
        return [item for item in found if item is not _UNREAD]

    return read_list


def _scalar(type_name: str, convert: Callable[[Any], Any]) -> Read:
    def read_scalar(value: Any, at: Place, problems: Problems) -> Any:
        try:
            return convert(value)
        except (ValueError, OverflowError):
            return _refuse(problems, at, type_name, value)

    return read_scalar


def _enum(api: str, name: str, names: list[str]) -> Read:
    type_name = f"type.googleapis.com/{of(api).package or api}.{_enum_type(of(api), name)}"

    def convert(value: Any) -> str:
        if isinstance(value, str):
            wanted = value.upper().replace("-", "_") if value.isascii() else value
            if wanted in names:
                return wanted
        number = integer(value)
        if not 0 <= number < len(names):
            raise ValueError(value)
        return names[number]

    return _scalar(type_name, convert)


def _enum_type(api: Api, name: str) -> str:
    short = name.rpartition(".")[2]
    return api.enums.get(name) or api.enums.get(short) or short[0].upper() + short[1:]

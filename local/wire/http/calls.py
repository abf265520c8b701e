"""One API call on its way through the stand-in, and the table entry of the method it calls."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple
from urllib.parse import parse_qsl, unquote

from typing_extensions import TypeVar

from local.wire.conditions.faults import Fault
from local.wire.errors import bad_field, invalid, no_such_path, no_such_selection, not_supported
from local.wire.jsontypes import Json, parsed
from local.wire.schema import discovery, masks, protojson
from local.wire.schema.api import Api, of
from local.wire.state import State

NOT_KEPT = "no-cache, no-store, max-age=0, must-revalidate"
"""Cache-Control of what nobody may keep."""


@dataclass(slots=True)
class Answer:
    """An answer that is not a plain 200 with JSON. Header names are in lower case."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)

    def all_headers(self) -> dict[str, str]:
        """As they travel: UTF-8, one line each, and the type as it is (Starlette would add a charset to it)."""
        named = {"content-type": self.content_type, **self.headers}
        return {name: " ".join(value.splitlines()).encode().decode("latin-1") for name, value in named.items()}


S_co = TypeVar("S_co", bound=State, covariant=True)


@dataclass(slots=True)
class Call(Generic[S_co]):
    """What was asked. `query` keeps the last value of a name, `query_list` every one.

    `who` is the caller's e-mail, empty for the public; `scopes` are those of the token that the method
    accepts, None for all that there are.
    """

    state: S_co
    method: "Method"
    path: dict[str, str]
    pairs: list[tuple[str, str]]
    body: bytes
    headers: dict[str, str]
    who: str = ""
    scopes: frozenset[str] | None = None
    fault: Fault | None = None

    @property
    def query(self) -> dict[str, str]:
        return dict(self.pairs)

    def query_list(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"

    def json(self, built: str | None = None, *, keep_nulls: bool = False) -> Json:
        """The body as the method's request message. ApiError 400 if it is none, 501 for what is not among `built`.

        Drive and Cloud Storage pass over names that they do not know (gspread sends Drive one), and over null unless
        `keep_nulls`: in a change it clears.
        """
        try:
            read = parsed if self.method.api.front_end else json.loads
            value: Json = read(self.body) if self.body.strip() else {}
        except ValueError as fault:
            raise invalid(f"Invalid JSON payload received. {fault}") from fault
        if not isinstance(value, dict):
            text = 'Invalid JSON payload received. Unknown name "": Root element must be a message.'
            raise bad_field("", text)
        request = discovery.method(self.method.method_id).get("request")
        if request and self.method.api.legacy:
            known = discovery.names_of(self.method.api.name, request) or {}
            value = {name: item for name, item in value.items() if name in known and (keep_nulls or item is not None)}
        elif request:
            value = protojson.read(self.method.api.name, request["$ref"], value, self.method.body)
        if built is not None:
            check_built(value, built, self.method.body)
        return value


def check_built(message: Json, built: str, where: str = "") -> None:
    """Nothing that is sent is silently ignored: ApiError 501 for a name outside `built` (separated by spaces)."""
    for name in message.keys() - set(built.split()):
        raise not_supported(f"{where}.{name}" if where else name)


class Method(NamedTuple):
    """A row of an API's table. `method_id` is the discovery document's id, after which faults and counts are named.

    `body` is the field of the request that the body fills: refusals name it.
    """

    method_id: str
    verb: str
    pattern: re.Pattern[str]
    handle: Callable[[Any], Json | Answer]
    query: frozenset[str] = frozenset()
    body: str = ""

    @property
    def api(self) -> Api:
        return of(self.method_id)

    @property
    def writes(self) -> bool:
        return self.verb not in ("GET", "HEAD")


def method(
    method_id: str,
    verb: str,
    template: str,
    handle: Callable[[Any], Json | Answer],
    query: str = "",
    *,
    body: str = "",
) -> Method:
    """A row from a path template such as `/v4/spreadsheets/{spreadsheetId}/values/{range}:append`.

    `{name}` matches one segment without `:`, `{name=*}` one with it, `{name=**}` anything; `/?` a slash or none.
    `query` names the parameters it understands. Google's present front end passes over a slash too many, at the end or
    before a verb (reported).
    """
    if not of(method_id).legacy:
        template = f"{template.replace(':', '/?:')}/?"
    pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}").replace(r"=\*", "=*").replace(r"\*}", "*}")
    pattern = re.sub(r"\{(\w+)=\*\*\}", r"(?P<\1>.+?)", pattern).replace(r"/\?", "/?")
    pattern = re.sub(r"\{(\w+)=\*\}", r"(?P<\1>[^/]+)", pattern)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/:]+)", pattern)
    return Method(method_id, verb, re.compile(pattern), handle, frozenset(query.split()), body)


class Route(NamedTuple):
    method: Method
    path: dict[str, str]


def find(table: list[Method], verb: str, raw_path: str) -> Route | None:
    """The method that a verb and an undecoded path name."""
    for entry in table:
        if entry.verb == verb:
            match = entry.pattern.fullmatch(raw_path)
            if match:
                return Route(entry, {name: unquote(value) for name, value in match.groupdict().items()})
    return None


_COMMON = frozenset({
    "fields", "alt", "key", "access_token", "prettyPrint", "quotaUser", "userIp", "uploadType", "upload_id",
    "upload_protocol", "$.xgafv",
})  # fmt: skip


def check_query(call: Call[Any]) -> None:
    """Put every parameter, of the path too, into its canonical spelling.

    ApiError for one that would be ignored: 400 if Google does not know it either, 501 if it is not built.
    """
    api, known = call.method.api, discovery.method(call.method.method_id).get("parameters", {})
    for name in call.path.keys() & known.keys() if api.front_end else ():
        call.path[name] = protojson.read_parameter(api.name, name, known[name], call.path[name])
    for index, (name, value) in enumerate(call.pairs):
        if name in known and api.front_end:
            call.pairs[index] = (name, protojson.read_parameter(api.name, name, known[name], value))
        if name in call.method.query or name in _COMMON or name in api.without_effect:
            continue
        if api.legacy and value in ("", "false"):  # asks for nothing
            continue
        if name in known or api.legacy:
            raise not_supported(f"the parameter {name} of {call.method.method_id}")
        raise bad_field(
            name,
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            f"Field '{name}' could not be found in request message.",
        )
    _check_selection(call)


def _check_selection(call: Call[Any]) -> None:
    """ApiError 400 for `fields` that name what the answer does not have. Only Drive allows spaces between them."""
    text = call.query.get("fields", "")
    response = discovery.method(call.method.method_id).get("response")
    if not text or not response:
        return
    refuse = no_such_selection if call.method.api.legacy else no_such_path
    spaced = [path for path in text.split(",") if path != path.strip()]
    if spaced and not call.method.api.legacy:
        raise refuse(spaced[0])
    path = masks.unknown_path(call.method.api.name, response, masks.parse(text))
    if path:
        raise refuse(path)


def query_pairs(raw: str) -> list[tuple[str, str]]:
    return parse_qsl(raw, keep_blank_values=True)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

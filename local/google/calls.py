"""One API call on its way through the stand-in, and the table entry of the method it calls."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

from local.google.errors import bad_field, invalid, not_supported, unknown_name
from local.google.faults import Fault
from local.google.jsontypes import Json
from local.google.state import State


@dataclass(slots=True)
class Answer:
    """An answer that is not a plain 200 with JSON."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """What was asked. `query` keeps the last value of a name, `query_list` every one; `who` is the caller's e-mail."""

    state: State
    method: "Method"
    path: dict[str, str]
    pairs: list[tuple[str, str]]
    body: bytes
    headers: dict[str, str]
    who: str = ""
    fault: Fault | None = None

    @property
    def query(self) -> dict[str, str]:
        return dict(self.pairs)

    def query_list(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"

    def json(self, known: frozenset[str] | None = None) -> Json:
        """The body as an object; ApiError 400 if it is none, or names a field outside `known`."""
        if not self.body.strip():
            return {}
        try:
            value = json.loads(self.body)
        except ValueError as fault:
            raise invalid(f"Invalid JSON payload received. {fault}") from fault
        if not isinstance(value, dict):
            raise invalid("Invalid JSON payload received. Unexpected token.\nRoot element must be a message.")
        for name in value.keys() - known if known is not None else ():
            raise unknown_name(name, "")
        return value


class Method(NamedTuple):
    """A row of an API's table. `method_id` is the discovery document's id, after which faults and counts are named."""

    method_id: str
    verb: str
    pattern: re.Pattern[str]
    handle: Callable[[Call], Json | Answer]
    query: frozenset[str] = frozenset()

    @property
    def api(self) -> str:
        return self.method_id.partition(".")[0]

    @property
    def writes(self) -> bool:
        return self.verb != "GET"


def method(
    method_id: str, verb: str, template: str, handle: Callable[[Call], Json | Answer], query: str = ""
) -> Method:
    """A row from a path template such as `/v4/spreadsheets/{spreadsheetId}/values/{range}:append`.

    `{name}` matches one segment without `:`, `{name=**}` anything. `query` names the parameters it understands.
    """
    pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}").replace(r"=\*\*", "=**")
    pattern = re.sub(r"\{(\w+)=\*\*\}", r"(?P<\1>.+)", pattern)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/:]+)", pattern)
    return Method(method_id, verb, re.compile(pattern), handle, frozenset(query.split()))


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
    "fields", "alt", "key", "access_token", "prettyPrint", "quotaUser", "userIp", "uploadType", "upload_protocol",
    "$.xgafv",
})  # fmt: skip
_WITHOUT_EFFECT = frozenset({
    "supportsAllDrives", "includeItemsFromAllDrives", "supportsTeamDrives", "includeTeamDriveItems", "acknowledgeAbuse",
    "sendNotificationEmail", "emailMessage", "keepRevisionForever", "userProject", "project", "projection",
    "excludeTablesInBandedRanges",
})  # fmt: skip


def check_query(call: Call) -> None:
    """ApiError for a parameter that would be ignored: 400 where Google refuses unknown ones, 501 elsewhere."""
    for name, _ in call.pairs:
        if name in call.method.query or name in _COMMON or name in _WITHOUT_EFFECT:
            continue
        if call.method.api in ("drive", "storage"):
            raise not_supported(f"the parameter {name} of {call.method.method_id}")
        raise bad_field(
            name,
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            f"Field '{name}' could not be found in request message.",
        )


def query_pairs(raw: str) -> list[tuple[str, str]]:
    return parse_qsl(raw, keep_blank_values=True)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

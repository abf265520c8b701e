"""One of Google's APIs as the wire sees it, declared by the stand-in that stands in for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Visitors(Enum):
    """What becomes of a call without any token."""

    REFUSED = "401"
    MAY_READ = "a method that reads could be called with an API key, so the refusal asks who it is: 403"
    LET_IN = "the API itself decides what the public may"


@dataclass(frozen=True, eq=False, slots=True)
class Api:
    """`name` is what method ids begin with, `version` tells its discovery document; refusals name a type in `package`.

    `legacy`: an API older than Google's present front end. Its errors have the older shape, and it passes over names
    that it does not know. `front_end`: it stands behind Google's present front end, which reads parameters by
    their types and refuses callers before the API sees them, naming the gRPC method (`rpc` of a method id).
    `a_minute`: calls a minute and user by kind ("Read", "Write", "Expensive read": the methods in `expensive`); empty:
    not limited. `without_effect`: parameters that change nothing here.

    What the document does not tell, and refusals show: fields that are messages around a number, so that unset
    differs from 0 (`wrapped`); messages of which only one field may be set, with the name of that choice (`one_of`);
    enum types by field or by message and field (`enums`).
    """

    name: str
    version: str
    package: str = ""
    legacy: bool = False
    front_end: bool = True
    rpc: Callable[[str], str] = str
    visitors: Visitors = Visitors.REFUSED
    a_minute: Mapping[str, int] = field(default_factory=dict)
    expensive: frozenset[str] = frozenset()
    without_effect: frozenset[str] = frozenset()
    wrapped: frozenset[str] = frozenset()
    one_of: Mapping[str, str] = field(default_factory=dict)
    enums: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"{self.name}.googleapis.com"


_DECLARED: dict[str, Api] = {}


def declare(api: Api) -> Api:
    """Make it known to the wire. Raises ValueError for a second one of that name."""
    if api.name in _DECLARED:
        raise ValueError(f"{api.name} is declared already")
    _DECLARED[api.name] = api
    return api


def of(method_id: str) -> Api:
    """The API of a method id, or of its own name. Raises KeyError."""
    return _DECLARED[method_id.partition(".")[0]]


def declared() -> list[str]:
    """The names of the APIs that are known."""
    return list(_DECLARED)

"""What every stand-in knows. Changed only from the server's event loop, so one call is one transaction."""

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.wire.conditions.clock import Clock
from local.wire.conditions.faults import Faults
from local.wire.conditions.quotas import Quotas
from local.wire.jsontypes import Json
from local.wire.store import Shelf, Store

OWNER = "pemilik@lokal.iam.gserviceaccount.com"
"""The service account that exists from the start, and whom any token stands for under --any-token."""


@dataclass(slots=True)
class Late:
    """A write that was answered with 503 and waits to be applied."""

    method: str
    apply: Callable[[], Any]
    outcome: str = "waiting"


@dataclass
class State:
    """The working set, to which each stand-in adds what it keeps.

    `base_url` is where the stand-in is reached; `any_token` lets any bearer act as the owner.
    """

    store: Store
    any_token: bool = False
    base_url: str = ""
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    quotas: Quotas = field(default_factory=Quotas)
    calls: Counter[str] = field(default_factory=Counter)
    tokens: dict[str, Json] = field(default_factory=dict)
    api_keys: set[str] = field(default_factory=set)
    late: list[Late] = field(default_factory=list)
    accounts: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = Shelf(self.store, "accounts")


def new_id(length: int = 44) -> str:
    """An id of the length and alphabet of Google's file ids."""
    return ("1" + secrets.token_urlsafe(length))[:length]

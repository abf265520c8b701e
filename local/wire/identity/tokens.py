"""Bearer tokens: whose they are, and the scopes that they were given."""

import datetime as dt
import secrets
from collections.abc import Collection
from typing import NamedTuple

from local.wire.conditions.clock import parse_rfc3339, rfc3339
from local.wire.state import OWNER, State

LIFETIME = dt.timedelta(seconds=3599)


class Bearer(NamedTuple):
    """Who holds a token; `scopes` None stands for every scope."""

    email: str
    scopes: frozenset[str] | None


def issue(state: State, email: str, scopes: Collection[str] | None = None) -> str:
    """A bearer token for `email`, good for an hour of the stand-in's clock; without `scopes`, for all that there is."""
    token = "lokal." + secrets.token_urlsafe(24)
    state.tokens[token] = {
        "email": email,
        "scopes": None if scopes is None else sorted(scopes),
        "expires": rfc3339(state.clock.now() + LIFETIME),
    }
    return token


def bearer(state: State, token: str) -> Bearer | None:
    """The holder of a token; None for one that is unknown or has expired."""
    if state.any_token and token not in state.tokens:
        return Bearer(OWNER, None)
    known = state.tokens.get(token)
    if known is None or parse_rfc3339(known["expires"]) <= state.clock.now():
        return None
    scopes = known["scopes"]
    return Bearer(str(known["email"]), None if scopes is None else frozenset(scopes))

"""Who is let in: the holder of a good token of a scope that the method accepts, or whom the API lets in without."""

from collections.abc import Mapping

from local.wire.identity import refusals, tokens
from local.wire.identity.tokens import Bearer
from local.wire.schema import discovery
from local.wire.schema.api import Api, Visitors
from local.wire.state import State

NOBODY = Bearer("", None)


def admit(
    state: State, api: Api, method_id: str, query: Mapping[str, str], headers: Mapping[str, str], *, reads: bool
) -> Bearer:
    """Whoever calls; NOBODY, who has no address, where the API lets visitors in. ApiError 400, 401 or 403."""
    key = query.get("key") or headers.get("x-goog-api-key", "")
    if key and key not in state.api_keys:
        raise refusals.unknown_key(api)
    token = _token(query, headers)
    if not token:
        return _visitor(api, method_id, reads=reads, has_key=bool(key))
    bearer = tokens.bearer(state, token)
    if bearer is None:
        raise refusals.unknown_token(api)
    return bearer if bearer.scopes is None else _fitting(api, method_id, bearer)


def _fitting(api: Api, method_id: str, bearer: Bearer) -> Bearer:
    """The bearer with those of the token's scopes that count for this method."""
    accepted = discovery.scopes(api, method_id)
    fitting = bearer.scopes.intersection(accepted) if bearer.scopes else frozenset()
    if not fitting:
        raise refusals.insufficient_scopes(api, method_id, accepted)
    return bearer._replace(scopes=fitting)


def _token(query: Mapping[str, str], headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else query.get("access_token", "")


def _visitor(api: Api, method_id: str, *, reads: bool, has_key: bool) -> Bearer:
    if api.visitors is Visitors.LET_IN:
        return NOBODY
    with_key = api.visitors is Visitors.MAY_READ and reads
    if with_key and has_key:
        return NOBODY
    raise refusals.unregistered() if with_key else refusals.no_token(api, method_id, has_key=has_key)

"""API keys: they name a project, not a person, and open what anybody may read."""

import secrets

from local.wire.state import State


def create(state: State) -> str:
    """A key of the one project that there is here, of the length and beginning of Google's."""
    key = "AIza" + secrets.token_urlsafe(40)[:35]
    state.api_keys.add(key)
    return key

"""Responses that nobody decided, and those that were decided and are no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from functions.core.state import OPEN, State

LATE = dt.timedelta(minutes=30)
"""After this a response should have been decided; a drain comes every five minutes."""


def undecided(state: State, created: Mapping[str, str], now: dt.datetime) -> list[str]:
    """The ids of responses that have waited too long; `created` maps each to when Google received it."""
    latest = to_seconds(now - LATE)
    return [id_ for id_, moment in created.items() if id_ not in state.responses and moment[:19] < latest]


def gone(state: State, created: Mapping[str, str], now: dt.datetime) -> int:
    """How many responses of running commitments the form no longer has. One decided while it was read is not missed."""
    latest = to_seconds(now - LATE)
    running = {line.response for line in state.lines.values() if line.status in OPEN}
    return sum(id_ not in created and state.responses[id_].submitted[:19] < latest for id_ in running)


def to_seconds(moment: dt.datetime) -> str:
    """As Google writes moments, to whole seconds: they compare as text."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")[:19]

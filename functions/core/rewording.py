"""Questions that were asked otherwise when a donor answered: a kind whose frequency or unit staff changed of late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

EMPTIED = "-"
"""Stands behind the digest of what a cell held before it was emptied."""

OLD_PAGES = dt.timedelta(hours=12)
"""How long an answer may still be to the question as it was. The drain that notes a change asks anew in the same run,
or some minutes later; but a page that was open before stays as it was: opened in the morning, sent in the evening."""


def changed(known: Mapping[str, str], now: Mapping[str, str], at: str) -> dict[str, str]:
    """Field -> the time, for every field whose digest says that another thing stands there now. Filling in is none."""
    return {
        field: at
        for field, before in known.items()
        if before and now.get(field, before).removesuffix(EMPTIED) != before.removesuffix(EMPTIED)
    }


def maybe_before(created: dt.datetime, change: str) -> bool:
    """Whether a response created then may answer the question as it was before a change (RFC 3339; empty: none)."""
    return bool(change) and created <= dt.datetime.fromisoformat(change) + OLD_PAGES

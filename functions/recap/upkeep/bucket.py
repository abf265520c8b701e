"""What lies in the journal's bucket: once a day somebody looks for objects that are none of ours, or are gone."""

from __future__ import annotations

from functions.gapi.objects import Bucket
from functions.ledger import journal, stored

_WITHOUT_END = ("mail/", "slot/")
"""Too many to list every day: each day has a folder, which notify looks into while anything there may still matter."""
_AFTER_DAYS = ":"
"""Stands behind every digit, so behind every folder of a day."""


def look(objects: Bucket, head: int) -> list[str]:
    """Alerts on strays, and on entries up to `head` that a checkpoint spares everybody from missing."""
    names = _names(objects)
    ours, strays = stored.parted(names)
    there = set(ours)
    gone = [name for n in range(1, head + 1) if (name := journal.name_of(n)) not in there]
    found = stored.passed_over(strays)
    if gone:
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        found.append(f"entries of the journal are gone: {gone[0]}{more}; restore them")
    return found


def _names(objects: Bucket) -> list[str]:
    """Folders at the top that we do not know are left alone: nothing of ours reads them."""
    names = objects.beside("")
    for prefix in stored.OURS:
        if prefix in _WITHOUT_END:
            names += [*objects.beside(prefix), *objects.list(prefix, f"{prefix}{_AFTER_DAYS}")]
        else:
            names += objects.list(prefix)
    return names

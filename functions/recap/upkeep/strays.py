"""Objects that are none of ours, wherever they lie in the journal's bucket: once a day somebody looks for them."""

from __future__ import annotations

from functions.gapi.objects import Bucket
from functions.ledger import stored

_WITHOUT_END = ("mail/", "slot/")
"""Too many to list every day: each day has a folder, which notify looks into while anything there may still matter."""
_AFTER_DAYS = ":"
"""Stands behind every digit, so behind every folder of a day."""


def strays(objects: Bucket) -> list[str]:
    """Their names. Folders at the top that we do not know are left alone: nothing of ours reads them."""
    names = objects.beside("")
    for prefix in stored.OURS:
        if prefix in _WITHOUT_END:
            names += [*objects.beside(prefix), *objects.list(prefix, f"{prefix}{_AFTER_DAYS}")]
        else:
            names += objects.list(prefix)
    return stored.parted(names)[1]

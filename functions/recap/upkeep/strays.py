"""Objects that are none of ours, wherever they lie in the journal's bucket: once a day somebody looks for them."""

from __future__ import annotations

from functions.gapi.objects import Bucket
from functions.ledger import stored

_WITHOUT_END = "mail/"
"""Too many to list every day: each message has a folder, which notify looks into while it may still be sent."""


def strays(objects: Bucket) -> list[str]:
    """Their names. Folders at the top that we do not know are left alone: nothing of ours reads them."""
    names = [*objects.beside(""), *objects.beside(_WITHOUT_END)]
    for prefix in stored.OURS:
        if prefix != _WITHOUT_END:
            names += objects.list(prefix)
    return stored.parted(names)[1]

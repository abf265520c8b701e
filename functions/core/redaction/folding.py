"""One spelling for texts that are looked through: what reads alike becomes alike. Never shown to anybody."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from functions.core.redaction.vocabulary import LOOKALIKES

_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_BLANK = frozenset({"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


@lru_cache(maxsize=50_000)  # an instance meets the same rows at every drain
def folded(text: str) -> str:
    """Small letters without marks and without what nobody sees, digits of every script as 0 to 9."""
    if text.isascii():
        return "".join(c if c.isprintable() else " " for c in text).lower()
    split = unicodedata.normalize("NFKD", text)
    return "".join(map(_plain, split)).casefold().translate(LOOKALIKES)


@lru_cache(maxsize=5_000)
def _plain(c: str) -> str:
    category = unicodedata.category(c)
    if category in _UNSEEN:
        return ""
    if category in _BLANK:
        return " "
    return c if c.isascii() else digit(c) or c


def digit(c: str) -> str:
    """The digit that a sign stands for in any script, circled or in Chinese too; empty when it stands for none."""
    value = unicodedata.numeric(c, -1)
    return str(int(value)) if value in range(10) else ""

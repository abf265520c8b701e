"""Texts as the public may read them: what stands in their place while they are held back, and never a formula."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HIDDEN_NAME = "Donatur (nama tidak ditampilkan)"
NAME_IN_REVIEW = "nama ditinjau"
WITHHELD = "(ditinjau petugas)"

_FORMULA_SIGNS = frozenset("=+-@|%\u2212")
"""A cell that begins with one is computed by some spreadsheet. The last is the minus that raised ones are folded to."""
_SEPARATORS = frozenset(",;\t")
"""A file may be read with another separator than it was written with: behind each of them a cell may begin."""
_AROUND = frozenset("'\"‘’“”`´")
"""Quotes are taken off by some readers, and what they held is read."""
_PLAINLY_SAFE = re.compile(r"(?:(?:^|[,;] ?)[A-Za-z0-9][A-Za-z0-9 .()/'&-]*)*(?<! )")
"""Most texts are, and need not be gone through sign by sign."""
_JOINERS = frozenset("\u200c\u200d")
"""Unseen, but some scripts and pictures are not readable without them."""


@lru_cache(maxsize=50_000)  # an instance meets the same rows at every drain
def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever separates its cells, with nothing unseen in it."""
    if _PLAINLY_SAFE.fullmatch(text):
        return text
    kept = []
    at_start = True
    for c in map(_visible, text):
        sign = unicodedata.normalize("NFKC", c)[:1]
        if at_start and sign in _FORMULA_SIGNS:
            continue
        at_start = sign in _SEPARATORS or (at_start and (not c or c.isspace() or c in _AROUND or c in _JOINERS))
        kept.append(c)
    return "".join(kept).strip()


def _visible(c: str) -> str:
    """The character, a blank for what controls, nothing for what nobody sees: directions, zero widths."""
    category = unicodedata.category(c)
    if category in {"Cc", "Cs", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" and c not in _JOINERS else c

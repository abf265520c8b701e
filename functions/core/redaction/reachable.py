"""Whether somebody can be reached by a text: it holds a phone, an e-mail, a link, or a NIK.

This is what is asked of texts that a person has looked at: names that staff approved, and all that they type into
public columns themselves. Then somebody slipped. Everything else in such a text was meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from functions.core.redaction.folding import folded
from functions.core.redaction.numbers import code_reaches, reaches
from functions.core.redaction.vocabulary import ENDINGS, MAIL_HOSTS, SPOKEN_ENDINGS

_HOSTS = "|".join(MAIL_HOSTS)
_ADDRESS = re.compile(
    r"://|\bwww\b\s?\.|\bmailto\b"
    rf"|[a-z0-9]\s?\.(?:{'|'.join(ENDINGS)})\b"
    rf"|[\s.\[({{<](?:dot|titik|\.)[\s\])}}>]+(?:{'|'.join(SPOKEN_ENDINGS)})\b"
    r"|\w@\w|\w\s*@\s*[\w-]+\s*\.\s*\w{2,}"
    rf"|(?:@|\b(?:at|et|a)\b)\W{{0,3}}(?:{_HOSTS})\b|\b(?:gmail|hotmail|ymail|rocketmail)\b"
)


@lru_cache(maxsize=50_000)  # an instance meets the same rows at every drain
def reachable(text: str) -> bool:
    """Whether a phone, e-mail, link or NIK is in a text, in any script and spelling."""
    view = folded(text)
    return bool(_ADDRESS.search(view)) or reaches(view)


@lru_cache(maxsize=50_000)
def reachable_code(code: str) -> bool:
    """The same of a code, which may be a long number by itself."""
    view = folded(code)
    return bool(_ADDRESS.search(view)) or code_reaches(view)

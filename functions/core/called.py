"""What a donor's name is compared by: without titles, legal forms, degrees and signs. Never shown to anybody."""

from __future__ import annotations

import re

from functions.core.redaction.folding import folded
from functions.core.redaction.vocabulary import DEGREES

_TITLES = frozenset(
    [
        "bapak",
        "bpk",
        "pak",
        "ibu",
        "bu",
        "hj",
        "h",
        "haji",
        "hajah",
        "hajjah",
        "kh",
        "ust",
        "ustad",
        "ustadz",
        "ustadzah",
        "dr",
        "drs",
        "dra",
        "drg",
        "ir",
        "prof",
        "tn",
        "ny",
        "nn",
        "sdr",
        "sdri",
    ]
)
_FORMS = frozenset(["pt", "cv", "ud", "pd", "fa", "firma", "tbk", "persero", "perseroda", "ltd", "inc"])
"""Forms of a company. A foundation or cooperative is another one than the company whose name it shares."""
_SIGNS = re.compile(r"['’‘ʼʻʿʾ`´]")


def called(name: str) -> str:
    """The words that tell a name: "contoh maju" of "PT Contoh Maju, Tbk.". Empty when there are none."""
    parts = [re.findall(r"\w+", part) for part in _SIGNS.sub("", folded(name)).split(",")]
    behind = (part for part in parts[1:] if not all(w in DEGREES | _FORMS or len(w) == 1 for w in part))
    words = [word for part in (parts[0], *behind) for word in part]
    while len(words) > 1 and words[0] in _TITLES | _FORMS:
        words.pop(0)
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)

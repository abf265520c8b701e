"""What the letter's typeface has signs for: anything else would be printed as boxes, or by a face of another look."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = (
    "20-7e a0-17f 192 1a0-1a1 1af-1b0 1f0 1fa-1ff 218-21b 237 2bc 2c6-2c7 2c9 2d8-2dd 2f3 300-301 303 309 "
    "30f 323 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 1e00-1e01 1e3e-1e3f 1e80-1e85 "
    "1ea0-1ef9 1f4d 2000-200b 2013-2015 2017-201e 2020-2022 2026 2030 2032-2033 2039-203a 203c 2044 2070 "
    "2074-2079 207f 20a3-20a4 20a7 20ab-20ac 2105 2113 2116 2120 2122 2126 212e 215b-215e 2202 2206 220f "
    "2211-2212 221a 221e 222b 2248 2260 2264-2265 25ca fb00-fb04"
)
"""Code points, and spans of them, that both files in `fonts/` draw, but for those that stand for missing ones."""


def _spans(signs: str) -> frozenset[str]:
    found: set[str] = set()
    for span in signs.split():
        first, _, last = span.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


DRAWN = _spans(_SIGNS)


def drawable(text: str) -> str:
    """The text with "…" for what cannot be printed; empty when no letter or digit is left: a line to write on."""
    composed = unicodedata.normalize("NFC", text)
    marked = "".join(c if c in DRAWN else "" if unicodedata.combining(c) else "\n" for c in composed)
    shown = " ".join(re.sub(r"\s*\n[\s\n]*", " … ", marked).split())
    return shown if any(c.isalnum() for c in shown) else ""

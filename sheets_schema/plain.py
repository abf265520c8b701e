"""What people type, made plain: the one normaliser for every text from a form, a sheet or a setting.

Marks that nobody can see never decide anything, and what looks alike is alike, before a number, date, phone, code, name
or choice is read. Letters, case and visible signs stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata

_BLANK = {"Zs", "Zl", "Zp", "Cc"}
_UNSEEN = {"Cf", "Cs", "Cn", "Co"}
# Seen by nobody though Unicode counts them as letters, marks or symbols: fillers of Hangul and Khmer, the empty Braille
# cell, the joiner of graphemes, variation selectors.
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_JOINER = "\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# What goes on with the character before it and is no mark: vowels and finals of Hangul, skin tones, tags of flags.
_JOINS_ON = frozenset(map(chr, (*range(0x1160, 0x1200), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080))))
_HYPHENS = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_NOTHING = re.compile(
    r"[-_.?/]+|nihil|kosong|tidak ada|tdk ada|belum ada|tidak tahu|tidak diketahui|n\.?/?a\.?|none|null|nil",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text on one line: composed, without unseen marks, each run of blanks one blank, each hyphen `-`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text.translate(_FULL_WIDTH))
    seen = _FILLERS.sub("", composed)
    kept = "".join(_seen(c) for c in _HYPHENS.sub("-", seen))
    return " ".join(kept.split())


def _seen(c: str) -> str:
    category = unicodedata.category(c)
    return " " if category in _BLANK else "" if category in _UNSEEN else c


def cut(text: str, longest: int) -> str:
    """The text, or as much of it as fits with "…" behind it; no letter is parted from its marks, no picture in two."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end > 0 and _belongs_to_the_one_before(text, end):
        end -= 1
    return text[:end].rstrip() + "…"


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    c = text[at]
    if c in _FLAG_LETTERS:  # two make a flag
        before = text[:at]
        return (at - len(before.rstrip(_FLAG_LETTERS))) % 2 == 1
    joined = c == _JOINER or text[at - 1] == _JOINER
    return joined or c in _JOINS_ON or unicodedata.category(c).startswith("M")


def means_nothing(text: str) -> bool:
    """Whether a plain text is one of the ways to say that there is nothing to say: `-`, nihil, tidak ada, n/a."""
    return not text or bool(_NOTHING.fullmatch(text))


def without_unit(text: str, units: tuple[str, ...]) -> str:
    """A plain text without the unit that stands before or after its number: "50 paket" is "50", "RW 05" is "05"."""
    for unit in sorted(units, key=len, reverse=True):
        around = rf"(?:{re.escape(unit)})[\s.:]*(?P<after>-?\d.*)|(?P<before>-?\d.*?)[\s.]*(?:{re.escape(unit)})\.?"
        if unit and (found := re.fullmatch(around, text, re.IGNORECASE)):
            return str(found["after"] or found["before"])
    return text

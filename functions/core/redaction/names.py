"""Which names of donors are shown without a person looking at them.

Two rules must agree, because either alone lets something through: a name must be written as names are (letters of the
Latin script, few signs, short numbers), and it must not say anything but a name. The first alone would show "nol
delapan satu dua", the second alone whatever nobody thought of, a picture or "Budi/Ani". All else goes to staff, who can
approve it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from functions.core.events import NameState
from functions.core.redaction.folding import folded
from functions.core.redaction.numbers import SAID
from functions.core.redaction.reachable import reachable
from functions.core.redaction.spoken import says_a_number
from functions.core.redaction.vocabulary import (
    ADDRESS_WORDS,
    BANKS,
    CONTACT_WORDS,
    DEGREES,
    ENDINGS,
    FIRST_WORDS,
    GLUED,
    NO_WEB_TAILS,
    NUMBERED_WORDS,
    OTHER_NUMBER_WORDS,
    PARTICLES,
    PHRASES,
    PREFIXES,
    ROMAN,
    WEB_TAILS,
)
from sheets_schema import lengths


def name_state(name: str, consent: bool) -> NameState:
    """Whether a donor's name may be shown: hidden without consent, in review when a person must look at it first."""
    if not consent:
        return NameState.HIDDEN
    return NameState.REVIEW if needs_review(name) else NameState.OPEN


def needs_review(name: str) -> bool:
    """Whether a person must look at a name before the public does."""
    return len(name) > lengths.NAME or _needs_review(name)


@lru_cache(maxsize=50_000)  # an instance meets the same rows at every drain; it never keeps a long text
def _needs_review(name: str) -> bool:
    return not written_as_name(name) or tripwire(name)


# How names are written.

_SPECIAL = "ÆæØøŁłĐđßıĦħŒœÞþÐð"
"""Letters that are no plain one with a mark, in names of Europe and the Near East."""
_MARKED = "".join(
    c for c in map(chr, range(0xC0, 0x1F00)) if unicodedata.name(c, "").startswith("LATIN")
    and unicodedata.normalize("NFD", c)[0].isascii() and len(unicodedata.normalize("NFD", c)) > 1
)  # fmt: skip
_LETTER = f"[A-Za-z{_SPECIAL}{_MARKED}]"
_APOSTROPHES = "'’‘ʼʻʿʾ`´"
_TOKEN = re.compile(
    rf"(?P<number>[{_APOSTROPHES}]?[0-9]{{1,4}})"
    rf"|(?P<word>[{_APOSTROPHES}]?{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*[{_APOSTROPHES}]?)"
    r"|(?P<signs>[ .,&()\-–—\"“”]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_SIGNS = re.compile(r"(?:\.?[\"”)]*|[\"”)]+\.),?(?: *[-–—&] *| *)[(\"“]{0,2}")
"""What may stand between two words: one dot or comma, one dash or "&", a quote or bracket that opens or closes."""
_MOST_NUMBERS = 2


def written_as_name(name: str) -> bool:
    """Whether a text is written as names are: words of Latin letters, few signs, at most a number and a year."""
    text = unicodedata.normalize("NFC", name).strip(" ")
    found = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
    return (
        0 < len(text) <= lengths.NAME
        and not any(kind == "other" for kind, _ in found)
        and _begins_and_ends_well(found)
        and all(_side_by_side(*pair) for pair in pairwise(found))
        and all(_SIGNS.fullmatch(text) for kind, text in found if kind == "signs")
        and _closed(text)
        and _few_numbers(found)
        and all(_dotted(*three) for three in zip(found, found[1:], found[2:], strict=False))
    )


_Token = tuple[str, str]


def _begins_and_ends_well(found: Sequence[_Token]) -> bool:
    (first, begin), (last, end) = found[0], found[-1]
    return (first != "signs" or begin in {"(", '"', "“"}) and (
        last != "signs" or bool(re.fullmatch(r"\.?[)\"”]?\.?", end))
    )


def _side_by_side(one: _Token, other: _Token) -> bool:
    """Letters and digits never touch: 3M, RW05 and O8I2 are for people to look at."""
    return "signs" in (one[0], other[0])


def _closed(text: str) -> bool:
    """Each bracket is closed before the next opens, quotes come in pairs."""
    brackets = "".join(c for c in text if c in "()")
    return not brackets.replace("()", "") and sum(text.count(c) for c in '"“”') % 2 == 0


def _few_numbers(found: Sequence[_Token]) -> bool:
    """At most two, not side by side: each a short one or a year; Roman ones count."""
    parts = [(kind, text.strip(_APOSTROPHES)) for kind, text in found if kind != "signs"]
    numbers = [at for at, (kind, text) in enumerate(parts) if kind == "number" or text.casefold() in ROMAN]
    said = [parts[at][1] for at in numbers if parts[at][0] == "number"]
    if not all(map(_ordinary, said)) or (any(text.casefold() in BANKS for _, text in parts) and _an_account_s(said)):
        return False
    if len(numbers) <= 1:
        return True
    apart = all(later - before > 1 for before, later in pairwise(numbers))
    years = [_year(text) for text in said]
    long = [len(text) > 2 and not year for text, year in zip(said, years, strict=True)]
    return len(numbers) <= _MOST_NUMBERS and apart and sum(long) <= 1


def _ordinary(text: str) -> bool:
    """A school's number (8, 08, 115), a year, or a thousand of something: no piece of a longer number."""
    if text.startswith("0"):
        return len(text) == 2 and text != "00"
    return len(text) < 4 or _year(text) or int(text) % 500 == 0 or text == "1001"


def _year(text: str) -> bool:
    return len(text) == 4 and text[:2] in {"19", "20"}


def _an_account_s(said: Sequence[str]) -> bool:
    """Whether beside a bank's name a number is more than a school's: of three digits, or several."""
    return len(said) > 1 or any(len(text) > 2 for text in said)


def _dotted(before: _Token, between: _Token, after: _Token) -> bool:
    """A dot without a blank stands in abbreviations only: S.Pd., PT.Contoh, M.A. Else it may be an address."""
    if between != ("signs", "."):
        return True
    (_, left), (_, right) = before, after
    short, part = left.casefold(), right.casefold()
    if len(right) == 1 or part in DEGREES:
        return len(left) == 1 or short in DEGREES or short in PREFIXES
    return right[0].isupper() and part not in ENDINGS and (len(left) == 1 or short in PREFIXES)


# What names do not say.

_WORD = re.compile(r"[a-z]+|\d+")
_SPELLED_ADDRESS = re.compile(r"\b(?:at|et)\b.{1,40}\b(?:dot|titik)\b")
_SPELLED_SIGN = re.compile(r" (?:at|et|titik) ")
"""In small letters and between blanks: Ibu Titik and Masjid At-Taqwa are names."""
_MINE = ("ku", "mu")
_SHORTEST_SPLIT = 5
_SHORTEST_INITIALS = 3


def tripwire(name: str) -> bool:
    """Whether a text says anything but a name: how to reach somebody, where somebody lives, a number in any words."""
    view = re.sub(rf"[{_APOSTROPHES}]", "", folded(name))
    words = _WORD.findall(view)
    return (
        reachable(name)
        or any(_telltale(words, at) for at in range(len(words)))
        or any(part in view for part in GLUED)
        or bool(_SPELLED_ADDRESS.search(view) or _SPELLED_SIGN.search(name))
        or _ends_like_an_address(words)
        or says_a_number(view, words)
    )


def _telltale(words: Sequence[str], at: int) -> bool:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in CONTACT_WORDS:
        return after not in PARTICLES.get(word, ())
    if word in FIRST_WORDS and (at == 0 or after == "id"):
        return True
    if word in NUMBERED_WORDS and (after.isdecimal() or after in SAID or after in OTHER_NUMBER_WORDS):
        return True
    mine = word.endswith(_MINE) and word[:-2] in CONTACT_WORDS
    return word in ADDRESS_WORDS or mine or (word, after) in PHRASES or _split(words[at : at + 3])


def _split(words: Sequence[str]) -> bool:
    """Whether the first two or three words are one that was taken apart: "pos-el", "In Sta Gram", "N.I.K."."""
    for many in (2, 3):
        joined = "".join(words[:many])
        apart = len(joined) == _SHORTEST_INITIALS == many or len(joined) >= _SHORTEST_SPLIT
        if len(words) >= many and apart and joined in CONTACT_WORDS:
            return True
    return False


def _ends_like_an_address(words: Sequence[str]) -> bool:
    """By "id" as the last of several words, or by a word that ends like an address without its dot."""
    last = len(words) > 1 and words[-1] == "id"
    return last or any(word.endswith(WEB_TAILS) and word not in NO_WEB_TAILS for word in words)

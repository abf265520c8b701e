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
from functions.core.redaction.numbers import SAID, as_figures
from functions.core.redaction.reachable import reachable
from functions.core.redaction.vocabulary import (
    ADDRESS_WORDS,
    CONTACT_WORDS,
    DEGREES,
    DIGIT_LETTERS,
    ENDINGS,
    FIRST_WORDS,
    GLUED,
    NUMBERED_WORDS,
    OTHER_NUMBER_WORDS,
    PARTICLES,
    PREFIXES,
    ROMAN,
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
_MOST_DIGITS = 7
"""A name has a school's number and a year at most; eight digits are a phone's."""
_MOST_NUMBERS = 2
_LONGEST_RUN_OF_INITIALS = 4


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
    if len(numbers) <= 1:
        return True
    apart = all(later - before > 1 for before, later in pairwise(numbers))
    return len(numbers) <= _MOST_NUMBERS and apart and all(_short_or_year(parts[at][1]) for at in numbers)


def _short_or_year(text: str) -> bool:
    return not text.isdecimal() or len(text) < 4 or text[:2] in {"19", "20"}


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
_SPACED = re.compile(rf"(?:\b\w\b[\W_]*){{{_LONGEST_RUN_OF_INITIALS + 1},}}")
_THRICE = re.compile(rf"([{''.join(set(DIGIT_LETTERS) - {'i'})}w])\1\1|([a-z])\2\2\2")
_SPELLED_ADDRESS = re.compile(r"\b(?:at|et)\b.{1,40}\b(?:dot|titik)\b")
_NUMBER_WORDS = SAID.keys() | OTHER_NUMBER_WORDS
_GLUED_NUMBERS = re.compile(rf"(?:{'|'.join(sorted((w for w in SAID if len(w) > 2), key=len, reverse=True))}){{3,}}")


def tripwire(name: str) -> bool:
    """Whether a text says anything but a name: how to reach somebody, where somebody lives, a number in any words."""
    view = re.sub(rf"[{_APOSTROPHES}]", "", folded(name))
    words = _WORD.findall(view)
    return (
        reachable(name)
        or any(_telltale(words, at) for at in range(len(words)))
        or any(part in view for part in GLUED)
        or bool(_SPELLED_ADDRESS.search(view))
        or _says_a_number(view, words)
    )


def _telltale(words: Sequence[str], at: int) -> bool:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in CONTACT_WORDS:
        return after not in PARTICLES.get(word, ())
    if word in FIRST_WORDS:
        return at == 0 or after == "id"
    return word in ADDRESS_WORDS or (word in NUMBERED_WORDS and after.isdecimal())


def _says_a_number(view: str, words: Sequence[str]) -> bool:
    """By eight digits; three number words, or two together or beside digits; letters that look like digits."""
    digits = sum(c.isdecimal() for c in view)
    said = sum(word in _NUMBER_WORDS for word in words)
    letters = re.sub(r"[^a-z]+", "", view)
    return (
        digits > _MOST_DIGITS
        or said >= 3
        or any(one in _NUMBER_WORDS and other in _NUMBER_WORDS for one, other in pairwise(words))
        or (said >= 2 and digits > 0)
        or said + digits > _MOST_DIGITS
        or any(word not in SAID and as_figures(word) != word for word in words)
        or bool(_GLUED_NUMBERS.search(letters))
        or bool(_SPACED.search(view) or _THRICE.search(view))
        or _passes_for_digits(words)
    )


def _passes_for_digits(words: Sequence[str]) -> bool:
    """Whether words side by side, all of letters that pass for digits, would make a phone number: OBIZ OOLO."""
    run = 0
    for word in words:
        run = run + len(word) if set(word) <= set(DIGIT_LETTERS) | set("0123456789") else 0
        if run > _MOST_DIGITS:
            return True
    return False

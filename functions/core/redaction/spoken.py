"""Whether a text that is written as a name says a number instead: in words, cut short, run together, or as letters.

For names only: in other texts many of these words are meant as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from functions.core.redaction.numbers import SAID, as_figures
from functions.core.redaction.vocabulary import (
    CUT_DIGITS,
    DIGIT_LETTERS,
    DIGIT_WORDS,
    ORDINALS,
    OTHER_NUMBER_WORDS,
    ROMAN,
)

_MOST_DIGITS = 7
"""A name has a school's number and a year at most; eight digits are a phone's."""
_LONGEST_RUN_OF_INITIALS = 4
_SPACED = re.compile(rf"(?:\b\w\b[\W_]*){{{_LONGEST_RUN_OF_INITIALS + 1},}}")
_THRICE = re.compile(r"([a-z])\1\1")

_WHOLE = SAID.keys() | OTHER_NUMBER_WORDS
_ANY = _WHOLE | CUT_DIGITS


def _one_of(words: Collection[str], shortest: int = 1) -> str:
    return "|".join(sorted((word for word in words if len(word) >= shortest), key=len, reverse=True))


_SEVERAL_WHOLE = re.compile(f"(?:{_one_of(_WHOLE)}){{2,}}")
_SEVERAL_CUT = re.compile(f"(?:{_one_of(_ANY, 2)}){{3,}}")
_TWO_CUT = re.compile(f"(?:{_one_of(_ANY, 2)}){{2}}")
_SIDE_BY_SIDE = re.compile(f"(?:{_one_of(_WHOLE, 3)}){{2,}}")
_ONE_WHOLE = re.compile(_one_of(_WHOLE, 3))
_SHORTEST_PAIR = 7
"""Two number words of this many letters together do not stand side by side in a name by chance."""
_MOST_LEFT = 0.4
"""Of a word that holds two number words, what else may stand in it for it to say a number: nol(u)wolusiji."""


def says_a_number(view: str, words: Sequence[str]) -> bool:
    """By eight digits; number words together, cut short or run together; letters that look like digits.

    `view` is the folded text without apostrophes, `words` its words and numbers in order.
    """
    digits = sum(c.isdecimal() for c in view)
    said = [word in _WHOLE for word in words]
    letters = re.sub(r"[^a-z]+", "", view)
    return (
        digits > _MOST_DIGITS
        or sum(said) >= 3
        or any(one and other for one, other in pairwise(said))
        or (sum(said) >= 2 and (digits > 0 or any(word in DIGIT_WORDS["0"] for word in words)))
        or sum(said) + digits > _MOST_DIGITS
        or any(_said_as_one(word) for word in words)
        or _cut_short(words)
        or any(
            len(found[0]) >= _SHORTEST_PAIR
            for text in (letters, letters[::-1])
            for found in _SIDE_BY_SIDE.finditer(text)
        )
        or bool(_SPACED.search(view))
        or _repeats_a_letter(words)
        or _passes_for_digits(words)
    )


def _said_as_one(word: str) -> bool:
    """Whether a word is several number words: duapuluh, kosdelsatdua, noluwolusiji."""
    if word in _WHOLE:
        return False
    found = _ONE_WHOLE.findall(word)
    return (
        as_figures(word) != word
        or bool(_SEVERAL_WHOLE.fullmatch(word) or _SEVERAL_CUT.fullmatch(word))
        or (len(found) > 1 and len(word) - sum(map(len, found)) <= _MOST_LEFT * len(word))
    )


def _cut_short(words: Sequence[str]) -> bool:
    """Three digits side by side, some cut short; or nothing else."""
    cut = [word in _ANY or bool(_TWO_CUT.fullmatch(word)) for word in words]
    return any(all(cut[at : at + 3]) for at in range(len(cut) - 2)) or (len(cut) > 1 and all(cut))


def _repeats_a_letter(words: Sequence[str]) -> bool:
    """Three times, which no name does but in a Roman number after its first word."""
    for before, word in pairwise(("", *words)):
        roman = word in ROMAN and (before in ORDINALS if word == "xxx" else before != "")
        if _THRICE.search(word) and not roman:
            return True
    return False


def _passes_for_digits(words: Sequence[str]) -> bool:
    """Whether words side by side, all of letters that pass for digits, would make a phone number: OBIZ OOLO."""
    run = 0
    for word in words:
        run = run + len(word) if set(word) <= set(DIGIT_LETTERS) | set("0123456789") else 0
        if run > _MOST_DIGITS:
            return True
    return False

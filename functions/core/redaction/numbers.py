"""Finding a number by which somebody is reached or known in a text: phone, NIK, account; however it is written."""

from __future__ import annotations

import re
from functools import lru_cache

from functions.core.redaction.vocabulary import CUES, DIGIT_LETTERS, DIGIT_WORDS

SAID = {word: figure for figure, words in DIGIT_WORDS.items() for word in words}
_SAID = "|".join(sorted(SAID, key=len, reverse=True))
_ONE_SAID = re.compile(_SAID)
_ALL_SAID = re.compile(f"(?:{_SAID})+")
_LETTERS_ONLY = re.compile("[a-z]+")

_LETTERS = "".join(DIGIT_LETTERS)
_MIXED = re.compile(rf"\b(?=\w*\d)(?!\d+[a-z]\b)[\d{_LETTERS}]{{3,}}\b")
_MIXED_RUN = re.compile(rf"\b[\d{_LETTERS}]+\b(?:[\W_]{{1,3}}\b[\d{_LETTERS}]+\b)*")
_TO_DIGITS = str.maketrans(_LETTERS, "".join(DIGIT_LETTERS.values()))

_DATE = r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d"
_HARMLESS = re.compile(
    r"\br[tw]\W{0,3}\d{1,3}(?!\d)(?:\s?/\s?(?:rw\W{0,2})?\d{1,3}(?!\d))?"  # RT 003/004
    rf"|(?<![\d./-]){_DATE}(?:\s?-\s?{_DATE})?(?!\d|[./-]\d)"  # 24/04/2020 - 30/04/2020
    r"|\brp\W{0,2}[1-9][\d.]*(?:,\d+)?(?:\s?-\s?(?:rp\W{0,2})?\d[\d.]*)?"  # Rp 100.000 - 150.000
    r"|(?<![\d.])[1-9]\d{0,2}(?:\.\d{3}){1,2}(?![\d.])"  # 1.500.000
    r"|(?<![\d.])3[1-9]\.\d\d\.\d\d\.\d{4}(?!\d)"  # the code of a kelurahan
    r"|(?<=[a-z,]\s)1[0-4]\d{3}(?=\s*(?:$|[a-z,()]))"  # a postal code of Jakarta
)
"""Numbers of an ordinary text that would make a long one together."""

_FEWEST = 4
_ABOUT = r"[\s().\-/_\u2010-\u2015\u00b7\u2022+]{0,3}"
_WITH_COMMA = r"[\s().\-/_\u2010-\u2015\u00b7\u2022+,]{0,3}"
_REACHES = re.compile(
    rf"(?<!\d)(?:62|0)(?:{_WITH_COMMA}\d){{8,}}"  # with country code, or with the nought of a mobile or an area
    r"|\+\W?\d(?:[\W_]{0,3}\d){7,}"
    rf"|(?<!\d)\d(?:{_ABOUT}\d){{8,}}"  # without either; NIK, with blanks in it or not
    r"|(?<![\d.])\d{7,}"  # a number of the town, unless it is an amount
    rf"|\b(?:{'|'.join(CUES)})\b\W{{0,3}}(?:no\w*\W{{0,3}})?\d(?:\W?\d){{3,}}"
    r"|(?<!\d)\d(?:[^\d\s]{1,2}\d(?!\d)){7,}"  # with letters put in between
)
_CODE_REACHES = re.compile(
    r"(?<!\d)(?:62|0)8(?:[\W_]?\d){7,}|\b8[1-9](?:[\W_]?\d){7,10}(?!\d)|\+\W?\d(?:[\W_]?\d){7,}"
    r"|(?<!\d)\d(?:[\s.\-]?\d){13,}"
)


def reaches(view: str) -> bool:
    """Whether such a number is in a folded text."""
    read = in_digits(view)
    return _enough(read) and bool(_REACHES.search(_HARMLESS.sub(" x ", read)))


def code_reaches(view: str) -> bool:
    """Whether it is in a folded code. Codes may be long numbers themselves: that of a kelurahan has ten digits."""
    read = in_digits(view)
    return _enough(read) and bool(_CODE_REACHES.search(read))


def _enough(read: str) -> bool:
    """Most texts have few digits, and need no second look."""
    return sum(map(str.isdecimal, read)) >= _FEWEST


def in_digits(view: str) -> str:
    """A folded text with number words, and letters among digits, as digits."""
    return _MIXED_RUN.sub(_letters, _LETTERS_ONLY.sub(lambda word: as_figures(word[0]), view))


@lru_cache(maxsize=20_000)
def as_figures(word: str) -> str:
    """A number word, or several written as one (nolsatu), as digits; else the word."""
    return _ONE_SAID.sub(lambda one: SAID[one[0]], word) if _ALL_SAID.fullmatch(word) else word


def _letters(found: re.Match[str]) -> str:
    """Letters count as digits beside a word of digits and letters; or when the whole is a phone number then."""
    read = found[0].translate(_TO_DIGITS)
    plain = re.sub(r"\D", "", read)
    phone = len(plain) > 9 and plain.startswith(("08", "628"))
    return read if phone or _MIXED.search(found[0]) else found[0]

"""Marks that nobody can see never decide anything."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.plain import cut, plain

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff\u00ad\u034f\u3164\u2800\ufe0f\u115f"
BLANKS = " \t\n\r\u00a0\u1680\u2000\u2007\u2009\u202f\u205f\u3000\u2028\u2029\x0b\x85"


@given(st.text("aBé5-.", min_size=1, max_size=8), st.data())
def test_unseen_marks_anywhere_change_nothing(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    mark = data.draw(st.sampled_from(UNSEEN))
    assert plain(text[:at] + mark + text[at:]) == plain(text)


@pytest.mark.parametrize("blank", BLANKS)
def test_every_blank_and_line_break_is_one_blank(blank: str) -> None:
    assert plain(f"{blank}Panti Asuhan{blank}{blank}Contoh{blank}") == "Panti Asuhan Contoh"


@pytest.mark.parametrize("hyphen", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d-")
def test_every_hyphen_is_the_one_on_the_keyboard(hyphen: str) -> None:
    assert plain(f"KBJ{hyphen}RW05") == "KBJ-RW05"


def test_full_width_is_the_same_as_usual_width() -> None:
    assert plain("\uff35\uff4a\uff41\uff4d\uff49\u3000\uff12\uff05") == "Ujami 2%"


def test_letters_are_composed_and_visible_signs_kept() -> None:
    assert plain("Cafe\u0301 D\u2019Contoh & Co. \u2018alawi") == "Café D\u2019Contoh & Co. \u2018alawi"


@given(st.text())
def test_plain_is_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp", "Cs"} for c in once)


FAMILY, FLAG, WAVE = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1ee\U0001f1e9", "\U0001f44b\U0001f3fd"


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("x", "letter"),
        ("q\u0323\u0301", "marks"),
        ("\ua98f\ua9b4", "a vowel sign of Javanese"),
        ("\u1112\u1161\u11ab", "parts of a syllable"),
        (FAMILY, "joined pictures"),
        (FLAG, "a flag"),
        (WAVE, "a skin tone"),
    ],
    ids=lambda value: value if value.isascii() else "",
)
def test_a_cut_parts_nothing_that_is_seen_as_one(letter: str, name: str) -> None:
    for longest in range(2, 40):
        found = cut(letter * 40, longest)
        assert found.endswith("…")
        assert len(found) <= longest
        assert found[:-1].replace(letter, "") == ""
        assert len(found) > longest - len(letter)


def test_what_fits_is_not_cut_and_no_blank_stays_before_a_cut() -> None:
    assert cut("Contoh", 6) == "Contoh"
    assert cut("Contoh Donatur", 8) == "Contoh…"
    assert cut("\u0301" * 50, 10) == "…"

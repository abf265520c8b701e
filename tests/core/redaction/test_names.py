"""Which names the public reads without a person looking: real kinds of names pass, and nothing else does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.core.events import NameState
from functions.core.redaction.names import name_state, needs_review, tripwire, written_as_name
from functions.core.redaction.texts import safe_text
from functions.core.redaction.vocabulary import DIGIT_LETTERS, DIGIT_WORDS
from tests.core.redaction.names import PASS, TO_STAFF

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def test_the_tables_of_names_are_large_and_say_nothing_twice() -> None:
    held = [name for names in TO_STAFF.values() for name in names]
    assert len(set(PASS)) == len(PASS) >= 490
    assert len(set(held)) == len(held) >= 520


def test_names_that_people_and_organisations_have_are_shown_as_they_were_written() -> None:
    assert [name for name in PASS if name_state(name, consent=True) is not NameState.OPEN] == []
    assert [name for name in PASS if safe_text(name) != name] == []


def test_names_typed_on_a_phone_decomposed_or_with_two_blanks_are_the_same_names() -> None:
    assert [name for name in PASS if needs_review(unicodedata.normalize("NFD", name))] == []
    assert [name for name in PASS if needs_review(f" {name.replace(' ', '  ')} ")] == []


@pytest.mark.parametrize("kind", TO_STAFF)
def test_what_is_anything_but_a_name_goes_to_staff(kind: str) -> None:
    assert [name for name in TO_STAFF[kind] if not needs_review(name)] == []


def test_the_pattern_alone_would_show_what_is_only_written_like_a_name() -> None:
    """The positive control of the tripwire: taken away, this would be public."""
    let_through = {name for names in TO_STAFF.values() for name in names if written_as_name(name)}
    assert let_through >= {
        "nol delapan satu dua",
        "ig contoh",
        "hubungi saya",
        "Jalan Contoh",
        "OBIZ OOOO OOOI",
        "Line contoh",
    }
    assert len(let_through) > 100


def test_the_tripwire_alone_would_show_what_nobody_thought_of() -> None:
    """The positive control of the pattern: taken away, this would be public."""
    let_through = {name for names in TO_STAFF.values() for name in names if name and not tripwire(name)}
    assert let_through >= {"3M", "Budi/Ani", "善", "contoh_07", "Contoh.Sejahtera", "Contoh;Contoh", "ｃｏｎｔｏｈ"}
    assert len(let_through) > 100


DIGITS = st.lists(st.integers(0, 9), min_size=8, max_size=16)
_LETTERS_OF = {d: [*str(d), *(c for c, read in DIGIT_LETTERS.items() if read == str(d))] for d in range(10)}
_SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "〇一二三四五六七八九",
)
BETWEEN = st.sampled_from(["", " ", "-", ".", "/", " - ", "_", "·", ") (", "\u2011", ", ", " & ", "\u200b", " x "])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A number of eight digits or more, each in any script or as a letter that looks like it, with anything between."""
    script = draw(st.sampled_from(_SCRIPTS))
    signs = [
        draw(st.sampled_from([script[d], *_LETTERS_OF[d], *(c.upper() for c in _LETTERS_OF[d])])) for d in draw(DIGITS)
    ]
    return draw(BETWEEN).join(signs)


@given(numbers(), st.sampled_from(["", "Contoh ", "PT Contoh, "]), st.sampled_from(["", " Contoh"]))
def test_eight_digits_never_pass_in_any_script_or_as_letters_however_separated(
    number: str, before: str, after: str
) -> None:
    assert needs_review(before + number + after)


@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=14),
    st.data(),
    st.sampled_from(["", " ", "-", ", ", " . "]),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_a_number_in_words_never_passes_in_any_language_of_the_town(
    number: list[int], data: st.DataObject, between: str, case: object
) -> None:
    words = [data.draw(st.sampled_from(sorted(DIGIT_WORDS[str(d)]))) for d in number]
    assert needs_review(case(between.join(words)))  # type: ignore[operator]


@given(ANY_TEXT, st.booleans())
def test_without_consent_a_name_is_hidden_and_with_it_open_only_when_nobody_need_look(name: str, consent: bool) -> None:
    expected = (NameState.REVIEW if needs_review(name) else NameState.OPEN) if consent else NameState.HIDDEN
    assert name_state(name, consent) is expected


@example("'Aisyiyah")
@given(ANY_TEXT | st.sampled_from(PASS))
def test_a_name_that_is_open_is_shown_just_as_it_was_written(name: str) -> None:
    if name_state(name, consent=True) is NameState.OPEN:
        assert safe_text(name) == name.strip()

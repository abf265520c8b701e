"""What may become public of a name: with consent, unless the tripwire is touched, and never a formula."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.core.events import NameState
from functions.core.redaction import LONGEST_NAME, name_state, reachable, safe_text, tripwire

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
STARTS = "=+-@\t\r\n'|%＝＋－＠ \u00a0\u200b\u202e"
SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", " - ", "_", "·", ") (", "\u2011"])
DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])


@pytest.mark.parametrize(
    "name",
    [
        *("Contoh Donatur", "PT Contoh Sejahtera Tbk", "Keluarga Besar Contoh", "Komunitas Contoh 45", "Alumni 1998"),
        *("Yayasan Contoh & Rekan", "Ibu-ibu Contoh", "Contoh Peduli 🙏", "Contoh 👨‍👩‍👧", "CV. Contoh (Jakarta)"),
        *("Contoh d'Arc", "H. Contoh, S.E.", "DKM Al-Contoh", "Angkatan '66"),
    ],
)
def test_an_ordinary_name_passes(name: str) -> None:
    assert not tripwire(name)
    assert safe_text(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("0812-0000-0001", "Contoh 0812 0000 0001", "0 8 1 2 0 0 0 0", "nol delapan satu dua nol", "3174000000000001"),
        *("nol 8 satu 2 tiga 4", "nol8satu2tiga4", "0a8b1c2d3e4f5g6"),
        *("contoh@contoh.id", "contoh at contoh dot id", "contoh (at) contoh titik com", "www.contoh", "wa.me/62"),
        *("https://contoh", "contoh.com", "Jl. Contoh 5", "Jalan Contoh", "Gang Contoh II", "RT 01/RW 05", "Blok C 3"),
        *("NIK contoh", "HP contoh", "e-mail contoh", '=IMPORTXML("http://contoh")', "+62", "-1", "@contoh", "'contoh"),
        *("con\ttoh", "con\x00toh", "con\u200btoh", "\u202econtoh", "con\ud800toh", "＝1+1", "", "   ", "a" * 121),
    ],
)
def test_a_name_with_anything_else_in_it_is_held_back(name: str) -> None:
    assert tripwire(name)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=16), SEPARATORS, DIGITS, st.text("abc ", max_size=10))
def test_six_or_more_digits_are_held_back_in_any_script_and_however_separated(
    number: list[int], between: str, digits: str, before: str
) -> None:
    assert tripwire(before + between.join(digits[d] for d in number))


@given(ANY_TEXT, st.booleans())
def test_without_consent_a_name_is_hidden_and_with_it_open_only_when_nothing_is_found(name: str, consent: bool) -> None:
    expected = (NameState.REVIEW if tripwire(name) else NameState.OPEN) if consent else NameState.HIDDEN
    assert name_state(name, consent) is expected


@example("=\u00a0=1+1")
@example("＝1+1")
@example("'=1")
@example(" \u200b-1")
@given(st.one_of(ANY_TEXT, st.builds(str.__add__, st.text(STARTS, max_size=6), ANY_TEXT)))
def test_no_public_text_starts_like_a_formula_or_holds_a_control_character(text: str) -> None:
    shown = safe_text(text)
    assert unicodedata.normalize("NFKC", shown)[:1] not in {*"=+-@'|%\t\r\n"}
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown)
    assert shown == shown.strip() == safe_text(shown)
    shown.encode()


@given(ANY_TEXT)
def test_a_name_that_is_open_is_shown_just_as_it_was_written(name: str) -> None:
    if name_state(name, consent=True) is NameState.OPEN:
        assert safe_text(name) == name.strip()
        assert len(name.strip()) <= LONGEST_NAME


def test_control_stripping_only_the_first_sign_would_leave_a_formula() -> None:
    assert "=+1"[1:].startswith("+")
    assert safe_text("=+1") == "1"


@pytest.mark.parametrize(
    "name", ["Contoh 0812-0000-0001", "Contoh ０８１２００００００１", "contoh@contoh.id", "https://contoh"]
)
def test_an_approved_name_by_which_somebody_can_be_reached_is_a_slip(name: str) -> None:
    assert reachable(name)


@pytest.mark.parametrize("name", ["HP Contoh Indonesia", "Angkatan 1998-2001", "Jalan Contoh Bersama", "Contoh"])
def test_an_approved_name_that_only_looks_suspicious_stays_approved(name: str) -> None:
    assert not reachable(name)

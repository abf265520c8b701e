"""No public text is a formula in any program that people open tables with, and nothing unseen is in it."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.core.redaction.texts import safe_text

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SIGNS = st.text(";,\t=+-@|%'\"＝＋－＠；， \u00a0\u200b\u202e\u2212A1", max_size=14)
FORMULA = {*"=+-@|%\u2212"}


def first_sign(cell: str) -> str:
    """What a program sees first that takes blanks and quotes off, in any width."""
    plain = unicodedata.normalize("NFKC", cell).lstrip(" \u00a0'\"‘’“”`´\u200c\u200d")
    return plain[:1]


@example("=\u00a0=1+1")
@example("'=1")
@example(" \u200b-1")
@example("Contoh;=cmd|' /C calc'!A0")
@example('Contoh,"=1+1"')
@example("Contoh；＝1")
@given(st.one_of(ANY_TEXT, SIGNS, st.builds(str.__add__, ANY_TEXT, SIGNS)))
def test_no_public_text_is_a_formula_whatever_separates_cells(text: str) -> None:
    shown = safe_text(text)
    for separator in ",;\t":
        assert [
            cell for cell in unicodedata.normalize("NFKC", shown).split(separator) if first_sign(cell) in FORMULA
        ] == []


@given(st.one_of(ANY_TEXT, SIGNS))
def test_a_public_text_holds_nothing_that_controls_or_hides_and_is_done_with_once(text: str) -> None:
    shown = safe_text(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in shown if unicodedata.category(c) == "Cf" and c not in "\u200c\u200d"]
    assert shown == shown.strip() == safe_text(shown)
    shown.encode()


@given(st.lists(st.one_of(ANY_TEXT, SIGNS), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_no_field_of_a_table_is_a_formula_with_whatever_separator_it_is_read(texts: list[str], separator: str) -> None:
    """As open data is written: every field quoted, separated by commas."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([safe_text(text) for text in texts])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=separator)
    assert [field for field in row if first_sign(field) in FORMULA] == []


def test_taking_away_only_the_first_sign_of_a_text_would_leave_a_formula() -> None:
    """The positive control."""
    assert "=+1"[1:].startswith("+")
    assert safe_text("=+1") == "1"
    assert "Contoh;=1".lstrip("=+-@").split(";")[1] == "=1"
    assert safe_text("Contoh;=1") == "Contoh;1"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "'Aisyiyah DKI Jakarta",
            "Angkatan '86",
            "Ba‘alawi",
            "Procter & Gamble",
            "善",
            "Contoh 👨‍👩‍👧",
            "A - B",
            "1-2; 3-4",
        ),
        *("https://contoh.example/f?usp=pp_url&entry.1=RW+05+%5BA%5D", "Beras 5 kg, gula; minyak", "50% - 75%"),
    ],
)
def test_ordinary_signs_stay_the_apostrophe_in_front_too(text: str) -> None:
    assert safe_text(text) == text

"""Names in any script: the letter prints what its typeface has, and leaves the rest to be written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from functions.notify.writing import letter
from functions.notify.writing.drawable import DRAWN, drawable
from tests.notify.writing.test_letter import LETTER

FONTS = sorted((Path(letter.__file__).parent / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_every_sign_that_is_printed_is_in_both_typefaces(font: Path) -> None:
    assert {ord(sign) for sign in DRAWN} <= set(TTFont(font).getBestCmap())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ꦱꦶꦠꦶ", ""),
        ("Yayasan 善 🙏", "Yayasan …"),
        ("🙏🙏", ""),
        ("善 Bina Kasih", "… Bina Kasih"),
        ("Ta'lim & D’Masiv, S.E. – Ünïcode Żółć Đỗ", "Ta'lim & D’Masiv, S.E. – Ünïcode Żółć Đỗ"),
        ("Conto\u0301h", "Contóh"),
        ("1.500 paket", "1.500 paket"),
        ("", ""),
    ],
)
def test_what_cannot_be_printed_is_left_out_and_an_empty_name_is_a_line_to_write_on(typed: str, printed: str) -> None:
    assert drawable(typed) == printed


@pytest.mark.parametrize("name", ["ꦱꦶꦠꦶ", "Yayasan 善 🙏", "ٱلرَّحْمَٰن", "Фонд помощи"])
def test_a_letter_uses_no_sign_outside_its_typeface(name: str) -> None:
    made = pypdfium2.PdfDocument(letter.pdf(replace(LETTER, donor=name, contact=name, target=f"RW 05 {name}")))
    text = "".join(page.get_textpage().get_text_range() for page in made)
    assert set(text) - {"\r", "\n"} <= DRAWN

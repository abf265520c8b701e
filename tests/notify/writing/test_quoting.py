"""What somebody typed is repeated on one line, cut, and never as something to press on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.core.submission import Response
from functions.notify.writing.facts import LONGEST_QUOTED, NO_NAME, name_of, quoted
from sheets_schema.form import question_id


def named(name: str) -> Response:
    return Response("r1", "", "", {question_id("name"): (name,)})


@given(st.text(min_size=0, max_size=400))
def test_a_quotation_is_one_short_line_that_every_mail_can_carry(text: str) -> None:
    found = quoted(text)
    assert len(found) <= LONGEST_QUOTED
    assert found.splitlines() in ([], [found])
    found.encode("utf-8")


def test_ten_thousand_letters_are_cut_and_marks_stay_with_their_letter() -> None:
    assert len(quoted("x" * 10_000)) == LONGEST_QUOTED
    found = quoted("q\u0323" * 10_000)
    assert not unicodedata.combining(found[0])
    assert found[-2:] == "\u0323…"


@pytest.mark.parametrize(
    "name",
    [
        "Hadiah: https://contoh.example/x",
        "Klik bit.ly/abcd",
        "Kunjungi contoh.com sekarang",
        "WWW.CONTOH.ID",
        "tulis ke a@contoh.example",
        "Telepon 0812 0000 0001",
        "Telepon 0-8-1-2-0-0-0-0-0-0-0-1",
    ],
)
def test_a_name_that_leads_somewhere_is_not_sent_to_an_address_that_anybody_typed(name: str) -> None:
    assert name_of(named(name)) == NO_NAME


@pytest.mark.parametrize(
    "name",
    ["PT. Contoh Maju, Tbk.", "Dr.Contoh, M.Si.", "CV Contoh (Persero)", "SMAN 8 Angkatan 1998", "H.M. Contoh, S.E."],
)
def test_a_name_is_sent_as_it_is(name: str) -> None:
    assert name_of(named(name)) == name

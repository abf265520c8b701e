"""What somebody typed is repeated on one line, cut, and never as something to press on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.core.submission import Response
from functions.notify.due.message import Role
from functions.notify.writing.compose import Composer
from functions.notify.writing.envelope import addresses
from functions.notify.writing.quoting import NO_NAME, name_of, quoted, unlinked
from local.mailbox.samples import Sample, samples
from sheets_schema import lengths
from sheets_schema.addresses import address
from sheets_schema.form import question_id

FLOOD = "Z" * 10_000


def named(name: str) -> Response:
    return Response("r1", "", "", {question_id("name"): (name,)})


@given(st.text(min_size=0, max_size=400))
def test_a_quotation_is_one_short_line_that_every_mail_can_carry(text: str) -> None:
    found = quoted(text)
    assert len(found) <= lengths.QUOTED
    assert found.splitlines() in ([], [found])
    found.encode("utf-8")


def test_ten_thousand_letters_are_cut_and_marks_stay_with_their_letter() -> None:
    assert len(quoted("x" * 10_000)) == lengths.QUOTED
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
    "name", ["PT. Contoh Maju, Tbk.", "CV Contoh (Persero)", "SMAN 8 Angkatan 1998", "H.M. Contoh, S.E.", "D'Contoh"]
)
def test_a_name_is_sent_as_it_is(name: str) -> None:
    assert name_of(named(name)) == name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Dr.Contoh, M.Si.", "Dr. Contoh, M. Si."),
        ("Klik contoh.ru sekarang", "Klik contoh. ru sekarang"),
        ("contoh\u3002example", "contoh\u3002 example"),
        ("пример.рф", "пример. рф"),
    ],
)
def test_no_dot_is_left_that_could_be_of_a_domain(typed: str, shown: str) -> None:
    assert name_of(named(typed)) == shown


def test_who_is_in_charge_reads_every_name_and_can_press_on_none() -> None:
    said = "Toko https://contoh.example/x, tulis a@contoh.id, 0812 0000 0001"
    assert unlinked(said) == "Toko https: //contoh. example/x, tulis a@ contoh. id, 0812 0000 0001"


def flooded(row: Any) -> Any:
    """A row of staff's with far too long texts wherever a text may stand."""
    keys = {"name", "position", "address", "unit", "head", "phone"} & set(type(row).model_fields)
    return row.model_copy(update=dict.fromkeys(keys, FLOOD))


def flooded_composer(composer: Composer) -> Composer:
    book, people = composer.book, composer.people
    said = {question_id(key): (FLOOD,) for key in ("name", "contact", "phone")}
    return replace(
        composer,
        book=replace(
            book,
            targets={code: flooded(row) for code, row in book.targets.items()},
            kinds={code: flooded(row) for code, row in book.kinds.items()},
        ),
        people=replace(
            people,
            coordinators={code: flooded(row) for code, row in people.coordinators.items()},
            programmes={code: flooded(row) for code, row in people.programmes.items()},
        ),
        responses={code: replace(found, answers=said) for code, found in composer.responses.items()},
    )


def parts_of(mail: EmailMessage) -> Iterator[str]:
    """Subject, text, HTML, calendar and letter as they are read."""
    yield str(mail["Subject"])
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content()
        elif part.get_content_subtype() == "pdf":
            pages = pypdfium2.PdfDocument(part.get_content())
            yield "".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("sample", [s for s in samples() if "panjang" not in s.name], ids=lambda s: s.name)
def test_nothing_that_anybody_typed_fills_a_message(sample: Sample) -> None:
    composer = flooded_composer(sample.composer)
    for text in parts_of(composer.write(sample.message)):
        runs = re.findall("[Zz]+", re.sub(r"\s", "", text))
        assert max(map(len, runs), default=0) <= lengths.QUOTED
    subject = str(composer.write(sample.message)["Subject"])
    assert len(subject) <= 200
    if sample.message.role is Role.COORDINATOR:
        assert all(len(text) <= 3000 for text in composer.whatsapp_texts(sample.message))


@given(
    st.from_regex(r"\A[!-~]{1,70}@[a-z0-9.-]{1,40}\Z") | st.builds("{}@{}.id".format, st.text(max_size=9), st.text())
)
def test_every_address_that_is_taken_can_be_written_into_a_header(typed: str) -> None:
    if found := address(typed):
        (written,) = addresses(found)
        assert written.addr_spec.isascii()

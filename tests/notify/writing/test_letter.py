"""The letter and the calendar entry."""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import replace
from typing import Any

import icalendar
import pypdfium2
import pytest
import segno
import zxingcpp

from functions.core.state import State
from functions.notify.writing.calendar import invitation
from functions.notify.writing.facts import line_facts
from functions.notify.writing.letter import Letter, LetterLine, _qr, blank, pdf
from functions.notify.writing.words import letter_number
from sheets_schema.terms import Action
from tests.notify.samples import BOOK, FRIDAY, asked, cancelled, line, state_of
from tests.notify.town import LINKS, wib

LETTER = Letter(
    number=letter_number(12, dt.date(2020, 4, 24)),
    donor="Contoh Donatur 07",
    contact="Contoh Narahubung 07",
    channel="Disalurkan sendiri",
    target="RW 05 Kebayoran Lama Utara",
    place="Kel. Kebayoran Lama Utara",
    date="24 April 2020",
    status="https://ksbb.example/status/12",
    lines=[LetterLine("12", "Paket sembako", "1.500 paket", "Sabtu, 25 April 2020")],
)


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def codes(data: bytes) -> list[str]:
    image = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_the_letter_says_what_was_promised_and_its_qr_leads_to_the_status() -> None:
    made = pdf(LETTER)
    (text,) = pages(made)
    for said in (LETTER.number, LETTER.donor, LETTER.contact, LETTER.target, "1.500 paket", "JAKI"):
        assert said in text
    assert LETTER.number == "000012/KSBB/IV/2020"
    assert codes(made) == ["https://ksbb.example/status/12"]


@pytest.mark.parametrize(
    ("institution", "said"),
    [
        (True, "Tanda tangan dan stempel lembaga"),
        (False, "Tanda tangan"),
        (None, "Tanda tangan; lembaga: dengan stempel"),
    ],
)
def test_only_an_institution_is_asked_for_its_stamp(institution: bool | None, said: str) -> None:
    (text,) = pages(pdf(replace(LETTER, institution=institution)))
    assert said in text.splitlines()


def test_who_receives_writes_how_many_came_a_name_and_the_day() -> None:
    (text,) = pages(pdf(LETTER))
    assert all(line in text for line in ("Jumlah diterima", "Nama", "Tanggal"))


def test_a_letter_says_once_what_belongs_into_a_package_and_on_what_conditions() -> None:
    notes = ("Isi acuan Paket sembako: beras 5 kg", "Syarat Paket sembako: dalam satu kantong")
    twice = [replace(line, notes=notes) for line in (*LETTER.lines, *LETTER.lines)]
    (text,) = pages(pdf(replace(LETTER, lines=twice)))
    assert [text.count(note) for note in notes] == [1, 1]


def test_identical_data_give_identical_bytes() -> None:
    first, second = pdf(LETTER), int(time.time())
    while int(time.time()) == second:  # a file that names the time of its making does so in seconds
        time.sleep(0.05)
    assert first == pdf(replace(LETTER))
    assert pdf(LETTER) != pdf(replace(LETTER, donor="Contoh Donatur 08"))


def test_nothing_that_a_person_types_changes_the_template() -> None:
    nasty = '#import "x.typ": * #eval("1+1") #sys.inputs $x$ *tebal* _miring_ `kode` \\ ] [ } { " \u202e <script>'
    (text,) = pages(pdf(replace(LETTER, donor=nasty, contact=nasty, place=nasty)))
    assert '#import "x.typ": * #eval("1+1") #sys.inputs' in " ".join(text.split())


def test_a_long_name_and_many_lines_stay_on_paper() -> None:
    many = [LetterLine(str(n), "Makanan siap saji " * 3, "60 porsi", "Sabtu, 25 April 2020") for n in range(1, 41)]
    found = pages(pdf(replace(LETTER, donor="Contoh Yayasan " * 20, lines=many)))
    assert len(found) > 1
    assert "Tanda tangan; lembaga: dengan stempel" in found[-1]


def test_each_page_names_its_letter() -> None:
    many = [LetterLine(str(n), "Paket sembako", "60 paket", "Sabtu, 25 April 2020") for n in range(1, 61)]
    found = pages(pdf(replace(LETTER, lines=many)))
    assert [f"{LETTER.number}, halaman {k} dari {len(found)}" in page for k, page in enumerate(found, start=1)] == [
        True
    ] * len(found)


def test_a_word_that_never_ends_stays_between_the_margins() -> None:
    page = pypdfium2.PdfDocument(pdf(replace(LETTER, donor="A" * 300, target="https://contoh.example/" + "b" * 200)))[0]
    text = page.get_textpage()
    right = max(text.get_charbox(k)[2] for k in range(text.count_chars()))
    assert right <= page.get_width() - 2 / 2.54 * 72


def test_the_blank_letter_has_lines_to_write_on_and_no_code() -> None:
    made = blank()
    (text,) = pages(made)
    assert "Surat Pernyataan Komitmen" in text
    assert codes(made) == []


def events(state: State) -> list[Any]:
    entries = [(found, line_facts(BOOK, found, LINKS)) for found in state.lines.values()]
    made = invitation(entries, "ksbb@kota.example", "kota.example")
    assert all(len(one) <= 75 for one in made.split(b"\r\n"))
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


def test_the_calendar_entry_has_whole_days_of_jakarta_and_a_stable_uid() -> None:
    (event,) = events(state_of((wib(24, 23, 30), [line(1, day=25, days=2)])))
    assert (event["UID"], event["SEQUENCE"]) == ("komitmen-1@kota.example", 2)
    assert event.decoded("DTSTART") == dt.date(2020, 4, 25)
    assert event.decoded("DTEND") == dt.date(2020, 4, 27)


def test_a_change_raises_the_sequence_and_a_cancellation_says_so() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 29))
    (event,) = events(state_of((FRIDAY, [line(1)]), (wib(24, 12), [moved]), (wib(24, 13), [cancelled(1)])))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("komitmen-1@kota.example", 4, "CANCELLED")
    assert event["SUMMARY"].startswith("Penyaluran KSBB 1: Paket sembako, 10 paket - RW 05")
    assert event["ORGANIZER"] == "mailto:ksbb@kota.example"


def test_the_qr_code_has_the_blank_margin_of_four_modules_that_readers_need() -> None:
    address = "https://kota.example/status/12"
    modules = segno.make(address, error="m", micro=False).symbol_size(border=0)[0]
    width = re.search(r'width="(\d+)"', _qr(address))
    assert width
    assert int(width[1]) == 4 * (modules + 2 * 4)

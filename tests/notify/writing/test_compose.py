"""What messages say, where it could go wrong."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from functions.core.events import Reason, Share
from functions.core.state import State
from functions.core.submission import Response
from functions.notify.due.message import Kind
from functions.notify.due.rules import due
from functions.notify.writing.compose import Composer
from functions.notify.writing.envelope import Content
from functions.notify.writing.facts import delivery
from functions.notify.writing.subjects import subject
from local.mailbox.samples import samples
from sheets_schema.form import question_id
from sheets_schema.terms import Action, Status, TargetType
from tests.city import target
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, asked, cancelled, line, state_of
from tests.notify.sending.test_smtp import OFFICE
from tests.notify.town import LINKS, PJ_A, wib

NASTY = "Contoh <script>a()</script>\nTelepon: lain"


FIRST = "Kamis 30 April: 10 paket sembako untuk RW 05 Kebayoran Lama Utara"


def answered(code: str, name: str = NASTY) -> Response:
    said = {"name": name, "contact": "Contoh Narahubung", "phone": "0812-0000-0001"}
    stamp = "2020-04-24T03:00:00.000000000Z"
    return Response(code, stamp, stamp, {question_id(k): (v,) for k, v in said.items()}, "contoh01@contoh.example")


def content(state: State, kind: Kind, name: str = NASTY) -> Content:
    responses = {code: answered(code, name) for code in state.responses}
    composer = Composer(state, BOOK, PEOPLE, responses, LINKS, OFFICE, FRIDAY)
    message = next(m for m in due(state, BOOK, PEOPLE, wib(25, 8)) if m.kind is kind)
    return composer.content(message)


def test_a_name_can_neither_become_html_nor_a_line_of_its_own() -> None:
    found = content(state_of((FRIDAY, [line(1, day=26)])), Kind.PJ_NOW)
    assert "<script>" not in found.html
    assert "Donatur: Contoh <script>a()</script> Telepon: lain\n" in found.text


def test_several_changes_of_one_response_are_named_for_what_they_are() -> None:
    both = [line(1), line(2, response="respons-1")]
    one = state_of((FRIDAY, both), (wib(24, 12), [cancelled(1), cancelled(2)]))
    assert content(one, Kind.CHANGED).subject == f"{FIRST} dan 1 lainnya dibatalkan (komitmen 1 dan 2)"
    resized = asked(2, Action.RESIZE, shares={})
    mixed = state_of((FRIDAY, both), (wib(24, 12), [cancelled(1), resized]))
    assert content(mixed, Kind.CHANGED).subject == f"{FIRST} dan 1 lainnya berubah (komitmen 1 dan 2)"


def test_every_kind_of_message_says_in_text_and_html_what_to_do_and_where_to_complain() -> None:
    kinds = set()
    for sample in samples():
        found = sample.composer.content(sample.message)
        kinds.add(sample.message.kind)
        assert found.text.count("LANGKAH BERIKUTNYA:") == 1, sample.name
        assert found.html.count("Langkah berikutnya:") == 1, sample.name
        for part in (found.text, found.html):
            assert "JAKI" in part
            assert "kelurahan" in part
        assert "<" not in found.text.replace("<script>", "")
    assert kinds == set(Kind)


def test_a_donor_whose_delivery_moved_reads_the_old_and_the_new_day_and_whom_to_call() -> None:
    moved = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 30))
    state = state_of((FRIDAY, [line(1, day=26)]), (wib(24, 12), [moved]))
    text = content(state, Kind.CHANGED).text
    assert "Jadwal semula: Minggu, 26 April 2020\n" in text
    assert "Waktu: Kamis, 30 April 2020\n" in text
    assert PJ_A.phone in text
    assert "Jadwal semula: Minggu, 26 April 2020\n" in content(state, Kind.PJ_NOW).text


def test_of_several_days_the_amount_says_what_each_day_brings() -> None:
    shares = {f"2020-04-{day}": Share(granted=40, quota=400) for day in (26, 27, 28)}
    meals: dict[str, Any] = {"kind": "siap_saji", "unit": "porsi", "days": 3, "asked": 120, "day": 26}
    even = state_of((FRIDAY, [line(1, shares=shares, **meals)]))
    for kind in (Kind.ACCEPTED, Kind.PJ_NOW):
        assert "Makanan siap saji, 120 porsi (40 sehari)" in content(even, kind).text
    uneven = shares | {"2020-04-28": Share(granted=10, quota=400)}
    cut = state_of((FRIDAY, [line(1, shares=uneven, **meals)]))
    assert "Makanan siap saji, 90 porsi untuk 3 hari" in content(cut, Kind.ACCEPTED).text


def test_a_donor_whose_line_was_cancelled_or_refused_reads_no_contact() -> None:
    state = state_of((FRIDAY, [line(1)]), (wib(24, 12), [cancelled(1)]))
    assert PJ_A.phone not in content(state, Kind.CHANGED).text
    refused = asked(1, Action.REJECT, status=Status.REJECTED, shares={})
    state = state_of((FRIDAY, [line(1, status=Status.REVIEW)]), (wib(24, 12), [refused]))
    text = content(state, Kind.CHANGED).text
    assert PJ_A.phone not in text
    assert "Alasan: diputuskan petugas setelah ditinjau" in text


def test_only_lines_that_the_public_sees_have_a_link_to_their_status() -> None:
    both = [line(1), line(2, response="respons-1", status=Status.REVIEW)]
    text = content(state_of((FRIDAY, both)), Kind.RECEIVED).text
    assert "/status/1\n" in text
    assert "/status/2" not in text


def test_the_whatsapp_link_greets_in_the_donors_name_and_says_what_comes_when() -> None:
    lines = [line(n, response="respons-1") for n in range(1, 6)]
    html = content(state_of((FRIDAY, lines)), Kind.ACCEPTED).html
    (link,) = re.findall(r'href="https://wa.me/\d+\?text=([^"]+)"', html)
    assert unquote(link).startswith(f"Halo Bapak/Ibu {PJ_A.name}, saya Contoh <script>a()</script> Telepon: lain, ")
    assert "Komitmen 1: Paket sembako, 10 paket, Kamis, 30 April 2020; " in unquote(link)
    assert "; dan 2 lainnya." in unquote(link)


def test_a_name_cannot_turn_the_text_round_or_carry_what_no_mail_can() -> None:
    found = content(state_of((FRIDAY, [line(1, day=26)])), Kind.PJ_NOW, name="Contoh\u202e 07\ud800\x00 Donatur")
    assert "Donatur: Contoh 07 Donatur\n" in found.text


def test_a_subject_about_five_hundred_lines_stays_short() -> None:
    state = state_of((FRIDAY, [line(n) for n in range(1, 501)]))
    assert content(state, Kind.PJ).subject == (
        "KSBB: Komitmen untuk sasaran Anda (komitmen 1, 2, 3, 4, 5, 6, 7, 8, 9 dan 491 lainnya)"
    )


def test_a_cut_amount_is_said_in_one_phrase() -> None:
    found = content(state_of((FRIDAY, [line(1, asked=1500, granted=1200)])), Kind.RECEIVED)
    assert "Keputusan: disetujui sebagian, 1.200 dari 1.500 paket\n" in found.text


def test_the_office_reads_the_sentence_for_the_press_and_the_first_figures() -> None:
    rows = [["siaran pers", "Terhitung sejak 24 April."], ["komitmen", "Paket sembako", 40913, "paket", 43953.9]]
    more = [["komitmen menurut rw", f"RW-{k}", k, "paket"] for k in range(50)]
    composer = Composer(State(), BOOK, PEOPLE, {}, LINKS, OFFICE, FRIDAY, [*rows, *more], undelivered=3)
    text = composer.content(next(m for m in due(State(), BOOK, PEOPLE, FRIDAY) if m.kind is Kind.POKJA)).text
    assert "siaran pers: Terhitung sejak 24 April.\n" in text
    assert "komitmen - Paket sembako: 40.913 paket\n" in text
    assert "Dan 22 angka lain di tab Rekap." in text
    assert "SUREL GAGAL: 3\n" in text


def test_a_line_of_somebody_elses_target_cannot_be_written_into_a_message() -> None:
    """However a message came about: the last look is at who is in charge now."""
    state = state_of((FRIDAY, [line(1, day=26)]))
    composer = Composer(state, BOOK, PEOPLE, {"respons-1": answered("respons-1")}, LINKS, OFFICE, FRIDAY)
    message = next(m for m in due(state, BOOK, PEOPLE, FRIDAY) if m.kind is Kind.PJ_NOW)
    with pytest.raises(AssertionError):
        composer.content(replace(message, recipient="PJ-B"))


@pytest.mark.parametrize(
    ("status", "reason", "granted", "offered"),
    [
        (Status.REJECTED, "no_room", 0, True),
        (Status.ACCEPTED, "partial", 9, True),
        (Status.ACCEPTED, "partial", 10, False),
        (Status.REJECTED, "unknown_target", 0, False),
        (Status.ACCEPTED, "unknown_target", 9, False),
        (Status.CANCELLED, "no_room", 0, True),
        (Status.CANCELLED, "unknown_target", 0, True),
        (Status.REVIEW, "no_room", 0, True),
    ],
)
def test_other_targets_are_offered_to_whoever_had_no_room_or_was_cancelled(
    status: Status, reason: str, granted: int, offered: bool
) -> None:
    """RW-C of the same kelurahan has room."""
    state = state_of((FRIDAY, [line(1, status=status, granted=granted, reasons=(Reason(code=reason, number=1),))]))
    assert ("[RW-C]" in unquote(content(state, Kind.RECEIVED).text).replace("+", " ")) is offered


def test_the_first_line_without_room_is_the_one_that_others_are_offered_for() -> None:
    full = (Reason(code="no_room"),)
    lines = [
        line(1, response="respons-1"),
        line(2, response="respons-1", kind="lebaran", status=Status.REJECTED, granted=0, reasons=full),
        line(3, response="respons-1", status=Status.REJECTED, granted=0, reasons=full),
    ]
    text = content(state_of((FRIDAY, lines)), Kind.RECEIVED).text
    assert ": Paket Lebaran" in text
    assert ": Paket sembako\n" not in text


@pytest.mark.parametrize(
    ("requests", "said", "over"),
    [
        ([asked(1, Action.RESIZE)], "jumlahnya berubah", False),
        ([asked(1, Action.RESCHEDULE)], "jadwalnya berubah", False),
        ([cancelled(1)], "dibatalkan", True),
        ([asked(1, Action.REJECT, status=Status.REJECTED)], "tidak dapat diterima", True),
    ],
)
def test_what_is_over_is_told_otherwise_than_what_goes_on(requests: list[Any], said: str, over: bool) -> None:
    found = content(state_of((FRIDAY, [line(1)]), (wib(24, 12), requests)), Kind.CHANGED)
    assert found.subject == f"{FIRST} {said} (komitmen 1)"
    assert ("hubungi penanggung jawab" in found.text.casefold() or PJ_A.phone in found.text) is not over
    going = content(state_of((FRIDAY, [line(1)]), (wib(24, 12), [asked(1, Action.RESIZE)])), Kind.CHANGED)
    step = found.text.partition("LANGKAH BERIKUTNYA:")[2]
    assert (step == going.text.partition("LANGKAH BERIKUTNYA:")[2]) is not over


def test_a_letter_is_called_by_the_first_of_its_commitments() -> None:
    found = content(state_of((FRIDAY, [line(n, response="respons-1") for n in (4, 5)])), Kind.ACCEPTED)
    assert [part.name for part in found.attachments] == ["surat-komitmen-4.pdf", "jadwal-penyaluran.ics"]


@pytest.mark.parametrize(("offered", "said"), [(10, "10 paket"), (None, "0 paket")])
def test_a_person_in_charge_reads_where_it_was_to_go_and_what_a_cancelled_donor_had_offered(
    offered: int | None, said: str
) -> None:
    state = state_of((FRIDAY, [line(1, asked=offered)]), (wib(24, 12), [cancelled(1)]))
    found = delivery(BOOK, state.lines[1], None, news=True)
    assert (found.title, found.target) == (f"Komitmen 1: Paket sembako, {said}", "RW 05 Kebayoran Lama Utara")


@pytest.mark.parametrize(
    ("statuses", "target", "step"),
    [
        ([Status.ACCEPTED], "RW-A", "Kontak penanggung jawab, surat pernyataan dan jadwalnya kami kirim"),
        ([Status.ACCEPTED], "RW-C", "Penanggung jawab sasaran ini sedang dilengkapi petugas"),
        ([Status.REJECTED, Status.ACCEPTED], "RW-A", "siapkan bantuan yang disetujui"),
        ([Status.REVIEW], "RW-A", "tunggu kabar dari kami"),
        ([Status.REJECTED, Status.REVIEW], "RW-A", "tunggu kabar dari kami"),
        ([Status.REJECTED], "RW-A", "perbaiki isian menurut alasan di atas"),
    ],
)
def test_an_answer_says_the_one_next_step_that_the_best_of_its_lines_asks_for(
    statuses: list[Status], target: str, step: str
) -> None:
    lines = [
        line(n, response="respons-1", target=target, status=status, granted=10 * (status is Status.ACCEPTED))
        for n, status in enumerate(statuses, start=1)
    ]
    text = content(state_of((FRIDAY, lines)), Kind.RECEIVED).text
    assert step in " ".join(text.partition("LANGKAH BERIKUTNYA:")[2].split())


@pytest.mark.parametrize("over", [False, True])
def test_a_person_in_charge_is_asked_to_call_only_while_something_comes(over: bool) -> None:
    state = state_of((FRIDAY, [line(1, day=26)]), *([(wib(24, 12), [cancelled(1)])] if over else []))
    text = " ".join(content(state, Kind.PJ_NOW).text.split())
    assert ("hubungi donatur untuk memastikan jam dan tempat" in text) is not over
    assert ("tidak perlu menunggu penyaluran ini" in text) is over
    assert ("mohon tidak diteruskan" in text) is not over


def test_a_subject_cuts_a_long_name_and_never_what_the_mail_is_about() -> None:
    targets = {"RW-A": target("RW-A", type=TargetType.ORPHANAGE, rw=None, name="Contoh Panti " + "Asuhan " * 30)}
    lines = [*state_of((FRIDAY, [line(1)])).lines.values()]
    said = subject(replace(BOOK, targets=targets), lines, "disetujui, hubungi penanggung jawab")
    assert said.endswith("… disetujui, hubungi penanggung jawab (komitmen 1)")
    assert len(said) < 250

"""To whom a message goes: the one address that is there now, and what happens without one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from functions.core.book import Book
from functions.core.state import State
from functions.notify.due.message import Kind, Message, Role, Urgency
from functions.notify.due.people import People
from functions.notify.sending.delivery import Refused, TryLater
from functions.notify.writing import envelope
from functions.notify.writing.compose import Composer
from functions.notify.writing.envelope import message_id
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, line, state_of
from tests.notify.sending.test_smtp import CONTENT, OFFICE
from tests.notify.town import LINKS
from tests.notify.writing.test_compose import answered

DAY = dt.date(2020, 4, 24)


def composer(state: State | None = None, people: People = PEOPLE, book: Book = BOOK, **said: Any) -> Composer:
    return Composer(
        state or state_of((FRIDAY, [line(1)])), book, people, said.get("responses", {}), LINKS, OFFICE, FRIDAY
    )


def message(role: Role, recipient: str, about: str = "x", kind: Kind = Kind.PJ) -> Message:
    return Message(DAY, kind, role, recipient, about, Urgency.DAILY, (1,))


def test_a_donor_is_written_to_where_the_form_says_and_waited_for_when_it_does_not() -> None:
    to_donor = message(Role.DONOR, "respons-1", kind=Kind.RECEIVED)
    there = composer(responses={"respons-1": answered("respons-1")})
    assert (there.address(to_donor), there.address_mark(to_donor)) == ("contoh01@contoh.example", "form")
    assert there.write(to_donor)["To"] == "contoh01@contoh.example"
    assert composer().address(to_donor) == ""
    with pytest.raises(TryLater):
        composer().write(to_donor)


@pytest.mark.parametrize(("code", "address"), [("PJ-A", "pj.a@contoh.example"), ("PJ-B", ""), ("PJ-X", "")])
def test_a_person_in_charge_is_written_to_if_staff_know_an_address(code: str, address: str) -> None:
    found, to_person = composer(), message(Role.COORDINATOR, code)
    assert found.address(to_person) == address
    if not address:
        with pytest.raises(Refused) as refusal:
            found.write(to_person)
        assert refusal.value.code == "missing"


def test_a_mail_without_news_says_that_it_is_about_what_comes() -> None:
    responses = {"respons-1": answered("respons-1")}
    news = composer(responses=responses).content(message(Role.COORDINATOR, "PJ-A"))
    coming = replace(message(Role.COORDINATOR, "PJ-A"), lines=(), also=(1,))
    repeated = composer(responses=responses).content(coming)
    assert "ada kabar tentang bantuan" in news.text
    assert "ini penyaluran terdekat" in repeated.text
    assert ("- baru" in news.text, "- baru" in repeated.text) == (True, False)
    assert "komitmen lain" not in news.text + news.html
    assert (news.subject, repeated.subject) == (
        "KSBB: Komitmen untuk sasaran Anda (komitmen 1)",
        "KSBB: Komitmen untuk sasaran Anda",
    )


def test_of_several_addresses_each_has_its_mark_and_its_place() -> None:
    book = replace(BOOK, settings=replace(BOOK.settings, office=("a@kantor.example; b@kantor.example",)))
    found = composer(book=book)
    marks = found.places()
    assert sorted(marks.values()) == [1, 2]
    for mark, k in marks.items():
        to_office = message(Role.OFFICE, "pokja", f"pokja/{mark}", Kind.POKJA)
        assert found.address(to_office) == f"{'ab'[k - 1]}@kantor.example"
    assert composer().places() == {}
    assert found.address(message(Role.OFFICE, "pokja", "pokja/lain", Kind.POKJA)) == ""


def test_a_department_that_is_gone_from_its_tab_has_no_address() -> None:
    gone = replace(PEOPLE, programmes={})
    assert composer(people=gone).address(message(Role.DEPARTMENT, "pangan", "pangan/lain", Kind.SKPD)) == ""


def test_addresses_of_one_recipient_differ_in_their_marks_and_hold_none() -> None:
    first = composer().address_mark(message(Role.COORDINATOR, "PJ-A"))
    moved = replace(
        PEOPLE, coordinators={"PJ-A": PEOPLE.coordinators["PJ-A"].model_copy(update={"email": "baru@contoh.example"})}
    )
    second = composer(people=moved).address_mark(message(Role.COORDINATOR, "PJ-A"))
    assert first != second
    assert "@" not in first + second


def test_the_message_id_of_a_key_is_the_same_from_version_to_version() -> None:
    """A mail that is tried again after an upgrade must be told from another one."""
    assert message_id("2020-04-24/received/r", "kota.example") == "<f81d1388e76fc4211b132f2d2b73b29f@kota.example>"


def test_an_address_of_the_office_that_is_none_costs_no_other_its_answers() -> None:
    office = replace(OFFICE, reply_to=("bukan alamat", "a@kantor.example"))
    found = envelope.mail("k", "contoh01@contoh.example", CONTENT, office, FRIDAY)
    assert found["Reply-To"] == "a@kantor.example"
    nobody = envelope.mail("k", "contoh01@contoh.example", CONTENT, replace(OFFICE, reply_to=()), FRIDAY)
    assert nobody["Reply-To"] == OFFICE.sender

"""What messages say, where it could go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.core.state import State
from functions.core.submission import Response
from functions.notify.compose import Composer
from functions.notify.due import due
from functions.notify.envelope import Content
from functions.notify.message import Kind
from local.mailbox.samples import samples
from sheets_schema.form import question_id
from sheets_schema.terms import Action
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, asked, cancelled, line, state_of
from tests.notify.test_smtp import OFFICE
from tests.notify.town import LINKS, wib

NASTY = "Contoh <script>alert(1)</script>\nTelepon: 0800"


def answered(code: str, name: str = NASTY) -> Response:
    said = {"name": name, "contact": "Contoh Narahubung", "phone": "0812-0000-0001"}
    stamp = "2020-04-24T03:00:00.000000000Z"
    return Response(code, stamp, stamp, {question_id(k): (v,) for k, v in said.items()}, "contoh01@contoh.example")


def content(state: State, kind: Kind) -> Content:
    responses = {code: answered(code) for code in state.responses}
    composer = Composer(state, BOOK, PEOPLE, responses, LINKS, OFFICE, FRIDAY)
    message = next(m for m in due(state, BOOK, PEOPLE, wib(25, 8)) if m.kind is kind)
    return composer.content(message)


def test_a_name_can_neither_become_html_nor_a_line_of_its_own() -> None:
    found = content(state_of((FRIDAY, [line(1, day=26)])), Kind.PJ_NOW)
    assert "<script>" not in found.html
    assert "Donatur: Contoh <script>alert(1)</script> Telepon: 0800\n" in found.text


def test_several_changes_of_one_response_are_named_for_what_they_are() -> None:
    both = [line(1), line(2, response="respons-1")]
    one = state_of((FRIDAY, both), (wib(24, 12), [cancelled(1), cancelled(2)]))
    assert content(one, Kind.CHANGED).subject == "Komitmen Anda dibatalkan: komitmen 1 dan 2"
    resized = asked(2, Action.RESIZE, shares={})
    mixed = state_of((FRIDAY, both), (wib(24, 12), [cancelled(1), resized]))
    assert content(mixed, Kind.CHANGED).subject == "Komitmen Anda berubah: komitmen 1 dan 2"


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


def test_a_line_of_somebody_elses_target_cannot_be_written_into_a_message() -> None:
    """However a message came about: the last look is at who is in charge now."""
    state = state_of((FRIDAY, [line(1, day=26)]))
    composer = Composer(state, BOOK, PEOPLE, {"respons-1": answered("respons-1")}, LINKS, OFFICE, FRIDAY)
    message = next(m for m in due(state, BOOK, PEOPLE, FRIDAY) if m.kind is Kind.PJ_NOW)
    with pytest.raises(AssertionError):
        composer.content(replace(message, recipient="PJ-B"))

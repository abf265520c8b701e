"""The function's entry and settings, and the mailbox's page."""

from __future__ import annotations

import datetime as dt

import flask
import pytest
import requests

from functions.ledger.ports import SettingsError
from functions.notify import main, settings
from functions.notify.writing.envelope import Attachment, Content, mail
from functions.notify.writing.templates import render
from local.mailbox.page import Page
from local.mailbox.server import Mailbox
from tests.notify.sending.test_smtp import CONTENT, OFFICE
from tests.notify.town import wib

COMPLETE = {
    "KSBB_ENVIRONMENT": "uji",
    "KSBB_BUCKET": "ember",
    "KSBB_FORM": "formulir",
    "KSBB_PRIVATE": "buku",
    "KSBB_PUBLIC": "publik",
    "KSBB_MAIL_HOST": "smtp.kota.example",
    "KSBB_MAIL_FROM": "ksbb@kota.example",
}


def test_settings_default_to_tls_and_to_googles_own_pages() -> None:
    found = settings.read(COMPLETE)
    assert (found.server.tls, found.server.port, found.domain) == ("starttls", 587, "kota.example")
    assert found.links.status_of(7).startswith("https://docs.google.com/spreadsheets/d/publik/")
    assert found.links.status_of(7).endswith("range=A8")


def test_the_senders_address_is_read_as_addresses_are() -> None:
    found = settings.read(COMPLETE | {"KSBB_MAIL_FROM": "KSBB <KSBB@kota.example>"})
    assert (found.sender, found.domain) == ("ksbb@kota.example", "kota.example")


@pytest.mark.parametrize(
    "wrong",
    [
        {"KSBB_MAIL_HOST": ""},
        {"KSBB_MAIL_FROM": ""},
        {"KSBB_BUCKET": ""},
        {"KSBB_MAIL_TLS": "none"},
        {"KSBB_MAIL_TLS": "ya"},
        {"KSBB_NOTIFY_SECONDS": "lima"},
        {"KSBB_MAIL_PORT": "smtp"},
        {"KSBB_MAIL_FROM": "KSBB Jakarta"},
        {"KSBB_MAIL_FROM": "ksbb@k\u00f6ta.example"},
        {"KSBB_STATUS_URL": "https://ksbb.example/{nomor}"},
        {"KSBB_STATUS_URL": "https://ksbb.example/{"},
        {"KSBB_MAIL_PORT": "70000"},
    ],
)
def test_incomplete_or_unsafe_settings_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        settings.read(COMPLETE | wrong)


@pytest.mark.parametrize(
    "body", [b'{"kind": "semua"}', b'{"kind": ["donors"]}', b'{"kind": {}}'], ids=lambda value: str(value)[:20]
)
def test_what_is_no_part_of_a_round_is_refused(body: bytes) -> None:
    with flask.Flask("uji").test_request_context("/", method="POST", data=body):
        assert main.notify(flask.request)[1] == 400


def test_what_people_typed_is_escaped_in_html_and_left_alone_in_text() -> None:
    context = {
        "complaints": "",
        "form": "",
        "name": "<b>Contoh & Co</b>",
        "lines": [],
        "suggestions": [],
        "accepted": False,
        "waiting": True,
        "review_days": 1,
        "pj": None,
    }
    assert "&lt;b&gt;Contoh &amp; Co&lt;/b&gt;" in render("html", "received.j2", context)
    assert "<b>Contoh & Co</b>" in render("text", "received.j2", context)


def test_the_mailbox_shows_a_mail_as_text_and_html_and_its_attachments() -> None:
    files = (Attachment("surat.pdf", "application/pdf", b"%PDF-contoh"),)
    content = Content(CONTENT.subject, CONTENT.text, "<p>Isi <b>HTML</b></p>", files)
    box = Mailbox()
    box.keep(
        "ksbb@kota.example",
        "contoh01@contoh.example",
        mail("k", "contoh01@contoh.example", content, OFFICE, wib(24, 10)).as_bytes(),
    )
    with Page(box) as page:

        def get(path: str) -> requests.Response:
            return requests.get(page.base_url + path, timeout=5)

        assert "Komitmen 1: jawaban" in get("/").text
        one = get("/surel/1").text
        assert "surat.pdf" in one
        assert "Isi." in one
        shown = get("/surel/1/html")
        assert "<b>HTML</b>" in shown.text
        assert "default-src 'none'" in shown.headers["content-security-policy"]
        assert get("/surel/1/lampiran/1").content == b"%PDF-contoh"
        assert get("/surel/2").status_code == 404
        assert requests.post(f"{page.base_url}/jam/besok", timeout=5).status_code == 404


class Hands:
    """A clock that remembers how far it was moved."""

    def __init__(self) -> None:
        self.now = wib(24, 10)

    def moment(self) -> dt.datetime:
        return self.now

    def move_clock(self, time: dt.timedelta) -> None:
        self.now += time


def test_the_clock_of_a_demo_can_be_moved_to_the_next_morning() -> None:
    clock = Hands()
    with Page(Mailbox(), clock=clock) as page:
        assert "24-04-2020 10.00 WIB" in requests.get(page.base_url, timeout=5).text
        assert "24-04-2020 11.00 WIB" in requests.post(f"{page.base_url}/jam/jam", timeout=5).text
        assert "25-04-2020 07.05 WIB" in requests.post(f"{page.base_url}/jam/besok", timeout=5).text


def test_a_mistake_of_ours_is_logged_without_its_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ValueError("0812-0000-0001")

    monkeypatch.setattr(main, "_instance", broken)
    with flask.Flask("uji").test_request_context("/", method="POST"):
        answer, status = main.notify(flask.request)
    said = capsys.readouterr().out
    assert (status, answer) == (500, {"error": "internal error, see the log"})
    assert "crashed" in said
    assert "0812" not in said


def test_the_time_of_a_round_has_a_zone() -> None:
    assert main.now().utcoffset() == dt.timedelta()

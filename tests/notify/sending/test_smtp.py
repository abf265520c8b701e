"""The real dialogue with a real server: TLS, login, refusals for good and for now, the day's limit, lost answers."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest

from functions.notify.sending import smtp
from functions.notify.sending.delivery import AnswerLost, Limited, MailError, NoServer, Refused, TryLater
from functions.notify.sending.smtp import Server, Smtp
from functions.notify.writing.envelope import Content, Office, mail, message_id
from local.mailbox.server import CUT, HANG, HOST, LOST, Mailbox, Step
from tests.notify.town import LOGIN, wib

OFFICE = Office("ksbb@kota.example", ("pokja@kantor.example",), "kota.example")
CONTENT = Content("Komitmen 1: jawaban", "Isi.\n", "<p>Isi.</p>")
Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


def a_mail(to: str = "contoh01@contoh.example", content: Content = CONTENT) -> EmailMessage:
    return mail("2020-04-24/received/respons-1", to, content, OFFICE, wib(24, 10))


@pytest.fixture
def server(box: Mailbox, tls: Contexts) -> Server:
    return Server(HOST, box.port, *LOGIN, "starttls", 2, tls[1])


@pytest.fixture
def post(server: Server) -> Iterator[Smtp]:
    with Smtp(server) as line:
        yield line


def test_a_mail_arrives_over_tls_after_login_with_its_headers(post: Smtp, box: Mailbox) -> None:
    post.send(a_mail())
    (found,) = box.mails
    headers = {name: str(found.message[name]) for name in ("From", "To", "Reply-To", "Auto-Submitted")}
    assert found.id == message_id("2020-04-24/received/respons-1", "kota.example")
    assert headers == {
        "From": "KSBB Jakarta <ksbb@kota.example>",
        "To": "contoh01@contoh.example",
        "Reply-To": "pokja@kantor.example",
        "Auto-Submitted": "auto-generated",
    }


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("RCPT", "550 5.1.1 No such user", Refused),
        ("RCPT", "450 4.2.1 Greylisted", TryLater),
        ("RCPT", "550 5.4.5 Daily user sending limit exceeded", Limited),
        ("RCPT", "421 4.3.2 Shutting down", TryLater),
        ("RCPT", "452 4.5.3 Too many recipients", Limited),
        ("RCPT", "550 5.1.1 No such user on 185.4.5.6; see 5.4.5", Refused),
        ("DATA", "554 5.5.1 No valid recipients", Refused),
        ("DATA", "450 4.7.1 Greylisted", TryLater),
        ("DATA", "550 5.4.5 Daily user sending limit exceeded", Limited),
        ("BODY", "554 5.7.1 Content rejected", Refused),
        ("BODY", "552 5.2.2 Mailbox full", Refused),
        ("BODY", "451 4.3.0 Try again", TryLater),
        ("BODY", "421 4.7.0 Try again later", TryLater),
        ("BODY", "550 5.4.5 Daily user sending limit exceeded", Limited),
        ("BODY", LOST, TryLater),
        ("MAIL", "550 5.4.5 Daily user sending limit exceeded", Limited),
        ("MAIL", "552 5.3.4 Message size exceeds the limit", Refused),
        ("MAIL", "421 4.7.0 Too many mails at once", Limited),
        ("MAIL", "530 5.7.0 Sender not allowed", NoServer),
    ],
)
def test_what_the_server_says_becomes_a_type_and_the_next_mail_goes_through(
    post: Smtp, box: Mailbox, step: Step, answer: str, error: type[MailError]
) -> None:
    box.answer(step, answer)
    with pytest.raises(error):
        post.send(a_mail())
    assert box.unused() == 0
    before = len(box.mails)
    post.send(a_mail())
    assert len(box.mails) == before + 1


@pytest.mark.parametrize(
    ("step", "answer", "code"),
    [
        ("RCPT", "550 No such user", "mailbox"),
        ("RCPT", "550 5.7.1 Your network is on a blocklist", "content"),
        ("BODY", "552 5.2.2 Mailbox full", "mailbox"),
        ("BODY", "552 5.3.4 Message too big", "content"),
        ("BODY", "554 Rejected", "content"),
    ],
)
def test_a_refusal_says_whether_the_address_or_the_mail_is_at_fault(
    post: Smtp, box: Mailbox, step: Step, answer: str, code: str
) -> None:
    box.answer(step, answer)
    with pytest.raises(Refused) as refusal:
        post.send(a_mail())
    assert refusal.value.code == code


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_connection_that_breaks_before_the_mail_s_end_leaves_it_untaken(post: Smtp, box: Mailbox, step: Step) -> None:
    box.answer(step, CUT)
    with pytest.raises(TryLater) as broken:
        post.send(a_mail())
    assert not isinstance(broken.value, AnswerLost)
    post.send(a_mail())
    assert len(box.mails) == 1


def test_a_connection_that_breaks_in_the_middle_of_a_mail_leaves_it_untaken(server: Server, box: Mailbox) -> None:
    """More than what the network holds by itself, so that the break is met before the end."""
    large = replace(CONTENT, text="Isi. " * 6_000_000)
    box.answer("DATA", CUT)
    with Smtp(server) as post:
        with pytest.raises(TryLater) as broken:
            post.send(a_mail(content=large))
        assert not isinstance(broken.value, AnswerLost)
    assert box.mails == []


@pytest.mark.parametrize(("answer", "taken"), [(LOST, 1), (CUT, 0), (HANG, 0)])
@pytest.mark.parametrize("implicit", [True, False])
def test_after_the_mail_s_end_a_missing_answer_leaves_it_open_whether_it_was_taken(
    tls: Contexts, answer: str, taken: int, implicit: bool
) -> None:
    mode = "implicit" if implicit else "starttls"
    with Mailbox(tls=tls[0], implicit=implicit) as box:
        box.answer("BODY", answer)
        with Smtp(Server(HOST, box.port, "", "", mode, 0.5, tls[1])) as post:
            with pytest.raises(AnswerLost):
                post.send(a_mail())
            box.answer("RCPT", CUT)
            with pytest.raises(TryLater) as next_one:
                post.send(a_mail())
            assert not isinstance(next_one.value, AnswerLost)
        assert len(box.mails) == taken


@pytest.mark.parametrize(
    ("code", "error"),
    [(251, AnswerLost), (399, AnswerLost), (400, TryLater), (499, TryLater), (500, Refused), (554, Refused)],
)
def test_a_server_s_answer_to_the_whole_mail_is_a_yes_later_or_a_no_by_its_first_digit(
    code: int, error: type[MailError]
) -> None:
    """Only 250 is a yes; another that begins like one may be meant so."""
    found = smtp._refusal(code, "", "content")
    assert type(found) is error


def test_a_server_that_falls_silent_is_waited_for_no_longer_than_the_time_out(server: Server, box: Mailbox) -> None:
    box.answer("BODY", HANG)
    with Smtp(replace(server, seconds=0.3)) as post, pytest.raises(TryLater):
        post.send(a_mail())
    with socket.create_server((HOST, 0)) as silent:
        quiet = replace(server, port=silent.getsockname()[1], seconds=0.3)
        with pytest.raises(NoServer), Smtp(quiet):
            pass


def test_an_international_domain_is_written_in_ascii() -> None:
    assert a_mail("Contoh@BÜCHER.example")["To"] == "contoh@xn--bcher-kva.example"


def test_tls_from_the_first_byte_is_spoken_too(tls: Contexts) -> None:
    with Mailbox(tls=tls[0], implicit=True) as box:
        with Smtp(Server(HOST, box.port, "", "", "implicit", 5, tls[1])) as post:
            post.send(a_mail())
        assert len(box.mails) == 1


def test_wrong_login_wrong_certificate_or_no_server_let_nobody_in(server: Server) -> None:
    wrong = [
        replace(server, password="salah"),
        replace(server, context=ssl.create_default_context()),
        replace(server, port=1),
        replace(server, tls="none"),
    ]
    for attempt in wrong:
        with pytest.raises(NoServer), Smtp(attempt) as line:
            line.send(a_mail())


def test_a_server_without_tls_gets_neither_password_nor_mail(server: Server) -> None:
    with Mailbox() as box:
        with pytest.raises(NoServer), Smtp(replace(server, port=box.port)) as line:
            line.send(a_mail())
        assert box.mails == []


@pytest.mark.parametrize(
    "typed",
    [
        "contoh@contoh.example\r\nBcc: lain@contoh.example",
        "contoh@contoh.example, lain@contoh.example",
        "contoh..dua@contoh.example",
        '"<lain@contoh.example>"@contoh.example',
        "conto\u0301h@contoh.example",
        "bukan alamat",
        "",
    ],
)
def test_an_address_that_could_carry_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        a_mail(typed)


def test_a_subject_cannot_carry_a_header() -> None:
    found = a_mail(content=replace(CONTENT, subject="Komitmen\r\nBcc: lain@contoh.example"))
    assert found["Bcc"] is None
    assert found["Subject"] == "Komitmen Bcc: lain@contoh.example"

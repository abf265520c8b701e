"""What servers say of limits: ours pause everything and cost no address, a recipient's wait, a full mailbox is one."""

from __future__ import annotations

import datetime as dt
import ssl
from collections import Counter
from email.message import EmailMessage

import pytest

from functions.notify.sending.delivery import Limited, MailError, NoServer, Refused, TryLater
from functions.notify.sending.outbox import MOST_CLAIMS
from functions.notify.sending.provider import Limit, Span, limit
from functions.notify.sending.receipts import PREFIX, read
from functions.notify.sending.smtp import Server, Smtp
from functions.notify.writing.envelope import message_id
from local.mailbox.server import HOST, Mailbox, Step
from sheets_schema.private import MAIL_LOG
from tests.city import answers
from tests.notify.desk import START, Objects, PostOffice, run, sample
from tests.notify.town import LOGIN, Town

CPANEL = "550 Domain contoh.id has exceeded the max emails per hour (200/200 (100%)) allowed.  Message discarded."
EXCHANGE = "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException"
SES = "454 4.7.0 Throttling failure: Daily message quota exceeded"

OURS = (
    (CPANEL, Span.HOUR),
    ("451 Domain contoh.id has exceeded the max defers and failures per hour (5/5 (100%)) allowed.", Span.HOUR),
    (EXCHANGE, Span.HOUR),
    ("550 5.1.90 You've reached your daily limit for message recipients", Span.DAY),
    ("550 5.7.501 Service unavailable", Span.DAY),
    ("550 5.7.705 Access denied, tenant has exceeded threshold", Span.DAY),
    ("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", Span.MOMENT),
    ("421 4.3.2 The maximum number of concurrent connections has exceeded a limit", Span.MOMENT),
    ("550 5.4.5 Daily user sending limit exceeded", Span.DAY),
    ("421 4.7.28 Unusual mail from here", Span.HOUR),
    ("450 4.2.1 Peak SMTP relay limit exceeded for this customer. This is a temporary error.", Span.HOUR),
    (SES, Span.DAY),
    ("454 Throttling failure: Maximum sending rate exceeded.", Span.MOMENT),
    ("421 Domain contoh.id is not allowed to send: recipient limit exceeded", Span.HOUR),
    ("451 Authentication failed: Maximum credits exceeded", Span.DAY),
    ("452 Too many recipients received this hour", Span.HOUR),
    ("550 5.4.6 Unusual sending activity detected", Span.HOUR),
    ("421 4.7.0 Messages from 10.0.0.1 temporarily deferred due to unexpected volume", Span.HOUR),
    ("450 4.7.1 <a@contoh.example>: Recipient address rejected: Policy Rejection - Quota Exceeded", Span.HOUR),
    ("550 <a@contoh.example>: Recipient address rejected: Policy Rejection - Quota Exceeded", Span.HOUR),
    ("554 5.7.1 <a@contoh.example>: Recipient address rejected: You have exceeded your quota.", Span.HOUR),
    ('451 4.7.1 Ratelimit "user" exceeded', Span.HOUR),
    ("450 4.7.1 Sender address rejected: Deferring: Too many messages from sender in last 60", Span.HOUR),
    ("550 User ksbb@contoh.id has exceeded its 24-hour sending limit. Messages to 25 recipients out of 25", Span.DAY),
    ("550 Mail rejected: exceeded hour limit", Span.HOUR),
    ("550 Sender rate overlimit - 120.3 / 1h", Span.HOUR),
    ("450 4.7.1 Error: too much mail from 10.0.0.1", Span.HOUR),
    ("550 Batas pengiriman surel per jam telah tercapai", Span.HOUR),
    ("452 Kuota pengiriman surel harian Anda telah habis", Span.DAY),
)

NOT_OURS = (
    ("552 5.2.2 Mailbox full", None),
    ("552 5.2.2 The email account that you tried to reach is over quota", None),
    ("550 5.2.2 <limit.per.hour@contoh.example>: user is over quota", None),
    ("552 Quota exceeded", None),
    ("554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", None),
    ("552 5.2.2 This mailbox has reached the maximum storage, the sender should try later", None),
    ("550 Rekening surel penerima penuh, kuota terlampaui", None),
    ("552 5.3.4 Message size exceeds the limit", None),
    ("554 5.4.6 Too many hops", None),
    ("550 <kuota.limit@contoh.example>: User unknown", None),
    ("550 5.7.1 Rejected, see https://contoh.example/sending-limit", None),
    ("450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents more", Limit.RECIPIENT),
    ("550 5.2.122 The recipient has exceeded the number of messages they can receive per hour", Limit.RECIPIENT),
    ("250 OK, 3 messages of your hourly quota left", None),
)


@pytest.mark.parametrize(("answer", "meant"), OURS + NOT_OURS)
def test_a_limit_is_known_by_what_is_measured_and_whose_it_is(answer: str, meant: Span | Limit | None) -> None:
    assert limit(int(answer[:3]), answer[4:]) is meant


def test_before_a_recipient_was_named_no_quota_can_be_a_mailbox_s() -> None:
    assert limit(552, "Quota exceeded", of_mail=False) is Span.HOUR


# The dialogue


def met(box: Mailbox, context: ssl.SSLContext) -> MailError | None:
    """What handing in one mail comes to."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "ksbb@kota.example", "contoh01@contoh.example"
    try:
        with Smtp(Server(HOST, box.port, *LOGIN, "starttls", 2, context)) as post:
            post.send(mail)
    except MailError as error:
        return error
    return None


@pytest.mark.parametrize("step", ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY"])
@pytest.mark.parametrize("answer", [CPANEL, EXCHANGE, SES, "421 4.7.0 Too many connections, try later"])
def test_a_limit_is_met_in_every_step_of_the_dialogue(
    box: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext], step: Step, answer: str
) -> None:
    box.answer(step, answer)
    assert isinstance(met(box, tls[1]), Limited)
    assert met(box, tls[1]) is None


@pytest.mark.parametrize("step", ["RCPT", "DATA", "BODY"])
def test_what_a_recipient_may_receive_waits_for_that_recipient_only(
    box: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext], step: Step
) -> None:
    box.answer(step, "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents more")
    error = met(box, tls[1])
    assert isinstance(error, TryLater)


# Pauses


def limited(post: PostOffice, span: Span = Span.DAY) -> None:
    def answer(_: str) -> None:
        raise Limited(span)

    post.answer = answer


def test_a_limit_that_lasts_twenty_hours_writes_nothing_off_and_is_told_once() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(4)
    limited(post)
    told: list[str] = []
    for minutes in range(0, 20 * 60, 5):
        report = run(objects, post, messages, START + dt.timedelta(minutes=minutes))
        assert (report.refused, report.paused) == (0, True)
        told += report.alerts
    assert len(told) == 1
    post.answer = lambda _: None
    assert run(objects, post, messages, START + dt.timedelta(hours=24)).sent == 4
    assert Counter(post.taken) == Counter(message_id(m.key, "kota.example") for m in messages)


def test_tries_that_the_provider_or_its_server_cut_short_are_none() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    limited(post, Span.MOMENT)
    pause = dt.timedelta(minutes=Span.MOMENT.value)
    for k in range(MOST_CLAIMS + 20):
        run(objects, post, messages, START + k * pause)
    track = read(objects.list(PREFIX)).track(messages[0].key)
    assert (track.claims, track.tries, track.failed) == (MOST_CLAIMS + 20, 0, ())

    def away(_: str) -> None:
        raise NoServer("away")

    post.answer = away
    with pytest.raises(NoServer):
        run(objects, post, messages, START + dt.timedelta(days=3))
    post.answer = lambda _: None
    assert run(objects, post, messages, START + dt.timedelta(days=3, seconds=1)).sent == 1


def test_a_server_that_says_later_for_a_day_writes_nothing_off() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)

    def busy(_: str) -> None:
        raise TryLater("451 Temporary local problem")

    post.answer = busy
    for minutes in range(0, 24 * 60, 5):
        assert run(objects, post, messages, START + dt.timedelta(minutes=minutes)).refused == 0
    post.answer = lambda _: None
    assert run(objects, post, messages, START + dt.timedelta(hours=26)).sent == 1


def test_one_message_whose_refusal_is_mistaken_for_a_limit_holds_up_no_other() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(5)
    odd = message_id(messages[0].key, "kota.example")

    def answer(found: str) -> None:
        if found == odd:
            raise Limited(Span.HOUR)

    post.answer = answer
    for hour in range(5):
        run(objects, post, messages, START + dt.timedelta(hours=hour))
    assert len(post.taken) == 4
    others = [m for m in sample(9) if m not in messages]
    report = run(objects, post, [*messages, *others], START + dt.timedelta(hours=6))
    assert (report.sent, report.later, report.paused) == (4, 1, False)


# In a town


@pytest.mark.parametrize("answer", [CPANEL, EXCHANGE, "450 4.7.1 Hourly message quota exceeded"])
@pytest.mark.parametrize("step", ["AUTH", "RCPT", "BODY"])
def test_a_provider_s_limit_waits_and_the_log_says_until_when(town: Town, step: Step, answer: str) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.box.answer(step, answer)
    first = town.notify(part="donors")
    assert (first.mail.refused, first.mail.paused, first.no_server) == (0, True, False)
    assert len([one for one in first.alerts if "limit" in one]) == 1
    outcomes = {str(row[4]) for row in town.city.read(MAIL_LOG)[1:]}
    assert len(outcomes) == 1
    assert "penyedia surel membatasi" in outcomes.pop()
    again = town.notify(town.city.clock + dt.timedelta(minutes=5), "donors")
    assert (again.mail.sent, again.alerts) == (0, [])
    later = town.notify(town.city.clock + dt.timedelta(minutes=61), "donors")
    assert (later.mail.sent, later.mail.refused) == (1, 0)


def test_a_full_mailbox_is_still_a_refusal_of_that_address(
    box: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    box.answer("RCPT", "552 5.2.2 Mailbox full, quota exceeded")
    error = met(box, tls[1])
    assert isinstance(error, Refused)
    assert error.code == "mailbox"


def test_staff_set_a_limit_of_an_hour_and_the_log_says_when_the_rest_goes(town: Town) -> None:
    town.set("surel sejam", 1)
    for k in (1, 2):
        town.city.submit(answers(date="2020-04-30", phone=f"0812-0000-{k:04}"), email=f"contoh{k:02}@contoh.example")
    town.city.drain()
    assert town.notify(part="donors").mail.sent == 1
    outcomes = {row[4] for row in town.city.read(MAIL_LOG)[1:]}
    assert outcomes == {"Ditunda sampai pukul 11.00: batas 1 surel sejam sudah tercapai.", "Terkirim."}
    assert town.notify(town.city.clock + dt.timedelta(hours=1), "donors").mail.sent == 1

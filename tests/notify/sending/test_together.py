"""Answer and acceptance in one mail: whatever crashes, each is told once and none is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from dataclasses import replace
from email.message import EmailMessage
from random import Random

import pytest

from functions.notify.due.message import Kind, Message, Urgency
from functions.notify.sending import outbox as outbox_module
from functions.notify.sending.delivery import Refused
from functions.notify.sending.receipts import PREFIX, claim_name, read
from functions.notify.sending.together import together
from tests.notify.desk import LIMIT, START, Crash, Objects, PostOffice, Steps, outbox, run, sample


class Told(PostOffice):
    """Remembers which messages came with which mail."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def send(self, mail: EmailMessage) -> None:
        super().send(mail)
        self.told += str(mail["X-Told"]).split()


def accepted(answer: Message, urgency: Urgency = Urgency.ANSWER) -> Message:
    """The acceptance of what an answer is about."""
    return replace(answer, kind=Kind.ACCEPTED, about=f"{answer.recipient}/7", urgency=urgency)


def pairs(count: int) -> list[Message]:
    """Answers and the acceptances of all of them, as they are due."""
    answers = sample(count)
    return sorted([*answers, *(accepted(answer) for answer in answers)], key=lambda one: one.order)


def test_an_answer_carries_the_acceptance_of_its_own_response_and_no_other() -> None:
    one, two, three = sample(3)
    news = replace(accepted(two), lines=(99,))
    mails = together([one, accepted(one), two, news, accepted(three)])
    assert [(mail.message, mail.carried) for mail in mails] == [
        (one, accepted(one)),
        (two, None),
        (news, None),
        (accepted(three), None),
    ]


def test_a_pair_goes_when_the_more_urgent_of_both_would() -> None:
    one, two = sample(2)
    urgent = accepted(two, Urgency.TOMORROW)
    assert [mail.message for mail in together([urgent, one, two])] == [two, one]


def test_one_mail_leaves_both_receipts_and_takes_one_slot() -> None:
    objects, post, messages = Objects(), Told(), pairs(3)
    assert run(objects, post, messages, START, a_day=3).sent == 3
    assert len(post.taken) == 3
    assert len(post.told) == 6
    assert run(objects, post, messages, START + LIMIT).sent == 0
    assert all(read(objects.list(PREFIX)).track(message.key).sent for message in messages)


def play(seed: int) -> tuple[Counter[str], int, str]:
    """One instance crashes somewhere, another one may work at the same time; then rounds until nothing waits."""
    chance = Random(seed)
    objects, post, messages = Objects(), Told(), pairs(chance.randint(1, 3))
    crashing = Steps(objects, post, chance.randint(1, 5 * len(messages)))
    if chance.random() < 0.3:  # some acceptances come due later
        run(objects, post, [m for m in messages if m.kind is Kind.RECEIVED][:1], START, owner="b")
    with contextlib.suppress(Crash):
        outbox(crashing, crashing, START).send(messages, read(objects.list(PREFIX)))
    if chance.random() < 0.3:  # the person in charge is unknown for a while
        run(objects, post, [m for m in messages if m.kind is Kind.RECEIVED], START + LIMIT, owner="d")
    for round_ in range(2, 5):
        run(objects, post, messages, START + round_ * LIMIT, owner=f"c{round_}")
    assert all(read(objects.list(PREFIX)).track(message.key).sent for message in messages)
    return Counter(post.told), len(messages), crashing.where


def test_over_a_thousand_crash_points_nothing_is_lost_and_only_a_mail_without_any_receipt_repeats() -> None:
    where: Counter[str] = Counter()
    for seed in range(1200):
        told, wanted, crashed = play(seed)
        where[crashed] += 1
        assert len(told) == wanted, f"lost, seed {seed}, crash {crashed}"
        if crashed not in {"after send", "before sent"}:
            assert set(told.values()) == {1}, f"told twice, seed {seed}, crash {crashed}"
    assert sum(count for place, count in where.items() if place) >= 1000


def crashed_between_the_receipts() -> tuple[Objects, Told, list[Message]]:
    for step in range(1, 20):
        objects, post, messages = Objects(), Told(), pairs(1)
        crashing = Steps(objects, post, step)
        with contextlib.suppress(Crash):
            outbox(crashing, crashing, START).send(messages, read([]))
        if crashing.where == "after sent":
            return objects, post, messages
    raise AssertionError("no receipt was put")


def test_a_crash_between_the_two_receipts_repeats_neither() -> None:
    objects, post, messages = crashed_between_the_receipts()
    assert run(objects, post, messages, START + LIMIT).sent == 0
    assert len(post.told) == 2
    assert all(read(objects.list(PREFIX)).track(message.key).sent for message in messages)


def test_the_control_that_looks_at_no_claim_tells_the_answer_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "handed_in", lambda *_: False)
    objects, post, messages = crashed_between_the_receipts()
    run(objects, post, messages, START + LIMIT)
    assert len(post.told) == 3


def test_an_acceptance_that_another_run_is_sending_is_not_carried() -> None:
    objects, post, messages = Objects(), Told(), pairs(1)
    answer, acceptance = messages
    objects.put_if_absent(claim_name(acceptance.key, 1), b'{"at":"%s","by":"x"}' % START.isoformat().encode())
    run(objects, post, messages, START + dt.timedelta(seconds=1))
    assert post.told == [answer.key]
    assert read(objects.list(PREFIX)).track(answer.key).sent
    assert not read(objects.list(PREFIX)).track(acceptance.key).sent


def test_a_refusal_is_noted_of_both() -> None:
    objects, post, messages = Objects(), Told(), pairs(1)

    def refuse(_: str) -> None:
        raise Refused("mailbox")

    post.answer = refuse
    run(objects, post, messages, START)
    assert [len(read(objects.list(PREFIX)).track(message.key).failed) for message in messages] == [1, 1]

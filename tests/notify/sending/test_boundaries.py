"""Claims and tries at their edges: a moment before a claim is old, exactly then; the last try, and one more."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.notify.sending.delivery import NoServer, Refused, TryLater
from functions.notify.sending.outbox import MOST_CLAIMS, PATIENCE, Outbox, settled
from functions.notify.sending.receipts import Failed, Receipts, Track, claim_name, encode, read, sent_name
from functions.notify.sending.slots import Slots
from tests.notify.desk import LIMIT, START, Objects, PostOffice, Writer, outbox, run, sample

SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "sent"),
    [
        (dt.timedelta(), 0),
        (LIMIT - SECOND, 0),
        (LIMIT, 1),
        (LIMIT + SECOND, 1),
        (-LIMIT + SECOND, 0),
        (-LIMIT, 1),
    ],
)
def test_a_claim_is_somebody_s_until_it_is_exactly_as_old_as_it_may_be(age: dt.timedelta, sent: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    objects.held[claim_name(messages[0].key, 1)] = encode({"at": (START - age).isoformat(), "by": "lain"})
    report = run(objects, post, messages, START)
    assert (report.sent, report.taken) == (sent, 1 - sent)


@pytest.mark.parametrize(("tries", "sent", "refused"), [(MOST_CLAIMS - 1, 1, 0), (MOST_CLAIMS, 0, 1)])
def test_a_hundred_tries_are_made_and_the_next_is_a_refusal(tries: int, sent: int, refused: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    for n in range(1, tries + 1):
        objects.held[claim_name(messages[0].key, n)] = encode({"at": START.isoformat(), "by": "lain"})
    assert run(objects, post, messages, START + PATIENCE * LIMIT - SECOND).taken == 1
    report = run(objects, post, messages, START + PATIENCE * LIMIT)
    assert (report.sent, report.refused) == (sent, refused)


@pytest.mark.parametrize(("after", "over"), [(-SECOND, False), (dt.timedelta(), True), (SECOND, True)])
def test_a_claim_that_ended_in_a_refusal_holds_nothing_up(after: dt.timedelta, over: bool) -> None:
    claimed = START.replace(microsecond=700_000)
    track = Track(1, None, (Failed(START + after, "mailbox", "a1"),))
    assert settled(track, claimed) is over
    assert not settled(Track(1), claimed)


def test_after_a_correction_the_message_goes_out_at_once() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)

    def refuse(_: str) -> None:
        raise Refused("mailbox")

    post.answer = refuse
    assert run(objects, post, messages, START).refused == 1
    post.answer = lambda _: None
    mine = outbox(objects, post, START + SECOND)

    class Corrected(Writer):
        def address_mark(self, message: object) -> str:
            return "a2"

    mine._writer = Corrected()
    assert mine.send(messages, read(objects.list("mail/"))).sent == 1


def test_without_time_left_nothing_is_claimed() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(2)
    mine = outbox(objects, post, START)
    mine._limits = type(mine._limits)(LIMIT, lambda: False)
    report = mine.send(messages, Receipts())
    assert (report.later, report.sent, objects.held) == (2, 0, {})


def test_what_was_done_is_counted() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(4)
    objects.held[claim_name(messages[0].key, 1)] = encode({"at": START.isoformat(), "by": "lain"})

    def answer(found: str) -> None:
        if post.taken:
            raise TryLater("450")

    post.answer = answer
    report = run(objects, post, messages, START, a_day=2)
    assert (report.taken, report.sent, report.later, report.over_limit) == (1, 1, 2, 0)
    again = run(objects, post, messages, START + SECOND, a_day=1)
    assert (again.sent, again.over_limit) == (0, 3)


@pytest.mark.parametrize(("mails", "limit", "full"), [(0, 1, False), (1, 1, True), (1, 2, False), (2, 1, True)])
def test_a_day_is_full_when_its_slots_are_taken(mails: int, limit: int, full: bool) -> None:
    objects, post = Objects(), PostOffice()
    run(objects, post, sample(mails), START)
    assert Slots(objects, START.date(), "b").full(limit) is full


def test_a_slot_that_was_given_back_is_taken_again_first_and_once() -> None:
    objects, day = Objects(), START.date()
    first, second = (Slots(objects, day, name) for name in "ab")
    assert first.take(3)
    assert first.take(3)
    assert second.take(3)
    first.give_back()
    first.give_back()
    assert sorted(objects.held) == [
        f"slot/{day}/00001-1-back.json",
        f"slot/{day}/00001-1.json",
        f"slot/{day}/00002-1.json",
    ]
    assert not first.full(1)
    third, fourth = (Slots(objects, day, name) for name in "cd")
    assert third.take(1)
    assert not fourth.take(1)
    assert f"slot/{day}/00001-2.json" in objects.held
    assert Slots(objects, day, "e").full(2)
    assert not Slots(objects, day, "e").full(3)


def test_a_slot_in_use_is_not_given_back_and_one_that_was_not_used_is_at_hand_again() -> None:
    objects, day = Objects(), START.date()
    slots = Slots(objects, day, "a")
    assert slots.take(9)
    slots.use()
    slots.give_back()
    assert not any("back" in name for name in objects.held)
    slots.unuse()
    assert slots.take(1)
    assert len(objects.held) == 1


def test_a_message_that_was_sent_is_not_sent_again_even_under_an_older_claim() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    key = messages[0].key
    for n in (1, 2):
        objects.held[claim_name(key, n)] = encode({"at": START.isoformat(), "by": "lain"})
    objects.held[sent_name(key, START)] = b"{}"
    assert run(objects, post, messages, START + LIMIT).sent == 0
    assert read(objects.list("mail/")).track(key).sent == START.replace(microsecond=0)


def test_a_server_that_goes_away_stops_the_run_and_says_so() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)

    def away(_: str) -> None:
        if post.taken:
            raise NoServer("away")

    post.answer = away
    mine: Outbox = outbox(objects, post, START)
    with pytest.raises(NoServer):
        mine.send(messages, Receipts())
    assert (mine.report.sent, mine.report.later, mine.report.taken) == (1, 0, 0)

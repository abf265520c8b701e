"""Each message once: whatever crashes, however many instances, whatever the server says."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from functions.ledger.journal import create
from functions.notify.due.message import Message, Urgency
from functions.notify.sending import outbox as outbox_module
from functions.notify.sending.delivery import Limited, NoServer, Refused, TryLater
from functions.notify.sending.outbox import MOST_CLAIMS, PATIENCE
from functions.notify.sending.provider import Span
from functions.notify.sending.receipts import PREFIX, claim_name, read
from functions.notify.writing.envelope import message_id
from tests.notify.desk import LIMIT, START, Crash, Objects, PostOffice, Steps, outbox, run, sample

LATER = START + LIMIT


def ids(messages: list[Message]) -> Counter[str]:
    return Counter(message_id(m.key, "kota.example") for m in messages)


def play(seed: int) -> tuple[Counter[str], Counter[str], str]:
    """Two instances at once, one of which crashes somewhere; then rounds until nothing waits."""
    chance = Random(seed)
    objects, post, messages = Objects(), PostOffice(), sample(chance.randint(1, 6))
    crashing = Steps(objects, post, chance.randint(1, 6 * len(messages)))
    chance.shuffle(messages)
    seen = read(objects.list(PREFIX))
    first_half = chance.randint(0, len(messages))
    run(objects, post, messages[:first_half], START, owner="b")
    with contextlib.suppress(Crash):
        outbox(crashing, crashing, START).send(messages, seen)  # it listed before the other one began
    for round_ in range(1, 4):
        run(objects, post, messages, START + round_ * LIMIT, owner=f"c{round_}")
    return Counter(post.taken), ids(messages), crashing.where


def test_over_a_thousand_crash_points_nothing_is_lost_and_only_a_lost_receipt_repeats() -> None:
    where: Counter[str] = Counter()
    for seed in range(1500):
        taken, wanted, crashed = play(seed)
        where[crashed] += 1
        assert taken.keys() == wanted.keys(), f"lost or foreign mail, seed {seed}, crash {crashed}"
        repeats = sum(taken.values()) - len(wanted)
        in_between = crashed in {"after send", "before sent"}
        assert repeats == (1 if in_between else 0), f"seed {seed}, crash {crashed}"
    crashes = sum(count for place, count in where.items() if place)
    assert crashes >= 1000
    assert {"before claim", "after claim", "before send", "after send", "before sent", "after sent"} <= where.keys()


def test_without_claims_two_instances_send_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: the protection is what the test above sees."""
    messages = sample(5)

    def racing(objects: Objects, post: PostOffice) -> int:
        both = [(outbox(objects, post, START, owner=name), read(objects.list(PREFIX))) for name in "ab"]
        for box, seen in both:
            box.send(messages, seen)
        return len(post.taken)

    assert racing(Objects(), PostOffice()) == 5
    monkeypatch.setattr(outbox_module, "create", lambda *_: True)
    assert racing(Objects(), PostOffice()) == 10


def test_of_2500_due_the_most_urgent_1600_go_today_and_900_tomorrow() -> None:
    objects, post = Objects(), PostOffice()
    answers = sample(2200)
    tomorrow = [Message(m.day, m.kind, m.role, m.recipient, f"besok-{m.about}", Urgency.TOMORROW) for m in sample(300)]
    messages = sorted([*answers, *tomorrow], key=lambda m: m.order)
    first = run(objects, post, messages, START, a_day=1600)
    assert (first.sent, first.over_limit) == (1600, 900)
    assert set(ids(tomorrow)) <= set(post.taken[:300])
    again = run(objects, post, messages, START + LIMIT, a_day=1600)
    assert (again.sent, again.over_limit) == (0, 900)
    second = run(objects, post, messages, START + dt.timedelta(days=1), a_day=1600)
    assert second.sent == 900
    assert Counter(post.taken) == ids(messages)


@pytest.mark.parametrize("instances", [2, 4])
def test_instances_that_run_together_keep_the_days_limit_together(instances: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(60)
    together = [outbox(objects, post, START, a_day=40, owner=str(k)) for k in range(instances)]
    seen = [read(objects.list(PREFIX)) for _ in together]
    with ThreadPoolExecutor(instances) as pool:
        reports = list(pool.map(lambda k: together[k].send(messages, seen[k]), range(instances)))
    assert sum(report.sent for report in reports) == 40
    assert Counter(post.taken) == ids(messages[:40])


def test_a_limit_that_staff_raise_or_lower_during_the_day_holds_from_then_on() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(30)
    assert run(objects, post, messages, START, a_day=10).sent == 10
    assert run(objects, post, messages, START, a_day=5).sent == 0
    assert run(objects, post, messages, START, a_day=25).sent == 15


def test_the_day_ends_at_midnight_in_jakarta() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(2)
    run(objects, post, messages, dt.datetime(2020, 4, 24, 16, 59, tzinfo=dt.UTC), a_day=1)
    run(objects, post, messages, dt.datetime(2020, 4, 24, 17, 1, tzinfo=dt.UTC), a_day=1)
    assert len(post.taken) == 2


def test_a_refusal_for_good_is_not_repeated_and_stops_nobody_else() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)
    bad = message_id(messages[1].key, "kota.example")

    def answer(found: str) -> None:
        if found == bad:
            raise Refused("mailbox")

    post.answer = answer
    assert (run(objects, post, messages, START).refused, len(post.taken)) == (1, 2)
    assert run(objects, post, messages, LATER).refused == 0


def test_a_refusal_for_now_is_tried_again_when_the_claim_is_old() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)

    def busy(_: str) -> None:
        raise TryLater("450")

    post.answer = busy
    assert run(objects, post, messages, START).later == 1
    post.answer = lambda _: None
    assert run(objects, post, messages, START + LIMIT / 2).taken == 1
    assert run(objects, post, messages, LATER).sent == 1
    assert claim_name(messages[0].key, 2) in objects.held


def test_a_server_that_always_says_later_is_given_up_at_last() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)

    def busy(_: str) -> None:
        raise TryLater("450")

    post.answer = busy
    for k in range(MOST_CLAIMS + 3):
        run(objects, post, messages, START + k * PATIENCE * LIMIT)
    (track,) = read(objects.list(PREFIX)).tracks.values()
    assert [failed.code for failed in track.failed] == ["tries"]


def test_when_the_provider_says_the_day_is_full_nothing_more_goes_out_for_hours() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(4)

    def full_after_two(_: str) -> None:
        if len(post.taken) == 2:
            raise Limited(Span.DAY)

    post.answer = full_after_two
    report = run(objects, post, messages, START)
    assert (report.sent, report.over_limit, report.paused) == (2, 2, True)
    post.answer = lambda _: None
    assert run(objects, post, messages, LATER).sent == 0
    pause = dt.timedelta(minutes=Span.DAY.value)
    assert run(objects, post, messages, START + pause - dt.timedelta(seconds=1)).sent == 0
    assert run(objects, post, messages, START + pause).sent == 2
    assert Counter(post.taken) == ids(messages)


def test_an_unreachable_server_leaves_everything_due() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)

    def away(_: str) -> None:
        if post.taken:
            raise NoServer("away")

    post.answer = away
    gone = outbox(objects, post, START)
    with pytest.raises(NoServer):
        gone.send(messages, read([]))
    assert gone.report.sent == 1
    post.answer = lambda _: None
    assert run(objects, post, messages, LATER).sent == 2


def test_a_claim_whose_answer_was_lost_is_still_ours() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    objects.lost_answers = 1
    assert run(objects, post, messages, START).sent == 1


def test_a_claim_of_another_whose_answer_was_lost_is_not_ours() -> None:
    objects = Objects()
    objects.held["mail/x/claim-0001.json"] = b"theirs"
    objects.lost_answers = 1
    assert not create(objects, "mail/x/claim-0001.json", b"ours")


def test_one_message_that_cannot_be_written_holds_up_no_other() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)
    box = outbox(objects, post, START)

    class Broken(type(box._writer)):  # type: ignore[misc]
        def write(self, message: Message, carried: Message | None = None) -> object:
            if message is messages[0]:
                raise KeyError("template")
            return super().write(message, carried)

    box._writer = Broken()
    report = box.send(messages, read([]))
    assert (report.sent, report.later, report.alerts) == (2, 1, ["received cannot be written: KeyError"])

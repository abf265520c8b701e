"""The day's limit is never passed: whatever runs overlap, whatever part they send, wherever they are killed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest

from functions.notify.sending.delivery import AnswerLost, NoServer, Refused, TryLater
from functions.notify.sending.receipts import PREFIX, read
from functions.notify.sending.slots import Slots
from functions.notify.writing.envelope import message_id
from tests.notify.desk import LIMIT, START, Crash, Objects, PostOffice, outbox, run, sample

DAY = START.date()


class Interrupted:
    """Objects and a post office at which, before or after a chosen step, something else happens first."""

    def __init__(self, objects: Objects, post: PostOffice, step: int, happens: Callable[[], None]) -> None:
        self.objects, self.post, self.happens, self.left = objects, post, happens, step
        self.get, self.list, self.dead = objects.get, objects.list, False

    def _step(self) -> None:
        """Who was killed does nothing more, not even tidy up."""
        self.left -= 1
        if self.left == 0:
            try:
                self.happens()
            except Crash:
                self.dead = True
        if self.dead:
            raise Crash

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        self._step()
        made = self.objects.put_if_absent(name, data)
        self._step()
        return made

    def send(self, mail: object) -> None:
        self._step()
        self.post.send(mail)  # type: ignore[arg-type]
        self._step()


def history(seed: int) -> tuple[int, list[int], int]:
    """A day of runs inside each other, each with a part of what is due, some killed; then days until nothing waits.

    Returns the limit, how many mails were handed in on each day, and how many messages were lost.
    """
    chance = Random(seed)
    objects, post, messages = Objects(), PostOffice(), sample(chance.randint(4, 9))
    limit = chance.randint(1, 7)
    answers = [None] * 6 + [TryLater("450"), Refused("mailbox"), AnswerLost("?"), NoServer("away")]

    def answer(_: str) -> None:
        if post.open and (error := chance.choice(answers)):
            if isinstance(error, AnswerLost) and chance.random() < 0.5:
                post.taken.append(_)
            raise error

    post.answer, post.open = answer, True  # type: ignore[attr-defined]

    def begin(depth: int, at: dt.datetime) -> None:
        part = [m for m in messages if chance.random() < 0.7]

        def happens() -> None:
            if depth < 4:
                begin(depth + 1, at + chance.choice([dt.timedelta(), LIMIT]))
            if chance.random() < 0.4:
                raise Crash

        world = Interrupted(objects, post, chance.randint(1, 30), happens)
        mine = outbox(world, world, at, a_day=limit, owner=f"{depth}-{chance.random()}")
        with contextlib.suppress(Crash, NoServer):
            mine.send(part, read(objects.list(PREFIX)))

    for hour in range(3):
        begin(0, START + hour * dt.timedelta(hours=1))
    by_day = [len(post.taken)]
    post.open = False  # type: ignore[attr-defined]
    for day in range(1, 15):
        run(objects, post, messages, START + dt.timedelta(days=day), a_day=limit, owner=f"hari {day}")
        by_day.append(len(post.taken) - sum(by_day))
    outcomes = read(objects.list(PREFIX)).tracks
    sent = {m.key for m in messages if message_id(m.key, "kota.example") in post.taken}
    lost = sum(m.key not in sent and not outcomes[m.key].failed for m in messages)
    return limit, by_day, lost


SEEDS = range(600)


def test_no_day_passes_its_limit_and_nothing_is_lost() -> None:
    full = 0
    for seed in SEEDS:
        limit, by_day, lost = history(seed)
        assert (max(by_day) <= limit, lost) == (True, 0), f"seed {seed}"
        full += by_day[0] == limit
    assert full > len(SEEDS) / 4


def test_who_counts_receipts_instead_of_taking_slots_passes_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: each run knows what it saw at its beginning, and what it did itself."""

    def counted(slots: Slots, limit: int) -> bool:
        slots._taken[len(slots._taken) + 1] = 1
        return len(slots._taken) <= limit

    def begun(slots: Slots, objects: Objects, window: dt.date | str, owner: str) -> None:
        slots.owner, slots.strays, slots._hand, slots._used = owner, [], None, None
        day = str(window)[:10].replace("-", "")
        sent = [name for name in objects.list(PREFIX) if f"/sent-{day}" in name]
        slots._taken = dict.fromkeys(range(1, len(sent) + 1), 1)

    monkeypatch.setattr(Slots, "__init__", begun)
    monkeypatch.setattr(Slots, "take", counted)
    assert any(max(by_day) > limit for limit, by_day, _ in map(history, SEEDS))


@pytest.mark.parametrize("runs", [2, 4])
def test_runs_that_begin_at_the_same_time_with_different_parts_keep_the_limit_together(runs: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(60)
    together = Barrier(runs)

    def one(k: int) -> int:
        mine = outbox(objects, post, START, a_day=20, owner=str(k))
        together.wait(30)
        return mine.send(messages[k::runs], read([])).sent

    with ThreadPoolExecutor(runs) as pool:
        assert sum(pool.map(one, range(runs))) == len(post.taken) == 20


def test_a_slot_under_which_nothing_was_taken_is_somebody_else_s_again() -> None:
    """One address that says later in every run of the day must not use the day up."""
    objects, post, messages = Objects(), PostOffice(), sample(3)
    busy = message_id(messages[0].key, "kota.example")

    def answer(found: str) -> None:
        if found == busy:
            raise TryLater("450")

    post.answer = answer
    for k in range(40):
        run(objects, post, messages[:1], START + k * LIMIT, a_day=2, owner=f"{k}")
    assert run(objects, post, messages, START + 41 * LIMIT, a_day=2).sent == 2


@pytest.mark.parametrize(("error", "used"), [(AnswerLost("?"), 1), (TryLater("450"), 0), (Refused("mailbox"), 0)])
def test_a_mail_that_may_have_been_taken_uses_its_slot(error: Exception, used: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(5)

    def first(found: str) -> None:
        if found == message_id(messages[0].key, "kota.example"):
            raise error

    post.answer = first
    assert run(objects, post, messages, START, a_day=3).sent == 3 - used


def test_a_server_that_cannot_be_reached_uses_no_slot() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)

    def away(_: str) -> None:
        raise NoServer("away")

    post.answer = away
    for k in range(5):
        with pytest.raises(NoServer):
            run(objects, post, messages, START + k * LIMIT, a_day=1)
    post.answer = lambda _: None
    assert run(objects, post, messages, START + 6 * LIMIT, a_day=1).sent == 1


def test_what_a_killed_run_held_is_used_up_and_no_more() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(6)

    def dies() -> None:
        raise Crash

    for step in (1, 2, 3):  # before the slot, after it, before the claim
        with contextlib.suppress(Crash):
            world = Interrupted(objects, post, step, dies)
            outbox(world, world, START, a_day=5, owner=str(step)).send(messages, read(objects.list(PREFIX)))
    assert run(objects, post, messages, START + LIMIT, a_day=5).sent == 3


@pytest.mark.parametrize("others", [0, 1, 3])
def test_a_slot_costs_one_call_and_a_few_where_others_send_at_the_same_time(others: int) -> None:
    objects = Objects()
    ours, *theirs = [Slots(objects, DAY, str(k)) for k in range(1 + others)]
    calls, put = 0, objects.put_if_absent

    def counted(name: str, data: bytes, content_type: str = "") -> bool:
        nonlocal calls
        calls += data == b'{"by":"0"}'
        return put(name, data)

    objects.put_if_absent = counted  # type: ignore[method-assign]
    for _ in range(50):
        for slots in (*theirs, ours):
            assert slots.take(1000)
            slots.use()
    assert calls == 50 * (1 + others)


STRAYS = (
    "readme.txt",
    "",
    "1-1.json",
    "00000-1.json",
    "00002-0.json",
    "00002-1-lain.json",
    "00002.json",
    "x/00002-1.json",
)


def test_what_has_no_slot_s_name_takes_none_and_is_named() -> None:
    objects = Objects()
    for rest in STRAYS:
        objects.held[f"slot/{DAY}/{rest}"] = b"{}"
    slots = Slots(objects, DAY, "a")
    assert set(slots.strays) == {f"slot/{DAY}/{rest}" for rest in STRAYS}
    assert [slots.take(2) and slots.use() is None for _ in range(3)] == [True, True, False]


# The hour


def test_an_hour_has_a_limit_of_its_own_and_the_next_hour_goes_on() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(7)
    first = run(objects, post, messages, START, an_hour=3)
    assert (first.sent, first.over_limit) == (3, 4)
    assert run(objects, post, messages, START + dt.timedelta(minutes=59), an_hour=3).sent == 0
    assert run(objects, post, messages, START + dt.timedelta(hours=1), an_hour=3).sent == 3
    assert run(objects, post, messages, START + dt.timedelta(hours=2), a_day=6, an_hour=3).sent == 0
    assert run(objects, post, messages, START + dt.timedelta(hours=2), an_hour=3).sent == 1


@pytest.mark.parametrize("instances", [2, 4])
def test_instances_that_run_together_keep_the_hour_s_limit_together(instances: int) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(20)
    together = [outbox(objects, post, START, an_hour=12, owner=str(k)) for k in range(instances)]
    seen = [read(objects.list(PREFIX)) for _ in together]
    with ThreadPoolExecutor(instances) as pool:
        reports = list(pool.map(lambda k: together[k].send(messages, seen[k]), range(instances)))
    assert sum(report.sent for report in reports) == 12


def test_a_refused_mail_costs_no_slot_of_the_hour() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)

    def answer(_: str) -> None:
        if not post.taken:
            post.answer = lambda _: None
            raise Refused("mailbox")

    post.answer = answer
    assert run(objects, post, messages, START, an_hour=2).sent == 2

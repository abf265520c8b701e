"""Who comes while a run is under way shares a later one with all others."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from functions.sharing import Late, Once, Shared

PATIENCE = 20.0


class Watched(threading.Condition):
    """Tells how many stand waiting; whoever was called has not waited again before it says so."""

    def __init__(self, news: threading.Condition) -> None:
        super().__init__()
        self.waiting = 0
        self._news = news

    def wait(self, timeout: float | None = None) -> bool:
        with self._news:
            self.waiting += 1
            self._news.notify_all()
        return super().wait(timeout)

    def notify_all(self) -> None:
        with self._news:
            self.waiting = 0
        super().notify_all()


class Hall:
    """Calls as threads, and runs that end when told. A run returns its number; calls and runs are counted together."""

    def __init__(self, make: Callable[..., Shared[int]] = Shared) -> None:
        self._count = itertools.count(1)
        self._news = threading.Condition()
        self.shared = make(PATIENCE, self.tick)
        self._watched = self.shared._changed = Watched(self._news)
        self._pool = ThreadPoolExecutor(64)
        self._gate = threading.Semaphore(0)
        self.calls: list[tuple[int, Hashable, Future[int]]] = []
        self.runs: list[Hashable] = []
        self.under_way = self.most_under_way = 0

    def tick(self) -> float:
        with self._news:
            return float(next(self._count))

    def call(self, kind: Hashable = None, work: Callable[[], int] | None = None, came: float | None = None) -> None:
        """One more call, until it waits, runs, or has been answered."""
        made = next(self._count)
        future = self._pool.submit(self.shared, work or (lambda: self.run(kind)), kind, came)
        self.calls.append((made, kind, future))
        future.add_done_callback(self._told)
        self.settle()

    def run(self, kind: Hashable = None) -> int:
        with self._news:
            number = next(self._count)
            self.runs.append(kind)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
            self._news.notify_all()
        assert self._gate.acquire(timeout=PATIENCE)
        with self._news:
            self.under_way -= 1
        return number

    def end(self) -> None:
        """Let the run under way come to its end, and all whom that answers or lets begin."""
        with self._news:
            begun = len(self.runs)
            self._gate.release()
        with self._news:
            assert self._news.wait_for(lambda: not self.under_way or len(self.runs) > begun, PATIENCE)
        self.settle()

    def _told(self, _: object) -> None:
        with self._news:
            self._news.notify_all()

    def settle(self) -> None:
        """Until each call waits, runs, or has been answered."""

        def quiet() -> bool:
            return self.open == self._watched.waiting + self.under_way

        with self._news:
            assert self._news.wait_for(quiet, PATIENCE)

    @property
    def open(self) -> int:
        return sum(not future.done() for *_, future in self.calls)

    @property
    def results(self) -> list[int]:
        return [future.result(PATIENCE) for *_, future in self.calls]

    def close(self) -> None:
        self._gate.release(1000)
        self._pool.shutdown()


@pytest.fixture
def hall() -> Any:
    found = Hall()
    yield found
    found.close()


def test_forty_calls_at_once_are_two_runs(hall: Hall) -> None:
    for _ in range(40):
        hall.call()
    assert len(hall.runs) == 1
    hall.end()
    assert (len(hall.runs), hall.open) == (2, 39)
    hall.end()
    assert (len(hall.runs), hall.open) == (2, 0)
    assert len(set(hall.results[1:])) == 1


def test_without_sharing_forty_calls_are_forty_runs() -> None:
    class Alone(Shared[int]):
        def _answer(self, kind: Hashable, came: float) -> None:
            return None

    hall = Hall(Alone)
    for _ in range(40):
        hall.call()
    for _ in range(40):
        hall.end()
    hall.close()
    assert len(hall.runs) == 40


def test_a_run_under_way_would_answer_with_what_it_has_not_seen() -> None:
    """The control: whoever is answered by the run that is under way may have come for something later."""

    class Hasty(Shared[int]):
        def _answer(self, kind: Hashable, came: float) -> Any:
            return self._running

    hall = Hall(Hasty)
    hall.call()
    hall.call()
    hall.end()
    hall.close()
    made, _, future = hall.calls[1]
    assert future.result() < made


def test_a_call_that_had_to_wait_for_a_thread_is_answered_by_the_run_that_began_meanwhile(hall: Hall) -> None:
    """As when a server has fewer threads than there are calls."""
    came = hall.tick()
    hall.call()
    hall.call(came=came)
    hall.end()
    hall.call(came=came)
    assert (len(hall.runs), len(set(hall.results))) == (1, 1)
    hall.call()
    assert len(hall.runs) == 2
    hall.end()


def test_a_run_that_broke_is_late_for_those_who_shared_it_and_the_next_call_begins_anew(hall: Hall) -> None:
    def broken() -> int:
        hall.run()
        raise KeyboardInterrupt

    hall.call()
    hall.call(work=broken)
    hall.call(work=broken)
    hall.end()
    hall.end()
    (_, _, first), *others = hall.calls
    assert first.result() > 0
    assert {type(future.exception()) for *_, future in others} == {KeyboardInterrupt, Late}
    hall.call()
    hall.end()
    assert hall.calls[-1][2].result() > 0


def test_nobody_waits_longer_than_the_budget_for_a_run_to_begin() -> None:
    shared: Shared[int] = Shared(0)
    begun, over = threading.Event(), threading.Event()

    def work() -> int:
        begun.set()
        assert over.wait(PATIENCE)
        return 1

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(shared, work)
        assert begun.wait(PATIENCE)
        with pytest.raises(Late):
            shared(lambda: 2)
        over.set()
        assert first.result(PATIENCE) == 1
    assert shared(lambda: 3) == 3


class Calls(RuleBasedStateMachine):
    """Calls of several kinds come and runs end, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = Hall()

    @rule(kind=st.sampled_from(["", "donors", "weekly"]), times=st.integers(1, 4))
    def come(self, kind: str, times: int) -> None:
        for _ in range(times):
            self.hall.call(kind)

    @rule()
    def end(self) -> None:
        """No precondition: which kind begins first is the threads' choice, and examples must not depend on it."""
        if self.hall.under_way:
            self.hall.end()

    @invariant()
    def one_run_at_a_time_and_one_to_come_of_each_kind(self) -> None:
        assert self.hall.most_under_way <= 1
        assert bool(self.hall.open) == bool(self.hall.under_way)

    @invariant()
    def each_answer_comes_from_a_run_of_its_kind_that_began_after_the_call(self) -> None:
        for made, _, future in self.hall.calls:
            assert not future.done() or future.result() > made

    def teardown(self) -> None:
        kinds, ended = {kind for _, kind, future in self.hall.calls if not future.done()}, 0
        while self.hall.open:
            self.hall.end()
            ended += 1
        self.hall.close()
        assert ended <= len(kinds) + 1


TestCalls = Calls.TestCase
TestCalls.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_an_instance_is_made_once_however_many_ask_and_again_after_a_failure() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise ValueError("belum")
        return len(made)

    once = Once(make)
    with pytest.raises(ValueError, match="belum"):
        once()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: once(), range(40))) == {2}

"""Who calls while a run is under way shares the next one with all others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from functions.sharing import Late, Once, Shared

PATIENCE = 20.0


class Hall:
    """Calls as threads, and runs that end when told. Each run returns how many calls had been made when it began."""

    def __init__(self, call: Callable[[Callable[[], int]], int]) -> None:
        self._call = call
        self._pool = ThreadPoolExecutor(64)
        self._gate = threading.Semaphore(0)
        self.made = 0
        self.runs = 0
        self._begun = threading.Condition()

    def call(self) -> Future[int]:
        self.made += 1
        return self._pool.submit(self._call, self._run)

    def _run(self) -> int:
        seen = self.made
        with self._begun:
            self.runs += 1
            self._begun.notify_all()
        assert self._gate.acquire(timeout=PATIENCE)
        return seen

    def until_runs(self, number: int) -> None:
        with self._begun:
            assert self._begun.wait_for(lambda: self.runs >= number, PATIENCE)

    def end(self, runs: int = 1) -> None:
        self._gate.release(runs)

    def close(self) -> None:
        self.end(100)
        self._pool.shutdown()


def gathered(hall: Hall, shared: Shared[int]) -> list[Future[int]]:
    """One call whose run is under way, and 39 more that have all come to wait."""
    calls = [hall.call()]
    hall.until_runs(1)
    waiting = threading.Semaphore(0)

    class Counted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waiting.release()
            return super().wait(timeout)

    calls.append(hall.call())
    while None not in shared._next:  # until the second call has made the turn that the others join
        pass
    shared._next[None].over = Counted()
    calls += [hall.call() for _ in range(38)]
    for _ in range(38):
        assert waiting.acquire(timeout=PATIENCE)
    return calls


def test_forty_calls_at_once_are_two_runs_and_each_is_answered_by_one_that_began_after_it() -> None:
    shared: Shared[int] = Shared(PATIENCE)
    hall = Hall(shared)
    try:
        calls = gathered(hall, shared)
        hall.end()
        hall.until_runs(2)
        hall.end()
        results = [call.result(PATIENCE) for call in calls]
    finally:
        hall.close()
    assert hall.runs == 2
    assert results == [1] + [40] * 39


def test_without_sharing_forty_calls_are_forty_runs() -> None:
    hall = Hall(lambda run: run())
    try:
        calls = [hall.call() for _ in range(40)]
        hall.end(40)
        for call in calls:
            call.result(PATIENCE)
    finally:
        hall.close()
    assert hall.runs == 40


def test_a_runs_failure_is_everyones_and_the_next_call_tries_again() -> None:
    shared: Shared[int] = Shared(PATIENCE)
    fails = True

    def run() -> int:
        value = hall._run()
        if fails and value > 1:
            raise ValueError("contoh")
        return value

    hall = Hall(lambda _: shared(run))
    try:
        calls = gathered(hall, shared)
        hall.end(2)
        assert calls[0].result(PATIENCE) == 1
        for call in calls[1:]:
            with pytest.raises(ValueError, match="contoh"):
                call.result(PATIENCE)
        fails = False
        hall.end()
        assert hall.call().result(PATIENCE) == 41
    finally:
        hall.close()


def test_different_kinds_of_work_do_not_answer_each_other() -> None:
    shared: Shared[str] = Shared(PATIENCE)
    assert [shared(lambda: "donors", "donors"), shared(lambda: "weekly", "weekly")] == ["donors", "weekly"]


def test_nobody_waits_longer_than_the_budget_for_a_run_to_begin() -> None:
    shared: Shared[int] = Shared(0.01)
    hall = Hall(shared)
    try:
        first = hall.call()
        hall.until_runs(1)
        with pytest.raises(Late):
            hall.call().result(PATIENCE)
        hall.end()
        assert first.result(PATIENCE) == 1
        hall.end()
        assert hall.call().result(PATIENCE) == 3
    finally:
        hall.close()


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

"""Runs that callers share: who calls while one runs is answered by the next one, together with all who came meanwhile.

A caller is told of a run that began after the call, so whatever it came for has been looked at. However many call, one
run is under way, and of each kind at most one is to come.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Late(Exception):
    """The run that would have answered did not come to its end in time. It answers whoever still waits."""

    def __init__(self) -> None:
        super().__init__("other calls are still being answered")


class _Turn(Generic[T]):
    """A run that somebody is about to begin, and what came of it for all who wait."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None


class Shared(Generic[T]):
    """`shared(work)` returns what a run of `work` returns that begins after the call: its own, or somebody else's.

    Callers with the same `kind` pass work that does the same. Nobody waits for a run to begin for longer than
    `seconds`, and nobody for its end for longer than twice that.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running = threading.Lock()
        self._turns = threading.Lock()
        self._next: dict[Hashable, _Turn[T]] = {}

    def __call__(self, work: Callable[[], T], kind: Hashable = None) -> T:
        """Raises what the run raised, to everybody alike, and Late."""
        with self._turns:
            turn = self._next.get(kind)
            mine = turn is None
            if turn is None:
                turn = self._next[kind] = _Turn()
        if mine:
            self._run(turn, work, kind)
        elif not turn.over.wait(2 * self._seconds):
            raise Late
        if turn.error is not None:
            raise turn.error
        return turn.result  # type: ignore[return-value]

    def _run(self, turn: _Turn[T], work: Callable[[], T], kind: Hashable) -> None:
        begun = self._running.acquire(timeout=self._seconds)
        with self._turns:
            # Whoever calls from here on may have come for something that this run does not see any more.
            del self._next[kind]
        try:
            if not begun:
                raise Late
            turn.result = work()
        except BaseException as error:
            turn.error = error
        finally:
            if begun:
                self._running.release()
            turn.over.set()


class Once(Generic[T]):
    """`once()` is what `make` returned the first time that it did not raise, however many threads ask."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        """Raises what `make` raises; the next call tries again."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

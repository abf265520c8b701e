"""Runs that callers share: who comes while one is under way is answered by a later one, together with all who came.

A caller is told of a run that began after the call had come, so whatever it came for has been looked at. However many
come, one run is under way at a time, and each begins only because somebody came after the last one had begun.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Late(Exception):
    """No run that could have answered began, or came to its end, in time."""

    def __init__(self) -> None:
        super().__init__("other calls are still being answered")


class _Run(Generic[T]):
    """What was begun when, for whom, and what came of it: nothing as long as it is under way."""

    def __init__(self, kind: Hashable, began: float) -> None:
        self.kind, self.began = kind, began
        self.results: list[T] = []


class Shared(Generic[T]):
    """`shared(work)` returns what a run of `work` returns that began after the call: its own, or somebody else's.

    Callers with the same `kind` pass work that does the same. Nobody waits for a run to begin for longer than
    `seconds`, and nobody for its end for longer than that again.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._changed = threading.Condition()
        self._running: _Run[T] | None = None
        self._last: dict[Hashable, _Run[T]] = {}

    def __call__(self, work: Callable[[], T], kind: Hashable = None, came: float | None = None) -> T:
        """`came` is when the call came, by the same clock: now, unless it had to wait for a thread. Raises Late.

        What the work raises only its own caller gets; for those who share the run it is Late.
        """
        came = self._clock() if came is None else came
        with self._changed:
            self._wait_until(lambda: self._running is None or self._answer(kind, came) is not None)
            run = self._answer(kind, came)
            if run is not None:
                self._wait_until(lambda: self._running is not run)
                if run.results:
                    return run.results[0]
                raise Late
            run = self._running = _Run(kind, self._clock())
        try:
            run.results.append(work())
        finally:
            with self._changed:
                self._running = None
                if run.results:
                    self._last[kind] = run
                self._changed.notify_all()
        return run.results[0]

    def _answer(self, kind: Hashable, came: float) -> _Run[T] | None:
        """The run that answers a call, under way or over. One that began just when the call came may be too early."""
        for run in (self._running, self._last.get(kind)):
            if run is not None and run.kind == kind and run.began > came:
                return run
        return None

    def _wait_until(self, true: Callable[[], bool]) -> None:
        if not self._changed.wait_for(true, self._seconds):
            raise Late


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

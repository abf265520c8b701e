"""How long and how often to try again: exponential back-off with full jitter, inside a time budget."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from copy import copy
from typing import TypeVar

from functions.gapi.errors import Ambiguous, Retryable

T = TypeVar("T")


class Patience:
    """A budget of seconds that all calls of one invocation share.

    Full jitter keeps instances that were refused together from coming back together.
    """

    def __init__(
        self,
        seconds: float,
        *,
        first: float = 0.5,
        longest: float = 16,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._ends = clock() + seconds
        self._first, self._longest = first, longest
        self._clock, self._sleep, self._chance = clock, sleep, chance

    def left(self) -> float:
        """Seconds that remain."""
        return self._ends - self._clock()

    def at_most(self, seconds: float) -> Patience:
        """A budget inside this one, for what the rest must not wait for."""
        found = copy(self)
        found._ends = min(self._ends, self._clock() + seconds)
        return found

    def keep_trying(self, call: Callable[[], T], *, repeatable: bool) -> T:
        """Call until it succeeds or the budget is spent; then the last error is raised.

        Only a `repeatable` call is made again when its first outcome is unknown.
        """
        attempt = 0
        while True:
            try:
                return call()
            except (Retryable, Ambiguous) as error:
                if isinstance(error, Ambiguous) and not repeatable:
                    raise
                pause = self._chance() * min(self._longest, self._first * 2**attempt)
                pause = max(pause, getattr(error, "after", 0))
                if pause >= self.left():
                    raise
                self._sleep(pause)
                attempt += 1

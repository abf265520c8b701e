"""Faults that a test or a person asks for: queued per API method, taken one a call, and asked afterwards if used up.

Each kind says where it is known from, and what of Google's real behaviour is not known.
"""

import itertools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple

from local.wire.jsontypes import Json


class Kind(NamedTuple):
    """What a fault does and how well that is known."""

    does: str
    source: str
    unknown: str


KINDS: Mapping[str, Kind] = {
    "latency": Kind(
        "The call waits `seconds` before it is handled.",
        "Cloud Run and Sheets latency as anybody measures it.",
        "The real distribution.",
    ),
    "rate_limit": Kind(
        "Answers 429 RESOURCE_EXHAUSTED; nothing is applied.",
        "developers.google.com/workspace/sheets/api/limits",
        "Whether a refused call counts against the quota.",
    ),
    "unavailable": Kind(
        "Answers 503 UNAVAILABLE; nothing is applied.",
        "developers.google.com/workspace/sheets/api/troubleshoot-api-errors (503)",
        "How often a real 503 was applied all the same.",
    ),
    "lost_answer": Kind(
        "The call is applied; the answer is lost: 503, or with `answer: close` the connection is cut.",
        "cloud.google.com/storage/docs/retry-strategy (a retry after an ambiguous failure); any network.",
        "How often it happens to Sheets.",
    ),
    "applied_late": Kind(
        "Answers 503 now; applied after `seconds`, or when `POST /_local/late` says so.",
        "A time-out in front of a server that goes on working.",
        "Whether Sheets ever does so, and how late.",
    ),
}
"""What any call may meet. A stand-in adds what only its own methods can do."""

ANSWERS = ("503", "close")


@dataclass(slots=True)
class Fault:
    """`times` counts down as calls use it."""

    fault_id: int
    method: str
    kind: str
    times: int = 1
    seconds: float = 0.0
    answer: str = "503"

    def as_json(self) -> Json:
        return asdict(self)


class Faults:
    """The queue of faults and the log of those used."""

    def __init__(self, kinds: Mapping[str, Kind] = KINDS) -> None:
        self.kinds = kinds
        self._numbers = itertools.count(1)
        self._queue: list[Fault] = []
        self.used: list[Json] = []

    def add(self, method: str, kind: str, *, times: int = 1, seconds: float = 0.0, answer: str = "503") -> Fault:
        """Queue a fault. ValueError for an unknown kind or answer, so that a typing error is not a silent no-op."""
        if kind not in self.kinds:
            raise ValueError(f"unknown fault kind {kind!r}; known: {', '.join(self.kinds)}")
        if answer not in ANSWERS:
            raise ValueError(f"unknown answer {answer!r}; known: {', '.join(ANSWERS)}")
        if times < 1 or seconds < 0:
            raise ValueError("times must be at least 1 and seconds not negative")
        fault = Fault(next(self._numbers), method, kind, times, seconds, answer)
        self._queue.append(fault)
        return fault

    def take(self, method: str) -> Fault | None:
        """The next fault queued for `method`, one use of it."""
        for fault in self._queue:
            if fault.method == method:
                fault.times -= 1
                if not fault.times:
                    self._queue.remove(fault)
                self.used.append({**fault.as_json(), "times": 1})
                return fault
        return None

    def waiting(self) -> list[Fault]:
        return list(self._queue)

    def clear(self) -> None:
        self._queue.clear()
        self.used.clear()

"""How long an instance of commit takes to answer its first call, beside a function that does nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.processes import COMMIT, Served, Source

BARE = Source(Path(__file__).with_name("bare.py"), "bare")


@dataclass(frozen=True, slots=True)
class Start:
    """From starting the process to its first answer: seconds, processor seconds among them, peak memory."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Medians."""

    commit: Start
    bare: Start


def measure(environment: Mapping[str, str], repeats: int) -> ColdStart:
    """Both by turns, so that whatever else the machine does meets both."""
    commit, bare = [], []
    for _ in range(repeats):
        bare.append(_start(BARE, {}))
        commit.append(_start(COMMIT, environment))
    return ColdStart(_median(commit), _median(bare))


def _start(source: Source, environment: Mapping[str, str]) -> Start:
    with Served(source, environment) as function:
        return Start(function.ready, function.processor_seconds(), function.peak_megabytes())


def _median(starts: Sequence[Start]) -> Start:
    return Start(
        median(start.seconds for start in starts),
        median(start.processor for start in starts),
        median(start.megabytes for start in starts),
    )

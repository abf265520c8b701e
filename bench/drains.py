"""Drains by commit as it is served, over ledgers of different sizes."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from bench.ledgers import BUDGET, Seeded, environment, reach, submit
from bench.processes import COMMIT, Served
from bench.replay import recording, replayed
from bench.standin import StandIn
from functions.gapi.patience import Patience
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from tests.city import NOW

STEPS = ("read", "decide", "put", "show")
COLD, WARM, IDLE = "cold", "warm", "idle"
_APART = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Drain:
    """Medians of one kind of drain, in seconds; `processor` is processor time, `standin` what its calls take alone."""

    ledger: int
    waiting: int
    instance: str
    total: float
    processor: float
    steps: Mapping[str, float]
    standin: float
    entries: int
    megabytes: float


@dataclass(frozen=True, slots=True)
class _Once:
    seconds: float
    processor: float
    report: Mapping[str, Any]
    megabytes: float


def measure(ledger: Seeded, waiting: int, repeats: int) -> list[Drain]:
    """A cold drain, a warm one and one that finds nothing, each on a fresh copy of the ledger."""
    found: dict[str, list[_Once]] = {COLD: [], WARM: [], IDLE: []}
    for _ in range(repeats):
        for instance, once in _round(ledger, waiting):
            found[instance].append(once)
    alone = _standin(ledger, waiting)
    return [_median(ledger, waiting, instance, runs, alone[instance]) for instance, runs in found.items()]


def _round(ledger: Seeded, waiting: int) -> Iterator[tuple[str, _Once]]:
    with tempfile.TemporaryDirectory() as folder, StandIn(ledger.copy(Path(folder) / "ledger.sqlite").data) as google:
        arrive = _Arrivals(google, ledger, waiting)
        arrive()
        with Served(COMMIT, environment(google, ledger.place)) as commit:
            yield COLD, _poke(commit, waiting)
            arrive()
            yield WARM, _poke(commit, waiting)
            yield IDLE, _poke(commit, 0)


class _Arrivals:
    """The next responses, each time it is called."""

    def __init__(self, google: StandIn, ledger: Seeded, waiting: int) -> None:
        self._google, self._ledger, self._waiting, self._turn = google, ledger, waiting, count(1)

    def __call__(self) -> None:
        turn = next(self._turn)
        last = self._ledger.commitments + turn * self._waiting
        end = NOW + turn * dt.timedelta(minutes=30)
        for _ in submit(self._google, self._ledger.place.form, range(last - self._waiting, last), end, _APART):
            pass


def _poke(commit: Served, expected: int) -> _Once:
    before = commit.processor_seconds()
    seconds, report = commit.poke()
    if report["responses"] != expected or report["alerts"]:
        raise RuntimeError(f"this drain should have decided {expected} responses: {report}")
    return _Once(seconds, commit.processor_seconds() - before, report, commit.peak_megabytes())


def _standin(ledger: Seeded, waiting: int) -> dict[str, float]:
    """Seconds that the calls of each kind of drain take alone."""
    with tempfile.TemporaryDirectory() as folder, StandIn(ledger.copy(Path(folder) / "ledger.sqlite").data) as google:
        _, session = reach(google, ledger.place)
        arrive, instance, found = _Arrivals(google, ledger, waiting), Ledger(ledger.place), {}
        for kind in (COLD, WARM, IDLE):
            if kind is not IDLE:
                arrive()
            with recording(session.http) as sent:
                instance.drain(Google.at(ledger.place, session, Patience(BUDGET)), NOW)
            found[kind] = replayed(sent)
        return found


def _median(ledger: Seeded, waiting: int, instance: str, runs: list[_Once], standin: float) -> Drain:
    return Drain(
        ledger=ledger.commitments,
        waiting=0 if instance == IDLE else waiting,
        instance=instance,
        total=median(run.seconds for run in runs),
        processor=median(run.processor for run in runs),
        steps={step: median(run.report["seconds"].get(step, 0) for run in runs) for step in STEPS},
        standin=standin,
        entries=runs[0].report["entries"],
        megabytes=max(run.megabytes for run in runs),
    )

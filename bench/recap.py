"""Recaps as they are served, over ledgers of different sizes: `python -m bench.recap`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.ledgers import BUDGET, Seeded, environment, reach, seed
from bench.processes import ROOT, Served, Source
from bench.standin import StandIn
from functions.gapi.session import Effect

RECAP = Source(ROOT / "local" / "demo" / "clocked.py", "recap")
_OPEN, _TOPIC, _NOW = "ukur-data-terbuka", "projects/lokal/topics/jawaban", "2020-04-24T18:00:00+07:00"


@dataclass(frozen=True, slots=True)
class Recapped:
    """One recap: seconds of wall clock and of processor, and the most memory that the instance ever held."""

    ledger: int
    run: str
    total: float
    processor: float
    megabytes: float


def measure(ledger: Seeded) -> Iterator[Recapped]:
    """The first recap of a cold instance, which writes everything, and a second one that finds all in order."""
    with tempfile.TemporaryDirectory() as folder, StandIn(ledger.copy(Path(folder) / "ledger.sqlite").data) as google:
        _, session = reach(google, ledger.place)
        url = "https://storage.googleapis.com/storage/v1/b?project=lokal"
        session.request("storage.buckets.insert", "POST", url, Effect.ONCE, json={"name": _OPEN})
        google.control.set_clock(now=_NOW)
        more = {"KSBB_OPEN_BUCKET": _OPEN, "KSBB_TOPIC": _TOPIC, "KSBB_RECAP_SECONDS": f"{BUDGET:.0f}"}
        with Served(RECAP, environment(google, ledger.place) | more) as recap:
            for run in ("first", "again"):
                before = recap.processor_seconds()
                seconds, report = recap.poke()
                if report["failed"] or not report["recap"]:
                    raise RuntimeError(f"this recap did not do everything: {report}")
                processor = recap.processor_seconds() - before
                yield Recapped(ledger.commitments, run, seconds, processor, recap.peak_megabytes())


def show(sizes: Sequence[int]) -> list[Recapped]:
    """Measure and print, one line a run."""
    found: list[Recapped] = []
    print("\nRecaps, served by functions-framework (synthetic ledgers)")
    print(f"{'ledger':>7} {'run':>6} {'seconds':>8} {'cpu':>6} {'MB':>5}")
    with tempfile.TemporaryDirectory(prefix="ksbb-bench-") as folder:
        for size in sizes:
            for one in measure(seed(Path(folder), size)):
                found.append(one)
                line = f"{one.ledger:7} {one.run:>6} {one.total:8.1f} {one.processor:6.1f} {one.megabytes:5.0f}"
                print(line, flush=True)
    return found


def main() -> None:
    """Measure ledgers of the sizes given."""
    parser = argparse.ArgumentParser(prog="python -m bench.recap", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[0, 1_000, 10_000])
    show(parser.parse_args().sizes)


if __name__ == "__main__":
    main()

"""`python -m bench`: drains over ledgers of 0 and 10,000 commitments, recaps, cold starts, and the naive way."""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import coldstart, drains, naive, recap
from bench.coldstart import ColdStart, Start
from bench.drains import Drain
from bench.ledgers import seed


def main() -> None:
    """Measure, print, and write JSON if asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller ledgers, fewer repeats: about half a minute")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    sizes, waiting, repeats = ((0, 1_000), (1, 100), 1) if options.quick else ((0, 10_000), (1, 1_000), 3)
    started = coldstart.measure({}, 3 if options.quick else 11)
    _print_starts(started)
    found = _drains(sizes, waiting, repeats)
    recaps = recap.show(sizes)
    ways = naive.show(1 if options.quick else 2)
    if options.json:
        machine = {"python": platform.python_version(), "machine": platform.machine()}
        figures = {**machine, "cold_start": asdict(started), "drains": [asdict(drain) for drain in found]}
        figures["recaps"] = [asdict(one) for one in recaps]
        figures["two_at_once"] = [asdict(way) for way in ways]
        options.json.write_text(json.dumps(figures, indent=1))


def _drains(sizes: Sequence[int], waiting: Sequence[int], repeats: int) -> list[Drain]:
    found: list[Drain] = []
    print(_HEADER)
    with tempfile.TemporaryDirectory(prefix="ksbb-bench-") as folder:
        for size in sizes:
            ledger = seed(Path(folder), size)
            for some in waiting:
                measured = drains.measure(ledger, some, repeats)
                found += measured
                for drain in measured:
                    print(_line(drain), flush=True)
    print(_FOOTER)
    return found


_HEADER = (
    "\nDrains by commit, served by functions-framework, in milliseconds (medians; synthetic ledgers)\n"
    f"{'ledger':>7} {'waiting':>7} {'instance':>8} {'total':>7} {'cpu':>6} | "
    f"{'read':>7} {'decide':>7} {'put':>7} {'show':>7} | {'stand-in':>8} {'MB':>5}"
)

_FOOTER = """
cold: the first drain of an instance that has just started; it folds a checkpoint and up to 100 entries.
cpu: processor time of the instance, whatever else the machine does.
stand-in: the same calls by a bare requests loop, one after the other; a drain makes some of them side by side."""


def _line(drain: Drain) -> str:
    total, processor = f"{drain.total * 1000:7.0f}", f"{drain.processor * 1000:6.0f}"
    steps = " ".join(f"{drain.steps[step] * 1000:7.0f}" for step in drains.STEPS)
    who = f"{drain.ledger:7} {drain.waiting:7} {drain.instance:>8}"
    return f"{who} {total} {processor} | {steps} | {drain.standin * 1000:8.0f} {drain.megabytes:5.0f}"


def _print_starts(found: ColdStart) -> None:
    print("Cold start: from starting the process to its first answer (medians)")
    print(_start_line("functions-framework alone", found.bare) + "   the baseline")
    times = found.commit.seconds / found.bare.seconds, found.commit.processor / found.bare.processor
    print(_start_line("commit", found.commit), f"  {times[0]:.2f} x the baseline, {times[1]:.2f} x in cpu", flush=True)


def _start_line(name: str, start: Start) -> str:
    cpu = f"{start.processor * 1000:5.0f} ms cpu"
    return f"  {name:26} {start.seconds * 1000:6.0f} ms  {cpu}  {start.megabytes:4.0f} MB"


if __name__ == "__main__":
    main()

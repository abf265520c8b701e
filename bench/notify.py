"""`python -m bench.notify`: messages and letters a second, what is due over a season, mails over TLS, memory.

All figures are of synthetic states on this machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

from functions.core.events import LineDecided
from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.notify.due.message import Kind, Message
from functions.notify.due.rules import due
from functions.notify.sending.smtp import Server, Smtp
from functions.notify.writing import letter
from local.mailbox.certificate import contexts
from local.mailbox.samples import book, composer, line, people, samples, state_of
from local.mailbox.server import HOST, Mailbox

_NOW = dt.datetime(2020, 4, 24, 10, tzinfo=JAKARTA)
_TARGETS = 60


def main() -> None:
    """Measure, print, and write JSON if asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench.notify", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    figures = measured(0.1 if options.quick else 1.0)
    for name, value in figures.items():
        print(f"{name:<44}{value:>12,.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


def measured(part: float) -> dict[str, float]:
    """Figures by name."""
    state = season(int(10_000 * part))
    found = due(state, book(_TARGETS), people(), _NOW)
    figures = {
        f"lines in the state ({len(found)} messages due)": float(len(state.lines)),
        "due() over them, ms": 1000 / rate(lambda: due(state, book(_TARGETS), people(), _NOW), 3),
    }
    for sample in samples():
        if "panjang" not in sample.name:
            figures[f"{sample.name} composed a second"] = rate(
                _writing(sample.composer.write, sample.message), 60 * part
            )
    accepted = next(s for s in samples() if s.message.kind is Kind.ACCEPTED)
    figures["letters a second"] = rate(lambda: letter.pdf(accepted.composer.letter(accepted.message)), 200 * part)
    figures["acceptances over TLS a second"] = _posted(int(200 * part))
    figures |= _large()
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _large() -> dict[str, float]:
    """A digest of 500 lines for one person in charge."""
    writer = composer(state_of((_NOW, [line(n) for n in range(1, 501)])))
    tomorrow = _NOW + dt.timedelta(days=1)
    digest = next(m for m in due(writer.state, writer.book, writer.people, tomorrow) if m.kind is Kind.PJ)
    return {
        "a digest of 500 lines composed, ms": 1000 / rate(lambda: writer.write(digest), 3),
        "its WhatsApp text, ms": 1000 / rate(lambda: writer.whatsapp_text(digest), 3),
    }


def _writing(write: Callable[[Message], object], message: Message) -> Callable[[], object]:
    return lambda: write(message)


def rate(call: Callable[[], object], times: float) -> float:
    """Calls a second, after one that warms up."""
    call()
    started, count = time.perf_counter(), max(3, int(times))
    for _ in range(count):
        call()
    return count / (time.perf_counter() - started)


def season(lines: int) -> State:
    """Accepted lines over all targets."""
    events: list[LineDecided] = [line(n, target=f"RW-{n % _TARGETS + 1}") for n in range(1, lines + 1)]
    return state_of((_NOW, events))


def _posted(count: int) -> float:
    """Composed and handed in over TLS, one connection."""
    state = season(count)
    writer = composer(state)
    messages = [m for m in due(state, writer.book, writer.people, _NOW) if m.kind is Kind.ACCEPTED]
    server, client = contexts()
    with Mailbox(tls=server) as box, Smtp(Server(HOST, box.port, "", "", "starttls", 20, client)) as post:
        started = time.perf_counter()
        for message in messages:
            post.send(writer.write(message))
        return len(box.mails) / (time.perf_counter() - started)


if __name__ == "__main__":
    main()

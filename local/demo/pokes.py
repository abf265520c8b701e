"""Making the commit processes look: one thread each, as often as asked, so that they drain at the same time."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from local.demo.processes import FunctionServer, report_of

_ATTEMPTS = 40
_PAUSE = 0.15


class NeverQuiet(Exception):
    """The processes still have something to do, or fail, after many drains."""


def envelope(number: int) -> dict[str, Any]:
    """A Pub/Sub push as a form's watch causes it."""
    attributes = {"eventType": "RESPONSES", "watchId": "demo"}
    message = {"messageId": str(number), "attributes": attributes}
    return {"message": message, "subscription": "projects/lokal/subscriptions/demo"}


class Pokes:
    """Pokes all servers in the background while something happens, and until nothing is left to do."""

    def __init__(self, servers: Sequence[FunctionServer]) -> None:
        self._servers = servers
        self._numbers = itertools.count(1)

    @contextmanager
    def meanwhile(self) -> Iterator[None]:
        """All servers drain again and again, side by side, until the block ends."""
        done = threading.Event()

        def keep_poking(server: FunctionServer) -> None:
            while not done.is_set():
                server.poke(envelope(next(self._numbers)))
                done.wait(_PAUSE)

        threads = [threading.Thread(target=keep_poking, args=(server,), daemon=True) for server in self._servers]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            done.set()
            for thread in threads:
                thread.join()

    def once(self) -> None:
        """One more poke of the first server."""
        self._servers[0].poke(envelope(next(self._numbers)))

    def settle(self) -> None:
        """Drain, one server after the other, until each finds nothing to do, and the first again. Raises NeverQuiet."""
        quiet = 0
        for server in itertools.islice(itertools.cycle(self._servers), _ATTEMPTS * len(self._servers)):
            report = report_of(server.poke())
            quiet = quiet + 1 if _nothing_done(report) else 0
            if quiet > len(self._servers):
                return
        raise NeverQuiet(f"after {_ATTEMPTS} drains each: {self._servers[-1].answers[-1]['body']}")


def _nothing_done(report: dict[str, Any]) -> bool:
    did = ("entries", "private_rows", "public_rows", "requests", "responses")
    return bool(report) and not any(report[key] for key in did)

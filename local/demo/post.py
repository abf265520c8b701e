"""The demo's post: the processes of the function `notify` send until nothing waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.demo.processes import report_of
from local.demo.stage import Stage
from local.mailbox.server import Step

_ROUNDS = 30
_LATER = dt.timedelta(minutes=10)
"""Longer than a claim holds: what the mail server put off is tried again then."""


class NeverDone(Exception):
    """Messages are still waiting, or the function fails, after many rounds."""


_PUT_OFF: tuple[tuple[Step, str], ...] = (("RCPT", "450 4.2.0 Sibuk"), ("BODY", "451 4.3.0 Coba lagi nanti"))
_TROUBLE: tuple[tuple[tuple[Step, str], ...], ...] = (
    (("RCPT", "550 Domain contoh.example has exceeded the max emails per hour (200/200 (100%)) allowed."),),
    (("RCPT", "550 5.1.1 Kotak surat tidak dikenal"),),
)
"""What else goes wrong, round by round: a provider's limit, then an address that is said to be none."""


class Post:
    """Has the messages sent that are due. With `faults`, the mail server puts two mails off each time, and more."""

    def __init__(self, stage: Stage, *, faults: bool) -> None:
        self._stage, self._faults = stage, faults
        self._trouble = iter(_TROUBLE)

    def deliver(self) -> None:
        """All processes at the same time, until none has anything to send or to show. Raises NeverDone."""
        if self._faults:
            for step, answer in (*next(self._trouble, ()), *_PUT_OFF):
                self._stage.box.answer(step, answer)
        with self._stage.not_counted(), ThreadPoolExecutor(len(self._stage.notifiers)) as pool:
            for _ in range(_ROUNDS):
                reports = list(pool.map(lambda server: report_of(server.poke()), self._stage.notifiers))
                if all(reports) and not any(_did(report) for report in reports):
                    return
                if not any(report and report["mail"]["sent"] for report in reports):
                    self._stage.move_clock(_LATER)
        raise NeverDone(f"after {_ROUNDS} rounds: {self._stage.notifiers[-1].answers[-1]['body']}")


def _did(report: Mapping[str, Any]) -> bool:
    """Mails over the day's limit are held back until the next day: nothing to wait for."""
    mail = report["mail"]
    return any((mail["sent"], mail["refused"], mail["later"], mail["taken"], report["contacts"], report["rows"]))

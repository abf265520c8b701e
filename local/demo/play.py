"""The week on stage: waves of forms, staff's deeds between them, drains all the while."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Callable

from local.demo import trouble
from local.demo.donors import Donors
from local.demo.office import Office
from local.demo.pokes import Pokes
from local.demo.post import Post
from local.demo.processes import report_of
from local.demo.scenario import Scenario, Wave
from local.demo.staff import Paused
from local.demo.stage import Stage

Say = Callable[[str], None]


class Play:
    """Plays a scenario. With `faults`, Google misbehaves, and the processes drain while things are being typed."""

    def __init__(self, stage: Stage, scenario: Scenario, say: Say, *, faults: bool) -> None:
        self._stage, self._scenario, self._say, self._faults = stage, scenario, say, faults
        self._pokes = Pokes(stage.servers)
        self._donors = Donors(stage, scenario.submissions)
        self._office = Office(stage, self._donors.ids)
        self._post = Post(stage, faults=faults)

    def run(self) -> None:
        """All waves, until nothing is left to decide or to show."""
        for number, wave in enumerate(self._scenario.waves):
            self._say(f"{wave.title}: {len(wave.submissions)} forms, then {len(wave.deeds)} staff deeds")
            if self._faults:
                trouble.start(self._stage.google.control, number)
            self._forms(wave)
            self._deeds(wave)
            if wave.edited:
                self._donors.edit(wave.edited)
            self._post.deliver()
            self._say(f"  {self._so_far()}")

    def _busy(self) -> contextlib.AbstractContextManager[None]:
        return self._pokes.meanwhile() if self._faults else contextlib.nullcontext()

    def _forms(self, wave: Wave) -> None:
        with self._busy():
            for submission in wave.submissions:
                self._donors.send(submission)
                for _ in range(submission.pokes - 1):
                    self._pokes.once()
        self._settle()
        hidden = max(submission.seconds_hidden for submission in wave.submissions)
        if hidden:
            self._donors.let_pass(hidden)
            self._settle()
        self._donors.learn_ids()

    def _deeds(self, wave: Wave) -> None:
        for paused, deeds in itertools.groupby(wave.deeds, lambda deed: isinstance(deed, Paused)):
            if not paused:
                with self._busy():
                    for deed in deeds:
                        self._office.do(deed)
                self._settle()

    def _settle(self) -> None:
        """Drain until quiet; writes that Google held back happen first, and must then be repaired."""
        self._pokes.settle()
        if self._stage.google.control.apply_late():
            self._pokes.settle()

    def _so_far(self) -> str:
        reports = [report_of(answer) for server in self._stage.servers for answer in server.answers]
        done = Counter[str]()
        for report in reports:
            done.update({key: value for key, value in report.items() if isinstance(value, int)})
        failed = sum(not report for report in reports)
        return (
            f"{len(reports)} drains ({failed} failed, {done['conflicts']} lost a race), {done['entries']} entries, "
            f"{done['lines']} lines, {done['requests']} requests, {len(self._stage.box.mails)} mails"
        )

"""An ordinary office at work, simulated: hundreds of acts, many with the same text, and now and then an accident.

`KSBB_ACTS=10000 pytest tests/core/test_office.py` plays that many acts; without it some hundreds are played.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace

import pytest

from functions.core import decide as deciding
from functions.core.book import StaffRequest
from functions.core.requests import possible
from functions.core.state import State
from sheets_schema.terms import Action
from tests.core.samples import codes, decided, packages, start
from tests.core.test_repeats import read

ACTS = int(os.environ.get("KSBB_ACTS", "200"))
LINES = 60


@dataclass
class Office:
    """Lines, what stands in the green columns beside them, and how often a request was refused for no fault of its."""

    rng: random.Random
    state: State = field(default_factory=start)
    rows: dict[int, StaffRequest] = field(default_factory=dict)
    refused: int = 0

    def __post_init__(self) -> None:
        decided(*(packages(n, 1) for n in range(1, LINES + 1)), state=self.state)

    def work(self) -> None:
        """One act: some rows emptied, the same asked of ten lines, or of one line what its status allows."""
        roll = self.rng.random()
        if roll < 0.03:
            self.rows = {n: row for n, row in self.rows.items() if self.rng.random() > 1 / 3}
        elif roll < 0.1:
            same = StaffRequest(Action.ARRIVED, 1, None, "", "AB")
            self.ask(dict.fromkeys(self.rng.sample(range(1, LINES + 1), 10), same))
        else:
            n = self.rng.randint(1, LINES)
            action = self.rng.choice(possible(self.state.lines[n].status))
            amount = 1 if action in {Action.ARRIVED, Action.RESIZE} else None
            self.ask({n: StaffRequest(action, amount, None, "", self.rng.choice(["AB", "CD"]))})

    def ask(self, asked: dict[int, StaffRequest]) -> None:
        """Type requests; whatever is refused because of how the rows look is asked again with another reason."""
        self.rows |= asked
        answers = read(self.state, self.rows)
        for n in asked:
            if n in answers and {"moved", "answered_before"} & {*codes(answers[n])}:
                self.refused += 1
                self.rows[n] = replace(self.rows[n], reason=f"memang {self.rng.random()}")
                lifted = read(self.state, self.rows)[n]
                assert not {"moved", "answered_before"} & {*codes(lifted)}, "another reason does not lift it"

    def sort(self, order: str) -> list[int]:
        """Sort the green columns alone, as Sheets does: blanks last. The lines for which something was done by that."""
        before = self.rows
        texts = sorted(
            before.values(), key=lambda r: (r.action or "", r.amount or 0, r.reason), reverse=order == "down"
        )
        self.rows = dict(enumerate(texts, start=1))
        done = [n for n, answer in read(self.state, self.rows).items() if answer.done]
        self.rows = before
        read(self.state, self.rows)
        return done


@pytest.mark.timeout(0 if ACTS > 1_000 else 120)
def test_an_ordinary_office_is_never_refused_what_another_reason_does_not_lift() -> None:
    office = Office(random.Random(20))
    for _ in range(ACTS):
        office.work()
    assert 0 < office.refused < ACTS


def test_a_sort_of_the_green_columns_alone_does_nothing_however_the_office_has_worked() -> None:
    for seed in range(max(4, ACTS // 200)):
        office = Office(random.Random(seed))
        for _ in range(50):
            office.work()
        for order in ("up", "down"):
            assert office.sort(order) == [], f"office {seed}, sorted {order}"


def test_control_without_the_rule_the_sort_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "moved", lambda *_: frozenset())
    office = Office(random.Random(1))
    for _ in range(50):
        office.work()
    assert office.sort("up")

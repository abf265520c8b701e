"""An ordinary office at work, simulated: hundreds of acts, many with the same text, and now and then an accident.

`KSBB_ACTS=10000 pytest tests/core/test_office.py` plays that many acts; without it some hundreds are played.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from functions.core import decide as deciding
from functions.core.book import StaffRequest
from functions.core.events import RequestDecided
from functions.core.requests import possible
from functions.core.state import State
from sheets_schema.terms import Action
from tests.core.samples import BOOK, TARGETS, A, codes, decided, drain, packages, start, target

ACTS = int(os.environ.get("KSBB_ACTS", "200"))
AT_HAND = 60
"""So many of the latest lines staff have to do with; what is older is done."""
ROOMY = replace(BOOK, targets={**TARGETS, A: target(A, poor_households=1_000_000)})
ACCIDENTS = frozenset({"moved", "answered_before"})


@dataclass
class Office:
    """Lines that come one by one, what stands in the green columns beside them, and what was refused for its looks."""

    rng: random.Random
    state: State = field(default_factory=start)
    rows: dict[int, StaffRequest] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    """Requests that were meant and had to be asked again with another reason, by what they were taken for."""

    def __post_init__(self) -> None:
        self.come(AT_HAND)

    def come(self, count: int) -> None:
        """So many commitments more, of a donor each."""
        first = len(self.state.lines) + 1
        decided(*(packages(n, 10) for n in range(first, first + count)), rules=ROOMY, state=self.state)

    def work(self) -> None:
        """Perhaps a new line, and one act: some rows emptied, the same asked of ten lines, or one thing of one line."""
        self.come(self.rng.choice([0, 0, 1]))
        roll = self.rng.random()
        latest = range(len(self.state.lines) - AT_HAND + 1, len(self.state.lines) + 1)
        if roll < 0.005:
            self.rows = {n: row for n, row in self.rows.items() if self.rng.random() > 1 / 3}
        elif roll < 0.1:
            same = StaffRequest(Action.ARRIVED, 10, None, "", "AB")
            self.ask(dict.fromkeys(self.rng.sample(latest, 10), same))
        else:
            n = self.rng.choice(latest)
            action = self.rng.choice(possible(self.state.lines[n].status))
            amount = self.rng.randint(1, 10) if action in {Action.ARRIVED, Action.RESIZE} else None
            self.ask({n: StaffRequest(action, amount, None, "", self.rng.choice(["AB", "CD"]))})

    def ask(self, asked: dict[int, StaffRequest]) -> None:
        """Type requests; whatever is refused because of how the rows look is asked again with another reason."""
        self.rows |= asked
        answers = self.read(self.rows)
        again = {n: accident(answers[n]) for n in asked if n in answers and accident(answers[n])}
        self.refused.update(again.values())
        self.rows |= {n: replace(self.rows[n], reason=f"memang {self.rng.random()}") for n in again}
        lifted = self.read(self.rows)
        assert not any(accident(lifted[n]) for n in again), "another reason does not lift it"

    def read(self, rows: Mapping[int, StaffRequest]) -> dict[int, RequestDecided]:
        """The answers to what is new in the rows, by number."""
        events = drain(self.state, replace(ROOMY, requests=rows))
        return {event.n: event for event in events if isinstance(event, RequestDecided)}

    def sort(self, order: str) -> dict[int, RequestDecided]:
        """Sort the green columns alone, as Sheets does: blanks last. The answers; the rows are put back."""
        texts = sorted(
            self.rows.values(), key=lambda r: (r.action or "", r.amount or 0, r.reason), reverse=order == "down"
        )
        answers = self.read(dict(enumerate(texts, start=1)))
        self.read(self.rows)
        return answers


def accident(answer: RequestDecided) -> str:
    """What a request was taken for by its looks, if it was."""
    return next(iter(ACCIDENTS & {*codes(answer)}), "")


@pytest.mark.timeout(0 if ACTS > 1_000 else 120)
def test_an_ordinary_office_is_seldom_refused_for_looks_and_never_what_another_reason_does_not_lift() -> None:
    office = Office(random.Random(20))
    for _ in range(ACTS):
        office.work()
    assert office.refused["answered_before"], "what was cancelled, reopened and cancelled had to be asked again"
    assert office.refused["moved"] * 4 < ACTS


def test_a_sort_of_the_green_columns_alone_is_noticed_and_does_nothing_however_the_office_has_worked() -> None:
    for seed in range(max(4, ACTS // 200)):
        office = Office(random.Random(seed))
        for _ in range(50):
            office.work()
        for order in ("up", "down"):
            answers = office.sort(order).values()
            assert [answer.n for answer in answers if answer.done] == [], f"office {seed}, sorted {order}"
            assert "moved" in map(accident, answers), f"office {seed}, sorted {order}: the rows say it"


def test_control_without_the_rule_the_sort_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "moved", lambda *_: frozenset())
    office = Office(random.Random(1))
    for _ in range(50):
        office.work()
    assert any(answer.done for answer in office.sort("up").values())

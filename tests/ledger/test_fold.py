"""From entries to the state."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import fields
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.core.events import (
    Bound,
    Difference,
    DonorMerged,
    DonorNamed,
    DonorSeen,
    Event,
    LineDecided,
    NameState,
    Reason,
    RequestDecided,
    ResponseEdited,
    Share,
)
from functions.core.state import State
from functions.ledger import fold, journal
from functions.ledger.journal import Entry
from sheets_schema.terms import Action, DonorGroup, Status
from tests.city import NOW

BOUND = Bound(environment="uji", bucket="b", form="f", private="p", public="q", salt="s")


def meaning(state: State) -> dict[str, Any]:
    """A state without sums that are nothing: they are the same as none."""
    plain = {field.name: getattr(state, field.name) for field in fields(state)}
    for sums in ("used", "open_lines"):
        plain[sums] = {key: value for key, value in plain[sums].items() if value}
    return plain


class History:
    """Entries of any events that can follow one another, the same for the same seed.

    From the second on, each vouches for the checkpoint of the state before it.
    """

    def __init__(self, seed: int) -> None:
        self.any = random.Random(seed)
        self.entries: list[Entry] = []
        self.data: list[bytes] = []
        state, prev = State(), ""
        for n in range(1, self.any.randint(2, 12) + 1):
            events: list[Event] = [BOUND] if n == 1 else []
            draft = state.copy()
            for _ in range(self.any.randint(0 if n == 1 else 1, 5)):
                events.append(self.event(draft))
                draft.apply(events[-1:], n)
            vouches = fold.vouch(state, fold.checkpoint(state)) if state.head else {}
            self.data.append(journal.encode(n, prev, NOW + dt.timedelta(minutes=n), "uji", events, vouches))
            entry = journal.decode(self.data[-1])
            self.entries.append(entry)
            state, prev = fold.fold(state, [entry]), entry.digest

    def event(self, state: State) -> Event:
        options = [self.line, self.donor]
        options += [self.request, self.edit] if state.lines else []
        options += [self.naming] if state.donors else []
        options += [self.merge] if len(state.donors) > 1 else []
        return self.any.choice(options)(state)

    def shares(self) -> dict[str, Share]:
        keys = [key for key in ("P1", "ramadan-2020", "2020-04-25", "2020-04-26") if self.any.random() < 0.4]
        return {key: Share(granted=self.any.randint(0, 50), quota=100, held=self.any.randint(0, 9)) for key in keys}

    def reasons(self) -> tuple[Reason, ...]:
        return tuple(Reason(code="partial", number=i) for i in range(self.any.randint(0, 2)))

    def line(self, state: State) -> Event:
        return LineDecided(
            n=len(state.lines) + 1,
            response=self.any.choice([*sorted(state.responses), f"r{len(state.responses) + 1}"]),
            created=f"2020-04-24T0{self.any.randint(0, 9)}:00:00.000000000Z",
            submitted="2020-04-24T09:00:00.000000000Z",
            donor=self.any.choice([None, *state.donors]),
            target=self.any.choice([None, "RW-A", "RW-B"]),
            kind=self.any.choice([None, "sembako"]),
            date=self.any.choice([None, dt.date(2020, 4, 25)]),
            asked=self.any.choice([None, 7]),
            shares=self.shares(),
            status=self.any.choice(list(Status)),
            reasons=self.reasons(),
        )

    def donor(self, state: State) -> Event:
        return DonorSeen(
            code=self.any.choice([*state.donors, f"D{len(state.donors) + 1}"]),
            response="r1",
            group=self.any.choice([None, *DonorGroup]),
            aggregator=self.any.choice([None, "ACT"]),
            name=self.any.choice(list(NameState)),
        )

    def request(self, state: State) -> Event:
        return RequestDecided(
            n=self.any.choice(sorted(state.lines)),
            digest=self.any.choice("ab"),
            action=self.any.choice(list(Action)),
            done=self.any.random() < 0.7,
            reasons=self.reasons(),
            status=self.any.choice([None, *Status]),
            delivered=self.any.choice([None, 0, 20, 60]),
            date=self.any.choice([None, dt.date(2020, 5, 1)]),
            period=self.any.choice([None, "P2"]),
            shares=self.any.choice([None, self.shares()]),
        )

    def edit(self, state: State) -> Event:
        found = tuple(Difference(field="date", before="-", after="x") for _ in range(self.any.randint(0, 2)))
        response = self.any.choice(sorted(state.responses))
        return ResponseEdited(response=response, submitted="2020-04-25T00:00:00.000000000Z", differences=found)

    def naming(self, state: State) -> Event:
        return DonorNamed(
            donor=self.any.choice(sorted(state.donors)),
            digest=self.any.choice([None, "abc"]),
            called=self.any.choice(["", "d"]),
        )

    def merge(self, state: State) -> Event:
        """Into an earlier one only: decisions never make a circle."""
        donor, into = sorted(self.any.sample(sorted(state.donors), 2), key=lambda code: -int(code[1:]))
        return DonorMerged(donor=donor, into=self.any.choice([None, into]))


SEEDS = given(seed=st.integers(0, 2**32))


@SEEDS
@settings(max_examples=100, deadline=None)
def test_folding_does_not_change_the_state_it_starts_from(seed: int) -> None:
    entries = History(seed).entries
    early = fold.fold(State(), entries[:-1])
    before = meaning(early.copy())
    fold.fold(early, entries[-1:])
    assert meaning(early) == before

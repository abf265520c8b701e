"""The limits of a day and an hour: whoever hands a mail in has taken one of their numbered slots before.

    slot/2020-04-24/00001-1.json     the first slot of the day is taken
    slot/2020-04-24T10/00001-1.json  the first slot of the hour that began at ten in Jakarta
    slot/2020-04-24/00001-1-back.json   given back: no mail was handed in under it, so it may be taken as 00001-2

A slot is put if absent, so that of runs at the same time one gets it. Nobody counts, so nobody can count wrong: with N
slots no more than N mails can be handed in. What a killed run held is used up, whether its mail went out or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from functions.core.submission import JAKARTA
from functions.gapi.errors import GoogleError
from functions.ledger import stored
from functions.ledger.journal import Objects, create
from functions.notify.sending.receipts import encode

PREFIX = "slot/"


class Slots:
    """The slots of one day, or of one hour ("2020-04-24T10"), as one run sees them. `owner` tells it from another."""

    def __init__(self, objects: Objects, window: dt.date | str, owner: str) -> None:
        self.owner = owner
        self._objects, self._folder = objects, f"{PREFIX}{window}/"
        ours, self.strays = stored.parted(objects.list(self._folder))
        self._taken: dict[int, int] = {}
        self._back: set[tuple[int, int]] = set()
        self._hand: tuple[int, int] | None = None
        self._used: tuple[int, int] | None = None
        self._first = 1
        """Below it nothing is free."""
        self._note(ours)

    def full(self, limit: int) -> bool:
        """Whether a run that has none in hand could get none any more."""
        return self._next(limit) is None

    def take(self, limit: int) -> bool:
        """Have a slot in hand: the one that was not used, one that was given back, or the next of the day."""
        while self._hand is None and (found := self._next(limit)):
            if create(self._objects, self._name(*found), encode({"by": self.owner})):
                self._hand = found
            self._taken[found[0]] = found[1]
        return self._hand is not None

    def use(self) -> None:
        """A mail is about to be handed in: from now on the slot in hand counts."""
        self._used, self._hand = self._hand, None

    def unuse(self) -> None:
        """The server did not take the mail: the slot is in hand again."""
        self._hand = self._used

    def give_back(self) -> None:
        """Let somebody else have the slot in hand. If that fails, it is used up."""
        if self._hand is None:
            return
        with suppress(GoogleError):
            create(self._objects, self._name(*self._hand, "-back"), encode({"by": self.owner}))
            self._back.add(self._hand)
            self._first = min(self._first, self._hand[0])
        self._hand = None

    def _next(self, limit: int) -> tuple[int, int] | None:
        while (last := self._taken.get(self._first, 0)) and (self._first, last) not in self._back:
            self._first += 1
        return (self._first, last + 1) if self._first <= limit else None

    def _note(self, names: Iterable[str]) -> None:
        for name in names:
            number, turn, *back = name.removeprefix(self._folder).removesuffix(".json").split("-")
            self._taken[int(number)] = max(self._taken.get(int(number), 0), int(turn))
            if back:
                self._back.add((int(number), int(turn)))

    def _name(self, number: int, turn: int, back: str = "") -> str:
        return f"{self._folder}{number:05d}-{turn}{back}.json"


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time with a limit: how many mails, what it is called, when the next begins, and its slots."""

    limit: int
    name: str
    end: dt.datetime
    slots: Slots

    @property
    def full(self) -> bool:
        """Whether a run that has no slot in hand could get none any more."""
        return self.slots.full(self.limit)


class Quota:
    """The windows that a mail counts in: it needs a slot of each. Those of the moment at which a run began."""

    def __init__(self, objects: Objects, now: dt.datetime, owner: str, *, a_day: int, an_hour: int) -> None:
        local = now.astimezone(JAKARTA)
        hour = local.replace(minute=0, second=0, microsecond=0)
        midnight = hour.replace(hour=0)
        self.owner = owner
        day_slots = Slots(objects, local.date(), owner)
        hour_slots = Slots(objects, f"{local.date()}T{local:%H}", owner)
        self._windows = (
            Window(a_day, "sehari", midnight + dt.timedelta(days=1), day_slots),
            Window(an_hour, "sejam", hour + dt.timedelta(hours=1), hour_slots),
        )
        self.strays = [*day_slots.strays, *hour_slots.strays]

    def full(self) -> Window | None:
        """The window that lets nothing more through, the longer one first."""
        return next((window for window in self._windows if window.full), None)

    def take(self) -> bool:
        """Have a slot of each window in hand."""
        return all(window.slots.take(window.limit) for window in self._windows)

    def use(self) -> None:
        """A mail is about to be handed in."""
        for window in self._windows:
            window.slots.use()

    def unuse(self) -> None:
        """The server did not take the mail."""
        for window in self._windows:
            window.slots.unuse()

    def give_back(self) -> None:
        """Let others have what is in hand."""
        for window in self._windows:
            window.slots.give_back()

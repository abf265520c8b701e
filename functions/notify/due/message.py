"""What a message is before it is written: codes only, no personal data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, IntEnum


class Role(Enum):
    """Whom a message is for."""

    DONOR = "donatur"
    COORDINATOR = "penanggung jawab"
    DEPARTMENT = "SKPD"
    OFFICE = "Pokja"


class Kind(Enum):
    """What a message says. The value is part of its key, and names its template."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    THANKS = "thanks"
    PJ_NOW = "pj-now"
    PJ = "pj"
    SKPD = "skpd"
    POKJA = "pokja"


_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


class Urgency(IntEnum):
    """What goes first when not everything can go today."""

    TOMORROW = 0
    ANSWER = 1
    DAILY = 2
    LATER = 3


@dataclass(frozen=True, slots=True)
class Message:
    """A message that should exist.

    `day` is the day in Jakarta on which it fell due; it begins the `key`, so that old receipts need not be listed.
    `recipient` is the response's id for a donor, else the code of a PJ or programme. `lines` are what it is about,
    `also` what it repeats (a PJ's coming deliveries).
    """

    day: dt.date
    kind: Kind
    role: Role
    recipient: str
    about: str
    urgency: Urgency
    lines: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    delivery: dt.date = dt.date.max

    @property
    def key(self) -> str:
        """What its claims and its receipt are filed under; the same however often it is found to be due."""
        return f"{self.day}/{self.kind.value}/{self.about}"

    @property
    def order(self) -> tuple[int, dt.date, dt.date, int, str]:
        """Most urgent first, then the nearest delivery; of one day's news the answer before the contact."""
        return (self.urgency, self.delivery, self.day, _RANKS[self.kind], self.about)

"""One filled-in form: what a giver answers, when, and what the week's plan says will come of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from local.demo.people import Giver
from sheets_schema.form import (
    CONSENT,
    PLEDGE,
    SELF_DELIVERED,
    TAKE_NONE,
    TAKE_PART,
    VIA,
    days_question,
    group_label,
    quantity_question,
    target_choice,
    target_question,
)
from sheets_schema.private import Region, Target

JAKARTA = dt.timezone(dt.timedelta(hours=7), "WIB")
WAVES = (
    (dt.date(2020, 4, 24), dt.date(2020, 4, 25)),
    (dt.date(2020, 4, 26), dt.date(2020, 4, 27)),
    (dt.date(2020, 4, 28), dt.date(2020, 4, 29)),
    (dt.date(2020, 4, 30), dt.date(2020, 5, 2)),
)
"""First and last day of each wave of submissions."""

OPENS = dt.time(7, 30)
"""When the first forms of a day come in."""

Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Aid:
    """What is offered: the texts typed for quantity (a day, for daily kinds) and days."""

    quantity: str
    days: str = ""


@dataclass(frozen=True)
class Submission:
    """A form response to be sent.

    `answers` maps a question key (and ``email``) to what is answered. `counts` maps a kind to the amount that finally
    counts as commitment. `injected`: Google's own form would refuse it, so it goes in through the stand-in.
    `seconds_hidden`: how long it stays invisible to readers of the form. `pokes`: how often its arrival is announced.
    """

    key: str
    wave: int
    moment: dt.datetime
    target: str
    party: str
    answers: Answers
    counts: Mapping[str, int] = field(default_factory=dict)
    injected: bool = False
    seconds_hidden: int = 0
    pokes: int = 1

    def answering(self, **changed: str | list[str]) -> Submission:
        """The same submission with other answers."""
        return replace(self, answers={**self.answers, **changed})


class Diary:
    """Hands out moments of the week, each second at most once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[dt.datetime] = set()

    def moment(self, wave: int) -> dt.datetime:
        """A daytime second of a wave (numbered from 1) that nobody else has."""
        first, last = WAVES[wave - 1]
        while True:
            day = first + dt.timedelta(days=self._rng.randint(0, (last - first).days))
            found = dt.datetime.combine(day, OPENS, JAKARTA) + dt.timedelta(seconds=self._rng.randint(0, 12 * 3600))
            if found not in self._taken:
                self._taken.add(found)
                return found


def submission(
    key: str,
    wave: int,
    moment: dt.datetime,
    giver: Giver,
    *,
    target: Target,
    region: Region,
    date: dt.date,
    aid: Mapping[str, Aid],
    counts: Mapping[str, int],
    take_part: bool = True,
) -> Submission:
    """A well-formed submission of a giver for a target."""
    answers: dict[str, str | list[str]] = {
        "name": giver.name,
        "group": group_label(giver.group),
        "contact": giver.contact,
        "phone": giver.phone,
        "email": giver.email,
        "channel": VIA + giver.via if giver.via else SELF_DELIVERED,
        "city": region.city,
        target_question(region.city): target_choice(target, region),
        "date": date.isoformat(),
        "if_short": TAKE_PART if take_part else TAKE_NONE,
        "pledge": [PLEDGE, CONSENT] if giver.consents else [PLEDGE],
    }
    for kind, offered in aid.items():
        answers[quantity_question(kind)] = offered.quantity
        if offered.days:
            answers[days_question(kind)] = offered.days
    return Submission(key, wave, moment, target.code, giver.party, answers, counts)

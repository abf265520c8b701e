"""A ledger without Google: responses come in, staff ask, everything is decided at once and kept as a real journal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from functions.core.book import Book, DonorNote, StaffRequest
from functions.core.contacts import contact_keys
from functions.core.decide import decide
from functions.core.donors import known_by
from functions.core.events import Bound, Event
from functions.core.state import State
from functions.core.submission import Response
from functions.ledger import journal
from sheets_schema import form
from sheets_schema.form import question_id
from sheets_schema.private import Target
from sheets_schema.reference import aid_kinds, regions
from sheets_schema.terms import Action, TargetType
from tests.city import NOW, PERIODS, PLACES, answers, target

CITIES = tuple(dict.fromkeys(region.city for region in regions()))
WHERE = {region.choice: region for region in regions()}

TARGETS = (
    target("RW-A", poor=400),
    target("RW-B", poor=300, rw=6),
    target("RW-C", poor=300, region="Gambir (Gambir)", rw=1),
    target("RW-S", poor=300, region="Pulau Panggang (Kepulauan Seribu Utara)", rw=2),
    target("PA-1", type=TargetType.ORPHANAGE, rw=None, people=300, poor_households=None, name="Contoh Panti 01"),
    target("PS-1", type=TargetType.PESANTREN, rw=None, people=200, poor_households=None, name="Contoh Pesantren 01"),
)
BROKEN = target("RW-X", poor=200, rw=9)
"""An RW whose row cannot be read at first."""


class World:
    """One ledger in memory. `entries` are the journal's bytes."""

    def __init__(self, targets: Sequence[Target] = TARGETS, broken: Sequence[Target] = ()) -> None:
        self.state = State()
        self.entries: list[bytes] = []
        self.clock = NOW
        self._responses: dict[str, Response] = {}
        self._waiting = {t.code: t for t in broken}
        kinds = {kind.code: kind for kind in aid_kinds()}
        self.book = Book(
            targets={t.code: t for t in targets},
            known_targets=frozenset(t.code for t in (*targets, *broken)),
            kinds=kinds,
            known_kinds=frozenset(kinds),
            periods=PERIODS,
            places=PLACES,
        )
        self._append([Bound(environment="uji", bucket="b", form="f", private="p", public="q", salt="s")])

    def submit(self, donor: int = 1, code: str = "RW-A", group: str = "Dunia usaha", via: str = "", **said: Any) -> int:
        """A donor submits the form and it is decided; returns the number of its first line."""
        city = WHERE[{**self.book.targets, **self._waiting}[code].region].city
        plain = answers(
            name=f"Contoh Donatur {donor:02}",
            phone=f"0812-0000-{donor:04}",
            group=group,
            channel=form.VIA + via if via else form.SELF_DELIVERED,
            city=city,
            target="",
            if_short=form.TAKE_PART,
            **said,
        )
        plain[question_id(form.target_question(city))] = [f"Contoh [{code}]"]
        stamp = self.clock.strftime("%Y-%m-%dT%H:%M:%S.000000000Z")
        texts = {key: tuple(values) for key, values in plain.items()}
        found = Response(f"r{len(self._responses) + 1:04}", stamp, stamp, texts, f"d{donor}@contoh.example")
        self._responses[found.id] = found
        number = len(self.state.lines) + 1
        self.settle()
        return number

    def ask(self, n: int, action: Action, amount: int | None = None, date: dt.date | None = None) -> None:
        """Staff ask something of a line."""
        request = StaffRequest(action, amount, date, f"contoh {self.clock.isoformat()}", "Contoh Petugas")
        self.book = replace(self.book, requests={n: request})
        self.settle()

    def merge(self, donor: str, into: str | None) -> None:
        """Staff say that a donor is another one."""
        self.book = replace(self.book, donors={**self.book.donors, donor: DonorNote(same_as=into)})
        self.settle()

    def mend(self) -> None:
        """Staff repair the rows that could not be read."""
        self.book = replace(self.book, targets={**self.book.targets, **self._waiting})

    def settle(self) -> None:
        """Decide until nothing is left to decide; each time a minute passes."""
        self.clock += dt.timedelta(minutes=1)
        while events := decide(self.state, self._with_contacts(), self._responses.values(), self.clock):
            self._append(events)

    def _with_contacts(self) -> Book:
        given = ((self._responses[line.response], line.donor) for line in self.state.lines.values())
        contacts = ((contact_keys(told.first("phone"), told.email), donor) for told, donor in given if donor)
        return replace(self.book, contacts=known_by(contacts))

    def _append(self, events: Iterable[Event]) -> None:
        data = journal.encode(self.state.head + 1, self.state.digest, self.clock, "uji", tuple(events))
        entry = journal.decode(data)
        self.entries.append(data)
        self.state.apply(entry.events, entry.n, entry.at)
        self.state.digest = hashlib.sha256(data).hexdigest()

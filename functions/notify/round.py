"""One round: look at everything, send what is due and has no receipt, show what became of it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from functions.core.exchanges import believed
from functions.core.submission import Response
from functions.gapi.forms import FormResponse
from functions.gapi.sheets import MissingRange, Values
from functions.ledger import responses
from functions.ledger.collapse import usable
from functions.ledger.desk import Desk, DeskReader
from functions.ledger.doctor import shown_rows
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.ledger.stored import passed_over
from functions.notify.due.message import Kind, Message, Role
from functions.notify.due.people import People, each_address
from functions.notify.due.rules import due, first_day
from functions.notify.sending import receipts
from functions.notify.sending.delivery import Limited, NoServer
from functions.notify.sending.outbox import Limits, Outbox, Sent, waiting
from functions.notify.sending.receipts import Receipts
from functions.notify.sending.slots import Quota
from functions.notify.sending.smtp import Server, Smtp
from functions.notify.staff import again, contacts, maillog
from functions.notify.staff.contacts import Rows
from functions.notify.writing.compose import Composer
from functions.notify.writing.envelope import Office
from functions.notify.writing.links import Links
from functions.notify.writing.worklist import Call
from sheets_schema.column import Tab
from sheets_schema.private import COORDINATORS, FIGURES, MAIL_LOG, PROGRAMMES, TO_CONTACT, Problem
from sheets_schema.reading import SchemaDrift

PARTS: Mapping[str, frozenset[Kind]] = {
    "donors": frozenset(Kind) - {Kind.PJ, Kind.POKJA, Kind.SKPD},
    "digests": frozenset({Kind.PJ, Kind.POKJA}),
    "weekly": frozenset({Kind.SKPD}),
}
"""What a schedule may ask for; without a part everything that is due goes out."""

_FEW = 30
"""Up to this many responses are fetched one by one; beyond, the whole form is listed."""
_SPARE_SECONDS = 15
"""Kept for showing what was done."""


@dataclass(frozen=True, slots=True)
class Sender:
    """How and as whom mails go out, and where their links lead."""

    server: Server
    address: str
    domain: str
    links: Links


@dataclass(slots=True)
class Report:
    """What one round did: counts only."""

    due: int = 0
    mail: Sent = field(default_factory=Sent)
    contacts: int = 0
    rows: int = 0
    no_server: bool = False
    alerts: list[str] = field(default_factory=list)


class Notifier:
    """What an instance keeps: the folded state, where columns stood, which message stands in which row."""

    def __init__(self, ledger: Ledger, sender: Sender, seconds: float) -> None:
        self.ledger, self.sender, self.seconds = ledger, sender, seconds
        self.reader, self.rows = DeskReader(), Rows()

    def run(self, google: Google, clock: Callable[[], dt.datetime], part: str = "") -> Report:
        """One round. Doing it again, or at the same time elsewhere, sends nothing that has its receipt or its claim.

        Raises GoogleError and JournalError; what was sent has its receipts.
        """
        return _Round(self, google, clock, PARTS[part] if part else frozenset(Kind)).run()


class _Round:
    def __init__(
        self, notifier: Notifier, google: Google, clock: Callable[[], dt.datetime], kinds: frozenset[Kind]
    ) -> None:
        self._notifier, self._google, self._clock, self._kinds = notifier, google, clock, kinds
        self._now = clock()
        self._report = Report()
        self._responses: dict[str, Response] = {}
        self._asked: dict[int, again.Answered] = {}

    def run(self) -> Report:
        with ThreadPoolExecutor(8) as pool:
            desk, tabs = self._read(pool)
            desk = replace(desk, book=believed(self._notifier.ledger.state, desk.book))
            if desk.book.waiting or COORDINATORS not in desk.readings:
                self._report.alerts.append("a tab that messages rest on cannot be read; messages wait")
                return self._report
            if PROGRAMMES not in desk.readings:
                self._report.alerts.append("tab Program cannot be read; weekly mails wait")
            self._all(pool, desk, tabs)
        return self._report

    def _read(self, pool: ThreadPoolExecutor) -> tuple[Desk, dict[Tab[Any], Values]]:
        desk = pool.submit(self._notifier.reader.read, self._google.private)
        tabs = pool.submit(self._tabs, (TO_CONTACT, MAIL_LOG, FIGURES))
        rows = pool.submit(self._notifier.rows.read, self._google.objects, first_day(self._now))
        self._notifier.ledger.catch_up(self._google)
        self._report.alerts += passed_over(rows.result())
        return usable(self._notifier.ledger.state, desk.result()), tabs.result()

    def _tabs(self, wanted: Sequence[Tab[Any]]) -> dict[Tab[Any], Values]:
        """These tabs in one read. One that staff renamed keeps no message from going out."""
        while wanted:
            try:
                return dict(zip(wanted, self._google.private.read([f"'{t.title}'" for t in wanted]), strict=True))
            except MissingRange as error:
                missing = [tab for tab in wanted if tab.title == error.range.strip("'")]
                if not missing:
                    raise
                self._report.alerts += [f"tab {tab.title} is missing" for tab in missing]
                wanted = [tab for tab in wanted if tab not in missing]
        return {}

    def _all(self, pool: ThreadPoolExecutor, desk: Desk, tabs: Mapping[Tab[Any], Values]) -> None:
        people = People.of(desk.readings, self._notifier.ledger.state, desk.book)
        messages = due(self._notifier.ledger.state, desk.book, people, self._now)
        self._report.due = len(messages)
        found = receipts.since(self._google.objects, first_day(self._now, messages), self._now)
        limits = desk.book.settings
        quota = Quota(
            self._google.objects,
            self._now,
            secrets.token_hex(8),
            a_day=limits.mails_a_day,
            an_hour=limits.mails_an_hour,
        )
        self._report.alerts += passed_over([*found.strays, *quota.strays])
        if MAIL_LOG in tabs:
            keys = {message.key for message in messages}
            self._asked = again.take(tabs[MAIL_LOG], found, keys, self._google.objects, quota.owner)
        composer = self._composer(desk, people, tabs, found)
        by_mail = [m for m in messages if m.role is not Role.COORDINATOR or composer.address(m)]
        self._give_rows(messages, tabs)
        try:
            self._send(pool, composer, [m for m in by_mail if m.kind in self._kinds], found, quota)
        except NoServer as error:
            self._report.no_server = True
            self._report.alerts.append(str(error))
        self._show(pool, composer, tabs, messages, by_mail, found, quota)

    def _composer(self, desk: Desk, people: People, tabs: Mapping[Tab[Any], Values], found: Receipts) -> Composer:
        sender = self._notifier.sender
        return Composer(
            state=self._notifier.ledger.state,
            book=desk.book,
            people=people,
            responses=self._responses,
            links=sender.links,
            office=Office(sender.address, each_address(desk.book.settings.office), sender.domain),
            now=self._now,
            figures=tabs[FIGURES].rows[1:] if FIGURES in tabs else (),
            problems=[
                Problem(**dict(zip(Problem.model_fields, row, strict=True)))
                for row in shown_rows(desk.problems)
                if row[0]
            ],
            calls=self._calls(tabs),
            undelivered=len(maillog.refused(found)),
        )

    def _calls(self, tabs: Mapping[Tab[Any], Values]) -> list[Call]:
        """What waits in Perlu Dihubungi; nothing when that cannot be told."""
        with suppress(SchemaDrift):
            return contacts.waiting(tabs[TO_CONTACT]) if TO_CONTACT in tabs else []
        return []

    def _give_rows(self, messages: Iterable[Message], tabs: Mapping[Tab[Any], Values]) -> None:
        keys = [m.key for m in messages if m.role is Role.COORDINATOR and m.kind in self._kinds]
        free = contacts.first_free(tabs[TO_CONTACT]) if TO_CONTACT in tabs else None
        self._report.contacts = self._notifier.rows.add(self._google.objects, keys, self._now, free)

    def _send(
        self, pool: ThreadPoolExecutor, composer: Composer, mails: Sequence[Message], found: Receipts, quota: Quota
    ) -> None:
        """Send within the limits. No claim is made before the server has let us in."""
        open_ = list(waiting(mails, found, composer.address_mark))
        paused = found.paused_until(self._now) is not None
        if paused or quota.full() or not open_:
            self._report.mail = Sent(over_limit=len(open_), paused=paused)
            return
        self._fetch(pool, open_)
        limits = Limits(dt.timedelta(seconds=2 * self._notifier.seconds), self._time_left)
        post = Smtp(self._notifier.sender.server)
        outbox = Outbox(self._google.objects, post, composer, limits, self._clock, quota)
        self._report.mail = outbox.report
        try:
            with post:
                outbox.send(open_, found)
        except Limited as limited:  # said before any mail was spoken of
            outbox.pause(limited, found)
            outbox.report.over_limit = len(open_)
        self._report.alerts += self._report.mail.alerts

    def _time_left(self) -> bool:
        return self._google.patience.left() > _SPARE_SECONDS

    def _fetch(self, pool: ThreadPoolExecutor, messages: Iterable[Message]) -> None:
        """The answers that these messages speak of, from the form. What a listing leaves out is asked for by id."""
        lines = self._notifier.ledger.state.lines
        ids = {lines[n].response for m in messages for n in (*m.lines, *m.also)} - self._responses.keys()
        if len(ids) > _FEW:
            self._take(self._google.form.responses())
        missing = ids - self._responses.keys()
        self._take(r for r in pool.map(partial(responses.one, self._google.form), missing) if r)

    def _take(self, found: Iterable[FormResponse]) -> None:
        self._responses |= responses.by_id(found)

    def _show(
        self,
        pool: ThreadPoolExecutor,
        composer: Composer,
        tabs: Mapping[Tab[Any], Values],
        messages: Sequence[Message],
        by_mail: Sequence[Message],
        receipts_: Receipts,
        quota: Quota,
    ) -> None:
        requests = [
            *self._guarded(TO_CONTACT, tabs, lambda found: self._contact_requests(pool, composer, found, messages)),
            *self._guarded(
                MAIL_LOG, tabs, lambda found: self._log_requests(composer, found, by_mail, receipts_, quota)
            ),
        ]
        if requests:
            self._google.private.write(requests)

    def _guarded(
        self, tab: Tab[Any], tabs: Mapping[Tab[Any], Values], make: Callable[[Values], list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        try:
            return make(tabs[tab]) if tab in tabs else []
        except SchemaDrift:
            self._report.alerts.append(f"a header of {tab.title} is missing; it is not written")
            return []

    def _contact_requests(
        self, pool: ThreadPoolExecutor, composer: Composer, values: Values, messages: Sequence[Message]
    ) -> list[dict[str, Any]]:
        sheet = contacts.Sheet.of(values)
        for_people = {m.key: m for m in messages if m.role is Role.COORDINATOR}
        rows = contacts.stale(self._notifier.rows, sheet, for_people, composer.state, composer.people)
        self._fetch(pool, [row.message for row in rows if row.message])
        self._report.rows = len(rows)
        return contacts.requests(rows, sheet, composer.people, composer.whatsapp_texts)

    def _log_requests(
        self, composer: Composer, values: Values, by_mail: Sequence[Message], found: Receipts, quota: Quota
    ) -> list[dict[str, Any]]:
        full = ""
        if until := found.paused_until(self._now):
            full = maillog.paused(until)
        elif window := quota.full():
            full = maillog.full(window)
        rows = maillog.wanted(composer.state, found, by_mail, full, composer.places())
        return maillog.requests(rows, values, self._asked)

"""Sending what is due, each message once: claim, hand in, receipt (design, section 2).

A crash before the claim loses nothing. A claim that nothing came of is taken again when it is older than twice the
function's time limit, with the same Message-ID. So a mail arrives twice when the server took it and nobody noted that:
the run ended before its receipt was put, the server's answer was lost, or a run slept for longer than its claim holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import MappingProxyType
from typing import Protocol

from functions.ledger import stored
from functions.ledger.journal import Objects, create
from functions.notify.due.message import Message
from functions.notify.sending.delivery import AnswerLost, Limited, MailError, NoServer, Post, Refused, TryLater
from functions.notify.sending.receipts import (
    Failed,
    Receipts,
    Track,
    claim_name,
    claimed_at,
    encode,
    failed_name,
    kept_name,
    paused_name,
    sent_name,
)
from functions.notify.sending.slots import Quota
from functions.notify.sending.together import Mail, handed_in, named, together

MOST_CLAIMS = 100
"""After so many tries without an outcome a message counts as refused: some four days, as long as mail servers try."""
SOON = 10
"""So many tries follow one another as soon as a claim is old; later ones wait `PATIENCE` times as long."""
PATIENCE = 8
_STILL_THE_SAME = dt.timedelta(hours=1)
"""A pause that begins so soon after another goes on with it: people were told."""
_SUSPECT = 3
"""A message that met a limit so often goes last: it may be itself what the server speaks of."""

Clock = Callable[[], dt.datetime]


class Writer(Protocol):
    """Knows addresses and writes mails."""

    def address_mark(self, message: Message) -> str:
        """A digest that tells one address of the recipient from another."""

    def write(self, message: Message, carried: Message | None = None) -> EmailMessage:
        """The mail, with what it carries along. Raises Refused when there is no usable address, TryLater when it cannot
        be written yet."""


@dataclass(slots=True)
class Sent:
    """What one run did: counts only."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    taken: int = 0
    over_limit: int = 0
    paused: bool = False
    alerts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a claim is somebody else's, and whether there is time for one more mail."""

    claim: dt.timedelta
    time_left: Callable[[], bool]


class Outbox:
    """One run's sending, under the slots that it takes of its day and hour."""

    def __init__(
        self, objects: Objects, post: Post, writer: Writer, limits: Limits, clock: Clock, quota: Quota
    ) -> None:
        self._objects, self._post, self._writer, self._limits = objects, post, writer, limits
        self._clock, self._quota, self._owner = clock, quota, quota.owner
        self.report = Sent()
        """What was done, also when sending broke off."""

    def send(self, messages: Iterable[Message], receipts: Receipts) -> Sent:
        """Send those without a receipt, in the given order, until a limit or the time is used up.

        Raises NoServer when the server is not to be reached; what was sent has its receipts.
        """
        report = self.report
        report.paused = receipts.paused_until(self._clock()) is not None
        open_ = waiting(messages, receipts, self._writer.address_mark)
        try:
            for mail in together(sorted(open_, key=lambda one: _suspect(receipts.track(one.key)))):
                self._send(mail, receipts, report)
        finally:
            self._quota.give_back()
        return report

    def _send(self, mail: Mail, receipts: Receipts, report: Sent) -> None:
        if report.paused:
            report.over_limit += 1
        elif not self._limits.time_left():
            report.later += 1
        elif not self._quota.take():
            report.over_limit += 1
        elif ours := self._claimed(mail, receipts):
            self._hand_in(ours, receipts, report)
        else:
            report.taken += 1

    def _claimed(self, mail: Mail, receipts: Receipts) -> Mail | None:
        """What of a mail this run may send."""
        carried = mail.carried if mail.carried and self._claim(mail.carried, receipts) else None
        if self._claim(mail.message, receipts, named(carried, receipts)):
            return Mail(mail.message, carried)
        return Mail(carried) if carried else None

    def _claim(self, message: Message, receipts: Receipts, more: Mapping[str, str] = MappingProxyType({})) -> bool:
        """Make the next claim, unless the last one may still be at work, or its mail is known to be handed in."""
        track = receipts.track(message.key)
        if track.claims:
            last = self._objects.get(claim_name(message.key, track.claims))
            if self._at_work(message.key, track, last):
                return False
            if handed_in(last, receipts):
                self._record(sent_name(message.key, self._clock()), receipts)
                return False
        name = claim_name(message.key, track.claims + 1)
        receipts.note(name)
        return create(self._objects, name, encode({"at": self._clock().isoformat(), "by": self._owner, **more}))

    def _at_work(self, key: str, track: Track, last: bytes | None) -> bool:
        """Whether the last claim is somebody's. One that cannot be read, or of a time to come, is nobody's."""
        name = claim_name(key, track.claims)
        claimed = claimed_at(last)
        if claimed is None:
            self.report.alerts += stored.passed_over([name], "no claim of ours")
            return False
        if track.claims in track.kept or settled(track, claimed):
            return False
        return abs(self._clock() - claimed) < self._limits.claim * (PATIENCE if track.tries > SOON else 1)

    def _hand_in(self, mail: Mail, receipts: Receipts, report: Sent) -> None:
        try:
            if any(receipts.track(message.key).tries > MOST_CLAIMS for message in mail.all):
                raise Refused("tries")
            written = self._written(mail, report)
            if written is None:
                return
            self._quota.use()
            try:
                self._post.send(written)
            except AnswerLost:
                raise
            except MailError:
                self._quota.unuse()
                raise
        except Refused as refusal:
            for message in mail.all:
                failed = Failed(self._failed_at(message, receipts), refusal.code, self._writer.address_mark(message))
                self._record(failed_name(message.key, failed), receipts)
            report.refused += 1
        except TryLater:
            report.later += 1
        except Limited as limited:
            self._limited(limited, mail, receipts, report)
        except NoServer:
            self._keep(mail, receipts)
            raise
        else:
            for message in mail.all:
                self._record(sent_name(message.key, self._clock()), receipts)
            report.sent += 1

    def _failed_at(self, message: Message, receipts: Receipts) -> dt.datetime:
        """Now, and after every refusal before: their names hold whole seconds, and none may hide another."""
        before = [failed.at + dt.timedelta(seconds=1) for failed in receipts.track(message.key).failed]
        return max([self._clock(), *before])

    def _limited(self, limited: Limited, mail: Mail, receipts: Receipts, report: Sent) -> None:
        if report.sent and any(_suspect(receipts.track(message.key)) for message in mail.all):
            report.later += 1  # the server takes others: it is this message that it does not want, so the try counts
            return
        self._keep(mail, receipts)
        self.pause(limited, receipts)
        report.over_limit += 1

    def _keep(self, mail: Mail, receipts: Receipts) -> None:
        for message in mail.all:
            self._record(kept_name(message.key, receipts.track(message.key).claims), receipts)

    def pause(self, limited: Limited, receipts: Receipts) -> None:
        """Send nothing for as long as the provider's limit may last. It is told once: later runs only wait."""
        now = self._clock()
        until = now + dt.timedelta(minutes=limited.span.value)
        if not any(now - _STILL_THE_SAME < ended <= now for ended in receipts.paused):
            self.report.alerts.append(f"{limited}: nothing is sent until {until.isoformat(timespec='minutes')}")
        self._record(paused_name(until), receipts)
        self.report.paused = True

    def _written(self, mail: Mail, report: Sent) -> EmailMessage | None:
        try:
            return self._writer.write(mail.message, mail.carried)
        except (Refused, TryLater):
            raise
        except Exception as error:  # one message that cannot be written must not hold up the others
            report.alerts.append(f"{mail.message.kind.value} cannot be written: {type(error).__name__}")
            report.later += 1
            return None

    def _record(self, name: str, receipts: Receipts) -> None:
        create(self._objects, name, encode({"by": self._owner}))
        receipts.note(name)


def _suspect(track: Track) -> bool:
    return len(track.kept) >= _SUSPECT


def settled(track: Track, claimed: dt.datetime) -> bool:
    """Whether the claim made then has ended in a refusal: the address was corrected since. Names hold whole seconds."""
    return any(failed.at >= claimed.replace(microsecond=0) for failed in track.failed)


def waiting(
    messages: Iterable[Message], receipts: Receipts, address_mark: Callable[[Message], str]
) -> Iterable[Message]:
    """Those that were neither sent nor refused at the address that the recipient has now."""
    for message in messages:
        track = receipts.track(message.key)
        if track.sent is None and not any(failed.address == address_mark(message) for failed in track.refusals):
            yield message

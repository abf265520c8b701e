"""The delivery as a calendar entry (RFC 5545): stable UID, SEQUENCE, days in Jakarta. No contact in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import icalendar

from functions.core.state import Line
from functions.notify.due.news import is_cancelled
from functions.notify.writing.facts import LineFacts


class Invitation(NamedTuple):
    """A calendar file. Mail programs act on it when its method is that of its Content-Type (RFC 6047)."""

    method: str
    data: bytes


def invitations(entries: Iterable[tuple[Line, LineFacts]], sender: str, domain: str) -> Iterator[Invitation]:
    """What is published, then what is cancelled: a file has one method for all of its events (RFC 5546)."""
    dated = [(line, facts) for line, facts in entries if line.date]
    for method, cancelled in (("PUBLISH", False), ("CANCEL", True)):
        if found := [entry for entry in dated if is_cancelled(entry[0]) is cancelled]:
            yield Invitation(method, invitation(found, sender, domain))


def invitation(entries: Sequence[tuple[Line, LineFacts]], sender: str, domain: str) -> bytes:
    """One event per line, published by the sender's address (RFC 5546 wants an organizer); all cancelled, or none.

    A delivery has dates and no hours, so these are whole days. SEQUENCE is the journal entry that last changed the
    line: it only grows. Identical data give identical bytes.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//KSBB//Komitmen//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if all(is_cancelled(line) for line, _ in entries) else "PUBLISH")
    calendar.add("x-wr-timezone", "Asia/Jakarta")
    for line, facts in entries:
        if line.date:
            event = _event(line, line.date, facts, domain)
            event.add("organizer", f"mailto:{sender}")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(line: Line, first: dt.date, facts: LineFacts, domain: str) -> icalendar.Event:
    last = max(line.marks.values(), key=lambda mark: mark.entry)
    event = icalendar.Event()
    event.add("uid", f"komitmen-{line.n}@{domain}")
    event.add("sequence", last.entry)
    event.add("dtstamp", dt.datetime.fromisoformat(last.at).astimezone(dt.UTC))
    event.add("dtstart", first)
    event.add("dtend", first + dt.timedelta(days=line.days))
    event.add("summary", f"Penyaluran KSBB {line.n}: {facts.kind}, {facts.amount} - {facts.target}")
    event.add("location", facts.where)
    event.add("url", facts.url)
    event.add("status", "CANCELLED" if is_cancelled(line) else "CONFIRMED")
    return event

"""Public deliveries as a calendar file: what arrives where and when, without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event

from functions.core.book import Book
from functions.core.reasons import thousands
from functions.core.redaction.texts import safe_text
from functions.core.words import place, thing
from functions.recap.figures.counted import Counted
from functions.recap.figures.figures import Kind

UID_DOMAIN = "ksbb.invalid"
"""No mail is ever sent here (RFC 2606); a UID only has to be unique and constant."""


def calendar(lines: Iterable[Counted], kinds: Mapping[str, Kind], book: Book, at: dt.datetime) -> bytes:
    """One all-day event for each commitment that counts; times are UTC. What a place is called is staff's word now."""
    found = Calendar()
    found.add("prodid", "-//KSBB//Jadwal penyaluran//ID")
    found.add("version", "2.0")
    found.add("x-wr-calname", "KSBB: jadwal penyaluran")
    start, end, rest = bytes(found.to_ical()).partition(b"END:VCALENDAR")
    # Event by event: thousands of the library's objects at once would need more memory than all the rest.
    events = (_event(line, kinds, book, at).to_ical() for line in lines if line.days)
    return b"".join((start, *events, end, rest))


def _event(line: Counted, kinds: Mapping[str, Kind], book: Book, at: dt.datetime) -> Event:
    event, where = Event(), place(book, line.target) or line.target
    kind = kinds.get(line.kind, Kind(line.kind, line.kind, "", ""))
    what = thing(kind.unit, kind.name)
    region = book.places.by_code.get(line.region or "")
    event.add("uid", f"komitmen-{line.n}@{UID_DOMAIN}")
    event.add("dtstamp", at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", line.days[0])
    event.add("dtend", line.days[-1] + dt.timedelta(days=1))
    event.add("summary", safe_text(f"KSBB: {thousands(line.amount)} {what} untuk {where}"))
    arrived = f"Sudah tersalur: {thousands(line.delivered)} {what}."
    event.add("description", f"Komitmen nomor {line.n} untuk sasaran {line.target}. {arrived}")
    if region:
        event.add("location", f"Kelurahan {region.village}, Kecamatan {region.district}, {region.city}")
    event.add("transp", "TRANSPARENT")
    return event

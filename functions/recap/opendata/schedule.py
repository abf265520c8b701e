"""Public deliveries as a calendar file: what arrives where and when, without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event

from functions.core.redaction import safe_text
from functions.recap.counted import Counted, places
from functions.recap.figures import Kind
from functions.recap.words import quantity

UID_DOMAIN = "ksbb.invalid"
"""No mail is ever sent here (RFC 2606); a UID only has to be unique and constant."""


def calendar(lines: Iterable[Counted], kinds: Mapping[str, Kind], at: dt.datetime) -> bytes:
    """One all-day event for each commitment that counts; times are UTC."""
    found = Calendar()
    found.add("prodid", "-//KSBB//Jadwal penyaluran//ID")
    found.add("version", "2.0")
    found.add("x-wr-calname", "KSBB: jadwal penyaluran")
    for line in lines:
        if line.days:
            found.add_component(_event(line, kinds.get(line.kind, Kind(line.kind, line.kind, "", "")), at))
    return bytes(found.to_ical())


def _event(line: Counted, kind: Kind, at: dt.datetime) -> Event:
    event = Event()
    region = places().get(line.region or "")
    event.add("uid", f"komitmen-{line.n}@{UID_DOMAIN}")
    event.add("dtstamp", at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", line.days[0])
    event.add("dtend", line.days[-1] + dt.timedelta(days=1))
    event.add("summary", safe_text(f"KSBB: {quantity(line.amount, kind)} untuk {line.target}"))
    event.add("description", f"Komitmen nomor {line.n}. Sudah tersalur: {quantity(line.delivered, kind)}.")
    if region:
        event.add("location", f"Kelurahan {region.village}, Kecamatan {region.district}, {region.city}")
    event.add("transp", "TRANSPARENT")
    return event

"""A delivery in the donor's calendar: entered, moved and taken away by the mails that say so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest

from functions.core.events import RequestDecided
from functions.notify.due.message import Kind
from local.mailbox.server import Mail
from sheets_schema.terms import Action, Status
from tests.city import answers
from tests.notify.samples import FRIDAY, asked, cancelled, line, state_of
from tests.notify.town import Town, wib
from tests.notify.writing.test_compose import content


def entries(mail: Mail) -> list[tuple[str, str, str, int, dt.date, str]]:
    """Of each calendar file: the method of its type and its own, UID, SEQUENCE, day and status of its events."""
    found = []
    for part in mail.message.walk():
        if part.get_content_type() == "text/calendar":
            data: Any = part.get_payload(decode=True)
            calendar = icalendar.Calendar.from_ical(data)
            found += [
                (
                    str(part["Content-Type"].params["method"]),
                    str(calendar["METHOD"]),
                    str(event["UID"]),
                    int(event["SEQUENCE"]),
                    event["DTSTART"].dt,
                    str(event["STATUS"]),
                )
                for event in calendar.walk("VEVENT")
            ]
    return found


def test_what_is_cancelled_leaves_the_calendar_and_what_is_moved_moves_there(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.notify(part="donors")
    town.city.request(1, "ubah jadwal", new_date=dt.date(2020, 5, 2))
    town.city.drain()
    town.notify(part="donors")
    town.city.request(1, "batalkan")
    town.city.drain()
    town.notify(part="donors")
    seen = [one for mail in town.box.mails for one in entries(mail)]
    methods = [one[:2] for one in seen]
    assert methods == [("PUBLISH", "PUBLISH"), ("PUBLISH", "PUBLISH"), ("CANCEL", "CANCEL")]
    assert {one[2] for one in seen} == {"komitmen-1@kota.example"}
    assert [one[3] for one in seen] == sorted({one[3] for one in seen})
    assert [one[4] for one in seen] == [dt.date(2020, 4, 30), dt.date(2020, 5, 2), dt.date(2020, 5, 2)]
    assert [one[5] for one in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


@pytest.mark.parametrize("taken", [cancelled(1), asked(1, Action.REJECT, status=Status.REJECTED)])
def test_where_of_one_response_some_lines_go_and_some_move_each_has_its_file(taken: RequestDecided) -> None:
    lines = [line(n, response="respons-1") for n in (1, 2)]
    changes = [taken, asked(2, Action.RESCHEDULE, date=dt.date(2020, 5, 2))]
    found = content(state_of((FRIDAY, lines), (wib(24, 12), changes)), Kind.CHANGED)
    calendars = [icalendar.Calendar.from_ical(part.data) for part in found.attachments]
    assert [part.params["method"] for part in found.attachments] == [str(one["METHOD"]) for one in calendars]
    assert [(str(one["METHOD"]), [str(e["UID"]) for e in one.walk("VEVENT")]) for one in calendars] == [
        ("PUBLISH", ["komitmen-2@kota.example"]),
        ("CANCEL", ["komitmen-1@kota.example"]),
    ]

"""A city with persons in charge, a mailbox with TLS and login, and an instance of the function."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Sequence
from typing import Any

from functions.gapi.sheets import create_workbook
from functions.ledger.ports import Google
from functions.notify.due.message import Message, Role
from functions.notify.round import Notifier, Report, Sender
from functions.notify.sending.smtp import Server
from functions.notify.writing.links import Links
from local.mailbox.server import HOST, Mail, Mailbox
from sheets_schema import workbook
from sheets_schema.column import Tab
from sheets_schema.private import COORDINATORS, SETTINGS, Coordinator
from tests.city import City, target

LOGIN = ("ksbb", "rahasia-contoh")
SECONDS = 60
OFFICE = "pokja@kantor.example"
LINKS = Links(form="http://127.0.0.1:9/form", status="http://127.0.0.1:9/status/{n}", private="http://127.0.0.1:9/buku")

PJ_A = Coordinator(code="PJ-A", name="Contoh Ketua A", phone="0813-0000-0301", email="pj.a@contoh.example")
PJ_B = Coordinator(code="PJ-B", name="Contoh Ketua B", phone="0813-0000-0302")
PJ_C = Coordinator(code="PJ-C", name="Contoh Ketua C", phone="0813-0000-0303", email="pj.c@contoh.example")

TARGETS = (
    target("RW-A", 100, coordinator="PJ-A"),
    target("RW-B", 100, rw=6, coordinator="PJ-B"),
    target("RW-C", 100, rw=7),
)


def sender(box: Mailbox, context: ssl.SSLContext | None) -> Sender:
    """How the function hands in mail to this mailbox."""
    user, password = LOGIN
    server = Server(HOST, box.port, user, password, "starttls" if context else "none", 5, context)
    return Sender(server, "ksbb@kota.example", "kota.example", LINKS)


class PlainCity(City):
    """A city whose workbooks have no formats, dropdowns or protection, which take long; nothing here looks at them."""

    def _workbook(self, tabs: Sequence[Tab], title: str) -> str:
        return create_workbook(self.session, workbook.creation(tabs, title))


class Town:
    """The city, its mailbox, and the clock."""

    def __init__(self, city: City, box: Mailbox, context: ssl.SSLContext) -> None:
        self.city, self.box, self.context = city, box, context
        city.type_rows(COORDINATORS, (PJ_A, PJ_B, PJ_C))
        self.set("surel pokja", OFFICE)
        city.drain()

    def set(self, key: str, value: str | int) -> None:
        """Staff change a setting."""
        rows = self.city.read(SETTINGS)
        self.city.type_cell(SETTINGS, [row[0] for row in rows].index(key) + 1, "value", value)

    def instance(self) -> Notifier:
        """A cold instance of the function."""
        return Notifier(self.city.ledger(), sender(self.box, self.context), SECONDS)

    def notify(self, moment: dt.datetime | None = None, part: str = "", google: Google | None = None) -> Report:
        """One round by a cold instance, at the city's time unless told."""
        now = moment or self.city.clock
        return self.instance().run(google or self.city.google(seconds=60), lambda: now, part)

    def mails(self, to: str = "") -> list[Mail]:
        """What lies in the mailbox, for one address if given."""
        return [mail for mail in self.box.mails if not to or mail.to == to]

    def subjects(self, to: str = "") -> list[str]:
        """The subjects, in order."""
        return [str(mail.message["Subject"]) for mail in self.mails(to)]


def wib(day: int, hour: int, minute: int = 0, month: int = 4) -> dt.datetime:
    """A moment of 2020 in Jakarta."""
    return dt.datetime(2020, month, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def text_of(mail: Mail) -> str:
    """The text part."""
    part: Any = mail.message.get_body(("plain",))
    return str(part.get_content())


def html_of(mail: Mail) -> str:
    """The HTML part."""
    part: Any = mail.message.get_body(("html",))
    return str(part.get_content())


def file_of(mail: Mail, ending: str) -> bytes:
    """An attachment by the end of its name."""
    parts = [p for p in mail.message.iter_attachments() if str(p.get_filename()).endswith(ending)]
    content: Any = parts[0].get_payload(decode=True)
    return bytes(content)


def donors(messages: tuple[Message, ...]) -> list[str]:
    """The keys of donors' messages."""
    return [m.key for m in messages if m.role is Role.DONOR]

"""What a message says of a line, a person in charge, a donor: words ready to print, for one reader each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from functions.core.book import Book
from functions.core.reasons import sentences
from functions.core.state import COUNTED, Line, News
from functions.core.submission import Response
from functions.notify.due import fresh_change, is_cancelled
from functions.notify.links import Links, whatsapp
from functions.notify.words import amount, days, place, where
from sheets_schema.private import Coordinator
from sheets_schema.terms import Action, Status

NO_NAME = "Donatur"
ASK_STAFF = "tanyakan kepada petugas KSBB"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line for its donor. Nobody else's words are in it."""

    title: str
    kind: str
    amount: str
    target: str
    where: str
    when: str
    verdict: str
    why: str
    delivered: str
    url: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A line for the PJ of its target, with the donor's contact while it is to be delivered."""

    title: str
    tag: str
    target: str
    when: str
    donor: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A PJ for a donor."""

    name: str
    position: str
    phone: str
    link: str | None

    @classmethod
    def of(cls, coordinator: Coordinator) -> Person:
        """Name, position and phone; the e-mail address is not given away."""
        greeting = "Selamat pagi, saya donatur KSBB dan ingin mengatur penyaluran."
        phone = coordinator.phone
        return cls(coordinator.name, coordinator.position or "", phone, whatsapp(phone, greeting))


def typed(response: Response, key: str) -> str:
    """An answer on one line: nobody can type what looks like a part of the message."""
    return " ".join(response.first(key).split())


def name_of(response: Response | None) -> str:
    """How a donor is addressed."""
    return (typed(response, "name") if response else "") or NO_NAME


def kind_name(book: Book, line: Line) -> str:
    """What the aid is called."""
    kind = book.kinds.get(line.kind or "")
    return kind.name if kind else line.kind or "bantuan"


def line_facts(book: Book, line: Line, links: Links) -> LineFacts:
    """A line as its donor reads it."""
    target, kind = book.targets.get(line.target or ""), kind_name(book, line)
    shown = line.approved if line.status in COUNTED else line.asked or 0
    much = amount(shown, line.unit)
    return LineFacts(
        title=f"Komitmen {line.n}: {kind}, {much}" if shown else f"Komitmen {line.n}: {kind}",
        kind=kind,
        amount=much,
        target=place(target),
        where=where(target),
        when=days(line.date, line.days) if line.date else "",
        verdict=_verdict(line),
        why=_why(line),
        delivered=amount(line.delivered, line.unit),
        url=links.status_of(line.n),
    )


_VERDICTS: Mapping[Status, str] = {
    Status.REVIEW: "sedang ditinjau petugas; Anda kami kabari",
    Status.DONE: "selesai, sudah tersalur",
    Status.REJECTED: "tidak dapat diterima",
    Status.CANCELLED: "dibatalkan",
}


def _verdict(line: Line) -> str:
    if line.status in _VERDICTS:
        return _VERDICTS[line.status]
    if line.asked and line.approved < line.asked:
        return f"disetujui sebagian: {amount(line.approved, line.unit)} dari {amount(line.asked, line.unit)}"
    return f"disetujui: {amount(line.approved, line.unit)}"


def _why(line: Line) -> str:
    """The reason as the donor may read it: those of a line in review are instructions to staff."""
    if line.status is Status.REJECTED:
        by_staff = News.CHANGED in line.marks
        return "diputuskan petugas setelah ditinjau" if by_staff else sentences(line.reasons)
    partial = [reason for reason in line.reasons if reason.code == "partial"]
    return sentences(partial) if line.status in COUNTED else ""


_TAGS: Mapping[Action, str] = {
    Action.CANCEL: "DIBATALKAN",
    Action.RESCHEDULE: "jadwal berubah",
    Action.RESIZE: "jumlah berubah",
}


def delivery(book: Book, line: Line, response: Response | None, *, news: bool) -> Delivery:
    """A line as the PJ of its target reads it. Only whoever is to bring something is made known."""
    change = fresh_change(line)
    tag = _TAGS.get(change.action, "berubah") if change and change.action else "baru"
    shown = amount(line.approved or line.asked or 0, line.unit)
    base = (f"Komitmen {line.n}: {kind_name(book, line)}, {shown}", tag if news else "")
    target, when = place(book.targets.get(line.target or "")), days(line.date, line.days)
    if is_cancelled(line):
        return Delivery(*base, target, when)
    if response is None:
        return Delivery(*base, target, when, donor=ASK_STAFF)
    return Delivery(
        *base,
        target,
        when,
        donor=typed(response, "name"),
        contact=typed(response, "contact"),
        phone=typed(response, "phone"),
        email=" ".join(response.email.split()),
    )

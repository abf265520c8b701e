"""What a message says of a line, a person in charge, a donor: words ready to print, for one reader each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.core.book import Book
from functions.core.contacts import normal_phone
from functions.core.doubles import DOUBLE, EARLIER
from functions.core.reasons import sentences, thousands
from functions.core.state import COUNTED, Line, News
from functions.core.submission import Response
from functions.ledger.views import PUBLIC_STATUS
from functions.notify.due.news import fresh_change, is_cancelled
from functions.notify.writing.links import Links, whatsapp
from functions.notify.writing.quoting import ASK_STAFF, NO_NAME, email_of, phone_of, quoted, unlinked
from functions.notify.writing.words import amount, days, place, where
from sheets_schema.private import Coordinator
from sheets_schema.terms import Action, Status

_OFFERS = 3
"""Lines that a greeting names; links must stay short."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line for its donor. Nobody else's words are in it."""

    title: str
    kind: str
    amount: str
    target: str
    where: str
    when: str
    before: str
    verdict: str
    why: str
    delivered: str
    url: str
    shown: bool

    @property
    def link(self) -> tuple[str, str] | None:
        """Where its public status is, if the public sees it."""
        return ("Lihat status", self.url) if self.shown else None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A line for the PJ of its target, with the donor's contact while it is to be delivered."""

    title: str
    tag: str
    target: str
    when: str
    before: str = ""
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

    @property
    def call(self) -> tuple[str, str] | None:
        """What a phone dials."""
        digits = normal_phone(self.phone)
        return (f"Telepon {self.phone}", f"tel:+{digits}") if digits else None

    @classmethod
    def of(cls, coordinator: Coordinator, donor: str, lines: Sequence[LineFacts]) -> Person:
        """Name, position and phone; the e-mail address is not given away. The link greets in the donor's words."""
        name, phone = quoted(coordinator.name), quoted(coordinator.phone)
        offers = "; ".join(f"{line.title}, {line.when}" for line in lines[:_OFFERS])
        more = f"; dan {len(lines) - _OFFERS} lainnya" if len(lines) > _OFFERS else ""
        greeting = (
            f"Halo Bapak/Ibu {name}, saya {donor}, donatur KSBB untuk {lines[0].target}.\n"
            f"{offers}{more}.\nJam berapa dan di mana bantuan ini dapat kami serahkan?"
        )
        return cls(name, quoted(coordinator.position), phone, whatsapp(phone, greeting))


def kind_name(book: Book, line: Line) -> str:
    """What the aid is called."""
    kind = book.kinds.get(line.kind or "")
    return quoted(kind.name if kind else line.kind) or "bantuan"


def package(book: Book, line: Line) -> tuple[str, ...]:
    """What belongs into a package of this kind, and on what conditions, as staff say."""
    kind = book.kinds.get(line.kind or "")
    if kind is None:
        return ()
    name = quoted(kind.name)
    said = ((f"Isi acuan {name}", kind.content), (f"Syarat {name}", kind.terms))
    return tuple(f"{what}: {quoted(text)}" for what, text in said if text)


def line_facts(book: Book, line: Line, links: Links) -> LineFacts:
    """A line as its donor reads it."""
    target, kind = book.targets.get(line.target or ""), kind_name(book, line)
    shown = line.approved if line.status in COUNTED else line.asked or 0
    much = _much(line, shown)
    return LineFacts(
        title=f"Komitmen {line.n}: {kind}, {much}" if shown else f"Komitmen {line.n}: {kind}",
        kind=kind,
        amount=much,
        target=place(target, book.places),
        where=where(target, book.places),
        when=days(line.date, line.days) if line.date else "",
        before=_before(line),
        verdict=_verdict(line),
        why=_why(line),
        delivered=amount(line.delivered, line.unit),
        url=links.status_of(line.n),
        shown=line.status in PUBLIC_STATUS,
    )


def _much(line: Line, number: int) -> str:
    """An amount, and of several days what each of them brings: the number is their total."""
    whole, parts = amount(number, line.unit), line.shares.values()
    if line.days <= 1:
        return whole
    even = len(parts) == line.days and len(set(parts)) == 1 and sum(parts) == number
    return f"{whole} ({thousands(next(iter(parts)))} sehari)" if even else f"{whole} untuk {line.days} hari"


def _before(line: Line) -> str:
    """The days that were planned before staff moved the delivery."""
    change = fresh_change(line)
    moved = change and change.action is Action.RESCHEDULE and change.date_before not in {None, line.date}
    return days(change.date_before, line.days) if change and moved else ""


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
        return f"disetujui sebagian, {thousands(line.approved)} dari {amount(line.asked, line.unit)}"
    return f"disetujui, {amount(line.approved, line.unit)}"


_DOUBLE = (
    "isian ini sama dengan komitmen nomor {}: kontak, sasaran, jenis, jumlah dan tanggalnya. Kuota belum ditahan. "
    "Petugas memastikan dulu apakah memang dua kali; Anda tidak perlu mengisi lagi"
)


IN_REVIEW: Mapping[str, str] = {
    **dict.fromkeys(("unknown_target", "inactive_target"), "data sasaran ini sedang diperiksa"),
    **dict.fromkeys(("no_quota", "swapped", "question_changed"), "kebutuhan sasaran ini sedang dihitung ulang"),
    **dict.fromkeys(("no_period", "closed_period"), "tanggalnya di luar masa penyaluran yang sedang dibuka"),
    **dict.fromkeys(("unanswered", "unknown_choice", "no_email"), "ada isian yang perlu kami pastikan kepada Anda"),
    "unknown_question": "jenis bantuannya perlu kami pastikan kepada Anda",
    "inactive_kind": "jenis bantuan ini sedang tidak dibuka",
    "large": "jumlahnya besar, jadi kami pastikan dulu kepada Anda",
    "unknown_aggregator": "agregator yang Anda pilih sedang diperiksa",
    "many_open": "masih ada beberapa komitmen Anda yang berjalan",
}
"""Why a line waits, as its donor may read it; what staff read of it are instructions."""


def _why(line: Line) -> str:
    """The reason as the donor may read it: those of a line in review are instructions to staff."""
    if line.status is Status.REJECTED:
        by_staff = News.CHANGED in line.marks
        return "diputuskan petugas setelah ditinjau" if by_staff else sentences(line.reasons)
    if line.status is Status.REVIEW:
        first = next((reason.number for reason in line.reasons if reason.code == DOUBLE), None)
        told = dict.fromkeys(IN_REVIEW[reason.code] for reason in line.reasons if reason.code in IN_REVIEW)
        return _DOUBLE.format(first) if first else "; ".join(told)
    partial = [reason for reason in line.reasons if reason.code in {"partial", EARLIER}]
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
    shown = _much(line, line.approved or line.asked or 0)
    base = (
        f"Komitmen {line.n}: {kind_name(book, line)}, {shown}",
        tag if news else "",
        place(book.targets.get(line.target or ""), book.places),
        days(line.date, line.days),
        _before(line) if news else "",
    )
    if is_cancelled(line):
        return Delivery(*base)
    if response is None:
        return Delivery(*base, donor=ASK_STAFF)
    return Delivery(
        *base,
        donor=unlinked(response.first("name")) or NO_NAME,
        contact=unlinked(response.first("contact")),
        phone=phone_of(response),
        email=email_of(response),
    )

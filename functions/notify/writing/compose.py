"""Writing a message: who it goes to, and its text, HTML and attachments (design, section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from functools import cached_property
from typing import Any

from functions.core.book import Book
from functions.core.donors import text_digest
from functions.core.doubles import waiting_doubles
from functions.core.quota import cautious
from functions.core.state import Line, News, State
from functions.core.submission import JAKARTA, Response
from functions.core.words import date, weekday
from functions.notify.due.message import Kind, Message, Role
from functions.notify.due.people import People
from functions.notify.due.rules import address_marks
from functions.notify.sending.delivery import Refused, TryLater
from functions.notify.writing import calendar, envelope, facts, letter, quoting, reports, subjects, words, worklist
from functions.notify.writing.envelope import Attachment, Content, Office
from functions.notify.writing.links import Links
from functions.notify.writing.quoting import quoted
from functions.notify.writing.suggest import Suggester
from functions.notify.writing.templates import render
from functions.notify.writing.worklist import Call, Worklist
from sheets_schema.form import SELF_DELIVERED, VIA
from sheets_schema.private import Coordinator, Problem
from sheets_schema.terms import Action, DonorGroup, Status

_RUNNING = (Status.ACCEPTED, Status.PARTLY_DELIVERED)
_CALENDARS = {"PUBLISH": "jadwal-penyaluran.ics", "CANCEL": "jadwal-dibatalkan.ics"}
_CHANGES: Mapping[Action | None, str] = {
    Action.CANCEL: "Komitmen Anda dibatalkan",
    Action.REJECT: "Komitmen Anda tidak dapat diterima",
    Action.RESCHEDULE: "Jadwal penyaluran Anda berubah",
    Action.RESIZE: "Jumlah komitmen Anda berubah",
}
_SAID: Mapping[Action | None, str] = {
    Action.CANCEL: "dibatalkan",
    Action.REJECT: "tidak dapat diterima",
    Action.RESCHEDULE: "jadwalnya berubah",
    Action.RESIZE: "jumlahnya berubah",
}
_CALL = "disetujui, hubungi penanggung jawab"


@dataclass(frozen=True)
class Composer:
    """Everything that messages are written from.

    `responses` holds the form's answers by response id, `figures` the cells of the tab Rekap below its header,
    `problems` what the data doctor found, `calls` the messages in Perlu Dihubungi that nobody has ticked, `undelivered`
    how many mails were refused.
    """

    state: State
    book: Book
    people: People
    responses: Mapping[str, Response]
    links: Links
    office: Office
    now: dt.datetime
    figures: Sequence[Sequence[Any]] = ()
    problems: Sequence[Problem] = ()
    calls: Sequence[Call] = ()
    undelivered: int = 0

    def address(self, message: Message) -> str:
        """The recipient's address as it stands now; empty when there is none."""
        if message.role is Role.DONOR:
            response = self.responses.get(message.recipient)
            return response.email if response else ""
        if message.role is Role.COORDINATOR:
            coordinator = self.people.coordinators.get(message.recipient)
            return (coordinator.email if coordinator else None) or ""
        return self._of_several(message).get(message.about.rpartition("/")[2], "")

    def _of_several(self, message: Message) -> Mapping[str, str]:
        if message.role is Role.OFFICE:
            return address_marks(self.state, self.book.settings.office)
        programme = self.people.programmes.get(message.recipient)
        return address_marks(self.state, [programme.email if programme else None])

    def places(self) -> dict[str, int]:
        """Mark of an address -> its place, where a setting or a programme has several."""
        several = [self.book.settings.office, *([p.email] for p in self.people.programmes.values())]
        marks = [address_marks(self.state, typed) for typed in several]
        return {mark: k for found in marks if len(found) > 1 for k, mark in enumerate(found, start=1)}

    def address_mark(self, message: Message) -> str:
        """A salted digest of the address: it tells one from another and names none."""
        if message.role is Role.DONOR:
            return "form"  # A response never changes; its address need not be fetched to know that.
        return text_digest(self.state, self.address(message))

    def write(self, message: Message, carried: Message | None = None) -> EmailMessage:
        """The mail: an answer may carry the acceptance of its lines along.

        Raises Refused when there is no usable address, TryLater when the donor's answers are not there.
        """
        if message.role is Role.DONOR and message.recipient not in self.responses:
            raise TryLater("the form does not show this response now")
        to = self.address(message)
        if not to:
            raise Refused("missing")
        return envelope.mail(message.key, to, self.content(message, carried), self.office, self.now)

    def content(self, message: Message, carried: Message | None = None) -> Content:
        """What the message says, with what it carries along."""
        subject, template, context = self._parts[message.kind](message)
        if carried and context["pj"]:
            subject, template = subjects.subject(self.book, self._lines(message), _CALL), "answered.j2"
        context |= {"complaints": words.COMPLAINTS, "form": self.links.form}
        files = self._files(carried or message)
        return Content(subject, render("text", template, context), render("html", template, context), files)

    def whatsapp_texts(self, message: Message) -> list[str]:
        """The text of a PJ's message, in as many parts as links can carry, the first deliveries first."""
        _, template, context = self._to_coordinator(message)
        return reports.in_parts(template, context | {"complaints": words.COMPLAINTS})

    @cached_property
    def _parts(self) -> Mapping[Kind, Callable[[Message], tuple[str, str, dict[str, Any]]]]:
        return {
            Kind.RECEIVED: self._received,
            Kind.ACCEPTED: self._with_contact(_CALL),
            Kind.CHANGED: self._changed,
            Kind.REMINDER: self._with_contact("diantar besok"),
            Kind.OVERDUE: self._with_contact("sudah tiba?"),
            Kind.THANKS: self._with_contact("sudah tiba, terima kasih"),
            Kind.PJ_NOW: self._to_coordinator,
            Kind.PJ: self._to_coordinator,
            Kind.SKPD: self._to_department,
            Kind.POKJA: self._to_office,
        }

    def _lines(self, message: Message) -> list[Line]:
        return [self.state.lines[n] for n in message.lines]

    def _donor(self, message: Message) -> dict[str, Any]:
        lines, name = self._lines(message), quoting.name_of(self.responses.get(message.recipient))
        return {
            "name": name,
            "lines": [self._facts(line) for line in lines],
            "pj": self._in_charge(lines, name),
        }

    def _facts(self, line: Line) -> facts.LineFacts:
        """What is said of a line, and which lines repeat it and wait."""
        said = facts.line_facts(self.book, line, self.links)
        if repeated := self._doubles.get(line.n):
            again = f"Isian yang sama masuk lagi: {words.numbers(repeated)}. Isian itu menunggu diperiksa petugas."
            return replace(said, why=" ".join(filter(None, (said.why, again))))
        return said

    @cached_property
    def _doubles(self) -> Mapping[int, tuple[int, ...]]:
        return waiting_doubles(self.state.lines.values())

    def _in_charge(self, lines: Sequence[Line], donor: str) -> facts.Person | None:
        """Only a donor whose lines were accepted learns who is in charge. All lines of a response have one target."""
        running = [line for line in lines if line.status in _RUNNING]
        found = self.people.to_be_told(running[0], self.book.targets) if running else None
        shown = [facts.line_facts(self.book, line, self.links) for line in running]
        return facts.Person.of(found, donor, shown) if found else None

    def _with_contact(self, said: str) -> Callable[[Message], tuple[str, str, dict[str, Any]]]:
        def parts(message: Message) -> tuple[str, str, dict[str, Any]]:
            subject = subjects.subject(self.book, self._lines(message), said)
            return subject, f"{message.kind.value}.j2", self._donor(message)

        return parts

    def _received(self, message: Message) -> tuple[str, str, dict[str, Any]]:
        lines = self._lines(message)
        context = self._donor(message) | {
            "suggestions": self._suggestions(lines),
            "accepted": any(line.status in _RUNNING for line in lines),
            "waiting": any(line.status is Status.REVIEW for line in lines),
            "review_days": self.book.settings.review_days,
        }
        return subjects.subject(self.book, lines, subjects.verdict(lines)), "received.j2", context

    def _changed(self, message: Message) -> tuple[str, str, dict[str, Any]]:
        lines = self._lines(message)
        actions = {line.marks[News.CHANGED].action for line in lines}
        title = _CHANGES[next(iter(actions))] if len(actions) == 1 else "Komitmen Anda berubah"
        context = self._donor(message) | {
            "title": title,
            "over": not any(line.status in _RUNNING for line in lines),
            "suggestions": self._suggestions(lines),
        }
        said = _SAID[actions.pop()] if len(actions) == 1 else "berubah"
        return subjects.subject(self.book, lines, said), "changed.j2", context

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self.state, cautious(self.state, self.book), self.now.astimezone(JAKARTA).date())

    def _suggestions(self, lines: Sequence[Line]) -> list[dict[str, str]]:
        """For the first line that was refused or cut for want of room, so that there is one clear choice."""
        for line in lines:
            wanting = any(reason.code in {"no_room", "partial"} for reason in line.reasons)
            if (wanting and line.approved < (line.asked or 0)) or line.status is Status.CANCELLED:
                return [
                    {
                        "target": f"{words.place(found.target, self.book.places)}: {quoted(found.kind.name)}",
                        "room": words.amount(found.room, found.kind.unit),
                        "where": words.where(found.target, self.book.places),
                        "link": found.link(self.links.form),
                    }
                    for found in self._suggester.instead_of(line)
                ]
        return []

    def _to_coordinator(self, message: Message) -> tuple[str, str, dict[str, Any]]:
        coordinator = self.people.coordinators[message.recipient]
        told = [self._delivery(n, coordinator, news=True) for n in message.lines]
        told += [self._delivery(n, coordinator, news=False) for n in message.also]
        active = any(self.state.lines[n].status in _RUNNING for n in (*message.lines, *message.also))
        at_once = message.kind is Kind.PJ_NOW
        title = "Kabar penyaluran dalam waktu dekat" if at_once else "Komitmen untuk sasaran Anda"
        context = {"title": title, "name": quoted(coordinator.name), "lines": told, "more": 0, "active": active}
        fresh = "ada kabar tentang bantuan untuk sasaran Anda:"
        context["opening"] = fresh if message.lines else "ini penyaluran terdekat untuk sasaran Anda:"
        subject = f"KSBB: {title}"
        if message.lines:
            subject += f" (komitmen {words.numbers(message.lines)})"
        return subject, "coordinator.j2", context

    def _delivery(self, n: int, coordinator: Coordinator, *, news: bool) -> facts.Delivery:
        """Raises AssertionError for a line of somebody else's target: nothing may be told then."""
        line = self.state.lines[n]
        in_charge = self.people.to_be_told(line, self.book.targets)
        if in_charge is None or in_charge.code != coordinator.code:
            raise AssertionError(f"commitment {n} is not for this person in charge")
        return facts.delivery(self.book, line, self.responses.get(line.response), news=news)

    def _to_department(self, message: Message) -> tuple[str, str, dict[str, Any]]:
        programme = self.people.programmes[message.recipient]
        context = reports.weekly(self.state, self.book, self.people, programme, message.day, self.now)
        return f"KSBB: rekap mingguan program {quoted(programme.name)}", "skpd.j2", context

    def _to_office(self, message: Message) -> tuple[str, str, dict[str, Any]]:
        work = Worklist(self.state, self.book, self.people, self.links, self.now)
        parts = work.parts(self.calls, self.problems, self.undelivered)
        context = {"today": weekday(self.now.astimezone(JAKARTA).date()), "parts": parts, "private": self.links.private}
        return worklist.subject(message.day, parts), "pokja.j2", context | reports.draft(self.figures)

    def _files(self, message: Message) -> tuple[Attachment, ...]:
        """The letter and the calendar entry with an acceptance; the calendar entry again with a change."""
        if message.kind not in {Kind.ACCEPTED, Kind.CHANGED}:
            return ()
        lines = self._lines(message)
        entries = [
            (line, facts.line_facts(self.book, line, self.links)) for line in lines if News.ACCEPTED in line.marks
        ]
        found = tuple(
            Attachment(_CALENDARS[ics.method], "text/calendar", ics.data, {"method": ics.method})
            for ics in calendar.invitations(entries, self.office.sender, self.office.domain)
        )
        if message.kind is Kind.ACCEPTED:
            name = f"surat-komitmen-{lines[0].n}.pdf"
            found = (Attachment(name, "application/pdf", letter.pdf(self.letter(message))), *found)
        return found

    def letter(self, message: Message) -> letter.Letter:
        """The letter of an acceptance."""
        lines, response = self._lines(message), self.responses.get(message.recipient)
        decided = dt.datetime.fromisoformat(lines[0].marks[News.ACCEPTED].at).astimezone(JAKARTA).date()
        shown = [facts.line_facts(self.book, line, self.links) for line in lines]
        pairs = zip(lines, shown, strict=True)
        return letter.Letter(
            number=words.letter_number(lines[0].n, decided),
            donor=quoting.name_of(response),
            contact=quoting.answer(response, "contact"),
            channel=f"{VIA}{quoted(lines[0].aggregator)}" if lines[0].aggregator else SELF_DELIVERED,
            target=shown[0].target,
            place=shown[0].where,
            date=date(decided),
            status=shown[0].url,
            institution=lines[0].group is not DonorGroup.INDIVIDUAL if lines[0].group else None,
            lines=[
                letter.LetterLine(str(line.n), f.kind, f.amount, f.when, facts.package(self.book, line))
                for line, f in pairs
            ],
        )

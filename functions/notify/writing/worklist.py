"""What the office reads every morning, work first: what waits for a decision, whom to call, what to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from functions.core.book import Book
from functions.core.reasons import sentences
from functions.core.redaction.reachable import reachable
from functions.core.state import Line, News, State
from functions.core.submission import JAKARTA
from functions.core.words import aid, date, near_day, near_days, place
from functions.notify.due.news import last_day
from functions.notify.due.people import People
from functions.notify.writing.links import Links
from functions.notify.writing.quoting import quoted
from functions.notify.writing.words import amount
from sheets_schema.private import COMMITMENTS, TO_CONTACT, Problem
from sheets_schema.terms import Status

_MOST = 30
"""Cards of one kind; of more, the rest is counted: a mail must open on a phone."""
_RUNNING = (Status.ACCEPTED, Status.PARTLY_DELIVERED)


@dataclass(frozen=True, slots=True)
class Call:
    """A message in Perlu Dihubungi that nobody has ticked: its row, and whom it is for."""

    row: int
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do: what it is about, what is known of it, and where to do it."""

    title: str
    rows: Sequence[tuple[str, str]]
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Work of one kind: `count` in all, of which `cards` are shown. `brief` names it in the subject."""

    heading: str
    brief: str
    count: int
    cards: Sequence[Card]
    rest: str

    @property
    def more(self) -> str:
        """Where those are that are not shown."""
        return f"Dan {self.count - len(self.cards)} lainnya {self.rest}." if self.count > len(self.cards) else ""


@dataclass(frozen=True, slots=True)
class Worklist:
    """The work of a morning, from the tabs and the state."""

    state: State
    book: Book
    people: People
    links: Links
    now: dt.datetime

    def parts(self, calls: Sequence[Call], problems: Sequence[Problem], undelivered: int) -> list[Part]:
        """What there is to do, the most urgent kind first; kinds of which there is nothing are left out."""
        running = [line for line in self.state.lines.values() if line.status in _RUNNING]
        today = self.now.astimezone(JAKARTA).date()
        in_rows = "ada di tab Komitmen"
        review = [line for line in self.state.lines.values() if line.status is Status.REVIEW]
        due_today = [line for line in running if line.date and line.date <= today <= last_day(line)]
        late = [line for line in running if last_day(line) < today]
        alone = [line for line in running if self._in_charge(line) is None]
        found = [
            _part("Menunggu keputusan Anda", "menunggu keputusan", map(self._undecided, review), in_rows),
            _part("Perlu dihubungi", "perlu dihubungi", map(self._call, calls), "ada di tab Perlu Dihubungi"),
            _part("Isian yang perlu diperbaiki", "isian keliru", map(self._finding, problems), "di Pemeriksaan Data"),
            _part("Diantar hari ini", "diantar hari ini", map(self._delivery, due_today), in_rows),
            _part("Lewat waktu, belum tercatat tiba", "lewat waktu", map(self._delivery, late), in_rows),
            _part("Sasarannya tanpa penanggung jawab", "tanpa PJ", map(self._delivery, alone), in_rows),
            _part("Surel gagal", "surel gagal", [_FAILED] * min(undelivered, 1), "di tab Log Surel", undelivered),
        ]
        return [part for part in found if part.count]

    def _undecided(self, line: Line) -> Card:
        since = dt.datetime.fromisoformat(line.marks[News.DECIDED].at).astimezone(JAKARTA)
        rows = [("Sejak", f"{date(since.date())} pukul {since:%H.%M}"), ("Mengapa", quoted(sentences(line.reasons)))]
        return Card(self._title(line, line.asked or 0), [*rows, *self._when(line)], self._row(line))

    def _delivery(self, line: Line) -> Card:
        in_charge = self._in_charge(line)
        who = quoted(in_charge.name) if in_charge else "belum ada"
        arrived = [("Sudah tiba", amount(line.delivered, line.unit))] if line.delivered else []
        rows = [*self._when(line), *arrived, ("Penanggung jawab", who)]
        return Card(self._title(line, line.approved), rows, self._row(line))

    def _in_charge(self, line: Line) -> Any:
        return self.people.in_charge(self.book.targets.get(line.target or ""))

    def _title(self, line: Line, number: int) -> str:
        where = place(self.book, line.target) or "sasaran yang belum dikenali"
        return quoted(f"Komitmen {line.n}: {aid(self.book, number, line.kind, line.unit)} untuk {where}")

    def _when(self, line: Line) -> list[tuple[str, str]]:
        return [("Jadwal", near_days(line.date, line.days))] if line.date else []

    def _row(self, line: Line) -> tuple[str, str]:
        return "Buka barisnya", self.links.row_of(COMMITMENTS, line.n)

    def _call(self, call: Call) -> Card:
        opened = self.links.row_of(TO_CONTACT, call.row)
        return Card(
            f"{quoted(call.name)} (pesan {call.row})", [("Telepon", quoted(call.phone))], ("Buka pesannya", opened)
        )

    def _finding(self, problem: Problem) -> Card:
        rows = [
            ("Isi sekarang", _told(problem.content)),
            ("Masalah", _told(problem.problem)),
            ("Yang perlu dilakukan", quoted(problem.remedy)),
        ]
        where = quoted(f"{problem.tab} {problem.cell or ''}")
        return Card(where, rows, ("Buka sel", self.links.cell_of(problem.link)) if problem.link else None)


def _told(text: str | None) -> str:
    """A cell as a mail may repeat it: a contact that somebody typed there stays in the sheet."""
    said = quoted(text)
    return "ada nomor atau alamat di dalamnya: lihat selnya" if reachable(said) else said


_FAILED = Card("Surel yang tidak sampai", [("Yang perlu dilakukan", "Baca sebabnya di tab Log Surel.")])


def _part(heading: str, brief: str, cards: Iterable[Card], rest: str, count: int | None = None) -> Part:
    made = list(cards)
    return Part(heading, brief, len(made) if count is None else count, made[:_MOST], rest)


def subject(day: dt.date, parts: Sequence[Part]) -> str:
    """KSBB 3 Mei: 4 menunggu keputusan, 2 perlu dihubungi."""
    said = ", ".join(f"{part.count} {part.brief}" for part in parts[:3])
    return f"KSBB {near_day(day).partition(' ')[2]}: {said or 'tidak ada yang menunggu'}"

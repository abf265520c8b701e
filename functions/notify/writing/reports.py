"""Figures for departments and the office, and texts short enough for a WhatsApp link."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from functions.core.book import Book
from functions.core.state import COUNTED, Line, News, State
from functions.core.submission import JAKARTA
from functions.core.words import weekday
from functions.notify.due.news import MORNING, last_day
from functions.notify.due.people import People, unattended
from functions.notify.writing import words
from functions.notify.writing.links import LONGEST_TEXT, MOST_PARTS
from functions.notify.writing.quoting import quoted
from functions.notify.writing.templates import render
from sheets_schema.private import AidKind, Programme
from sheets_schema.terms import Status

_MOST = 30
_RUNNING = (Status.ACCEPTED, Status.PARTLY_DELIVERED)


def weekly(
    state: State, book: Book, people: People, programme: Programme, monday: dt.date, now: dt.datetime
) -> dict[str, Any]:
    """What a department reads on a Monday: its kinds in sums, and targets without a person in charge."""
    today = now.astimezone(JAKARTA).date()
    kinds = [kind for kind in book.kinds.values() if kind.program == programme.code]
    orphans = unattended(people, book.targets)
    return {
        "programme": quoted(programme.name),
        "today": weekday(today),
        "kinds": [found for kind in kinds if (found := _sums(state, kind, monday, today))],
        "orphans": _listed(orphans, book),
        "orphan_count": len(orphans),
    }


def _sums(state: State, kind: AidKind, monday: dt.date, today: dt.date) -> dict[str, str] | None:
    lines = [line for line in state.lines.values() if line.kind == kind.code and line.status in COUNTED]
    if not lines:
        return None
    fresh = [line for line in lines if _accepted_in_week_before(line, monday)]
    overdue = [line for line in lines if line.status in _RUNNING and last_day(line) < today]
    return {
        "name": quoted(kind.name),
        "committed": words.amount(sum(line.approved for line in lines), kind.unit),
        "delivered": words.amount(sum(line.delivered for line in lines), kind.unit),
        "fresh": words.amount(sum(line.approved for line in fresh), kind.unit),
        "overdue": f"{len(overdue)} komitmen" if overdue else "",
    }


def _accepted_in_week_before(line: Line, monday: dt.date) -> bool:
    mark = line.marks.get(News.ACCEPTED)
    end = dt.datetime.combine(monday, MORNING)
    return mark is not None and end - dt.timedelta(days=7) <= dt.datetime.fromisoformat(mark.at) < end


def draft(figures: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The recap's figures as the office reads them, with how many are not shown."""
    return {
        "figures": [_figure(*[*row, "", "", "", ""][:4]) for row in figures[:_MOST]],
        "more_figures": max(0, len(figures) - _MOST),
    }


def _figure(name: Any, group: Any, value: Any, unit: Any) -> tuple[str, str]:
    """A row of the tab Rekap; the sentence for the press stands where others say what they are about."""
    if not isinstance(value, int | float):
        return str(name), str(group)
    return " - ".join(str(part) for part in (name, group) if part), words.amount(round(value), str(unit))


def _listed(codes: Sequence[str], book: Book) -> list[str]:
    rest = len(codes) - _MOST
    named = [f"{words.place(book.targets[code], book.places)} [{code}]" for code in codes[:_MOST]]
    return [*named, f"dan {rest} lainnya"] if rest > 0 else named


def in_parts(template: str, context: Mapping[str, Any]) -> list[str]:
    """A WhatsApp text as links bear it: as many lines in each part as fit. The last one says how many were left out."""
    lines, title = context["lines"], context["title"]

    def text(start: int, end: int, name: str, more: int = 0) -> str:
        return render("whatsapp", template, {**context, "title": name, "lines": lines[start:end], "more": more})

    def too_long(text: str) -> bool:
        return len(quote(text, safe="")) > LONGEST_TEXT

    widest = f"{title} (bagian {MOST_PARTS} dari {MOST_PARTS})"
    starts = [0]
    while len(starts) <= MOST_PARTS and starts[-1] < len(lines):
        start = starts[-1]
        ends = range(start + 2, len(lines) + 1)
        fitting = bisect_left(ends, True, key=lambda end: too_long(text(start, end, widest, len(lines))))
        starts.append(start + 1 + fitting)
    spans = list(pairwise(starts)) or [(0, 0)]
    names = [f"{title} (bagian {k} dari {len(spans)})" if len(spans) > 1 else title for k in range(1, len(spans) + 1)]
    texts = [text(*span, name) for span, name in zip(spans[:-1], names, strict=False)]
    return [*texts, text(*spans[-1], names[-1], len(lines) - spans[-1][1])]

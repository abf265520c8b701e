"""Which targets still need what a donor could not give (issue: up to three). Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from functions.core.book import Book
from functions.core.placing import closed
from functions.core.quota import delivery_days, keys, left, shares
from functions.core.state import Line, State
from sheets_schema.form import prefilled, quantity_question, target_choice, target_question
from sheets_schema.private import AidKind, Period, Region, Target
from sheets_schema.terms import Active

MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target, the kind it needs, the room it has, and what the form should already say."""

    target: Target
    kind: AidKind
    room: int
    answers: Mapping[str, str]

    def link(self, form_url: str) -> str:
        """The form with this target and quantity filled in."""
        return prefilled(form_url, self.answers)


@dataclass(frozen=True)
class Suggester:
    """Finds targets near one that is full. Made once for many lines: it indexes the targets by place."""

    state: State
    book: Book
    today: dt.date

    def instead_of(self, line: Line) -> tuple[Suggestion, ...]:
        """Up to three: same kind; the kelurahan before the kecamatan before the city; the least filled first."""
        target = self.book.targets.get(line.target or "")
        kind = self.book.kinds.get(line.kind or "")
        region = self.book.places.of_target(target)
        dates = delivery_days(line.date, line.days) if line.date else ()
        periods = keys(kind, dates, self.book.periods) if kind else None
        if not (target and kind and region and periods):
            return ()
        if kind.status is Active.INACTIVE or closed(periods, dates, self.today):
            return ()
        found: dict[str, Suggestion] = {}
        for ring in self._rings(region):
            for suggestion in self._with_room(ring, kind, periods, line):
                if suggestion.target.code != target.code:
                    found.setdefault(suggestion.target.code, suggestion)
            if len(found) >= MOST:
                break
        return tuple(found.values())[:MOST]

    @cached_property
    def _places(self) -> dict[tuple[str, ...], list[Target]]:
        """(city), (city, district) and (city, district, village) -> the active targets there."""
        found: dict[tuple[str, ...], list[Target]] = {}
        for target in self.book.targets.values():
            region = self.book.places.of_target(target)
            if region and target.status is Active.ACTIVE:
                whole = (region.city, region.district, region.village)
                for depth in (1, 2, 3):
                    found.setdefault(whole[:depth], []).append(target)
        return found

    def _rings(self, region: Region) -> Iterator[list[Target]]:
        whole = (region.city, region.district, region.village)
        for depth in (3, 2, 1):
            yield self._places.get(whole[:depth], [])

    def _with_room(
        self, targets: list[Target], kind: AidKind, periods: Mapping[str, Period], line: Line
    ) -> list[Suggestion]:
        ranked = []
        for target in targets:
            there = shares(self.state, self.book, target, kind, dict.fromkeys(periods, 0), periods)
            room = min(left(share) for share in there.values())
            if room > 0:
                filled = sum(share.held for share in there.values()) / sum(share.quota or 0 for share in there.values())
                ranked.append((filled, target.priority or 10, target.code, target, room))
        return [
            Suggestion(t, kind, room, _answers(t, self.book.places.by_choice[t.region], kind, line, room))
            for *_, t, room in sorted(ranked, key=_rank)
        ]


def _rank(found: tuple[float, int, str, Target, int]) -> tuple[float, int, str]:
    return found[:3]


def _answers(target: Target, region: Region, kind: AidKind, line: Line, room: int) -> dict[str, str]:
    missing = (line.asked or 0) - line.approved
    wanted = min(room, -(-missing // line.days))
    where = {"city": region.city, target_question(region.city): target_choice(target, region)}
    return where | ({quantity_question(kind.code): str(wanted)} if wanted > 0 else {})

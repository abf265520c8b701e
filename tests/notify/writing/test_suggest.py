"""Which targets are offered instead of a full one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from functions.core.book import Book
from functions.core.events import LineDecided, Share
from functions.core.state import State
from functions.notify.writing.suggest import Suggester
from sheets_schema.private import Target
from sheets_schema.reference import regions
from sheets_schema.terms import Active, PeriodStatus, Status
from tests.city import PERIODS, target
from tests.notify.samples import BOOK, FRIDAY, line, state_of
from tests.notify.town import wib

HERE = next(r for r in regions() if r.choice == "Kebayoran Lama Utara (Kebayoran Lama)")
NEAR = next(r for r in regions() if r.district == HERE.district and r.village != HERE.village)
CITY = next(r for r in regions() if r.city == HERE.city and r.district != HERE.district)
AWAY = next(r for r in regions() if r.city != HERE.city)

FULL = target("FULL", 100)
TARGETS = (
    FULL,
    target("HERE", 100, rw=2),
    target("NEAR", 100, rw=3, region=NEAR.choice),
    target("CITY", 100, rw=4, region=CITY.choice),
    target("AWAY", 100, rw=5, region=AWAY.choice),
)


def book(*targets: Target) -> Book:
    return replace(BOOK, targets={t.code: t for t in targets or TARGETS})


def filled(code: str, granted: int) -> LineDecided:
    n = 10 + sum(map(ord, code))
    return line(n, target=code, granted=granted, shares={"P1": Share(granted=granted, quota=100)})


def offered(state: State, found: Book, now: dt.datetime = FRIDAY) -> list[str]:
    refused = state.lines[1]
    return [s.target.code for s in Suggester(state, found, now.date()).instead_of(refused)]


REFUSED = line(1, target="FULL", status=Status.REJECTED, granted=0, asked=50)


def test_the_nearest_come_first_and_another_city_never() -> None:
    assert offered(state_of((FRIDAY, [REFUSED])), book()) == ["HERE", "NEAR", "CITY"]


def test_within_a_place_the_least_filled_comes_first() -> None:
    more = [target(f"T{k}", 100, rw=k) for k in range(1, 5)]
    state = state_of((FRIDAY, [REFUSED, filled("T1", 50), filled("T2", 10), filled("T4", 90)]))
    assert offered(state, book(FULL, *more)) == ["T3", "T2", "T1"]


def test_priority_decides_between_targets_that_lack_as_much() -> None:
    more = [target("A", 100, rw=1), target("B", 100, rw=2, priority=1)]
    assert offered(state_of((FRIDAY, [REFUSED])), book(FULL, *more)) == ["B", "A"]


def test_full_and_inactive_targets_and_closed_periods_are_not_offered() -> None:
    more = [target("A", 100, rw=1), target("B", 100, rw=2, status=Active.INACTIVE)]
    state = state_of((FRIDAY, [REFUSED, filled("A", 100)]))
    assert offered(state, book(FULL, *more)) == []
    closed = tuple(p.model_copy(update={"status": PeriodStatus.CLOSED}) for p in PERIODS)
    refused = state_of((FRIDAY, [REFUSED]))
    assert offered(refused, replace(book(), periods=closed)) == []
    assert PERIODS[0].commit_by == dt.date(2020, 4, 30)
    assert offered(refused, book(), wib(30, 23))
    assert offered(refused, book(), wib(1, 0, month=5)) == []


def test_a_kind_that_staff_ended_is_not_offered() -> None:
    ended = {"sembako": BOOK.kinds["sembako"].model_copy(update={"status": Active.INACTIVE})}
    assert offered(state_of((FRIDAY, [REFUSED])), replace(book(), kinds=ended)) == []


def test_the_link_fills_in_the_target_and_what_is_still_missing() -> None:
    state = state_of((FRIDAY, [REFUSED, filled("HERE", 70)]))
    first, second, _ = Suggester(state, book(), FRIDAY.date()).instead_of(state.lines[1])
    answers = [
        sorted(v for (v,) in parse_qs(urlsplit(s.link("https://x.example/f")).query).values()) for s in (first, second)
    ]
    assert answers[0] == ["30", "Jakarta Selatan", "RW 02 Kebayoran Lama Utara [HERE]", "pp_url"]
    assert answers[1][0] == "50"

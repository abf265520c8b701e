"""States made from events, and the book and people around them: nothing but codes and sample names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from functions.core.book import Book
from functions.core.events import Event, LineDecided, RequestDecided, Share
from functions.core.state import State
from functions.notify.due.message import Kind, Message
from functions.notify.due.people import People
from functions.notify.due.rules import due
from sheets_schema.private import Coordinator, Programme
from sheets_schema.reference import aid_kinds
from sheets_schema.settings import Settings
from sheets_schema.terms import Action, Status, YesNo
from tests.city import PERIODS, PLACES
from tests.notify.town import OFFICE, PJ_A, PJ_B, TARGETS, wib

PEOPLE = People(
    {"PJ-A": PJ_A, "PJ-B": PJ_B},
    {"pangan": Programme(code="pangan", name="Pangan", email="skpd@dinas.example", active=YesNo.YES)},
)
BOOK = Book(
    targets={t.code: t for t in TARGETS},
    known_targets=frozenset(t.code for t in TARGETS),
    kinds={k.code: k for k in aid_kinds()},
    known_kinds=frozenset(k.code for k in aid_kinds()),
    periods=PERIODS,
    settings=Settings(office=(OFFICE,)),
    places=PLACES,
)
FRIDAY = wib(24, 10)
"""Friday 24 April 2020, ten in the morning."""


def line(n: int, *, day: int = 30, status: Status = Status.ACCEPTED, granted: int = 10, **said: Any) -> LineDecided:
    """A line of 10 sembako for RW-A on a day of April 2020, from a response of its own."""
    plain: dict[str, Any] = {
        "n": n,
        "response": f"respons-{n}",
        "created": "2020-04-24T03:00:00.000000000Z",
        "submitted": "2020-04-24T03:00:00.000000000Z",
        "donor": f"D{n}",
        "target": "RW-A",
        "kind": "sembako",
        "unit": "paket",
        "period": "P1",
        "date": dt.date(2020, 4, day),
        "asked": 10,
        "shares": {"P1": Share(granted=granted, quota=100, held=0)} if granted else {},
        "status": status,
    }
    return LineDecided(**plain | said)


def asked(n: int, action: Action, **said: Any) -> RequestDecided:
    """A request of staff that was done."""
    return RequestDecided(**{"n": n, "digest": f"{n}{action}", "action": action, "done": True} | said)


def cancelled(n: int) -> RequestDecided:
    """Staff cancelled a line."""
    return asked(n, Action.CANCEL, status=Status.CANCELLED, shares={})


def state_of(*entries: tuple[dt.datetime, Iterable[Event]]) -> State:
    """The fold of entries, each made at a moment."""
    state = State()
    for number, (moment, events) in enumerate(entries, start=2):
        state.apply(events, number, moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"))
    return state


def messages(state: State, now: dt.datetime, people: People = PEOPLE, book: Book = BOOK) -> tuple[Message, ...]:
    """What is due, the office's daily mail aside."""
    return tuple(m for m in due(state, book, people, now) if m.kind not in {Kind.POKJA, Kind.SKPD})


def keys(state: State, now: dt.datetime, people: People = PEOPLE) -> set[str]:
    """The keys of what is due, without their day."""
    return {m.key.partition("/")[2] for m in messages(state, now, people)}


def replaced(by: Coordinator) -> People:
    """PJ-A was replaced."""
    gone = PJ_A.model_copy(update={"successor": by.code})
    return People({**PEOPLE.coordinators, "PJ-A": gone, by.code: by}, PEOPLE.programmes)

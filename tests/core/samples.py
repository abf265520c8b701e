"""A small programme to decide in: three RW, an orphanage, three kinds of aid, two periods of one season."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from functions.core.book import Book, StaffRequest
from functions.core.contacts import contact_keys
from functions.core.decide import decide
from functions.core.donors import known_by
from functions.core.events import Bound, Event, LineDecided, RequestDecided
from functions.core.places import Places
from functions.core.state import Line, State
from functions.core.submission import Response
from sheets_schema.form import (
    CONSENT,
    PLEDGE,
    SELF_DELIVERED,
    TAKE_NONE,
    TAKE_PART,
    quantity_question,
    question_id,
    target_label,
    target_question,
)
from sheets_schema.private import AidKind, Period, Region, Target
from sheets_schema.settings import Settings
from sheets_schema.terms import Action, Active, Basis, Frequency, PeriodStatus, Status, TargetType

NOW = dt.datetime(2020, 4, 24, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2020, 4, 24)
CITY, OTHER_CITY = "Kota Contoh", "Kota Contoh Lain"
A, B, INACTIVE, HOME = "RW-A", "RW-B", "RW-MATI", "PA-001"
PACKAGES, MEALS, FEAST, DEVICES = "sembako", "siap saji", "lebaran", "tablet"
REGION, VILLAGE_CODE = "Contoh Kelurahan", "31.00.00.0001"
KELURAHAN = Places.of(
    Region(code=code, village=choice, district="Contoh Kecamatan", city=city, choice=choice)
    for code, choice, city in ((VILLAGE_CODE, REGION, CITY), ("31.00.00.0002", "Contoh Kelurahan Lain", OTHER_CITY))
)


def target(code: str, **changes: Any) -> Target:
    """An active RW with 100 poor households, unless changed."""
    row = {"code": code, "type": TargetType.RW, "region": REGION, "rw": 5, "poor_households": 100}
    return Target(**{**row, "status": Active.ACTIVE, **changes})


def kind(code: str, frequency: Frequency, **changes: Any) -> AidKind:
    """A kind with one unit per poor household or person, unless changed."""
    row = {"code": code, "program": "pangan", "name": code, "unit": "paket", "basis": Basis.HOUSEHOLDS}
    return AidKind(**{**row, "factor": 1.0, "factor_people": 1.0, "frequency": frequency, **changes})


def period(code: str, start: str, end: str, **changes: Any) -> Period:
    """An open period that takes commitments and deliveries up to its last day, unless changed."""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    row = {"code": code, "start": first, "end": last, "commit_by": last, "deliver_by": last}
    return Period(**{**row, "season": "musim-1", "status": PeriodStatus.OPEN, **changes})


def by_code(*rows: Any) -> dict[str, Any]:
    """Rows as the book indexes them."""
    return {row.code: row for row in rows}


TARGETS = by_code(
    target(A),
    target(B, poor_households=40),
    target(INACTIVE, status=Active.INACTIVE),
    target(HOME, type=TargetType.ORPHANAGE, poor_households=None, people=30),
)
KINDS = by_code(
    kind(PACKAGES, Frequency.PERIOD),
    kind(MEALS, Frequency.DAILY, factor=4.0, factor_people=4.0),
    kind(FEAST, Frequency.ONCE),
    kind(DEVICES, Frequency.ONCE, basis=Basis.ITEMS),
)
PERIODS = (period("P1", "2020-04-24", "2020-04-30"), period("P2", "2020-05-01", "2020-05-07"))
SETTINGS = Settings(review_above=5000, largest=100_000, open_lines=100, longest_days=31, furthest_days=120)
BOOK = Book(
    targets=TARGETS,
    known_targets=frozenset(TARGETS),
    kinds=KINDS,
    known_kinds=frozenset(KINDS),
    periods=PERIODS,
    settings=SETTINGS,
    places=KELURAHAN,
)


def book(**changes: Any) -> Book:
    """The sample book with some of its parts changed."""
    return replace(BOOK, **changes)


def with_kind(row: AidKind) -> dict[str, Any]:
    """The kinds of the sample book with one replaced."""
    return {**KINDS, row.code: row}


def start() -> State:
    """A bound, empty journal's state."""
    state = State()
    state.apply(
        [Bound(environment="uji", bucket="b", form="f", private="p", public="q", salt="garam")],
        1,
    )
    return state


def asked_once(code: str = "jenis lama") -> State:
    """A state that knows a kind which the form does not ask for any more."""
    state = start()
    drain(state, book(kinds=with_kind(kind(code, Frequency.PERIOD)), known_kinds=frozenset({*KINDS, code})))
    return state


def response(number: int = 1, answers: Mapping[str, str | tuple[str, ...]] | None = None, **usual: Any) -> Response:
    """A sound offer of 10 packages to RW-A by donor `number`; `answers` by question key replace or, if "", remove.

    `target`, `email`, `second`, `submitted`, `part` (take part of the room) and `consent` are short-cuts.
    """
    created = f"2020-04-24T03:00:{usual.get('second', number % 60):02d}.{number:09d}Z"
    given: dict[str, str | tuple[str, ...]] = {
        "name": f"Contoh Donatur {'ABCDEFGHIJ'[number % 10]}",
        "group": "Dunia usaha",
        "contact": "Contoh Narahubung",
        "phone": f"0812-0000-{number:04d}",
        "channel": SELF_DELIVERED,
        "city": CITY,
        target_question(CITY): target_label(usual.get("target", A), "RW Contoh"),
        "date": "2020-04-25",
        "if_short": TAKE_PART if usual.get("part") else TAKE_NONE,
        "pledge": (PLEDGE, CONSENT) if usual.get("consent", True) else (PLEDGE,),
        **(answers if answers is not None else {quantity_question(PACKAGES): "10"}),
    }
    return Response(
        id=usual.get("id", f"r{number:05d}"),
        created=created,
        submitted=usual.get("submitted", created),
        answers={question_id(k): (v,) if isinstance(v, str) else v for k, v in given.items() if v},
        email=usual.get("email", f"donatur{number}@contoh.id"),
    )


def packages(number: int, amount: int | str, **usual: Any) -> Response:
    """An offer of this many packages."""
    answers = {quantity_question(PACKAGES): str(amount), **usual.pop("answers", {})}
    return response(number, answers, **usual)


def drain(
    state: State, rules: Book, responses: Iterable[Response] = (), now: dt.datetime = NOW, limit: int = 500
) -> tuple[Event, ...]:
    """Decide and apply, entry after entry, until nothing waits; all the events. The state is changed.

    Donors are known again, as in the ledger, by the contacts in the book and in the responses at hand.
    """
    found: tuple[Event, ...] = ()
    at_hand = tuple(responses)
    for _ in range(10_000):
        contacts = {**contacts_of(state, at_hand), **rules.contacts}
        events = decide(state, replace(rules, contacts=contacts), at_hand, now, limit)
        if not events:
            return found
        state.apply(events, state.head + 1, now.isoformat())
        found += events
    raise AssertionError("decisions never end")


def contacts_of(state: State, responses: Iterable[Response]) -> dict[str, tuple[str, ...]]:
    """What donors of decided responses are recognised by."""
    donors = {line.response: line.donor for line in state.lines.values()}
    given = ((contact_keys(answer.first("phone"), answer.email), donors.get(answer.id)) for answer in responses)
    return known_by((keys, donor) for keys, donor in given if donor)


def lines(events: Iterable[Event]) -> list[LineDecided]:
    """The lines among events."""
    return [event for event in events if isinstance(event, LineDecided)]


def decided(*responses: Response, rules: Book = BOOK, state: State | None = None) -> list[LineDecided]:
    """The lines that these responses become."""
    return lines(drain(state if state is not None else start(), rules, responses))


def codes(line: LineDecided | RequestDecided | Line) -> list[str]:
    """The reason codes of a line or an answer."""
    return [reason.code for reason in line.reasons]


def ask(state: State, n: int, action: Action | None, rules: Book = BOOK, **cells: Any) -> RequestDecided:
    """Staff type a request for line n; it is decided and applied."""
    request = StaffRequest(**{"action": action, "staff": "Petugas Contoh", **cells})
    events = drain(state, replace(rules, requests={n: request}))
    answers = [event for event in events if isinstance(event, RequestDecided)]
    assert len(answers) == 1, "the request was not taken as new"
    return answers[0]


def recomputed(state: State) -> dict[tuple[str, str, str], int]:
    """Room taken by key, summed anew over all lines."""
    found: dict[tuple[str, str, str], int] = {}
    for line in state.lines.values():
        for key, amount in line.usage().items():
            if line.target and line.kind and amount:
                whole = (line.target, line.kind, key)
                found[whole] = found.get(whole, 0) + amount
    return found


CAUTIOUS = replace(BOOK, settings=replace(SETTINGS, review_above=50))
"""Above 50 packages a line waits for staff with its room held."""


def line_in(status: Status) -> State:
    """A state whose line 1 has this status; 40 packages, 60 where it waits, 20 delivered where some came."""
    state = start()
    amount = {Status.REVIEW: 60, Status.REJECTED: 101}.get(status, 40)
    decided(packages(1, amount), rules=CAUTIOUS, state=state)
    if status in (Status.PARTLY_DELIVERED, Status.DONE):
        ask(state, 1, Action.ARRIVED, CAUTIOUS, amount=20 if status is Status.PARTLY_DELIVERED else 40)
    if status is Status.CANCELLED:
        ask(state, 1, Action.CANCEL, CAUTIOUS)
    assert state.lines[1].status is status
    return state

"""Codes whose contents changed hands hold their quotas and contacts; a single corrected value does not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.core import exchanges, identity, quota
from functions.core.book import Book, StaffRequest
from functions.core.decide import decide
from functions.core.events import CodesSeen, LineDecided, RequestDecided
from functions.core.exchanges import compare
from functions.core.identity import COORDINATOR, KIND, PERIOD, TARGET
from functions.core.state import State
from sheets_schema.form import quantity_question
from sheets_schema.private import Coordinator, Target
from sheets_schema.terms import Action, Frequency, PeriodStatus, Status
from tests.core.samples import KELURAHAN, KINDS, NOW, PERIODS, by_code, kind, packages, period, start, target


def pj(code: str, number: int) -> Coordinator:
    return Coordinator(code=code, name=f"Contoh Ketua {number}", phone=f"0812-0000-{number:04}")


CODES = ("RW-A", "RW-B", "RW-C")
PLACES = [target(code, rw=n, coordinator=f"PJ-{n}") for n, code in enumerate(CODES, start=1)]
PEOPLE = [pj("PJ-1", 1), pj("PJ-2", 2), pj("PJ-3", 3).model_copy(update={"email": "contoh3@contoh.example"})]
OFFICE = [pj("PJ-4", 4), pj("PJ-5", 4), pj("PJ-6", 6)]


def a_book(targets: Any = PLACES, periods: Any = PERIODS, kinds: Any = KINDS, people: Any = (*PEOPLE, *OFFICE)) -> Book:
    return Book(
        targets=by_code(*targets),
        known_targets=frozenset(CODES),
        kinds=kinds,
        known_kinds=frozenset(kinds),
        periods=tuple(periods),
        coordinators=by_code(*people),
        places=KELURAHAN,
    )


def known(*codes: str) -> State:
    """A journal that has decided a line for each of these targets."""
    state = start()
    for number, code in enumerate(codes, start=1):
        state.apply(decide(state, a_book(), [packages(number, 10, target=code)], NOW), state.head + 1)
    return state


def recoded(rows: list[Any], order: list[int]) -> list[Any]:
    """The rows after somebody moved the column of codes alone: row k carries the code of row order[k]."""
    return [row.model_copy(update={"code": rows[k].code}) for row, k in zip(rows, order, strict=True)]


def column(rows: list[Any], field: str, order: list[int]) -> list[Any]:
    """The rows after somebody moved one other column alone."""
    return [row.model_copy(update={field: getattr(rows[k], field)}) for row, k in zip(rows, order, strict=True)]


def new_line(state: State, book: Book, code: str = "RW-A", number: int = 50, **said: Any) -> LineDecided:
    events = decide(state, book, [packages(number, 10, target=code, **said)], NOW)
    return next(event for event in events if isinstance(event, LineDecided))


SWAP, ROTATE = [1, 0, 2], [1, 2, 0]


@pytest.mark.parametrize("order", [SWAP, ROTATE], ids=["swapped", "rotated"])
def test_targets_whose_codes_changed_places_take_nothing_until_they_are_put_back(order: list[int]) -> None:
    state = known(*CODES)
    wrong = a_book(recoded(PLACES, order))
    line = new_line(state, wrong)
    assert (line.status, [reason.code for reason in line.reasons], line.shares) == (Status.REVIEW, ["swapped"], {})
    assert new_line(state, a_book()).status is Status.ACCEPTED


def test_swapped_periods_grant_no_quota_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of ten are held under P1; with the codes exchanged the same days would be given away again as P2."""
    places = [place.model_copy(update={"poor_households": 10}) for place in PLACES]
    state = start()
    state.apply(decide(state, a_book(places), [packages(1, 10)], NOW), 2)
    later = packages(2, 5, target="RW-B", answers={"date": "2020-05-02"})
    state.apply(decide(state, a_book(places), [later], NOW), 3)
    swapped = a_book(places, recoded(list(PERIODS), [1, 0]))
    line = new_line(state, swapped)
    assert (line.status, line.shares) == (Status.REVIEW, {})
    assert new_line(replace(state, identities={}), swapped).shares == {}  # what is held is seen by its days too
    monkeypatch.setattr(quota, "_now", lambda line, *_: line.shares.keys())
    careless = replace(state, identities={})
    control = new_line(careless, swapped)
    assert sum(share.granted for share in control.shares.values()) == 10  # on top of the ten that are held


def test_a_period_that_no_decision_has_known_is_held_with_the_one_whose_dates_it_has_now() -> None:
    state = known("RW-A")
    swapped = a_book(periods=recoded(list(PERIODS), [1, 0]))
    assert set(compare(state, swapped).swapped[PERIOD]) == {"P1", "P2"}
    assert new_line(state, swapped, answers={"date": "2020-05-02"}).status is Status.REVIEW


def test_what_is_held_is_not_learned() -> None:
    """Else the second look would believe it."""
    state = known("RW-A")
    swapped = a_book(recoded(PLACES, SWAP))
    state.apply(decide(state, swapped, [packages(50, 10, target="RW-B")], NOW), state.head + 1)
    assert set(compare(state, swapped).swapped[TARGET]) == {"RW-A", "RW-B"}
    assert compare(state, a_book()).swapped == {}


def test_swapped_kinds_wait() -> None:
    kinds = [
        kind("sembako", Frequency.PERIOD, name="Sembako"),
        kind("masker", Frequency.PERIOD, name="Masker", unit="dus"),
    ]
    state = start()
    book = a_book(kinds=by_code(*kinds))
    both = packages(1, 10, answers={quantity_question("masker"): "5"})
    state.apply(decide(state, book, [both], NOW), state.head + 1)
    wrong = a_book(kinds=by_code(*recoded(kinds, [1, 0])))
    assert set(compare(state, wrong).swapped[KIND]) == {"sembako", "masker"}
    assert new_line(state, wrong).status is Status.REVIEW


@pytest.mark.parametrize("field", ["phone", "name"])
def test_a_column_of_the_persons_in_charge_moved_alone_holds_their_contacts(field: str) -> None:
    wrong = a_book(people=column(PEOPLE, field, ROTATE))
    found = compare(known(*CODES), wrong).swapped
    assert set(found) == {COORDINATOR}
    assert set(found[COORDINATOR]) == {"PJ-1", "PJ-2", "PJ-3"}


def test_kode_pj_moved_alone_holds_contacts_and_not_quotas() -> None:
    state, wrong = known(*CODES), a_book(column(PLACES, "coordinator", ROTATE))
    assert set(compare(state, wrong).swapped[TARGET]) == set(CODES)
    assert new_line(state, wrong).status is Status.ACCEPTED


def test_a_code_that_is_another_place_at_once_waits_though_the_former_place_is_gone() -> None:
    elsewhere = target("RW-A", rw=9, region="Kelurahan Contoh Lain")
    assert new_line(known("RW-A"), a_book([elsewhere, *PLACES[1:]])).status is Status.REVIEW


ORDINARY: dict[str, Book] = {
    "whole rows sorted": a_book(list(reversed(PLACES)), list(reversed(PERIODS)), people=list(reversed(PEOPLE))),
    "a number corrected": a_book([PLACES[0].model_copy(update={"rw": 11}), *PLACES[1:]]),
    "a name added": a_book([PLACES[0].model_copy(update={"name": "Contoh"}), *PLACES[1:]]),
    "a name in other letters": a_book([p.model_copy(update={"region": f" {p.region.upper()}"}) for p in PLACES]),
    "another person in charge": a_book([PLACES[0].model_copy(update={"coordinator": "PJ-3"}), *PLACES[1:]]),
    "a new phone": a_book(people=[PEOPLE[0].model_copy(update={"phone": "0812-0000-9999"}), *PEOPLE[1:]]),
    "a date shifted": a_book(periods=[PERIODS[0], period("P2", "2020-05-01", "2020-05-09")]),
    "a target removed": a_book(PLACES[:2]),
    "a target added": a_book([*PLACES, target("RW-D", rw=4)]),
    "two share a phone that two have": a_book(
        people=[*PEOPLE, *OFFICE[:2], OFFICE[2].model_copy(update={"phone": OFFICE[0].phone})]
    ),
    "one gets an address as another loses it": a_book(
        people=[PEOPLE[0].model_copy(update={"email": "contoh1@contoh.example"}), *PEOPLE[1:2], pj("PJ-3", 3)]
    ),
    "a successor": a_book(people=[PEOPLE[0].model_copy(update={"successor": "PJ-2"}), *PEOPLE[1:]]),
    "two share a person": a_book([PLACES[0], PLACES[1].model_copy(update={"coordinator": "PJ-1"}), PLACES[2]]),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_work_holds_nothing_and_is_remembered(name: str) -> None:
    state, book = known(*CODES), ORDINARY[name]
    assert compare(state, book).swapped == {}
    assert new_line(state, book, "RW-B").status is Status.ACCEPTED
    state.apply(decide(state, book, [], NOW), state.head + 1)
    assert compare(state, book).corrected == {}


def test_a_correction_is_one_event_with_digests_only_and_is_not_repeated() -> None:
    state, book = known(*CODES), ORDINARY["a new phone"]
    (event,) = decide(state, book, [], NOW)
    assert isinstance(event, CodesSeen)
    assert set(event.codes) == {"pj/PJ-1"}
    assert "9999" not in event.model_dump_json()
    state.apply([event], state.head + 1)
    assert decide(state, book, [], NOW) == ()


def test_a_request_for_room_waits_too_and_says_why() -> None:
    state = known(*CODES)
    asked = {1: StaffRequest(action=Action.RESIZE, amount=20, staff="PC")}
    wrong = a_book(recoded(PLACES, SWAP))
    wrong = replace(wrong, requests=asked)
    (event,) = (found for found in decide(state, wrong, [], NOW) if isinstance(found, RequestDecided))
    assert (event.done, [reason.code for reason in event.reasons]) == (False, ["swapped"])


def test_two_hundred_rows_sorted_by_one_column_are_all_held() -> None:
    places = [target(f"RW-{n:03}", rw=n % 90 + 1, region=f"Kelurahan {n % 40}") for n in range(200)]
    people = replace(a_book(places), known_targets=frozenset(by_code(*places)))
    state = start()
    for number, place in enumerate(places, start=1):
        state.apply(decide(state, people, [packages(number, 1, target=place.code)], NOW), state.head + 1)
    order = list(range(200))
    random.Random(1).shuffle(order)
    for moved in (recoded(places, order), column(places, "region", order)):
        found = compare(state, a_book(moved)).swapped[TARGET]
        rows, before = by_code(*moved), by_code(*places)
        assert set(found) >= {c for c in before if rows[c].region != before[c].region}


def many(count: int) -> list[Target]:
    return [
        target(f"RW-{n:03}", rw=n % 9 + 1, region=f"Kelurahan {n // 9}", coordinator=f"PJ-{n % 3 + 1}")
        for n in range(count)
    ]


def shuffled(count: int) -> list[int]:
    order = list(range(count))
    random.Random(2).shuffle(order)
    return order


@pytest.mark.parametrize("field", ["code", "region", "rw", "coordinator"])
@pytest.mark.parametrize("learned", [identity.LEARNED, 0])
def test_one_reading_is_enough_to_see_any_column_sorted_alone(
    field: str, learned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control has learned nothing: whatever stands beside a code passes."""
    monkeypatch.setattr(identity, "LEARNED", learned)
    places, order = many(150), shuffled(150)
    state = start()
    book = replace(a_book(places), known_targets=frozenset(by_code(*places)))
    state.apply(decide(state, book, [packages(1, 1, target="RW-000")], NOW), 2)
    moved = recoded(places, order) if field == "code" else column(places, field, order)
    found = compare(state, a_book(moved)).swapped.get(TARGET, {})
    rows, before = by_code(*moved), by_code(*places)
    differ = {code for code in before if rows[code] != before[code]}
    assert (differ <= set(found)) is (learned > 0)


def test_a_whole_city_is_learned_once_from_the_first_reading_on_and_no_entry_learns_many() -> None:
    places = many(2_742)
    book = replace(a_book(places), known_targets=frozenset(by_code(*places)))
    state = start()
    taught = []
    while events := decide(state, book, [], NOW):
        taught += [len(event.codes) for event in events if isinstance(event, CodesSeen)]
        state.apply(events, state.head + 1)
    assert max(taught) <= identity.LEARNED
    assert sum(taught) == len(places) + len(PERIODS) + len(KINDS) + len(PEOPLE) + len(OFFICE)


def learned(book: Book | None = None) -> State:
    """A journal in which nothing was offered yet, after its first readings."""
    state = start()
    while events := decide(state, book or a_book(), [], NOW):
        state.apply(events, state.head + 1)
    return state


@pytest.mark.parametrize("order", [SWAP, ROTATE], ids=["swapped", "rotated"])
def test_codes_exchanged_before_the_first_commitment_take_nothing_until_they_are_put_back(order: list[int]) -> None:
    """Donors have chosen by the form's texts since the period was opened. The control has learned nothing."""
    wrong = a_book(recoded(PLACES, order))
    assert new_line(start(), wrong).status is Status.ACCEPTED
    state = learned()
    assert new_line(state, wrong).status is Status.REVIEW
    state.apply(decide(state, wrong, [], NOW), state.head + 1)
    assert new_line(state, wrong).status is Status.REVIEW
    assert new_line(state, a_book()).status is Status.ACCEPTED


def test_who_numbers_targets_anew_before_any_period_is_open_is_not_held() -> None:
    """Nobody knows the codes yet."""
    shut = [p.model_copy(update={"status": PeriodStatus.CLOSED}) for p in PERIODS]
    assert decide(start(), a_book(periods=shut), [], NOW) == ()
    assert new_line(learned(a_book(periods=shut)), a_book(recoded(PLACES, SWAP))).status is Status.ACCEPTED


def test_a_target_under_a_new_code_gives_no_room_twice() -> None:
    """The whole list is numbered anew: what is held under an old code is not offered again under the new one."""
    places = [place.model_copy(update={"poor_households": 10}) for place in PLACES]
    state = learned(a_book(places))
    state.apply(decide(state, a_book(places), [packages(1, 10)], NOW), state.head + 1)
    renamed = [place.model_copy(update={"code": f"S-{n}"}) for n, place in enumerate(places, start=1)]
    book = replace(a_book(renamed), known_targets=frozenset(by_code(*renamed)))
    assert set(compare(state, book).swapped[TARGET]) == {"S-1"}
    assert new_line(state, book, "S-1").status is Status.REVIEW
    assert new_line(state, book, "S-2", 51).status is Status.ACCEPTED
    control = replace(state, used={})
    assert sum(share.granted for share in new_line(control, book, "S-1").shares.values()) == 10
    assert compare(state, a_book(places)).swapped == {}


def test_a_code_that_was_given_away_and_taken_back_gives_no_room_twice() -> None:
    """A target was called otherwise for a while, and something was promised under that name."""
    state = learned()
    between = a_book([PLACES[0].model_copy(update={"code": "RW-X"}), *PLACES[1:]])
    between = replace(between, known_targets=frozenset({"RW-X", *CODES}))
    state.apply(decide(state, between, [packages(1, 100, target="RW-X")], NOW), state.head + 1)
    assert state.used
    assert new_line(state, a_book()).status is Status.REVIEW
    assert new_line(state, between, "RW-B", 51).status is Status.ACCEPTED


def test_days_that_moved_into_another_period_are_not_given_away_again() -> None:
    """Each step of the move is a correction; what is held under the former period counts where nobody can tell."""
    state = known("RW-A")
    moved = [PERIODS[0].model_copy(update={"end": dt.date(2020, 4, 24)}), *PERIODS[1:]]
    moved[1] = moved[1].model_copy(update={"start": dt.date(2020, 4, 25)})
    day = {"date": str(state.lines[1].date)}
    assert new_line(state, a_book(periods=moved), answers=day).status is Status.REVIEW
    assert new_line(state, a_book(periods=moved), "RW-B", answers=day).status is Status.ACCEPTED
    assert new_line(state, a_book(), answers=day).status is Status.ACCEPTED


def test_an_exchange_taken_back_cell_by_cell_leaves_nothing_behind() -> None:
    """Half put back, one code still shows what it got from the other: it waits until its own is there again."""
    state = known(*CODES)
    cells: list[tuple[int, str, Any]] = [(0, "rw", 2), (1, "rw", 1)]
    back: list[tuple[int, str, Any]] = [(1, "rw", 2), (0, "rw", 1)]
    for book in one_by_one(PLACES, cells + back, of_targets):
        assert new_line(state, book, number=60).status is (
            Status.ACCEPTED if book == of_targets(PLACES) else Status.REVIEW
        )
        if events := decide(state, book, [], NOW):
            state.apply(events, state.head + 1)
    assert (compare(state, a_book()).swapped, state.refused) == ({}, {})
    assert decide(state, a_book(), [], NOW) == ()


@pytest.mark.parametrize("guarded", [True, False])
def test_what_was_believed_step_by_step_may_be_taken_back_at_once(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Persons in charge of two targets, exchanged one after the other; then all is undone. The control holds it."""
    if not guarded:
        monkeypatch.setattr(exchanges, "_put_back", lambda *_: False)
    state = known(*CODES)
    for book in one_by_one(PLACES, [(0, "coordinator", "PJ-2"), (1, "coordinator", "PJ-1")], of_targets):
        state.apply(decide(state, book, [], NOW), state.head + 1)
        assert compare(state, book).swapped == {}
    assert (compare(state, a_book()).swapped == {}) is guarded
    if guarded:
        state.apply(decide(state, a_book(), [], NOW), state.head + 1)
        assert (decide(state, a_book(), [], NOW), state.refused) == ((), {})


Steps = list[Book]


def one_by_one(rows: list[Any], cells: list[tuple[int, str, Any]], of: Callable[[list[Any]], Book]) -> Steps:
    """The book after each cell that somebody typed."""
    found, now = [], list(rows)
    for row, field, value in cells:
        now[row] = now[row].model_copy(update={field: value})
        found.append(of(list(now)))
    return found


def of_targets(rows: list[Any]) -> Book:
    return a_book(list(by_code(*rows).values()))


def of_people(rows: list[Any]) -> Book:
    return a_book(people=rows)


def of_periods(rows: list[Any]) -> Book:
    """A period that ends before it begins cannot be used."""
    return a_book(periods=[row for row in rows if row.start <= row.end])


def of_kinds(rows: list[Any]) -> Book:
    return a_book(kinds=by_code(*rows))


SOME_KINDS = [kind("sembako", Frequency.PERIOD, name="Sembako"), kind("masker", Frequency.PERIOD, name="Masker")]
P1, P2 = PERIODS[:2]
BY_HAND: dict[str, tuple[str, Steps]] = {
    "codes": (TARGET, one_by_one(PLACES, [(0, "code", "RW-B"), (1, "code", "RW-A")], of_targets)),
    "codes by way of a third": (
        TARGET,
        one_by_one(PLACES, [(0, "code", "RW-X"), (1, "code", "RW-A"), (0, "code", "RW-B")], of_targets),
    ),
    "numbers of RW": (TARGET, one_by_one(PLACES, [(0, "rw", 2), (1, "rw", 1)], of_targets)),
    "phones": (
        COORDINATOR,
        one_by_one(PEOPLE, [(0, "phone", PEOPLE[1].phone), (1, "phone", PEOPLE[0].phone)], of_people),
    ),
    "dates": (
        PERIOD,
        one_by_one(
            list(PERIODS), [(0, "end", P2.end), (0, "start", P2.start), (1, "start", P1.start), (1, "end", P1.end)],
            of_periods,
        ),
    ),
    "names of kinds": (KIND, one_by_one(SOME_KINDS, [(0, "name", "Masker"), (1, "name", "Sembako")], of_kinds)),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
@pytest.mark.parametrize("guarded", [True, False])
def test_an_exchange_by_hand_over_several_drains_is_seen_and_ends_when_taken_back(
    name: str, guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell alone looks like a correction. The control believes those that make a code what another one is."""
    if not guarded:
        monkeypatch.setattr(exchanges._Seen, "_taken", lambda self: {})
    tab, steps = BY_HAND[name]
    before = a_book(kinds=by_code(*SOME_KINDS)) if tab == KIND else a_book()
    state = start()
    both = [packages(1, 1), packages(2, 1, target="RW-B", answers={"date": "2020-05-02"})]
    state.apply(decide(state, before, both, NOW), 2)
    for book in steps:
        events = decide(state, book, [], NOW)
        if events:
            state.apply(events, state.head + 1)
    if guarded:
        assert len(compare(state, steps[-1]).swapped[tab]) >= 1
        assert compare(state, before).swapped == {}
    elif name in {"numbers of RW", "phones", "names of kinds"}:
        assert compare(state, steps[-1]).swapped == {}


def test_a_column_of_successors_moved_alone_holds_contacts() -> None:
    people = [person.model_copy(update={"successor": by}) for person, by in zip(PEOPLE, ("PJ-4", "PJ-6"), strict=False)]
    people += [PEOPLE[2], *OFFICE]
    state = start()
    state.apply(decide(state, a_book(people=people), [packages(1, 1)], NOW), 2)
    moved = column(people, "successor", [1, 0, 2, 3, 4, 5])
    assert set(compare(state, a_book(people=moved)).swapped[COORDINATOR]) == {"PJ-1", "PJ-2"}


def test_the_person_in_charge_who_was_named_after_the_line_is_known_too() -> None:
    state = start()
    bare = [place.model_copy(update={"coordinator": None}) for place in PLACES]
    state.apply(decide(state, a_book(bare), [packages(1, 1)], NOW), 2)
    state.apply(decide(state, a_book(), [], NOW), 3)
    wrong = a_book(people=column([*PEOPLE, *OFFICE], "phone", [1, 0, 2, 3, 4, 5]))
    assert set(compare(state, wrong).swapped[COORDINATOR]) == {"PJ-1", "PJ-2"}

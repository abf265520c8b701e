"""Whatever lies in the place of a recap: the day has one, the newest day is what people read, and strays are named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.recap.figures import figures
from functions.recap.frozen import snapshot
from functions.recap.frozen.snapshot import Snapshot, decode, encode, freeze, latest, name_of, take
from sheets_schema import public
from sheets_schema.terms import Action
from tests.ledger.shelf import Shelf
from tests.recap.office import EVENING, FILES, Office
from tests.recap.world import World

DAY = dt.timedelta(days=1)
TODAY = dt.date(2020, 4, 24)


def _world() -> World:
    world = World()
    world.submit(1, sembako="100")
    world.submit(2, "PS-1", sembako="60")
    return world


def _taken(world: World, at: dt.datetime = EVENING, previous: Snapshot | None = None) -> Snapshot:
    return take(world.state, figures.figures(world.state, world.book, [], at), previous)


WHOLE = encode(_taken(_world()))


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    body = json.loads(WHOLE)
    change(body)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


SPOILT: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"rusak",
    "no text": b"\xff\xfe",
    "too deep": b"[" * 100_000,
    "a list": b"[]",
    "nothing in it": b"{}",
    "cut in half": WHOLE[: len(WHOLE) // 2],
    "cut by a byte": WHOLE[:-1],
    "without commitments": _changed(lambda body: body.update(lines=[])),
    "without kinds": _changed(lambda body: body["figures"].update(kinds=[])),
    "with another figure": _changed(lambda body: body["figures"]["headline"].update(rw=9)),
    "without its sum": _changed(lambda body: body.pop("sum")),
    "of another version": _changed(lambda body: body.update(v=1)),
    "of the day before": encode(_taken(_world(), EVENING - DAY)),
    "of the day after": encode(_taken(_world(), EVENING + DAY)),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_day_whose_recap_was_spoilt_is_frozen_under_the_next_number(kind: str) -> None:
    shelf, world, met = Shelf(), _world(), list[str]()
    shelf.objects[name_of(TODAY)] = SPOILT[kind]
    made = freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING), met.append)
    assert set(met) == {name_of(TODAY)}
    assert shelf.objects == {name_of(TODAY): SPOILT[kind], "recap/2020-04-24-2.json": encode(made)}
    world.submit(3)
    later = figures.figures(world.state, world.book, [], EVENING + dt.timedelta(hours=1))
    assert freeze(shelf, world.state, later) == made
    assert latest(shelf) == made


def test_without_its_sum_half_a_recap_would_be_read_as_small_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control."""
    monkeypatch.setattr(snapshot, "_sum", lambda body: None)
    monkeypatch.setattr(snapshot, "_SUM", "tidak ada")
    assert decode(SPOILT["without commitments"]).lines == ()


def test_numbers_count_on_beyond_nine_and_the_first_sound_one_is_the_recap() -> None:
    shelf, world = Shelf(), _world()
    for number in range(1, 12):
        shelf.objects[name_of(TODAY, number)] = b"{}"
    made = freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING))
    assert encode(made) == shelf.objects["recap/2020-04-24-12.json"]
    shelf.objects[name_of(TODAY, 13)] = encode(_taken(World()))
    assert latest(shelf) == made


def test_two_that_find_a_spoilt_recap_at_once_publish_one() -> None:
    shelf, world = Shelf(), _world()
    shelf.objects[name_of(TODAY)] = b""
    early = figures.figures(world.state, world.book, [], EVENING)
    before, first = world.state.copy(), list[Snapshot]()
    world.submit(3)
    shelf.before = [lambda *_: first.append(freeze(shelf, before, early))]
    second = freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING))
    assert [second] == first


def test_a_spoilt_recap_that_comes_between_looking_and_freezing_is_passed_over_too() -> None:
    shelf, world = Shelf(), _world()
    shelf.before = [lambda name, _: shelf.objects.update({name: b"rusak"})]
    made = freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING))
    assert encode(made) == shelf.objects["recap/2020-04-24-2.json"]


STRAYS = (
    "recap/",
    "recap/readme.txt",
    "recap/2020-04-24.json.salinan",
    "recap/2020-04-99.json",
    "recap/2020-13-01.json",
    "recap/2020-4-25.json",
    "recap/2020-04-25-1.json",
    "recap/2020-04-25-x.json",
    "recap/2020/04-25.json",
    "recap/9999-99-99.json",
)


def test_an_object_without_a_recap_s_name_is_none_whatever_is_in_it() -> None:
    shelf = Shelf()
    for name in STRAYS:
        shelf.objects[name] = encode(_taken(_world(), EVENING + DAY))
    assert latest(shelf) is None
    world = _world()
    made = freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING))
    assert (made.date, made.corrects, latest(shelf)) == (TODAY, None, made)


# The newest is the one of the newest day


def test_an_earlier_day_that_is_frozen_later_is_never_the_newest_and_nothing_is_corrected_against_it() -> None:
    shelf, world = Shelf(), _world()

    def frozen(day: int) -> Snapshot:
        return freeze(shelf, world.state, figures.figures(world.state, world.book, [], EVENING + day * DAY))

    frozen(0)
    second = frozen(2)
    world.ask(1, Action.CANCEL)
    late = frozen(1)
    assert late.corrects == TODAY
    assert latest(shelf) == second
    third = frozen(3)
    assert third.corrects == second.date
    assert "komitmen sembako" in {c.figure for c in third.corrections}
    assert frozen(4).corrections == ()


def _shown(office: Office) -> set[str]:
    """The days that the public reads figures of."""
    return {str(row["per tanggal"]) for row in office.rows(public.FIGURES) if "per tanggal" in row}


def test_people_read_the_newest_day_when_a_run_with_an_earlier_clock_comes_after_it(office: Office) -> None:
    office.submit()
    office.drain()
    office.recap(EVENING + DAY)
    published = office.files()["siaran-pers.txt"]
    for moment in (EVENING, EVENING - dt.timedelta(hours=6)):
        report = office.recap(moment)
        assert (report.recap, report.failed) == ("2020-04-25", [])
        assert any("is the clock right?" in alert for alert in report.alerts)
        assert office.files()["siaran-pers.txt"] == published


def test_a_recap_of_a_day_that_is_years_away_is_not_what_people_read(office: Office) -> None:
    office.submit()
    office.drain()
    office.recap(EVENING + 3650 * DAY)
    for day in range(2):
        report = office.recap(EVENING + day * DAY)
        assert (report.recap, report.failed) == (f"2020-04-{24 + day}", [])


# All together


@pytest.mark.parametrize("kind", ["empty", "cut in half", "without kinds", "of the day before"])
def test_a_recap_spoilt_on_its_own_day_fails_nothing_and_is_named(office: Office, kind: str) -> None:
    office.submit()
    office.drain()
    office.recap()
    office.google().objects.put_if_absent("recap/2020-04-25.json", SPOILT[kind])
    for moment in (EVENING + DAY, EVENING + DAY + dt.timedelta(hours=1)):
        report = office.recap(moment)
        assert (report.recap, report.failed, report.files) == ("2020-04-25", [], FILES)
        assert "recap/2020-04-25.json" in " ".join(report.alerts)
    assert decode(office.objects()["recap/2020-04-25-2.json"]).corrects == TODAY
    after = office.recap(EVENING + 2 * DAY)
    assert (after.recap, after.failed) == ("2020-04-26", [])
    assert office.frozen(26).corrects == dt.date(2020, 4, 25)

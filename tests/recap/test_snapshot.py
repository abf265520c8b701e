"""A published figure never changes silently: it is frozen, and what later facts change is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from functions.core.state import State
from functions.gapi.objects import Bucket
from functions.recap import figures, snapshot
from functions.recap.paragraph import paragraph
from functions.recap.snapshot import Cause, Snapshot, freeze, name_of, take
from local.demo.scenario import PUBLISHED, first_week
from sheets_schema.terms import Action
from tests.demo.played import Played
from tests.recap.office import EVENING, Office
from tests.recap.world import World

DAY = dt.timedelta(days=1)
END = dt.datetime(2020, 5, 2, 11, tzinfo=dt.UTC)
"""18.00 on 2 May 2020 in Jakarta."""


def taken(world: World, previous: Snapshot | None = None) -> Snapshot:
    return take(world.state, figures.figures(world.state, world.book, [], world.clock), previous)


def causes(world: World, before: Snapshot) -> dict[str, tuple[int, int, tuple[Cause, ...]]]:
    return {c.figure: (c.before, c.after, c.causes) for c in taken(world, before).corrections}


@pytest.fixture(scope="module")
def week() -> Played:
    return Played(first_week())


def of(week: Played, state: State, at: dt.datetime) -> figures.Figures:
    return figures.figures(state, week._book(), None, at)


def test_the_scenario_s_recap_gives_the_published_figures_and_sentence(week: Played) -> None:
    found = take(week.state, of(week, week.state, END), None)
    head = found.figures.headline
    assert {a.kind: a.committed for a in head.amounts} == PUBLISHED["totals"]
    assert (head.cities, head.villages, head.rw, head.donors + head.aggregators) == (5, 69, 118, 22)
    assert paragraph(found).startswith(
        "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk 40.913 paket "
        "sembako, 20.447 porsi makanan siap saji, dan 9.015 paket Lebaran, yang tersebar di lima wilayah kota "
        "administrasi, 69 kelurahan, dan 118 RW, dari 22 donatur dan agregator."
    )


def test_a_late_cancellation_of_600_is_told_the_next_day_and_the_first_recap_stays_as_it_was(office: Office) -> None:
    objects, world = office.google().objects, World()
    world.submit(1, "RW-A", sembako="390")
    gone = [world.submit(2, "RW-B", sembako="300"), world.submit(3, "RW-C", sembako="300")]
    first = freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING))
    published = objects.get(name_of(first.date))
    for n in gone:
        world.ask(n, Action.CANCEL)
    second = freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING + DAY))
    assert objects.get(name_of(first.date)) == published
    assert second.figures.headline.amounts[0].committed == 390
    said = paragraph(second)
    assert (
        "Angka per 24 April 2020 dikoreksi dari 990 menjadi 390 paket sembako "
        "karena dibatalkan (komitmen nomor 2 dan 3)." in said
    )
    assert "dikoreksi dari 3 menjadi 1 RW" in said


def test_the_recap_of_a_day_is_frozen_once_whatever_happens_later_that_day(office: Office) -> None:
    objects, world = office.google().objects, World()
    n = world.submit()
    first = freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING))
    world.ask(n, Action.CANCEL)
    later = EVENING + dt.timedelta(hours=2)
    assert freeze(objects, world.state, figures.figures(world.state, world.book, [], later)) == first


class Overtaken:
    """A bucket in which somebody else freezes the day just before we put ours."""

    def __init__(self, bucket: Bucket, other: Callable[[], object]) -> None:
        self.get, self.list = bucket.get, bucket.list
        self._bucket, self._other = bucket, other

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        self._other()
        return self._bucket.put_if_absent(name, data, content_type)


def test_whoever_loses_the_race_to_freeze_takes_what_the_winner_froze(office: Office) -> None:
    objects, world = office.google().objects, World()
    early = figures.figures(world.state, world.book, [], EVENING)
    before = world.state.copy()
    world.submit()
    late = figures.figures(world.state, world.book, [], EVENING)
    found = freeze(Overtaken(objects, lambda: freeze(objects, before, early)), world.state, late)
    assert found.figures == early


def test_after_a_lost_answer_the_recap_that_was_made_is_the_recap(office: Office) -> None:
    objects, world = office.google().objects, World()
    found = figures.figures(world.state, world.book, [], EVENING)
    office.control.add_fault("storage.objects.insert", "lost_answer")
    first = freeze(objects, world.state, found)
    world.submit()
    assert freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING)) == first
    assert not office.control.unused_faults()


@pytest.mark.parametrize(("hour", "frozen"), [(0, False), (17, False), (18, True), (23, True)])
def test_a_call_before_the_cut_off_freezes_nothing(hour: int, frozen: bool) -> None:
    midnight = dt.datetime(2020, 4, 23, 17, tzinfo=dt.UTC)
    assert snapshot.may_freeze(midnight + dt.timedelta(hours=hour)) is frozen


def test_a_snapshot_reads_back_as_it_was_written() -> None:
    world = World()
    world.submit(via="ACT")
    found = taken(world)
    assert snapshot.encode(snapshot.decode(snapshot.encode(found))) == snapshot.encode(found)


def test_new_commitments_and_arrivals_correct_nothing() -> None:
    world = World()
    n = world.submit()
    before = taken(world)
    world.submit(2, "RW-B")
    world.ask(n, Action.ARRIVED, 10)
    assert taken(world, before).corrections == ()


def _resize(world: World, n: int) -> None:
    world.ask(n, Action.RESIZE, 70)


def _arrived_less(world: World, n: int) -> None:
    world.ask(n, Action.ARRIVED, 15)


@pytest.mark.parametrize(
    ("happens", "figure", "expected"),
    [
        (_resize, "komitmen sembako", (100, 70, (Cause("jumlah diubah", (1,)),))),
        (_arrived_less, "tersalur sembako", (40, 15, (Cause("jumlah tersalur diubah", (1,)),))),
    ],
)
def test_each_kind_of_change_is_named_with_its_commitments(
    happens: Callable[[World, int], None], figure: str, expected: tuple[int, int, tuple[Cause, ...]]
) -> None:
    world = World()
    n = world.submit(sembako="100")
    world.ask(n, Action.ARRIVED, 40)
    before = taken(world)
    happens(world, n)
    assert causes(world, before) == {figure: expected}


def test_merging_two_donors_corrects_the_number_of_donors_only() -> None:
    world = World()
    world.submit(1)
    world.submit(2)
    before = taken(world)
    world.merge("D2", "D1")
    assert causes(world, before) == {"donors": (2, 1, (Cause("donatur digabung atau dipisah", (2,)),))}


def test_only_the_commitments_that_took_an_rw_away_are_blamed_for_it() -> None:
    world = World()
    gone = [world.submit(1, "RW-A"), world.submit(1, "RW-B")]
    world.submit(1, "RW-B")
    before = taken(world)
    for n in gone:
        world.ask(n, Action.CANCEL)
    found = causes(world, before)
    assert found["komitmen sembako"] == (30, 10, (Cause("dibatalkan", (1, 2)),))
    assert found["rw"] == (2, 1, (Cause("dibatalkan", (1,)),))
    assert set(found) == {"komitmen sembako", "rw"}


def test_a_correction_is_told_once_and_not_again_the_day_after() -> None:
    world = World()
    n = world.submit(1)
    world.submit(2)
    first = taken(world)
    world.ask(n, Action.CANCEL)
    second = taken(world, first)
    assert second.corrections
    assert taken(world, second).corrections == ()


def test_a_frozen_recap_holds_no_name_and_no_contact() -> None:
    world = World()
    world.submit(1)
    text = snapshot.encode(taken(world)).decode()
    for secret in ("Contoh Donatur", "Contoh Narahubung", "0812", "contoh.example", "Contoh Petugas"):
        assert secret not in text

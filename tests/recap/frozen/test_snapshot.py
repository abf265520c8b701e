"""A published figure never changes silently: it is frozen, and what later facts change is said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from functions.core.state import State
from functions.gapi.objects import Bucket
from functions.recap.figures import figures
from functions.recap.frozen import snapshot
from functions.recap.frozen.corrections import SUMS, Cause
from functions.recap.frozen.snapshot import Snapshot, freeze, name_of, take
from functions.recap.public.paragraph import paragraph
from local.demo.scenario import PUBLISHED, first_week
from sheets_schema.private import Cash
from sheets_schema.terms import Action, YesNo
from tests.demo.played import Played
from tests.recap.figures.test_figures import histories, play
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
    return figures.figures(state, week.book(), None, at)


def test_the_scenario_s_recap_gives_the_published_figures_and_sentence(week: Played) -> None:
    found = take(week.state, of(week, week.state, END), None)
    head = found.figures.headline
    assert {a.kind: a.committed for a in head.amounts} == PUBLISHED["totals"]
    assert (head.cities, head.villages, head.rw, head.donors + head.aggregators) == (5, 69, 118, 22)
    assert paragraph(found).startswith(
        "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk 40.913 paket "
        "sembako, 20.447 paket makanan siap saji, dan 9.015 paket Lebaran, yang tersebar di lima wilayah kota "
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
        "karena komitmen nomor 2 dan 3 dibatalkan." in said
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


def test_what_an_institution_loses_is_corrected_too_because_the_sentence_told_it() -> None:
    world = World()
    gone = world.submit(1, "PS-1", sembako="60")
    world.submit(2, "PA-1", sembako="40")
    before = taken(world)
    world.ask(gone, Action.CANCEL)
    cause = (Cause("dibatalkan", (gone,)),)
    assert causes(world, before) == {
        "lembaga komitmen sembako": (100, 40, cause),
        "boarding_schools": (1, 0, cause),
    }
    assert "dikoreksi dari 100 menjadi 40 paket sembako untuk panti dan pesantren" in paragraph(taken(world, before))


def test_a_lost_aggregator_is_not_blamed_for_a_lost_donor() -> None:
    world = World()
    donor, agent = world.submit(1), world.submit(2, via="ACT")
    world.submit(3)
    before = taken(world)
    world.ask(donor, Action.CANCEL)
    world.ask(agent, Action.CANCEL)
    found = causes(world, before)
    assert found["donors"] == (2, 1, (Cause("dibatalkan", (donor,)),))
    assert found["aggregators"] == (1, 0, (Cause("dibatalkan", (agent,)),))


def test_less_cash_than_was_published_is_a_correction_and_more_is_not() -> None:
    world = World()
    row = Cash(donor="Contoh", consent=YesNo.NO, aggregator="ACT", rupiah=5_000_000, date=dt.date(2020, 4, 24))

    def with_cash(rows: list[Cash] | None, previous: Snapshot | None) -> Snapshot:
        return take(world.state, figures.figures(world.state, world.book, rows, world.clock), previous)

    first = with_cash([row, row], None)
    assert with_cash([row] * 3, first).corrections == ()
    assert with_cash(None, first).corrections == ()
    (less,) = with_cash([row], first).corrections
    assert (less.figure, less.before, less.after) == ("dana ACT", 10_000_000, 5_000_000)
    said = "dikoreksi dari 10.000.000 menjadi 5.000.000 rupiah dana kepada ACT karena baris di tab Dana diubah"
    assert said in paragraph(with_cash([row], first))


def test_an_object_that_only_looks_like_a_recap_is_not_taken_for_the_last_one(office: Office) -> None:
    objects, world = office.google().objects, World()
    n = world.submit()
    freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING))
    for name in ("recap/2020-04-24.json.salinan", "recap/catatan.txt"):
        objects.put_if_absent(name, b"bukan rekap")
    world.ask(n, Action.CANCEL)
    later = freeze(objects, world.state, figures.figures(world.state, world.book, [], EVENING + DAY))
    assert (later.corrects, len(later.corrections) > 0) == (dt.date(2020, 4, 24), True)


def test_only_the_commitments_that_took_an_rw_away_are_blamed_for_it() -> None:
    world = World()
    gone = [world.submit(1, "RW-A"), world.submit(1, "RW-B")]
    world.submit(1, "RW-B", date="2020-04-26")
    before = taken(world)
    for n in gone:
        world.ask(n, Action.CANCEL)
    found = causes(world, before)
    assert found["komitmen sembako"] == (30, 10, (Cause("dibatalkan", (1, 2)),))
    assert found["rw"] == (2, 1, (Cause("dibatalkan", (1,)),))
    assert set(found) == {"komitmen sembako", "rw"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories, histories)
def test_published_then_corrected_and_new_add_up_to_what_is_published_now(first: list[Any], more: list[Any]) -> None:
    world = play(first)
    before = taken(world)
    play(more, world)
    after = taken(world, before)
    old, known = published(before), {line.n for line in before.lines}
    change = Counter({c.figure: c.after - c.before for c in after.corrections})
    fresh = [line for line in after.lines if line.n not in known]
    arrived = {line.n: line.delivered for line in before.lines}
    for figure, now in published(after).items():
        prefix, kind = figure.rsplit(" ", 1)
        of = SUMS[f"{prefix} "]
        mine = [line for line in after.lines if line.kind == kind and of.adds(line)]
        if of.delivered:
            news = sum(max(0, line.delivered - arrived.get(line.n, 0)) for line in mine)
        else:
            news = sum(line.amount for line in mine if line in fresh)
        assert old.get(figure, 0) + change[figure] + news == now
    for one in after.corrections:
        named = [n for cause in one.causes for n in cause.numbers]
        assert named
        assert set(named) <= known
        assert len(named) == len(set(named))
    assert "karena ." not in paragraph(after)


def published(found: Snapshot) -> Counter[str]:
    """The sums that a recap tells, by the names that corrections give them."""
    told = Counter[str]()
    for where, amounts in (
        ("", found.figures.headline.amounts),
        ("lembaga ", found.figures.institutions.amounts),
    ):
        for amount in amounts:
            told[f"{where}komitmen {amount.kind}"] = amount.committed
            told[f"{where}tersalur {amount.kind}"] = amount.delivered
    return told


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

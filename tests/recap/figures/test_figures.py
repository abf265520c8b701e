"""The figures are what the journal says, however it came about."""

from __future__ import annotations

import ast
import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.recap.figures.figures import Amount, Figures, figures
from functions.recap.figures.rooms import availability
from sheets_schema.private import Cash
from sheets_schema.terms import Action, YesNo
from tests.core import samples
from tests.recap import oracle
from tests.recap.oracle import Oracle
from tests.recap.world import BROKEN, TARGETS, World

CODES = [t.code for t in (*TARGETS, BROKEN)]
GROUPS = ("Dunia usaha", "Perorangan", "Lembaga sosial")

submissions = st.tuples(
    st.just("submit"),
    st.integers(1, 5),
    st.sampled_from(CODES),
    st.sampled_from(GROUPS),
    st.sampled_from(("", "", "ACT", "PMI DKI")),
    st.sampled_from(("25", "300", "5100", "")),
    st.sampled_from(("", "40")),
    st.sampled_from(("", "120")),
    st.sampled_from(("2020-04-25", "2020-04-30", "2020-05-02")),
)
requests = st.tuples(
    st.just("ask"),
    st.integers(0, 11),
    st.sampled_from((Action.ARRIVED, Action.ARRIVED, *Action)),
    st.sampled_from((None, 5, 20, 50)),
)
merges = st.tuples(st.just("merge"), st.integers(1, 5), st.sampled_from((None, 1, 2, 3)))
histories = st.lists(st.one_of(submissions, submissions, requests, requests, merges, st.just(("mend",))), max_size=22)


def play(history: list[Any], world: World | None = None) -> World:
    """What happens, in a world of its own unless it goes on in one."""
    world = world or World(broken=[BROKEN])
    for what, *told in history:
        if what == "submit":
            donor, code, group, via, sembako, meals, lebaran, date = told
            days = {"hari": "2"} if meals else {}
            said = {"sembako": sembako, "siap_saji": meals, "lebaran": lebaran, "date": date, **days}
            world.submit(donor, code, group, via, **said)
        elif what == "ask" and world.state.lines:
            date = dt.date(2020, 5, 3) if told[1] is Action.RESCHEDULE else None
            world.ask(1 + told[0] % len(world.state.lines), told[1], told[2], date)
        elif what == "merge" and f"D{told[0]}" in world.state.donors:
            world.merge(f"D{told[0]}", f"D{told[1]}" if told[1] else None)
        elif what == "mend":
            world.mend()
    return world


def sums(amounts: tuple[Amount, ...]) -> dict[str, tuple[int, int]]:
    return {a.kind: (a.committed, a.delivered) for a in amounts}


def of(world: World) -> Figures:
    return figures(world.state, world.book, [], world.clock)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_every_figure_is_what_the_oracle_reads_from_the_journal(history: list[Any]) -> None:
    world = play(history)
    found = of(world)
    expected = Oracle(world.entries, {kind.code: kind.program for kind in world.book.kinds.values()})
    head = expected.headline()
    assert sums(found.headline.amounts) == head.pop("totals")
    assert {name: getattr(found.headline, name) for name in head} == head
    assert sums(found.totals) == expected.totals(expected.counted())
    by: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for part in found.parts:
        by[part.by].setdefault(part.group, {})[part.kind] = (part.committed, part.delivered)
    assert dict(by) == {name: groups for name, groups in expected.breakdowns().items() if groups}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_the_sums_of_every_breakdown_are_the_totals(history: list[Any]) -> None:
    found = of(play(history))
    for by in {part.by for part in found.parts}:
        for total in found.totals:
            parts = [p for p in found.parts if (p.by, p.kind) == (by, total.kind)]
            assert sum(p.committed for p in parts) == total.committed
            assert sum(p.delivered for p in parts) == total.delivered


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_ketersediaan_adds_up_to_the_room_that_the_fold_says_is_taken(history: list[Any]) -> None:
    world = play(history)
    rows = availability(world.state, world.book, dt.date(2020, 4, 26))
    shown = {(r.target, r.kind, r.period): (r.committed or 0) + (r.delivered or 0) for r in rows}
    assert {key: used for key, used in shown.items() if used} == {k: u for k, u in world.state.used.items() if u}
    assert all(r.left == max(0, r.quota - shown[r.target, r.kind, r.period]) for r in rows if r.quota is not None)
    assert len(shown) == len(rows)


def test_the_oracle_imports_nothing_of_the_product() -> None:
    tree = ast.parse(Path(oracle.__file__).read_text())
    imported = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    imported |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert not {name for name in imported if name.split(".")[0] in ("functions", "sheets_schema", "local", "deploy")}


def test_a_line_that_came_while_its_row_was_broken_counts_for_its_rw_once_approved() -> None:
    world = World(broken=[BROKEN])
    n = world.submit(code="RW-X", sembako="50")
    assert of(world).headline.rw == 0
    world.mend()
    world.ask(n, Action.APPROVE)
    assert (of(world).headline.rw, sums(of(world).headline.amounts)) == (1, {"sembako": (50, 0)})


def test_a_merged_donor_counts_once_and_an_aggregator_as_itself() -> None:
    world = World()
    for donor in (1, 2, 3):
        world.submit(donor)
    world.submit(4, via="ACT")
    assert (of(world).headline.donors, of(world).headline.aggregators) == (3, 1)
    world.merge("D2", "D1")
    assert (of(world).headline.donors, of(world).headline.aggregators) == (2, 1)


def test_two_parties_on_one_target_kind_and_date_overlap() -> None:
    world = World()
    world.submit(1, siap_saji="50", hari="3", sembako="", date="2020-04-25")
    world.submit(2, siap_saji="50", hari="2", sembako="", date="2020-04-27")
    world.submit(2, siap_saji="50", hari="1", sembako="", date="2020-04-28")
    (overlap,) = of(world).overlaps
    assert (overlap.target, overlap.kind, overlap.date, overlap.parties) == (
        "RW-A",
        "siap_saji",
        dt.date(2020, 4, 27),
        2,
    )


def test_cash_is_summed_by_aggregator_and_never_counts_as_packages() -> None:
    row = Cash(donor="Contoh", consent=YesNo.NO, aggregator="ACT", rupiah=5, date=dt.date(2020, 4, 24))
    world = World()
    found = figures(world.state, world.book, [row, row.model_copy(update={"aggregator": " ACT "})], world.clock)
    assert [(c.aggregator, c.rupiah) for c in found.cash or ()] == [("ACT", 10)]
    assert found.totals == ()


def test_a_tab_that_cannot_be_read_leaves_its_figures_out_instead_of_saying_nought() -> None:
    world = World()
    world.submit()
    world.book = type(world.book)(waiting=True)
    found = figures(world.state, world.book, None, world.clock)
    assert (found.rw_in_need, found.fills, found.waiting, found.cash) == (None, None, None, None)
    assert sums(found.headline.amounts) == {"sembako": (10, 0)}


def test_fill_is_measured_in_the_period_that_runs_and_names_targets_at_both_ends() -> None:
    world = World()
    world.submit(1, "RW-A", sembako="400")
    world.submit(2, "RW-B", sembako="100", date="2020-05-02")
    fill = next(f for f in of(world).fills or () if (f.kind, f.city) == ("sembako", "Jakarta Selatan"))
    # Institutions in the same kelurahan have quotas of their own.
    assert (fill.quota, fill.used, fill.high) == (400 + 300 + 300 + 200, 400, ("RW-A",))
    assert fill.low == ("PA-1", "PS-1", "RW-B")


def test_those_who_never_received_anything_have_waited_since_the_first_day() -> None:
    world = World(TARGETS[:2])
    world.clock = dt.datetime(2020, 4, 26, 3, tzinfo=dt.UTC)
    world.ask(world.submit(1, "RW-A", date="2020-04-27"), Action.ARRIVED, 10)
    world.clock = dt.datetime(2020, 4, 29, 3, tzinfo=dt.UTC)
    assert [(w.target, w.days) for w in of(world).waiting or ()] == [("RW-B", 5), ("RW-A", 3)]


def test_commitments_are_counted_on_the_day_they_became_such_and_days_without_any_up_to_today_are_told() -> None:
    world = World()
    world.submit(1)
    world.clock += dt.timedelta(days=2)
    world.submit(2, date="2020-04-28")
    world.clock += dt.timedelta(days=1)
    assert [(d.date.day, d.commitments) for d in of(world).days] == [(24, 1), (25, 0), (26, 1), (27, 0)]


def test_no_room_is_promised_where_staff_renamed_the_period_that_holds_it() -> None:
    state = samples.start()
    samples.decided(samples.packages(1, 30), state=state)
    first, second = samples.PERIODS
    renamed = samples.book(periods=(first.model_copy(update={"code": "P1 baru"}), second))
    rows = {(row.target, row.kind, row.period): row for row in availability(state, renamed, samples.TODAY)}
    assert rows["RW-A", "sembako", "P1 baru"].quota is None
    assert rows["RW-A", "sembako", "P1 baru"].left is None
    assert rows["RW-A", "lebaran", "musim-1"].left == 100
    assert rows["RW-B", "sembako", "P1 baru"].left == 40

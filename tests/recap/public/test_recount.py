"""From the public files alone every figure of a recap can be computed again, by code that knows nothing of ours."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from functions.core.book import Book
from functions.core.state import State
from functions.recap.figures.figures import figures
from functions.recap.figures.rooms import availability
from functions.recap.frozen.snapshot import take
from functions.recap.public import tabs
from functions.recap.public.opendata.files import files
from functions.recap.public.rooms import availability_rows, left_now
from local.demo.oracle.recount import differences
from local.demo.scenario import first_week
from sheets_schema import public
from sheets_schema.form import SELF_DELIVERED
from sheets_schema.private import Cash
from sheets_schema.terms import Action, YesNo
from tests.demo.played import Played
from tests.recap.world import World

END = dt.datetime(2020, 5, 2, 11, tzinfo=dt.UTC)
CASH = [
    Cash(donor="Contoh", consent=YesNo.NO, aggregator=name, rupiah=rupiah, date=dt.date(2020, 4, 24))
    for name, rupiah in (("ACT", 5_000_000), ("Baznas", 7), ("ACT", 3))
]


def published(state: State, book: Book, at: dt.datetime) -> dict[str, str]:
    """The open data of a recap at this moment, as texts by name."""
    found = figures(state, book, CASH, at)
    today = at.date()
    rooms = availability(state, book, today)
    rows = {
        public.TARGETS: tabs.target_rows(book, "https://kota.example/form", left_now(rooms, book, today)),
        public.AVAILABILITY: availability_rows(rooms, book, today),
        public.COMMITMENTS: tabs.commitment_rows(state, {}, {}, book),
        public.FIGURES: tabs.figure_rows(take(state, found, None)),
        public.PERIODS: tabs.period_rows(book.periods),
        public.AID_KINDS: tabs.kind_rows(book.kinds.values()),
        public.CASH: tabs.cash_rows(CASH),
        public.GUIDE: (),
    }
    made = files(rows, state, book, take(state, found, None), at)
    return {file.name: file.data.decode() for file in made}


@pytest.fixture(scope="module")
def busy() -> World:
    """Donors and aggregators, merged, named and not, on RW and institutions, daily kinds, overlaps, every fate."""
    world = World()
    world.submit(1, sembako="30")
    world.submit(1, "RW-B", sembako="20", siap_saji="12", hari="3")
    world.submit(2, "RW-A", sembako="25", via="ACT")
    world.submit(3, "RW-A", sembako="15", group="perorangan")
    world.submit(4, "RW-S", sembako="300", group="komunitas")
    world.submit(5, "PA-1", sembako="40", siap_saji="30", hari="2")
    world.submit(6, "PS-1", sembako="10", via="Baznas")
    world.submit(7, "RW-C", sembako="5")
    world.merge("D3", "D1")
    world.ask(1, Action.ARRIVED, 30)
    world.ask(4, Action.ARRIVED, 3)
    world.ask(world.submit(8, "RW-C", sembako="7"), Action.CANCEL)
    return world


@pytest.mark.parametrize("days", [0, 1, 6, 20, 400], ids=lambda days: f"after {days} days")
def test_every_figure_follows_from_the_tables(busy: World, days: int) -> None:
    files = published(busy.state, busy.book, busy.clock + dt.timedelta(days=days))
    assert list(differences(files)) == []


def test_every_figure_of_the_demo_s_week_follows_from_the_tables() -> None:
    week = Played(first_week())
    files = published(week.state, week.book(), END)
    assert list(differences(files)) == []
    told = json.loads(files["angka.json"])["figures"]["headline"]
    assert [amount["committed"] for amount in told["amounts"]] == [9015, 40913, 20447]
    assert [told[name] for name in ("rw", "villages", "cities")] == [118, 69, 5]
    assert told["donors"] + told["aggregators"] == 22


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("komitmen.csv", '"30","paket","30"', '"31","paket","30"'),
        ("komitmen.csv", '"30","paket","30"', '"30","paket","29"'),
        ("komitmen.csv", "Lewat ACT", SELF_DELIVERED),
        ("komitmen.csv", '"panti asuhan"', '"pesantren"'),
        ("jadwal.csv", '"2","1","RW-A"', '"2","0","RW-A"'),
        ("jadwal.csv", '"1","1","RW-A"', '"1","0","RW-A"'),
        ("kuota.csv", '"Paket sembako","400"', '"Paket sembako","4000"'),
        ("periode.csv", '"2020-04-24"', '"2020-04-25"'),
        ("dana.csv", '"7"', '"8"'),
    ],
)
def test_a_figure_that_does_not_follow_is_seen(busy: World, name: str, old: str, new: str) -> None:
    """The positive control: another table gives other figures."""
    files = published(busy.state, busy.book, busy.clock)
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    assert list(differences(files))


def test_a_donor_without_a_name_is_not_known_again_by_what_else_was_given(busy: World) -> None:
    files = published(busy.state, busy.book, busy.clock)
    codes = {line.donor for line in busy.state.lines.values() if line.donor}
    assert codes
    for name in ("komitmen.csv", "jadwal.csv"):
        cells = {cell.strip('"') for row in files[name].splitlines() for cell in row.split(",")}
        assert not cells & codes

"""Charts can be read by everybody: in print, on a phone, without seeing colours, or without seeing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from functions.recap.figures.figures import figures
from functions.recap.public import charts
from functions.recap.public.charts import Chart
from sheets_schema.terms import Action, Active
from tests.recap.world import World

SVG = "{http://www.w3.org/2000/svg}"


def drawn(world: World) -> list[Chart]:
    return list(charts.charts(figures(world.state, world.book, [], world.clock)))


def texts_in(chart: Chart) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def some() -> list[Chart]:
    world = World()
    world.ask(world.submit(1, sembako="100"), Action.ARRIVED, 30)
    world.submit(2, "RW-C", lebaran="50")
    return drawn(world)


def test_each_chart_is_an_svg_with_title_and_a_description_that_gives_the_figures(some: list[Chart]) -> None:
    for chart in some:
        root = ElementTree.fromstring(chart.svg)
        title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert told is not None
        assert (title.text, told.text) == (chart.title, chart.table)
        assert root.get("role") == "img"
        assert {title.get("id"), told.get("id")} == set((root.get("aria-labelledby") or "").split())


def test_the_figures_are_written_as_text_that_can_be_searched_and_read_aloud(some: list[Chart]) -> None:
    arrived = next(chart for chart in some if chart.name == "grafik-komitmen-dan-tersalur")
    texts = texts_in(arrived)
    assert {"110", "30", "50", "Paket sembako (paket)"} <= set(texts)
    assert "Paket sembako (paket): komitmen 110, tersalur 30" in arrived.table


def test_each_chart_says_as_of_when_and_of_what_it_is(some: list[Chart]) -> None:
    for chart in some:
        (note,) = [text for text in texts_in(chart) if text.startswith("KSBB, keadaan 24 April 2020 pukul 10.0")]
        assert f"{chart.title}. {note}" == chart.table.splitlines()[0]


def test_of_nine_kinds_of_aid_each_has_a_panel_of_its_own() -> None:
    world = World()
    kinds = {code: kind.model_copy(update={"status": Active.ACTIVE}) for code, kind in world.book.kinds.items()}
    world.book = replace(world.book, kinds=kinds, overrides={("RW-A", code, None): 10 for code in kinds})
    chart = next(c for c in drawn(world) if c.name == "grafik-isi-kuota")
    assert {kind.name for kind in kinds.values()} <= set(texts_in(chart))


def test_what_is_less_than_one_percent_is_not_said_to_be_nothing() -> None:
    world = World()
    world.submit(sembako="", siap_saji="1", hari="1")
    chart = next(c for c in drawn(world) if c.name == "grafik-isi-kuota")
    assert "<1" in texts_in(chart)
    assert "Jakarta Selatan: Paket sembako 0, Makanan siap saji kurang dari 1," in chart.table


def test_equal_figures_give_equal_bytes() -> None:
    world = World()
    world.submit(1)
    before = [c.svg for c in drawn(world)]
    charts.charts.cache_clear()
    assert [c.svg for c in drawn(world)] == before


def test_without_any_data_every_chart_says_so() -> None:
    empty = drawn(World(()))
    assert len(empty) == 3
    assert all("Belum ada data." in chart.table for chart in empty)
    assert all(b"Belum ada data." in chart.svg for chart in empty)


def test_a_chart_fits_a_phone_and_a_message(some: list[Chart]) -> None:
    assert max(len(chart.svg) for chart in some) < 100_000


def _seen(colour: str, kind: str) -> tuple[float, ...]:
    """A colour as the colour-blind see it (Viénot, Brettel and Mollon 1999), in linear RGB."""
    r, g, b = (((int(colour[i : i + 2], 16) / 255 + 0.055) / 1.055) ** 2.4 for i in (1, 3, 5))
    if kind == "protan":
        return (0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b)
    if kind == "deutan":
        return (0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b)
    return (r, g, b)


@pytest.mark.parametrize("kind", ["all", "protan", "deutan"])
def test_the_colours_differ_for_colour_blind_readers_and_every_series_has_its_own_hatch(kind: str) -> None:
    for (one, _), (other, _) in itertools.combinations(charts._STYLES, 2):
        distance = sum((a - b) ** 2 for a, b in zip(_seen(one, kind), _seen(other, kind), strict=True)) ** 0.5
        assert distance > 0.08, (one, other)
    hatches = [hatch for _, hatch in charts._STYLES]
    assert len(set(hatches)) == len(hatches)

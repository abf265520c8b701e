"""Where things stand in a chart: nothing hides anything else, and every label is beside what it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.figure import Figure

from functions.recap.figures.figures import Amount, Day, Figures, figures
from functions.recap.figures.rooms import Fill
from functions.recap.public import charts
from tests.recap.world import World

EMPTY = figures(World().state, World().book, [], World().clock)
CITIES = ("Kota A", "Kota B")


def of(labels: Sequence[str], *series: Sequence[float]) -> Any:
    names = ("komitmen", "tersalur", "lain")
    return charts._Data("x", "Contoh", "Catatan.", labels, list(zip(names, series, strict=False)))


def laid_out(draw: Callable[[Figure, Any], None], data: Any) -> Figure:
    figure = Figure()
    draw(figure, data)
    return figure


def by_day(count: int) -> Any:
    (axes,) = laid_out(charts._columns, of([f"h{k}" for k in range(count)], range(count))).axes
    return axes


def texts(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize(("count", "labelled"), [(1, True), (16, True), (17, False)])
def test_up_to_sixteen_columns_bear_their_figures(count: int, labelled: bool) -> None:
    assert texts(by_day(count)) == ([str(k) for k in range(count)] if labelled else [])


@pytest.mark.parametrize(("count", "each"), [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3), (100, 10)])
def test_at_most_ten_days_are_named_each_below_its_column(count: int, each: int) -> None:
    axes = by_day(count)
    assert [text.get_text() for text in axes.get_xticklabels()] == [f"h{k}" for k in range(0, count, each)]
    assert list(axes.get_xticks()) == list(range(0, count, each))
    assert [bar.get_height() for bar in axes.patches] == list(range(count))


def test_each_series_has_a_panel_under_its_name_up_to_what_is_full() -> None:
    figure = laid_out(charts._panels, of(CITIES, (50, 100), (0, 20)))
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["komitmen", "tersalur"]
    for axes, values in zip(figure.axes, ([50, 100], [0, 20]), strict=True):
        assert [bar.get_width() for bar in axes.patches] == values
        assert axes.get_xlim() == (0, 108)
        assert texts(axes) == [str(value) for value in values]
        top, bottom = (bar.get_y() for bar in axes.patches)
        assert axes.transData.transform((0, top))[1] > axes.transData.transform((0, bottom))[1]


def test_a_panel_goes_on_to_whatever_is_more_than_full() -> None:
    for axes in laid_out(charts._panels, of(CITIES, (50, 150), (0, 20))).axes:
        assert axes.get_xlim()[0] == 0
        assert axes.get_xlim()[1] > 150


@pytest.mark.parametrize("draw", [charts._panels, charts._side_by_side])
def test_bars_neither_touch_nor_hide_each_other_and_stand_around_their_label(draw: Any) -> None:
    for axes in laid_out(draw, of(CITIES, (50, 100), (10, 20))).axes:
        spans = sorted((bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches)
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
        a_label = len(spans) // 2
        for k, place in enumerate(axes.get_yticks()):
            mine = spans[k * a_label : (k + 1) * a_label]
            assert (mine[0][0] + mine[-1][1]) / 2 == pytest.approx(place)
        assert [text.get_text() for text in axes.get_yticklabels()] == list(CITIES)


def test_side_by_side_each_series_has_its_style_and_its_name_in_the_legend() -> None:
    (axes,) = laid_out(charts._side_by_side, of(CITIES, (50, 100), (10, 20))).axes
    assert [bar.get_width() for bar in axes.patches] == [50, 100, 10, 20]
    assert [bar.get_hatch() or "" for bar in axes.patches] == ["", "", "///", "///"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["komitmen", "tersalur"]
    first, second = axes.patches[0], axes.patches[2]
    screen = axes.transData
    assert screen.transform((0, first.get_y()))[1] > screen.transform((0, second.get_y()))[1]


@pytest.mark.parametrize("draw", [charts._panels, charts._side_by_side])
def test_a_picture_grows_with_its_bars(draw: Any) -> None:
    heights = [
        laid_out(draw, of(labels, *series)).get_figheight()
        for labels, series in (
            (CITIES[:1], [(1,), (1,)]),
            (CITIES, [(1, 2), (1, 2)]),
            ((*CITIES, "Kota C"), [(1, 2, 3), (1, 2, 3)]),
        )
    ]
    first, second = (b - a for a, b in pairwise(heights))
    assert first == pytest.approx(second)
    assert 0.4 < first < 0.8
    assert 1 < heights[0] < 4


def test_axes_count_in_whole_numbers_the_indonesian_way_and_without_a_frame() -> None:
    (axes,) = laid_out(charts._columns, of(["a", "b"], (1000, 3000))).axes
    ticks = axes.yaxis.get_major_locator().tick_values(0, 3000)
    assert len(ticks) <= 8
    assert [axes.yaxis.get_major_formatter()(value, 0) for value in (0, 1500)] == ["0", "1.500"]
    assert [axes.spines[side].get_visible() for side in ("top", "right", "left", "bottom")] == [
        False,
        False,
        True,
        True,
    ]
    small = axes.yaxis.get_major_locator().tick_values(0, 2)
    assert all(value == round(value) for value in small)


@pytest.mark.parametrize(
    ("used", "quota", "percent"),
    [(0, 10, 0), (1, 1000, 0.1), (99, 10_000, 0.99), (1, 100, 1), (199, 10_000, 1), (999, 1000, 99), (10, 10, 100)],
)
def test_only_what_is_full_is_a_hundred_percent_and_something_is_never_nothing(
    used: int, quota: int, percent: float
) -> None:
    assert charts._percent(Fill("sembako", "x", quota, used, (), ())) == pytest.approx(percent)


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (0.5, "<1"), (1, "1"), (1500, "1.500")])
def test_less_than_one_is_said_so(value: float, said: str) -> None:
    assert charts._told(value) == said


def test_a_kind_without_quota_anywhere_has_no_panel_and_one_without_it_in_a_city_has_nought_there() -> None:
    fills = (Fill("sembako", "Kota B", 10, 5, (), ()), Fill("lebaran", "Kota A", 10, 1, (), ()))
    data = charts._filled(replace(EMPTY, fills=fills))
    assert data.labels == ["Kota A", "Kota B"]
    assert dict(data.series) == {"Paket sembako": [0, 50], "Paket Lebaran": [10, 0]}


def test_days_are_named_by_day_and_month_and_kinds_with_their_unit() -> None:
    days = (Day(dt.date(2020, 4, 30), 2), Day(dt.date(2020, 5, 1), 0))
    found: Figures = replace(EMPTY, days=days, totals=(Amount("sembako", 7, 3),))
    assert (charts._a_day(found).labels, charts._a_day(found).series) == (["30 Apr", "1 Mei"], [("komitmen", [2, 0])])
    arrived = charts._arrived(found)
    assert (arrived.labels, arrived.series) == (["Paket sembako (paket)"], [("komitmen", [7]), ("tersalur", [3])])


def test_a_chart_as_a_table_has_one_line_for_each_label() -> None:
    table = charts._table(of(CITIES, (1500, 0.5), (0, 2)))
    assert table == (
        "Contoh. Catatan.\nKota A: komitmen 1.500, tersalur 0\nKota B: komitmen kurang dari 1, tersalur 2\n"
    )
    assert charts._table(of(())) == "Contoh. Catatan.\nBelum ada data.\n"

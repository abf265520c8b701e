"""Charts as SVG: readable in print, on a phone and without seeing colours, each with a text alternative.

Colours are those of Okabe and Ito (2008), told apart by colour-blind readers; hatching tells them apart in print.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from functions.core.reasons import thousands
from functions.recap import words
from functions.recap.figures import Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
_STYLES = ((BLUE, ""), (ORANGE, "///"), (GREEN, "\\\\\\"), (PURPLE, "xxx"))
_WIDTH = 6.4
_OPTIONS: Any = {"svg.fonttype": "none", "svg.hashsalt": "ksbb", "font.family": "sans-serif", "font.size": 11}
"""Text stays text: it can be searched, read aloud and enlarged; equal figures give equal bytes."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the same as a table of text."""

    name: str
    title: str
    svg: bytes
    table: str


@dataclass(frozen=True, slots=True)
class _Data:
    """What a chart shows: one number for each label and series."""

    name: str
    title: str
    unit: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


def charts(found: Figures) -> Iterable[Chart]:
    """The charts of these figures."""
    for data, draw in ((_a_day(found), _columns), (_filled(found), _bars), (_arrived(found), _bars)):
        yield Chart(data.name, data.title, _svg(data, draw), _table(data))


def _a_day(found: Figures) -> _Data:
    days = [f"{day.date.day} {words.MONTHS[day.date.month - 1][:3]}" for day in found.days]
    made = ("komitmen", [day.commitments for day in found.days])
    return _Data("grafik-komitmen-per-hari", "Komitmen yang diterima per hari", "komitmen", days, [made])


def _filled(found: Figures) -> _Data:
    fills = found.fills or ()
    cities = sorted({fill.city for fill in fills})
    series = []
    for kind in found.kinds:
        share = {fill.city: 100 * fill.used // fill.quota for fill in fills if fill.kind == kind.code}
        if share:
            series.append((kind.name, [share.get(city, 0) for city in cities]))
    return _Data("grafik-isi-kuota", "Kuota yang terisi per kota, periode berjalan", "persen", cities, series)


def _arrived(found: Figures) -> _Data:
    sums = {amount.kind: amount for amount in found.totals}
    kinds = [kind for kind in found.kinds if kind.code in sums]
    labels = [f"{kind.name} ({kind.unit})" for kind in kinds]
    committed = ("komitmen", [sums[kind.code].committed for kind in kinds])
    delivered = ("tersalur", [sums[kind.code].delivered for kind in kinds])
    return _Data("grafik-komitmen-dan-tersalur", "Komitmen dan yang tersalur", "jumlah", labels, [committed, delivered])


def _table(data: _Data) -> str:
    """One line for each label, figures named: what a screen reader can read aloud."""
    lines = [f"{data.title} ({data.unit})"]
    for i, label in enumerate(data.labels):
        lines.append(f"{label}: " + ", ".join(f"{name} {thousands(values[i])}" for name, values in data.series))
    return "\n".join(lines if data.labels else [*lines, "Belum ada data."]) + "\n"


def _svg(data: _Data, draw: Callable[[Axes, _Data], None]) -> bytes:
    import matplotlib as mpl  # noqa: PLC0415  # costs half a second and 40 MB: only when charts are really drawn
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(_OPTIONS):
        figure = Figure(figsize=(_WIDTH, _height(data)), layout="constrained")
        axes = figure.subplots()
        axes.set_title(data.title, loc="left", fontweight="bold")
        if data.labels:
            draw(axes, data)
        else:
            axes.text(0.5, 0.5, "Belum ada data.", ha="center", va="center")
            axes.set_axis_off()
        return _accessible(_saved(figure), data)


def _height(data: _Data) -> float:
    return 3.6 if data.name.endswith("per-hari") else 1.6 + 0.32 * max(1, len(data.labels) * max(1, len(data.series)))


def _saved(figure: Figure) -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def _accessible(svg: str, data: _Data) -> bytes:
    """Title and description inside the picture, for those who hear it."""
    start = svg.index("<svg ")
    end = svg.index(">", start) + 1
    opened = svg[start : end - 1] + f' role="img" aria-labelledby="{data.name}-judul {data.name}-isi">'
    told = f'<title id="{data.name}-judul">{escape(data.title)}</title><desc id="{data.name}-isi">'
    return f"{svg[:start]}{opened}{told}{escape(_table(data))}</desc>{svg[end:]}".encode()


def _columns(axes: Axes, data: _Data) -> None:
    """Upright columns, one a day; of many days only some are labelled."""
    (_, values) = data.series[0]
    places = range(len(values))
    axes.bar(places, values, color=BLUE)
    step = max(1, len(values) // 8)
    axes.set_xticks(list(places)[::step], list(data.labels)[::step])
    axes.set_ylabel(data.unit)
    _plain_axes(axes, axes.yaxis)


def _bars(axes: Axes, data: _Data) -> None:
    """Lying bars, with their figures written beside them."""
    thick = 0.8 / max(1, len(data.series))
    for number, (name, values) in enumerate(data.series):
        colour, hatch = _STYLES[number % len(_STYLES)]
        places = [i + number * thick for i in range(len(values))]
        bars = axes.barh(places, values, thick * 0.9, label=name, color=colour, hatch=hatch, edgecolor="black", lw=0.5)
        axes.bar_label(bars, [thousands(value) for value in values], padding=3, fontsize=9)
    axes.set_yticks([i + 0.4 - thick / 2 for i in range(len(data.labels))], list(data.labels))
    axes.invert_yaxis()
    axes.set_xlabel(data.unit)
    axes.margins(x=0.15)
    axes.figure.legend(loc="outside lower center", ncols=2, frameon=False)
    _plain_axes(axes, axes.xaxis)


def _plain_axes(axes: Axes, counted: Any) -> None:
    """Whole numbers the Indonesian way, and no more lines than needed."""
    counted.set_major_locator(_whole_numbers())
    counted.set_major_formatter(lambda value, _: thousands(round(value)))
    axes.spines[["top", "right"]].set_visible(False)


def _whole_numbers() -> Any:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    return MaxNLocator(nbins=6, integer=True)

"""Charts as SVG: readable in print, on a phone and without seeing colours, each with a text alternative.

Colours are those of Okabe and Ito (2008), told apart by colour-blind readers; hatching tells them apart in print.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from functions.core.reasons import thousands
from functions.core.submission import JAKARTA
from functions.core.words import MONTHS, date
from functions.recap.figures.figures import Figures
from functions.recap.figures.rooms import Fill

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE = "#0072B2", "#E69F00"
_STYLES = ((BLUE, ""), (ORANGE, "///"))
_WIDTH = 6.4
_EMPTY, _TALL = 2.0, 3.6
_PANELS, _A_PANEL, _A_BAR = 1.2, 0.5, 0.27
_GROUPS, _A_GROUPED_BAR = 1.7, 0.32
"""Inches: the width of all, heights of the empty and the upright one; of the others what they have and each part adds.
"""
_SMALL, _HEADING, _NEAR, _EDGE = 9, 11, 3, 0.5
"""Points: small print, a panel's heading, the gap between a bar and its figure, a bar's edge."""
_LEFT, _MIDDLE = 0.01, 0.5
"""Parts of the picture's width and height."""
_ABOVE, _BESIDE, _LEGEND = 0.12, 0.15, 0.2
"""Room for figures above columns and beside bars, as parts of the axes; between legend and axes, in letters."""
_ALONE, _TOGETHER, _TOUCHING = 0.72, 0.8, 0.9
"""How thick a bar is: of the room of a label, of all bars of a label together, of the room of each of these."""
_FULL, _BEYOND = 100, 1.08
"""Percent; how far axes go on beyond what is full, for its figure."""
_OPTIONS: Any = {"svg.fonttype": "none", "svg.hashsalt": "ksbb", "font.family": "sans-serif", "font.size": 11}
"""Text stays text: it can be searched, read aloud and enlarged; equal figures give equal bytes."""

_MOST_LABELLED, _MOST_DAYS, _MOST_LINES = 16, 10, 6
"""Days whose columns can bear their figure; of more, a reader takes the table. Days named below; figures of an axis."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the same as a table of text."""

    name: str
    title: str
    svg: bytes
    table: str


@dataclass(frozen=True, slots=True)
class _Data:
    """What a chart shows: one number for each label and series; `note` says as of when, and of what."""

    name: str
    title: str
    note: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]


@lru_cache(maxsize=16)
def charts(found: Figures) -> tuple[Chart, ...]:
    """The charts of these figures; those of a frozen recap are drawn once, however often it is published."""
    drawn = ((_a_day(found), _columns), (_filled(found), _panels), (_arrived(found), _side_by_side))
    return tuple(Chart(data.name, data.title, _svg(data, draw), _table(data)) for data, draw in drawn)


def _note(found: Figures, what: str) -> str:
    """Goes with the picture wherever people send it."""
    at = found.at.astimezone(JAKARTA)
    return f"KSBB, keadaan {date(at.date())} pukul {at:%H.%M} WIB. {what}"


def _a_day(found: Figures) -> _Data:
    days = [f"{day.date.day} {MONTHS[day.date.month - 1][:3]}" for day in found.days]
    made = ("komitmen", [day.commitments for day in found.days])
    note = _note(found, "Banyaknya komitmen yang diterima.")
    return _Data("grafik-komitmen-per-hari", "Komitmen per hari", note, days, [made])


def _filled(found: Figures) -> _Data:
    fills = found.fills or ()
    cities = sorted({fill.city for fill in fills})
    series = []
    for kind in found.kinds:
        share = {fill.city: _percent(fill) for fill in fills if fill.kind == kind.code}
        if share:
            series.append((kind.name, [share.get(city, 0) for city in cities]))
    note = _note(found, "Semua sasaran, periode berjalan.")
    return _Data("grafik-isi-kuota", "Kuota yang terisi per kota (persen)", note, cities, series)


def _percent(fill: Fill) -> float:
    """Rounded down, so that only what is full is 100; but something is never nothing."""
    share = 100 * fill.used / fill.quota
    return float(int(share)) if share >= 1 else share


def _arrived(found: Figures) -> _Data:
    sums = {amount.kind: amount for amount in found.totals}
    kinds = [kind for kind in found.kinds if kind.code in sums]
    labels = [f"{kind.name} ({kind.unit})" for kind in kinds]
    committed = ("komitmen", [sums[kind.code].committed for kind in kinds])
    delivered = ("tersalur", [sums[kind.code].delivered for kind in kinds])
    note = _note(found, "Semua sasaran: RW, panti, pesantren.")
    return _Data("grafik-komitmen-dan-tersalur", "Komitmen dan yang tersalur", note, labels, [committed, delivered])


def _told(value: float) -> str:
    return "<1" if 0 < value < 1 else thousands(int(value))


def _table(data: _Data) -> str:
    """One line for each label, figures named: what a screen reader can read aloud."""
    lines = [f"{data.title}. {data.note}"]
    for i, label in enumerate(data.labels):
        said = (f"{name} {_told(values[i]).replace('<', 'kurang dari ')}" for name, values in data.series)
        lines.append(f"{label}: " + ", ".join(said))
    return "\n".join(lines if data.labels else [*lines, "Belum ada data."]) + "\n"


def _svg(data: _Data, draw: Callable[[Figure, _Data], None]) -> bytes:
    import matplotlib as mpl  # noqa: PLC0415  # costs half a second and 40 MB: only when charts are really drawn
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(_OPTIONS):
        figure = Figure(figsize=(_WIDTH, _EMPTY), layout="constrained")
        figure.suptitle(data.title, x=_LEFT, ha="left", fontweight="bold")
        figure.supxlabel(data.note, x=_LEFT, ha="left", fontsize=_SMALL)
        if data.labels:
            draw(figure, data)
        else:
            figure.text(_MIDDLE, _MIDDLE, "Belum ada data.", ha="center", va="center")
        return _accessible(_saved(figure), data)


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


def _columns(figure: Figure, data: _Data) -> None:
    """Upright columns, one a day; of many days only some are labelled."""
    figure.set_figheight(_TALL)
    axes = figure.subplots()
    (_, values) = data.series[0]
    places = range(len(values))
    columns = axes.bar(places, values, color=BLUE)
    if len(values) <= _MOST_LABELLED:
        axes.bar_label(columns, [_told(value) for value in values], padding=_NEAR, fontsize=_SMALL)
    step = -(-len(values) // _MOST_DAYS)
    axes.set_xticks(list(places)[::step], list(data.labels)[::step])
    axes.margins(y=_ABOVE)
    _plain_axes(axes, axes.yaxis)


def _panels(figure: Figure, data: _Data) -> None:
    """One panel of lying bars for each series, all as long as the fullest: nobody has to tell colours apart."""
    most = max(_FULL, *(value for _, values in data.series for value in values))
    figure.set_figheight(_PANELS + len(data.series) * (_A_PANEL + _A_BAR * len(data.labels)))
    panels = figure.subplots(len(data.series), sharex=True, squeeze=False)[:, 0]
    for axes, (name, values) in zip(panels, data.series, strict=True):
        axes.set_title(name, loc="left", fontsize=_HEADING)
        _bars(axes, range(len(values)), values, _ALONE, _STYLES[0])
        axes.set_yticks(range(len(values)), data.labels)
        axes.set_xlim(0, _BEYOND * most)
        axes.invert_yaxis()
        _plain_axes(axes, axes.xaxis)


def _side_by_side(figure: Figure, data: _Data) -> None:
    """For each label one lying bar of each series."""
    thick = _TOGETHER / len(data.series)
    figure.set_figheight(_GROUPS + _A_GROUPED_BAR * len(data.labels) * len(data.series))
    axes = figure.subplots()
    for number, ((name, values), style) in enumerate(zip(data.series, _STYLES, strict=True)):
        _bars(axes, [i + number * thick for i in range(len(values))], values, thick * _TOUCHING, style, name)
    axes.set_yticks([i + (_TOGETHER - thick) / 2 for i in range(len(data.labels))], data.labels)
    axes.invert_yaxis()
    axes.margins(x=_BESIDE)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=_LEGEND)
    _plain_axes(axes, axes.xaxis)


def _bars(
    axes: Axes, places: Sequence[float], values: Sequence[float], thick: float, style: tuple[str, str], name: str = ""
) -> None:
    """Lying bars in a style, with their figures written beside them."""
    colour, hatch = style
    bars = axes.barh(places, values, thick, label=name, color=colour, hatch=hatch, edgecolor="black", lw=_EDGE)
    axes.bar_label(bars, [_told(value) for value in values], padding=_NEAR, fontsize=_SMALL)


def _plain_axes(axes: Axes, counted: Any) -> None:
    """Whole numbers the Indonesian way, and no more lines than needed."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    counted.set_major_locator(MaxNLocator(nbins=_MOST_LINES, integer=True))
    counted.set_major_formatter(lambda value, _: thousands(round(value)))
    axes.spines[["top", "right"]].set_visible(False)

"""Where the columns of a tab stand in a sheet that people have worked in, and what is missing there.

A column is known by its header, else by the note that its header was made with, else by its place between neighbours
that are known. What is missing is added at the right edge, and moved from there by `arrange.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_schema import layout
from sheets_schema.column import Column, Owner, Tab
from sheets_schema.layout import Json, Places
from sheets_schema.reading import normal_label

Fits = Callable[[Column, int], bool]
"""Whether what stands below the header at a position can be what the column holds."""

Shows = Callable[[Column, int], int]
"""How many cells below the header at a position are just what is written in that column; of staff's columns none."""


@dataclass(frozen=True)
class Evidence:
    """What the cells of a tab tell of its lost headers."""

    fits: Fits = lambda _column, _at: True
    shows: Shows = lambda _column, _at: 0


@dataclass(frozen=True)
class Survey:
    """What a sheet holds of its tab; without a sheet, what it will hold.

    `written` are the columns whose header is to be written, `widen` how many columns the grid lacks for them, `fresh`
    those that need their formats. `twins`: position -> the title of a column whose header repeats another one.
    """

    tab: Tab
    sheet: Json
    places: dict[str, int]
    written: tuple[Column, ...] = ()
    fresh: tuple[Column, ...] = ()
    widen: int = 0
    twins: Mapping[int, str] = field(default_factory=dict)


def row(sheet: Json, number: int) -> list[Json]:
    """The cells of sheet row `number`, from 0, as far as the sheet was read."""
    rows = [found for data in sheet.get("data", []) for found in data.get("rowData", [])]
    return rows[number].get("values", []) if number < len(rows) else []


def declared(tab: Tab) -> dict[str, int]:
    """Each column at the place where it was declared."""
    return {column.key: position for position, column in enumerate(tab.columns)}


def survey(tab: Tab, sheet: Json | None, found: Evidence | None = None, *, anew: bool = False) -> Survey:
    """Look at a tab's sheet as `inspection` reads it.

    `anew`: whoever asks writes every cell, so that each column belongs where it was declared. In a tab whose rows staff
    own only columns that it never had are added: an empty column in the place of a lost one would be taken for data.
    """
    if sheet is None:
        return Survey(tab, {}, declared(tab), fresh=tab.columns)
    if anew:
        return _by_place(tab, sheet)
    if all(column.owner is Owner.STAFF or column.beside for column in tab.columns):
        return _with_new_columns(tab, sheet)
    return _whole(tab, sheet, found or Evidence())


def _width(sheet: Json) -> int:
    return int(sheet["properties"]["gridProperties"]["columnCount"])


def _by_place(tab: Tab, sheet: Json) -> Survey:
    header = _Header(tab, sheet)
    labels, places = header.labels, declared(tab)
    lost = tuple(c for at, c in enumerate(tab.columns) if labels[at : at + 1] != [normal_label(c.label)])
    return Survey(tab, sheet, places, lost, lost, max(0, len(tab.columns) - _width(sheet)), header.twins(places))


def _with_new_columns(tab: Tab, sheet: Json) -> Survey:
    """A gap before the last known column is a header that someone lost: reading names it, people repair it."""
    header = _Header(tab, sheet)
    places = {c.key: header.labelled(c)[0] for c in tab.columns if len(header.labelled(c)) == 1}
    renamed = header.noted([c for c in tab.columns if not header.labelled(c)], places)
    places |= renamed
    present = [i for i, c in enumerate(tab.columns) if c.key in places or header.labelled(c)]
    added = tab.columns[max(present) + 1 :] if present else ()
    places |= {column.key: _width(sheet) + offset for offset, column in enumerate(added)}
    written = tuple(c for c in tab.columns if c.key in renamed)
    return Survey(tab, sheet, places, (*written, *added), added, len(added))


def _whole(tab: Tab, sheet: Json, evidence: Evidence) -> Survey:
    """Every column has a place in the end."""
    header, fits = _Header(tab, sheet), evidence.fits
    places = header.known(fits)
    places |= header.noted([c for c in tab.columns if c.key not in places], places)
    # Side by side first: what two columns say alike, their order tells apart.
    places |= _between(tab, places, header.free(places), _width(sheet), fits)
    places |= _shown(tab, places, header.free(places), evidence.shows)
    places |= _between(tab, places, header.free(places), _width(sheet), fits)
    added = tuple(c for c in tab.columns if c.key not in places)
    written = tuple(c for c in tab.columns if c.key in places and header.texts[places[c.key]] != c.label)
    places |= {column.key: _width(sheet) + offset for offset, column in enumerate(added)}
    return Survey(tab, sheet, places, (*written, *added), added, len(added), header.twins(places))


class _Header:
    """The header row of a sheet: titles as they are compared, and what the notes say."""

    def __init__(self, tab: Tab, sheet: Json) -> None:
        self._tab = tab
        cells = row(sheet, 0)
        cells += [{}] * (_width(sheet) - len(cells))
        self.texts = [cell.get("userEnteredValue", {}).get("stringValue") for cell in cells]
        self.labels = [normal_label(text) for text in self.texts]
        self._bare = [not cell.get("userEnteredValue") for cell in cells]
        self._signed = [str(cell.get("note", "")).rpartition("\n")[2] for cell in cells]

    def says(self, column: Column, at: int) -> bool:
        """Whether the title at a position is the column's."""
        return self.labels[at] == normal_label(column.label)

    def labelled(self, column: Column) -> list[int]:
        """Where its title stands."""
        return [at for at in range(len(self.labels)) if self.says(column, at)]

    def _note(self, column: Column) -> int | None:
        """Where the one header stands that carries its note."""
        signature = layout.signature(column)
        return self._signed.index(signature) if self._signed.count(signature) == 1 else None

    def noted(self, missing: Sequence[Column], places: Places) -> dict[str, int]:
        """Missing columns whose header is known by its note alone."""
        found = {c.key: at for c in missing if (at := self._note(c)) is not None}
        return {key: at for key, at in found.items() if at not in places.values()}

    def known(self, fits: Fits) -> dict[str, int]:
        """Columns by their titles. A note tells more than a title that stands over another column's note, or twice."""
        columns = self._tab.columns
        notes = {column.key: at for column in columns if (at := self._note(column)) is not None}
        owner = {at: key for key, at in notes.items()}
        places = {}
        for column in columns:
            titled = self.labelled(column)
            elsewhere = any(owner.get(at, column.key) != column.key for at in titled)
            if column.key in notes and (notes[column.key] in titled or elsewhere):
                places[column.key] = notes[column.key]
        for column in (column for column in columns if column.key not in places):
            titled = [at for at in self.labelled(column) if at not in places.values()]
            titled.sort(key=lambda at: (at in owner, not fits(column, at)))
            if titled:
                places[column.key] = titled[0]
        return places

    def free(self, places: Places) -> list[int]:
        """Positions where a lost column may stand: without a title, with one that stands elsewhere too, or any if no
        title is left."""
        ours = {normal_label(column.label) for column in self._tab.columns if column.key in places}
        open_to_all = [bare or label in ours or not places for bare, label in zip(self._bare, self.labels, strict=True)]
        return [at for at, may in enumerate(open_to_all) if may and at not in places.values()]

    def twins(self, places: Places) -> dict[int, str]:
        """What to call columns whose title repeats one of ours: they are somebody's, and stay."""
        ours = {normal_label(column.label): column.label for column in self._tab.columns}
        rest = [at for at in range(len(self.labels)) if at not in places.values()]
        return {at: f"{ours[self.labels[at]]} (kembar)" for at in rest if self.labels[at] in ours}


def _shown(tab: Tab, places: Places, free: Sequence[int], shows: Shows) -> dict[str, int]:
    """Lost columns that one position shows more of than any other, if it shows more of no other column."""
    counts = {(c.key, at): n for c in tab.columns if c.key not in places for at in free if (n := shows(c, at))}
    best = {key: max(n for (k, _), n in counts.items() if k == key) for key, _ in counts}
    most = {at: max(n for (_, a), n in counts.items() if a == at) for _, at in counts}
    pairs = [pair for pair, n in counts.items() if n == best[pair[0]] and n == most[pair[1]]]
    sure = [(k, at) for k, at in pairs if sum(k == key or at == a for key, a in pairs) == 1]
    return dict(sure)


def _between(tab: Tab, places: Places, free: Sequence[int], width: int, fits: Fits) -> dict[str, int]:
    """Lost columns that stand, side by side, where their neighbours say, if what stands there is theirs."""
    found: dict[str, int] = {}
    for run, left, right in _runs(tab, places):
        for positions in _gaps(len(run), left, right, width):
            if set(positions) <= set(free) and all(fits(*pair) for pair in zip(run, positions, strict=True)):
                found |= {column.key: at for column, at in zip(run, positions, strict=True)}
                break
    return found


def _runs(tab: Tab, places: Places) -> Iterator[tuple[list[Column], int | None, int | None]]:
    """Lost columns that were declared side by side, with the places of the columns declared before and after."""
    run: list[Column] = []
    left: int | None = None
    for column in tab.columns:
        if column.key not in places:
            run.append(column)
            continue
        if run:
            yield run, left, places[column.key]
        run, left = [], places[column.key]
    if run:
        yield run, left, None


def _gaps(count: int, left: int | None, right: int | None, width: int) -> Iterator[list[int]]:
    """Where so many columns may stand beside these neighbours: as declared, or from right to left."""
    steps = range(1, count + 1)
    for way in (1, -1):
        if left is not None and right is not None:
            between = list(range(left + way, right, way))
            if len(between) == count:
                yield between
        elif left is not None:
            yield [left + way * step for step in steps]
        elif right is not None:
            yield [right - way * step for step in reversed(steps)]
        else:
            yield list(range(count)) if way > 0 else [width - step for step in steps]

"""How ranges follow when rows, columns or some of their cells are inserted, deleted or moved."""

from collections.abc import Callable
from typing import NamedTuple

from local.google.workbook.a1 import Rect, from_grid_range, to_grid_range
from local.google.workbook.book import Book, Sheet
from local.wire.jsontypes import Json

Point = Callable[[int, bool], int]
"""From an index (and whether it is the end of a range) to where it is afterwards."""
Shift = Callable[[Rect], Rect | None]
"""From a range to where it is afterwards; None if nothing is left of it."""


class Hung(NamedTuple):
    """What hangs on ranges of a tab, as it was at some time."""

    merges: list[Rect]
    protected: list[Json]
    filter_views: list[Json]
    basic_filter: Json | None
    conditional_formats: list[Json]
    named_ranges: list[Json]


def hung(book: Book, sheet: Sheet) -> Hung:
    own = [named for named in book.named_ranges if _is_on(sheet, named)]
    return Hung(
        list(sheet.merges), list(sheet.protected), list(sheet.filter_views), sheet.basic_filter,
        list(sheet.conditional_formats), own,
    )  # fmt: skip


def hang(book: Book, sheet: Sheet, what: Hung) -> None:
    """Let this hang on the tab, and nothing else."""
    sheet.merges, sheet.protected, sheet.filter_views = list(what.merges), list(what.protected), list(what.filter_views)
    sheet.basic_filter, sheet.conditional_formats = what.basic_filter, list(what.conditional_formats)
    others = [named for named in book.named_ranges if not _is_on(sheet, named)]
    book.named_ranges = others + what.named_ranges


def _is_on(sheet: Sheet, named: Json) -> bool:
    return bool(named["range"].get("sheetId", 0) == sheet.sheet_id)


def inserted(start: int, count: int) -> Point:
    def move(index: int, is_end: bool) -> int:
        return index + count if index > start or (index == start and not is_end) else index

    return move


def deleted(start: int, end: int) -> Point:
    def move(index: int, is_end: bool) -> int:  # noqa: ARG001 - both ends move alike
        return index if index <= start else max(start, index - (end - start))

    return move


def shift_sheet(book: Book, sheet: Sheet, dimension: str, move: Point) -> None:
    """Move every range that hangs on `sheet`; a range of which nothing is left is gone."""
    rows = dimension == "ROWS"
    _move(book, sheet, lambda rect: _shifted(rect, move, rows=rows))
    name = "row_metadata" if rows else "column_metadata"
    metadata: dict[int, Json] = getattr(sheet, name)
    moved = {
        move(index, False): value for index, value in metadata.items() if move(index, False) != move(index + 1, True)
    }
    setattr(sheet, name, moved)


def shift_band(book: Book, sheet: Sheet, dimension: str, band: Rect, move: Point) -> None:
    """Move only the ranges that lie between the band's columns (for ROWS) or its rows; all others stay."""
    rows = dimension == "ROWS"

    def shifted(rect: Rect) -> Rect | None:
        known = rect.within(sheet.grid.row_count, sheet.grid.column_count)
        lies_in_it = band._replace(top=0, bottom=None) if rows else band._replace(left=0, right=None)
        return _shifted(rect, move, rows=rows) if lies_in_it.contains(known) else rect

    _move(book, sheet, shifted)


def _move(book: Book, sheet: Sheet, shifted: Shift) -> None:
    """Put everything that hangs on ranges of the sheet where it is afterwards."""
    old = hung(book, sheet)
    filters = _keep_ranges(sheet, [old.basic_filter] if old.basic_filter else [], shifted)
    new = Hung(
        merges=[new for rect in old.merges if (new := shifted(rect))],
        protected=_keep_ranges(sheet, old.protected, shifted),
        filter_views=_keep_ranges(sheet, old.filter_views, shifted),
        basic_filter=filters[0] if filters else None,
        conditional_formats=[kept for rule in old.conditional_formats if (kept := _rule(sheet, rule, shifted))],
        named_ranges=_keep_ranges(sheet, old.named_ranges, shifted),
    )
    hang(book, sheet, new)


def _shifted(rect: Rect, move: Point, *, rows: bool) -> Rect | None:
    first, last = (rect.top, rect.bottom) if rows else (rect.left, rect.right)
    # An open range that begins at the edge stays "from the edge on": an insertion before row 1 does not push it.
    new_first = 0 if first == 0 and last is None else move(first, False)
    new_last = None if last is None else move(last, True)
    if new_last is not None and new_last <= new_first:
        return None
    return rect._replace(top=new_first, bottom=new_last) if rows else rect._replace(left=new_first, right=new_last)


def _keep_ranges(sheet: Sheet, owners: list[Json], shifted: Shift) -> list[Json]:
    kept = []
    for owner in owners:
        if "range" not in owner:
            kept.append(owner)
            continue
        rect = shifted(from_grid_range(owner["range"]))
        if rect:
            holes = {name: _ranges(sheet, owner[name], shifted) for name in ("unprotectedRanges",) if name in owner}
            kept.append({**owner, "range": _like(owner["range"], sheet, rect), **holes})
    return kept


def _ranges(sheet: Sheet, ranges: list[Json], shifted: Shift) -> list[Json]:
    return [_like(old, sheet, rect) for old in ranges if (rect := shifted(from_grid_range(old)))]


def _rule(sheet: Sheet, rule: Json, shifted: Shift) -> Json | None:
    ranges = _ranges(sheet, rule.get("ranges", []), shifted)
    return {**rule, "ranges": ranges} if ranges else None


def _like(old: Json, sheet: Sheet, rect: Rect) -> Json:
    """A GridRange of `rect` that spells out only the indices that `old` does."""
    full = to_grid_range(sheet.sheet_id, rect)
    return {name: value for name, value in full.items() if name in old or value not in (0, None)}

"""How ranges follow when rows or columns are inserted, deleted or moved."""

from collections.abc import Callable
from typing import Any

from local.google.workbook.a1 import Rect, from_grid_range, to_grid_range
from local.google.workbook.book import Book, Sheet
from local.wire.jsontypes import Json

Point = Callable[[int, bool], int]
"""From an index (and whether it is the end of a range) to where it is afterwards."""


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

    def shifted(rect: Rect) -> Rect | None:
        return _shifted(rect, move, rows=rows)

    sheet.merges = [new for rect in sheet.merges if (new := shifted(rect))]
    sheet.protected = _keep_ranges(sheet, sheet.protected, shifted)
    sheet.filter_views = _keep_ranges(sheet, sheet.filter_views, shifted)
    if sheet.basic_filter:
        sheet.basic_filter = next(iter(_keep_ranges(sheet, [sheet.basic_filter], shifted)), None)
    sheet.conditional_formats = [kept for rule in sheet.conditional_formats if (kept := _rule(sheet, rule, shifted))]
    others = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.sheet_id]
    own = [named for named in book.named_ranges if named["range"].get("sheetId", 0) == sheet.sheet_id]
    book.named_ranges = others + _keep_ranges(sheet, own, shifted)
    name = "row_metadata" if rows else "column_metadata"
    metadata: dict[int, Json] = getattr(sheet, name)
    moved = {
        move(index, False): value for index, value in metadata.items() if move(index, False) != move(index + 1, True)
    }
    setattr(sheet, name, moved)


def _shifted(rect: Rect, move: Point, *, rows: bool) -> Rect | None:
    first, last = (rect.top, rect.bottom) if rows else (rect.left, rect.right)
    # An open range that begins at the edge stays "from the edge on": an insertion before row 1 does not push it.
    new_first = 0 if first == 0 and last is None else move(first, False)
    new_last = None if last is None else move(last, True)
    if new_last is not None and new_last <= new_first:
        return None
    return rect._replace(top=new_first, bottom=new_last) if rows else rect._replace(left=new_first, right=new_last)


def _keep_ranges(sheet: Sheet, owners: list[Json], shifted: Callable[[Rect], Rect | None]) -> list[Json]:
    kept = []
    for owner in owners:
        if "range" not in owner:
            kept.append(owner)
            continue
        rect = shifted(from_grid_range(owner["range"]))
        if rect:
            kept.append({**owner, "range": _like(owner["range"], sheet, rect)})
    return kept


def _rule(sheet: Sheet, rule: Json, shifted: Callable[[Rect], Rect | None]) -> Json | None:
    ranges: list[Any] = [
        _like(old, sheet, rect) for old in rule.get("ranges", []) if (rect := shifted(from_grid_range(old)))
    ]
    return {**rule, "ranges": ranges} if ranges else None


def _like(old: Json, sheet: Sheet, rect: Rect) -> Json:
    """A GridRange of `rect` that spells out only the indices that `old` does."""
    full = to_grid_range(sheet.sheet_id, rect)
    return {name: value for name, value in full.items() if name in old or value not in (0, None)}

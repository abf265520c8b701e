"""batchUpdate requests that delete or insert cells, and move the others of the same columns or rows.

Documented for both. What moves with the cells, that a deletion leaves the grid as large and that an insertion makes it
larger only for what it pushes out are measured by others on real spreadsheets (2026), for whatever lies in the band
whole. That what it cuts stays where it is, that a merge which it cuts refuses, and the words of that, are assumed.
"""

from typing import NamedTuple

from local.google.workbook import shifting
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Sheet
from local.google.workbook.edit import Edit
from local.wire.errors import invalid
from local.wire.jsontypes import Json


class Band(NamedTuple):
    """Cells of a tab, and the dimension along which all beyond them in the same columns (ROWS) or rows move."""

    sheet: Sheet
    rect: Rect
    dimension: str

    @property
    def along(self) -> tuple[int, int]:
        """Start and end of the cells, in the direction of the move."""
        top, bottom, left, right = self.rect.ends()
        return (top, bottom) if self.dimension == "ROWS" else (left, right)

    def moved(self) -> Rect:
        """The cells themselves and all that may move: to the edge of the grid."""
        grid, rect = self.sheet.grid, self.rect
        if self.dimension == "ROWS":
            return rect._replace(bottom=grid.row_count)
        return rect._replace(right=grid.column_count)


def delete_range(edit: Edit, request: Json) -> None:
    """Delete cells: those below (ROWS) or to the right (COLUMNS) take their place, with all that hangs on them."""
    band = _band(edit, request)
    start, end = band.along
    band.sheet.grid.close_up(band.rect, rows=band.dimension == "ROWS")
    shifting.shift_band(edit.book, band.sheet, band.dimension, band.rect, shifting.deleted(start, end))


def insert_range(edit: Edit, request: Json) -> None:
    """Insert empty cells: what is there moves down (ROWS) or to the right (COLUMNS), with all that hangs on it."""
    band = _band(edit, request)
    start, end = band.along
    band.sheet.grid.open_up(band.rect, rows=band.dimension == "ROWS")
    edit.grow(band.sheet, band.sheet.grid.content_height(), band.sheet.grid.content_width())
    shifting.shift_band(edit.book, band.sheet, band.dimension, band.rect, shifting.inserted(start, end - start))


def _band(edit: Edit, request: Json) -> Band:
    """What a request names, if this editor may move it. ApiError 400 otherwise."""
    if "range" not in request:
        raise invalid("Must specify a range.")
    sheet, rect = edit.book.range_of(request["range"])
    dimension = request.get("shiftDimension")
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid("No shiftDimension specified.")
    band = Band(sheet, rect, dimension)
    moved = band.moved()
    edit.guard(sheet, moved)
    if any(merge.meets(moved) and not moved.contains(merge) for merge in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    return band

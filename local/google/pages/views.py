"""Filter views: which rows of a tab one shows, and in which order."""

from typing import Any

from local.google.pages.rules import holds
from local.google.workbook.a1 import from_grid_range
from local.google.workbook.book import Book, Sheet
from local.google.workbook.cell import Cell
from local.google.workbook.locales import locale
from local.google.workbook.render import formatted
from local.wire.jsontypes import Json


def order(book: Book, sheet: Sheet, view: Json, used: int) -> list[int]:
    """Indices of the rows that a view shows, down to row `used`, without the row of headings."""
    top, bottom, _, _ = from_grid_range(view["range"]).within(used, sheet.grid.column_count).ends()
    rows = [row for row in range(top + 1, bottom) if _passes(book, sheet, view, row)]
    for spec in reversed(view.get("sortSpecs") or []):
        column = spec.get("dimensionIndex") or 0
        filled = [row for row in rows if _key(sheet.grid.cell(row, column)) is not None]
        blank = [row for row in rows if _key(sheet.grid.cell(row, column)) is None]
        downwards = spec.get("sortOrder") == "DESCENDING"
        filled.sort(key=lambda row: _key(sheet.grid.cell(row, column)) or (0, 0), reverse=downwards)
        rows = filled + blank
    return [*rows, *range(bottom, used)]


def _passes(book: Book, sheet: Sheet, view: Json, row: int) -> bool:
    where = locale(book.locale)
    for column, criteria in _criteria(view):
        cell = sheet.grid.cell(row, column)
        if formatted(cell, where) in (criteria.get("hiddenValues") or []):
            return False
        if "condition" in criteria and not holds(book, criteria["condition"], cell):
            return False
    return True


def _criteria(view: Json) -> list[tuple[int, Json]]:
    """Both ways in which a view may hold them: the older map by column, or the list of specs."""
    listed = [
        (spec.get("columnIndex") or 0, spec.get("filterCriteria") or {}) for spec in view.get("filterSpecs") or []
    ]
    return listed or [(int(column), criteria) for column, criteria in (view.get("criteria") or {}).items()]


def _key(cell: Cell | None) -> tuple[int, Any] | None:
    """Numbers before texts before booleans, as Google sorts; None for a blank cell."""
    if cell is None or cell.value is None:
        return None
    if isinstance(cell.value, bool):
        return (2, cell.value)
    return (1, cell.value.casefold()) if isinstance(cell.value, str) else (0, cell.value)

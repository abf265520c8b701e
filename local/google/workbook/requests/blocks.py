"""batchUpdate requests that move, sort and merge blocks of cells."""

from collections.abc import Callable
from typing import Any

from local.google import messages
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Sheet
from local.google.workbook.cell import Cell
from local.google.workbook.edit import Edit
from local.wire.errors import invalid, not_supported
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json

_PASTE: dict[str, Callable[[Cell, Cell], Cell]] = {
    "PASTE_NORMAL": lambda new, old: new,  # noqa: ARG005 - nothing of the old cell stays
    "PASTE_VALUES": lambda new, old: old.with_content(new.value),
    "PASTE_FORMULA": lambda new, old: old.with_content(new.value, new.formula, new.error),
    "PASTE_FORMAT": lambda new, old: old._replace(format=new.format),
    "PASTE_DATA_VALIDATION": lambda new, old: old._replace(validation=new.validation),
}


def _paste(request: Json) -> Callable[[Cell, Cell], Cell]:
    kind = request.get("pasteType") or "PASTE_NORMAL"
    if kind not in _PASTE or request.get("pasteOrientation") == "TRANSPOSE":
        raise not_supported(f"pasting as {kind} {request.get('pasteOrientation', '')}".strip())
    return _PASTE[kind]


def _part(request: Json, name: str) -> Json:
    if name not in request:
        raise invalid(f"Must specify a {name}.")
    part: Json = request[name]
    return part


def copy_paste(edit: Edit, request: Json) -> None:
    """Copy a block; a larger destination is filled with whole repetitions. Formulas are copied unchanged.

    That a range without cells may be copied, and leaves everything as it is, is assumed.
    """
    paste = _paste(request)
    source, from_rect = edit.book.range_of(_part(request, "source"))
    target, to_rect = edit.book.range_of(_part(request, "destination"))
    height, width = _size(from_rect)
    if not height or not width:
        return
    down, across = (max(1, there // here) for there, here in zip(_size(to_rect), (height, width), strict=True))
    block = _block(source, from_rect)
    area = Rect(to_rect.top, to_rect.top + height * down, to_rect.left, to_rect.left + width * across)
    edit.guard(target, area)
    _put_block(edit, target, area, [row * across for row in block] * down, paste)


def cut_paste(edit: Edit, request: Json) -> None:
    """Move a block to a corner; where it was is emptied."""
    paste = _paste(request)
    source, rect = edit.book.range_of(_part(request, "source"))
    target, top, left = edit.book.corner_of(_part(request, "destination"))
    height, width = _size(rect)
    area = Rect(top, top + height, left, left + width)
    edit.guard(source, rect)
    edit.guard(target, area)
    block = _block(source, rect)
    source.grid.change(rect, lambda _: None, only_existing=True)
    _put_block(edit, target, area, block, paste)


def _size(rect: Rect) -> tuple[int, int]:
    top, bottom, left, right = rect.ends()
    return bottom - top, right - left


def _block(sheet: Sheet, rect: Rect) -> list[list[Cell | None]]:
    top, bottom, left, right = rect.ends()
    return [[sheet.grid.cell(row, column) for column in range(left, right)] for row in range(top, bottom)]


def _put_block(
    edit: Edit, sheet: Sheet, area: Rect, block: list[list[Cell | None]], paste: Callable[[Cell, Cell], Cell]
) -> None:
    _, bottom, left, right = area.ends()
    edit.grow(sheet, bottom, right)
    for offset, row in enumerate(block):
        cells = [
            paste(cell or Cell(), sheet.grid.cell(area.top + offset, left + i) or Cell()) for i, cell in enumerate(row)
        ]
        sheet.grid.put(area.top + offset, left, cells)


def sort_range(edit: Edit, request: Json) -> None:
    """Sort rows of a range: numbers, then text, then booleans, blanks last in either direction (as the UI does)."""
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    rows = _block(sheet, rect)
    for spec in reversed(request.get("sortSpecs") or []):
        check_built(spec, messages.SORT_SPEC, "sortSpecs")
        column = spec.get("dimensionIndex", 0) - rect.left
        if not 0 <= column < _size(rect)[1]:
            raise invalid(f"Cannot sort by dimensionIndex {spec.get('dimensionIndex', 0)}: it is outside the range.")
        descending = spec.get("sortOrder") == "DESCENDING"
        filled = [row for row in rows if _sort_key(row[column]) is not None]
        blank = [row for row in rows if _sort_key(row[column]) is None]
        filled.sort(key=lambda row: _sort_key(row[column]) or (0, 0), reverse=descending)
        rows = filled + blank
    for offset, row in enumerate(rows):
        sheet.grid.put(rect.top + offset, rect.left, row)


def _sort_key(cell: Cell | None) -> tuple[int, Any] | None:
    if cell is None or cell.value is None:
        return None
    if isinstance(cell.value, bool):
        return (2, cell.value)
    return (1, cell.value.casefold()) if isinstance(cell.value, str) else (0, cell.value)


def merge_cells(edit: Edit, request: Json) -> None:
    """Merge all of a range, or each of its rows or columns; only the upper left value is kept."""
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    top, bottom, left, right = rect.ends()
    kind = request.get("mergeType") or "MERGE_ALL"
    parts = {
        "MERGE_ALL": [rect],
        "MERGE_ROWS": [Rect(row, row + 1, left, right) for row in range(top, bottom)],
        "MERGE_COLUMNS": [Rect(top, bottom, column, column + 1) for column in range(left, right)],
    }
    if kind not in parts:
        raise invalid(f"Invalid mergeType: {kind}")
    sheet.merges = [old for old in sheet.merges if not rect.contains(old)]
    if any(old.meets(rect) for old in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges += [part for part in parts[kind] if _size(part) != (1, 1)]
    for part in parts[kind]:
        _keep_first(sheet, part)


def _keep_first(sheet: Sheet, rect: Rect) -> None:
    top, bottom, left, right = rect.ends()
    cells = [sheet.grid.cell(row, column) for row in range(top, bottom) for column in range(left, right)]
    first = next((cell for cell in cells if cell is not None and cell.value is not None), None)
    sheet.grid.change(rect, lambda cell: cell and cell.with_content(None), only_existing=True)
    if first is not None:
        corner = sheet.grid.cell(top, left) or Cell()
        sheet.grid.put(top, left, [corner.with_content(first.value, first.formula, first.error)])


def unmerge_cells(edit: Edit, request: Json) -> None:
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    if any(old.meets(rect) and not rect.contains(old) for old in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [old for old in sheet.merges if not rect.contains(old)]

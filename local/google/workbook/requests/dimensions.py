"""batchUpdate requests about rows and columns.

Refusals are worded as users report them (translation-sheet #9, talendcomp_tGoogleSheet #19, pygsheets #46 and #361).
"""

from local.google.workbook import shifting
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Sheet
from local.google.workbook.canonical import canonical
from local.google.workbook.edit import Edit
from local.wire.errors import invalid
from local.wire.jsontypes import Json
from local.wire.schema import masks


def _extent(sheet: Sheet, dimension: str) -> int:
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid(f"Invalid dimension: {dimension}")
    return sheet.grid.row_count if dimension == "ROWS" else sheet.grid.column_count


def _one(dimension: str) -> str:
    """`row` or `column`."""
    return dimension.lower().removesuffix("s")


def _span(edit: Edit, dimension_range: Json) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension, start and end of a DimensionRange; open ends are the grid's. ApiError 400 outside the grid."""
    sheet = edit.book.sheet(dimension_range.get("sheetId"))
    dimension = dimension_range.get("dimension") or ""
    extent = _extent(sheet, dimension)
    start = dimension_range.get("startIndex") or 0
    end = dimension_range.get("endIndex")
    end = extent if end is None else end
    if min(start, end) < 0:
        raise invalid("DimensionRange indexes must be >= 0")
    if start >= end:
        raise invalid("range.startIndex must be less than range.endIndex")
    return sheet, dimension, start, end


def _band(dimension: str, start: int, end: int | None) -> Rect:
    return Rect(start, end, 0, None) if dimension == "ROWS" else Rect(0, None, start, end)


def append_dimension(edit: Edit, request: Json) -> None:
    """Empty rows or columns at the end."""
    sheet = edit.book.sheet(request.get("sheetId"))
    dimension, length = request.get("dimension") or "", request.get("length") or 0
    _extent(sheet, dimension)
    if length <= 0:
        raise invalid("length must be greater than 0")
    rows, columns = (length, 0) if dimension == "ROWS" else (0, length)
    edit.resize(sheet, sheet.grid.row_count + rows, sheet.grid.column_count + columns)


def insert_dimension(edit: Edit, request: Json) -> None:
    """Empty rows or columns before an index; formats may be taken from the row or column before."""
    sheet, dimension, start, end = _span(edit, request.get("range") or {})
    extent = _extent(sheet, dimension)
    if start > extent:
        raise invalid(f"range.startIndex[{start}] is after last {_one(dimension)} in grid[{extent}]")
    if start == extent and not request.get("inheritFromBefore"):
        raise invalid(f"range.startIndex must be less than the grid size ({extent}) if inheritFromBefore is false.")
    if request.get("inheritFromBefore") and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at the beginning of the grid")
    edit.guard(sheet, _inside(dimension, start))
    insert = sheet.grid.insert_rows if dimension == "ROWS" else sheet.grid.insert_columns
    insert(start, end - start)
    shifting.shift_sheet(edit.book, sheet, dimension, shifting.inserted(start, end - start))
    source = start - 1 if request.get("inheritFromBefore") else end
    _inherit(sheet, dimension, source, start, end)


def _inside(dimension: str, start: int) -> Rect:
    """What an insertion at `start` splits: nothing at the very edge of a protected range."""
    return _band(dimension, start, start + 1)


def _inherit(sheet: Sheet, dimension: str, source: int, start: int, end: int) -> None:
    """Give new rows or columns the format and validation of their neighbour, as the UI and the API do."""
    grid = sheet.grid
    rows = range(start, end) if dimension == "ROWS" else range(len(grid.rows))
    for row in rows:
        if dimension == "ROWS":
            cells = [cell and cell.with_content(None)._replace(note=None) for cell in grid.row(source)]
            grid.set_row(row, list(cells))
        else:
            cell = grid.cell(row, source)
            new = cell and cell.with_content(None)._replace(note=None)
            if new is not None and not new.blank:
                grid.put(row, start, [new] * (end - start))


def delete_dimension(edit: Edit, request: Json) -> None:
    """Rows or columns and all that is in them."""
    sheet, dimension, start, end = _span(edit, request.get("range") or {})
    extent = _extent(sheet, dimension)
    end = min(end, extent)
    one, all_of_them = _one(dimension), dimension.lower()
    if start >= extent:
        tried = f"Tried to delete {one} index {start} but there are only {extent} {all_of_them}."
        raise invalid(f"Cannot delete a {one} that doesn't exist. {tried}")
    if end - start >= extent:
        raise invalid(f"You can't delete all the {all_of_them} on the sheet.")
    if start <= sheet.grid_properties.get(f"frozen{one.capitalize()}Count", 0) and end == extent:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {all_of_them}.")
    edit.guard(sheet, _band(dimension, start, end))
    delete = sheet.grid.delete_rows if dimension == "ROWS" else sheet.grid.delete_columns
    delete(start, end)
    shifting.shift_sheet(edit.book, sheet, dimension, shifting.deleted(start, end))


def move_dimension(edit: Edit, request: Json) -> None:
    """Move rows or columns before another, with their sizes; ranges that hang on the sheet stay where they are."""
    sheet, dimension, start, end = _span(edit, request.get("source") or {})
    target = request.get("destinationIndex") or 0
    if start < target < end:
        raise invalid("destinationIndex cannot be within the source range")
    if max(target, end) > _extent(sheet, dimension):
        raise invalid(f"destinationIndex {target} is beyond the grid")
    edit.guard(sheet, _band(dimension, min(start, target), max(end, target)))
    move = sheet.grid.move_rows if dimension == "ROWS" else sheet.grid.move_columns
    move(start, end, target)
    _move_metadata(sheet, dimension, start, end, target)


def _move_metadata(sheet: Sheet, dimension: str, start: int, end: int, target: int) -> None:
    """Widths, heights and what is hidden go with the rows or columns."""
    metadata = sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata
    before, after = min(start, target), max(end, target)
    order = [*range(before, start), *range(end, after)]
    place = target - before if target <= start else target - before - (end - start)
    order[place:place] = range(start, end)
    moved = {at: metadata[source] for at, source in enumerate(order, start=before) if source in metadata}
    for at in range(before, after):
        metadata.pop(at, None)
    metadata |= moved


def update_dimension_properties(edit: Edit, request: Json) -> None:
    """pixelSize and hiddenByUser of a span."""
    sheet, dimension, start, end = _span(edit, request.get("range") or {})
    if not request.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = masks.parse(request["fields"])
    _update_metadata(sheet, dimension, range(start, end), canonical(request.get("properties") or {}), mask)


def _update_metadata(sheet: Sheet, dimension: str, span: range, properties: Json, mask: masks.Mask) -> None:
    metadata = sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata
    for index in span:
        changed = masks.merge(metadata.get(index, {}), properties, mask)
        if changed:
            metadata[index] = changed
        else:
            metadata.pop(index, None)


def auto_resize_dimensions(edit: Edit, request: Json) -> None:
    """Columns become as wide as their longest text.

    Google measures glyphs of its fonts; here a table of Arial's advance widths is enough to tell narrow from wide.
    """
    sheet, dimension, start, end = _span(edit, request.get("dimensions") or {})
    if dimension == "ROWS":
        _update_metadata(sheet, dimension, range(start, end), {"pixelSize": 21}, {"pixelSize": {}})
        return
    for column in range(start, end):
        cells = (sheet.grid.cell(row, column) for row in range(len(sheet.grid.rows)))
        texts = (str(cell.value) for cell in cells if cell is not None and cell.value is not None)
        width = max((_text_width(text) for text in texts), default=0)
        if width:
            _update_metadata(sheet, dimension, range(column, column + 1), {"pixelSize": width}, {"pixelSize": {}})


_NARROW, _WIDE = frozenset("ijl.,:;'!|It[]() "), frozenset("mwMW@%")
_PIXELS_PER_UNIT = 12.72 / 1000  # 10 pt; with the padding calibrated on the one recorded width (of capital letters)
_PADDING = 3


def _text_width(text: str) -> int:
    units = sum(278 if c in _NARROW else 850 if c in _WIDE else 667 if c.isupper() else 556 for c in text)
    return round(units * _PIXELS_PER_UNIT) + _PADDING


def add_dimension_group(edit: Edit, request: Json) -> Json:
    """A collapsible group; the answer lists all groups of that dimension."""
    sheet, dimension, start, end = _span(edit, request.get("range") or {})
    groups = sheet.row_groups if dimension == "ROWS" else sheet.column_groups
    around = [group for group in groups if _holds(group, start, end)]
    new: Json = {"range": _group_range(sheet, dimension, start, end), "depth": len(around) + 1}
    groups.append(new)
    # Recorded for rows, and taken over for columns: the first group switches the control's place on, for good.
    sheet.grid_properties["rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"] = True
    return {"dimensionGroups": list(groups)}


def _holds(group: Json, start: int, end: int) -> bool:
    return bool(group["range"].get("startIndex", 0) <= start and end <= group["range"]["endIndex"])


def _group_range(sheet: Sheet, dimension: str, start: int, end: int) -> Json:
    span = {"dimension": dimension, "startIndex": start, "endIndex": end}
    return {"sheetId": sheet.sheet_id, **span} if sheet.sheet_id else span


def delete_dimension_group(edit: Edit, request: Json) -> Json:
    """Take away the deepest group of exactly this span."""
    sheet, dimension, start, end = _span(edit, request.get("range") or {})
    groups = sheet.row_groups if dimension == "ROWS" else sheet.column_groups
    wanted = _group_range(sheet, dimension, start, end)
    matching = [group for group in groups if group["range"] == wanted]
    if not matching:
        raise invalid("There is no dimension group over the requested range.")
    groups.remove(matching[-1])
    return {"dimensionGroups": list(groups)} if groups else {}

"""batchUpdate requests that write cells."""

from collections.abc import Callable
from typing import Any

from local.google import messages
from local.google.workbook.a1 import Rect, from_grid_range
from local.google.workbook.book import Sheet
from local.google.workbook.canonical import canonical
from local.google.workbook.cell import Cell
from local.google.workbook.edit import Edit
from local.wire.errors import invalid, not_supported
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json
from local.wire.schema import masks

Change = Callable[[Cell | None, Json], Cell]
Write = Callable[[Cell, Any, masks.Mask], Cell]


def update_cells(edit: Edit, request: Json) -> None:
    """Rows of CellData from a corner (`start`) or over a `range`, whose other cells lose the masked fields."""
    change = cell_change(edit, request)
    rows = request.get("rows") or []
    if "start" in request:
        sheet, top, left = edit.book.corner_of(request["start"])
        width = max((len(row.get("values") or []) for row in rows), default=0)
        rect, fill = Rect(top, top + len(rows), left, left + width), False
        _check_within(rect, sheet.grid.row_count, sheet.grid.column_count)
    elif "range" in request:
        sheet, rect = edit.book.range_of(request["range"])
        fill = True
        _check_rows_fit(rect, rows)
    else:
        raise invalid("One of 'start' or 'range' is required")
    edit.guard(sheet, rect)
    write_rows(sheet, rect, rows, change, fill=fill)


def write_rows(sheet: Sheet, rect: Rect, rows: list[Json], change: Change, *, fill: bool) -> None:
    top, bottom, left, right = rect.ends()
    for offset in range(bottom - top if fill else len(rows)):
        given = (rows[offset].get("values") or []) if offset < len(rows) else []
        old = sheet.grid.row(top + offset)
        if fill:
            given = given + [{}] * (right - left - len(given))
        cells = [change(old[left + i] if left + i < len(old) else None, data) for i, data in enumerate(given)]
        sheet.grid.put(top + offset, left, cells)


def _check_within(rect: Rect, rows: int, columns: int) -> None:
    """ApiError 400 for data that goes beyond the grid."""
    _, bottom, _, right = rect.ends()
    if bottom > rows:
        raise invalid(f"Attempting to write row: {rows}, beyond the last requested row of: {rows - 1}")
    if right > columns:
        raise invalid(f"Attempting to write column: {columns}, beyond the last requested column of: {columns - 1}")


def _check_rows_fit(rect: Rect, rows: list[Json]) -> None:
    top, bottom, left, right = rect.ends()
    if len(rows) > bottom - top:
        raise invalid(f"Attempting to write row: {bottom}, beyond the last requested row of: {bottom - 1}")
    if any(len(row.get("values") or []) > right - left for row in rows):
        raise invalid(f"Attempting to write column: {right}, beyond the last requested column of: {right - 1}")


_WRITABLE_OR_READ_ONLY = f"{messages.CELL_DATA} {messages.CELL_DATA_READ_ONLY}"  # what is read only is not written


def cell_change(edit: Edit, request: Json) -> Change:
    """The function that puts a CellData's masked fields into a cell. ApiError 400 without `fields`."""
    if not request.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = masks.parse(request["fields"])
    masks.check(mask, "sheets", "CellData")
    check_built(dict.fromkeys(mask.keys() - {"*"}), messages.CELL_DATA, "fields")
    writers: dict[str, Write] = {**_WRITE, "userEnteredValue": lambda cell, value, _: edit.extended(cell, value)}
    parts = [(name, write, mask.get(name, {})) for name, write in writers.items() if name in mask or "*" in mask]
    everything = "*" in mask

    def change(cell: Cell | None, data: Json) -> Cell:
        if everything:
            check_built(data, _WRITABLE_OR_READ_ONLY, "cell")
        result = cell or Cell()
        for name, write, below in parts:
            result = write(result, data.get(name), below)
        return result

    return change


def _write_format(cell: Cell, value: Any, mask: masks.Mask) -> Cell:
    new = with_styles(canonical(value or {}))
    merged = masks.merge(cell.format or {}, new, _with_style_twins(mask)) if mask else new
    return cell._replace(format=merged or None)


def _write_note(cell: Cell, value: Any, mask: masks.Mask) -> Cell:  # noqa: ARG001 - a note has no parts
    return cell._replace(note=value or None)


def _write_validation(cell: Cell, value: Any, mask: masks.Mask) -> Cell:  # noqa: ARG001 - replaced as a whole
    return cell._replace(validation=canonical(value) if value else None)


_WRITE: dict[str, Write] = {
    "userEnteredFormat": _write_format,
    "note": _write_note,
    "dataValidation": _write_validation,
}


def with_styles(value: Any) -> Any:
    """Google keeps a colour and its `…Style` twin alike: whichever is sent, both are answered."""
    if not isinstance(value, dict):
        return value
    result = {name: with_styles(item) for name, item in value.items()}
    for name, item in list(result.items()):
        if name in ("backgroundColor", "foregroundColor") and name + "Style" not in result:
            result[name + "Style"] = {"rgbColor": item}
        elif name in ("backgroundColorStyle", "foregroundColorStyle") and "rgbColor" in item:
            result[name.removesuffix("Style")] = item["rgbColor"]
    return result


def _with_style_twins(mask: masks.Mask) -> masks.Mask:
    result: masks.Mask = {}
    for name, inner in mask.items():
        result[name] = _with_style_twins(inner)
        if name in ("backgroundColor", "foregroundColor"):
            result[name + "Style"] = {}
        elif name in ("backgroundColorStyle", "foregroundColorStyle"):
            result[name.removesuffix("Style")] = {}
    return result


def repeat_cell(edit: Edit, request: Json) -> None:
    """One CellData over a whole range."""
    change = cell_change(edit, request)
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    data = request.get("cell") or {}
    sheet.grid.change(rect, lambda cell: change(cell, data))


def append_cells(edit: Edit, request: Json) -> None:
    """Rows after the last row with data, growing the grid if need be."""
    change = cell_change(edit, request)
    sheet = edit.book.sheet(request.get("sheetId"))
    rows = request.get("rows") or []
    top = sheet.grid.content_height()
    width = max((len(row.get("values") or []) for row in rows), default=0)
    edit.guard(sheet, Rect(top, top + len(rows), 0, width))
    edit.grow(sheet, top + len(rows), width)
    write_rows(sheet, Rect(top, top + len(rows), 0, width), rows, change, fill=False)


def set_data_validation(edit: Edit, request: Json) -> None:
    """The same rule for every cell of a range; no rule removes it."""
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    rule = canonical(request.get("rule")) or None
    if rule and "condition" not in rule:
        raise invalid("DataValidationRule must have a condition.")
    sheet.grid.change(rect, lambda cell: (cell or Cell())._replace(validation=rule), only_existing=rule is None)


_EDGES = ("top", "bottom", "left", "right")


def update_borders(edit: Edit, request: Json) -> None:
    """Borders around and inside a range, kept in each cell's userEnteredFormat."""
    sheet, rect = edit.book.range_of(request.get("range") or {})
    edit.guard(sheet, rect)
    top, bottom, left, right = rect.ends()
    for row in range(top, bottom):
        for column in range(left, right):
            names = {
                "top": "top" if row == top else "innerHorizontal",
                "bottom": "bottom" if row == bottom - 1 else "innerHorizontal",
                "left": "left" if column == left else "innerVertical",
                "right": "right" if column == right - 1 else "innerVertical",
            }
            wanted = {edge: request[names[edge]] for edge in _EDGES if names[edge] in request}
            sheet.grid.put(row, column, [_with_borders(sheet.grid.cell(row, column) or Cell(), wanted)])


def _with_borders(cell: Cell, wanted: Json) -> Cell:
    borders = dict((cell.format or {}).get("borders", {}))
    for edge, border in wanted.items():
        if not border or border.get("style") in (None, "NONE"):
            borders.pop(edge, None)
        else:
            borders[edge] = canonical(border)
    rest = {name: value for name, value in (cell.format or {}).items() if name != "borders"}
    return cell._replace(format=({**rest, "borders": borders} if borders else rest) or None)


def find_replace(edit: Edit, request: Json) -> Json:
    """Replace text in values (not in formulas); regular expressions are not built."""
    if request.get("searchByRegex") or request.get("includeFormulas"):
        raise not_supported("findReplace by regular expression or in formulas")
    counts = {"valuesChanged": 0, "occurrencesChanged": 0, "rowsChanged": 0, "sheetsChanged": 0}
    for sheet, rect in _searched(edit, request):
        rows = set()
        top, bottom, left, right = rect.ends()
        for row in range(top, min(bottom, len(sheet.grid.rows))):
            for column in range(left, min(right, len(sheet.grid.row(row)))):
                cell = sheet.grid.cell(row, column)
                new, count = _replaced(cell, request)
                if cell is not None and count:
                    edit.guard(sheet, Rect(row, row + 1, column, column + 1))
                    sheet.grid.put(row, column, [edit.typed(cell, new)])
                    rows.add(row)
                    counts["valuesChanged"] += 1
                    counts["occurrencesChanged"] += count
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {name: count for name, count in counts.items() if count}


def _searched(edit: Edit, request: Json) -> list[tuple[Sheet, Rect]]:
    if request.get("allSheets"):
        return [(sheet, sheet.clip(from_grid_range({}))) for sheet in edit.book.sheets]
    if "range" in request:
        return [edit.book.range_of(request["range"])]
    return [edit.book.range_of({"sheetId": request.get("sheetId")})]


def _replaced(cell: Cell | None, request: Json) -> tuple[str, int]:
    if cell is None or cell.formula is not None or not isinstance(cell.value, str):
        return "", 0
    find, replacement = request.get("find") or "", request.get("replacement") or ""
    text = cell.value
    hay, needle = (text, find) if request.get("matchCase") else (text.lower(), find.lower())
    if not needle or (request.get("matchEntireCell") and hay != needle):
        return "", 0
    parts, at = [], 0
    while (hit := hay.find(needle, at)) >= 0:
        parts.append(text[at:hit])
        at = hit + len(needle)
    return replacement.join([*parts, text[at:]]), len(parts)

"""The values methods on one workbook: reading and writing rectangles of plain values.

Documented at developers.google.com/workspace/sheets/api/guides/values; wording of errors from recordings where there
are any.
"""

from collections.abc import Callable
from typing import Any

from local.google.workbook import a1, render
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Book, Sheet
from local.google.workbook.cell import Cell
from local.google.workbook.edit import Edit, as_protobuf_text
from local.google.workbook.shifting import inserted, shift_sheet
from local.wire.errors import bad_field, invalid
from local.wire.jsontypes import Json


def _by_columns(options: Json) -> bool:
    return options.get("majorDimension") == "COLUMNS"


def read(book: Book, text: str, options: Json) -> Json:
    """A ValueRange: the range as the grid has it, and the values in it."""
    value_option = options.get("valueRenderOption") or "FORMATTED_VALUE"
    date_option = options.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    sheet, rect = book.resolve(text)
    rect = sheet.clip(rect)
    rows = render.values(sheet, rect, render.renderer(book, value_option, date_option))
    major = "COLUMNS" if _by_columns(options) else "ROWS"
    answer: Json = {"range": a1.print_range(sheet.title, rect), "majorDimension": major}
    if rows:
        answer["values"] = rows if major == "ROWS" else render.transposed(rows)
    return answer


def rows_of(value_range: Json, field: str = "data") -> list[list[Any]]:
    """The rows of a ValueRange, turned if it gives columns. ApiError 400 if it is malformed."""
    values = value_range.get("values") or []
    if not isinstance(values, list):
        raise _no_list(f"{field}.values", values)
    for index, row in enumerate(values):
        if not isinstance(row, list):
            raise _no_list(f"{field}.values[{index}]" if index else f"{field}.values", row)
    if not _by_columns(value_range):
        return values
    height = max((len(column) for column in values), default=0)
    return [[column[row] if row < len(column) else None for column in values] for row in range(height)]


def _no_list(field: str, value: Any) -> Exception:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return bad_field(field, f"Invalid value at '{field}' (type.googleapis.com/google.protobuf.ListValue), {shown}")


def writer(edit: Edit, option: str | None) -> Callable[[Cell | None, Any], Cell | None]:
    """How a value goes into a cell. ApiError 400 if valueInputOption is missing."""
    if option == "RAW":
        return edit.raw
    if option == "USER_ENTERED":
        return edit.typed
    raise invalid("'valueInputOption' is required but not specified")


def update(edit: Edit, text: str, value_range: Json, options: Json, label: str = "data") -> Json:
    """values.update of one range: an UpdateValuesResponse."""
    rows = rows_of(value_range, label)
    write = writer(edit, options.get("valueInputOption"))
    named = value_range.get("range")
    if named and named != text and _resolved(edit.book, named) != _resolved(edit.book, text):
        raise invalid(f"Requested range [{text}] does not match the range in the body [{named}]")
    sheet, rect = edit.book.resolve(text)
    rect = sheet.clip(rect)
    _check_fit(sheet, rect, rows)
    return _write(edit, sheet, rect, rows, write, options)


def _resolved(book: Book, text: str) -> tuple[int, Rect]:
    sheet, rect = book.resolve(text)
    return sheet.sheet_id, rect


def _check_fit(sheet: Sheet, rect: Rect, rows: list[list[Any]]) -> None:
    """Values may go past a single cell, not past a range, and never past the grid."""
    top, bottom, left, right = rect.ends()
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if bottom - top > 1 or right - left > 1:
        shown = a1.print_range(sheet.title, rect)
        if height > bottom - top:
            raise invalid(f"Requested writing within range [{shown}], but tried writing to row [{bottom + 1}]")
        if width > right - left:
            letters = a1.column_letters(right)
            raise invalid(f"Requested writing within range [{shown}], but tried writing to column [{letters}]")
    elif top + height > sheet.grid.row_count or left + width > sheet.grid.column_count:
        raise sheet.exceeds(Rect(top, top + height, left, left + width))


def _write(
    edit: Edit,
    sheet: Sheet,
    rect: Rect,
    rows: list[list[Any]],
    write: Callable[[Cell | None, Any], Cell | None],
    options: Json,
) -> Json:
    top, _, left, _ = rect.ends()
    height, width = len(rows), max((len(row) for row in rows), default=0)
    area = Rect(top, top + max(height, 1), left, left + max(width, 1))
    if height:
        edit.guard(sheet, area)
    for offset, row in enumerate(rows):
        old = sheet.grid.row(top + offset)
        for index, value in enumerate(row):
            if isinstance(value, list | dict):
                raise invalid(f"Invalid values[{offset}][{index}]: {as_protobuf_text(value)}")
        cells = [write(old[left + i] if left + i < len(old) else None, value) for i, value in enumerate(row)]
        sheet.grid.put(top + offset, left, cells)
    answer: Json = {"spreadsheetId": edit.book.book_id, "updatedRange": a1.print_range(sheet.title, area)}
    if written := cells_in(rows):
        answer |= {
            "updatedRows": len({row for row, _ in written}),
            "updatedColumns": len({column for _, column in written}),
            "updatedCells": len(written),
        }
    if str(options.get("includeValuesInResponse", "")).lower() == "true":
        shown = {
            "valueRenderOption": options.get("responseValueRenderOption"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
        }
        answer["updatedData"] = read(edit.book, answer["updatedRange"], shown)
    return answer


def cells_in(rows: list[list[Any]]) -> list[tuple[int, int]]:
    """The places of values that are written: null leaves a cell as it is, and is not counted (recorded)."""
    return [(i, k) for i, row in enumerate(rows) for k, value in enumerate(row) if value is not None]


def append(edit: Edit, text: str, value_range: Json, options: Json, *, at_row: int | None = None) -> Json:
    """values.append: after the last table that `text` touches, or at its first cell if it has none.

    `at_row` forces the row written to: what a writer does who saw the table before another's append.
    """
    rows = rows_of(value_range)
    write = writer(edit, options.get("valueInputOption"))
    sheet, rect = edit.book.resolve(text)
    rect = sheet.clip(rect)
    table = find_table(sheet, rect)
    start = table.ends()[1] if table else rect.top
    left = table.left if table else rect.left
    if at_row is not None and at_row < start:
        start = at_row
    elif options.get("insertDataOption") == "INSERT_ROWS" and rows and start < sheet.grid.row_count:
        edit.guard(sheet, Rect(start, start + len(rows), 0, None))
        sheet.grid.insert_rows(start, len(rows))
        shift_sheet(edit.book, sheet, "ROWS", inserted(start, len(rows)))
    width = max((len(row) for row in rows), default=0)
    edit.grow(sheet, start + len(rows), left + width)
    answer: Json = {"spreadsheetId": edit.book.book_id}
    if table:
        answer["tableRange"] = a1.print_range(sheet.title, table)
    answer["updates"] = _write(edit, sheet, Rect(start, start + 1, left, left + 1), rows, write, options)
    return answer


def find_table(sheet: Sheet, rect: Rect) -> Rect | None:
    """The block of filled cells, bounded by empty ones, around the last filled cell of `rect`; None if all empty.

    Last is lowest, and of those rightmost: of two tables side by side the right one is appended to (gspread #537).
    """
    top, bottom, left, right = rect.ends()
    for row in range(min(bottom, sheet.grid.content_height()) - 1, top - 1, -1):
        filled = [column for column in range(left, min(right, len(sheet.grid.row(row)))) if _filled(sheet, row, column)]
        if filled:
            return _block(sheet, Rect(row, row + 1, filled[-1], filled[-1] + 1))
    return None


def _block(sheet: Sheet, rect: Rect) -> Rect:
    """Grow until no filled cell touches it, corners included."""
    while True:
        top, bottom, left, right = rect.ends()
        wide = range(max(left - 1, 0), right + 1)
        tall = range(max(top - 1, 0), bottom + 1)
        grown = Rect(
            top - 1 if top and any(_filled(sheet, top - 1, column) for column in wide) else top,
            bottom + 1 if any(_filled(sheet, bottom, column) for column in wide) else bottom,
            left - 1 if left and any(_filled(sheet, row, left - 1) for row in tall) else left,
            right + 1 if any(_filled(sheet, row, right) for row in tall) else right,
        )
        if grown == rect:
            return rect
        rect = grown


def _filled(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.grid.cell(row, column)
    return cell is not None and (cell.value is not None or cell.formula is not None)


def clear(edit: Edit, text: str) -> str:
    """Empty the values of a range, keeping formats and notes; the range as Google prints it."""
    sheet, rect = edit.book.resolve(text)
    rect = sheet.clip(rect)
    edit.guard(sheet, rect)
    sheet.grid.change(rect, lambda cell: cell and cell.with_content(None), only_existing=True)
    return a1.print_range(sheet.title, rect)

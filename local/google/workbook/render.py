"""Cells as answers: the three value render options, and CellData for includeGridData."""

from collections.abc import Callable
from functools import partial
from typing import Any

from local.google.workbook import numberformat
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Book, Sheet
from local.google.workbook.cell import Cell, Value
from local.google.workbook.formula import MESSAGES, link_of
from local.google.workbook.locales import Locale, locale
from local.wire.jsontypes import Json
from local.wire.schema import masks

Render = Callable[[Cell | None], Any]


def formatted(cell: Cell | None, where: Locale) -> str:
    """The text that a person sees in the cell."""
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return "TRUE" if cell.value else "FALSE"
    if isinstance(cell.value, str):
        return cell.value
    return numberformat.show(cell.value, cell.format.get("numberFormat") if cell.format else None, where)


def renderer(book: Book, value_option: str, date_option: str) -> Render:
    """The function from a cell to the JSON value that `valueRenderOption` and `dateTimeRenderOption` ask for."""
    where = locale(book.locale)
    if value_option == "FORMATTED_VALUE":
        return lambda cell: formatted(cell, where)
    dated = date_option == "FORMATTED_STRING"
    unformatted: Render = partial(_unformatted_with_dates, where=where) if dated else _unformatted
    if value_option == "FORMULA":
        return lambda cell: cell.formula if cell is not None and cell.formula is not None else unformatted(cell)
    return unformatted


def _unformatted(cell: Cell | None) -> Any:
    if cell is None or cell.value is None:
        return ""
    return f"{cell.value} ({MESSAGES[cell.error]})" if cell.error else cell.value


def _unformatted_with_dates(cell: Cell | None, where: Locale) -> Any:
    number_format = cell.format.get("numberFormat") if cell is not None and cell.format else None
    if cell is not None and isinstance(cell.value, int | float) and numberformat.is_date(number_format):
        return formatted(cell, where)
    return _unformatted(cell)


def values(sheet: Sheet, rect: Rect, render: Render) -> list[list[Any]]:
    """The rows of `rect`, trailing empties trimmed in each row and at the end, as Google does."""
    top, bottom, left, right = rect.ends()
    found = []
    made: dict[
        int, list[Any]
    ] = {}  # rows that are one and the same, as those below the last filled one, are shown once
    for row in sheet.grid.rows[top:bottom]:
        shown = made.get(id(row))
        if shown is None:
            shown = made[id(row)] = [render(cell) for cell in row[left:right]]
            while shown and shown[-1] == "":
                shown.pop()
        found.append(shown)
    while found and not found[-1]:
        found.pop()
    return found


def transposed(rows: list[list[Any]]) -> list[list[Any]]:
    """Columns instead of rows, trimmed likewise."""
    width = max((len(row) for row in rows), default=0)
    columns = []
    for index in range(width):
        column = [row[index] if index < len(row) else "" for row in rows]
        while column and column[-1] == "":
            column.pop()
        columns.append(column)
    return columns


def grid_data(book: Book, sheet: Sheet, rect: Rect, mask: masks.Mask | None) -> Json:
    """GridData of a rectangle; `mask` is the field mask below `sheets.data`, None for all."""
    data: Json = {}
    if rect.top:
        data["startRow"] = rect.top
    if rect.left:
        data["startColumn"] = rect.left
    if masks.wants(mask, "rowData"):
        rows = _row_data(book, sheet, rect, masks.below(mask, "rowData", "values"))
        if rows:
            data["rowData"] = rows
    top, bottom, left, right = rect.ends()
    if masks.wants(mask, "rowMetadata"):
        data["rowMetadata"] = [{"pixelSize": 21, **sheet.row_metadata.get(row, {})} for row in range(top, bottom)]
    if masks.wants(mask, "columnMetadata"):
        data["columnMetadata"] = [{"pixelSize": 100, **sheet.column_metadata.get(i, {})} for i in range(left, right)]
    return data


def _row_data(book: Book, sheet: Sheet, rect: Rect, mask: masks.Mask | None) -> list[Json]:
    top, bottom, left, right = rect.ends()
    describe = CellData(book, mask)
    rows: list[Json] = []
    for row in sheet.grid.rows[top:bottom]:
        cells = [describe(cell) for cell in row[left:right]]
        while cells and not cells[-1]:
            cells.pop()
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


class CellData:
    """From a cell to its CellData, working out only what the mask asks for."""

    def __init__(self, book: Book, mask: masks.Mask | None) -> None:
        self._where = locale(book.locale)
        self._default_format: Json = book.properties.get("defaultFormat", {})
        self._mask = mask or {}

    def __call__(self, cell: Cell | None) -> Json:
        if cell is None:
            return {}
        full = {name: make(self, cell) for name, make in _PARTS.items() if masks.wants(self._mask, name)}
        present = {name: value for name, value in full.items() if value is not None}
        return masks.select(present, self._mask) if self._mask else present

    def _user_entered(self, cell: Cell) -> Json | None:
        return {"formulaValue": cell.formula} if cell.formula is not None else _extended(cell)

    def _effective(self, cell: Cell) -> Json | None:
        if cell.error:
            return {"errorValue": {"type": cell.error, "message": MESSAGES[cell.error]}}
        return _extended(cell)

    def _formatted(self, cell: Cell) -> str | None:
        return formatted(cell, self._where) or None

    def _effective_format(self, cell: Cell) -> Json | None:
        if cell.value is None and not cell.format:
            return None
        own = cell.format or {}
        text = {**self._default_format.get("textFormat", {}), "fontFamily": "Arial", **own.get("textFormat", {})}
        shown = {
            "horizontalAlignment": _alignment(cell.value),
            "hyperlinkDisplayType": "LINKED" if link_of(cell.formula) else "PLAIN_TEXT",
        }
        return {**self._default_format, **shown, **own, "textFormat": text}


def _alignment(value: Value) -> str:
    """Where a cell without an alignment of its own shows its content."""
    if isinstance(value, bool):
        return "CENTER"
    return "RIGHT" if isinstance(value, int | float) else "LEFT"


def _extended(cell: Cell) -> Json | None:
    if cell.value is None:
        return None
    if isinstance(cell.value, bool):
        return {"boolValue": cell.value}
    return {"stringValue" if isinstance(cell.value, str) else "numberValue": cell.value}


_PARTS: dict[str, Callable[[CellData, Cell], Any]] = {
    "userEnteredValue": CellData._user_entered,
    "effectiveValue": CellData._effective,
    "formattedValue": CellData._formatted,
    "userEnteredFormat": lambda _, cell: cell.format or None,
    "effectiveFormat": CellData._effective_format,
    "hyperlink": lambda _, cell: link_of(cell.formula),
    "note": lambda _, cell: cell.note,
    "dataValidation": lambda _, cell: cell.validation,
}

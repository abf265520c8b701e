"""A workbook as Google answers it: Spreadsheet and SheetProperties."""

from local.google import fields
from local.google.jsontypes import Json
from local.google.sheets.a1 import Rect, to_grid_range
from local.google.sheets.book import Book, Sheet
from local.google.sheets.render import grid_data


def sheet_properties(book: Book, sheet: Sheet) -> Json:
    """SheetProperties; the index is the tab's place in the workbook, or what it would be if not yet in it."""
    index = next((place for place, other in enumerate(book.sheets) if other is sheet), len(book.sheets))
    grid = {"rowCount": sheet.grid.row_count, "columnCount": sheet.grid.column_count, **sheet.grid_properties}
    return {
        "sheetId": sheet.sheet_id, "title": sheet.title, "index": index, "sheetType": "GRID", "gridProperties": grid,
        **sheet.properties,
    }  # fmt: skip


def spreadsheet(
    book: Book, url: str, areas: dict[int, list[Rect]] | None, mask: fields.Mask | None, *, data: bool
) -> Json:
    """The Spreadsheet message.

    `areas` limits the answer to these sheets and rectangles (the `ranges` parameter); `data` adds GridData.
    """
    answer: Json = {"spreadsheetId": book.book_id, "properties": book.properties}
    shown = [sheet for sheet in book.sheets if areas is None or sheet.sheet_id in areas]
    below = mask.get("sheets") if mask and "*" not in mask else None
    answer["sheets"] = [
        _sheet(book, sheet, (areas or {}).get(sheet.sheet_id), (below or {}).get("data"), data=data) for sheet in shown
    ]
    if book.named_ranges:
        answer["namedRanges"] = book.named_ranges
    answer["spreadsheetUrl"] = url
    return answer


def _sheet(book: Book, sheet: Sheet, areas: list[Rect] | None, mask: fields.Mask | None, *, data: bool) -> Json:
    answer: Json = {"properties": sheet_properties(book, sheet)}
    if data:
        whole = [Rect(0, sheet.grid.row_count, 0, sheet.grid.column_count)]
        answer["data"] = [grid_data(book, sheet, area, mask) for area in areas or whole]
    answer["merges"] = [to_grid_range(sheet.sheet_id, rect) for rect in sheet.merges]
    answer |= {
        "conditionalFormats": sheet.conditional_formats,
        "filterViews": sheet.filter_views,
        "protectedRanges": sheet.protected,
        "basicFilter": sheet.basic_filter,
        "rowGroups": sheet.row_groups,
        "columnGroups": sheet.column_groups,
    }
    return {name: value for name, value in answer.items() if value}

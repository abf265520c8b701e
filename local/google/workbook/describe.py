"""A workbook as Google answers it: Spreadsheet and SheetProperties."""

from dataclasses import dataclass

from local.google.workbook.a1 import WHOLE, Rect, to_grid_range
from local.google.workbook.book import Book, Sheet, may_edit
from local.google.workbook.render import grid_data
from local.wire.jsontypes import Json
from local.wire.schema import masks


def sheet_properties(book: Book, sheet: Sheet) -> Json:
    """SheetProperties; the index is the tab's place in the workbook, or what it would be if not yet in it."""
    index = next((place for place, other in enumerate(book.sheets) if other is sheet), len(book.sheets))
    grid = {"rowCount": sheet.grid.row_count, "columnCount": sheet.grid.column_count, **sheet.grid_properties}
    return {
        "sheetId": sheet.sheet_id, "title": sheet.title, "index": index, "sheetType": "GRID", "gridProperties": grid,
        **sheet.properties,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """How much of a workbook is to be answered, and to whom.

    `areas` limits it to these sheets and rectangles (the `ranges` parameter); `data` adds GridData; `mask` is the field
    mask, so that only what it names is worked out.
    """

    who: str
    is_owner: bool
    data: bool = False
    areas: dict[int, list[Rect]] | None = None
    mask: masks.Mask | None = None

    def protection(self, protected: Json) -> Json:
        """Editors are shown only to those who may edit the range (as documented for ProtectedRange)."""
        rest = {name: value for name, value in protected.items() if name not in ("editors", "requestingUserCanEdit")}
        if not (self.is_owner or may_edit(protected, self.who)):
            return rest
        editors = {"editors": protected["editors"]} if protected["editors"] else {}
        return {**rest, "requestingUserCanEdit": True, **editors}


def spreadsheet(book: Book, url: str, view: View) -> Json:
    """The Spreadsheet message."""
    answer: Json = {"spreadsheetId": book.book_id, "properties": book.properties}
    shown = [sheet for sheet in book.sheets if view.areas is None or sheet.sheet_id in view.areas]
    answer["sheets"] = [_sheet(book, sheet, view) for sheet in shown]
    if book.named_ranges:
        answer["namedRanges"] = book.named_ranges
    answer["spreadsheetUrl"] = url
    return answer


def _sheet(book: Book, sheet: Sheet, view: View) -> Json:
    answer: Json = {"properties": sheet_properties(book, sheet)}
    if view.data:
        areas = (view.areas or {}).get(sheet.sheet_id) or [WHOLE.within(sheet.grid.row_count, sheet.grid.column_count)]
        mask = masks.below(view.mask, "sheets", "data")
        answer["data"] = [grid_data(book, sheet, area, mask) for area in areas]
    answer["merges"] = [to_grid_range(sheet.sheet_id, rect) for rect in sheet.merges]
    answer |= {
        "conditionalFormats": sheet.conditional_formats,
        "filterViews": sheet.filter_views,
        "protectedRanges": [view.protection(protected) for protected in sheet.protected],
        "basicFilter": sheet.basic_filter,
        "rowGroups": sheet.row_groups,
        "columnGroups": sheet.column_groups,
    }
    return {name: value for name, value in answer.items() if value}

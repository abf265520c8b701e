"""batchUpdate requests about the workbook and its tabs."""

from zoneinfo import ZoneInfo

from local.google import messages
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Book, Sheet
from local.google.workbook.canonical import canonical
from local.google.workbook.describe import sheet_properties
from local.google.workbook.edit import Edit, place_of
from local.google.workbook.grid import Grid
from local.google.workbook.locales import known
from local.wire.errors import invalid
from local.wire.http.calls import check_built
from local.wire.jsontypes import Json
from local.wire.schema import masks

DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26
_OWN_PLACE = frozenset({"sheetId", "title", "index", "sheetType", "gridProperties"})


def new_sheet(book: Book, properties: Json) -> Sheet:
    """A Sheet from SheetProperties, appended to nothing yet. ApiError 400 for a taken id or title."""
    check_properties(properties)
    if properties.get("sheetType", "GRID") not in ("GRID", "SHEET_TYPE_UNSPECIFIED"):
        raise invalid(f"Cannot add a sheet of type: {properties['sheetType']}")
    grid = properties.get("gridProperties") or {}
    sheet_id = properties.get("sheetId")
    sheet_id = book.new_id() if sheet_id is None else sheet_id
    if any(sheet.sheet_id == sheet_id for sheet in book.sheets):
        raise invalid(f"Sheet with id {sheet_id} already exists.")
    title = properties.get("title") or _free_title(book)
    _check_title(book, title)
    extent = Grid(grid.get("rowCount") or DEFAULT_ROWS, grid.get("columnCount") or DEFAULT_COLUMNS)
    rest = {name: value for name, value in properties.items() if name not in _OWN_PLACE}
    grid_rest = {name: value for name, value in grid.items() if name not in ("rowCount", "columnCount")}
    return Sheet(sheet_id, title, extent, canonical(rest), canonical(grid_rest))


def check_properties(properties: Json) -> None:
    """ApiError 501 for names in SheetProperties that are not built."""
    check_built(properties, messages.SHEET_PROPERTIES, "properties")
    check_built(properties.get("gridProperties") or {}, messages.GRID_PROPERTIES, "properties.gridProperties")


def _free_title(book: Book) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Book, title: str, own: Sheet | None = None) -> None:
    other = book.titled(title)
    if other is not None and other is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise invalid("The sheet name cannot be greater than 100 characters.")  # reported: getodk/collect#2918


def add_sheet(edit: Edit, request: Json) -> Json:
    properties = request.get("properties") or {}
    sheet = new_sheet(edit.book, properties)
    edit.book.sheets.insert(place_of(properties, "index", len(edit.book.sheets)), sheet)
    edit.resize(sheet, sheet.grid.row_count, sheet.grid.column_count)
    return {"properties": sheet_properties(edit.book, sheet)}


def delete_sheet(edit: Edit, request: Json) -> None:
    sheet = _existing(edit.book, request.get("sheetId"))
    edit.guard(sheet)
    rest = [other for other in edit.book.sheets if other is not sheet]
    if not rest:
        raise invalid("You can't remove all the sheets in a document.")
    if all(other.hidden for other in rest):
        raise invalid("You can't remove all the visible sheets in a document.")
    edit.book.sheets = rest
    edit.book.named_ranges = [
        named for named in edit.book.named_ranges if named["range"].get("sheetId", 0) != sheet.sheet_id
    ]


def _existing(book: Book, sheet_id: int | None) -> Sheet:
    for sheet in book.sheets:
        if sheet.sheet_id == (sheet_id or 0):
            return sheet
    raise invalid(f"No sheet with id: {sheet_id or 0}")


def duplicate_sheet(edit: Edit, request: Json) -> Json:
    """A copy of a tab with all in it, first unless told otherwise; ranges that have ids of their own get new ones."""
    source = _existing(edit.book, request.get("sourceSheetId"))
    title = request.get("newSheetName") or title_of_copy(edit.book, source)
    _check_title(edit.book, title)
    copy = copy_of(edit.book, source, title, request.get("newSheetId"))
    edit.book.sheets.insert(place_of(request, "insertSheetIndex"), copy)
    return {"properties": sheet_properties(edit.book, copy)}


def title_of_copy(book: Book, source: Sheet) -> str:
    """A title that no tab of `book` has, for a copy that is given none (documented; how it counts is assumed)."""
    title, number = f"Copy of {source.title}", 1
    while book.titled(title):
        number += 1
        title = f"Copy of {source.title} {number}"
    return title


def copy_of(book: Book, source: Sheet, title: str, sheet_id: int | None = None) -> Sheet:
    """`source` under a new title and id, ready to be put into `book`."""
    copy = source.copy()
    copy.sheet_id = book.new_id() if sheet_id is None else sheet_id
    if any(sheet.sheet_id == copy.sheet_id for sheet in book.sheets):
        raise invalid(f"Sheet with id {copy.sheet_id} already exists.")
    copy.title = title
    copy.protected = [{**_moved(item, copy), "protectedRangeId": book.new_id()} for item in source.protected]
    copy.filter_views = [{**_moved(item, copy), "filterViewId": book.new_id()} for item in source.filter_views]
    copy.conditional_formats = [_moved(rule, copy) for rule in source.conditional_formats]
    copy.basic_filter = _moved(source.basic_filter, copy) if source.basic_filter else None
    return copy


_LISTS_OF_RANGES = ("ranges", "unprotectedRanges")


def _moved(item: Json, sheet: Sheet) -> Json:
    """What hangs on ranges of a tab, on the same ranges of another."""

    def on_it(grid_range: Json) -> Json:
        return {**grid_range, "sheetId": sheet.sheet_id}

    lists = {name: [on_it(one) for one in item[name]] for name in _LISTS_OF_RANGES if name in item}
    return {**item, **({"range": on_it(item["range"])} if "range" in item else {}), **lists}


def update_sheet_properties(edit: Edit, request: Json) -> None:
    """Title, place, extent, frozen rows, colour, hiding: whatever the mask names."""
    properties = request.get("properties") or {}
    sheet = _existing(edit.book, properties.get("sheetId"))
    if not request.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    check_properties(properties)
    mask = with_twin(masks.parse(request["fields"]))
    masks.check(mask, "sheets", "SheetProperties")
    edit.guard_tab(sheet)
    current = sheet_properties(edit.book, sheet)
    wanted = masks.merge(current, canonical_properties(properties), mask)
    if not wanted.get("title"):
        raise invalid("The sheet name cannot be empty.")
    _set_title(edit.book, sheet, wanted["title"])
    _set_extent(edit, sheet, wanted.get("gridProperties") or {})
    sheet.properties = {name: value for name, value in wanted.items() if name not in _OWN_PLACE}
    if sheet.hidden and all(other.hidden for other in edit.book.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    if "index" in mask:
        _move_tab(edit.book, sheet, place_of(properties, "index"))


def with_twin(mask: masks.Mask) -> masks.Mask:
    """A mask that names the tab's colour in one spelling names it in both."""
    if mask.keys() & {"tabColor", "tabColorStyle"}:
        return {**mask, "tabColor": {}, "tabColorStyle": {}}
    return mask


def canonical_properties(properties: Json) -> Json:
    """SheetProperties without defaults; a tab colour and its style twin are kept alike, as in Google's answers."""
    clean: Json = canonical(properties)
    style = clean.pop("tabColorStyle", None)
    if style is None and "tabColor" in clean:
        style = {"rgbColor": clean["tabColor"]}
    if style:  # an empty style takes the colour away
        clean["tabColorStyle"] = style
        if "rgbColor" in style:
            clean["tabColor"] = style["rgbColor"]
    return clean


def _set_title(book: Book, sheet: Sheet, title: str) -> None:
    _check_title(book, title, sheet)
    sheet.title = title


def _set_extent(edit: Edit, sheet: Sheet, wanted: Json) -> None:
    rows, columns = wanted.get("rowCount") or 0, wanted.get("columnCount") or 0
    if rows < 1 or columns < 1:
        raise invalid("The grid must have at least one row and one column.")
    if wanted.get("frozenRowCount", 0) >= rows > 1 or wanted.get("frozenColumnCount", 0) >= columns > 1:
        raise invalid("You can't freeze all visible rows or columns on the sheet.")
    if rows < sheet.grid.row_count:
        edit.guard(sheet, Rect(rows, None, 0, None))
    if columns < sheet.grid.column_count:
        edit.guard(sheet, Rect(0, None, columns, None))
    edit.resize(sheet, rows, columns)
    sheet.grid_properties = {name: value for name, value in wanted.items() if name not in ("rowCount", "columnCount")}


def _move_tab(book: Book, sheet: Sheet, index: int) -> None:
    """`index` counts before the tab is taken out of its old place (documented for SheetProperties.index)."""
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


_NEVER_EMPTY = {
    "title": "The spreadsheet name cannot be empty.",
    "locale": "Unsupported locale: ",
    "timeZone": "Invalid time zone: ",
}
"""Properties that a workbook cannot lose, and what is said to whoever would take them away: assumed, by what is known
for a tab's name and for values that are none."""
_ALWAYS_THERE = ("autoRecalc", "defaultFormat", "spreadsheetTheme")
"""Properties that go back to what they were when a mask names them without a value; the format is read-only."""


def update_spreadsheet_properties(edit: Edit, request: Json) -> None:
    if not request.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = masks.parse(request["fields"])
    masks.check(mask, "sheets", "SpreadsheetProperties")
    properties = checked_spreadsheet_properties(request.get("properties") or {})
    merged = masks.merge(edit.book.properties, properties, mask)
    for name, missing in _NEVER_EMPTY.items():
        if edit.book.properties.get(name) and not merged.get(name):
            raise invalid(missing)
    edit.book.properties = {**{name: edit.book.properties[name] for name in _ALWAYS_THERE}, **merged}


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        raise invalid(f"Invalid time zone: {zone}") from None


def checked_spreadsheet_properties(properties: Json) -> Json:
    """SpreadsheetProperties without defaults. ApiError 400 for a locale or time zone that there is not."""
    check_built(properties, messages.SPREADSHEET_PROPERTIES, "properties")
    locale, zone = properties.get("locale"), properties.get("timeZone")
    if locale and not known(locale):
        raise invalid(f"Unsupported locale: {locale}")
    if zone:
        _check_zone(zone)
    clean: Json = canonical(properties)
    return clean

"""What a new workbook looks like: properties, theme and first tab, as recorded from Google."""

from local.google.workbook.book import Book
from local.google.workbook.requests.tabs import new_sheet
from local.wire.jsontypes import Json

_WHITE: Json = {"red": 1, "green": 1, "blue": 1}
_THEME = {
    "TEXT": {}, "BACKGROUND": _WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}  # fmt: skip
DEFAULT_FORMAT: Json = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10, "bold": False, "italic": False,
        "strikethrough": False, "underline": False, "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}  # fmt: skip


def new_book(book_id: str, properties: Json, sheets: list[Json]) -> Book:
    """A workbook with the tabs asked for, or one called Sheet1."""
    defaults: Json = {
        "title": "Untitled spreadsheet", "locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT",
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": {
            "primaryFontFamily": "Arial",
            "themeColors": [{"colorType": kind, "color": {"rgbColor": color}} for kind, color in _THEME.items()],
        },
    }  # fmt: skip
    book = Book(book_id, {**defaults, **properties})
    for index, given in enumerate(sheets or [{}]):
        wanted = given.get("properties") or {}
        first = {} if wanted.get("sheetId") is not None or index else {"sheetId": 0}
        book.sheets.append(new_sheet(book, {**wanted, **first}))
    return book

"""A transaction on one workbook: what may be written by whom, and how values become cells."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from local.google.workbook.a1 import WHOLE, Rect, from_grid_range
from local.google.workbook.book import Book, Sheet, may_edit
from local.google.workbook.canonical import plain_number
from local.google.workbook.cell import Cell, Value
from local.google.workbook.formula import evaluate
from local.google.workbook.locales import locale
from local.google.workbook.typed import understand
from local.wire.errors import ApiError, invalid
from local.wire.jsontypes import Json

MOST_CHARACTERS = 50_000
MOST_CELLS = 10_000_000
"""Per workbook: support.google.com/drive/answer/37603."""


@dataclass(slots=True)
class Edit:
    """A draft, who is changing it and when. The owner passes every protection."""

    book: Book
    who: str
    is_owner: bool
    now: dt.datetime

    def guard(self, sheet: Sheet, rect: Rect = WHOLE) -> None:
        """ApiError 400 if a protected range in `rect` does not name this editor (warnings do not stop an API call)."""
        if any(self._covers(sheet, protected, rect) for protected in self._closed(sheet)):
            raise _protected()

    def guard_tab(self, sheet: Sheet) -> None:
        """ApiError 400 if the whole tab is protected from this editor: its title and look are then closed too."""
        if any(from_grid_range(protected["range"]) == WHOLE for protected in self._closed(sheet)):
            raise _protected()

    def _closed(self, sheet: Sheet) -> list[Json]:
        return [one for one in sheet.protected if not one.get("warningOnly") and not self.may_edit(one)]

    def may_edit(self, protected: Json) -> bool:
        return self.is_owner or may_edit(protected, self.who)

    def _covers(self, sheet: Sheet, protected: Json, rect: Rect) -> bool:
        area = from_grid_range(protected["range"])
        if not area.meets(rect):
            return False
        known = sheet.grid.row_count, sheet.grid.column_count
        holes = (from_grid_range(hole) for hole in protected.get("unprotectedRanges", []))
        return not any(hole.within(*known).contains(rect.within(*known)) for hole in holes)

    def grow(self, sheet: Sheet, rows: int, columns: int) -> None:
        """Make the grid at least this large. ApiError 400 above Google's limit of cells in a workbook."""
        self.resize(sheet, max(rows, sheet.grid.row_count), max(columns, sheet.grid.column_count))

    def resize(self, sheet: Sheet, rows: int, columns: int) -> None:
        others = sum(other.grid.row_count * other.grid.column_count for other in self.book.sheets if other is not sheet)
        if others + rows * columns > MOST_CELLS:
            raise invalid(
                f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
            )
        sheet.grid.resize(rows, columns)

    def _today(self) -> dt.date:
        """Where the workbook is."""
        return self.now.astimezone(ZoneInfo(self.book.properties["timeZone"])).date()

    def raw(self, old: Cell | None, value: Any) -> Cell | None:
        """The cell after writing `value` as it is (RAW); null leaves it alone."""
        if value is None:
            return old
        return (old or Cell()).with_content(checked_value(value))

    def typed(self, old: Cell | None, value: Any) -> Cell | None:
        """The cell after a person typed `value` (USER_ENTERED); null leaves it alone."""
        if not isinstance(value, str) or value == "":
            return self.raw(old, value)
        old = old or Cell()
        number_format = (old.format or {}).get("numberFormat")
        if number_format and number_format.get("type") == "TEXT" and not value.startswith("="):
            return old.with_content(checked_value(value))
        found = understand(str(checked_value(value)), locale(self.book.locale), self._today())
        if found.formula is not None:
            return self.with_formula(old, found.formula)
        if found.number_format and not number_format:
            old = old._replace(format={**(old.format or {}), "numberFormat": found.number_format})
        return old.with_content(found.value)

    def extended(self, old: Cell, value: Json | None) -> Cell:
        """The cell after a userEnteredValue (an ExtendedValue). ApiError 400 if it cannot be entered."""
        if not value:
            return old.with_content(None)
        ((kind, content),) = value.items()
        if kind == "errorValue":
            raise invalid("errorValue may not be set: it is read only.")
        if kind == "formulaValue":
            if not content.startswith("="):
                raise invalid(f"Invalid formula: {content}")
            return self.with_formula(old, content)
        return old.with_content(checked_value(content))

    def with_formula(self, old: Cell, formula: str) -> Cell:
        outcome = evaluate(formula, locale(self.book.locale).decimal)
        return old.with_content(outcome.value, formula, outcome.error)


def place_of(request: Json, name: str, default: int = 0) -> int:
    """Where in a list something is put. ApiError 400 before its beginning; beyond its end is its end (both assumed)."""
    place = request.get(name)
    if place is not None and place < 0:
        raise invalid(f"{name} must be >= 0")
    return default if place is None else int(place)


def _protected() -> ApiError:
    """Wording as widely reported for API calls; see docs/local-google.md for what is not on record."""
    return invalid(
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection "
        "if you need to edit."
    )


def checked_value(value: Any) -> Value:
    """A JSON scalar as a cell holds it. ApiError 400 for lists, objects and text that is too long; "" is empty."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise invalid(f"A cell cannot hold the number {value}.")
        return plain_number(value)
    if not isinstance(value, str):
        raise invalid(as_protobuf_text(value))
    if len(value) > MOST_CHARACTERS:
        raise invalid(f"Your input contains more than the maximum of {MOST_CHARACTERS} characters in a single cell.")
    return value or None


def as_protobuf_text(value: Any, indent: str = "") -> str:
    """A JSON value as Google prints the google.protobuf.Value that it refuses."""
    inner = indent + "  "
    if isinstance(value, list):
        items = "".join(f"{inner}values {{\n{as_protobuf_text(item, inner + '  ')}{inner}}}\n" for item in value)
        return f"{indent}list_value {{\n{items}{indent}}}\n"
    if isinstance(value, dict):
        fields = "".join(
            f'{inner}fields {{\n{inner}  key: "{key}"\n{inner}  value {{\n{as_protobuf_text(item, inner + "    ")}'
            f"{inner}  }}\n{inner}}}\n"
            for key, item in value.items()
        )
        return f"{indent}struct_value {{\n{fields}{indent}}}\n"
    if isinstance(value, bool) or value is None:
        return (
            f"{indent}bool_value: {str(value).lower()}\n" if value is not None else f"{indent}null_value: NULL_VALUE\n"
        )
    return f'{indent}string_value: "{value}"\n' if isinstance(value, str) else f"{indent}number_value: {value}\n"

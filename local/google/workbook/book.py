"""A workbook: sheets, their properties and the ranges that hang on them. A transaction works on a draft of it.

JSON held here is never changed in place, only replaced: so a draft is a shallow copy and costs next to nothing.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from local.google.workbook import a1
from local.google.workbook.a1 import WHOLE, Rect
from local.google.workbook.grid import Grid
from local.wire.errors import ApiError, invalid
from local.wire.jsontypes import Json


@dataclass(slots=True)
class Sheet:
    """One tab. `properties` lacks the index and the grid's extent, which are known elsewhere."""

    sheet_id: int
    title: str
    grid: Grid
    properties: Json = field(default_factory=dict)
    grid_properties: Json = field(default_factory=dict)
    merges: list[Rect] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    filter_views: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    row_metadata: dict[int, Json] = field(default_factory=dict)
    column_metadata: dict[int, Json] = field(default_factory=dict)

    def copy(self) -> "Sheet":
        return replace(
            self,
            grid=self.grid.copy(),
            **{name: type(getattr(self, name))(getattr(self, name)) for name in _COPIED},
        )

    @property
    def hidden(self) -> bool:
        return bool(self.properties.get("hidden"))

    def clip(self, rect: Rect) -> Rect:
        """The rectangle within the grid. ApiError 400 if it begins outside."""
        if rect.top >= self.grid.row_count or rect.left >= self.grid.column_count:
            raise self.exceeds(rect)
        return rect.within(self.grid.row_count, self.grid.column_count)

    def exceeds(self, rect: Rect) -> ApiError:
        shown = a1.print_range(self.title, rect)
        limits = f"Max rows: {self.grid.row_count}, max columns: {self.grid.column_count}"
        return invalid(f"Range ({shown}) exceeds grid limits. {limits}")


_COPIED = (
    "properties", "grid_properties", "merges", "protected", "filter_views", "conditional_formats", "row_groups",
    "column_groups", "row_metadata", "column_metadata",
)  # fmt: skip


@dataclass(slots=True)
class Book:
    """A spreadsheet. `properties` holds title, locale, timeZone, autoRecalc and whatever else was set."""

    book_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)

    def draft(self) -> "Book":
        """A copy to change; the original stays as it was until the draft takes its place."""
        return Book(
            self.book_id, dict(self.properties), [sheet.copy() for sheet in self.sheets], list(self.named_ranges)
        )

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def sheet(self, sheet_id: int | None) -> Sheet:
        """ApiError 400 if there is none; a missing id means sheet 0, as a proto3 default."""
        for sheet in self.sheets:
            if sheet.sheet_id == (sheet_id or 0):
                return sheet
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def titled(self, title: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.title.lower() == title.lower()), None)

    def new_id(self) -> int:
        """An id that no sheet or range of this workbook has yet."""
        taken = set(self.ids())
        while True:
            candidate = random.randrange(1, 2**31 - 1)
            if candidate not in taken:
                return candidate

    def ids(self) -> Iterator[int]:
        for sheet in self.sheets:
            yield sheet.sheet_id
            yield from (protected["protectedRangeId"] for protected in sheet.protected)
            yield from (view["filterViewId"] for view in sheet.filter_views)

    def resolve(self, text: str) -> tuple[Sheet, Rect]:
        """The sheet and rectangle of a range in A1 or R1C1 notation, a tab's title or a named range."""
        found = self._resolve(text)
        if found is None:
            raise invalid(f"Unable to parse range: {text}")
        return found

    def _resolve(self, text: str) -> tuple[Sheet, Rect] | None:
        """A reference comes before a named range, and that before a title; an empty title is the first tab."""
        title, rest = a1.split_title(text)
        sheet = self.titled(title) if title else self.sheets[0]
        rect = a1.parse_rect(rest)
        if sheet and rect:
            return sheet, rect
        named = self._named(rest, sheet if title else None) if sheet and title != "" else None
        return named or self._titled_whole(a1.unquoted(text))

    def _named(self, name: str, within: Sheet | None = None) -> tuple[Sheet, Rect] | None:
        """A named range, also as `Sheet1!Name` if it is on that tab."""
        for named in self.named_ranges:
            if named["name"].lower() == name.lower():
                sheet = self.sheet(named["range"].get("sheetId"))
                return (sheet, a1.from_grid_range(named["range"])) if within in (None, sheet) else None
        return None

    def _titled_whole(self, text: str) -> tuple[Sheet, Rect] | None:
        sheet = self.titled(text)
        return (sheet, WHOLE) if sheet else None

    def range_of(self, grid_range: Json) -> tuple[Sheet, Rect]:
        """The sheet and the rectangle, within the grid, of a GridRange. ApiError 400 if it is impossible or outside."""
        sheet = self.sheet(grid_range.get("sheetId"))
        for axis in ("Row", "Column"):
            start, end = grid_range.get(f"start{axis}Index"), grid_range.get(f"end{axis}Index")
            if min(start or 0, end or 0) < 0:
                raise invalid("GridRange indexes must be >= 0")
            if start is not None and end is not None and end < start:
                raise invalid(f"end{axis}Index[{end}] cannot be before start{axis}Index[{start}]")
        return sheet, sheet.clip(a1.from_grid_range(grid_range))

    def corner_of(self, coordinate: Json) -> tuple[Sheet, int, int]:
        """The sheet, row and column of a GridCoordinate.

        ApiError 400 outside the grid: words as reported (google-apps-clj #23) and measured by others; before its
        beginning: words assumed.
        """
        sheet = self.sheet(coordinate.get("sheetId"))
        row, column = coordinate.get("rowIndex") or 0, coordinate.get("columnIndex") or 0
        if min(row, column) < 0:
            raise invalid("GridCoordinate indexes must be >= 0")
        last_row, last_column = sheet.grid.row_count - 1, sheet.grid.column_count - 1
        if row > last_row:
            raise invalid(f"GridCoordinate.rowIndex[{row}] is after last row in grid[{last_row}]")
        if column > last_column:
            raise invalid(f"GridCoordinate.columnIndex[{column}] is after last column in grid[{last_column}]")
        return sheet, row, column


def may_edit(protected: Json, who: str) -> bool:
    """Whether a protected range names `who` among its editors; the workbook's owner may edit it anyway."""
    return who in protected.get("editors", {}).get("users", [])


def book_to_json(book: Book) -> Json:
    """Everything but the cells, for the store."""
    sheets = []
    for sheet in book.sheets:
        kept: Json = {name: getattr(sheet, name) for name in ("sheet_id", "title", "basic_filter", *_COPIED)}
        sheets.append({**kept, "row_count": sheet.grid.row_count, "column_count": sheet.grid.column_count})
    return {"book_id": book.book_id, "properties": book.properties, "named_ranges": book.named_ranges, "sheets": sheets}


def book_from_json(body: Json) -> Book:
    """The workbook of `book_to_json`, with empty grids of the right extent."""
    sheets = []
    for kept in body["sheets"]:
        rest: dict[str, Any] = {
            name: value for name, value in kept.items() if name not in ("row_count", "column_count")
        }
        rest["merges"] = [Rect(*rect) for rect in rest["merges"]]
        for name in ("row_metadata", "column_metadata"):
            rest[name] = {int(index): value for index, value in rest[name].items()}
        sheets.append(Sheet(grid=Grid(kept["row_count"], kept["column_count"]), **rest))
    return Book(body["book_id"], body["properties"], sheets, body["named_ranges"])

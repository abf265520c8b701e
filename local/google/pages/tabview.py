"""A tab as JSON for the grid on the page: its head, and rows, of which only changed ones travel again.

A cell is null or {v: shown, e: what editing starts from, if other, k: kind, s: style, d: rule, n: note, l: link}.
"""

import json
from collections import deque
from typing import Any
from urllib.parse import urlsplit

from local.google.pages import rules, views
from local.google.workbook import a1, numberformat
from local.google.workbook.a1 import WHOLE, Rect, from_grid_range
from local.google.workbook.book import Book, Sheet, may_edit
from local.google.workbook.cell import Cell, Row
from local.google.workbook.formula import link_of
from local.google.workbook.locales import Locale, locale
from local.google.workbook.render import formatted
from local.wire.jsontypes import Json

SPARE_ROWS = 40
"""Blank rows drawn below the last used one."""
_REMEMBERED = 20
_PLAIN_WIDTH = 100
_ELSEWHERE = ("docs.google.com", "sheets.google.com")


class Table:
    """Things that cells refer to by number: each is told once, and keeps its number while the stand-in runs."""

    def __init__(self) -> None:
        self.entries: list[Json] = []
        self._numbers: dict[str, int] = {}

    def number(self, entry: Json, seen: dict[int, int]) -> int:
        """`seen` spares writing out an object that many cells share."""
        known = seen.get(id(entry))
        if known is None:
            known = self._numbers.setdefault(json.dumps(entry, sort_keys=True), len(self.entries))
            if known == len(self.entries):
                self.entries.append(entry)
            seen[id(entry)] = known
        return known


class Versions:
    """Numbers the states of each workbook that were seen, and keeps the last few to tell what has changed."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[tuple[int, Book]]] = {}

    def now(self, book: Book) -> int:
        seen = self._seen.setdefault(book.book_id, deque([(1, book)], maxlen=_REMEMBERED))
        number, last = seen[-1]
        if last is not book:
            seen.append((number + 1, book))
        return seen[-1][0]

    def at(self, book_id: str, number: int) -> Book | None:
        return next((book for n, book in self._seen.get(book_id, ()) if n == number), None)


class TabView:
    """Tabs of one stand-in as JSON."""

    def __init__(self) -> None:
        self._versions = Versions()
        self._rules: dict[str, Table] = {}
        self._styles: dict[str, Table] = {}

    def answer(self, book: Book, gid: int, who: str, rank: int, view_id: int | None, since: int) -> Json:
        """The version and, unless it is `since`, head and changed rows: all rows if `since` is not remembered."""
        version = self._versions.now(book)
        if version == since:
            return {"version": version}
        old = self._versions.at(book.book_id, since)
        sheet = book.sheet(gid)
        was = next((tab for tab in old.sheets if tab.sheet_id == gid), None) if old else None
        rows = self._rows(book, sheet, was)  # before the head, which tells the rules and styles that rows refer to
        return {"version": version, "rows": rows, "head": self._head(book, sheet, who, rank, view_id)}

    def _rows(self, book: Book, sheet: Sheet, was: Sheet | None) -> dict[int, list[Any]]:
        where, width = locale(book.locale), sheet.grid.column_count
        seen_rules: dict[int, int] = {}
        seen_styles: dict[int, int] = {}
        the_rules = self._rules.setdefault(book.book_id, Table())
        the_styles = self._styles.setdefault(book.book_id, Table())

        def drawn(row: Row) -> list[Any]:
            return [
                cell
                and _cell(cell, where)
                | ({"s": the_styles.number(style, seen_styles)} if (style := _style(cell)) else {})
                | ({"d": the_rules.number(cell.validation, seen_rules)} if cell.validation else {})
                for cell in row[:width]
            ]

        height = max(_height(sheet), _height(was) if was else 0)
        return {
            index: drawn(sheet.grid.row(index))
            for index in range(height)
            if was is None or was.grid.row(index) is not sheet.grid.row(index)
        }

    def _head(self, book: Book, sheet: Sheet, who: str, rank: int, view_id: int | None) -> Json:
        shown = next((view for view in sheet.filter_views if view["filterViewId"] == view_id), None)
        offered = self._rules.get(book.book_id, Table()).entries
        return {
            "gid": sheet.sheet_id, "title": sheet.title, "frozen": sheet.grid_properties.get("frozenRowCount", 0),
            "frozenColumns": sheet.grid_properties.get("frozenColumnCount", 0),
            "columns": [_column(sheet, index) for index in range(sheet.grid.column_count)],
            "height": _height(sheet), "locked": _locked(sheet, who, rank),
            "tabs": [{"gid": tab.sheet_id, "title": tab.title, "hidden": tab.hidden} for tab in book.sheets],
            "views": [{"id": view["filterViewId"], "title": view.get("title", "")} for view in sheet.filter_views],
            "view": view_id if shown else None,
            "order": views.order(book, sheet, shown, _used(sheet)) if shown else None,
            "rules": [_offer(book, rule) for rule in offered],
            "styles": self._styles.get(book.book_id, Table()).entries,
        }  # fmt: skip


def _height(sheet: Sheet) -> int:
    return min(_used(sheet) + SPARE_ROWS, sheet.grid.row_count)


def _used(sheet: Sheet) -> int:
    """The number of rows down to the last that holds a value; formats and rules alone do not count."""
    rows = sheet.grid.rows
    for index in range(len(rows) - 1, -1, -1):
        if any(cell is not None and (cell.value is not None or cell.note) for cell in rows[index]):
            return index + 1
    return 0


def _column(sheet: Sheet, index: int) -> Json:
    looks = sheet.column_metadata.get(index, {})
    hidden = bool(looks.get("hiddenByUser") or looks.get("hiddenByFilter"))
    return {"letter": a1.column_letters(index), "width": looks.get("pixelSize", _PLAIN_WIDTH), "hidden": hidden}


def _locked(sheet: Sheet, who: str, rank: int) -> list[Rect]:
    """What this person may not edit. Holes in a protection are not shown: trying tells."""
    extent = sheet.grid.row_count, sheet.grid.column_count
    if rank < 2:
        return [WHOLE.within(*extent)]
    if rank > 2:
        return []
    closed = (p for p in sheet.protected if not p.get("warningOnly") and not may_edit(p, who))
    return [from_grid_range(p.get("range", {})).within(*extent) for p in closed if not p.get("unprotectedRanges")]


def _offer(book: Book, rule: Json) -> Json:
    return {"options": rules.options(book, rule["condition"]), "help": rule.get("inputMessage", "")}


def _cell(cell: Cell, where: Locale) -> Json:
    shown = formatted(cell, where)
    entered = _entered(cell, shown, where)
    link = link_of(cell.formula) or (shown if shown.startswith(("https://", "http://")) else None)
    parts = {
        "v": shown, "e": entered if entered != shown else None, "k": _kind(cell), "n": cell.note,
        "l": _here(link) if link else None,
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part}


def _entered(cell: Cell, shown: str, where: Locale) -> str:
    """What a person edits: the formula, or the number in full; a date or a percentage as it is shown."""
    if cell.formula is not None:
        return cell.formula
    pattern = (cell.format or {}).get("numberFormat")
    plain = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if plain and not numberformat.is_date(pattern) and (pattern or {}).get("type") in (None, "NUMBER", "CURRENCY"):
        return f"{cell.value}".replace(".", where.decimal)
    return shown


def _kind(cell: Cell) -> str | None:
    if cell.error:
        return "error"
    if isinstance(cell.value, bool):
        return "bool"
    return "number" if isinstance(cell.value, int | float) else None


def _style(cell: Cell) -> Json | None:
    """The part of a format that the grid draws; None for a plain cell."""
    given = cell.format
    if not given or given.keys() == {"numberFormat"}:
        return None
    text = given.get("textFormat", {})
    ground = given.get("backgroundColorStyle", {}).get("rgbColor") or given.get("backgroundColor")
    style = {
        "bold": text.get("bold"), "italic": text.get("italic"), "struck": text.get("strikethrough"),
        "ground": _css(ground), "align": given.get("horizontalAlignment"),
    }  # fmt: skip
    kept = {name: value for name, value in style.items() if value}
    return kept or None


def _css(colour: Json | None) -> str | None:
    if not colour:
        return None
    return "#" + "".join(f"{round(float(colour.get(part, 0)) * 255):02x}" for part in ("red", "green", "blue"))


def _here(link: str) -> str:
    """A link into Google's own pages leads to the same page of the stand-in."""
    parts = urlsplit(link)
    if parts.hostname not in _ELSEWHERE:
        return link
    return parts._replace(scheme="", netloc="").geturl()

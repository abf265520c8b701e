"""A1 and R1C1 notation, both ways. Indices are zero-based and half-open, as in Google's GridRange."""

import re
from typing import NamedTuple

from local.google.jsontypes import Json

_CELL = r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,6})?"
_A1 = re.compile(rf"{_CELL}(:{_CELL})?")
_R1C1 = re.compile(r"R([1-9][0-9]*)?C([1-9][0-9]*)?(:R([1-9][0-9]*)?C([1-9][0-9]*)?)?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|R[0-9]*C[0-9]*", re.IGNORECASE)


class Rect(NamedTuple):
    """A rectangle of cells; an end of None is open (to the edge of the grid)."""

    top: int
    bottom: int | None
    left: int
    right: int | None

    def within(self, rows: int, columns: int) -> "Rect":
        """The part of it that the grid has, with both ends known."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Rect(self.top, bottom, self.left, right)

    def ends(self) -> tuple[int, int, int, int]:
        """The four numbers of a rectangle whose ends are known."""
        if self.bottom is None or self.right is None:
            raise ValueError(f"{self} is open")
        return self.top, self.bottom, self.left, self.right

    def meets(self, other: "Rect") -> bool:
        """Whether the two share a cell."""
        rows = (other.bottom is None or self.top < other.bottom) and (self.bottom is None or other.top < self.bottom)
        columns = (other.right is None or self.left < other.right) and (self.right is None or other.left < self.right)
        return rows and columns

    def contains(self, other: "Rect") -> bool:
        return (
            self.top <= other.top
            and self.left <= other.left
            and (self.bottom is None or (other.bottom is not None and other.bottom <= self.bottom))
            and (self.right is None or (other.right is not None and other.right <= self.right))
        )


WHOLE = Rect(0, None, 0, None)


def from_grid_range(grid_range: Json) -> Rect:
    """A GridRange's rectangle; a missing index is open."""
    return Rect(
        grid_range.get("startRowIndex") or 0,
        grid_range.get("endRowIndex"),
        grid_range.get("startColumnIndex") or 0,
        grid_range.get("endColumnIndex"),
    )


def to_grid_range(sheet_id: int, rect: Rect) -> Json:
    """A GridRange with every known index; sheet 0 is left out, as Google does."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    found = {name: index for name, index in zip(names, rect, strict=True) if index is not None}
    return {"sheetId": sheet_id, **found} if sheet_id else found


def split_title(text: str) -> tuple[str | None, str | None]:
    """`'It''s'!A1` -> ("It's", "A1"); a quoted title alone has no range; unquoted text without `!` is all range."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2]
    title, bang, rest = text.rpartition("!")
    return (title, rest) if bang else (None, text)


def parse_rect(text: str) -> Rect | None:
    """`B2`, `A:C`, `2:5`, `A5:A`, `B2:D`, `R1C1:R2C3`, with or without `$`; None if it is nothing of the kind."""
    if not text:
        return None
    match = _R1C1.fullmatch(text)
    if match and text != "RC":
        return _from_r1c1(match)
    match = _A1.fullmatch(text)
    if not match:
        return None
    left, top, right, bottom = match[1], match[2], match[4], match[5]
    if match[3] is None:
        return _corner_rect(left, top, left, top) if left and top else None
    if not (left or top) or not (right or bottom):
        return None
    return _corner_rect(left, top, right, bottom)


def _corner_rect(left: str | None, top: str | None, right: str | None, bottom: str | None) -> Rect | None:
    rows = sorted(int(row) for row in (top, bottom) if row)
    columns = sorted(column_index(column) for column in (left, right) if column)
    first_row = rows[0] - 1 if rows else 0
    last_row = rows[-1] if len(rows) == 2 else None
    first_column = columns[0] if columns else 0
    last_column = columns[-1] + 1 if len(columns) == 2 else None
    return Rect(first_row, last_row, first_column, last_column)


def _from_r1c1(match: re.Match[str]) -> Rect:
    top, left = match[1], match[2]
    bottom, right = (match[4], match[5]) if match[3] else (top, left)
    rows = sorted(int(row) for row in (top, bottom) if row)
    columns = sorted(int(column) for column in (left, right) if column)
    return Rect(
        rows[0] - 1 if rows else 0,
        rows[-1] if len(rows) == 2 else None,
        columns[0] - 1 if columns else 0,
        columns[-1] if len(columns) == 2 else None,
    )


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(title: str) -> str:
    """A title as Google writes it in a range: quoted unless it is a plain word that is no cell."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def print_range(title: str, rect: Rect) -> str:
    """`Sheet1!A1:B2`; a single cell is `Sheet1!A1`."""
    top, bottom, left, right = rect.ends()
    first = f"{column_letters(left)}{top + 1}"
    last = f"{column_letters(right - 1)}{bottom}"
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"

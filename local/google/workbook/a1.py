"""A1 and R1C1 notation, both ways. Indices are zero-based and half-open, as in Google's GridRange."""

import re
from typing import NamedTuple

from local.wire.jsontypes import Json

_A1 = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})?\$?(?P<row>[0-9]{1,9})?")
_R1C1 = re.compile(
    r"(?P<r>R(?:(?P<row>[0-9]{1,9})|\[(?P<down>[0-9]{1,9})\])?)?"
    r"(?P<c>C(?:(?P<column>[0-9]{1,9})|\[(?P<across>[0-9]{1,9})\])?)?",
    re.IGNORECASE,
)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


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


def split_title(text: str) -> tuple[str | None, str]:
    """`'It''s'!A1` -> ("It's", "A1"), parted at the last `!`; None and the whole text where there is no `!`."""
    title, bang, rest = text.rpartition("!")
    return (unquoted(title), rest) if bang else (None, text)


def unquoted(title: str) -> str:
    if len(title) > 1 and title.startswith("'") and title.endswith("'"):
        return title[1:-1].replace("''", "'")
    return title


class _End(NamedTuple):
    """One side of a range: zero-based, None where it is not bounded."""

    row: int | None
    column: int | None


def parse_rect(text: str) -> Rect | None:
    """`B2`, `A:C`, `2:5`, `A5:A`, `B2:D`, `R1C1:R2C3`, `R[1]C[0]`, with or without `$`; None if it is no reference.

    A text that could be either notation is A1; the two do not mix in a range (measured, brekkylab/backlot #174).
    """
    halves = text.split(":")
    if len(halves) > 2:
        return None
    ends = [_a1_end(half) for half in halves]
    lone = ends[0] if len(ends) == 1 else None
    if None in ends or (lone and None in lone):
        ends = [_r1c1_end(half) for half in halves]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return None
    if len(ends) == 1:
        return Rect(first.row or 0, _after(first.row), first.column or 0, _after(first.column))
    return Rect(*_interval(first.row, last.row), *_interval(first.column, last.column))


def _after(index: int | None) -> int | None:
    return None if index is None else index + 1


def _interval(first: int | None, last: int | None) -> tuple[int, int | None]:
    """Start and end of what lies between two corners, given in either order; one that is missing leaves it open."""
    known = sorted(index for index in (first, last) if index is not None)
    return known[0] if known else 0, known[-1] + 1 if len(known) == 2 else None


def _a1_end(half: str) -> _End | None:
    match = _A1.fullmatch(half)
    if not match or not (match["column"] or match["row"]) or (match["row"] and not int(match["row"])):
        return None
    row = int(match["row"]) - 1 if match["row"] else None
    return _End(row, column_index(match["column"]) if match["column"] else None)


def _r1c1_end(half: str) -> _End | None:
    """`R2C3` counts from 1, `R[1]C[2]` from A1 on; a letter without number is the first; a missing letter is open."""
    match = _R1C1.fullmatch(half)
    if not match or not half or "0" in {(match[name] or "1").lstrip("0") or "0" for name in ("row", "column")}:
        return None
    row = _offset(match["row"], match["down"])
    column = _offset(match["column"], match["across"])
    whole = row if column is None else column  # a numbered letter alone is a whole row or column
    return _End(
        row if row is not None or (not match["r"] and whole is not None) else 0,
        column if column is not None or (not match["c"] and whole is not None) else 0,
    )


def _offset(absolute: str | None, relative: str | None) -> int | None:
    if absolute is not None:
        return int(absolute) - 1
    return None if relative is None else int(relative)


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
    """A title as Google writes it in a range: quoted unless it is a plain word that is no reference itself."""
    if _PLAIN_TITLE.fullmatch(title) and parse_rect(title) is None:
        return title
    return "'" + title.replace("'", "''") + "'"


def print_range(title: str, rect: Rect) -> str:
    """`Sheet1!A1:B2`; a single cell is `Sheet1!A1`; an open side is not named, as in `Sheet1!A:C`."""
    whole_columns = rect.top == 0 and rect.bottom is None
    whole_rows = rect.left == 0 and rect.right is None
    first = ("" if whole_rows else column_letters(rect.left)) + ("" if whole_columns else str(rect.top + 1))
    last = ("" if rect.right is None else column_letters(rect.right - 1)) + str(rect.bottom or "")
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"

"""The cells of one sheet: rows as immutable tuples, so that a copy for a transaction is a copy of pointers.

Memory is bounded by content: empty rows share one empty tuple, trailing empties are not kept.
"""

from collections.abc import Callable, Sequence

from local.google.workbook.a1 import Rect
from local.google.workbook.cell import Cell, Row, trimmed

EMPTY: Row = ()


class Grid:
    """`rows` may be shorter than `row_count`; what is missing is empty."""

    def __init__(self, row_count: int, column_count: int, rows: list[Row] | None = None) -> None:
        self.row_count, self.column_count = row_count, column_count
        self.rows = rows if rows is not None else []

    def copy(self) -> "Grid":
        return Grid(self.row_count, self.column_count, list(self.rows))

    def row(self, index: int) -> Row:
        return self.rows[index] if index < len(self.rows) else EMPTY

    def cell(self, row: int, column: int) -> Cell | None:
        cells = self.row(row)
        return cells[column] if column < len(cells) else None

    def set_row(self, index: int, cells: list[Cell | None]) -> None:
        self._keep(index, trimmed(cells))

    def _keep(self, index: int, kept: Row) -> None:
        if index >= len(self.rows):
            if not kept:
                return
            self.rows.extend([EMPTY] * (index + 1 - len(self.rows)))
        self.rows[index] = kept

    def put(self, row: int, column: int, cells: Sequence[Cell | None]) -> None:
        """Replace the cells of one row from `column` on."""
        old = list(self.row(row))
        if len(old) < column:
            old.extend([None] * (column - len(old)))
        old[column : column + len(cells)] = cells
        self.set_row(row, old)

    def change(self, rect: Rect, change: Callable[[Cell | None], Cell | None], *, only_existing: bool = False) -> None:
        """Replace every cell of `rect`; with `only_existing`, cells that were never filled are passed over."""
        top, bottom, left, right = rect.ends()
        made: dict[int, tuple[Row, Row]] = {}  # rows that are one and the same, as empty ones are, are changed once
        for index in range(top, min(bottom, len(self.rows)) if only_existing else bottom):
            old = self.row(index)
            if id(old) not in made:
                end = min(right, len(old)) if only_existing else right
                made[id(old)] = old, _changed(old, left, end, change, only_existing=only_existing)
            self._keep(index, made[id(old)][1])

    def insert_rows(self, start: int, count: int) -> None:
        if start < len(self.rows):
            self.rows[start:start] = [EMPTY] * count
        self.row_count += count

    def delete_rows(self, start: int, end: int) -> None:
        del self.rows[start:end]
        self.row_count -= end - start

    def insert_columns(self, start: int, count: int) -> None:
        gap: Row = (None,) * count
        self.rows = [row if len(row) <= start else row[:start] + gap + row[start:] for row in self.rows]
        self.column_count += count

    def delete_columns(self, start: int, end: int) -> None:
        self.rows = [row if len(row) <= start else trimmed([*row[:start], *row[end:]]) for row in self.rows]
        self.column_count -= end - start

    def close_up(self, rect: Rect, *, rows: bool) -> None:
        """Take cells out; what is below them (`rows`) or to their right takes their place, and the grid stays."""
        top, bottom, left, right = rect.ends()
        if not rows:
            for index in range(top, min(bottom, len(self.rows))):
                row = self.row(index)
                self.set_row(index, [*_padded(row, left), *row[right:]])
            return
        for index in range(top, len(self.rows)):
            self.put(index, left, _padded(self.row(index + bottom - top)[left:right], right - left))

    def open_up(self, rect: Rect, *, rows: bool) -> None:
        """Put empty cells in; what is there moves down (`rows`) or to the right, if need be past the grid's edge."""
        top, bottom, left, right = rect.ends()
        if not rows:
            for index in range(top, min(bottom, len(self.rows))):
                row = self.row(index)
                self.set_row(index, [*_padded(row, left), *[None] * (right - left), *row[left:]])
            return
        height = bottom - top
        for index in range(len(self.rows) - 1 + height, top - 1, -1):
            above = self.row(index - height)[left:right] if index - height >= top else EMPTY
            self.put(index, left, _padded(above, right - left))

    def move_rows(self, start: int, end: int, target: int) -> None:
        """Move rows [start, end) so that they stand before what is row `target` now."""
        self.rows.extend([EMPTY] * (max(end, target) - len(self.rows)))
        moved = self.rows[start:end]
        del self.rows[start:end]
        place = target if target <= start else target - (end - start)
        self.rows[place:place] = moved

    def move_columns(self, start: int, end: int, target: int) -> None:
        width = max(end, target)
        place = target if target <= start else target - (end - start)
        for index, row in enumerate(self.rows):
            cells = list(row) + [None] * (width - len(row))
            moved = cells[start:end]
            del cells[start:end]
            cells[place:place] = moved
            self.rows[index] = trimmed(cells)

    def resize(self, row_count: int, column_count: int) -> None:
        """Set the extent; what falls outside is gone."""
        if row_count < self.row_count:
            del self.rows[row_count:]
        if column_count < self.column_count:
            self.rows = [row if len(row) <= column_count else trimmed(list(row[:column_count])) for row in self.rows]
        self.row_count, self.column_count = row_count, column_count

    def content_height(self) -> int:
        """The number of rows down to the last that has anything in it."""
        height = len(self.rows)
        while height and not self.rows[height - 1]:
            height -= 1
        return height

    def content_width(self) -> int:
        """The number of columns up to the last that has anything in it."""
        return max(map(len, self.rows), default=0)


def _padded(row: Row, width: int) -> list[Cell | None]:
    """The first cells of a row, as many as asked for."""
    return [*row[:width], *[None] * (width - len(row))]


def _changed(
    row: Row, left: int, end: int, change: Callable[[Cell | None], Cell | None], *, only_existing: bool
) -> Row:
    cells = list(row) + [None] * (end - len(row))
    for column in range(left, end):
        if cells[column] is not None or not only_existing:
            cells[column] = change(cells[column])
    return trimmed(cells)

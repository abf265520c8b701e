"""One cell, immutable, and its JSON for the store."""

from typing import Any, NamedTuple

from local.wire.jsontypes import Json

Value = str | float | bool | None


class Cell(NamedTuple):
    """`value` is what the cell holds or, for a formula, what it came to; `format` is the userEnteredFormat."""

    value: Value = None
    formula: str | None = None
    format: Json | None = None
    note: str | None = None
    validation: Json | None = None
    error: str | None = None
    """The error type of a formula that cannot be evaluated, e.g. `NAME`; `value` then holds the shown text."""

    @property
    def blank(self) -> bool:
        """Nothing at all is in it, so it need not be kept."""
        return self == _BLANK

    def with_content(self, value: Value, formula: str | None = None, error: str | None = None) -> "Cell":
        """The same cell holding something else; format, note and validation stay."""
        return Cell(value, formula, self.format, self.note, self.validation, error)


_BLANK = Cell()
Row = tuple[Cell | None, ...]


def trimmed(cells: list[Cell | None]) -> Row:
    """A row as it is kept: blank cells are None and none are at the end."""
    length = len(cells)
    while length and (cells[length - 1] is None or cells[length - 1] == _BLANK):
        length -= 1
    return tuple(None if cell == _BLANK else cell for cell in cells[:length])


def to_json(row: Row) -> list[Any]:
    """A bare value for a cell with nothing else, a list of its fields otherwise."""
    return [_cell_json(cell) for cell in row]


def from_json(cells: list[Any]) -> Row:
    return tuple(None if cell is None else Cell(*cell) if isinstance(cell, list) else Cell(cell) for cell in cells)


def _cell_json(cell: Cell | None) -> Any:
    if cell is None or cell.blank:
        return None
    return cell.value if cell[1:] == _BLANK[1:] else list(cell)

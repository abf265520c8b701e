"""What a person does to cells: typing as USER_ENTERED, with the editor's own refusals, moving, and taking it back."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from local.google.drive import files
from local.google.files import access
from local.google.pages import rules
from local.google.sheets import values
from local.google.state import State
from local.google.workbook import a1, requests
from local.google.workbook.a1 import Rect, to_grid_range
from local.google.workbook.book import Book, Sheet
from local.google.workbook.cell import Cell
from local.google.workbook.edit import Edit
from local.google.workbook.shifting import Hung, hang, hung

_MOST_UNDO = 50
Cells = list[list[Cell | None]]


class Block(NamedTuple):
    """Texts by row and column, typed from a cell on (0-based)."""

    row: int
    column: int
    texts: list[list[str]]


class Move(NamedTuple):
    """Cells to delete or insert (`kind` of request), and the dimension along which others then move."""

    kind: str
    cells: Rect
    dimension: str


MOVES = ("deleteRange", "insertRange")


class RuleBroken(Exception):
    """A strict validation rule forbids what was typed; `cell` is its A1 name, `help` says what to type instead."""

    def __init__(self, cell: str, help_text: str) -> None:
        super().__init__(cell)
        self.cell, self.help = cell, help_text


class CannotUndo(Exception):
    """Nothing to take back, or somebody has changed the cells since."""


class _Change(NamedTuple):
    rect: Rect
    before: Cells
    after: Cells


class _Done(NamedTuple):
    """One edit of a tab; for moved cells also what hung on its ranges, before and after."""

    sheet_id: int
    changes: list[_Change]
    hung: tuple[Hung, Hung] | None = None


@dataclass(slots=True)
class Typing:
    """Edits by people, and what each can take back."""

    state: State
    _done: defaultdict[tuple[str, str], list[_Done]] = field(default_factory=lambda: defaultdict(list))

    def type_cells(self, book_id: str, who: str, sheet_id: int, blocks: list[Block]) -> None:
        """Type all blocks, adding rows below the last as the editor does for a paste. ApiError as the API would refuse,
        RuleBroken as the editor does; then nothing has changed."""
        edit = self._edit(book_id, who)
        sheet = edit.book.sheet(sheet_id)
        changes = [_type(edit, sheet, block) for block in blocks]
        self._save(edit)
        self._remember(who, book_id, _Done(sheet_id, changes))

    def move_cells(self, book_id: str, who: str, sheet_id: int, move: Move) -> None:
        """Delete or insert cells, so that others move. ApiError as the API would refuse; then nothing has changed."""
        edit = self._edit(book_id, who)
        sheet = edit.book.sheet(sheet_id)
        old, hung_before = sheet.copy(), hung(edit.book, sheet)
        cells = to_grid_range(sheet_id, move.cells)
        requests.KINDS[move.kind].apply(edit, {"range": cells, "shiftDimension": move.dimension})
        band = _band(move, old, sheet)
        self._save(edit)
        change = _Change(band, _cells(old, band), _cells(sheet, band))
        self._remember(who, book_id, _Done(sheet_id, [change], (hung_before, hung(edit.book, sheet))))

    def _remember(self, who: str, book_id: str, what: _Done) -> None:
        done = self._done[who, book_id]
        done.append(what)
        del done[:-_MOST_UNDO]

    def undo(self, book_id: str, who: str) -> None:
        """Take back the person's last edit of a workbook. CannotUndo, or ApiError if protected now."""
        done = self._done[who, book_id]
        if not done:
            raise CannotUndo("Tidak ada yang dapat diurungkan.")
        last = done.pop()
        edit = self._edit(book_id, who)
        sheet = edit.book.sheet(last.sheet_id)
        moved_on = last.hung is not None and hung(edit.book, sheet) != last.hung[1]
        if moved_on or any(_cells(sheet, change.rect) != change.after for change in last.changes):
            raise CannotUndo("Sel itu sudah berubah sejak Anda mengisinya, jadi tidak diurungkan.")
        for change in last.changes:
            edit.guard(sheet, change.rect)
            for offset, cells in enumerate(change.before):
                sheet.grid.put(change.rect.top + offset, change.rect.left, cells)
        if last.hung is not None:
            hang(edit.book, sheet, last.hung[0])
        self._save(edit)

    def _edit(self, book_id: str, who: str) -> Edit:
        file = access.file_for(self.state, book_id, who, access.WRITE)
        book = self.state.books.get(book_id)
        if book is None:
            raise ValueError(f"{book_id} is no workbook")
        return Edit(book.draft(), who, access.rank(file, who) == access.OWN, self.state.clock.now())

    def _save(self, edit: Edit) -> None:
        self.state.books.put(edit.book)
        files.touch(self.state, edit.book.book_id)
        self.state.store.commit()


def _band(move: Move, *tabs: Sheet) -> Rect:
    """All cells that a move may have changed, as far as there is anything in them before or after."""
    _, bottom, _, right = move.cells.ends()
    if move.dimension == "ROWS":
        return move.cells._replace(bottom=max(bottom, *(tab.grid.content_height() for tab in tabs)))
    return move.cells._replace(right=max(right, *(tab.grid.content_width() for tab in tabs)))


def _type(edit: Edit, sheet: Sheet, block: Block) -> _Change:
    bottom, right = block.row + len(block.texts), block.column + max(map(len, block.texts))
    rect = Rect(block.row, bottom, block.column, right)
    edit.grow(sheet, bottom, 0)
    before = _cells(sheet, rect)
    where = a1.print_range(sheet.title, Rect(block.row, block.row + 1, block.column, block.column + 1))
    values.update(edit, where, {"values": block.texts}, {"valueInputOption": "USER_ENTERED"})
    _check_rules(edit.book, sheet, rect)
    return _Change(rect, before, _cells(sheet, rect))


def _cells(sheet: Sheet, rect: Rect) -> Cells:
    top, bottom, left, right = rect.ends()
    return [[sheet.grid.cell(row, column) for column in range(left, right)] for row in range(top, bottom)]


def _check_rules(book: Book, sheet: Sheet, rect: Rect) -> None:
    for row, cells in enumerate(_cells(sheet, rect), start=rect.top):
        for column, cell in enumerate(cells, start=rect.left):
            rule = cell.validation if cell is not None and cell.value is not None else None
            if rule and rule.get("strict") and not rules.holds(book, rule["condition"], cell):
                raise RuleBroken(f"{a1.column_letters(column)}{row + 1}", rules.wanted(book, rule))

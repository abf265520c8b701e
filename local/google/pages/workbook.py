"""A workbook as an editable grid: the page, its data, typing and undo."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.google.pages.edits import MOVES, Block, CannotUndo, Move, RuleBroken, Typing
from local.google.pages.people import People
from local.google.pages.refusals import broken_rule, cannot_undo, refusal
from local.google.pages.show import missing, page
from local.google.pages.tabview import TabView
from local.google.state import State
from local.google.workbook import a1
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Book, Sheet
from local.google.workbook.locales import locale
from local.google.workbook.render import formatted
from local.wire.errors import ApiError
from local.wire.jsontypes import Json, parsed

_PLAIN_ROWS = 200
"""How many rows are shown where JavaScript is off."""
_MALFORMED = "Perlu gid dan blocks; tiap blok berisi row, column dan texts."
_MALFORMED_MOVE = "Perlu gid, kind, dimension dan cells: baris pertama, batas bawah, kolom pertama, batas kanan."


class WorkbookPages:
    def __init__(self, state: State, people: People) -> None:
        self._state, self._people = state, people
        self._view, self._typing = TabView(), Typing(state)

    async def page(self, request: Request) -> Response:
        """The grid; 403 for whom the workbook is not shared with, as Google shows it."""
        book, file = self._found(request)
        if book is None:
            return missing(request, self._people)
        if not self._people.rank(request, file):
            return page(request, "no_access.html", self._people, 403, file=file)
        asked = request.query_params.get("gid", "")
        visible = [sheet for sheet in book.sheets if not sheet.hidden]
        sheet = next((s for s in book.sheets if str(s.sheet_id) == asked), visible[0])
        role = self._people.role(request, file)
        return page(
            request, "workbook.html", self._people, book=book, sheet=sheet, role=role, rows=_plain(book, sheet),
            may_edit=self._people.rank(request, file) > 1,
        )  # fmt: skip

    async def tab(self, request: Request) -> Response:
        """What has changed in a tab since the version that the page has; see `TabView`."""
        book, file = self._found(request)
        if book is None or not self._people.rank(request, file):
            return JSONResponse(refusal(ApiError(403, "PERMISSION_DENIED", "")), 403)
        query = request.query_params
        try:
            numbers = {name: int(query.get(name) or 0) for name in ("gid", "since", "fvid")}
            me, rank = self._people.me(request).email, self._people.rank(request, file)
            return JSONResponse(
                self._view.answer(book, numbers["gid"], me, rank, numbers["fvid"] or None, numbers["since"])
            )
        except (ValueError, ApiError):
            return JSONResponse({"title": "Tab tidak ditemukan", "text": "Tab ini sudah dihapus."}, 404)

    async def type_cells(self, request: Request) -> Response:
        book_id, me = request.path_params["book_id"], self._people.me(request).email
        try:
            body = parsed(await request.body())
            gid, blocks = int(body["gid"]), [_block(one) for one in body["blocks"]]
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"title": "Permintaan rusak", "text": _MALFORMED}, 400)
        return _done(lambda: self._typing.type_cells(book_id, me, gid, blocks))

    async def move_cells(self, request: Request) -> Response:
        book_id, me = request.path_params["book_id"], self._people.me(request).email
        try:
            body = parsed(await request.body())
            gid, move = int(body["gid"]), _move(body)
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"title": "Permintaan rusak", "text": _MALFORMED_MOVE}, 400)
        return _done(lambda: self._typing.move_cells(book_id, me, gid, move))

    async def undo(self, request: Request) -> Response:
        book_id, me = request.path_params["book_id"], self._people.me(request).email
        return _done(lambda: self._typing.undo(book_id, me))

    def _found(self, request: Request) -> tuple[Book | None, Json]:
        book_id = request.path_params["book_id"]
        return self._state.books.get(book_id), self._state.files.get(book_id) or {}


def _block(body: Json) -> Block:
    """ValueError, KeyError or TypeError for another shape, or for no cell at all."""
    row, column, texts = int(body["row"]), int(body["column"]), [[str(text) for text in line] for line in body["texts"]]
    if min(row, column) < 0 or not any(texts):
        raise ValueError("no cells")
    return Block(row, column, texts)


def _move(body: Json) -> Move:
    """ValueError, KeyError or TypeError for another shape, or for no cell at all."""
    top, bottom, left, right = (int(at) for at in body["cells"])
    if body["kind"] not in MOVES or not 0 <= top < bottom or not 0 <= left < right:
        raise ValueError("no cells, or no such move")
    return Move(body["kind"], Rect(top, bottom, left, right), str(body["dimension"]))


def _done(work: Callable[[], object]) -> Response:
    """Do it, or say in the editor's words why not."""
    try:
        work()
    except ApiError as error:
        return JSONResponse(refusal(error), error.code)
    except RuleBroken as broken:
        return JSONResponse(broken_rule(broken.cell, broken.help), 400)
    except CannotUndo as fault:
        return JSONResponse(cannot_undo(str(fault)), 409)
    return JSONResponse({})


def _plain(book: Book, sheet: Sheet) -> list[list[str]]:
    """Column letters, then the first rows as they are shown."""
    where = locale(book.locale)
    height = min(sheet.grid.content_height(), _PLAIN_ROWS)
    rows = [[formatted(cell, where) for cell in row] for row in sheet.grid.rows[:height]]
    width = max((len(row) for row in rows), default=0)
    return [[a1.column_letters(index) for index in range(width)], *(row + [""] * (width - len(row)) for row in rows)]

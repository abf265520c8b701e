"""Pages for people: files, a form as its respondents see it, a workbook as tables. Nothing comes from elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from local.google.forms import respondent, responses
from local.google.jsontypes import Json
from local.google.pubsub import Pubsub
from local.google.sheets import a1, render
from local.google.sheets.book import Book, Sheet
from local.google.sheets.locales import locale
from local.google.state import State

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=ChainableUndefined
)
_MOST_ROWS = 1000
_CLOSED = "Formulir ini tidak lagi menerima jawaban."
_MISSING = "Halaman ini tidak ada. Kembali ke daftar berkas untuk mencari yang benar."

Page = Callable[[Request], Any]


def routes(state: State, pubsub: Pubsub) -> list[Route]:
    pages = _Pages(state, pubsub)
    return [
        Route("/", pages.index, methods=["GET"]),
        Route("/forms/d/{form_id}/edit", pages.form_overview, methods=["GET"]),
        Route("/forms/d/e/{form_id}/viewform", pages.form, methods=["GET"]),
        Route("/forms/d/e/{form_id}/formResponse", pages.submit, methods=["POST"]),
        Route("/spreadsheets/d/{book_id}/edit", pages.workbook, methods=["GET"]),
        Route("/spreadsheets/d/{book_id}", pages.workbook, methods=["GET"]),
    ]


def _page(template: str, status: int = 200, **values: Any) -> Response:
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), status)


class _Pages:
    def __init__(self, state: State, pubsub: Pubsub) -> None:
        self._state, self._pubsub = state, pubsub

    async def index(self, _: Request) -> Response:
        files = sorted(self._state.files.values(), key=lambda file: str(file["name"]))
        return _page("index.html", files=files)

    async def form_overview(self, request: Request) -> Response:
        """The owner's view: how many responses there are, and the link for respondents."""
        form = self._state.forms.get(request.path_params["form_id"])
        if form is None:
            return _page("message.html", 404, title="Tidak ditemukan", text=_MISSING)
        found = responses.visible(self._state, form["formId"])
        return _page("form_overview.html", form=form, count=len(found))

    async def form(self, request: Request) -> Response:
        form = self._state.forms.get(request.path_params["form_id"])
        if form is None:
            return _page("message.html", 404, title="Tidak ditemukan", text=_MISSING)
        if not _accepting(form):
            return _page("message.html", title=form["info"]["title"], text=_CLOSED)
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        return _form_page(form, sent, {})

    async def submit(self, request: Request) -> Response:
        """Store the response or show the page again with what was typed and what is wrong."""
        form = self._state.forms.get(request.path_params["form_id"])
        if form is None:
            return _page("message.html", 404, title="Tidak ditemukan", text=_MISSING)
        if not _accepting(form):
            return _page("message.html", 400, title=form["info"]["title"], text=_CLOSED)
        data = await request.form()
        sent = {name: [str(text) for text in data.getlist(name)] for name in data}
        filled = respondent.read(form, sent)
        if filled.errors:
            return _form_page(form, sent, filled.errors, 400)
        responses.submit(self._state, form["formId"], filled.answers, email=filled.email)
        self._state.store.commit()
        self._pubsub.announce(form)
        return _page("recorded.html", form=form)

    async def workbook(self, request: Request) -> Response:
        book = self._state.books.get(request.path_params["book_id"])
        if book is None:
            return _page("message.html", 404, title="Tidak ditemukan", text=_MISSING)
        wanted = request.query_params.get("gid", "")
        sheet = next((s for s in book.sheets if str(s.sheet_id) == wanted), book.sheets[0])
        return _page("workbook.html", book=book, sheet=sheet, **_table(book, sheet))


def _accepting(form: Json) -> bool:
    return bool(form["publishSettings"]["publishState"].get("isAcceptingResponses"))


def _form_page(form: Json, sent: respondent.Texts, errors: dict[str, str], status: int = 200) -> Response:
    return _page(
        "form.html", status, form=form, sections=respondent.sections(form), sent=sent, errors=errors,
        field_name=respondent.field_name, collects_email=respondent.collects_email(form),
        email_field=respondent.EMAIL_FIELD, other=respondent.OTHER,
    )  # fmt: skip


def _table(book: Book, sheet: Sheet) -> Json:
    """Rows as shown, with notes; frozen rows become the table's head."""
    where = locale(book.locale)
    width = max((len(row) for row in sheet.grid.rows), default=1)
    height = min(sheet.grid.content_height(), _MOST_ROWS)
    rows = [
        [(render.formatted(sheet.grid.cell(row, i), where), _note(sheet, row, i)) for i in range(width)]
        for row in range(height)
    ]
    return {
        "letters": [a1.column_letters(index) for index in range(width)], "rows": rows,
        "frozen": sheet.grid_properties.get("frozenRowCount", 0),
        "left_out": sheet.grid.content_height() - height,
    }  # fmt: skip


def _note(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.grid.cell(row, column)
    return (cell.note or "") if cell is not None else ""

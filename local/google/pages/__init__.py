"""Pages for people: files, workbooks, forms as their respondents see them, faults. Nothing comes from elsewhere."""

from importlib.util import find_spec
from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.google.pages.faults import FaultPage
from local.google.pages.files import FilePages
from local.google.pages.forms import FormPages
from local.google.pages.people import People, become
from local.google.pages.workbook import WorkbookPages
from local.google.pubsub import Pubsub
from local.google.state import State


def routes(state: State, pubsub: Pubsub) -> list[BaseRoute]:
    """All routes of the pages, before Google's own paths."""
    people = People(state)
    files, faults = FilePages(state, people), FaultPage(state, people)
    forms, books = FormPages(state, pubsub, people), WorkbookPages(state, people)
    return [
        Mount("/_static/tabulator", StaticFiles(directory=_tabulator())),
        Mount("/_static", StaticFiles(directory=Path(__file__).parent / "static")),
        Route("/", files.index, methods=["GET"]),
        Route("/gangguan", faults.page, methods=["GET"]),
        Route("/sebagai", become, methods=["POST"]),
        Route("/_local/pages", files.settings, methods=["POST"]),
        Route("/forms/d/{form_id}/edit", forms.overview, methods=["GET"]),
        Route("/forms/d/e/{form_id}/viewform", forms.form, methods=["GET"]),
        Route("/forms/d/e/{form_id}/formResponse", forms.submit, methods=["POST"]),
        Route("/spreadsheets/d/{book_id}", books.page, methods=["GET"]),
        Route("/spreadsheets/d/{book_id}/edit", books.page, methods=["GET"]),
        Route("/spreadsheets/d/{book_id}/tab", books.tab, methods=["GET"]),
        Route("/spreadsheets/d/{book_id}/cells", books.type_cells, methods=["POST"]),
        Route("/spreadsheets/d/{book_id}/undo", books.undo, methods=["POST"]),
    ]


def _tabulator() -> Path:
    """Tabulator's own files, as a package carries them unchanged; found without importing that package."""
    spec = find_spec("js_lib_tabulator")
    if spec is None or not spec.origin:
        raise RuntimeError("The package django-js-lib-tabulator is missing: install requirements/local.txt.")
    return Path(spec.origin).parent / "static" / "tabulator"

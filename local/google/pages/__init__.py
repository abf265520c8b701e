"""Pages for people: files, workbooks, forms as their respondents see them, faults. Nothing comes from elsewhere."""

from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.google.forms.pubsub import Pubsub
from local.google.pages.faults import FaultPage
from local.google.pages.files import FilePages
from local.google.pages.forms import FormPages
from local.google.pages.people import People, become
from local.google.pages.show import missing
from local.google.pages.workbook import WorkbookPages
from local.google.state import State


class Pages:
    """All pages over one state."""

    def __init__(self, state: State, pubsub: Pubsub) -> None:
        self._people = people = People(state)
        self._files, self._faults = FilePages(state, people), FaultPage(state, people)
        self._forms, self._books = FormPages(state, pubsub, people), WorkbookPages(state, people)

    def routes(self) -> list[BaseRoute]:
        """Their routes, before Google's own paths."""
        files, faults, forms, books = self._files, self._faults, self._forms, self._books
        return [
            Mount("/_static/tabulator", StaticFiles(directory=_tabulator())),
            Mount("/_static", StaticFiles(directory=Path(__file__).parent / "static")),
            Route("/", files.index, methods=["GET"]),
            Route("/gangguan", faults.page, methods=["GET"]),
            Route("/sebagai", become, methods=["POST"]),
            Route("/_local/pages", files.settings, methods=["POST"]),
            Route("/forms/d/{form_id}/edit", forms.overview, methods=["GET"]),
            Route("/forms/d/{form_id}/viewform", forms.short, methods=["GET"]),
            Route("/forms/d/e/{responder_id}/viewform", forms.form, methods=["GET"]),
            Route("/forms/d/e/{responder_id}/closedform", forms.closed, methods=["GET"]),
            Route("/forms/d/e/{responder_id}/formResponse", forms.submit, methods=["POST"]),
            Route("/forms/d/e/{responder_id}/formResponse", forms.again, methods=["GET"]),
            Route("/spreadsheets/d/{book_id}", books.page, methods=["GET"]),
            Route("/spreadsheets/d/{book_id}/edit", books.page, methods=["GET"]),
            Route("/spreadsheets/d/{book_id}/tab", books.tab, methods=["GET"]),
            Route("/spreadsheets/d/{book_id}/cells", books.type_cells, methods=["POST"]),
            Route("/spreadsheets/d/{book_id}/shift", books.move_cells, methods=["POST"]),
            Route("/spreadsheets/d/{book_id}/undo", books.undo, methods=["POST"]),
        ]

    def instead(self, request: Request, answer: Response) -> Response:
        """The API's answer; for a person in a browser at an address that does not exist, a page that leads back."""
        in_browser = "text/html" in request.headers.get("accept", "")
        return missing(request, self._people) if in_browser and answer.status_code == 501 else answer


def _tabulator() -> Path:
    """Tabulator's own files, as a package carries them unchanged; found without importing that package."""
    spec = find_spec("js_lib_tabulator")
    if spec is None or not spec.origin:
        raise RuntimeError("The package django-js-lib-tabulator is missing: install requirements/local.txt.")
    return Path(spec.origin).parent / "static" / "tabulator"

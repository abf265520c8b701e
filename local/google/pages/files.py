"""The page of files, and the setting of whom and what it offers."""

from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.google.forms import publishing
from local.google.forms.model import path_for_respondents
from local.google.pages.people import People
from local.google.pages.show import page
from local.google.state import State
from local.wire.jsontypes import Json, parsed

_ZONE = ZoneInfo("Asia/Jakarta")


class FilePages:
    def __init__(self, state: State, people: People) -> None:
        self._state, self._people = state, people

    async def index(self, request: Request) -> Response:
        files = sorted(self._state.files.values(), key=lambda file: str(file["name"]))
        shown = [self._entry(request, file) for file in files if not file.get("trashed")]
        now = self._state.clock.now().astimezone(_ZONE).strftime("%d-%m-%Y %H.%M WIB")
        return page(request, "index.html", self._people, files=shown, now=now)

    def _entry(self, request: Request, file: Json) -> Json:
        owner = next((grant["emailAddress"] for grant in file["permissions"] if grant["role"] == "owner"), "")
        everybody = any(grant["type"] == "anyone" and not grant.get("view") for grant in file["permissions"])
        role, rank = self._people.role(request, file), self._people.rank(request, file)
        form = self._state.forms.get(file["id"])
        shown = {"owner": owner, "everybody": everybody, "role": role, "rank": rank}
        return {**file, **shown, **({"answer": path_for_respondents(form), "open": _open(form)} if form else {})}

    async def settings(self, request: Request) -> Response:
        """Of the control API: `people` to offer ({email, label}) and `links` to show ({label, url, about})."""
        try:
            self._people.settings.change(parsed(await request.body()))
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            return JSONResponse({"error": f"people need email and label, links label and url: {fault}"}, 400)
        return JSONResponse({})


def _open(form: Json) -> str:
    """For whom a form is, in a word."""
    if not publishing.is_published(form):
        return "belum dipublikasikan"
    return "untuk siapa saja" if publishing.is_accepting(form) else "ditutup"

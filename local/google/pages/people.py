"""Whom the person at the screen plays: kept in a cookie, chosen from those who share a file, or the public."""

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from local.google.files import access
from local.google.state import State
from local.wire.jsontypes import Json

COOKIE = "sebagai"
PUBLIC = "publik"
_ROLES = {0: "Tanpa akses", access.READ: "Hanya melihat", access.WRITE: "Dapat mengedit", access.OWN: "Pemilik"}


class Person(NamedTuple):
    """Somebody to be. The public has no e-mail, as a visitor who is not signed in."""

    email: str
    label: str

    @property
    def key(self) -> str:
        return self.email or PUBLIC


_VISITOR = Person("", "Publik (tanpa akun)")


class Link(NamedTuple):
    """A link on the page of files, to something beside this stand-in."""

    label: str
    url: str
    about: str


@dataclass(slots=True)
class Settings:
    """What `POST /_local/pages` sets: whom to offer, and links to show."""

    people: list[Person] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def change(self, body: Json) -> None:
        """TypeError or KeyError for a body of another shape; then nothing has changed."""
        people = [Person(str(one["email"]), str(one["label"])) for one in body.get("people") or []]
        links = [
            Link(str(one["label"]), _checked(one["url"]), str(one.get("about", ""))) for one in body.get("links") or []
        ]
        self.people = people if "people" in body else self.people
        self.links = links if "links" in body else self.links


def _checked(url: str) -> str:
    """Only a page on this machine may be linked. ValueError otherwise."""
    parts = urlsplit(url)
    if parts.scheme not in ("", "http") or parts.hostname not in (None, "127.0.0.1", "localhost"):
        raise ValueError(f"{url} is not a page on this machine")
    return url


class People:
    """Who there is to be, and who the person is now."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.settings = Settings()

    def choices(self) -> list[Person]:
        """Those set for the pages; else everybody a file is shared with, owners first. The public comes last."""
        return [*(self.settings.people or self._sharing()), _VISITOR]

    def _sharing(self) -> list[Person]:
        found: dict[str, int] = {}
        for file in self._state.files.values():
            for grant in file["permissions"]:
                email = str(grant.get("emailAddress", ""))
                if email:
                    found[email] = max(found.get(email, 0), access.rank(file, email))
        return [Person(email, email) for email in sorted(found, key=lambda email: (-found[email], email))]

    def me(self, request: Request) -> Person:
        """Whoever was chosen; without a choice, the first."""
        choices = self.choices()
        asked = request.query_params.get(COOKIE) or unquote(request.cookies.get(COOKIE, ""))
        return next((person for person in choices if person.key == asked), choices[0])

    def remember(self, request: Request, answer: Response) -> None:
        if COOKIE in request.query_params:
            _keep(answer, self.me(request).key)

    def rank(self, request: Request, file: Json) -> int:
        """0 nothing, 1 may read, 2 may edit, 3 owns."""
        return access.rank(file, self.me(request).email)

    def role(self, request: Request, file: Json) -> str:
        return _ROLES[self.rank(request, file)]


def _keep(answer: Response, key: str) -> None:
    answer.set_cookie(COOKIE, quote(key), samesite="strict", httponly=True)


async def become(request: Request) -> Response:
    """Be somebody else, and go back to the page where that was chosen."""
    form = await request.form()
    back = urlsplit(str(form.get("kembali") or "/"))
    path = "/" + back.path.lstrip("/\\")
    answer = RedirectResponse(path + (f"?{back.query}" if back.query else ""), 303)
    _keep(answer, str(form.get(COOKIE) or PUBLIC))
    return answer

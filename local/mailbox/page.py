"""The page: what lies in the mailbox, searchable; each mail as HTML and as text, and its attachments; and the clock."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from local.mailbox.server import Mail, Mailbox
from local.wire.http.serving import HOST, bind, make_server

_HERE = Path(__file__).parent
_LOOK = _HERE.parent / "google" / "pages" / "static"
"""The same look as the stand-in's pages."""
_TEMPLATES = Jinja2Templates(_HERE / "templates")
_JAKARTA = dt.timezone(dt.timedelta(hours=7))
_PAGE = 50
_OURS = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"}
_THEIRS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
_NEW_WINDOW = '<base target="_blank">'
"""Before a mail's own HTML: its links open in a window of their own, where pages may run."""


class Clock(Protocol):
    """A time that can be moved forward, where there is one."""

    def moment(self) -> dt.datetime:
        """What time it is."""

    def move_clock(self, time: dt.timedelta) -> None:
        """Time goes by."""


class Shown(NamedTuple):
    """A mail in the list, and the text that a search looks at."""

    number: int
    at: dt.datetime
    to: str
    subject: str
    files: int
    text: str


class Pages:
    """The list, one mail, its HTML part, one attachment, everything as JSON for programs; and the clock's buttons."""

    def __init__(self, box: Mailbox, clock: Clock | None, home: str) -> None:
        self._box, self._clock, self._home = box, clock, home
        self._known: list[Shown] = []

    def routes(self) -> list[BaseRoute]:
        return [
            Mount("/_static", StaticFiles(directory=_LOOK)),
            Mount("/_kotak", StaticFiles(directory=_HERE / "static")),
            Route("/", self.index),
            Route("/jam/{to}", self.forward, methods=["POST"]),
            Route("/jumlah", self.count),
            Route("/surel.json", self.everything),
            Route("/surel/{number:int}", self.one),
            Route("/surel/{number:int}/html", self.html),
            Route("/surel/{number:int}/lampiran/{file:int}", self.file),
        ]

    async def index(self, request: Request) -> Response:
        """The newest mails first, a page at a time; only those that hold what is searched for."""
        search = request.query_params.get("cari", "").strip()
        found = [one for one in reversed(self._list()) if search.casefold() in one.text]
        pages = max(-(-len(found) // _PAGE), 1)
        asked = request.query_params.get("halaman", "1")
        number = min(max(int(asked), 1), pages) if asked.isdecimal() else 1
        return self._page(
            request, "list.html", search=search, found=len(found), all=len(self._known), pages=pages, number=number,
            shown=found[(number - 1) * _PAGE : number * _PAGE], now=self._clock.moment() if self._clock else None,
        )  # fmt: skip

    async def forward(self, request: Request) -> Response:
        if self._clock is None:
            raise HTTPException(404, "Di sini jamnya tidak dapat dimajukan.")
        self._clock.move_clock(_until(request.path_params["to"], self._clock.moment()))
        return RedirectResponse("/", 303)

    async def count(self, _: Request) -> Response:
        return JSONResponse({"jumlah": len(self._box.mails)})

    async def one(self, request: Request) -> Response:
        mail = self._found(request)
        message = mail.message
        return self._page(
            request, "mail.html", number=request.path_params["number"], mail=mail, message=message,
            text=body(message, "plain"), html=bool(body(message, "html")), files=files(message),
        )  # fmt: skip

    async def html(self, request: Request) -> Response:
        return HTMLResponse(_NEW_WINDOW + body(self._found(request).message, "html"), headers=_THEIRS)

    async def file(self, request: Request) -> Response:
        parts = files(self._found(request).message)
        number: int = request.path_params["file"]
        if not 1 <= number <= len(parts):
            raise HTTPException(404, "Surel ini tidak mempunyai lampiran dengan nomor itu.")
        part = parts[number - 1]
        named = {"Content-Disposition": f'inline; filename="{part.get_filename()}"'}
        return Response(part.get_payload(decode=True), media_type=part.get_content_type(), headers=named)

    async def everything(self, _: Request) -> Response:
        return JSONResponse([{"at": m.at.isoformat(), "to": m.to, "id": m.id} for m in self._box.mails])

    async def missing(self, request: Request, error: Exception) -> Response:
        """What was not found, in words, and the way back."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        said = error.detail if isinstance(error, HTTPException) else ""
        text = said if request.path_params else "Halaman ini tidak ada."
        return self._page(request, "missing.html", status, text=text)

    def _found(self, request: Request) -> Mail:
        number: int = request.path_params["number"]
        if not 1 <= number <= len(self._box.mails):
            raise HTTPException(404, f"Tidak ada surel nomor {number}.")
        return self._box.mails[number - 1]

    def _list(self) -> list[Shown]:
        """All mails; each is read once."""
        new = self._box.mails[len(self._known) :]
        self._known += [_shown(number, mail) for number, mail in enumerate(new, start=len(self._known) + 1)]
        return self._known

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        values |= {"home": self._home, "here": request.url.path, "when": _when}
        return _TEMPLATES.TemplateResponse(request, template, values, status, headers=_OURS)


def _shown(number: int, mail: Mail) -> Shown:
    message = mail.message
    subject = str(message["Subject"] or "")
    text = f"{mail.to} {subject} {body(message, 'plain') or body(message, 'html')}".casefold()
    return Shown(number, mail.at, mail.to, subject, len(files(message)), text)


def _when(moment: dt.datetime) -> str:
    return moment.astimezone(_JAKARTA).strftime("%d-%m-%Y %H.%M WIB")


def _until(to: str, now: dt.datetime) -> dt.timedelta:
    """An hour, or until five past seven of the next morning in Jakarta."""
    if to != "besok":
        return dt.timedelta(hours=1)
    tomorrow = now.astimezone(_JAKARTA).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(7, 5), _JAKARTA) - now


def application(box: Mailbox, clock: Clock | None = None, home: str = "") -> Starlette:
    """The page as an application of its own. `home` is where the way back leads, if anywhere."""
    pages = Pages(box, clock, home)
    return Starlette(routes=pages.routes(), exception_handlers={404: pages.missing, 405: pages.missing})


class Page:
    """`with Page(box) as page:` serves the page on a loopback port until the block ends."""

    def __init__(self, box: Mailbox, port: int = 0, clock: Clock | None = None, home: str = "") -> None:
        self._listener = bind(port)
        self.base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._server = make_server(application(box, clock, home))
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)

    def __enter__(self) -> Page:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.stop()
        self._thread.join(timeout=10)


def body(message: EmailMessage, kind: str) -> str:
    """The text of one kind, or nothing."""
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def files(message: EmailMessage) -> Sequence[EmailMessage]:
    """The attachments."""
    return [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]

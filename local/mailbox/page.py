"""The page: what lies in the mailbox, each mail as text and as HTML, and its attachments."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from local.google.serving import HOST, bind, make_server
from local.mailbox.server import Mail, Mailbox

_TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")
_JAKARTA = dt.timezone(dt.timedelta(hours=7))
_SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}


class Clock(Protocol):
    """A time that can be moved forward, where there is one."""

    def moment(self) -> dt.datetime:
        """What time it is."""

    def move_clock(self, time: dt.timedelta) -> None:
        """Time goes by."""


def routes(box: Mailbox, clock: Clock | None = None) -> list[Route]:
    """The list, one mail, its HTML part, one attachment, everything as JSON for programs; and the clock's buttons."""

    def found(request: Request) -> Mail:
        number: int = request.path_params["number"]
        if not 1 <= number <= len(box.mails):
            raise HTTPException(404, f"Tidak ada surel nomor {number}.")
        return box.mails[number - 1]

    async def index(request: Request) -> Response:
        rows = [(n, mail, mail.message, mail.at.astimezone(_JAKARTA)) for n, mail in enumerate(box.mails, start=1)]
        now = clock.moment().astimezone(_JAKARTA) if clock else None
        return _TEMPLATES.TemplateResponse(request, "list.html", {"rows": rows[::-1], "now": now})

    async def forward(request: Request) -> Response:
        if clock is None:
            raise HTTPException(404, "Di sini jamnya tidak dapat dimajukan.")
        clock.move_clock(_until(request.path_params["to"], clock.moment()))
        return RedirectResponse("/", 303)

    async def one(request: Request) -> Response:
        mail = found(request)
        context = {"number": request.path_params["number"], "mail": mail, "message": mail.message}
        context |= {"text": body(mail.message, "plain"), "files": files(mail.message)}
        return _TEMPLATES.TemplateResponse(request, "mail.html", context)

    async def html(request: Request) -> Response:
        return HTMLResponse(body(found(request).message, "html"), headers=_SAFE)

    async def file(request: Request) -> Response:
        parts = files(found(request).message)
        number: int = request.path_params["file"]
        if not 1 <= number <= len(parts):
            raise HTTPException(404, "Tidak ada lampiran itu.")
        part = parts[number - 1]
        named = {"Content-Disposition": f'inline; filename="{part.get_filename()}"'}
        return Response(part.get_payload(decode=True), media_type=part.get_content_type(), headers=named)

    async def everything(_: Request) -> Response:
        return JSONResponse([{"at": m.at.isoformat(), "to": m.to, "id": m.id} for m in box.mails])

    return [
        Route("/", index),
        Route("/jam/{to}", forward, methods=["POST"]),
        Route("/surel.json", everything),
        Route("/surel/{number:int}", one),
        Route("/surel/{number:int}/html", html),
        Route("/surel/{number:int}/lampiran/{file:int}", file),
    ]


def _until(to: str, now: dt.datetime) -> dt.timedelta:
    """An hour, or until five past seven of the next morning in Jakarta."""
    if to != "besok":
        return dt.timedelta(hours=1)
    tomorrow = now.astimezone(_JAKARTA).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(7, 5), _JAKARTA) - now


def application(box: Mailbox, clock: Clock | None = None) -> Starlette:
    """The page as an application of its own."""
    return Starlette(routes=routes(box, clock))


class Page:
    """`with Page(box) as page:` serves the page on a loopback port until the block ends."""

    def __init__(self, box: Mailbox, port: int = 0, clock: Clock | None = None) -> None:
        self._listener = bind(port)
        self.base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._server = make_server(application(box, clock))
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

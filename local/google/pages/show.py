"""A page as an answer: its template, who is looking, and headers that keep every request on this machine."""

from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from local.google.pages.people import People

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=ChainableUndefined
)
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
MISSING = "Halaman ini tidak ada. Kembali ke daftar berkas untuk mencari yang benar."


def page(request: Request, template: str, people: People, status: int = 200, **values: Any) -> Response:
    """The template filled in. A choice of person made in the query is kept in a cookie."""
    values |= {
        "me": people.me(request),
        "people": people.choices(),
        "links": people.settings.links,
        "here": request.url,
    }
    answer = HTMLResponse(_TEMPLATES.get_template(template).render(**values), status, headers=_HEADERS)
    people.remember(request, answer)
    return answer


def missing(request: Request, people: People) -> Response:
    return page(request, "message.html", people, 404, title="Tidak ditemukan", text=MISSING)

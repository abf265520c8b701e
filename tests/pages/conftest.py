"""One browser for all of these tests, a page for each, and a city whose workbooks are shared as in real life."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from functions.gapi.session import Effect
from local.google.pages.people import COOKIE
from local.google.server import LocalGoogle
from local.pictures import browser as chromium
from tests.city import NOW, City

STAFF = "petugas@contoh.example"
PUBLIC = "publik"
Visit = Callable[..., Page]
Windows = Callable[[bool], BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if lacking := chromium.missing():
        pytest.skip(lacking)
    expect.set_options(timeout=30_000)  # as patient as the window: the machine may be busy with other tests
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="session")
def google() -> Iterator[LocalGoogle]:
    with LocalGoogle() as found:
        found.control.set_clock(now=NOW.isoformat())
        yield found


@pytest.fixture(scope="session")
def first_city(google: LocalGoogle) -> City:
    return City(google)


@pytest.fixture
def city(google: LocalGoogle, first_city: City) -> City:
    """A city of its own; staff may edit the private workbook, anybody may read the public one."""
    found = City(google, like=first_city)
    _share(found, found.place.private, {"type": "user", "role": "writer", "emailAddress": STAFF})
    _share(found, found.place.public, {"type": "anyone", "role": "reader"})
    return found


def _share(city: City, file: str, grant: dict[str, str]) -> None:
    url = f"https://www.googleapis.com/drive/v3/files/{file}/permissions"
    city.session.request("drive.permissions.create", "POST", url, Effect.ONCE, json=grant)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """A window with scripts and one without, kept for all tests, as their cache makes pages come sooner. Every request
    must stay on this machine; else the tests end with an error that names it."""
    with contextlib.ExitStack() as opened:

        @functools.cache
        def window(scripts: bool) -> BrowserContext:
            return opened.enter_context(chromium.window(browser, 1280, scripts=scripts))

        yield window


@pytest.fixture
def visit(windows: Windows, google: LocalGoogle) -> Iterator[Visit]:
    """Opens a path as somebody in a page of a width."""
    with contextlib.ExitStack() as pages:

        def open_page(path: str, who: str = STAFF, width: int = 1280, *, scripts: bool = True) -> Page:
            context = windows(scripts)
            context.add_cookies([{"name": COOKIE, "value": quote(who), "url": google.base_url}])
            page = pages.enter_context(context.new_page())
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(google.base_url + path)
            return page

        yield open_page

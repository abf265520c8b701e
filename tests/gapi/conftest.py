"""A stand-in for Google a module, watched by the discovery checker; a server that answers what a test dictates."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from google.oauth2 import service_account

from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Effect, Session
from functions.gapi.sheets import Workbook, create_workbook
from local.google.server import LocalGoogle
from tests.google.discovery import DiscoveryChecker

BUCKET = "contoh-objek"

_QUESTION = {"questionId": "0000000b", "textQuestion": {}}
ITEM = {
    "createItem": {
        "item": {"itemId": "0000000a", "title": "Nama", "questionItem": {"question": _QUESTION}},
        "location": {"index": 0},
    }
}
"""The request that puts one question on a form."""


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def patience(self, seconds: float, chance: Callable[[], float] = lambda: 1.0, **bounds: float) -> Patience:
        return Patience(seconds, clock=lambda: self.now, sleep=self.sleep, chance=chance, **bounds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(scope="module")
def google() -> Iterator[LocalGoogle]:
    checker = DiscoveryChecker()
    with LocalGoogle() as running:
        running.observe(checker)
        yield running
    checker.assert_clean()
    assert checker.checked


def credentials(google: LocalGoogle, email: str | None = None, scopes: Sequence[str] = SCOPES, **changed: str) -> Any:
    make: Any = service_account.Credentials.from_service_account_info
    return make(google.credentials_info(email) | changed, scopes=scopes)


@pytest.fixture(scope="module")
def opened(google: LocalGoogle) -> Session:
    """A session with really signed tokens, and a bucket."""
    session = Session(credentials(google), emulator=google.base_url)
    make_bucket(session, BUCKET)
    return session


def make_bucket(session: Session, name: str) -> None:
    url = "https://storage.googleapis.com/storage/v1/b?project=lokal"
    session.request("storage.buckets.insert", "POST", url, Effect.ONCE, json={"name": name})


@pytest.fixture
def session(google: LocalGoogle, opened: Session, time: Time) -> Iterator[Session]:
    """The session with a minute's budget of a clock that only sleeping moves; every queued fault must be met."""
    google.control.reset_calls()
    yield opened.bounded(time.patience(60))
    left = google.control.unused_faults()
    google.control.clear_faults()
    assert left == []


@pytest.fixture
def bucket(session: Session) -> Bucket:
    return Bucket(session, BUCKET)


@pytest.fixture
def workbook(session: Session) -> Workbook:
    """Two tabs, "Satu" (id 1, 1,000 rows) and "Dua" (id 2, 5 rows)."""
    tabs = [("Satu", 1, 1000), ("Dua", 2, 5)]
    sheets = [
        {"properties": {"title": title, "sheetId": number, "gridProperties": {"rowCount": rows, "columnCount": 4}}}
        for title, number, rows in tabs
    ]
    return Workbook(session, create_workbook(session, {"properties": {"title": "Uji"}, "sheets": sheets}))


class Dictated:
    """A server on the loopback interface that answers one scripted answer a call, and keeps what it was sent.

    An answer is (status, headers, body); None leaves the caller waiting until the end, "cut" ends the connection.
    """

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.calls: list[tuple[str, str]] = []
        self.over = threading.Event()
        dictated = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                dictated.calls.append((self.command, self.path))
                answer = dictated.answers.pop(0) if len(dictated.answers) > 1 else dictated.answers[0]
                if answer is None or answer == "cut":
                    dictated.over.wait(0 if answer else 5)
                    self.close_connection = True
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = _answer  # noqa: N815  # http.server's names

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Dictated:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def dictated() -> Iterator[Dictated]:
    with Dictated() as server:
        yield server


class NoCredentials:
    """Credentials that add nothing, where a test is not about them."""

    def before_request(self, *_: object) -> None:
        pass

    refresh = before_request


@pytest.fixture
def there(dictated: Dictated, time: Time) -> Session:
    """A session that speaks to the dictated server, with ten seconds' budget."""
    return Session(NoCredentials(), emulator=dictated.url).bounded(time.patience(10))

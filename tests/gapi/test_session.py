"""Where calls go, and that none can hang."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from functions.gapi.forms import Form, create_form
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook, create_workbook
from local.google.server import LocalGoogle
from tests.gapi.conftest import BUCKET, ITEM, Dictated, NoCredentials, Time, credentials

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets/x"
STORAGE = "https://storage.googleapis.com/storage/v1/b/x/o?prefix=a%2Fb"


class Watching(HTTPAdapter):
    """The session's own adapter, noting the time-out of each request."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self.inner, self.timeouts = inner, []

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        self.timeouts.append(options.get("timeout"))
        return self.inner.send(request, *args, **options)


def test_every_call_has_a_time_out_also_the_one_for_the_token(google: LocalGoogle, opened: Session, time: Time) -> None:
    session = Session(credentials(google), emulator=google.base_url)
    session.patience = time.patience(60)
    calls = Watching(session.http.get_adapter("https://"))
    session.http.mount("https://", calls)
    tokens = Watching(session.http._auth_request.session.get_adapter("http://"))
    session.http._auth_request.session.mount("http://", tokens)
    bucket = Bucket(session, BUCKET)
    bucket.put_if_absent("waktu/a", b"")
    bucket.get("waktu/a")
    bucket.list("waktu/")
    book = Workbook(session, create_workbook(session, {"properties": {"title": "Uji"}}))
    book.read(["A1"])
    book.write([{"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}}])
    book.describe({"fields": "sheets.properties"})
    form = Form(session, create_form(session, "Uji", [ITEM]))
    found = google.control.add_response(form.id, {})
    form.responses()
    form.response(found["responseId"])
    assert len(calls.timeouts) >= 10
    assert tokens.timeouts
    for timeout in calls.timeouts:
        assert timeout == (5, 30)
    assert None not in tokens.timeouts


def test_paths_and_queries_stay_googles_own(dictated: Dictated, time: Time) -> None:
    dictated.answers = [(200, {}, b"{}")]
    session = Session(NoCredentials(), emulator=dictated.url)
    session.request("m", "GET", STORAGE, Effect.READ)
    assert dictated.calls == [("GET", "/storage/v1/b/x/o?prefix=a%2Fb")]


def test_storage_and_the_rest_go_to_their_own_emulators(dictated: Dictated) -> None:
    with Dictated() as other:
        dictated.answers = other.answers = [(200, {}, b"{}")]
        session = Session(NoCredentials(), emulator=dictated.url, storage_emulator=f"{other.url}/dasar/")
        session.request("m", "GET", SHEETS, Effect.READ)
        session.request("m", "GET", STORAGE, Effect.READ)
        assert dictated.calls == [("GET", "/v4/spreadsheets/x")]
        assert other.calls == [("GET", "/dasar/storage/v1/b/x/o?prefix=a%2Fb")]


def test_a_storage_emulator_alone_takes_storage_only(dictated: Dictated) -> None:
    dictated.answers = [(200, {}, b"{}")]
    session = Session(NoCredentials(), storage_emulator=dictated.url)
    sent: list[str] = []

    class Stop(Exception):
        pass

    def no_network(request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        sent.append(str(request.url))
        raise Stop

    session.request("m", "GET", STORAGE, Effect.READ)
    adapter = session.http.get_adapter("https://")
    adapter.get_connection_with_tls_context = no_network
    with pytest.raises(Stop):
        session.request("m", "GET", SHEETS, Effect.READ)
    assert sent == [SHEETS]
    assert len(dictated.calls) == 1


def test_with_an_emulator_nothing_is_sent_anywhere_but_there(google: LocalGoogle, opened: Session, time: Time) -> None:
    """Not even what google-auth asks by itself, of hosts that we never named."""
    _asked.clear()
    _watch.append(True)
    try:
        session = Session(credentials(google), emulator=google.base_url).bounded(time.patience(30))
        Bucket(session, BUCKET).list("")
        book = Workbook(session, create_workbook(session, {"properties": {"title": "Uji"}}))
        book.read(["A1"])
        Form(session, create_form(session, "Uji", [ITEM])).responses()
    finally:
        _watch.clear()
    assert _asked == {"127.0.0.1"}


_watch: list[bool] = []
_asked: set[str] = set()


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    """Python's own audit events: names looked up and addresses connected to, by whatever thread."""
    if _watch and event == "socket.getaddrinfo":
        _asked.add(str(arguments[0]))
    if _watch and event == "socket.connect":
        _asked.add(str(arguments[1][0]))


sys.addaudithook(_note)

"""All functions take the same calls and refuse the rest alike, before anything is asked of Google."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import flask
import functions_framework
import pytest
from flask.testing import FlaskClient

from bench.processes import ROOT, Served, Source
from functions.door import LONGEST, NotAllowed, asked

FUNCTIONS = ("commit", "recap", "notify")


@pytest.fixture(params=FUNCTIONS)
def function(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A function without any setting: what it refuses cannot have needed one."""
    for name in ("KSBB_ENVIRONMENT", "KSBB_BUCKET", "KSBB_FORM", "KSBB_PRIVATE", "KSBB_PUBLIC"):
        monkeypatch.delenv(name, raising=False)
    source = ROOT / "functions" / request.param / "main.py"
    return functions_framework.create_app(request.param, str(source), "http").test_client()


NO_CALLS: list[tuple[int, dict[str, Any]]] = [
    (404, {"path": "/lain"}),
    (404, {"path": "/drain/"}),
    (404, {"path": "/.env"}),
    *[(405, {"method": method}) for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")],
    (413, {"data": b"a" * (LONGEST + 1)}),
    (413, {"data": b'{"message":{"data":"' + b"a" * LONGEST + b'"}}'}),
    (400, {"data": b"halo"}),
    (400, {"data": b"\xff\xfe\x00"}),
    (400, {"data": b"[" * LONGEST}),
    (400, {"data": b'{"message":' * 9_000}),
    (400, {"data": b'{"message":' + b"1" * 9_000 + b"}"}),
    (400, {"json": []}),
    (400, {"json": "message"}),
    (400, {"json": 7}),
    (400, {"json": {"pesan": "rahasia"}}),
    (400, {"json": {"message": "rahasia"}}),
    (400, {"json": {"message": None}}),
    (400, {"data": {"message": "formulir web"}}),
]


@pytest.mark.parametrize(("status", "call"), NO_CALLS, ids=lambda value: str(value)[:50])
def test_what_is_no_call_is_refused_alike_and_nothing_of_it_is_repeated(
    function: FlaskClient, status: int, call: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    path, method = call.get("path", "/"), call.get("method", "POST")
    answer = function.open(path, method=method, **{k: v for k, v in call.items() if k not in {"path", "method"}})
    assert answer.status_code == status
    if method != "HEAD":
        assert set(answer.get_json()) == {"error"}
    assert "rahasia" not in answer.get_data(as_text=True) + capsys.readouterr().out


@pytest.mark.parametrize(
    "call",
    [{}, {"data": b" \n"}, {"json": {}}, {"json": {"message": {}}}, {"query_string": {"x": "1"}}],
    ids=lambda value: str(value)[:30],
)
def test_a_call_is_taken_and_fails_only_for_want_of_settings(function: FlaskClient, call: dict[str, Any]) -> None:
    answer = function.post("/", **call)
    assert answer.status_code == 500
    assert "KSBB_" in answer.get_json()["error"]


def test_only_a_functions_own_fields_are_read() -> None:
    with flask.Flask("uji").test_request_context("/", method="POST", json={"kind": "donors"}):
        assert asked(flask.request, {"kind"}) == {"kind": "donors"}
        with pytest.raises(NotAllowed):
            asked(flask.request)


def test_a_body_that_does_not_say_its_length_is_refused(tmp_path: Path) -> None:
    """Over a real connection, in chunks."""
    with Served(Source(ROOT / "functions" / "commit" / "main.py", "commit"), {}, tmp_path / "log") as served:
        port = int(served.url.rsplit(":", 1)[1].strip("/"))
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(
                b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalo!\r\n0\r\n\r\n"
            )
            head, _, body = connection.recv(4096).partition(b"\r\n\r\n")
            body += connection.recv(4096) if not body else b""
    assert b" 411 " in head.split(b"\r\n")[0]
    assert json.loads(body) == {"error": "say how long the body is"}

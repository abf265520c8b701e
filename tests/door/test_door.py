"""All functions take the same calls and refuse the rest alike, before anything is asked of Google."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import flask
import functions_framework
import pytest
from flask.testing import FlaskClient

from bench.processes import COMMIT, ROOT, Served
from functions.answers import in_json
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


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico", "/lain%0Ajuga", "/a/../b"])
def test_what_the_framework_refuses_by_itself_is_refused_in_json_too(function: FlaskClient, path: str) -> None:
    answer = function.post(path)
    assert (answer.status_code, answer.get_json()) == (404, {"error": "nothing is here; POST to /"})


def test_what_breaks_outside_the_work_says_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    app = flask.Flask("uji")
    with app.app_context():
        in_json()

    @app.post("/")
    def broken() -> str:
        raise ValueError("0812-0000-0001")

    answer = app.test_client().post("/")
    assert (answer.status_code, answer.get_json()) == (500, {"error": "internal error, see the log"})
    assert "0812" not in capsys.readouterr().out


SHARED: list[tuple[str, str, dict[str, Any], object]] = [
    ("commit", "drains", {}, None),
    ("recap", "recaps", {}, None),
    ("notify", "rounds", {}, ""),
    ("notify", "rounds", {"json": {"kind": "donors"}}, "donors"),
]


@pytest.mark.parametrize(("name", "runs", "call", "kind"), SHARED)
def test_every_function_shares_its_runs_among_calls_for_the_same(
    name: str, runs: str, call: dict[str, Any], kind: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[object] = []

    def shared(
        work: Callable[[], object], kind: object = None, came: float | None = None
    ) -> tuple[dict[str, int], int]:
        assert came is not None
        assert came <= time.monotonic()
        asked_for.append(kind)
        return {"run": 1}, 200

    client = functions_framework.create_app(name, str(ROOT / "functions" / name / "main.py"), "http").test_client()
    monkeypatch.setattr(sys.modules["main"], "_instance", lambda: SimpleNamespace(**{runs: shared}))
    assert client.post("/", **call).get_json() == {"run": 1}
    assert asked_for == [kind]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """commit on a real server, without settings."""
    with Served(COMMIT, {}) as found:
        yield found


def spoken(served: Served, head: bytes, body: bytes = b"", times: int = 0) -> bytes:
    """What is answered on a connection of its own to a request line and headers, and to as much body as is taken."""
    with socket.create_connection(("127.0.0.1", urlsplit(served.url).port or 0), 20) as connection:
        connection.sendall(head.replace(b"\n", b"\r\n") + b"\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(times):
                connection.sendall(body)
        answer = b""
        with contextlib.suppress(ConnectionError):
            while not answer.endswith(b"}\n") and (part := connection.recv(4096)):
                answer += part
        return answer


def test_a_body_that_does_not_say_its_length_is_refused(served: Served) -> None:
    answer = spoken(served, b"POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n", b"5\r\nhalo!\r\n0\r\n\r\n", 1)
    assert b" 411 " in answer.splitlines()[0]
    assert json.loads(answer.rpartition(b"\r\n")[2]) == {"error": "say how long the body is"}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"POST / HTTP/1.1\nHost: x\nContent-Length: 60000000\n", b"a" * 1_000_000),
        (b"POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n", b"f4240\r\n" + b"a" * 1_000_000 + b"\r\n"),
        (b"PUT / HTTP/1.1\nHost: x\nContent-Length: 60000000\n", b"a" * 1_000_000),
        (b"POST /lain HTTP/1.1\nHost: x\nContent-Length: 60000000\n", b"a" * 1_000_000),
        (b"POST /robots.txt HTTP/1.1\nHost: x\nContent-Length: 60000000\n", b"a" * 1_000_000),
    ],
    ids=["too long", "chunked", "another method", "another path", "a path of the framework"],
)
def test_a_refused_body_is_never_held_in_memory(served: Served, head: bytes, body: bytes) -> None:
    """functions-framework reads what was left unread before it answers."""
    before = served.peak_megabytes()
    spoken(served, head, body, 60)
    assert served.peak_megabytes() - before < 20

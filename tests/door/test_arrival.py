"""When a call came: never before its bytes did, and now where nobody knows."""

from __future__ import annotations

import socket
import time

import flask
import pytest
from werkzeug.test import EnvironBuilder

from functions.arrival import came


def call(connection: object) -> flask.Request:
    """A call that came over this connection, as gunicorn tells it."""
    return flask.Request(EnvironBuilder(environ_overrides={"gunicorn.socket": connection}).get_environ())


def test_a_call_came_when_its_bytes_did_and_no_earlier() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        connection, _ = listener.accept()
        with connection:
            before = time.monotonic()
            client.sendall(b"POST / HTTP/1.1")
            assert connection.recv(100)
            first = came(call(connection))
            later = came(call(connection))
            assert before <= first <= time.monotonic()
            assert before <= later


@pytest.mark.parametrize("kind", ["none", "closed", "not of the network"])
def test_where_nobody_knows_a_call_came_just_now(kind: str) -> None:
    one, other = socket.socketpair()
    with one, other, socket.socket() as closed:
        closed.close()
        connection = {"none": None, "closed": closed, "not of the network": one}[kind]
        before = time.monotonic()
        assert before <= came(call(connection)) <= time.monotonic()

"""A town for each test; the mailbox's certificate is made once."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest

from local.google.server import LocalGoogle
from local.mailbox.certificate import contexts
from local.mailbox.server import Mailbox
from tests.notify.town import LOGIN, TARGETS, PlainCity, Town


@pytest.fixture(scope="session")
def tls() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's TLS context and a client's that trusts it."""
    return contexts()


@pytest.fixture
def box(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Mailbox]:
    with Mailbox(tls=tls[0], login=LOGIN) as running:
        yield running


@pytest.fixture
def town(box: Mailbox, tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Town]:
    with LocalGoogle() as local:
        yield Town(PlainCity(local, TARGETS), box, tls[1])

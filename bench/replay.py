"""What the stand-in itself takes: the same calls as a drain made, by a bare requests loop, one after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from requests.adapters import HTTPAdapter


class _Recorder(HTTPAdapter):
    """Keeps each request as it went out."""

    def __init__(self, inner: HTTPAdapter) -> None:
        super().__init__()
        self._inner = inner
        self.sent: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        answer = self._inner.send(request, *args, **options)
        self.sent.append(request)
        return answer


@contextmanager
def recording(http: requests.Session) -> Iterator[list[requests.PreparedRequest]]:
    """The requests that a session sends inside the block."""
    inner = http.get_adapter("https://")
    recorder = _Recorder(inner)  # type: ignore[arg-type]  # the one of gapi is an HTTPAdapter
    http.mount("https://", recorder)
    yield recorder.sent
    http.mount("https://", inner)


def replayed(sent: list[requests.PreparedRequest]) -> float:
    """Seconds for the same requests without anything of ours.

    Writes of sheets are absolute, so they cost the same again; putting an entry again is answered 412.
    """
    with requests.Session() as bare:
        started = time.perf_counter()
        for request in sent:
            bare.send(request, timeout=60).content  # noqa: B018  # the body is part of the call
        return time.perf_counter() - started

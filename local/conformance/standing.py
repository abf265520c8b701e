"""What the replay asks of a service: a stand-in, and somebody who knows its recordings."""

import http.client
from typing import Protocol
from urllib.parse import urlsplit

from local.conformance.recordings import Answer, Exchange, Request, parsed

_TIMEOUT = 30


class SetAside(Exception):
    """This exchange cannot be replayed; the message says why. What it did has been put into the stand-in."""


class Player(Protocol):
    """One recording against one stand-in, which is as it was before the recording began."""

    def complete(self, position: int) -> Request:
        """The request at a position, with what the source left out. Raises SetAside."""

    def doubt(self, position: int) -> str:
        """Why the recorded answer is not Google's own, so that nothing is compared with it; "" if it is."""

    def learn(self, exchange: Exchange, got: Answer) -> None:
        """Remember the ids that the stand-in made up where Google made up others."""


def send(base_url: str, request: Request) -> Answer:
    """The stand-in's answer to a request, whatever host it was meant for."""
    base, asked = urlsplit(base_url), urlsplit(request.uri)
    connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=_TIMEOUT)
    try:
        target = asked.path + (f"?{asked.query}" if asked.query else "")
        connection.request(request.verb, target, request.body, request.headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    finally:
        connection.close()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, parsed(text))

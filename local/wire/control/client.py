"""A small typed client of the control API, for tests, the demo and scripts."""

from collections.abc import Collection
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

from local.wire.jsontypes import Json

_TIMEOUT = 30


class _ToLocal(HTTPAdapter):
    """Sends what is meant for Google's hosts to the stand-in, path and query unchanged."""

    __attrs__: list[str] = [*HTTPAdapter.__attrs__, "_base"]  # noqa: RUF012 - so that google-auth can copy its session

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base = base_url.rstrip("/")

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        request.url = self._base + urlunsplit(("", "", parts.path, parts.query, ""))
        return super().send(request, *args, **kwargs)


def send_here(session: requests.Session, base_url: str) -> None:
    """Make a session (gspread's, or an AuthorizedSession) speak to the stand-in at `base_url`.

    An AuthorizedSession has a second session, by which google-auth looks up a service account's allowed locations.
    """
    session.mount("https://", _ToLocal(base_url))
    beside: requests.Session | None = getattr(session, "_auth_request_session", None)
    if beside is not None:
        beside.mount("https://", _ToLocal(base_url))


class ControlError(Exception):
    """The control API refused; the message says why."""


class Control:
    """Speaks to `/_local/` of a running stand-in."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/") + "/_local/"
        self._http = requests.Session()

    def _ask(self, verb: str, path: str, body: Json | None = None) -> Any:
        answer = self._http.request(verb, self._base + path, json=body, timeout=_TIMEOUT)
        if answer.status_code != 200:
            raise ControlError(answer.text)
        return answer.json()

    def add_fault(self, method: str, kind: str, *, times: int = 1, seconds: float = 0.0, answer: str = "503") -> Json:
        """Queue a fault for the next `times` calls of `method` (a discovery id). Kinds: see `faults()["kinds"]`."""
        body = {"method": method, "kind": kind, "times": times, "seconds": seconds, "answer": answer}
        return cast("Json", self._ask("POST", "faults", body))

    def faults(self) -> Json:
        """`waiting`, `used` and the known `kinds`."""
        return cast("Json", self._ask("GET", "faults"))

    def unused_faults(self) -> list[Json]:
        """The queued faults that no call has met yet; a test asserts that there are none."""
        return cast("list[Json]", self.faults()["waiting"])

    def clear_faults(self) -> None:
        self._ask("DELETE", "faults")

    def calls(self) -> dict[str, int]:
        """How often each method was called, by discovery id."""
        return cast("dict[str, int]", self._ask("GET", "calls"))

    def reset_calls(self) -> None:
        self._ask("DELETE", "calls")

    def apply_late(self) -> list[Json]:
        """Apply the writes that `applied_late` held back; their outcomes."""
        return cast("list[Json]", self._ask("POST", "late"))

    def schedule(self, endpoint: str, seconds: float) -> None:
        """An empty POST to `endpoint` every `seconds`; 0 stops it."""
        self._ask("POST", "schedules", {"endpoint": endpoint, "seconds": seconds})

    def account(self, email: str | None = None) -> Json:
        """The key file of a service account, created if new; without a name, of the owner."""
        return cast("Json", self._ask("POST", "accounts", {"email": email}))

    def token(self, email: str | None = None, *, scopes: Collection[str] | None = None) -> str:
        """A bearer token of that account, without signing a JWT; without `scopes`, of all that there are."""
        body = {"email": email, "scopes": None if scopes is None else list(scopes)}
        return str(self._ask("POST", "tokens", body)["access_token"])

    def api_key(self) -> str:
        """A new API key: it names the project, and nobody."""
        return str(self._ask("POST", "keys")["key"])

    def set_clock(self, *, now: str | None = None, offset: float | None = None) -> str:
        """Set the stand-in's time (RFC 3339) or its distance from the machine's in seconds; the time it has now."""
        body = {name: value for name, value in (("now", now), ("offset", offset)) if value is not None}
        return str(self._ask("POST", "clock", body)["now"])

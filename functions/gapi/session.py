"""One authorised session per instance: time-outs on every call, typed errors, and the way to a stand-in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import google.auth
import google.auth.exceptions
import google.auth.transport.requests
import requests
from requests.adapters import HTTPAdapter

from functions.gapi.errors import Ambiguous, GoogleError, Permanent, Retryable
from functions.gapi.patience import Patience

T = TypeVar("T")

SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
    "https://www.googleapis.com/auth/forms.body",
    "https://www.googleapis.com/auth/forms.responses.readonly",
    "https://www.googleapis.com/auth/devstorage.read_write",
)
TIMEOUT = (5.0, 30.0)
"""Seconds to connect, and to wait for each part of an answer: at most. Less when the time budget ends before."""

_SHORTEST = 1.0
_PIECE = 1 << 18

_STORAGE_HOST = "storage.googleapis.com"
_PARALLEL = 16
_RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"})


class Effect(Enum):
    """What a call does to the world: nothing, the same however often, or something each time."""

    READ = "read"
    IDEMPOTENT = "idempotent"
    ONCE = "once"


class _ToStandIn(HTTPAdapter):
    """Sends what is meant for Google's hosts to a stand-in; paths stay Google's own."""

    __attrs__ = [*HTTPAdapter.__attrs__, "_everything", "_storage"]  # noqa: RUF012  # what copies of it keep

    def __init__(self, everything: str, storage: str, **options: Any) -> None:
        self._everything, self._storage = everything, storage
        super().__init__(**options)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        base = self._storage if parts.hostname == _STORAGE_HOST and self._storage else self._everything
        if base and (parts.hostname or "").endswith("googleapis.com"):
            there = urlsplit(base)
            request.url = urlunsplit((there.scheme, there.netloc, there.path.rstrip("/") + parts.path, parts.query, ""))
        return super().send(request, *args, **options)


class Session:
    """Calls to Google. One is made per instance; `bounded` gives each invocation its own time budget."""

    def __init__(self, credentials: Any, *, emulator: str = "", storage_emulator: str = "") -> None:
        adapter = _ToStandIn(emulator, storage_emulator, pool_connections=_PARALLEL, pool_maxsize=_PARALLEL)
        for_tokens = requests.Session()
        for_tokens.mount("https://", adapter)
        make: Any = google.auth.transport.requests.AuthorizedSession
        self.http: Any = make(
            credentials,
            max_refresh_attempts=1,
            refresh_timeout=TIMEOUT[1],
            auth_request=google.auth.transport.requests.Request(for_tokens),
        )
        self.http.mount("https://", adapter)
        # A stand-in is on this machine: no proxy, and no look for one and for a netrc file before every call.
        self.http.trust_env = for_tokens.trust_env = not emulator
        self.credentials = credentials
        self.patience = Patience(60)

    @classmethod
    def default(cls, *, emulator: str = "", storage_emulator: str = "") -> Session:
        """A session with application default credentials. Raises GoogleError when there are none."""
        with typed_errors("google.auth.default", Effect.READ):
            credentials, _ = google.auth.default(scopes=SCOPES)
        return cls(credentials, emulator=emulator, storage_emulator=storage_emulator)

    @property
    def account(self) -> str:
        """The e-mail address of the service account that calls, in small letters; empty for a person.

        Known for sure once something has been called: on Google Cloud it comes with the first token.
        """
        return str(getattr(self.credentials, "service_account_email", None) or "").lower()

    @property
    def timeout(self) -> tuple[float, float]:
        """Seconds that a call made now may take to connect and to answer."""
        left = max(_SHORTEST, self.patience.left())
        return min(TIMEOUT[0], left), min(TIMEOUT[1], left)

    def bounded(self, patience: Patience) -> Session:
        """The same session, trying no longer than this budget."""
        view = object.__new__(Session)
        view.http, view.credentials, view.patience = self.http, self.credentials, patience
        return view

    def request(
        self,
        method: str,
        verb: str,
        url: str,
        effect: Effect,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Any = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Call an API method, named by its discovery id. Raises Retryable, Permanent or Ambiguous."""

        def send() -> requests.Response:
            response: requests.Response = self.http.request(
                verb, url, params=params, json=json, data=data, headers=headers, timeout=self.timeout
            )
            check(method, response)
            return response

        return self.attempt(method, effect, send)

    def download(self, method: str, url: str, most: int, params: Mapping[str, str | int]) -> bytes:
        """The first `most` bytes of what a reading method answers; no more is held in memory. Raises like `request`."""

        def send() -> bytes:
            with self.http.request("GET", url, params=params, timeout=self.timeout, stream=True) as response:
                check(method, response)
                found = bytearray()
                for part in response.iter_content(_PIECE):
                    found += part
                    if len(found) >= most:
                        break
                return bytes(found[:most])

        return self.attempt(method, Effect.READ, send)

    def attempt(self, method: str, effect: Effect, send: Callable[[], T]) -> T:
        """Run a call with typed errors and patience."""

        def once() -> T:
            with typed_errors(method, effect):
                return send()

        return self.patience.keep_trying(once, repeatable=effect is not Effect.ONCE)


def check(method: str, response: requests.Response) -> None:
    """Raise the typed error of an answer that is not a success."""
    status = response.status_code
    if status < 300:
        return
    reason, detail = _explained(response)
    if status == 429 or (status == 403 and reason in _RATE_REASONS):
        raise Retryable(method, status, reason, detail, after=_wait_asked(response))
    # A 503 may have been applied (seen with Sheets); only the reader of the state can tell.
    raise (Ambiguous if status >= 500 or status == 408 else Permanent)(method, status, reason, detail)


@contextlib.contextmanager
def typed_errors(method: str, effect: Effect) -> Iterator[None]:
    """Translate what the libraries raise. An unknown outcome of a mere read is no more than retryable."""
    try:
        yield
    except Ambiguous as error:
        if effect is Effect.READ:
            raise Retryable(method, error.status, error.reason, error.detail) from None
        raise
    except (Retryable, Permanent):
        raise
    except google.auth.exceptions.RefreshError as error:
        kind = Retryable if error.retryable else Permanent
        raise kind(method, None, "credentials refused") from None
    except google.auth.exceptions.TransportError:
        raise Retryable(method, None, "no token") from None
    except google.auth.exceptions.GoogleAuthError:
        raise Permanent(method, None, "no credentials") from None
    except requests.ConnectTimeout:
        raise Retryable(method, None, "no connection") from None
    except requests.RequestException as error:
        unknown: type[GoogleError] = Retryable if effect is Effect.READ else Ambiguous
        raise unknown(method, None, type(error).__name__) from None


def _explained(response: requests.Response) -> tuple[str, str]:
    """Google's machine-readable reason and its sentence; a refused download of Cloud Storage is the sentence alone."""
    try:
        error = response.json()["error"]
        reasons = [item.get("reason", "") for item in error.get("errors", ())]
        return error.get("status") or next(iter(reasons), ""), error.get("message", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        bare = response.status_code >= 400 and response.headers.get("Content-Type", "").startswith("text/html")
        return "", response.text if bare and "<" not in response.text else ""


def _wait_asked(response: requests.Response) -> float:
    seconds = response.headers.get("Retry-After", "")
    return float(seconds) if seconds.isdecimal() else 0.0

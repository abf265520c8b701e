"""A stand-in that runs on a free loopback port, in a thread, until its block ends."""

import datetime as dt
import json
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from starlette.types import ASGIApp

from local.wire.control.client import Control
from local.wire.http.pipeline import Observer, Pipeline
from local.wire.http.serving import HOST, bind, make_server
from local.wire.jsontypes import Json
from local.wire.state import State

T = TypeVar("T")
S = TypeVar("S", bound=State)
C = TypeVar("C", bound=Control)


class StandIn(Generic[S, C]):
    """`base_url` is where all APIs are, `control` speaks to its control API."""

    def __init__(
        self, state: S, build: Callable[[S], tuple[ASGIApp, Pipeline]], control: Callable[[str], C], port: int = 0
    ) -> None:
        """`build` makes the application over the state; `control` the client for a base URL. Port 0: any free one."""
        self._state = state
        self._listener = bind(port)
        self.base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._state.base_url = self.base_url
        app, self._pipeline = build(self._state)
        self._server = make_server(app)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)
        self.control = control(self.base_url)

    def __enter__(self) -> Self:
        self._thread.start()  # connections queue at the socket until the loop accepts them: nothing to wait for
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join(timeout=10)
        self._listener.close()
        self._state.store.close()

    def observe(self, observer: Observer) -> None:
        """Call `observer` with every API exchange, on the server's thread."""
        self._pipeline.observers.append(observer)

    def prepare(self, change: Callable[[S], T]) -> T:
        """Change the state directly, before the first call: for what no API could have made."""
        return change(self._state)

    def now(self) -> dt.datetime:
        """What time it is there."""
        return self._state.clock.now()

    def credentials_info(self, email: str | None = None) -> Json:
        """A service account key as a dict, for `service_account.Credentials.from_service_account_info`."""
        return self.control.account(email)

    def key_file(self, path: Path, email: str | None = None) -> Path:
        """Write a service account key file, for GOOGLE_APPLICATION_CREDENTIALS."""
        path.write_text(json.dumps(self.credentials_info(email)))
        return path

"""The stand-in as an ASGI application, and a handle that runs it on a free loopback port in a thread."""

import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from local.google import control, pages
from local.google.client import Control
from local.google.forms.pubsub import Pubsub
from local.google.methods import BATCHES, METHODS
from local.google.state import State, open_state
from local.wire.deliveries import Deliveries
from local.wire.http.pipeline import ConnectionLost, Observer, Pipeline
from local.wire.http.serving import HOST, bind, make_server
from local.wire.identity import grants
from local.wire.jsontypes import Json

T = TypeVar("T")
_CUT = "local.cut"


def build(state: State) -> tuple[ASGIApp, Pipeline]:
    """The application over `state`: token endpoint, control API, pages for people, and Google's own paths."""
    pipeline, deliveries = Pipeline(state, METHODS, BATCHES), Deliveries()
    pubsub = Pubsub(state, deliveries)
    people = pages.Pages(state, pubsub)

    async def token(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            return JSONResponse(grants.exchange(state, form))
        except grants.TokenError as error:
            return JSONResponse(error.body, 400)

    async def allowed_locations(_: Request) -> Response:
        return JSONResponse(grants.ALLOWED_LOCATIONS)

    async def api(request: Request) -> Response:
        try:
            return people.instead(request, await pipeline(request))
        except ConnectionLost:
            request.scope[_CUT]()
            return Response()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pubsub.stop()
        deliveries.stop()

    routes = [
        Route("/token", token, methods=["POST"]),
        Route("/v1/projects/-/serviceAccounts/{email}/allowedLocations", allowed_locations, methods=["GET"]),
        *control.routes(state, pubsub),
        *people.routes(),
    ]
    application = Starlette(routes=routes, lifespan=lifespan)
    application.router.default = request_response(api)  # a route for any path would not match a line break in it
    return _WithCut(application), pipeline


class _WithCut:
    """Puts into the scope how to end a connection without an answer: uvicorn's request cycle holds the transport."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cycle: Any = getattr(send, "__self__", None)
        if scope["type"] == "http":
            scope[_CUT] = cycle.transport.abort
        await self._app(scope, receive, send)


class LocalGoogle:
    """`with LocalGoogle() as google:` runs a stand-in until the block ends.

    `base_url` is where all APIs are, `control` speaks to its control API. `data` keeps state in a file;
    `any_token` lets any bearer token act as the owner.
    """

    def __init__(self, *, data: Path | None = None, any_token: bool = False, port: int = 0) -> None:
        self._state = open_state(data, any_token=any_token)
        self._listener = bind(port)
        self.base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._state.base_url = self.base_url
        app, self._pipeline = build(self._state)
        self._server = make_server(app)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)
        self.control = Control(self.base_url)

    def __enter__(self) -> "LocalGoogle":
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

    def prepare(self, change: Callable[[State], T]) -> T:
        """Change the state directly, before the first call: for what no API could have made."""
        return change(self._state)

    def credentials_info(self, email: str | None = None) -> Json:
        """A service account key as a dict, for `service_account.Credentials.from_service_account_info`."""
        return self.control.account(email)

    def key_file(self, path: Path, email: str | None = None) -> Path:
        """Write a service account key file, for GOOGLE_APPLICATION_CREDENTIALS."""
        path.write_text(json.dumps(self.credentials_info(email)))
        return path

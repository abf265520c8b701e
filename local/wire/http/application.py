"""A stand-in as an ASGI application: the token endpoint, routes of its own, and Google's paths for all else."""

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from local.wire.http.pipeline import ConnectionLost, Pipeline
from local.wire.identity import grants

_CUT = "local.cut"
Instead = Callable[[Request, Response], Response]
"""What is sent for an answer of the API: that answer, or something else."""


def application(
    pipeline: Pipeline, own: Sequence[BaseRoute], stop: Callable[[], None], instead: Instead = lambda _, answer: answer
) -> ASGIApp:
    """`own` routes come before Google's paths; `stop` is called when the server ends."""

    async def token(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            return JSONResponse(grants.exchange(pipeline.state, form))
        except grants.TokenError as error:
            return JSONResponse(error.body, 400)

    async def allowed_locations(_: Request) -> Response:
        return JSONResponse(grants.ALLOWED_LOCATIONS)

    async def api(request: Request) -> Response:
        try:
            return instead(request, await pipeline(request))
        except ConnectionLost:
            request.scope[_CUT]()
            return Response()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        stop()

    routes = [
        Route("/token", token, methods=["POST"]),
        Route("/v1/projects/-/serviceAccounts/{email}/allowedLocations", allowed_locations, methods=["GET"]),
        *own,
    ]
    made = Starlette(routes=routes, lifespan=lifespan)
    made.router.default = request_response(api)  # a route for any path would not match a line break in it
    return _WithCut(made)


class _WithCut:
    """Puts into the scope how to end a connection without an answer: uvicorn's request cycle holds the transport."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cycle: Any = getattr(send, "__self__", None)
        if scope["type"] == "http":
            scope[_CUT] = cycle.transport.abort
        await self._app(scope, receive, send)

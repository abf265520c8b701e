"""Listening on the loopback interface, and a server that can be stopped at once from another thread."""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"
_TICK = 0.1
_PATIENT = 600
"""Seconds that an idle connection is kept. A client that sends just as it is closed meets a reset."""


def make_server(app: ASGIApp) -> "StoppableServer":
    return StoppableServer(
        uvicorn.Config(
            app, host=HOST, log_level="warning", lifespan="on", access_log=False, timeout_keep_alive=_PATIENT
        )
    )


def bind(port: int = 0) -> socket.socket:
    """A listening socket on the loopback interface."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sets NODELAY only then
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(128)
    return listener


class StoppableServer(uvicorn.Server):
    """uvicorn waits a fifth of a second before it ends; a test suite starts hundreds of servers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._wake: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """End soon; may be called from any thread, also before the server has begun."""
        self.should_exit = True
        if self._loop is not None and self._wake is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._wake.set)

    async def main_loop(self) -> None:
        """As uvicorn's, but `stop` ends the pause between ticks."""
        self._wake, self._loop = asyncio.Event(), asyncio.get_running_loop()
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _TICK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close connections without waiting for calls that are still under way."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self.lifespan.shutdown()

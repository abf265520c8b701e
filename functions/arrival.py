"""When a call came. That may be long before a thread was free for it: the server takes calls in and lets them queue.

The kernel knows when a connection last received something. Not every kernel tells (gVisor says 0 always); then the call
came just now, which is never too early: whoever is told of a run that began after *now* has lost nothing but time.
"""

from __future__ import annotations

import socket
import struct
import time

import flask

_LAST_DATA_RECEIVED = 52
"""Where in Linux's `struct tcp_info` the milliseconds since then stand (`tcpi_last_data_recv`, 32 bits)."""

_TICK = 0.010
"""Seconds by which the kernel may be mistaken: the longest tick of its clock."""


def came(request: flask.Request) -> float:
    """When the last of the call's bytes came, or somewhat later, by `time.monotonic`. To be asked when it was read."""
    return time.monotonic() - max(0.0, _queued(request.environ.get("gunicorn.socket")) - _TICK)


def _queued(connection: object) -> float:
    if not isinstance(connection, socket.socket) or not hasattr(socket, "TCP_INFO"):
        return 0.0
    try:
        known = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_DATA_RECEIVED + 4)
        (milliseconds,) = struct.unpack_from("I", known, _LAST_DATA_RECEIVED)
    except (OSError, struct.error):
        return 0.0
    return float(milliseconds) / 1000

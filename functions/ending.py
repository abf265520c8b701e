"""Ending in time: the platform sends SIGTERM and, ten seconds later, ends whatever is left.

gunicorn waits half a minute for calls under way, and functions-framework lets nobody say otherwise. A call that is cut
off has lost nothing, whenever it is: what is decided, claimed or shown is told by the journal, by receipts and by the
next look. So the server's own patience is made shorter, before it starts.
"""

from __future__ import annotations

from gunicorn.config import GracefulTimeout

GRACE = 5
"""Seconds for calls under way to come to their end; with the rest of a process's end well below ten."""


def end_in_time(grace: int = GRACE) -> None:
    """Let a server of this process that starts from now on end `grace` seconds after SIGTERM at the latest."""
    GracefulTimeout.default = grace

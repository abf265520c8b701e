"""Ending in time: the platform sends SIGTERM and, ten seconds later, ends whatever is left.

gunicorn waits for half a minute for calls under way. A call that is cut off has lost nothing, whenever it is: what is
decided, claimed or shown is told by the journal, by receipts and by the next look. So after a grace the process goes.
"""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

GRACE = 7.0
"""Seconds for calls under way to come to their end; with the rest of a process's end well below ten."""


def end_in_time(grace: float = GRACE) -> None:
    """From SIGTERM on, end after `grace` seconds at the latest. Nothing is done where SIGTERM ends at once anyway."""
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        return

    def end(number: int, frame: FrameType | None) -> None:
        timer = threading.Timer(grace, os._exit, [0])
        timer.daemon = True
        timer.start()
        before(number, frame)

    signal.signal(signal.SIGTERM, end)

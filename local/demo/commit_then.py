"""The function `commit` with the local Google's clock for its own, so that it runs in the week of the scenario."""

from __future__ import annotations

import datetime as dt
import os
import time

from functions.commit import main
from local.google.client import Control

_CONTROL = Control(os.environ["GOOGLE_EMULATOR_HOST"])


def now() -> dt.datetime:
    """The time that it is at the local Google. It tells milliseconds; below them, clocks of two instances differ."""
    return dt.datetime.fromisoformat(_CONTROL.set_clock()) + dt.timedelta(microseconds=time.time_ns() // 1000 % 1000)


main.now = now
commit = main.commit

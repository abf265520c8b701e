"""One of the functions with the local Google's clock for its own, so that it runs in the week of the scenario.

functions-framework says in FUNCTION_TARGET which one is wanted.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import time
from typing import Any

from local.google.client import Control

_CONTROL = Control(os.environ["GOOGLE_EMULATOR_HOST"])


def now() -> dt.datetime:
    """The time that it is at the local Google. It tells milliseconds; below them, clocks of two instances differ."""
    return dt.datetime.fromisoformat(_CONTROL.set_clock()) + dt.timedelta(microseconds=time.time_ns() // 1000 % 1000)


_target = os.environ["FUNCTION_TARGET"]
_main: Any = importlib.import_module(f"functions.{_target}.main")
_main.now = now
globals()[_target] = getattr(_main, _target)

"""The function `notify` with the local Google's clock for its own, so that it runs in the week of the scenario."""

from __future__ import annotations

import datetime as dt
import os

from functions.notify import main
from local.google.client import Control

_CONTROL = Control(os.environ["GOOGLE_EMULATOR_HOST"])


def now() -> dt.datetime:
    """The time that it is at the local Google."""
    return dt.datetime.fromisoformat(_CONTROL.set_clock())


main.now = now
notify = main.notify

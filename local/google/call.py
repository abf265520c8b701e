"""A call to this stand-in's methods."""

from typing import TypeAlias

from local.google.state import State
from local.wire.http import calls

Call: TypeAlias = calls.Call[State]

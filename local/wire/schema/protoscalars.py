"""Single values of a JSON message, as protocol buffers read them: numbers may be text, truth values words or 0 and 1.

Each conversion raises ValueError for what it cannot read. Source: protobuf.dev/programming-guides/json; the words for
true and false as measured (brekkylab/backlot).
"""

import math
import re
from collections.abc import Callable
from typing import Any


def integer(value: Any, least: int = -(2**31), most: int = 2**31 - 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(value)
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?[0-9]+", value):
            raise ValueError(value)
        value = int(value)
    if value != int(value) or not least <= value <= most:
        raise ValueError(value)
    return int(value)


def _number(value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(value)
    number = float(value) if isinstance(value, str) else value
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _single(value: Any) -> float | int:
    """A number of 32 bits. ValueError beyond what those can hold, as for a whole number that is too large."""
    number = _number(value)
    if abs(number) > _LARGEST_SINGLE:
        raise ValueError(value)
    return number


_LARGEST_SINGLE = (2 - 2**-23) * 2.0**127


def _truth(value: Any) -> bool:
    spelled = value.lower() if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else value
    if spelled in ("true", "t", "yes", "y", "1", 1):
        return True
    if spelled in ("false", "f", "no", "n", "0", 0):
        return False
    raise ValueError(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


KINDS: dict[tuple[str, str], tuple[str, Callable[[Any], Any]]] = {
    ("integer", "int32"): ("TYPE_INT32", integer),
    ("integer", "uint32"): ("TYPE_UINT32", lambda value: integer(value, 0, 2**32 - 1)),
    ("string", "int64"): ("TYPE_INT64", lambda value: str(integer(value, -(2**63), 2**63 - 1))),
    ("number", "double"): ("TYPE_DOUBLE", _number),
    ("number", "float"): ("TYPE_FLOAT", _single),
    ("boolean", ""): ("TYPE_BOOL", _truth),
    ("string", ""): ("TYPE_STRING", _text),
}


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)

"""What Google makes of a message: default values left out, but for some; 32-bit colours; numbers as short as can be."""

import math
import struct
from typing import Any

from local.wire.jsontypes import Json

# Fields whose zero, false or empty value Google spells out; every other default is left out of an answer.
# Learned from recorded answers: these are wrapper messages or members of a oneof, not plain proto3 fields.
_SPELLED_OUT = frozenset({
    "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex", "startIndex", "endIndex",
    "numberValue", "stringValue", "boolValue", "formulaValue", "values", "userEnteredValue",
    "bold", "italic", "strikethrough", "underline", "fontSize", "rgbColor", "color", "editors",
    "requestingUserCanEdit", "condition", "textFormat", "foregroundColor", "backgroundColor",
})  # fmt: skip
_MAPS = frozenset({"criteria"})
"""Fields that are maps: empty they are no message either."""
_COLOUR_PARTS = frozenset({"red", "green", "blue", "alpha"})


def canonical(value: Any) -> Any:
    """What Google would answer for a message sent as `value`: no nulls, empty lists, plain defaults; 32-bit colours."""
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept: Json = {}
    for key, item in value.items():
        if item is None or item == [] or (item == {} and key in _MAPS):
            continue
        clean = colour_part(item) if key in _COLOUR_PARTS else canonical(item)
        if key in _SPELLED_OUT or clean not in (0, "", False):
            kept[key] = clean
    return kept


def colour_part(share: float) -> float | int:
    """A colour's part as Google keeps it: the lower of 255 steps, printed as the shortest text of a 32-bit float.

    Documented to be from 0 to 1; that what lies outside is taken for the nearer end is assumed.
    """
    step = math.floor(_single(_single(min(max(share, 0), 1)) * 255))
    kept = _single(step / 255)
    return plain_number(next(short for digits in range(6, 10) if _single(short := float(f"{kept:.{digits}g}")) == kept))


def _single(number: float) -> float:
    """The nearest 32-bit float."""
    nearest: float = struct.unpack("f", struct.pack("f", number))[0]
    return nearest


def plain_number(number: float) -> float | int:
    """5.0 becomes 5: JSON has one kind of number and Google prints it without a needless fraction."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number

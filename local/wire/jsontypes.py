"""The shapes that travel: JSON objects, and text as UTF-8 can hold it."""

import json
import re
from typing import Any

Json = dict[str, Any]
_LONE = re.compile("[\ud800-\udfff]")


def parsed(raw: bytes | str) -> Any:
    """JSON as it was sent. Raises ValueError for what is none.

    Half of a pair that UTF-16 makes of one character becomes U+FFFD, as wherever text is made UTF-8: no answer could
    hold it.
    """
    value: Any = json.loads(raw)
    return _whole(value) if _escapes(raw) else value


def _escapes(raw: bytes | str) -> bool:
    return (b"\\u" if isinstance(raw, bytes) else "\\u") in raw  # type: ignore[operator]


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value

"""Which objects are ours. Whatever else lies in the bucket was put there by hand: it is passed over, and named."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_NUMBER = r"(?!0{9})\d{9}"
_DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
_STAMP = r"\d{8}T\d{6}Z"
_OF_A_MESSAGE = (
    rf"again-(?!0000)\d{{4}}-(?!0000)\d{{4}}|(?:claim|kept)-(?!0000)\d{{4}}|sent-{_STAMP}|failed-{_STAMP}-[a-z]+-\w+"
)

OURS: Mapping[str, re.Pattern[str]] = {
    prefix: re.compile(prefix + rest, re.ASCII)
    for prefix, rest in {
        "journal/": rf"{_NUMBER}\.json",
        "state/": rf"\d+/{_NUMBER}\.json",
        "recap/": rf"{_DAY}(?:-(?:[2-9]|[1-9]\d+))?\.json",
        "mail/": rf"(?!.*\.json/){_DAY}/(?:[a-z-]+/[^/]+(?:/[^/]+)*/(?:{_OF_A_MESSAGE})|paused-{_STAMP})\.json",
        "slot/": rf"{_DAY}(?:T(?:[01]\d|2[0-3]))?/(?!0{{5}})\d{{5}}-[1-9]\d{{0,5}}(?:-back)?\.json",
        "contact/": rf"{_NUMBER}\.json",
    }.items()
}
"""Prefix -> the names that our functions give to objects under it."""

_NAMED = 5
"""Objects named in one alert."""
_LONGEST = 80


def is_ours(name: str) -> bool:
    """Whether a name is one that our functions give. It says nothing of what is in the object."""
    found = next((p.fullmatch(name) for prefix, p in OURS.items() if name.startswith(prefix)), None)
    return found is not None and ("day" not in found.groupdict() or _is_day(found["day"]))


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parted(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Our names and those of strays, each in the given order."""
    ours: list[str] = []
    strays: list[str] = []
    for name in names:
        (ours if is_ours(name) else strays).append(name)
    return ours, strays


def content(data: bytes | None) -> Any:
    """The JSON in an object, None when there is none: damaged, cut off, nested too deeply, or no object at all."""
    try:
        return json.loads(data or b"")
    except (ValueError, RecursionError):
        return None


def passed_over(names: Iterable[str], as_what: str = "none of ours") -> list[str]:
    """The alert that names objects which were not used; none when there are none."""
    found = list(dict.fromkeys(names))
    if not found:
        return []
    rest = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return [f"objects passed over, {as_what}: {', '.join(shown(name) for name in found[:_NAMED])}{rest}"]


def shown(name: str) -> str:
    """A name for the log, enough to find it. A person may have typed it, so no contact is repeated."""
    plain = re.sub(r"[^\w./ -]", "?", name, flags=re.ASCII)
    return re.sub(r"\d{10,}", "…", plain)[:_LONGEST]

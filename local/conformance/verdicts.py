"""How alike two answers are: statuses, keys, types and texts; ids, times and etags aside.

`exact`: nothing differs. `close`: the status is the same and at most a tenth of what was recorded differs.
`unsupported`: the stand-in said 501. `wrong`: all else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ASIDE = re.compile(r"(^|.*[a-z])(id|Id|uid|etag|Link|Time|time)$|^(generation|updated|timeCreated|projectNumber)$"
                    r"|^time[A-Z]\w+$")  # fmt: skip
_NUMBER = re.compile(r"\d{9,}")
_HOST = re.compile(r"https?://[\w.:-]+/")
_MEDIA = ("content-type", "content-range", "cache-control", "content-disposition", "content-language", "x-goog-hash",
          "x-goog-storage-class", "x-goog-metageneration", "x-goog-stored-content-encoding")  # fmt: skip
_NEARLY = 0.9
_UNBUILT = 501

NEWER: Mapping[str, int] = {
    "publicAccessPrevention": 2022, "rpo": 2022, "softDeletePolicy": 2024, "bucket.generation": 2025,
    "satisfiesPZI": 2024, "timeFinalized": 2025,
}  # fmt: skip
"""Fields that Google did not answer before a year: a recording from before it lacks them."""

REWORDED: Mapping[str, str] = {
    "You already own this bucket. Please select another name.":
        "Your previous request to create the named bucket succeeded and you already own it.",
    "Sorry, that name is not available. Please try a different one.":
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please "
        "select a different name and try again.",
    "Not Found": "The specified bucket does not exist.",
}  # fmt: skip
"""What Google says today (reported, or recorded later) in place of what was recorded up to 2021."""
_LAST_OLD_YEAR = 2021


@dataclass(frozen=True, slots=True)
class Verdict:
    """`differences` are lines to print: where, what was recorded, what came."""

    word: str
    differences: list[str]


def judge(recorded: Any, got: Any, year: int) -> Verdict:
    """Compare a recorded answer with the one that came; `year` is when the recording was made."""
    if got.status == _UNBUILT:
        return Verdict("unsupported", [])
    if got.status != recorded.status:
        return Verdict("wrong", [f"status: recorded {recorded.status}, got {got.status}: {str(got.body)[:300]}"])
    wanted, found = dict(_leaves(recorded.body, year)), dict(_leaves(got.body, year))
    if not isinstance(recorded.body, dict | list) and recorded.status < 300:
        wanted |= _described(recorded.headers, recorded.headers)
        found |= _described(got.headers, recorded.headers)
    extra = [place for place in found.keys() - wanted.keys() if not _newer(place, year)]
    differing = [place for place in wanted if place not in found or found[place] != wanted[place]]
    lines = [
        f"{place}: recorded {wanted.get(place, '<nothing>')!r}, got {found.get(place, '<nothing>')!r}"[:240]
        for place in sorted([*differing, *extra])
    ]
    if not lines:
        return Verdict("exact", [])
    near = wanted and len(lines) <= (1 - _NEARLY) * len(wanted)
    return Verdict("close" if near else "wrong", lines)


def _leaves(value: Any, year: int, place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that is no object or list, by its place; of ids, times and etags only the type."""
    if isinstance(value, dict):
        if not value:
            yield place, {}
        for name, item in value.items():
            yield from _leaves(item, year, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        if not value:
            yield place, []
        for position, item in enumerate(value):
            yield from _leaves(item, year, f"{place}[{position}]")
    elif _ASIDE.match(place.rpartition(".")[2]):
        yield place, type(value).__name__
    elif isinstance(value, str):
        yield place, _plain(value, year)
    elif value is not None:
        yield place, value


def _plain(text: str, year: int) -> str:
    """Without hosts and long numbers, which are ids; what Google words otherwise today, in today's words."""
    said = _NUMBER.sub("#", _HOST.sub("https://host/", text.rstrip()))
    said = re.sub(r"batch_[\w-]+", "batch_#", re.sub(r"(Date|Expires|Content-Length): [^\r\n]+", r"\1: #", said))
    return REWORDED.get(said, said) if 0 < year <= _LAST_OLD_YEAR else said


def _newer(place: str, year: int) -> bool:
    name = place.rpartition(".")[2]
    names = {part.partition("[")[0] for part in place.split(".")}
    if name == "generation":
        names = {"bucket.generation"}
    return any(0 < year < NEWER[name] for name in names & NEWER.keys())


def _described(headers: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Any]:
    """Headers of content, as far as the recording has them."""
    found = {}
    for name in _MEDIA:
        if name in wanted:
            value = headers.get(name, "<nothing>")
            found[f"<{name}>"] = value.partition(",")[0] if name == "x-goog-hash" else _plain(value, 0)
    return found

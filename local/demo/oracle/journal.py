"""The journal folded anew: what each commitment line became, and whether each step kept to its quota."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from local.demo.oracle.quotas import Key

COUNTED = ("DITERIMA", "SEBAGIAN", "SELESAI")
_OPEN = ("TINJAU", "DITERIMA", "SEBAGIAN")
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "line": {
        **dict.fromkeys(
            (
                "donor",
                "group",
                "aggregator",
                "target",
                "target_type",
                "region",
                "kind",
                "unit",
                "period",
                "date",
                "asked",
            )
        ),
        "name": "hidden",
        "days": 1,
        "shares": {},
        "reasons": [],
    },
    "request": {**dict.fromkeys(("status", "delivered", "date", "period", "shares")), "reasons": []},
    "edited": {"differences": []},
    "merged": {"into": None},
    "named": {"digest": None},
}
"""What an event's field means when it is left out."""
_NAME = re.compile(r"journal/(\d{9})\.json")


@dataclass
class Line:
    """A commitment as it stands: what the journal's line event said, changed by the requests that were done."""

    event: Mapping[str, Any]
    entry: int
    version: int
    status: str
    date: str | None
    period: str | None
    shares: dict[str, int]
    delivered: int = 0
    requests: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def n(self) -> int:
        """Its number."""
        return int(self.event["n"])

    @property
    def approved(self) -> int:
        """What was granted in all."""
        return sum(self.shares.values())

    def used(self) -> dict[str, int]:
        """The room it takes by quota key: all that was granted while open; what arrived, up to that, when done."""
        if self.status in _OPEN:
            return self.shares
        if self.status != "SELESAI":
            return {}
        left, found = self.delivered, {}
        for key in sorted(self.shares):
            found[key] = min(left, self.shares[key])
            left -= found[key]
        return found


@dataclass(frozen=True)
class Step:
    """A grant as the journal recorded it, beside what the oracle says was held by others at that moment."""

    key: Key
    n: int
    granted: int
    quota: int | None
    recorded_held: int
    held: int


class Journal:
    """All entries in order. `problems` are breaks of the chain or of the numbering."""

    def __init__(self, objects: Mapping[str, str]) -> None:
        self.lines: dict[int, Line] = {}
        self.steps: list[Step] = []
        self.edits: dict[str, list[Mapping[str, Any]]] = {}
        self.merged: dict[str, str | None] = {}
        self.named: dict[str, str | None] = {}
        self.repeated: list[str] = []
        self.problems: list[str] = []
        self._used: Counter[Key] = Counter()
        self._entries_of: dict[str, set[int]] = {}
        entries = list(self._chain(objects))
        self.length = len(entries)
        for number, entry in entries:
            for event in entry["events"]:
                self._take({**_DEFAULTS.get(event["t"], {}), **event}, number)

    def used(self) -> Mapping[Key, int]:
        """Room taken at the end, by key."""
        return self._used

    def lines_of(self, response: str) -> list[Line]:
        """The lines of one response."""
        return [line for line in self.lines.values() if line.event["response"] == response]

    def _chain(self, objects: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
        before = ""
        names = sorted(name for name in objects if name.startswith("journal/"))
        for expected, name in enumerate(names, start=1):
            match, text = _NAME.fullmatch(name), objects[name]
            if not match or int(match[1]) != expected:
                self.problems.append(f"{name} stands where entry {expected} should")
            entry = json.loads(text)
            if entry["n"] != expected or (expected > 1 and entry["prev"] != before):
                self.problems.append(f"{name} does not follow the entry before it")
            before = hashlib.sha256(text.encode()).hexdigest()
            yield expected, entry

    def _take(self, event: Mapping[str, Any], entry: int) -> None:
        match event["t"]:
            case "line":
                self._line(event, entry)
            case "request":
                self._request(event, entry)
            case "edited":
                # Only the first edit tells how the response read when it was decided.
                self.edits.setdefault(event["response"], list(event["differences"]))
                for line in self.lines_of(event["response"]):
                    line.version = entry
            case "merged":
                self.merged[event["donor"]] = event["into"]
            case "named":
                self._named(event, entry)

    def _named(self, event: Mapping[str, Any], entry: int) -> None:
        self.named[event["donor"]] = event["digest"]
        for line in self.lines.values():
            if line.event["donor"] == event["donor"]:
                line.version = entry

    def _line(self, event: Mapping[str, Any], entry: int) -> None:
        n, response = event["n"], event["response"]
        entries = self._entries_of.setdefault(response, set())
        again = bool(entries - {entry}) or any(x.event["kind"] == event["kind"] for x in self.lines_of(response))
        entries.add(entry)
        if n in self.lines or again:
            self.repeated.append(f"response {response} is decided again by line {n} of entry {entry}")
        if n != len(self.lines) + 1:
            self.problems.append(f"line {n} of entry {entry} is out of sequence")
        line = Line(event, entry, entry, event["status"], event["date"], event["period"], {})
        self._grant(line, event["shares"])
        self.lines[n] = line

    def _request(self, event: Mapping[str, Any], entry: int) -> None:
        line = self.lines[event["n"]]
        if line.requests and line.requests[-1]["digest"] == event["digest"]:
            self.repeated.append(f"the same request for line {line.n} is decided again in entry {entry}")
        line.requests.append(event)
        line.version = entry
        self._count(line, -1)
        line.status = event["status"] or line.status
        line.date = event["date"] or line.date
        line.period = event["period"] or line.period
        learned = {name: event[name] for name in ("region", "target_type", "unit") if event.get(name)}
        line.event = {**line.event, **learned}
        line.delivered = line.delivered if event["delivered"] is None else event["delivered"]
        if event["shares"] is None:
            self._count(line, +1)
        else:
            self._grant(line, event["shares"])

    def _grant(self, line: Line, shares: Mapping[str, Any]) -> None:
        """Give a line its shares, noting what others held under each key just before."""
        where = (line.event["target"], line.event["kind"])
        for key, share in shares.items():
            whole = (*where, key)
            held = self._used[whole]
            self.steps.append(Step(whole, line.n, share["granted"], share.get("quota"), share.get("held", 0), held))
        line.shares = {key: share["granted"] for key, share in shares.items()}
        self._count(line, +1)

    def _count(self, line: Line, sign: int) -> None:
        for key, amount in line.used().items():
            self._used[(line.event["target"], line.event["kind"], key)] += sign * amount


def serial(text: str | None) -> int | None:
    """The sheet's number of an ISO date."""
    return (dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days if text else None

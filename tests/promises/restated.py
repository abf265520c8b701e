"""The promises about decisions, restated in a few lines over the journal's raw bytes: nothing of the product is used.

Each rule is written down a second time on purpose. What the product and this file agree on was thought of twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN = {"TINJAU", "DITERIMA", "SEBAGIAN"}
SAME_OFFER = ("donor", "target", "kind", "asked", "days", "date")
TWICE_WITHIN = dt.timedelta(hours=48)
PUBLIC = {
    "DITERIMA": "Direncanakan",
    "SEBAGIAN": "Sebagian tersalur",
    "SELESAI": "Tersalur",
    "BATAL": "Batal",
}


@dataclass
class Line:
    """A commitment line as the journal tells it."""

    response: str
    target: str | None
    kind: str | None
    status: str
    shares: dict[str, int]
    delivered: int = 0
    entry: int = 0
    created: str = ""
    offer: dict[str, Any] = field(default_factory=dict)
    """What makes it the same as another when all of it is the same."""
    requests: list[str] = field(default_factory=list)
    """Digests of the requests decided for it, in order."""

    @property
    def approved(self) -> int:
        return sum(self.shares.values())

    @property
    def outcome(self) -> tuple[str, dict[str, int], int, Any]:
        """What a request may change of it."""
        return self.status, self.shares, self.delivered, self.offer["date"]

    def usage(self) -> dict[str, int]:
        """Room taken per key: all that was granted while open; once done, what arrived, earliest key first."""
        if self.status in OPEN:
            return dict(self.shares)
        left, taken = self.delivered if self.status == "SELESAI" else 0, {}
        for key in sorted(self.shares):
            taken[key] = min(left, self.shares[key])
            left -= taken[key]
        return taken


class Restated:
    """The journal walked from its first entry. Every broken promise found on the way raises AssertionError."""

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        self.lines: dict[int, Line] = {}
        self.used: Counter[tuple[str | None, str | None, str]] = Counter()
        """Target, kind and quota key -> what all lines take there."""
        self.quotas: defaultdict[tuple[str | None, str | None], set[int]] = defaultdict(set)
        """Target and kind -> every quota that a decision recorded."""
        self.entries = chain(objects)
        for entry in self.entries:
            for event in entry["events"]:
                if event["t"] == "line":
                    self._line(entry["n"], event)
                elif event["t"] == "request":
                    self._request(entry["n"], event)

    def _line(self, entry: int, event: Mapping[str, Any]) -> None:
        n = event["n"]
        assert n == len(self.lines) + 1, f"line {n} is not the next number"
        self._fits(event, {})
        self.lines[n] = line = Line(
            event["response"],
            event.get("target"),
            event.get("kind"),
            event["status"],
            _granted(event),
            entry=entry,
            created=event["created"],
            offer={key: event.get(key) for key in SAME_OFFER},
        )
        twice = [k for k, other in self.lines.items() if k != n and other.status in OPEN and _same(other, line)]
        assert not (twice and line.approved), f"line {n} repeats {twice[:1]} and was granted {line.approved} as well"
        self._count(line, +1)

    def _request(self, entry: int, event: Mapping[str, Any]) -> None:
        line = self.lines[event["n"]]
        assert line.requests[-1:] != [event["digest"]], f"the same request for line {event['n']} was decided twice"
        line.requests.append(event["digest"])
        if not event["done"]:
            return
        self._count(line, -1)
        self._change(line, event)
        self._count(line, +1)

    def _count(self, line: Line, sign: int) -> None:
        for key, amount in line.usage().items():
            self.used[line.target, line.kind, key] += sign * amount

    def _change(self, line: Line, event: Mapping[str, Any]) -> None:
        if event.get("shares") is not None:
            self._fits({**event, "target": line.target, "kind": line.kind}, line.usage())
            line.shares = _granted(event)
        line.status = event.get("status", line.status)
        line.offer["date"] = event.get("date") or line.offer["date"]
        line.delivered = event.get("delivered", line.delivered)

    def _fits(self, event: Mapping[str, Any], own: Mapping[str, int]) -> None:
        """Nothing is granted beyond the quota less what others hold, unless the line itself held as much before."""
        target, kind = event.get("target"), event.get("kind")
        for key, share in event.get("shares", {}).items():
            others = self.used[target, kind, key]
            assert share.get("held", 0) == others, f"line {event['n']}: {key} records {share}, others hold {others}"
            if share["granted"]:
                room = max(share["quota"] - others, own.get(key, 0))
                assert share["granted"] <= room, f"line {event['n']} is over quota under {key}: {share}"
            if share.get("quota") is not None:
                self.quotas[target, kind].add(share["quota"])

    def decided_once(self, responses: Iterable[str]) -> None:
        """Each response has its lines, all in one entry."""
        entries: defaultdict[str, set[int]] = defaultdict(set)
        kinds: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
        for line in self.lines.values():
            entries[line.response].add(line.entry)
            kinds[line.response][line.kind] += 1
        missing = set(responses) - entries.keys()
        assert not missing, f"{len(missing)} responses were never decided"
        twice = {r for r, found in entries.items() if len(found) > 1 or max(kinds[r].values()) > 1}
        assert not twice, f"{len(twice)} responses were decided more than once"


def _same(one: Line, other: Line) -> bool:
    """Whether a donor offers the same twice, soon after one another."""
    if one.offer != other.offer or one.response == other.response or not (one.offer["donor"] and one.offer["target"]):
        return False
    apart = dt.datetime.fromisoformat(one.created[:19]) - dt.datetime.fromisoformat(other.created[:19])
    return abs(apart) < TWICE_WITHIN


def _granted(event: Mapping[str, Any]) -> dict[str, int]:
    return {key: share["granted"] for key, share in event.get("shares", {}).items()}


def chain(objects: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The entries in order. Raises AssertionError when a number is missing or a link is broken."""
    names = sorted(name for name in objects if name.startswith("journal/"))
    entries, digest = [], ""
    for n, name in enumerate(names, start=1):
        entry = json.loads(objects[name])
        assert name == f"journal/{n:09d}.json", f"entry {n} is missing"
        assert (entry["n"], entry["prev"]) == (n, digest), f"entry {n} does not follow from the one before"
        digest = hashlib.sha256(objects[name]).hexdigest()
        entries.append(entry)
    return entries

"""What one listing of `mail/` tells: which messages are claimed, sent or refused, and how many went out on a day.

    mail/2020-04-24/accepted/<response>/7/claim-0001.json           who sends it, since when
    mail/2020-04-24/accepted/<response>/7/sent-20200424T030512Z.json      the receipt
    mail/2020-04-24/accepted/<response>/7/failed-20200424T030512Z-mailbox-<digest>.json
    mail/2020-04-24/paused.json                                     the provider's limit of that day is reached

Everything that is asked often stands in the names, so that nothing but open claims has to be opened.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from functions.core.submission import JAKARTA

PREFIX = "mail/"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Failed:
    """A refusal for good: when, why, and of which address (a salted digest, so that a corrected one is tried)."""

    at: dt.datetime
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Track:
    """What became of one message so far."""

    claims: int = 0
    sent: dt.datetime | None = None
    failed: tuple[Failed, ...] = ()


@dataclass(slots=True)
class Receipts:
    """All tracks by message key, the messages sent per day in Jakarta, and the days on which sending was stopped."""

    tracks: dict[str, Track] = field(default_factory=dict)
    sent_on: Counter[dt.date] = field(default_factory=Counter)
    paused: set[dt.date] = field(default_factory=set)

    def track(self, key: str) -> Track:
        """What became of a message; an empty track when nothing did."""
        return self.tracks.get(key, Track())

    def count(self, day: dt.date) -> None:
        """One more mail of that day's limit is used up."""
        self.sent_on[day] += 1

    def note(self, name: str) -> None:
        """Take in one object by its name. Names that mean nothing here are passed over."""
        key, _, leaf = name.removeprefix(PREFIX).rpartition("/")
        word, *details = leaf.removesuffix(".json").split("-")
        track = self.track(key)
        if word == "claim":
            self.tracks[key] = replace(track, claims=max(track.claims, int(details[0])))
        elif word == "sent" and track.sent is None:
            self._sent(key, _time(details[0]))
        elif word == "failed":
            failed = Failed(_time(details[0]), details[1], details[2])
            self.tracks[key] = replace(track, failed=(*track.failed, failed))
        elif word == "paused":
            self.paused.add(dt.date.fromisoformat(key))

    def _sent(self, key: str, at: dt.datetime) -> None:
        self.tracks[key] = replace(self.track(key), sent=at)
        self.count(at.astimezone(JAKARTA).date())


def read(names: Iterable[str]) -> Receipts:
    """The receipts that these object names amount to."""
    found = Receipts()
    for name in names:
        found.note(name)
    return found


def claim_name(key: str, number: int) -> str:
    """The object that is the right to send a message, for the n-th time."""
    return f"{PREFIX}{key}/claim-{number:04d}.json"


def sent_name(key: str, at: dt.datetime) -> str:
    """The receipt."""
    return f"{PREFIX}{key}/sent-{_stamp(at)}.json"


def failed_name(key: str, failed: Failed) -> str:
    """The record of a refusal for good."""
    return f"{PREFIX}{key}/failed-{_stamp(failed.at)}-{failed.code}-{failed.address}.json"


def paused_name(day: dt.date) -> str:
    """The record that nothing more can be sent on a day."""
    return f"{PREFIX}{day}/paused.json"


def encode(content: Mapping[str, str]) -> bytes:
    """Canonical JSON of an object's content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def claimed_at(data: bytes) -> dt.datetime:
    """When a claim was made."""
    return dt.datetime.fromisoformat(json.loads(data)["at"])


def _stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime(_STAMP)


def _time(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, _STAMP).replace(tzinfo=dt.UTC)

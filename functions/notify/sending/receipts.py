"""What one listing of `mail/` tells: which messages are claimed, sent or refused.

    mail/2020-04-24/accepted/<response>/7/claim-0001.json           who sends it, since when
    mail/2020-04-24/accepted/<response>/7/sent-20200424T030512Z.json      the receipt
    mail/2020-04-24/accepted/<response>/7/failed-20200424T030512Z-mailbox-<digest>.json
    mail/2020-04-24/paused.json                                     the provider's limit of that day is reached

Everything that is asked often stands in the names, so that nothing but open claims has to be opened: what is in a
receipt decides nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from functions.ledger import stored
from functions.ledger.journal import Objects

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
    """All tracks by message key, the days on which sending was stopped, and what was passed over."""

    tracks: dict[str, Track] = field(default_factory=dict)
    paused: set[dt.date] = field(default_factory=set)
    strays: list[str] = field(default_factory=list)

    def track(self, key: str) -> Track:
        """What became of a message; an empty track when nothing did."""
        return self.tracks.get(key, Track())

    def note(self, name: str) -> None:
        """Take in one object by its name, in the order of names: a claim comes before what came of it.

        What nobody can have made who sends mail is a stray: a name that is none of ours, a claim whose number does not
        follow, an outcome without a claim.
        """
        try:
            known = stored.is_ours(name) and self._noted(name)
        except ValueError:
            known = False
        if not known:
            self.strays.append(name)

    def _noted(self, name: str) -> bool:
        """Raises ValueError when a stamp is no time."""
        key, _, leaf = name.removeprefix(PREFIX).rpartition("/")
        word, *details = leaf.removesuffix(".json").split("-")
        track = self.track(key)
        match word:
            case "paused":
                self.paused.add(dt.date.fromisoformat(key))
            case "claim":
                if int(details[0]) > track.claims + 1:
                    return False
                self.tracks[key] = replace(track, claims=max(track.claims, int(details[0])))
            case _ if not track.claims:
                return False
            case "sent":
                self.tracks[key] = replace(track, sent=track.sent or _time(details[0]))
            case _:
                failed = Failed(_time(details[0]), details[1], details[2])
                self.tracks[key] = replace(track, failed=(*track.failed, failed))
        return True


def read(names: Iterable[str]) -> Receipts:
    """The receipts that these object names amount to."""
    found = Receipts()
    for name in names:
        found.note(name)
    return found


def since(objects: Objects, oldest: dt.date, today: dt.date) -> Receipts:
    """The receipts of messages that fell due on a day or later. That today is full is looked at twice: it stops all."""
    found = read(objects.list(PREFIX, f"{PREFIX}{oldest}"))
    if today in found.paused and not is_one(objects.get(paused_name(today))):
        found.paused.remove(today)
        found.strays.append(paused_name(today))
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


def is_one(data: bytes | None) -> bool:
    """Whether an object has the content that ours have."""
    body = stored.content(data)
    return isinstance(body, dict) and isinstance(body.get("by"), str)


def claimed_at(data: bytes | None) -> dt.datetime | None:
    """When a claim was made; None when nobody who sends mail can have made it."""
    if not is_one(data):
        return None
    try:
        found = dt.datetime.fromisoformat(stored.content(data)["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime(_STAMP)


def _time(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, _STAMP).replace(tzinfo=dt.UTC)

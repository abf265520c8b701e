"""What one listing of `mail/` tells: which messages are claimed, sent or refused.

    mail/2020-04-24/accepted/<response>/7/claim-0001.json           who sends it, since when
    mail/2020-04-24/accepted/<response>/7/sent-20200424T030512Z.json      the receipt
    mail/2020-04-24/accepted/<response>/7/failed-20200424T030512Z-mailbox-<digest>.json
    mail/2020-04-24/accepted/<response>/7/again-0001-0007.json  staff asked for it after 1 refusal and 7 claims
    mail/2020-04-24/accepted/<response>/7/kept-0001.json    this claim came to nothing, through no fault of the message
    mail/2020-04-24/paused-20200424T051500Z.json            the provider limits us: nothing is sent until then

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
from functions.notify.sending.provider import Span

PREFIX = "mail/"
LONGEST_PAUSE = dt.timedelta(minutes=max(span.value for span in Span))
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
    kept: frozenset[int] = frozenset()
    """Claims that the provider or its server brought to nothing."""
    again: tuple[int, int] = (0, 0)
    """How many refusals and claims there were when staff last asked to send it again: they count no more."""

    @property
    def tries(self) -> int:
        """How often this message was handed in, or may have been, since it was last asked for."""
        before = self.again[1]
        return self.claims - before - sum(number > before for number in self.kept)

    @property
    def refusals(self) -> tuple[Failed, ...]:
        """Those that hold, the oldest first."""
        return tuple(sorted(self.failed, key=lambda failed: failed.at)[self.again[0] :])


@dataclass(slots=True)
class Receipts:
    """All tracks by message key, until when sending was stopped each time, and what was passed over."""

    tracks: dict[str, Track] = field(default_factory=dict)
    paused: set[dt.datetime] = field(default_factory=set)
    strays: list[str] = field(default_factory=list)

    def track(self, key: str) -> Track:
        """What became of a message; an empty track when nothing did."""
        return self.tracks.get(key, Track())

    def paused_until(self, now: dt.datetime) -> dt.datetime | None:
        """When sending may go on, if it may not now. No pause ends later than one that begins now."""
        return max((until for until in self.paused if now < until <= now + LONGEST_PAUSE), default=None)

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
                self.paused.add(_time(details[0]))
            case "claim":
                if int(details[0]) > track.claims + 1:
                    return False
                self.tracks[key] = replace(track, claims=max(track.claims, int(details[0])))
            case "again":
                asked = (int(details[0]), int(details[1]))
                self.tracks[key] = replace(track, again=max(track.again, asked))
            case _ if not track.claims:
                return False
            case "kept":
                self.tracks[key] = replace(track, kept=track.kept | {int(details[0])})
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


def since(objects: Objects, oldest: dt.date, now: dt.datetime) -> Receipts:
    """The receipts of messages that fell due on a day or later. That sending is stopped is looked at twice."""
    found = read(objects.list(PREFIX, f"{PREFIX}{oldest}"))
    while (until := found.paused_until(now)) and not is_one(objects.get(paused_name(until))):
        found.paused.remove(until)
        found.strays.append(paused_name(until))
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


def kept_name(key: str, number: int) -> str:
    """The record that the n-th claim came to nothing: it is nobody's any more, and no try."""
    return f"{PREFIX}{key}/kept-{number:04d}.json"


def again_name(key: str, track: Track) -> str:
    """The record that staff asked to send a message again, knowing what had become of it until then."""
    return f"{PREFIX}{key}/again-{len(track.failed):04d}-{track.claims:04d}.json"


def paused_name(until: dt.datetime) -> str:
    """The record that nothing more can be sent until a moment."""
    return f"{PREFIX}{until.astimezone(dt.UTC).date()}/paused-{_stamp(until)}.json"


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

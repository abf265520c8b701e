"""The fold: what all decisions so far amount to. `apply` is the only way it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from functions.core.events import (
    Bound,
    CodesSeen,
    Difference,
    DonorMerged,
    DonorNamed,
    DonorSeen,
    Event,
    LineDecided,
    NameState,
    Reason,
    RequestDecided,
    ResponseEdited,
    TabsSeen,
)
from functions.core.rewording import changed
from sheets_schema.terms import Action, DonorGroup, Status, TargetType

Key = tuple[str, str, str]
"""What a quota applies to: target code, kind code, and the period, season or date."""

OPEN = frozenset({Status.REVIEW, Status.ACCEPTED, Status.PARTLY_DELIVERED})
COUNTED = frozenset({Status.ACCEPTED, Status.PARTLY_DELIVERED, Status.DONE})
"""Statuses that count as komitmen (design, section 7)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The last request decided for a line, and when (UTC, RFC 3339)."""

    digest: str
    action: Action | None
    done: bool
    reasons: tuple[Reason, ...]
    entry: int
    at: str = ""


class News(StrEnum):
    """What can happen to a line that people outside must learn."""

    DECIDED = "decided"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    ARRIVED = "arrived"


_NEWS: Mapping[Action, News] = {
    Action.APPROVE: News.ACCEPTED,
    Action.REOPEN: News.ACCEPTED,
    Action.ARRIVED: News.ARRIVED,
    Action.FINISH: News.ARRIVED,
    Action.REJECT: News.CHANGED,
    Action.CANCEL: News.CHANGED,
    Action.RESCHEDULE: News.CHANGED,
    Action.RESIZE: News.CHANGED,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """When such news last happened: the entry, its time (UTC, RFC 3339), what staff did, the date planned before."""

    entry: int
    at: str
    action: Action | None = None
    date_before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What staff made of a line's share in the figures: whether it counts as komitmen, how much, what arrived of it."""

    entry: int
    action: Action | None
    counts: bool
    approved: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment line as it stands. `shares` maps a quota key to the amount granted under it."""

    n: int
    version: int
    response: str
    donor: str | None
    group: DonorGroup | None
    aggregator: str | None
    name: NameState
    target: str | None
    target_type: TargetType | None
    region: str | None
    kind: str | None
    unit: str | None
    period: str | None
    date: dt.date | None
    days: int
    asked: int | None
    shares: Mapping[str, int]
    delivered: int
    status: Status
    reasons: tuple[Reason, ...]
    answered: Answered | None = None
    edits: tuple[Difference, ...] | None = None
    """What a later edit of the response would have changed; None: it was never edited."""
    marks: Mapping[News, Mark] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    """What changed its share in the figures since it was decided, in order. What changed nothing there is not kept."""
    extra: tuple[str, ...] = ()
    """Ids of questions that are not ours and that its response answers."""
    heard: Mapping[str, int] = field(default_factory=dict)
    """Digest of every request that was answered for it -> the entry in which it was first."""
    strays: frozenset[str] = frozenset()
    """Those of them that were refused because nobody had asked that of this line: they stood beside it by accident."""
    created: str = ""
    """When its response was made, as Google says it."""

    @property
    def approved(self) -> int:
        """Disetujui: all that was granted, in units of the kind."""
        return sum(self.shares.values())

    def usage(self) -> Mapping[str, int]:
        """Room taken per quota key: everything granted while open, what arrived once done, else nothing."""
        if self.status in OPEN:
            return self.shares
        if self.status is Status.DONE:
            return spread(self.delivered, self.shares)
        return {}


STRAY = frozenset({"moved", "empty_row"})
"""Why a request is refused that was not meant for the line it stands beside."""

_UNSETTLED = frozenset({Status.REVIEW, Status.REJECTED, Status.CANCELLED})


def _reasons(line: Line, after: Status | None) -> tuple[Reason, ...]:
    """Why a line stands as it does. What kept it waiting or out no longer says so once staff moved it on."""
    if after is None or line.status not in _UNSETTLED:
        return line.reasons
    return (Reason(code="rejected"),) if after is Status.REJECTED else ()


def _first_marks(event: LineDecided, mark: Mark) -> dict[News, Mark]:
    accepted = {News.ACCEPTED: mark} if event.status in COUNTED else {}
    return {News.DECIDED: mark, **accepted}


def _more_marks(line: Line, event: RequestDecided, mark: Mark) -> Mapping[News, Mark]:
    """A refused request is no news to anyone outside."""
    if not event.done or event.action is None:
        return line.marks
    return {**line.marks, _NEWS[event.action]: mark}


def _stepped(before: Line, after: Line, action: Action | None) -> Line:
    now = Step(after.version, action, after.status in COUNTED, after.approved, after.delivered)
    was = (before.status in COUNTED, before.approved, before.delivered)
    return after if was == (now.counts, now.approved, now.delivered) else replace(after, steps=(*before.steps, now))


def spread(total: int, shares: Mapping[str, int]) -> dict[str, int]:
    """Fill shares with a total, earliest key first, never beyond a share."""
    filled = {}
    for key in sorted(shares):
        filled[key] = min(total, shares[key])
        total -= filled[key]
    return filled


@dataclass(frozen=True, slots=True)
class Donor:
    """A donor by code. Names and contacts stay in the form."""

    code: str
    version: int
    response: str
    group: DonorGroup | None
    aggregator: str | None
    name: NameState
    approved_name: str | None = None
    """Digest of the name that staff approved, if any."""
    approved_for: str = ""
    """Digest of what the donor's name was compared by when they did; empty where that was not kept."""
    merged: int = 0
    """The entry in which staff last said which other donor this one is, or that it is none."""
    called: str = ""
    """Digest of what its name is compared by; empty where it was decided before that was kept."""
    beside: str | None = None
    """The first donor with the same contact and another name."""


@dataclass(frozen=True, slots=True)
class Known:
    """A decided response: when it was last submitted, and its lines."""

    submitted: str
    lines: tuple[int, ...]


@dataclass(slots=True)
class State:
    """All decisions up to entry `head`, whose digest is `digest`."""

    head: int = 0
    digest: str = ""
    bound: Bound | None = None
    cursor: str = ""
    """The latest creation time among decided responses."""
    lines: dict[int, Line] = field(default_factory=dict)
    donors: dict[str, Donor] = field(default_factory=dict)
    responses: dict[str, Known] = field(default_factory=dict)
    used: dict[Key, int] = field(default_factory=dict)
    open_lines: dict[str, int] = field(default_factory=dict)
    lines_of_donor: dict[str, tuple[int, ...]] = field(default_factory=dict)
    merges: dict[str, str] = field(default_factory=dict)
    """Donor code -> the code that staff say it is the same as."""
    owners: dict[str, frozenset[int]] = field(default_factory=dict)
    """Digest of a request -> the lines it was answered for; none that it stood beside by accident."""
    identities: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Tab and code -> keyed digests of what decisions have known it as (`identity.py`)."""
    first_known: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """The same as each was known when it was learned, before any correction."""
    refused: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Tab and code -> digests of what it is not believed to be (`exchanges.py`)."""
    changed_at: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Tab and code -> field -> when decisions last learned that another thing stands there (UTC, RFC 3339)."""
    tab_rows: dict[str, int] = field(default_factory=dict)
    """Title of each essential tab -> how many usable rows it had when something was last decided."""

    def copy(self) -> State:
        """An independent copy; its values are shared because they never change."""
        return replace(
            self,
            lines=dict(self.lines),
            donors=dict(self.donors),
            responses=dict(self.responses),
            used=dict(self.used),
            open_lines=dict(self.open_lines),
            lines_of_donor=dict(self.lines_of_donor),
            merges=dict(self.merges),
            owners=dict(self.owners),
            identities=dict(self.identities),
            first_known=dict(self.first_known),
            changed_at=dict(self.changed_at),
            tab_rows=dict(self.tab_rows),
        )

    def donor_root(self, code: str) -> str:
        """The donor that this one was merged into, at the end of the chain. Decisions never make a circle."""
        while code in self.merges:
            code = self.merges[code]
        return code

    def open_lines_of(self, codes: Iterable[str]) -> int:
        """Running lines of these donors and of all that were merged with them."""
        roots = {self.donor_root(code) for code in codes}
        same = roots | {donor for donor in self.merges if self.donor_root(donor) in roots}
        return sum(self.open_lines.get(donor, 0) for donor in same)

    def apply(self, events: Iterable[Event], entry: int, at: str = "") -> None:
        """Take in the events of one entry, made at a time (UTC, RFC 3339), in place. A draft has no time yet."""
        for event in events:
            match event:
                case Bound():
                    self.bound = event
                case DonorSeen():
                    self._see(event, entry)
                case DonorMerged():
                    self._merge(event, entry)
                case DonorNamed():
                    self._name(event, entry)
                case CodesSeen():
                    self._know(event.codes, at)
                    self.refused = self.refused if event.refused is None else event.refused
                case TabsSeen():
                    self.tab_rows |= event.rows
                case LineDecided():
                    self._know(event.seen, at)
                    self._add(event, entry, at)
                case RequestDecided():
                    self._answer(event, entry, at)
                case ResponseEdited():
                    self._edit(event, entry)
        self.head = entry

    def _see(self, event: DonorSeen, entry: int) -> None:
        fresh = Donor(
            event.code,
            entry,
            event.response,
            event.group,
            event.aggregator,
            event.name,
            called=event.called,
            beside=event.beside,
        )
        before = self.donors.get(event.code)
        if before is not None:
            fresh = replace(before, version=entry, group=event.group, aggregator=event.aggregator, name=event.name)
        self.donors[event.code] = fresh

    def _merge(self, event: DonorMerged, entry: int) -> None:
        self.donors[event.donor] = replace(self.donors[event.donor], version=entry, merged=entry)
        if event.into is None:
            self.merges.pop(event.donor, None)
        else:
            self.merges[event.donor] = event.into

    def _know(self, codes: Mapping[str, Mapping[str, str]], at: str) -> None:
        for code, marks in codes.items():
            if fields := changed(self.identities.get(code, {}), marks, at):
                self.changed_at[code] = {**self.changed_at.get(code, {}), **fields}
        self.first_known = {**codes, **self.first_known} if codes.keys() - self.first_known.keys() else self.first_known
        self.identities |= codes

    def _name(self, event: DonorNamed, entry: int) -> None:
        donor = self.donors[event.donor]
        self.donors[event.donor] = replace(donor, approved_name=event.digest, approved_for=event.called, version=entry)
        for n in self.lines_of_donor.get(event.donor, ()):
            self.lines[n] = replace(self.lines[n], version=entry)

    def _add(self, event: LineDecided, entry: int, at: str) -> None:
        known = self.responses.get(event.response, Known(event.submitted, ()))
        self.responses[event.response] = replace(known, lines=(*known.lines, event.n))
        self.cursor = max(self.cursor, event.created)
        self.restore(
            Line(
                n=event.n,
                version=entry,
                response=event.response,
                donor=event.donor,
                group=event.group,
                aggregator=event.aggregator,
                name=event.name,
                target=event.target,
                target_type=event.target_type,
                region=event.region,
                kind=event.kind,
                unit=event.unit,
                period=event.period,
                date=event.date,
                days=event.days,
                asked=event.asked,
                shares={key: share.granted for key, share in event.shares.items()},
                delivered=0,
                status=event.status,
                reasons=event.reasons,
                extra=event.extra,
                marks=_first_marks(event, Mark(entry, at)),
                created=event.created,
            )
        )

    def restore(self, line: Line) -> None:
        """Take in a line that is not there yet."""
        if line.donor:
            self.lines_of_donor[line.donor] = (*self.lines_of_donor.get(line.donor, ()), line.n)
        for mark in line.heard.keys() - line.strays:
            self.owners[mark] = self.owners.get(mark, frozenset()) | {line.n}
        self._put(line)

    def _answer(self, event: RequestDecided, entry: int, at: str) -> None:
        line = self.lines[event.n]
        shares = line.shares
        if event.shares is not None:
            shares = {key: share.granted for key, share in event.shares.items()}
        after = replace(
            line,
            version=entry,
            status=line.status if event.status is None else event.status,
            delivered=line.delivered if event.delivered is None else event.delivered,
            date=line.date if event.date is None else event.date,
            period=line.period if event.period is None else event.period,
            shares=shares,
            target_type=line.target_type or event.target_type,
            region=line.region or event.region,
            unit=line.unit or event.unit,
            reasons=_reasons(line, event.status),
            answered=Answered(event.digest, event.action, event.done, event.reasons, entry, at),
            marks=_more_marks(line, event, Mark(entry, at, event.action, line.date)),
        )
        self._put(_stepped(line, self._heard(after, event, entry), event.action))

    def _heard(self, line: Line, event: RequestDecided, entry: int) -> Line:
        """The line, which remembers that this was answered for it."""
        if event.digest in line.heard:
            return line
        stray = not STRAY.isdisjoint(reason.code for reason in event.reasons)
        if not stray:
            self.owners[event.digest] = self.owners.get(event.digest, frozenset()) | {line.n}
        strays = line.strays | {event.digest} if stray else line.strays
        return replace(line, heard={**line.heard, event.digest: entry}, strays=strays)

    def _edit(self, event: ResponseEdited, entry: int) -> None:
        known = self.responses[event.response]
        self.responses[event.response] = replace(known, submitted=event.submitted)
        for n in known.lines:
            self.lines[n] = replace(self.lines[n], version=entry, edits=event.differences)
            donor = self.donors.get(self.lines[n].donor or "")
            if donor and donor.response == event.response:  # its row shows the name that this response says
                self.donors[donor.code] = replace(donor, version=entry)

    def _put(self, line: Line) -> None:
        """Replace a line and keep the sums of room and open lines in step."""
        before = self.lines.get(line.n)
        if before is not None:
            self._count(before, -1)
        self.lines[line.n] = line
        self._count(line, +1)

    def _count(self, line: Line, sign: int) -> None:
        if line.donor and line.status in OPEN:
            self.open_lines[line.donor] = self.open_lines.get(line.donor, 0) + sign
        if line.target is None or line.kind is None:
            return
        for key, amount in line.usage().items():
            whole = (line.target, line.kind, key)
            self.used[whole] = self.used.get(whole, 0) + sign * amount

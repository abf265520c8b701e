"""What a decision says. Events go to the journal: codes, quantities, dates and statuses, never personal data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sheets_schema.terms import Action, DonorGroup, Status, TargetType


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(_Value):
    """Why a line or request was decided as it was: a code of `reasons.REASONS`, the field, and a figure it names."""

    code: str
    field: str = ""
    number: int | None = None


class Share(_Value):
    """What a line was granted under one quota key, with the quota and what others held at that moment."""

    granted: int
    quota: int | None = None
    held: int = 0


class NameState(StrEnum):
    """Whether the public may read the name on a line: with consent, unless the tripwire found something in it."""

    OPEN = "open"
    HIDDEN = "hidden"
    REVIEW = "review"


class Bound(_Value):
    """Entry 1: what this journal belongs to. A function whose settings differ must not touch it."""

    t: Literal["bound"] = "bound"
    environment: str
    bucket: str
    form: str
    private: str
    public: str
    salt: str


class DonorSeen(_Value):
    """A donor is new, or its class, aggregator or consent changed. `code` is D1, D2, … in order of decision.

    `called` is a salted digest of what its name is compared by, `beside` the first donor with the same contact and
    another name; both are of a new donor only.
    """

    t: Literal["donor"] = "donor"
    code: str
    response: str
    group: DonorGroup | None = None
    aggregator: str | None = None
    name: NameState = NameState.HIDDEN
    called: str = ""
    beside: str | None = None


class DonorMerged(_Value):
    """Staff say that a donor is another one (None: that it is itself again)."""

    t: Literal["merged"] = "merged"
    donor: str
    into: str | None


class DonorNamed(_Value):
    """Staff approved a name for the public, or took the approval back. The digest only tells one text from another.

    `called` is what the donor's own name was compared by when they approved (see `DonorSeen`): it counts for that one.
    """

    t: Literal["named"] = "named"
    donor: str
    digest: str | None
    called: str = ""


class CodesSeen(_Value):
    """What codes stand for, new or corrected: tab and code -> field -> keyed digest of what tells them from others.

    `refused`: all that is not believed of codes because others had it, until they are put back; None: as before.
    """

    t: Literal["seen"] = "seen"
    codes: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    refused: Mapping[str, Mapping[str, str]] | None = None


class TabsSeen(_Value):
    """How many usable rows each tab that decisions rest on had, by title, where that differs from what is known."""

    t: Literal["tabs"] = "tabs"
    rows: Mapping[str, int]


class LineDecided(_Value):
    """A commitment line: one kind of aid of one response, accepted or not. Times are UTC, RFC 3339."""

    t: Literal["line"] = "line"
    n: int
    response: str
    created: str
    submitted: str
    donor: str | None = None
    group: DonorGroup | None = None
    aggregator: str | None = None
    name: NameState = NameState.HIDDEN
    target: str | None = None
    target_type: TargetType | None = None
    region: str | None = None
    kind: str | None = None
    unit: str | None = None
    period: str | None = None
    date: dt.date | None = None
    days: int = 1
    asked: int | None = None
    shares: Mapping[str, Share] = Field(default_factory=dict)
    status: Status
    reasons: tuple[Reason, ...] = ()
    extra: tuple[str, ...] = ()
    """Ids of questions that are not ours and were answered beside: what was said stays in the form."""
    seen: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    """What its codes stand for, as entries once said that have no CodesSeen of their own for it."""


class RequestDecided(_Value):
    """A staff request, done or refused. Fields that are None stay as they were."""

    t: Literal["request"] = "request"
    n: int
    digest: str
    action: Action | None
    done: bool
    reasons: tuple[Reason, ...] = ()
    status: Status | None = None
    delivered: int | None = None
    date: dt.date | None = None
    period: str | None = None
    shares: Mapping[str, Share] | None = None
    target_type: TargetType | None = None
    region: str | None = None
    unit: str | None = None


class Difference(_Value):
    """One field that an edited response changed. Values only where they are not personal."""

    field: str
    before: str | None = None
    after: str | None = None


class ResponseEdited(_Value):
    """A known response was submitted again. It is shown to staff and never applied."""

    t: Literal["edited"] = "edited"
    response: str
    submitted: str
    differences: tuple[Difference, ...] = ()


Event = Annotated[
    Bound | DonorSeen | DonorMerged | DonorNamed | CodesSeen | TabsSeen | LineDecided | RequestDecided | ResponseEdited,
    Field(discriminator="t"),
]

"""What staff keep in their tabs, typed and indexed: the rules of a decision, as they stand when it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.core.places import Places
from sheets_schema.private import AidKind, Coordinator, Period, Target
from sheets_schema.settings import Settings
from sheets_schema.terms import Action


@dataclass(frozen=True, slots=True)
class StaffRequest:
    """The request columns of one commitment row. Absolute: what the cells say, never an increment."""

    action: Action | None = None
    amount: int | None = None
    new_date: dt.date | None = None
    reason: str = ""
    staff: str = ""
    beside_line: bool = True
    """False while the row shows no commitment yet: whoever typed there cannot have meant the one that comes to it."""

    @property
    def asks(self) -> bool:
        """Whether an action is asked for: a signature, a reason, a number alone say nothing yet.

        They may be what is left of a request whose other cells were emptied or written over.
        """
        return self.action is not None

    @property
    def counts(self) -> bool:
        """Whether it is to be read: somebody signed it, and it asks for something."""
        return bool(self.staff) and self.asks


@dataclass(frozen=True, slots=True)
class DonorNote:
    """What staff wrote beside a donor."""

    same_as: str | None = None
    approved_name: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The staff tabs. `known_*` also names rows that exist but cannot be used now."""

    targets: Mapping[str, Target] = field(default_factory=dict)
    known_targets: frozenset[str] = frozenset()
    kinds: Mapping[str, AidKind] = field(default_factory=dict)
    known_kinds: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()
    coordinators: Mapping[str, Coordinator] = field(default_factory=dict)
    overrides: Mapping[tuple[str, str, str | None], int] = field(default_factory=dict)
    unclear_quotas: frozenset[tuple[str, str]] = frozenset()
    """Targets and kinds whose quota cannot be known, whatever the formula says."""
    unclear_periods: frozenset[tuple[str, str, str]] = frozenset()
    """Targets, kinds and periods of whose quota some is held under a key that the tabs no longer know."""
    swapped: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """Codes whose contents seem to have changed hands, by tab, with the fields in which (`exchanges.py`)."""
    settings: Settings = field(default_factory=Settings)
    donors: Mapping[str, DonorNote] = field(default_factory=dict)
    requests: Mapping[int, StaffRequest] = field(default_factory=dict)
    contacts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Normalised phone or e-mail -> codes of the donors who gave it, in their order."""
    places: Places = field(default_factory=Places)
    """The kelurahan that targets lie in."""
    same_place: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes of targets whose place has other codes too -> all of them (`twins.py`)."""
    usable_rows: Mapping[str, int] = field(default_factory=dict)
    """Title of each tab that decisions rest on -> how many of its rows can be used."""
    waiting: bool = False
    """A tab that decisions rest on cannot be read: responses and requests wait where they are."""

"""What one city's ledger is made of, and the words for its reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.core.events import Bound
from functions.gapi.forms import Form
from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.gapi.sheets import Workbook
from functions.ledger.journal import JournalError


class SettingsError(Exception):
    """The deployment is incomplete; the message names every variable that is missing or wrong."""


_VARIABLES = {
    "environment": "KSBB_ENVIRONMENT",
    "bucket": "KSBB_BUCKET",
    "form": "KSBB_FORM",
    "private": "KSBB_PRIVATE",
    "public": "KSBB_PUBLIC",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The ids of everything that belongs to one ledger."""

    environment: str
    bucket: str
    form: str
    private: str
    public: str

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Place:
        """The place that a function's environment variables name. Raises SettingsError."""
        missing = [name for name in _VARIABLES.values() if not variables.get(name)]
        if missing:
            raise SettingsError(f"not set: {', '.join(missing)}")
        return cls(**{field: variables[name] for field, name in _VARIABLES.items()})

    def check(self, bound: Bound | None) -> None:
        """Raises JournalError unless the journal was bound to exactly these."""
        if bound is None:
            raise JournalError("the journal has no first entry; the deployment has not finished")
        there = Place(bound.environment, bound.bucket, bound.form, bound.private, bound.public)
        if there != self:
            raise JournalError("the journal belongs to other workbooks, another form or environment than the settings")


def whole_seconds(variables: Mapping[str, str], name: str, default: int) -> float:
    """A time budget. Raises SettingsError."""
    text = variables.get(name, str(default))
    if not text.isdecimal() or not int(text):
        raise SettingsError(f"{name} is not a whole number of seconds")
    return float(text)


@dataclass(frozen=True, slots=True)
class Google:
    """The four things at Google, with the time budget of one invocation."""

    objects: Bucket
    form: Form
    private: Workbook
    public: Workbook
    patience: Patience

    @classmethod
    def at(cls, place: Place, session: Session, patience: Patience) -> Google:
        """Everything of one ledger, sharing a session and a budget."""
        bounded = session.bounded(patience)
        return cls(
            Bucket(bounded, place.bucket),
            Form(bounded, place.form),
            Workbook(bounded, place.private),
            Workbook(bounded, place.public),
            patience,
        )


@dataclass(slots=True)
class Report:
    """What one drain did: counts only."""

    head: int = 0
    entries: int = 0
    conflicts: int = 0
    responses: int = 0
    lines: int = 0
    requests: int = 0
    private_rows: int = 0
    public_rows: int = 0
    problems: int = 0
    form_changes: int = 0
    alerts: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

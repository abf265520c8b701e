"""What goes wrong at Google while the week is played for the check: faults queued at the stand-in, wave by wave."""

from __future__ import annotations

from typing import NamedTuple

from local.google.client import Control

_READ, _WRITE = "sheets.spreadsheets.values.batchGet", "sheets.spreadsheets.batchUpdate"
_PUT, _LIST, _FORM = "storage.objects.insert", "storage.objects.list", "forms.forms.responses.list"


class Trouble(NamedTuple):
    """A fault and how many calls meet it."""

    method: str
    kind: str
    times: int
    seconds: float = 0.0
    answer: str = "503"


WAVES: tuple[tuple[Trouble, ...], ...] = (
    (
        Trouble(_READ, "rate_limit", 2),
        Trouble(_PUT, "lost_answer", 2, answer="close"),
        Trouble(_WRITE, "lost_answer", 2),
        Trouble(_FORM, "latency", 3, 0.4),
    ),
    (
        Trouble(_WRITE, "applied_late", 2, 2.0),
        Trouble(_PUT, "unavailable", 1),
        Trouble(_PUT, "lost_answer", 1),
        Trouble(_LIST, "unavailable", 1),
        Trouble(_FORM, "invisible_response", 3),
    ),
    (
        Trouble(_WRITE, "applied_late", 2, 3.0),
        Trouble(_WRITE, "unavailable", 1),
        Trouble(_PUT, "applied_late", 1, 0.5),
        Trouble(_PUT, "latency", 2, 0.3),
        Trouble(_FORM, "unavailable", 2),
    ),
    (
        Trouble(_READ, "unavailable", 2),
        Trouble(_WRITE, "rate_limit", 2),
        Trouble(_WRITE, "lost_answer", 1, answer="close"),
        Trouble(_WRITE, "latency", 2, 0.8),
    ),
)


def start(control: Control, wave: int) -> None:
    """Queue the faults of a wave, numbered from 0."""
    for trouble in WAVES[wave]:
        control.add_fault(
            trouble.method, trouble.kind, times=trouble.times, seconds=trouble.seconds, answer=trouble.answer
        )

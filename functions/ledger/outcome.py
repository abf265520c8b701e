"""*hasil*: what staff read of the request that was decided last for a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from functions.core.reasons import REFUSALS, sentences, thousands
from functions.core.requests import possible
from functions.core.state import Answered, Line
from functions.core.submission import JAKARTA
from functions.core.words import near_days
from sheets_schema.terms import Action

_ONLY_STOOD_THERE = frozenset({"moved", "answered_before"})
"""Reasons for which nobody looked at what was asked for; they say themselves how to ask again."""


def outcome(line: Line) -> str | None:
    """What became of the last request, with figures and when, or why not and what to do; None before any."""
    answered = line.answered
    if answered is None:
        return None
    said = sentences(answered.reasons, REFUSALS)
    if answered.done:
        what = _DONE[answered.action](line) if answered.action else "permintaan dilakukan"
        return f"Selesai{_when(answered)}: {what}.{' ' if said else ''}{said}"
    codes = {reason.code for reason in answered.reasons}
    asked = f"{answered.action or 'permintaan'}{_when(answered)}"
    if codes & _ONLY_STOOD_THERE:
        return f"TIDAK dilakukan: {asked}. {said}"
    again = "Ubah permintaannya untuk mencoba lagi."
    if "wrong_status" in codes:
        again = f"Untuk {line.status}: {', '.join(possible(line.status))}."
    return " ".join(part for part in (f"TIDAK dapat diproses: {asked}.", said, again) if part)


def _when(answered: Answered) -> str:
    """In Jakarta, as people there write it: " (24-04-2020 10.15)"."""
    return f" ({dt.datetime.fromisoformat(answered.at).astimezone(JAKARTA):%d-%m-%Y %H.%M})" if answered.at else ""


def _amount(number: int, line: Line) -> str:
    return f"{thousands(number)} {line.unit or ''}".strip()


def _planned(line: Line) -> str:
    return f", {near_days(line.date, line.days)}" if line.date else ""


def _arrived(line: Line) -> str:
    return f"tercatat tiba {thousands(line.delivered)} dari {_amount(line.approved, line)}"


_DONE: Mapping[Action, Callable[[Line], str]] = {
    Action.APPROVE: lambda line: f"{_amount(line.approved, line)} disetujui{_planned(line)}",
    Action.REJECT: lambda _: "komitmen ditolak",
    Action.ARRIVED: _arrived,
    Action.FINISH: lambda line: f"komitmen selesai, {_arrived(line)}",
    Action.CANCEL: lambda _: "komitmen dibatalkan",
    Action.RESCHEDULE: lambda line: f"jadwal baru{_planned(line)}".replace(",", ""),
    Action.RESIZE: lambda line: f"jumlahnya menjadi {_amount(line.approved, line)}",
    Action.REOPEN: lambda line: f"komitmen dibuka lagi, {_amount(line.approved, line)}{_planned(line)}",
}

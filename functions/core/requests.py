"""What staff may ask of a line, and what comes of it (design, sections 5 and 7). Requests are absolute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.core.book import Book, StaffRequest
from functions.core.events import Reason, RequestDecided, Share
from functions.core.placing import even
from functions.core.quota import delivery_days, keys, left, period_of, shares, swapped
from functions.core.repeats import digest
from functions.core.state import Line, State
from sheets_schema.terms import Action, Active, PeriodStatus, Status


class Refused(Exception):
    """The request cannot be done; the reason says why and what to do."""

    def __init__(self, code: str, field_: str = "", number: int | None = None) -> None:
        super().__init__(code)
        self.reason = Reason(code=code, field=field_, number=number)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the line; None: stays."""

    status: Status | None = None
    delivered: int | None = None
    date: dt.date | None = None
    period: str | None = None
    shares: Mapping[str, Share] | None = None
    notes: tuple[Reason, ...] = field(default=())


def answer(
    state: State, book: Book, line: Line, request: StaffRequest, today: dt.date, series: str = ""
) -> RequestDecided:
    """Decide a request. A refusal is a decision too: it is told to staff and not tried again.

    `series` is the field in which it goes on a series from the rows above, if it does.
    """
    try:
        if not request.beside_line:
            raise Refused("empty_row")
        change = _change(state, book, line, request, today)
    except Refused as refusal:
        return _no(state, line, request, refusal.reason)
    notes = (*change.notes, Reason(code="dragged", field=series)) if series else change.notes
    return RequestDecided(
        n=line.n,
        digest=digest(state, request),
        action=request.action,
        done=True,
        reasons=notes,
        status=change.status,
        delivered=change.delivered,
        date=change.date,
        period=change.period,
        shares=change.shares,
        **_learned(book, line, change),
    )


def refused(state: State, line: Line, request: StaffRequest, code: str) -> RequestDecided:
    """Refuse a request whatever it asks for."""
    return _no(state, line, request, Reason(code=code))


def again(state: State, line: Line, request: StaffRequest) -> RequestDecided:
    """Tell that a request was answered for this line before, and in which entry."""
    return _no(state, line, request, Reason(code="answered_before", number=line.heard[digest(state, request)]))


def _no(state: State, line: Line, request: StaffRequest, reason: Reason) -> RequestDecided:
    mark = digest(state, request)
    return RequestDecided(n=line.n, digest=mark, action=request.action, done=False, reasons=(reason,))


def _learned(book: Book, line: Line, change: Change) -> dict[str, Any]:
    """What the tabs could not tell when the line came, once it is granted room: figures must not depend on them."""
    target, kind = book.targets.get(line.target or ""), book.kinds.get(line.kind or "")
    if not change.shares or target is None or kind is None:
        return {}
    told = {"target_type": target.type, "region": book.places.code_of(target), "unit": kind.unit or None}
    return {name: value for name, value in told.items() if getattr(line, name) is None}


def _change(state: State, book: Book, line: Line, request: StaffRequest, today: dt.date) -> Change:
    if request.action is None:
        raise Refused("action_missing")
    allowed, act = _ACTIONS[request.action]
    if line.status not in allowed:
        if _is_so(line, request):
            return Change(notes=(Reason(code="already"),))
        raise Refused("wrong_status")
    return act(_Case(state, book, line, request, today))


def _is_so(line: Line, request: StaffRequest) -> bool:
    """Whether only the signature or the reason was written anew, and what is asked for was done already."""
    if line.answered is None or not line.answered.done or line.answered.action is not request.action:
        return False
    amounts = {Action.ARRIVED: line.delivered, Action.APPROVE: line.approved, Action.RESIZE: line.approved}
    dated = request.action in {Action.APPROVE, Action.RESCHEDULE, Action.REOPEN}
    same_amount = request.action not in amounts or request.amount in {None, amounts[request.action]}
    return same_amount and (not dated or request.new_date in {None, line.date})


@dataclass(frozen=True, slots=True)
class _Case:
    state: State
    book: Book
    line: Line
    request: StaffRequest
    today: dt.date

    def amount(self) -> int:
        if self.request.amount is None:
            raise Refused("amount_missing")
        return self.request.amount

    def wanted(self) -> int | tuple[int, ...]:
        """The total that staff typed; else the room held already, key by key; else what the donor asked for."""
        if self.request.amount is None and self.line.approved:
            return self.held()
        total = self.line.asked if self.request.amount is None else self.request.amount
        if total is None:
            raise Refused("amount_missing" if self.line.kind else "incomplete")
        return total

    def held(self) -> tuple[int, ...]:
        """The line's own shares in order of their keys: an uneven daily line keeps its pattern when it moves."""
        return tuple(amount for _, amount in sorted(self.line.shares.items()))

    def first(self) -> dt.date | None:
        """The day on which delivery begins: the new one if staff typed one."""
        if self.request.new_date is not None and self.request.new_date < self.today:
            raise Refused("past_date", "date")
        return self.request.new_date or self.line.date

    def ahead(self) -> dt.date | None:
        """The same for a line that begins to run: nobody can be asked to deliver on a day that has passed."""
        if self.request.new_date is None and self.line.date is not None and self.line.date < self.today:
            raise Refused("date_over")
        return self.first()

    def room_for(self, amounts: int | tuple[int, ...], first: dt.date | None) -> tuple[dict[str, Share], str]:
        """Shares for an even total, or an amount for each key in order, delivered from a date; and the period's code.

        Refused unless all of it has room.
        """
        target = self.book.targets.get(self.line.target or "")
        kind = self.book.kinds.get(self.line.kind or "")
        if self.line.target is None or self.line.kind is None:
            raise Refused("incomplete")
        if first is None:
            raise Refused("date_missing")
        if target is None:
            raise Refused("unknown_target")
        if target.status is not Active.ACTIVE:
            raise Refused("inactive_target")
        if kind is None:
            raise Refused("no_quota")
        if amounts == 0:
            raise Refused("not_positive", "quantity")
        period = period_of(self.book.periods, first)
        under = keys(kind, delivery_days(first, self.line.days), self.book.periods) if period else None
        if under is None or period is None:
            raise Refused("no_period", "date")
        wanted = _spread(amounts, sorted(under))
        return self._fitting(shares(self.state, self.book, target, kind, wanted, under)), period.code

    @property
    def _doubtful(self) -> bool:
        """Whether room cannot be told because what a code stands for seems to have changed hands."""
        period = period_of(self.book.periods, self.request.new_date or self.line.date or dt.date.min)
        return swapped(self.book, self.line.target or "", self.line.kind or "", period.code if period else "")

    def _fitting(self, wanted: Mapping[str, Share]) -> dict[str, Share]:
        own = self.line.usage()
        fitting = {
            key: share.model_copy(update={"held": share.held - own.get(key, 0)}) for key, share in wanted.items()
        }
        if any(share.quota is None for share in fitting.values()):
            raise Refused("swapped" if self._doubtful else "no_quota")
        # What was promised can be kept or made smaller even after the quota was lowered; a line in review was not.
        kept = {} if self.line.status is Status.REVIEW else own
        room = {key: max(left(share), kept.get(key, 0)) for key, share in fitting.items()}
        if any(share.granted > room[key] for key, share in fitting.items()):
            raise Refused("over_room", number=min(room.values()) * len(room))
        return fitting


def _spread(amounts: int | tuple[int, ...], under: list[str]) -> dict[str, int]:
    if isinstance(amounts, tuple):
        if len(amounts) == len(under):
            return dict(zip(under, amounts, strict=True))
        # Staff changed the frequency of the kind: the keys are others now, the total is not.
        amounts = sum(amounts)
    if amounts % len(under):
        raise Refused("uneven", number=len(under))
    return even(amounts, dict.fromkeys(under))


def _approve(case: _Case) -> Change:
    granted, period = case.room_for(case.wanted(), case.ahead())
    return Change(Status.ACCEPTED, date=case.request.new_date, period=period, shares=granted)


def _reject(_: _Case) -> Change:
    return Change(Status.REJECTED, shares={})


def _arrived(case: _Case) -> Change:
    total, approved = case.amount(), case.line.approved
    status = Status.DONE if total >= approved else Status.PARTLY_DELIVERED if total else Status.ACCEPTED
    notes = (Reason(code="more_arrived", number=approved),) if total > approved else ()
    return Change(status, delivered=total, notes=notes)


def _finish(_: _Case) -> Change:
    return Change(Status.DONE)


def _cancel(_: _Case) -> Change:
    return Change(Status.CANCELLED, shares={})


def _reschedule(case: _Case) -> Change:
    if case.request.new_date is None:
        raise Refused("date_missing")
    try:
        granted, period = case.room_for(case.held(), case.first())
    except Refused as refusal:
        if refusal.reason.code != "over_room":
            raise
        # The amount in the cell is not what this action heeds: only another date helps.
        raise Refused("no_room_then", number=refusal.reason.number) from None
    shut = any(p.code == period and p.status is PeriodStatus.CLOSED for p in case.book.periods)
    notes = (Reason(code="moved_to_closed"),) if shut else ()
    return Change(date=case.request.new_date, period=period, shares=granted, notes=notes)


def _resize(case: _Case) -> Change:
    total = case.amount()
    if 0 < total < case.line.delivered:
        raise Refused("below_delivered", number=case.line.delivered)
    granted, period = case.room_for(total, case.line.date)
    return Change(Status.DONE if total == case.line.delivered else None, period=period, shares=granted)


def _reopen(case: _Case) -> Change:
    if case.line.status is Status.DONE:
        # A total that all of it arrived under is what staff typed for the arrival, left in the cell.
        more = (case.request.amount or 0) > case.line.delivered
        granted, _ = case.room_for(case.wanted() if more else case.held(), case.line.date)
        return Change(Status.PARTLY_DELIVERED if case.line.delivered else Status.ACCEPTED, shares=granted)
    return _approve(case)


_ACTIONS: Mapping[Action, tuple[frozenset[Status], Callable[[_Case], Change]]] = {
    Action.APPROVE: (frozenset({Status.REVIEW}), _approve),
    Action.REJECT: (frozenset({Status.REVIEW}), _reject),
    Action.ARRIVED: (frozenset({Status.ACCEPTED, Status.PARTLY_DELIVERED}), _arrived),
    Action.FINISH: (frozenset({Status.PARTLY_DELIVERED}), _finish),
    Action.CANCEL: (frozenset({Status.ACCEPTED}), _cancel),
    Action.RESCHEDULE: (frozenset({Status.ACCEPTED}), _reschedule),
    Action.RESIZE: (frozenset({Status.ACCEPTED, Status.PARTLY_DELIVERED}), _resize),
    Action.REOPEN: (frozenset({Status.DONE, Status.REJECTED, Status.CANCELLED}), _reopen),
}
"""Which action moves a line on from which status, and how."""


def possible(status: Status) -> tuple[Action, ...]:
    """What staff may ask of a line in a status."""
    return tuple(action for action, (allowed, _) in _ACTIONS.items() if status in allowed)


MAKES_ROOM = frozenset({Action.REJECT, Action.CANCEL, Action.FINISH})
"""Decided first of all that staff ask in one reading, so that what they free can be used by what they ask for."""

"""Deciding one offer: is it sound, is there room, who must look at it (design, section 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from functions.core.book import Book
from functions.core.donors import Giver
from functions.core.doubles import DOUBLE, resembling
from functions.core.events import LineDecided, Reason, Share
from functions.core.identity import KIND, TARGET, code_of, in_doubt
from functions.core.quota import delivery_days, keys, left, period_of, shares, swapped
from functions.core.rewording import maybe_before
from functions.core.state import State
from functions.core.submission import Offer, Response, Submission
from sheets_schema.form import days_question
from sheets_schema.private import AidKind, Period, Target
from sheets_schema.terms import Active, Frequency, PeriodStatus, Status


def place(state: State, book: Book, submission: Submission, offer: Offer, giver: Giver) -> LineDecided:
    """Decide one offer of a submission as line n+1, against what is held now."""
    target = book.targets.get(submission.target)
    kind = book.kinds.get(offer.kind or "")
    period = period_of(book.periods, submission.date) if submission.date else None
    status, reasons, granted = _verdict(state, book, submission, offer, giver)
    return LineDecided(
        n=len(state.lines) + 1,
        response=submission.response.id,
        created=submission.response.created,
        submitted=submission.response.submitted,
        donor=giver.code,
        group=submission.group,
        aggregator=submission.aggregator,
        name=submission.name,
        # Only a code that staff know is repeated: an answer may hold anything.
        target=submission.target if submission.target in book.known_targets else None,
        kind=offer.kind,
        **_told(book, target, kind),
        period=period.code if period else None,
        date=submission.date,
        days=offer.days,
        asked=offer.asked,
        shares=granted,
        status=status,
        reasons=reasons,
        extra=submission.extra,
    )


def _told(book: Book, target: Target | None, kind: AidKind | None) -> dict[str, Any]:
    """What the tabs say of them now. What seems another's is left open: it is learned when the line is granted room."""
    place = target if target and not in_doubt(book, TARGET, target.code) else None
    aid = kind if kind and not in_doubt(book, KIND, kind.code) else None
    return {
        "target_type": place.type if place else None,
        "region": book.places.code_of(place),
        "unit": (aid.unit or None) if aid else None,
    }


_Verdict = tuple[Status, tuple[Reason, ...], dict[str, Share]]


def _verdict(state: State, book: Book, submission: Submission, offer: Offer, giver: Giver) -> _Verdict:
    if faults := (*submission.faults, *offer.faults):
        return Status.REJECTED, faults, {}
    within = dt.timedelta(hours=book.settings.double_hours)
    like = resembling(state, submission, offer, giver.akin, within)
    if like and like.code == DOUBLE:
        return Status.REVIEW, (like,), {}
    status, reasons, granted = _on_its_own(state, book, submission, offer, giver)
    return status, (*reasons, like) if like and status is not Status.REJECTED else reasons, granted


def _on_its_own(state: State, book: Book, submission: Submission, offer: Offer, giver: Giver) -> _Verdict:
    """The verdict on an offer that repeats none."""
    target = book.targets.get(submission.target)
    kind = book.kinds.get(offer.kind or "")
    open_questions = [*submission.doubts, *(_about_target(target) if submission.target else ())]
    if kind and _asked_otherwise(state, kind, submission.response):
        open_questions.append(Reason(code="question_changed"))
    dates = delivery_days(submission.date, offer.days) if submission.date else ()
    under = keys(kind, dates, book.periods) if kind else None
    if kind and kind.status is Active.INACTIVE:
        open_questions.append(Reason(code="inactive_kind"))
    if kind and under is None:
        open_questions.append(Reason(code="no_period", field="date"))
    if under and closed(under, dates, submission.response.day):
        open_questions.append(Reason(code="closed_period", field="date"))
    if target is None or kind is None or not under:
        open_questions += [] if kind else [Reason(code="no_quota")]
        return Status.REVIEW, tuple(open_questions), {}
    wanted = even(offer.asked or 0, under)
    offered = shares(state, book, target, kind, wanted, under)
    if any(swapped(book, target.code, kind.code, period.code) for period in under.values()):
        open_questions.append(Reason(code="swapped"))
    elif any(share.quota is None for share in offered.values()):
        open_questions.append(Reason(code="no_quota"))
    if open_questions:
        return Status.REVIEW, tuple(open_questions), {}
    return _with_room(state, book, submission, offer, giver, offered)


def _asked_otherwise(state: State, kind: AidKind, response: Response) -> bool:
    """Whether the number may mean another thing than the kind's row says now: a total read for each day, other units.

    Who answered for how many days was asked by the day.
    """
    changes = state.changed_at.get(code_of(KIND, kind.code), {})
    by_day = kind.frequency is Frequency.DAILY and not response.answered(days_question(kind.code))
    return any(
        maybe_before(response.moment, changes.get(field, ""))
        for field in (("unit", "frequency") if by_day else ("unit",))
    )


def _about_target(target: Target | None) -> tuple[Reason, ...]:
    if target is None:
        return (Reason(code="unknown_target", field="target"),)
    if target.status is not Active.ACTIVE:
        return (Reason(code="inactive_target", field="target"),)
    return ()


def closed(under: Mapping[str, Period], dates: tuple[dt.date, ...], asked_on: dt.date) -> bool:
    """Whether a delivery on these dates, offered on a day, comes too late for its periods, or staff closed one."""
    shut = any(p.status is PeriodStatus.CLOSED or asked_on > p.commit_by for p in under.values())
    return shut or max(dates) > max(p.deliver_by for p in under.values())


def even(total: int, under: Mapping[str, object]) -> dict[str, int]:
    """A total spread evenly over its quota keys: portions a day for daily kinds, else all of it under one key.

    Where it cannot be even, the earlier keys get one more.
    """
    each, rest = divmod(total, len(under))
    return {key: each + (i < rest) for i, key in enumerate(under)}


def _with_room(
    state: State, book: Book, submission: Submission, offer: Offer, giver: Giver, offered: Mapping[str, Share]
) -> _Verdict:
    possible = {key: min(share.granted, left(share)) for key, share in offered.items()}
    total = sum(possible.values())
    if total < (offer.asked or 0) and not (submission.take_part and total):
        return Status.REJECTED, (Reason(code="no_room", number=total),), grant(offered, dict.fromkeys(offered, 0))
    reasons = [] if total == offer.asked else [Reason(code="partial", number=total)]
    review = _to_review(state, book, submission, offer, giver)
    status = Status.REVIEW if review else Status.ACCEPTED
    return status, (*reasons, *review), grant(offered, possible)


def _to_review(state: State, book: Book, submission: Submission, offer: Offer, giver: Giver) -> tuple[Reason, ...]:
    found = [Reason(code="unknown_aggregator", field="channel")] if submission.aggregator_gone else []
    if (offer.asked or 0) > book.settings.review_above:
        found.append(Reason(code="large", number=book.settings.review_above))
    running = state.open_lines_of(giver.akin)
    if running >= book.settings.open_lines:
        found.append(Reason(code="many_open", number=running))
    return tuple(found)


def grant(offered: Mapping[str, Share], amounts: Mapping[str, int]) -> dict[str, Share]:
    """The shares with the amounts that are really granted."""
    return {key: share.model_copy(update={"granted": amounts[key]}) for key, share in offered.items()}

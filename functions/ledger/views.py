"""The sheets as views of the state: what each row says, field by field (design, sections 5 and 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from functions.core import words
from functions.core.book import Book, DonorNote
from functions.core.donors import name_digest, text_digest
from functions.core.events import NameState
from functions.core.reasons import edited, sentences, thousands
from functions.core.redaction.names import needs_review
from functions.core.redaction.reachable import reachable
from functions.core.redaction.texts import HIDDEN_NAME, NAME_IN_REVIEW, safe_text
from functions.core.state import Line, News, State
from functions.core.submission import JAKARTA, Response
from functions.ledger.outcome import outcome
from sheets_schema import lengths
from sheets_schema.form import CONSENT, SELF_DELIVERED, VIA
from sheets_schema.labelled import labelled
from sheets_schema.plain import cut, means_nothing
from sheets_schema.public import PublicCommitment
from sheets_schema.terms import PublicStatus, Status, YesNo

NO_RESPONSE = "(jawaban formulir tidak ditemukan)"

PUBLIC_STATUS: Mapping[Status, PublicStatus] = {
    Status.ACCEPTED: PublicStatus.PLANNED,
    Status.PARTLY_DELIVERED: PublicStatus.PARTLY_DELIVERED,
    Status.DONE: PublicStatus.DELIVERED,
    Status.CANCELLED: PublicStatus.CANCELLED,
}
"""A line that waits for staff or was rejected has no public row: only its number, so that rows keep their places."""

Cells = dict[str, object]
"""Column key -> value, the system's columns only."""

NAMED = ("place", "aid")
"""What a row of Komitmen says in words, of what staff's tabs say. Corrected there, it reaches the row later."""


def commitment_cells(state: State, line: Line, response: Response | None, notes: Mapping[str, DonorNote]) -> Cells:
    """The system's columns of row n of Komitmen. Contacts come from the form."""
    return {
        "number": line.n,
        "version": line.version,
        "response": line.response,
        "donor": f"{line.donor or '-'} {NO_RESPONSE if response is None else _short(response.first('name'))}",
        "contact": _written(response, "contact"),
        "phone": _written(response, "phone"),
        "email": _short(response.email) if response else None,
        "channel": _written(response, "channel"),
        "aggregator": line.aggregator,
        "target": line.target,
        "kind": line.kind,
        "period": line.period,
        "asked": line.asked,
        "approved": line.approved,
        "delivered": line.delivered,
        "date": line.date,
        "days": line.days,
        "status": line.status,
        "reason": _why(line),
        "shown_name": shown_name(state, line, response, notes),
        "result": outcome(line),
        "extra": _extra(line, response),
    }


def named_cells(book: Book, line: Line) -> Cells:
    """What stands in words beside the codes of a row of Komitmen, as staff's tabs say it now; the journal has no names.

    The code itself where the tabs cannot tell.
    """
    return {"place": words.place(book, line.target) or line.target, "aid": _aid(book, line)}


def unnamed(book: Book, line: Line | PublicCommitment) -> set[str]:
    """Which of these cells the tabs cannot tell now: such a cell keeps what it says."""
    place = {"place"} if line.target and words.place(book, line.target) is None else set()
    return place | ({"aid"} if line.kind and line.kind not in book.kinds else set())


def _aid(book: Book, line: Line) -> str | None:
    if line.kind is None or line.asked is None:
        return None
    said = words.aid(book, line.asked, line.kind, line.unit)
    return said if line.approved in (0, line.asked) else f"{thousands(line.approved)} dari {said}"


def _written(response: Response | None, key: str) -> str | None:
    """What the donor answered, or None without a response."""
    return _short(response.first(key)) if response else None


def _extra(line: Line, response: Response | None) -> str | None:
    """What the donor answered to questions that are not ours."""
    answers = response.answers if response else {}
    said = [text for question in line.extra for text in answers.get(question, ()) if not means_nothing(text)]
    return _short("; ".join(said)) or None


def _short(text: str) -> str:
    """No longer than a sound answer can be: a longer one is read in the form."""
    return cut(text, lengths.ANSWER)


def _why(line: Line) -> str | None:
    said = [sentences(line.reasons)] if line.reasons else []
    if line.edits is not None:
        said.append(edited(line.edits))
    return " ".join(said) or None


def shown_name(state: State, line: Line, response: Response | None, notes: Mapping[str, DonorNote]) -> str:
    """What the public may read instead of the donor's name: as the form says it now, if it still consents there.

    What is shown is looked at again.
    """
    if line.name is NameState.HIDDEN or (response and CONSENT not in response.all("pledge")):
        return HIDDEN_NAME
    approved = _approved_name(state, line.donor, response, notes)
    if approved:
        return approved
    if response is None:
        return HIDDEN_NAME
    name = response.first("name")
    if line.name is NameState.REVIEW or needs_review(name):
        return NAME_IN_REVIEW
    return safe_text(name)


def _approved_name(state: State, code: str | None, response: Response | None, notes: Mapping[str, DonorNote]) -> str:
    """The name that staff approved, if what stands in the cell is still what the journal knows as approved.

    It counts for the name that they approved: a response that names somebody else is not shown as that.
    """
    donor, note = state.donors.get(code or ""), notes.get(code or "")
    if donor is None or note is None or not note.approved_name:
        return ""
    if donor.approved_name != text_digest(state, note.approved_name):
        return ""
    if response and donor.approved_for and donor.approved_for != name_digest(state, response.first("name")):
        return ""
    return NAME_IN_REVIEW if reachable(note.approved_name) else safe_text(note.approved_name)


def donor_cells(state: State, code: str, response: Response | None, notes: Mapping[str, DonorNote]) -> Cells:
    """The system's columns of a row of Donatur."""
    donor = state.donors[code]
    name = response.first("name") if response else NO_RESPONSE
    shown = HIDDEN_NAME
    if donor.name is not NameState.HIDDEN:
        held_back = donor.name is NameState.REVIEW or needs_review(name)
        shown = _approved_name(state, code, response, notes) or (NAME_IN_REVIEW if held_back else safe_text(name))
    return {
        "code": code,
        "organisation": _short(name),
        "group": donor.group,
        "aggregator": donor.aggregator,
        "shown_name": shown,
        "consent": YesNo.NO if donor.name is NameState.HIDDEN else YesNo.YES,
        "choice": labelled(code, _short(name)),
        "version": donor.version,
    }


def public_commitment(
    state: State, line: Line, response: Response | None, notes: Mapping[str, DonorNote], book: Book
) -> PublicCommitment:
    """What the public reads of a line, built field by field from columns declared public.

    Places and kinds are called as staff's tabs call them now; one that they no longer have, by its code.
    """
    status = PUBLIC_STATUS.get(line.status)
    if status is None:
        return PublicCommitment(number=line.n, version=line.version)
    region = book.places.by_code.get(line.region or "")
    return PublicCommitment(
        number=line.n,
        version=line.version,
        status=status,
        aid=words.aid(book, line.approved, line.kind, line.unit),
        place=words.place(book, line.target) or line.target,
        date=line.date,
        days=line.days,
        shown_name=shown_name(state, line, response, notes),
        group=line.group,
        channel=f"{VIA}{line.aggregator}" if line.aggregator else SELF_DELIVERED,
        amount=line.approved,
        unit=line.unit,
        delivered=line.delivered,
        arrived=_day_of(line, News.ARRIVED) if line.delivered else None,
        committed=_day_of(line, News.ACCEPTED),
        type=line.target_type,
        village=region.village if region else None,
        district=region.district if region else None,
        city=region.city if region else None,
        target=line.target,
        kind=line.kind,
        period=line.period,
        region=line.region,
    )


def _day_of(line: Line, news: News) -> dt.date | None:
    """The day in Jakarta on which this was last decided of a line, as far as it is remembered."""
    mark = line.marks.get(news)
    return dt.datetime.fromisoformat(mark.at).astimezone(JAKARTA).date() if mark and mark.at else None

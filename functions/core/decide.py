"""The decision: from the state, the staff's book and the responses at hand to the events of one entry. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from functions.core.book import Book
from functions.core.donors import recognise
from functions.core.events import (
    CodesSeen,
    Difference,
    Event,
    LineDecided,
    Reason,
    RequestDecided,
    ResponseEdited,
    TabsSeen,
)
from functions.core.exchanges import Compared, compare
from functions.core.identity import KIND, codes_of, to_learn
from functions.core.notes import noted
from functions.core.placing import place
from functions.core.quota import cautious, forgotten
from functions.core.rearranged import rearranged
from functions.core.repeats import dragged, is_new, moved, said_again
from functions.core.requests import MAKES_ROOM, again, answer, refused
from functions.core.state import Line, State
from functions.core.submission import JAKARTA, Offer, Response, Submission, asked_for, understand
from sheets_schema.form import days_question
from sheets_schema.terms import PeriodStatus, Status

LIMIT = 500
"""Events in one entry (design, section 4)."""


def decide(
    state: State, book: Book, responses: Iterable[Response], now: dt.datetime, limit: int = LIMIT
) -> tuple[Event, ...]:
    """Everything there is to decide, or as much as fits one entry: call again with the next state until empty.

    Staff come first, because a cancellation makes room; then responses by the time Google received them, then id. `now`
    is aware. The state is not changed.
    """
    draft = state.copy()
    events: list[Event] = []
    for unit in _units(draft, book, responses, now):
        if events and len(events) + len(unit) > limit:
            break
        events += unit
    return (*_rows_seen(state, book), *events) if events else ()


def _rows_seen(state: State, book: Book) -> Iterator[TabsSeen]:
    """How many rows of each tab this entry was decided on: what a tab that collapses is measured by."""
    rows = {tab: count for tab, count in book.usable_rows.items() if state.tab_rows.get(tab, 0) != count}
    if rows and not book.waiting:
        yield TabsSeen(rows=rows)


def _units(draft: State, book: Book, responses: Iterable[Response], now: dt.datetime) -> Iterator[tuple[Event, ...]]:
    """Decisions one after the other, each made against a draft that holds all earlier ones."""
    entry = draft.head + 1
    in_order = sorted(responses, key=lambda r: (r.created, r.id, r.submitted))
    for note in noted(draft, book.donors, {response.id: response for response in in_order}):
        draft.apply([note], entry)
        yield (note,)
    if book.waiting:
        return
    for response in in_order:
        known = draft.responses.get(response.id)
        if known and response.submitted > known.submitted and not response.untouched:
            edited = _edited(draft, book, response)
            draft.apply([edited], entry)
            yield (edited,)
    today = now.astimezone(JAKARTA).date()
    compared = compare(draft, book)
    book = replace(book, swapped=compared.swapped)
    for seen in _seen(draft, book, compared, _in_use(draft, book, in_order)):
        draft.apply([seen], entry, now.isoformat())
        yield (seen,)
    for request in _requests(draft, book, today):
        draft.apply([request], entry)
        yield (request,)
    contacts = dict(book.contacts)
    book = cautious(draft, book)
    former = frozenset(codes_of(KIND, draft.identities)) | {kind for _, kind, _ in draft.used}
    for response in in_order:
        if response.id not in draft.responses:
            decided = tuple(_submitted(draft, book, response, contacts, former))
            early = tuple(_typed_before(draft, book, decided))
            draft.apply(early, entry)
            yield (*decided, *early)


def _seen(draft: State, book: Book, compared: Compared, in_use: bool) -> Iterator[CodesSeen]:
    """What codes stand for, where it is news."""
    if compared.corrected or compared.refused is not None:
        yield CodesSeen(codes=compared.corrected, refused=compared.refused)
    if in_use and (codes := to_learn(draft, book)):
        yield CodesSeen(codes=codes)


def _in_use(draft: State, book: Book, responses: Iterable[Response]) -> bool:
    """Whether donors may know the codes: something was offered, or a period is open. Before that nobody is wronged,
    whatever staff try while they set up their tabs."""
    open_period = any(period.status is PeriodStatus.OPEN for period in book.periods)
    return bool(open_period or draft.lines or any(response.id not in draft.responses for response in responses))


def _requests(draft: State, book: Book, today: dt.date) -> Iterator[RequestDecided]:
    beside = {n: request for n, request in book.requests.items() if n in draft.lines}
    fresh = {n: request for n, request in beside.items() if is_new(draft, draft.lines[n], request)}
    for n, request in sorted(beside.items()):
        if said_again(draft, draft.lines[n], request):
            yield again(draft, draft.lines[n], request)
    if strays := moved(draft, beside, fresh) or rearranged(draft, beside) & fresh.keys():
        # What told of the move comes last: an entry that cannot hold all leaves it for the next one to see.
        for n in sorted(fresh, key=lambda n: (n in strays, n)):
            yield refused(draft, draft.lines[n], fresh[n], "moved")
        return
    # A request never forgets a key, so looking again at these few is enough: all lines, for each, would take minutes.
    doubtful: defaultdict[tuple[str | None, str | None], set[int]] = defaultdict(set)
    for (target, kind, _), lines in forgotten(draft, book).items() if fresh else ():
        doubtful[target, kind] |= set(lines)
    series = dragged(beside)
    for n, request in sorted(fresh.items(), key=lambda item: (item[1].action not in MAKES_ROOM, item[0])):
        line = draft.lines[n]
        careful = cautious(draft, book, besides=n, among=doubtful[line.target, line.kind])
        yield answer(draft, careful, line, request, today, series.get(n, ""))


def _typed_before(draft: State, book: Book, decided: Iterable[Event]) -> Iterator[RequestDecided]:
    """Requests that stood in the rows of new lines before these came: refused, or the next reading would do them."""
    for event in decided:
        if isinstance(event, LineDecided) and event.n in book.requests:
            line, request = draft.lines[event.n], book.requests[event.n]
            if is_new(draft, line, request):
                yield refused(draft, line, request, "empty_row")


def _submitted(
    draft: State, book: Book, response: Response, contacts: dict[str, tuple[str, ...]], former: frozenset[str]
) -> Iterator[Event]:
    """All lines of one response. A response that offers nothing still makes a line, so that it can be referred to.

    `former` are the kinds that the form asked for at any time.
    """
    submission = _understood(book, response, former)
    giver, seen, recognised = recognise(draft, contacts, submission)
    contacts |= recognised
    entry = draft.head
    if seen:
        draft.apply([seen], entry)
        yield seen
    for offer in _offers(submission):
        line = place(draft, book, submission, offer, giver)
        if offer.kind is None and submission.former_kinds and not submission.faults:
            line = _to_staff(line, submission)
        draft.apply([line], entry)
        yield line


def _understood(book: Book, response: Response, former: frozenset[str] = frozenset()) -> Submission:
    # An answer to "how many days" says that the quantity is for each day, even if staff changed the kind.
    asked = {
        code: asked_for(book.kinds.get(code), response.answered(days_question(code)))
        for code in sorted(book.known_kinds)
    }
    return understand(response, asked, book.places.cities, book.settings, former)


def _offers(submission: Submission) -> tuple[Offer, ...]:
    """The offers, and one more without kind when a kind was offered that nobody can interpret now."""
    if submission.former_kinds and submission.offers[0].kind is not None:
        return (*submission.offers, Offer(kind=None))
    return submission.offers


def _to_staff(line: LineDecided, submission: Submission) -> LineDecided:
    reasons = (
        *submission.doubts,
        Reason(code="unknown_question", field="quantity"),
    )
    return line.model_copy(update={"status": Status.REVIEW, "reasons": reasons, "shares": {}})


def _edited(draft: State, book: Book, response: Response) -> ResponseEdited:
    submission = _understood(book, response)
    offers = {offer.kind: offer for offer in submission.offers}
    found: list[Difference] = []
    for n in draft.responses[response.id].lines:
        found += _differences(draft.lines[n], offers.pop(draft.lines[n].kind, None), submission, book)
    found += [_more(offer) for offer in offers.values() if offer.kind]
    unique = tuple(dict.fromkeys(found))
    return ResponseEdited(response=response.id, submitted=response.submitted, differences=unique)


def _more(offer: Offer) -> Difference:
    """A kind that was not offered before. What cannot be read as a number is not repeated."""
    readable = offer.asked is not None
    return Difference(
        field=f"quantity {offer.kind}", before="-" if readable else None, after=str(offer.asked) if readable else None
    )


def _differences(line: Line, offer: Offer | None, submission: Submission, book: Book) -> Iterator[Difference]:
    target = submission.target if submission.target in book.known_targets else None
    asked = offer.asked if offer else None
    for field, before, after in (
        (f"quantity {line.kind}" if line.kind else "quantity", line.asked, asked),
        ("target", line.target, target),
        ("date", line.date, submission.date),
    ):
        if before != after:
            yield Difference(field=field, before=str(before or "-"), after=str(after or "-"))

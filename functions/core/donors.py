"""Who is the same donor, and what staff say of donors (design, section 7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from functions.core.book import DonorNote
from functions.core.contacts import contact_keys
from functions.core.events import DonorMerged, DonorNamed, DonorSeen
from functions.core.state import State
from functions.core.submission import Submission


def recognise(
    state: State, contacts: Mapping[str, str], submission: Submission
) -> tuple[str | None, DonorSeen | None, dict[str, str]]:
    """The donor's code, the event if there is news of it, and what it can be recognised by from now on.

    A submission without a name or without any valid contact has no donor: nobody could be recognised by it.
    """
    response = submission.response
    keys = contact_keys(response.first("phone"), response.email)
    if not keys or not response.first("name"):
        return None, None, {}
    code = next((contacts[key] for key in keys if contacts.get(key) in state.donors), f"D{len(state.donors) + 1}")
    seen = DonorSeen(
        code=code,
        response=response.id,
        group=submission.group,
        aggregator=submission.aggregator,
        name=submission.name,
    )
    known = state.donors.get(code)
    same = known and (known.group, known.aggregator, known.name) == (seen.group, seen.aggregator, seen.name)
    # A faulty submission is no news of a known donor: its class or consent may be just what is missing.
    news = not same and not (known and submission.faults)
    known_by = {key: contacts[key] if contacts.get(key) in state.donors else code for key in keys}
    return code, seen if news else None, known_by


def noted(state: State, notes: Mapping[str, DonorNote]) -> Iterator[DonorMerged | DonorNamed]:
    """What staff wrote beside donors and the journal does not say yet. Impossible merges are left to the doctor.

    Merges that the cells no longer say end first, so that a circle is told from two donors changing places.
    """
    known = {code: note for code, note in notes.items() if code in state.donors}
    for code, note in known.items():
        if code in state.merges and state.merges[code] != note.same_as:
            yield DonorMerged(donor=code, into=None)
    for code, note in known.items():
        if note.same_as and state.merges.get(code) != note.same_as and mergeable(state, code, note.same_as):
            yield DonorMerged(donor=code, into=note.same_as)
        digest = text_digest(state, note.approved_name) if note.approved_name else None
        if digest != state.donors[code].approved_name:
            yield DonorNamed(donor=code, digest=digest)


def mergeable(state: State, code: str, into: str) -> bool:
    """Whether a donor can be merged into another: it exists, and the chain does not lead back."""
    return into != code and into in state.donors and state.donor_root(into) != code


def text_digest(state: State, *texts: object) -> str:
    """A short digest, salted by the journal, that tells one staff text from another without repeating it."""
    return salted(state.bound.salt if state.bound else "", *texts)


def salted(salt: str, *texts: object) -> str:
    """The same with a salt at hand."""
    whole = "\x1f".join([salt, *(str(text) for text in texts)])
    return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:16]

"""What staff write beside donors: which other one a donor is, and the name that the public may read.

Such a cell is a level: it says what it says for as long as it stands there; approve, clear, approve is ordinary. But
what the journal knows of one donor, and another one has now instead, nobody typed there: its column was sorted alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from functions.core.book import DonorNote
from functions.core.donors import mergeable, name_digest, text_digest
from functions.core.events import DonorMerged, DonorNamed
from functions.core.state import State
from functions.core.submission import Response

SAME_AS, APPROVED_NAME = "same_as", "approved_name"


def noted(
    state: State, notes: Mapping[str, DonorNote], responses: Mapping[str, Response]
) -> Iterator[DonorMerged | DonorNamed]:
    """What staff wrote beside donors and the journal does not say yet. Impossible merges are left to the doctor.

    Merges that the cells no longer say end first, so that a circle is told from two donors changing places. What moved
    from one donor's row to another's is as it was.
    """
    known = {code: note for code, note in notes.items() if code in state.donors}
    held = mislaid(state, known)
    merging = {code: note for code, note in known.items() if code not in held.get(SAME_AS, ())}
    for code, note in merging.items():
        if code in state.merges and state.merges[code] != note.same_as:
            yield DonorMerged(donor=code, into=None)
    for code, note in known.items():
        into = note.same_as if code in merging else None
        if into and state.merges.get(code) != into and mergeable(state, code, into):
            yield DonorMerged(donor=code, into=into)
        digest = _approval(state, note)
        if digest != state.donors[code].approved_name and code not in held.get(APPROVED_NAME, ()):
            yield DonorNamed(donor=code, digest=digest, called=_stood(state, code, responses) if digest else "")


def newly_named(state: State, notes: Mapping[str, DonorNote]) -> Iterator[str]:
    """The donors beside whom staff approved a name that the journal does not know yet."""
    held = mislaid(state, notes).get(APPROVED_NAME, frozenset())
    for code, note in notes.items():
        if (
            code in state.donors
            and code not in held
            and _approval(state, note) not in {None, state.donors[code].approved_name}
        ):
            yield code


def _approval(state: State, note: DonorNote) -> str | None:
    return text_digest(state, note.approved_name) if note.approved_name else None


def _stood(state: State, code: str, responses: Mapping[str, Response]) -> str:
    """What the name is compared by that staff could read when they approved another; that of the donor's first one
    where it cannot be known: the response is gone, or was edited since."""
    donor = state.donors[code]
    response, known = responses.get(donor.response), state.responses.get(donor.response)
    if response is None or known is None or response.submitted > known.submitted:
        return donor.called
    return name_digest(state, response.first("name"))


def mislaid(state: State, notes: Mapping[str, DonorNote]) -> dict[str, frozenset[str]]:
    """By column: donors whose note there is not believed. One that moved tells of every change in its column.

    Nothing has to be remembered: while the journal stays as it was, the same cells say the same. It ends when they are
    put back, or when what moved is emptied, and typed again after that was read.
    """
    known = {code: note for code, note in notes.items() if code in state.donors}
    merges = {code: (state.merges.get(code), note.same_as) for code, note in known.items()}
    names = {code: (state.donors[code].approved_name, _approval(state, note)) for code, note in known.items()}
    found = {SAME_AS: _moved(merges), APPROVED_NAME: _moved(names)}
    return {column: codes for column, codes in found.items() if codes}


def in_force(state: State, notes: Mapping[str, DonorNote]) -> Mapping[str, DonorNote]:
    """The notes that rows are to show: where one is not believed, what the journal knows.

    The journal knows no text. A donor whose approved name stands nowhere in the column is left out, like one whose
    cells cannot be read.
    """
    held = mislaid(state, notes)
    if not held:
        return notes
    texts = {_approval(state, note): note.approved_name for note in notes.values()}
    found = dict(notes)
    for code in held.get(SAME_AS, ()):
        found[code] = replace(found[code], same_as=state.merges.get(code))
    for code in held.get(APPROVED_NAME, ()):
        mark = state.donors[code].approved_name
        note = replace(found.pop(code), approved_name=texts.get(mark) if mark else None)
        if note.approved_name or mark is None:
            found[code] = note
    return found


def _moved(cells: Mapping[str, tuple[str | None, str | None]]) -> frozenset[str]:
    """The codes that say something new (code -> what was said and what is), if any says what another one lost."""
    changed = {code: cell for code, cell in cells.items() if cell[0] != cell[1]}
    lost = {was for was, _ in changed.values()} - {None}
    return frozenset(changed) if any(now in lost for _, now in changed.values()) else frozenset()

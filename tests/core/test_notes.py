"""What staff write beside donors, and that what moved to another donor's row is not believed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from functions.core import notes as beside
from functions.core.book import DonorNote
from functions.core.notes import APPROVED_NAME, SAME_AS, mislaid
from functions.core.state import State
from tests.core.samples import book, decided, drain, packages, start

ONE, TWO = DonorNote(approved_name="Contoh Nama Satu"), DonorNote(approved_name="Contoh Nama Dua")
INTO_ONE, NOTHING = DonorNote(same_as="D1"), DonorNote()


def donors(**notes: DonorNote) -> State:
    """Five donors, with what staff wrote beside them."""
    state = start()
    decided(*(packages(n, 1) for n in range(1, 6)), state=state)
    drain(state, book(donors=notes))
    return state


def said(state: State) -> Mapping[str, tuple[str | None, str | None]]:
    return {code: (state.merges.get(code), donor.approved_name) for code, donor in state.donors.items()}


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ({"D3": ONE}, {"D1": ONE, "D3": NOTHING}, {APPROVED_NAME: {"D1", "D3"}}),
        ({"D2": ONE, "D3": TWO}, {"D2": TWO, "D3": ONE}, {APPROVED_NAME: {"D2", "D3"}}),
        ({"D3": ONE}, {"D1": ONE, "D2": TWO, "D3": NOTHING}, {APPROVED_NAME: {"D1", "D2", "D3"}}),
        ({"D4": INTO_ONE}, {"D2": INTO_ONE, "D4": NOTHING}, {SAME_AS: {"D2", "D4"}}),
    ],
)
def test_notes_that_stand_beside_another_donor_now_change_nothing(
    before: dict[str, DonorNote], after: dict[str, DonorNote], held: object
) -> None:
    state = donors(**before)
    known = said(state)
    assert mislaid(state, after) == held
    assert drain(state, book(donors=after)) == ()
    assert said(state) == known


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"D3": ONE}, {"D3": TWO}),
        ({"D3": ONE}, {"D3": NOTHING}),
        ({"D3": ONE}, {"D1": ONE, "D3": ONE}),
        ({"D3": ONE}, {"D1": TWO, "D3": NOTHING}),
    ],
)
def test_what_is_typed_cleared_or_copied_is_taken_as_it_stands(
    before: dict[str, DonorNote], after: dict[str, DonorNote]
) -> None:
    state = donors(**before)
    assert mislaid(state, after) == {}
    assert drain(state, book(donors=after))


def test_an_approval_cleared_and_given_again_counts_again() -> None:
    state = donors(D1=ONE)
    known = said(state)
    drain(state, book(donors={"D1": NOTHING}))
    assert said(state) != known
    drain(state, book(donors={"D1": ONE}))
    assert said(state) == known


def test_one_column_that_moved_leaves_the_other_as_it_is_typed() -> None:
    state = donors(D3=ONE)
    drain(state, book(donors={"D1": ONE, "D3": NOTHING, "D5": INTO_ONE}))
    assert state.merges == {"D5": "D1"}
    assert state.donors["D1"].approved_name is None


def test_control_without_the_rule_the_name_is_approved_for_the_other_donor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "mislaid", lambda *_: {})
    state = donors(D3=ONE)
    drain(state, book(donors={"D1": ONE, "D3": NOTHING}))
    assert state.donors["D1"].approved_name

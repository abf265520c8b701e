"""Requests that stand where nobody typed them now, straight away instead of by chance; and rules that believe them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from functions.core import decide
from functions.core.book import StaffRequest
from functions.core.repeats import digest
from functions.core.state import Line, State
from sheets_schema.private import COMMITMENTS, Target
from sheets_schema.terms import Action
from tests.owned import OwnedCity
from tests.promises.material import PLACES
from tests.promises.test_machine import History

FoundCity = Callable[[Sequence[Target]], OwnedCity]


def _history(city: OwnedCity) -> History:
    """One commitment cancelled and reopened, and another one cancelled."""
    history = History(city)
    history.first_donors()
    for n, action in ((3, Action.CANCEL), (3, Action.REOPEN), (5, Action.CANCEL)):
        history._ask(n, city.read(COMMITMENTS)[0], (action, None, None, f"Contoh alasan {n}", "Contoh Petugas"))
        city.drain()
    return history


def _unlike_the_last(state: State, line: Line, request: StaffRequest) -> bool:
    """The control: news is what was not answered last."""
    return request.counts and (line.answered is None or line.answered.digest != digest(state, request))


@pytest.mark.parametrize("protected", [True, False])
def test_requests_of_an_old_version_change_no_line(
    found_city: FoundCity, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(decide, "is_new", _unlike_the_last)
        monkeypatch.setattr(decide, "said_again", lambda *_: False)
    history = _history(found_city(PLACES))
    _found(lambda: history.restore_an_old_version(0, 0), history, protected)


@pytest.mark.parametrize("protected", [True, False])
def test_a_sort_of_staffs_columns_without_the_rest_changes_no_line(
    found_city: FoundCity, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(decide, "moved", lambda *_: frozenset())
    history = _history(found_city(PLACES))
    _found(lambda: history.sort_own_columns(0, descending=True), history, protected)


def _found(act: Callable[[], None], history: History, protected: bool) -> None:
    if protected:
        act()
        history.quiet()
    else:
        with pytest.raises(AssertionError, match="became what nobody asked"):
            act()

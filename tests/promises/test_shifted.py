"""Rows put in and ranges deleted, straight away instead of by chance; and the harm that each rule prevents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from functions.core import decide, notes
from functions.core.exchanges import Compared
from functions.ledger import showing
from functions.ledger.numbered import Shown
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, TARGETS, Target
from sheets_schema.terms import Action
from tests.owned import OwnedCity
from tests.promises.material import PLACES, REQUEST
from tests.promises.test_machine import History

FoundCity = Callable[[Sequence[Target]], OwnedCity]


def _history(city: OwnedCity) -> History:
    """Requests beside two commitments, a name approved beside one donor."""
    history = History(city)
    history.first_donors()
    for n, action in ((3, Action.CANCEL), (5, Action.RESIZE)):
        history._ask(n, city.read(COMMITMENTS)[0], (action, 4, None, f"Contoh alasan {n}", "Contoh Petugas"))
    history.approve_a_name(2, "Contoh Nama Disetujui")
    city.drain()
    return history


def _found(act: Callable[[], None], harm: str, protected: bool) -> None:
    if protected:
        act()
    else:
        with pytest.raises(AssertionError, match=harm):
            act()


def _in_their_place(current: Mapping[int, int], shown: Shown) -> dict[int, int]:
    """The control: each row is written at its number only, where nothing else stands."""
    stale = {n: n for n, version in current.items() if shown.versions.get(n) != version}
    return stale if shown.in_order else {n: k for n, k in stale.items() if n not in shown.numbers}


@pytest.mark.parametrize("tab", [COMMITMENTS, DONORS], ids=lambda tab: tab.title)
@pytest.mark.parametrize("protected", [True, False])
def test_rows_that_the_owner_puts_in_hide_nothing_and_nothing_is_done_beside_them(
    found_city: FoundCity, tab: Tab, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(showing, "_stale", _in_their_place)
    history = _history(found_city(PLACES))

    def act() -> None:
        history.rows_are_put_in(tab, 2, 1, 7)
        history.quiet()

    _found(act, f"{tab.title} shows", protected)


@pytest.mark.parametrize(
    ("tab", "keys", "rule", "harm"),
    [
        (COMMITMENTS, REQUEST, (decide, "moved", frozenset()), "became what nobody asked"),
        (DONORS, ("approved_name",), (notes, "mislaid", {}), "what staff wrote beside another"),
        (TARGETS, ("code",), (decide, "compare", Compared({}, {})), "was never typed"),
    ],
)
@pytest.mark.parametrize("protected", [True, False])
def test_cells_that_move_up_say_nothing_beside_others(
    found_city: FoundCity,
    tab: Tab,
    keys: tuple[str, ...],
    rule: tuple[object, str, object],
    harm: str,
    protected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not protected:
        monkeypatch.setattr(*rule[:2], lambda *_: rule[2])
    history = _history(found_city(PLACES))

    def act() -> None:
        history.a_range_is_deleted((tab, keys), 0, 1)
        history.quiet()

    _found(act, harm, protected)

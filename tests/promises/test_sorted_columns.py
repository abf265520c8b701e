"""A column of Sasaran sorted alone, straight away instead of by chance; and the control that believes what it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from functions.core import decide
from functions.core.exchanges import Compared
from sheets_schema.private import Target
from tests.owned import OwnedCity
from tests.promises.material import PLACES
from tests.promises.test_machine import History

FoundCity = Callable[[Sequence[Target]], OwnedCity]


def test_columns_sorted_alone_or_swapped_by_hand_break_no_promise_and_are_forgotten_when_put_back(
    found_city: FoundCity,
) -> None:
    history = History(found_city(PLACES))
    history.first_donors()
    history.sort_a_column_alone("code", [1, 0, 2, 3], 0, 2)
    history.swap_two_cells_by_hand([0, 1, 2, 3], "rw", 0, one_by_one=False)
    history.sort_a_column_alone("type", [2, 1, 0, 3], 1, 1)
    history.quiet()


def test_the_control_that_knows_no_code_decides_by_the_quota_of_another_place(
    found_city: FoundCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide, "compare", lambda *_: Compared({}, {}))
    history = History(found_city(PLACES))
    history.first_donors()
    history.sort_a_column_alone("code", [1, 0, 2, 3], 0, 1)
    with pytest.raises(AssertionError, match="was never typed"):
        history.quiet()

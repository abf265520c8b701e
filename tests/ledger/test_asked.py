"""What staff typed beside a commitment, as a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.book import StaffRequest
from functions.ledger.numbered import REQUEST, requests
from sheets_schema.private import COMMITMENTS
from sheets_schema.terms import Action

PLACES = {column.key: place for place, column in enumerate(COMMITMENTS.columns)}


def read(*rows: tuple[Any, ...], **columns: Any) -> dict[int, StaffRequest]:
    """Rows of action, amount, new date, reason and signature, beside lines of these numbers."""
    typed: dict[str, Any] = {key: [row[i] for row in rows] for i, key in enumerate(REQUEST)}
    found, faults = requests({"number": list(range(1, len(rows) + 1)), **typed, **columns}, PLACES)
    assert faults == []
    return found


def test_all_that_is_typed_is_read() -> None:
    assert read(("ubah jumlah", 7, 43948, "Contoh alasan", "Contoh Petugas")) == {
        1: StaffRequest(Action.RESIZE, 7, dt.date(2020, 4, 27), "Contoh alasan", "Contoh Petugas", beside_line=True)
    }


def test_what_is_not_typed_is_nothing_and_without_a_signature_nothing_is_asked() -> None:
    assert read(("", "", "", "", ""), ("batalkan", "", "", "", ""), ("", "", "", "", "Contoh Petugas")) == {
        3: StaffRequest(staff="Contoh Petugas", beside_line=True)
    }


@pytest.mark.parametrize(("numbers", "beside"), [([1], True), ([2], False), ([""], False), ([], False)])
def test_a_request_is_beside_a_line_where_its_row_carries_its_number(numbers: list[Any], beside: bool) -> None:
    row = ("batalkan", "", "", "", "Contoh Petugas")
    assert read(row, number=numbers)[1].beside_line is beside

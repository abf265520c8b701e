"""Workbooks: one call to read many ranges, one call to write, parts only for size."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.gapi.errors import Permanent
from functions.gapi.sheets import LARGEST_WRITE, MissingRange, Values, Workbook
from local.google.server import LocalGoogle
from local.wire.http.pipeline import Exchange

READ, WRITE = "sheets.spreadsheets.values.batchGet", "sheets.spreadsheets.batchUpdate"


def update(row: int, *cells: dict[str, Any], tab: int = 1) -> dict[str, Any]:
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": 0}
    values = [{"userEnteredValue": cell} for cell in cells]
    return {"updateCells": {"start": start, "rows": [{"values": values}], "fields": "userEnteredValue"}}


def text(value: str) -> dict[str, str]:
    return {"stringValue": value}


def test_values_come_as_they_are_and_dates_as_serial_numbers(workbook: Workbook) -> None:
    typed = [text("0812"), {"numberValue": 43945}, {"boolValue": True}, text("=1+1")]
    assert workbook.write([update(0, *typed)]) == 1
    (found,) = workbook.read(["'Satu'"])
    assert found.rows == [["0812", 43945, True, "=1+1"]]


def test_many_ranges_are_one_call_and_come_in_the_order_asked_for(google: LocalGoogle, workbook: Workbook) -> None:
    workbook.write([update(0, text("satu")), update(0, text("dua"), tab=2)])
    google.control.reset_calls()
    found = workbook.read(["'Dua'!A:A", "'Satu'!1:1", "'Dua'"])
    assert [part.rows for part in found] == [[["dua"]], [["satu"]], [["dua"]]]
    assert google.control.calls() == {READ: 1}


def test_a_range_without_an_end_tells_how_many_rows_the_grid_has(workbook: Workbook) -> None:
    satu, dua, column = workbook.read(["'Satu'", "'Dua'", "'Satu'!B:B"])
    assert (satu.grid_rows, dua.grid_rows, column.grid_rows) == (1000, 5, 1000)
    assert Values("'Satu'!A1", []).grid_rows == 0


def test_a_tab_that_is_missing_is_named(workbook: Workbook) -> None:
    with pytest.raises(MissingRange) as caught:
        workbook.read(["'Satu'", "'Tidak Ada'!A:A", "'Dua'"])
    assert caught.value.range == "'Tidak Ada'!A:A"
    assert "Tidak Ada" not in str(caught.value)


def test_a_batch_with_one_wrong_request_changes_nothing_and_is_not_repeated(
    google: LocalGoogle, workbook: Workbook
) -> None:
    google.control.reset_calls()
    with pytest.raises(Permanent):
        workbook.write([update(0, text("ya")), update(0, text("tidak"), tab=99)])
    assert google.control.calls() == {WRITE: 1}
    assert workbook.read(["'Satu'"])[0].rows == []


def test_nothing_to_write_is_no_call(google: LocalGoogle, workbook: Workbook) -> None:
    google.control.reset_calls()
    assert workbook.write([]) == 0
    assert google.control.calls() == {}


def test_a_big_write_goes_in_parts_below_two_megabytes_in_order(google: LocalGoogle, workbook: Workbook) -> None:
    bodies: list[bytes] = []

    def observe(exchange: Exchange) -> None:
        if exchange.method_id == WRITE:
            bodies.append(exchange.request)

    google.observe(observe)
    rows = [update(row, text(f"{row} " + "ü" * 49_000)) for row in range(60)]
    calls = workbook.write(rows)
    assert calls == len(bodies) > 1
    assert max(map(len, bodies)) <= LARGEST_WRITE * 1.01
    sent = [request for body in bodies for request in json.loads(body)["requests"]]
    assert sent == rows
    assert len(workbook.read(["'Satu'!A:A"])[0].rows) == 60


def test_rows_beyond_the_grid_fit_after_the_grid_was_extended_in_the_same_write(workbook: Workbook) -> None:
    grow = {"appendDimension": {"sheetId": 2, "dimension": "ROWS", "length": 3}}
    workbook.write([grow, update(7, text("delapan"), tab=2)])
    assert workbook.read(["'Dua'!A8"])[0].rows == [["delapan"]]


def test_a_row_is_read_in_the_same_call_as_it_stands_after_the_write(google: LocalGoogle, workbook: Workbook) -> None:
    workbook.write([update(0, text("satu"), {"numberValue": 2}, text("tiga"))])
    google.control.reset_calls()
    move = {"source": {"sheetId": 1, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}, "destinationIndex": 0}
    seen = workbook.write_seeing([{"moveDimension": move}, update(5, text("lain"))], ["'Dua'!1:1", "'Satu'!1:1"])
    assert seen == [[], ["tiga", "satu", ""]]
    assert google.control.calls() == {WRITE: 1}


def test_a_row_of_a_tab_that_is_gone_cannot_be_seen(workbook: Workbook) -> None:
    with pytest.raises(Permanent):
        workbook.write_seeing([update(0, text("satu"))], ["'Tidak Ada'!1:1"])

"""All or nothing: whatever a batch did before its failing request leaves no trace, of any kind of request."""

from typing import Any

import pytest

from local.google.workbook.requests import KINDS
from tests.google.conftest import Api

ROWS = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
BESIDE = {**AREA, "startColumnIndex": 4, "endColumnIndex": 6}
FAILING = {"deleteSheet": {"sheetId": 987}}
CELL = {"userEnteredValue": {"stringValue": "baru"}, "note": "n"}
RULE = {"ranges": [AREA], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
REQUESTS: dict[str, dict[str, Any]] = {
    "addConditionalFormatRule": {"rule": RULE},
    "addDimensionGroup": {"range": ROWS},
    "addFilterView": {"filter": {"range": AREA}},
    "addNamedRange": {"namedRange": {"name": "Lain", "range": AREA}},
    "addProtectedRange": {"protectedRange": {"range": AREA}},
    "addSheet": {},
    "appendCells": {"rows": [{"values": [CELL]}], "fields": "*"},
    "appendDimension": {"dimension": "ROWS", "length": 1},
    "autoResizeDimensions": {"dimensions": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}},
    "clearBasicFilter": {},
    "copyPaste": {"source": AREA, "destination": {**AREA, "startRowIndex": 2, "endRowIndex": 4}},
    "cutPaste": {"source": AREA, "destination": {"rowIndex": 5}},
    "deleteConditionalFormatRule": {"index": 0},
    "deleteDimension": {"range": ROWS},
    "deleteDimensionGroup": {"range": ROWS},
    "deleteFilterView": {"filterId": 61},
    "deleteNamedRange": {"namedRangeId": "62"},
    "deleteProtectedRange": {"protectedRangeId": 63},
    "deleteRange": {"range": AREA, "shiftDimension": "ROWS"},
    "insertRange": {"range": AREA, "shiftDimension": "ROWS"},
    "deleteSheet": {"sheetId": 60},
    "duplicateSheet": {"sourceSheetId": 0},
    "findReplace": {"find": "a", "replacement": "b", "allSheets": True},
    "insertDimension": {"range": ROWS},
    "mergeCells": {"range": {**AREA, "startRowIndex": 2, "endRowIndex": 4}},
    "moveDimension": {"source": ROWS, "destinationIndex": 4},
    "repeatCell": {"range": AREA, "cell": CELL, "fields": "*"},
    "setBasicFilter": {"filter": {"range": BESIDE}},
    "setDataValidation": {"range": AREA, "rule": {"condition": {"type": "BOOLEAN"}}},
    "sortRange": {"range": AREA, "sortSpecs": [{"sortOrder": "ASCENDING"}]},
    "unmergeCells": {"range": BESIDE},
    "updateBorders": {"range": AREA, "top": {"style": "SOLID"}},
    "updateCells": {"range": AREA, "rows": [{"values": [CELL]}], "fields": "*"},
    "updateDimensionProperties": {"range": ROWS, "properties": {"pixelSize": 50}, "fields": "pixelSize"},
    "updateFilterView": {"filter": {"filterViewId": 61, "title": "Baru"}, "fields": "title"},
    "updateNamedRange": {"namedRange": {"namedRangeId": "62", "name": "Baru"}, "fields": "name"},
    "updateProtectedRange": {"protectedRange": {"protectedRangeId": 63, "description": "d"}, "fields": "description"},
    "updateSheetProperties": {"properties": {"title": "Baru", "hidden": True}, "fields": "title,hidden"},
    "updateSpreadsheetProperties": {"properties": {"title": "Baru"}, "fields": "title"},
}
SMALL = {"gridProperties": {"rowCount": 12, "columnCount": 8}}
FURNISHING = [
    {"updateSheetProperties": {"properties": SMALL, "fields": "gridProperties(rowCount,columnCount)"}},
    {"addSheet": {"properties": {"sheetId": 60, "title": "Dua"}}},
    {"addFilterView": {"filter": {"filterViewId": 61, "range": AREA}}},
    {"addNamedRange": {"namedRange": {"namedRangeId": "62", "name": "Isi", "range": AREA}}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 63, "range": AREA}}},
    {"addConditionalFormatRule": {"rule": RULE}},
    {"addDimensionGroup": {"range": ROWS}},
    {"mergeCells": {"range": BESIDE}},
    {"setBasicFilter": {"filter": {"range": AREA}}},
]


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(REQUESTS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(REQUESTS))
def test_a_failing_batch_leaves_no_trace_and_the_same_batch_without_the_failure_does(api: Api, kind: str) -> None:
    book = api.new_book()
    api.write(book, "A1", [["b", 1], ["a", 2]])
    assert api.batch(book, *FURNISHING).status_code == 200
    path = f"/v4/spreadsheets/{book}"
    before = api.ok("GET", path, includeGridData="true")
    assert api.batch(book, {kind: REQUESTS[kind]}, FAILING).status_code == 400
    assert api.ok("GET", path, includeGridData="true") == before
    assert api.batch(book, {kind: REQUESTS[kind]}).status_code == 200
    assert api.ok("GET", path, includeGridData="true") != before

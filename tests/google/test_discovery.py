"""The discovery checker notices what it is there for."""

import json

from local.google.server import LocalGoogle
from local.wire.http.pipeline import Exchange
from tests.google.conftest import Api
from tests.google.discovery import DiscoveryChecker, problems_of


def _exchange(answer: object, request: object = None) -> Exchange:
    body = json.dumps(request).encode() if request is not None else b""
    return Exchange(
        "sheets.spreadsheets.batchUpdate", {}, [], body, "application/json", 200, json.dumps(answer).encode()
    )


def test_it_notices_an_answer_with_a_field_that_google_does_not_have() -> None:
    checker = DiscoveryChecker()
    checker(_exchange({"spreadsheetId": "x", "replies": [{"addSheet": {"properties": {"sheetid": 1}}}]}))
    assert "sheetid" in checker.problems[0]


def test_it_notices_a_wrong_type_and_an_unknown_enum_value() -> None:
    assert problems_of("sheets", "SheetProperties", {"sheetId": "satu"})
    assert problems_of("sheets", "SheetProperties", {"sheetType": "TABEL"})
    assert not problems_of("sheets", "SheetProperties", {"sheetId": 1, "sheetType": "GRID"})


def test_it_notices_a_request_that_breaks_the_schema_and_allows_nulls() -> None:
    checker = DiscoveryChecker()
    checker(_exchange({}, {"requests": [{"addSheet": {"properties": {"title": None}}}]}))
    assert not checker.problems
    checker(_exchange({}, {"requests": [{"addSheet": {"property": {}}}]}))
    assert "property" in checker.problems[0]


def test_it_sees_every_call_of_a_running_stand_in(google: LocalGoogle, api: Api) -> None:
    checker = DiscoveryChecker()
    google.observe(checker)
    api.read(api.new_book(), "A1")
    assert checker.checked == 2


def test_it_notices_a_field_mask_that_names_what_the_answer_does_not_have() -> None:
    checker = DiscoveryChecker()
    query = [("fields", "sheets(properties.title,data.rowData.values.nota)")]
    checker(Exchange("sheets.spreadsheets.get", {}, query, b"", "", 200, b"{}"))
    assert checker.problems == ["sheets.spreadsheets.get: fields.sheets.data.rowData.values: the answer has no nota"]

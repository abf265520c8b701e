"""Requests are read as protocol buffers are read from JSON, and refused in Google's words."""

from typing import Any

import pytest

from local.wire.errors import ApiError
from local.wire.schema import protojson
from tests.google.conftest import Api, error_of

TYPES = "type.googleapis.com/google.apps.sheets.v4."


def _refused(*requests: Any) -> str:
    with pytest.raises(ApiError) as refusal:
        protojson.read("sheets", "BatchUpdateSpreadsheetRequest", {"requests": list(requests)})
    assert refusal.value.details is not None
    assert [one["description"] for one in refusal.value.details[0]["fieldViolations"]] == str(refusal.value).split("\n")
    return str(refusal.value)


def _read(*requests: Any) -> Any:
    return protojson.read("sheets", "BatchUpdateSpreadsheetRequest", {"requests": list(requests)})["requests"]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"bogus": {}}, "Unknown name \"bogus\" at 'requests[0]': Cannot find field."),
        (
            {"deleteSheet": {"sheetid": 0}},
            "Unknown name \"sheetid\" at 'requests[0].delete_sheet': Cannot find field.",
        ),
        (
            {"deleteSheet": {"sheetId": "abc"}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"abc\"",
        ),
        ({"deleteSheet": {"sheetId": 1.5}}, "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), 1.5"),
        ({"deleteSheet": {"sheetId": True}}, "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), true"),
        (
            {"mergeCells": {"range": {"startRowIndex": "x"}}},
            "Invalid value at 'requests[0].merge_cells.range.start_row_index.value' (TYPE_INT32), \"x\"",
        ),
        (
            {"mergeCells": {"range": "A1"}},
            "Invalid value at 'requests[0].merge_cells.range' (" + TYPES + 'GridRange), "A1"',
        ),
        (
            {"repeatCell": {"cell": {"userEnteredFormat": {"horizontalAlignment": "MIDDLE"}}}},
            "Invalid value at 'requests[0].repeat_cell.cell.user_entered_format.horizontal_alignment' "
            '(type.googleapis.com/google.apps.sheets.v4.HorizontalAlign), "MIDDLE"',
        ),
        (
            {"addSheet": {"properties": {"title": ["x"]}}},
            "at 'requests[0].add_sheet.properties': Proto field is not repeating, cannot start list.",
        ),
        (
            {"addSheet": {"properties": {"title": {"x": 1}}}},
            "Invalid value at 'requests[0].add_sheet.properties' (title), Starting an object on a scalar field",
        ),
        (
            {"addSheet": {}, "deleteSheet": {}},
            "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'deleteSheet'",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(request_: Any, message: str) -> None:
    assert _refused(request_).endswith(message)


def test_all_that_is_wrong_is_named_at_once() -> None:
    assert len(_refused({"bogus": {}}, {"addSheet": {"properties": {"title": 5, "index": "x"}}}).split("\n")) == 3


def test_either_spelling_of_a_name_is_read() -> None:
    assert _read({"delete_sheet": {"sheet_id": 3}}) == _read({"deleteSheet": {"sheetId": 3}})


def test_numbers_may_be_text_enums_in_any_case_and_null_is_unset() -> None:
    [read] = _read({"appendDimension": {"sheetId": "7", "dimension": "rows", "length": None}})
    assert read == {"appendDimension": {"sheetId": 7, "dimension": "ROWS"}}


def test_a_lone_element_is_a_list_and_a_list_in_a_list_is_more_of_it() -> None:
    """pygsheets sends a list of requests in the list."""
    one = {"deleteSheet": {"sheetId": 1}}
    assert protojson.read("sheets", "BatchUpdateSpreadsheetRequest", {"requests": one})["requests"] == [one]
    assert _read([one, one]) == [one, one]


def test_the_body_of_a_value_range_is_named_by_its_field_and_read_before_the_workbook_is_looked_for(api: Api) -> None:
    path = "/v4/spreadsheets/tidak-ada/values/A1"
    answer = api.call("PUT", path, {"nilai": 1, "majorDimension": "MIRING"}, valueInputOption="RAW")
    assert error_of(answer) == (
        400,
        "Invalid JSON payload received. Unknown name \"nilai\" at 'data': Cannot find field.\n"
        "Invalid value at 'data.major_dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), \"MIRING\"",
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"majorDimension": "X"},
            "Invalid value at 'major_dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), \"X\"",
        ),
        (
            {"valueRenderOption": ""},
            "Invalid value at 'value_render_option' (" + TYPES + 'ValueRenderOption), ""',
        ),
    ],
)
def test_a_parameter_that_cannot_be_read_is_refused(api: Api, query: dict[str, str], message: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}/values/A1", **query)
    assert error_of(answer) == (400, message)


def test_an_enum_parameter_may_be_a_number_or_in_small_letters(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [[1, 2]])
    for columns in ("columns", "2"):
        assert api.read(book, "A1:B1", majorDimension=columns) == [[1], [2]]


@pytest.mark.parametrize(("mask", "path"), [("sheets.judul", "sheets.judul"), ("properties, sheets", " sheets")])
def test_fields_that_the_answer_does_not_have_are_refused(api: Api, mask: str, path: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}", fields=mask)
    assert error_of(answer) == (400, "Request contains an invalid argument.")
    [violation] = answer.json()["error"]["details"][0]["fieldViolations"]
    said = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    assert violation == {"field": path, "description": said}


def test_drive_allows_spaces_between_fields_and_names_what_it_does_not_have(api: Api) -> None:
    assert api.call("GET", "/drive/v3/files", fields="files(id, name), nextPageToken").status_code == 200
    answer = api.call("GET", "/drive/v3/files", fields="files(judul)")
    [error] = answer.json()["error"]["errors"]
    assert (error["message"], error["location"]) == ("Invalid field selection judul", "fields")


def test_a_field_mask_of_an_update_is_checked_to_the_bottom(api: Api) -> None:
    update = {"start": {}, "rows": [{"values": [{}]}], "fields": "userEnteredFormat.tebal"}
    answer = api.batch(api.new_book(), {"updateCells": update})
    assert error_of(answer)[1] == "Invalid requests[0].updateCells: Invalid field: userEnteredFormat.tebal"


@pytest.mark.parametrize(
    ("grid_range", "message"),
    [
        ({"startRowIndex": -1}, "GridRange indexes must be >= 0"),
        ({"startRowIndex": 5, "endRowIndex": 2}, "endRowIndex[2] cannot be before startRowIndex[5]"),
        ({"startColumnIndex": 3, "endColumnIndex": 1}, "endColumnIndex[1] cannot be before startColumnIndex[3]"),
    ],
)
def test_an_impossible_grid_range_is_refused(api: Api, grid_range: dict[str, int], message: str) -> None:
    answer = api.batch(api.new_book(), {"mergeCells": {"range": grid_range}})
    assert error_of(answer) == (400, f"Invalid requests[0].mergeCells: {message}")

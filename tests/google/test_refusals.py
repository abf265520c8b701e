"""What Sheets answers at the edges: counts of what was written, defaults, slashes, keys, empty lists, broken text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.conftest import Api, error_of, question


def test_counts_are_of_what_was_written_and_not_of_the_box(api: Api) -> None:
    """Recorded: A1:D6 with only A1 and D6 counts two rows, two columns, two cells."""
    book = api.new_book()
    rows = [["a"], *[[None] * 4] * 4, [None, None, None, "d"]]
    answer = api.write(book, "A1:D6", rows)
    assert [answer[f"updated{what}"] for what in ("Rows", "Columns", "Cells")] == [2, 2, 2]
    body = {"valueInputOption": "RAW", "data": [{"range": "A1:D6", "values": rows}, {"range": "A1", "values": [["b"]]}]}
    whole = api.ok("POST", f"/v4/spreadsheets/{book}/values:batchUpdate", body)
    assert [whole[f"totalUpdated{what}"] for what in ("Rows", "Columns", "Cells")] == [2, 2, 3]


def test_a_copy_of_a_tab_comes_first_unless_told_otherwise(api: Api) -> None:
    book = api.new_book()
    assert api.batch(book, {"duplicateSheet": {"sourceSheetId": 0}}).status_code == 200
    sheets = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.properties.title")["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Copy of Sheet1", "Sheet1"]


def test_null_alone_writes_nothing_and_counts_nothing(api: Api) -> None:
    """Documented: a total counts what at least one cell was updated in."""
    book = api.new_book()
    api.batch(book, {"addSheet": {"properties": {"title": "Dua"}}})
    body = {
        "valueInputOption": "RAW",
        "data": [
            {"range": "Sheet1!A1:B2", "values": [[None, None], [None]]},
            {"range": "Dua!B2:C3", "values": [["a", None], [None, "b"]], "majorDimension": "COLUMNS"},
        ],
    }
    whole = api.ok("POST", f"/v4/spreadsheets/{book}/values:batchUpdate", body)
    totals = [whole[f"totalUpdated{what}"] for what in ("Sheets", "Rows", "Columns", "Cells")]
    assert totals == [1, 2, 2, 2]
    assert not {"updatedRows", "updatedColumns", "updatedCells"} & whole["responses"][0].keys()


def test_an_append_counts_what_it_wrote_and_not_the_box(api: Api) -> None:
    rows = {"values": [["a", None, None], [None], [None, None, "z"]]}
    path = f"/v4/spreadsheets/{api.new_book()}/values/A1:append"
    updates = api.ok("POST", path, rows, valueInputOption="RAW")["updates"]
    assert updates["updatedRange"] == "Sheet1!A1:C3"
    assert [updates[f"updated{what}"] for what in ("Rows", "Columns", "Cells")] == [2, 2, 2]


def test_a_copy_without_a_name_gets_one_that_is_free(api: Api) -> None:
    """Documented: a name is chosen. How it counts is assumed to be as for a copy into another workbook."""
    book = api.new_book()
    for title in ("Copy of Sheet1", "Copy of Sheet1 2"):
        reply = api.batch(book, {"duplicateSheet": {"sourceSheetId": 0}}).json()["replies"][0]
        assert reply["duplicateSheet"]["properties"]["title"] == title


@pytest.mark.parametrize(
    ("kind", "request_", "name"),
    [
        ("duplicateSheet", {"sourceSheetId": 0, "insertSheetIndex": -1}, "insertSheetIndex"),
        ("addSheet", {"properties": {"index": -1}}, "index"),
        ("updateSheetProperties", {"properties": {"index": -1}, "fields": "index"}, "index"),
    ],
)
def test_nothing_is_put_before_the_first_tab(api: Api, kind: str, request_: dict[str, Any], name: str) -> None:
    """Assumed, in the words for negative ends of ranges."""
    answer = api.batch(api.new_book(), {kind: request_})
    assert error_of(answer) == (400, f"Invalid requests[0].{kind}: {name} must be >= 0")


def test_a_rule_is_deleted_by_a_place_that_there_is(api: Api) -> None:
    """The words are reported by several who met them, for a place beyond the last."""
    book = api.new_book()
    for index in (0, -1):
        error = error_of(api.batch(book, {"deleteConditionalFormatRule": {"index": index}}))
        text = f"No conditional format on sheet: 0 at index: {index}"
        assert error == (400, f"Invalid requests[0].deleteConditionalFormatRule: {text}")


@pytest.mark.parametrize(
    ("corner", "text"),
    [
        ({"rowIndex": 1000}, "GridCoordinate.rowIndex[1000] is after last row in grid[999]"),
        ({"columnIndex": 26}, "GridCoordinate.columnIndex[26] is after last column in grid[25]"),
        ({"rowIndex": -1}, "GridCoordinate indexes must be >= 0"),
        ({"columnIndex": -1}, "GridCoordinate indexes must be >= 0"),
    ],
)
def test_a_corner_lies_in_the_grid(api: Api, corner: dict[str, int], text: str) -> None:
    """Words with the index of the last row: google-apps-clj #23, and measured by others. For one below 0: assumed."""
    cells = {"startRowIndex": 0, "endRowIndex": 1}
    for kind, request in (
        ("cutPaste", {"source": cells, "destination": corner}),
        ("updateCells", {"start": corner, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}),
    ):
        assert error_of(api.batch(api.new_book(), {kind: request})) == (400, f"Invalid requests[0].{kind}: {text}")


def test_a_copy_of_no_cells_leaves_everything_as_it_is(api: Api) -> None:
    """Assumed: a range that ends where it begins is a range of no cells."""
    book = api.new_book()
    api.write(book, "A1", [["a"]])
    nothing = {"startRowIndex": 3, "endRowIndex": 3}
    assert api.batch(book, {"copyPaste": {"source": nothing, "destination": {}}}).json()["replies"] == [{}]
    assert api.read(book, "A1:B2") == [["a"]]


def test_a_number_of_32_bits_is_one_also_within_a_map(api: Api) -> None:
    """Recorded for whole numbers; assumed for fractions, and for how a place in a map is told."""
    colour = {"visibleForegroundColor": {"red": 1e300}}
    answer = api.batch(api.new_book(), {"setBasicFilter": {"filter": {"criteria": {"0": colour}}}})
    place = "requests[0].set_basic_filter.filter.criteria.0.value.visible_foreground_color.red"
    assert error_of(answer) == (400, f"Invalid value at '{place}' (TYPE_FLOAT), 1e+300")


def test_what_hangs_on_ranges_of_a_tab_hangs_on_those_of_its_copy(api: Api) -> None:
    book = api.new_book()
    area = {"sheetId": 60, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"booleanRule": {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}}
    api.batch(
        book,
        {"addSheet": {"properties": {"title": "Asal", "sheetId": 60}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area], **rule}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 60}, "unprotectedRanges": [area]}}},
        {"duplicateSheet": {"sourceSheetId": 60, "newSheetId": 61}},
    )
    copy = next(
        sheet for sheet in api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"] if sheet["properties"]["sheetId"] == 61
    )
    assert copy["conditionalFormats"][0]["ranges"] == [{**area, "sheetId": 61}]
    assert copy["protectedRanges"][0]["unprotectedRanges"] == [{**area, "sheetId": 61}]


def test_a_slash_too_many_is_passed_over_by_every_method_of_the_front_end(api: Api) -> None:
    """Reported for the first two; assumed to be the front end's, so of Forms too."""
    book, form = api.new_book(), api.new_form()
    change = {"requests": [{"updateSheetProperties": {"properties": {"title": "a/b"}, "fields": "title"}}]}
    rows = {"values": [["x"]]}
    one = f"/v4/spreadsheets/{book}"
    calls: list[tuple[str, str, Any, dict[str, str]]] = [
        ("GET", f"{one}/", None, {}),
        ("POST", f"{one}/:batchUpdate", change, {}),
        ("POST", "/v4/spreadsheets/", {}, {}),
        ("PUT", f"{one}/values/A1/", rows, {"valueInputOption": "RAW"}),
        ("GET", f"{one}/values/'a/b'!A1/", None, {}),
        ("POST", f"{one}/values/A1/:append", rows, {"valueInputOption": "RAW"}),
        ("GET", f"{one}/values/:batchGet", None, {"ranges": "A1"}),
        ("GET", f"{one}/values:batchGet/", None, {"ranges": "A1"}),
        ("GET", f"/v1/forms/{form}/", None, {}),
        ("GET", f"/v1/forms/{form}/responses/", None, {}),
    ]
    for verb, path, body, query in calls:
        assert api.call(verb, path, body, **query).status_code == 200, path
    assert api.read(book, "A1:A2") == [["x"], ["x"]]


def test_a_tab_cannot_lose_its_name(api: Api) -> None:
    change = {"updateSheetProperties": {"properties": {"gridProperties": {"rowCount": 9}}, "fields": "*"}}
    answer = api.batch(api.new_book(), change)
    assert answer.json()["error"]["message"].endswith("The sheet name cannot be empty.")


def test_a_name_of_a_tab_has_at_most_100_characters(api: Api) -> None:
    """Reported: getodk/collect#2918, and by programs that quote the whole message."""
    book = api.new_book()
    for kind in ("addSheet", "updateSheetProperties"):
        change = {"properties": {"title": "a" * 101}, **({} if kind == "addSheet" else {"fields": "title"})}
        error = api.batch(book, {kind: change}).json()["error"]
        assert error["message"] == f"Invalid requests[0].{kind}: The sheet name cannot be greater than 100 characters."


@pytest.mark.parametrize(
    ("properties", "fields", "text"),
    [
        ({}, "*", "The spreadsheet name cannot be empty."),
        ({"title": ""}, "title", "The spreadsheet name cannot be empty."),
        ({"title": "Uji", "timeZone": "Asia/Jakarta"}, "*", "Unsupported locale: "),
        ({"locale": "id_ID"}, "timeZone,locale", "Invalid time zone: "),
    ],
)
def test_a_workbook_cannot_lose_its_name_locale_or_time_zone(
    api: Api, properties: dict[str, str], fields: str, text: str
) -> None:
    """Assumed, in the words for a tab's name and for values that are none: a workbook without them can be no more."""
    book = api.new_book()
    change = {"updateSpreadsheetProperties": {"properties": properties, "fields": fields}}
    answer = api.batch(book, change)
    assert error_of(answer) == (400, f"Invalid requests[0].updateSpreadsheetProperties: {text}")
    whole = {"title": "Lain", "locale": "id_ID", "timeZone": "Asia/Jakarta"}
    change = {"updateSpreadsheetProperties": {"properties": whole, "fields": "*"}}
    assert api.batch(book, change).status_code == 200
    kept = api.ok("GET", f"/v4/spreadsheets/{book}")["properties"]
    assert {**kept, **whole} == kept
    assert {"autoRecalc", "defaultFormat", "spreadsheetTheme"} <= kept.keys()


def test_empty_lists_of_a_filter_are_left_out(api: Api) -> None:
    book = api.new_book()
    area = {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    view = {"title": "Uji", "range": area, "sortSpecs": [], "filterSpecs": []}
    found = api.batch(book, {"addFilterView": {"filter": view}}).json()["replies"][0]["addFilterView"]["filter"]
    assert not {"sortSpecs", "filterSpecs"} & found.keys()


def test_no_empty_list_is_ever_answered(api: Api) -> None:
    """A repeated field without elements is not in a message at all (protobuf.dev), wherever it stands."""
    book = api.new_book()
    area = {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {"condition": {"type": "BLANK", "values": []}, "format": {"textFormat": {"bold": True}}}
    sent = [
        {"setBasicFilter": {"filter": {"range": area, "sortSpecs": [], "criteria": {}, "filterSpecs": []}}},
        {"addProtectedRange": {"protectedRange": {"range": area, "unprotectedRanges": [], "editors": {"groups": []}}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": rule}}},
        {"setDataValidation": {"range": area, "rule": {"condition": {"type": "BOOLEAN", "values": []}}}},
        {"addFilterView": {"filter": {"range": area, "sortSpecs": [{"dimensionIndex": 1}]}}},
    ]
    replies = api.batch(book, *sent).json()["replies"]
    view = {**replies[-1]["addFilterView"]["filter"], "sortSpecs": []}
    api.batch(book, {"updateFilterView": {"filter": view, "fields": "sortSpecs"}})
    text = api.call("GET", f"/v4/spreadsheets/{book}", includeGridData="true", ranges="A1:B5").text
    assert "[]" not in text
    assert not {"sortSpecs", "criteria"} & api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]["basicFilter"].keys()


@pytest.mark.parametrize(
    "body",
    [
        {"namedRanges": [{"name": "1 x", "range": {}}]},
        {"sheets": [{"properties": {"title": "a"}}, {"properties": {"title": "A"}}]},
        {"sheets": [{"data": [{"rowData": [{"values": [{"userEnteredValue": {"stringValue": "x" * 50_001}}]}]}]}]},
    ],
)
def test_a_workbook_that_is_refused_is_no_file_either(api: Api, body: dict[str, Any]) -> None:
    assert api.call("POST", "/v4/spreadsheets", body).status_code == 400
    assert api.ok("GET", "/drive/v3/files")["files"] == []


def test_a_number_in_a_path_is_a_number(api: Api) -> None:
    """Recorded for parameters of the query; assumed to be the front end's for those of the path."""
    book = api.new_book()
    answer = api.call("POST", f"/v4/spreadsheets/{book}/sheets/satu:copyTo", {"destinationSpreadsheetId": book})
    assert error_of(answer) == (400, "Invalid value at 'sheet_id' (TYPE_INT32), \"satu\"")
    assert api.call(
        "POST", f"/v4/spreadsheets/{book}/sheets/0:copyTo", {"destinationSpreadsheetId": book}
    ).status_code == 200  # fmt: skip


def test_half_a_character_is_replaced_and_breaks_no_answer(api: Api) -> None:
    """Half of a pair of UTF-16 cannot be sent on as UTF-8. That it is replaced and not refused is assumed."""
    book, half = api.new_book(), "a\ud800b"
    whole = "a\ufffdb"
    api.write(book, "A1", [[half, "😀"]])
    assert api.read(book, "A1:B1") == [[whole, "😀"]]
    assert whole in api.batch(book, {"addSheet": {"properties": {"title": half}}}).text
    assert whole in api.batch(book, {"addSheet": {"properties": {"title": half}}}).json()["error"]["message"]
    assert whole in api.call("GET", f"/drive/v3/files/{book}/export", mimeType="text/csv").content.decode()
    form = api.new_form(question("0000000a", "Nama", {"textQuestion": {}}))
    api.google.control.add_response(form, {"0000000b": [half, "\udfff", "😀"]})
    (response,) = api.ok("GET", f"/v1/forms/{form}/responses")["responses"]
    texts = [one["value"] for one in response["answers"]["0000000b"]["textAnswers"]["answers"]]
    assert texts == [whole, "\ufffd", "😀"]
    assert half not in str(api.google.control.dump())


def test_a_key_that_is_none_of_googles_is_refused_beside_a_good_token_too(api: Api) -> None:
    error = api.call("GET", f"/v4/spreadsheets/{api.new_book()}", key="bukan-kunci").json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"] == "API key not valid. Please pass a valid API key."
    assert error["details"][0]["reason"] == "API_KEY_INVALID"

"""The kinds of batchUpdate request."""

import concurrent.futures
from typing import Any

import gspread
import pytest

from local.google.workbook.requests import KINDS
from tests.google.conftest import Api, error_of

STAFF = "petugas@lokal.iam.gserviceaccount.com"


def _text(*texts: str) -> dict[str, Any]:
    return {"values": [{"userEnteredValue": {"stringValue": text}} for text in texts]}


def _update(row: int, *rows: dict[str, Any], sheet: int = 0) -> dict[str, Any]:
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": list(rows), "fields": "userEnteredValue"}}


def _range(top: int, bottom: int, left: int, right: int, sheet: int = 0) -> dict[str, int]:
    names = ("sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return dict(zip(names, (sheet, top, bottom, left, right), strict=True))


def test_a_batch_is_applied_whole_or_not_at_all(api: Api) -> None:
    book = api.new_book()
    answer = api.batch(book, _update(0, _text("a")), _update(0, _text("b"), sheet=99))
    assert error_of(answer) == (400, "Invalid requests[1].updateCells: No grid with id: 99")
    assert api.read(book, "A1") == []


def test_an_unknown_kind_is_501_and_names_it(api: Api) -> None:
    answer = api.batch(api.new_book(), {"addChart": {}})
    assert answer.status_code == 501
    assert "addChart" in error_of(answer)[1]


def test_typed_cells_are_kept_as_they_are(api: Api) -> None:
    book = api.new_book()
    day = {"numberFormat": {"type": "DATE", "pattern": "d mmm yyyy"}}
    values = [
        {"userEnteredValue": {"stringValue": "=1+1"}},
        {"userEnteredValue": {"numberValue": 43945}, "userEnteredFormat": day},
        {"userEnteredValue": {"boolValue": False}},
        {"userEnteredValue": {"formulaValue": '=HYPERLINK("http://127.0.0.1/x";"buka")'}},
    ]  # fmt: skip
    update = {"start": {}, "rows": [{"values": values}], "fields": "userEnteredValue,userEnteredFormat.numberFormat"}
    assert api.batch(book, {"updateCells": update}).status_code == 200
    assert api.read(book, "A1:D1") == [["=1+1", 43945, False, "buka"]]
    assert api.read(book, "A1:D1", "FORMATTED_VALUE") == [["=1+1", "24 Apr 2020", "FALSE", "buka"]]


def test_over_a_range_the_cells_that_are_not_given_lose_the_masked_fields_only(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a", "b"], ["c", "d"]])
    note = {"range": _range(0, 2, 0, 2), "rows": [{"values": [{"note": "n"}]}], "fields": "note"}
    values = {"range": _range(0, 2, 0, 1), "rows": [_text("x")], "fields": "userEnteredValue"}
    assert api.batch(book, {"updateCells": note}, {"updateCells": values}).status_code == 200
    assert api.read(book, "A1:B2") == [["x", "b"], ["", "d"]]


def test_rows_past_the_grid_are_refused_until_it_is_appended(api: Api) -> None:
    book = api.new_book()
    assert error_of(api.batch(book, _update(1000, _text("x"))))[0] == 400
    grow = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 5}}
    assert api.batch(book, grow, _update(1000, _text("x"))).status_code == 200
    assert api.read(book, "A1001") == [["x"]]


def test_a_wrong_value_type_is_refused(api: Api) -> None:
    wrong = {"values": [{"userEnteredValue": {"numberValue": "seratus"}}]}
    assert api.batch(api.new_book(), _update(0, wrong)).status_code == 400


def test_an_update_without_a_field_mask_is_refused(api: Api) -> None:
    answer = api.batch(api.new_book(), {"updateCells": {"start": {}, "rows": [_text("x")]}})
    assert "At least one field must be listed in 'fields'" in error_of(answer)[1]


def test_rows_inserted_and_deleted_move_values_and_the_ranges_that_hang_on_them(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a"], ["b"], ["c"]])
    span = {"sheetId": 0, "dimension": "ROWS"}
    named = {"addNamedRange": {"namedRange": {"name": "Isi", "range": _range(1, 3, 0, 1)}}}
    insert = {"insertDimension": {"range": {**span, "startIndex": 1, "endIndex": 2}}}
    assert api.batch(book, named, insert).status_code == 200
    assert api.read(book, "Isi") == [["b"], ["c"]]
    api.batch(book, {"deleteDimension": {"range": {**span, "startIndex": 0, "endIndex": 3}}})
    assert api.read(book, "A1:A9") == [["c"]]
    assert api.ok("GET", f"/v4/spreadsheets/{book}/values/Isi")["range"] == "Sheet1!A1"


@pytest.mark.parametrize(
    ("kind", "start", "end", "more", "message"),
    [
        ("insertDimension", -1, 1, {}, "DimensionRange indexes must be >= 0"),
        (
            "insertDimension",
            5,
            6,
            {},
            "range.startIndex must be less than the grid size (5) if inheritFromBefore is false.",
        ),
        ("insertDimension", 6, 7, {"inheritFromBefore": True}, "range.startIndex[6] is after last row in grid[5]"),
        (
            "deleteDimension",
            5,
            6,
            {},
            "Cannot delete a row that doesn't exist. Tried to delete row index 5 but there are only 5 rows.",
        ),
        ("deleteDimension", 0, 9, {}, "You can't delete all the rows on the sheet."),
        ("deleteDimension", 1, 5, {}, "Sorry, it is not possible to delete all non-frozen rows."),
    ],
)
def test_rows_that_there_are_not_are_refused_in_googles_words(
    api: Api, kind: str, start: int, end: int, more: dict[str, bool], message: str
) -> None:
    book = api.new_book()
    extent = {"gridProperties": {"rowCount": 5, "frozenRowCount": 1}}
    change = {"properties": extent, "fields": "gridProperties(rowCount,frozenRowCount)"}
    api.batch(book, {"updateSheetProperties": change})
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}
    assert error_of(api.batch(book, {kind: {"range": span, **more}})) == (400, f"Invalid requests[0].{kind}: {message}")


def test_a_row_is_inserted_after_the_last_with_the_format_of_the_one_before(api: Api) -> None:
    book = api.new_book()
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1000, "endIndex": 1001}
    assert api.batch(book, {"insertDimension": {"range": span, "inheritFromBefore": True}}).status_code == 200
    assert api.ok("GET", f"/v4/spreadsheets/{book}/values/Sheet1")["range"] == "Sheet1!A1:Z1001"


def test_a_corner_outside_the_grid_is_refused_in_googles_words(api: Api) -> None:
    update = {"start": {"rowIndex": 1000}, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}
    refused = error_of(api.batch(api.new_book(), {"updateCells": update}))
    assert refused == (
        400,
        "Invalid requests[0].updateCells: GridCoordinate.rowIndex[1000] is after last row in grid[999]",
    )


@pytest.mark.parametrize("share", [0.8980392, 0.9843137, 0.06666667, 0.25882354, 1, 0.2])
def test_a_colour_that_google_answered_is_kept_as_it_is(api: Api, share: float) -> None:
    book = api.new_book()
    cell = {"userEnteredFormat": {"backgroundColor": {"red": share}}}
    repeat = {"range": {"endRowIndex": 1, "endColumnIndex": 1}, "cell": cell, "fields": "userEnteredFormat"}
    api.batch(book, {"repeatCell": repeat})
    answer = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.data.rowData.values.userEnteredFormat")
    [shown] = answer["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert shown["userEnteredFormat"]["backgroundColor"] == {"red": share}


def test_moving_rows_puts_them_before_the_destination(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a"], ["b"], ["c"], ["d"]])
    source = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    assert api.batch(book, {"moveDimension": {"source": source, "destinationIndex": 3}}).status_code == 200
    assert api.read(book, "A1:A4") == [["c"], ["a"], ["b"], ["d"]]


def test_sorting_puts_numbers_before_text_and_blanks_last(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["b", 1], [None, 2], [3, 3], ["A", 4]])
    sort = {"range": _range(0, 4, 0, 2), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}
    api.batch(book, {"sortRange": sort})
    assert [row[1] for row in api.read(book, "A1:B4")] == [3, 4, 1, 2]


def test_sheets_are_created_with_the_ids_and_rows_that_were_asked_for(api: Api) -> None:
    rows = [{"values": [{"userEnteredValue": {"stringValue": "nomor"}, "note": "urut"}]}]
    body = {
        "properties": {"title": "KSBB", "locale": "id_ID", "timeZone": "Asia/Jakarta"},
        "sheets": [
            {
                "properties": {
                    "sheetId": 11, "title": "Komitmen",
                    "gridProperties": {"rowCount": 50, "columnCount": 3, "frozenRowCount": 1},
                },
                "data": [{"rowData": rows}],
            },
            {"properties": {"sheetId": 12, "title": "Rekap", "hidden": True}},
        ],
    }  # fmt: skip
    book = api.ok("POST", "/v4/spreadsheets", body)
    assert [sheet["properties"]["sheetId"] for sheet in book["sheets"]] == [11, 12]
    assert book["properties"]["timeZone"] == "Asia/Jakarta"
    assert api.read(book["spreadsheetId"], "Komitmen!A1") == [["nomor"]]


def test_protection_stops_an_editor_who_is_not_named_and_not_the_owner(api: Api) -> None:
    book = api.new_book()
    api.share(book, STAFF, "writer")
    staff = api.as_(STAFF)
    protect = {"addProtectedRange": {"protectedRange": {"range": _range(0, 1000, 0, 1), "editors": {"users": []}}}}
    assert api.batch(book, protect).status_code == 200
    refused = staff.batch(book, _update(0, _text("x")))
    assert "You are trying to edit a protected cell or object." in error_of(refused)[1]
    path = f"/v4/spreadsheets/{book}/values/A1"
    assert staff.call("PUT", path, {"values": [[1]]}, valueInputOption="RAW").status_code == 400
    assert staff.call("PUT", path.replace("A1", "B1"), {"values": [[1]]}, valueInputOption="RAW").status_code == 200
    assert api.batch(book, _update(0, _text("x"))).status_code == 200


def test_staff_cannot_sort_over_a_protected_column(api: Api) -> None:
    book = api.new_book()
    api.share(book, STAFF, "writer")
    api.write(book, "A1", [[2, "b"], [1, "a"]])
    api.batch(book, {"addProtectedRange": {"protectedRange": {"range": _range(0, 1000, 0, 1)}}})
    sort = {"sortRange": {"range": _range(0, 2, 0, 2), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}}
    assert api.as_(STAFF).batch(book, sort).status_code == 400
    assert api.read(book, "A1:A2") == [[2], [1]]


def test_filter_views_protected_ranges_and_conditional_formats_are_answered_as_set(api: Api) -> None:
    book = api.new_book()
    rule = {
        "ranges": [_range(1, 9, 0, 1)],
        "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}},
    }
    down = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    replies = api.batch(
        book,
        {"addFilterView": {"filter": {"title": "Urut", "range": {"sheetId": 0}, "sortSpecs": down}}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"setBasicFilter": {"filter": {"range": _range(0, 5, 0, 2)}}},
    ).json()["replies"]  # fmt: skip
    sheet = api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]
    assert sheet["filterViews"][0]["filterViewId"] == replies[0]["addFilterView"]["filter"]["filterViewId"]
    assert sheet["filterViews"][0]["range"]["endRowIndex"] == 1000
    assert sheet["conditionalFormats"][0]["booleanRule"]["condition"] == {"type": "NOT_BLANK"}
    assert sheet["basicFilter"]["range"]["endColumnIndex"] == 2


def test_dropdowns_are_set_and_taken_away(api: Api) -> None:
    book = api.new_book()
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "aktif"}]}, "showCustomUi": True}
    api.batch(book, {"setDataValidation": {"range": _range(1, 3, 0, 1), "rule": rule}})
    path, mask = f"/v4/spreadsheets/{book}", "sheets.data.rowData.values.dataValidation"
    rows = api.ok("GET", path, fields=mask)["sheets"][0]["data"][0]["rowData"]
    assert rows[1]["values"][0]["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    api.batch(book, {"setDataValidation": {"range": _range(1, 3, 0, 1)}})
    assert api.ok("GET", path, fields=mask) == {"sheets": [{"data": [{}]}]}


def test_gspread_merges_formats_freezes_hides_and_resizes(client: gspread.Client) -> None:
    book = client.create("Uji")
    sheet = book.sheet1
    sheet.update([["kepala", ""], ["a", "b"]], "A1")
    sheet.format("A1:B1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    sheet.merge_cells("A1:B1")
    sheet.freeze(rows=1)
    sheet.hide_columns(3, 5)
    sheet.columns_auto_resize(0, 1)
    sheet.resize(rows=20, cols=6)
    sheet.sort((1, "asc"), range="A2:B2")
    book.add_worksheet("Dua", 5, 5).hide()
    seen = book.fetch_sheet_metadata()["sheets"]
    assert seen[0]["properties"]["gridProperties"] == {"rowCount": 20, "columnCount": 6, "frozenRowCount": 1}
    assert seen[0]["merges"] == [{"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}]
    assert seen[1]["properties"]["hidden"] is True


def test_four_clients_with_500_batches_each_lose_none(api: Api) -> None:
    book = api.new_book()
    api.batch(book, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1000}})

    def run(worker: int) -> None:
        mine = Api(api.google)
        for step in range(500):
            assert mine.batch(book, _update(worker * 500 + step, _text(f"{worker}.{step}"))).status_code == 200

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    assert api.read(book, "A1:A2000") == [[f"{worker}.{step}"] for worker in range(4) for step in range(500)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_answers_an_empty_request_with_a_clear_400_or_does_nothing(api: Api, kind: str) -> None:
    answer = api.batch(api.new_book(), {kind: {}})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert error_of(answer)[1].startswith(f"Invalid requests[0].{kind}: ")


def _protected(api: Api, book: str) -> list[dict[str, Any]]:
    return api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]


def test_a_protection_is_changed_by_the_owner_and_not_by_those_it_stops(api: Api) -> None:
    book = api.new_book()
    api.share(book, STAFF, "writer")
    made = api.batch(book, {"addProtectedRange": {"protectedRange": {"range": _range(0, 9, 0, 1)}}}).json()
    number = made["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    change = {"protectedRangeId": number, "editors": {"users": [STAFF]}}
    request = {"updateProtectedRange": {"protectedRange": change, "fields": "editors"}}
    staff = api.as_(STAFF)
    assert staff.batch(book, request).status_code == 403
    assert staff.batch(book, {"deleteProtectedRange": {"protectedRangeId": number}}).status_code == 403
    assert "editors" not in _protected(staff, book)[0]
    assert api.batch(book, request).status_code == 200
    assert _protected(staff, book)[0]["editors"] == {"users": [STAFF]}
    assert staff.batch(book, _update(0, _text("x"))).status_code == 200


def test_a_protected_tab_leaves_its_unprotected_ranges_open(api: Api) -> None:
    book = api.new_book()
    api.share(book, STAFF, "writer")
    tab = {"range": {"sheetId": 0}, "unprotectedRanges": [_range(0, 1000, 1, 2)]}
    api.batch(book, {"addProtectedRange": {"protectedRange": tab}})
    staff, path = api.as_(STAFF), f"/v4/spreadsheets/{book}/values/"
    assert staff.call("PUT", path + "B2", {"values": [[1]]}, valueInputOption="RAW").status_code == 200
    assert staff.call("PUT", path + "A2", {"values": [[1]]}, valueInputOption="RAW").status_code == 400
    rename = {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "X"}, "fields": "title"}}
    assert staff.batch(book, rename).status_code == 400


def test_a_warning_does_not_stop_a_write_and_takes_no_editors(api: Api) -> None:
    book = api.new_book()
    api.share(book, STAFF, "writer")
    warning = {"range": _range(0, 9, 0, 1), "warningOnly": True}
    api.batch(book, {"addProtectedRange": {"protectedRange": warning}})
    assert api.as_(STAFF).batch(book, _update(0, _text("x"))).status_code == 200
    wrong = {"addProtectedRange": {"protectedRange": {**warning, "editors": {"users": [STAFF]}}}}
    assert "Editors cannot be set on it." in error_of(api.batch(book, wrong))[1]


def test_a_filter_view_is_changed_and_deleted_by_its_id(api: Api) -> None:
    book = api.new_book()
    made = api.batch(book, {"addFilterView": {"filter": {"title": "A", "range": _range(0, 5, 0, 2)}}}).json()
    view = made["replies"][0]["addFilterView"]["filter"]["filterViewId"]
    change = {"filter": {"filterViewId": view, "title": "B"}, "fields": "title"}
    api.batch(book, {"updateFilterView": change})
    sheet = api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]
    assert sheet["filterViews"] == [{"filterViewId": view, "title": "B", "range": _answered(0, 5, 0, 2)}]
    api.batch(book, {"deleteFilterView": {"filterId": view}})
    assert "filterViews" not in api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]


def _answered(*indices: int) -> dict[str, int]:
    return {name: index for name, index in _range(*indices).items() if name != "sheetId"}


def test_a_tab_is_duplicated_with_all_in_it_and_copied_to_another_workbook(api: Api) -> None:
    book, other = api.new_book(), api.new_book()
    api.write(book, "A1", [["isi"]])
    api.batch(book, {"addProtectedRange": {"protectedRange": {"range": _range(0, 1, 0, 1)}}})
    request = {"sourceSheetId": 0, "newSheetName": "Salinan", "insertSheetIndex": 0}
    assert api.batch(book, {"duplicateSheet": request}).status_code == 200
    assert api.read(book, "Salinan!A1") == [["isi"]]
    copied = api.ok("POST", f"/v4/spreadsheets/{book}/sheets/0:copyTo", {"destinationSpreadsheetId": other})
    assert copied["title"] == "Copy of Sheet1"
    assert api.read(other, "Copy of Sheet1!A1") == [["isi"]]


def test_cells_are_appended_below_the_last_row_with_data(api: Api) -> None:
    book = api.new_book()
    api.write(book, "C999", [["x"], ["y"]])
    rows = {"sheetId": 0, "rows": [_text("a"), _text("b")], "fields": "userEnteredValue"}
    assert api.batch(book, {"appendCells": rows}).status_code == 200
    assert api.read(book, "A1001:A1002") == [["a"], ["b"]]


def test_text_is_found_and_replaced_in_values_only(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["rw 05"], ["RW 05 rw"], [5]])
    request = {"find": "rw", "replacement": "RW", "allSheets": True}
    reply = api.batch(book, {"findReplace": request}).json()["replies"][0]["findReplace"]
    assert reply == {"valuesChanged": 2, "occurrencesChanged": 3, "rowsChanged": 2, "sheetsChanged": 1}
    assert api.read(book, "A1:A3") == [["RW 05"], ["RW 05 RW"], [5]]


def test_borders_are_drawn_around_and_inside(api: Api) -> None:
    book = api.new_book()
    line = {"style": "SOLID"}
    request = {"range": _range(0, 2, 0, 2), "top": line, "innerVertical": line}
    assert api.batch(book, {"updateBorders": request}).status_code == 200
    path, mask = f"/v4/spreadsheets/{book}", "sheets.data.rowData.values.userEnteredFormat.borders"
    rows = api.ok("GET", path, fields=mask)["sheets"][0]["data"][0]["rowData"]
    assert set(rows[0]["values"][0]["userEnteredFormat"]["borders"]) == {"top", "right"}
    assert set(rows[1]["values"][1]["userEnteredFormat"]["borders"]) == {"left"}


def test_the_last_visible_tab_can_be_neither_hidden_nor_deleted(api: Api) -> None:
    book = api.new_book()
    hide = {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}}
    assert "You can't hide all the sheets in a document." in error_of(api.batch(book, hide))[1]
    assert api.batch(book, {"deleteSheet": {"sheetId": 0}}).status_code == 400


@pytest.mark.parametrize(
    ("properties", "message"),
    [({"locale": "bahasa"}, "Unsupported locale: bahasa"), ({"timeZone": "Asia/Batavia"}, "Invalid time zone")],
)
def test_a_locale_or_time_zone_that_there_is_not_is_refused(api: Api, properties: dict[str, str], message: str) -> None:
    request = {"updateSpreadsheetProperties": {"properties": properties, "fields": next(iter(properties))}}
    assert message in error_of(api.batch(api.new_book(), request))[1]
    assert message in error_of(api.call("POST", "/v4/spreadsheets", {"properties": properties}))[1]

"""What Sheets answers at the edges: counts of what was written, defaults, slashes, keys, deleted cells."""

from __future__ import annotations

from tests.google.conftest import Api


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


def test_a_slash_too_many_is_passed_over(api: Api) -> None:
    book = api.new_book()
    assert api.call("GET", f"/v4/spreadsheets/{book}/").status_code == 200
    change = {"requests": [{"updateSheetProperties": {"properties": {"title": "Satu"}, "fields": "title"}}]}
    assert api.call("POST", f"/v4/spreadsheets/{book}/:batchUpdate", change).status_code == 200


def test_a_tab_cannot_lose_its_name(api: Api) -> None:
    change = {"updateSheetProperties": {"properties": {"gridProperties": {"rowCount": 9}}, "fields": "*"}}
    answer = api.batch(api.new_book(), change)
    assert answer.json()["error"]["message"].endswith("The sheet name cannot be empty.")


def test_empty_lists_of_a_filter_are_left_out(api: Api) -> None:
    book = api.new_book()
    area = {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    view = {"title": "Uji", "range": area, "sortSpecs": [], "filterSpecs": []}
    found = api.batch(book, {"addFilterView": {"filter": view}}).json()["replies"][0]["addFilterView"]["filter"]
    assert not {"sortSpecs", "filterSpecs"} & found.keys()


def test_a_key_that_is_none_of_googles_is_refused_beside_a_good_token_too(api: Api) -> None:
    error = api.call("GET", f"/v4/spreadsheets/{api.new_book()}", key="bukan-kunci").json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"] == "API key not valid. Please pass a valid API key."
    assert error["details"][0]["reason"] == "API_KEY_INVALID"


def test_deleted_cells_are_filled_from_below_or_from_the_right(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]])
    cell = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    assert api.batch(book, {"deleteRange": {"range": cell, "shiftDimension": "ROWS"}}).status_code == 200
    assert api.read(book, "A1:C3") == [["a1", "b2", "c1"], ["a2", "b3", "c2"], ["a3", "", "c3"]]
    assert api.batch(book, {"deleteRange": {"range": cell, "shiftDimension": "COLUMNS"}}).status_code == 200
    assert api.read(book, "A1:C1") == [["a1", "c1"]]


def test_cells_are_not_deleted_where_what_would_move_is_protected(api: Api) -> None:
    book = api.new_book()
    editor = api.as_("lain@lokal.iam.gserviceaccount.com")
    api.ok(
        "POST",
        f"/drive/v3/files/{book}/permissions",
        {"type": "user", "role": "writer", "emailAddress": "lain@lokal.iam.gserviceaccount.com"},
    )
    below = {"startRowIndex": 4, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    api.batch(book, {"addProtectedRange": {"protectedRange": {"range": below}}})
    cell = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    assert editor.batch(book, {"deleteRange": {"range": cell, "shiftDimension": "ROWS"}}).status_code == 400
    assert editor.batch(book, {"deleteRange": {"range": cell, "shiftDimension": "COLUMNS"}}).status_code == 200

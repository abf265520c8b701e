"""What Sheets answers at the edges: counts of what was written, defaults, slashes, keys, empty lists, broken text."""

from __future__ import annotations

from typing import Any

from tests.google.conftest import Api, question


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

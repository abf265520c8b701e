"""Reading and writing values, through gspread and as plain calls."""

import gspread
import pytest

from tests.google.conftest import Api, error_of


def test_gspread_writes_and_reads_back_what_it_wrote(client: gspread.Client) -> None:
    sheet = client.create("Uji gspread").sheet1
    sheet.update([[1, "dua", True], ["", None, 2.5]], "B2")
    assert sheet.get("A1:D3", value_render_option="UNFORMATTED_VALUE") == [
        [],
        ["", 1, "dua", True],
        ["", "", "", 2.5],
    ]
    assert sheet.row_count == 1000


def test_the_answered_range_names_the_extent_of_the_grid(api: Api) -> None:
    book = api.new_book()
    assert api.ok("GET", f"/v4/spreadsheets/{book}/values/Sheet1")["range"] == "Sheet1!A1:Z1000"
    assert api.ok("GET", f"/v4/spreadsheets/{book}/values/C5:D")["range"] == "Sheet1!C5:D1000"
    assert api.ok("GET", f"/v4/spreadsheets/{book}/values/A999:AZ2000")["range"] == "Sheet1!A999:Z1000"
    answer = api.call("GET", f"/v4/spreadsheets/{book}/values/A1001")
    assert error_of(answer)[1] == "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"


def test_trailing_empties_are_trimmed_in_rows_and_columns(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a", "", ""], ["", "", ""], ["", "b", ""], ["", "", ""]])
    assert api.read(book, "A1:D9") == [["a"], [], ["", "b"]]
    assert api.read(book, "A1:D9", majorDimension="COLUMNS") == [["a"], ["", "", "b"]]


def test_null_leaves_a_cell_alone_and_empty_text_clears_it(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a", "b"]])
    assert api.write(book, "A1", [[None, ""]])["updatedCells"] == 1
    assert api.read(book, "A1:B1") == [["a"]]


def test_values_may_not_go_past_the_range_they_are_written_to(api: Api) -> None:
    book = api.new_book()
    answer = api.call("PUT", f"/v4/spreadsheets/{book}/values/A1:B1", {"values": [[1, 2, 3]]}, valueInputOption="RAW")
    expected = "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"
    assert error_of(answer) == (400, expected)


def test_without_a_value_input_option_nothing_is_written(api: Api) -> None:
    book = api.new_book()
    answer = api.call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[1]]})
    assert error_of(answer) == (400, "'valueInputOption' is required but not specified")


def test_append_goes_after_the_table_and_grows_the_grid(api: Api) -> None:
    book = api.new_book()
    api.write(book, "B2", [["x", "y"], [1, 2]])
    path = f"/v4/spreadsheets/{book}/values/B2:append"
    answer = api.ok("POST", path, {"values": [[3, 4]]}, valueInputOption="RAW")
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!B2:C3", "Sheet1!B4:C4")
    api.write(book, "A1000", [["akhir"]])
    last = api.ok("POST", f"/v4/spreadsheets/{book}/values/A1000:append", {"values": [["z"]]}, valueInputOption="RAW")
    assert last["updates"]["updatedRange"] == "Sheet1!A1001"


@pytest.mark.parametrize(
    ("rows", "where", "table", "written"),
    [
        ([["a", "", "c"]], "Sheet1", "C1", "C2"),
        ([["a", "", "c"]], "A1", "A1", "A2"),
        ([["a", "", "c"], ["a"]], "Sheet1", "A1:A2", "A3"),
        ([["a"], [], ["b", "b"]], "Sheet1", "A3:B3", "A4"),
        ([["a"], [], ["b", "b"]], "A1", "A1", "A2"),
        ([["a"], ["", "b"]], "A1", "A1:B2", "A3"),
        ([["a"]], "D4", None, "D4"),
        ([["a"]], "Sheet1!B:C", None, "B1"),
    ],
)
def test_of_several_tables_the_last_in_the_range_is_appended_to(
    api: Api, rows: list[list[str]], where: str, table: str | None, written: str
) -> None:
    """Lowest, and of those side by side the right one: gspread #537, and Google's guide to values."""
    book = api.new_book()
    api.write(book, "A1", rows)
    answer = api.ok("POST", f"/v4/spreadsheets/{book}/values/{where}:append?valueInputOption=RAW", {"values": [["x"]]})
    assert answer.get("tableRange") == (table and f"Sheet1!{table}")
    assert answer["updates"]["updatedRange"] == f"Sheet1!{written}"


def test_inserted_rows_carry_along_what_hangs_on_the_rows_below(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a"], [""], ["bawah", ""]])
    api.batch(book, {"mergeCells": {"range": {"startRowIndex": 2, "endRowIndex": 3, "endColumnIndex": 2}}})
    query = "valueInputOption=RAW&insertDataOption=INSERT_ROWS"
    api.ok("POST", f"/v4/spreadsheets/{book}/values/A1:append?{query}", {"values": [["b"], ["c"]]})
    [merge] = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.merges")["sheets"][0]["merges"]
    assert (merge["startRowIndex"], merge["endRowIndex"]) == (4, 5)


def test_insert_rows_pushes_what_is_below_an_appended_table(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["a"], [""], ["bawah"]])
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    api.ok("POST", path, {"values": [["b"]]}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.read(book, "A1:A9") == [["a"], ["b"], [], ["bawah"]]


def test_clear_empties_values_and_keeps_notes(api: Api) -> None:
    book = api.new_book()
    cell = {"userEnteredValue": {"stringValue": "isi"}, "note": "catatan"}
    update = {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "userEnteredValue,note"}
    assert api.batch(book, {"updateCells": update}).status_code == 200
    assert api.ok("POST", f"/v4/spreadsheets/{book}/values/A1:B2:clear")["clearedRange"] == "Sheet1!A1:B2"
    answer = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.data.rowData.values(note,effectiveValue)")
    assert answer == {"sheets": [{"data": [{"rowData": [{"values": [{"note": "catatan"}]}]}]}]}


@pytest.mark.parametrize(
    ("locale", "typed", "value", "shown"),
    [
        ("id_ID", "1.500", 1500, "1.500"),
        ("id_ID", "1,5", 1.5, "1,5"),
        ("id_ID", "0812", 812, "812"),
        ("id_ID", "'0812", "0812", "0812"),
        ("id_ID", "24/04/2020", 43945, "24/04/2020"),
        ("id_ID", "2020-04-24", 43945, "2020-04-24"),
        ("id_ID", "24 April 2020", 43945, "24 April 2020"),
        ("id_ID", "15%", 0.15, "15%"),
        ("id_ID", "Rp2.000", 2000, "Rp2.000"),
        ("id_ID", "true", True, "TRUE"),
        ("id_ID", "32/13/2020", "32/13/2020", "32/13/2020"),
        ("en_US", "1,234.5", 1234.5, "1,234.50"),
        ("en_US", "1.500", 1.5, "1.5"),
        ("en_US", "4/24/2020", 43945, "4/24/2020"),
        ("en_US", "10:30", 0.4375, "10:30"),
        ("en_US", "=4/2", 2, "2"),
    ],
)
def test_typing_is_understood_in_the_workbooks_locale(
    api: Api, locale: str, typed: str, value: object, shown: str
) -> None:
    book = api.new_book(locale=locale)
    api.write(book, "A1", [[typed]], "USER_ENTERED")
    assert api.read(book, "A1") == [[value]]
    assert api.read(book, "A1", "FORMATTED_VALUE") == [[shown]]


def test_raw_text_stays_text_however_much_it_looks_like_a_formula_or_number(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["=IMPORTXML(1)", "0812", "1.500", "TRUE"]])
    assert api.read(book, "A1:D1") == [["=IMPORTXML(1)", "0812", "1.500", "TRUE"]]


def test_a_formula_keeps_its_text_and_shows_a_marker_if_it_is_not_worked_out(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["=SUM(B1:B9)"]], "USER_ENTERED")
    assert api.read(book, "A1", "FORMULA") == [["=SUM(B1:B9)"]]
    assert api.read(book, "A1", "FORMATTED_VALUE") == [["#N/A"]]


def test_batch_get_reads_titles_with_spaces_and_whole_columns(client: gspread.Client) -> None:
    book = client.create("Uji")
    sheet = book.add_worksheet("Perlu Dihubungi", 10, 3)
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    answer = book.values_batch_get(["'Perlu Dihubungi'!A:A", "Perlu Dihubungi!B1:B", "'Perlu Dihubungi'"])
    assert [part["range"] for part in answer["valueRanges"]] == [
        "'Perlu Dihubungi'!A1:A10",
        "'Perlu Dihubungi'!B1:B10",
        "'Perlu Dihubungi'!A1:C10",
    ]
    assert answer["valueRanges"][1]["values"] == [["b"], ["d"]]


def test_a_batch_update_of_values_writes_all_ranges_or_none(api: Api) -> None:
    book = api.new_book()
    data = [{"range": "A1", "values": [["x"]]}, {"range": "Tidak Ada!A1", "values": [["y"]]}]
    answer = api.call("POST", f"/v4/spreadsheets/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert error_of(answer)[0] == 400
    assert api.read(book, "A1") == []


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Sheet1", "Sheet1!B7:C7"),
        ("C4", "Sheet1!B7:C7"),
        ("C5:D5", "Sheet1!B7:C7"),
        ("B2:D4", "Sheet1!B7:C7"),
        ("B3:G10", "Sheet1!B7:C7"),
        ("A1", "Sheet1!A3:B3"),
        ("E4", "Sheet1!E4:F4"),
        ("A4", "Sheet1!A4:B4"),
    ],
)
def test_append_finds_the_table_as_the_guide_to_values_says(api: Api, given: str, written: str) -> None:
    """Two tables, A1:C2 and B4:D6; which of them an input range means is from the guide's own example."""
    book = api.new_book()
    api.write(book, "A1", [["x", "y", "z"], ["x", "y", "z"]])
    api.write(book, "B4", [["x", "y"], ["y", "z"], ["y", None, "z"]])
    path = f"/v4/spreadsheets/{book}/values/{given}:append"
    answer = api.ok("POST", path, {"values": [["n", "n"]]}, valueInputOption="RAW")
    assert answer["updates"]["updatedRange"] == written


def test_a_list_in_a_cell_is_refused_naming_where(api: Api) -> None:
    book = api.new_book()
    path = f"/v4/spreadsheets/{book}/values/A1"
    answer = api.call("PUT", path, {"values": [["a", ["b"]]]}, valueInputOption="RAW")
    expected = 'Invalid values[0][1]: list_value {\n  values {\n    string_value: "b"\n  }\n}\n'
    assert error_of(answer) == (400, expected)

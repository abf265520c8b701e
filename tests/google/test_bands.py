"""Cells deleted and inserted: what moves with them, what stays, and who may not."""

from typing import Any

import pytest

from tests.google.conftest import Api, error_of

STAFF = "petugas@lokal.iam.gserviceaccount.com"
ROWS = [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]]


def area(top: int, bottom: int | None, left: int, right: int | None) -> dict[str, int]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return {name: at for name, at in zip(names, (top, bottom, left, right), strict=True) if at is not None}


def delete(cells: dict[str, int], dimension: str = "ROWS") -> dict[str, Any]:
    return {"deleteRange": {"range": cells, "shiftDimension": dimension}}


def insert(cells: dict[str, int], dimension: str = "ROWS") -> dict[str, Any]:
    return {"insertRange": {"range": cells, "shiftDimension": dimension}}


@pytest.fixture
def book(api: Api) -> str:
    book = api.new_book()
    api.write(book, "A1", ROWS)
    return book


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        (delete(area(0, 1, 1, 2)), [["a1", "b2", "c1"], ["a2", "b3", "c2"], ["a3", "", "c3"]]),
        (delete(area(0, 2, 0, 2)), [["a3", "b3", "c1"], ["", "", "c2"], ["", "", "c3"]]),
        (delete(area(0, 1, 1, 2), "COLUMNS"), [["a1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]]),
        (delete(area(1, None, 0, 1)), [["a1", "b1", "c1"], ["", "b2", "c2"], ["", "b3", "c3"]]),
        (delete(area(9, 12, 0, 3)), ROWS),
        (insert(area(1, 2, 0, 1)), [["a1", "b1", "c1"], ["", "b2", "c2"], ["a2", "b3", "c3"], ["a3"]]),
        (insert(area(0, 1, 0, 2), "COLUMNS"), [["", "", "a1", "b1", "c1"], *ROWS[1:]]),
    ],
)
def test_other_cells_of_the_same_columns_or_rows_move_and_no_others(
    api: Api, book: str, request_: dict[str, Any], left: list[list[str]]
) -> None:
    assert api.batch(book, request_).json()["replies"] == [{}]
    assert api.read(book, "A1:Z1000") == left


def size(api: Api, book: str) -> tuple[int, int]:
    found = api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]["properties"]["gridProperties"]
    return found["rowCount"], found["columnCount"]


def test_a_deletion_leaves_the_grid_as_large_and_an_insertion_grows_it_for_what_it_pushes_out(api: Api) -> None:
    """Measured by others on real spreadsheets, in 2026."""
    grid = {"rowCount": 3, "columnCount": 3}
    sheets = [{"properties": {"gridProperties": grid}}]
    book = api.ok("POST", "/v4/spreadsheets", {"sheets": sheets})["spreadsheetId"]
    api.write(book, "A1", [["a1", "b1"], ["a2"]])
    api.batch(book, delete(area(0, 1, 0, 1)))
    api.batch(book, insert(area(0, 2, 0, 1)))
    assert size(api, book) == (3, 3)
    api.batch(book, insert(area(0, 2, 0, 1)))
    assert size(api, book) == (5, 3)
    api.batch(book, insert(area(0, 1, 0, 3), "COLUMNS"))
    assert size(api, book) == (5, 5)
    assert api.read(book, "A1:E5") == [["", "", "", "", "b1"], [], [], [], ["a2"]]


def test_format_note_and_dropdown_move_with_their_cell(api: Api, book: str) -> None:
    cell = {"note": "catatan", "userEnteredFormat": {"textFormat": {"bold": True}}}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ya"}]}}
    below = area(1, 2, 0, 1)
    fields = "note,userEnteredFormat"
    api.batch(
        book,
        {"updateCells": {"range": below, "rows": [{"values": [cell]}], "fields": fields}},
        {"setDataValidation": {"range": below, "rule": rule}},
        delete(area(0, 1, 0, 1)),
    )
    answer = api.ok("GET", f"/v4/spreadsheets/{book}", ranges="A1:A2", includeGridData="true")
    rows = answer["sheets"][0]["data"][0]["rowData"]
    first = rows[0]["values"][0]
    assert (first["formattedValue"], first["note"]) == ("a2", "catatan")
    assert first["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    assert first["userEnteredFormat"]["textFormat"]["bold"] is True
    assert not {"note", "dataValidation"} & rows[1]["values"][0].keys()


def test_ranges_that_lie_in_the_band_move_with_it_and_all_others_stay(api: Api, book: str) -> None:
    """Measured for tables, protections and conditional formats that the band holds whole; the rest taken over."""
    inside, wide, beside = area(5, 8, 0, 2), area(5, 8, 0, 3), area(5, 8, 2, 3)
    hole = {"range": {"sheetId": 0}, "unprotectedRanges": [area(6, 7, 0, 1)]}
    rule = {"booleanRule": {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}}
    api.batch(
        book,
        *({"addProtectedRange": {"protectedRange": {"range": one}}} for one in (inside, wide, beside)),
        {"addProtectedRange": {"protectedRange": hole}},
        {"mergeCells": {"range": area(10, 12, 0, 2), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "dalam", "range": inside}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [inside, beside], **rule}}},
        {"addFilterView": {"filter": {"title": "x", "range": inside}}},
        delete(area(0, 2, 0, 2)),
    )
    found = api.ok("GET", f"/v4/spreadsheets/{book}")
    sheet, moved = found["sheets"][0], area(3, 6, 0, 2)
    protected = sheet["protectedRanges"]
    assert [one["range"] for one in protected[:3]] == [moved, wide, beside]
    assert protected[3] == {**protected[3], "range": {}, "unprotectedRanges": [area(4, 5, 0, 1)]}
    assert sheet["merges"] == [area(8, 10, 0, 2)]
    assert found["namedRanges"][0]["range"] == moved
    assert sheet["conditionalFormats"][0]["ranges"] == [moved, beside]
    assert sheet["filterViews"][0]["range"] == moved


def test_what_lay_in_the_deleted_cells_is_gone_and_what_reached_into_them_is_shorter(api: Api, book: str) -> None:
    spans = (area(1, 2, 0, 1), area(0, 4, 0, 1))
    api.batch(book, *({"addProtectedRange": {"protectedRange": {"range": one}}} for one in spans))
    api.batch(book, delete(area(1, 3, 0, 1)))
    sheet = api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"][0]
    assert [one["range"] for one in sheet["protectedRanges"]] == [area(0, 2, 0, 1)]


@pytest.mark.parametrize("make", [delete, insert])
def test_cells_do_not_move_where_one_of_them_is_protected_from_who_moves_them(api: Api, book: str, make: Any) -> None:
    api.share(book, STAFF, "writer")
    staff = api.as_(STAFF)
    api.batch(book, {"addProtectedRange": {"protectedRange": {"range": area(2, 3, 0, 1)}}})
    name = next(iter(make({})))
    text = (
        f"Invalid requests[0].{name}: You are trying to edit a protected cell or object. Please contact the "
        "spreadsheet owner to remove protection if you need to edit."
    )
    assert error_of(staff.batch(book, make(area(0, 1, 0, 1)))) == (400, text)
    assert error_of(staff.batch(book, make(area(2, 3, 0, 1), "COLUMNS"))) == (400, text)
    assert api.read(book, "A1:C3") == ROWS
    assert staff.batch(book, make(area(0, 1, 0, 1), "COLUMNS")).status_code == 200
    assert staff.batch(book, make(area(0, 1, 1, 3))).status_code == 200
    assert api.batch(book, make(area(0, 1, 0, 1))).status_code == 200


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"range": area(1000, 1002, 0, 1), "shiftDimension": "ROWS"},
         "Range (Sheet1!A1001:A1002) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ({"range": area(0, 1, 0, 1)}, "No shiftDimension specified."),
        ({"shiftDimension": "ROWS"}, "Must specify a range."),
        ({"range": area(0, 1, 0, 1), "shiftDimension": "ROWS"},
         "You must select all cells in a merged range to merge or unmerge them."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["deleteRange", "insertRange"])
def test_what_cannot_be_moved_is_refused(api: Api, book: str, kind: str, body: dict[str, Any], text: str) -> None:
    """The words of the grid's limits measured by others, the rest assumed; a range is cut at the grid (measured)."""
    api.batch(book, {"mergeCells": {"range": area(1, 2, 0, 2), "mergeType": "MERGE_ALL"}})
    assert error_of(api.batch(book, {kind: body})) == (400, f"Invalid requests[0].{kind}: {text}")
    assert api.batch(book, {kind: {"range": area(998, 2000, 2, 3), "shiftDimension": "ROWS"}}).status_code == 200

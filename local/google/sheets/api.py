"""The methods of Sheets v4: one row each."""

from typing import Any

from local.google import messages
from local.google.call import Call
from local.google.drive import files
from local.google.files import access
from local.google.sheets import values
from local.google.workbook import defaults, describe, requests
from local.google.workbook.a1 import Rect
from local.google.workbook.book import Book
from local.google.workbook.edit import Edit
from local.google.workbook.requests import cells, tabs
from local.wire.errors import ApiError, invalid
from local.wire.http.calls import check_built, method
from local.wire.jsontypes import Json
from local.wire.schema import masks
from local.wire.state import new_id

_CREATE = "properties sheets namedRanges spreadsheetId spreadsheetUrl"
_BATCH = "requests includeSpreadsheetInResponse responseRanges responseIncludeGridData"
_BATCH_VALUES = "valueInputOption data includeValuesInResponse responseValueRenderOption responseDateTimeRenderOption"


def _book(call: Call, needed: int) -> tuple[Book, Json]:
    file = access.file_of(call, call.path["spreadsheetId"], needed)
    book = call.state.books.get(file["id"])
    if book is None:
        raise invalid("This operation is not supported for this document")
    return book, file


def _edit(call: Call) -> Edit:
    book, file = _book(call, access.WRITE)
    return Edit(book.draft(), call.who, access.rank(file, call.who) == access.OWN, call.state.clock.now())


def _save(call: Call, edit: Edit) -> None:
    """The draft takes the place of the workbook: the commit point of every write."""
    call.state.books.put(edit.book)
    files.touch(call.state, edit.book.book_id, edit.book.properties["title"])


def create(call: Call) -> Json:
    body = call.json(_CREATE)
    properties = tabs.checked_spreadsheet_properties(body.get("properties") or {})
    title = properties.get("title") or "Untitled spreadsheet"
    book = defaults.new_book(new_id(), {**properties, "title": title}, body.get("sheets") or [])
    edit = Edit(book, call.who, is_owner=True, now=call.state.clock.now())
    for sheet, given in zip(book.sheets, body.get("sheets") or [], strict=False):
        check_built(given, messages.NEW_SHEET, "spreadsheet.sheets")
        _fill(edit, sheet.sheet_id, given.get("data") or [])
    for named in body.get("namedRanges") or []:
        requests.ranges.add_named_range(edit, {"namedRange": named})
    files.new_file(call.state, call.who, title, files.SPREADSHEET, file_id=book.book_id)
    call.state.books.put(book)
    return _describe(call, book, is_owner=True)


def _fill(edit: Edit, sheet_id: int, data: list[Json]) -> None:
    sheet = edit.book.sheet(sheet_id)
    for block in data:
        top, left = block.get("startRow") or 0, block.get("startColumn") or 0
        rows = block.get("rowData") or []
        width = max((len(row.get("values") or []) for row in rows), default=0)
        edit.grow(sheet, top + len(rows), left + width)
        change = cells.cell_change(edit, {"fields": "*"})
        cells.write_rows(sheet, Rect(top, top + len(rows), left, left + width), rows, change, fill=False)


def get(call: Call) -> Json:
    """A field mask decides about grid data, whatever includeGridData says (documented); `*` does not reach it."""
    book, file = _book(call, access.READ)
    mask = masks.parse(call.query["fields"]) if call.query.get("fields") else None
    data = masks.reaches(mask, "sheets", "data") if mask else call.flag("includeGridData")
    owner = access.rank(file, call.who) == access.OWN
    return _describe(call, book, is_owner=owner, mask=mask, data=data, areas=_areas(book, call.query_list("ranges")))


def _areas(book: Book, ranges: list[str]) -> dict[int, list[Rect]] | None:
    areas: dict[int, list[Rect]] = {}
    for text in ranges:
        sheet, rect = book.resolve(text)
        areas.setdefault(sheet.sheet_id, []).append(sheet.clip(rect))
    return areas or None


def _describe(call: Call, book: Book, *, is_owner: bool, mask: masks.Mask | None = None, **view: Any) -> Json:
    shown = describe.View(call.who, is_owner, mask=mask, **view)
    return describe.spreadsheet(book, files.web_link(call.state, book.book_id), shown)


def batch_update(call: Call) -> Json:
    """All requests or none: they work on a draft, which takes the workbook's place only at the end."""
    body = call.json(_BATCH)
    edit = _edit(call)
    replies = requests.apply(edit, body.get("requests") or [])
    _save(call, edit)
    answer: Json = {"spreadsheetId": edit.book.book_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        areas, data = _areas(edit.book, body.get("responseRanges") or []), bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = _describe(call, edit.book, is_owner=edit.is_owner, data=data, areas=areas)
    return answer


def values_get(call: Call) -> Json:
    book, _ = _book(call, access.READ)
    return values.read(book, call.path["range"], call.query)


def values_batch_get(call: Call) -> Json:
    book, _ = _book(call, access.READ)
    ranges = [values.read(book, text, call.query) for text in call.query_list("ranges")]
    answer: Json = {"spreadsheetId": book.book_id}
    return {**answer, "valueRanges": ranges} if ranges else answer


def values_update(call: Call) -> Json:
    body = call.json()
    edit = _edit(call)
    answer = values.update(edit, call.path["range"], body, call.query)
    _save(call, edit)
    return answer


def values_append(call: Call) -> Json:
    """With the fault `lost_append`, it writes over the append before it."""
    body = call.json()
    edit = _edit(call)
    sheet, _ = edit.book.resolve(call.path["range"])
    key = (edit.book.book_id, sheet.sheet_id)
    lost = call.fault is not None and call.fault.kind == "lost_append"
    answer = values.append(
        edit, call.path["range"], body, call.query, at_row=call.state.last_append.get(key) if lost else None
    )
    _save(call, edit)
    call.state.last_append[key] = edit.book.resolve(answer["updates"]["updatedRange"])[1].top
    return answer


def values_clear(call: Call) -> Json:
    call.json()
    edit = _edit(call)
    cleared = values.clear(edit, call.path["range"])
    _save(call, edit)
    return {"spreadsheetId": edit.book.book_id, "clearedRange": cleared}


def values_batch_update(call: Call) -> Json:
    """All ranges or none."""
    body = call.json(_BATCH_VALUES)
    edit = _edit(call)
    answers = [_update_part(edit, part, body, index) for index, part in enumerate(body.get("data") or [])]
    values.writer(edit, body.get("valueInputOption"))
    _save(call, edit)
    parts = body.get("data") or []
    written = [cell for part, a in zip(parts, answers, strict=True) for cell in _written(edit, part, a)]
    totals = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in written}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in written}),
        "totalUpdatedCells": sum(a.get("updatedCells", 0) for a in answers),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in written}),
    }
    answer: Json = {"spreadsheetId": edit.book.book_id, **{name: total for name, total in totals.items() if total}}
    return {**answer, "responses": answers} if answers else answer


def _update_part(edit: Edit, part: Json, body: Json, index: int) -> Json:
    try:
        return values.update(edit, part.get("range", ""), part, body, f"data[{index}]")
    except ApiError as error:
        raise error.prefixed(f"Invalid data[{index}]: ") if error.code == 400 else error from None


def _written(edit: Edit, part: Json, answer: Json) -> list[tuple[int, int, int]]:
    """Tab, row and column of each cell that a part wrote."""
    sheet, rect = edit.book.resolve(answer["updatedRange"])
    places = values.cells_in(values.rows_of(part))
    return [(sheet.sheet_id, rect.top + row, rect.left + column) for row, column in places]


def values_batch_clear(call: Call) -> Json:
    body = call.json()
    edit = _edit(call)
    cleared = [values.clear(edit, text) for text in body.get("ranges") or []]
    _save(call, edit)
    return {"spreadsheetId": edit.book.book_id, "clearedRanges": cleared}


def copy_to(call: Call) -> Json:
    """A tab copied into another workbook, under the title `Copy of …`."""
    body = call.json()
    source, _ = _book(call, access.READ)
    sheet = source.sheet(int(call.path["sheetId"]))
    target_call = Call(
        call.state, call.method, {"spreadsheetId": str(body.get("destinationSpreadsheetId"))}, [], b"", {}, call.who
    )
    edit = _edit(target_call)
    copy = tabs.copy_of(edit.book, sheet, tabs.title_of_copy(edit.book, sheet))
    edit.book.sheets.append(copy)
    _save(call, edit)
    return describe.sheet_properties(edit.book, copy)


_ROOT = "/v4/spreadsheets"
_BOOK = _ROOT + "/{spreadsheetId}"
_VALUES = _BOOK + "/values"
_RENDERING = "majorDimension valueRenderOption dateTimeRenderOption"
_WRITING = (
    "valueInputOption insertDataOption includeValuesInResponse responseValueRenderOption responseDateTimeRenderOption"
)
METHODS = [
    method("sheets.spreadsheets.create", "POST", _ROOT, create, body="spreadsheet"),
    method("sheets.spreadsheets.get", "GET", _BOOK, get, "ranges includeGridData"),
    method("sheets.spreadsheets.batchUpdate", "POST", _BOOK + ":batchUpdate", batch_update),
    method("sheets.spreadsheets.sheets.copyTo", "POST", _BOOK + "/sheets/{sheetId}:copyTo", copy_to),
    method(
        "sheets.spreadsheets.values.batchGet", "GET", _VALUES + ":batchGet", values_batch_get, "ranges " + _RENDERING
    ),
    method("sheets.spreadsheets.values.batchUpdate", "POST", _VALUES + ":batchUpdate", values_batch_update),
    method("sheets.spreadsheets.values.batchClear", "POST", _VALUES + ":batchClear", values_batch_clear),
    method(
        "sheets.spreadsheets.values.append",
        "POST",
        _VALUES + "/{range=**}:append",
        values_append,
        _WRITING,
        body="data",
    ),
    method("sheets.spreadsheets.values.clear", "POST", _VALUES + "/{range=**}:clear", values_clear),
    method("sheets.spreadsheets.values.get", "GET", _VALUES + "/{range=**}", values_get, _RENDERING),
    method("sheets.spreadsheets.values.update", "PUT", _VALUES + "/{range=**}", values_update, _WRITING, body="data"),
]

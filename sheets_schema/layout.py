"""How one tab looks and what it lets people do, as Sheets API JSON: header, formats, dropdowns, protection, views.

Everything takes the places of the columns (key -> zero-based position), because staff may have moved them. Protected
ranges and filter views get ids of our own, so that what is there already is recognised and never made twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias, TypeVar

from sheets_schema import private
from sheets_schema.cells import render
from sheets_schema.column import Column, Kind, Owner, Row, Tab
from sheets_schema.reading import column_letter
from sheets_schema.reference import initial_rows
from sheets_schema.terms import Status

Json: TypeAlias = dict[str, Any]
Places: TypeAlias = Mapping[str, int]
Layouts: TypeAlias = Mapping[str, tuple[Tab, Places]]
T = TypeVar("T")

IDS_PER_TAB = 1000
"""Ids of protected ranges and filter views of a tab start at its sheet id times this."""

_HEADER_COLOURS = {
    Owner.STAFF: {"red": 0.85, "green": 0.92, "blue": 0.85},  # calm green: yours to fill in
    Owner.SYSTEM: {"red": 0.91, "green": 0.92, "blue": 0.93},  # grey: written by the system
}
_WRITTEN = (Kind.TEXT, Kind.CODE, Kind.PHONE, Kind.EMAIL, Kind.EMAILS, Kind.CHOICE, Kind.REFERENCE)
FORMATS: Mapping[Kind, Json] = {
    # Text format keeps a leading zero, and keeps what looks like a formula or a date as it was typed.
    **{kind: {"type": "TEXT", "pattern": "@"} for kind in _WRITTEN},
    Kind.INTEGER: {"type": "NUMBER", "pattern": "0"},
    Kind.DECIMAL: {"type": "NUMBER", "pattern": "0.######"},
    Kind.RUPIAH: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.DATE: {"type": "DATE", "pattern": "dd-mm-yyyy"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "dd-mm-yyyy hh:mm"},
}


@dataclass(frozen=True)
class FilterView:
    """A ready-made view: rows whose `key` column holds none of `hidden`, sorted by `sorted_by` if given."""

    title: str
    key: str
    hidden: tuple[str, ...] = ()
    sorted_by: str = ""


_BLANK = ""


def _all_but(*statuses: Status) -> tuple[str, ...]:
    return (_BLANK, *(status.value for status in Status if status not in statuses))


FILTER_VIEWS: Mapping[int, tuple[FilterView, ...]] = {
    private.COMMITMENTS.sheet_id: (
        FilterView("Perlu ditinjau", "status", _all_but(Status.REVIEW)),
        FilterView("Belum tersalur", "status", _all_but(Status.ACCEPTED, Status.PARTLY_DELIVERED), "date"),
        FilterView("Permintaan petugas", "staff", (_BLANK,)),
    ),
    private.TO_CONTACT.sheet_id: (FilterView("Belum dihubungi", "message", (_BLANK,), "since"),),
    private.AVAILABILITY.sheet_id: (FilterView("Masih ada sisa", "left", (_BLANK, "0"), "target"),),
}


def header_cell(column: Column) -> Json:
    """The header cell of a column, with its help as a note."""
    return {
        "userEnteredValue": {"stringValue": column.label},
        "note": note(column),
        "userEnteredFormat": {
            "backgroundColorStyle": {"rgbColor": _HEADER_COLOURS[column.owner]},
            "textFormat": {"bold": True},
            "verticalAlignment": "MIDDLE",
            "wrapStrategy": "WRAP",
        },
    }


HEADER_FIELDS = (
    "userEnteredValue,note,userEnteredFormat(backgroundColorStyle,textFormat,verticalAlignment,wrapStrategy)"
)


def note(column: Column) -> str:
    """The note of a header cell. Its last line tells which column this is, even when its header has been renamed."""
    return f"{column.help}\n\n{signature(column)}"


def signature(column: Column) -> str:
    """The last line of a column's note."""
    return f"Kolom: {column.label}. Diisi {column.owner.value}."


def sheet(tab: Tab, index: int) -> Json:
    """The `Sheet` that creates this tab, with its header and first rows."""
    first = initial_rows(tab)
    return {
        "properties": properties(tab, index),
        "data": [{"startRow": 0, "startColumn": 0, "rowData": grid_rows(tab, first)}],
    }


def properties(tab: Tab, index: int) -> Json:
    """The `SheetProperties` of a new tab: fixed id, frozen header and first columns, spare rows."""
    found: Json = {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "index": index,
        "gridProperties": {
            "rowCount": 1 + len(initial_rows(tab)) + tab.spare_rows,
            "columnCount": len(tab.columns),
            "frozenRowCount": 1,
        },
    }
    if tab.frozen_columns:
        found["gridProperties"]["frozenColumnCount"] = tab.frozen_columns
    return found


def grid_rows(tab: Tab, rows: Sequence[Row]) -> list[Json]:
    """`RowData` of the header and the given rows, in declared column order."""
    header = {"values": [header_cell(column) for column in tab.columns]}
    return [header, *({"values": [render(c, getattr(row, c.key)) for c in tab.columns]} for row in rows)]


def column_requests(tab: Tab, columns: Sequence[Column], places: Places) -> list[Json]:
    """Number formats, wrapping, widths and folding of these columns."""
    requests: list[Json] = []
    for looks, start, end in _runs(columns, places, _format):
        if looks:
            fields = ",".join(f"userEnteredFormat.{name}" for name in looks)
            body = {"range": body_range(tab, start, end), "cell": {"userEnteredFormat": looks}, "fields": fields}
            requests.append({"repeatCell": body})
    for (width, hidden), start, end in _runs(columns, places, lambda c: (c.width, c.hidden)):
        span = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}
        shape = {"pixelSize": width} | ({"hiddenByUser": True} if hidden else {})
        body = {"range": span, "properties": shape, "fields": ",".join(shape)}
        requests.append({"updateDimensionProperties": body})
    return requests


def _format(column: Column) -> Json:
    """The `CellFormat` of a column's cells."""
    number_format = FORMATS.get(column.kind)
    return ({"numberFormat": number_format} if number_format else {}) | (
        {"wrapStrategy": "WRAP"} if column.wraps else {}
    )


def _runs(columns: Sequence[Column], places: Places, trait: Callable[[Column], T]) -> Iterator[tuple[T, int, int]]:
    """Neighbouring columns of equal trait, as (trait, start, end)."""
    placed = sorted((places[c.key], c) for c in columns if c.key in places)
    for (found, _), group in groupby(enumerate(placed), lambda p: (trait(p[1][1]), p[1][0] - p[0])):
        positions = [position for _, (position, _) in group]
        yield found, positions[0], positions[-1] + 1


def body_range(tab: Tab, start: int, end: int) -> Json:
    """All rows below the header of columns start (inclusive) to end."""
    return {"sheetId": tab.sheet_id, "startRowIndex": 1, "startColumnIndex": start, "endColumnIndex": end}


def rules(tab: Tab, layouts: Layouts) -> dict[str, Json]:
    """What staff may type into their columns, by key: lists, dates, bounds. `layouts` has the workbook's tabs by title.

    Pasting goes round these rules, and so does the API: reading checks every cell again.
    """
    found = {}
    for column in (c for c in tab.columns if c.owner is Owner.STAFF):
        condition = _condition(column, layouts)
        if condition:
            found[column.key] = {
                "condition": condition,
                "inputMessage": column.help,
                "strict": not _by_code(column, layouts),
                "showCustomUi": True,
            }
    return found


def _condition(column: Column, layouts: Layouts) -> Json:
    if column.choices:
        return _comparing("ONE_OF_LIST", *column.choices)
    if column.reference:
        return _comparing("ONE_OF_RANGE", _referred(column.reference, layouts))
    if column.kind is Kind.DATE:
        return _comparing("DATE_IS_VALID")
    if column.minimum is not None and column.maximum is not None:
        return _comparing("NUMBER_BETWEEN", column.minimum, column.maximum)
    return {} if column.minimum is None else _comparing("NUMBER_GREATER_THAN_EQ", column.minimum)


def _comparing(kind: str, *values: object) -> Json:
    return {"type": kind} | ({"values": [{"userEnteredValue": str(value)} for value in values]} if values else {})


def _by_code(column: Column, layouts: Layouts) -> bool:
    """Whether a code alone says as much as what is offered, which is the code with a name."""
    tab, _ = layouts.get(column.reference.partition(".")[0], (None, {}))
    return tab not in (None, private.REGIONS)


def _referred(reference: str, layouts: Layouts) -> str:
    title, _, label = reference.partition(".")
    tab, places = layouts[title]
    key = next(c.key for c in tab.columns if c.label == label)
    letter = column_letter(places.get(key, tab.position(key)))
    return f"='{title}'!${letter}$2:${letter}"


def protections(tab: Tab, places: Places, account: str) -> dict[int, Json]:
    """The protected ranges of a tab by id: all of a system tab; else the header and each run of system columns.

    Not those beside rows of staff's: who sorts, pastes or deletes rows there would be refused.

    `account` and Google's owner of the file can then edit them, nobody else.
    """
    base = tab.sheet_id * IDS_PER_TAB
    if all(c.owner is Owner.SYSTEM for c in tab.columns):
        return {base: _protection(base, {"sheetId": tab.sheet_id}, "Diisi sistem", account)}
    header = {"sheetId": tab.sheet_id, "startRowIndex": 0, "endRowIndex": 1}
    found = {base: _protection(base, header, "Judul kolom", account)}
    by_place = {place: key for key, place in places.items()}
    for shut, start, end in _runs(tab.columns, places, lambda c: c.owner is Owner.SYSTEM and not c.beside):
        if shut:
            number = base + 1 + tab.position(by_place[start])
            found[number] = _protection(number, body_range(tab, start, end), "Diisi sistem", account)
    return found


def _protection(number: int, where: Json, description: str, account: str) -> Json:
    if not account:
        raise ValueError("a protected range that names nobody shuts the functions out")
    editors = {"users": [account]}
    return {"protectedRangeId": number, "range": where, "description": description, "editors": editors}


def filter_views(tab: Tab, places: Places) -> dict[int, Json]:
    """The ready-made filter views of a tab, by id."""
    found = {}
    width = max(places.values(), default=0) + 1
    for number, view in enumerate(FILTER_VIEWS.get(tab.sheet_id, ()), start=tab.sheet_id * IDS_PER_TAB):
        if view.key not in places:
            continue
        criteria = {"columnIndex": places[view.key], "filterCriteria": {"hiddenValues": list(view.hidden)}}
        body: Json = {
            "filterViewId": number,
            "title": view.title,
            "range": {
                "sheetId": tab.sheet_id,
                "startRowIndex": 0,
                "startColumnIndex": 0,
                "endColumnIndex": width,
            },
            "filterSpecs": [criteria],
        }
        if view.sorted_by in places:
            body["sortSpecs"] = [{"dimensionIndex": places[view.sorted_by], "sortOrder": "ASCENDING"}]
        found[number] = body
    return found

"""What the owner of the files can do to what the system keeps, against all protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sheets_schema import public
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS
from tests.city import City

_NUMBERED = (COMMITMENTS, DONORS, public.COMMITMENTS)


def type_cells(city: City, tab: Tab[Any], row: int, cells: Mapping[int, Mapping[str, Any]]) -> None:
    """Type into a row, counted from 0, what is given by position."""
    updates = []
    for at, cell in cells.items():
        start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": at}
        updates.append({"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"})
    city.book(tab).write([{"updateCells": update} for update in updates])


def emptied(city: City, tab: Tab[Any]) -> None:
    """All rows below the header are marked and deleted."""
    below = {"sheetId": tab.sheet_id, "startRowIndex": 1}
    city.book(tab).write([{"updateCells": {"range": below, "fields": "userEnteredValue"}}])


def dimension(city: City, tab: Tab[Any], request: str, kind: str, start: int, **more: Any) -> None:
    """Insert, delete or move one row or column."""
    place = {"sheetId": tab.sheet_id, "dimension": kind, "startIndex": start, "endIndex": start + 1}
    key = "source" if request == "moveDimension" else "range"
    city.book(tab).write([{request: {key: place} | more}])


def _sort(city: City, at: int, tab: Tab[Any] = COMMITMENTS) -> None:
    area = {"sheetId": tab.sheet_id, "startRowIndex": 1}
    by = {"dimensionIndex": at, "sortOrder": "DESCENDING"}
    city.book(tab).write([{"sortRange": {"range": area, "sortSpecs": [by]}}])


def _sort_donors(city: City, at: int) -> None:
    _sort(city, at % 6, DONORS)


def _clear(city: City, at: int) -> None:
    """Some of the system's cells are emptied, numbers and all."""
    for key in ("number", "version", "target", "status", "phone")[: 1 + at % 5]:
        for row in (1, 2):
            type_cells(city, COMMITMENTS, row + at % 3, {city.position(COMMITMENTS, key): {}})


def _delete(city: City, at: int) -> None:
    for tab in _NUMBERED:
        dimension(city, tab, "deleteDimension", "ROWS", deleted(at))


def deleted(at: int) -> int:
    """The number of the row that `delete` takes away."""
    return 1 + at % 3


def _insert(city: City, at: int) -> None:
    dimension(city, COMMITMENTS, "insertDimension", "ROWS", 1 + at % 4)


def _lose_headers(city: City, at: int) -> None:
    for tab, key in zip(_NUMBERED, ("status", "code", "amount"), strict=True):
        type_cells(city, tab, 0, {city.position(tab, key): {}})


def _overwrite(city: City, at: int) -> None:
    """Numbers and versions are typed over, one of them with an entry that the journal does not hold."""
    for key, cell in (("number", {"stringValue": "satu"}), ("version", {"numberValue": 999})):
        type_cells(city, COMMITMENTS, 1 + at % 4, {city.position(COMMITMENTS, key): {"userEnteredValue": cell}})


def deleted_column(at: int) -> str:
    """The key of the column of Komitmen that `delete_column` takes away."""
    return _DELETED[at % len(_DELETED)]


_DELETED = ("number", "staff", "response", "shown_name", "phone", "staff_reason", "version", "status", "result", "kind")


def _delete_column(city: City, at: int) -> None:
    for tab, key in ((COMMITMENTS, deleted_column(at)), (public.COMMITMENTS, "status")):
        dimension(city, tab, "deleteDimension", "COLUMNS", city.position(tab, key))


def _reverse_columns(city: City, _: int) -> None:
    for tab in _NUMBERED:
        for at in range(len(tab.columns)):
            dimension(city, tab, "moveDimension", "COLUMNS", at, destinationIndex=0)


def _retype_numbers(city: City, at: int) -> None:
    """Numbers are shifted, doubled and emptied by hand."""
    for row in range(1, len(city.read(COMMITMENTS))):
        typed = ({"userEnteredValue": {"numberValue": row + 1}}, {"userEnteredValue": {"numberValue": 2}}, {})
        type_cells(city, COMMITMENTS, row, {city.position(COMMITMENTS, "number"): typed[at % 3]})


def _unprotect(city: City, _: int) -> None:
    """The owner takes away all protection, and closes a tab to everybody else."""
    for tab in _NUMBERED:
        fields = "sheets(properties(sheetId),protectedRanges(protectedRangeId))"
        sheets = {s["properties"]["sheetId"]: s for s in city.book(tab).describe({"fields": fields})["sheets"]}
        ranges = sheets[tab.sheet_id].get("protectedRanges", ())
        mine = {"protectedRange": {"range": {"sheetId": tab.sheet_id}, "editors": {"users": []}}}
        city.book(tab).write([{"deleteProtectedRange": some} for some in ranges] + [{"addProtectedRange": mine}])


def _clear_public(city: City, at: int) -> None:
    area = {"sheetId": public.COMMITMENTS.sheet_id, "startRowIndex": at % 3}
    city.book(public.COMMITMENTS).write([{"updateCells": {"range": area, "fields": "userEnteredValue"}}])


WRECKS: Mapping[str, Callable[[City, int], None]] = {
    "sort": _sort,
    "sort_donors": _sort_donors,
    "clear": _clear,
    "delete": _delete,
    "insert": _insert,
    "lose_headers": _lose_headers,
    "overwrite": _overwrite,
    "clear_public": _clear_public,
    "delete_column": _delete_column,
    "reverse_columns": _reverse_columns,
    "retype_numbers": _retype_numbers,
    "unprotect": _unprotect,
}
"""Each with a number that says where."""

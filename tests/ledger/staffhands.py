"""What people do to a workbook by hand, as requests."""

from __future__ import annotations

from typing import Any

from sheets_schema.column import Tab
from tests.city import City


def change(city: City, tab: Tab[Any], **request: Any) -> None:
    """One batchUpdate request on the workbook that a tab is in."""
    city.book(tab).write([request])


def _columns(tab: Tab[Any], start: int, end: int) -> dict[str, Any]:
    return {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def move_column(city: City, tab: Tab[Any], key: str, to: int) -> None:
    """Drag a column before position `to`."""
    at = city.position(tab, key)
    change(city, tab, moveDimension={"source": _columns(tab, at, at + 1), "destinationIndex": to})


def insert_columns(city: City, tab: Tab[Any], at: int, count: int = 1) -> None:
    """New empty columns before position `at`."""
    change(city, tab, insertDimension={"range": _columns(tab, at, at + count)})


def delete_columns(city: City, tab: Tab[Any], at: int, count: int = 1) -> None:
    """Columns from position `at` on are gone."""
    change(city, tab, deleteDimension={"range": _columns(tab, at, at + count)})


def header(city: City, tab: Tab[Any], key: str, text: str | None) -> None:
    """Type over the header of a column."""
    at = city.position(tab, key)
    cell = {"userEnteredValue": {"stringValue": text}} if text else {}
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": at}
    change(city, tab, updateCells={"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"})


def rename(city: City, tab: Tab[Any], title: str) -> None:
    """Another name on the tab."""
    change(
        city, tab, updateSheetProperties={"properties": {"sheetId": tab.sheet_id, "title": title}, "fields": "title"}
    )


def delete_tab(city: City, tab: Tab[Any]) -> None:
    """The tab is gone."""
    change(city, tab, deleteSheet={"sheetId": tab.sheet_id})


def sort(city: City, tab: Tab[Any], key: str, *, descending: bool = False) -> None:
    """Sort all rows below the header by one column."""
    order = {"dimensionIndex": city.position(tab, key), "sortOrder": "DESCENDING" if descending else "ASCENDING"}
    change(city, tab, sortRange={"range": {"sheetId": tab.sheet_id, "startRowIndex": 1}, "sortSpecs": [order]})

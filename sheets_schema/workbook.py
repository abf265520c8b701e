"""Whole workbooks as JSON for the Sheets API: created in two calls, upgraded in two. Nothing here calls anything.

Create: `spreadsheets.create` with `creation`, then `spreadsheets.batchUpdate` with `decoration`.
Upgrade: `spreadsheets.get` with `inspection`, then `spreadsheets.batchUpdate` with `upgrade`, unless it is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sheets_schema import layout
from sheets_schema.arrange import arranged, frozen_columns
from sheets_schema.column import Tab
from sheets_schema.layout import Json, Layouts
from sheets_schema.protection import ASKED, protections
from sheets_schema.survey import Evidence, Survey, row, survey

LOCALE = "in_ID"
"""Indonesia as Sheets names it: the old language code. `id_ID` is not among the locales that its settings offer."""
ZONE = "Asia/Jakarta"


class TitleTakenError(ValueError):
    """A tab cannot be made or named because another sheet of the workbook has its title."""


def creation(tabs: Sequence[Tab], title: str) -> Json:
    """The body of `spreadsheets.create`: fixed sheet ids, headers with notes, first rows, spare rows."""
    return {
        "properties": {"title": title, "locale": LOCALE, "timeZone": ZONE},
        "sheets": [layout.sheet(tab, index) for index, tab in enumerate(tabs)],
    }


def decoration(tabs: Sequence[Tab], account: str) -> list[Json]:
    """The requests that finish a workbook just made by `creation`: formats, widths, dropdowns, protection, views.

    Only the functions' `account`, and Google's owner of the file, can then edit what is protected.
    """
    surveys = [survey(tab, None) for tab in tabs]
    looks = [r for s in surveys for r in layout.column_requests(s.tab, s.fresh, s.places)]
    return looks + _missing_parts(surveys, account)


def inspection(tabs: Sequence[Tab], titles: Mapping[int, str] | None = None) -> Json:
    """The parameters of `spreadsheets.get` that `upgrade` needs: two rows of each tab, never the data.

    `titles` (sheet id -> title as it is now) limits it to sheets that exist: Google answers 400 to a range in a sheet
    that does not. Ask with `titles` after such an answer; `upgrade` makes or renames those tabs.
    """
    ours = {tab.title.casefold(): tab.sheet_id for tab in tabs}
    names = [tab.title for tab in tabs]
    if titles is not None:
        names = [name for number, name in titles.items() if number in ours.values() or name.casefold() in ours]
    cells = "data(startRow,rowData(values(userEnteredValue,note,dataValidation)))"
    about = "properties(sheetId,title,gridProperties(columnCount,frozenColumnCount))"
    parts = f"{ASKED},filterViews(filterViewId)"
    return {
        "ranges": [f"'{name.replace(chr(39), chr(39) * 2)}'!1:2" for name in names],
        "fields": f"properties(locale,timeZone),sheets({about},{parts},{cells})",
    }


def upgrade(
    tabs: Sequence[Tab],
    spreadsheet: Mapping[str, Any],
    account: str | None,
    *,
    evidence: Mapping[Tab, Evidence] | None = None,
    anew: Collection[Tab] = (),
) -> list[Json]:
    """The requests that bring a workbook up to the declaration; none when all is there.

    Makes missing tabs, finds every column that is left, adds the others where they are declared, writes headers back,
    restores tab titles, dropdowns, protection and filter views. They must be applied at once: between them columns are
    where nobody looks for them. In staff's own tabs a header that is missing without
    trace, or doubled, is left to people: reading reports it as SchemaDrift.

    `account` is whom every protected range names; None, where that is not known, leaves them as they are.
    `evidence` tells, for some tabs, what stands below lost headers; the cells of tabs in `anew` are
    all written by the caller, so their columns go where they were declared. Raises TitleTakenError.
    """
    sheets = {s["properties"]["sheetId"]: s for s in spreadsheet.get("sheets", [])}
    _refuse_taken_titles(tabs, list(sheets.values()))
    surveys = [survey(tab, sheets.get(tab.sheet_id), (evidence or {}).get(tab), anew=tab in anew) for tab in tabs]
    requests = _workbook_properties(spreadsheet)
    for index, found in enumerate(surveys):
        requests += _repaired(found) if found.sheet else _new_tab(found.tab, min(index, len(sheets)))
    moves = [arranged(found) for found in surveys]
    surveys = [found for _, found in moves]
    requests += [request for moved, _ in moves for request in moved]
    for found in surveys:
        requests += _frozen(found)
        requests += layout.column_requests(found.tab, found.fresh, found.places)
    return requests + _missing_parts(surveys, account)


def laid_out(tab: Tab, columns: int) -> list[Json]:
    """The requests that give a tab of the system's alone its header, formats and widths by declared place.

    It has so many `columns` now, whatever they are; their cells are written by the caller.
    """
    missing = len(tab.columns) - columns
    more = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": missing}
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": 0}
    header = [{"values": [layout.header_cell(column) for column in tab.columns]}]
    body = {"sheetId": tab.sheet_id, "startRowIndex": 1}
    return [
        *([{"appendDimension": more}] if missing > 0 else ()),
        {"updateCells": {"start": start, "rows": header, "fields": layout.HEADER_FIELDS}},
        # A number under the format of a date that stood there before would be read as a date.
        {"repeatCell": {"range": body, "cell": {}, "fields": "userEnteredFormat(numberFormat,wrapStrategy)"}},
        *layout.column_requests(tab, tab.columns, {column.key: at for at, column in enumerate(tab.columns)}),
    ]


def _refuse_taken_titles(tabs: Sequence[Tab], sheets: Sequence[Json]) -> None:
    ours = {tab.title.casefold(): tab.sheet_id for tab in tabs}
    for sheet in sheets:
        title, number = sheet["properties"]["title"], sheet["properties"]["sheetId"]
        if ours.get(title.casefold(), number) != number:
            raise TitleTakenError(f"Tab lain sudah bernama {title!r}: ganti namanya, lalu jalankan lagi.")


def _workbook_properties(spreadsheet: Mapping[str, Any]) -> list[Json]:
    now = spreadsheet.get("properties", {})
    wrong = {k: v for k, v in (("locale", LOCALE), ("timeZone", ZONE)) if now.get(k) != v}
    return [{"updateSpreadsheetProperties": {"properties": wrong, "fields": ",".join(wrong)}}] if wrong else []


def _new_tab(tab: Tab, index: int) -> list[Json]:
    made = layout.sheet(tab, index)
    start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": 0}
    rows = {"start": start, "rows": made["data"][0]["rowData"], "fields": layout.HEADER_FIELDS}
    return [{"addSheet": {"properties": made["properties"]}}, {"updateCells": rows}]


def _repaired(found: Survey) -> list[Json]:
    tab, now = found.tab, found.sheet["properties"]
    requests: list[Json] = []
    if now["title"] != tab.title:
        title = {"sheetId": tab.sheet_id, "title": tab.title}
        requests.append({"updateSheetProperties": {"properties": title, "fields": "title"}})
    if found.widen:
        more = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": found.widen}
        requests.append({"appendDimension": more})
    headers = {at: {"userEnteredValue": {"stringValue": title}} for at, title in found.twins.items()}
    headers |= {found.places[column.key]: layout.header_cell(column) for column in found.written}
    for at, cell in headers.items():
        start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": at}
        requests.append({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": layout.HEADER_FIELDS}})
    return requests


def _frozen(found: Survey) -> list[Json]:
    """Keeps the first columns in sight. What else people have frozen in a tab that has no such columns stays."""
    count = frozen_columns(found.tab, found.places) if found.sheet and found.tab.frozen_columns else None
    if count is None or found.sheet["properties"]["gridProperties"].get("frozenColumnCount", 0) == count:
        return []
    about = {"sheetId": found.tab.sheet_id, "gridProperties": {"frozenColumnCount": count}}
    return [{"updateSheetProperties": {"properties": about, "fields": "gridProperties.frozenColumnCount"}}]


def _missing_parts(surveys: Sequence[Survey], account: str | None) -> list[Json]:
    """Input rules, protected ranges and filter views that are declared and not there."""
    layouts = {found.tab.title: (found.tab, found.places) for found in surveys}
    return [
        request
        for found in surveys
        for request in (
            *_rules(found, layouts),
            *(() if account is None else protections(found.tab, found.places, found.sheet, account)),
            *_views(found),
        )
    ]


def _rules(found: Survey, layouts: Layouts) -> list[Json]:
    first_row = row(found.sheet, 1)
    requests = []
    for key, rule in layout.rules(found.tab, layouts).items():
        place = found.places.get(key)
        if place is None:
            continue
        there = first_row[place].get("dataValidation", {}) if place < len(first_row) else {}
        if _meaning(there) != _meaning(rule):
            where = layout.body_range(found.tab, place, place + 1)
            requests.append({"setDataValidation": {"range": where, "rule": rule}})
    return requests


def _meaning(rule: Json) -> tuple[str, tuple[str, ...]]:
    """A rule's condition however it is spelt: quotes and dollar signs vary, an open range may come bounded."""
    condition = rule.get("condition", {})
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_RANGE":
        values = [value.translate(str.maketrans("", "", "'$=")).rstrip("0123456789") for value in values]
    return condition.get("type", ""), tuple(values)


def _views(found: Survey) -> list[Json]:
    there = {view["filterViewId"] for view in found.sheet.get("filterViews", [])}
    wanted = layout.filter_views(found.tab, found.places)
    return [{"addFilterView": {"filter": view}} for number, view in wanted.items() if number not in there]

"""Whole workbooks as JSON for the Sheets API: created in two calls, upgraded in two. Nothing here calls anything.

Create: `spreadsheets.create` with `creation`, then `spreadsheets.batchUpdate` with `decoration`.
Upgrade: `spreadsheets.get` with `inspection`, then `spreadsheets.batchUpdate` with `upgrade`, unless it is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_schema import layout
from sheets_schema.column import Column, Tab
from sheets_schema.layout import Json, Layouts, Places
from sheets_schema.reading import normal_label

LOCALE = "in_ID"
"""Indonesia as Sheets names it: the old language code. `id_ID` is not among the locales that its settings offer."""
ZONE = "Asia/Jakarta"


class TitleTakenError(ValueError):
    """A tab cannot be made or named because another sheet of the workbook has its title."""


@dataclass(frozen=True)
class _Survey:
    """What a sheet holds of its tab: where columns stand, which headers to write back, which columns to add."""

    tab: Tab
    sheet: Json
    places: dict[str, int] = field(default_factory=dict)
    renamed: tuple[Column, ...] = ()
    added: tuple[Column, ...] = ()


def creation(tabs: Sequence[Tab], title: str) -> Json:
    """The body of `spreadsheets.create`: fixed sheet ids, headers with notes, first rows, spare rows."""
    return {
        "properties": {"title": title, "locale": LOCALE, "timeZone": ZONE},
        "sheets": [layout.sheet(tab, index) for index, tab in enumerate(tabs)],
    }


def decoration(tabs: Sequence[Tab], owner_email: str | None, system_email: str | None) -> list[Json]:
    """The requests that finish a workbook just made by `creation`: formats, widths, dropdowns, protection, views.

    Only the given people, and Google's owner of the file, can then edit what is protected.
    """
    surveys = [_Survey(tab, {}, _declared(tab)) for tab in tabs]
    looks = [r for s in surveys for r in layout.column_requests(s.tab, s.tab.columns, s.places)]
    return looks + _missing_parts(surveys, _editors(owner_email, system_email))


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
    about = "properties(sheetId,title,gridProperties(columnCount))"
    ids = "protectedRanges(protectedRangeId,range),filterViews(filterViewId)"
    return {
        "ranges": [f"'{name.replace(chr(39), chr(39) * 2)}'!1:2" for name in names],
        "fields": f"properties(locale,timeZone),sheets({about},{ids},{cells})",
    }


def upgrade(
    tabs: Sequence[Tab], spreadsheet: Mapping[str, Any], owner_email: str | None = None, system_email: str | None = None
) -> list[Json]:
    """The requests that bring a workbook up to the declaration; none when all is there.

    Makes missing tabs, adds new columns at the end only, writes back a renamed header that still has its note, restores
    tab titles, dropdowns, protection and filter views. A header that is missing for another reason, or doubled, is left
    to people: reading reports it as SchemaDrift. Raises TitleTakenError.
    """
    sheets = {s["properties"]["sheetId"]: s for s in spreadsheet.get("sheets", [])}
    _refuse_taken_titles(tabs, list(sheets.values()))
    surveys = [_survey(tab, sheets.get(tab.sheet_id)) for tab in tabs]
    requests = _workbook_properties(spreadsheet)
    for index, survey in enumerate(surveys):
        requests += _repaired(survey) if survey.sheet else _new_tab(survey.tab, min(index, len(sheets)))
    for survey in surveys:
        fresh = survey.added if survey.sheet else survey.tab.columns
        requests += layout.column_requests(survey.tab, fresh, survey.places)
    return requests + _missing_parts(surveys, _editors(owner_email, system_email))


def _declared(tab: Tab) -> dict[str, int]:
    return {column.key: position for position, column in enumerate(tab.columns)}


def _editors(*emails: str | None) -> list[str]:
    return [email for email in emails if email]


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


def _survey(tab: Tab, sheet: Json | None) -> _Survey:
    if sheet is None:
        return _Survey(tab, {}, _declared(tab))
    header = _row(sheet, 0)
    labels = [normal_label(cell.get("userEnteredValue", {}).get("stringValue")) for cell in header]
    count = Counter(labels)
    places = {c.key: labels.index(normal_label(c.label)) for c in tab.columns if count[normal_label(c.label)] == 1}
    renamed = _renamed(header, [c for c in tab.columns if not count[normal_label(c.label)]])
    places |= renamed
    added = _new_columns(tab, count, places)
    width = sheet["properties"]["gridProperties"]["columnCount"]
    places |= {column.key: width + offset for offset, column in enumerate(added)}
    return _Survey(tab, sheet, places, tuple(c for c in tab.columns if c.key in renamed), added)


def _row(sheet: Json, number: int) -> list[Json]:
    """The cells of sheet row `number`, from 0, as far as the sheet was read."""
    rows = [row for data in sheet.get("data", []) for row in data.get("rowData", [])]
    return rows[number].get("values", []) if number < len(rows) else []


def _renamed(header: Sequence[Json], missing: Sequence[Column]) -> dict[str, int]:
    """Missing columns whose header cell is known by its note, with their positions."""
    last_lines = [str(cell.get("note", "")).rpartition("\n")[2] for cell in header]
    return {c.key: last_lines.index(s) for c in missing if last_lines.count(s := layout.signature(c)) == 1}


def _new_columns(tab: Tab, count: Counter[str], places: Places) -> tuple[Column, ...]:
    """The declared columns after the last one that the sheet has: a gap before it is a header that someone lost."""
    present = [i for i, c in enumerate(tab.columns) if c.key in places or count[normal_label(c.label)]]
    return tab.columns[max(present) + 1 :] if present else ()


def _repaired(survey: _Survey) -> list[Json]:
    tab, now = survey.tab, survey.sheet["properties"]
    requests: list[Json] = []
    if now["title"] != tab.title:
        title = {"sheetId": tab.sheet_id, "title": tab.title}
        requests.append({"updateSheetProperties": {"properties": title, "fields": "title"}})
    if survey.added:
        more = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": len(survey.added)}
        requests.append({"appendDimension": more})
    for column in (*survey.renamed, *survey.added):
        start = {"sheetId": tab.sheet_id, "rowIndex": 0, "columnIndex": survey.places[column.key]}
        rows = [{"values": [layout.header_cell(column)]}]
        requests.append({"updateCells": {"start": start, "rows": rows, "fields": layout.HEADER_FIELDS}})
    return requests


def _missing_parts(surveys: Sequence[_Survey], editors: Sequence[str]) -> list[Json]:
    """Input rules, protected ranges and filter views that are declared and not there."""
    layouts = {survey.tab.title: (survey.tab, survey.places) for survey in surveys}
    return [
        request
        for survey in surveys
        for request in (*_rules(survey, layouts), *_protections(survey, editors), *_views(survey))
    ]


def _rules(survey: _Survey, layouts: Layouts) -> list[Json]:
    first_row = _row(survey.sheet, 1)
    requests = []
    for key, rule in layout.rules(survey.tab, layouts).items():
        place = survey.places.get(key)
        if place is None:
            continue
        there = first_row[place].get("dataValidation", {}) if place < len(first_row) else {}
        if _meaning(there) != _meaning(rule):
            where = layout.body_range(survey.tab, place, place + 1)
            requests.append({"setDataValidation": {"range": where, "rule": rule}})
    return requests


def _meaning(rule: Json) -> tuple[str, tuple[str, ...]]:
    """A rule's condition however it is spelt: quotes and dollar signs vary, an open range may come bounded."""
    condition = rule.get("condition", {})
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_RANGE":
        values = [value.translate(str.maketrans("", "", "'$=")).rstrip("0123456789") for value in values]
    return condition.get("type", ""), tuple(values)


def _protections(survey: _Survey, editors: Sequence[str]) -> list[Json]:
    if len(survey.places) < len(survey.tab.columns):
        return []  # A header is lost: what stands there stays protected as it is until people have repaired it.
    there = {p["protectedRangeId"]: p.get("range", {}) for p in survey.sheet.get("protectedRanges", [])}
    requests: list[Json] = []
    for number, wanted in layout.protections(survey.tab, survey.places, editors).items():
        if number not in there:
            requests.append({"addProtectedRange": {"protectedRange": wanted}})
        elif _columns(there[number]) != _columns(wanted["range"]):
            body = {"protectedRangeId": number, "range": wanted["range"]}
            requests.append({"updateProtectedRange": {"protectedRange": body, "fields": "range"}})
    return requests


def _columns(where: Json) -> tuple[int, int | None]:
    return where.get("startColumnIndex", 0), where.get("endColumnIndex")


def _views(survey: _Survey) -> list[Json]:
    there = {view["filterViewId"] for view in survey.sheet.get("filterViews", [])}
    wanted = layout.filter_views(survey.tab, survey.places)
    return [{"addFilterView": {"filter": view}} for number, view in wanted.items() if number not in there]

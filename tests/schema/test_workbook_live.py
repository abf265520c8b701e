"""Workbooks made and upgraded through the Sheets API, on the stand-in: two calls each, and nothing done twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import requests

from local.google.server import LocalGoogle
from sheets_schema import layout, private, public
from sheets_schema.column import Tab
from sheets_schema.reading import locate, read_tab
from sheets_schema.reading_settings import read_settings
from sheets_schema.settings import Settings
from sheets_schema.workbook import TitleTakenError, creation, decoration, inspection, upgrade
from tests.google.discovery import DiscoveryChecker, problems_of

OWNER = "pemilik@contoh.id"
BOOKS = {"private": (private.TABS, private.TITLE), "public": (public.TABS, public.TITLE)}
Requests = list[dict[str, Any]]


class Sheets:
    """Plain HTTP to the Sheets API as the owner of the files."""

    def __init__(self, google: LocalGoogle) -> None:
        self._google = google
        self._base = f"{google.base_url}/v4/spreadsheets"
        self._headers = {"Authorization": f"Bearer {google.control.token()}"}

    def call(self, verb: str, path: str, **more: Any) -> dict[str, Any]:
        answer = requests.request(verb, self._base + path, headers=self._headers, timeout=20, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def make(self, tabs: tuple[Tab, ...], title: str) -> str:
        book = self.call("POST", "", json=creation(tabs, title))["spreadsheetId"]
        self.change(book, decoration(tabs, OWNER))
        return str(book)

    def change(self, book: str, changes: Requests) -> None:
        self.call("POST", f"/{book}:batchUpdate", json={"requests": changes})

    def look(self, book: str, tabs: tuple[Tab, ...], titles: dict[int, str] | None = None) -> dict[str, Any]:
        return self.call("GET", f"/{book}", params=inspection(tabs, titles))

    def titles(self, book: str) -> dict[int, str]:
        found = self.call("GET", f"/{book}", params={"fields": "sheets.properties(sheetId,title)"})
        return {s["properties"]["sheetId"]: s["properties"]["title"] for s in found["sheets"]}

    def values(self, book: str, tab: Tab) -> list[list[Any]]:
        options = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        return self.call("GET", f"/{book}/values/'{tab.title}'", params=options).get("values", [])  # type: ignore[no-any-return]

    def put(self, book: str, range_: str, *cells: object) -> None:
        body = {"values": [list(cells)]}
        self.call("PUT", f"/{book}/values/{range_}", params={"valueInputOption": "RAW"}, json=body)

    def upgrade(self, book: str, tabs: tuple[Tab, ...]) -> Requests:
        """Upgrade as deployment does: look, and change what differs. Returns what was sent."""
        changes = upgrade(tabs, self.look(book, tabs), OWNER)
        if changes:
            self.change(book, changes)
        return changes


@pytest.fixture(scope="module")
def google() -> Iterator[LocalGoogle]:
    checker = DiscoveryChecker()
    with LocalGoogle() as google:
        google.observe(checker)
        yield google
    checker.assert_clean()


@pytest.fixture
def sheets(google: LocalGoogle) -> Sheets:
    return Sheets(google)


def kinds_of(changes: Requests) -> list[str]:
    return [next(iter(change)) for change in changes]


@pytest.mark.parametrize("book", BOOKS)
def test_two_calls_create_a_workbook_and_an_upgrade_right_after_sends_nothing(
    google: LocalGoogle, sheets: Sheets, book: str
) -> None:
    tabs, title = BOOKS[book]
    assert problems_of("sheets", "Spreadsheet", creation(tabs, title), request=True) == []
    google.control.reset_calls()
    made = sheets.make(tabs, title)
    assert sum(google.control.calls().values()) == 2
    assert upgrade(tabs, sheets.look(made, tabs), OWNER) == []
    assert sum(google.control.calls().values()) == 3


@pytest.mark.parametrize("book", BOOKS)
def test_every_tab_of_a_new_workbook_can_be_read_without_a_problem(sheets: Sheets, book: str) -> None:
    tabs, title = BOOKS[book]
    made = sheets.make(tabs, title)
    for tab in tabs:
        found = read_tab(tab, sheets.values(made, tab))
        assert found.problems == ()
        assert tuple(r.row for r in found.rows) == layout.initial_rows(tab)


def test_the_rules_of_a_new_workbook_are_the_defaults(sheets: Sheets) -> None:
    made = sheets.make((private.SETTINGS,), "Aturan")
    assert read_settings(read_tab(private.SETTINGS, sheets.values(made, private.SETTINGS)).rows) == (Settings(), ())


def test_a_missing_tab_is_made_whole(sheets: Sheets) -> None:
    older = tuple(tab for tab in private.TABS if tab is not private.QUOTAS)
    made = sheets.make(older, private.TITLE)
    changes = upgrade(private.TABS, sheets.look(made, private.TABS, sheets.titles(made)), OWNER)
    sheets.change(made, changes)
    assert {r["addSheet"]["properties"]["title"] for r in changes if "addSheet" in r} == {"Kuota"}
    assert "setDataValidation" in kinds_of(changes)
    assert read_tab(private.QUOTAS, sheets.values(made, private.QUOTAS)).problems == ()
    assert sheets.upgrade(made, private.TABS) == []


def test_a_missing_tab_gets_its_first_rows(sheets: Sheets) -> None:
    made = sheets.make(tuple(tab for tab in public.TABS if tab is not public.GUIDE), public.TITLE)
    sheets.change(made, upgrade(public.TABS, sheets.look(made, public.TABS, sheets.titles(made)), OWNER))
    assert len(read_tab(public.GUIDE, sheets.values(made, public.GUIDE)).rows) == len(public.GUIDE_ROWS)


def places_now(sheets: Sheets, book: str, tab: Tab) -> dict[str, int]:
    return locate(tab, sheets.values(book, tab)[0])


def without_columns(sheets: Sheets, tab: Tab, count: int) -> str:
    """A workbook from a time when the tab had fewer columns, with data and a column of the staff's own."""
    made = sheets.make(private.TABS, private.TITLE)
    width = len(tab.columns)
    gone = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": width - count, "endIndex": width}
    more = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": 1}
    sheets.change(made, [{"deleteDimension": {"range": gone}}, {"appendDimension": more}])
    letter = layout.column_letter(width - count)
    sheets.put(made, f"'{tab.title}'!{letter}1:{letter}1", "catatan kami")
    sheets.put(made, f"'{tab.title}'!{letter}2:{letter}2", "penting")
    return made


def by_title(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """The cells that hold something, by the title of their column."""
    return [{title: cell for title, cell in zip(rows[0], row, strict=False) if cell != ""} for row in rows[1:]]


@pytest.mark.parametrize("tab", [private.AID_KINDS, private.COMMITMENTS, private.DONORS], ids=lambda tab: tab.title)
def test_new_columns_come_where_they_are_declared_and_every_cell_stays_under_its_title(
    sheets: Sheets, tab: Tab
) -> None:
    made = without_columns(sheets, tab, 2)
    before = by_title(sheets.values(made, tab))
    sheets.upgrade(made, private.TABS)
    after = sheets.values(made, tab)
    assert after[0] == [*(column.label for column in tab.columns), "catatan kami"]
    assert by_title(after) == before
    assert sheets.upgrade(made, private.TABS) == []


def test_a_new_column_of_staff_comes_with_its_rule_and_one_of_the_system_with_its_protection(sheets: Sheets) -> None:
    made = without_columns(sheets, private.AID_KINDS, 3)
    rules = [c["setDataValidation"]["range"] for c in sheets.upgrade(made, private.TABS) if "setDataValidation" in c]
    at = [r["startColumnIndex"] for r in rules if r["sheetId"] == private.AID_KINDS.sheet_id]
    assert at == [private.AID_KINDS.position("status")]
    made = without_columns(sheets, private.COMMITMENTS, 1)
    ranges = [
        c["addProtectedRange"]["protectedRange"]["range"]
        for c in sheets.upgrade(made, private.TABS)
        if "addProtectedRange" in c
    ]
    assert len(private.COMMITMENTS.columns) in [found.get("endColumnIndex") for found in ranges]


def test_a_renamed_header_is_written_back_where_it_stands(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    place = layout.column_letter(private.TARGETS.position("poor_households"))
    sheets.put(made, f"'Sasaran'!{place}1:{place}1", "KK RENTAN (baru)")
    assert kinds_of(sheets.upgrade(made, private.TABS)) == ["updateCells"]
    assert sheets.values(made, private.TARGETS)[0] == [c.label for c in private.TARGETS.columns]


def test_a_header_lost_with_its_note_is_left_to_people(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    place = private.TARGETS.position("poor_households")
    where = {"sheetId": private.TARGETS.sheet_id, "rowIndex": 0, "columnIndex": place}
    sheets.change(made, [{"updateCells": {"start": where, "rows": [{"values": [{}]}], "fields": "*"}}])
    assert sheets.upgrade(made, private.TABS) == []


def test_an_emptied_header_row_does_not_double_the_columns(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    row = {"sheetId": private.PERIODS.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    sheets.change(made, [{"deleteDimension": {"range": row}}])
    assert "appendDimension" not in kinds_of(sheets.upgrade(made, private.TABS))


def test_moved_columns_keep_their_rules_and_are_not_touched(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    source = {"sheetId": private.TARGETS.sheet_id, "dimension": "COLUMNS", "startIndex": 4, "endIndex": 6}
    sheets.change(made, [{"moveDimension": {"source": source, "destinationIndex": 1}}])
    assert sheets.upgrade(made, private.TABS) == []


def test_a_dropdown_follows_the_column_it_offers(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    at = private.TARGETS.position("choice")
    source = {"sheetId": private.TARGETS.sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    sheets.change(made, [{"moveDimension": {"source": source, "destinationIndex": 2}}])
    sheets.upgrade(made, private.TABS)
    rules = layout.rules(private.QUOTAS, {t.title: (t, places_now(sheets, made, t)) for t in private.TABS})
    assert rules["target"]["condition"]["values"] == [{"userEnteredValue": "='Sasaran'!$C$2:$C"}]
    assert sheets.upgrade(made, private.TABS) == []


def test_a_renamed_tab_gets_its_title_back(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    renamed = {"properties": {"sheetId": private.PERIODS.sheet_id, "title": "Periode 2020"}, "fields": "title"}
    sheets.change(made, [{"updateSheetProperties": renamed}])
    sheets.change(made, upgrade(private.TABS, sheets.look(made, private.TABS, sheets.titles(made)), OWNER))
    assert sheets.titles(made)[private.PERIODS.sheet_id] == "Periode"
    assert sheets.upgrade(made, private.TABS) == []


def test_a_title_taken_by_another_sheet_is_refused_with_what_to_do(sheets: Sheets) -> None:
    made = sheets.make(tuple(tab for tab in private.TABS if tab is not private.CASH), private.TITLE)
    sheets.change(made, [{"addSheet": {"properties": {"title": "Dana", "sheetId": 77}}}])
    with pytest.raises(TitleTakenError, match="'Dana': ganti namanya"):
        upgrade(private.TABS, sheets.look(made, private.TABS, sheets.titles(made)), OWNER)


def test_removed_protection_rules_and_views_come_back(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    tab = private.COMMITMENTS
    rule = {"range": layout.body_range(tab, tab.position("action"), tab.position("action") + 1)}
    base = tab.sheet_id * layout.IDS_PER_TAB
    lost: Requests = [
        {"deleteProtectedRange": {"protectedRangeId": base}},
        {"deleteProtectedRange": {"protectedRangeId": base + 1}},
        {"setDataValidation": rule},
        {"deleteFilterView": {"filterId": base}},
    ]
    sheets.change(made, lost)
    assert sorted(kinds_of(sheets.upgrade(made, private.TABS))) == [
        "addFilterView",
        "addProtectedRange",
        "addProtectedRange",
        "setDataValidation",
    ]
    assert sheets.upgrade(made, private.TABS) == []


def test_locale_and_time_zone_are_restored(sheets: Sheets) -> None:
    made = sheets.make(private.TABS, private.TITLE)
    other = {"properties": {"locale": "en_US", "timeZone": "Etc/GMT"}, "fields": "locale,timeZone"}
    sheets.change(made, [{"updateSpreadsheetProperties": other}])
    assert kinds_of(sheets.upgrade(made, private.TABS)) == ["updateSpreadsheetProperties"]
    assert sheets.upgrade(made, private.TABS) == []

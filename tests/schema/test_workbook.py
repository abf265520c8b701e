"""The workbooks as they are created: what people see, may choose, and may not touch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sheets_schema import private, public
from sheets_schema.column import Kind, Owner, Tab
from sheets_schema.reading import column_letter
from sheets_schema.reference import initial_rows
from sheets_schema.settings import RULES
from sheets_schema.terms import Action, Status
from sheets_schema.workbook import creation, decoration, inspection

BOOKS = [(private.TABS, private.TITLE), (public.TABS, public.TITLE)]
ALL_TABS = (*private.TABS, *public.TABS)
CREATED = {sheet["properties"]["sheetId"]: sheet for book in BOOKS for sheet in creation(*book)["sheets"]}
REQUESTS = [request for tabs, _ in BOOKS for request in decoration(tabs, "sistem@contoh.id")]


def of_kind(kind: str) -> Iterator[dict[str, Any]]:
    return (request[kind] for request in REQUESTS if kind in request)


def covered(where: dict[str, Any], tab: Tab) -> set[str]:
    """The keys of the columns that a range covers."""
    end = where.get("endColumnIndex", len(tab.columns))
    return {column.key for column in tab.columns[where.get("startColumnIndex", 0) : end]}


def protected(tab: Tab) -> list[dict[str, Any]]:
    ranges = [r["protectedRange"] for r in of_kind("addProtectedRange")]
    return [r for r in ranges if r["range"]["sheetId"] == tab.sheet_id]


@pytest.mark.parametrize(("tabs", "title"), BOOKS)
def test_a_workbook_is_indonesian_and_in_jakarta_time(tabs: tuple[Tab, ...], title: str) -> None:
    assert creation(tabs, title)["properties"] == {"title": title, "locale": "in_ID", "timeZone": "Asia/Jakarta"}


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_a_new_tab_has_its_id_a_frozen_header_and_room(tab: Tab) -> None:
    properties = CREATED[tab.sheet_id]["properties"]
    grid = properties["gridProperties"]
    assert properties["title"] == tab.title
    assert (grid["columnCount"], grid["frozenRowCount"]) == (len(tab.columns), 1)
    assert grid["rowCount"] == 1 + len(initial_rows(tab)) + tab.spare_rows


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_every_header_says_its_label_and_explains_itself_in_a_note(tab: Tab) -> None:
    header = CREATED[tab.sheet_id]["data"][0]["rowData"][0]["values"]
    assert [cell["userEnteredValue"]["stringValue"] for cell in header] == [c.label for c in tab.columns]
    assert all(column.help in cell["note"] for column, cell in zip(tab.columns, header, strict=True))
    assert len({cell["note"].splitlines()[-1] for cell in header}) == len(header)


def test_the_first_rows_are_typed_cells_and_no_formula() -> None:
    kinds = Counter(
        kind
        for sheet in CREATED.values()
        for row in sheet["data"][0]["rowData"]
        for cell in row["values"]
        for kind in cell.get("userEnteredValue", {})
    )
    assert set(kinds) == {"stringValue", "numberValue"}
    assert kinds["stringValue"] > 267 * 5


def test_a_new_private_workbook_knows_the_regions_programmes_kinds_and_rules() -> None:
    rows = {tab.title: len(CREATED[tab.sheet_id]["data"][0]["rowData"]) - 1 for tab in private.TABS}
    filled = {title: count for title, count in rows.items() if count}
    assert filled == {"Wilayah": 267, "Program": 6, "Jenis Bantuan": 9, "Pengaturan": len(RULES)}


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_every_column_has_its_number_format(tab: Tab) -> None:
    formats: dict[str, str] = {}
    for request in of_kind("repeatCell"):
        if request["range"]["sheetId"] == tab.sheet_id:
            pattern = request["cell"]["userEnteredFormat"]["numberFormat"]["pattern"]
            formats |= dict.fromkeys(covered(request["range"], tab), pattern)
    for column in tab.columns:
        automatic = column.kind in {Kind.ANY, Kind.LINK}
        assert (column.key in formats) != automatic
        if column.kind in {Kind.TEXT, Kind.CODE, Kind.PHONE}:
            assert formats[column.key] == "@"
        if column.kind is Kind.DATE:
            assert formats[column.key] == "dd-mm-yyyy"


def rules_of(tab: Tab) -> dict[str, dict[str, Any]]:
    """The input rule of each column, by key; each covers all rows below the header."""
    found = {}
    for request in of_kind("setDataValidation"):
        where = request["range"]
        if where["sheetId"] == tab.sheet_id:
            (key,) = covered(where, tab)
            assert (where["startRowIndex"], where.get("endRowIndex")) == (1, None)
            found[key] = request["rule"]
    return found


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_staff_choose_from_lists_and_calendars_and_are_held_to_bounds(tab: Tab) -> None:
    found = {key: rule["condition"]["type"] for key, rule in rules_of(tab).items()}
    wanted = {}
    for column in (c for c in tab.columns if c.owner is Owner.STAFF):
        if column.choices:
            wanted[column.key] = "ONE_OF_LIST"
        elif column.reference:
            wanted[column.key] = "ONE_OF_RANGE"
        elif column.kind is Kind.DATE:
            wanted[column.key] = "DATE_IS_VALID"
        elif column.minimum is not None:
            wanted[column.key] = "NUMBER_GREATER_THAN_EQ" if column.maximum is None else "NUMBER_BETWEEN"
    assert found == wanted


def test_an_input_rule_refuses_and_explains() -> None:
    for tab in ALL_TABS:
        for key, rule in rules_of(tab).items():
            column = tab.column(key)
            # A code without its name is as good as what is offered.
            strict = not column.reference or column.reference == "Wilayah.pilihan"
            assert (rule["strict"], rule["showCustomUi"], rule["inputMessage"]) == (strict, True, column.help)


def test_a_list_offers_the_words_of_the_vocabulary() -> None:
    values = rules_of(private.COMMITMENTS)["action"]["condition"]["values"]
    assert [v["userEnteredValue"] for v in values] == [action.value for action in Action]


def test_a_reference_offers_the_column_it_names_below_the_header() -> None:
    letter = column_letter(private.REGIONS.position("choice"))
    assert rules_of(private.TARGETS)["region"]["condition"]["values"] == [
        {"userEnteredValue": f"='Wilayah'!${letter}$2:${letter}"}
    ]


def test_bounds_are_those_of_the_declaration() -> None:
    values = rules_of(private.TARGETS)["rw"]["condition"]["values"]
    assert [v["userEnteredValue"] for v in values] == ["1", "99"]


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_protection_covers_every_system_cell_every_header_and_no_cell_of_staff(tab: Tab) -> None:
    body, header = set(), set()
    for found in protected(tab):
        keys, where = covered(found["range"], tab), found["range"]
        header |= keys if where.get("startRowIndex", 0) == 0 else set()
        body |= keys if where.get("endRowIndex") is None else set()
    assert header == {c.key for c in tab.columns}
    assert body == {c.key for c in tab.columns if c.owner is Owner.SYSTEM and not c.beside}


def test_every_protected_range_names_the_functions_account() -> None:
    editors = [found["protectedRange"]["editors"]["users"] for found in of_kind("addProtectedRange")]
    assert len(editors) >= len(private.TABS)
    assert all(users == ["sistem@contoh.id"] for users in editors)


def test_a_protected_range_that_would_name_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="shuts the functions out"):
        decoration(private.TABS, "")


def test_ids_of_protected_ranges_and_of_filter_views_are_unique_and_fit_32_bits() -> None:
    ranges = [r["protectedRange"]["protectedRangeId"] for r in of_kind("addProtectedRange")]
    views = [r["filter"]["filterViewId"] for r in of_kind("addFilterView")]
    for ids in (ranges, views):
        assert len(set(ids)) == len(ids)
        assert all(0 < number < 2**31 for number in ids)


def test_komitmen_has_views_for_what_staff_look_for() -> None:
    views = {r["filter"]["title"]: r["filter"] for r in of_kind("addFilterView")}
    status = private.COMMITMENTS.position("status")
    (spec,) = views["Perlu ditinjau"]["filterSpecs"]
    assert spec["columnIndex"] == status
    assert set(Status) - set(spec["filterCriteria"]["hiddenValues"]) == {Status.REVIEW}
    (spec,) = views["Belum tersalur"]["filterSpecs"]
    assert set(Status) - set(spec["filterCriteria"]["hiddenValues"]) == {Status.ACCEPTED, Status.PARTLY_DELIVERED}


def test_technical_columns_and_tabs_are_folded_away_in_the_private_workbook_only() -> None:
    hidden = {
        (r["range"]["sheetId"], r["range"]["startIndex"] + offset)
        for r in of_kind("updateDimensionProperties")
        if r["properties"].get("hiddenByUser")
        for offset in range(r["range"]["endIndex"] - r["range"]["startIndex"])
    }
    commitments, donors = private.COMMITMENTS, private.DONORS
    assert hidden == {
        (commitments.sheet_id, commitments.position("version")),
        (commitments.sheet_id, commitments.position("response")),
        (donors.sheet_id, donors.position("version")),
        (private.TO_CONTACT.sheet_id, private.TO_CONTACT.position("code")),
        (private.MAIL_LOG.sheet_id, private.MAIL_LOG.position("code")),
    }
    assert not [t.title for t in ALL_TABS if CREATED[t.sheet_id]["properties"].get("hidden")]


@pytest.mark.parametrize("tab", ALL_TABS, ids=lambda tab: f"{tab.book} {tab.title}")
def test_every_column_gets_its_width(tab: Tab) -> None:
    widths: dict[str, int] = {}
    for r in of_kind("updateDimensionProperties"):
        if r["range"]["sheetId"] == tab.sheet_id:
            for column in tab.columns[r["range"]["startIndex"] : r["range"]["endIndex"]]:
                widths[column.key] = r["properties"]["pixelSize"]
    assert widths == {c.key: c.width for c in tab.columns}


def test_creating_and_decorating_stay_far_below_two_megabytes() -> None:
    for tabs, title in BOOKS:
        assert len(json.dumps(creation(tabs, title))) < 700_000
        assert len(json.dumps(decoration(tabs, "sistem@contoh.id"))) < 200_000


def test_an_inspection_reads_two_rows_of_each_tab_and_quotes_titles() -> None:
    assert inspection(private.TABS)["ranges"][6] == "'Penanggung Jawab'!1:2"
    assert inspection(private.TABS, {private.DONORS.sheet_id: "Donatur'ku"})["ranges"] == ["'Donatur''ku'!1:2"]

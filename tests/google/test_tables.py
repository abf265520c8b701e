"""The tables of methods and request kinds agree with Google's discovery documents and with our own documentation."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local.google import messages
from local.google.faults import KINDS as FAULTS
from local.google.pipeline import METHODS
from local.google.sheets.requests import KINDS
from tests.google.conftest import Api, error_of
from tests.google.discovery import document, methods

SCHEMAS: dict[str, Any] = document("sheets")["schemas"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "local-google.md"
UNDISCOVERED = {"drive.v2.files.update"}  # Drive v2 is not among the documents; recorded from gspread's import_csv


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_a_request_kind_is_either_built_or_named_as_not_built(kind: str) -> None:
    schema = SCHEMAS["Request"]["properties"][kind]["$ref"]
    accounted = set(KINDS[kind].known.split()) | set(KINDS[kind].unbuilt.split())
    assert accounted == set(SCHEMAS[schema]["properties"])


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("Sheet", messages.NEW_SHEET + " " + messages.NEW_SHEET_UNBUILT),
        (
            "SpreadsheetProperties",
            messages.SPREADSHEET_PROPERTIES + " " + messages.SPREADSHEET_PROPERTIES_UNBUILT,
        ),
        ("SheetProperties", messages.SHEET_PROPERTIES + " " + messages.SHEET_PROPERTIES_UNBUILT),
        ("GridProperties", messages.GRID_PROPERTIES),
        ("ProtectedRange", messages.PROTECTED_RANGE + " tableId"),
        ("FilterView", messages.FILTER_VIEW + " " + messages.FILTER_VIEW_UNBUILT),
        ("BasicFilter", messages.BASIC_FILTER + " tableId"),
        ("NamedRange", messages.NAMED_RANGE),
        ("SortSpec", messages.SORT_SPEC + " " + messages.SORT_SPEC_UNBUILT),
        (
            "CellData",
            f"{messages.CELL_DATA} {messages.CELL_DATA_READ_ONLY} {messages.CELL_DATA_UNBUILT}",
        ),
    ],
)
def test_every_field_of_a_message_is_accounted_for(schema: str, names: str) -> None:
    assert set(names.split()) == set(SCHEMAS[schema]["properties"])


@pytest.mark.parametrize("entry", METHODS, ids=lambda entry: f"{entry.method_id} {entry.pattern.pattern[:24]}")
def test_every_method_is_googles_with_its_verb_and_its_parameters(entry: Any) -> None:
    if entry.method_id in UNDISCOVERED:
        return
    method = methods(entry.api)[entry.method_id]
    assert entry.verb == method["httpMethod"]
    allowed = {name for name, part in method.get("parameters", {}).items() if part["location"] == "query"}
    shared = {"valueInputOption", "insertDataOption", "name", "generation"}  # one list serves several methods
    assert entry.query - shared <= allowed


def test_an_unknown_field_is_400_and_one_that_is_not_built_501(api: Api) -> None:
    book = api.new_book()
    unknown = api.batch(book, {"deleteSheet": {"sheetid": 0}})
    expected = "Unknown name \"sheetid\" at 'requests[0].deleteSheet': Cannot find field."
    assert error_of(unknown)[1].endswith(expected)
    unbuilt = api.batch(book, {"appendCells": {"tableId": "x", "fields": "*"}})
    assert unbuilt.status_code == 501
    assert "tableId" in error_of(unbuilt)[1]


def test_an_unknown_parameter_is_refused(api: Api) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}", inkludeGridData="true")
    assert 'Unknown name "inkludeGridData": Cannot bind query parameter.' in error_of(answer)[1]
    assert api.call("GET", "/drive/v3/files", orderBy="name").status_code == 501


def test_the_documentation_names_every_method_request_kind_and_fault() -> None:
    text = DOCUMENT.read_text()
    named = set(re.findall(r"`([\w.]+)`", text))
    missing = ({entry.method_id for entry in METHODS} | set(KINDS) | set(FAULTS)) - named
    assert not missing, f"docs/local-google.md does not name {sorted(missing)}"


def test_the_documentation_names_no_method_or_kind_that_is_not_there() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    known = {entry.method_id for entry in METHODS} | set(KINDS) | set(FAULTS)
    assert not set(rows) - known


def test_grid_data_is_answered_with_values_formats_and_sizes(api: Api) -> None:
    book = api.new_book()
    style = {"textFormat": {"bold": True}, "numberFormat": {"type": "NUMBER", "pattern": "0.00"}}
    cell = {"userEnteredValue": {"numberValue": 2}, "userEnteredFormat": style}
    update = {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue,userEnteredFormat"}
    api.batch(book, {"updateCells": update})
    answer = api.ok("GET", f"/v4/spreadsheets/{book}", ranges="A1:B2", includeGridData="true")
    data = answer["sheets"][0]["data"][0]
    shown = data["rowData"][0]["values"][0]
    assert shown["formattedValue"] == "2.00"
    assert shown["effectiveFormat"]["textFormat"] == {
        **answer["properties"]["defaultFormat"]["textFormat"],
        "fontFamily": "Arial",
        "bold": True,
    }
    assert shown["effectiveFormat"]["horizontalAlignment"] == "RIGHT"
    assert [len(data["rowMetadata"]), len(data["columnMetadata"])] == [2, 2]
    assert json.dumps(shown).count("effectiveValue") == 1

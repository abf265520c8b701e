"""The tables of methods and request kinds agree with Google's discovery documents and with our own documentation."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local.google import messages
from local.google.faults import KINDS as FAULTS
from local.google.methods import METHODS
from local.google.workbook.requests import KINDS
from tests.google.conftest import Api, error_of
from tests.google.discovery import document, methods

SCHEMAS: dict[str, Any] = document("sheets")["schemas"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "local-google.md"
UNDISCOVERED = {
    "drive.v2.files.update",  # Drive v2 is not among the documents; recorded from gspread's import_csv
    "storage.resumable.put", "storage.resumable.cancel", "storage.xml.read",  # documented, in no discovery document
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_fields_of_a_request_kind_are_googles(kind: str) -> None:
    schema = SCHEMAS["Request"]["properties"][kind]["$ref"]
    assert set(KINDS[kind].built.split()) <= set(SCHEMAS[schema]["properties"])


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("Sheet", messages.NEW_SHEET),
        ("SpreadsheetProperties", messages.SPREADSHEET_PROPERTIES),
        ("SheetProperties", messages.SHEET_PROPERTIES),
        ("GridProperties", messages.GRID_PROPERTIES),
        ("ProtectedRange", messages.PROTECTED_RANGE),
        ("FilterView", messages.FILTER_VIEW),
        ("BasicFilter", messages.BASIC_FILTER),
        ("NamedRange", messages.NAMED_RANGE),
        ("SortSpec", messages.SORT_SPEC),
        ("CellData", f"{messages.CELL_DATA} {messages.CELL_DATA_READ_ONLY}"),
    ],
)
def test_the_fields_of_a_message_are_googles(schema: str, names: str) -> None:
    assert set(names.split()) <= set(SCHEMAS[schema]["properties"])


@pytest.mark.parametrize("entry", METHODS, ids=lambda entry: f"{entry.method_id} {entry.pattern.pattern[:24]}")
def test_every_method_is_googles_with_its_verb_and_its_parameters(entry: Any) -> None:
    if entry.method_id in UNDISCOVERED:
        return
    method = methods(entry.api.name)[entry.method_id]
    assert entry.verb == method["httpMethod"]
    allowed = {name for name, part in method.get("parameters", {}).items() if part["location"] == "query"}
    shared = {"valueInputOption", "insertDataOption", "name", "generation"}  # one list serves several methods
    assert entry.query - shared <= allowed


@pytest.mark.parametrize("kind", sorted(set(SCHEMAS["Request"]["properties"]) - set(KINDS)))
def test_a_request_kind_that_is_not_built_is_refused_by_its_name(api: Api, kind: str) -> None:
    answer = api.batch(api.new_book(), {kind: {}})
    assert answer.status_code == 501
    assert kind in error_of(answer)[1]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_field_of_a_request_that_is_not_built_is_refused_by_its_name(api: Api, kind: str) -> None:
    schema = SCHEMAS[SCHEMAS["Request"]["properties"][kind]["$ref"]]["properties"]
    unbuilt = {name: _some(schema[name]) for name in schema.keys() - set(KINDS[kind].built.split())}
    book = api.new_book()
    for name, value in unbuilt.items():
        answer = api.batch(book, {kind: {name: value}})
        assert answer.status_code == 501
        assert name in error_of(answer)[1]


def _some(node: dict[str, Any]) -> Any:
    """A value that fits a node of the discovery document."""
    return {"string": "x", "boolean": True, "integer": 1, "array": []}.get(node.get("type", ""), {})


def test_an_unknown_parameter_is_refused(api: Api) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}", inkludeGridData="true")
    assert 'Unknown name "inkludeGridData": Cannot bind query parameter.' in error_of(answer)[1]
    assert api.call("GET", "/drive/v3/files", spaces="drive").status_code == 501


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

"""Whatever request comes, it is done or refused: none breaks the stand-in or leaves what cannot be shown."""

import datetime as dt
from random import Random
from typing import Any

import pytest

from local.google.workbook import describe
from local.google.workbook.defaults import new_book
from local.google.workbook.edit import Edit
from local.google.workbook.requests import KINDS, apply
from local.wire.errors import ApiError
from local.wire.jsontypes import Json
from local.wire.schema import discovery, protojson
from tests.google.test_atomic import REQUESTS

_TRIES = 40
_TEXTS = ("", "a", "A1", "Sheet1", "62", "*", "title", "note", "range", "=1", 'x"y', "[", "#,##0.00", "yyyy", "a\0b")
_INTEGERS = (0, 0, 0, 1, 2, 3, 9, 26, 60, 61, 63, 1000, 2000, -1)
_NUMBERS = (0, 0.5, 1, 255, -3, 1e38, 1e300)


class Anything:
    """Messages of Sheets with any fields, by its discovery document."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def message(self, schema: str, depth: int = 0) -> Json:
        fields = discovery.schema("sheets", schema).get("properties", {})
        share = self._random.choice((0.2, 0.5, 0.8) if depth < 4 else (0, 0.3))
        return {name: self._value(node, depth) for name, node in fields.items() if self._random.random() < share}

    def _value(self, node: Json, depth: int) -> Any:
        if "$ref" in node:
            return self.message(node["$ref"], depth + 1)
        if node["type"] == "array":
            return [self._value(node["items"], depth + 1) for _ in range(self._random.choice((0, 1, 2)))]
        if node["type"] == "object":
            inner = node.get("additionalProperties")
            return {self._random.choice("0129"): self._value(inner, depth + 1)} if inner else {}
        among = {"boolean": (True, False), "integer": _INTEGERS, "number": _NUMBERS}
        return self._random.choice(node.get("enum") or among.get(node["type"], _TEXTS))


def _furnished() -> Edit:
    """A small workbook that has one of everything which requests name."""
    properties = {"gridProperties": {"rowCount": 30, "columnCount": 8}}
    edit = Edit(
        new_book("buku", {"title": "Uji"}, [{"properties": properties}]), "a@contoh.example", is_owner=True, now=_NOW
    )
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    cell = {"userEnteredValue": {"numberValue": 2.5}, "note": "n"}
    rule = {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}
    furnishing: list[Json] = [
        {"addSheet": {"properties": {"title": "Dua", "sheetId": 60, **properties}}},
        {"updateCells": {"range": area, "rows": [{"values": [cell, cell]}] * 2, "fields": "*"}},
        {"addFilterView": {"filter": {"filterViewId": 61, "range": area}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "62", "name": "nama", "range": area}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 63, "range": area}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": rule}}},
        {"mergeCells": {"range": {**area, "startRowIndex": 5, "endRowIndex": 7}, "mergeType": "MERGE_ALL"}},
    ]
    apply(edit, furnishing)
    return edit


_NOW = dt.datetime(2020, 4, 25, tzinfo=dt.UTC)


@pytest.mark.parametrize("kind", KINDS)
def test_any_request_is_done_or_refused_and_what_it_leaves_can_be_shown(kind: str) -> None:
    """Half of the tries change one field of a request that works, so that they reach further than the first check."""
    random = Random(kind)
    anything = Anything(random)
    schema = discovery.schema("sheets", "Request")["properties"][kind]["$ref"]
    for _ in range(_TRIES):
        sent = anything.message(schema)
        if random.random() < 0.5:
            names = random.sample(sorted(sent), min(1, len(sent)))
            sent = {**REQUESTS[kind], **{name: sent[name] for name in names}}
        edit = _furnished()
        try:
            body = protojson.read("sheets", "BatchUpdateSpreadsheetRequest", {"requests": [{kind: sent}]})
            apply(edit, body["requests"])
        except ApiError as error:
            if error.code not in (400, 501):
                raise
            continue
        view = describe.View("a@contoh.example", is_owner=True, data=True)
        assert describe.spreadsheet(edit.book, "", view)["sheets"], sent

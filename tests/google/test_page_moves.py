"""Moving cells on the page for people: by the API's rules, and to be taken back."""

from typing import Any

import pytest
import requests

from local.google.pages.people import COOKIE
from local.wire.state import OWNER
from tests.google.conftest import Api
from tests.google.test_bands import ROWS, STAFF, area


class Editor:
    """A person's browser at one workbook."""

    def __init__(self, api: Api, book: str, who: str = OWNER) -> None:
        self._url, self._cookies = f"{api.google.base_url}/spreadsheets/d/{book}", {COOKIE: who}

    def post(self, path: str, body: Any) -> requests.Response:
        return requests.post(f"{self._url}/{path}", json=body, cookies=self._cookies, timeout=30)

    def shift(self, kind: str, dimension: str, *cells: int) -> requests.Response:
        return self.post("shift", {"gid": 0, "kind": kind, "dimension": dimension, "cells": cells})

    def undo(self) -> requests.Response:
        return self.post("undo", {})


@pytest.fixture
def book(api: Api) -> str:
    book = api.new_book()
    api.write(book, "A1", ROWS)
    return book


@pytest.mark.parametrize("kind", ["deleteRange", "insertRange"])
@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_a_move_is_taken_back_with_all_that_hung_on_the_cells(api: Api, book: str, kind: str, dimension: str) -> None:
    api.batch(
        book,
        {"addProtectedRange": {"protectedRange": {"range": area(1, 2, 1, 2)}}},
        {"addNamedRange": {"namedRange": {"name": "nama", "range": area(0, 1, 1, 2)}}},
        {"mergeCells": {"range": area(2, 3, 0, 1)}},
    )
    before = api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true")
    editor = Editor(api, book)
    assert editor.shift(kind, dimension, 0, 1, 0, 2).status_code == 200
    assert api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true") != before
    assert editor.undo().status_code == 200
    assert api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true") == before


def test_a_move_is_not_taken_back_once_somebody_has_changed_what_it_moved(api: Api, book: str) -> None:
    editor = Editor(api, book)
    editor.shift("deleteRange", "ROWS", 0, 1, 0, 1)
    api.write(book, "A2", [["lain"]])
    assert editor.undo().status_code == 409
    editor.shift("deleteRange", "ROWS", 0, 1, 0, 1)
    api.batch(book, {"addProtectedRange": {"protectedRange": {"range": area(0, 1, 0, 1)}}})
    assert editor.undo().status_code == 409
    assert api.read(book, "A1:A3") == [["lain"]]


def test_the_page_refuses_what_the_api_refuses_in_the_editors_words(api: Api, book: str) -> None:
    api.share(book, STAFF, "writer")
    api.batch(
        book,
        {"addProtectedRange": {"protectedRange": {"range": area(2, 3, 0, 1)}}},
        {"mergeCells": {"range": area(1, 2, 1, 3)}},
    )
    staff, before = Editor(api, book, STAFF), api.read(book, "A1:C3")
    protected = staff.shift("deleteRange", "ROWS", 0, 1, 0, 1)
    assert (protected.status_code, protected.json()["title"]) == (400, "Sel dilindungi")
    cut = staff.shift("deleteRange", "ROWS", 0, 1, 1, 2)
    assert (cut.status_code, cut.json()["title"]) == (400, "Sel gabungan terpotong")
    assert api.read(book, "A1:C3") == before


@pytest.mark.parametrize(
    "body", [{}, {"gid": 0, "kind": "sortRange", "dimension": "ROWS", "cells": [0, 1, 0, 1]},
             {"gid": 0, "kind": "deleteRange", "dimension": "ROWS", "cells": [1, 1, 0, 1]}, [], "x"]
)  # fmt: skip
def test_a_request_that_names_no_cells_or_another_move_is_400(api: Api, book: str, body: Any) -> None:
    assert Editor(api, book).post("shift", body).status_code == 400
    assert api.read(book, "A1:C3") == ROWS

"""Ranges as text: what each form means, and how Google names a range back (measured in brekkylab/backlot #174)."""

import pytest

from local.google.workbook.a1 import Rect, parse_rect, print_range, quoted
from tests.google.conftest import Api, error_of


@pytest.mark.parametrize(
    ("text", "rect"),
    [
        ("B2", (1, 2, 1, 2)),
        ("B2:A1", (0, 2, 0, 2)),
        ("$A$1:B2", (0, 2, 0, 2)),
        ("A:C", (0, None, 0, 3)),
        ("2:5", (1, 5, 0, None)),
        ("B2:D", (1, None, 1, 4)),
        ("R2C3", (1, 2, 2, 3)),
        ("R01C01", (0, 1, 0, 1)),
        ("R[1]C[2]", (1, 2, 2, 3)),
        ("R1C1:R[2]C[2]", (0, 3, 0, 3)),
        ("R1C1:R2", (0, 2, 0, None)),
        ("R1C1:C2", (0, None, 0, 2)),
        ("R[1]", (1, 2, 0, None)),
        ("RC", (0, 1, 0, 1)),
        ("R1:R2", (0, 2, 17, 18)),
        ("RC1", (0, 1, 470, 471)),
    ],
)
def test_a_reference_is_a_rectangle(text: str, rect: tuple[int, int | None, int, int | None]) -> None:
    assert parse_rect(text) == Rect(*rect)


@pytest.mark.parametrize(
    "text",
    ["", "A", "5", "A0", "A1:A0", "A1:", ":A1", "A1:B2:C3", "R0C1", "R[-1]C", "A1:R2C2", "R1C1:B2", " A1", "A 1"],
)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert parse_rect(text) is None


@pytest.mark.parametrize("title", ["A1", "RC", "R1C1", "ABC12", "2024", "Bob's", "Second Sheet", "a:b"])
def test_a_title_that_could_be_read_as_something_else_is_quoted(title: str) -> None:
    assert quoted(title).startswith("'")


@pytest.mark.parametrize("title", ["Sheet1", "A", "Data", "_x"])
def test_a_plain_title_is_not_quoted(title: str) -> None:
    assert quoted(title) == title


@pytest.mark.parametrize(
    ("rect", "text"),
    [
        ((0, None, 701, 702), "Sheet1!ZZ"),
        ((0, None, 26, 28), "Sheet1!AA:AB"),
        ((1000, 1001, 0, None), "Sheet1!1001"),
        ((1000, 1002, 0, None), "Sheet1!1001:1002"),
        ((1000, None, 1, 3), "Sheet1!B1001:C"),
        ((0, 1, 0, 1), "Sheet1!A1"),
    ],
)
def test_an_open_side_is_not_named(rect: tuple[int, int | None, int, int | None], text: str) -> None:
    assert print_range("Sheet1", Rect(*rect)) == text


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("!B2", "Sheet1!B2"),
        ("''!B2", "Sheet1!B2"),
        ("sheet1!b2", "Sheet1!B2"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("A1:AA2000", "Sheet1!A1:Z1000"),
        ("'D3'", "'D3'!A1:Z1000"),
        ("D3", "Sheet1!D3"),
        ("'D3'!D3", "'D3'!D3"),
        ("ada!seru", "'ada!seru'!A1:Z1000"),
        ("ada!seru!A1", "'ada!seru'!A1"),
        ("'Bob''s'!A1", "'Bob''s'!A1"),
        ("Bob's!A1", "'Bob''s'!A1"),
    ],
)
def test_a_range_is_found_and_named_back_in_full(api: Api, asked: str, answered: str) -> None:
    book = api.new_book()
    api.batch(book, *({"addSheet": {"properties": {"title": title}}} for title in ("D3", "ada!seru", "Bob's")))
    assert (
        api.ok("GET", f"/v4/spreadsheets/{book}/values:batchGet", ranges=asked)["valueRanges"][0]["range"] == answered
    )


@pytest.mark.parametrize("asked", ["Sheet1!", "Sheet1!B", "tidak!A1", "Sheet1!A0", "!Sheet1", "'Sheet1 '!A1"])
def test_what_names_no_range_is_refused_as_it_was_sent(api: Api, asked: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}/values:batchGet", ranges=asked)
    assert error_of(answer) == (400, f"Unable to parse range: {asked}")


@pytest.mark.parametrize(("asked", "named"), [("ZZ:ZZ", "ZZ"), ("1001:1002", "1001:1002"), ("AA5", "AA5")])
def test_a_range_outside_the_grid_is_named_as_google_names_it(api: Api, asked: str, named: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{api.new_book()}/values/{asked}")
    assert error_of(answer)[1] == f"Range (Sheet1!{named}) exceeds grid limits. Max rows: 1000, max columns: 26"

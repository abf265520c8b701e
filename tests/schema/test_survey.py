"""Where the columns of a tab stand in a sheet that people have worked in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sheets_schema import layout
from sheets_schema.column import Column, Kind, Owner, Row, Tab, column
from sheets_schema.survey import Evidence, Survey, declared, survey


class Mixed(Row):
    """Columns of both owners."""

    a: str = column("satu", "Satu.", owner=Owner.SYSTEM)
    b: str = column("dua", "Dua.", owner=Owner.SYSTEM)
    c: str = column("tiga", "Tiga.")
    d: str = column("empat", "Empat.")
    e: str = column("lima", "Lima.", owner=Owner.SYSTEM)


class Theirs(Row):
    """Staff's columns alone."""

    a: str = column("satu", "Satu.")
    b: str = column("dua", "Dua.")
    c: int = column("tiga", "Tiga.", kind=Kind.INTEGER)


MIXED = Tab("Campur", 7, Mixed, "Uji.")
THEIRS = Tab("Milik", 8, Theirs, "Uji.")
GONE = None
"""A header cell of which nothing is left."""


def sheet(tab: Tab[Any], cells: Sequence[str | tuple[str | None, str] | None], width: int = 0) -> dict[str, Any]:
    """A sheet with these titles; a pair has the key of the column whose note the cell carries."""
    values = []
    for cell in cells:
        title, key = cell if isinstance(cell, tuple) else (cell, "")
        made: dict[str, Any] = {"userEnteredValue": {"stringValue": title}} if title else {}
        values.append(made | ({"note": layout.note(tab.column(key))} if key else {}))
    grid = {"columnCount": width or len(cells)}
    about = {"sheetId": tab.sheet_id, "title": tab.title, "gridProperties": grid}
    return {"properties": about, "data": [{"rowData": [{"values": values}]}]}


def look(*cells: str | tuple[str | None, str] | None, width: int = 0, anew: bool = False, **told: Any) -> Survey:
    return survey(MIXED, sheet(MIXED, cells, width), Evidence(**told), anew=anew)


def order(found: Survey) -> str:
    """The keys of the columns from left to right, a dot where somebody else's stands."""
    at = {place: key for key, place in found.places.items()}
    return "".join(at.get(place, ".") for place in range(max(at) + 1))


def keys(columns: Sequence[Column]) -> str:
    return "".join(column.key for column in columns)


ALL = ("satu", "dua", "tiga", "empat", "lima")


def test_a_tab_without_a_sheet_is_made_as_declared() -> None:
    found = survey(MIXED, None)
    assert (found.places, keys(found.fresh), found.written, found.widen) == (declared(MIXED), "abcde", (), 0)


def test_a_sheet_as_it_was_made_needs_nothing() -> None:
    found = look(*ALL)
    assert (order(found), found.written, found.fresh, found.widen, found.twins) == ("abcde", (), (), 0, {})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("lima", "empat", "tiga", "dua", "satu"), "edcba"),
        (("catatan", "satu", "dua", "tiga", "empat", "", "lima"), ".abcd.e"),
        ((" SATU ", "dua", "tiga", "Empat", "li\u00a0ma".replace("\u00a0", "")), "abcde"),
    ],
)
def test_columns_are_found_by_their_titles_wherever_they_stand(cells: Sequence[str], expected: str) -> None:
    found = look(*cells)
    assert (order(found), found.fresh, found.widen) == (expected, (), 0)


def test_a_title_in_another_spelling_is_written_as_declared() -> None:
    assert keys(look("Satu", *ALL[1:]).written) == "a"


@pytest.mark.parametrize(
    ("cells", "expected", "added"),
    [
        (("dua", "tiga", "empat", "lima"), "bcdea", "a"),
        (("satu", "dua", "tiga", "empat"), "abcde", "e"),
        (("satu", "tiga", "lima"), "acebd", "bd"),
        (("lima", "tiga", "satu"), "ecabd", "bd"),
        (("satu", "dua", "empat", "lima", "catatan"), "abde.c", "c"),
    ],
)
def test_a_column_that_is_gone_is_added_at_the_right_edge(cells: Sequence[str], expected: str, added: str) -> None:
    found = look(*cells)
    assert (order(found), keys(found.written), keys(found.fresh)) == (expected, added, added)
    assert found.widen == len(added)


def test_free_columns_of_a_wider_grid_are_not_used() -> None:
    found = look("satu", "dua", "tiga", "lima", width=9)
    assert (found.places["d"], found.widen) == (9, 1)


@pytest.mark.parametrize(
    ("cells", "expected", "written"),
    [
        (("satu", "dua", (GONE, "c"), "empat", "lima"), "abcde", "c"),
        (("satu", "dua", ("apa saja", "c"), "empat", "lima"), "abcde", "c"),
        ((("x", "e"), ("x", "d"), ("x", "c"), ("x", "b"), ("x", "a")), "edcba", "abcde"),
    ],
)
def test_a_lost_title_is_known_by_its_note(cells: Any, expected: str, written: str) -> None:
    found = look(*cells)
    assert (order(found), keys(found.written), found.widen) == (expected, written, 0)


def test_a_note_that_stands_twice_or_over_a_known_column_tells_nothing() -> None:
    assert look("satu", "dua", ("x", "c"), ("x", "c"), "empat", "lima").places["c"] == 6
    assert look("satu", ("dua", "c"), "x", "empat", "lima").places["c"] == 5


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("satu", "dua", GONE, "empat", "lima"), "abcde"),
        (("lima", "empat", GONE, GONE, "satu"), "edcba"),
        (("satu", "dua", "tiga", GONE, GONE), "abcde"),
        ((GONE, GONE, "tiga", "empat", "lima"), "abcde"),
        ((GONE, GONE, "tiga", "dua", "satu"), "edcba"),
        (("lima", "empat", "tiga", GONE, GONE), "edcba"),
        ((GONE, GONE, GONE, GONE, GONE), "abcde"),
        (("catatan", GONE, "dua", "tiga", "empat", GONE), ".abcde"),
    ],
)
def test_a_header_of_which_nothing_is_left_is_known_by_its_neighbours(cells: Any, expected: str) -> None:
    found = look(*cells)
    assert (order(found), found.widen) == (expected, 0)


def test_a_header_row_of_other_words_is_written_anew_where_it_stands() -> None:
    found = look("k1", "k2", "k3", "k4", "k5")
    assert (order(found), keys(found.written), found.widen) == ("abcde", "abcde", 0)


@pytest.mark.parametrize(
    ("cells", "added"),
    [
        (("satu", "dua", "catatan", "empat", "lima"), "c"),
        (("satu", "dua", GONE, GONE, "empat", "lima"), "c"),
        (("satu", "dua", GONE, "lima"), "cd"),
        ((GONE, "tiga", "empat", "lima"), "ab"),
        ((GONE, GONE, GONE), "abcde"),
    ],
)
def test_neighbours_tell_nothing_where_another_title_stands_or_the_count_differs(cells: Any, added: str) -> None:
    found = look(*cells)
    assert (keys(found.fresh), found.widen) == (added, len(added))


def test_what_only_one_column_shows_is_that_column_wherever_it_stands() -> None:
    """The first of five was deleted, and no title is left; then the others' neighbours tell nothing."""

    def shows(asked: Column, at: int) -> int:
        return int(declared(MIXED)[asked.key] == at + 1)

    assert order(look(*[GONE] * 4, shows=shows)) == "bcdea"
    assert look(*[GONE] * 4).widen == 5
    assert look(*[GONE] * 4, shows=lambda _asked, _at: 1).widen == 5


def test_a_title_that_is_doubled_stands_in_no_column_s_way() -> None:
    found = look("satu", "dua", "satu", "empat", "lima")
    assert (order(found), keys(found.written), found.twins) == ("abcde", "c", {})


def test_what_stands_below_must_be_the_column_s() -> None:
    def backwards(asked: Column, at: int) -> bool:
        return declared(MIXED)[asked.key] == 4 - at

    assert order(look(*[GONE] * 5, fits=backwards)) == "edcba"
    assert order(look(*[GONE] * 5, width=6, fits=lambda asked, at: backwards(asked, at - 1))) == ".edcba"
    assert look(*[GONE] * 5, fits=lambda _asked, _at: False).widen == 5
    assert look("satu", "dua", GONE, "empat", "lima", fits=lambda _asked, at: at != 2).places["c"] == 5


@pytest.mark.parametrize(
    ("cells", "place", "twins"),
    [
        (("satu", "dua", "tiga", "empat", "lima", "tiga"), 2, {5: "tiga (kembar)"}),
        (("satu", "dua", "tiga", "empat", "lima", ("tiga", "c")), 5, {2: "tiga (kembar)"}),
        ((("tiga", "a"), "dua", "tiga", "empat", "lima", "satu"), 2, {0: "tiga (kembar)"}),
    ],
)
def test_of_two_columns_with_one_title_the_other_gets_a_title_of_its_own(
    cells: Any, place: int, twins: Mapping[int, str]
) -> None:
    found = look(*cells)
    assert (found.places["c"], found.twins, found.widen) == (place, twins, 0)


def test_of_two_columns_with_one_title_the_one_with_its_contents_counts() -> None:
    found = look("satu", "dua", "tiga", "empat", "lima", "tiga", fits=lambda _asked, at: at != 2)
    assert (found.places["c"], found.twins) == (5, {2: "tiga (kembar)"})


def test_titles_that_were_typed_over_each_other_are_told_by_their_notes() -> None:
    found = look("satu", ("tiga", "b"), ("dua", "c"), "empat", "lima")
    assert (order(found), keys(found.written)) == ("abcde", "bc")


def test_a_column_whose_title_stands_over_another_one_s_note_is_not_put_over_it() -> None:
    found = look(("tiga", "b"), "satu", "dua", "empat", "lima")
    assert len(set(found.places.values())) == 5
    assert found.places["b"] == 2 or found.places["b"] == 0


def test_columns_of_a_tab_that_is_written_anew_go_where_they_were_declared() -> None:
    found = look("dua", "satu", "tiga", "empat", anew=True)
    assert (found.places, keys(found.written), keys(found.fresh), found.widen) == (declared(MIXED), "abe", "abe", 1)
    assert look(*ALL, "catatan", anew=True).widen == 0


# Tabs whose rows staff own


def theirs(*cells: Any) -> Survey:
    return survey(THEIRS, sheet(THEIRS, cells))


@pytest.mark.parametrize(
    ("cells", "known"),
    [(("dua", "tiga"), "bc"), (("satu", GONE, "tiga"), "ac"), (("satu", "satu", "dua", "tiga"), "bc"), ((GONE,), "")],
)
def test_a_column_that_staff_lost_is_left_to_them(cells: Any, known: str) -> None:
    found = theirs(*cells)
    assert ("".join(sorted(found.places)), found.written, found.widen, found.twins) == (known, (), 0, {})


def test_a_column_that_staff_s_tab_never_had_is_added() -> None:
    found = theirs("satu", "dua")
    assert (found.places["c"], keys(found.written), keys(found.fresh), found.widen) == (2, "c", "c", 1)


def test_columns_that_staff_s_tab_never_had_are_added_in_their_order() -> None:
    found = theirs("satu")
    assert (found.places, keys(found.written), found.widen) == ({"a": 0, "b": 1, "c": 2}, "bc", 2)
    found = theirs("satu", "satu")
    assert (found.places, found.widen) == ({"b": 2, "c": 3}, 2)


def test_a_renamed_column_of_staff_s_is_named_again() -> None:
    found = theirs("satu", ("berapa", "b"), "tiga")
    assert (found.places["b"], keys(found.written), found.fresh) == (1, "b", ())

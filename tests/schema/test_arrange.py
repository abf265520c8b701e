"""Columns of a workbook made before some of them were, put where they are declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sheets_schema import layout
from sheets_schema.arrange import arranged, frozen_columns
from sheets_schema.private import COMMITMENTS, DONORS, QUOTAS
from sheets_schema.survey import declared, survey

LABELS = [column.label for column in DONORS.columns]
OLD = ["kode", "lembaga", "golongan", "agregator", "nama tampil", "izin tampil", "versi", "sama dengan"]
"""Donatur with its columns in another order, and without one of them."""


def sheet(titles: Sequence[str], **more: Any) -> dict[str, Any]:
    cells = [{"userEnteredValue": {"stringValue": title}} if title else {} for title in titles]
    about = {"sheetId": DONORS.sheet_id, "title": DONORS.title, "gridProperties": {"columnCount": len(titles)}}
    return {"properties": about, "data": [{"rowData": [{"values": cells}]}], **more}


def moved(titles: Sequence[str], added: Sequence[str]) -> list[str]:
    """Titles from left to right after the requests, with the new ones written at the right edge first."""
    now = [*titles, *added]
    requests, _ = arranged(survey(DONORS, sheet(titles)))
    for move in (request["moveDimension"] for request in requests):
        span, to = move["source"], move["destinationIndex"]
        taken = now[span["startIndex"] : span["endIndex"]]
        del now[span["startIndex"] : span["endIndex"]]
        assert to <= span["startIndex"], "only to the left, where every index means the same before and after"
        now[to:to] = taken
    return now


NEW = [label for label in LABELS if label not in OLD]


def test_columns_come_into_declared_order() -> None:
    assert moved(OLD, NEW) == LABELS


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param([*OLD, "catatan kami"], [*LABELS, "catatan kami"], id="at the right edge"),
        pytest.param([*OLD, "", "catatan kami"], [*LABELS, "", "catatan kami"], id="after an empty one"),
        pytest.param(["catatan kami", *OLD], ["catatan kami", *LABELS], id="first"),
        pytest.param(
            [*OLD[:3], "satu", "dua", *OLD[3:]],
            [*LABELS[: LABELS.index("golongan") + 1], "satu", "dua", *LABELS[LABELS.index("golongan") + 1 :]],
            id="beside one of ours",
        ),
    ],
)
def test_a_column_of_somebody_s_own_stays_beside_its_neighbour_or_at_the_right_edge(
    titles: list[str], expected: list[str]
) -> None:
    assert moved(titles, NEW) == expected


def test_columns_that_the_owner_moved_stay_while_none_is_new() -> None:
    found = survey(DONORS, sheet(LABELS[::-1]))
    assert arranged(found) == ([], found)


def test_our_protected_ranges_and_views_are_taken_away_before_and_others_stay() -> None:
    own, other = DONORS.sheet_id * layout.IDS_PER_TAB + 1, 7
    more = {
        "protectedRanges": [{"protectedRangeId": own}, {"protectedRangeId": other}],
        "filterViews": [{"filterViewId": own}, {"filterViewId": other}],
    }
    requests, after = arranged(survey(DONORS, sheet(OLD, **more)))
    assert requests[:2] == [
        {"deleteProtectedRange": {"protectedRangeId": own}},
        {"deleteFilterView": {"filterId": own}},
    ]
    assert after.sheet["protectedRanges"] == [{"protectedRangeId": other}]
    assert after.sheet["filterViews"] == [{"filterViewId": other}]
    assert after.places == declared(DONORS)


def test_the_first_columns_stay_in_sight_wherever_a_column_of_somebody_s_own_stands() -> None:
    places = declared(COMMITMENTS)
    assert [c.label for c in COMMITMENTS.columns[: COMMITMENTS.frozen_columns]] == ["nomor", "donatur", "tujuan"]
    assert frozen_columns(COMMITMENTS, places) == 3
    assert frozen_columns(COMMITMENTS, {key: at + 1 for key, at in places.items()}) == 4
    assert frozen_columns(COMMITMENTS, places | {"place": 30}) is None
    assert frozen_columns(COMMITMENTS, {key: at for key, at in places.items() if key != "place"}) is None
    assert frozen_columns(QUOTAS, declared(QUOTAS)) == 0

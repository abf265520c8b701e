"""Whoever restores workbooks leaves the functions' account inside every protected range, or is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.gapi.errors import Permanent
from functions.gapi.objects import Bucket
from functions.ledger.account import WrongIdentity, functions_account
from functions.ledger.rebuild import rebuild
from functions.recap.run import Recap, Report
from local.google.server import LocalGoogle
from sheets_schema import public
from sheets_schema.column import Tab
from sheets_schema.layout import IDS_PER_TAB
from sheets_schema.private import COMMITMENTS, DONORS, TARGETS
from tests.city import City
from tests.ledger.staffhands import change, delete_tab, move_column
from tests.owned import FUNCTIONS, STAFF, OwnedCity


@pytest.fixture(scope="module")
def first() -> Iterator[OwnedCity]:
    with LocalGoogle() as local:
        yield OwnedCity(local)


@pytest.fixture
def city(first: OwnedCity) -> OwnedCity:
    return OwnedCity(first.local, like=first)


def unprotect(city: City, tab: Tab[Any]) -> None:
    """The owner takes away every protected range of a tab."""
    found = city.book(tab).describe({"fields": "sheets(properties(sheetId),protectedRanges(protectedRangeId))"})
    (sheet,) = [sheet for sheet in found["sheets"] if sheet["properties"]["sheetId"] == tab.sheet_id]
    for protected in sheet.get("protectedRanges", ()):
        change(city, tab, deleteProtectedRange=protected)


def protect(city: City, tab: Tab[Any], number: int = 77, **body: Any) -> None:
    """The owner protects a whole tab for themselves."""
    whole = {"protectedRangeId": number, "range": {"sheetId": tab.sheet_id}, "editors": {"users": []}}
    change(city, tab, addProtectedRange={"protectedRange": whole | body})


def reverse(city: City) -> None:
    """The columns of Komitmen from right to left."""
    for column in COMMITMENTS.columns:
        move_column(city, COMMITMENTS, column.key, 0)


WRECKS: dict[str, Callable[[OwnedCity], object]] = {
    "nothing": lambda city: None,
    "protections removed": lambda city: [unprotect(city, tab) for tab in (COMMITMENTS, DONORS, public.COMMITMENTS)],
    "Komitmen deleted": lambda city: delete_tab(city, COMMITMENTS),
    "Donatur deleted": lambda city: delete_tab(city, DONORS),
    "public tab deleted": lambda city: delete_tab(city, public.COMMITMENTS),
    "columns reversed": reverse,
    "protected by the owner": lambda city: protect(city, COMMITMENTS),
    "protected by the owner instead": lambda city: (unprotect(city, DONORS), protect(city, DONORS)),
}


@pytest.mark.parametrize("wreck", WRECKS)
def test_after_the_owner_has_rebuilt_the_functions_write_everywhere(city: OwnedCity, wreck: str) -> None:
    city.submit()
    city.drain()
    WRECKS[wreck](city)
    rebuild(city.ledger(), city.as_owner())
    assert {FUNCTIONS} <= set.intersection(*map(set, city.editors("private") + city.editors("public")))
    city.submit()
    assert city.drain().lines == 1
    assert [row["nomor"] for row in city.rows(COMMITMENTS)] == [1, 2]
    assert [row["nomor"] for row in city.rows(public.COMMITMENTS)] == [1, 2]


def test_a_protected_range_that_does_not_name_them_shuts_the_functions_out(city: OwnedCity) -> None:
    """The harm that naming prevents."""
    protect(city, COMMITMENTS)
    city.submit()
    with pytest.raises(Permanent) as refused:
        city.drain()
    assert "protected cell" in refused.value.detail


def test_whom_the_owner_let_into_a_protected_range_stays_inside(city: OwnedCity) -> None:
    protect(city, TARGETS, editors={"users": [STAFF]})
    rebuild(city.ledger(), city.as_owner())
    assert sorted([FUNCTIONS, STAFF]) in [sorted(users) for users in city.editors("private")]


def test_a_range_that_only_warns_is_closed_again_and_one_of_the_owner_s_own_is_left(city: OwnedCity) -> None:
    for number in (COMMITMENTS.sheet_id * IDS_PER_TAB, 77):
        if number == 77:
            protect(city, TARGETS, warningOnly=True, editors={})
        else:
            warning = {
                "protectedRange": {"protectedRangeId": number, "warningOnly": True},
                "fields": "warningOnly,editors",
            }
            change(city, COMMITMENTS, updateProtectedRange=warning)
    rebuild(city.ledger(), city.as_owner())
    found = city.as_owner().private.describe({"fields": "sheets(protectedRanges(protectedRangeId,warningOnly))"})
    ranges = [r for sheet in found["sheets"] for r in sheet.get("protectedRanges", ())]
    assert [r["protectedRangeId"] for r in ranges if r.get("warningOnly")] == [77]


def test_protected_ranges_of_another_layout_do_not_stay_over_staff_s_columns(city: OwnedCity) -> None:
    """A column of the system's that is dragged between staff's leaves no closed cell behind."""
    move_column(city, COMMITMENTS, "phone", COMMITMENTS.position("staff"))
    rebuild(city.ledger(), city.as_owner())
    city.submit()
    city.drain()
    at = city.position(COMMITMENTS, "action")
    cell = {"userEnteredValue": {"stringValue": "batalkan"}}
    start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 1, "columnIndex": at}
    update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    city.as_account(STAFF).private.write([{"updateCells": update}])
    assert city.rows(COMMITMENTS)[0]["tindakan"] == "batalkan"


def refused(city: OwnedCity, who: str, account: str = "") -> str:
    """What an account is told whose rebuild writes nothing."""
    before = city.read(COMMITMENTS), city.read(public.COMMITMENTS), city.editors("private")
    city.control.reset_calls()
    with pytest.raises(WrongIdentity) as told:
        rebuild(city.ledger(), city.as_account(who), account)
    assert city.control.calls().get("sheets.spreadsheets.batchUpdate", 0) == 0
    assert (city.read(COMMITMENTS), city.read(public.COMMITMENTS), city.editors("private")) == before
    return str(told.value)


def test_who_may_edit_one_workbook_only_is_refused_before_anything_is_written(city: OwnedCity) -> None:
    unprotect(city, COMMITMENTS)
    told = refused(city, STAFF)
    assert "may not edit the public workbook" in told
    assert "run it with the credentials of the owner" in told


def test_a_reader_and_a_stranger_are_refused(city: OwnedCity) -> None:
    city.share(city.place.private, "pembaca@contoh.example", "reader")
    assert "may not edit the private workbook" in refused(city, "pembaca@contoh.example", FUNCTIONS)


def test_an_editor_of_both_workbooks_who_is_neither_is_refused(city: OwnedCity) -> None:
    """Google would keep them among the editors of every range that they make."""
    unprotect(city, COMMITMENTS)
    city.share(city.place.public, STAFF)
    assert "does not own the private workbook" in refused(city, STAFF, FUNCTIONS)


def test_the_functions_account_may_rebuild_until_a_range_is_closed_to_it(city: OwnedCity) -> None:
    unprotect(city, COMMITMENTS)
    rebuild(city.ledger(), city.google())
    protect(city, DONORS)
    assert "a protected range in Donatur is closed" in refused(city, FUNCTIONS)


def test_an_account_that_the_files_are_not_shared_with_is_not_named(city: OwnedCity) -> None:
    city.unshare(city.place.public, FUNCTIONS)
    with pytest.raises(WrongIdentity, match=f"share the public workbook with {FUNCTIONS} as an editor"):
        rebuild(city.ledger(), city.as_owner(), FUNCTIONS)


def test_where_several_edit_both_workbooks_the_account_must_be_said(city: OwnedCity) -> None:
    city.share(city.place.public, STAFF)
    with pytest.raises(WrongIdentity, match="set KSBB_ACCOUNT"):
        functions_account(city.as_owner())
    assert functions_account(city.as_owner(), f" {FUNCTIONS.upper()} ") == FUNCTIONS


def test_where_nobody_but_the_owner_edits_them_the_functions_are_the_owner_s(city: OwnedCity) -> None:
    for file in (city.place.private, city.place.public):
        city.unshare(file, FUNCTIONS)
    assert functions_account(city.as_owner()) == city.session.account


def recap(city: OwnedCity) -> Report:
    """One recap by the functions' account; its open data are nobody's concern here."""
    open_data = Bucket(city.session, city.place.bucket)
    return Recap(city.ledger(), "projects/lokal/topics/jawaban").run(city.google(), open_data, city.clock)


def test_a_recap_that_makes_protected_ranges_again_names_the_functions_account(city: OwnedCity) -> None:
    for tab in public.TABS:
        unprotect(city, tab)
    assert city.editors("public") == []
    assert "public" not in recap(city).failed
    assert len(city.editors("public")) == len(public.TABS)
    assert {FUNCTIONS} <= set.intersection(*map(set, city.editors("public")))


def test_a_recap_that_cannot_tell_the_account_repairs_everything_else(city: OwnedCity) -> None:
    for tab in public.TABS:
        unprotect(city, tab)
    city.share(city.place.public, STAFF)
    city.type_cell(public.COMMITMENTS, 1, "status", "judul lain")
    report = recap(city)
    assert "protected ranges are left as they are: set KSBB_ACCOUNT" in " ".join(report.alerts)
    assert city.editors("public") == []
    assert city.read(public.COMMITMENTS)[0] == [column.label for column in public.COMMITMENTS.columns]


@pytest.mark.parametrize("tab", [DONORS, public.COMMITMENTS], ids=["private", "public"])
def test_a_recap_tells_that_a_protected_range_shuts_the_functions_out(city: OwnedCity, tab: Tab[Any]) -> None:
    protect(city, tab)
    alerts = [alert for alert in recap(city).alerts if "shut the functions out" in alert]
    assert len(alerts) == 1
    assert tab.title in alerts[0]

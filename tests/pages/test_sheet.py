"""A workbook on the page: staff, owner and public read it and type into it as in Google Sheets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from functions.gapi.sheets import Workbook
from local.wire.state import OWNER
from sheets_schema import private, public
from sheets_schema.column import Tab
from sheets_schema.form import TAKE_PART
from sheets_schema.private import COMMITMENTS
from sheets_schema.terms import TargetType
from tests.city import City, answers
from tests.pages.conftest import PUBLIC, Visit
from tests.pages.hands import cell, go, letter, paste, ready, sheet_path, shown, type_into

pytestmark = pytest.mark.xdist_group("pages")


def _staff_sheet(city: City, visit: Visit, tab: Tab = COMMITMENTS, **more: str) -> Page:
    return ready(visit(sheet_path(city.place.private, tab, **more)), tab)


def _refusal(page: Page) -> str:
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    text = dialog.inner_text()
    dialog.get_by_role("button", name="Oke").click()
    return text


def test_staff_change_a_quota_and_the_next_decision_keeps_to_it(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.QUOTAS)
    typed = {"target": "RW-A", "kind": "sembako", "period": "P1", "quota": "37", "reason": "Data baru dari RW"}
    for key, text in typed.items():
        type_into(page, f"{letter(city, private.QUOTAS, key)}2", text)
    city.submit(answers(sembako="50", if_short=TAKE_PART))
    city.drain()
    assert city.rows(COMMITMENTS)[0]["disetujui"] == 37


def test_staff_type_a_request_and_the_page_shows_its_outcome_by_itself(city: City, visit: Visit) -> None:
    city.submit()
    city.drain()
    page = _staff_sheet(city, visit)
    type_into(page, f"{letter(city, COMMITMENTS, 'action')}2", "tersalur")
    type_into(page, f"{letter(city, COMMITMENTS, 'amount')}2", "4")
    type_into(page, f"{letter(city, COMMITMENTS, 'staff')}2", "Contoh Petugas")
    city.drain()
    outcome = letter(city, COMMITMENTS, "result")
    go(page, f"{outcome}2")
    expect(page.locator("#isi")).not_to_have_value("")
    expect(cell(page, 2, outcome)).to_have_text(str(city.rows(COMMITMENTS)[0]["hasil"]))


def test_a_protected_cell_refuses_staff_in_googles_words_and_keeps_its_value(city: City, visit: Visit) -> None:
    city.submit()
    city.drain()
    page = _staff_sheet(city, visit)
    before = city.read(COMMITMENTS)
    go(page, "A2")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    assert "Anda mencoba mengedit sel atau objek yang dilindungi." in _refusal(page)
    assert city.read(COMMITMENTS) == before
    expect(cell(page, 2, "A")).to_have_text("1")


def test_the_owner_passes_the_protection(city: City, visit: Visit) -> None:
    city.submit()
    city.drain()
    page = ready(visit(sheet_path(city.place.private, COMMITMENTS), who=OWNER), COMMITMENTS)
    type_into(page, "A2", "99")
    assert city.read(COMMITMENTS)[1][0] == 99


def test_a_value_that_is_not_in_the_dropdown_is_refused_and_names_the_cell(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.TARGETS)
    where = f"{letter(city, private.TARGETS, 'type')}2"
    go(page, where)
    page.locator("#isi").fill("istana")
    page.locator("#isi").press("Enter")
    assert f"sel {where} melanggar aturan validasi data" in _refusal(page)
    assert city.rows(private.TARGETS)[0]["tipe"] == "rw"


def test_a_dropdown_offers_its_values_and_takes_one_by_keyboard(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.TARGETS)
    where = f"{letter(city, private.TARGETS, 'type')}2"
    go(page, where)
    page.keyboard.press("F2")
    expect(page.locator(".tabulator-edit-list-item")).to_have_count(len(TargetType))
    page.keyboard.press("Control+a")
    page.keyboard.type("jompo")
    page.locator(".tabulator-edit-list-item", has_text="panti jompo").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#kabar")).to_have_text("Tersimpan")
    assert city.rows(private.TARGETS)[0]["tipe"] == "panti jompo"


def test_ctrl_z_takes_back_ones_own_last_edit(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.TARGETS)
    where = f"{letter(city, private.TARGETS, 'poor_households')}2"
    type_into(page, where, "250")
    assert city.rows(private.TARGETS)[0]["jumlah kk rentan"] == 250
    page.keyboard.press("Control+z")
    expect(page.locator("#kabar")).to_have_text("Diurungkan")
    assert city.rows(private.TARGETS)[0]["jumlah kk rentan"] == 100


def test_an_edit_that_somebody_has_changed_since_is_not_taken_back(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.TARGETS)
    type_into(page, f"{letter(city, private.TARGETS, 'poor_households')}2", "250")
    city.type_cell(private.TARGETS, 2, "poor_households", 300)
    page.locator("#urungkan").click()
    assert "sudah berubah" in _refusal(page)
    assert city.rows(private.TARGETS)[0]["jumlah kk rentan"] == 300


def test_what_is_being_typed_survives_a_write_of_the_system(city: City, visit: Visit) -> None:
    city.submit()
    city.drain()
    page = _staff_sheet(city, visit)
    reason = letter(city, COMMITMENTS, "staff_reason")
    go(page, f"{reason}2")
    page.keyboard.type("belum sele")
    city.submit()
    city.drain()
    page.wait_for_timeout(1200)  # longer than the page waits between two looks
    page.keyboard.type("sai")
    page.keyboard.press("Enter")
    expect(cell(page, 3, "A")).to_have_text("2")
    assert city.rows(COMMITMENTS)[0]["alasan petugas"] == "belum selesai"


def test_a_link_jumps_to_its_cell(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.REGIONS, range="B200")
    expect(page.locator("#sel")).to_have_value("B200")
    expect(cell(page, 200, "B")).to_be_in_viewport()


def test_the_link_of_a_finding_leads_to_the_faulty_cell_on_this_machine(city: City, visit: Visit) -> None:
    city.type_cell(private.TARGETS, 2, "poor_households", "dua ratus")
    city.drain()
    page = _staff_sheet(city, visit, private.PROBLEMS)
    cell(page, 2, letter(city, private.PROBLEMS, "link")).get_by_role("link").click(delay=300)  # as a slow finger
    ready(page, private.TARGETS)
    expect(page.locator("#isi")).to_have_value("dua ratus")


def test_what_looks_like_html_in_a_cell_is_shown_as_text(city: City, visit: Visit) -> None:
    text = "<img src='http://contoh.example/x' onerror='document.title=1'>"
    city.type_cell(private.TARGETS, 2, "name", text)
    page = _staff_sheet(city, visit, private.TARGETS)
    expect(cell(page, 2, letter(city, private.TARGETS, "name"))).to_have_text(text)
    assert page.locator("#lembar img").count() == 0


def test_a_block_is_pasted_and_a_range_is_cleared(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.QUOTAS)
    go(page, "A2")
    paste(page, "RW-A\tsembako\r\nRW-A\tlebaran\r\n")
    expect(page.locator("#kabar")).to_have_text("Tersimpan")
    assert [row["jenis"] for row in city.rows(private.QUOTAS)] == ["sembako", "lebaran"]
    go(page, "A2")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    expect(cell(page, 3, "B")).to_have_text("")
    expect(page.locator("#kabar")).to_have_text("Tersimpan")
    assert city.rows(private.QUOTAS) == []


def test_a_link_to_a_whole_row_leads_to_its_first_cell(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit, private.TARGETS, range="1:1")
    expect(page.locator("#sel")).to_have_value("A1")


def test_a_filter_view_shows_its_rows_only(city: City, visit: Visit) -> None:
    for _ in range(3):
        city.submit()
    city.drain()
    city.request(2, "batalkan")
    page = _staff_sheet(city, visit)
    page.locator("#tampilan").select_option(label="Permintaan petugas")
    expect(page.locator(".tabulator-row")).to_have_count(1)
    expect(cell(page, 3, "A")).to_have_text("2")


def test_the_help_of_a_column_is_shown_when_its_heading_is_chosen(city: City, visit: Visit) -> None:
    page = _staff_sheet(city, visit)
    page.locator(".line", has_text="donatur").first.click()
    expect(page.locator("#catatan")).to_contain_text("Kolom: donatur")


def test_the_public_is_told_to_ask_for_access_to_the_private_workbook(city: City, visit: Visit) -> None:
    page = visit(f"/spreadsheets/d/{city.place.private}/edit", who=PUBLIC)
    expect(page.get_by_role("heading", name="Anda memerlukan akses")).to_be_visible()
    answer = page.request.get(
        f"{city.local.base_url}/spreadsheets/d/{city.place.private}/tab?gid={COMMITMENTS.sheet_id}"
    )
    assert answer.status == 403
    assert "rows" not in answer.text()


def test_the_public_reads_the_public_row_and_cannot_type(city: City, visit: Visit) -> None:
    city.submit()
    city.drain()
    page = ready(visit(sheet_path(city.place.public, public.COMMITMENTS), who=PUBLIC), public.COMMITMENTS)
    assert shown(page, "A2") == "1"
    expect(page.locator("#peran")).to_have_text("Hanya melihat")
    page.keyboard.type("9")
    assert page.locator(".tabulator-editing").count() == 0
    answer = page.request.post(
        f"{city.local.base_url}/spreadsheets/d/{city.place.public}/cells",
        data={"gid": public.COMMITMENTS.sheet_id, "blocks": [{"row": 1, "column": 0, "texts": [["9"]]}]},
    )
    assert answer.status == 403


def test_ten_thousand_rows_scroll_and_only_those_in_sight_are_drawn(city: City, visit: Visit) -> None:
    book = Workbook(city.session, city.place.private)
    sheet, rows = (
        private.CASH.sheet_id,
        [{"values": [{"userEnteredValue": {"stringValue": f"D{i}"}}]} for i in range(10_000)],
    )
    book.write([{"appendDimension": {"sheetId": sheet, "dimension": "ROWS", "length": 10_000}}])
    start = {"sheetId": sheet, "rowIndex": 1, "columnIndex": 0}
    book.write([{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}])
    page = _staff_sheet(city, visit, private.CASH)
    go(page, "A10001")
    expect(cell(page, 10_001, "A")).to_have_text("D9999")
    expect(cell(page, 10_001, "A")).to_be_in_viewport()
    assert page.locator(".tabulator-row").count() < 200

"""Typing, pasting and moving in the grid, as hands expect of a spreadsheet, also when the line to the server fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from sheets_schema import private
from sheets_schema.column import Tab
from sheets_schema.private import CASH, COMMITMENTS, QUOTAS, TARGETS
from tests.city import City
from tests.pages.conftest import Visit
from tests.pages.hands import cell, copied, go, letter, paste, ready, sheet_path, shown, type_into

pytestmark = pytest.mark.xdist_group("pages")


def _sheet(city: City, visit: Visit, tab: Tab = QUOTAS, **more: str) -> Page:
    return ready(visit(sheet_path(city.place.private, tab, **more)), tab)


def _saved(page: Page) -> None:
    expect(page.locator("#kabar")).to_have_text("Tersimpan")


def test_enter_and_tab_go_on_to_the_next_cell(city: City, visit: Visit) -> None:
    page = _sheet(city, visit)
    go(page, "D2")
    for text, key in (("7", "Enter"), ("8", "Tab"), ("Data baru", "Shift+Enter")):
        page.keyboard.type(text)
        page.keyboard.press(key)
    expect(page.locator("#sel")).to_have_value("E2")
    _saved(page)
    assert [row[3:5] for row in city.read(QUOTAS)[1:3]] == [[7], [8, "Data baru"]]


def test_a_lost_line_is_told_with_what_was_typed_and_typing_goes_on_after_it(city: City, visit: Visit) -> None:
    page = _sheet(city, visit)
    page.route("**/cells", lambda route: route.abort())
    page.route("**/tab?**", lambda route: route.abort())
    go(page, "E2")
    page.keyboard.type("sampai mana")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("belum tersimpan")
    expect(page.get_by_role("dialog")).to_contain_text("sampai mana")
    page.keyboard.press("Enter")
    page.unroute("**/cells")
    page.unroute("**/tab?**")
    expect(page.locator("#kabar")).to_have_text("Tersambung lagi")
    type_into(page, "E2", "sampai sini")
    assert city.read(QUOTAS)[1][4] == "sampai sini"


def test_what_was_typed_lands_in_its_own_tab_though_another_is_opened_meanwhile(city: City, visit: Visit) -> None:
    page = _sheet(city, visit)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route("**/cells", hold_the_first)
    go(page, "E2")
    for text in ("satu", "dua"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.locator("#tab").get_by_role("link", name=CASH.title).click()
    ready(page, CASH)
    held[0].continue_()
    page.locator("#tab").get_by_role("link", name=QUOTAS.title).click()
    expect(cell(page, 2, "E")).to_have_text("satu")
    expect(cell(page, 3, "E")).to_have_text("dua")
    assert city.rows(CASH) == []


def test_a_paste_grows_the_sheet_keeps_line_breaks_and_is_taken_back_as_one(city: City, visit: Visit) -> None:
    page = _sheet(city, visit)
    go(page, "D2")
    lines = "".join(f"{number}\tb\r\n" for number in range(2, 1201))
    paste(page, f'1\t"dua\nbaris"\r\n{lines}')
    _saved(page)
    assert shown(page, "E2") == "dua\nbaris"
    assert shown(page, "D1201") == "1200"
    page.locator("#urungkan").click()
    expect(page.locator("#kabar")).to_have_text("Diurungkan")
    assert city.rows(QUOTAS) == []


def test_a_paste_in_a_filter_view_goes_into_the_rows_in_sight(city: City, visit: Visit) -> None:
    for _ in range(4):
        city.submit()
    city.drain()
    for row in (2, 4):
        city.request(row, "batalkan")
    page = _sheet(city, visit, COMMITMENTS)
    page.locator("#tampilan").select_option(label="Permintaan petugas")
    expect(page.locator(".tabulator-row")).to_have_count(2)
    go(page, f"{letter(city, COMMITMENTS, 'staff_reason')}3")
    paste(page, "pertama\nkedua")
    _saved(page)
    assert [row.get("alasan petugas") for row in city.rows(COMMITMENTS)] == [None, "pertama", None, "kedua"]


def test_a_row_is_copied_as_it_would_be_typed_and_pasted_again(city: City, visit: Visit) -> None:
    page = _sheet(city, visit, private.PERIODS)
    cell(page, 2, "A").locator("xpath=..").locator(".tabulator-row-header").click()
    text = copied(page)
    assert text.split("\t")[:2] == [shown(page, "A2"), shown(page, "B2")]
    go(page, "A20")
    paste(page, text)
    _saved(page)
    assert city.read(private.PERIODS)[19] == city.read(private.PERIODS)[1]


def test_a_text_with_line_breaks_is_edited_in_the_bar_and_keeps_them(city: City, visit: Visit) -> None:
    city.type_cell(TARGETS, 2, "address", "Jalan Contoh\nRT 01")
    page = _sheet(city, visit, TARGETS)
    go(page, f"{letter(city, TARGETS, 'address')}2")
    page.keyboard.press("F2")
    expect(page.locator("#isi")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("/02")
    page.keyboard.press("Enter")
    _saved(page)
    assert city.rows(TARGETS)[0]["alamat"] == "Jalan Contoh\nRT 01/02"


def test_a_refused_date_says_what_to_type(city: City, visit: Visit) -> None:
    page = _sheet(city, visit, private.PERIODS)
    go(page, f"{letter(city, private.PERIODS, 'start')}2")
    page.keyboard.type("4/25/2020")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("misalnya 25/04/2020")


def test_the_keyboard_leaves_the_grid_and_stays_among_the_tabs_when_the_system_writes(city: City, visit: Visit) -> None:
    page = _sheet(city, visit, COMMITMENTS)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#tab a").nth(1)).to_be_focused()
    city.submit()
    city.drain()
    expect(cell(page, 2, "A")).to_have_text("1")
    expect(page.locator("#tab a").nth(1)).to_be_focused()


def test_choosing_a_cell_moves_no_row_under_the_pointer_and_shows_its_long_text(city: City, visit: Visit) -> None:
    text = "Alamat contoh yang panjang sekali, sehingga tidak muat di dalam selnya"
    city.type_cell(TARGETS, 2, "address", text)
    page = _sheet(city, visit, TARGETS)
    target = cell(page, 2, letter(city, TARGETS, "address"))
    before = target.bounding_box()
    target.click()
    expect(page.locator("#catatan")).to_contain_text(text)
    assert target.bounding_box() == before


def test_a_dropdown_opens_at_its_arrow(city: City, visit: Visit) -> None:
    page = _sheet(city, visit, TARGETS)
    go(page, "H2")
    target = cell(page, 2, "B")
    box = target.bounding_box()
    assert box is not None
    target.click(position={"x": box["width"] - 8, "y": 10})
    page.locator(".tabulator-edit-list-item", has_text="panti jompo").click()
    _saved(page)
    assert city.rows(TARGETS)[0]["tipe"] == "panti jompo"


def test_a_screen_reader_hears_where_one_is(city: City, visit: Visit) -> None:
    page = _sheet(city, visit, TARGETS)
    go(page, "B2")
    expect(page.locator("#suara")).to_have_text("B2, tipe, rw")


def test_a_link_to_a_tab_that_is_gone_opens_the_first(city: City, visit: Visit) -> None:
    page = visit(f"/spreadsheets/d/{city.place.private}/edit#gid=77")
    ready(page, COMMITMENTS)


def test_what_is_chosen_stays_chosen_when_rows_are_laid_out_anew(city: City, visit: Visit) -> None:
    """Else the next key would clear another cell than the one that the bar names."""
    page = _sheet(city, visit)
    go(page, "D2")
    paste(page, "5\tsatu\n6\tdua")
    _saved(page)
    expect(page.locator("#sel")).to_have_value("D2")
    page.keyboard.press("Delete")
    expect(cell(page, 2, "D")).to_have_text("")
    _saved(page)
    assert city.read(QUOTAS)[1:3] == [["", "", "", "", "satu"], ["", "", "", 6, "dua"]]


def _shift(page: Page, label: str) -> None:
    page.locator("#geser").select_option(label=label)


def test_chosen_cells_are_deleted_the_rest_of_the_column_moves_up_and_ctrl_z_brings_all_back(
    city: City, visit: Visit
) -> None:
    """As in the editor: only cells of the chosen columns move, with their dropdowns."""
    page = _sheet(city, visit)
    go(page, "A2")
    paste(page, "RW-A\tsembako\tP1\t5\tsatu\nRW-A\tlebaran\tP1\t6\tdua\nRW-A\tsembako\tP1\t7\ttiga\n")
    _saved(page)
    before = city.read(QUOTAS)
    go(page, "D2")
    page.keyboard.press("Shift+ArrowRight")
    _shift(page, "Hapus sel, geser ke atas")
    expect(page.locator("#kabar")).to_have_text("Sel digeser")
    assert [row[:5] for row in city.read(QUOTAS)[1:4]] == [
        ["RW-A", "sembako", "P1", 6, "dua"], ["RW-A", "lebaran", "P1", 7, "tiga"], ["RW-A", "sembako", "P1"],
    ]  # fmt: skip
    expect(cell(page, 3, "E")).to_have_text("tiga")
    page.keyboard.press("Control+z")
    expect(page.locator("#kabar")).to_have_text("Diurungkan")
    assert city.read(QUOTAS) == before


def test_cells_are_put_in_and_what_is_protected_is_not_moved(city: City, visit: Visit) -> None:
    page = _sheet(city, visit)
    go(page, "D2")
    paste(page, "5\tsatu")
    _saved(page)
    _shift(page, "Sisipkan sel, geser ke bawah")
    expect(page.locator("#kabar")).to_have_text("Sel digeser")
    assert city.read(QUOTAS)[1:3] == [["", "", "", "", "satu"], ["", "", "", 5]]
    go(page, "D1")
    _shift(page, "Hapus sel, geser ke atas")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("sel atau objek yang dilindungi")
    dialog.get_by_role("button", name="Oke").click()
    assert city.read(QUOTAS)[0][3] == "kuota tetap"


def test_rows_that_a_filter_view_parts_are_not_shifted(city: City, visit: Visit) -> None:
    for _ in range(3):
        city.submit()
    city.drain()
    for line in (1, 3):
        city.request(line, "batalkan")
    page = _sheet(city, visit, COMMITMENTS)
    page.locator("#tampilan").select_option(label="Permintaan petugas")
    expect(page.locator(".tabulator-row")).to_have_count(2)
    before = city.read(COMMITMENTS)
    go(page, f"{letter(city, COMMITMENTS, 'staff_reason')}2")
    page.keyboard.press("Shift+ArrowDown")
    _shift(page, "Hapus sel, geser ke atas")
    expect(page.get_by_role("dialog")).to_contain_text("ada yang tersembunyi")
    assert city.read(COMMITMENTS) == before

"""Files, faults, whom one plays, and that nothing leaves the machine."""

from __future__ import annotations

import contextlib
import re

import pytest
import requests
from playwright.sync_api import Browser, Error, expect

from local.google import faults
from local.google.methods import METHODS
from local.google.pages.faults import TOLD
from local.google.server import LocalGoogle
from local.pictures.browser import Away, window
from tests.city import City
from tests.pages.conftest import PUBLIC, STAFF, Visit

pytestmark = pytest.mark.xdist_group("pages")


def test_files_say_what_each_person_may_do(city: City, visit: Visit) -> None:
    page = visit("/", who=STAFF)
    private = page.locator("li", has=page.locator(f"a[href*='{city.place.private}']"))
    expect(private).to_contain_text("Dapat mengedit")
    page.get_by_label("Anda sebagai").select_option(PUBLIC)
    expect(private).to_contain_text("Tanpa akses")
    expect(page.locator("li", has=page.locator(f"a[href*='{city.place.public}']"))).to_contain_text("Hanya melihat")


def test_a_fault_is_switched_on_waits_and_is_seen_used_up(city: City, visit: Visit) -> None:
    city.control.clear_faults()
    page = visit("/gangguan")
    page.get_by_label("Panggilan").select_option("sheets.spreadsheets.values.batchGet")
    page.get_by_label("Gangguan", exact=True).select_option("unavailable")
    page.get_by_role("button", name="Pasang").click()
    expect(page.locator("#menunggu")).to_contain_text("sheets.spreadsheets.values.batchGet")
    city.control.reset_calls()
    city.drain()
    expect(page.locator("#menunggu")).to_contain_text("Tidak ada")
    expect(page.locator("#terpakai")).to_contain_text("Layanan tidak tersedia")
    expect(page.locator("#panggilan tr", has_text="values.batchGet")).to_contain_text(re.compile(r"\d"))


def test_a_fault_asks_only_for_what_it_needs_and_all_are_cleared(city: City, visit: Visit) -> None:
    city.control.clear_faults()
    page = visit("/gangguan")
    expect(page.get_by_label("Detik")).to_be_hidden()
    page.get_by_label("Gangguan", exact=True).select_option("latency")
    expect(page.get_by_label("Detik")).to_be_visible()
    page.get_by_label("Gangguan", exact=True).select_option("invisible_response")
    expect(page.get_by_label("Panggilan")).to_have_value("forms.forms.responses.list")
    page.get_by_role("button", name="Pasang").click()
    expect(page.locator("#menunggu")).to_contain_text("forms.forms.responses.list")
    page.get_by_role("button", name="Hapus semua").click()
    expect(page.locator("#menunggu")).to_contain_text("Tidak ada")
    assert city.control.unused_faults() == []


def test_the_quota_is_switched_on_and_off_from_the_page(google: LocalGoogle, visit: Visit) -> None:
    page = visit("/gangguan")
    page.get_by_label("Batasi").check()
    page.get_by_role("button", name="Tetapkan").click()
    expect(page.locator("#kabar")).to_have_text("Kuota berlaku.")
    page.reload()
    expect(page.get_by_label("Batasi")).to_be_checked()
    google.control.set_quotas(enabled=False)


def test_every_kind_of_fault_is_explained_in_indonesian() -> None:
    assert TOLD.keys() == faults.KINDS.keys()
    assert {told.only for told in TOLD.values()} - {""} <= {method.method_id for method in METHODS}


def test_links_of_the_demo_appear_among_the_files(google: LocalGoogle, visit: Visit) -> None:
    google.control.set_pages(links=[{"label": "Kotak surel", "url": "http://127.0.0.1:9/", "about": "Surel contoh"}])
    expect(visit("/").get_by_role("link", name="Kotak surel")).to_have_attribute("href", "http://127.0.0.1:9/")


def test_a_link_that_leaves_the_machine_is_refused(google: LocalGoogle) -> None:
    body = {"links": [{"label": "Luar", "url": "https://contoh.example/"}]}
    assert requests.post(google.base_url + "/_local/pages", json=body, timeout=10).status_code == 400


def test_an_unknown_page_says_so_and_leads_back(visit: Visit) -> None:
    page = visit("/spreadsheets/d/tidak-ada/edit")
    expect(page.get_by_role("heading", name="Tidak ditemukan")).to_be_visible()
    page.get_by_role("link", name="Daftar berkas").click()
    expect(page.get_by_role("heading", name="Berkas")).to_be_visible()


def test_a_wrong_address_is_a_page_for_people_and_an_error_for_programs(google: LocalGoogle, visit: Visit) -> None:
    expect(visit("/gangguan/lain").get_by_role("heading", name="Tidak ditemukan")).to_be_visible()
    answer = requests.get(google.base_url + "/gangguan/lain", timeout=10)
    assert (answer.status_code, answer.json()["error"]["status"]) == (501, "UNIMPLEMENTED")


def test_a_request_that_would_leave_the_machine_is_noticed(browser: Browser) -> None:
    """The control of all tests here: their windows end with an error after such a request."""
    with pytest.raises(Away, match=re.escape("http://contoh.example/")):
        _look_outside(browser)


def _look_outside(browser: Browser) -> None:
    with window(browser, 390) as context, contextlib.suppress(Error):
        context.new_page().goto("http://contoh.example/")


def test_pages_themselves_forbid_what_is_not_from_here(google: LocalGoogle) -> None:
    policy = requests.get(google.base_url + "/", timeout=10).headers["content-security-policy"]
    assert "default-src 'self'" in policy

"""The form as donors see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sheets_schema import form, public
from sheets_schema.form import question_id
from sheets_schema.reading import column_letter
from tests.city import CITY, REGION, City
from tests.pages.conftest import PUBLIC, Visit
from tests.pages.hands import ready, sheet_path, shown

pytestmark = pytest.mark.xdist_group("pages")
TARGET = f"RW 05 {REGION} [RW-A]"


def _path(city: City) -> str:
    return f"/forms/d/{city.place.form}/viewform"


def _field(key: str) -> str:
    return f"[name='entry.{int(question_id(key), 16)}']"


def _next(page: Page) -> None:
    page.get_by_role("button", name="Berikutnya").click()


def _fill_person(page: Page) -> None:
    page.locator("#emailAddress").fill("contoh01@contoh.example")
    page.locator(_field("name")).fill("Contoh Donatur 01")
    page.locator(_field("group")).select_option(label="Dunia usaha")
    page.locator(_field("contact")).fill("Contoh Narahubung 01")
    page.locator(_field("phone")).fill("0812-0000-0001")
    page.locator(_field("channel")).select_option(label=form.SELF_DELIVERED)


def _fill_aid(page: Page) -> None:
    page.locator(_field("quantity sembako")).fill("10")
    page.locator(_field("date")).fill("2020-04-25")
    page.get_by_label(form.TAKE_NONE).check()
    page.get_by_label(form.PLEDGE).check()
    page.get_by_label(form.CONSENT).check()


def _fill_all(page: Page) -> None:
    _fill_person(page)
    _next(page)
    page.get_by_role("radio", name=CITY).check()
    _next(page)
    page.locator(_field(f"target {CITY}")).select_option(label=TARGET)
    _next(page)
    _fill_aid(page)


def test_a_donor_submits_section_by_section_and_the_public_sees_the_row(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC, width=390)
    _fill_all(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda telah dicatat.")
    city.drain()
    page = ready(visit(sheet_path(city.place.public, public.COMMITMENTS), who=PUBLIC), public.COMMITMENTS)
    at = column_letter(public.COMMITMENTS.position("shown_name"))
    assert shown(page, f"{at}2") == "Contoh Donatur 01"
    assert "0812" not in page.content()


def test_pressing_kirim_twice_or_reloading_sends_one_response(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    _fill_all(page)
    page.route("**/formResponse", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.evaluate(
        "const send = document.querySelector('[type=submit]'); send.click(); setTimeout(() => send.click(), 50)"
    )
    page.get_by_role("status").wait_for()
    page.reload()
    page.get_by_role("status").wait_for()
    assert city.drain().lines == 1


def test_the_confirmation_leads_on_and_its_address_to_an_empty_form(city: City, visit: Visit) -> None:
    city.control.set_pages(links=[{"label": "Kotak surel", "url": "http://127.0.0.1:9/"}])
    page = visit(_path(city), who=PUBLIC)
    _fill_all(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("link", name="Kotak surel")).to_be_visible()
    page.goto(page.url)
    expect(page.locator("#emailAddress")).to_have_value("")


def test_help_and_fault_are_read_out_with_their_field(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    expect(page.locator(_field("phone"))).to_have_accessible_description("Contoh bentuk: 0812-0000-0000.")
    _next(page)
    described = "Contoh bentuk: 0812-0000-0000. Pertanyaan ini wajib diisi."
    expect(page.locator(_field("phone"))).to_have_accessible_description(described)
    expect(page.locator(_field("phone"))).to_have_attribute("aria-invalid", "true")


def test_a_missing_answer_is_named_at_its_field_and_holds_the_section(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    _fill_person(page)
    page.locator(_field("phone")).fill(" ")
    _next(page)
    wrong = page.locator(".card.wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("Pertanyaan ini wajib diisi.")
    expect(page.locator(_field("phone"))).to_be_focused()
    page.locator(_field("phone")).fill("0812-0000-0001")
    _next(page)
    expect(page.get_by_role("radio", name=CITY)).to_be_visible()


def test_going_back_keeps_what_was_answered(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    _fill_person(page)
    _next(page)
    page.get_by_role("button", name="Kembali").click()
    expect(page.locator(_field("name"))).to_have_value("Contoh Donatur 01")


def test_a_refusal_of_the_server_opens_the_section_with_the_fault(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    _fill_person(page)
    page.locator("#emailAddress").fill("tanpa-tanda")
    _next(page)
    page.get_by_role("radio", name=CITY).check()
    _next(page)
    page.locator(_field(f"target {CITY}")).select_option(label=TARGET)
    _next(page)
    _fill_aid(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Alamat email tidak lengkap")).to_be_visible()
    expect(page.locator(_field("name"))).to_have_value("Contoh Donatur 01")


def test_a_prefilled_link_fills_in_the_target(city: City, visit: Visit) -> None:
    page = visit(form.prefilled(_path(city), {"city": CITY, f"target {CITY}": TARGET}), who=PUBLIC)
    _fill_person(page)
    _next(page)
    expect(page.get_by_role("radio", name=CITY)).to_be_checked()
    _next(page)
    expect(page.locator(_field(f"target {CITY}"))).to_have_value(TARGET)


def test_the_form_works_by_keyboard_alone(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC)
    page.locator("#emailAddress").focus()
    for text in ("contoh01@contoh.example", "Contoh Donatur 01", "D", "Contoh Narahubung 01", "0812-0000-0001", "D"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sasaran", exact=True)).to_be_focused()


def test_without_scripts_the_form_is_one_page_that_can_be_sent(city: City, visit: Visit) -> None:
    page = visit(_path(city), who=PUBLIC, scripts=False)
    _fill_person(page)
    page.get_by_role("radio", name=CITY).check()
    page.locator(_field(f"target {CITY}")).select_option(label=TARGET)
    _fill_aid(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda telah dicatat.")
    assert city.drain().lines == 1

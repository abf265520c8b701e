"""The mailbox as people look at it."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from local.mailbox.page import Page as MailPage
from local.mailbox.server import Mailbox
from tests.pages.conftest import Windows

pytestmark = pytest.mark.xdist_group("pages")
DONOR = "contoh01@contoh.example"


@pytest.fixture
def box() -> Mailbox:
    found = Mailbox()
    for number in range(1, 61):
        _keep(found, number)
    return found


@pytest.fixture
def page(windows: Windows, box: Mailbox) -> Iterator[Page]:
    with MailPage(box, home="http://127.0.0.1:9/") as served, windows(True).new_page() as opened:
        opened.set_viewport_size({"width": 390, "height": 800})
        opened.goto(served.base_url)
        yield opened


def _keep(box: Mailbox, number: int) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = f"Komitmen {number}: jawaban", "ksbb@contoh.example", DONOR
    mail.set_content(f"Paket nomor {number}.")
    mail.add_alternative('<p>Isi <a href="/?cari=komitmen+7">tautan</a></p>', subtype="html")
    box.keep("ksbb@contoh.example", DONOR, mail.as_bytes())


def test_the_newest_mails_come_first_a_page_at_a_time(page: Page) -> None:
    expect(page.locator(".surel .name").first).to_have_text("Komitmen 60: jawaban")
    expect(page.locator(".surel .name")).to_have_count(50)
    page.get_by_role("link", name="Lebih lama").click()
    expect(page.locator(".surel .name").last).to_have_text("Komitmen 1: jawaban")
    expect(page.get_by_role("link", name="Berkas")).to_have_attribute("href", "http://127.0.0.1:9/")


def test_a_search_finds_a_mail_by_its_text_and_says_when_there_is_none(page: Page) -> None:
    page.get_by_label("Cari surel").fill("PAKET NOMOR 42")
    page.keyboard.press("Enter")
    expect(page.locator(".surel .name")).to_have_text(["Komitmen 42: jawaban"])
    page.get_by_label("Cari surel").fill("<b>tidak ada</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".surel")).to_contain_text("Tidak ada surel yang memuat itu.")


def test_a_link_in_a_mail_opens_a_window_where_pages_work(page: Page) -> None:
    page.get_by_role("link", name="Komitmen 60: jawaban").click()
    with page.expect_popup() as popup:
        page.frame_locator("iframe").get_by_role("link", name="tautan").click()
    expect(popup.value.locator(".surel .name")).to_have_text(["Komitmen 7: jawaban"])
    _keep_nothing(popup.value)


def _keep_nothing(page: Page) -> None:
    """Scripts run there: the page says by itself when there is news."""
    page.route("**/jumlah", lambda route: route.fulfill(json={"jumlah": 99}))
    expect(page.get_by_role("status")).to_contain_text("39 surel baru")


def test_new_mail_is_announced_without_moving_the_list(page: Page, box: Mailbox) -> None:
    _keep(box, 61)
    page.get_by_role("link", name="Ada 1 surel baru").click()
    expect(page.locator(".surel .name").first).to_have_text("Komitmen 61: jawaban")


def test_a_mail_that_is_not_there_is_said_in_a_page_that_leads_back(page: Page) -> None:
    page.goto(page.url + "surel/999")
    expect(page.get_by_role("heading", name="Tidak ditemukan")).to_be_visible()
    page.get_by_role("link", name="Semua surel").click()
    expect(page.get_by_role("heading", name="Kotak surel")).to_be_visible()

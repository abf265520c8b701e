"""The table of pictures: a name, and how to get there from the page of files."""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

Go = Callable[[Page, str], None]


class Shot(NamedTuple):
    """`go` takes a page and the base URL, and leaves the page as it is to be pictured."""

    name: str
    go: Go
    whole: bool = True
    """The whole page, however long; else what fits the window."""


def _files(page: Page, base: str) -> None:
    page.goto(f"{base}/?sebagai=petugas%40contoh.example")


def _as_public(page: Page, base: str) -> None:
    page.goto(f"{base}/?sebagai=publik")


def _open(name: str, tab: str = "") -> Go:
    """As staff, open the first file so named, at a tab."""

    def go(page: Page, base: str) -> None:
        _files(page, base)
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
        page.locator("#lembar[data-ready]").wait_for()
        if tab:
            page.locator("#tab").get_by_role("link", name=tab, exact=True).click()
            page.locator("#tab [aria-current]", has_text=tab).wait_for()
            page.locator("#lembar[data-ready]").wait_for()

    return go


CHARTS = ("grafik-komitmen-per-hari", "grafik-isi-kuota", "grafik-komitmen-dan-tersalur")


def _open_data(name: str) -> Go:
    """A file of open data, as any browser shows it, as wide as the window."""

    def go(page: Page, base: str) -> None:
        picture = f"{base}/storage/v1/b/ksbb-demo-terbuka/o/{name}?alt=media"
        page.goto(f"{base}/")
        page.set_content(f'<body style="margin:8px"><img src="{picture}" style="width:100%;max-width:640px">')
        page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")

    return go


def _no_access(page: Page, base: str) -> None:
    _as_public(page, base)
    page.get_by_role("link", name=re.compile("^KSBB Operasional")).click()


def _dropdown(page: Page, base: str) -> None:
    _open("KSBB Operasional", "Sasaran")(page, base)
    page.locator("#sel").fill("B3")
    page.locator("#sel").press("Enter")
    page.keyboard.press("F2")
    page.locator(".tabulator-edit-list-item").first.wait_for()


def _note(page: Page, base: str) -> None:
    _open("KSBB Operasional", "Komitmen")(page, base)
    page.locator(".line", has_text="donatur").first.click()


def _refused(page: Page, base: str) -> None:
    _open("KSBB Operasional", "Komitmen")(page, base)
    page.locator("#sel").fill("A3")
    page.locator("#sel").press("Enter")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()


def _form(page: Page, base: str) -> None:
    _as_public(page, base)
    page.get_by_role("link", name=re.compile("^Formulir")).click()
    page.get_by_role("button", name="Berikutnya").wait_for()


def _recorded(page: Page, base: str) -> None:
    _form_target(page, base)
    page.locator("section:not([hidden]) input[type=text]").first.fill("1")
    page.locator("section:not([hidden]) input[type=date]").fill("2020-05-09")
    for choice in page.locator("section:not([hidden]) .choice").all():
        choice.click()
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("status").wait_for()


def _form_wrong(page: Page, base: str) -> None:
    _form(page, base)
    page.get_by_role("button", name="Berikutnya").click()


def _form_second(page: Page, base: str) -> None:
    _form(page, base)
    page.locator("input[type=email]").fill("contoh01@contoh.example")
    for field in page.locator("section:not([hidden]) input[type=text]").all():
        field.fill("0812-0000-0001")
    for field in page.locator("section:not([hidden]) select").all():
        field.select_option(index=1)
    page.get_by_role("button", name="Berikutnya").click()


def _faults(page: Page, base: str) -> None:
    page.goto(f"{base}/gangguan?sebagai=petugas%40contoh.example")
    page.locator("#panggilan td").first.wait_for()


def _mailbox(page: Page, base: str) -> None:
    _files(page, base)
    page.get_by_role("link", name="Kotak surel").click()
    page.locator(".surel .name").first.wait_for()


def _mail(page: Page, base: str) -> None:
    _mailbox(page, base)
    page.get_by_label("Cari surel").fill("disetujui")
    page.keyboard.press("Enter")
    page.locator(".surel .name").first.click()
    page.frame_locator("iframe").locator("body").wait_for()


def _aid(page: Page, base: str) -> None:
    """The form's last section, sent before anything was filled in."""
    _form_target(page, base)
    page.get_by_role("button", name="Kirim").click()


def _form_target(page: Page, base: str) -> None:
    _form_second(page, base)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Berikutnya").click()
    page.locator("section:not([hidden]) select").select_option(index=1)
    page.get_by_role("button", name="Berikutnya").click()


def _wrong_address(page: Page, base: str) -> None:
    page.goto(f"{base}/tidak/ada")


def shots() -> list[Shot]:
    private, public = "KSBB Operasional", "KSBB Publik"
    return [
        Shot("berkas", _files),
        Shot("berkas-publik", _as_public),
        Shot("butuh-akses", _no_access),
        Shot("komitmen", _open(private, "Komitmen"), whole=False),
        Shot("komitmen-ditolak", _refused, whole=False),
        Shot("sasaran", _open(private, "Sasaran"), whole=False),
        Shot("sasaran-pilihan", _dropdown, whole=False),
        Shot("komitmen-catatan", _note, whole=False),
        Shot("pemeriksaan-data", _open(private, "Pemeriksaan Data"), whole=False),
        Shot("rekap", _open(private, "Rekap"), whole=False),
        Shot("ketersediaan", _open(private, "Ketersediaan"), whole=False),
        Shot("publik-sasaran", _open(public, "Sasaran"), whole=False),
        Shot("publik-rekap", _open(public, "Rekap"), whole=False),
        Shot("publik-ketersediaan", _open(public, "Ketersediaan"), whole=False),
        Shot("publik-periode", _open(public, "Periode"), whole=False),
        Shot("publik-jenis-bantuan", _open(public, "Jenis Bantuan"), whole=False),
        Shot("publik-dana", _open(public, "Dana"), whole=False),
        Shot("publik-panduan", _open(public, "Panduan"), whole=False),
        *(Shot(name, _open_data(f"{name}.svg")) for name in CHARTS),
        Shot("publik-komitmen", _open(public, "Komitmen"), whole=False),
        Shot("formulir", _form),
        Shot("formulir-salah", _form_wrong),
        Shot("formulir-sasaran", _form_second),
        Shot("formulir-bantuan", _aid),
        Shot("formulir-terkirim", _recorded),
        Shot("kotak-surel", _mailbox, whole=False),
        Shot("kotak-surel-satu", _mail),
        Shot("tidak-ditemukan", _wrong_address),
        Shot("gangguan", _faults),
    ]

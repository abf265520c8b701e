"""What people do with a sheet on the page, and what they then see."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from sheets_schema.column import Tab
from tests.city import City


def sheet_path(book: str, tab: Tab, **more: str) -> str:
    """The address of a tab, as links in the sheets have it."""
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/spreadsheets/d/{book}/edit#gid={tab.sheet_id}{extra}"


def ready(page: Page, tab: Tab) -> Page:
    page.locator(f"#lembar[data-ready='{tab.sheet_id}']").wait_for()
    return page


def go(page: Page, cell: str) -> None:
    """Select a cell by its name."""
    page.locator("#sel").fill(cell)
    page.locator("#sel").press("Enter")
    expect(page.locator("#sel")).to_have_value(cell)
    page.locator("#lembar[data-ready]").wait_for()


def type_into(page: Page, cell: str, text: str) -> None:
    """Select a cell and type, as on a keyboard; wait until it has been kept or refused."""
    go(page, cell)
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#kabar")).to_have_text("Tersimpan")


def paste(page: Page, text: str) -> None:
    """Paste a text where the selection is, as the keyboard would."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }""",
        text,
    )


def copied(page: Page) -> str:
    """What a copy of the selection puts on the clipboard."""
    return str(
        page.evaluate(
            """() => {
                const clipboardData = new DataTransfer();
                document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true }));
                return clipboardData.getData("text/plain");
            }"""
        )
    )


def letter(city: City, tab: Tab, key: str) -> str:
    return chr(ord("A") + city.position(tab, key))


def cell(page: Page, row: int, column: str) -> Locator:
    """A drawn cell, by sheet row and column letter."""
    line = page.locator(
        ".tabulator-row", has=page.locator(".tabulator-row-header", has_text=f"{row}").get_by_text(f"{row}", exact=True)
    )
    return line.locator(f"[tabulator-field='c{ord(column) - ord('A')}']")


def shown(page: Page, where: str) -> str:
    """What the bar says stands in a cell."""
    go(page, where)
    return page.locator("#isi").input_value()

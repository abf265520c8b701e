"""Debian's Chromium, headless, kept from anything that is not on this machine."""

import contextlib
import ctypes.util
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Request, ViewportSize, sync_playwright

_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
    "--proxy-server=http://127.0.0.1:9",
]  # fmt: skip
"""Whatever is not on this machine is asked of a proxy that does not exist; loopback never goes through a proxy."""


class Away(AssertionError):
    """A page asked for something that is not on this machine."""


def missing() -> str:
    """What must be installed before a browser can run here; empty when all is there."""
    needed = {
        "chromium": shutil.which("chromium"),
        "libatomic1": ctypes.util.find_library("atomic"),  # Playwright's driver is linked to it
    }
    packages = " ".join(package for package, found in needed.items() if not found)
    return packages and f"No browser can run here. Install what is missing with: sudo apt-get install {packages}"


@contextlib.contextmanager
def running() -> Iterator[Browser]:
    """A browser until the block ends. RuntimeError if none can run."""
    if lacking := missing():
        raise RuntimeError(lacking)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def window(browser: Browser, width: int, height: int = 800, *, scripts: bool = True) -> Iterator[BrowserContext]:
    """A fresh window. A request that would leave the machine fails; the block then ends with `Away`."""
    away: list[str] = []

    def judge(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.hostname not in ("127.0.0.1", "localhost") and parts.scheme not in ("data", "blob"):
            away.append(request.url)

    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, locale="id-ID", java_script_enabled=scripts)
    context.set_default_timeout(30_000)
    context.on("request", judge)
    try:
        yield context
    finally:
        context.close()
    if away:
        raise Away(f"These would have left the machine: {', '.join(away)}")

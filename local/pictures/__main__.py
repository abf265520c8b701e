"""`python -m local.pictures`: write a picture of every page, narrow and wide, into var/pictures."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from local.demo.play import Play
from local.demo.recaps import LAST_EVENING
from local.demo.run import links
from local.demo.scenario import first_week
from local.demo.stage import stage
from local.mailbox.page import Page
from local.pictures.browser import running, window
from local.pictures.shots import shots

_WIDTHS = {"telepon": (390, 800), "layar": (1280, 800)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/pictures"), metavar="DIR")
    parser.add_argument("--only", default="", metavar="TEXT", help="pictures whose name has this in it")
    parser.add_argument("--at", default="", metavar="URL", help="of a demo that is running already")
    options = parser.parse_args()
    with contextlib.nullcontext(options.at.rstrip("/")) if options.at else _demo() as base:
        take(base, options.out, options.only)


@contextlib.contextmanager
def _demo() -> Iterator[str]:
    scenario = first_week()
    print("Playing the demo …", flush=True)
    with stage(scenario, servers=1) as made:
        Play(made, scenario, lambda _: None, faults=False).run()
        made.recap(LAST_EVENING)
        with Page(made.box, clock=made, home=f"{made.google.base_url}/") as mailbox:
            made.google.control.set_pages(links=links(made, mailbox.base_url))
            yield made.google.base_url


def take(base: str, out: Path, only: str) -> None:
    """A picture of each shot at each width, as PNG files named after both."""
    out.mkdir(parents=True, exist_ok=True)
    with running() as browser:
        for shot in (shot for shot in shots() if only in shot.name):
            for width, size in _WIDTHS.items():
                with window(browser, *size) as context:
                    page = context.new_page()
                    shot.go(page, base)
                    path = out / f"{shot.name}-{width}.png"
                    page.screenshot(path=path, full_page=shot.whole)
                    print(path, flush=True)


main()

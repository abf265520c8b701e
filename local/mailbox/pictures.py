"""`python -m local.mailbox.pictures`: pictures of every message, narrow and wide, and of the letters."""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2

from functions.notify.due.message import Kind, Role
from functions.notify.writing import letter
from local.mailbox.samples import Sample, samples
from local.pictures.browser import running, window

_WIDTHS = {"telepon": 390, "layar": 1280}


def main() -> None:
    """Write them into the folder of all pictures."""
    parser = argparse.ArgumentParser(prog="python -m local.mailbox.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/pictures"), metavar="DIR")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    found = list(samples())
    _mails(found, out)
    for sample in found:
        _texts(sample, out)
        if sample.message.kind is Kind.ACCEPTED:
            _paper(letter.pdf(sample.composer.letter(sample.message)), out / sample.name.replace("surel", "surat"))
    _paper(letter.blank(), out / "surat-kosong")


def _mails(found: list[Sample], out: Path) -> None:
    with running() as browser:
        for sample in found:
            for width, pixels in _WIDTHS.items():
                with window(browser, pixels, scripts=False) as context:
                    page = context.new_page()
                    page.set_content(sample.composer.content(sample.message).html)
                    page.screenshot(path=out / f"{sample.name}-{width}.png", full_page=True)
                    print(out / f"{sample.name}-{width}.png", flush=True)


def _texts(sample: Sample, out: Path) -> None:
    (out / f"{sample.name}.txt").write_text(sample.composer.content(sample.message).text)
    if sample.message.role is Role.COORDINATOR:
        (out / f"{sample.name}-whatsapp.txt").write_text("\n".join(sample.composer.whatsapp_texts(sample.message)))


def _paper(data: bytes, path: Path) -> None:
    for number, page in enumerate(pypdfium2.PdfDocument(data), start=1):
        page.render(scale=1.5).to_pil().save(f"{path}-{number}.png")


if __name__ == "__main__":
    main()

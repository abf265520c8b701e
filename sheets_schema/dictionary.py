"""The data dictionary `docs/kamus-data.md`, made from the declaration by `python -m sheets_schema.dictionary`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sheets_schema import private, public
from sheets_schema.column import Column, Tab
from sheets_schema.settings import RULES
from sheets_schema.wording import shown

PATH = Path(__file__).parent.parent / "docs" / "kamus-data.md"

_INTRODUCTION = """\
# Kamus data

Berkas ini dibuat dari deklarasi di `sheets_schema/`; jangan diubah dengan tangan. Untuk membuatnya lagi:
`python -m sheets_schema.dictionary`.

- **Diisi**: siapa yang menulis kolom itu, *petugas* atau *sistem*. Yang lain tidak pernah menulisnya.
- **Dibaca**: siapa yang boleh mengetahui isinya. *petugas* saja; juga *penanggung jawab sasaran*; atau *publik*.
- **HXL**: tanda untuk pertukaran data kemanusiaan, pada kolom yang dibuka untuk publik.
- Tanda \\* berarti wajib diisi. Tanggal disimpan sebagai nomor seri Google Sheets, waktu Asia/Jakarta.
"""
_HEADER = ("Kolom", "Isi", "Diisi", "Dibaca", "Keterangan", "HXL")


def text() -> str:
    """The dictionary as Markdown."""
    parts = [
        _INTRODUCTION,
        *_book(private.TITLE, "Buku kerja petugas; tidak dibagikan kepada publik.", private.TABS),
        *_book(public.TITLE, "Berkas terpisah yang dibaca siapa saja dan hanya ditulis sistem.", public.TABS),
        *_rules(),
    ]
    return "\n".join(parts)


def _book(title: str, purpose: str, tabs: Sequence[Tab]) -> Iterator[str]:
    yield f"## {title}\n\n{purpose}\n"
    for tab in tabs:
        yield f"### {title}: {tab.title}\n\n{tab.purpose}\n"
        yield _table(_HEADER, [_cells(column) for column in tab.columns])


def _cells(column: Column) -> tuple[str, ...]:
    label = column.label + (" \\*" if column.required else "")
    tag = f"`{column.hxl}`" if column.hxl else ""
    return label, _content(column), column.owner.value, column.audience.value, column.help, tag


def _content(column: Column) -> str:
    if column.choices:
        return f"{column.kind.value}: {', '.join(column.choices)}"
    if column.reference:
        return f"{column.kind.value}: {column.reference.replace('.', ', kolom ')}"
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"{column.kind.value}, {shown(low)} sampai {shown(high)}"
    return column.kind.value if low is None else f"{column.kind.value}, paling kecil {shown(low)}"


def _rules() -> Iterator[str]:
    yield "## Kunci di tab Pengaturan\n"
    yield _table(("Kunci", "Nilai awal", "Keterangan"), [(r.key, str(r.default), r.note) for r in RULES])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---"] * len(header)
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (header, ruler, *rows)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the dictionary."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{PATH}\n")


if __name__ == "__main__":
    main()

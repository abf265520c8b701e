"""`datapackage.json`: what the files are, column by column, under which licence, as of when (Frictionless v1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.recap.public.opendata.tables import Table, to_json
from sheets_schema.cells import TIME_ZONE
from sheets_schema.column import Column, Kind

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TITLE = "KSBB: kebutuhan, komitmen dan penyaluran"
_TYPES: Mapping[Kind, str] = {
    Kind.INTEGER: "integer",
    Kind.RUPIAH: "integer",
    Kind.DECIMAL: "number",
    Kind.DATE: "date",
    Kind.MOMENT: "datetime",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What the descriptor says of a file that has been made."""

    mediatype: str
    title: str
    bytes: int
    sha256: str


_ABOUT = "Dibuat dari jurnal keputusan KSBB. Nama donatur hanya dengan persetujuannya; tanpa kontak."
OPENING = (
    "Angka memakai titik desimal (106.827153). Di komputer berpengaturan Indonesia jangan klik dua kali berkas CSV: "
    "titiknya terbaca sebagai ribuan. Excel: Data, Dari Teks/CSV, Transformasi Data, lalu ubah tipe kolom lintang dan "
    "bujur dengan Menggunakan Lokal, Inggris (Amerika Serikat). LibreOffice: pilih bahasa Inggris (AS) saat membuka. "
    "Google Spreadsheet: setel lokal Amerika Serikat, baru impor."
)
"""How a spreadsheet keeps the numbers: said beside the files, which stay as tools of open data expect them."""


def about(table: Table, at: dt.datetime) -> dict[str, Any]:
    """What a file of a table says of itself."""
    return {
        "judul": f"KSBB: {table.tab.title}",
        "penjelasan": table.tab.purpose,
        "per": at.astimezone(TIME_ZONE).isoformat(timespec="seconds"),
        "lisensi": LICENCE["name"],
    }


def package(
    tables: Sequence[Table], files: Mapping[str, Described], definitions: Mapping[str, str], at: dt.datetime
) -> bytes:
    """The descriptor. `files` has every other file by name, the tables' own among them."""
    by_name = {f"{table.name}{ending}": table for table in tables for ending in _DIALECTS}
    return to_json(
        {
            "profile": "data-package",
            "name": "ksbb",
            "title": TITLE,
            "description": f"{_ABOUT} {OPENING}",
            "licenses": [LICENCE],
            "created": at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "definitions": dict(definitions),
            "resources": [_resource(path, file, by_name.get(path)) for path, file in files.items()],
        }
    )


_DIALECTS: Mapping[str, Mapping[str, Any]] = {
    ".csv": {},
    ".hxl.csv": {"dialect": {"commentRows": [2]}},
}
"""How a table's file ends -> where its rows are, where that is not plain: below the HXL tags."""


def _resource(path: str, file: Described, table: Table | None) -> dict[str, Any]:
    """One file; a table with its schema."""
    found: dict[str, Any] = {
        "profile": "tabular-data-resource" if table else "data-resource",
        "name": path.removesuffix(".csv").lower().replace(".", "-"),
        "path": path,
        "title": file.title,
        "format": path.rpartition(".")[2],
        "mediatype": file.mediatype,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if table is None:
        return found
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.tab.columns], "missingValues": [""]}
    if table.tab.keyed_by:
        schema["primaryKey"] = [table.tab.column(table.tab.keyed_by).label]
    dialect = _DIALECTS[path.removeprefix(table.name)]
    return {**found, "description": table.tab.purpose, **dialect, "schema": schema}


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.label,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.help,
    }
    if found["type"] == "number":
        found["decimalChar"] = "."
    if column.kind is Kind.MOMENT:
        found["format"] = "%Y-%m-%dT%H:%M:%S%z"
    if column.hxl:
        found["hxl"] = column.hxl
    if column.choices:
        found["constraints"] = {"enum": list(column.choices)}
    return found

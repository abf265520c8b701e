"""The recap and the open data, judged from an export: the sentence, the files, what the next day corrects."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Files = Mapping[str, str]

_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_CALLED = {"sembako": "paket sembako", "siap_saji": "porsi makanan siap saji", "lebaran": "paket Lebaran"}


def judge_recaps(recaps: Mapping[str, Any], figures: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What the check says of the recaps, and what is wrong. Nothing when the export has none."""
    if not recaps:
        return {}, []
    files: Files = recaps["open"]
    sentence = files["siaran-pers.txt"].strip()
    unsaid = [f"the recap does not say {part!r}" for part in _expected(figures) if part not in sentence]
    invalid = list(_invalid(files))
    corrections = json.loads(recaps["later"]["open"]["angka.json"])["corrections"]
    told = {"recap_sentence": sentence, "open_data_valid": not invalid, "corrections": corrections}
    return told, [*unsaid, *invalid, *_uncorrected(recaps, figures)]


def _expected(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk "
    yield from (f"{_dotted(number)} {_CALLED[kind]}" for kind, number in figures["totals"].items())
    yield f"{_WORDS[figures['kota']]} wilayah kota administrasi"
    yield f"{_dotted(figures['kelurahan'])} kelurahan"
    yield f"{_dotted(figures['rw'])} RW"
    yield f"{_dotted(figures['donors'])} donatur dan agregator"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _invalid(files: Files) -> Iterator[str]:
    """Tables that are not as the package describes them, or unsafe to open."""
    for resource in json.loads(files["datapackage.json"])["resources"]:
        path = resource["path"]
        data = files[path].encode()
        if (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") != (resource["bytes"], resource["hash"]):
            yield f"{path} is not the file that the package describes"
        yield from (f"{path}: {fault}" for fault in _table_faults(files[path], resource["schema"]["fields"]))


def _table_faults(text: str, fields: list[Mapping[str, Any]]) -> Iterator[str]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    if header != [field["name"] for field in fields]:
        yield "the header is not the schema's"
    if not all(line.startswith('"') and line.endswith('"') for line in text.splitlines()):
        yield "a field is not quoted"
    for number, row in enumerate(rows, start=2):
        for field, cell in zip(fields, row, strict=True):
            if cell and not _fits(field["type"], cell):
                yield f"row {number}, {field['name']}: {field['type']} expected"


def _fits(kind: str, cell: str) -> bool:
    parsers: Mapping[str, Callable[[str], object]] = {
        "integer": int,
        "number": float,
        "date": dt.date.fromisoformat,
        "datetime": dt.datetime.fromisoformat,
    }
    if kind not in parsers:
        return not cell.startswith(tuple("=+-@"))
    try:
        parsers[kind](cell)
    except ValueError:
        return False
    return True


def _uncorrected(recaps: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[str]:
    """The recap after a late cancellation must say so, and the first one must be what it was."""
    later, before = recaps["later"], figures["totals"]["sembako"]
    if later["frozen"] != recaps["frozen"]:
        yield "the first recap was changed by the second"
    after = before - later["cancelled"]
    said = later["open"]["siaran-pers.txt"]
    if f"dikoreksi dari {_dotted(before)} menjadi {_dotted(after)} paket sembako karena dibatalkan" not in said:
        yield "the second recap does not say what it corrects"
    told = json.loads(later["open"]["angka.json"])["corrections"]
    blamed = {n for one in told if one["figure"] == "komitmen sembako" for c in one["causes"] for n in c["numbers"]}
    if blamed != set(later["numbers"]):
        yield f"the second recap blames {sorted(blamed)}, cancelled were {later['numbers']}"

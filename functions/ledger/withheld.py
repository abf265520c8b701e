"""Staff's tabs without what nobody else may read, and for staff what was held back, in which cell, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from functions.core.redaction.rows import codes, is_odd, names_somebody, publishable
from sheets_schema.cells import CellFault
from sheets_schema.column import Tab
from sheets_schema.private import SETTINGS
from sheets_schema.reading import CellProblem, Located, TabReading, cell_problem
from sheets_schema.wording import Raw

_TEXT = CellFault(
    "Kolom ini dibaca publik dan memuat kontak, jadi ditahan.",
    "Hapus nomor telepon, surel, tautan atau NIK dari sini. Selebihnya boleh tetap.",
)
_AGGREGATOR = CellFault(
    "Nama agregator yang memuat kontak tidak ditawarkan di formulir.",
    "Hapus nomor telepon, surel, tautan atau NIK dari daftar ini; nama agregatornya boleh tetap.",
)
_CODE = CellFault(
    "Kode ini memuat nomor telepon, surel, tautan atau NIK, jadi barisnya tidak dipakai.",
    "Beri kode lain, misalnya dari nama dan nomor urut: PJ-007.",
)
_ODD_CODE = CellFault(
    "Kode ini diawali tanda = + - @ % | atau memuat tanda yang tidak terlihat, jadi barisnya tidak dipakai.",
    "Hapus isinya, lalu ketik ulang: huruf, angka, titik dan tanda hubung.",
)


def sifted(tab: Tab[Any], reading: TabReading[Any]) -> TabReading[Any]:
    """A tab as everybody but the data doctor gets to see it; what was held back is among its problems.

    A row whose code names somebody cannot be used, and its code is nowhere: decisions are filed under codes.
    """
    rows: list[Located[Any]] = []
    unusable = [_without_names(tab, values) for values in reading.unusable]
    problems = list(reading.problems)
    for located in reading.rows:
        values = dict(located.row)
        faults = {column.key: fault for column in codes(tab) if (fault := _code_fault(values[column.key]))}
        if faults:
            unusable.append(_without_names(tab, values))
        else:
            row, held = publishable(located.row)
            rows.append(Located(located.number, row))
            faults = dict.fromkeys(held, _AGGREGATOR if tab is SETTINGS else _TEXT)
        problems += [_problem(tab, reading.places, located, key, fault) for key, fault in faults.items()]
    return replace(reading, rows=tuple(rows), problems=tuple(problems), unusable=tuple(unusable))


def _code_fault(code: object) -> CellFault | None:
    if names_somebody(code):
        return _CODE
    return _ODD_CODE if is_odd(code) else None


def _without_names(tab: Tab[Any], values: Mapping[str, object]) -> dict[str, object]:
    hidden = {column.key for column in codes(tab) if names_somebody(values.get(column.key))}
    return {key: value for key, value in values.items() if key not in hidden}


def _problem(
    tab: Tab[Any], places: Mapping[str, int], located: Located[Any], key: str, fault: CellFault
) -> CellProblem:
    raw: Raw = getattr(located.row, key)
    return cell_problem(tab, tab.column(key), position=places[key], number=located.number, raw=raw, fault=fault)

"""What a new workbook starts with: regions, programmes, kinds of aid, rules and the guide."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sheets_schema import private, public
from sheets_schema.cells import NUMBER_KINDS
from sheets_schema.column import Row, Tab
from sheets_schema.private import AidKind, Programme, Region, Setting
from sheets_schema.reading import R, read_tab
from sheets_schema.settings import RULES
from sheets_schema.wording import Raw

_DATA = Path(__file__).parent / "data"


@cache
def regions() -> tuple[Region, ...]:
    """The kelurahan of Jakarta; `choice` is the text chosen in the tab Sasaran, "Kelurahan (Kecamatan)"."""
    return tuple(
        Region(
            code=line["kode"],
            village=line["kelurahan"],
            district=line["kecamatan"],
            city=line["kota"],
            choice=f"{line['kelurahan']} ({line['kecamatan']})",
        )
        for line in _lines("wilayah.csv")
    )


@cache
def programmes() -> tuple[Programme, ...]:
    """The six programmes as a new workbook has them."""
    return _rows(private.PROGRAMMES, "program.csv")


@cache
def aid_kinds() -> tuple[AidKind, ...]:
    """The kinds of aid as a new workbook has them."""
    return _rows(private.AID_KINDS, "jenis-bantuan.csv")


def initial_rows(tab: Tab) -> tuple[Row, ...]:
    """The rows that a tab holds when it is made; most hold none."""
    made: dict[Tab, Callable[[], tuple[Row, ...]]] = {
        private.REGIONS: regions,
        private.PROGRAMMES: programmes,
        private.AID_KINDS: aid_kinds,
        private.SETTINGS: _rules,
        public.GUIDE: lambda: public.GUIDE_ROWS,
    }
    return made[tab]() if tab in made else ()


def _rules() -> tuple[Setting, ...]:
    return tuple(Setting(key=rule.key, value=rule.default or None, note=rule.note) for rule in RULES)


def _lines(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(tab: Tab[R], name: str) -> tuple[R, ...]:
    lines = _lines(name)
    numbers = {column.label for column in tab.columns if column.kind in NUMBER_KINDS}
    labels = [column.label for column in tab.columns if not column.beside]
    body: list[list[Raw]] = [[_raw(line[label], label in numbers) for label in labels] for line in lines]
    found = read_tab(tab, [labels, *body])
    if found.problems:
        raise ValueError(f"{name}: {found.problems[0].cell}: {found.problems[0].problem}")
    return tuple(located.row for located in found.rows)


def _raw(text: str, number: bool) -> Raw:
    return float(text) if number and text else text

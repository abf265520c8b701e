"""What staff's hands cost: faulty cells in the tabs they keep, and rows that cannot be used because of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets_schema.private import AID_KINDS, CASH, COORDINATORS, PERIODS, PROGRAMMES, QUOTAS, SETTINGS, TARGETS
from sheets_schema.reading import SchemaDrift, read_tab

_STAFF_TABS = (TARGETS, COORDINATORS, QUOTAS, AID_KINDS, PERIODS, PROGRAMMES, CASH, SETTINGS)


def costs(private: Mapping[str, Any]) -> dict[str, int]:
    """`cells_lost` and `rows_lost` of an exported private workbook. A tab whose header is gone loses every row."""
    units = _units(private[AID_KINDS.title]["rows"], private[AID_KINDS.title]["header"])
    cells = rows = 0
    for tab in _STAFF_TABS:
        sheet = private[tab.title]
        try:
            reading = read_tab(tab, [sheet["header"], *sheet["rows"]], units)
        except SchemaDrift:
            rows += sum(any(row) for row in sheet["rows"])
            continue
        cells += len({problem.cell for problem in reading.problems})
        rows += len(reading.unusable)
    return {"cells_lost": cells, "rows_lost": rows}


def _units(rows: list[list[Any]], header: list[Any]) -> tuple[str, ...]:
    place = header.index(AID_KINDS.column("unit").label)
    return tuple(str(row[place]) for row in rows if len(row) > place and row[place])

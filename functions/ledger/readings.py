"""Staff's tabs as they were read, and what each of them lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets_schema.column import Tab
from sheets_schema.reading import TabReading

Readings = Mapping[Tab[Any], TabReading[Any]]


def standing(readings: Readings, tab: Tab[Any]) -> tuple[Any, ...]:
    """The usable rows of a tab with their numbers; none when it could not be read."""
    return readings[tab].rows if tab in readings else ()


def keys_of(readings: Readings, tab: Tab[Any]) -> frozenset[str] | None:
    """The codes of a tab, also of rows that cannot be used now; None when the tab could not be read."""
    if tab not in readings:
        return None
    usable = {str(getattr(located.row, tab.keyed_by)) for located in readings[tab].rows}
    return frozenset(usable) | unusable_keys(readings, tab)


def unusable_keys(readings: Readings, tab: Tab[Any]) -> frozenset[str]:
    """Codes of rows that exist but cannot be used."""
    unusable = readings[tab].unusable if tab in readings else ()
    return frozenset(str(values[tab.keyed_by]) for values in unusable if values.get(tab.keyed_by))

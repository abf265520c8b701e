"""What staff's rows refer to in other tabs, as it is written there: letter case and blanks make nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from functions.core.places import Places
from functions.ledger.readings import Readings, keys_of, standing
from sheets_schema.column import Tab
from sheets_schema.plain import plain
from sheets_schema.private import CASH, REGIONS, SETTINGS, Region
from sheets_schema.reading import Located, TabReading
from sheets_schema.reading_settings import read_settings
from sheets_schema.reference import regions

_Written = Mapping[str, str]
"""A text as it is compared -> as the tab that it stands in writes it."""


def places_in(readings: Readings) -> Places:
    """The kelurahan as the tab Wilayah lists them; those of a new workbook stand in for what is not there."""
    return Places.of((located.row for located in standing(readings, REGIONS)), regions())


def listed(reading: TabReading[Region]) -> list[Mapping[str, object]]:
    """The rows that Wilayah should have, by code: those that can be read as they stand, others of a new workbook, and
    last what is left of rows that nobody else remembers."""
    rows = {region.code: region for region in (*regions(), *(located.row for located in reading.rows))}
    rest = [values for values in reading.unusable if values.get("code") not in rows]
    return [*(dict(rows[code]) for code in sorted(rows)), *rest]


def resolved(readings: Readings) -> dict[Tab[Any], TabReading[Any]]:
    """The same readings, each reference written as where it points. One that points nowhere stays as it is."""
    known = {tab: _written(keys_of(readings, tab) or ()) for tab in readings if tab.keyed_by}
    known[REGIONS] = _written((*places_in(readings).by_choice, *_unusable_choices(readings)))
    return {tab: _resolved(reading, _pointing(tab, readings, known)) for tab, reading in readings.items()}


def choices_in(readings: Readings) -> frozenset[str] | None:
    """What may stand in Sasaran, also of rows of Wilayah that cannot be used now; None when it could not be read."""
    if REGIONS not in readings:
        return None
    return frozenset((*places_in(readings).by_choice, *_unusable_choices(readings)))


def _unusable_choices(readings: Readings) -> set[str]:
    unusable = readings[REGIONS].unusable if REGIONS in readings else ()
    return {str(values["choice"]) for values in unusable if values.get("choice")}


def _pointing(tab: Tab[Any], readings: Readings, known: Mapping[Tab[Any], _Written]) -> dict[str, _Written]:
    """The columns of a tab that point into another one, with what they may say."""
    by_title = {other.title: written for other, written in known.items()}
    found = {c.key: by_title.get(c.reference.partition(".")[0], {}) for c in tab.columns if c.reference}
    if tab is CASH:
        settings, _ = read_settings(standing(readings, SETTINGS))
        found["aggregator"] = _written(settings.aggregators)
    return found


def _written(texts: Iterable[str]) -> _Written:
    """Texts that differ in nothing else than letter case mean neither of them."""
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(_compared(text), set()).add(text)
    return {compared: min(same) for compared, same in found.items() if len(same) == 1}


def _compared(text: str) -> str:
    return plain(text).casefold()


def _resolved(reading: TabReading[Any], pointing: Mapping[str, _Written]) -> TabReading[Any]:
    if not any(pointing.values()):
        return reading
    rows = tuple(_pointed(located, pointing) for located in reading.rows)
    unusable = tuple({**values, **_changes(values, pointing)} for values in reading.unusable)
    return replace(reading, rows=rows, unusable=unusable)


def _pointed(located: Located[Any], pointing: Mapping[str, _Written]) -> Located[Any]:
    changes = _changes({key: getattr(located.row, key) for key in pointing}, pointing)
    return replace(located, row=located.row.model_copy(update=changes)) if changes else located


def _changes(values: Mapping[str, object], pointing: Mapping[str, _Written]) -> dict[str, str]:
    """The references that are written otherwise where they point."""
    found = {}
    for key, written in pointing.items():
        value = values.get(key)
        if isinstance(value, str) and (meant := written.get(_compared(value), value)) != value:
            found[key] = meant
    return found

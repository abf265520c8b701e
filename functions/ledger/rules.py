"""From staff's rows to the book that decisions are made by: typed, indexed, and honest about what cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from functions.core.book import Book, DonorNote, StaffRequest
from functions.core.twins import same_places
from functions.ledger.readings import Readings, standing, unusable_keys
from functions.ledger.references import places_in
from sheets_schema.column import Tab
from sheets_schema.private import AID_KINDS, COORDINATORS, PERIODS, QUOTAS, SETTINGS, TARGETS, QuotaOverride, Target
from sheets_schema.reading import CellProblem
from sheets_schema.reading_settings import read_settings
from sheets_schema.settings import Settings, rows_rule
from sheets_schema.terms import TargetType

ESSENTIAL: tuple[Tab[Any], ...] = (TARGETS, AID_KINDS, PERIODS, QUOTAS)
"""Without these no quota is known: decisions wait in the form and in the cells until the tab can be read again."""


def rules(
    readings: Readings, notes: Mapping[str, DonorNote], requests: Mapping[int, StaffRequest]
) -> tuple[Book, tuple[CellProblem, ...]]:
    """The book, and what is wrong with the settings. Contacts are not in it: they depend on the journal."""
    settings, faults = read_settings(standing(readings, SETTINGS)) if SETTINGS in readings else (Settings(), ())
    placed = {located.row.code: located.row for located in standing(readings, TARGETS)}
    targets = {code: target for code, target in placed.items() if not _without_place(target)}
    kinds = {located.row.code: located.row for located in standing(readings, AID_KINDS)}
    places = places_in(readings)
    overrides, unclear = _overrides(readings, kinds)
    book = Book(
        targets=targets,
        known_targets=frozenset(placed) | unusable_keys(readings, TARGETS),
        kinds=kinds,
        known_kinds=frozenset(kinds) | unusable_keys(readings, AID_KINDS),
        periods=tuple(located.row for located in standing(readings, PERIODS)),
        coordinators={located.row.code: located.row for located in standing(readings, COORDINATORS)},
        overrides=overrides,
        unclear_quotas=unclear,
        settings=settings,
        donors=notes,
        requests=requests,
        places=places,
        same_place=same_places(targets, places),
        usable_rows={tab.title: len(readings[tab].rows) for tab in ESSENTIAL if tab in readings},
        waiting=any(tab not in readings for tab in ESSENTIAL),
    )
    return book, faults


def rows_meant(settings: Settings, tab: Tab[Any]) -> int | None:
    """How many rows of an essential tab staff say are meant; None when they say nothing."""
    meant: int | None = getattr(settings, rows_rule(tab.title))
    return meant


def _without_place(target: Target) -> bool:
    """An RW whose number cannot be read: nobody knows which one it is."""
    return target.type is TargetType.RW and target.rw is None


_Override = tuple[str, str, str | None]


def _overrides(
    readings: Readings, kinds: Mapping[str, object]
) -> tuple[dict[_Override, int], frozenset[tuple[str, str]]]:
    """The overrides, and for which target and kind one was meant but cannot be used: there no quota is known."""
    rows: list[QuotaOverride] = [located.row for located in standing(readings, QUOTAS)]
    times = Counter((row.target, row.kind, row.period) for row in rows)
    periods = {None, *(located.row.code for located in standing(readings, PERIODS)), *unusable_keys(readings, PERIODS)}
    known = {*kinds, *unusable_keys(readings, AID_KINDS)}
    usable: dict[_Override, int] = {}
    meant: set[tuple[str, str | None]] = set()
    for row in rows:
        key = (row.target, row.kind, row.period)
        if times[key] == 1 and row.kind in known and row.period in periods:
            usable[key] = row.quota
        else:
            meant.add((row.target, row.kind if row.kind in known else None))
    for values in readings[QUOTAS].unusable if QUOTAS in readings else ():
        if values.get("target"):
            meant.add((str(values["target"]), str(values["kind"]) if values.get("kind") else None))
    unclear = {(target, code) for target, kind in meant for code in ([kind] if kind else kinds)}
    return usable, frozenset(unclear)

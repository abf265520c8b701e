"""Essential tabs that collapse: a formula that failed, or rows deleted to be pasted anew, look like an empty list.

The fold remembers how many usable rows each essential tab had when something was last decided. With fewer than half of
them, or none, it cannot be read, until it is filled again or staff say in Pengaturan how many rows are meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from functions.core.state import State
from functions.core.twins import one_a_place
from functions.ledger.desk import Desk
from functions.ledger.rules import ESSENTIAL, rows_meant, rules
from sheets_schema.column import Tab
from sheets_schema.private import AID_KINDS, PERIODS, SETTINGS, TARGETS
from sheets_schema.reading import CellProblem
from sheets_schema.settings import KEY_OF_FIELD, rows_rule

FEWEST = 4
"""Of fewer rows, half is what somebody deletes on purpose."""
NEVER_EMPTY = (TARGETS, AID_KINDS, PERIODS)
"""Without a row of theirs nothing can be given: nobody empties them on purpose, however few rows there were."""
_SEVERAL = 2
"""A single row that cannot be used is a row with a faulty cell."""


def usable(state: State, desk: Desk) -> Desk:
    """The desk as decisions, recaps and messages may rest on it: no tab that collapsed, one row a place."""
    desk = uncollapsed(state, desk)
    return replace(desk, book=one_a_place(state, desk.book))


def uncollapsed(state: State, desk: Desk) -> Desk:
    """The desk without the essential tabs that collapsed, with a finding for each: they cannot be read."""
    counts = desk.book.usable_rows
    fallen = {tab: counts[tab.title] for tab in ESSENTIAL if _fell(state, tab, counts)}
    meant = {tab: rows_meant(desk.book.settings, tab) for tab in ESSENTIAL}
    collapsed = {tab: n for tab, n in fallen.items() if (least := meant[tab]) is None or n < least}
    findings = [*_findings(state, collapsed), *_spent(meant, fallen, counts)]
    if not collapsed:
        return replace(desk, findings=(*findings, *desk.findings)) if findings else desk
    readings = {tab: reading for tab, reading in desk.readings.items() if tab not in collapsed}
    book, _ = rules(readings, desk.book.donors, desk.book.requests)
    return replace(desk, book=book, readings=readings, findings=(*findings, *desk.findings))


def _fell(state: State, tab: Tab[Any], counts: Mapping[str, int]) -> bool:
    before, left = state.tab_rows.get(tab.title, 0), counts.get(tab.title)
    if left is None:
        return False
    gone = tab in NEVER_EMPTY and before >= _SEVERAL and not left
    return gone or (before >= FEWEST and 2 * left < before)


def _findings(state: State, collapsed: Mapping[Tab[Any], int]) -> Iterator[CellProblem]:
    for tab, count in collapsed.items():
        before, rule = state.tab_rows[tab.title], KEY_OF_FIELD[rows_rule(tab.title)]
        yield CellProblem(
            tab=tab,
            row=2,
            column_label="",
            cell="2:2",
            value="",
            problem=f"Tab {tab.title} tinggal berisi {count} baris yang dapat dipakai, dari {before}, jadi "
            "dianggap tidak terbaca: keputusan menunggu, dan yang sudah terbit tetap.",
            remedy="Bila tidak sengaja, pulihkan isinya (Ctrl+Z atau File > Histori versi), atau perbaiki rumusnya. "
            f'Bila memang maksudnya, ketik {count} di tab {SETTINGS.title}, baris "{rule}", kolom nilai.',
            costs_tab=True,
        )


def _spent(
    meant: Mapping[Tab[Any], int | None], fallen: Mapping[Tab[Any], int], counts: Mapping[str, int]
) -> Iterator[CellProblem]:
    """Statements that did their work: left standing, they would call the next accident meant."""
    for tab, least in meant.items():
        if least is not None and tab not in fallen and tab.title in counts:
            rule = KEY_OF_FIELD[rows_rule(tab.title)]
            yield CellProblem(
                tab=SETTINGS,
                row=1,
                column_label=SETTINGS.column("value").label,
                cell="1:1",
                value=str(least),
                problem=f'Pengaturan "{rule}" tidak diperlukan lagi: tab {tab.title} berisi {counts[tab.title]} baris.',
                remedy=f'Kosongkan nilai "{rule}", agar isi yang terhapus tidak sengaja tetap ketahuan.',
                costs_row=False,
            )

"""Findings as Pemeriksaan Data lists them: the most harmful first, and many of one kind as one row.

There are as many kinds as the tabs have columns and ways to be wrong, so no number of rows hides one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from functions.core.reasons import thousands
from sheets_schema import lengths, private
from sheets_schema.column import Tab
from sheets_schema.plain import cut
from sheets_schema.private import Problem
from sheets_schema.reading import CellProblem, SchemaDrift, problem_row, sheet_link, some_rows


class Harm(IntEnum):
    """What a finding costs until somebody sees to it, the worst first."""

    TAB = 0
    """A whole tab cannot be read, or everything stopped."""
    SYSTEM_CELLS = 1
    """Cells or rows of the system's are damaged, or lost with what staff typed."""
    DECISIONS = 2
    """Commitments or requests wait."""
    CONTACTS = 3
    """Somebody is not reached, or a contact is not given."""
    CELL = 4
    """The cell, or a row on which no decision rests."""
    NOTE = 5
    """Nothing; people should know."""


_OF_ROW: Mapping[Tab[Any], Harm] = {
    private.COMMITMENTS: Harm.DECISIONS,
    private.TARGETS: Harm.DECISIONS,
    private.QUOTAS: Harm.DECISIONS,
    private.AID_KINDS: Harm.DECISIONS,
    private.PERIODS: Harm.DECISIONS,
    private.SETTINGS: Harm.DECISIONS,
    private.COORDINATORS: Harm.CONTACTS,
    private.PROGRAMMES: Harm.CONTACTS,
}
"""What a row costs that cannot be used; in tabs not named, no more than itself."""

_OF_COLUMN: Mapping[tuple[Tab[Any], str], Harm] = {
    (private.TARGETS, "coordinator"): Harm.CONTACTS,
    (private.COORDINATORS, "email"): Harm.CONTACTS,
    (private.PROGRAMMES, "email"): Harm.CONTACTS,
}
"""Columns of which a single cell costs more than itself."""

_APART = 3
"""Findings of one kind that stand for themselves; more are one row, which names as many rows of the tab."""

_CELL = re.compile(r"([A-Z]*)([0-9]+)")


@dataclass(frozen=True)
class Finding:
    """A row of Pemeriksaan Data on its own. `general` is its sentence without what only this one says."""

    harm: Harm
    problem: Problem
    general: str

    @property
    def kind(self) -> tuple[str, str, str]:
        """Tab, letters of the column and sentence: findings that share them are of one kind."""
        place = _CELL.match(self.problem.cell or "")
        return self.problem.tab or "", place[1] if place else "", self.general

    @property
    def row(self) -> int | None:
        """The sheet row, if it is about one."""
        place = _CELL.match(self.problem.cell or "")
        return int(place[2]) if place else None


def of_cell(found: CellProblem | SchemaDrift, spreadsheet_id: str) -> Finding:
    """A cell or header that cannot be read."""
    problem = problem_row(found, spreadsheet_id)
    if isinstance(found, SchemaDrift):
        return Finding(Harm.TAB, problem, found.problem)
    return Finding(harm(found), problem, found.general or found.problem)


def harm(found: CellProblem) -> Harm:
    """What a cell costs by where it stands: its column, and its row if that waits with it."""
    if found.costs_tab:
        return Harm.TAB
    column = next((column for column in found.tab.columns if column.label == found.column_label), None)
    own = _OF_COLUMN.get((found.tab, column.key), Harm.CELL) if column else Harm.CELL
    costs_row = found.costs_row or (column is not None and column.vital)
    return min(own, _OF_ROW.get(found.tab, Harm.CELL)) if costs_row else own


def once(cells: Iterable[CellProblem | SchemaDrift], besides: Iterable[CellProblem]) -> list[CellProblem | SchemaDrift]:
    """What cells hold, and what does not fit together `besides`: of a cell that is named by both, what costs more."""
    kept = list(cells)
    named = {(found.tab, found.cell): at for at, found in enumerate(kept) if isinstance(found, CellProblem)}
    for found in besides:
        at = named.get((found.tab, found.cell))
        if at is None:
            kept.append(found)
        elif isinstance(other := kept[at], CellProblem) and harm(found) < harm(other):
            kept[at] = replace(found, value=other.value)
    return kept


def listed(found: Iterable[Finding], spreadsheet_id: str) -> list[Problem]:
    """The rows to be shown. Those of one harm stay in their order; one of many rows stands where its first stood."""
    kinds: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in sorted(found, key=lambda finding: finding.harm):
        kinds[finding.kind].append(finding)
    return [_cut(_linked(row, spreadsheet_id)) for same in kinds.values() for row in _rows(same)]


def _rows(same: Sequence[Finding]) -> Iterator[Problem]:
    if len(same) > _APART:
        yield _folded(same)
    else:
        yield from (finding.problem for finding in same)


def _folded(same: Sequence[Finding]) -> Problem:
    first = same[0].problem
    rows = sorted({finding.row for finding in same if finding.row is not None})
    where = f"{thousands(len(rows))} baris: {some_rows(rows)}" if rows else f"{thousands(len(same))} kali"
    contents = list(dict.fromkeys(finding.problem.content for finding in same if finding.problem.content))
    more = f"; dan {thousands(len(contents) - _APART)} isi lain" if len(contents) > _APART else ""
    begin = f"Di {first.cell}" if first.cell else "Yang pertama"
    return first.model_copy(
        update={
            "content": "; ".join(cut(content, lengths.FOUND // 4) for content in contents[:_APART]) + more or None,
            "problem": f"{where}. {same[0].general}",
            "remedy": f"{begin}: {first.remedy} Begitu juga {thousands(len(same) - 1)} yang lain.",
        }
    )


def _linked(row: Problem, spreadsheet_id: str) -> Problem:
    tab = next((tab for tab in private.TABS if tab.title == row.tab), None)
    if row.link or tab is None:
        return row
    return row.model_copy(update={"link": sheet_link(spreadsheet_id, tab.sheet_id, row.cell)})


def _cut(row: Problem) -> Problem:
    """Codes and cells are repeated in findings, and somebody may have typed thousands of letters into them."""
    longest = {"content": lengths.FOUND, "problem": lengths.FINDING, "remedy": lengths.FINDING}
    texts = {key: cut(getattr(row, key) or "", most) or None for key, most in longest.items()}
    return row.model_copy(update=texts)

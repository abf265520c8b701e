"""What random histories do with rows and cells that shift until somebody undoes it: rows put in, ranges deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from functions.core.book import StaffRequest
from functions.core.repeats import digest
from functions.core.state import State
from functions.ledger import fold
from functions.ledger.drain import Ledger
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, TARGETS
from sheets_schema.terms import Action
from tests.owned import OwnedCity
from tests.promises.material import PLACES, REQUEST
from tests.promises.office import Said
from tests.promises.restated import Restated
from tests.promises.wrecks import dimension, type_cells

_KEYS = {COMMITMENTS: "number", DONORS: "code"}
RANGES = (
    (COMMITMENTS, REQUEST),
    (DONORS, ("approved_name",)),
    (DONORS, ("same_as",)),
    (TARGETS, ("code",)),
    (TARGETS, ("rw",)),
)
"""Columns of which one row's cells are deleted, so that those below move up beside others."""

index = st.integers(0, 9)


class Shifts(RuleBasedStateMachine):
    """Acts of a history; the history has the city, what people said, and the instances."""

    city: OwnedCity
    said: Said
    renamed: dict[Any, None]
    doubled: int
    _instance: Callable[[int], Ledger]
    _submit: Callable[[int, dict[str, Any], int], None]
    _ask: Callable[..., None]
    quiet: Callable[[], None]

    @rule(tab=st.sampled_from(list(_KEYS)), at=index, count=st.integers(1, 3), who=index)
    def rows_are_put_in(self, tab: Tab[Any], at: int, count: int, who: int) -> None:
        """The owner puts blank rows in between others, and takes them out two drains later.

        Meanwhile all that is decided stands somewhere, and what is asked beside displaced rows waits.
        """
        self.quiet()
        key = tab.column(_KEYS[tab]).label
        shown = [row[key] for row in self.city.rows(tab) if row.get(key)]
        at = 1 + at % len(shown)
        for _ in range(count):
            dimension(self.city, tab, "insertDimension", "ROWS", at)
        before = self._outcomes()
        if tab is COMMITMENTS:
            cells = (Action.CANCEL, None, None, f"Contoh alasan baris {self.city.clock:%d %H%M%S}", "Contoh Petugas")
            self._ask(len(shown), self.city.read(tab)[0], cells, down=count if len(shown) >= at else 0)
        self._submit(who, {"target": f"RW [{PLACES[who % len(PLACES)].code}]", "sembako": "3"}, 0)
        for one in (who, who + 1):
            self.city.drain(self._instance(one))
        self._nothing_changed(before)
        state = fold.fold(State(), self.city.entries())
        decided = list(state.lines if tab is COMMITMENTS else state.donors)
        found = [row[key] for row in self.city.rows(tab) if row.get(key)]
        assert sorted(found) == sorted(decided), f"{tab.title} shows {found} of {decided}"
        for _ in range(count):
            dimension(self.city, tab, "deleteDimension", "ROWS", at)

    @rule(what=st.sampled_from(RANGES), at=index, who=index)
    def a_range_is_deleted(self, what: tuple[Tab[Any], tuple[str, ...]], at: int, who: int) -> None:
        """Somebody deletes cells and lets those below move up, sees it a drain later, and undoes it.

        Not where two rows say the same, or have: nobody could tell that from a person who goes down the list.
        """
        self.quiet()
        tab, keys = what
        if self.doubled or (tab is COMMITMENTS and not self._all_told_apart()):
            return
        row = 1 + at % max(1, len(self.city.rows(tab)))
        said = {n: request for n, request in self.said.signed.items() if n >= row and tab is COMMITMENTS}
        before, notes = self._outcomes(), self._notes()
        undo = self._delete_range(tab, keys, row)
        self._sign(dict.fromkeys(said) | {n - 1: request for n, request in said.items() if n > row})
        if tab is TARGETS:
            self._submit(who, {"target": f"RW [{PLACES[(at + 1) % len(PLACES)].code}]", "sembako": "15"}, 0)
        self.city.drain(self._instance(who))
        self._nothing_changed(before)
        assert self._notes() == notes, "a donor got what staff wrote beside another one"
        undo()
        self._sign(said)
        self.city.drain(self._instance(who + 1))
        self._nothing_changed(before)

    def _delete_range(self, tab: Tab[Any], keys: Iterable[str], row: int) -> Callable[[], None]:
        """Delete a row's cells in some columns, those below move up; what undoes that."""
        grid = self.city.read(tab)
        places = {self.city.position(tab, key) for key in keys}
        cells = {at: grid[row][at] if row < len(grid) and at < len(grid[row]) else "" for at in places}

        def shift(request: str) -> None:
            area = {"sheetId": tab.sheet_id, "startRowIndex": row, "endRowIndex": row + 1}
            ranges = [{**area, "startColumnIndex": at, "endColumnIndex": at + 1} for at in places]
            self.city.book(tab).write([{request: {"range": one, "shiftDimension": "ROWS"}} for one in ranges])

        def undo() -> None:
            shift("insertRange")
            kinds = {at: "stringValue" if isinstance(value, str) else "numberValue" for at, value in cells.items()}
            typed = {at: {"userEnteredValue": {kinds[at]: value}} for at, value in cells.items() if value != ""}
            type_cells(self.city, tab, row, typed)

        shift("deleteRange")
        return undo

    def _sign(self, rows: Mapping[int, StaffRequest | None]) -> None:
        for n, request in rows.items():
            self.said.sign(n, request)

    def _all_told_apart(self) -> bool:
        """Whether each row of Komitmen that asks says what was never answered for another one, and none waits."""
        if any(row.get("beres") != "ya" for row in self.city.rows(LOOSE)):
            return False
        state = fold.fold(State(), self.city.entries())
        asked = {n: request for n, request in self.said.signed.items() if request}
        return all(state.owners.get(digest(state, request)) == {n} for n, request in asked.items())

    def _outcomes(self) -> dict[int, Any]:
        return {n: line.outcome for n, line in Restated(self.city.objects()).lines.items()}

    def _nothing_changed(self, before: dict[int, Any]) -> None:
        after = self._outcomes()
        changed = [n for n, outcome in before.items() if outcome != after[n]]
        assert not changed, f"lines {changed} became what nobody asked of them"

    def _notes(self) -> dict[str, tuple[str | None, str | None]]:
        state = fold.fold(State(), self.city.entries())
        return {code: (donor.approved_name, state.merges.get(code)) for code, donor in state.donors.items()}

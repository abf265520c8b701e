"""Random histories of a city: people, instances, crashes and faults in any order, and every promise after each.

Each history runs on a new city. `KSBB_HISTORIES=2000 pytest tests/promises/test_machine.py` runs that many, drawn anew;
without it a few are run, always the same ones.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from functions.core.book import StaffRequest
from functions.core.contacts import normal_phone
from functions.core.repeats import digest
from functions.core.state import State
from functions.gapi.errors import GoogleError
from functions.ledger import fold
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from functions.ledger.rebuild import rebuild
from sheets_schema import form, public
from sheets_schema.cells import render
from sheets_schema.column import Kind, Owner, Tab
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, DONORS, LOOSE, PROBLEMS, QUOTAS, TARGETS, QuotaOverride, Target
from sheets_schema.terms import Action, TargetType
from tests.city import answers
from tests.owned import OwnedCity
from tests.promises.between import STEPS, Death, between, die, once
from tests.promises.faults import ALWAYS_CALLED, FAULTS, WRITE
from tests.promises.material import DAYS, HEADERS, ODD, PLACES, POSSIBLE, REQUEST
from tests.promises.office import FROM_THE_FORM, Said, check, later, settle, system_cells, tried
from tests.promises.restated import Restated
from tests.promises.shifted import Shifts
from tests.promises.wrecks import WRECKS, deleted, deleted_column, dimension, emptied, type_cells

HISTORIES = int(os.environ.get("KSBB_HISTORIES", "0"))
STEPS_A_HISTORY = 30

SORTABLE = ("code", "rw", "name", "type")
"""Columns of Sasaran that tell what a code is."""

small = st.integers(0, 60)
index = st.integers(0, 9)


request = st.tuples(
    small,
    st.sampled_from([*Action, None]),
    st.one_of(st.none(), small, st.just("sepuluh")),
    st.one_of(st.none(), index),
    st.sampled_from(["Contoh Petugas", "Contoh Petugas", "CP", ""]),
)


class History(Shifts):
    """A city, two warm instances, and what people said."""

    def __init__(self, city: OwnedCity) -> None:
        super().__init__()
        self.city = city
        self.said = Said()
        self.ledgers = [city.ledger(), city.ledger()]
        self.quotas: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self.renamed: dict[tuple[Tab[Any], str], None] = {}
        self.submitted: list[tuple[int, dict[str, Any]]] = []
        self.doubled = 0
        self.contacts_unread = False
        self.visible = city.clock
        for place in PLACES:
            self._quota_is(place.code, place.people or place.poor_households or 0)

    def _quota_is(self, code: str, count: int) -> None:
        daily = 1 if code.startswith("PA") else 4
        for kind, factor in {"sembako": 1, "siap_saji": daily, "lebaran": 1}.items():
            self.quotas[code, kind].add(count * factor)

    # Donors

    @initialize()
    def first_donors(self) -> None:
        """Every history begins with a few commitments to work on: accepted ones, one for staff, a rejected one."""
        for who, code in enumerate(("RW-A", "RW-B", "PA-1", "RW-X", "RW-B")):
            self._submit(who, {"target": f"RW [{code}]", "sembako": "10", "siap_saji": "6", "hari": "2"}, 0)
        self.city.drain(self.ledgers[0])
        self.said.hear(self.city)

    @rule(
        who=index,
        place=index,
        day=index,
        amounts=st.tuples(small, st.integers(0, 20), small),
        days=st.integers(1, 3),
        part=st.booleans(),
        consents=st.booleans(),
        hidden=st.sampled_from([0, 0, 0, 30, 7200]),
    )
    def submit(
        self, who: int, place: int, day: int, amounts: tuple[int, int, int], days: int, part: bool, consents: bool,
        hidden: int,
    ) -> None:  # fmt: skip
        self._submit(
            who,
            {
                "target": f"RW [{PLACES[place % len(PLACES)].code}]",
                "date": DAYS[day % len(DAYS)],
                "sembako": str(amounts[0] or ""),
                "siap_saji": str(amounts[1] or ""),
                "hari": str(days) if amounts[1] else "",
                "lebaran": str(amounts[2] or ""),
                "if_short": form.TAKE_PART if part else form.TAKE_NONE,
                "pledge": [form.PLEDGE, form.CONSENT] if consents else [form.PLEDGE],
            },
            hidden,
        )

    @rule(which=index, minutes=st.sampled_from([0, 0, 1, 300]))
    def submit_the_same_again(self, which: int, minutes: int) -> None:
        """Somebody presses the button twice, or fills in once more what they forgot that they had."""
        self.said.hear(self.city)
        if self.submitted:
            later(self.city, dt.timedelta(minutes=minutes))
            who, said = self.submitted[-1 - which % len(self.submitted)]
            self._submit(who, said, 0)

    @rule(who=index, odd=st.sampled_from(ODD))
    def submit_something_odd(self, who: int, odd: dict[str, str]) -> None:
        self._submit(who, dict(odd), 0)

    def _submit(self, who: int, said: dict[str, Any], hidden: int) -> None:
        self.submitted.append((who, said))
        typed = {"phone": f"0812-0000-000{who}", "name": f"Contoh Donatur 0{who}"} | said
        email = "" if who == 9 else f"contoh0{who}@contoh.example"
        later(self.city, dt.timedelta(seconds=1))
        self.visible = max(self.visible, self.city.clock + dt.timedelta(seconds=hidden + 1))
        self.city.submit(answers(**typed), email=email, visible_after=hidden)

    @rule(which=index, what=st.sampled_from([{"sembako": "7"}, {"name": "Contoh Nama Lain"}, {"date": "2020-05-02"}]))
    def edit_a_response(self, which: int, what: dict[str, str]) -> None:
        self.said.hear(self.city)
        later(self.city, dt.timedelta(seconds=1))
        ids = list(self.said.responses)
        if ids:
            changed = answers(**what)
            keys = {question_id({"sembako": "quantity sembako"}.get(key, key)) for key in what}
            self.city.control.edit_response(ids[which % len(ids)], {k: v for k, v in changed.items() if k in keys})
            self.said.hear(self.city)

    # Staff

    @rule(place=index, kind=st.sampled_from(["sembako", "siap_saji", "lebaran"]), period=st.booleans(), quota=small)
    def set_a_quota(self, place: int, kind: str, period: bool, quota: int) -> None:
        """Type an override: a new row, or the one and only row of that target, kind and period."""
        code = PLACES[place % len(PLACES)].code
        if (QUOTAS, "quota") in self.renamed:
            return
        row = QuotaOverride(
            target=code, kind=kind, period="P1" if period else None, quota=quota, reason="Contoh alasan"
        )
        there = [(r.get("sasaran"), r.get("jenis"), r.get("periode")) for r in self.city.rows(QUOTAS)]
        key = (code, kind, row.period)
        at = there.index(key) + 2 if key in there else len(there) + 2
        self.city.type_rows(QUOTAS, [row], at)
        self.quotas[code, kind].add(quota)

    @rule(
        mess=st.one_of(
            st.tuples(
                st.just("change_a_target"), index, st.one_of(small, st.sampled_from(["lima puluh", "", "1.200"]))
            ),
            st.tuples(st.just("switch_a_target"), index, st.sampled_from(["aktif", "tidak aktif", "mungkin"])),
            st.tuples(st.just("double_a_target"), index),
            st.tuples(st.just("rename_a_header"), st.integers(0, len(HEADERS) - 1)),
            st.tuples(st.just("move_a_column"), st.integers(2, 24), st.integers(2, 24)),
        )
    )
    def change_what_rules_rest_on(self, mess: tuple[Any, ...]) -> None:
        """Staff raise, lower and spoil counts, switch targets off and on, double them, rename headers, move columns."""
        getattr(self, f"_{mess[0]}")(*mess[1:])

    def _change_a_target(self, place: int, count: int | str) -> None:
        place %= len(PLACES)
        if (TARGETS, "poor_households") not in self.renamed:
            self.city.type_cell(TARGETS, place + 2, "poor_households", count)
            if isinstance(count, int) and PLACES[place].type is TargetType.RW:
                self._quota_is(PLACES[place].code, count)

    def _switch_a_target(self, place: int, status: str) -> None:
        self.city.type_cell(TARGETS, place % len(PLACES) + 2, "status", status)

    def _double_a_target(self, place: int) -> None:
        """The same code in a second row, or that row emptied again."""
        row = len(PLACES) + 2
        self.city.type_cell(TARGETS, row, "code", None if self.doubled else PLACES[place % len(PLACES)].code)
        self.doubled ^= 1

    def _rename_a_header(self, which: int) -> None:
        tab, key = HEADERS[which]
        if (tab, key) not in self.renamed:
            self._type_header(tab, self.city.position(tab, key), "judul lain " + key)
            self.renamed[tab, key] = None
            self.contacts_unread |= tab is COMMITMENTS

    @rule()
    def restore_headers(self) -> None:
        for tab, key in self.renamed:
            at = self.city.read(tab)[0].index("judul lain " + key)
            self._type_header(tab, at, tab.column(key).label)
        self.renamed.clear()

    def _type_header(self, tab: Tab[Any], at: int, label: str) -> None:
        type_cells(self.city, tab, 0, {at: {"userEnteredValue": {"stringValue": label}}})

    def _move_a_column(self, which: int, to: int) -> None:
        """The owner moves a column of Komitmen, whatever write may yet arrive."""
        dimension(self.city, COMMITMENTS, "moveDimension", "COLUMNS", which, destinationIndex=to)

    @rule(key=st.sampled_from(SORTABLE), order=st.permutations(range(len(PLACES))), who=index, drains=st.integers(1, 3))
    def sort_a_column_alone(self, key: str, order: list[int], who: int, drains: int) -> None:
        """Somebody sorts one column of Sasaran without the rest; it is noticed some drains later, and put back."""
        if self.renamed or self.doubled:
            return
        self._type_column(key, order)
        for place in PLACES[:2]:
            self._submit(who, {"target": f"RW [{place.code}]", "sembako": "15"}, 0)
        for k in range(drains):
            self.city.drain(self._instance(who + k))
        self._type_column(key, range(len(PLACES)))

    @rule(pair=st.permutations(range(len(PLACES))), key=st.sampled_from(SORTABLE), who=index, one_by_one=st.booleans())
    def swap_two_cells_by_hand(self, pair: list[int], key: str, who: int, one_by_one: bool) -> None:
        """Two rows exchange a cell, one after the other, with a drain after each; then it is put back."""
        if self.renamed or self.doubled:
            return
        order = list(range(len(PLACES)))
        for one, other in (pair[:2], pair[1::-1]):
            order[one] = other
            self._type_column(key, order)
            self.city.drain(self._instance(who))
        # Each may have been believed as a correction; so is each that takes one back, and both at once are.
        for place in pair[:2] if one_by_one else ():
            order[place] = place
            self._type_column(key, order)
            self.city.drain(self._instance(who))
        self._type_column(key, range(len(PLACES)))

    def _type_column(self, key: str, order: Iterable[int]) -> None:
        """The cells of a column as the rows of an order have them, where they differ."""
        at = self.city.position(TARGETS, key)
        there = [row[at] if at < len(row) else "" for row in self.city.read(TARGETS)[1:]]
        for place, other in enumerate(order):
            value = getattr(PLACES[other], key)
            if str(there[place]) != str(value if value is not None else ""):
                self.city.type_cell(TARGETS, place + 2, key, value)
        self.said.hear(self.city)

    @rule(requests=st.lists(request, min_size=1, max_size=4))
    def ask(self, requests: list[tuple[int, Action | None, int | str | None, int | None, str]]) -> None:
        """Fill in the request cells of some rows: possible or not, signed or not, readable or not."""
        header, *rows = self.city.read(COMMITMENTS)
        if any(tab is COMMITMENTS for tab, _ in self.renamed) or not rows:
            return
        for n, action, amount, day, signed in requests:
            date = dt.date.fromisoformat(DAYS[day % len(DAYS)]) if day is not None else None
            self._ask(1 + n % len(rows), header, (action, amount, date, "Contoh alasan", signed))

    @rule(choices=st.lists(st.tuples(small, index, small, index), min_size=1, max_size=4))
    def ask_what_fits(self, choices: list[tuple[int, int, int, int]]) -> None:
        """Ask for something that is possible in the status that the row shows."""
        header, *rows = self.city.read(COMMITMENTS)
        if any(tab is COMMITMENTS for tab, _ in self.renamed) or not rows:
            return
        for n, which, amount, day in choices:
            row = dict(zip(header, rows[n % len(rows)], strict=False))
            actions = POSSIBLE.get(row.get("status", ""), (Action.APPROVE,))
            date = dt.date.fromisoformat(DAYS[day % len(DAYS)])
            cells = (actions[which % len(actions)], amount, date, "Contoh alasan", "Contoh Petugas")
            self._ask(1 + n % len(rows), header, cells)

    def _ask(self, n: int, header: list[Any], cells: tuple[Any, ...], down: int = 0) -> None:
        """Fill in the request cells of a row, which may stand further down than its number says."""
        self._see_to_what_was_lost(n)
        typed = {}
        for key, value in zip(REQUEST, cells, strict=True):
            column = COMMITMENTS.column(key)
            kind = replace(column, kind=Kind.ANY) if key == "amount" else column
            typed[header.index(column.label)] = render(kind, value)
        type_cells(self.city, COMMITMENTS, n + down, typed)
        action, amount, date, reason, signed = cells
        says = signed and action and not isinstance(amount, str)
        self.said.sign(n, StaffRequest(action, amount, date, reason, signed) if says else None)

    def _see_to_what_was_lost(self, n: int) -> None:
        """Staff tick off what a write had taken from them beside a commitment, before they type there again."""
        for at, row in enumerate(self.city.rows(LOOSE), start=2):
            if row.get("tab") == COMMITMENTS.title and row.get("baris") == n + 1:
                self.city.type_cell(LOOSE, at, "done", "ya")

    @rule(back=index, who=index)
    def restore_an_old_version(self, back: int, who: int) -> None:
        """Requests that were answered stand in their rows again; nothing is done, and they are put back."""
        self.quiet()
        state = fold.fold(State(), self.city.entries())
        old: dict[int, StaffRequest] = {}
        for n, now in self.said.signed.items():
            line = state.lines.get(n)
            answered = [
                r for r in self.said.requests.get(n, ()) if line and r != now and digest(state, r) in line.heard
            ]
            if now and answered:
                old[n] = answered[-1 - back % len(answered)]
        self._stand_for_a_while(old, who)

    @rule(who=index, descending=st.booleans())
    def sort_own_columns(self, who: int, descending: bool) -> None:
        """Somebody sorts staff's columns of Komitmen without the rest, blanks last, as Sheets does; then it is put
        back. Not where two rows say the same, or have: nobody could tell that from a person who goes down the list."""
        self.quiet()
        state = fold.fold(State(), self.city.entries())
        asked = {n: request for n, request in self.said.signed.items() if request}
        if all(state.owners.get(digest(state, request)) == {n} for n, request in asked.items()):
            texts = sorted(asked.values(), key=lambda r: (str(r.action), r.amount or 0), reverse=descending)
            self._stand_for_a_while(dict.fromkeys(asked) | dict(enumerate(texts, start=1)), who)

    def _stand_for_a_while(self, rows: Mapping[int, StaffRequest | None], who: int) -> None:
        """The rows say this and are read, and then say again what they said."""
        before, said = Restated(self.city.objects()).lines, {n: self.said.signed.get(n) for n in rows}
        if any(row.get("beres") != "ya" for row in self.city.rows(LOOSE)):
            return
        for asked in (rows, said):
            header = self.city.read(COMMITMENTS)[0]
            for n, r in asked.items():
                cells = (r.action, r.amount, r.new_date, r.reason, r.staff) if r else (None, None, None, "", "")
                self._ask(n, header, cells)
            self.city.drain(self._instance(who))
            after = Restated(self.city.objects()).lines
            changed = [n for n, line in before.items() if line.outcome != after[n].outcome]
            assert not changed, f"lines {changed} became what nobody asked of them"

    @rule(donor=st.integers(1, 5), into=st.integers(0, 5))
    def merge_a_donor(self, donor: int, into: int) -> None:
        self._note(donor, "same_as", f"D{into}" if into else None)

    @rule(donor=st.integers(1, 5), name=st.sampled_from(["Contoh Nama Disetujui", "Contoh Nama Lain", None]))
    def approve_a_name(self, donor: int, name: str | None) -> None:
        self._note(donor, "approved_name", name)

    def _note(self, donor: int, key: str, value: str | None) -> None:
        if (DONORS, key) not in self.renamed:
            self.city.type_cell(DONORS, donor + 1, key, value)

    # Instances

    def _instance(self, who: int) -> Ledger:
        """One of the two warm ones, or a cold one."""
        return (*self.ledgers, self.city.ledger())[who % 3]

    @rule(who=index)
    def drain(self, who: int) -> None:
        self.city.drain(self._instance(who))

    @rule(who=index, faults=st.lists(st.tuples(st.sampled_from(FAULTS), st.integers(1, 3)), min_size=1, max_size=3),
          cut=st.booleans(), seconds=st.sampled_from([1, 20]))  # fmt: skip
    def drain_with_faults(self, who: int, faults: list[tuple[tuple[str, str], int]], cut: bool, seconds: int) -> None:
        for (method, kind), times in faults:
            self.city.control.add_fault(method, kind, times=times, answer="close" if cut else "503")
        report = tried(self._instance(who), self.city, seconds=seconds)
        unused = self.city.control.unused_faults()
        if len(faults) == 1 and faults[0][1] == 1 and faults[0][0][0] in ALWAYS_CALLED:
            assert unused == [], f"{faults} never met a call; the drain said {report}"
        self.city.control.clear_faults()

    @rule()
    def late_writes_arrive(self) -> None:
        self.city.control.apply_late()

    @rule(who=index, when=st.sampled_from(["before", "after"]), step=st.sampled_from(STEPS))
    def drain_and_die(self, who: int, when: str, step: str) -> None:
        google = between(self.city.google(), {f"{when} {step}": die})
        try:
            self._instance(who).drain(google, self.city.clock)
        except Death:
            self.ledgers[who % 2] = self.city.ledger()

    @rule(who=index)
    def drain_at_the_same_time(self, who: int) -> None:
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(tried, ledger, self.city) for ledger in {self._instance(who), self._instance(who + 1)}]
        for done in both:
            assert not isinstance(done.result(), GoogleError)

    @rule(
        who=index,
        at=st.sampled_from(["before private read", "after private read", "before put", "before private write"]),
    )
    def drain_in_the_middle_of_another(self, who: int, at: str) -> None:
        inner = self._instance(who + 1)
        google = between(self.city.google(), {at: once(lambda: self.city.drain(inner))})
        self._instance(who).drain(google, self.city.clock)

    @rule(who=index, which=st.integers(2, 24), to=st.integers(2, 24))
    def drain_while_the_owner_moves_a_column(self, who: int, which: int, to: int) -> None:
        google = between(self.city.google(), {"before private write": once(lambda: self._move_a_column(which, to))})
        self._instance(who).drain(google, self.city.clock)

    @rule(who=index, which=st.integers(2, 24), to=st.integers(2, 24), late=st.booleans())
    def a_write_misses_the_columns_that_the_owner_moved(self, who: int, which: int, to: int, late: bool) -> None:
        """It is applied minutes later; or it is the last thing that its instance does."""
        if late:
            self.city.control.add_fault(WRITE, "applied_late", times=2)
            tried(self._instance(who), self.city, seconds=1)
            self.city.control.clear_faults()
            self._move_a_column(which, to)
            self.city.control.apply_late()
            return
        move = once(lambda: self._move_a_column(which, to))
        google = between(self.city.google(), {"before private write": move, "after private write": die})
        try:
            self._instance(who).drain(google, self.city.clock)
        except Death:
            self.ledgers[who % 2] = self.city.ledger()

    @rule(minutes=st.sampled_from([1, 10, 60, 60, 300]))
    def time_passes(self, minutes: int) -> None:
        later(self.city, dt.timedelta(minutes=minutes))

    # A tab that collapses

    @rule(who=index, place=index)
    def paste_the_targets_anew(self, who: int, place: int) -> None:
        """Staff mark all of Sasaran, delete it, and paste the list a drain later: nothing is decided in between."""
        if self.renamed or self.doubled:
            return
        said = {"target": f"RW [{PLACES[place % len(PLACES)].code}]", "sembako": "5"}
        self.city.type_rows(TARGETS, PLACES)
        self._submit(who, said, 0)
        self.city.drain(self._instance(who))
        emptied(self.city, TARGETS)
        self._submit(who, said, 0)
        report = self.city.drain(self._instance(who + 1))
        self.city.type_rows(TARGETS, PLACES)
        assert report.lines == 0, "decided by a list that was being pasted"

    # Quiet

    @rule()
    def quiet(self) -> None:
        self.restore_headers()
        later(self.city, max(dt.timedelta(seconds=1), self.visible - self.city.clock))
        settle(self.city, self.ledgers)
        self._notice_what_was_lost()
        restated = check(self.city, self.said)
        for key, found in restated.quotas.items():
            assert found <= self.quotas[key], f"{key}: a quota of {found - self.quotas[key]} was never typed"
        self._same_phone_and_name_same_donor()
        assert self.doubled or not self._seem_exchanged(), "what was put back is still held"

    def _notice_what_was_lost(self) -> None:
        """What a write has taken beside moved columns is named; nothing is asked there until somebody saw to it."""
        for row in self.city.rows(LOOSE):
            if row.get("tab") == COMMITMENTS.title and row.get("beres") != "ya":
                self.said.signed.pop(row["baris"] - 1, None)

    def _seem_exchanged(self) -> list[Any]:
        return [row for row in self.city.rows(PROBLEMS) if "tertukar" in str(row["masalah"])]

    def _same_phone_and_name_same_donor(self) -> None:
        donors: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for line in fold.fold(State(), self.city.entries()).lines.values():
            told = self.said.responses[line.response]
            phone, names = normal_phone(told[0].first("phone")), {response.first("name") for response in told}
            if line.donor and phone and len(names) == 1:  # otherwise it was decided under one of them
                donors[phone, *names] |= {line.donor}
        assert self.contacts_unread or all(len(codes) <= 1 for codes in donors.values()), f"one donor twice: {donors}"

    def teardown(self) -> None:
        self.quiet()

    @rule(how=st.sampled_from(list(WRECKS)), at=index)
    def wreck_and_rebuild(self, how: str, at: int) -> None:
        """The owner of the files wrecks what the system keeps; the owner's rebuild gives the same cells again.

        What staff typed stays beside its commitment, but for what was deleted with its row or column.
        """
        self.quiet()
        before, typed, loose = self._kept_cells(), self._typed_cells(), self.city.rows(LOOSE)
        WRECKS[how](self.city, at)
        if how == "delete":
            typed.pop(deleted(at), None)
            self.said.signed.pop(deleted(at), None)
        if how == "delete_column":
            self._forget_column(deleted_column(at), typed)
        with contextlib.suppress(JournalError, GoogleError):
            self.city.drain(self._instance(at))
        rebuild(self.city.ledger(), self.city.as_owner())
        assert self._kept_cells() == before
        assert {n: cells for n, cells in self._typed_cells().items() if n in typed} == typed
        assert self.city.rows(LOOSE) == loose, "what has its row was put away"
        self.quiet()

    def _typed_cells(self) -> dict[int, dict[str, Any]]:
        """What staff typed beside each commitment, by number and column title."""
        labels = [column.label for column in COMMITMENTS.columns if column.owner is Owner.STAFF]
        rows = enumerate(self.city.rows(COMMITMENTS), start=1)
        return {n: {label: row[label] for label in labels if label in row} for n, row in rows if row.get("nomor")}

    def _forget_column(self, key: str, typed: dict[int, dict[str, Any]]) -> None:
        """What staff typed in a column is gone with it: of every request it is missing now."""
        for cells in typed.values():
            cells.pop(COMMITMENTS.column(key).label, None)
        for n, request in list(self.said.signed.items()):
            if request and key in ("staff", "staff_reason"):
                self.said.sign(n, None if key == "staff" else replace(request, reason=""))

    def _kept_cells(self) -> list[list[dict[str, Any]]]:
        """Of every tab of numbered rows, the cells that follow from the journal alone."""
        tabs = (COMMITMENTS, DONORS, public.COMMITMENTS)
        rows = [system_cells(tab, self.city.read(tab)) for tab in tabs]
        return [
            [{key: cell for key, cell in row.items() if key not in FROM_THE_FORM} for row in some if any(row.values())]
            for some in rows
        ]


@pytest.mark.timeout(0 if HISTORIES else 300)
def test_random_histories_keep_every_promise(found_city: Callable[[tuple[Target, ...]], OwnedCity]) -> None:
    """People, instances, crashes and faults in any order; whenever it is quiet, every promise holds."""
    run_state_machine_as_test(
        lambda: History(found_city(PLACES)),
        settings=settings(
            max_examples=HISTORIES or 6,
            stateful_step_count=STEPS_A_HISTORY,
            derandomize=not HISTORIES,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if HISTORIES else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )

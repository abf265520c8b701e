"""The data doctor: what in staff's tabs cannot be used or contradicts itself, and what to type instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from functions.core.redaction.texts import WITHHELD
from functions.core.state import State
from functions.ledger import changedform
from functions.ledger.crosscheck import circle, crosscheck
from functions.ledger.desk import Desk
from functions.ledger.findings import Finding, Harm, listed, of_cell, once
from functions.ledger.loose import problems
from functions.ledger.readings import Readings, keys_of
from functions.ledger.references import choices_in
from sheets_schema import private
from sheets_schema.cells import CellFault
from sheets_schema.column import Row, Tab
from sheets_schema.private import COMMITMENTS, DONORS, PROBLEMS, Problem
from sheets_schema.reading import CellProblem, Located, cell_problem
from sheets_schema.terms import Active, TargetType, YesNo


def problem_rows(state: State, desk: Desk, spreadsheet_id: str) -> list[Problem]:
    """The rows of Pemeriksaan Data, the most harmful first: what cannot be read, and what does not fit together."""
    cells = once(desk.findings, _contradictions(desk.readings, desk.book.settings.aggregators))
    loose = problems(desk.loose.unseen, _places(desk), spreadsheet_id)
    return listed(
        [
            *(of_cell(found, spreadsheet_id) for found in cells),
            *changedform.waiting(state),
            *crosscheck(state, desk),
            *(Finding(Harm.SYSTEM_CELLS, problem, _LOOSE) for problem in loose),
        ],
        spreadsheet_id,
    )


_LOOSE = f"Isian petugas terlepas; semuanya ada di tab {private.LOOSE.title}."


def _places(desk: Desk) -> dict[str, dict[str, int]]:
    """Where the columns of the tabs of numbered rows stand: tab title -> column title -> position."""
    return {
        tab.title: {tab.column(key).label: at for key, at in shown.places.items()}
        for tab, shown in ((COMMITMENTS, desk.commitments), (DONORS, desk.donors))
    }


def shown_rows(grid: Sequence[Sequence[Any]]) -> list[list[str]]:
    """What Pemeriksaan Data shows now, as comparable text without its header."""
    width = len(PROBLEMS.columns)
    return [[str(cell or "") for cell in [*row, *[""] * width][:width]] for row in grid[1:]]


def as_text(rows: Iterable[Problem]) -> list[list[str]]:
    """Rows as they will be shown, as comparable text."""
    return [[str(value or "") for value in row.model_dump().values()] for row in rows]


_NEEDED_BY_SOME = frozenset({(private.TARGETS, "rw")})
"""Columns that may be empty in some rows and that decisions rest on in those where they may not."""

_Check = Callable[[Any], CellFault | None]


def _contradictions(readings: Readings, aggregators: Sequence[str]) -> Iterator[CellProblem]:
    among = frozenset(aggregators)
    of_cash = (private.CASH, "aggregator", lambda row: _among(row.aggregator, among, "Pengaturan", "agregator"))
    for tab, key, check in (*_checks(readings), of_cash):
        if tab not in readings:
            continue
        for located in readings[tab].rows:
            fault = check(located.row)
            if fault:
                yield _at(tab, readings[tab].places, located, key, fault)


def _at(tab: Tab[Any], places: Mapping[str, int], located: Located[Row], key: str, fault: CellFault) -> CellProblem:
    raw = getattr(located.row, key)
    shown = raw if isinstance(raw, str | int | float | bool | None) else str(raw)
    column, at = tab.column(key), places[key]
    costs = column.vital or (tab, key) in _NEEDED_BY_SOME
    return cell_problem(tab, column, position=at, number=located.number, raw=shown, fault=fault, row=costs)


def _checks(readings: Readings) -> tuple[tuple[Tab[Any], str, _Check], ...]:
    """Which cell to point at, and what must hold for a row that can be read."""
    codes = {tab: keys_of(readings, tab) for tab in (private.TARGETS, private.AID_KINDS, private.PERIODS)}
    choices = choices_in(readings)
    return (
        (private.TARGETS, "region", lambda row: _among(row.region, choices, "Wilayah", "pilihan")),
        (private.TARGETS, "rw", _rw_number),
        (private.TARGETS, "coordinator", _among_codes(readings, private.COORDINATORS, "coordinator")),
        (private.QUOTAS, "target", lambda row: _among(row.target, codes[private.TARGETS], "Sasaran", "kode")),
        (private.QUOTAS, "kind", lambda row: _among(row.kind, codes[private.AID_KINDS], "Jenis Bantuan", "kode")),
        (private.QUOTAS, "period", lambda row: _among(row.period, codes[private.PERIODS], "Periode", "kode")),
        (private.AID_KINDS, "program", _among_codes(readings, private.PROGRAMMES, "program")),
        (private.AID_KINDS, "status", _running(readings)),
        (private.COORDINATORS, "successor", _among_codes(readings, private.COORDINATORS, "successor")),
        (private.COORDINATORS, "successor", _successors_in_a_circle(readings)),
        (private.PERIODS, "end", _period_dates),
        (private.PERIODS, "start", lambda row: _overlap(row, readings)),
    )


def _among_codes(readings: Readings, tab: Tab[Any], key: str) -> _Check:
    known = keys_of(readings, tab)
    return lambda row: _among(getattr(row, key), known, tab.title, tab.column(tab.keyed_by).label)


def _among(value: str | None, known: frozenset[str] | None, tab: str, label: str) -> CellFault | None:
    if value in (None, WITHHELD) or known is None or value in known:
        return None
    return CellFault(
        f"Isi ini tidak ada di tab {tab}, kolom {label}.",
        f"Periksa ejaannya dan pilih dari daftar. Bila memang belum ada, tambahkan dulu di tab {tab}.",
    )


def _rw_number(row: private.Target) -> CellFault | None:
    if row.type is TargetType.RW and row.rw is None:
        return CellFault(
            f"Sasaran bertipe rw tanpa nomor RW. {private.TARGETS.waits}",
            "Ketik nomor RW di sel ini, angka saja, misalnya 5. Bila belum tahu, biarkan dulu: jangan diisi perkiraan.",
        )
    return None


def _running(readings: Readings) -> _Check:
    """A kind that donors are asked for belongs to a programme that runs."""
    rows = readings[private.PROGRAMMES].rows if private.PROGRAMMES in readings else ()
    idle = {located.row.code for located in rows if located.row.active is YesNo.NO}

    def check(row: private.AidKind) -> CellFault | None:
        if row.status is Active.INACTIVE or row.program not in idle:
            return None
        return CellFault(
            f"Jenis ini ditanyakan kepada donatur, tetapi program {row.program} tidak aktif.",
            "Pilih tidak aktif di sini, atau ya di tab Program, kolom aktif.",
            "Jenis ini ditanyakan kepada donatur, tetapi programnya tidak aktif.",
        )

    return check


def _successors_in_a_circle(readings: Readings) -> _Check:
    """Who leads back to where one began is nobody: the target has no person in charge, and no contact is given."""
    rows = readings[private.COORDINATORS].rows if private.COORDINATORS in readings else ()
    after = {located.row.code: located.row.successor for located in rows}

    def check(row: private.Coordinator) -> CellFault | None:
        codes = circle(row.code, after)
        if not codes:
            return None
        return CellFault(
            f"Pengganti saling menunjuk: {codes}.",
            "Kosongkan pengganti pada orang yang bertugas sekarang.",
            "Pengganti saling menunjuk.",
        )

    return check


def _period_dates(row: private.Period) -> CellFault | None:
    if row.end < row.start:
        return CellFault("Hari terakhir sebelum hari pertama.", "Perbaiki kolom mulai atau selesai.")
    return None


def _overlap(row: private.Period, readings: Readings) -> CellFault | None:
    others = [located.row for located in readings[private.PERIODS].rows]
    other = next((p for p in others if p.code != row.code and p.start <= row.start <= p.end), None)
    if other is None:
        return None
    return CellFault(
        f"Periode ini bertindihan dengan {other.code}.",
        "Ubah tanggal agar tiap hari masuk satu periode saja.",
        "Periode ini bertindihan dengan periode lain.",
    )

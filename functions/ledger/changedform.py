"""Lines that only a form somebody changed can give: told to staff while they wait, and in the log once they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from functions.core.events import Event, LineDecided
from functions.core.reasons import FIELDS, FORM_CHANGED
from functions.core.state import Line, State
from functions.ledger.crosscheck import some
from functions.ledger.findings import Finding, Harm
from sheets_schema.private import COMMITMENTS, Problem
from sheets_schema.terms import Status


def waiting(state: State) -> Iterator[Finding]:
    """One finding for each question whose answers cannot come from the form as it was made, until all are decided."""
    lines: dict[str, list[int]] = {}
    for line in state.lines.values():
        if line.status is Status.REVIEW:
            for field in _fields(line):
                lines.setdefault(field, []).append(line.n)
    for field in sorted(lines, key=list(FIELDS).index):
        what = (
            f"Jawaban di {FIELDS[field]} bukan dari formulir yang dibuat sistem; mungkin pertanyaan, pilihan atau "
            f"setelan surelnya diubah: {some(lines[field])}."
        )
        problem = Problem(
            tab=COMMITMENTS.title,
            content=FIELDS[field],
            problem=what,
            remedy="Kembalikan di formulir bila belum kembali sendiri. Pastikan nomor itu kepada donatur, lalu pilih "
            "setujui atau tolak di tab Komitmen.",
        )
        yield Finding(Harm.DECISIONS, problem, what)


def alerts(events: Iterable[Event]) -> Iterator[str]:
    """What the log says of an entry with such lines: which questions, nothing of the answers."""
    fields = {field for event in events if isinstance(event, LineDecided) for field in _fields(event)}
    if fields:
        yield f"answers that the form as made cannot give: {', '.join(sorted(fields))}; their lines wait for staff"


def _fields(line: LineDecided | Line) -> set[str]:
    return {reason.field for reason in line.reasons if reason.code in FORM_CHANGED}

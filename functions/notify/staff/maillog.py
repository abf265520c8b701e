"""Log Surel: what became of each message, refused ones first. A view of the receipts: codes, no addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.core.words import date
from functions.gapi.sheets import Values
from functions.ledger.cells import grid_request, row_requests
from functions.notify.due.message import Kind, Message
from functions.notify.sending.delivery import REMEDIES
from functions.notify.sending.receipts import Failed, Receipts, Track
from functions.notify.sending.slots import Window
from functions.notify.staff import again
from functions.notify.staff.again import Answered
from sheets_schema.cells import to_serial
from sheets_schema.column import Owner
from sheets_schema.private import MAIL_LOG, MailLog

MOST = 500
"""Rows shown; a log that grows without end helps nobody."""

_LABELS: Mapping[str, str] = {
    Kind.RECEIVED.value: "Donatur: jawaban",
    Kind.ACCEPTED.value: "Donatur: disetujui dan kontak PJ",
    Kind.CHANGED.value: "Donatur: perubahan",
    Kind.REMINDER.value: "Donatur: pengingat",
    Kind.OVERDUE.value: "Donatur: lewat waktu",
    Kind.THANKS.value: "Donatur: terima kasih",
    Kind.PJ_NOW.value: "PJ: segera",
    Kind.PJ.value: "PJ: harian",
    Kind.SKPD.value: "SKPD: mingguan",
    Kind.POKJA.value: "Pokja: harian",
}


def wanted(
    state: State, receipts: Receipts, due: Iterable[Message], full: str, places: Mapping[str, int]
) -> list[MailLog]:
    """The rows: refused, then waiting (`full` says why nothing more goes out today, if so), then sent, newest first.

    `places` tells which one of several addresses a mark in a key stands for.
    """
    found: list[tuple[str, dt.datetime | None, str]] = []
    for key, failed in refused(receipts).items():
        found.append((key, failed.at, f"GAGAL. {REMEDIES.get(failed.code, REMEDIES['content'])}"))
    for key in (message.key for message in due):
        track = receipts.track(key)
        if not track.sent and not track.refusals:
            found.append((key, None, _why_open(track, full)))
    sent = [(key, track.sent) for key, track in sorted(receipts.tracks.items()) if track.sent]
    found += [(key, at, "Terkirim.") for key, at in sorted(sent, key=lambda one: one[1], reverse=True)]
    return [_row(state, *row, places, receipts.track(row[0])) for row in found[:MOST]]


def refused(receipts: Receipts) -> dict[str, Failed]:
    """Key -> the last refusal of a message that has not been sent since."""
    tracks = sorted(receipts.tracks.items())
    return {key: track.refusals[-1] for key, track in tracks if track.refusals and not track.sent}


def paused(until: dt.datetime) -> str:
    """Why nothing goes out: nobody has to do anything."""
    local = until.astimezone(JAKARTA)
    return (
        "Ditunda: penyedia surel membatasi jumlah kiriman kita. Tidak perlu apa-apa; "
        f"dicoba lagi sesudah {date(local.date())} pukul {local:%H.%M}."
    )


def full(window: Window) -> str:
    """Why nothing more goes out before the next day or hour: the limit that staff set."""
    until = window.end.astimezone(JAKARTA)
    if window.name == "sehari":
        return f"Ditunda sampai besok: batas {window.limit} surel sehari sudah tercapai."
    return f"Ditunda sampai pukul {until:%H.%M}: batas {window.limit} surel sejam sudah tercapai."


def _why_open(track: Track, full: str) -> str:
    at_work = track.claims and track.claims not in track.kept
    return "Sedang dikirim, atau ditunda server penerima; dicoba lagi." if at_work else full or "Menunggu giliran."


def _row(
    state: State, key: str, at: dt.datetime | None, outcome: str, places: Mapping[str, int], track: Track
) -> MailLog:
    _, kind, recipient, mark, *_ = *key.split("/"), "", ""
    known = state.responses.get(recipient)
    line = state.lines[known.lines[0]] if known else None
    nth = f" (alamat ke-{places[mark]})" if mark in places else ""
    return MailLog(
        at=at,
        message=_LABELS.get(kind, kind),
        recipient=(line.donor or "donatur") if line else recipient + nth,
        commitment=line.n if line else None,
        outcome=outcome,
        answer=again.answer_of(track),
        code=again.code_of(key, track),
    )


def requests(rows: Sequence[MailLog], values: Values, answered: Mapping[int, Answered]) -> list[dict[str, Any]]:
    """The requests that put right the rows that differ. Raises SchemaDrift when a header is missing or doubled.

    `answered` are staff's requests by row: their cells are emptied, since rows move. What one was told stays with it.
    """
    places = again.located(values)
    told = again.told(values, places) | {one.code: one.text for one in answered.values() if one.text}
    keys = [column.key for column in MAIL_LOG.columns if column.owner is Owner.SYSTEM]
    there = [[row[places[key]] if places[key] < len(row) else "" for key in keys] for row in values.rows[1:]]
    empty: dict[str, object] = dict.fromkeys(keys)
    found: dict[int, dict[str, object]] = {}
    for k in range(1, max(len(rows), len(there)) + 1):
        cells = rows[k - 1].model_dump(include=set(keys)) if k <= len(rows) else empty
        cells = cells | {"answer": cells["answer"] or told.get(str(cells["code"]))}
        shown = there[k - 1] if k <= len(there) else [""] * len(keys)
        if _comparable(cells[key] for key in keys) != _comparable(shown):
            found[k] = cells
    found |= {k: found.get(k, {}) | {"again": None} for k in answered}
    if not found:
        return []
    return [*grid_request(MAIL_LOG, values.grid_rows, len(rows)), *row_requests(MAIL_LOG, places, found)]


def _comparable(cells: Iterable[object]) -> list[str]:
    """Cells as text; a moment as Sheets counts it, to the second."""
    found = []
    for cell in cells:
        number = to_serial(cell) if isinstance(cell, dt.datetime) else cell
        found.append(f"{number:.5f}" if isinstance(number, float) else str("" if number is None else number))
    return found

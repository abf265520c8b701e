"""Log Surel: what became of each message, refused ones first. A view of the receipts: codes, no addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from functions.core.state import State
from functions.gapi.sheets import Values
from functions.ledger.cells import grid_request, row_requests
from functions.notify.delivery import REMEDIES
from functions.notify.message import Kind, Message
from functions.notify.receipts import Receipts, Track
from sheets_schema.cells import to_serial
from sheets_schema.private import MAIL_LOG, MailLog
from sheets_schema.reading import locate

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


def wanted(state: State, receipts: Receipts, due: Iterable[Message], full: str) -> list[MailLog]:
    """The rows: refused, then waiting (`full` says why nothing more goes out today, if so), then sent, newest first."""
    refused, open_, sent = [], [], []
    waiting = [message.key for message in due]
    for key, track in sorted(receipts.tracks.items()):
        if track.sent:
            sent.append(_row(state, key, track.sent, "Terkirim."))
        elif track.failed:
            last = max(track.failed, key=lambda failed: failed.at)
            refused.append(_row(state, key, last.at, f"GAGAL. {REMEDIES.get(last.code, REMEDIES['content'])}"))
    for key in waiting:
        track = receipts.track(key)
        if not track.sent and not track.failed:
            open_.append(_row(state, key, None, _why_open(track, full)))
    sent.sort(key=lambda row: row.at or dt.datetime.min.replace(tzinfo=dt.UTC), reverse=True)
    return [*refused, *open_, *sent][:MOST]


def _why_open(track: Track, full: str) -> str:
    return "Sedang dikirim, atau ditunda server penerima; dicoba lagi." if track.claims else full or "Menunggu giliran."


def _row(state: State, key: str, at: dt.datetime | None, outcome: str) -> MailLog:
    _, kind, recipient, *_ = *key.split("/"), ""
    known = state.responses.get(recipient)
    line = state.lines[known.lines[0]] if known else None
    return MailLog(
        at=at,
        message=_LABELS.get(kind, kind),
        recipient=(line.donor or "donatur") if line else recipient,
        commitment=line.n if line else None,
        outcome=outcome,
    )


def requests(rows: Sequence[MailLog], values: Values) -> list[dict[str, Any]]:
    """The requests that put right the rows that differ. Raises SchemaDrift when a header is missing or doubled."""
    header = values.rows[0] if values.rows else ()
    places = locate(MAIL_LOG, header, {column.key for column in MAIL_LOG.columns})
    there = [[row[at] if at < len(row) else "" for at in places.values()] for row in values.rows[1:]]
    empty = dict.fromkeys(places)
    found: dict[int, Mapping[str, object]] = {}
    for k in range(1, max(len(rows), len(there)) + 1):
        cells = rows[k - 1].model_dump() if k <= len(rows) else empty
        shown = there[k - 1] if k <= len(there) else []
        if _comparable(cells[key] for key in places) != _comparable(shown or [""] * len(places)):
            found[k] = cells
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

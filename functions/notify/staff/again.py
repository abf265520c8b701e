"""*kirim ulang* in Log Surel: staff have a refused message tried once more. What was asked is an object, not the cell.

Rows of the log move. So a request is for the message, and for the refusal, that stood in its row when both were read;
its cell is emptied in the same write that shows the answer. Read again, it asks for nothing more: an object per refusal
says that it was asked for.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from functions.gapi.sheets import Values
from functions.ledger.journal import Objects, create
from functions.notify.sending.receipts import Receipts, Track, again_name, encode
from sheets_schema.plain import plain
from sheets_schema.private import MAIL_LOG
from sheets_schema.reading import SchemaDrift, locate
from sheets_schema.terms import YesNo

ONLY_FAILED = "Tidak dikirim ulang: hanya baris GAGAL yang dapat dikirim ulang."
OVER = "Tidak dikirim ulang: pesan ini sudah tidak berlaku. Hubungi lewat telepon."
UNKNOWN = "Tidak dimengerti: pilih ya di baris GAGAL."


@dataclass(frozen=True, slots=True)
class Answered:
    """A request: the code of its row, and what staff are told if nothing comes of it."""

    code: str
    text: str


def code_of(key: str, track: Track) -> str:
    """What a row says of its message: which, and after how many refusals."""
    return f"{key} {len(track.failed)}"


def answer_of(track: Track) -> str | None:
    """What became of the last request for a message."""
    if not track.again[0]:
        return None
    if track.sent:
        return "Sudah dikirim ulang."
    return "Sudah dikirim ulang, dan gagal lagi." if track.refusals else "Akan dikirim ulang."


def located(values: Values) -> dict[str, int]:
    """Where the columns stand. Raises SchemaDrift when a header is missing or doubled."""
    header = values.rows[0] if values.rows else ()
    return locate(MAIL_LOG, header, {column.key for column in MAIL_LOG.columns})


def take(values: Values, receipts: Receipts, due: Container[str], objects: Objects, owner: str) -> dict[int, Answered]:
    """Note every request of the tab, and tell what to answer by row. A message of `due` (keys) can still be sent."""
    try:
        places = located(values)
    except SchemaDrift:  # the tab is not written either, and that is told there
        return {}
    found = {}
    for k, text, code in _cells(values, places, "again"):
        typed = text.casefold()
        if not typed or typed == YesNo.NO.value:
            continue
        known = typed == YesNo.YES.value
        found[k] = Answered(code, _noted(code, receipts, due, objects, owner) if known else UNKNOWN)
    return found


def _noted(code: str, receipts: Receipts, due: Container[str], objects: Objects, owner: str) -> str:
    """What staff are told; nothing when the message is sent again, or was since the row was shown."""
    key, _, refusals = code.rpartition(" ")
    track = receipts.track(key)
    if code and not track.sent and str(len(track.failed)) != refusals:
        return ""
    if track.sent or not track.refusals:
        return ONLY_FAILED
    if key not in due:
        return OVER
    name = again_name(key, track)
    create(objects, name, encode({"by": owner}))
    receipts.note(name)
    return ""


def told(values: Values, places: Mapping[str, int]) -> dict[str, str]:
    """Code of a row -> what its last request was told."""
    found = _cells(values, places, "answer")
    return {code: text for _, text, code in found if text in {ONLY_FAILED, OVER, UNKNOWN}}


def _cells(values: Values, places: Mapping[str, int], key: str) -> Iterator[tuple[int, str, str]]:
    """Of each row its number, the text in a column, and its code."""
    at, code_at = places[key], places["code"]
    for k, row in enumerate(values.rows[1:], start=1):
        text, code = (str(row[place] or "") if place < len(row) else "" for place in (at, code_at))
        yield k, plain(text), code

"""*sudah* in Perlu Dihubungi: a tick names its message, `ya 12`, and counts for that one wherever it stands.

Staff sort this column without the others, or copy a cell down. So a tick is not read as one of the row it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sheets_schema.plain import plain
from sheets_schema.wording import Raw

_TICK = re.compile(r"(?:ya\W*)?(\d{1,9})(?:[.,]0)?")


def ticked(cells: Iterable[Raw]) -> frozenset[int]:
    """The numbers of the messages that these cells say were sent."""
    return frozenset(number for cell in cells if (number := _named(cell)) is not None)


def hint(number: int, cell: Raw) -> str | None:
    """What staff are told of the cell beside message `number`; nothing of a cell that is empty or names it."""
    named = _named(cell)
    if named == number or not _text(cell):
        return None
    what = "Tidak terbaca." if named is None else f"Tanda ini untuk pesan nomor {named}."
    return f"{what} Bila pesan baris ini sudah dikirim, ketik: ya {number}. Bila belum, kosongkan sudah."


def _named(cell: Raw) -> int | None:
    found = _TICK.fullmatch(_text(cell))
    return int(found[1]) if found else None


def _text(cell: Raw) -> str:
    return "" if cell is None else plain(str(cell)).strip().casefold()

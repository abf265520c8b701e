"""Two recaps, as the schedule calls them: on the week's last evening, and on the next one after a late cancellation."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from functions.gapi.objects import Bucket
from functions.gapi.sheets import Workbook
from local.demo.pokes import Pokes
from local.demo.stage import OWNER, STAFF, Stage
from sheets_schema.private import COMMITMENTS
from sheets_schema.public import BLANK_LETTER

JAKARTA = dt.timezone(dt.timedelta(hours=7))
LAST_EVENING = dt.datetime(2020, 5, 2, 23, tzinfo=JAKARTA)
NEXT_EVENING = LAST_EVENING + dt.timedelta(days=1)
CANCELLED = 600
"""Packages of sembako that givers take back after the first recap."""

_MOST_LINES = 3


class Recaps:
    """Recaps of a week that has been played."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._owner = stage.session(OWNER)
        self._answers: list[Mapping[str, Any]] = []

    def first(self) -> dict[str, Any]:
        """The recap of the last evening: public files and what was frozen."""
        self._recap(LAST_EVENING)
        return {"open": self._files(), "frozen": self._frozen()}

    def later(self) -> dict[str, Any]:
        """A late cancellation, decided, and the recap of the next evening."""
        self._stage.google.control.set_clock(now=(NEXT_EVENING - dt.timedelta(hours=13)).isoformat())
        numbers = self._cancel()
        Pokes(self._stage.servers).settle()
        self._recap(NEXT_EVENING)
        return {"cancelled": CANCELLED, "numbers": numbers, "open": self._files(), "frozen": self._frozen()}

    def answers(self) -> list[Mapping[str, Any]]:
        """What the function answered, with its log."""
        return self._answers

    def _recap(self, moment: dt.datetime) -> None:
        """Raises RuntimeError when a step failed."""
        answer = self._stage.recap(moment)
        self._answers.append(answer)
        if answer["status"] != 200:
            raise RuntimeError(f"recap answered {answer['status']}: {answer['body']}")

    def _files(self) -> dict[str, str]:
        files = self._stage.google.objects(self._stage.city.open_bucket)
        return {name: content.decode() for name, content in files.items() if name != BLANK_LETTER}

    def _frozen(self) -> str:
        name = f"recap/{LAST_EVENING:%Y-%m-%d}.json"
        return (Bucket(self._owner, self._stage.city.bucket).get(name) or b"").decode()

    def _cancel(self) -> list[int]:
        """Staff cancel accepted gifts to RW that add up to the amount; returns their numbers."""
        workbook = Workbook(self._stage.session(STAFF), self._stage.city.private)
        (part,) = workbook.read([f"'{COMMITMENTS.title}'"])
        header, *rows = part.rows
        gifts = [dict(zip(header, row, strict=False)) for row in rows]
        numbers = _adding_up({int(g["nomor"] or 0): int(g["disetujui"] or 0) for g in gifts if _open(g)})
        places = {label: header.index(label) for label in ("tindakan", "alasan petugas", "petugas")}
        said = {"tindakan": "batalkan", "alasan petugas": "Donatur mundur.", "petugas": "Petugas Contoh Dua"}
        workbook.write([_typed(n, places[label], text) for n in numbers for label, text in said.items()])
        return numbers


def _open(gift: Mapping[Any, Any]) -> bool:
    """Whether a gift of sembako to an RW is accepted and nothing of it was asked or arrived yet."""
    is_rw = "-RW" in str(gift.get("sasaran"))
    return (gift.get("jenis"), gift.get("status")) == ("sembako", "DITERIMA") and is_rw and not gift.get("petugas")


def _adding_up(gifts: Mapping[int, int]) -> list[int]:
    """The first few gifts that add up. Raises LookupError when none do."""
    for count in range(1, _MOST_LINES + 1):
        for numbers in itertools.combinations(gifts, count):
            if sum(gifts[n] for n in numbers) == CANCELLED:
                return list(numbers)
    raise LookupError(f"no accepted gifts add up to {CANCELLED}")


def _typed(n: int, column: int, text: str) -> dict[str, Any]:
    start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": n, "columnIndex": column}
    cell = {"values": [{"userEnteredValue": {"stringValue": text}}]}
    return {"updateCells": {"start": start, "rows": [cell], "fields": "userEnteredValue"}}

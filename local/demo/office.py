"""Staff at their workbook: typing, sorting, adding rows and asking for things, through the Sheets API as themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from functions.gapi.forms import Form
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook
from local.demo.editor import Edited, Editor
from local.demo.staff import (
    Added,
    Asked,
    Deed,
    Inserted,
    Noted,
    PutBack,
    Removed,
    Resent,
    Sorted,
    SortedAlone,
    Typed,
)
from local.demo.stage import OWNER, STAFF, Stage
from sheets_schema.cells import render
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, MAIL_LOG
from sheets_schema.reading import column_letter

_ASKED = tuple(COMMITMENTS.column(key).label for key in ("action", "amount", "new_date", "staff_reason", "staff"))
_SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"


class Office:
    """Does deeds in the private workbook. Headers are protected, so it is the owner who changes one."""

    def __init__(self, stage: Stage, ids: Mapping[str, str]) -> None:
        self._workbook = stage.city.private
        self._staff, self._owner = stage.session(STAFF), stage.session(OWNER)
        self._ids = ids
        self._editor = Editor(Form(self._owner, stage.city.form))
        self._sorted: list[list[Any]] = []

    def do(self, deed: Deed) -> None:
        """Do one deed. Raises LookupError when the row it is about is not shown."""
        match deed:
            case Typed(key=""):
                header = self._read(deed.tab)[0]
                self._type(self._owner, deed.tab, 1, {header.index(deed.label): deed.value})
            case Typed():
                header, *rows = self._read(deed.tab)
                key = header.index(deed.tab.column(deed.tab.keyed_by).label)
                at = next(i for i, row in enumerate(rows, start=2) if row[key : key + 1] == [deed.key])
                self._type(self._staff, deed.tab, at, {header.index(deed.label): deed.value})
            case Added():
                self._add(deed)
            case Sorted():
                self._sort(deed)
            case Inserted() | Removed():
                self._rows(deed)
            case Asked():
                self._ask(deed)
            case Noted():
                self._note(deed)
            case SortedAlone():
                self._sort_alone(deed.label)
            case PutBack():
                self._fill(self._sorted)
            case Resent():
                self._ask_again()
            case Edited():
                self._editor.do(deed)

    def _read(self, tab: Tab[Any]) -> list[list[Any]]:
        (part,) = Workbook(self._staff, self._workbook).read([f"'{tab.title}'"])
        return [list(row) for row in part.rows]

    def _type(self, session: Session, tab: Tab[Any], row: int, values: Mapping[int, str | int]) -> None:
        """Type values into columns (from 0) of a sheet row, as a person would: Sheets interprets what it is."""
        data = [
            {"range": f"'{tab.title}'!{column_letter(column)}{row}", "values": [[value]]}
            for column, value in values.items()
        ]
        body = {"valueInputOption": "USER_ENTERED", "data": data}
        url = f"{_SHEETS}/{quote(self._workbook)}/values:batchUpdate"
        session.request("sheets.spreadsheets.values.batchUpdate", "POST", url, Effect.IDEMPOTENT, json=body)

    def _add(self, deed: Added) -> None:
        header, *rows = self._read(deed.tab)
        cells = [render(column, getattr(deed.row, column.key)) for column in deed.tab.columns]
        texts = [next(iter(cell.get("userEnteredValue", {}).values()), "") for cell in cells]
        places = {header.index(column.label): text for column, text in zip(deed.tab.columns, texts, strict=True)}
        self._type(self._staff, deed.tab, len(rows) + 2, {at: text for at, text in places.items() if text != ""})

    def _sort(self, deed: Sorted) -> None:
        header, *rows = self._read(deed.tab)
        where = {"sheetId": deed.tab.sheet_id, "startRowIndex": 1, "endRowIndex": len(rows) + 1}
        order = [{"dimensionIndex": header.index(deed.label), "sortOrder": "ASCENDING"}]
        Workbook(self._staff, self._workbook).write([{"sortRange": {"range": where, "sortSpecs": order}}])

    def _rows(self, deed: Inserted | Removed) -> None:
        request, row = ("insertDimension", deed.before) if isinstance(deed, Inserted) else ("deleteDimension", deed.row)
        where = {"sheetId": deed.tab.sheet_id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        Workbook(self._owner, self._workbook).write([{request: {"range": where}}])
        if isinstance(deed, Inserted) and deed.text:
            self._type(self._owner, deed.tab, row, {0: deed.text})

    def _ask(self, asked: Asked) -> None:
        """Fill in the request columns of the commitment's row, petugas last; an older signature goes first."""
        header, *rows = self._read(COMMITMENTS)
        row = self._row_of(asked, header, rows)
        said = {
            "tindakan": asked.action.value if asked.action else "",
            "jumlah": asked.amount if asked.amount is not None else "",
            "jadwal baru": _typed_date(asked.new_date),
            "alasan petugas": asked.reason,
            "petugas": "",
        }
        self._type(self._staff, COMMITMENTS, row, {header.index(label): value for label, value in said.items()})
        self._type(self._staff, COMMITMENTS, row, {header.index("petugas"): asked.staff})

    def _sort_alone(self, label: str) -> None:
        """Sort staff's columns by one of them, biggest first and blanks last, without the rest of their rows."""
        header, *rows = self._read(COMMITMENTS)
        places = [header.index(column) for column in _ASKED]
        self._sorted = [[row[at] if at < len(row) else "" for at in places] for row in rows]
        by = _ASKED.index(label)
        filled = sorted((row for row in self._sorted if row[by] != ""), key=lambda row: -_number(row[by]))
        self._fill([*filled, *(row for row in self._sorted if row[by] == "")])

    def _fill(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write staff's columns of Komitmen from the first row on, in one write as a sort or an undo is one."""
        header = self._read(COMMITMENTS)[0]
        updates = []
        for at, column in enumerate(_ASKED):
            start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 1, "columnIndex": header.index(column)}
            cells = [{"values": [_cell(row[at])]} for row in rows]
            updates.append({"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}})
        Workbook(self._staff, self._workbook).write(updates)

    def _ask_again(self) -> None:
        """Say "ya" beside each mail that Log Surel calls refused."""
        header, *rows = self._read(MAIL_LOG)
        outcome, again = header.index("hasil"), header.index("kirim ulang")
        for n, row in enumerate(rows, start=2):
            if len(row) > outcome and str(row[outcome]).startswith("GAGAL"):
                self._type(self._staff, MAIL_LOG, n, {again: "ya"})

    def _note(self, noted: Noted) -> None:
        """Fill in the columns beside a donor, found by the code that Komitmen shows."""
        header, *rows = self._read(DONORS)
        donor = self._donor_of(noted.submission)
        row = next(i for i, cells in enumerate(rows, start=2) if cells[header.index("kode")] == donor)
        values: dict[int, str | int] = {}
        if noted.same_as:
            values[header.index("sama dengan")] = self._donor_of(noted.same_as)
        if noted.approved_name:
            values[header.index("nama tampil disetujui")] = noted.approved_name
        self._type(self._staff, DONORS, row, values)

    def _donor_of(self, submission: str) -> str:
        header, *rows = self._read(COMMITMENTS)
        response, donor = header.index("respons"), header.index("donatur")
        shown = next(row[donor] for row in rows if row[response] == self._ids[submission])
        return str(shown).partition(" ")[0]

    def _row_of(self, asked: Asked, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> int:
        response, kind = header.index("respons"), header.index("jenis")
        wanted = (self._ids[asked.submission], asked.kind)
        for number, row in enumerate(rows, start=2):
            if len(row) > kind and (row[response], row[kind]) == wanted:
                return number
        raise LookupError(f"Komitmen does not show {asked.kind} of {asked.submission}")


def _typed_date(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0


def _cell(value: Any) -> dict[str, Any]:
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}} if value != "" else {}

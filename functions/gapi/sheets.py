"""Workbooks over gspread: one batchGet to read, one batchUpdate to write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from functions.gapi.drive import Access, access
from functions.gapi.errors import Permanent
from functions.gapi.session import Effect, Session, check

if TYPE_CHECKING:
    from gspread.http_client import HTTPClient

LARGEST_WRITE = 2_000_000
"""Bytes of one batchUpdate; Google recommends at most 2 MB."""

_SEEN = "updatedSpreadsheet.sheets(properties.title,data.rowData.values.userEnteredValue.stringValue)"

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Request = Mapping[str, Any]
Grid = Sequence[Sequence[str | int | float | bool | None]]

_GET, _DESCRIBE, _UPDATE, _CREATE = (
    "sheets.spreadsheets.values.batchGet",
    "sheets.spreadsheets.get",
    "sheets.spreadsheets.batchUpdate",
    "sheets.spreadsheets.create",
)


@dataclass(frozen=True, slots=True)
class Values:
    """A range as Google names it, and its rows without trailing blanks."""

    range: str
    rows: Grid

    @property
    def grid_rows(self) -> int:
        """Rows of the tab's grid: a range without an end is answered with the grid's own."""
        digits = self.range.rpartition(":")[2].lstrip(_LETTERS)
        return int(digits) if digits.isdigit() else 0

    @property
    def grid_columns(self) -> int:
        """Columns of the tab's grid, in the same way."""
        last = re.search("([A-Z]+)[0-9]*$", self.range)
        number = 0
        for letter in last[1] if last else "":
            number = number * len(_LETTERS) + _LETTERS.index(letter) + 1
        return number


class MissingRange(Permanent):
    """A range names a tab that is not there. `range` is the one that Google could not parse."""

    def __init__(self, error: Permanent, range_: str) -> None:
        super().__init__(error.method, error.status, "range not found", error.detail)
        self.range = range_


class OutsideGrid(Permanent):
    """A range names rows or columns that its tab does not have."""


class Workbook:
    """One spreadsheet."""

    def __init__(self, session: Session, spreadsheet_id: str) -> None:
        self.id = spreadsheet_id
        self._session = session

    @property
    def caller(self) -> str:
        """The service account that reads and writes it; empty for a person."""
        return self._session.account

    def access(self) -> Access:
        """What the caller may do with it, and who else edits it."""
        return access(self._session, self.id)

    def read(self, ranges: Sequence[str], *, formulas: bool = False) -> list[Values]:
        """Each range in order, in one call: unformatted values, dates as serial numbers.

        With `formulas` a cell that computes is read as its formula. Raises MissingRange and OutsideGrid.
        """

        def send() -> Any:
            options: dict[str, Any] = {
                "valueRenderOption": "FORMULA" if formulas else "UNFORMATTED_VALUE",
                "dateTimeRenderOption": "SERIAL_NUMBER",
            }
            return _gspread(self._session).values_batch_get(self.id, list(ranges), options)

        answer = _ranged(lambda: _attempt(self._session, _GET, Effect.READ, send))
        return [Values(part["range"], part.get("values", [])) for part in answer["valueRanges"]]

    def describe(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """The spreadsheet itself, as `spreadsheets.get` answers with these parameters. Raises MissingRange."""

        def send() -> Any:
            return _gspread(self._session).fetch_sheet_metadata(self.id, dict(params))

        answer: Mapping[str, Any] = _ranged(lambda: _attempt(self._session, _DESCRIBE, Effect.READ, send))
        return answer

    def write(self, requests: Sequence[Request]) -> int:
        """Apply requests, all or nothing per call; returns the number of calls, more than one only for size.

        The requests must be absolute (positions and values), because an attempt without an answer is repeated.
        """
        parts = list(_split(requests))
        for part in parts:
            self._update({"requests": part})
        return len(parts)

    def write_at_once(self, requests: Sequence[Request]) -> None:
        """Apply requests all or nothing, however many there are: what must never be seen or left half done."""
        if requests:
            self._update({"requests": list(requests)})

    def write_seeing(self, requests: Sequence[Request], rows: Sequence[str]) -> list[list[str]]:
        """Write, and read rows in the same breath: their texts as they stood when the last of the requests was applied.

        `rows` are ranges of one row each, of different tabs. Raises Permanent when a tab is gone.
        """
        *before, last = _split(requests)
        for part in before:
            self._update({"requests": part})
        seen = {"includeSpreadsheetInResponse": True, "responseRanges": list(rows), "responseIncludeGridData": True}
        texts = _texts(self._update({"requests": last, **seen}))
        return [texts.get(row.partition("!")[0].strip("'"), []) for row in rows]

    def _update(self, body: Mapping[str, Any]) -> Any:
        def send() -> Any:
            from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL  # noqa: PLC0415

            url = SPREADSHEET_BATCH_UPDATE_URL % self.id
            fields: dict[str, Any] = {"fields": _SEEN} if "responseRanges" in body else {}
            return _gspread(self._session).request("post", url, params=fields, json=body).json()

        return _attempt(self._session, _UPDATE, Effect.IDEMPOTENT, send)


def _texts(answer: Mapping[str, Any]) -> dict[str, list[str]]:
    """The texts of the one row of each tab that an answer shows, by the tab's title."""
    found = {}
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
        rows = [row for data in sheet.get("data", ()) for row in data.get("rowData", ())]
        cells = [cell.get("userEnteredValue", {}) for row in rows for cell in row.get("values", ())]
        found[sheet["properties"]["title"]] = [cell.get("stringValue", "") for cell in cells]
    return found


def _ranged(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Permanent as error:
        _, found, range_ = error.detail.partition("Unable to parse range: ")
        if found:
            raise MissingRange(error, range_) from None
        if "exceeds grid limits" in error.detail:
            raise OutsideGrid(error.method, error.status, "outside the grid", error.detail) from None
        raise


def create_workbook(session: Session, body: Mapping[str, Any]) -> str:
    """Create a spreadsheet from the body of `spreadsheets.create` and return its id."""
    url = "https://sheets.googleapis.com/v4/spreadsheets"
    answer = session.request(_CREATE, "POST", url, Effect.ONCE, json=body, params={"fields": "spreadsheetId"})
    return str(answer.json()["spreadsheetId"])


def _gspread(session: Session) -> HTTPClient:
    from gspread.http_client import HTTPClient  # noqa: PLC0415  # slow: only when a sheet is really needed

    client = HTTPClient(auth=session.credentials, session=session.http)
    client.set_timeout(session.timeout)
    return client


def _attempt(session: Session, method: str, effect: Effect, send: Any) -> Any:
    """Call through gspread, whose errors carry Google's answer."""

    def translated() -> Any:
        from gspread.exceptions import APIError  # noqa: PLC0415

        try:
            return send()
        except APIError as error:
            check(method, error.response)
            raise

    return session.attempt(method, effect, translated)


def _split(requests: Sequence[Request]) -> Iterator[list[Request]]:
    """Requests in order, in parts below the recommended size."""
    part: list[Request] = []
    size = 0
    for request in requests:
        weight = len(json.dumps(request))
        if part and size + weight > LARGEST_WRITE:
            yield part
            part, size = [], 0
        part.append(request)
        size += weight
    if part:
        yield part

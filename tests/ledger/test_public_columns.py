"""A public workbook of earlier columns, or of fewer, becomes the declared one at the next drain."""

from __future__ import annotations

from typing import Any

from sheets_schema import public
from sheets_schema.layout import HEADER_FIELDS
from tests.city import City

TAB = public.COMMITMENTS
EARLIER = (
    *("nomor", "versi", "nama tampil", "golongan", "sasaran", "kelurahan", "jenis"),
    *("jumlah", "satuan", "jadwal", "status", "tersalur"),
)
"""The columns that the tab once had."""


def made_earlier(city: City, row: list[Any]) -> None:
    """The tab as it was made then, with one commitment and dates in its tenth column."""
    span = {"sheetId": TAB.sheet_id, "dimension": "COLUMNS", "startIndex": len(EARLIER), "endIndex": len(TAB.columns)}
    cells = [{"userEnteredValue": {"stringValue": label}} for label in EARLIER]
    kinds = {str: "stringValue", int: "numberValue"}
    body = [{"userEnteredValue": {kinds[type(value)]: value}} for value in row]
    start = {"sheetId": TAB.sheet_id, "rowIndex": 0, "columnIndex": 0}
    dates = {"sheetId": TAB.sheet_id, "startRowIndex": 1, "startColumnIndex": 9, "endColumnIndex": 10}
    shown = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd-mm-yyyy"}}}
    city.book(TAB).write(
        [
            {"deleteDimension": {"range": span}},
            {"updateCells": {"start": start, "rows": [{"values": cells}, {"values": body}], "fields": HEADER_FIELDS}},
            {"repeatCell": {"range": dates, "cell": shown, "fields": "userEnteredFormat.numberFormat"}},
        ]
    )


def formats(city: City) -> dict[str, str]:
    """The number format of each column that has one, by its header."""
    fields = "sheets(properties.title,data.rowData.values.userEnteredFormat.numberFormat.type)"
    sheets = city.book(TAB).describe({"fields": fields, "ranges": f"'{TAB.title}'!2:2", "includeGridData": True})
    cells = sheets["sheets"][0]["data"][0]["rowData"][0]["values"]
    kinds = [cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "") for cell in cells]
    return {column.label: kind for column, kind in zip(TAB.columns, kinds, strict=False) if kind}


def test_a_public_tab_with_the_columns_it_once_had_is_written_anew(city: City) -> None:
    city.submit()
    city.drain()
    before, looks = city.rows(TAB), formats(city)
    assert looks["jadwal"] == looks["tanggal komitmen"] == "DATE"
    made_earlier(city, [1, 2, "x", "dunia usaha", "RW-A", "y", "sembako", 10, "paket", 43946, "Direncanakan", 0])
    report = city.drain()
    assert report.public_rows == 1
    assert city.rows(TAB) == before
    assert formats(city) == looks
    assert city.drain().public_rows == 0

"""Tables as CSV, HXL-tagged CSV, JSON and GeoJSON. Pure: rows in, bytes out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from functions.core.redaction.texts import safe_text
from sheets_schema.cells import TIME_ZONE
from sheets_schema.column import Row, Tab

Plain = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A public tab as open data: `name` is the stem of its files."""

    name: str
    tab: Tab[Any]
    rows: Sequence[Row]

    @property
    def header(self) -> list[str]:
        """The columns' labels, as in the workbook."""
        return [column.label for column in self.tab.columns]

    def plain_rows(self) -> Iterator[list[Plain]]:
        """Each row as numbers and texts: dates as 2020-05-02, times with the zone of Jakarta."""
        return ([plain(getattr(row, column.key)) for column in self.tab.columns] for row in self.rows)


def plain(value: object) -> Plain:
    """A value as a file holds it. A text never begins with what a spreadsheet takes for a formula."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, dt.datetime):
        return value.astimezone(TIME_ZONE).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return safe_text(value)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TypeError(f"a public column holds a {type(value).__name__}")


def as_csv(table: Table, *, tagged: bool = False) -> bytes:
    """UTF-8, every field quoted, CRLF (RFC 4180); `tagged` adds the row of HXL tags below the header."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.header)
    if tagged:
        writer.writerow([column.hxl for column in table.tab.columns])
    writer.writerows(table.plain_rows())
    return text.getvalue().encode()


def as_json(table: Table, about: dict[str, Any]) -> bytes:
    """What it is about, then one object a row; blanks are null."""
    rows = (dict(zip(table.header, row, strict=True)) for row in table.plain_rows())
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return (json.dumps(about, ensure_ascii=False)[:-1] + f', "baris": [\n{lines}\n]}}\n').encode()


def as_geojson(table: Table, more: Mapping[str, Mapping[str, Plain]]) -> bytes:
    """Targets with coordinates as points (RFC 7946: longitude first); `more` is told of some, by their key."""
    keyed = table.tab.position(table.tab.keyed_by)
    features = []
    for row, cells in zip(table.rows, table.plain_rows(), strict=True):
        latitude, longitude = getattr(row, "latitude", None), getattr(row, "longitude", None)
        key = str(cells[keyed])
        if latitude is not None and longitude is not None:
            features.append(
                {
                    "type": "Feature",
                    "id": key,
                    "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                    "properties": {**dict(zip(table.header, cells, strict=True)), **more.get(key, {})},
                }
            )
    return to_json({"type": "FeatureCollection", "features": features})


def to_json(content: Any) -> bytes:
    """Readable JSON in UTF-8."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

"""The public files, judged from an export: each as its own readers need it, and all of them telling the same."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

Files = Mapping[str, str]

_SVG = "{http://www.w3.org/2000/svg}"
_CALENDAR_LINE = 75
"""Octets, RFC 5545."""


def invalid(files: Files) -> Iterator[str]:
    """What is wrong with the public files."""
    package = json.loads(files["datapackage.json"])
    named = {resource["path"] for resource in package["resources"]} | {"datapackage.json"}
    if named != set(files):
        yield f"the package and the folder differ by {sorted(named ^ set(files))}"
    for resource in package["resources"]:
        yield from _resource_faults(files, resource)
        if resource["path"] == f"{resource['name']}.csv":
            yield from _ways_faults(files, resource)
    yield from _map_faults(files)
    yield from _calendar_faults(files)
    for name, text in files.items():
        if name.endswith(".svg") and not _described(text):
            yield f"{name} has no title or description"


def _resource_faults(files: Files, resource: Mapping[str, Any]) -> Iterator[str]:
    path = resource["path"]
    data = files[path].encode()
    if (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") != (resource["bytes"], resource["hash"]):
        yield f"{path} is not the file that the package describes"


def _ways_faults(files: Files, resource: Mapping[str, Any]) -> Iterator[str]:
    """What differs between the ways in which a table is published."""
    path = resource["path"]
    yield from (f"{path}: {fault}" for fault in _table_faults(files[path], resource["schema"]["fields"]))
    header, *rows = _cells(files[path])
    tagged = _cells(files[path.replace(".csv", ".hxl.csv")])
    if (tagged[0], tagged[2:]) != (header, rows) or not any(tag.startswith("#") for tag in tagged[1]):
        yield f"{path} is not the same with HXL tags"
    told = json.loads(files[path.replace(".csv", ".json")])["baris"]
    if [["" if value is None else str(value) for value in row.values()] for row in told] != rows:
        yield f"{path} is not the same as JSON"


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _table_faults(text: str, fields: list[Mapping[str, Any]]) -> Iterator[str]:
    """A table that is not as the package describes it, or unsafe to open."""
    header, *rows = _cells(text)
    if header != [field["name"] for field in fields]:
        yield "the header is not the schema's"
    if not all(line.startswith('"') and line.endswith('"') for line in text.splitlines()):
        yield "a field is not quoted"
    for number, row in enumerate(rows, start=2):
        for field, cell in zip(fields, row, strict=True):
            if cell and not _fits(field["type"], cell):
                yield f"row {number}, {field['name']}: {field['type']} expected"


def _fits(kind: str, cell: str) -> bool:
    parsers: Mapping[str, Callable[[str], object]] = {
        "integer": int,
        "number": float,
        "date": dt.date.fromisoformat,
        "datetime": dt.datetime.fromisoformat,
    }
    if kind not in parsers:
        return not cell.startswith(tuple("=+-@"))
    try:
        parsers[kind](cell)
    except ValueError:
        return False
    return True


def _records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _map_faults(files: Files) -> Iterator[str]:
    """Every target with coordinates must be a point, longitude first."""
    wanted = {
        row["kode sasaran"]: [float(row["bujur"]), float(row["lintang"])]
        for row in _records(files["sasaran.csv"])
        if row["lintang"] and row["bujur"]
    }
    points = json.loads(files["sasaran.geojson"])["features"]
    if not wanted or {p["properties"]["kode sasaran"]: p["geometry"]["coordinates"] for p in points} != wanted:
        yield f"the map has {len(points)} points, {len(wanted)} targets have coordinates"


def _calendar_faults(files: Files) -> Iterator[str]:
    """Every commitment that counts must be an event."""
    text = files["jadwal.ics"]
    if any(len(line.encode()) > _CALENDAR_LINE for line in text.split("\r\n")):
        yield "a line of the calendar is too long"
    wanted = sum(row["status"] != "Batal" for row in _records(files["komitmen.csv"]))
    if not wanted or text.count("BEGIN:VEVENT") != wanted:
        yield f"the calendar has {text.count('BEGIN:VEVENT')} events for {wanted} commitments"


def _described(svg: str) -> bool:
    root = ElementTree.fromstring(svg)
    return bool(root.findtext(f"{_SVG}title") and root.findtext(f"{_SVG}desc"))

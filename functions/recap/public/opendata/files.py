"""All public files of one run, with their content types, and putting them where the public reads them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol, cast

from functions.core.book import Book
from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.recap.figures.counted import Counted, counted
from functions.recap.figures.rooms import taken
from functions.recap.frozen.snapshot import Snapshot, plain
from functions.recap.public import charts
from functions.recap.public.opendata import package
from functions.recap.public.opendata.deliveries import delivery_rows
from functions.recap.public.opendata.readme import NAME as README
from functions.recap.public.opendata.readme import readme
from functions.recap.public.opendata.schedule import calendar
from functions.recap.public.opendata.tables import Table, as_csv, as_geojson, as_json, to_json
from functions.recap.public.paragraph import paragraph
from functions.recap.public.rooms import Left, left_now, taken_rows
from sheets_schema import public
from sheets_schema.column import Row, Tab

CACHE = "public, max-age=300"
TABLES: Mapping[str, Tab[Any]] = {
    "sasaran": public.TARGETS,
    "ketersediaan": public.AVAILABILITY,
    "komitmen": public.COMMITMENTS,
    "rekap": public.FIGURES,
    "periode": public.PERIODS,
    "jenis-bantuan": public.AID_KINDS,
    "dana": public.CASH,
}
"""Stem of a table's files -> the public tab it is."""


@dataclass(frozen=True, slots=True)
class File:
    """One file under its stable name."""

    name: str
    content_type: str
    title: str
    data: bytes

    def described(self) -> package.Described:
        """What the package says of it."""
        mediatype = self.content_type.partition(";")[0]
        return package.Described(mediatype, self.title, len(self.data), hashlib.sha256(self.data).hexdigest())


class Public(Protocol):
    """Where the public reads files."""

    def put(self, name: str, data: bytes, content_type: str, cache: str) -> None: ...


def files(
    rows: Mapping[Tab[Any], Sequence[Row] | None], state: State, book: Book, snapshot: Snapshot, at: dt.datetime
) -> Iterator[File]:
    """Every file; the description comes last. A table whose rows cannot be known now keeps its last file."""
    tables = [Table(name, tab, _published(rows[tab] or ())) for name, tab in TABLES.items() if rows[tab] is not None]
    lines = counted(state)
    tables.append(Table("jadwal", public.DELIVERIES, delivery_rows(lines.values(), book)))
    today = at.astimezone(JAKARTA).date()
    if not book.waiting:
        tables.append(Table("kuota", public.QUOTAS_TAKEN, taken_rows(taken(state, book, today), book)))
    rooms = cast("Sequence[public.PublicAvailability]", rows[public.AVAILABILITY] or ())
    left = left_now(rooms, book, today)
    made: dict[str, package.Described] = {}
    for file in chain(_tables(tables, left, at), _recap(snapshot), _schedule(lines.values(), snapshot, book, at)):
        made[file.name] = file.described()
        yield file
    told = readme(tables, made, snapshot.definitions, at)
    text = File(README, "text/markdown; charset=utf-8", "Penjelasan semua berkas untuk dibaca orang", told)
    made[text.name] = text.described()
    yield text
    described = package.package(tables, made, snapshot.definitions, at)
    yield File("datapackage.json", "application/json", package.TITLE, described)


def _published(rows: Sequence[Row]) -> list[Row]:
    """A commitment that is under review or was refused has only its number in the workbook: no row here."""
    return [row for row in rows if not isinstance(row, public.PublicCommitment) or row.status]


def _tables(tables: Sequence[Table], left: Left, at: dt.datetime) -> Iterator[File]:
    for table in tables:
        title = table.tab.title
        yield File(f"{table.name}.csv", "text/csv; charset=utf-8", title, as_csv(table))
        tagged = as_csv(table, tagged=True)
        yield File(f"{table.name}.hxl.csv", "text/csv; charset=utf-8", f"{title}, dengan tanda HXL", tagged)
        yield File(f"{table.name}.json", "application/json", title, as_json(table, package.about(table, at)))
        if table.tab is public.TARGETS:
            room = {code: {f"sisa {kind}": number for kind, number in kinds.items()} for code, kinds in left.items()}
            yield File("sasaran.geojson", "application/geo+json", f"{title} di peta", as_geojson(table, room))


def _recap(snapshot: Snapshot) -> Iterator[File]:
    text = paragraph(snapshot)
    yield File("siaran-pers.txt", "text/plain; charset=utf-8", "Kalimat siaran pers", f"{text}\n".encode())
    content = {"kalimat": text, "per": snapshot.date.isoformat(), **plain(replace(snapshot, lines=()))}
    del content["lines"]
    yield File("angka.json", "application/json", "Semua angka rekap, definisi dan koreksi", to_json(content))
    for chart in charts.charts(snapshot.figures):
        yield File(f"{chart.name}.svg", "image/svg+xml", chart.title, chart.svg)
        yield File(f"{chart.name}.txt", "text/plain; charset=utf-8", f"{chart.title}: tabel", chart.table.encode())


def _schedule(lines: Iterable[Counted], snapshot: Snapshot, book: Book, at: dt.datetime) -> Iterator[File]:
    kinds = {kind.code: kind for kind in snapshot.figures.kinds}
    events = calendar(lines, kinds, book, at)
    yield File("jadwal.ics", "text/calendar; charset=utf-8", "Jadwal penyaluran untuk aplikasi kalender", events)


def publish(where: Public, found: Iterator[File]) -> int:
    """Put every file in place; returns how many."""
    done = 0
    for file in found:
        where.put(file.name, file.data, file.content_type, CACHE)
        done += 1
    return done

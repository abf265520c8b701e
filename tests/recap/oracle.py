"""What the figures must be, from the bytes of the journal alone: it imports nothing of the product.

Written from the design (sections 5 and 7), without looking at how the product computes them.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

COUNTED = ("DITERIMA", "SEBAGIAN", "SELESAI")
UNKNOWN = "tidak diketahui"
Sums = dict[str, dict[str, tuple[int, int]]]


class Oracle:
    """The lines as they stand after these entries."""

    def __init__(self, entries: Iterable[bytes], programmes: dict[str, str]) -> None:
        self.lines: dict[int, dict[str, Any]] = {}
        self.merged: dict[str, str] = {}
        self._programmes = programmes
        with (Path(__file__).parents[2] / "sheets_schema/data/wilayah.csv").open(encoding="utf-8") as file:
            self._places = {row["kode"]: row for row in csv.DictReader(file)}
        for entry in entries:
            for event in json.loads(entry)["events"]:
                getattr(self, f"_{event['t']}", lambda _: None)(event)

    def _line(self, event: dict[str, Any]) -> None:
        self.lines[event["n"]] = {"delivered": 0, **event}

    def _request(self, event: dict[str, Any]) -> None:
        told = {k: v for k, v in event.items() if k in ("status", "delivered", "period", "shares", "date")}
        first = {k: event[k] for k in ("region", "target_type", "unit") if k in event}
        line = self.lines[event["n"]]
        self.lines[event["n"]] = {**first, **line, **told}

    def _merged(self, event: dict[str, Any]) -> None:
        self.merged.pop(event["donor"], None)
        if event.get("into"):
            self.merged[event["donor"]] = event["into"]

    def counted(self) -> list[dict[str, Any]]:
        return [line for line in self.lines.values() if line["status"] in COUNTED]

    def to_rw(self) -> list[dict[str, Any]]:
        return [line for line in self.counted() if line.get("target_type") == "rw"]

    def amount(self, line: dict[str, Any]) -> int:
        return sum(share["granted"] for share in line.get("shares", {}).values())

    def party(self, line: dict[str, Any]) -> str:
        if line.get("aggregator"):
            return "A " + line["aggregator"]
        donor = line["donor"]
        while donor in self.merged:
            donor = self.merged[donor]
        return str(donor)

    def headline(self) -> dict[str, Any]:
        lines = self.to_rw()
        towns = {self._places[line["region"]]["kota"] for line in lines}
        parties = {self.party(line) for line in lines}
        return {
            "totals": self.totals(lines),
            "rw": len({line["target"] for line in lines}),
            "villages": len({line["region"] for line in lines}),
            "cities": len(towns - {"Kepulauan Seribu"}),
            "regencies": len(towns & {"Kepulauan Seribu"}),
            "donors": len({p for p in parties if not p.startswith("A ")}),
            "aggregators": len({p for p in parties if p.startswith("A ")}),
        }

    def totals(self, lines: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
        committed, delivered = Counter[str](), Counter[str]()
        for line in lines:
            committed[line["kind"]] += self.amount(line)
            delivered[line["kind"]] += line["delivered"]
        return {kind: (committed[kind], delivered[kind]) for kind in committed}

    def breakdowns(self) -> dict[str, Sums]:
        def place(part: str) -> Callable[[dict[str, Any]], str]:
            return lambda line: self._places.get(line.get("region", ""), {}).get(part, UNKNOWN)

        def rw(line: dict[str, Any]) -> str:
            kind = line.get("target_type")
            return UNKNOWN if kind is None else line["target"] if kind == "rw" else "bukan RW"

        groups: dict[str, Callable[[dict[str, Any]], str]] = {
            "program": lambda line: self._programmes[line["kind"]],
            "jenis": lambda line: line["kind"],
            "periode": lambda line: line.get("period", UNKNOWN),
            "kota": place("kota"),
            "kecamatan": place("kecamatan"),
            "kelurahan": lambda line: f"{place('kelurahan')(line)} ({place('kecamatan')(line)})",
            "rw": rw,
            "tipe sasaran": lambda line: line.get("target_type", UNKNOWN),
            "golongan donatur": lambda line: line.get("group", UNKNOWN),
        }
        return {by: self._grouped(group) for by, group in groups.items()}

    def _grouped(self, group: Callable[[dict[str, Any]], str]) -> Sums:
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in self.counted():
            found[group(line)].append(line)
        return {name: self.totals(lines) for name, lines in found.items()}

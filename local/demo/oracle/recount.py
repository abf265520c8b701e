"""The recap's figures computed again from the public files alone, as anybody could: only csv and json are used."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Record = Mapping[str, str]
Sums = dict[str, tuple[int, int]]
UNKNOWN = "tidak diketahui"
_COUNTED = ("Direncanakan", "Sebagian tersalur", "Tersalur")
_HOMES = ("panti asuhan", "panti jompo", "panti disabilitas")
_JAKARTA = dt.timezone(dt.timedelta(hours=7))
_LONGEST = 10
_LAST = 9
"""The priority of a target that has none."""


def uncounted(recaps: Mapping[str, Any]) -> Iterator[str]:
    """What is different in the files of the first recap and of the next day's. Nothing when the export has none."""
    for day in (recaps, recaps["later"]) if recaps else ():
        yield from differences(day["open"])


def differences(files: Mapping[str, str]) -> Iterator[str]:
    """Every figure of the recap, in both of its files, that the tables do not give."""
    told = json.loads(files["angka.json"])["figures"]
    today = dt.datetime.fromisoformat(told["at"].replace("Z", "+00:00")).astimezone(_JAKARTA).date()
    found = _Recount(files, today)
    for name, value in found.figures().items():
        if told[name] != value:
            yield f"angka.json says {name} {told[name]}, the tables give {value}"
    said = Counter(
        (r["angka"], r["rincian"], r["nilai"], r["satuan"]) for r in _records(files["rekap.csv"]) if r["nilai"]
    )
    corrected = [row for row in said if row[0] == "dikoreksi"]
    for row in corrected:
        # What an earlier day said is in no file of today.
        del said[row]
    given = Counter((name, group, str(value), unit) for name, group, value, unit in found.rows())
    for row in (said - given) + (given - said):
        yield f"rekap.csv and the tables differ by {row}"


def _records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


class _Recount:
    def __init__(self, files: Mapping[str, str], today: dt.date) -> None:
        def table(name: str) -> list[dict[str, str]]:
            return _records(files[f"{name}.csv"])

        self._today = today
        self._all, self._targets, self._kinds = table("komitmen"), table("sasaran"), table("jenis-bantuan")
        self._periods, self._cash, self._days, self._quotas = (
            table(name) for name in ("periode", "dana", "jadwal", "kuota")
        )
        self._lines = [row for row in self._all if row["status"] in _COUNTED]
        self._own = [row for row in self._lines if row["tipe sasaran"] == "rw"]
        self._kind = {row["kode jenis"]: row for row in self._kinds}
        self._place = {row["kode sasaran"]: row["sasaran"] for row in (*self._all, *self._targets)}

    def figures(self) -> dict[str, Any]:
        """In the shape of angka.json."""
        homes = [row for row in self._lines if row["tipe sasaran"] in _HOMES]
        schools = [row for row in self._lines if row["tipe sasaran"] == "pesantren"]
        return {
            "since": self._since(),
            "kinds": [
                {
                    "code": row["kode jenis"],
                    "name": row["jenis bantuan"],
                    "unit": row["satuan"],
                    "programme": row["program"],
                    "called": row["sebutan"],
                }
                for row in self._kinds
            ],
            "headline": self._headline(),
            "institutions": {
                "amounts": _amounts([*homes, *schools]),
                "homes": len({row["kode sasaran"] for row in homes}),
                "boarding_schools": len({row["kode sasaran"] for row in schools}),
            },
            "totals": _amounts(self._lines),
            "parts": list(self._parts()),
            "rw_in_need": len(
                {
                    row["kode sasaran"]
                    for row in (*self._targets, *self._own)
                    if "rw" in (row.get("tipe"), row.get("tipe sasaran"))
                }
            ),
            "fills": list(self._fills()),
            "waiting": self._waiting(),
            "overlaps": self._overlaps(),
            "cash": [{"aggregator": name, "rupiah": rupiah} for name, rupiah in sorted(self._sums_of_cash().items())],
            "days": self._per_day(),
            "places": self._places_named(),
            "periods": [
                {"code": row["kode periode"], "name": _span(row["mulai"], row["selesai"])} for row in self._periods
            ],
        }

    def _places_named(self) -> list[dict[str, str]]:
        codes = {row["kode sasaran"] for row in self._lines} | {one["target"] for one in self._waiting()}
        return [{"code": code, "name": self._place[code]} for code in sorted(codes) if self._place.get(code) != code]

    def _since(self) -> str | None:
        first = min((row["mulai"] for row in self._periods), default=None)
        return first if first and first <= self._today.isoformat() else None

    def _headline(self) -> dict[str, Any]:
        towns = {row["kota"]: row["kode kelurahan"][3:5] >= "71" for row in self._own}
        channel = {row["nomor"]: row["jalur"] for row in self._all}
        new = [channel[row["nomor komitmen"]].startswith("Lewat ") for row in self._days if row["pihak baru"] == "1"]
        return {
            "amounts": _amounts(self._own),
            "rw": len({row["kode sasaran"] for row in self._own}),
            "villages": len({row["kode kelurahan"] for row in self._own}),
            "cities": sum(towns.values()),
            "regencies": len(towns) - sum(towns.values()),
            "donors": new.count(False),
            "aggregators": new.count(True),
        }

    def _parts(self) -> Iterator[dict[str, Any]]:
        groups: Mapping[str, Callable[[Record], str]] = {
            "program": lambda row: self._kind.get(row["kode jenis"], {}).get("program", ""),
            "jenis": lambda row: row["kode jenis"],
            "periode": lambda row: row["kode periode"],
            "kota": lambda row: row["kota"],
            "kecamatan": lambda row: row["kecamatan"],
            "kelurahan": lambda row: f"{row['kelurahan']} ({row['kecamatan']})" if row["kelurahan"] else "",
            "rw": lambda row: (
                row["kode sasaran"] if row["tipe sasaran"] == "rw" else row["tipe sasaran"] and "bukan RW"
            ),
            "tipe sasaran": lambda row: row["tipe sasaran"],
            "golongan donatur": lambda row: row["golongan"],
        }
        for by, group in groups.items():
            found: defaultdict[str, list[Record]] = defaultdict(list)
            for row in self._lines:
                found[group(row) or UNKNOWN].append(row)
            for name in sorted(found, key=lambda name: (name in (UNKNOWN, "bukan RW"), name)):
                yield from ({"by": by, "group": name, **amount} for amount in _amounts(found[name]))

    def _fills(self) -> Iterator[dict[str, Any]]:
        for kind in self._kind:
            of_kind = [row for row in self._quotas if row["kode jenis"] == kind]
            for city in sorted({row["kota"] for row in of_kind}):
                there = [
                    (row["kode sasaran"], int(row["kuota"]), int(row["terisi"]))
                    for row in of_kind
                    if row["kota"] == city
                ]
                yield {
                    "kind": kind,
                    "city": city,
                    "quota": sum(quota for _, quota, _ in there),
                    "used": sum(used for _, _, used in there),
                    "low": sorted(code for code, quota, used in there if used < 0.25 * quota),
                    "high": sorted(code for code, quota, used in there if used > 0.9 * quota),
                }

    def _waiting(self) -> list[dict[str, Any]]:
        start = min((row["mulai"] for row in self._periods), default=self._today.isoformat())
        served: dict[str, str] = {}
        for row in self._all:
            if row["tercatat tiba"]:
                served[row["kode sasaran"]] = max(row["tercatat tiba"], served.get(row["kode sasaran"], ""))
        longest = []
        for row in self._targets:
            since = dt.date.fromisoformat(served.get(row["kode sasaran"], start))
            longest.append((-max(0, (self._today - since).days), int(row["prioritas"] or _LAST), row["kode sasaran"]))
        return [{"target": code, "days": -days} for days, _, code in sorted(longest)[:_LONGEST] if days]

    def _overlaps(self) -> list[dict[str, Any]]:
        most: Counter[tuple[str, str, str]] = Counter()
        for row in self._days:
            key = row["tanggal"], row["kode sasaran"], row["kode jenis"]
            if row["tanggal"]:
                most[key] = max(most[key], int(row["pihak ke"]))
        return [
            {"target": target, "kind": kind, "date": day, "parties": parties}
            for (day, target, kind), parties in sorted(most.items())
            if parties > 1
        ]

    def _sums_of_cash(self) -> Counter[str]:
        sums = Counter[str]()
        for row in self._cash:
            sums[row["agregator"]] += int(row["rupiah"])
        return sums

    def _per_day(self) -> list[dict[str, Any]]:
        made = Counter(dt.date.fromisoformat(row["tanggal komitmen"]) for row in self._lines)
        if not made:
            return []
        first, last = min(made), max(self._today, *made)
        span = (first + dt.timedelta(days=i) for i in range((last - first).days + 1))
        return [{"date": day.isoformat(), "commitments": made[day]} for day in span]

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """In the shape of rekap.csv: angka, rincian, nilai, satuan."""
        found = self.figures()
        head = found["headline"]
        yield from self._amount_rows("{} untuk RW", head["amounts"], "angka utama: ")
        for name, key, unit in (
            ("RW terlayani", "rw", "RW"),
            ("kelurahan", "villages", "kelurahan"),
            ("kota administrasi", "cities", "kota"),
            ("kabupaten administrasi", "regencies", "kabupaten"),
            ("donatur", "donors", "pihak"),
            ("agregator", "aggregators", "pihak"),
        ):
            yield f"angka utama: {name}", "", head[key], unit
        yield "panti dengan komitmen", "", found["institutions"]["homes"], "panti"
        yield "pesantren dengan komitmen", "", found["institutions"]["boarding_schools"], "pesantren"
        yield from self._amount_rows("{} untuk panti dan pesantren", found["institutions"]["amounts"])
        yield from self._amount_rows("{} untuk semua sasaran", found["totals"])
        yield "RW yang membutuhkan", "", found["rw_in_need"], "RW"
        yield from self._room_rows(found)
        for one in found["parts"]:
            kind = self._kind[one["kind"]]
            group = self._called(one["by"], one["group"])
            where = kind["jenis bantuan"] if one["by"] == "jenis" else f"{group}: {kind['jenis bantuan']}"
            yield f"komitmen menurut {one['by']}", where, one["committed"], kind["satuan"]
            yield f"tersalur menurut {one['by']}", where, one["delivered"], kind["satuan"]

    def _room_rows(self, found: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str]]:
        for one in found["overlaps"]:
            name = self._kind[one["kind"]]["jenis bantuan"]
            where = f"{self._target(one['target'])}, {name}, {_day(one['date'])}"
            yield "tumpang tindih", where, one["parties"], "pihak"
        for one in found["cash"]:
            yield "dana kepada agregator", one["aggregator"], one["rupiah"], "rupiah"
        for one in found["fills"]:
            group = f"{one['city']}: {self._kind[one['kind']]['jenis bantuan']}"
            yield "isi kuota", group, 100 * one["used"] // one["quota"], "persen"
            yield "sasaran di bawah 25 %", group, len(one["low"]), "sasaran"
            yield "sasaran di atas 90 %", group, len(one["high"]), "sasaran"
        for one in found["waiting"]:
            yield "terlama belum menerima", self._target(one["target"]), one["days"], "hari"

    def _amount_rows(
        self, name: str, amounts: Iterable[Mapping[str, Any]], before: str = ""
    ) -> Iterator[tuple[str, str, int, str]]:
        for one in amounts:
            kind = self._kind[one["kind"]]
            yield before + name.format("komitmen"), kind["jenis bantuan"], one["committed"], kind["satuan"]
            yield before + name.format("tersalur"), kind["jenis bantuan"], one["delivered"], kind["satuan"]

    def _called(self, by: str, group: str) -> str:
        if by == "rw":
            return self._target(group)
        if by == "periode":
            days = {row["kode periode"]: (row["mulai"], row["selesai"]) for row in self._periods}
            return f"{_span(*days[group])} [{group}]" if group in days else group
        return group

    def _target(self, code: str) -> str:
        name = self._place.get(code, code)
        return name if name == code else f"{name} [{code}]"


def _amounts(rows: Iterable[Record]) -> list[dict[str, Any]]:
    committed, delivered = Counter[str](), Counter[str]()
    for row in rows:
        committed[row["kode jenis"]] += int(row["jumlah"])
        delivered[row["kode jenis"]] += int(row["tersalur"])
    return [{"kind": kind, "committed": committed[kind], "delivered": delivered[kind]} for kind in sorted(committed)]


_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _span(first: str, last: str) -> str:
    """Of one year: 24 - 30 April 2020; 28 April - 4 Mei 2020."""
    start = dt.date.fromisoformat(first)
    month = "" if first[:7] == last[:7] else f" {_MONTHS[start.month - 1]}"
    return f"{start.day}{month} - {_day(last)}"

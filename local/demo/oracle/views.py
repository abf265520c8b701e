"""The two views of the commitments, recomputed from the journal and the form and compared cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from local.demo.oracle.donations import Donation, email_key, phone_key
from local.demo.oracle.journal import Journal, Line, serial
from local.demo.oracle.leaks import suspicious
from local.demo.oracle.material import Cell, Material, Record

HIDDEN, IN_REVIEW = "Donatur (nama tidak ditampilkan)", "nama ditinjau"
_PUBLIC_STATUS = {
    "DITERIMA": "Direncanakan",
    "SEBAGIAN": "Sebagian tersalur",
    "SELESAI": "Tersalur",
    "BATAL": "Batal",
}
_PUBLIC = (
    *("nomor", "versi", "donatur", "golongan", "jalur", "kode sasaran", "kode jenis", "kode periode"),
    *("jumlah", "satuan", "jadwal", "hari", "status", "tersalur"),
    *("tipe sasaran", "kelurahan", "kecamatan", "kota", "kode kelurahan"),
)
_WORDS = ("bantuan", "sasaran", "tanggal komitmen", "tercatat tiba")
"""Public columns that are told of a published line alone; the figures say whether their days are right."""


@dataclass(frozen=True)
class Comparison:
    """What differs: `wrong` in either view, `exposed` what the public reads and should not, `doubled` rows."""

    wrong: list[str]
    exposed: list[str]
    doubled: list[str]


class Views:
    """Compares both Komitmen tabs with the journal."""

    def __init__(self, material: Material, journal: Journal, donations: Mapping[str, Donation]) -> None:
        self._private = material.private["Komitmen"].records()
        self._public = material.public["Komitmen"].records()
        self._journal = journal
        self._donations = donations
        self._regions = {str(r["kode"]): r for r in material.records("Wilayah")}
        self._approved = {str(r["kode"]): r.get("nama tampil disetujui") for r in material.records("Donatur")}
        self._result = Comparison([], [], [])

    def compare(self) -> Comparison:
        """All differences, each said with the row's number and the column, never the cell's content."""
        private, public = self._by_number(self._private, "private"), self._by_number(self._public, "public")
        for n, line in self._journal.lines.items():
            if n in private:
                self._private_row(private[n], line)
            if n in public:
                self._public_row(public[n], line)
        return self._result

    def _by_number(self, rows: Iterable[Record], book: str) -> dict[int, Record]:
        """Rows by number; rows that are missing, doubled or beyond the journal are noted."""
        found: dict[int, Record] = {}
        for row in rows:
            number = row.get("nomor")
            n = int(number) if isinstance(number, int | float) else 0
            if n in found:
                self._result.doubled.append(f"{book} Komitmen shows number {n} twice")
            elif n not in self._journal.lines:
                self._result.wrong.append(f"{book} Komitmen has a row {number!r} that is no commitment")
            found[n] = row
        for n in sorted(self._journal.lines.keys() - found.keys()):
            self._result.wrong.append(f"{book} Komitmen does not show number {n}")
        return found

    def _private_row(self, row: Record, line: Line) -> None:
        e, d = line.event, self._donations.get(line.event["response"])
        accepted = line.status in _PUBLIC_STATUS and line.status != "BATAL"
        expected: dict[str, Cell] = {
            "versi": line.version,
            "respons": e["response"],
            "agregator": e["aggregator"],
            "sasaran": e["target"],
            "jenis": e["kind"],
            "periode": line.period,
            "diminta": e["asked"],
            "jadwal": serial(line.date),
            "status": line.status,
        }
        if accepted:
            expected |= {"disetujui": line.approved, "tersalur": line.delivered, "hari": e["days"]}
        for label, value in expected.items():
            self._expect(row, label, value, f"private row {line.n}")
        if d and d.id not in self._journal.edits:
            self._private_contact(row, d, line.n)
        if line.requests and not row.get("hasil"):
            self._result.wrong.append(f"private row {line.n}: hasil does not answer the request")
        if line.status in ("TINJAU", "DITOLAK") and not line.requests and not row.get("alasan"):
            self._result.wrong.append(f"private row {line.n}: alasan does not say why it is {line.status}")

    def _private_contact(self, row: Record, donation: Donation, n: int) -> None:
        phone, email = str(row.get("telepon") or ""), str(row.get("surel") or "")
        same = phone_key(phone) == phone_key(donation.texts.get("phone", "")) and email_key(email) == email_key(
            donation.email
        )
        if not same or not _readable(row.get("narahubung")).startswith(_readable(donation.texts.get("contact"))[:100]):
            self._result.wrong.append(f"private row {n}: the contact is not the one in the form")
        if _readable(donation.name)[:100] not in _readable(row.get("donatur")):
            self._result.wrong.append(f"private row {n}: donatur does not name the donor")

    def _public_row(self, row: Record, line: Line) -> None:
        expected: dict[str, Cell] = dict.fromkeys(_PUBLIC)
        expected |= {"nomor": line.n, "versi": line.version}
        if line.status in _PUBLIC_STATUS:
            expected |= self._published(line)
        where = f"public row {line.n}"
        for label, value in expected.items():
            if not self._expect(row, label, value, where) and (value is None or label == "donatur"):
                self._result.exposed.append(f"{where}: {label} shows something the public may not read")
        words = _WORDS if line.status in _PUBLIC_STATUS else ()
        for label in row.keys() - expected.keys() - set(words):
            if row[label] not in (None, ""):
                self._result.exposed.append(f"{where}: there is no public column {label!r}")
        if words and not str(row.get("bantuan")).startswith(f"{line.approved:,} ".replace(",", ".")):
            self._result.wrong.append(f"{where}: bantuan is not what the journal says")

    def _published(self, line: Line) -> dict[str, Cell]:
        e = line.event
        region = self._regions.get(str(e["region"]), {})
        return {
            "donatur": self._shown_name(line),
            "golongan": e["group"],
            "jalur": f"Lewat {e['aggregator']}" if e["aggregator"] else "Disalurkan sendiri",
            "kode sasaran": e["target"],
            "tipe sasaran": e["target_type"],
            **{label: region.get(label) for label in ("kelurahan", "kecamatan", "kota")},
            "kode kelurahan": e["region"],
            "kode jenis": e["kind"],
            "kode periode": line.period,
            "hari": e["days"],
            "jumlah": line.approved,
            "satuan": e["unit"],
            "jadwal": serial(line.date),
            "status": _PUBLIC_STATUS[line.status],
            "tersalur": line.delivered,
        }

    def _shown_name(self, line: Line) -> str:
        """The name with consent; unless it holds something else than a name and staff approved no other."""
        donation = self._donations.get(line.event["response"])
        if donation is None or not donation.consents:
            return HIDDEN
        approved = self._approved.get(str(line.event["donor"]))
        if approved:
            return str(approved)
        held_back = suspicious(donation.name) or line.event["name"] == "review"
        return IN_REVIEW if held_back else donation.name

    def _expect(self, row: Record, label: str, value: Cell, where: str) -> bool:
        found = row.get(label)
        same = (found in (None, "")) if value in (None, "") else (str(found) == str(value) or found == value)
        if not same:
            self._result.wrong.append(f"{where}: {label} is not what the journal says")
        return same


def _readable(text: Cell) -> str:
    """Without control characters, doubled blanks and a formula's first sign, which no view may show."""
    return re.sub(r"[\s\x00-\x1f]+", " ", str(text or "")).strip().lstrip("=+-@'| %").strip()

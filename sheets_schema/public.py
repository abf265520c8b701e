"""The public workbook *KSBB Publik*: written only by the system, field by field (design, sections 6 and 8)."""

from __future__ import annotations

import datetime as dt

from sheets_schema.column import Audience, Kind, Owner, Row, Tab, column, shown
from sheets_schema.private import Availability, Cash, Commitment, Donor, Figure, Region, Target
from sheets_schema.terms import PublicStatus, TargetType

TITLE = "KSBB Publik"

_SYSTEM, _PUBLIC = Owner.SYSTEM, Audience.PUBLIC


class PublicTarget(Row):
    """What the public reads of a target. The address is given for institutions only."""

    code: str = shown(Target, "code")
    type: TargetType | None = shown(Target, "type")
    name: str | None = shown(Target, "name")
    city: str | None = shown(Region, "city")
    district: str | None = shown(Region, "district")
    village: str | None = shown(Region, "village")
    rw: int | None = shown(Target, "rw")
    address: str | None = shown(Target, "address")
    latitude: float | None = shown(Target, "latitude")
    longitude: float | None = shown(Target, "longitude")
    poor_households: int | None = shown(Target, "poor_households")
    people: int | None = shown(Target, "people")
    head: str | None = shown(Target, "head")
    priority: int | None = shown(Target, "priority")
    odp: int | None = shown(Target, "odp")
    pdp: int | None = shown(Target, "pdp")
    positive: int | None = shown(Target, "positive")
    give: str | None = column(
        "Beri Bantuan",
        "Tautan formulir dengan sasaran ini sudah terisi.",
        kind=Kind.LINK,
        owner=_SYSTEM,
        audience=_PUBLIC,
        width=200,
    )


class PublicCommitment(Row):
    """What the public reads of a commitment. Row k is commitment k."""

    number: int | None = shown(Commitment, "number")
    version: int | None = shown(Commitment, "version")
    shown_name: str | None = shown(Commitment, "shown_name")
    group: str | None = shown(Donor, "group")
    target: str | None = shown(Commitment, "target")
    village: str | None = shown(Region, "village")
    kind: str | None = shown(Commitment, "kind")
    amount: int | None = column(
        "jumlah",
        "Jumlah yang disetujui.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#value+committed",
    )
    unit: str | None = column("satuan", "Satuan.", owner=_SYSTEM, audience=_PUBLIC, hxl="#item+unit", width=70)
    date: dt.date | None = shown(Commitment, "date")
    status: PublicStatus | None = column(
        "status",
        "Keadaan komitmen; kosong bila masih ditinjau atau ditolak.",
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#status",
        choices=PublicStatus,
        width=140,
    )
    delivered: int | None = shown(Commitment, "delivered")


class PublicCash(Row):
    """Cash given to an aggregator, without the donor unless it consented."""

    shown_name: str | None = shown(Cash, "shown_name")
    aggregator: str | None = shown(Cash, "aggregator")
    rupiah: int | None = shown(Cash, "rupiah")
    date: dt.date | None = shown(Cash, "date")


class Guide(Row):
    """How to give and how to complain."""

    topic: str | None = column("topik", "Topik.", owner=_SYSTEM, audience=_PUBLIC, width=200)
    text: str | None = column("penjelasan", "Penjelasan.", owner=_SYSTEM, audience=_PUBLIC, width=640)


TARGETS = Tab("Sasaran", 2001, PublicTarget, "Siapa yang membutuhkan.", book="public", keyed_by="code")
AVAILABILITY = Tab("Ketersediaan", 2002, Availability, "Sisa kuota.", book="public")
COMMITMENTS = Tab(
    "Komitmen",
    2003,
    PublicCommitment,
    "Siapa menjanjikan apa.",
    book="public",
    keyed_by="number",
    spare_rows=1000,
)
FIGURES = Tab("Rekap", 2004, Figure, "Angka rekap.", book="public")
CASH = Tab("Dana", 2005, PublicCash, "Dana tunai kepada agregator.", book="public")
GUIDE = Tab("Panduan", 2006, Guide, "Cara memberi dan cara mengadu.", book="public")

TABS: tuple[Tab, ...] = (TARGETS, AVAILABILITY, COMMITMENTS, FIGURES, CASH, GUIDE)

BLANK_LETTER = "surat-pernyataan-kosong.pdf"
"""The name, in the bucket of open data, of a letter of commitment to fill in by hand."""

GUIDE_ROWS: tuple[Guide, ...] = (
    Guide(topic="Cara memberi", text="Isi formulir komitmen: pilih sasaran, jenis bantuan, jumlah dan tanggal."),
    Guide(topic="Setelah mengisi", text="Jawaban dikirim lewat surel, berikut nama penanggung jawab sasaran."),
    Guide(topic="Nama donatur", text="Nama hanya ditampilkan bila donatur mengizinkannya."),
    Guide(topic="Pengaduan", text="Laporkan lewat aplikasi JAKI atau kantor kelurahan setempat."),
)

"""The public workbook *KSBB Publik* and the open data: written only by the system, field by field (design, 6 and 8).

A column repeats a private one that is declared public, by `shown`, or says something of its own, by `said`. Both want
words for the public: what a column holds, never what staff must do with it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sheets_schema.column import Audience, Kind, Owner, Row, Tab, column, shown
from sheets_schema.private import AidKind, Availability, Cash, Commitment, Donor, Figure, Period, Region, Target
from sheets_schema.terms import Active, Frequency, PeriodStatus, PublicStatus, TargetType

TITLE = "KSBB Publik"


def said(label: str, help_text: str, **options: Any) -> Any:
    """Declare a public column that no private one holds: made of public values alone."""
    return column(label, help_text, owner=Owner.SYSTEM, audience=Audience.PUBLIC, **options)


_CASES = "Kurang dari 5 ditulis 1-4, supaya tidak seorang pun dapat dikenali. Kosong: tidak dilaporkan."


class PublicTarget(Row):
    """What the public reads of a target. The address is given for institutions only."""

    place: str | None = said("sasaran", "Siapa yang membutuhkan: RW atau lembaga.", hxl="#loc+name", width=240)
    type: TargetType | None = shown(Target, "type", "Jenis sasaran: RW, panti atau pesantren.", width=110)
    left: str | None = said(
        "sisa",
        "Yang masih dapat dijanjikan untuk periode berjalan atau berikutnya, menurut rekap terakhir.",
        width=470,
    )
    give: str | None = said(
        "Beri Bantuan", "Tautan formulir dengan sasaran ini sudah terisi.", kind=Kind.LINK, width=200
    )
    village: str | None = shown(Region, "village", "Kelurahan tempat sasaran.")
    district: str | None = shown(Region, "district", "Kecamatan tempat sasaran.")
    city: str | None = shown(Region, "city", "Kota atau kabupaten administrasi tempat sasaran.")
    rw: int | None = shown(Target, "rw", "Nomor RW. Kosong untuk lembaga.")
    address: str | None = shown(Target, "address", "Alamat lembaga. Kosong untuk RW.")
    poor_households: int | None = shown(
        Target, "poor_households", "Banyaknya kepala keluarga rentan: dasar kuota untuk RW."
    )
    people: int | None = shown(Target, "people", "Banyaknya orang: dasar kuota untuk lembaga.")
    head: str | None = shown(Target, "head", "Nama ketua RW atau pimpinan lembaga.")
    priority: int | None = shown(Target, "priority", "Urutan yang didahulukan: 1 paling dahulu.")
    odp: str | None = shown(Target, "odp", f"Orang dalam pemantauan. {_CASES}", kind=Kind.TEXT)
    pdp: str | None = shown(Target, "pdp", f"Pasien dalam pengawasan. {_CASES}", kind=Kind.TEXT)
    positive: str | None = shown(Target, "positive", f"Kasus positif. {_CASES}", kind=Kind.TEXT)
    latitude: float | None = shown(Target, "latitude", "Lintang, derajat desimal.")
    longitude: float | None = shown(Target, "longitude", "Bujur, derajat desimal.")
    code: str = shown(Target, "code", "Kode sasaran, sama di semua tabel.", label="kode sasaran")
    region: str | None = shown(Region, "code", "Kode kelurahan Kemendagri.", label="kode kelurahan")


class PublicAvailability(Row):
    """Room left per target, kind of aid and time, in words before codes."""

    place: str | None = said("sasaran", "Siapa yang membutuhkan: RW atau lembaga.", hxl="#loc+name", width=240)
    kind_name: str | None = said("jenis bantuan", "Nama jenis bantuan.", hxl="#item+name", width=180)
    when: str | None = said("berlaku", "Hari atau rentang hari yang dicakup kuota ini.", width=220)
    left: int | None = shown(
        Availability,
        "left",
        "Yang masih dapat dijanjikan: kuota dikurangi yang belum tiba dan yang tersalur. Kosong: waktunya sudah lewat.",
    )
    unit: str | None = said("satuan", "Satuan jenis bantuan ini: paket, porsi, unit.", hxl="#item+unit", width=70)
    quota: int | None = shown(Availability, "quota", "Kebutuhan yang dapat dipenuhi pada waktu itu.")
    committed: int | None = shown(Availability, "committed", "Yang sudah dijanjikan dan belum tiba.")
    delivered: int | None = shown(Availability, "delivered", "Yang sudah tiba.")
    village: str | None = shown(Region, "village", "Kelurahan tempat sasaran.")
    district: str | None = shown(Region, "district", "Kecamatan tempat sasaran.")
    city: str | None = shown(Region, "city", "Kota atau kabupaten administrasi tempat sasaran.")
    start: dt.date | None = said("mulai", "Hari pertama kuota ini.", kind=Kind.DATE, hxl="#date+start")
    end: dt.date | None = said("selesai", "Hari terakhir kuota ini.", kind=Kind.DATE, hxl="#date+end")
    target: str | None = shown(Availability, "target", "Kode sasaran, sama di semua tabel.", label="kode sasaran")
    kind: str | None = shown(Availability, "kind", "Kode jenis bantuan, lihat tabel Jenis Bantuan.", label="kode jenis")
    period: str | None = shown(
        Availability,
        "period",
        "Di bawah apa kuota dihitung: kode periode, musim, atau tanggal untuk bantuan harian.",
        label="kode kuota",
    )


class PublicCommitment(Row):
    """What the public reads of a commitment. Row k is commitment k."""

    number: int | None = shown(Commitment, "number", "Nomor komitmen; tidak pernah berubah.", width=70)
    status: PublicStatus | None = said(
        "status",
        "Keadaan komitmen; kosong bila masih ditinjau atau ditolak.",
        hxl="#status",
        choices=PublicStatus,
        width=140,
    )
    aid: str | None = said("bantuan", "Berapa dan apa yang disetujui.", hxl="#item+description", width=220)
    place: str | None = said("sasaran", "Untuk siapa: RW atau lembaga.", hxl="#loc+name", width=240)
    date: dt.date | None = shown(Commitment, "date", "Hari pertama penyaluran.")
    days: int | None = shown(Commitment, "days", "Lama penyaluran dalam hari.", width=60)
    shown_name: str | None = shown(
        Commitment, "shown_name", "Siapa yang memberi; namanya hanya bila diizinkan.", label="donatur", width=230
    )
    group: str | None = shown(Donor, "group", "Golongan donatur.")
    channel: str | None = said(
        "jalur", "Disalurkan sendiri, atau lewat agregator yang mana.", hxl="#channel", width=160
    )
    amount: int | None = shown(
        Commitment, "approved", "Jumlah yang disetujui, dalam satuan jenis bantuan itu.", label="jumlah"
    )
    unit: str | None = said("satuan", "Satuan jumlah: paket, porsi, unit.", hxl="#item+unit", width=70)
    delivered: int | None = shown(Commitment, "delivered", "Jumlah yang sudah tiba, dalam satuan yang sama.")
    arrived: dt.date | None = said(
        "tercatat tiba", "Tanggal kedatangan terakhir dicatat.", kind=Kind.DATE, hxl="#date+arrived"
    )
    committed: dt.date | None = said(
        "tanggal komitmen", "Tanggal komitmen ini disetujui.", kind=Kind.DATE, hxl="#date+committed"
    )
    type: TargetType | None = shown(Target, "type", "Jenis sasaran: RW, panti atau pesantren.", label="tipe sasaran")
    village: str | None = shown(Region, "village", "Kelurahan tempat sasaran.")
    district: str | None = shown(Region, "district", "Kecamatan tempat sasaran.")
    city: str | None = shown(Region, "city", "Kota atau kabupaten administrasi tempat sasaran.")
    target: str | None = shown(Commitment, "target", "Kode sasaran, sama di semua tabel.", label="kode sasaran")
    kind: str | None = shown(Commitment, "kind", "Kode jenis bantuan, lihat tabel Jenis Bantuan.", label="kode jenis")
    period: str | None = shown(Commitment, "period", "Kode periode, lihat tabel Periode.", label="kode periode")
    region: str | None = shown(Region, "code", "Kode kelurahan Kemendagri.", label="kode kelurahan")
    version: int | None = shown(Commitment, "version", "Nomor keputusan terakhir yang mengubah baris ini.")


class PublicPeriod(Row):
    """When quotas run, and until when one may promise."""

    start: dt.date | None = shown(Period, "start", "Hari pertama penyaluran.")
    end: dt.date | None = shown(Period, "end", "Hari terakhir penyaluran.")
    commit_by: dt.date | None = shown(Period, "commit_by", "Hari terakhir untuk menyampaikan komitmen.")
    deliver_by: dt.date | None = shown(Period, "deliver_by", "Hari terakhir untuk menyalurkan bantuan.")
    status: PeriodStatus | None = shown(Period, "status", "buka: komitmen masih diterima.")
    season: str | None = shown(Period, "season", "Musim: jenis bantuan 'sekali' dihitung sekali dalam satu musim.")
    code: str = shown(Period, "code", "Kode periode, sama di semua tabel.", label="kode periode")


class PublicKind(Row):
    """What may be given: what is in it, and on which terms."""

    name: str | None = shown(AidKind, "name", "Nama jenis bantuan.", label="jenis bantuan")
    unit: str | None = shown(AidKind, "unit", "Satuan: paket, porsi, unit.")
    content: str | None = shown(AidKind, "content", "Isi satu satuan sebagai acuan donatur.", width=420, wraps=True)
    terms: str | None = shown(AidKind, "terms", "Syarat bantuan yang dapat diterima.", width=420, wraps=True)
    frequency: Frequency | None = shown(
        AidKind, "frequency", "Kuota berlaku untuk satu hari, satu periode, atau sekali dalam satu musim."
    )
    status: Active | None = shown(AidKind, "status", "tidak aktif: sekarang tidak ditanyakan di formulir.")
    called: str | None = shown(AidKind, "called", "Sebutan dalam siaran pers, bila lain daripada satuan dan nama.")
    program: str | None = shown(AidKind, "program", "Program yang memuat jenis bantuan ini.", kind=Kind.CODE)
    code: str = shown(AidKind, "code", "Kode jenis bantuan, sama di semua tabel.", label="kode jenis")


class PublicFigure(Row):
    """One figure of the recap."""

    figure: str | None = shown(Figure, "figure", "Apa yang dihitung.")
    group: str | None = shown(
        Figure, "group", "Bagian mana: jenis bantuan, tempat, golongan, atau kalimat.", width=520, wraps=True
    )
    value: int | None = shown(Figure, "value", "Angkanya; kosong untuk kalimat.")
    unit: str | None = shown(Figure, "unit", "Satuan angka itu.")
    as_of: dt.datetime | None = shown(Figure, "as_of", "Keadaan per tanggal dan jam ini.")


class PublicCash(Row):
    """Cash given to an aggregator, without the donor unless it consented."""

    shown_name: str | None = shown(
        Cash, "shown_name", "Siapa yang memberi; namanya hanya bila diizinkan.", label="donatur"
    )
    aggregator: str | None = shown(Cash, "aggregator", "Agregator yang menerima dana.")
    rupiah: int | None = shown(Cash, "rupiah", "Jumlah dalam rupiah.")
    date: dt.date | None = shown(Cash, "date", "Tanggal diterima.")


class Guide(Row):
    """How to give and how to complain."""

    topic: str | None = said("topik", "Tentang apa.", width=200)
    text: str | None = said("penjelasan", "Penjelasannya.", width=640, wraps=True)


class Delivery(Row):
    """One day on which a commitment that counts is delivered; a party is known here by its order alone."""

    date: dt.date | None = said("tanggal", "Hari penyaluran.", kind=Kind.DATE, hxl="#date+delivery")
    place: str | None = said("sasaran", "Untuk siapa: RW atau lembaga.", hxl="#loc+name")
    kind_name: str | None = said("jenis bantuan", "Nama jenis bantuan.", hxl="#item+name")
    number: int | None = shown(Commitment, "number", "Nomor komitmen, lihat tabel Komitmen.", label="nomor komitmen")
    party: int | None = said(
        "pihak ke",
        "Donatur atau agregator keberapa untuk sasaran, jenis dan hari yang sama. Lebih dari 1: tumpang tindih.",
        kind=Kind.INTEGER,
    )
    new_party: int | None = said(
        "pihak baru",
        "1 di baris pertama tiap pihak yang berkomitmen untuk RW, selain itu 0: jumlahnya sama dengan banyaknya pihak.",
        kind=Kind.INTEGER,
    )
    target: str | None = shown(Commitment, "target", "Kode sasaran, sama di semua tabel.", label="kode sasaran")
    kind: str | None = shown(Commitment, "kind", "Kode jenis bantuan, lihat tabel Jenis Bantuan.", label="kode jenis")


class QuotaTaken(Row):
    """A quota of a whole period, and how much of it is promised or has arrived: what recaps tell to be filled."""

    place: str | None = said("sasaran", "Siapa yang membutuhkan: RW atau lembaga.", hxl="#loc+name")
    kind_name: str | None = said("jenis bantuan", "Nama jenis bantuan.", hxl="#item+name")
    quota: int | None = said(
        "kuota", "Kuota seluruh periode; kuota harian dijumlahkan.", kind=Kind.INTEGER, hxl="#capacity"
    )
    used: int | None = said(
        "terisi", "Yang belum tiba ditambah yang tersalur.", kind=Kind.INTEGER, hxl="#capacity+used"
    )
    city: str | None = shown(Region, "city", "Kota atau kabupaten administrasi tempat sasaran.")
    target: str | None = shown(Availability, "target", "Kode sasaran, sama di semua tabel.", label="kode sasaran")
    kind: str | None = shown(Availability, "kind", "Kode jenis bantuan, lihat tabel Jenis Bantuan.", label="kode jenis")
    period: str | None = shown(Commitment, "period", "Kode periode, lihat tabel Periode.", label="kode periode")


TARGETS = Tab(
    "Sasaran",
    2001,
    PublicTarget,
    "Siapa yang membutuhkan, dan apa.",
    book="public",
    keyed_by="code",
    frozen_columns=1,
)
AVAILABILITY = Tab(
    "Ketersediaan",
    2002,
    PublicAvailability,
    "Berapa yang masih dapat dijanjikan, untuk siapa dan kapan.",
    book="public",
    frozen_columns=1,
)
COMMITMENTS = Tab(
    "Komitmen",
    2003,
    PublicCommitment,
    "Siapa menjanjikan apa kepada siapa, dan apa yang sudah tiba.",
    book="public",
    keyed_by="number",
    frozen_columns=1,
    spare_rows=1000,
)
FIGURES = Tab("Rekap", 2004, PublicFigure, "Angka program menurut rekap harian terakhir.", book="public")
CASH = Tab("Dana", 2005, PublicCash, "Dana tunai kepada agregator; tidak dihitung sebagai paket.", book="public")
GUIDE = Tab("Panduan", 2006, Guide, "Cara memberi, cara mengadu, dan data terbuka.", book="public")
PERIODS = Tab("Periode", 2007, PublicPeriod, "Kapan kuota berlaku, dan batas waktunya.", book="public", keyed_by="code")
AID_KINDS = Tab("Jenis Bantuan", 2008, PublicKind, "Apa yang dapat diberikan.", book="public", keyed_by="code")

TABS: tuple[Tab, ...] = (TARGETS, AVAILABILITY, COMMITMENTS, FIGURES, PERIODS, AID_KINDS, CASH, GUIDE)

DELIVERIES = Tab(
    "Jadwal", 2009, Delivery, "Hari penyaluran tiap komitmen, dan banyaknya pihak pada hari itu.", book="public"
)
QUOTAS_TAKEN = Tab(
    "Kuota", 2010, QuotaTaken, "Kuota periode berjalan tiap sasaran aktif, dan berapa yang terisi.", book="public"
)

OPEN_ONLY: tuple[Tab, ...] = (DELIVERIES, QUOTAS_TAKEN)
"""Tables of the open data alone, for who computes figures again; people find the same in the tabs above."""

BLANK_LETTER = "surat-pernyataan-kosong.pdf"
"""The name, in the bucket of open data, of a letter of commitment to fill in by hand."""

GUIDE_ROWS: tuple[Guide, ...] = (
    Guide(topic="Cara memberi", text="Isi formulir komitmen: pilih sasaran, jenis bantuan, jumlah dan tanggal."),
    Guide(topic="Apa yang dapat diberi", text="Isi paket dan syarat tiap jenis bantuan ada di tab Jenis Bantuan."),
    Guide(topic="Setelah mengisi", text="Jawaban dikirim lewat surel, berikut nama penanggung jawab sasaran."),
    Guide(topic="Nama donatur", text="Nama hanya ditampilkan bila donatur mengizinkannya."),
    Guide(topic="Pengaduan", text="Laporkan lewat aplikasi JAKI atau kantor kelurahan setempat."),
)

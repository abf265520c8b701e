"""The private workbook *KSBB Operasional*: its tabs and columns (design, section 6)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sheets_schema import lengths
from sheets_schema.column import UNIT_OF_KIND, Audience, Kind, Owner, Row, Tab, column
from sheets_schema.terms import (
    Action,
    Active,
    Basis,
    DonorGroup,
    Frequency,
    PeriodStatus,
    Status,
    TargetType,
    YesNo,
)

TITLE = "KSBB Operasional"

_SYSTEM, _PUBLIC, _COORDINATOR = Owner.SYSTEM, Audience.PUBLIC, Audience.COORDINATOR


def _choice(tab: str) -> Any:
    """What staff pick in other tabs to point at a row of this one."""
    return column("pilihan", f"Teks yang dipilih di tab lain: kode dan {tab}.", owner=_SYSTEM, beside=True, width=260)


class Commitment(Row):
    """Row k is commitment k. Everything but the request columns is a view of the journal and the form."""

    number: int = column(
        "nomor",
        "Nomor komitmen. Baris ke-k memuat komitmen ke-k; jangan diurutkan, pakai tampilan filter.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#meta+id",
        required=True,
        width=50,
    )
    donor: str | None = column(
        "donatur",
        "Kode donatur (lihat tab Donatur) dan nama lembaga atau perorangan.",
        owner=_SYSTEM,
        width=170,
        wraps=True,
    )
    place: str | None = column(
        "tujuan",
        "Tempat yang dibantu, menurut tab Sasaran. Kodenya ada di kolom sasaran.",
        owner=_SYSTEM,
        width=180,
        wraps=True,
    )
    action: str | None = column(
        "tindakan", "Pilih tindakan. Dibaca setelah kolom petugas diisi.", choices=Action, vital=True, width=105
    )
    amount: int | None = column(
        "jumlah",
        "Jumlah TOTAL (bukan tambahan): yang disetujui, atau yang sudah tiba.",
        kind=Kind.INTEGER,
        vital=True,
        minimum=0,
        maximum=1_000_000,
        units=(UNIT_OF_KIND,),
        width=65,
    )
    new_date: dt.date | None = column(
        "jadwal baru", "Tanggal penyaluran yang baru, bila diubah.", kind=Kind.DATE, vital=True, width=90
    )
    staff_reason: str | None = column(
        "alasan petugas", "Alasan singkat. Jangan menulis nomor telepon di sini.", width=120, wraps=True
    )
    staff: str | None = column(
        "petugas", "Nama atau inisial Anda. Isi TERAKHIR: permintaan dibaca setelah ini terisi.", vital=True, width=70
    )
    result: str | None = column(
        "hasil", "Jawaban sistem atas permintaan petugas.", owner=_SYSTEM, width=180, wraps=True
    )
    status: str | None = column(
        "status", "Keadaan komitmen.", owner=_SYSTEM, audience=_PUBLIC, hxl="#status", choices=Status, width=100
    )
    aid: str | None = column(
        "bantuan",
        "Apa dan berapa banyak; '10 dari 51' berarti sepuluh disetujui dari 51 yang ditawarkan.",
        owner=_SYSTEM,
        width=160,
        wraps=True,
    )
    approved: int | None = column(
        "disetujui",
        "Jumlah yang disetujui menurut sisa kuota.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#output+committed",
        width=80,
    )
    delivered: int | None = column(
        "tersalur",
        "Jumlah yang sudah tiba.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#output+delivered",
        width=80,
    )
    date: dt.date | None = column(
        "jadwal",
        "Tanggal penyaluran (hari pertama).",
        kind=Kind.DATE,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#date+delivery",
        width=90,
    )
    days: int | None = column(
        "hari", "Lama penyaluran dalam hari.", kind=Kind.INTEGER, owner=_SYSTEM, audience=_PUBLIC, width=50
    )
    reason: str | None = column(
        "alasan",
        "Mengapa komitmen ini ditolak, ditinjau, atau disetujui sebagian.",
        owner=_SYSTEM,
        width=260,
        wraps=True,
    )
    contact: str | None = column(
        "narahubung", "Nama orang yang dapat dihubungi.", owner=_SYSTEM, audience=_COORDINATOR, width=160
    )
    phone: str | None = column(
        "telepon", "Nomor telepon narahubung.", kind=Kind.PHONE, owner=_SYSTEM, audience=_COORDINATOR
    )
    email: str | None = column(
        "surel", "Alamat surel narahubung.", kind=Kind.EMAIL, owner=_SYSTEM, audience=_COORDINATOR, width=180
    )
    shown_name: str | None = column(
        "nama tampil", "Nama yang dibaca publik.", owner=_SYSTEM, audience=_PUBLIC, hxl="#org+name", width=200
    )
    asked: int | None = column("diminta", "Jumlah yang ditawarkan donatur.", kind=Kind.INTEGER, owner=_SYSTEM, width=80)
    channel: str | None = column("jalur", "Disalurkan sendiri atau lewat agregator.", owner=_SYSTEM)
    aggregator: str | None = column(
        "agregator", "Agregator yang menyalurkan, bila ada.", owner=_SYSTEM, audience=_PUBLIC
    )
    extra: str | None = column(
        "isian tambahan",
        "Jawaban donatur atas pertanyaan yang ditambahkan sendiri di formulir. Hanya untuk dibaca; tidak ada keputusan "
        "yang bergantung padanya.",
        owner=_SYSTEM,
        width=200,
    )
    target: str | None = column(
        "sasaran",
        "Kode sasaran (lihat tab Sasaran).",
        kind=Kind.CODE,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#loc+code",
        width=160,
    )
    kind: str | None = column(
        "jenis", "Kode jenis bantuan.", kind=Kind.CODE, owner=_SYSTEM, audience=_PUBLIC, hxl="#item+code"
    )
    period: str | None = column(
        "periode",
        "Periode kuota yang memuat tanggal penyaluran.",
        kind=Kind.CODE,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#meta+period",
    )
    version: int | None = column(
        "versi",
        "Nomor entri jurnal terakhir yang mengubah baris ini.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#meta+version",
        width=50,
        hidden=True,
    )
    response: str | None = column(
        "respons", "Kode jawaban formulir asal komitmen ini.", kind=Kind.CODE, owner=_SYSTEM, hidden=True
    )


class Target(Row):
    """A neighbourhood or institution in need. Staff rows, found by code."""

    code: str = column(
        "kode",
        "Kode sasaran, tidak berulang dan tidak diubah.",
        kind=Kind.CODE,
        required=True,
        audience=_PUBLIC,
        hxl="#loc+code",
        width=160,
    )
    type: TargetType = column(
        "tipe", "Jenis sasaran.", choices=TargetType, required=True, audience=_PUBLIC, hxl="#loc+type"
    )
    region: str = column(
        "wilayah",
        "Kelurahan, dipilih dari daftar.",
        kind=Kind.REFERENCE,
        reference="Wilayah.pilihan",
        required=True,
        audience=_PUBLIC,
        hxl="#adm4+name",
        width=220,
    )
    rw: int | None = column(
        "rw",
        "Nomor RW (angka saja).",
        kind=Kind.INTEGER,
        minimum=1,
        maximum=99,
        units=("rw",),
        audience=_PUBLIC,
        hxl="#loc+rw",
        width=50,
    )
    name: str | None = column("nama", "Nama lembaga. Kosongkan untuk RW.", audience=_PUBLIC, hxl="#loc+name", width=200)
    address: str | None = column(
        "alamat", "Alamat lembaga. Alamat RW tidak dipublikasikan.", audience=_PUBLIC, width=220
    )
    latitude: float | None = column(
        "lintang",
        "Lintang, derajat desimal.",
        kind=Kind.DECIMAL,
        minimum=-11,
        maximum=6,
        units=("°",),
        audience=_PUBLIC,
        hxl="#geo+lat",
        width=80,
    )
    longitude: float | None = column(
        "bujur",
        "Bujur, derajat desimal.",
        kind=Kind.DECIMAL,
        minimum=95,
        maximum=141,
        units=("°",),
        audience=_PUBLIC,
        hxl="#geo+lon",
        width=80,
    )
    households: int | None = column(
        "jumlah kk",
        "Jumlah kepala keluarga.",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=100_000,
        units=("kk", "kepala keluarga"),
    )
    poor_households: int | None = column(
        "jumlah kk rentan",
        "Jumlah kepala keluarga rentan: dasar kuota RW.",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=100_000,
        units=("kk", "kepala keluarga"),
        audience=_PUBLIC,
        hxl="#inneed+hh",
    )
    people: int | None = column(
        "jumlah orang",
        "Jumlah orang: dasar kuota lembaga.",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=1_000_000,
        units=("orang", "jiwa"),
        audience=_PUBLIC,
        hxl="#inneed+ind",
    )
    head: str | None = column("nama ketua", "Nama ketua RW atau pimpinan lembaga.", audience=_PUBLIC, width=160)
    coordinator: str | None = column(
        "kode pj",
        "Penanggung jawab, dipilih dari daftar; kodenya saja juga boleh.",
        kind=Kind.REFERENCE,
        reference="Penanggung Jawab.pilihan",
        width=160,
    )
    priority: int | None = column(
        "prioritas",
        "1 = didahulukan.",
        kind=Kind.INTEGER,
        minimum=1,
        maximum=9,
        audience=_PUBLIC,
        hxl="#priority",
        width=70,
    )
    odp: int | None = column(
        "odp",
        "Orang dalam pemantauan (boleh kosong).",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=100_000,
        units=("orang", "kasus"),
        audience=_PUBLIC,
        width=60,
    )
    pdp: int | None = column(
        "pdp",
        "Pasien dalam pengawasan (boleh kosong).",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=100_000,
        units=("orang", "kasus"),
        audience=_PUBLIC,
        width=60,
    )
    positive: int | None = column(
        "positif",
        "Kasus positif (boleh kosong).",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=100_000,
        units=("orang", "kasus"),
        audience=_PUBLIC,
        width=60,
    )
    status: Active = column("status", "Aktif: dapat menerima komitmen baru.", choices=Active, required=True)
    choice: str | None = _choice("nama tempat")


class ToContact(Row):
    """Messages for staff to send by WhatsApp and tick."""

    number: int | None = column("nomor", "Nomor pesan.", kind=Kind.INTEGER, owner=_SYSTEM, width=70)
    coordinator: str | None = column("pj", "Nama penanggung jawab.", owner=_SYSTEM, width=160)
    phone: str | None = column("telepon", "Nomor WhatsApp.", kind=Kind.PHONE, owner=_SYSTEM)
    message: str | None = column(
        "pesan",
        "Tekan untuk membuka WhatsApp dengan pesan yang sudah terisi; pesan panjang berupa beberapa tautan.",
        kind=Kind.LINK,
        owner=_SYSTEM,
        width=360,
        longest=lengths.LINKS,
    )
    since: dt.datetime | None = column("sejak", "Sejak kapan pesan ini menunggu.", kind=Kind.MOMENT, owner=_SYSTEM)
    done: str | None = column("sudah", "Setelah pesan dikirim, ketik ya dan nomornya, misalnya: ya 12")
    hint: str | None = column(
        "hasil", "Bila sudah tidak menyebut pesan baris ini: apa yang perlu diketik.", owner=_SYSTEM, width=320
    )
    code: str | None = column(
        "kode", "Kode pesan dan keadaan yang ditunjukkan baris ini.", kind=Kind.CODE, owner=_SYSTEM, hidden=True
    )


class Problem(Row):
    """A finding of the data doctor."""

    tab: str | None = column("tab", "Tab yang bermasalah.", owner=_SYSTEM)
    cell: str | None = column("sel", "Alamat sel.", owner=_SYSTEM, width=70)
    content: str | None = column("isi", "Isi sel sekarang.", owner=_SYSTEM, width=200)
    problem: str | None = column("masalah", "Apa yang salah.", owner=_SYSTEM, width=360)
    remedy: str | None = column("ketik ini", "Apa yang perlu diketik atau dilakukan.", owner=_SYSTEM, width=320)
    link: str | None = column("tautan", "Tautan ke sel.", kind=Kind.LINK, owner=_SYSTEM, width=320)


class Availability(Row):
    """Room left per target, kind and quota key."""

    target: str | None = column(
        "sasaran", "Kode sasaran.", kind=Kind.CODE, owner=_SYSTEM, audience=_PUBLIC, hxl="#loc+code"
    )
    kind: str | None = column(
        "jenis", "Kode jenis bantuan.", kind=Kind.CODE, owner=_SYSTEM, audience=_PUBLIC, hxl="#item+code"
    )
    period: str | None = column(
        "periode",
        "Periode, musim atau tanggal kuota.",
        kind=Kind.CODE,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#meta+period",
    )
    quota: int | None = column("kuota", "Kuota.", kind=Kind.INTEGER, owner=_SYSTEM, audience=_PUBLIC, hxl="#capacity")
    committed: int | None = column(
        "belum tiba",
        "Yang dijanjikan dan belum tiba.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#output+committed",
    )
    delivered: int | None = column(
        "tersalur", "Yang sudah tiba.", kind=Kind.INTEGER, owner=_SYSTEM, audience=_PUBLIC, hxl="#output+delivered"
    )
    left: int | None = column(
        "sisa", "Sisa kuota.", kind=Kind.INTEGER, owner=_SYSTEM, audience=_PUBLIC, hxl="#capacity+left"
    )


class Coordinator(Row):
    """The person in charge of targets (penanggung jawab, PJ). E-mail is optional: many live on WhatsApp."""

    code: str = column("kode", "Kode penanggung jawab, tidak berulang.", kind=Kind.CODE, required=True)
    name: str = column("nama", "Nama lengkap.", required=True, width=180)
    position: str | None = column("jabatan", "Jabatan.", width=160)
    phone: str = column("telepon", "Nomor WhatsApp, ditulis sebagai teks: 0812….", kind=Kind.PHONE, required=True)
    email: str | None = column("surel", "Alamat surel (boleh kosong).", kind=Kind.EMAIL, width=180)
    successor: str | None = column(
        "pengganti",
        "Penanggung jawab yang menggantikan, bila sudah diganti: pilih dari daftar, atau ketik kodenya.",
        kind=Kind.REFERENCE,
        reference="Penanggung Jawab.pilihan",
        vital=True,
        width=160,
    )
    choice: str | None = _choice("nama orang")


class Donor(Row):
    """Row k is donor k. Staff merge doubles and approve names here."""

    code: str = column("kode", "Kode donatur.", kind=Kind.CODE, owner=_SYSTEM, required=True, width=70)
    organisation: str | None = column(
        "lembaga", "Nama lembaga atau perorangan, seperti ditulis pertama kali.", owner=_SYSTEM, width=240, wraps=True
    )
    same_as: str | None = column(
        "sama dengan",
        "Donatur lain, bila ini donatur yang sama: pilih dari daftar, atau ketik kodenya.",
        kind=Kind.REFERENCE,
        reference="Donatur.pilihan",
        width=170,
    )
    approved_name: str | None = column(
        "nama tampil disetujui", "Nama yang boleh tampil, setelah petugas memeriksanya.", width=220
    )
    shown_name: str | None = column(
        "nama tampil", "Nama yang dibaca publik.", owner=_SYSTEM, audience=_PUBLIC, width=220
    )
    consent: str | None = column(
        "izin tampil", "Apakah donatur mengizinkan namanya tampil.", owner=_SYSTEM, choices=YesNo
    )
    group: str | None = column(
        "golongan", "Golongan donatur.", owner=_SYSTEM, audience=_PUBLIC, hxl="#org+type", choices=DonorGroup
    )
    aggregator: str | None = column("agregator", "Agregator yang dipakai, bila ada.", owner=_SYSTEM)
    choice: str | None = column(
        "pilihan", "Teks yang dipilih di kolom sama dengan: kode dan nama.", owner=_SYSTEM, width=260
    )
    version: int | None = column(
        "versi",
        "Nomor entri jurnal terakhir yang mengubah baris ini.",
        kind=Kind.INTEGER,
        owner=_SYSTEM,
        width=50,
        hidden=True,
    )


class QuotaOverride(Row):
    """A quota that staff set by hand, with a reason. Overrides only; all else follows from Jenis Bantuan."""

    target: str = column(
        "sasaran",
        "Sasaran, dipilih dari daftar; kodenya saja juga boleh.",
        kind=Kind.REFERENCE,
        reference="Sasaran.pilihan",
        required=True,
        width=220,
    )
    kind: str = column(
        "jenis",
        "Jenis bantuan, dipilih dari daftar; kodenya saja juga boleh.",
        kind=Kind.REFERENCE,
        reference="Jenis Bantuan.pilihan",
        required=True,
        width=160,
    )
    period: str | None = column(
        "periode",
        "Periode, dipilih dari daftar; kodenya saja juga boleh. Kosong: berlaku untuk semua periode.",
        kind=Kind.REFERENCE,
        vital=True,
        reference="Periode.pilihan",
        width=180,
    )
    quota: int = column(
        "kuota tetap",
        "Kuota pengganti (per hari untuk jenis harian).",
        kind=Kind.INTEGER,
        minimum=0,
        maximum=10_000_000,
        required=True,
        units=(UNIT_OF_KIND,),
    )
    reason: str | None = column(
        "alasan", "Mengapa kuota ini berbeda dari rumus.", required=True, vital=False, width=280
    )
    about: str | None = column(
        "berlaku untuk",
        "Apa arti baris ini: tempat, jenis bantuan, dan waktunya.",
        owner=_SYSTEM,
        beside=True,
        width=340,
        wraps=True,
    )


class AidKind(Row):
    """A kind of aid and how its quota is computed."""

    code: str = column(
        "kode",
        "Kode jenis bantuan, tidak berulang dan tidak diubah setelah dipakai.",
        kind=Kind.CODE,
        required=True,
        audience=_PUBLIC,
        hxl="#item+code",
    )
    program: str | None = column(
        "program",
        "Program, dipilih dari daftar; kodenya saja juga boleh.",
        kind=Kind.REFERENCE,
        reference="Program.pilihan",
        required=True,
        vital=False,
        audience=_PUBLIC,
        hxl="#sector",
    )
    name: str = column(
        "nama",
        "Nama yang dibaca donatur dan publik.",
        required=True,
        audience=_PUBLIC,
        hxl="#item+name",
        width=180,
    )
    unit: str = column(
        "satuan", "Satuan: paket, porsi, unit.", required=True, audience=_PUBLIC, hxl="#item+unit", width=70
    )
    basis: Basis = column(
        "basis",
        "Dasar kuota RW. Lembaga selalu dihitung per orang, kecuali basis butir.",
        choices=Basis,
        required=True,
    )
    factor: float | None = column(
        "faktor",
        "Jumlah per KK rentan atau per orang untuk RW.",
        kind=Kind.DECIMAL,
        minimum=0,
        maximum=1000,
        width=60,
    )
    frequency: Frequency = column(
        "frekuensi",
        "Kuota berlaku per hari, per periode, atau sekali per musim.",
        choices=Frequency,
        required=True,
        audience=_PUBLIC,
    )
    value: int | None = column(
        "nilai acuan rp", "Nilai acuan per satuan, rupiah.", kind=Kind.RUPIAH, minimum=0, units=("rp",)
    )
    content: str | None = column("isi acuan", "Isi paket acuan.", audience=_PUBLIC, width=280)
    terms: str | None = column("syarat", "Syarat untuk donatur.", audience=_PUBLIC, width=280)
    factor_people: float | None = column(
        "faktor orang",
        "Jumlah per orang untuk lembaga.",
        kind=Kind.DECIMAL,
        minimum=0,
        maximum=1000,
        width=80,
    )
    status: Active | None = column(
        "status", "Tidak aktif: tidak ditanyakan di formulir.", choices=Active, vital=True, audience=_PUBLIC
    )
    called: str | None = column(
        "sebutan",
        "Sebutan setelah angka di siaran pers: paket makanan siap saji. Kosong: satuan dan nama.",
        audience=_PUBLIC,
        width=220,
    )
    choice: str | None = _choice("nama jenis")


class Period(Row):
    """A quota period with explicit dates; the real ones ran 7, 7, 7 and 9 days."""

    code: str = column(
        "kode",
        "Kode periode, tidak berulang dan tidak diubah setelah dipakai.",
        kind=Kind.CODE,
        required=True,
        audience=_PUBLIC,
        hxl="#meta+period",
    )
    start: dt.date = column(
        "mulai", "Hari pertama penyaluran.", kind=Kind.DATE, required=True, audience=_PUBLIC, hxl="#date+start"
    )
    end: dt.date = column(
        "selesai", "Hari terakhir penyaluran.", kind=Kind.DATE, required=True, audience=_PUBLIC, hxl="#date+end"
    )
    commit_by: dt.date = column(
        "batas komitmen",
        "Hari terakhir donatur dapat berkomitmen.",
        kind=Kind.DATE,
        required=True,
        audience=_PUBLIC,
        hxl="#date+commit",
    )
    deliver_by: dt.date = column(
        "batas salur",
        "Hari terakhir bantuan dapat disalurkan.",
        kind=Kind.DATE,
        required=True,
        audience=_PUBLIC,
        hxl="#date+deliver",
    )
    season: str = column(
        "musim",
        "Musim: kuota jenis 'sekali' dihitung per musim. Tidak diubah setelah dipakai.",
        kind=Kind.CODE,
        required=True,
        audience=_PUBLIC,
        hxl="#meta+season",
    )
    status: PeriodStatus = column(
        "status",
        "Buka: menerima komitmen.",
        choices=PeriodStatus,
        required=True,
        audience=_PUBLIC,
        hxl="#status",
    )
    choice: str | None = _choice("tanggalnya")


class Programme(Row):
    """One of the six programmes and the department in charge."""

    code: str = column("kode", "Kode program.", kind=Kind.CODE, required=True, audience=_PUBLIC)
    name: str | None = column("nama", "Nama program.", required=True, vital=False, audience=_PUBLIC, width=180)
    department: str | None = column(
        "skpd pengampu", "Perangkat daerah pengampu; boleh diubah.", audience=_PUBLIC, width=240
    )
    email: str | None = column("surel", "Surel pengampu; beberapa dipisahkan titik koma.", kind=Kind.EMAILS, width=180)
    active: YesNo = column("aktif", "Ya: program berjalan.", choices=YesNo, required=True)
    choice: str | None = _choice("nama program")


class Cash(Row):
    """Cash given to aggregators. Never counted as packages."""

    donor: str = column("donatur", "Nama donatur.", required=True, width=200)
    shown_name: str | None = column(
        "nama tampil", "Nama yang boleh dibaca publik.", audience=_PUBLIC, hxl="#org+name", width=200
    )
    consent: YesNo = column("izin tampil", "Ya: donatur mengizinkan namanya tampil.", choices=YesNo, required=True)
    aggregator: str = column(
        "agregator", "Agregator penerima dana.", required=True, audience=_PUBLIC, hxl="#org+aggregator"
    )
    rupiah: int = column(
        "rupiah",
        "Jumlah dalam rupiah, angka saja.",
        kind=Kind.RUPIAH,
        units=("rp",),
        minimum=1,
        maximum=50_000_000_000,
        required=True,
        audience=_PUBLIC,
        hxl="#value+cash+idr",
        width=140,
    )
    date: dt.date = column("tanggal", "Tanggal diterima.", kind=Kind.DATE, required=True, audience=_PUBLIC, hxl="#date")
    proof: str | None = column("bukti", "Nomor atau tautan bukti.", width=160)
    note: str | None = column("catatan", "Catatan.", width=200)


class Setting(Row):
    """One rule of the programme as a number or text."""

    key: str = column("kunci", "Nama pengaturan. Jangan diubah.", kind=Kind.CODE, required=True, width=220)
    value: str | int | float | None = column("nilai", "Nilai.", kind=Kind.ANY, width=280)
    note: str | None = column("keterangan", "Penjelasan.", width=480)


class Region(Row):
    """Reference: one kelurahan with its official code."""

    code: str = column(
        "kode",
        "Kode kelurahan Kemendagri.",
        kind=Kind.CODE,
        owner=_SYSTEM,
        audience=_PUBLIC,
        required=True,
        hxl="#adm4+code",
    )
    village: str = column(
        "kelurahan", "Kelurahan.", owner=_SYSTEM, audience=_PUBLIC, required=True, hxl="#adm4+name", width=180
    )
    district: str = column(
        "kecamatan", "Kecamatan.", owner=_SYSTEM, audience=_PUBLIC, required=True, hxl="#adm3+name", width=180
    )
    city: str = column(
        "kota",
        "Kota atau kabupaten administrasi.",
        owner=_SYSTEM,
        audience=_PUBLIC,
        required=True,
        hxl="#adm2+name",
        width=180,
    )
    choice: str = column("pilihan", "Teks yang dipilih di tab Sasaran.", owner=_SYSTEM, required=True, width=260)


class Figure(Row):
    """One figure of the recap."""

    figure: str | None = column(
        "angka", "Nama angka.", owner=_SYSTEM, audience=_PUBLIC, hxl="#indicator+name", width=280
    )
    group: str | None = column(
        "rincian", "Rincian.", owner=_SYSTEM, audience=_PUBLIC, hxl="#indicator+group", width=220
    )
    value: int | None = column(
        "nilai", "Nilai.", kind=Kind.INTEGER, owner=_SYSTEM, audience=_PUBLIC, hxl="#indicator+value+num"
    )
    unit: str | None = column("satuan", "Satuan.", owner=_SYSTEM, audience=_PUBLIC, hxl="#indicator+unit")
    as_of: dt.datetime | None = column(
        "per",
        "Keadaan per tanggal dan jam.",
        kind=Kind.MOMENT,
        owner=_SYSTEM,
        audience=_PUBLIC,
        hxl="#date+reported",
    )


class MailLog(Row):
    """What was sent, without its content."""

    at: dt.datetime | None = column("waktu", "Waktu kirim.", kind=Kind.MOMENT, owner=_SYSTEM)
    message: str | None = column("pesan", "Jenis pesan.", owner=_SYSTEM, width=200)
    recipient: str | None = column("penerima", "Kode penerima.", owner=_SYSTEM)
    commitment: int | None = column("komitmen", "Nomor komitmen.", kind=Kind.INTEGER, owner=_SYSTEM)
    outcome: str | None = column("hasil", "Terkirim, ditunda, atau gagal beserta obatnya.", owner=_SYSTEM, width=320)
    again: str | None = column(
        "kirim ulang",
        "Pilih ya di baris GAGAL untuk mencoba sekali lagi; sel ini lalu dikosongkan sistem.",
        choices=YesNo,
        width=90,
    )
    answer: str | None = column("jawaban", "Apa yang terjadi dengan kirim ulang.", owner=_SYSTEM, width=240)
    code: str | None = column("kode", "Pesan mana yang ada di baris ini.", owner=_SYSTEM, hidden=True)


class LooseCell(Row):
    """What staff typed and the system could not leave where it stood, or found written over."""

    at: dt.datetime | None = column("waktu", "Kapan isian ini dipindahkan ke sini.", kind=Kind.MOMENT, owner=_SYSTEM)
    tab: str | None = column("tab", "Tab asal isian.", owner=_SYSTEM)
    line: int | None = column("baris", "Nomor baris asalnya waktu itu.", kind=Kind.INTEGER, owner=_SYSTEM, width=60)
    header: str | None = column("kolom", "Kolom asalnya.", owner=_SYSTEM)
    content: str | int | float | None = column(
        "isi", "Isian itu. Kosong: tidak terbaca lagi.", kind=Kind.ANY, owner=_SYSTEM, width=280
    )
    why: str | None = column("keterangan", "Mengapa isian ini ada di sini.", owner=_SYSTEM, width=420)
    done: str | None = column(
        "beres", "Pilih ya setelah diurus: tidak disebut lagi di Pemeriksaan Data.", choices=YesNo, width=70
    )


COMMITMENTS = Tab(
    "Komitmen",
    1001,
    Commitment,
    "Semua komitmen dan permintaan petugas.",
    keyed_by="number",
    frozen_columns=3,
    spare_rows=1000,
    waits="Permintaan di baris ini menunggu sampai diperbaiki.",
)
TARGETS = Tab(
    "Sasaran",
    1002,
    Target,
    "RW dan lembaga yang membutuhkan.",
    keyed_by="code",
    frozen_columns=4,
    waits="Sampai diperbaiki, komitmen untuk sasaran ini menunggu ditinjau.",
)
TO_CONTACT = Tab("Perlu Dihubungi", 1003, ToContact, "Pesan WhatsApp yang perlu dikirim petugas.")
PROBLEMS = Tab("Pemeriksaan Data", 1004, Problem, "Baris yang tidak dapat dipakai, sebabnya, dan cara memperbaikinya.")
AVAILABILITY = Tab("Ketersediaan", 1005, Availability, "Sisa kuota per sasaran, jenis dan periode.")
COORDINATORS = Tab(
    "Penanggung Jawab",
    1006,
    Coordinator,
    "Ketua RW dan pimpinan lembaga.",
    keyed_by="code",
    waits="Sampai diperbaiki, kontaknya tidak diberikan kepada donatur, dan pesan untuknya menunggu.",
)
DONORS = Tab(
    "Donatur", 1007, Donor, "Donatur, penggabungan, dan nama yang boleh tampil.", keyed_by="code", frozen_columns=2
)
QUOTAS = Tab(
    "Kuota",
    1008,
    QuotaOverride,
    "Kuota yang berbeda dari rumus, dengan alasannya.",
    waits="Sampai diperbaiki, kuota sasaran dan jenis ini tidak diketahui: komitmennya menunggu ditinjau.",
)
AID_KINDS = Tab(
    "Jenis Bantuan",
    1009,
    AidKind,
    "Jenis bantuan dan rumus kuotanya.",
    keyed_by="code",
    spare_rows=50,
    waits="Sampai diperbaiki, komitmen jenis ini menunggu ditinjau.",
)
PERIODS = Tab(
    "Periode",
    1010,
    Period,
    "Periode penyaluran dan batas waktunya.",
    keyed_by="code",
    spare_rows=50,
    waits="Sampai diperbaiki, periode ini tidak dipakai: komitmen pada tanggalnya menunggu ditinjau.",
)
PROGRAMMES = Tab(
    "Program",
    1011,
    Programme,
    "Enam program dan pengampunya.",
    keyed_by="code",
    spare_rows=20,
    waits="Sampai diperbaiki, surel mingguan untuk program ini menunggu.",
)
CASH = Tab(
    "Dana",
    1012,
    Cash,
    "Dana tunai kepada agregator; tidak dihitung sebagai paket.",
    waits="Sampai diperbaiki, dana ini tidak dihitung.",
)
SETTINGS = Tab(
    "Pengaturan",
    1013,
    Setting,
    "Aturan program dalam angka dan teks.",
    keyed_by="key",
    spare_rows=50,
    waits="Sampai diperbaiki, nilai bawaan dipakai.",
)
REGIONS = Tab(
    "Wilayah",
    1014,
    Region,
    "Acuan 267 kelurahan.",
    keyed_by="code",
    waits="Sampai diperbaiki, kelurahan ini tidak dapat dipilih di tab Sasaran.",
    spare_rows=20,
)
FIGURES = Tab("Rekap", 1015, Figure, "Angka rekap.")
MAIL_LOG = Tab("Log Surel", 1016, MailLog, "Surel yang dikirim sistem, dan yang gagal beserta obatnya.")
LOOSE = Tab(
    "Isian Terlepas",
    1017,
    LooseCell,
    "Isian petugas yang kehilangan barisnya: disimpan sampai dibereskan.",
    spare_rows=100,
)

TABS: tuple[Tab, ...] = (
    COMMITMENTS,
    TARGETS,
    TO_CONTACT,
    PROBLEMS,
    LOOSE,
    AVAILABILITY,
    COORDINATORS,
    DONORS,
    QUOTAS,
    AID_KINDS,
    PERIODS,
    PROGRAMMES,
    CASH,
    SETTINGS,
    REGIONS,
    FIGURES,
    MAIL_LOG,
)
"""Daily tabs first, technical ones last."""

STAFF_TABS: tuple[Tab, ...] = (TARGETS, COORDINATORS, QUOTAS, AID_KINDS, PERIODS, PROGRAMMES, CASH, SETTINGS)
"""Tabs whose rows staff own: read whole, found by key; the system writes beside them only."""

RULE_TABS: tuple[Tab, ...] = (*STAFF_TABS, REGIONS)
"""Those and Wilayah, to which the owner of the file may add: what decisions are made by."""

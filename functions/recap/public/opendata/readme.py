"""`README.md`: what the open data are, for people, in plain Indonesian; its columns come from the declaration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from functions.core.words import date
from functions.recap.public.opendata.package import LICENCE, OPENING, TITLE, Described
from functions.recap.public.opendata.tables import Table
from sheets_schema.cells import TIME_ZONE

NAME = "README.md"

_ABOUT = """\
KSBB (Kolaborasi Sosial Berskala Besar) mempertemukan donatur dengan RW, panti dan pesantren yang membutuhkan. Berkas di
sini memuat siapa yang membutuhkan, siapa menjanjikan apa, dan apa yang sudah tiba. Semuanya dibuat sistem dari catatan
keputusan KSBB dan diperbarui setiap sore. Nama berkas tidak berubah."""

_WORDS = (
    ("komitmen", "semua yang dijanjikan dan disetujui, baik yang sudah tiba maupun yang belum"),
    ("belum tiba", "bagian komitmen yang belum sampai di sasaran"),
    ("tersalur", "bagian komitmen yang menurut petugas sudah tiba"),
    ("sisa", "kuota dikurangi yang belum tiba dan yang tersalur: masih dapat dijanjikan"),
    ("sasaran", "yang membutuhkan: sebuah RW, panti atau pesantren"),
    ("pihak", "agregator bila bantuan lewat agregator, selain itu donaturnya"),
)

_COUNTING = """\
Yang dihitung ialah baris tabel Komitmen berstatus Direncanakan, Sebagian tersalur atau Tersalur; yang Batal tidak.

- Angka utama: baris dengan tipe sasaran rw. Jumlahkan *jumlah* (komitmen) dan *tersalur* menurut *kode jenis*; hitung
  *kode sasaran* (RW), *kode kelurahan* (kelurahan) dan *kota* yang berlainan. Kode kelurahan yang angka keempat dan
  kelimanya di bawah 71 terletak di kabupaten.
- Donatur dan agregator: jumlahkan *pihak baru* di tabel Jadwal; *jalur* di tabel Komitmen membedakan keduanya.
- Panti dan pesantren: baris dengan tipe sasaran yang lain.
- Tumpang tindih: di tabel Jadwal, *pihak ke* yang terbesar untuk satu sasaran, jenis dan tanggal, bila lebih dari 1.
- Komitmen per hari: banyaknya baris menurut *tanggal komitmen*.
- Isi kuota: di tabel Kuota, jumlah *terisi* dibanding jumlah *kuota* menurut *kode jenis* dan *kota*.
- RW yang membutuhkan: RW di tabel Sasaran ditambah RW lain yang punya komitmen.
- Terlama belum menerima: hari sejak *tercatat tiba* yang terakhir; bila belum pernah, sejak *mulai* yang paling awal
  di tabel Periode."""

_PRIVACY = """\
Nama donatur hanya ditampilkan dengan izinnya. Nomor telepon, surel dan alamat orang tidak pernah dimuat. Banyaknya
kasus yang kurang dari 5 ditulis 1-4."""


def readme(
    tables: Sequence[Table], files: Mapping[str, Described], definitions: Mapping[str, str], at: dt.datetime
) -> bytes:
    """What everything is. `files` has every file made so far by name."""
    own = {name for table in tables for name in _files_of(table)}
    rest = ((name, file.title) for name, file in files.items() if name not in own)
    local = at.astimezone(TIME_ZONE)
    parts = [
        f"# {TITLE}",
        _ABOUT,
        f"Keadaan {date(local.date())} pukul {local:%H.%M} WIB. Lisensi: {LICENCE['title']} ({LICENCE['path']}).",
        "## Arti kata",
        _listed(_WORDS),
        "## Menghitung lagi angka rekap",
        _COUNTING,
        "## Tabel",
        "Tiap tabel ada sebagai CSV, sebagai CSV dengan tanda HXL di baris kedua, dan sebagai JSON.",
        *(part for table in tables for part in _table(table)),
        "## Berkas lain",
        _listed((f"`{name}`", title) for name, title in rest),
        "## Arti angka",
        _listed(definitions.items()),
        "## Membuka CSV",
        OPENING,
        "## Yang tidak dimuat",
        _PRIVACY,
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _files_of(table: Table) -> tuple[str, ...]:
    return f"{table.name}.csv", f"{table.name}.hxl.csv", f"{table.name}.json"


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.tab.title}"
    yield f"{table.tab.purpose} Berkas: {', '.join(f'`{name}`' for name in _files_of(table))}."
    yield _listed((f"*{column.label}*", column.help) for column in table.tab.columns)


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- {name}: {text}" for name, text in pairs)

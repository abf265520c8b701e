"""The rows of the tabs that recap writes, built field by field from columns declared public (design, sections 6, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from functions.core.book import Book, DonorNote
from functions.core.places import Places
from functions.core.redaction.texts import HIDDEN_NAME, safe_text
from functions.core.state import State
from functions.core.submission import Response
from functions.core.words import date
from functions.ledger.showing import provisional
from functions.ledger.views import public_commitment
from functions.recap.figures.figures import Amount, Figures
from functions.recap.frozen.corrections import Correction
from functions.recap.frozen.snapshot import Snapshot
from functions.recap.public.opendata.files import TABLES
from functions.recap.public.paragraph import change, paragraph, subject, why
from sheets_schema.form import prefilled, target_choice, target_question
from sheets_schema.private import Cash, Figure, Region, Target
from sheets_schema.public import BLANK_LETTER, GUIDE_ROWS, Guide, PublicCash, PublicCommitment, PublicTarget
from sheets_schema.terms import Active, TargetType


def target_rows(book: Book, form_uri: str) -> tuple[PublicTarget, ...]:
    """Active targets, by place."""
    where = book.places.by_choice
    rows = [
        _target(target, where[target.region], form_uri)
        for target in book.targets.values()
        if target.status is Active.ACTIVE and target.region in where
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.city, r.district, r.village, r.type != TargetType.RW, r.rw or 0, r.code))
    )


def _target(target: Target, region: Region, form_uri: str) -> PublicTarget:
    institution = target.type is not TargetType.RW
    chosen = {"city": region.city, target_question(region.city): target_choice(target, region)}
    return PublicTarget(
        code=target.code,
        type=target.type,
        name=target.name if institution else None,
        city=region.city,
        district=region.district,
        village=region.village,
        rw=target.rw,
        address=target.address if institution else None,
        latitude=target.latitude,
        longitude=target.longitude,
        poor_households=target.poor_households,
        people=target.people,
        head=target.head,
        priority=target.priority,
        odp=target.odp,
        pdp=target.pdp,
        positive=target.positive,
        give=prefilled(form_uri, chosen),
    )


def commitment_rows(
    state: State, responses: Mapping[str, Response], notes: Mapping[str, DonorNote], places: Places
) -> tuple[PublicCommitment, ...]:
    """All commitments, row k for number k, as a drain shows them."""
    rows = []
    for _, line in sorted(state.lines.items()):
        row = public_commitment(state, line, responses.get(line.response), notes, places)
        changes = provisional(state, line.donor, notes)
        rows.append(row.model_copy(update=changes) if changes else row)
    return tuple(rows)


def cash_rows(rows: Iterable[Cash]) -> tuple[PublicCash, ...]:
    """Cash as the public reads it, by date. A name that its donor does not let be shown is not in the row."""
    shown = [
        PublicCash(
            shown_name=row.shown_name or HIDDEN_NAME,
            aggregator=row.aggregator,
            rupiah=row.rupiah,
            date=row.date,
        )
        for row in rows
    ]
    return tuple(sorted(shown, key=lambda r: (r.date, r.aggregator or "", r.shown_name, r.rupiah)))


def guide_rows(open_data: str) -> tuple[Guide, ...]:
    """How to give and to complain, then the open data below this address, each file by what it is for."""
    tables = [("Tabel", f"Isi tab {tab.title} sebagai CSV:", f"{name}.csv") for name, tab in TABLES.items()]
    files = (Guide(topic=topic, text=f"{text} {open_data}{name}") for topic, text, name in (*_FILES, *tables))
    return (*GUIDE_ROWS, *files, Guide(topic="Membuka CSV di Excel", text=_IN_EXCEL))


_FILES = (
    ("Surat pernyataan", "Unduh yang kosong untuk diisi tangan:", BLANK_LETTER),
    ("Siaran pers", "Rekap terakhir dalam satu paragraf:", "siaran-pers.txt"),
    ("Grafik", "Komitmen dan yang tersalur:", "grafik-komitmen-dan-tersalur.svg"),
    ("Grafik", "Komitmen per hari:", "grafik-komitmen-per-hari.svg"),
    ("Grafik", "Kuota yang terisi per kota:", "grafik-isi-kuota.svg"),
    ("Kalender", "Jadwal penyaluran; tambahkan alamat ini di aplikasi kalender Anda:", "jadwal.ics"),
    ("Peta", "Sasaran yang punya koordinat, untuk aplikasi peta:", "sasaran.geojson"),
    ("Data terbuka", "Keterangan semua berkas, untuk pengolah data:", "datapackage.json"),
)
_IN_EXCEL = "Jangan klik ganda. Pilih Data > Dari Teks/CSV, asal file UTF-8, pembatas koma; atau unduh buku kerja ini."
"""Where lists are separated by semicolons, as in Indonesia, a double click puts each line into one cell."""


Line = tuple[str, str | None, int | None, str | None]
"""angka, rincian, nilai, satuan."""


def figure_rows(snapshot: Snapshot) -> tuple[Figure, ...]:
    """The frozen recap as rows: the paragraph, corrections, headline, breakdowns, then what the words mean."""
    found = snapshot.figures
    lines: list[Line] = [("siaran pers", paragraph(snapshot), None, None)]
    lines += [_correction(snapshot, one) for one in snapshot.corrections]
    lines += [*_headline(found), *_reach(found), *_money(found), *_rooms(found), *_breakdowns(found)]
    lines += [
        (f"arti (definisi versi {found.definition}): {name}", text, None, None)
        for name, text in snapshot.definitions.items()
    ]
    return tuple(
        Figure(figure=name, group=group and safe_text(group), value=value, unit=unit, as_of=found.at)
        for name, group, value, unit in lines
    )


def _correction(snapshot: Snapshot, one: Correction) -> Line:
    causes = "; ".join(why(cause, most=50) for cause in one.causes)
    day = date(snapshot.corrects) if snapshot.corrects else ""
    text = f"per {day} dikoreksi dari {change(snapshot.figures, one)}; {causes}"
    return "dikoreksi", text, one.after, subject(snapshot.figures, one.figure)


def _headline(found: Figures) -> Iterator[Line]:
    head = found.headline
    yield from _amounts(found, "angka utama: {} untuk RW", head.amounts)
    yield "angka utama: RW terlayani", None, head.rw, "RW"
    yield "angka utama: kelurahan", None, head.villages, "kelurahan"
    yield "angka utama: kota administrasi", None, head.cities, "kota"
    yield "angka utama: kabupaten administrasi", None, head.regencies, "kabupaten"
    yield "angka utama: donatur", None, head.donors, "pihak"
    yield "angka utama: agregator", None, head.aggregators, "pihak"
    yield "panti dengan komitmen", None, found.institutions.homes, "panti"
    yield "pesantren dengan komitmen", None, found.institutions.boarding_schools, "pesantren"
    yield from _amounts(found, "{} untuk panti dan pesantren", found.institutions.amounts)
    yield from _amounts(found, "{} untuk semua sasaran", found.totals)


def _amounts(found: Figures, name: str, amounts: Iterable[Amount]) -> Iterator[Line]:
    sums = {amount.kind: amount for amount in amounts}
    for kind in (kind for kind in found.kinds if kind.code in sums):
        yield name.format("komitmen"), kind.name, sums[kind.code].committed, kind.unit
        yield name.format("tersalur"), kind.name, sums[kind.code].delivered, kind.unit


_UNREADABLE = "tidak dapat dihitung: ada tab yang tidak terbaca, lihat Pemeriksaan Data"


def _reach(found: Figures) -> Iterator[Line]:
    if found.rw_in_need is None:
        yield "RW yang membutuhkan", _UNREADABLE, None, None
    else:
        yield "RW yang membutuhkan", None, found.rw_in_need, "RW"
    yield from (
        ("tumpang tindih", f"{o.target}, {found.kind(o.kind).name}, {date(o.date)}", o.parties, "pihak")
        for o in found.overlaps
    )


def _money(found: Figures) -> Iterator[Line]:
    if found.cash is None:
        yield "dana kepada agregator", _UNREADABLE, None, None
    yield from (("dana kepada agregator", one.aggregator, one.rupiah, "rupiah") for one in found.cash or ())


def _rooms(found: Figures) -> Iterator[Line]:
    if found.fills is None:
        yield "isi kuota", _UNREADABLE, None, None
    for fill in found.fills or ():
        name = found.kind(fill.kind).name
        group = f"{fill.city}: {name}"
        yield "isi kuota", group, 100 * fill.used // fill.quota, "persen"
        yield "sasaran di bawah 25 %", group, len(fill.low), "sasaran"
        yield "sasaran di atas 90 %", group, len(fill.high), "sasaran"
    yield from (("terlama belum menerima", one.target, one.days, "hari") for one in found.waiting or ())


def _breakdowns(found: Figures) -> Iterator[Line]:
    for part in found.parts:
        kind = found.kind(part.kind)
        group = f"{part.group}: {kind.name}"
        yield f"komitmen menurut {part.by}", group, part.committed, kind.unit
        yield f"tersalur menurut {part.by}", group, part.delivered, kind.unit

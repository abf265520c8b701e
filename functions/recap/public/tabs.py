"""The rows of the tabs that recap writes, built field by field from columns declared public (design, sections 6, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from functions.core.book import Book, DonorNote
from functions.core.redaction.counts import cases
from functions.core.redaction.texts import HIDDEN_NAME, safe_text
from functions.core.state import State
from functions.core.submission import Response
from functions.core.words import date
from functions.gapi.sheets import Grid
from functions.ledger.showing import provisional
from functions.ledger.views import public_commitment, unnamed
from functions.recap.figures.figures import Amount, Figures, Named
from functions.recap.frozen.corrections import Correction
from functions.recap.frozen.snapshot import Snapshot
from functions.recap.public.opendata.files import TABLES
from functions.recap.public.paragraph import change, paragraph, subject, why
from functions.recap.public.rooms import Left, left_in_words
from sheets_schema.form import prefilled, target_choice, target_name, target_question
from sheets_schema.private import AidKind, Cash, Figure, Period, Region, Target
from sheets_schema.public import (
    BLANK_LETTER,
    COMMITMENTS,
    GUIDE_ROWS,
    Guide,
    PublicCash,
    PublicCommitment,
    PublicKind,
    PublicPeriod,
    PublicTarget,
)
from sheets_schema.terms import Active, TargetType


def target_rows(book: Book, form_uri: str, left: Left | None = None) -> tuple[PublicTarget, ...]:
    """Active targets, by place, with what is `left` to be promised as far as that is known."""
    where = book.places.by_choice
    rows = [
        _target(target, where[target.region], book, form_uri, (left or {}).get(target.code, {}))
        for target in book.targets.values()
        if target.status is Active.ACTIVE and target.region in where
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.city, r.district, r.village, r.type != TargetType.RW, r.rw or 0, r.code))
    )


def _target(target: Target, region: Region, book: Book, form_uri: str, left: Mapping[str, int]) -> PublicTarget:
    institution = target.type is not TargetType.RW
    chosen = {"city": region.city, target_question(region.city): target_choice(target, region)}
    return PublicTarget(
        place=target_name(target, region),
        type=target.type,
        left=left_in_words(left, book),
        give=prefilled(form_uri, chosen),
        village=region.village,
        district=region.district,
        city=region.city,
        rw=target.rw,
        address=target.address if institution else None,
        poor_households=target.poor_households,
        people=target.people,
        head=target.head,
        priority=target.priority,
        odp=cases(target.odp),
        pdp=cases(target.pdp),
        positive=cases(target.positive),
        latitude=target.latitude,
        longitude=target.longitude,
        code=target.code,
        region=region.code,
    )


def commitment_rows(
    state: State, responses: Mapping[str, Response], notes: Mapping[str, DonorNote], book: Book
) -> tuple[PublicCommitment, ...]:
    """All commitments, row k for number k, as a drain shows them."""
    rows = []
    for _, line in sorted(state.lines.items()):
        row = public_commitment(state, line, responses.get(line.response), notes, book)
        changes = provisional(state, line.donor, notes)
        rows.append(row.model_copy(update=changes) if changes else row)
    return tuple(rows)


_ABOUT = ("number", "amount", "kind", "target")


def keeping_words(rows: Sequence[PublicCommitment], published: Grid, book: Book) -> tuple[PublicCommitment, ...]:
    """The rows, with the words that are published of the same line where staff's tabs do not tell them now."""
    columns = [column.key for column in COMMITMENTS.columns]
    kept = list(rows)
    for k, row in enumerate(rows):
        untold = unnamed(book, row) if row.status and k + 1 < len(published) else ()
        there = dict(zip(columns, published[k + 1], strict=False)) if untold else {}
        if untold and all(there.get(key) == getattr(row, key) for key in _ABOUT):
            kept[k] = row.model_copy(update={key: there[key] for key in untold if there.get(key)})
    return tuple(kept)


def period_rows(periods: Iterable[Period]) -> tuple[PublicPeriod, ...]:
    """All periods, by date."""
    rows = [PublicPeriod(**{key: getattr(period, key) for key in PublicPeriod.model_fields}) for period in periods]
    return tuple(sorted(rows, key=lambda row: (row.start, row.code)))


def kind_rows(kinds: Iterable[AidKind]) -> tuple[PublicKind, ...]:
    """All kinds of aid in the order of staff's tab, what is in them and on which terms."""
    return tuple(
        PublicKind(
            name=kind.name,
            unit=kind.unit,
            content=kind.content,
            terms=kind.terms,
            frequency=kind.frequency,
            status=kind.status or Active.ACTIVE,
            called=kind.called,
            program=kind.program,
            code=kind.code,
        )
        for kind in kinds
    )


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
    ("Jadwal", "Hari penyaluran tiap komitmen sebagai CSV:", "jadwal.csv"),
    ("Kuota", "Kuota periode berjalan, dan berapa yang terisi, sebagai CSV:", "kuota.csv"),
    ("Peta", "Sasaran yang punya koordinat, untuk aplikasi peta:", "sasaran.geojson"),
    ("Data terbuka", "Penjelasan semua berkas dan kolomnya:", "README.md"),
    ("Data terbuka", "Keterangan yang sama untuk program komputer:", "datapackage.json"),
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
    places = _names(found.places)
    yield from (
        (
            "tumpang tindih",
            f"{places.get(o.target, o.target)}, {found.kind(o.kind).name}, {date(o.date)}",
            o.parties,
            "pihak",
        )
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
    places = _names(found.places)
    yield from (
        ("terlama belum menerima", places.get(one.target, one.target), one.days, "hari") for one in found.waiting or ()
    )


def _breakdowns(found: Figures) -> Iterator[Line]:
    called = {"rw": _names(found.places), "periode": _names(found.periods)}
    for part in found.parts:
        kind = found.kind(part.kind)
        name = called.get(part.by, {}).get(part.group, part.group)
        group = kind.name if part.by == "jenis" else f"{name}: {kind.name}"
        yield f"komitmen menurut {part.by}", group, part.committed, kind.unit
        yield f"tersalur menurut {part.by}", group, part.delivered, kind.unit


def _names(named: Iterable[Named]) -> dict[str, str]:
    """Code -> as people call it, the code last: RW 05 Kebayoran Lama Utara [code]."""
    return {one.code: f"{one.name} [{one.code}]" for one in named}

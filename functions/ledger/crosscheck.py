"""What the workbook says against the journal: rows out of place, codes that are gone, merges that cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from functions.core.donors import mergeable
from functions.core.exchanges import compare
from functions.core.identity import COORDINATOR, KIND, PERIOD, TARGET
from functions.core.notes import mislaid
from functions.core.quota import forgotten, quota, used
from functions.core.reasons import thousands
from functions.core.redaction.reachable import reachable
from functions.core.state import OPEN, State
from functions.ledger.desk import Desk
from functions.ledger.findings import Finding, Harm
from sheets_schema import private, public
from sheets_schema.column import Tab
from sheets_schema.private import COMMITMENTS, DONORS, Problem
from sheets_schema.reading import column_letter, some_rows
from sheets_schema.terms import Active, TargetType

_CODES = 20
"""Codes named in one finding."""
_NAMED = 5
"""Commitments named in one finding."""


def crosscheck(state: State, desk: Desk) -> list[Finding]:
    """Findings that only the journal tells, in a fixed order."""
    return [
        Finding(harm, problem, general or problem.problem or "")
        for check, harm, general in _CHECKS
        for problem in check(state, desk)
    ]


def circle(start: str, after: Mapping[str, str | None]) -> str:
    """The way from a code back to itself, as "A, B, A"; empty when it does not lead back there."""
    way = [start]
    while (code := after.get(way[-1])) is not None and code not in way[1:]:
        way.append(code)
        if code == start:
            return ", ".join(way)
    return ""


def entry_lost(desk: Desk, newest: int, head: int) -> Problem:
    """Why everything stopped: a row of Komitmen, here or in the public workbook, shows an entry that is not there."""
    rows = (k for k, version in desk.commitments.versions.items() if version == newest)
    at = column_letter(desk.commitments.places.get("version", COMMITMENTS.position("version")))
    row = next(rows, None)
    return Problem(
        tab=COMMITMENTS.title if row else f"{public.TITLE}: {COMMITMENTS.title}",
        cell=f"{at}{row + 1}" if row else None,
        content=str(newest),
        problem="SEMUA KEPUTUSAN BERHENTI: kolom versi menyebut entri yang tidak ada di jurnal.",
        remedy=f"Bila seseorang mengetik di kolom versi, batalkan (Ctrl+Z). Bila tidak, segera hubungi pengelola: "
        f"jurnal berakhir di entri {head}.",
    )


_DISORDER: Mapping[Tab[Any], str] = {
    COMMITMENTS: "permintaan petugas di sana tidak dibaca",
    DONORS: "hanya donatur baru yang ditulis di sana",
}


def _disorder(_: State, desk: Desk) -> Iterator[Problem]:
    for tab, shown in ((COMMITMENTS, desk.commitments), (DONORS, desk.donors)):
        wrong = next((k for k, found in shown.numbers.items() if found != k), None)
        if wrong is not None:
            yield Problem(
                tab=tab.title,
                cell=f"A{wrong + 1}",
                problem=f"Urutan baris tab {tab.title} berubah, jadi {_DISORDER[tab]}.",
                remedy="Batalkan pengurutan (Ctrl+Z) atau minta pengelola menjalankan pemulihan tampilan.",
            )


def _damaged(_: State, desk: Desk) -> Iterator[Problem]:
    """Rows that showed what no drain wrote there. They are written anew in the same breath."""
    for shown, tab in ((desk.commitments, COMMITMENTS), (desk.donors, DONORS)):
        if shown.damaged and shown.in_order:
            yield Problem(
                tab=tab.title,
                cell=f"A{shown.damaged[0] + 1}",
                content=_listed([f"baris {k + 1}" for k in shown.damaged]),
                problem="Kolom sistem (misalnya nomor atau versi) berisi hal lain, jadi ditulis ulang oleh sistem.",
                remedy="Tidak perlu diketik apa-apa. Periksa tindakan, jumlah dan alasan petugas di baris itu.",
            )


def _requests_beside_nothing(state: State, desk: Desk) -> Iterator[Problem]:
    yield from _at_requests(
        desk,
        "staff",
        (n for n, request in desk.book.requests.items() if request.asks and n not in state.lines),
        "Permintaan ini berada di baris yang belum berisi komitmen, jadi tidak dilakukan.",
        "Hapus dari sini, lalu ketik di baris komitmen yang dimaksud.",
    )


def _signed_only(state: State, desk: Desk) -> Iterator[Problem]:
    """Rows that somebody signed without asking for anything."""
    yield from _at_requests(
        desk,
        "action",
        (n for n, request in desk.book.requests.items() if not request.asks and n in state.lines),
        "Kolom petugas terisi, tetapi tindakan kosong, jadi tidak ada yang dilakukan.",
        "Pilih tindakan, atau kosongkan petugas.",
    )


def _at_requests(desk: Desk, key: str, numbers: Iterable[int], problem: str, remedy: str) -> Iterator[Problem]:
    """The same finding at the column `key` of each of these rows of Komitmen."""
    at = column_letter(desk.commitments.places.get(key, COMMITMENTS.position(key)))
    for n in sorted(numbers):
        yield Problem(tab=COMMITMENTS.title, cell=f"{at}{n + 1}", problem=problem, remedy=remedy)


def _mislaid(state: State, desk: Desk) -> Iterator[Problem]:
    """Notes beside donors that moved to other donors' rows; one row of the findings for each column."""
    for key, codes in mislaid(state, desk.book.donors).items():
        in_order = sorted(codes, key=lambda code: int(code[1:]))
        filled = (code for code in in_order if getattr(desk.book.donors[code], key))
        yield Problem(
            tab=DONORS.title,
            cell=_beside(desk, next(filled), key),
            content=_listed(in_order),
            problem=f"Isi kolom {DONORS.column(key).label} berpindah ke donatur lain, seperti bila kolom itu diurutkan "
            "sendiri. Sampai beres, perubahannya tidak dipakai.",
            remedy="Kembalikan (Ctrl+Z atau File > Histori versi). Bila memang dimaksud, kosongkan dulu sel yang "
            "baru, tunggu sepuluh menit, lalu ketik lagi.",
        )


def _merges(state: State, desk: Desk) -> Iterator[Problem]:
    after = {code: note.same_as for code, note in desk.book.donors.items()}
    for code, into in after.items():
        if into is None or code not in state.donors or (into == code and state.donors[code].beside):
            continue
        way = circle(code, after)
        if way:
            problem = f"Donatur saling menunjuk di kolom sama dengan: {way}."
        elif state.merges.get(code) == into or mergeable(state, code, into):
            continue
        else:
            problem = f"Donatur {code} tidak dapat digabung ke {into}: kode itu tidak ada di tab Donatur."
        yield Problem(
            tab=DONORS.title,
            cell=_beside(desk, code, "same_as"),
            content=into,
            problem=problem,
            remedy="Tulis kode donatur lain dari kolom kode, misalnya D7, atau kosongkan.",
        )


def _other_names(state: State, desk: Desk) -> Iterator[Problem]:
    """Donors with the contact of another one, until staff say who they are: the other one, or themselves."""
    for code, donor in state.donors.items():
        note = desk.book.donors.get(code)
        if donor.beside and code not in state.merges and not (note and note.same_as == code):
            yield Problem(
                tab=DONORS.title,
                cell=_beside(desk, code, "same_as"),
                content=code,
                problem=f"Donatur {code} memakai kontak donatur {donor.beside} dengan nama lain, jadi dicatat sebagai "
                "donatur tersendiri.",
                remedy=f"Bila sama, tulis {donor.beside} di sel ini. Bila memang lain, tulis {code}: kodenya sendiri.",
            )


def _approved_contacts(state: State, desk: Desk) -> Iterator[Problem]:
    for code, note in desk.book.donors.items():
        if code in state.donors and note.approved_name and reachable(note.approved_name):
            yield Problem(
                tab=DONORS.title,
                cell=_beside(desk, code, "approved_name"),
                content=note.approved_name,
                problem="Nama yang disetujui ini memuat nomor, surel atau tautan, jadi tetap ditahan dari publik.",
                remedy="Tulis namanya saja.",
            )


def _beside(desk: Desk, code: str, key: str) -> str:
    """The cell of a staff column beside a donor, where the donor stands now."""
    k = next((k for k, n in desk.donors.numbers.items() if n == int(code[1:])), int(code[1:]))
    return f"{column_letter(desk.donors.places.get(key, DONORS.position(key)))}{k + 1}"


def _codes_gone(state: State, desk: Desk) -> Iterator[Problem]:
    """Targets and kinds of running commitments whose code staff changed or removed."""
    known = {private.TARGETS: desk.book.known_targets, private.AID_KINDS: desk.book.known_kinds}
    gone: defaultdict[tuple[Tab[Any], str], list[int]] = defaultdict(list)
    for line in (line for line in state.lines.values() if line.status in OPEN):
        for tab, code in ((private.TARGETS, line.target), (private.AID_KINDS, line.kind)):
            if code and tab in desk.readings and code not in known[tab]:
                gone[tab, code].append(line.n)
    for (tab, code), numbers in gone.items():
        yield Problem(
            tab=tab.title,
            content=code,
            problem=f"Kode {code} tidak ada lagi di tab ini, padahal dipakai komitmen yang berjalan: {some(numbers)}.",
            remedy=f"Ketik kembali kode {code} di barisnya: kode tidak boleh diubah setelah dipakai.",
        )


def _same_place(_: State, desk: Desk) -> Iterator[Problem]:
    """Active rows that mean one place, each with the others: who sees one would not look for another."""
    reading = desk.readings.get(private.TARGETS)
    rows = {found.row.code: found for found in (reading.rows if reading else ()) if found.row.status is Active.ACTIVE}
    for code, found in rows.items():
        others = [other for other in desk.book.same_place.get(code, ()) if other in rows and other != code]
        if others and reading:
            key = "rw" if found.row.type is TargetType.RW else "name"
            chosen = next(c for c in (code, *others) if desk.book.targets[c].status is Active.ACTIVE)
            yield Problem(
                tab=private.TARGETS.title,
                cell=f"{column_letter(reading.places[key])}{found.number}",
                content=code,
                problem=f"Tempat ini juga ada di baris {some_rows([rows[c].number for c in others])} "
                f"({_listed(others)}). Sementara hanya {chosen} yang dipakai, dan kuotanya dihitung bersama.",
                remedy="Bila memang tempat yang sama, pilih tidak aktif di kolom status pada baris yang tidak dipakai. "
                "Bila bukan, perbaiki wilayah, rw atau nama.",
            )


def _keys_gone(state: State, desk: Desk) -> Iterator[Problem]:
    """Periods and seasons under which room is held and that staff renamed; or kinds counted otherwise now."""
    if desk.book.waiting:
        return
    gone: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (_, kind, key), numbers in forgotten(state, desk.book).items():
        gone[kind, key] += numbers
    for (kind, key), numbers in sorted(gone.items()):
        yield Problem(
            tab=private.PERIODS.title,
            content=key,
            problem=f"Kuota {kind} yang ditahan dengan kode {key} tidak dapat dicocokkan lagi: {some(numbers)}.",
            remedy=f"Kembalikan kode {key} dan tanggalnya di tab Periode, atau frekuensi {kind} di tab Jenis Bantuan. "
            "Sampai beres, komitmen baru untuk sasaran dan masa yang sama ditinjau dulu.",
        )


def some(numbers: Iterable[int]) -> str:
    """Commitments named by their numbers: so many, and how many more."""
    ordered = sorted(set(numbers))
    named = ", ".join(str(n) for n in ordered[:_NAMED])
    rest = len(ordered) - _NAMED
    return f"nomor {named}" + (f" dan {rest} lainnya" if rest > 0 else "")


_IN_TAB = {
    TARGET: private.TARGETS,
    KIND: private.AID_KINDS,
    PERIOD: private.PERIODS,
    COORDINATOR: private.COORDINATORS,
}


_NEW_CODE = "Bila maksudnya {} lain, biarkan baris ini dan tambahkan baris dengan kode baru."
_ANOTHER = {
    TARGET: _NEW_CODE.format("sasaran") + " Bila kode pj memang bertukar, ubah satu baris, tunggu sepuluh menit, lalu "
    "baris berikutnya.",
    KIND: _NEW_CODE.format("jenis"),
    PERIOD: _NEW_CODE.format("periode"),
    COORDINATOR: "Bila orangnya berganti, tambahkan baris dengan kode baru dan isi kode itu di kolom pengganti.",
}


def _swapped(state: State, desk: Desk) -> Iterator[Problem]:
    """Codes whose contents seem to have changed hands: who sorted the column of codes, or another one, alone."""
    if desk.book.waiting:
        return
    for name, codes in compare(state, desk.book).swapped.items():
        tab = _IN_TAB[name]
        fields = {field for found in codes.values() for field in found}
        columns = ", ".join(column.label for column in tab.columns if column.key in fields)
        waits = "kontak tidak diberikan"
        waits = waits if name == COORDINATOR else f"komitmen baru menunggu ditinjau, dan {waits}"
        yield Problem(
            tab=tab.title,
            content=_listed(sorted(codes)),
            problem=f"Isi baris tampak tertukar dengan baris lain (kolom {columns}), seperti bila satu kolom diurutkan "
            f"sendiri. Sampai beres, {waits} untuk kode ini.",
            remedy=f"Kembalikan seperti semula (Ctrl+Z atau File > Histori versi). {_ANOTHER[name]}",
        )


def _listed(codes: Sequence[str]) -> str:
    rest = len(codes) - _CODES
    return ", ".join(codes[:_CODES]) + (f" dan {thousands(rest)} lainnya" if rest > 0 else "")


def _overfull(state: State, desk: Desk) -> Iterator[Problem]:
    """Keys where staff lowered the quota below what is held. Nothing is cancelled; people decide."""
    periods = {p.code: p for p in desk.book.periods}
    seasons = {p.season: p for p in desk.book.periods}
    for (target_code, kind_code, key), held in sorted(state.used.items()):
        target, kind = desk.book.targets.get(target_code), desk.book.kinds.get(kind_code)
        period = periods.get(key) or seasons.get(key)
        if period is None:
            period = next((p for p in desk.book.periods if p.start.isoformat() <= key <= p.end.isoformat()), None)
        if target is None or kind is None or period is None or not held:
            continue
        together = used(state, desk.book, (target_code, kind_code, key))
        limit = quota(desk.book, target, kind, period)
        if limit is not None and together > limit:
            yield Problem(
                tab=private.QUOTAS.title,
                content=f"{target_code} {kind_code} {key}",
                problem=f"Kuota {thousands(limit)} lebih kecil dari yang sudah dijanjikan, {thousands(together)}.",
                remedy="Tidak ada yang dibatalkan otomatis. Naikkan kuota, atau batalkan sebagian di tab Komitmen.",
            )


_CHECKS: tuple[tuple[Callable[[State, Desk], Iterator[Problem]], Harm, str], ...] = (
    (_disorder, Harm.SYSTEM_CELLS, ""),
    (_damaged, Harm.SYSTEM_CELLS, ""),
    (_requests_beside_nothing, Harm.DECISIONS, ""),
    (_signed_only, Harm.DECISIONS, ""),
    (_swapped, Harm.DECISIONS, ""),
    (_mislaid, Harm.CELL, ""),
    (_merges, Harm.CELL, "Kode di kolom ini tidak dapat digabung: tidak ada di tab ini, atau saling menunjuk."),
    (_other_names, Harm.NOTE, ""),
    (_approved_contacts, Harm.CELL, ""),
    (_codes_gone, Harm.DECISIONS, "Kode tidak ada lagi di tab ini, padahal dipakai komitmen yang berjalan."),
    (_same_place, Harm.DECISIONS, "Tempat ini juga ada di baris lain."),
    (_keys_gone, Harm.DECISIONS, "Kuota yang ditahan dengan kode ini tidak dapat dicocokkan lagi."),
    (_overfull, Harm.NOTE, "Kuota lebih kecil dari yang sudah dijanjikan."),
)
"""What is compared, what it costs while it stands, and the sentence that holds for all of its findings."""

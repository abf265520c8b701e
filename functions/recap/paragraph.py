"""The press paragraph, in the sentence shape of the programme's own release, and what earlier ones said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from functions.core.reasons import thousands
from functions.core.submission import JAKARTA
from functions.recap.figures import Amount, Figures, Headline
from functions.recap.snapshot import COMMITTED, DELIVERED, Correction, Snapshot
from functions.recap.words import count, date, listed, numbers, quantity, thing


def paragraph(snapshot: Snapshot) -> str:
    """All sentences: what was committed to RW, what arrived, what institutions get, and corrections."""
    found = snapshot.figures
    sentences = [_committed(found), _delivered(found), _institutions(found), *corrected(snapshot)]
    return " ".join(sentence for sentence in sentences if sentence)


def _committed(found: Figures) -> str:
    given = _quantities(found, found.headline.amounts)
    span = _span(found)
    if not given:
        return f"{span}, belum ada komitmen bantuan untuk RW yang diterima Pokja KSBB."
    return (
        f"{span}, Pokja KSBB telah mengumpulkan komitmen untuk {given}, yang tersebar di "
        f"{listed(list(_areas(found.headline)))}, dari {_parties(found.headline)}."
    )


def _span(found: Figures) -> str:
    today = found.at.astimezone(JAKARTA).date()
    if found.since is None:
        return f"Hingga {date(today)}"
    return (
        f"Pada {date(today)}" if found.since == today else f"Terhitung sejak {date(found.since)} hingga {date(today)}"
    )


def _quantities(found: Figures, amounts: Iterable[Amount]) -> str:
    """What was committed, in the order of the tab Jenis Bantuan."""
    committed = {amount.kind: amount.committed for amount in amounts}
    return listed([quantity(committed[kind.code], kind) for kind in found.kinds if committed.get(kind.code)])


def _areas(head: Headline) -> Iterable[str]:
    """Kota and kabupaten, kelurahan, RW: those that are known."""
    if head.cities:
        yield f"{count(head.cities)} wilayah kota administrasi"
    if head.regencies:
        yield f"{count(head.regencies)} wilayah kabupaten administrasi"
    if head.villages:
        yield f"{thousands(head.villages)} kelurahan"
    yield f"{thousands(head.rw)} RW"


def _parties(head: Headline) -> str:
    kinds = [name for name, number in (("donatur", head.donors), ("agregator", head.aggregators)) if number]
    return f"{thousands(head.donors + head.aggregators)} {listed(kinds)}"


def _delivered(found: Figures) -> str:
    arrived = {amount.kind: amount.delivered for amount in found.headline.amounts}
    parts = listed([quantity(arrived[kind.code], kind) for kind in found.kinds if arrived.get(kind.code)])
    if parts:
        return f"Yang sudah tersalur: {parts}."
    return "Belum ada yang tersalur." if arrived else ""


def _institutions(found: Figures) -> str:
    given = _quantities(found, found.institution_amounts)
    if not given:
        return ""
    return f"Selain itu, ada komitmen {given} untuk {count(found.institutions)} panti dan pesantren."


def corrected(snapshot: Snapshot) -> list[str]:
    """One sentence for each figure of the previous recap that is different now."""
    if snapshot.corrects is None:
        return []
    return [
        f"Angka per {date(snapshot.corrects)} dikoreksi dari {change(snapshot.figures, one)} {_why(one)}."
        for one in snapshot.corrections
    ]


def change(found: Figures, one: Correction) -> str:
    """40.913 menjadi 40.313 paket sembako."""
    return f"{thousands(one.before)} menjadi {thousands(one.after)} {subject(found, one.figure)}"


def subject(found: Figures, figure: str) -> str:
    """What a corrected figure counts."""
    for prefix, addition in ((COMMITTED, ""), (DELIVERED, " yang tersalur")):
        if figure.startswith(prefix):
            return thing(found.kind(figure.removeprefix(prefix))) + addition
    return _NAMES[figure]


_NAMES: Mapping[str, str] = {
    "rw": "RW",
    "villages": "kelurahan",
    "cities": "wilayah kota administrasi",
    "regencies": "wilayah kabupaten administrasi",
    "donors": "donatur",
    "aggregators": "agregator",
}


def _why(one: Correction) -> str:
    return "karena " + listed([f"{cause.reason} (komitmen {numbers(cause.numbers)})" for cause in one.causes])

"""The press paragraph, in the sentence shape of the programme's own release, and what earlier ones said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from functions.core.reasons import thousands
from functions.core.submission import JAKARTA
from functions.core.words import date, listed
from functions.recap.figures.figures import Amount, Figures, Headline
from functions.recap.figures.words import called, count, numbers
from functions.recap.frozen.corrections import CASH, SUMS, Cause, Correction
from functions.recap.frozen.snapshot import Snapshot


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
    return _told(found, {amount.kind: amount.committed for amount in amounts})


def _told(found: Figures, sums: Mapping[str, int]) -> str:
    return listed([f"{thousands(sums[kind.code])} {called(kind)}" for kind in found.kinds if sums.get(kind.code)])


def _areas(head: Headline) -> Iterable[str]:
    """Kota and kabupaten, kelurahan, RW: those that are known."""
    if head.cities:
        yield f"{count(head.cities)} wilayah kota administrasi"
    if head.regencies:
        yield f"{count(head.regencies)} wilayah kabupaten administrasi"
    if head.villages:
        yield f"{count(head.villages)} kelurahan"
    yield f"{count(head.rw)} RW"


def _parties(head: Headline) -> str:
    kinds = [name for name, number in (("donatur", head.donors), ("agregator", head.aggregators)) if number]
    return f"{count(head.donors + head.aggregators)} {listed(kinds)}"


def _delivered(found: Figures) -> str:
    arrived = {amount.kind: amount.delivered for amount in found.headline.amounts}
    if parts := _told(found, arrived):
        return f"Yang sudah tersalur: {parts}."
    return "Belum ada yang tersalur." if arrived else ""


def _institutions(found: Figures) -> str:
    others = found.institutions
    given = _quantities(found, others.amounts)
    if not given:
        return ""
    kinds = ((others.homes, "panti"), (others.boarding_schools, "pesantren"))
    where = listed([f"{count(number)} {name}" for number, name in kinds if number])
    return f"Selain itu, ada komitmen {given} untuk {where}."


def corrected(snapshot: Snapshot) -> list[str]:
    """One sentence for each figure of the previous recap that is different now."""
    if snapshot.corrects is None:
        return []
    return [
        f"Angka per {date(snapshot.corrects)} dikoreksi dari {change(snapshot.figures, one)} "
        f"karena {listed([why(cause) for cause in one.causes])}."
        for one in snapshot.corrections
    ]


def change(found: Figures, one: Correction) -> str:
    """40.913 menjadi 40.313 paket sembako."""
    return f"{thousands(one.before)} menjadi {thousands(one.after)} {subject(found, one.figure)}"


def subject(found: Figures, figure: str) -> str:
    """What a corrected figure counts."""
    for prefix, of in SUMS.items():
        if figure.startswith(prefix):
            return called(found.kind(figure.removeprefix(prefix))) + _ADDED[of.delivered, of.institutions]
    if figure.startswith(CASH):
        return f"rupiah dana kepada {figure.removeprefix(CASH)}"
    return _NAMES[figure]


_ADDED: Mapping[tuple[bool, bool], str] = {
    (False, False): "",
    (True, False): " yang tersalur",
    (False, True): " untuk panti dan pesantren",
    (True, True): " yang tersalur ke panti dan pesantren",
}
"""What follows the name of a kind: has it arrived, is it for institutions."""

_NAMES: Mapping[str, str] = {
    "rw": "RW",
    "villages": "kelurahan",
    "cities": "wilayah kota administrasi",
    "regencies": "wilayah kabupaten administrasi",
    "donors": "donatur",
    "aggregators": "agregator",
    "homes": "panti",
    "boarding_schools": "pesantren",
}


def why(cause: Cause, most: int = 10) -> str:
    """Komitmen nomor 3 dan 7 dibatalkan; jumlah komitmen nomor 5 diubah. At most so many numbers are named."""
    if not cause.numbers:
        return cause.reason
    # What was done to something stands last in a reason, a passive verb: "jumlah | diubah".
    what, passive, done = f" {cause.reason}".partition(" di")
    return f"{what} komitmen {numbers(cause.numbers, most)}{passive}{done}".strip()

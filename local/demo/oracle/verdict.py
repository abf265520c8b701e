"""All checks together, and the figures as the programme publishes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local.demo.oracle import mails
from local.demo.oracle.donations import Donation, as_decided, donations, email_key, phone_key
from local.demo.oracle.journal import COUNTED, Journal, Line
from local.demo.oracle.leaks import leaks, places, secrets
from local.demo.oracle.material import Cell, Material
from local.demo.oracle.quotas import Key, Quotas
from local.demo.oracle.recaps import judge_recaps
from local.demo.oracle.recount import uncounted
from local.demo.oracle.views import Views

_KINDS = ("sembako", "siap_saji", "lebaran")


@dataclass(frozen=True)
class Verdict:
    """`figures` is the JSON object of the check; `findings` say in words what is wrong, nothing when all is well."""

    figures: Mapping[str, Any]
    findings: tuple[str, ...]


def judge(material: Material) -> Verdict:
    """Check every promise that an export can show."""
    journal, given, quotas = Journal(material.objects), donations(material), Quotas(material)
    compared = Views(material, journal, given).compare()
    lost, unfair = list(_lost(journal, given)), list(_unfair(journal, given))
    duplicated = [*journal.repeated, *compared.doubled, *_phantoms(journal, given)]
    over = dict(_over_quota(journal, quotas))
    leaked = [*leaks(secrets(material, given.values()), places(material)), *compared.exposed]
    unanswered = list(_unanswered(material, journal))
    figures = {
        "responses": len(given),
        "decided": sum(bool(journal.lines_of(r)) for r in given),
        "lost": len(lost),
        "duplicated": len(duplicated),
        "over_quota": len(over),
        "leaked": len(leaked),
        **material.costs,
        "by_status": dict(sorted(Counter(line.status for line in journal.lines.values()).items())),
        **_published(material, journal, given, quotas),
        "drains": material.calls["drains"],
        "entries": journal.length,
        "sheets_reads": material.calls["sheets_reads"],
        "sheets_writes": material.calls["sheets_writes"],
        "public_rows": len(material.public["Komitmen"].records()),
    }
    told, unrecapped = judge_recaps(material.recaps, figures)
    figures |= told
    if material.mails is not None:
        figures |= mails.figures(material.mails)
    wrong = [
        *journal.problems,
        *compared.wrong,
        *unfair,
        *unanswered,
        *unrecapped,
        *uncounted(material.recaps),
        *mails.wrong(material, journal, given),
    ]
    return Verdict(figures, (*lost, *duplicated, *over.values(), *leaked, *wrong))


def _lost(journal: Journal, given: Mapping[str, Donation]) -> Iterator[str]:
    """Responses without a line, or with fewer kinds than were offered."""
    for response, donation in given.items():
        lines = journal.lines_of(response)
        asked = as_decided(donation, journal.edits.get(response, [])).offered()
        missing = asked.keys() - {line.event["kind"] for line in lines}
        if not lines:
            yield f"response {response} was never decided"
        elif missing:
            yield f"response {response}: nothing was decided about {', '.join(sorted(missing))}"


def _phantoms(journal: Journal, given: Mapping[str, Donation]) -> Iterator[str]:
    """Lines that no response asked for."""
    for line in journal.lines.values():
        donation = given.get(line.event["response"])
        if donation is None:
            yield f"line {line.n} belongs to no response of the form"
            continue
        offered = as_decided(donation, journal.edits.get(donation.id, [])).offered()
        if line.event["kind"] is not None and line.event["kind"] not in offered:
            yield f"line {line.n} is about a kind that was not offered"


def _unfair(journal: Journal, given: Mapping[str, Donation]) -> Iterator[str]:
    """Lines that asked, got or were refused something else than the donor's words and the recorded room say."""
    for line in journal.lines.values():
        donation = given.get(line.event["response"])
        if donation is None:
            continue
        donation = as_decided(donation, journal.edits.get(donation.id, []))
        asked = line.event["asked"]
        if asked is not None and asked != donation.offered().get(line.event["kind"]):
            yield f"line {line.n} asks for another number than its donor"
        if asked is not None and line.event["target"] not in (None, donation.target):
            yield f"line {line.n} is for another target than its donor chose"
        if line.event["shares"] and not _fair(line, donation, asked or 0):
            yield f"line {line.n} was not granted what there was room for"


def _fair(line: Line, donation: Donation, asked: int) -> bool:
    """Whether all that fits was granted, or nothing when the donor takes only all."""
    shares = line.event["shares"]
    fitting = {
        key: min(asked // len(shares), max(0, (share.get("quota") or 0) - share.get("held", 0)))
        for key, share in shares.items()
    }
    enough = sum(fitting.values()) == asked
    expected = fitting if enough or donation.takes_part else dict.fromkeys(shares, 0)
    return all(shares[key]["granted"] == amount for key, amount in expected.items())


def _over_quota(journal: Journal, quotas: Quotas) -> Iterator[tuple[Key, str]]:
    """Keys that are overbooked now, or were by any single decision, or decided by a quota that is not theirs."""
    for key, used in journal.used().items():
        quota = quotas.quota(key)
        if quota is not None and used > quota:
            yield key, f"{' '.join(key)}: {used} of {quota} are taken"
    for step in journal.steps:
        quota = quotas.quota(step.key)
        where = f"{' '.join(step.key)}, line {step.n}"
        if step.granted and (step.quota is None or step.held + step.granted > step.quota):
            yield step.key, f"{where}: {step.granted} granted beside {step.held} of {step.quota}"
        elif step.recorded_held != step.held:
            yield step.key, f"{where}: {step.recorded_held} were recorded as held, but {step.held} were"
        elif None not in (quota, step.quota) and quota != step.quota:
            yield step.key, f"{where}: decided by a quota of {step.quota}, the tabs say {quota}"


def _unanswered(material: Material, journal: Journal) -> Iterator[str]:
    """Signed requests in Komitmen that the journal does not know as the last one of their line."""
    for row in material.records("Komitmen"):
        number, action = row.get("nomor"), row.get("tindakan")
        if not (row.get("petugas") and action and isinstance(number, int | float)):
            continue
        line = journal.lines.get(int(number))
        if line is None or not line.requests or line.requests[-1].get("action") != action:
            yield f"the request {action!r} in row {int(number)} of Komitmen was not decided"


def _published(material: Material, journal: Journal, given: Mapping[str, Donation], quotas: Quotas) -> dict[str, Any]:
    """The figures of the recap: commitments to RW that count, and where and from whom they are."""
    neighbourhoods = {code: _place(row["wilayah"]) for code, row in quotas.targets.items() if row["tipe"] == "rw"}
    villages = {_place(r["pilihan"]): (str(r["kode"]), str(r["kota"])) for r in material.records("Wilayah")}
    lines = [x for x in journal.lines.values() if x.status in COUNTED and x.event["target"] in neighbourhoods]
    totals = Counter[str]()
    for line in lines:
        totals[line.event["kind"]] += line.approved
    targets = {line.event["target"] for line in lines}
    parties = _parties(journal, given)
    return {
        "totals": {kind: totals[kind] for kind in _KINDS},
        "kota": len({villages[neighbourhoods[code]][1] for code in targets}),
        "kelurahan": len({villages[neighbourhoods[code]][0] for code in targets}),
        "rw": len(targets),
        "donors": len({parties[line.event["response"]] for line in lines if line.event["response"] in parties}),
    }


def _place(text: Cell) -> str:
    """A place as people mean it: letters' case and blanks, seen or not, make no other one."""
    return " ".join(str(text).casefold().split())


def _parties(journal: Journal, given: Mapping[str, Donation]) -> dict[str, str]:
    """Response -> who pledges: the aggregator, or the donor as phone and e-mail (and staff's merges) tell."""
    same: dict[str, str] = {}

    def root(key: str) -> str:
        while same.get(key, key) != key:
            key = same[key]
        return key

    own: dict[str, str] = {}
    for d in given.values():
        keys = [k for k in (phone_key(d.texts.get("phone", "")), email_key(d.email)) if k] or [d.id]
        own[d.id] = keys[0]
        for key in keys[1:]:
            same[root(key)] = root(keys[0])
    codes = {
        str(x.event["donor"]): own[x.event["response"]] for x in journal.lines.values() if x.event["response"] in own
    }
    for donor, into in journal.merged.items():
        if into in codes and donor in codes:
            same[root(codes[donor])] = root(codes[into])
    return {d.id: d.aggregator or root(own[d.id]) for d in given.values()}

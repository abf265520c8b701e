"""The mails: every response answered once, every contact given, nothing sent twice, no contact in the wrong hands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.demo.oracle.donations import Donation, email_key, phone_key
from local.demo.oracle.journal import COUNTED, Journal
from local.demo.oracle.material import Material

_ANSWER = "Ini jawaban kami untuk setiap bantuan yang Anda tawarkan."
_ACCEPTED = re.compile(r" disetujui, hubungi penanggung jawab \(komitmen (.*)\)$")
_AWAITED = {"DITERIMA", "SEBAGIAN"}
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_CONTACTS = re.compile(r"[^\s,;:<>()/?&=]+@[^\s,;:<>()/?&=]+[^\s,;:<>()/?&=.]|\+?\d[\d ().-]{5,}\d")

Mail = Mapping[str, Any]


def figures(mails: Sequence[Mail]) -> dict[str, int]:
    """How many different mails arrived, and how many arrivals were repeats."""
    ids = {mail["id"] for mail in mails}
    return {"mails": len(ids), "mails_duplicated": len(mails) - len(ids)}


def wrong(material: Material, journal: Journal, given: Mapping[str, Donation]) -> Iterator[str]:
    """What is wrong with the mails, said without a contact."""
    if material.mails is None:
        return
    mails = material.mails
    yield from (f"mail {key} arrived {n} times" for key, n in Counter(m["id"] for m in mails).items() if n > 1)
    yield from _unanswered(mails, journal, given)
    yield from _without_contact(material, mails, journal, given)
    yield from _in_wrong_hands(material, mails, journal, given)


def _unanswered(mails: Sequence[Mail], journal: Journal, given: Mapping[str, Donation]) -> Iterator[str]:
    answers = Counter(email_key(m["to"]) for m in mails if any(_ANSWER in text for text in m["texts"]))
    decided = [d for d in given.values() if journal.lines_of(d.id) and _ADDRESS.fullmatch(d.email.strip())]
    for address, expected in Counter(email_key(d.email) for d in decided).items():
        if answers[address] != expected:
            example = next(d.id for d in decided if email_key(d.email) == address)
            yield f"{answers[address]} answers for the {expected} responses of the donor of response {example}"


def _without_contact(
    material: Material, mails: Sequence[Mail], journal: Journal, given: Mapping[str, Donation]
) -> Iterator[str]:
    """Whose delivery is awaited has the number of the person in charge, the letter and the calendar entry."""
    told: defaultdict[str, set[int]] = defaultdict(set)
    for mail in mails:
        accepted = _ACCEPTED.search(mail["subject"])
        if accepted and {name.rpartition(".")[2] for name in mail["files"]} == {"pdf", "ics"}:
            told[email_key(mail["to"])] |= {int(n) for n in re.findall(r"\d+", accepted[1])}
    in_charge = _in_charge(material)
    for donation in given.values():
        person = in_charge.get(donation.target)
        awaited = {line.n for line in journal.lines_of(donation.id) if line.status in _AWAITED and person}
        if _ADDRESS.fullmatch(donation.email.strip()) and awaited - told[email_key(donation.email)]:
            yield f"the donor of response {donation.id} has no contact for {sorted(awaited)}"


def _in_charge(material: Material) -> dict[str, Mapping[str, Any] | None]:
    """Target code -> the row of whoever is in charge, named in any letters and blanks."""
    people = {_letters(row["kode"]): row for row in material.records("Penanggung Jawab") if row.get("kode")}
    return {str(row["kode"]): people.get(_letters(row.get("kode pj"))) for row in material.records("Sasaran")}


def _letters(code: object) -> str:
    return " ".join(str(code).split()).casefold()


def _in_wrong_hands(
    material: Material, mails: Sequence[Mail], journal: Journal, given: Mapping[str, Donation]
) -> Iterator[str]:
    readers = _readers(material, journal, given)
    for mail in mails:
        text = "\n".join([mail["subject"], *mail["texts"]])
        for contact in {_key(found) for found in _CONTACTS.findall(text)}:
            if contact in readers and email_key(mail["to"]) not in readers[contact]:
                yield f'a contact stands in a mail "{mail["subject"].split(":")[0]}" to somebody who must not have it'


def _readers(material: Material, journal: Journal, given: Mapping[str, Donation]) -> dict[str, set[str]]:
    """Each phone number and address, however spelled -> the addresses that may read it (design, section 8)."""
    in_charge = _in_charge(material)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for donation in given.values():
        donor = email_key(donation.email)
        accepted = any(line.status in COUNTED or line.requests for line in journal.lines_of(donation.id))
        person = in_charge.get(donation.target) if accepted else None
        there = email_key(str(person.get("surel") or "")) if person else ""
        for contact in (donation.texts.get("phone", ""), donation.email):
            found[_key(contact)] |= {donor, there}
        if person:
            found[_key(str(person["telepon"]))] |= {donor}
    for row in material.records("Penanggung Jawab"):
        for label in ("telepon", "surel"):
            found[_key(str(row.get(label) or ""))] |= {email_key(str(row.get("surel") or ""))}
        found[_key(str(row.get("telepon") or ""))] |= _office(material)  # whom it is to call
    found.pop("", None)
    return found


def _office(material: Material) -> set[str]:
    """The addresses of Pokja."""
    typed = (str(row.get("nilai")) for row in material.records("Pengaturan") if row.get("kunci") == "surel pokja")
    return {email_key(found) for text in typed for found in _ADDRESS.findall(text)}


def _key(contact: str) -> str:
    """A phone number or an address in one spelling: mails do not repeat them as they were typed."""
    return email_key(contact) if "@" in contact else phone_key(contact)

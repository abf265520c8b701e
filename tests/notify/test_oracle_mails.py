"""What the demo's oracle says of mails: each check is shown a fault that it must find."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from local.demo.oracle import Material
from local.demo.oracle.donations import Donation, donations
from local.demo.oracle.journal import Journal
from local.demo.oracle.mails import figures, wrong
from local.demo.scenario import first_week
from tests.demo.played import Played, material

pytestmark = pytest.mark.xdist_group("oracle of mails")


ANSWER = "Terima kasih. Ini jawaban kami untuk setiap bantuan yang Anda tawarkan."


@pytest.fixture(scope="module")
def week() -> tuple[Material, Journal, dict[str, Donation]]:
    found = material(Played(first_week()))
    return found, Journal(found.objects), donations(found)


def answers(given: dict[str, Donation], journal: Journal) -> list[dict[str, Any]]:
    """One answer to each response, and the contact to each whose delivery is awaited, as it should be."""
    mails = []
    for d in given.values():
        if "@" in d.email and (lines := journal.lines_of(d.id)):
            to = {"to": d.email, "texts": [d.name]}
            mails.append({**to, "id": f"<{d.id}>", "subject": "Kabar", "files": [], "texts": [d.name, ANSWER]})
            if awaited := [str(line.n) for line in lines if line.status in {"DITERIMA", "SEBAGIAN"}]:
                subject = f"10 paket disetujui, hubungi penanggung jawab (komitmen {' dan '.join(awaited)})"
                mails.append({**to, "id": f"<{d.id}+>", "subject": subject, "files": ["surat.pdf", "jadwal.ics"]})
    return mails


Week = tuple[Material, Journal, dict[str, Donation]]


def findings(week: Week, mails: list[dict[str, Any]]) -> list[str]:
    found, journal, given = week
    return list(wrong(replace(found, mails=mails), journal, given))


def test_a_week_in_which_everybody_was_answered_once_is_in_order(week: Week) -> None:
    assert findings(week, answers(week[2], week[1])) == []


def test_one_mail_may_be_both_answer_and_contact(week: Week) -> None:
    mails = answers(week[2], week[1])
    at = next(k for k, mail in enumerate(mails) if mail["files"])
    mails[at - 1 : at + 1] = [{**mails[at], "texts": mails[at - 1]["texts"]}]
    assert findings(week, mails) == []


def test_an_answer_that_never_came_is_found(week: Week) -> None:
    (found,) = findings(week, answers(week[2], week[1])[1:])
    assert "answers for the" in found


@pytest.mark.parametrize("spoil", [{"subject": "Kabar"}, {"files": ["jadwal.ics"]}, {"to": "lain@contoh.example"}])
def test_a_contact_that_never_came_or_came_without_its_letter_is_found(week: Week, spoil: dict[str, Any]) -> None:
    mails = answers(week[2], week[1])
    mails[[" disetujui, " in mail["subject"] for mail in mails].index(True)].update(spoil)
    (found,) = findings(week, mails)
    assert "has no contact for" in found


def test_a_mail_that_came_twice_is_found_and_counted(week: Week) -> None:
    mails = answers(week[2], week[1])
    mails.append({**mails[0], "subject": "Terima kasih"})
    assert "arrived 2 times" in findings(week, mails)[0]
    assert figures(mails) == {"mails": len(mails) - 1, "mails_duplicated": 1}


def test_a_donors_number_in_a_mail_to_another_donor_is_found(week: Week) -> None:
    mails = answers(week[2], week[1])
    phones = {d.email: d.texts["phone"] for d in week[2].values() if d.texts.get("phone")}
    known = [m for m in mails if m["to"] in phones]
    stranger = next(m for m in known if phones[m["to"]] != phones[known[0]["to"]])
    for spelled in _spellings(phones[known[0]["to"]]):
        stranger["texts"] = [f"Telepon: {spelled}"]
        assert any("must not have it" in found for found in findings(week, mails)), spelled


def _spellings(phone: str) -> list[str]:
    """As typed, as a mail prints it, and in a link."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("62").lstrip("0")
    return [phone, f"+62 {digits[:3]} {digits[3:7]} {digits[7:]}", f"https://wa.me/62{digits}?text=Halo"]


def test_a_donors_address_in_a_mail_to_another_donor_is_found_however_it_is_spelled(week: Week) -> None:
    mails = answers(week[2], week[1])
    for spelled in (mails[0]["to"], mails[0]["to"].upper(), f"<{mails[0]['to']}>."):
        mails[-1]["texts"] = [f"Surel: {spelled}"]
        assert any("must not have it" in found for found in findings(week, mails)), spelled


def test_the_number_of_a_person_in_charge_in_a_mail_to_a_stranger_is_found(week: Week) -> None:
    mails = answers(week[2], week[1])
    person = week[0].records("Penanggung Jawab")[0]
    mails.append(
        {"id": "<x>", "to": "lain@contoh.example", "subject": "Kabar", "files": [], "texts": [str(person["telepon"])]}
    )
    assert any("must not have it" in found for found in findings(week, mails))


def test_a_person_in_charge_whose_code_stands_in_other_letters_may_be_named_to_the_donor(week: Week) -> None:
    found, journal, given = week
    sheet = found.private["Sasaran"]
    at = sheet.header.index("kode pj")
    rows = [[f" {cell}".lower() if k == at and cell else cell for k, cell in enumerate(row)] for row in sheet.rows]
    odd = replace(found, private={**found.private, "Sasaran": replace(sheet, rows=rows)})
    people = {row["kode"]: row["telepon"] for row in found.records("Penanggung Jawab")}
    phones = {row["kode"]: people.get(row.get("kode pj"), "") for row in found.records("Sasaran")}
    targets = {donation.id: donation.target for donation in given.values()}
    mails = answers(given, journal)
    for mail in mails:
        if mail["files"]:
            mail["texts"] = [str(phones[targets[mail["id"].strip("<+>")]])]
    assert findings((odd, journal, given), mails) == []

"""The owner changes the form: the donor reads that it is looked at, staff what to do, and the log that it happened."""

from __future__ import annotations

from typing import Any

import pytest

from functions.core.reasons import FIELDS
from sheets_schema import private, public
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, PROBLEMS
from tests.city import answers
from tests.notify.town import Town, text_of

DONOR = "contoh01@contoh.example"


def told(town: Town) -> list[str]:
    """What Pemeriksaan Data says of a changed form."""
    rows = town.city.rows(PROBLEMS)
    return [str(row["isi"]) for row in rows if "bukan dari formulir" in str(row["masalah"])]


def test_staff_read_what_a_question_of_their_own_was_answered_and_nobody_else_does(town: Town) -> None:
    own = {question_id("Catatan untuk petugas"): ["Titip di pos RW"], question_id("Email"): [DONOR]}
    town.city.submit(answers() | own)
    report = town.city.drain()
    (row,) = town.city.rows(COMMITMENTS)
    assert (row["status"], report.alerts) == ("DITERIMA", [])
    assert sorted(row["isian tambahan"].split("; ")) == ["Titip di pos RW", DONOR]
    town.notify(part="donors")
    assert not [mail for mail in town.box.mails if "Titip" in text_of(mail)]
    assert not [data for data in town.city.objects().values() if b"Titip" in data]
    assert "Titip" not in str(town.city.read(public.COMMITMENTS))
    assert town.city.drain().private_rows == 0


@pytest.mark.parametrize(("key", "now"), [("frequency", "harian"), ("unit", "kg")])
def test_a_number_given_before_its_question_changed_is_not_read_by_the_new_one(town: Town, key: str, now: str) -> None:
    town.city.drain()
    (row,) = [k for k, cells in enumerate(town.city.rows(private.AID_KINDS), start=2) if cells["kode"] == "sembako"]
    town.city.submit(answers(sembako="60"))
    town.city.type_cell(private.AID_KINDS, row, key, now)
    town.city.drain()
    town.city.submit(answers(sembako="30"), email="contoh02@contoh.example")
    town.city.drain()
    assert [(line["status"], "baru diubah" in line["alasan"]) for line in town.city.rows(COMMITMENTS)] == [
        ("TINJAU", True)
    ] * 2


@pytest.mark.parametrize(
    ("field", "said", "email"),
    [
        ("pledge", {"pledge": ["Kami berkomitmen."]}, DONOR),
        ("if_short", {"if_short": "Sebagian saja"}, DONOR),
        ("group", {"group": ""}, DONOR),
        ("email", {}, ""),
    ],
)
def test_an_answer_to_a_changed_form_waits_and_everybody_is_told(
    town: Town, field: str, said: dict[str, Any], email: str
) -> None:
    town.city.submit(answers(**said), email=email)
    report = town.city.drain()
    (row,) = town.city.rows(COMMITMENTS)
    assert row["status"] == "TINJAU"
    assert FIELDS[field] in row["alasan"]
    assert [alert for alert in report.alerts if field in alert] == report.alerts != []
    assert told(town) == [FIELDS[field]]
    town.notify(part="donors")
    if email:
        (mail,) = town.mails(DONOR)
        assert "sedang ditinjau petugas" in text_of(mail)
    assert not [mail for mail in town.box.mails if "ditolak" in text_of(mail) or "belum dicentang" in text_of(mail)]
    town.city.request(1, "setujui")
    assert town.city.drain().alerts == []
    assert town.city.rows(COMMITMENTS)[0]["status"] == "DITERIMA"
    assert told(town) == []

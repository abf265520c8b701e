"""Nothing beyond section 8 of the design in anything that the public can read, whatever people typed where."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict
from typing import Any

import pytest

from functions.gapi.sheets import Workbook
from sheets_schema import private, public
from sheets_schema.form import PLEDGE, SELF_DELIVERED
from sheets_schema.private import Cash, Coordinator
from sheets_schema.terms import TargetType, YesNo
from tests.city import answers, target
from tests.recap.office import EVENING, Office

PHONE, PJ_PHONE, CASH_PHONE, HEAD_PHONE = (f"0812-7000-00{n}" for n in (11, 22, 33, 44))
SECRETS = {
    "donor's contact": "Kenari Narahubung",
    "donor's phone": PHONE,
    "donor's e-mail": "kenari.donatur@contoh.example",
    "name without consent": "Kenari Tanpa Izin",
    "phone as a name": PHONE,
    "coordinator's name": "Kenari Penanggung Jawab",
    "coordinator's phone": PJ_PHONE,
    "coordinator's e-mail": "kenari.pj@contoh.example",
    "staff's name": "Kenari Petugas",
    "staff's reason": "Kenari Alasan",
    "cash donor's name": "Kenari Dermawan",
    "phone in a public cash name": CASH_PHONE,
    "phone in a head's name": HEAD_PHONE,
    "address of an RW": "Gang Kenari",
    "note on cash": "Kenari Catatan",
}


@pytest.fixture(scope="module")
def office(first: Office) -> Office:
    made = Office(
        first.local,
        (
            target(head=f"Ketua {HEAD_PHONE}", coordinator="PJ-1", address="Gang Kenari 5"),
            target("PA-1", type=TargetType.ORPHANAGE, rw=None, people=50, name="Contoh Panti 01", address=HEAD_PHONE),
        ),
        like=first,
    )
    pj = Coordinator(
        code="PJ-1", name=SECRETS["coordinator's name"], phone=PJ_PHONE, email=SECRETS["coordinator's e-mail"]
    )
    made.type_rows(private.COORDINATORS, [pj])
    day = dt.date(2020, 4, 24)
    cash = Cash(donor="Kenari Dermawan", consent=YesNo.YES, aggregator="ACT", rupiah=5, date=day, note="Kenari Catatan")
    named = cash.model_copy(update={"shown_name": f"WA {CASH_PHONE}", "aggregator": f"ACT {CASH_PHONE}"})
    made.type_rows(private.CASH, [cash, named])
    told: dict[str, Any] = {"contact": SECRETS["donor's contact"], "phone": PHONE}
    for name, pledge in (("Kenari Tanpa Izin", [PLEDGE]), (PHONE, None), ("=cmd|' /C calc'!A0", None)):
        said = answers(name=name, channel=SELF_DELIVERED, **told)
        if pledge:
            said = answers(name=name, pledge=pledge, **told)
        made.submit(said, email=SECRETS["donor's e-mail"])
    made.drain()
    made.type_cell(private.COMMITMENTS, 2, "staff_reason", "Kenari Alasan")
    made.type_cell(private.COMMITMENTS, 2, "action", "batalkan")
    made.type_cell(private.COMMITMENTS, 2, "staff", "Kenari Petugas")
    made.recap()
    made.drain()
    return made


def plain(text: str) -> str:
    """Letters and digits only, so that no separator hides a secret."""
    return re.sub(r"[\W_]+", "", text).casefold()


def found_in(text: str) -> list[str]:
    everything = plain(text)
    return [what for what, secret in SECRETS.items() if plain(secret) in everything]


def test_the_secrets_are_really_in_the_private_workbook(office: Office) -> None:
    read = Workbook(office.session, office.place.private).read([f"'{tab.title}'" for tab in private.TABS])
    text = json.dumps([part.rows for part in read], ensure_ascii=False)
    assert set(found_in(text)) == set(SECRETS)


def test_no_public_file_chart_paragraph_or_tab_holds_any_of_them(office: Office) -> None:
    report = office.recap(EVENING + dt.timedelta(days=1))
    book = Workbook(office.session, office.place.public)
    tabs = {tab.title: json.dumps(book.read([f"'{tab.title}'"])[0].rows, ensure_ascii=False) for tab in public.TABS}
    places = {name: content.decode() for name, content in office.files().items()} | tabs
    # Everything else that recap writes for machines holds no personal data either.
    places |= {name: content.decode() for name, content in office.objects().items()}
    places["report"] = json.dumps(asdict(report))
    assert len(places) > 30
    assert {name: found_in(text) for name, text in places.items() if found_in(text)} == {}


def test_no_cell_of_the_public_workbook_begins_as_a_formula(office: Office) -> None:
    book = Workbook(office.session, office.place.public)
    cells = [c for tab in public.TABS for row in book.read([f"'{tab.title}'"])[0].rows for c in row]
    assert not [c for c in cells if isinstance(c, str) and c.startswith(("=", "+", "-", "@"))]

"""Canaries: contacts that may be found in one place only, looked for everywhere (design, section 8)."""

from __future__ import annotations

import datetime as dt
import json
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote

import flask
import pypdfium2
import pytest

from functions.core.exchanges import Compared
from functions.notify import main
from functions.sharing import Shared
from local.google.server import LocalGoogle
from local.mailbox.server import Mail, Mailbox
from sheets_schema import private, public
from sheets_schema.column import Tab
from sheets_schema.private import COORDINATORS, DONORS, MAIL_LOG, PROBLEMS, TO_CONTACT
from sheets_schema.terms import TargetType
from tests.city import answers, target
from tests.notify.town import LOGIN, OFFICE, TARGETS, PlainCity, Town, file_of, text_of, wib

pytestmark = pytest.mark.xdist_group("notify privacy")

DONORS_OF = {"RW-A": (1, 2), "RW-B": (3, 4)}
PJ_OF = {"RW-A": "pj.a@contoh.example", "RW-B": "pj.b@contoh.example"}


def marks(k: int) -> dict[str, str]:
    """What only donor k has."""
    return {
        "phone": f"0812-7700-00{k:02}",
        "contact": f"Kenari Narahubung {k:02}",
        "email": f"kenari{k:02}@contoh.example",
    }


PJ_MARKS = {"RW-A": ("0813-0000-0301", "pj.a@contoh.example"), "RW-B": ("0813-0000-0302", "pj.b@contoh.example")}


@pytest.fixture(scope="module")
def lived(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Town]:
    """Two targets with two donors each, through the whole life of their lines; tests only look at it."""
    with LocalGoogle() as local, Mailbox(tls=tls[0], login=LOGIN) as box:
        town = Town(PlainCity(local, TARGETS), box, tls[1])
        _live(town)
        yield town


def _live(town: Town) -> None:
    town.city.type_cell(COORDINATORS, 3, "email", PJ_OF["RW-B"])
    for code, donors in DONORS_OF.items():
        for k in donors:
            pledge(town, code, k)
    town.city.drain()
    town.notify()
    town.notify(wib(25, 7, 5))
    town.city.request(1, "ubah jadwal", new_date=dt.date(2020, 4, 29))
    town.city.drain()
    for moment in (wib(25, 8), wib(27, 7, 5), wib(28, 7, 5), wib(30, 7, 5)):
        town.notify(moment)
    town.city.request(1, "tersalur", amount=30)
    town.city.drain()
    town.notify(wib(30, 9))


def pledge(town: Town, code: str, k: int) -> None:
    """Donor k offers 30 sembako, or more than there is room for when k is even."""
    said = marks(k)
    found = answers(
        target=f"RW 05 Kebayoran Lama Utara [{code}]",
        name=f"Contoh Donatur {k:02}",
        phone=said["phone"],
        contact=said["contact"],
        sembako="30" if k % 2 else "80",
        date="2020-04-28",
    )
    town.city.submit(found, email=said["email"])


def whole(message: EmailMessage) -> str:
    """Everything readable in a mail: headers, texts, attached text and the letter's text."""
    parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*map(str, message.values()), *parts])


def text_of_letter(mail: Mail) -> str:
    """What the letter attached to a mail says."""
    pages = pypdfium2.PdfDocument(file_of(mail, ".pdf"))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def found_in(text: str) -> set[str]:
    """The owners whose contacts are in a text: donors by number, PJ by target."""
    owners = {str(k) for ks in DONORS_OF.values() for k in ks if any(mark in text for mark in marks(k).values())}
    return owners | {code for code, own in PJ_MARKS.items() if any(mark in text for mark in own)}


def allowed(mail: Mail) -> set[str]:
    """Whose contacts may be in a mail, by section 8. Donors 2 and 4 were refused: nobody learns of them."""
    by_address = {marks(k)["email"]: {str(k)} for ks in DONORS_OF.values() for k in ks}
    by_address |= {PJ_OF["RW-A"]: {"RW-A", "1"}, PJ_OF["RW-B"]: {"RW-B", "3"}}
    by_address[marks(1)["email"]] |= {"RW-A"}
    by_address[marks(3)["email"]] |= {"RW-B"}
    by_address[OFFICE] = set(PJ_MARKS)  # whom it has to call
    return by_address.get(mail.to, set())


def test_every_mail_holds_no_contact_but_those_its_reader_may_have(lived: Town) -> None:
    seen: set[tuple[str, str]] = set()
    for mail in lived.mails():
        found = found_in(whole(mail.message))
        assert found <= allowed(mail), f"{mail.message['Subject']}"
        seen |= {(mail.to, owner) for owner in found}
    assert (marks(1)["email"], "RW-A") in seen
    assert (PJ_OF["RW-A"], "1") in seen
    assert (PJ_OF["RW-B"], "3") in seen


def test_no_subject_calendar_or_message_id_holds_a_contact_or_a_name(lived: Town) -> None:
    for mail in lived.mails():
        headers = f"{mail.message['Subject']} {mail.id}"
        assert not found_in(headers)
        assert "Donatur 0" not in headers
    accepted = [m for m in lived.mails(marks(1)["email"]) if "disetujui" in str(m.message["Subject"])]
    assert not found_in(file_of(accepted[0], ".ics").decode())


def test_no_object_public_tab_or_log_row_holds_a_contact(lived: Town) -> None:
    for name, data in lived.city.objects().items():
        assert not found_in(name + data.decode(errors="replace")), name
    for tab in (*public.TABS, MAIL_LOG, PROBLEMS, DONORS):
        assert not found_in(json.dumps(lived.city.read(tab))), tab.title


def test_each_row_to_contact_is_for_one_person_and_only_their_targets(lived: Town) -> None:
    lived.notify(wib(28, 7, 30))
    rows = [row for row in lived.city.rows(TO_CONTACT) if row.get("pesan")]
    assert rows
    for row in rows:
        code = "RW-A" if row["pj"] == "Contoh Ketua A" else "RW-B"
        other = {"RW-A": "RW-B", "RW-B": "RW-A"}[code]
        found = found_in(str(row["pesan"])) | found_in(str(row["telepon"]))
        assert not found & {other, "2", "4", str(DONORS_OF[other][0])}


def test_what_the_function_answers_and_logs_holds_counts_only(
    lived: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Found:
        place, seconds = lived.city.place, 60.0

    instance = object.__new__(main._Instance)
    instance.settings, instance.session = Found, lived.city.session
    instance.notifier, instance.rounds = lived.instance(), Shared(60)
    monkeypatch.setattr(main, "_instance", lambda: instance)
    monkeypatch.setattr(main, "now", lambda: wib(29, 7, 30))
    with flask.Flask("uji").test_request_context("/", method="POST", data=b""):
        answer, status = main.notify(flask.request)
    assert status == 200
    said = json.dumps(answer) + "".join(capsys.readouterr())
    assert "notified" in said
    assert not found_in(said)
    assert OFFICE not in said


def test_a_replaced_person_in_charge_hears_nothing_more_and_the_successor_everything(town: Town) -> None:
    town.city.type_cell(COORDINATORS, 3, "email", PJ_OF["RW-B"])
    pledge(town, "RW-B", 3)
    town.city.drain()
    town.notify(wib(25, 7, 5))
    before = len(town.mails(PJ_OF["RW-B"]))
    town.city.type_cell(COORDINATORS, 3, "successor", "PJ-C")
    town.notify(wib(27, 7, 5))
    assert (before, len(town.mails(PJ_OF["RW-B"]))) == (1, 1)
    assert town.mails("pj.c@contoh.example")
    assert all(found_in(whole(m.message)) == {"3"} for m in town.mails("pj.c@contoh.example"))
    assert "0813-0000-0303" in text_of(town.mails(marks(3)["email"])[-1])


def test_a_bounce_that_repeats_the_address_is_logged_without_it(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    pledge(town, "RW-A", 1)
    town.city.drain()
    town.box.answer("RCPT", f"550 5.1.1 {marks(1)['email']} unknown")
    report = town.notify(part="donors")
    assert report.mail.refused == 1
    assert not found_in(repr(report) + "".join(capsys.readouterr()) + json.dumps(town.city.read(MAIL_LOG)))


def test_a_phone_in_any_public_text_of_staff_is_in_no_mail_letter_or_calendar(town: Town) -> None:
    """Of target, kind, programme and aggregator, to everybody who is told of them."""
    slips = [f"0819-7777-10{k:02}" for k in range(9)]
    city = town.city
    home = {"type": TargetType.ORPHANAGE, "rw": None, "people": 100, "coordinator": "PJ-A"}
    texts = dict(zip(("name", "address", "head"), (f"Contoh {slip}" for slip in slips), strict=False))
    last = len(city.read(private.TARGETS))
    city.type_rows(private.TARGETS, [target("PA-1", **home, **texts)], first=last + 1)
    kinds = [row[0] for row in city.read(private.AID_KINDS)]
    for key, slip in zip(("name", "unit", "terms", "content", "called"), slips[3:], strict=False):
        city.type_cell(private.AID_KINDS, kinds.index("sembako") + 1, key, f"Contoh {slip}")
    city.type_cell(private.PROGRAMMES, 2, "name", f"Contoh {slips[8]}")
    city.type_cell(private.PROGRAMMES, 2, "email", "skpd@contoh.example")
    city.submit(answers(target="Contoh [PA-1]", sembako="30", date="2020-04-28"), email=marks(1)["email"])
    city.drain()
    for moment in (wib(24, 10, 30), wib(27, 7, 5), wib(28, 7, 5)):
        town.notify(moment)
    told = {mail.to for mail in town.mails()}
    assert told >= {marks(1)["email"], PJ_OF["RW-A"], OFFICE, "skpd@contoh.example"}
    (accepted,) = (mail for mail in town.mails() if "disetujui" in str(mail.message["Subject"]))
    said = "\n".join([text_of_letter(accepted), *(whole(mail.message) for mail in town.mails())])
    assert [slip for slip in slips if slip in said or slip.replace("-", "") in said] == []
    assert "sembako, 30" in said
    assert "(ditinjau petugas)" in said


GIVEN = {"0812-7700-0001", "0812-7700-0003", "0813-0000-0301", "0813-0000-0302"}
COLUMNS = [
    (private.TARGETS, "code"),
    (private.TARGETS, "coordinator"),
    (COORDINATORS, "code"),
    (COORDINATORS, "phone"),
    (COORDINATORS, "name"),
    (private.AID_KINDS, "code"),
    (private.PERIODS, "code"),
]


@pytest.mark.parametrize(("tab", "key"), COLUMNS, ids=[f"{tab.title} {key}" for tab, key in COLUMNS])
def test_no_contact_goes_out_while_a_column_stands_beside_other_codes_and_all_once_it_is_put_back(
    town: Town, tab: Tab[Any], key: str
) -> None:
    """Somebody sorts one column alone: donors' phones would go to another person in charge, or for another thing."""
    pledge(town, "RW-A", 1)
    pledge(town, "RW-B", 3)
    town.city.drain()
    exchange(town, tab, key)
    town.city.drain()
    town.notify(wib(25, 7, 5))
    assert not [phone for phone in GIVEN if phone in said(town)]
    assert any("tertukar" in str(row["masalah"]) for row in town.city.rows(PROBLEMS))
    exchange(town, tab, key)
    town.city.drain()
    town.notify(wib(25, 7, 10))
    assert [phone for phone in sorted(GIVEN) if phone in said(town)] == sorted(GIVEN)


def test_the_control_that_knows_no_code_gives_a_donor_the_other_person(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.core.exchanges.compare", lambda *_: Compared({}, {}))
    pledge(town, "RW-A", 1)
    town.city.drain()
    exchange(town, private.TARGETS, "code")
    town.notify(wib(25, 7, 5))
    assert "0813-0000-0302" in said(town)


def exchange(town: Town, tab: Tab[Any], key: str) -> None:
    """The first two rows' cells of a column change places."""
    label = tab.column(key).label
    first, second = (row[label] for row in town.city.rows(tab)[:2])
    town.city.type_cell(tab, 2, key, second)
    town.city.type_cell(tab, 3, key, first)


def said(town: Town) -> str:
    """Everything that donors and persons in charge are told, by mail and by WhatsApp."""
    rows = [str(row["pesan"]) + str(row["telepon"]) for row in town.city.rows(TO_CONTACT) if row.get("pesan")]
    return " ".join([*(text_of(mail) for mail in town.box.mails), *map(unquote, rows)])

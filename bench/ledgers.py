"""Ledgers to measure: journals, forms and workbooks, made by the product's own decisions and shown by its drain."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from google.oauth2 import service_account

from bench.standin import StandIn
from functions.core.contacts import contact_keys
from functions.core.decide import decide
from functions.core.donors import known_by
from functions.core.state import State
from functions.core.submission import Response
from functions.gapi.patience import Patience
from functions.gapi.session import SCOPES, Session
from functions.ledger import fold, journal
from functions.ledger.desk import DeskReader
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google, Place
from tests.city import NOW, City, answers, target

TARGETS = 200
APART = dt.timedelta(minutes=4)
"""Between two responses in a ledger's past: 360 a day, which a drain lists again."""

AN_ENTRY = 10
BUDGET = 600.0
"""Seconds for a run: no measurement is cut short because the machine is busy."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A ledger at rest: its ids, and the file that holds everything."""

    place: Place
    data: Path
    commitments: int

    def copy(self, to: Path) -> Seeded:
        """The same ledger in another file, to be changed by a measurement."""
        shutil.copy(self.data, to)
        return replace(self, data=to)


def seed(folder: Path, commitments: int) -> Seeded:
    """A ledger of that many commitments. Synthetic: every figure and name in it is made up."""
    data = folder / f"ledger-{commitments}.sqlite"
    with StandIn(data) as google:
        local: Any = google  # a stand-in elsewhere, with the same handles
        city = City(local, [target(f"RW-{i:03}", poor=2500) for i in range(TARGETS)])
        _past(google, city.google(BUDGET), city.place.form, commitments)
        Ledger(city.place).drain(city.google(BUDGET), NOW)
        return Seeded(city.place, data, commitments)


def submit(google: StandIn, form: str, numbers: range, end: dt.datetime, apart: dt.timedelta) -> Iterator[Response]:
    """Responses as donors send them, evenly until `end`; two of each donor."""
    for i in numbers:
        created = end - apart * (numbers.stop - 1 - i)
        email = f"contoh{i // 2}@contoh.example"
        found = google.control.add_response(
            form, _said(i), email=email, create_time=created.strftime("%Y-%m-%dT%H:%M:%SZ"), announce=False
        )
        texts = {key: tuple(values) for key, values in _said(i).items()}
        yield Response(found["responseId"], found["createTime"], found["lastSubmittedTime"], texts, email)


def _said(i: int) -> dict[str, list[str]]:
    return answers(
        name=f"Contoh Donatur {i // 2}",
        phone=f"0812-{i // 2:08}",
        target=f"RW 05 Kebayoran Lama Utara [RW-{i % TARGETS:03}]",
        sembako=str(1 + i % 20),
        date=f"2020-04-{25 + i % 6}",
    )


def _past(running: StandIn, google: Google, form: str, commitments: int) -> None:
    """Responses, and the entries that decide them a few at a time, as the schedule would have."""
    (bound,) = journal.read_after(google.objects, 0, "")
    state = fold.fold(State(), [bound])
    book = DeskReader().read(google.private).book
    contacts: list[tuple[tuple[str, ...], str]] = []
    responses = list(submit(running, form, range(commitments), NOW, APART))
    entries = range(0, commitments, AN_ENTRY)
    checkpoint = 0
    for start in entries:
        some = responses[start : start + AN_ENTRY]
        events = decide(state, replace(book, contacts=known_by(contacts)), some, NOW)
        vouches: dict[str, str] = {}
        if state.head - checkpoint >= fold.EVERY:
            stored, checkpoint = fold.checkpoint(state), state.head
            vouches = fold.vouch(state, stored)
            assert google.objects.put_if_absent(fold.name_of(state.head), stored)
        data = journal.encode(state.head + 1, state.digest, NOW, "commit", events, vouches)
        assert journal.append(google.objects, state.head + 1, data)
        state = fold.fold(state, [journal.decode(data)])
        for response in some:
            donor = state.lines[state.responses[response.id].lines[0]].donor
            if donor:
                contacts.append((contact_keys(response.first("phone"), response.email), donor))


def reach(google: StandIn, place: Place) -> tuple[Google, Session]:
    """The ledger's four things at a running stand-in, and the session behind them."""
    make: Any = service_account.Credentials.from_service_account_info
    session = Session(make(google.credentials_info(), scopes=SCOPES), emulator=google.base_url)
    return Google.at(place, session, Patience(BUDGET)), session


def environment(google: StandIn, place: Place) -> dict[str, str]:
    """What commit's settings are read from."""
    names = {"environment": "KSBB_ENVIRONMENT", "bucket": "KSBB_BUCKET", "form": "KSBB_FORM"}
    names |= {"private": "KSBB_PRIVATE", "public": "KSBB_PUBLIC"}
    return {names[key]: value for key, value in asdict(place).items()} | {
        "GOOGLE_EMULATOR_HOST": google.base_url,
        "GOOGLE_APPLICATION_CREDENTIALS": str(google.key),
        "KSBB_DRAIN_SECONDS": f"{BUDGET:.0f}",
    }

"""A new city takes as many targets and periods as Jakarta has, and still has rows to type into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from deploy.city import City, Rows, create_city
from functions.gapi.forms import Form
from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.gapi.sheets import Workbook
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google, Place
from functions.recap.run import Recap
from local.google.server import LocalGoogle
from sheets_schema import private
from sheets_schema.cells import render
from sheets_schema.private import PERIODS, TARGETS, Period
from sheets_schema.reference import regions
from sheets_schema.terms import PeriodStatus
from tests.city import NOW, _credentials, target


@dataclass(frozen=True)
class Staff:
    system: str
    staff: tuple[str, ...] = ("petugas@contoh.example",)


@pytest.fixture(scope="module")
def google() -> Iterator[LocalGoogle]:
    with LocalGoogle() as running:
        yield running


def _targets(count: int) -> list[private.Target]:
    places = regions()
    return [target(f"RW-{i:04}", region=places[i % len(places)].choice, rw=1 + i // len(places)) for i in range(count)]


def _periods(count: int) -> list[Period]:
    first, week = dt.date(2020, 4, 24), dt.timedelta(days=7)
    return [
        Period(
            code=f"P{i}",
            start=first + i * week,
            end=first + i * week + dt.timedelta(days=6),
            commit_by=first + i * week + dt.timedelta(days=6),
            deliver_by=first + i * week + dt.timedelta(days=8),
            season="ramadan-2020",
            status=PeriodStatus.OPEN if i < 2 else PeriodStatus.CLOSED,
        )
        for i in range(count)
    ]


def _session(google: LocalGoogle) -> Session:
    return Session(_credentials(google, None), emulator=google.base_url).bounded(Patience(60))


def _city(session: Session, rows: Rows) -> tuple[City, Google]:
    made = create_city(
        session,
        environment="uji",
        project="contoh",
        bucket=f"kota-{len(rows[TARGETS])}",
        people=Staff(session.credentials.service_account_email),
        rows={tab: some for tab, some in rows.items() if some},
    )
    return made, Google.at(_place(made), session, Patience(60))


def _place(made: City) -> Place:
    return Place(made.environment, made.bucket, made.form, made.private, made.public)


@pytest.mark.parametrize(("targets", "periods"), [(500, 20), (501, 21), (2742, 50)])
def test_a_city_is_made_whatever_its_size(google: LocalGoogle, targets: int, periods: int) -> None:
    session = _session(google)
    rows: Rows = {TARGETS: _targets(targets), PERIODS: _periods(periods)}
    made, reached = _city(session, rows)
    book = Workbook(session, made.private)
    for tab, expected in rows.items():
        (found,) = book.read([f"'{tab.title}'"])
        assert sum(any(cell not in ("", None) for cell in row) for row in found.rows) == 1 + len(expected)
        assert found.grid_rows == 1 + len(expected) + tab.spare_rows
    assert _choices(Form(session, made.form).describe()) == targets
    ledger = Ledger(_place(made))
    assert ledger.drain(reached, NOW).problems == 0
    assert ledger.drain(reached, NOW).entries == 0


def test_a_city_that_knows_no_target_yet_is_made_and_its_form_asks_for_the_first_one_later(google: LocalGoogle) -> None:
    session = _session(google)
    made, reached = _city(session, {TARGETS: []})
    assert _choices(reached.form.describe()) == 0
    (first,) = _targets(1)
    cells = [render(column, getattr(first, column.key)) for column in TARGETS.columns]
    start = {"sheetId": TARGETS.sheet_id, "rowIndex": 1, "columnIndex": 0}
    row = {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}}
    Workbook(session, made.private).write([row])
    topic = "projects/contoh/topics/jawaban"
    report = Recap(Ledger(_place(made)), topic).run(reached, Bucket(session, made.open_bucket), NOW)
    assert report.failed == []
    titles = [item.get("title", "") for item in reached.form.describe()["items"]]
    assert titles.index("Kota atau kabupaten") == titles.index("Sasaran") + 1
    assert _choices(reached.form.describe()) == 1


def _choices(form: Any) -> int:
    """How many answers the form offers that name a target."""
    questions = (item.get("questionItem", {}).get("question", {}) for item in form["items"])
    offered = [o.get("value", "") for q in questions for o in q.get("choiceQuestion", {}).get("options", ())]
    return sum(text.endswith("]") for text in offered)

"""POST / : recap, publish and look after everything. 200 done, 405 not a POST, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache

import flask
import functions_framework

from functions.answers import Answer, answered
from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log
from functions.recap import settings
from functions.recap.run import Recap


@cache
def _instance() -> tuple[settings.Settings, Session, Recap]:
    """What an instance keeps: its settings, one session, the state it has folded."""
    found = settings.read()
    session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
    return found, session, Recap(Ledger(found.place), found.topic)


def now() -> dt.datetime:
    """The moment of a recap, by which its cut-off is chosen."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def recap(request: flask.Request) -> Answer:
    """Answer the schedule with a report of counts; a body says nothing and is not read."""
    if request.method != "POST":
        return {"error": "POST only"}, 405
    return answered("recap", _recap)


def _recap() -> Answer:
    found, session, work = _instance()
    google = Google.at(found.place, session, Patience(found.seconds))
    open_data = Bucket(session.bounded(google.patience), found.open_bucket)
    report = work.run(google, open_data, now())
    log("ERROR" if report.failed else "WARNING" if report.alerts else "INFO", "recapped", **asdict(report))
    return asdict(report), 503 if report.failed else 200

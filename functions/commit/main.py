"""POST / : drain the form and the staff requests. 200 done, 4xx not a poke, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache

import flask
import functions_framework

from functions.answers import Answer, answered
from functions.commit import poke, settings
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log


@cache
def _instance() -> tuple[settings.Settings, Session, Ledger]:
    """What an instance keeps: its settings, one session, the state it has folded."""
    found = settings.read()
    session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
    return found, session, Ledger(found.place)


def now() -> dt.datetime:
    """The time by which requests are judged and entries are stamped."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def commit(request: flask.Request) -> Answer:
    """Answer a poke with a report of counts."""
    try:
        poke.check(request.method, request.path, request.get_data())
    except poke.NotAPoke as refusal:
        return {"error": str(refusal)}, refusal.status
    return answered("drain", _drain)


def _drain() -> Answer:
    found, session, ledger = _instance()
    report = ledger.drain(Google.at(found.place, session, Patience(found.seconds)), now())
    log("WARNING" if report.alerts else "INFO", "drained", **asdict(report))
    return asdict(report), 200

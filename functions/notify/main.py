"""POST / : one round. {"kind": "donors" | "digests" | "weekly"} limits it. 200 done, 4xx not a tick, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache

import flask
import functions_framework

from functions.answers import Answer, answered, json_of
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log
from functions.notify import settings
from functions.notify.round import PARTS, Notifier, Sender


@cache
def _instance() -> tuple[settings.Settings, Session, Notifier]:
    """What an instance keeps."""
    found = settings.read()
    session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
    sender = Sender(found.server, found.sender, found.domain, found.links)
    return found, session, Notifier(Ledger(found.place), sender, found.seconds)


def now() -> dt.datetime:
    """The time by which messages are due and receipts are stamped."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def notify(request: flask.Request) -> Answer:
    """Answer a tick of the schedule with a report of counts."""
    body = json_of(request.get_data()) if request.get_data().strip() else {}
    part = body.get("kind", "") if isinstance(body, dict) else None
    if request.method != "POST" or part not in ("", *PARTS):
        return {"error": f"POST only, empty or with kind one of {', '.join(PARTS)}"}, 400
    return answered("notify", lambda: _notify(part))


def _notify(part: str) -> Answer:
    found, session, notifier = _instance()
    google = Google.at(found.place, session, Patience(found.seconds))
    report = notifier.run(google, now, part)
    log("WARNING" if report.alerts else "INFO", "notified", **asdict(report))
    return asdict(report), 503 if report.no_server else 200

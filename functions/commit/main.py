"""POST / : drain the form and the staff requests. 200 done, 4xx not a poke, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache
from typing import Any

import flask
import functions_framework

from functions.commit import poke, settings
from functions.gapi.errors import GoogleError, Permanent
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from functions.ledger.ports import Google
from functions.logs import crash, log

Answer = tuple[dict[str, Any], int]


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
        poke.check(request.method, request.get_data(), request.get_json(silent=True, force=True))
        found, session, ledger = _instance()
        google = Google.at(found.place, session, Patience(found.seconds))
        report = ledger.drain(google, now())
    except poke.NotAPoke as refusal:
        return {"error": str(refusal)}, refusal.status
    except (settings.SettingsError, JournalError) as error:
        log("CRITICAL", "drain refused", error=str(error))
        return {"error": str(error)}, 500
    except GoogleError as error:
        log("ERROR" if isinstance(error, Permanent) else "WARNING", "drain interrupted", error=str(error))
        return {"error": str(error), "retry": not isinstance(error, Permanent)}, 503
    except Exception as error:  # or Flask would log its message
        crash(error)
        return {"error": "internal error, see the log"}, 500
    log("WARNING" if report.alerts else "INFO", "drained", **asdict(report))
    return asdict(report), 200

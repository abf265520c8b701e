"""What an HTTP function answers when a call is none of its, or its work fails: one table for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from werkzeug.exceptions import HTTPException

from functions.door import NotAllowed, leave_unread
from functions.gapi.errors import GoogleError, Permanent
from functions.ledger.journal import JournalError
from functions.ledger.ports import SettingsError
from functions.logs import crash, log
from functions.sharing import Late

Answer = tuple[dict[str, Any], int]


def answered(name: str, work: Callable[[], Answer]) -> Answer:
    """The answer of the work, or what its failure deserves, logged without anything that a person typed.

    4xx: not a call that we take. 500: a person must look (settings, journal, a mistake of ours). 503: the schedule or
    Pub/Sub tries again.
    """
    try:
        return work()
    except NotAllowed as refusal:
        return {"error": str(refusal)}, refusal.status
    except Late as late:
        return {"error": str(late), "retry": True}, 503
    except (SettingsError, JournalError) as error:
        log("CRITICAL", f"{name} refused", error=str(error))
        return {"error": str(error)}, 500
    except GoogleError as error:
        permanent = isinstance(error, Permanent)
        log("ERROR" if permanent else "WARNING", f"{name} interrupted", error=str(error))
        return {"error": str(error), "retry": not permanent}, 503
    except Exception as error:  # or Flask would log its message
        crash(error)
        return {"error": "internal error, see the log"}, 500


def in_json() -> None:
    """Let the app that functions-framework is making, if it is, answer in JSON too what never reaches the function."""
    if flask.has_app_context():
        flask.current_app.register_error_handler(Exception, _failed)


def _failed(error: Exception) -> Answer:
    leave_unread(flask.request)
    if isinstance(error, HTTPException):
        return {"error": "nothing is here; POST to /"}, error.code or 404
    crash(error)
    return {"error": "internal error, see the log"}, 500

"""POST / : drain the form and the staff requests. 200 done, 4xx not a poke, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import flask
import functions_framework

from functions.answers import Answer, answered, in_json
from functions.arrival import came
from functions.commit import settings
from functions.door import asked
from functions.ending import end_in_time
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log
from functions.sharing import Once, Shared

end_in_time()
in_json()


class _Instance:
    """What an instance keeps: its settings, one session, the state it has folded, who shares the next drain."""

    def __init__(self) -> None:
        self.settings = settings.read()
        found = self.settings
        self.session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
        self.ledger = Ledger(found.place)
        self.drains: Shared[Answer] = Shared(found.seconds)

    def drain(self) -> Answer:
        """Look at everything that waits now."""
        patience = Patience(self.settings.seconds)
        report = self.ledger.drain(Google.at(self.settings.place, self.session, patience), now())
        log("WARNING" if report.alerts else "INFO", "drained", **asdict(report))
        return asdict(report), 200


_instance = Once(_Instance)


def now() -> dt.datetime:
    """The time by which requests are judged and entries are stamped."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def commit(request: flask.Request) -> Answer:
    """Answer a poke with a report of counts, of a drain that began after the poke had come."""
    return answered("drain", lambda: _drained(request))


def _drained(request: flask.Request) -> Answer:
    asked(request)
    instance = _instance()
    return instance.drains(lambda: answered("drain", instance.drain), came=came(request))

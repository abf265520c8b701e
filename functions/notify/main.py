"""POST / : one round. {"kind": "donors" | "digests" | "weekly"} limits it. 200 done, 4xx not a tick, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import flask
import functions_framework

from functions.answers import Answer, answered, in_json
from functions.arrival import came
from functions.door import NotAllowed, asked
from functions.ending import end_in_time
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log
from functions.notify import settings
from functions.notify.round import PARTS, Notifier, Sender
from functions.sharing import Once, Shared

end_in_time()
in_json()


class _Instance:
    """What an instance keeps."""

    def __init__(self) -> None:
        self.settings = found = settings.read()
        self.session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
        sender = Sender(found.server, found.sender, found.domain, found.links)
        self.notifier = Notifier(Ledger(found.place), sender, found.seconds)
        self.rounds: Shared[Answer] = Shared(found.seconds)

    def round(self, part: str) -> Answer:
        """Send what is due now."""
        google = Google.at(self.settings.place, self.session, Patience(self.settings.seconds))
        report = self.notifier.run(google, now, part)
        log("WARNING" if report.alerts else "INFO", "notified", **asdict(report))
        return asdict(report), 503 if report.no_server else 200


_instance = Once(_Instance)


def now() -> dt.datetime:
    """The time by which messages are due and receipts are stamped."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def notify(request: flask.Request) -> Answer:
    """Answer a tick of the schedule with a report of counts, of a round that began after the tick had come."""
    return answered("notify", lambda: _notified(request))


def _notified(request: flask.Request) -> Answer:
    part = asked(request, {"kind"}).get("kind", "")
    if part not in ("", *PARTS):
        raise NotAllowed(400, f"kind is one of {', '.join(PARTS)}")
    instance = _instance()
    return instance.rounds(lambda: answered("notify", lambda: instance.round(part)), part, came(request))

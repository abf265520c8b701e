"""POST / : recap, publish and look after everything. 200 done, 4xx not a call of the schedule, 5xx try again."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import flask
import functions_framework

from functions.answers import Answer, answered, in_json
from functions.arrival import came
from functions.door import asked
from functions.ending import end_in_time
from functions.gapi.objects import Bucket
from functions.gapi.patience import Patience
from functions.gapi.session import Session
from functions.ledger.drain import Ledger
from functions.ledger.ports import Google
from functions.logs import log
from functions.recap import settings
from functions.recap.run import Recap
from functions.sharing import Once, Shared

end_in_time()
in_json()


class _Instance:
    """What an instance keeps: its settings, one session, the state it has folded, who shares the next recap."""

    def __init__(self) -> None:
        self.settings = found = settings.read()
        self.session = Session.default(emulator=found.emulator, storage_emulator=found.storage_emulator)
        self.work = Recap(Ledger(found.place), found.topic)
        self.recaps: Shared[Answer] = Shared(found.seconds)

    def recap(self) -> Answer:
        """Count, publish and look after everything now."""
        google = Google.at(self.settings.place, self.session, Patience(self.settings.seconds))
        open_data = Bucket(self.session.bounded(google.patience), self.settings.open_bucket)
        report = self.work.run(google, open_data, now())
        log("ERROR" if report.failed else "WARNING" if report.alerts else "INFO", "recapped", **asdict(report))
        return asdict(report), 503 if report.failed else 200


_instance = Once(_Instance)


def now() -> dt.datetime:
    """The moment of a recap, by which its cut-off is chosen."""
    return dt.datetime.now(dt.UTC)


@functions_framework.http
def recap(request: flask.Request) -> Answer:
    """Answer the schedule with a report of counts, of a recap that began after the call had come."""
    return answered("recap", lambda: _recapped(request))


def _recapped(request: flask.Request) -> Answer:
    asked(request)
    instance = _instance()
    return instance.recaps(lambda: answered("recap", instance.recap), came=came(request))

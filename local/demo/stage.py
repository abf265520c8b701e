"""Where the demo plays: a local Google, a city on it, a mailbox, and processes of the functions. All on loopback."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests
from google.oauth2 import service_account

from deploy import buckets
from deploy.city import City, create_city
from functions.gapi.forms import Form
from functions.gapi.session import SCOPES, Effect, Session
from local.demo.processes import FunctionServer
from local.demo.scenario import Scenario
from local.google.server import LocalGoogle
from local.mailbox.server import HOST, Mailbox
from sheets_schema.public import COMMITMENTS

OWNER, SYSTEM, STAFF = (f"{name}@contoh.example" for name in ("pemilik", "ksbb-commit", "petugas"))
_READS = ("sheets.spreadsheets.get", "sheets.spreadsheets.values.get", "sheets.spreadsheets.values.batchGet")
TOPIC = "projects/lokal/topics/jawaban"


@dataclass(frozen=True)
class People:
    """The identities of the demo."""

    system: str = SYSTEM
    staff: Sequence[str] = (STAFF,)


@dataclass
class Stage:
    """Everything that stands while the demo runs."""

    google: LocalGoogle
    city: City
    box: Mailbox
    servers: list[FunctionServer]
    notifiers: list[FunctionServer]
    _by_people: Counter[str]
    _variables: Mapping[str, str]
    _folder: Path

    def session(self, email: str) -> Session:
        """A session as this person, whose calls are told from those of the functions."""
        session = _session(self.google, email)
        session.http.hooks["response"].append(self._count)
        return session

    def calls(self) -> dict[str, int]:
        """Calls of `commit`: drains, and reads and writes of the Sheets API since the city was made."""
        made = self._sheets_calls()
        return {
            "drains": sum(len(server.answers) for server in self.servers),
            "sheets_reads": made["reads"] - self._by_people["reads"],
            "sheets_writes": made["writes"] - self._by_people["writes"],
        }

    def _sheets_calls(self) -> Counter[str]:
        made = Counter[str]()
        for method, times in self.google.control.calls().items():
            if method.startswith("sheets."):
                made["reads" if method in _READS else "writes"] += times
        return made

    @contextlib.contextmanager
    def not_counted(self) -> Iterator[None]:
        """What is called in this block, while no `commit` runs, is not counted as its calls."""
        before = self._sheets_calls()
        try:
            yield
        finally:
            self._by_people.update(self._sheets_calls() - before)

    def moment(self) -> dt.datetime:
        """What time it is at the local Google."""
        return self.google.now()

    def move_clock(self, time: dt.timedelta) -> None:
        """Time goes by there."""
        self.google.control.set_clock(now=(self.moment() + time).isoformat())

    def watch_form(self, topic: str) -> None:
        """Have each new response announced on a Pub/Sub topic."""
        url = f"https://forms.googleapis.com/v1/forms/{self.city.form}/watches"
        watch = {"eventType": "RESPONSES", "target": {"topic": {"topicName": topic}}}
        session = self.session(OWNER)
        session.request("forms.forms.watches.create", "POST", url, Effect.ONCE, json={"watch": watch})

    def recap(self, moment: dt.datetime) -> dict[str, Any]:
        """Let it be this moment and call the function `recap` once; its answer, and the log of its process."""
        self.google.control.set_clock(now=moment.isoformat())
        with FunctionServer("recap", f"{moment:%d}", self._variables, self._folder) as server:
            server.wait_until_up()
            return {**server.poke(), "log": server.log_lines()}

    def _count(self, answer: requests.Response, **_: Any) -> None:
        if "/v4/spreadsheets" in str(answer.request.url):
            self._by_people["reads" if answer.request.method == "GET" else "writes"] += 1

    @cached_property
    def form_url(self) -> str:
        """Where donors fill in the form."""
        return str(Form(self.session(OWNER), self.city.form).describe()["responderUri"])

    def workbook_url(self, workbook: str) -> str:
        """Where people read a workbook."""
        return f"{self.google.base_url}/spreadsheets/d/{workbook}/edit"


def _session(google: LocalGoogle, email: str) -> Session:
    make: Any = service_account.Credentials.from_service_account_info
    scopes = buckets.SCOPES if email == OWNER else SCOPES
    return Session(make(google.credentials_info(email), scopes=scopes), emulator=google.base_url)


@contextlib.contextmanager
def stage(scenario: Scenario, servers: int, port: int = 0) -> Iterator[Stage]:
    """Set everything up for a scenario with this many commit processes; all of it ends with the block."""
    with LocalGoogle(port=port) as google, tempfile.TemporaryDirectory(prefix="ksbb-demo-") as folder:
        note = " (contoh: jumlah KK, orang, ODP, PDP dan kasus positif serta titik peta sintetis)"
        google.control.set_clock(now=scenario.submissions[0].moment.isoformat())
        city = create_city(
            _session(google, OWNER),
            environment="demo",
            project="lokal",
            bucket="ksbb-demo",
            people=People(),
            rows=scenario.tabs,
            topic=TOPIC,
            note=note,
        )
        google.control.set_pages(people=[{"email": STAFF, "label": "Petugas"}, {"email": OWNER, "label": "Pemilik"}])
        key = google.key_file(Path(folder) / "kunci.json", SYSTEM)
        variables = city.variables() | {
            "GOOGLE_EMULATOR_HOST": google.base_url,
            "STORAGE_EMULATOR_HOST": google.base_url,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
        }
        with contextlib.ExitStack() as running:
            box = running.enter_context(Mailbox())
            made = Stage(google, city, box, [], [], Counter(), variables, Path(folder))
            box.clock = made.moment
            _start(running, made, servers)
            google.control.reset_calls()
            yield made


def _start(running: contextlib.ExitStack, made: Stage, servers: int) -> None:
    """This many processes of `commit` and of `notify`; they end with `running`."""
    for_mail = {**made._variables, **_for_mail(made)}
    for number in range(1, servers + 1):
        made.servers.append(running.enter_context(FunctionServer("commit", number, made._variables, made._folder)))
        made.notifiers.append(running.enter_context(FunctionServer("notify", number, for_mail, made._folder)))
    for server in (*made.servers, *made.notifiers):
        server.wait_until_up()


def _for_mail(made: Stage) -> dict[str, str]:
    """How `notify` sends here, and where its links lead. The mailbox on this machine speaks no TLS."""
    return {
        "KSBB_MAIL_HOST": HOST,
        "KSBB_MAIL_PORT": str(made.box.port),
        "KSBB_MAIL_TLS": "none",
        "KSBB_MAIL_FROM": "ksbb@contoh.example",
        "KSBB_FORM_URL": made.form_url,
        "KSBB_STATUS_URL": f"{made.workbook_url(made.city.public)}#gid={COMMITMENTS.sheet_id}&range=A{{row}}",
        "KSBB_PRIVATE_URL": made.workbook_url(made.city.private),
    }

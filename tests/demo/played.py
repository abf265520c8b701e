"""The scenario played in memory with the pure core: what an export of a faultless week looks like."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from functions.core.book import Book, DonorNote, StaffRequest
from functions.core.contacts import contact_keys
from functions.core.decide import decide
from functions.core.donors import known_by
from functions.core.events import Bound, Event
from functions.core.state import State
from functions.core.submission import Response
from functions.ledger.journal import decode, encode, name_of
from functions.ledger.views import commitment_cells, donor_cells, public_commitment
from local.demo.oracle import Material
from local.demo.oracle.material import Sheet
from local.demo.people import AGGREGATORS
from local.demo.scenario import Scenario
from local.demo.staff import Added, Asked, Deed, Noted, Typed
from local.demo.submissions import Submission
from sheets_schema import form, private, public
from sheets_schema.cells import render
from sheets_schema.column import Tab
from sheets_schema.questions import city_form
from sheets_schema.reference import initial_rows, regions
from sheets_schema.settings import Settings
from sheets_schema.terms import Active
from tests.city import PLACES

BEGINS = dt.datetime(2020, 4, 24, tzinfo=dt.UTC)


class Played:
    """One ledger without Google: responses come in, deeds are done, everything is decided at once."""

    def __init__(self, scenario: Scenario) -> None:
        self.state = State()
        self.objects: dict[str, str] = {}
        self.targets = {t.code: t for t in scenario.targets}
        self.rows: dict[str, list[private.Target]] = {t.code: [t] for t in scenario.targets}
        self.requests: dict[int, StaffRequest] = {}
        self.responses: dict[str, Response] = {}
        self.notes: dict[str, DonorNote] = {}
        self.scenario = scenario
        self.now = BEGINS
        bound = Bound(environment="test", bucket="b", form="f", private="p", public="q", salt="s")
        self._append([bound])
        harmless = [hand.deed for hand in scenario.hands]
        for wave in scenario.waves:
            for submission in wave.submissions:
                self.responses[submission.key] = response(submission)
                self.now = submission.moment.astimezone(dt.UTC)
            self.drain()
            for deed in wave.deeds:
                if deed not in harmless:
                    self._do(deed)
            self.drain()

    def drain(self) -> None:
        """Decide until nothing is left to decide."""
        while events := decide(self.state, self.book(), self.responses.values(), self.now):
            self._append(events)

    def _append(self, events: Iterable[Event]) -> None:
        n = self.state.head + 1
        data = encode(n, self.state.digest, self.now, "test", tuple(events))
        self.objects[name_of(n)] = data.decode()
        self.state.apply(events, n, decode(data).at)
        self.state.digest = hashlib.sha256(data).hexdigest()

    def book(self) -> Book:
        """The staff tabs as they stand."""
        kinds = {kind.code: kind for kind in initial_rows(private.AID_KINDS) if isinstance(kind, private.AidKind)}
        contacts = []
        for line in self.state.lines.values():
            told = self.responses[line.response]
            if line.donor:
                contacts.append((contact_keys(told.first("phone"), told.email), line.donor))
        overrides = self.scenario.tabs[private.QUOTAS]
        periods = self.scenario.tabs[private.PERIODS]
        return Book(
            targets={
                code: rows[0] for code, rows in self.rows.items() if len(rows) == 1 and rows[0].poor_households != -1
            },
            known_targets=frozenset(self.rows),
            kinds=kinds,
            known_kinds=frozenset(kinds),
            periods=tuple(p for p in periods if isinstance(p, private.Period)),
            overrides={
                (o.target, o.kind, o.period): o.quota for o in overrides if isinstance(o, private.QuotaOverride)
            },
            settings=Settings(aggregators=AGGREGATORS),
            requests=self.requests,
            donors=self.notes,
            contacts=known_by(contacts),
            places=PLACES,
        )

    def _do(self, deed: Deed) -> None:
        match deed:
            case Asked():
                number = next(
                    line.n
                    for line in self.state.lines.values()
                    if (line.response, line.kind) == (deed.submission, deed.kind)
                )
                amount = int(deed.amount.split()[0]) if isinstance(deed.amount, str) else deed.amount
                self.requests[number] = StaffRequest(deed.action, amount, deed.new_date, deed.reason, deed.staff)
            case Noted():
                same_as = self._donor(deed.same_as) if deed.same_as else None
                self.notes[self._donor(deed.submission)] = DonorNote(same_as, deed.approved_name or None)
            case Added(row=private.Target() as row):
                self.rows[row.code].append(row)
            case Typed(label="jumlah kk rentan"):
                amount = deed.value if isinstance(deed.value, int) else -1  # -1: the row cannot be used
                self._change(deed.key, {"poor_households": amount})
            case Typed(label="status"):
                self._change(deed.key, {"status": Active(deed.value)})

    def _donor(self, submission: str) -> str:
        return next(line.donor or "" for line in self.state.lines.values() if line.response == submission)

    def _change(self, code: str, update: Mapping[str, object]) -> None:
        self.rows[code] = [row.model_copy(update=dict(update)) for row in self.rows[code]]


def response(submission: Submission) -> Response:
    """The submission as the form hands it out."""
    at = submission.moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000000000Z")
    answers = {
        form.question_id(key): tuple(value) if isinstance(value, list) else (value,)
        for key, value in submission.answers.items()
        if key != "email"
    }
    return Response(submission.key, at, at, answers, str(submission.answers.get("email", "")))


def material(played: Played) -> Material:
    """The export of what was played."""
    state, told = played.state, played.responses
    private_rows, public_rows = [], []
    for n, line in sorted(state.lines.items()):
        cells = commitment_cells(state, line, told[line.response], played.notes) | _typed(played.requests.get(n))
        private_rows.append(_raw(private.COMMITMENTS, cells))
        shown = public_commitment(state, line, told[line.response], played.notes, played.book())
        public_rows.append(_raw(public.COMMITMENTS, dict(shown)))
    tabs = {tab: [dict(row) for row in (played.scenario.tabs.get(tab) or initial_rows(tab))] for tab in private.TABS}
    tabs[private.DONORS] = [_donor_row(played, code) for code in state.donors]
    tabs[private.TARGETS] = [dict(row) for rows in played.rows.values() for row in rows]
    return Material(
        form={"items": _items(played)},
        responses=[_resource(r) for r in told.values()],
        private={t.title: _sheet(t, rows) for t, rows in tabs.items()}
        | {"Komitmen": Sheet([c.label for c in private.COMMITMENTS.columns], private_rows)},
        public={"Komitmen": Sheet([c.label for c in public.COMMITMENTS.columns], public_rows)},
        objects=dict(played.objects),
        logs={"commit-1": ['{"message": "drained", "head": 2}']},
        answers=[{"process": "commit-1", "status": 200, "headers": {}, "body": '{"head": 2}'}],
        calls={"drains": 1, "sheets_reads": 2, "sheets_writes": 2},
    )


def _donor_row(played: Played, code: str) -> dict[str, object]:
    note = played.notes.get(code, DonorNote())
    cells = donor_cells(played.state, code, played.responses[played.state.donors[code].response], played.notes)
    return {**cells, "same_as": note.same_as, "approved_name": note.approved_name}


def _typed(request: StaffRequest | None) -> dict[str, object]:
    keys = ("action", "amount", "new_date", "staff_reason", "staff")
    if request is None:
        return dict.fromkeys(keys)
    said = (request.action, request.amount, request.new_date, request.reason or None, request.staff)
    return dict(zip(keys, said, strict=True))


def _sheet(tab: Tab[Any], rows: Iterable[Mapping[str, object]]) -> Sheet:
    return Sheet([column.label for column in tab.columns], [_raw(tab, row) for row in rows])


def _raw(tab: Tab[Any], values: Mapping[str, object]) -> list[Any]:
    """A row as an unformatted read returns it."""
    cells = [render(column, values.get(column.key)) for column in tab.columns]
    return [next(iter(cell.get("userEnteredValue", {}).values()), None) for cell in cells]


def _items(played: Played) -> list[Mapping[str, Any]]:
    kinds = [kind for kind in initial_rows(private.AID_KINDS) if isinstance(kind, private.AidKind)]
    items = city_form(kinds, played.scenario.targets, regions(), AGGREGATORS)
    return [r["createItem"]["item"] for r in form.creation_requests(items) if "createItem" in r]


def _resource(told: Response) -> dict[str, Any]:
    return {
        "responseId": told.id,
        "createTime": told.created,
        "lastSubmittedTime": told.submitted,
        "respondentEmail": told.email,
        "answers": {
            question: {"questionId": question, "textAnswers": {"answers": [{"value": v} for v in values]}}
            for question, values in told.answers.items()
        },
    }

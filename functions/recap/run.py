"""One recap: read everything, freeze the figures, then put every view and file right. Steps do not stop each other."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, cast

from functions.core.exchanges import believed
from functions.core.identity import TARGET, in_doubt
from functions.core.notes import in_force
from functions.core.submission import JAKARTA
from functions.gapi.errors import GoogleError
from functions.ledger import form, stored
from functions.ledger.account import WrongIdentity, functions_account
from functions.ledger.collapse import usable
from functions.ledger.desk import DeskReader
from functions.ledger.doctor import problem_rows
from functions.ledger.drain import Ledger
from functions.ledger.journal import EntryLost
from functions.ledger.loose import keeping
from functions.ledger.ports import Google
from functions.ledger.rows import lost, write
from functions.ledger.showing import problem_requests
from functions.logs import crash, log
from functions.recap.figures.figures import figures
from functions.recap.figures.rooms import availability
from functions.recap.frozen import snapshot
from functions.recap.frozen.snapshot import Snapshot
from functions.recap.public import tabs
from functions.recap.public.opendata import files
from functions.recap.public.rooms import availability_rows, left_now
from functions.recap.reading import Reading, read
from functions.recap.upkeep import responses, views, watch
from functions.recap.upkeep.audit import Audit, audit
from functions.recap.upkeep.bucket import look
from sheets_schema import private, public
from sheets_schema.column import Row, Tab
from sheets_schema.private import Availability
from sheets_schema.protection import closed

_AHEAD = dt.timedelta(days=7)
"""A recap frozen by a clock that ran ahead stays the newest, but not one of a day that is years away."""
_MOST = 20
"""Row numbers and response ids named in a report; more would hide the rest."""

_REBUILD = "the owner of both workbooks must run rebuild"


@dataclass(slots=True)
class Report:
    """What a recap found and did: counts, row numbers and codes only. `failed` names the steps to be tried again."""

    head: int = 0
    recap: str = ""
    corrections: int = 0
    private_rows: list[int] = field(default_factory=list)
    rows_behind: int = 0
    public_rows: dict[str, list[int]] = field(default_factory=dict)
    public_shapes: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    problems: int = 0
    files: int = 0
    form_changes: int = 0
    watch: str = ""
    alerts: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class OpenData(Protocol):
    """The public bucket."""

    name: str

    def put(self, name: str, data: bytes, content_type: str, cache: str) -> None: ...


class Recap:
    """The recap of one ledger, as an instance keeps it."""

    def __init__(self, ledger: Ledger, topic: str) -> None:
        self._ledger, self._topic = ledger, topic
        self._reader = DeskReader()
        self._one_at_a_time = threading.Lock()

    def run(self, google: Google, open_data: OpenData, now: dt.datetime) -> Report:
        """Do everything once; again, it changes nothing. Raises GoogleError while reading, and JournalError."""
        with self._one_at_a_time:
            found, audited, alerts = self._read(google)
            return _Run(self._ledger, google, open_data, now, found, audited, alerts).run(self._topic)

    def _read(self, google: Google) -> tuple[Reading, Audit, list[str]]:
        found = read(google, self._reader)
        # Last, so that the journal is never older than what the sheets show.
        alerts = self._ledger.catch_up(google)
        responses = found.answers.responses if found.answers else None
        notes = in_force(self._ledger.state, found.desk.book.donors)
        audited = audit(
            self._ledger.state, found.private, responses, notes, believed(self._ledger.state, found.desk.book)
        )
        found = replace(found, desk=audited.desk(found.desk))
        newest = max(found.desk.commitments.versions.values(), default=0)
        if newest > self._ledger.state.head:
            raise EntryLost(newest, self._ledger.state.head)
        return replace(found, desk=usable(self._ledger.state, found.desk)), audited, alerts


class _Run:
    """The steps of one run, over one reading."""

    def __init__(
        self,
        ledger: Ledger,
        google: Google,
        open_data: OpenData,
        now: dt.datetime,
        found: Reading,
        audited: Audit,
        alerts: list[str],
    ) -> None:
        self._state, self._google, self._open_data, self._now, self._found = ledger.state, google, open_data, now, found
        self._audited = audited
        self._book = believed(self._state, found.desk.book)
        self._today = now.astimezone(JAKARTA).date()
        self._rooms: Sequence[Availability] | None = None
        self._report = Report(head=ledger.state.head, failed=[] if found.answers else ["read form"], alerts=alerts)

    def run(self, topic: str) -> Report:
        """Every step; a step that fails is named, and the others are done."""
        self._look()
        frozen: list[Snapshot | None] = []
        self._step("freeze", lambda: frozen.append(self._freeze()))
        recap = frozen[0] if frozen else None
        # The public rows come after: writing the private workbook anew needs the most memory.
        self._step("private", lambda: self._private(recap))
        rows: dict[Tab[Any], Sequence[Row] | None] = dict.fromkeys(public.TABS)
        self._step("rows", lambda: rows.update(self._public_rows(recap)))
        self._step("public", lambda: self._public(rows))
        self._step("objects", lambda: self._report.alerts.extend(look(self._google.objects, self._state.head)))
        self._step("form", self._form)
        self._step("watch", lambda: self._watch(topic))
        # Nothing that was read is needed any more, and charts need the memory.
        del self._found, self._audited, self._rooms
        self._step("open data", lambda: self._files(rows, recap))
        return self._report

    def _step(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except GoogleError as error:
            self._report.failed.append(name)
            log("ERROR", "recap step failed", step=name, error=str(error))
        except Exception as error:  # a mistake in one step must not keep the others from being done
            self._report.failed.append(name)
            crash(error)

    def _look(self) -> None:
        """What nobody else would notice."""
        found = self._found
        if found.answers:
            self._look_for_responses(found.answers.created)
        if not found.desk.commitments.in_order:
            self._report.alerts.append("rows of Komitmen are out of order; run rebuild")
        if not found.desk.commitments.places:
            self._report.alerts.append("a system header of Komitmen is gone; run rebuild")
        if found.desk.book.waiting:
            self._report.alerts.append("a tab that quotas rest on cannot be read; figures about room are left out")
        missing = [tab.title for tab in private.TABS if tab.sheet_id not in found.private.sheets]
        if missing:
            self._report.alerts.append(f"tabs are missing: {', '.join(missing)}; run rebuild")
        if shut := closed(private.TABS, found.private.about):
            self._report.alerts.append(f"protected ranges of {', '.join(shut)} shut the functions out; {_REBUILD}")

    def _look_for_responses(self, created: Mapping[str, str]) -> None:
        """Those that nobody decided, and those that were decided and are no more."""
        report = self._report
        report.undecided = responses.undecided(self._state, created, self._now)[:_MOST]
        if report.undecided:
            report.alerts.append("responses wait undecided for more than 30 minutes; is commit running?")
        if gone := responses.gone(self._state, created, self._now):
            report.alerts.append(
                f"{gone} responses of running commitments are gone from the form: no mail reaches their donors; "
                "rows of Komitmen keep the contacts"
            )

    def _freeze(self) -> Snapshot | None:
        """Freeze today once the cut-off has come. Returns the recap of the newest day, which is what people read."""
        objects = self._google.objects
        spoilt: list[str] = []
        try:
            if snapshot.may_freeze(self._now):
                cash = self._found.desk.readings.get(private.CASH)
                rows = [located.row for located in cash.rows] if cash else None
                made = figures(self._state, self._book, rows, self._now)
                snapshot.freeze(objects, self._state, made, spoilt.append)
            found = snapshot.latest(objects, until=self._today + _AHEAD, spoilt=spoilt.append)
        finally:
            self._report.alerts += stored.passed_over(spoilt, "no sound recap of their day")
        if found:
            self._report.recap, self._report.corrections = found.date.isoformat(), len(found.corrections)
            if found.date > self._today:
                self._report.alerts.append(f"the recap of {found.date} is newer than today; is the clock right?")
        return found

    def _public_rows(self, recap: Snapshot | None) -> dict[Tab[Any], Sequence[Row] | None]:
        """What the public may read. None: a tab that it rests on cannot be read now, so it stays as it is."""
        desk, state, answers = self._found.desk, self._state, self._found.answers
        notes, book = in_force(state, desk.book.donors), desk.book
        cash = desk.readings.get(private.CASH)
        usable = private.TARGETS in desk.readings and not self._doubtful(TARGET)
        usable = usable and not self._without_place()
        rooms = self._room()
        left = left_now(rooms or (), book, self._today)
        return {
            public.TARGETS: tabs.target_rows(book, answers.about["responderUri"], left) if answers and usable else None,
            public.AVAILABILITY: None if rooms is None else availability_rows(rooms, book, self._today),
            public.COMMITMENTS: tabs.commitment_rows(state, answers.responses, notes, book) if answers else None,
            public.FIGURES: tabs.figure_rows(recap) if recap else None,
            public.PERIODS: tabs.period_rows(book.periods) if private.PERIODS in desk.readings else None,
            public.AID_KINDS: tabs.kind_rows(book.kinds.values()) if private.AID_KINDS in desk.readings else None,
            public.CASH: tabs.cash_rows(located.row for located in cash.rows) if cash else None,
            public.GUIDE: tabs.guide_rows(f"https://storage.googleapis.com/{self._open_data.name}/"),
        }

    def _room(self) -> Sequence[Availability] | None:
        """Room under each key; None: a tab that quotas rest on cannot be read."""
        if self._rooms is None and not self._found.desk.book.waiting:
            self._rooms = availability(self._state, self._book, self._today)
        return self._rooms

    def _private(self, recap: Snapshot | None) -> None:
        """Rekap, Ketersediaan, rows of Komitmen that say something else than the journal, findings, spare rows."""
        desk, standing = self._found.desk, self._found.private
        own: dict[Tab[Any], Sequence[Row] | None] = {
            private.FIGURES: tabs.figure_rows(recap) if recap else None,
            private.AVAILABILITY: self._room(),
        }
        own = {tab: wanted for tab, wanted in own.items() if tab.sheet_id in standing.sheets}
        repair = views.repair_tabs(own, standing)
        problems = problem_rows(self._state, desk, self._google.private.id)
        problems = [*form.still_told(desk.problems, self._now), *problems]
        differing = (self._audited.commitments, self._audited.donors)
        for some in (some for some in differing if some.damaged):
            self._report.alerts.append(f"{len(some.damaged)} rows of {some.tab.title} differed from the journal")
        self._report.private_rows = sorted(self._audited.commitments.damaged)[:_MOST]
        self._report.rows_behind = self._audited.behind
        self._report.problems = len(problems)
        write(
            self._google.private,
            differing,
            [
                *keeping(lost(self._state, differing), desk.loose, self._now),
                *repair.requests,
                *problem_requests(desk, problems),
                *views.spare_rows(private.TABS, standing, {**own, private.PROBLEMS: problems}),
            ],
        )

    def _public(self, rows: dict[Tab[Any], Sequence[Row] | None]) -> None:
        standing = views.read(self._google.public, public.TABS, views.ABOUT_WHOLE)
        if commitments := rows[public.COMMITMENTS]:
            published = standing.cells.get(public.COMMITMENTS.sheet_id, ())
            told = cast("Sequence[public.PublicCommitment]", commitments)
            rows[public.COMMITMENTS] = tabs.keeping_words(told, published, self._found.desk.book)
        if shut := closed(public.TABS, standing.about):
            self._report.alerts.append(
                f"protected ranges of {', '.join(shut)} (public) shut the functions out; {_REBUILD}"
            )
        repair = views.repair_whole(rows, standing, self._account())
        self._report.public_rows = {title: list(numbers)[:_MOST] for title, numbers in repair.rows.items()}
        self._report.public_shapes = list(repair.shapes)
        requests = [*repair.requests, *views.spare_rows(public.TABS, standing, rows)]
        if requests:
            self._google.public.write(requests)

    def _account(self) -> str | None:
        """Whom protected ranges name; None when this cannot be told, so that they are left as they are."""
        try:
            return functions_account(self._google)
        except WrongIdentity as error:
            self._report.alerts.append(f"protected ranges are left as they are: {error}")
        except GoogleError as error:
            self._report.alerts.append(f"protected ranges are left as they are: {error.method} failed")
        return None

    def _files(self, rows: Mapping[Tab[Any], Sequence[Row] | None], recap: Snapshot | None) -> None:
        if recap:
            found = files.files(rows, self._state, self._book, recap, self._now)
            self._report.files = files.publish(self._open_data, found)

    def _form(self) -> None:
        google, found, book = self._google.form, self._found.answers, self._found.desk.book
        if found is None:
            return
        done = form.refresh_form(
            google, found.about, self._state, book, placed=private.REGIONS in self._found.desk.readings
        )
        self._report.form_changes = done.changes
        if done.refused:
            names = ", ".join([*done.refused][:_MOST])
            self._report.alerts.append(f"Google refuses changes to the form, and only to these parts of it: {names}")
        if form.is_restricted(google, found.about, book, self._today):
            self._report.alerts.append("not everybody can answer the form though a period is open: it is restricted")

    def _without_place(self) -> bool:
        """Whether targets lie in a kelurahan that only Wilayah knows, and it cannot be read: they are not gone."""
        book = self._found.desk.book
        unknown = any(book.places.of_target(target) is None for target in book.targets.values())
        return unknown and private.REGIONS not in self._found.desk.readings

    def _doubtful(self, *tabs: str) -> bool:
        """Whether a code of these tabs seems another's: whoever reads or chooses it would mean the other one."""
        return any(in_doubt(self._book, tab, code) for tab in tabs for code in self._book.swapped.get(tab, ()))

    def _watch(self, topic: str) -> None:
        done = watch.keep_watch(self._google.form, topic, self._now)
        self._report.watch = done.done
        if done.alert:
            self._report.alerts.append(done.alert)

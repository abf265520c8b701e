"""The transaction loop: read, decide, create the next entry, show (design, section 5)."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any

from functions.core.contacts import contact_keys
from functions.core.decide import decide
from functions.core.donors import known_by
from functions.core.events import Event, LineDecided, RequestDecided
from functions.core.state import State
from functions.core.submission import Response
from functions.gapi.errors import GoogleError
from functions.gapi.forms import FormResponse
from functions.ledger import changedform, fold, form, journal, responses
from functions.ledger.collapse import usable
from functions.ledger.crosscheck import entry_lost
from functions.ledger.damage import believed, examined, suspicious
from functions.ledger.desk import Desk, DeskReader
from functions.ledger.doctor import problem_rows
from functions.ledger.journal import EntryLost, JournalError
from functions.ledger.numbered import Shown
from functions.ledger.ports import Google, Place, Report
from functions.ledger.showing import needed_responses, problem_requests, read_public, show_private, show_public
from functions.ledger.stored import passed_over
from sheets_schema.private import REGIONS, Problem

OVERLAP = dt.timedelta(hours=24)
"""How far before the cursor responses are listed again: the form's filter is not documented to be exact."""

_FORM_SECONDS = 8
"""To look at the form, and to put it right: rows and mails wait no longer for that."""

_FEW = 30
"""Up to this many old responses are fetched one by one; beyond, the whole form is listed."""


class Ledger:
    """One city's ledger as an instance keeps it: what it has folded so far. Everything else is read anew."""

    def __init__(self, place: Place, clock: Callable[[], float] = time.monotonic) -> None:
        self.place = place
        self.state = State()
        self.checkpoint = 0
        """The last entry whose state has a checkpoint."""
        self._desk_reader = DeskReader()
        self._clock = clock
        self._one_at_a_time = threading.Lock()

    def drain(self, google: Google, now: dt.datetime) -> Report:
        """Decide everything that waits and show it. Doing it again, or at the same time elsewhere, changes nothing.

        Raises GoogleError (what was decided stays decided) and JournalError (nothing may be decided).
        """
        with self._one_at_a_time:
            return _Drain(self, self._desk_reader, google, now, self._clock).run()

    def catch_up(self, google: Google) -> list[str]:
        """Fold what the journal holds beyond the known head. Returns alerts. Raises JournalError."""
        begun = fold.Start(self.state) if self.state.head else fold.start(google.objects)
        strays = list(begun.strays)
        entries = journal.read_after(google.objects, begun.state.head, begun.state.digest, strays.extend)
        if not self.state.head:
            self.checkpoint = begun.state.head
        self.state = fold.fold(begun.state, entries)
        self.checkpoint = max([self.checkpoint, *(entry.n - 1 for entry in entries if fold.vouched(entry))])
        self.place.check(self.state.bound)
        return [*passed_over(begun.unused, "no checkpoint that the journal vouches for"), *passed_over(strays)]


class _Drain:
    """One run of the loop."""

    def __init__(
        self, ledger: Ledger, reader: DeskReader, google: Google, now: dt.datetime, clock: Callable[[], float]
    ) -> None:
        self._ledger, self._reader, self._google, self._now, self._clock = ledger, reader, google, now, clock
        self._report = Report()
        self._responses: dict[str, Response] = {}
        self._not_shown: GoogleError | None = None
        self._checkpoint: tuple[str, bytes] | None = None

    def run(self) -> Report:
        with ThreadPoolExecutor(8) as pool:
            about = pool.submit(lambda: self._google.form.hurried(_FORM_SECONDS).describe())
            desk, shown = self._read(pool)
            while not self._decided(desk):
                desk, shown = self._read(pool)
            kept = pool.submit(self._keep_checkpoint)
            self._show(pool, desk, shown, self._form(desk, about))
            self._alert(kept.result())
        self._report.head = self._ledger.state.head
        return self._report

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = self._clock()
        try:
            yield
        finally:
            self._report.seconds[step] = self._report.seconds.get(step, 0) + self._clock() - started

    def _read(self, pool: ThreadPoolExecutor) -> tuple[Desk, Shown]:
        """Both workbooks and the responses, no older than what any known entry was decided on.

        Raises JournalError when a row shows an entry that the journal does not hold: then one was lost, and nothing
        may be decided.
        """
        with self._timed("read"):
            closely = False
            while True:
                desk, shown = self._read_after_journal(pool, closely=closely)
                newest = max([*desk.commitments.versions.values(), *shown.versions.values()], default=0)
                if newest <= self._ledger.state.head:
                    desk = usable(self._ledger.state, desk)
                    self._complete(pool, desk, shown)
                    return desk, shown
                # Another instance may have decided and shown between our readings; it may have seen newer cells.
                self._alert(self._ledger.catch_up(self._google))
                if newest > self._ledger.state.head:
                    if closely:
                        self._tell_staff(desk, newest)
                        raise EntryLost(newest, self._ledger.state.head)
                    closely = True

    def _complete(self, pool: ThreadPoolExecutor, desk: Desk, shown: Shown) -> None:
        """The responses beyond those just listed that deciding and showing need."""
        if desk.contacts is None:
            # Without the rows only the form itself tells who has given before.
            self._take(self._google.form.responses())
        self._fetch(pool, needed_responses(self._ledger.state, desk, shown))

    def _tell_staff(self, desk: Desk, newest: int) -> None:
        """Nothing will be shown until a person has looked: Pemeriksaan Data says so, if it can be written."""
        state, workbook = self._ledger.state, self._google.private
        found = [entry_lost(desk, newest, state.head), *problem_rows(state, desk, workbook.id)]
        with suppress(GoogleError):
            if requests := list(problem_requests(desk, found)):
                workbook.write(requests)

    def _read_after_journal(self, pool: ThreadPoolExecutor, *, closely: bool) -> tuple[Desk, Shown]:
        """The journal's tail first, then everything else side by side; rows that look odd once more, as a whole.

        An entry that we know was decided on cells read before it was created, so ours are newer; one that we do not
        know makes our next put fail. Read the other way round, a request could be decided that staff have changed.
        """
        self._alert(self._ledger.catch_up(self._google))
        reading = pool.submit(partial(self._reader.read, self._google.private, closely=closely))
        shown = pool.submit(self._shown)
        self._take(self._listed())
        desk, state = reading.result(), self._ledger.state
        if not desk.commitments.cells and suspicious(desk, state):
            desk = self._reader.read(self._google.private, closely=True)
        return examined(desk, state, self._responses), believed(shown.result(), state.head)

    def _shown(self) -> Shown:
        """What the public workbook shows. Deciding does not wait for it: without it nothing is shown there now."""
        try:
            return read_public(self._google.public)
        except GoogleError as error:
            self._not_shown = error
            return Shown()

    def _listed(self) -> list[FormResponse]:
        cursor = self._ledger.state.cursor
        if not cursor:
            return self._google.form.responses()
        since = dt.datetime.fromisoformat(cursor[:19]).replace(tzinfo=dt.UTC) - OVERLAP
        return self._google.form.responses(since.isoformat(timespec="seconds").replace("+00:00", "Z"))

    def _take(self, found: Iterable[FormResponse]) -> None:
        self._responses |= responses.by_id(found)

    def _fetch(self, pool: ThreadPoolExecutor, ids: Iterable[str]) -> None:
        """Responses that were not listed but that a row needs."""
        missing = [response for response in ids if response not in self._responses]
        if len(missing) > _FEW:
            self._take(self._google.form.responses())
        else:
            self._take(found for found in pool.map(partial(responses.one, self._google.form), missing) if found)

    def _contacts(self, desk: Desk) -> list[tuple[tuple[str, ...], str]]:
        """What donors are recognised by in the rows that are shown, and who."""
        found = []
        for k, contact in (desk.contacts or {}).items():
            line = self._ledger.state.lines.get(desk.commitments.numbers.get(k) or 0)
            if line and line.donor:
                found.append((contact_keys(*contact), line.donor))
        return found

    def _all_contacts(self, shown: Iterable[tuple[tuple[str, ...], str]]) -> dict[str, tuple[str, ...]]:
        """The same with the responses at hand."""
        found = list(shown)
        for response in self._responses.values():
            known = self._ledger.state.responses.get(response.id)
            donor = known and self._ledger.state.lines[known.lines[0]].donor
            if donor:
                found.append((contact_keys(response.first("phone"), response.email), donor))
        return known_by(found)

    def _decided(self, desk: Desk) -> bool:
        """Entries until nothing waits. False when another instance created the next one: read again, decide again."""
        with self._timed("decide"):
            contacts = self._contacts(desk)
        last: tuple[Event, ...] = ()
        while self._google.patience.left() > 0:
            state = self._ledger.state
            with self._timed("decide"):
                book = replace(desk.book, contacts=self._all_contacts(contacts))
                events = decide(state, book, self._responses.values(), self._now)
                vouches, checkpoint = self._vouched(state) if events else ({}, b"")
                data = journal.encode(state.head + 1, state.digest, self._now, "commit", events, vouches)
            if not events:
                return True
            if events == last:
                # Entries cannot be taken back: a fault in the rules must not fill the journal.
                raise JournalError("the same was decided twice in a row; nothing more is decided")
            last = events
            with self._timed("put"):
                ours = journal.append(self._google.objects, state.head + 1, data)
            if not ours:
                self._report.conflicts += 1
                return False
            self._ledger.state = fold.fold(state, [journal.decode(data)])
            self._count(events)
            self._alert(changedform.alerts(events))
            for name in vouches:
                self._checkpoint, self._ledger.checkpoint = (name, checkpoint), state.head
        self._report.alerts.append("out of time before everything was decided; the next drain goes on")
        return True

    def _vouched(self, state: State) -> tuple[dict[str, str], bytes]:
        """What the next entry says of the state that it follows, and the checkpoint to be put: now and then."""
        if state.head - self._ledger.checkpoint < fold.EVERY:
            return {}, b""
        data = fold.checkpoint(state)
        return fold.vouch(state, data), data

    def _keep_checkpoint(self) -> list[str]:
        """Put what the journal vouches for. Without it a cold start only takes longer."""
        if self._checkpoint is None:
            return []
        try:
            made = self._google.objects.put_if_absent(*self._checkpoint)
        except GoogleError as error:
            return [f"no checkpoint was put; cold starts take longer until the next one: {error}"]
        return [] if made else passed_over(self._checkpoint[:1], "in the place of a checkpoint")

    def _alert(self, alerts: Iterable[str]) -> None:
        self._report.alerts += [alert for alert in alerts if alert not in self._report.alerts]

    def _count(self, events: Iterable[Event]) -> None:
        self._report.entries += 1
        lines = [event for event in events if isinstance(event, LineDecided)]
        self._report.lines += len(lines)
        self._report.responses += len({event.response for event in lines})
        self._report.requests += sum(isinstance(event, RequestDecided) for event in events)

    def _form(self, desk: Desk, about: Future[Mapping[str, Any]]) -> list[Problem]:
        """The form put right; what staff are told of it. Whatever happens there, everything else goes on."""
        told = form.still_told(desk.problems, self._now)
        found = self._google.form.hurried(_FORM_SECONDS)
        try:
            done = form.refresh_form(
                found, about.result(), self._ledger.state, desk.book, placed=REGIONS in desk.readings
            )
        except GoogleError as error:
            self._alert([f"the form was not put right; the next drain tries again: {error}"])
            return told
        self._report.form_changes = done.changes
        if done.refused:
            self._alert([f"Google refuses changes to these parts of the form: {', '.join([*done.refused][:_FEW])}"])
        if done.by_hand:
            self._alert([f"somebody had changed the form; put right: {', '.join(done.by_hand[:_FEW])}"])
        new = form.told(done, self._now)
        return [*new, *(one for one in told if one not in new)]

    def _show(self, pool: ThreadPoolExecutor, desk: Desk, shown: Shown, more: Sequence[Problem]) -> None:
        """Both workbooks, even when one of them fails; what failed is repaired by the next drain."""
        with self._timed("show"):
            state = self._ledger.state
            self._fetch(pool, needed_responses(state, desk, shown))
            private = pool.submit(show_private, state, desk, self._google.private, self._responses, self._now, more)
            public = pool.submit(show_public, state, desk, shown, self._google.public, self._responses)
            wait([private])
            self._report.public_rows = public.result()
            self._report.private_rows, self._report.problems = private.result()
        if self._not_shown:
            raise self._not_shown
        if not desk.commitments.in_order:
            self._report.alerts.append("rows of Komitmen are out of order; requests wait for a rebuild")
        if desk.book.waiting:
            self._report.alerts.append("a tab that quotas rest on cannot be read; decisions wait")

"""The form against its declaration, whoever changed it: put right as a whole, one refused change stopping no other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from functions.core import exchanges
from functions.core.book import Book
from functions.core.identity import KIND, TARGET, in_doubt
from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.gapi.errors import Ambiguous, Permanent
from functions.gapi.forms import Form, takes_answers
from functions.gapi.sheets import Grid
from functions.ledger.doctor import shown_rows
from sheets_schema.declared import Change, changes
from sheets_schema.form import Question, Section, id_of
from sheets_schema.private import Problem
from sheets_schema.questions import city_form, is_from_tabs, keeping
from sheets_schema.terms import PeriodStatus

_PATIENCE = 5
"""How often the form may turn out to have changed since it was read; somebody who types changes it all the time."""
_TAB = "Formulir"
"""Where a finding says that it is: not in a tab."""
_TOLD = dt.timedelta(days=1)
"""Whoever looks at the findings once a day sees them."""
_REMEDY = (
    "Tidak perlu mengetik apa pun di formulir. Pilihan sasaran, jenis bantuan dan agregator diubah di tab Sasaran, "
    'Jenis Bantuan dan Pengaturan; formulir ditutup di Pengaturan, "formulir menerima jawaban". Kata-kata lain tetap.'
)
_REFUSED = "tidak dapat diperbaiki"
_DELETE = (
    "Buka formulir lewat penyunting, lalu hapus bagian itu: sistem membuatnya lagi dalam beberapa menit. Bila tetap "
    "disebut di sini, hubungi pengelola."
)

Json = Mapping[str, Any]


class Refreshed(NamedTuple):
    """How many changes were made, what Google refuses (key -> what people call it), and what somebody had changed."""

    changes: int = 0
    refused: Mapping[str, str] = MappingProxyType({})
    by_hand: tuple[str, ...] = ()


def refresh_form(form: Form, about: Json, state: State, book: Book, *, placed: bool = True) -> Refreshed:
    """Put right what differs from the declaration; `about` is the form as last read, `placed` whether Wilayah was read.

    While a code of a target or kind may be another's, or a tab cannot be read, what the tabs word stays as it is.
    Raises GoogleError when the form cannot be changed at all now.
    """
    targets = [target for target in book.targets.values() if book.places.of_target(target)]
    wanted = city_form(book.kinds.values(), targets, book.places.by_choice.values(), book.settings.aggregators)
    lost = not placed and len(targets) < len(book.targets)
    if book.waiting or lost or _doubtful(exchanges.believed(state, book)):
        wanted = tuple(one for one in wanted if not is_from_tabs(one))
    done = _Refresh(form, wanted, book.known_targets - book.targets.keys()).run(about)
    return _published(form, about, book, done)


def _doubtful(book: Book) -> bool:
    """Whether a code seems another's: whoever chooses it would mean the other one."""
    return any(in_doubt(book, tab, code) for tab in (TARGET, KIND) for code in book.swapped.get(tab, ()))


def is_restricted(form: Form, about: Json, book: Book, today: dt.date) -> bool:
    """Whether not everybody may answer the form though a period takes commitments and staff did not close it."""
    taking = any(period.status is PeriodStatus.OPEN and period.commit_by >= today for period in book.periods)
    return taking and book.settings.open_form and "publishSettings" in about and not form.is_for_everybody()


def _published(form: Form, about: Json, book: Book, done: Refreshed) -> Refreshed:
    """Open, or closed when staff ask for that. Forms that have no such settings are open."""
    wanted = book.settings.open_form
    if "publishSettings" not in about or takes_answers(about) is wanted:
        return done
    form.publish(accepting=wanted)
    said = (*done.by_hand, "formulir tidak menerima jawaban") if wanted else done.by_hand
    return done._replace(changes=done.changes + 1, by_hand=said)


def told(done: Refreshed, now: dt.datetime) -> list[Problem]:
    """The findings for staff on what somebody changed in the form, and on what cannot be put right there."""
    found = []
    if done.refused:
        problem = f"Ini tidak dapat diperbaiki sistem di formulir: {', '.join(done.refused.values())}."
        found.append(Problem(tab=_TAB, content=_REFUSED, problem=problem, remedy=_DELETE))
    if done.by_hand:
        problem = f"Ini diubah di formulir, dan sudah dikembalikan seperti seharusnya: {', '.join(done.by_hand)}."
        day = now.astimezone(JAKARTA).date().isoformat()
        found.append(Problem(tab=_TAB, content=f"dikembalikan {day}", problem=problem, remedy=_REMEDY))
    return found


def still_told(problems: Grid, now: dt.datetime) -> list[Problem]:
    """Findings on the form that Pemeriksaan Data shows and whose day is today or was yesterday."""
    since = (now.astimezone(JAKARTA).date() - _TOLD).isoformat()
    found = []
    for row in shown_rows(problems):
        day = re.fullmatch(r"dikembalikan (\d{4}-\d\d-\d\d)", row[2])
        if row[0] == _TAB and day and day[1] >= since:
            found.append(Problem(tab=_TAB, content=row[2], problem=row[3], remedy=_REMEDY))
    return found


class _Refresh:
    """All changes at once; where Google refuses that, one after the other, without those that it refuses alone."""

    def __init__(self, form: Form, wanted: Iterable[Section | Question], unreadable: frozenset[str]) -> None:
        self._form, self._wanted, self._unreadable = form, tuple(wanted), unreadable
        self._refused: dict[str, str] = {}
        """Subject -> what people call it."""
        self._one_by_one = False
        self._patience = _PATIENCE

    def run(self, about: Json) -> Refreshed:
        made: list[Change] = []
        while todo := self._changes(about)[: 1 if self._one_by_one else None]:
            revision = about["revisionId"]
            try:
                self._form.update([change.request for change in todo], revision)
            except (Permanent, Ambiguous) as error:
                about = self._form.describe()
                self._learn(error, todo, changed=about["revisionId"] != revision)
            else:
                made += todo
                if not self._one_by_one:
                    break
                about = self._form.describe()
        keys = {id_of(one): one.key for one in self._wanted}
        refused = {keys.get(subject, subject): name for subject, name in self._refused.items()}
        by_hand = dict.fromkeys(change.name for change in made if change.by_hand)
        return Refreshed(len(made), refused, tuple(by_hand))

    def _changes(self, about: Json) -> list[Change]:
        return changes(about, keeping(self._wanted, about.get("items", ()), self._unreadable), self._refused)

    def _learn(self, error: Permanent | Ambiguous, todo: list[Change], *, changed: bool) -> None:
        """What a refusal means for the next attempt. Raises it when there should be none."""
        if changed or isinstance(error, Ambiguous):
            self._patience -= 1
            if not self._patience:
                raise error
        elif error.status != 400:
            raise error
        elif len(todo) > 1:
            self._one_by_one = True
        else:
            self._refused[todo[0].subject] = todo[0].name

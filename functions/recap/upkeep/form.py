"""The form's questions and choices: brought up to what staff's tabs ask for, one refused change stopping no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from functions.core.book import Book
from functions.gapi.errors import Ambiguous, Permanent
from functions.gapi.forms import Form, takes_answers
from sheets_schema.form import Question, Section
from sheets_schema.questions import changes, city_form, id_of, keeping
from sheets_schema.terms import PeriodStatus

_PATIENCE = 5
"""How often the form may turn out to have changed since it was read; somebody who types changes it all the time."""

Json = Mapping[str, Any]


class Refreshed(NamedTuple):
    """How many changes were made, and the keys of questions and sections whose change Google refuses."""

    changes: int = 0
    refused: tuple[str, ...] = ()


def refresh_form(form: Form, about: Json, book: Book) -> Refreshed:
    """Ask for the active targets and kinds. Choices are constant, none is renamed; `about` is the form as last read.

    Raises GoogleError when the form cannot be changed at all now.
    """
    targets = [target for target in book.targets.values() if book.places.of_target(target)]
    if not targets:
        return Refreshed()
    wanted = city_form(book.kinds.values(), targets, book.places.by_choice.values(), book.settings.aggregators)
    return _Refresh(form, wanted, book.known_targets - book.targets.keys()).run(about)


def is_shut(form: Form, about: Json, book: Book, today: dt.date) -> bool:
    """Whether not everybody can answer the form though a period takes commitments. Between periods it may be closed."""
    if not any(period.status is PeriodStatus.OPEN and period.commit_by >= today for period in book.periods):
        return False
    return not takes_answers(about) or ("publishSettings" in about and not form.is_for_everybody())


class _Refresh:
    """All changes at once; where Google refuses that, one after the other, without those that it refuses alone."""

    def __init__(self, form: Form, wanted: Iterable[Section | Question], unreadable: frozenset[str]) -> None:
        self._form, self._wanted, self._unreadable = form, tuple(wanted), unreadable
        self._refused: set[str] = set()
        self._one_by_one = False
        self._patience = _PATIENCE

    def run(self, about: Json) -> Refreshed:
        made = 0
        while requests := self._requests(about)[: 1 if self._one_by_one else None]:
            revision = about["revisionId"]
            try:
                self._form.update(requests, revision)
            except (Permanent, Ambiguous) as error:
                about = self._form.describe()
                self._learn(error, requests, changed=about["revisionId"] != revision)
            else:
                made += len(requests)
                if not self._one_by_one:
                    break
                about = self._form.describe()
        keys = (one.key for one in self._wanted if id_of(one) in self._refused)
        return Refreshed(made, tuple(dict.fromkeys(keys)))

    def _requests(self, about: Json) -> list[dict[str, Any]]:
        items = about.get("items", [])
        left = [one for one in self._wanted if id_of(one) not in self._refused]
        return changes(items, keeping(left, items, self._unreadable))

    def _learn(self, error: Permanent | Ambiguous, requests: list[dict[str, Any]], *, changed: bool) -> None:
        """What a refusal means for the next attempt. Raises it when there should be none."""
        if changed or isinstance(error, Ambiguous):
            self._patience -= 1
            if not self._patience:
                raise error
        elif error.status != 400:
            raise error
        elif len(requests) > 1:
            self._one_by_one = True
        else:
            ((body),) = requests[0].values()
            self._refused.add(body["item"]["itemId"])

"""The watch that announces the form's responses. Without it the schedule finds them, five minutes later at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from functions.gapi.errors import Ambiguous, Permanent
from functions.gapi.forms import Form, Watch
from functions.recap.upkeep.responses import to_seconds

RENEW_BEFORE = dt.timedelta(days=4)
"""A watch lives seven days: two daily runs may fail before it lapses."""

_ATTEMPTS = 2
"""To make one. A user may have one for each form only: if ours is refused, there should be one to be found."""


class Kept(NamedTuple):
    """What was done about the watch ("kept", "renewed", "created" or "refused"), and what a person must know."""

    done: str
    alert: str = ""


def keep_watch(form: Form, topic: str, now: dt.datetime) -> Kept:
    """Have new responses announced on a topic, whatever other runs do meanwhile and whatever became of older watches.

    Raises GoogleError when Google cannot be asked.
    """
    watches = form.watches()
    suspended = next((watch.error for watch in watches if watch.topic == topic and watch.error), "")
    try:
        done = _kept(form, topic, now, watches)
    except Permanent as error:
        if error.status != 403:
            raise
        return Kept("refused", f"Google refuses the form's watch (403){_because(suspended)}; {_TO_DO}")
    if suspended and done != "kept":
        return Kept(done, f"the form's watch was suspended{_because(suspended)} and is {done} now")
    return Kept(done)


_TO_DO = (
    "responses are found by the schedule only, until the topic exists in this project and grants pubsub.publisher to "
    "forms-notifications@system.gserviceaccount.com"
)


def _because(error: str) -> str:
    return f" ({error})" if error else ""


def _kept(form: Form, topic: str, now: dt.datetime, watches: list[Watch]) -> str:
    for attempt in range(_ATTEMPTS):
        if done := next(_usable(form, topic, now, watches), None):
            return done
        _end(form, watches)
        try:
            form.create_watch(topic)
        except Permanent as error:
            if error.reason != "FAILED_PRECONDITION" or attempt + 1 == _ATTEMPTS:
                raise
        except Ambiguous:
            if attempt + 1 == _ATTEMPTS:
                raise
        else:
            return "created"
        # Another run was faster, or the answer was lost: in both cases there is one now.
        watches = form.watches()
    raise AssertionError("the last attempt returns or raises")


def _usable(form: Form, topic: str, now: dt.datetime, watches: Iterable[Watch]) -> Iterator[str]:
    """What is done about those of the watches that announce to the topic and go on to, the best one first."""
    ours = (watch for watch in watches if watch.topic == topic and watch.expires[:19] > to_seconds(now))
    for watch in sorted(ours, key=lambda watch: watch.error != ""):
        if not watch.error and watch.expires[:19] >= to_seconds(now + RENEW_BEFORE):
            yield "kept"
        else:
            # Renewing is also how one that was suspended becomes active, if what was wrong is not so any more.
            try:
                form.renew_watch(watch.id)
            except Permanent:
                continue
            yield "renewed"


def _end(form: Form, watches: Iterable[Watch]) -> None:
    """Make room for a new one. What is refused has ended already, or is another user's and no hindrance."""
    for watch in watches:
        with suppress(Permanent):
            form.delete_watch(watch.id)

"""What keeps the ledger running: spare rows, the form's choices, its watch, responses that nobody decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from functions.core.book import Book
from functions.core.state import OPEN, State
from functions.gapi.forms import Form
from functions.recap.publish import Standing, Wanted, grid_rows
from sheets_schema.column import Tab
from sheets_schema.questions import changes, city_form, keeping
from sheets_schema.reference import regions

LATE = dt.timedelta(minutes=30)
"""After this a response should have been decided; a drain comes every five minutes."""

RENEW_BEFORE = dt.timedelta(days=4)
"""A watch lives seven days: two daily runs may fail before it lapses."""


def undecided(state: State, created: Mapping[str, str], now: dt.datetime) -> list[str]:
    """The ids of responses that have waited too long; `created` maps each to when Google received it."""
    latest = _stamp(now - LATE)
    return [id_ for id_, moment in created.items() if id_ not in state.responses and moment[:19] < latest]


def gone(state: State, created: Mapping[str, str], now: dt.datetime) -> int:
    """How many responses of running commitments the form no longer has. One decided while it was read is not missed."""
    latest = _stamp(now - LATE)
    running = {line.response for line in state.lines.values() if line.status in OPEN}
    return sum(id_ not in created and state.responses[id_].submitted[:19] < latest for id_ in running)


def spare_rows(tabs: Sequence[Tab[Any]], standing: Standing, written: Wanted) -> Iterator[dict[str, Any]]:
    """Requests that give each tab as many free rows as it began with; `written` is what some of them hold by now."""
    for tab in tabs:
        if tab.sheet_id in standing.sheets or tab in written:
            used = max(len(standing.cells.get(tab.sheet_id, ())), 1 + len(written.get(tab) or ()))
            if grid_rows(tab, standing) - used < tab.spare_rows:
                more = {"sheetId": tab.sheet_id, "dimension": "ROWS", "length": tab.spare_rows}
                yield {"appendDimension": more}


def refresh_form(form: Form, about: dict[str, Any], book: Book) -> int:
    """Ask for the active targets and kinds; returns the number of changes. Choices are constant, none is renamed."""
    choices = {region.choice for region in regions()}
    targets = [target for target in book.targets.values() if target.region in choices]
    wanted = city_form(book.kinds.values(), targets, regions(), book.settings.aggregators)
    items = about.get("items", [])
    requests = changes(items, keeping(wanted, items, book.known_targets - book.targets.keys()))
    if requests and targets:
        form.update(requests, about["revisionId"])
        return len(requests)
    return 0


def keep_watch(form: Form, topic: str, now: dt.datetime) -> str:
    """Have new responses announced: renew a watch that ends soon, make a new one when it lapsed or was suspended."""
    watches = form.watches()
    good = next((w for w in watches if w.active and w.topic == topic and w.expires[:19] > _stamp(now)), None)
    if good is None:
        for watch in watches:
            form.delete_watch(watch.id)
        form.create_watch(topic)
        return "created"
    if good.expires[:19] < _stamp(now + RENEW_BEFORE):
        form.renew_watch(good.id)
        return "renewed"
    return "kept"


def _stamp(moment: dt.datetime) -> str:
    """As Google writes moments, to whole seconds: they compare as text."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")[:19]

"""The form's questions and choices, and the watch that announces its responses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from functions.core.book import Book
from functions.gapi.forms import Form
from functions.recap.upkeep.responses import to_seconds
from sheets_schema.questions import changes, city_form, keeping
from sheets_schema.reference import regions

RENEW_BEFORE = dt.timedelta(days=4)
"""A watch lives seven days: two daily runs may fail before it lapses."""


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
    good = next((w for w in watches if w.active and w.topic == topic and w.expires[:19] > to_seconds(now)), None)
    if good is None:
        for watch in watches:
            form.delete_watch(watch.id)
        form.create_watch(topic)
        return "created"
    if good.expires[:19] < to_seconds(now + RENEW_BEFORE):
        form.renew_watch(good.id)
        return "renewed"
    return "kept"

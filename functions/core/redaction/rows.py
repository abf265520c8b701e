"""Staff's rows as others may come to see them. What is held back is held back here, before anything is made of a row.

Columns that the public may read are declared so; codes enter the journal, the names of objects, links and the form.
Whoever reads staff's tabs passes each row through here, once: views, links, forms, files, mails and decisions then take
any public text and any code of it without asking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from functions.core.redaction.reachable import reachable, reachable_code
from functions.core.redaction.texts import NAME_IN_REVIEW, WITHHELD, safe_text
from sheets_schema.column import Audience, Column, Kind, Row, Tab, columns_of
from sheets_schema.private import AidKind, Cash, Programme, Setting
from sheets_schema.settings import AGGREGATORS, names_in
from sheets_schema.terms import YesNo

R = TypeVar("R", bound=Row)

_TEXTS = frozenset({Kind.TEXT, Kind.REFERENCE, Kind.LINK, Kind.ANY})
_INSTEAD: Mapping[tuple[type[Row], str], Callable[[Any], str | None]] = {
    (AidKind, "name"): lambda kind: kind.code,
    (AidKind, "unit"): lambda _: "",
    (AidKind, "called"): lambda _: None,
    (Programme, "name"): lambda programme: programme.code,
    (Cash, "shown_name"): lambda _: NAME_IN_REVIEW,
    (Setting, "value"): lambda setting: "; ".join(n for n in names_in(setting.value) if not reachable(n)),
}
"""What is read meanwhile where "(ditinjau petugas)" would be in the way: the code, nothing, or the other names."""


def publishable(row: R) -> tuple[R, tuple[str, ...]]:
    """The row without the public texts by which somebody can be reached, and the keys of the columns they stood in."""
    changes: dict[str, str | None] = {}
    if isinstance(row, Cash) and row.consent is not YesNo.YES:
        # Nobody reads it, so nothing of it is held back.
        row = row.model_copy(update={"shown_name": None})
    held = []
    for key in _open_columns(row):
        text = getattr(row, key)
        if not isinstance(text, str):
            continue
        if reachable(text):
            held.append(key)
            changes[key] = _INSTEAD.get((type(row), key), lambda _: WITHHELD)(row)
        elif (safe := safe_text(text)) != text:
            changes[key] = safe
    return (row.model_copy(update=changes) if changes else row), tuple(held)


def _open_columns(row: Row) -> tuple[str, ...]:
    """The columns of a row that others than staff may read; of the settings only the names for the form."""
    if isinstance(row, Setting):
        return ("value",) if row.key.casefold() == AGGREGATORS else ()
    return _open_texts(type(row))


@cache
def _open_texts(row: type[Row]) -> tuple[str, ...]:
    return tuple(c.key for c in columns_of(row) if c.audience is Audience.PUBLIC and c.kind in _TEXTS)


def codes(tab: Tab[Any]) -> tuple[Column, ...]:
    """The columns whose codes others repeat: keys, and what quotas are kept under."""
    return tuple(c for c in tab.columns if c.kind is Kind.CODE and c.required)


def names_somebody(code: object) -> bool:
    """Whether a code is a phone, an address or a NIK, so that nothing may be filed under it."""
    return isinstance(code, str) and reachable_code(code)


def is_odd(code: object) -> bool:
    """Whether a spreadsheet would compute a code, or something in it cannot be seen: shown, it would be another one."""
    return isinstance(code, str) and safe_text(code) != code

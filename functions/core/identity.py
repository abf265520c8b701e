"""What a code stands for, as decisions have known it: a keyed digest of each thing that tells codes of a tab apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from functions.core.book import Book
from functions.core.donors import salted
from functions.core.rewording import EMPTIED
from functions.core.state import State
from sheets_schema.plain import plain

TARGET, KIND, PERIOD, COORDINATOR = "sasaran", "jenis", "periode", "pj"

Marks = Mapping[str, str]
"""Field -> digest of what stood there, or an empty text. What was emptied since keeps its digest, with EMPTIED behind:
who cuts a column and pastes it elsewhere empties it first."""


@dataclass(frozen=True, slots=True)
class CodedTab:
    """What tells a code of a tab from others. `whole`: the fields which, together, say what it is; `own`: fields
    which, together, a code does not come to share with another one by a correction, unless `same` says that both are
    one and the same."""

    rows: Callable[[Book], Mapping[str, Any]]
    fields: tuple[str, ...]
    whole: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    same: str = ""


_PLACE = ("region", "rw", "name")
CODED: Mapping[str, CodedTab] = {
    TARGET: CodedTab(lambda book: book.targets, ("type", *_PLACE, "coordinator"), _PLACE, (_PLACE,)),
    KIND: CodedTab(lambda book: book.kinds, ("name", "unit", "frequency"), ("name", "unit"), (("name",),)),
    PERIOD: CodedTab(
        lambda book: {p.code: p for p in book.periods},
        ("start", "end", "season"),
        ("start", "end"),
        (("start", "end"),),
    ),
    COORDINATOR: CodedTab(
        lambda book: book.coordinators,
        ("name", "phone", "email", "successor"),
        ("name", "phone"),
        (("phone",), ("email",)),
        "name",
    ),
}

LEARNED = 1_000
"""Codes that one entry teaches: a whole city in a few entries, none of them swollen."""


def code_of(tab: str, code: str) -> str:
    """A code with its tab, as the fold names it."""
    return f"{tab}/{code}"


def in_doubt(book: Book, tab: str, code: str | None) -> bool:
    """Whether nobody knows what a code stands for now. Who is in charge of a target does not say what it is."""
    return bool(book.swapped.get(tab, {}).get(code or "", frozenset()) - {"coordinator"})


def codes_of(tab: str, found: Mapping[str, Marks]) -> dict[str, Marks]:
    """What is found of one tab, by code."""
    begin = code_of(tab, "")
    return {whole[len(begin) :]: marks for whole, marks in found.items() if whole.startswith(begin)}


def marks_of(state: State, tab: str, row: Any) -> Marks:
    """What stands in a row now."""
    salt = state.bound.salt if state.bound else ""
    return {field: _mark(salt, str(getattr(row, field) or "")) for field in CODED[tab].fields}


@lru_cache(maxsize=50_000)  # an instance meets the same cells at every drain
def _mark(salt: str, text: str) -> str:
    return salted(salt, plain(text).casefold())[:12] if text else ""


def as_known(known: Marks, now: Marks) -> Marks:
    """What a code is known as once its row was believed as it stands now."""
    return {field: mark or _emptied(known.get(field, "")) for field, mark in now.items()}


def _emptied(mark: str) -> str:
    return mark if not mark or mark.endswith(EMPTIED) else mark + EMPTIED


def to_learn(state: State, book: Book) -> dict[str, Marks]:
    """What codes stand for that no decision has known yet, as many as one entry takes.

    All codes of a city, also those without a commitment: whether one got what another one had is seen only where that
    other one is known. Of a tab in which contents seem to have changed hands, none.
    """
    fresh = (
        (code_of(tab, code), tab, row)
        for tab, declared in CODED.items()
        if tab not in book.swapped
        for code, row in declared.rows(book).items()
        if code_of(tab, code) not in state.identities
    )
    return {whole: marks_of(state, tab, row) for whole, tab, row in islice(fresh, LEARNED)}

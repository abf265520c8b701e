"""Rows of Sasaran that mean the same place: they share its room, and one of them is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from functions.core.book import Book
from functions.core.places import Places
from functions.core.state import State
from sheets_schema.plain import plain
from sheets_schema.private import Target
from sheets_schema.terms import Active, TargetType


def same_places(targets: Mapping[str, Target], places: Places) -> dict[str, tuple[str, ...]]:
    """Each code whose place has other codes too -> all of them, in order.

    An RW is told by kelurahan and number, an institution by kelurahan and name, whatever its type.
    """
    found: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for code in sorted(targets):
        if place := _place(targets[code], places):
            found[place].append(code)
    return {code: tuple(codes) for codes in found.values() if len(codes) > 1 for code in codes}


def _place(target: Target, places: Places) -> tuple[object, ...] | None:
    where = places.code_of(target) or plain(target.region).casefold()
    if target.type is TargetType.RW:
        return (where, target.rw) if target.rw else None
    letters = "".join(c for c in plain(target.name or "").casefold() if c.isalnum())
    return (where, "", letters) if letters else None


def one_a_place(state: State, book: Book) -> Book:
    """The book in which of the active rows of one place all but one are inactive.

    That one is the code under which room is held, else the one that has lines, else the smaller code: staff sort rows.
    """
    groups = {codes for codes in book.same_place.values() if len(_active(book, codes)) > 1}
    if not groups:
        return book
    holding = {target for (target, _, _), held in state.used.items() if held}
    known = {line.target for line in state.lines.values()}
    idle: dict[str, Target] = {}
    for codes in groups:
        ranked = sorted(_active(book, codes), key=lambda code: (code not in holding, code not in known, code))
        idle |= {code: book.targets[code].model_copy(update={"status": Active.INACTIVE}) for code in ranked[1:]}
    return replace(book, targets={**book.targets, **idle})


def _active(book: Book, codes: tuple[str, ...]) -> list[str]:
    return [code for code in codes if book.targets[code].status is Active.ACTIVE]

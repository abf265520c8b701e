"""A form compared with its declaration: what it says of itself, its settings, and each item as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sheets_schema.form import (
    INFO,
    SETTINGS,
    Question,
    Section,
    create_item,
    id_of,
    update_info,
    update_settings,
    whole_question,
)
from sheets_schema.questions import is_from_tabs

Json = Mapping[str, Any]

_COMPARED = ("required", "textQuestion", "dateQuestion", "choiceQuestion")
"""What is declared of a question beside its id. Points of a quiz, for one, are the owner's."""


class Change(NamedTuple):
    """One request of `forms.batchUpdate`.

    `subject`: the item's id, or the part of the form. `name`: what people call it. `by_hand`: whether somebody must
    have changed the form itself, since no change of staff's tabs asks for this.
    """

    subject: str
    name: str
    by_hand: bool
    request: dict[str, Any]


def changes(about: Json, wanted: Sequence[Section | Question], without: Collection[str] = ()) -> list[Change]:
    """What brings a form, as described, to what is wanted, in order; none when all is there.

    `without`: subjects that are left as they are. Nothing is ever deleted, nor what is not wanted touched: answers to a
    question that is deleted can no longer be read. A choice can only lead to a section that exists, so sections come
    before questions, and what changes of an item last.
    """
    items = {str(item["itemId"]): item for item in about.get("items", ())}
    there = list(items)
    ours = [one for one in wanted if id_of(one) not in without]
    whole = [change for change in _whole(about) if change.subject not in without]
    placed = [*_moves(there, ours), *_creations(there, ours)]
    return [*whole, *placed, *_updates(there, ours, items)]


def _whole(about: Json) -> Iterator[Change]:
    info, settings = about.get("info", {}), about.get("settings", {})
    if differing := [name for name, text in INFO.items() if info.get(name, "").strip() != text]:
        yield Change("info", "judul atau penjelasan formulir", True, update_info(differing))
    if any(settings.get(name) != value for name, value in SETTINGS.items()):
        yield Change("settings", "pengumpulan alamat surel", True, update_settings())


def _moves(there: list[str], ours: Sequence[Section | Question]) -> Iterator[Change]:
    """As few as possible; the places in `there` change with each."""
    rank = {id_of(one): n for n, one in enumerate(ours)}
    stay = {id_of(ours[n]) for n in _rising([rank[one] for one in there if one in rank])}
    for number, one in enumerate(ours):
        if id_of(one) in there and id_of(one) not in stay:
            old = there.index(id_of(one))
            del there[old]
            new = _place(there, ours[:number])
            there.insert(new, id_of(one))
            request = {"moveItem": {"originalLocation": {"index": old}, "newLocation": {"index": new}}}
            yield Change(id_of(one), f'urutan "{one.title}"', True, request)


def _rising(numbers: Sequence[int]) -> list[int]:
    """The longest part of it that rises."""
    ends: list[int] = []
    paths: list[list[int]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at:], paths[at:] = [number], [[*(paths[at - 1] if at else ()), number], *paths[at + 1 :]]
    return paths[-1] if paths else []


def _creations(there: list[str], ours: Sequence[Section | Question]) -> Iterator[Change]:
    for kind in (Section, Question):
        for number, one in enumerate(ours):
            if isinstance(one, kind) and id_of(one) not in there:
                place = _place(there, ours[:number])
                there.insert(place, id_of(one))
                yield Change(id_of(one), f'"{one.title}"', not is_from_tabs(one), create_item(one, place))


def _place(there: Sequence[str], before: Sequence[Section | Question]) -> int:
    """Behind the nearest of those that come before."""
    return next((there.index(id_of(one)) + 1 for one in reversed(before) if id_of(one) in there), 0)


def _updates(there: Sequence[str], ours: Sequence[Section | Question], items: Mapping[str, Json]) -> Iterator[Change]:
    for one in ours:
        item = items.get(id_of(one))
        if item is None:
            continue
        parts = _differing(one, item)
        if parts:
            update = {
                "item": {"itemId": id_of(one), **parts},
                "location": {"index": there.index(id_of(one))},
                "updateMask": ",".join("questionItem.question" if key == "questionItem" else key for key in parts),
            }
            yield Change(id_of(one), f'"{one.title}"', _by_hand(one, item), {"updateItem": update})


def _differing(one: Section | Question, item: Json) -> dict[str, Any]:
    """The parts of an item that say otherwise, as they should be."""
    texts = {"title": one.title, "description": one.description if isinstance(one, Section) else one.help}
    parts: dict[str, Any] = {key: text for key, text in texts.items() if item.get(key, "").strip() != text}
    if isinstance(one, Question):
        question = whole_question(one)
        if _asked(_question_of(item)) != _asked(question):
            parts["questionItem"] = {"question": question}
    return parts


def _question_of(item: Json) -> Json:
    """What an item asks; nothing when somebody has made a text or a grid of it."""
    found: Json = item.get("questionItem", {}).get("question", {})
    return found


def _asked(question: Json) -> tuple[int, dict[str, Any]]:
    """A question as it compares: Google leaves out what is false or empty."""
    return int(question.get("questionId") or "0", 16), _said({key: question.get(key) for key in _COMPARED})


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _said(part) for key, part in value.items() if part not in (None, False, "")}
    return [_said(part) for part in value] if isinstance(value, list) else value


def _by_hand(one: Section | Question, item: Json) -> bool:
    """Staff's tabs change titles, helps and choices of some, and never how one is answered or whether it must be."""
    if not is_from_tabs(one):
        return True
    return isinstance(one, Question) and _manner(_question_of(item)) != _manner(whole_question(one))


def _manner(question: Json) -> Any:
    id_, asked = _asked(question)
    return id_, {key: {**part, "options": None} if isinstance(part, dict) else part for key, part in asked.items()}

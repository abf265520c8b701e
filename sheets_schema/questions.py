"""The form's questions from what the tabs hold: which kinds of aid, which targets, through whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sheets_schema.form import (
    Question,
    Section,
    choices_of,
    create_item,
    form_items,
    item_id,
    place_in_list,
    section_id,
    target_choice,
    target_question,
)
from sheets_schema.private import AidKind, Region, Target
from sheets_schema.terms import Active


def city_form(
    kinds: Iterable[AidKind], targets: Iterable[Target], regions: Iterable[Region], aggregators: Iterable[str]
) -> tuple[Section | Question, ...]:
    """The form of one city: active kinds, and active targets by city, as `place_in_list` sorts them.

    Raises KeyError when a target names a region that does not exist.
    """
    by_choice = {region.choice: region for region in regions}
    asked = [kind for kind in kinds if kind.status is not Active.INACTIVE]
    return form_items(asked, _by_city(targets, by_choice), aggregators)


def _by_city(targets: Iterable[Target], regions: Mapping[str, Region]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for target in targets:
        if target.status is Active.ACTIVE:
            region = regions[target.region]
            found[region.city].append(target_choice(target, region))
    return {city: sorted(found[city], key=place_in_list) for city in sorted(found)}


Json = Mapping[str, Any]


def changes(items: Sequence[Json], wanted: Sequence[Section | Question]) -> list[dict[str, Any]]:
    """The `forms.batchUpdate` requests that bring a form's items up to what is wanted; none when all is there.

    Questions and sections are only ever added, titles, helps and choices changed: answers to a question that is deleted
    can no longer be read. A choice can only lead to a section that exists, so sections come first.
    """
    there = [str(item["itemId"]) for item in items]
    known = {str(item["itemId"]): item for item in items}
    requests = []
    for kind in (Section, Question):
        for number, one in enumerate(wanted):
            if isinstance(one, kind) and id_of(one) not in there:
                place = _place(there, [id_of(before) for before in wanted[:number]])
                there.insert(place, id_of(one))
                requests.append(create_item(one, place))
    worded = (_wording(one, there.index(id_of(one))) for one in wanted if _reads_otherwise(one, known.get(id_of(one))))
    return [*requests, *worded, *(_choices(one, there.index(id_of(one))) for one in _outdated(wanted, known))]


def id_of(one: Section | Question) -> str:
    """The id of the item that a form has for it."""
    return section_id(one.key) if isinstance(one, Section) else item_id(one.key)


def _place(there: Sequence[str], before: Sequence[str]) -> int:
    """Behind the nearest of those that come before."""
    return next((there.index(one) + 1 for one in reversed(before) if one in there), 0)


def _reads_otherwise(one: Section | Question, item: Json | None) -> bool:
    """Whether an item that is there has another title or help: staff renamed a kind, or a text was held back."""
    if item is None:
        return False
    there = (item.get("title", "").strip(), item.get("description", "").strip())
    return there != (one.title.strip(), _help(one).strip())


def _help(one: Section | Question) -> str:
    return one.description if isinstance(one, Section) else one.help


def _wording(one: Section | Question, place: int) -> dict[str, Any]:
    item = {"itemId": id_of(one), "title": one.title, "description": _help(one)}
    where = {"location": {"index": place}, "updateMask": "title,description"}
    return {"updateItem": {"item": item, **where}}


def _outdated(wanted: Iterable[Section | Question], known: Mapping[str, Json]) -> Iterator[Question]:
    for one in wanted:
        if isinstance(one, Question) and one.choices and id_of(one) in known:
            choice = known[id_of(one)].get("questionItem", {}).get("question", {}).get("choiceQuestion", {})
            if choice.get("options") != choices_of(one)["options"]:
                yield one


def _choices(question: Question, place: int) -> dict[str, Any]:
    """With its type: ticks, for one, could not lead to a section. The ids stay, since the mask does not name them."""
    return {
        "updateItem": {
            "item": {"itemId": id_of(question), "questionItem": {"question": {"choiceQuestion": choices_of(question)}}},
            "location": {"index": place},
            "updateMask": "questionItem.question.choiceQuestion",
        }
    }


def keeping(
    wanted: Iterable[Section | Question], items: Iterable[Json], codes: Collection[str]
) -> tuple[Section | Question, ...]:
    """What is wanted, with the choices for targets with these codes left as they are: their rows cannot be read now."""
    options = {str(item["itemId"]): _values(item) for item in items}
    return tuple(_kept(one, options.get(id_of(one), ()), codes) for one in wanted)


def _values(item: Json) -> tuple[str, ...]:
    choice = item.get("questionItem", {}).get("question", {}).get("choiceQuestion", {})
    return tuple(option.get("value", "") for option in choice.get("options", ()))


def _kept(one: Section | Question, there: Iterable[str], codes: Collection[str]) -> Section | Question:
    if not isinstance(one, Question) or not one.key.startswith(target_question("")):
        return one
    more = [label for label in there if label.rpartition("[")[2].rstrip("] ") in codes and label not in one.choices]
    choices = tuple(sorted((*one.choices, *more), key=place_in_list))
    return replace(one, choices=choices, next_section=dict.fromkeys(choices, "aid"))

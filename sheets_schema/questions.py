"""The form's questions from what the tabs hold: which kinds of aid, which targets, through whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sheets_schema.form import (
    CITY_PAGE,
    Question,
    Section,
    days_question,
    form_items,
    id_of,
    place_in_list,
    quantity_question,
    target_choice,
    target_question,
)
from sheets_schema.private import AidKind, Region, Target
from sheets_schema.terms import Active

Json = Mapping[str, Any]

_FROM_TABS = ("city", "channel", target_question(""), quantity_question(""), days_question(""))
"""How the keys begin of what staff's tabs word, offer or take away."""


def is_from_tabs(one: Section | Question) -> bool:
    """Whether its title, help and choices, or that it is asked at all, depend on what staff's tabs say."""
    return one.key.startswith(_FROM_TABS) and one != CITY_PAGE


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

"""The form's questions from what the tabs hold: which kinds of aid, which targets, through whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sheets_schema.form import Question, Section, form_items, target_choice
from sheets_schema.private import AidKind, Region, Target
from sheets_schema.terms import Active


def city_form(
    kinds: Iterable[AidKind], targets: Iterable[Target], regions: Iterable[Region], aggregators: Iterable[str]
) -> tuple[Section | Question, ...]:
    """The form of one city: active kinds, and active targets by city in the order of their labels.

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
    return {city: sorted(found[city]) for city in sorted(found)}

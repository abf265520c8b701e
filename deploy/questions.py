"""The form's questions from what the tabs hold: which kinds of aid, which targets, through whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sheets_schema.form import Question, Section, form_items, target_label
from sheets_schema.private import AidKind, Region, Target
from sheets_schema.terms import Active, TargetType


def target_choice(target: Target, region: Region) -> str:
    """What a donor picks: "RW 05 Kebayoran Lama Utara [code]", or an institution's name. It never changes."""
    if target.type is TargetType.RW:
        return target_label(target.code, f"RW {target.rw or 0:02} {region.village}")
    return target_label(target.code, target.name or region.village)


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

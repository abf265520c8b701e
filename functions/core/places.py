"""Where targets lie: the kelurahan as the tab Wilayah lists them, by the text chosen in Sasaran and by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sheets_schema.private import Region, Target


@dataclass(frozen=True, slots=True)
class Places:
    """Kelurahan by choice and by code. A code that no row can be chosen for any more keeps its name."""

    by_choice: Mapping[str, Region] = field(default_factory=dict)
    by_code: Mapping[str, Region] = field(default_factory=dict)

    @classmethod
    def of(cls, listed: Iterable[Region], otherwise: Iterable[Region] = ()) -> Places:
        """The listed kelurahan, and of the others those whose code and choice are not listed.

        Ordered by code and, where two share a choice, the smaller code: rows may be sorted any way.
        """
        by_code = {region.code: region for region in sorted(listed, key=_code)}
        by_choice = {region.choice: region for region in reversed(by_code.values())}
        for region in otherwise:
            if region.code not in by_code:
                by_code[region.code] = region
                by_choice.setdefault(region.choice, region)
        ordered = sorted(by_choice.values(), key=_code)
        return cls({region.choice: region for region in ordered}, by_code)

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities that the form lists."""
        return tuple(dict.fromkeys(region.city for region in self.by_choice.values()))

    def of_target(self, target: Target | None) -> Region | None:
        """Where a target lies; None when nobody can tell."""
        return self.by_choice.get(target.region) if target else None

    def code_of(self, target: Target | None) -> str | None:
        """The code of the kelurahan that a target lies in."""
        region = self.of_target(target)
        return region.code if region else None


def _code(region: Region) -> str:
    return region.code

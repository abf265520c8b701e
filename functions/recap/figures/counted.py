"""What each commitment adds to the figures, with everything that it can be broken down by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from functions.core.quota import delivery_days
from functions.core.state import COUNTED, Line, News, State
from sheets_schema.terms import DonorGroup, TargetType


@dataclass(frozen=True, slots=True)
class Counted:
    """One commitment that counts: `amount` and `delivered` in units of its kind, `party` who pledged it."""

    n: int
    kind: str
    unit: str | None
    amount: int
    delivered: int
    target: str
    target_type: TargetType | None
    region: str | None
    period: str | None
    group: DonorGroup | None
    party: str
    through_aggregator: bool
    days: tuple[dt.date, ...]
    since: str
    """When it became a commitment: UTC, RFC 3339."""


def counted(state: State) -> dict[int, Counted]:
    """Everything that counts as komitmen (design, section 7), by number, in order."""
    return {n: _counted(state, line) for n, line in sorted(state.lines.items()) if line.status in COUNTED}


def _counted(state: State, line: Line) -> Counted:
    return Counted(
        n=line.n,
        kind=line.kind or "",
        unit=line.unit,
        amount=line.approved,
        delivered=line.delivered,
        target=line.target or "",
        target_type=line.target_type,
        region=line.region,
        period=line.period,
        group=line.group,
        party=party(state, line),
        through_aggregator=bool(line.aggregator),
        days=tuple(_days(line)),
        since=mark.at if (mark := line.marks.get(News.ACCEPTED)) else "",
    )


def party(state: State, line: Line) -> str:
    """Who pledges: the aggregator if there is one, else the donor, merged ones as one; a code, never a donor's name."""
    if line.aggregator:
        return f"agregator {line.aggregator}"
    return state.donor_root(line.donor) if line.donor else f"respons {line.response}"


def _days(line: Line) -> Iterator[dt.date]:
    """Each date on which something is delivered; of a daily kind only the dates that were granted anything."""
    if line.date is None:
        return
    days = delivery_days(line.date, line.days)
    daily = set(line.shares) == {day.isoformat() for day in days}
    yield from (day for day in days if not daily or line.shares[day.isoformat()])


def to_rw(all_of_them: Iterable[Counted]) -> list[Counted]:
    """Those for RW neighbourhoods, which the headline figures are about."""
    return [one for one in all_of_them if one.target_type is TargetType.RW]


HOMES = frozenset({TargetType.ORPHANAGE, TargetType.ELDERLY_HOME, TargetType.DISABILITY_HOME})
"""Panti. A pesantren is an institution too; a commitment whose target was never known is for neither."""


def city_code(region: str) -> str:
    """The code of the kota or kabupaten that a kelurahan lies in, by its Kemendagri code."""
    return region[:5]


def is_city(region: str) -> bool:
    """Whether it lies in a kota; the second pair of digits of a Kemendagri code is below 71 for a kabupaten."""
    return region[3:5] >= "71"

"""The figures of the programme, from the fold and the staff's book. Pure; see `definitions` for what they mean."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from functions.core.book import Book
from functions.core.places import Places
from functions.core.state import State
from functions.core.submission import JAKARTA
from functions.core.words import place, span
from functions.recap.figures import definitions
from functions.recap.figures.counted import HOMES, Counted, counted, is_city, to_rw
from functions.recap.figures.definitions import NOT_RW, UNKNOWN
from functions.recap.figures.rooms import Fill, Waiting, fills, waiting_longest
from sheets_schema.private import Cash, Period
from sheets_schema.terms import Active, TargetType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of aid as it was called when the figures were made; `called` is what press releases call it."""

    code: str
    name: str
    unit: str
    programme: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a code that the figures mention was called when they were made."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What was committed and what arrived, in units of the kind."""

    kind: str
    committed: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one group of one breakdown."""

    by: str
    group: str
    kind: str
    committed: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Headline:
    """What the programme publishes first: commitments to RW neighbourhoods only."""

    amounts: tuple[Amount, ...]
    rw: int
    villages: int
    cities: int
    regencies: int
    donors: int
    aggregators: int


@dataclass(frozen=True, slots=True)
class Institutions:
    """Commitments to institutions, which the headline leaves out: homes (panti) and boarding schools (pesantren)."""

    amounts: tuple[Amount, ...]
    homes: int
    boarding_schools: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two or more parties on one target, kind and date."""

    target: str
    kind: str
    date: dt.date
    parties: int


@dataclass(frozen=True, slots=True)
class Rupiah:
    """Cash that an aggregator received."""

    aggregator: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class Day:
    """Commitments that became such on one day in Jakarta."""

    date: dt.date
    commitments: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures at one moment. None: the tab that a figure rests on cannot be read."""

    definition: int
    at: dt.datetime
    head: int
    since: dt.date | None
    kinds: tuple[Kind, ...]
    headline: Headline
    institutions: Institutions
    totals: tuple[Amount, ...]
    parts: tuple[Part, ...]
    rw_in_need: int | None
    fills: tuple[Fill, ...] | None
    waiting: tuple[Waiting, ...] | None
    overlaps: tuple[Overlap, ...]
    cash: tuple[Rupiah, ...] | None
    days: tuple[Day, ...]
    places: tuple[Named, ...] = ()
    periods: tuple[Named, ...] = ()

    def kind(self, code: str) -> Kind:
        """What a kind is called."""
        return next((kind for kind in self.kinds if kind.code == code), Kind(code, code, "", UNKNOWN))


def figures(state: State, book: Book, cash: Sequence[Cash] | None, at: dt.datetime) -> Figures:
    """Everything that can be said at this moment (aware). `cash` is None when the tab Dana cannot be read."""
    lines = list(counted(state).values())
    own = to_rw(lines)
    today = at.astimezone(JAKARTA).date()
    kinds = _kinds(book, lines)
    waiting = None if book.waiting else waiting_longest(state, book, today)
    programmes = {kind.code: kind.programme for kind in kinds}
    return Figures(
        definition=definitions.VERSION,
        at=at.astimezone(dt.UTC),
        head=state.head,
        since=_since(book, own, today),
        kinds=kinds,
        headline=_headline(own, book.places),
        institutions=_institutions(lines),
        totals=_amounts(lines),
        parts=tuple(
            part for by, group in _breakdowns(programmes, book.places).items() for part in _parts(by, group, lines)
        ),
        rw_in_need=None if book.waiting else len({*_active_rw(book), *(line.target for line in own)}),
        fills=None if book.waiting else fills(state, book, today),
        waiting=waiting,
        overlaps=_overlaps(lines),
        cash=None if cash is None else _cash(cash),
        days=_days(lines, today),
        places=_places(book, {*(line.target for line in lines), *(one.target for one in waiting or ())}),
        periods=tuple(
            Named(period.code, span(period.start, period.end)) for period in sorted(book.periods, key=_by_date)
        ),
    )


def _headline(own: Sequence[Counted], places: Places) -> Headline:
    """The headline of these commitments, all of them to RW."""
    villages = {line.region for line in own if line.region}
    towns = {places.by_code[code].city: is_city(code) for code in villages if code in places.by_code}
    return Headline(
        amounts=_amounts(own),
        rw=len({line.target for line in own}),
        villages=len(villages),
        cities=sum(towns.values()),
        regencies=len(towns) - sum(towns.values()),
        donors=len({line.party for line in own if not line.through_aggregator}),
        aggregators=len({line.party for line in own if line.through_aggregator}),
    )


def _institutions(lines: Sequence[Counted]) -> Institutions:
    homes = [line for line in lines if line.target_type in HOMES]
    schools = [line for line in lines if line.target_type is TargetType.PESANTREN]
    return Institutions(_amounts([*homes, *schools]), len({h.target for h in homes}), len({s.target for s in schools}))


def _amounts(lines: Iterable[Counted]) -> tuple[Amount, ...]:
    """Sums by kind, in the order of their codes."""
    committed, delivered = Counter[str](), Counter[str]()
    for line in lines:
        committed[line.kind] += line.amount
        delivered[line.kind] += line.delivered
    return tuple(Amount(kind, committed[kind], delivered[kind]) for kind in sorted(committed))


def _kinds(book: Book, lines: Iterable[Counted]) -> tuple[Kind, ...]:
    """Kinds in the order of the tab Jenis Bantuan, inactive ones too, then those that staff no longer list."""
    units = {line.kind: line.unit or "" for line in lines}
    known = [
        Kind(kind.code, kind.name or kind.code, kind.unit, kind.program or "", kind.called or "")
        for kind in book.kinds.values()
    ]
    rest = [Kind(code, code, units[code], UNKNOWN) for code in sorted(units.keys() - book.kinds.keys())]
    return (*known, *rest)


def _by_date(period: Period) -> tuple[dt.date, str]:
    return period.start, period.code


def _places(book: Book, targets: Iterable[str]) -> tuple[Named, ...]:
    """What these targets are called, as far as staff's tabs tell."""
    return tuple(Named(code, name) for code in sorted(targets) if (name := place(book, code)))


def _since(book: Book, own: Iterable[Counted], today: dt.date) -> dt.date | None:
    """The programme's first day, when it has begun; without periods the first delivery."""
    starts = [period.start for period in book.periods] or [day for line in own for day in line.days]
    first = min(starts, default=None)
    return first if first and first <= today else None


_Group = Callable[[Counted], str | None]


def _breakdowns(programmes: Mapping[str, str], places: Places) -> Mapping[str, _Group]:
    """What the figures are broken down by, and the group that a commitment is in; None: it cannot be known."""
    return {
        "program": lambda line: programmes.get(line.kind),
        "jenis": lambda line: line.kind,
        "periode": lambda line: line.period,
        "kota": lambda line: region.city if (region := places.by_code.get(line.region or "")) else None,
        "kecamatan": lambda line: region.district if (region := places.by_code.get(line.region or "")) else None,
        "kelurahan": lambda line: region.choice if (region := places.by_code.get(line.region or "")) else None,
        "rw": _rw,
        "tipe sasaran": lambda line: line.target_type,
        "golongan donatur": lambda line: line.group,
    }


def _rw(line: Counted) -> str | None:
    if line.target_type is None:
        return None
    return line.target if line.target_type is TargetType.RW else NOT_RW


def _parts(by: str, group: _Group, lines: Iterable[Counted]) -> list[Part]:
    grouped: defaultdict[str, list[Counted]] = defaultdict(list)
    for line in lines:
        grouped[group(line) or UNKNOWN].append(line)
    return [
        Part(by, name, amount.kind, amount.committed, amount.delivered)
        for name in sorted(grouped, key=lambda name: (name in (UNKNOWN, NOT_RW), name))
        for amount in _amounts(grouped[name])
    ]


def _active_rw(book: Book) -> set[str]:
    return {t.code for t in book.targets.values() if t.type is TargetType.RW and t.status is Active.ACTIVE}


def _overlaps(lines: Iterable[Counted]) -> tuple[Overlap, ...]:
    parties: defaultdict[tuple[dt.date, str, str], set[str]] = defaultdict(set)
    for line in lines:
        for day in line.days:
            parties[day, line.target, line.kind].add(line.party)
    return tuple(
        Overlap(target, kind, day, len(who)) for (day, target, kind), who in sorted(parties.items()) if len(who) > 1
    )


def _cash(rows: Iterable[Cash]) -> tuple[Rupiah, ...]:
    sums = Counter[str]()
    for row in rows:
        sums[" ".join(row.aggregator.split()) or UNKNOWN] += row.rupiah
    return tuple(Rupiah(name, sums[name]) for name in sorted(sums))


def _days(lines: Iterable[Counted], today: dt.date) -> tuple[Day, ...]:
    """Each day from the first commitment to today, empty ones too."""
    moments = (dt.datetime.fromisoformat(line.since) for line in lines if line.since)
    made = Counter(moment.astimezone(JAKARTA).date() for moment in moments)
    if not made:
        return ()
    first, span = min(made), (max(today, *made) - min(made)).days
    return tuple(Day(day, made[day]) for day in (first + dt.timedelta(days=i) for i in range(span + 1)))

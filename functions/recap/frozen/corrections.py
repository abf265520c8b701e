"""Corrections: what later facts changed of published figures, and by which commitments (design, sections 2 and 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from functions.core.state import State
from functions.recap.figures.counted import HOMES, Counted, city_code, counted, is_city
from functions.recap.figures.figures import Figures, Rupiah
from functions.recap.frozen import causes
from sheets_schema.terms import TargetType


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a figure changed, in a word, and the commitments behind it."""

    reason: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A published sum of one kind of aid."""

    delivered: bool
    institutions: bool

    def adds(self, line: Counted) -> bool:
        """Whether a commitment is part of it."""
        return line.target_type is not None and self.institutions == (line.target_type is not TargetType.RW)

    def share(self, now: Counted | None, then: Counted) -> int:
        """What a commitment adds. What arrived beyond what had arrived `then` is news, not a correction."""
        if now is None:
            return 0
        return min(now.delivered, then.delivered) if self.delivered else now.amount


SUMS: Mapping[str, Sum] = {
    "komitmen ": Sum(delivered=False, institutions=False),
    "tersalur ": Sum(delivered=True, institutions=False),
    "lembaga komitmen ": Sum(delivered=False, institutions=True),
    "lembaga tersalur ": Sum(delivered=True, institutions=True),
}
CASH = "dana "


@dataclass(frozen=True, slots=True)
class Correction:
    """A published figure as it was and as it would be now.

    `figure` is a key of SUMS and a kind's code, CASH and an aggregator, or a field of Headline or Institutions.
    """

    figure: str
    before: int
    after: int
    causes: tuple[Cause, ...]


def corrections(
    published: Figures, lines: Iterable[Counted], state: State, cash: Sequence[Rupiah] | None
) -> tuple[Correction, ...]:
    """Which published figures later facts changed: the same commitments, as they count now. New ones do not correct.

    `lines` are the commitments as they made the `published` figures; `cash` is what the tab Dana says now, None when it
    cannot be read.
    """
    now = counted(state)
    before = {line.n: line for line in lines}
    after = {n: now[n] for n in before if n in now}
    old, new = _values(before, before), _values(after, before)
    of_lines = (
        Correction(figure, old[figure], new[figure], tuple(_causes(figure, before, after, state, published.head)))
        for figure in sorted(old)
        if old[figure] != new[figure]
    )
    return (*of_lines, *_less_cash(published.cash or (), cash))


def _less_cash(before: Sequence[Rupiah], after: Sequence[Rupiah] | None) -> Iterator[Correction]:
    """Cash is no commitment: nothing says why there is less of it. More is news, not a correction."""
    now = {one.aggregator: one.rupiah for one in after or ()}
    for one in before if after is not None else ():
        if now.get(one.aggregator, 0) < one.rupiah:
            causes = (Cause("baris di tab Dana diubah, dihapus, atau tidak terbaca", ()),)
            yield Correction(CASH + one.aggregator, one.rupiah, now.get(one.aggregator, 0), causes)


Lines = Mapping[int, Counted]


def _values(lines: Lines, then: Lines) -> dict[str, int]:
    """Published figures by name, as these lines make them, all of which were counted `then`."""
    found = Counter({figure: len(_traits(trait, lines)) for figure, trait in _BEHIND.items()})
    for prefix, of in SUMS.items():
        for n, line in then.items():
            if of.adds(line):
                found[prefix + line.kind] += of.share(lines.get(n), line)
    return found


_Trait = Callable[[Counted], str | None]


def _city(line: Counted, *, kota: bool) -> str | None:
    return city_code(line.region) if line.region and is_city(line.region) is kota else None


def _of_rw(trait: _Trait) -> _Trait:
    return lambda line: trait(line) if line.target_type is TargetType.RW else None


_BEHIND: Mapping[str, _Trait] = {
    "rw": _of_rw(lambda line: line.target),
    "villages": _of_rw(lambda line: line.region),
    "cities": _of_rw(lambda line: _city(line, kota=True)),
    "regencies": _of_rw(lambda line: _city(line, kota=False)),
    "donors": _of_rw(lambda line: None if line.through_aggregator else line.party),
    "aggregators": _of_rw(lambda line: line.party if line.through_aggregator else None),
    "homes": lambda line: line.target if line.target_type in HOMES else None,
    "boarding_schools": lambda line: line.target if line.target_type is TargetType.PESANTREN else None,
}
"""What a counted figure counts different ones of; None: it is not about that commitment. The others are SUMS."""

_OF_PARTIES = frozenset({"donors", "aggregators"})


def _traits(trait: _Trait, lines: Lines) -> set[str]:
    return {found for line in lines.values() if (found := trait(line)) is not None}


def _causes(figure: str, before: Lines, after: Lines, state: State, since: int) -> Iterator[Cause]:
    """The commitments that no longer add what they added, by what changed it since an entry."""
    by_reason: defaultdict[str, list[int]] = defaultdict(list)
    if figure in _BEHIND:
        for n in _moved(_BEHIND[figure], before, after):
            reason = causes.of_count(state, state.lines[n], before[n], since, of_parties=figure in _OF_PARTIES)
            by_reason[reason].append(n)
    else:
        of = next(of for prefix, of in SUMS.items() if figure.startswith(prefix))
        for n in _resized(figure, before, after):
            then = before[n]
            share = partial(of.share, then=then)
            by_reason[causes.of_sum(state.lines[n], then, share, since)].append(n)
    for reason in sorted(by_reason):
        yield Cause(reason, tuple(by_reason[reason]))


def _moved(trait: _Trait, before: Lines, after: Lines) -> Iterator[int]:
    """Commitments whose trait nobody has any more, or nobody had before."""
    gone, fresh = _traits(trait, before) - _traits(trait, after), _traits(trait, after) - _traits(trait, before)
    for n, line in before.items():
        if trait(line) in gone or (n in after and trait(after[n]) in fresh):
            yield n


def _resized(figure: str, before: Lines, after: Lines) -> Iterator[int]:
    prefix, of = next((prefix, of) for prefix, of in SUMS.items() if figure.startswith(prefix))
    for n, line in before.items():
        mine = figure == prefix + line.kind and of.adds(line)
        if mine and of.share(after.get(n), line) != of.share(line, line):
            yield n

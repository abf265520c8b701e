"""The table Jadwal: each day of each commitment that counts, with how many parties meet there. Pure.

A donor who is not named must not be known again by what else was given. So a party has no name and no code here: only
its order among those of one target, kind and day, and whether it is met for the first time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from functions.core.book import Book
from functions.core.words import place
from functions.recap.figures.counted import Counted
from sheets_schema.public import Delivery
from sheets_schema.terms import TargetType


def delivery_rows(lines: Iterable[Counted], book: Book) -> tuple[Delivery, ...]:
    """By day, then number. A commitment without a day has one row without one, so that its party is counted."""
    met: defaultdict[tuple[str, str, dt.date | None], dict[str, int]] = defaultdict(dict)
    known: set[str] = set()
    rows = []
    for line in lines:
        kind = book.kinds.get(line.kind)
        new = line.target_type is TargetType.RW and line.party not in known
        if new:
            known.add(line.party)
        for i, day in enumerate(line.days or (None,)):
            parties = met[line.target, line.kind, day]
            rows.append(
                Delivery(
                    date=day,
                    place=place(book, line.target) or line.target,
                    kind_name=kind.name if kind else line.kind,
                    number=line.n,
                    party=parties.setdefault(line.party, len(parties) + 1),
                    new_party=int(new and i == 0),
                    target=line.target,
                    kind=line.kind,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.date or dt.date.max, row.number)))

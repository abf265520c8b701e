"""What givers promise in the week: the ordinary submissions and those that meet a limit.

Each RW's total is fixed first (places.py) and then split among givers, so that what is accepted adds up to the
published figures whatever order two servers happen to decide in.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from local.demo.people import BRANCHES, GIVERS, INSTITUTION_DONOR, Giver, donor, spelled_otherwise
from local.demo.places import LARGE_GIFT, RUSH_LEFT, SIAP_SAJI, Place, Role
from local.demo.shares import pieces
from local.demo.submissions import JAKARTA, WAVES, Aid, Diary, Submission, submission
from sheets_schema.private import Region, Target

FIRST_PERIOD_ENDS = dt.date(2020, 4, 30)
RESIZED_BY = 40
_RUSH_MOMENT = dt.datetime(2020, 4, 29, 21, 15, 0, tzinfo=JAKARTA)


class Week:
    """Builds the submissions, one kind of story after the other."""

    def __init__(
        self, places: tuple[Place, ...], targets: Mapping[str, Target], regions: Mapping[str, Region], rng: Random
    ) -> None:
        self.submissions: list[Submission] = []
        self._places = places
        self._targets = targets
        self._regions = regions
        self._rng = rng
        self._diary = Diary(rng)
        self._turns: deque[Giver] = deque()

    def build(self) -> list[Submission]:
        """All submissions of the week except the odd ones, in order of their moments."""
        stories: dict[Role, Callable[[Place], None]] = {
            Role.FULL: self._full,
            Role.PARTIAL: self._full,
            Role.REFUSED: self._full,
            Role.RUSH: self._rush,
            Role.LARGE: self._large,
            Role.MISTYPED: self._mistyped,
            Role.RESIZED: self._resized,
            Role.OPEN: self._open,
        }
        for place in self._places:
            if place.role in stories:
                stories[place.role](place)
        self._cancelled()
        self._meals()
        self._institutions()
        return sorted(self.submissions, key=lambda s: s.moment)

    def _giver(self) -> Giver:
        """Everyone in turn, in a new order each round; now and then someone types their contact another way."""
        if not self._turns:
            self._turns.extend(self._rng.sample(GIVERS, len(GIVERS)))
        giver = self._turns.popleft()
        return spelled_otherwise(giver) if self._rng.random() < 0.15 else giver

    def add(
        self,
        key: str,
        wave: int,
        code: str,
        aid: Mapping[str, Aid],
        counts: Mapping[str, int],
        *,
        giver: Giver | None = None,
        moment: dt.datetime | None = None,
        date: dt.date | None = None,
        take_part: bool = True,
    ) -> Submission:
        """One more submission; what is not given is picked at random, the date in the first period if it still runs."""
        when = moment or self._diary.moment(wave)
        target = self._targets[code]
        day = date or self._date(when.date(), when.date() <= FIRST_PERIOD_ENDS)
        region = self._regions[target.region]
        made = submission(
            key,
            wave,
            when,
            giver or self._giver(),
            target=target,
            region=region,
            date=day,
            aid=aid,
            counts=counts,
            take_part=take_part,
        )
        self.submissions.append(made)
        return made

    def _date(self, today: dt.date, first_period: bool) -> dt.date:
        if first_period:
            return today + dt.timedelta(days=self._rng.randint(0, (FIRST_PERIOD_ENDS - today).days))
        start = max(today, FIRST_PERIOD_ENDS + dt.timedelta(days=1))
        return start + dt.timedelta(days=self._rng.randint(0, 5))

    def _open(self, place: Place) -> None:
        """Room enough: one to three gifts, in any wave."""
        for i, amount in enumerate(pieces(place.sembako, self._rng)):
            aid, counts = {"sembako": Aid(str(amount))}, {"sembako": amount}
            if i == 0 and place.lebaran:
                aid["lebaran"], counts["lebaran"] = Aid(str(place.lebaran)), place.lebaran
            wave = self._rng.randint(1, 4)
            moment = self._diary.moment(wave)
            first_period = moment.date() <= FIRST_PERIOD_ENDS and self._rng.random() < 0.8
            date = self._date(moment.date(), first_period)
            self.add(f"biasa-{place.code}-{i + 1}", wave, place.code, aid, counts, moment=moment, date=date)

    def _full(self, place: Place) -> None:
        """Filled to the last package within the first period; then one wants more than is left."""
        amounts = pieces(place.sembako, self._rng)
        waves = sorted(self._rng.choices((1, 2, 3), k=len(amounts)))
        moments = sorted((self._diary.moment(w), w) for w in waves)
        for i, (amount, (moment, wave)) in enumerate(zip(amounts, moments, strict=True)):
            last = i == len(amounts) - 1
            asked = amount + 25 if last and place.role is Role.PARTIAL else amount
            key = f"penuh-{place.code}-{i + 1}"
            self.add(key, wave, place.code, {"sembako": Aid(str(asked))}, {"sembako": amount}, moment=moment)
        if place.role is Role.REFUSED:
            end = dt.datetime.combine(FIRST_PERIOD_ENDS, dt.time(7), JAKARTA)
            moment = end + dt.timedelta(seconds=len(self.submissions))
            aid = {"sembako": Aid("40")}
            self.add(f"tolak-penuh-{place.code}", 4, place.code, aid, {}, moment=moment, take_part=False)

    def _rush(self, place: Place) -> None:
        """Two givers want the last packages in the same second; one gets them, whichever sorts first."""
        amount = place.sembako - RUSH_LEFT
        self.add("awal-rebutan", 2, place.code, {"sembako": Aid(str(amount))}, {"sembako": amount})
        for letter, giver, counted in (("a", donor(4), RUSH_LEFT), ("b", donor(9), 0)):
            aid, counts = {"sembako": Aid(str(RUSH_LEFT))}, {"sembako": counted}
            self.add(f"rebutan-{letter}", 3, place.code, aid, counts, giver=giver, moment=_RUSH_MOMENT, take_part=False)

    def _large(self, place: Place) -> None:
        """So much that staff look first."""
        aid = {"sembako": Aid(str(LARGE_GIFT))}
        self.add("besar", 2, place.code, aid, {"sembako": LARGE_GIFT}, giver=BRANCHES[3])
        self._on_the_last_day()

    def _mistyped(self, place: Place) -> None:
        """Comes while the target's row is broken; staff repair the row and approve."""
        amount = place.sembako
        self.add("salah-ketik", 2, place.code, {"sembako": Aid(str(amount))}, {"sembako": amount})
        self._on_the_last_day()

    def _on_the_last_day(self) -> None:
        """The last one is to be brought when staff have long decided about it."""
        self.submissions[-1] = self.submissions[-1].answering(date=FIRST_PERIOD_ENDS.isoformat())

    def _resized(self, place: Place) -> None:
        aid = {"sembako": Aid(str(place.sembako + RESIZED_BY))}
        self.add("ubah-jumlah", 1, place.code, aid, {"sembako": place.sembako})

    def _cancelled(self) -> None:
        """Promises to RW outside the published ones, which staff cancel later."""
        quiet = [p for p in self._places if p.role is Role.QUIET]
        for i, place in enumerate(quiet[:3]):
            self.add(f"batal-{i + 1}", 1 + i % 2, place.code, {"sembako": Aid(str(50 + 30 * i))}, {})

    def _meals(self) -> None:
        """Cooked meals: one RW where a date overlaps, then here and there until the figure is reached."""
        places = [p for p in self._places if p.role is Role.OPEN]
        left = SIAP_SAJI - self._overlapping_meals(places[0])
        for place in places[1:]:
            portions, days = self._rng.choice((100, 150, 200, 250)), self._rng.randint(1, 3)
            if left <= 750:
                portions, days = left, 1
            self._meal(place, portions, days)
            left -= portions * days
            if not left:
                return
        raise ValueError(f"{left} meals could not be placed")

    def _meal(self, place: Place, portions: int, days: int) -> None:
        """Meals beside the RW's first gift if they end within its period, else on their own in the second period."""
        aid, counts = {"siap_saji": Aid(str(portions), str(days))}, {"siap_saji": portions * days}
        date = dt.date(2020, 5, self._rng.randint(3, 4))
        for i, made in enumerate(self.submissions):
            if made.target == place.code and str(made.answers["date"]) <= "2020-04-28":
                beside = {f"quantity {k}": a.quantity for k, a in aid.items()}
                beside |= {f"days {k}": a.days for k, a in aid.items()}
                merged = made.answering(**beside)
                self.submissions[i] = replace(merged, counts={**made.counts, **counts})
                return
        self.add(f"makan-{place.code}", self._rng.randint(1, 4), place.code, aid, counts, date=date)

    def _overlapping_meals(self, place: Place) -> int:
        """The second giver gets its full number on two days and what the first one left on the day between."""
        room, left = 4 * place.households, 200
        first = {"siap_saji": Aid(str(room - left), "1")}
        date = dt.date(2020, 4, 28)
        self.add("makan-1", 1, place.code, first, {"siap_saji": room - left}, date=date)
        second = {"siap_saji": Aid("300", "3")}
        counts = {"siap_saji": 300 + left + 300}
        self.add("makan-2", 2, place.code, second, counts, date=date - dt.timedelta(days=1))
        return room - left + counts["siap_saji"]

    def _institutions(self) -> None:
        """Gifts to institutions; they are not in the published RW figures."""
        codes = [code for code, target in self._targets.items() if target.name]
        for i, code in enumerate(codes):
            giver = INSTITUTION_DONOR if i % 4 == 0 else None
            aid = {"sembako": Aid(str(20 + 5 * i))}
            if i % 3 == 0:
                aid["siap_saji"] = Aid(str(30 + i), "2")
            self.add(f"lembaga-{code}", 1 + i % 4, code, aid, {}, giver=giver, date=WAVES[i % 4][1])

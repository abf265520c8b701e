"""The programme's first week, 24 April to 2 May 2020, as data: first tabs, four waves of forms, staff's deeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from local.demo.givers import add_hands
from local.demo.hands import Hand, hands
from local.demo.odd import EDITED, add_odd, edited
from local.demo.people import coordinators
from local.demo.places import LARGE_GIFT, RW_COUNT, Place, Role, choose, institutions, place_target
from local.demo.places import LEBARAN as _LEBARAN
from local.demo.places import SEMBAKO as _SEMBAKO
from local.demo.places import SIAP_SAJI as _SIAP_SAJI
from local.demo.staff import Deed, deeds
from local.demo.submissions import WAVES, Submission
from local.demo.week import Week
from sheets_schema import private
from sheets_schema.column import Row, Tab
from sheets_schema.private import AidKind, Cash, Period, Programme, QuotaOverride, Region, Setting, Target
from sheets_schema.reference import initial_rows, programmes, regions
from sheets_schema.terms import PeriodStatus, YesNo

SEED = 20200424

PUBLISHED: Mapping[str, object] = {
    "totals": {"sembako": _SEMBAKO, "siap_saji": _SIAP_SAJI, "lebaran": _LEBARAN},
    "kota": 5,
    "kelurahan": 69,
    "rw": RW_COUNT,
    "donors": 22,
}
"""What the programme published for this week; the scenario's accepted commitments add up to it."""

IMPOSSIBLE = 2
"""How many of staff's requests cannot be done: one for a rejected commitment, one for a day that has passed."""


@dataclass(frozen=True)
class Wave:
    """Forms that arrive one after another; what staff do once they are decided; a response sent again after that."""

    title: str
    submissions: tuple[Submission, ...]
    deeds: tuple[Deed, ...] = ()
    edited: Submission | None = None


@dataclass(frozen=True)
class Scenario:
    """Everything that goes in. `tabs` maps a private tab to the rows that staff begin with."""

    tabs: Mapping[Tab, tuple[Row, ...]]
    targets: tuple[Target, ...]
    places: tuple[Place, ...]
    waves: tuple[Wave, ...]
    hands: tuple[Hand, ...] = ()
    """Those of staff's deeds, after the first wave, that may cost cells or rows."""

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """All submissions, in order."""
        return tuple(s for wave in self.waves for s in wave.submissions)


def first_week() -> Scenario:
    """The scenario; the same every time."""
    rng = Random(SEED)
    places = choose(regions(), rng)
    targets = _targets(places)
    by_code = {target.code: target for target in targets}
    by_choice: dict[str, Region] = {region.choice: region for region in regions()}
    week = Week(places, by_code, by_choice, rng)
    week.build()
    add_odd(week, places, by_code)
    submissions = add_hands(week, by_code)
    clumsy = hands(places, by_code)
    first, *others = deeds(places, by_code, submissions)
    done = ((*first, *(hand.deed for hand in clumsy)), *others)
    waves = tuple(
        Wave(f"{first:%d-%m-%Y} s.d. {last:%d-%m-%Y}", *_wave(submissions, done, n))
        for n, (first, last) in enumerate(WAVES, start=1)
    )
    return Scenario(_tabs(places, targets), targets, places, waves, clumsy)


def _wave(
    submissions: list[Submission], done: tuple[tuple[Deed, ...], ...], number: int
) -> tuple[tuple[Submission, ...], tuple[Deed, ...], Submission | None]:
    members = tuple(s for s in submissions if s.wave == number)
    return members, done[number - 1], next((edited(s) for s in members if s.key == EDITED), None)


def _targets(places: tuple[Place, ...]) -> tuple[Target, ...]:
    rows = tuple(place_target(place, n) for n, place in enumerate(places, start=1))
    return (*rows, *institutions(places, len(rows) + 1))


def _tabs(places: tuple[Place, ...], targets: tuple[Target, ...]) -> dict[Tab, tuple[Row, ...]]:
    return {
        private.TARGETS: targets,
        private.COORDINATORS: coordinators(len(targets)),
        private.QUOTAS: _overrides(places),
        private.AID_KINDS: _kinds(),
        private.PERIODS: _periods(),
        private.CASH: _cash(),
        private.SETTINGS: _settings(),
        private.PROGRAMMES: _programmes(),
    }


_CONTENTS = {
    "sembako": (
        "Contoh isi: beras 5 kg, minyak goreng 1 liter, gula 1 kg, mi instan 10 bungkus.",
        "Kemasan utuh; kedaluwarsa paling cepat tiga bulan lagi.",
    ),
    "siap_saji": ("Contoh isi: nasi, lauk, sayur, buah dan air minum.", "Dimasak pada hari penyaluran."),
    "lebaran": ("Contoh isi: beras 5 kg, kue kering, sirup, sarung atau mukena.", "Kemasan utuh, barang baru."),
}
"""What is in a kind of aid and on which terms: samples, for staff would say it."""


def _kinds() -> tuple[AidKind, ...]:
    rows = [row for row in initial_rows(private.AID_KINDS) if isinstance(row, AidKind)]
    told = ((row, *_CONTENTS.get(row.code, (row.content, row.terms))) for row in rows)
    return tuple(row.model_copy(update={"content": content, "terms": terms}) for row, content, terms in told)


def _settings() -> tuple[Setting, ...]:
    """Two people of the office read the daily mail."""
    offices = "pokja1@kantor.example; pokja2@kantor.example"
    rows = [row for row in initial_rows(private.SETTINGS) if isinstance(row, Setting)]
    return tuple(row.model_copy(update={"value": offices}) if row.key == "surel pokja" else row for row in rows)


def _programmes() -> tuple[Programme, ...]:
    """Each department has an address."""
    return tuple(p.model_copy(update={"email": f"{p.code}@dinas.example"}) for p in programmes())


def _periods() -> tuple[Period, ...]:
    """The real phases ran 7, 7, 7 and 9 days from 24 April 2020."""
    found = []
    start = dt.date(2020, 4, 24)
    for n, days in enumerate((7, 7, 7, 9), start=1):
        end = start + dt.timedelta(days=days - 1)
        found.append(
            Period(
                code=f"P{n}",
                start=start,
                end=end,
                commit_by=end,
                deliver_by=end,
                season="ramadan-2020",
                status=PeriodStatus.OPEN,
            )
        )
        start = end + dt.timedelta(days=1)
    return tuple(found)


def _overrides(places: tuple[Place, ...]) -> tuple[QuotaOverride, ...]:
    large = next(p for p in places if p.role is Role.LARGE)
    quiet = [p for p in places if p.role is Role.QUIET]
    return (
        QuotaOverride(
            target=large.code,
            kind="sembako",
            period="P1",
            quota=LARGE_GIFT + 300,
            reason="Contoh: menjadi titik bagi untuk beberapa RW di sekitarnya.",
        ),
        QuotaOverride(target=quiet[7].code, kind="siap_saji", quota=500, reason="Contoh: ada dapur umum di RW ini."),
    )


def _cash() -> tuple[Cash, ...]:
    return tuple(
        Cash(
            donor=f"Contoh Donatur Dana {n:02}",
            shown_name=f"Contoh Donatur Dana {n:02}" if n != 2 else None,
            consent=YesNo.NO if n == 2 else YesNo.YES,
            aggregator=aggregator,
            rupiah=n * 25_000_000,
            date=dt.date(2020, 4, 24 + n),
            proof=f"CONTOH-{n:03}",
        )
        for n, aggregator in enumerate(("ACT", "PMI DKI", "Rumah Zakat"), start=1)
    )

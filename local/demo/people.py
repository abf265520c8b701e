"""Who takes part: 17 sample donors, five real aggregators, and sample people behind them. Every contact is made up.

Phones are 0812-0000-01xx (donors) and 0813-0000-03xx and -04xx (coordinators); addresses end in `.example`: no real
person has them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sheets_schema.private import Coordinator
from sheets_schema.terms import DonorGroup

AGGREGATORS = ("ACT", "Bazis Baznas DKI", "Human Initiative", "PMI DKI", "Rumah Zakat")
_GROUPS = tuple(DonorGroup)


@dataclass(frozen=True)
class Giver:
    """Someone who fills in the form. `via` names the aggregator that delivers, which is then the party pledging."""

    name: str
    group: DonorGroup
    contact: str
    phone: str
    email: str
    via: str | None = None
    consents: bool = True

    @property
    def party(self) -> str:
        """Who counts as pledging."""
        return self.via or self.name


def _giver(number: int, name: str, group: DonorGroup, *, via: str | None = None, consents: bool = True) -> Giver:
    return Giver(
        name=name,
        group=group,
        contact=f"Contoh Narahubung {number:02}",
        phone=f"0812-0000-01{number:02}",
        email=f"narahubung{number:02}@donatur.example",
        via=via,
        consents=consents,
    )


DONORS = tuple(
    _giver(
        n,
        f"Contoh Donatur {n:02}" + (" 🌙" if n == 17 else ""),
        _GROUPS[n % len(_GROUPS)],
        consents=n % 4 != 3,
    )
    for n in range(1, 18)
)
"""They deliver themselves. Number 17 has an emoji in its name."""

BRANCHES = tuple(_giver(20 + i, name, DonorGroup.SOCIAL, via=name) for i, name in enumerate(AGGREGATORS))
"""The aggregators' own desks."""

THROUGH_AGGREGATORS = tuple(
    _giver(30 + i, f"Contoh Pemberi {i + 1:02}", DonorGroup.INDIVIDUAL, via=AGGREGATORS[i], consents=i != 2)
    for i in range(4)
)
"""Givers who go through an aggregator: it is the party, they do not count again."""

GIVERS = DONORS + BRANCHES + THROUGH_AGGREGATORS

INSTITUTION_DONOR = _giver(40, "Contoh Donatur Panti 01", DonorGroup.COMMUNITY)
"""Gives to institutions only, so it is not among the published 22."""

SECOND_CONTACT = _giver(42, DONORS[11].name, DONORS[11].group, consents=DONORS[11].consents)
"""Another contact person of Contoh Donatur 12, whom nothing but staff can tell to be the same donor."""

STRANGER = _giver(41, "Contoh Pendatang 01", DonorGroup.INDIVIDUAL)
"""Whose answers never lead to an accepted commitment."""

STAFF = ("Petugas Contoh Satu", "Petugas Contoh Dua")


def donor(number: int) -> Giver:
    """Contoh Donatur with this number."""
    return DONORS[number - 1]


def spelled_otherwise(giver: Giver) -> Giver:
    """The same donor, typing phone and address another way."""
    digits = giver.phone.replace("-", "")
    return replace(giver, phone=f"+62 {digits[1:4]} {digits[4:8]} {digits[8:]}", email=giver.email.capitalize())


def coordinators(count: int) -> tuple[Coordinator, ...]:
    """Sample coordinators; every third one has an e-mail address."""
    return tuple(
        Coordinator(
            code=f"KOOR-{n:03}",
            name=f"Contoh PJ {n:03}",
            position="Ketua RW (contoh)",
            phone=f"0813-0000-0{n + 300:03}",
            email=f"pj{n:03}@sasaran.example" if n % 3 == 0 else None,
        )
        for n in range(1, count + 1)
    )

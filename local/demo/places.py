"""Where help is needed: real kelurahan with their official codes; RW numbers, counts and points are synthetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from local.demo.shares import portions
from sheets_schema.private import Region, Target
from sheets_schema.terms import Active, TargetType

KELURAHAN_PER_CITY = {
    "Jakarta Pusat": 14,
    "Jakarta Utara": 12,
    "Jakarta Barat": 14,
    "Jakarta Selatan": 14,
    "Jakarta Timur": 15,
}
RW_COUNT = 118
SEMBAKO, SIAP_SAJI, LEBARAN = 40_913, 20_447, 9_015
"""The published figures of the first week, over 118 RW, 69 kelurahan, 5 cities and 22 parties."""

LARGE_GIFT = 5_200
"""More than the quantity from which staff look first (Pengaturan: jumlah tinjau)."""

RUSH_LEFT = 60
"""Packages left in the RW that two donors want in the same second."""


class Role(Enum):
    """What happens to an RW during the week."""

    OPEN = auto()
    FULL = auto()
    PARTIAL = auto()
    REFUSED = auto()
    RUSH = auto()
    LARGE = auto()
    MISTYPED = auto()
    RESIZED = auto()
    QUIET = auto()
    INACTIVE = auto()
    DOUBLED = auto()


_ROLES = (
    *(Role.RUSH, Role.LARGE, Role.MISTYPED, Role.RESIZED),
    *[Role.PARTIAL] * 8,
    *[Role.REFUSED] * 6,
    *[Role.FULL] * 14,
)


@dataclass(frozen=True)
class Place:
    """One RW. `sembako` and `lebaran` are what its accepted commitments of the week add up to, in packages."""

    region: Region
    rw: int
    role: Role
    sembako: int = 0
    lebaran: int = 0
    households: int = 200

    @property
    def code(self) -> str:
        """The target's code: official kelurahan code and RW."""
        return f"{self.region.code.replace('.', '')}-RW{self.rw:02}"


def choose(regions: tuple[Region, ...], rng: Random) -> tuple[Place, ...]:
    """The 118 RW in 69 kelurahan of the 5 cities, then the quiet, inactive and doubled ones; roles at random."""
    villages = [r for city, n in KELURAHAN_PER_CITY.items() for r in rng.sample(_of_city(regions, city), n)]
    twice = set(rng.sample(range(len(villages)), RW_COUNT - len(villages)))
    spots = [(v, rw) for i, v in enumerate(villages) for rw in rng.sample(range(1, 13), 2 if i in twice else 1)]
    rng.shuffle(spots)
    counted = _counted(spots, rng)
    spare = rng.sample([r for r in regions if r not in villages and r.city in KELURAHAN_PER_CITY], 10)
    roles = (Role.INACTIVE, Role.DOUBLED, *[Role.QUIET] * 8)
    return (*counted, *(Place(r, 3, role) for r, role in zip(spare, roles, strict=True)))


def _of_city(regions: tuple[Region, ...], city: str) -> list[Region]:
    return [r for r in regions if r.city == city]


def _counted(spots: list[tuple[Region, int]], rng: Random) -> list[Place]:
    roles = [*_ROLES, *[Role.OPEN] * (len(spots) - len(_ROLES))]
    weights = [0.0 if role is Role.LARGE else rng.uniform(0.5, 1.5) for role in roles]
    sembako = portions(SEMBAKO - LARGE_GIFT, weights)
    full = {Role.FULL, Role.PARTIAL, Role.REFUSED, Role.RUSH}
    households = [n + (0 if role in full else rng.randint(40, 160)) for n, role in zip(sembako, roles, strict=True)]
    households[roles.index(Role.LARGE)] = 410
    takers = [h if role is Role.OPEN and rng.random() < 0.7 else 0 for h, role in zip(households, roles, strict=True)]
    lebaran = portions(LEBARAN, takers)
    return [
        Place(region, rw, role, LARGE_GIFT if role is Role.LARGE else s, l_, h)
        for (region, rw), role, s, l_, h in zip(spots, roles, sembako, lebaran, households, strict=True)
    ]


_CENTRES = {
    "Jakarta Pusat": (-6.18, 106.83),
    "Jakarta Utara": (-6.13, 106.88),
    "Jakarta Barat": (-6.17, 106.76),
    "Jakarta Selatan": (-6.27, 106.81),
    "Jakarta Timur": (-6.23, 106.9),
}


def _point(region: Region, number: int) -> dict[str, float]:
    """A made-up point not far from the middle of its city; no RW lies there."""
    latitude, longitude = _CENTRES[region.city]
    return {
        "latitude": round(latitude + (number % 11 - 5) * 0.003, 5),
        "longitude": round(longitude + (number % 13 - 6) * 0.003, 5),
    }


def _cases(number: int) -> dict[str, int]:
    """Made-up counts of cases, none to some dozens: no figure of any real place."""
    return {"odp": number * 7 % 23, "pdp": number * 5 % 11, "positive": number * 3 % 8}


def place_target(place: Place, number: int) -> Target:
    """The row of tab Sasaran for an RW; `number` picks its coordinator and sample head."""
    return Target(
        code=place.code,
        type=TargetType.RW,
        region=place.region.choice,
        rw=place.rw,
        households=place.households * 4,
        poor_households=place.households,
        people=place.households * 14,
        head=f"Contoh Ketua RW {number:03}",
        coordinator=f"KOOR-{number:03}",
        priority=1 + number % 3,
        status=Active.ACTIVE,
        **_cases(number),
        **_point(place.region, number),
    )


_INSTITUTIONS = (
    ("PA", TargetType.ORPHANAGE, "Contoh Panti Asuhan", 5),
    ("PJ", TargetType.ELDERLY_HOME, "Contoh Panti Jompo", 3),
    ("PD", TargetType.DISABILITY_HOME, "Contoh Panti Disabilitas", 3),
    ("PS", TargetType.PESANTREN, "Contoh Pesantren", 5),
)


def institutions(places: tuple[Place, ...], first: int) -> tuple[Target, ...]:
    """Sample institutions of all four kinds; coordinators are numbered from `first`."""
    found: list[Target] = []
    for letters, type_, name, count in _INSTITUTIONS:
        for n in range(1, count + 1):
            number = first + len(found)
            region = places[len(found) * 7].region
            found.append(
                Target(
                    code=f"{letters}-{n:03}",
                    type=type_,
                    region=region.choice,
                    name=f"{name} {n:02}",
                    address=f"Alamat contoh {name.removeprefix('Contoh ')} {n:02}",
                    people=60 + 25 * n,
                    head=f"Contoh Pimpinan {number:03}",
                    coordinator=f"KOOR-{number:03}",
                    priority=2,
                    status=Active.ACTIVE,
                    **_point(region, number),
                )
            )
    return tuple(found)

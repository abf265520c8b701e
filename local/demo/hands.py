"""What hands do to sheets in an ordinary week, each with what it may cost: the cell it is in, and seldom its row.

Every one of them was seen in real lists of aid. None changes a figure of the week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from local.demo.places import Place, Role
from local.demo.staff import Added, Deed, Inserted, Removed, Typed
from sheets_schema.private import AID_KINDS, COORDINATORS, PROGRAMMES, SETTINGS, TARGETS, Target


@dataclass(frozen=True)
class Hand:
    """A deed, the cells that are faulty because of it, and the rows that cannot be used until it is mended."""

    deed: Deed
    cells: int = 0
    rows: int = 0


def hands(places: tuple[Place, ...], targets: Mapping[str, Target]) -> tuple[Hand, ...]:
    """All of them, in order, in rows with commitments and in a few new ones."""
    busy = [targets[place.code] for place in places if place.role is Role.OPEN]
    return (*_headline(), *_counts(busy), *_places(busy), *_people(busy), *_office(), *_decisive(busy[31]))


def _headline() -> Iterator[Hand]:
    """A title above the header for an hour: nothing is read meanwhile, and nothing lost."""
    yield Hand(Inserted(TARGETS, 1, "DAFTAR SASARAN CONTOH"))
    yield Hand(Removed(TARGETS, 1))


def _counts(busy: list[Target]) -> Iterator[Hand]:
    """Nothing said in words, units beside numbers, about so many."""
    for target, label, value, cells in zip(busy, *zip(*_COUNTED, strict=True), strict=False):
        yield Hand(Typed(TARGETS, target.code, label, value), cells=cells)
    first, second = busy[len(_COUNTED) : len(_COUNTED) + 2]
    yield Hand(Typed(TARGETS, first.code, "jumlah kk rentan", f"{first.poor_households} KK"))
    yield Hand(Typed(TARGETS, second.code, "rw", f"RW {second.rw:02}"))


_COUNTED = (
    ("odp", "-", 0),
    ("pdp", "nihil", 0),
    ("positif", "tidak ada", 0),
    ("odp", "3 orang", 0),
    ("pdp", "\u200b2", 0),
    ("jumlah kk", "±250", 1),
    ("jumlah kk", "800 KK", 0),
    ("prioritas", "segera", 1),
    ("lintang", "-6,2101", 0),
    ("bujur", "106.827153", 1),
    ("alamat", "n/a", 0),
)
"""Column, what is typed, and how many cells are faulty then."""


def _places(busy: list[Target]) -> Iterator[Hand]:
    """One place in other letters, with blanks that do not show or stand twice."""
    spelled: tuple[Callable[[str], str], ...] = (
        str.upper,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        str.lower,
    )
    for target, spell in zip(busy[20:], spelled, strict=False):
        yield Hand(Typed(TARGETS, target.code, "wilayah", spell(target.region)))


def _people(busy: list[Target]) -> Iterator[Hand]:
    """Names on two lines, heads unknown, coordinators without an address."""
    yield Hand(Typed(TARGETS, busy[25].code, "nama ketua", "Contoh\nKetua"))
    yield Hand(Typed(TARGETS, busy[26].code, "nama ketua", "-"))
    yield Hand(Typed(TARGETS, busy[27].code, "status", " aktif "))
    yield Hand(Typed(TARGETS, busy[28].code, "kode pj", str(busy[28].coordinator).lower()))
    yield Hand(Typed(COORDINATORS, str(busy[29].coordinator), "surel", "-"))
    yield Hand(Typed(COORDINATORS, str(busy[30].coordinator), "surel", "belum punya"), cells=1)


def _office() -> Iterator[Hand]:
    yield Hand(Typed(AID_KINDS, "lebaran", "nilai acuan rp", "100.000 - 150.000"), cells=1)
    yield Hand(Typed(PROGRAMMES, "pangan", "surel", "Dinas Contoh <pangan@dinas.example>"))
    yield Hand(Typed(SETTINGS, "surel pokja", "nilai", "Contoh Pokja <pokja1@kantor.example>, pokja2@kantor.example"))


def _decisive(like: Target) -> Iterator[Hand]:
    """New rows with a faulty cell that decisions rest on: they wait, and no other row does."""
    for rw, label, value in ((97, "tipe", "rukun warga"), (98, "status", "menunggu kabar"), (99, "wilayah", "-")):
        code = f"{like.code.partition('-')[0]}-RW{rw}"
        yield Hand(Added(TARGETS, like.model_copy(update={"code": code, "rw": rw})))
        yield Hand(Typed(TARGETS, code, label, value), cells=1, rows=1)

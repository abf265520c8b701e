"""What staff do between the waves: typing in their tabs, breaking some of it, and asking for things in Komitmen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from local.demo.editor import EDITS, Edited
from local.demo.givers import AGAIN, HELD_NAME, OTHER_WORDS, TWICE, UNIT
from local.demo.odd import NO_PERIOD, OTHER_DESK, PHONE_NAME
from local.demo.people import STAFF, donor
from local.demo.places import Place, Role
from local.demo.submissions import Submission
from sheets_schema.column import Row, Tab
from sheets_schema.private import PROGRAMMES, TARGETS, Target
from sheets_schema.terms import Action

_STILL_TO_COME = dt.date(2020, 5, 2)
RENAMED_HEADER = ("skpd pengampu", "Dinas")


@dataclass(frozen=True)
class Typed:
    """A value typed into the column `label` of the row whose key is `key`; key "" is the header row."""

    tab: Tab
    key: str
    label: str
    value: str | int


@dataclass(frozen=True)
class Added:
    """A row typed below the others."""

    tab: Tab
    row: Row


@dataclass(frozen=True)
class Sorted:
    """A tab sorted by the column `label`."""

    tab: Tab
    label: str


@dataclass(frozen=True)
class Inserted:
    """A row put in before sheet row `before`, with this text in its first cell, by the owner of the file."""

    tab: Tab
    before: int
    text: str = ""


@dataclass(frozen=True)
class Removed:
    """Sheet row `row` deleted, by the owner of the file."""

    tab: Tab
    row: int


@dataclass(frozen=True)
class Asked:
    """A request typed into the row of Komitmen that shows this kind of this submission; `staff` is typed last."""

    submission: str
    kind: str
    action: Action | None
    amount: int | str | None = None
    new_date: dt.date | None = None
    reason: str = ""
    staff: str = STAFF[0]


@dataclass(frozen=True)
class Noted:
    """Typed beside the donor of a submission: that it is the same as another submission's donor, or a name to show."""

    submission: str
    same_as: str = ""
    approved_name: str = ""


@dataclass(frozen=True)
class SortedAlone:
    """Staff's columns of Komitmen sorted by one of them, without the rest of their rows."""

    label: str


@dataclass(frozen=True)
class PutBack:
    """What was sorted alone last is as it was."""


@dataclass(frozen=True)
class Paused:
    """Nothing is done until all that was done before is answered."""


@dataclass(frozen=True)
class Resent:
    """Whatever mail was refused is asked for once more, in Log Surel."""


Deed = Typed | Added | Sorted | Inserted | Removed | Asked | Noted | SortedAlone | PutBack | Paused | Resent | Edited


def deeds(
    places: tuple[Place, ...], targets: dict[str, Target], submissions: list[Submission]
) -> tuple[tuple[Deed, ...], ...]:
    """What staff, and the owner of the form, do after each of the four waves."""
    broken = _place(places, Role.MISTYPED)
    return (
        (
            *EDITS[0],
            *_mess(places, targets),
            *_arrived(submissions, 1),
            Asked(UNIT, "sembako", Action.ARRIVED, amount="5 paket", reason="Baru lima."),
            Asked(TWICE, "sembako", None, reason="Lupa memilih tindakan."),
        ),
        (
            Typed(TARGETS, broken.code, "jumlah kk rentan", broken.households),
            Typed(PROGRAMMES, "", *RENAMED_HEADER[::-1]),
            Asked("salah-ketik", "sembako", Action.APPROVE, reason="Baris sasaran sudah diperbaiki."),
            Asked("besar", "sembako", Action.APPROVE, reason="Sudah dikonfirmasi."),
            Asked("ubah-jumlah", "sembako", Action.RESIZE, amount=_place(places, Role.RESIZED).sembako),
            *(Asked(f"batal-{i}", "sembako", Action.CANCEL, reason="Donatur mundur.") for i in (1, 2)),
            *_arrived(submissions, 2),
            Asked(UNIT, "sembako", Action.ARRIVED, amount=8, reason="Sudah delapan."),
            *EDITS[1],
        ),
        (
            Resent(),
            Asked("batal-1", "sembako", Action.REOPEN, new_date=_STILL_TO_COME, reason="Donatur jadi menyalurkan."),
            Noted(HELD_NAME, approved_name="Karang Taruna Contoh"),
            Asked("batal-3", "sembako", Action.CANCEL, reason="Donatur mundur.", staff=STAFF[1]),
            Asked(NO_PERIOD, "sembako", Action.REJECT, reason="Di luar masa program.", staff=STAFF[1]),
            Noted(PHONE_NAME, approved_name=donor(5).name),
            *_merged(submissions),
            Asked("jumlah-3", "sembako", Action.ARRIVED, amount=100, reason="Mustahil: komitmen ini ditolak."),
            *_rescheduled(submissions),
            *_arrived(submissions, 3),
            Paused(),
            SortedAlone("jumlah"),
            Paused(),
            PutBack(),
        ),
        (
            *_finished(submissions),
            *_arrived(submissions, 4),
            Asked("batal-1", "sembako", Action.CANCEL, reason="Donatur mundur lagi."),
            Asked(OTHER_WORDS, "sembako", Action.APPROVE, reason="Sudah ditelepon, tetapi harinya sudah lewat."),
            Asked(AGAIN, "sembako", Action.REJECT, reason="Terisi dua kali."),
            Asked(UNIT, "sembako", Action.ARRIVED, amount="5 paket", reason="Baru lima."),  # an old version
        ),
    )


def _place(places: tuple[Place, ...], role: Role) -> Place:
    return next(p for p in places if p.role is role)


def _mess(places: tuple[Place, ...], targets: dict[str, Target]) -> Iterator[Deed]:
    """A text in a number column, a doubled code, an inactive target, a renamed header, a sorted tab."""
    yield Typed(TARGETS, _place(places, Role.MISTYPED).code, "jumlah kk rentan", "kira-kira 300 KK")
    yield Typed(TARGETS, [p for p in places if p.role is Role.QUIET][7].code, "jumlah kk rentan", "dua ratus")
    yield Added(TARGETS, targets[_place(places, Role.DOUBLED).code])
    yield Typed(TARGETS, _place(places, Role.INACTIVE).code, "status", "tidak aktif")
    yield Typed(PROGRAMMES, "", *RENAMED_HEADER)
    yield Sorted(TARGETS, "wilayah")


def _ordinary(submissions: list[Submission], wave: int) -> list[Submission]:
    return [s for s in submissions if s.wave == wave and s.key.startswith("biasa-")]


def _arrived(submissions: list[Submission], wave: int) -> Iterator[Asked]:
    """Of the wave's ordinary gifts five arrived in full, three in part, and one brought more than promised."""
    for i, made in enumerate(_ordinary(submissions, wave)[:9]):
        promised = made.counts["sembako"]
        amount = promised if i < 5 else max(1, promised // 2) if i < 8 else promised + 5
        yield Asked(made.key, "sembako", Action.ARRIVED, amount=amount, staff=STAFF[i % 2])


def _merged(submissions: list[Submission]) -> Iterator[Noted]:
    other = next(s for s in submissions if s.wave <= 3 and s.party == donor(12).name and s.key != OTHER_DESK)
    yield Noted(OTHER_DESK, same_as=other.key)


def _finished(submissions: list[Submission]) -> Iterator[Asked]:
    """One that arrived in part in the first wave gets the rest; another is finished as it is."""
    rest, finished = _ordinary(submissions, 1)[5:7]
    yield Asked(rest.key, "sembako", Action.ARRIVED, amount=rest.counts["sembako"], reason="Sisanya tiba.")
    yield Asked(finished.key, "sembako", Action.FINISH, reason="Sisanya tidak jadi.")


def _rescheduled(submissions: list[Submission]) -> Iterator[Asked]:
    """Two gifts of packages move into the second period, where their RW has room."""
    movable = [s for s in _ordinary(submissions, 2)[9:] if set(s.counts) == {"sembako"}]
    for made, day in zip(movable[:2], (4, 6), strict=True):
        date = dt.date(2020, 5, day)
        yield Asked(made.key, "sembako", Action.RESCHEDULE, new_date=date, reason="Atas permintaan RW.")

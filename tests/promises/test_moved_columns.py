"""Columns that the owner moves while a drain writes; then the drain is killed, or its write arrives late or twice."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Mapping, Sequence

import pytest

from functions.core.book import StaffRequest
from functions.ledger import drain
from functions.ledger.loose import Shelf
from sheets_schema.private import COMMITMENTS, PROBLEMS, Target
from sheets_schema.reading import column_letter
from sheets_schema.terms import Action
from tests.city import City, answers, target
from tests.ledger.staffhands import insert_columns, move_column
from tests.owned import OwnedCity
from tests.promises.between import Death, between, die, once
from tests.promises.faults import WRITE
from tests.promises.office import Said, check, later, tried
from tests.promises.wrecks import dimension

FoundCity = Callable[[Sequence[Target]], OwnedCity]
SEEDS = range(int(os.environ.get("KSBB_HISTORIES", "0")) or 6)
"""Each another act of the owner's; many more are tried together with many histories."""
TYPED = ("tindakan", "jumlah", "jadwal baru", "alasan petugas", "petugas")


WRITTEN: Mapping[int, tuple[object, ...]] = {
    1: ("tersalur", 1, None, "Contoh alasan 1", "Contoh Petugas"),
    2: (None, None, None, "Catatan yang belum ditandatangani", None),
    3: ("tersalur", 3, None, "Contoh alasan 3", "Contoh Petugas"),
}
"""What staff typed beside each commitment, as TYPED names it."""


def _busy(found_city: FoundCity) -> tuple[City, Said]:
    """Four commitments; staff asked for something beside two of them, and something waits to be decided and shown."""
    city, said = found_city((target(poor=400),)), Said()
    for number in range(1, 5):
        city.submit(answers(sembako="10", phone=f"0812-0000-000{number}"), email=f"contoh0{number}@contoh.example")
    city.drain()
    for n in (1, 3):
        request = StaffRequest(Action.ARRIVED, n, None, f"Contoh alasan {n}", "Contoh Petugas")
        city.request(n, request.action or "", request.amount)
        city.type_cell(COMMITMENTS, n + 1, "staff_reason", request.reason)
        said.sign(n, request)
    city.type_cell(COMMITMENTS, 3, "staff_reason", "Catatan yang belum ditandatangani")
    city.submit(answers(sembako="5", phone="0812-0000-0009"), email="contoh09@contoh.example")
    return city, said


def _move(city: City, chance: random.Random) -> Callable[[], object]:
    """One act of the owner's on the columns of Komitmen."""
    width = len(COMMITMENTS.columns)
    which, to = chance.sample(range(width), 2)
    at = chance.randrange(width)
    acts: list[Callable[[], object]] = [
        lambda: dimension(city, COMMITMENTS, "moveDimension", "COLUMNS", which, destinationIndex=to),
        lambda: insert_columns(city, COMMITMENTS, at, 1),
    ]
    return acts[chance.random() < 0.3]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_right_two_runs_after_columns_moved_and_the_writer_was_killed(
    found_city: FoundCity, seed: int
) -> None:
    chance = random.Random(seed)
    city, said = _busy(found_city)
    happens = {"before private write": once(_move(city, chance)), "after private write": die}
    with pytest.raises(Death):
        city.ledger().drain(between(city.google(), happens), city.clock)
    _right_after_two(city, said)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_right_two_runs_after_a_late_write_missed_the_moved_columns(found_city: FoundCity, seed: int) -> None:
    chance = random.Random(seed)
    city, said = _busy(found_city)
    warm = city.ledger()
    city.control.add_fault(WRITE, "applied_late", times=2)
    tried(warm, city, seconds=0.1)
    city.control.clear_faults()
    _move(city, chance)()
    if chance.random() < 0.5:
        city.drain(warm)
    city.control.apply_late()
    _right_after_two(city, said)


@pytest.mark.parametrize("guard", ["examined", "overwritten"])
def test_the_control_that_looks_at_versions_only_leaves_rows_wrong_or_does_what_nobody_asked(
    found_city: FoundCity, monkeypatch: pytest.MonkeyPatch, guard: str
) -> None:
    if guard == "examined":
        monkeypatch.setattr(drain, "examined", lambda desk, *_: desk)
    else:
        monkeypatch.setattr(Shelf, "overwritten", lambda *_: frozenset())
    city, said = _busy(found_city)
    happens = {
        "before private write": once(lambda: move_column(city, COMMITMENTS, "amount", 1)),
        "after private write": die,
    }
    with pytest.raises(Death):
        city.ledger().drain(between(city.google(), happens), city.clock)
    with pytest.raises(AssertionError, match=r"nobody signed|instead of"):
        _right_after_two(city, said)


def _right_after_two(city: City, said: Said) -> None:
    said.hear(city)
    later(city, dt.timedelta(minutes=5))
    city.drain()
    city.drain()
    check(city, said)
    _staff_find_what_they_typed(city)


def _staff_find_what_they_typed(city: City) -> None:
    """Each cell of staff's says what it said, or it is empty and named in Pemeriksaan Data."""
    named = {(row["tab"], row["sel"]) for row in city.rows(PROBLEMS) if "terlepas" in str(row["masalah"])}
    header = city.read(COMMITMENTS)[0]
    for n, row in enumerate(city.rows(COMMITMENTS), start=1):
        for label, was in zip(TYPED, WRITTEN.get(n, (None,) * len(TYPED)), strict=True):
            cell = f"{column_letter(header.index(label))}{n + 1}"
            found = row.get(label)
            assert found == was or (found is None and ("Komitmen", cell) in named), f"{cell}: {found!r}, once {was!r}"

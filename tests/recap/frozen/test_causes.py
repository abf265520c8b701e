"""A correction names what changed that figure, whatever staff did afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from functions.core.state import Line, Step
from functions.recap.figures import figures
from functions.recap.frozen import causes
from functions.recap.frozen.snapshot import Snapshot, take
from functions.recap.public.paragraph import paragraph
from sheets_schema.terms import Action
from tests.recap.world import World

AMOUNT, ARRIVED = "komitmen sembako", "tersalur sembako"
RW, VILLAGES, CITIES, DONORS = "rw", "villages", "cities", "donors"

Act = Callable[[World], None]
ACTIONS: Mapping[str, Act] = {
    "setujui": lambda w: w.ask(2, Action.APPROVE),
    "tolak": lambda w: w.ask(2, Action.REJECT),
    "batalkan": lambda w: w.ask(2, Action.CANCEL),
    "ubah jadwal": lambda w: w.ask(2, Action.RESCHEDULE, date=dt.date(2020, 5, 2)),
    "ubah jumlah 70": lambda w: w.ask(2, Action.RESIZE, 70),
    "ubah jumlah 100": lambda w: w.ask(2, Action.RESIZE, 100),
    "ubah jumlah 120": lambda w: w.ask(2, Action.RESIZE, 120),
    "tersalur 0": lambda w: w.ask(2, Action.ARRIVED, 0),
    "tersalur 30": lambda w: w.ask(2, Action.ARRIVED, 30),
    "tersalur 100": lambda w: w.ask(2, Action.ARRIVED, 100),
    "selesai": lambda w: w.ask(2, Action.FINISH),
    "buka kembali": lambda w: w.ask(2, Action.REOPEN),
    "buka kembali 130": lambda w: w.ask(2, Action.REOPEN, 130),
    "gabung": lambda w: w.merge("D2", "D1"),
    "pisah": lambda w: w.merge("D2", None),
}

STARTS: Mapping[str, tuple[str, ...]] = {
    "DITERIMA": (),
    "SEBAGIAN": ("tersalur 30",),
    "SELESAI": ("tersalur 100",),
    "SELESAI kurang": ("tersalur 30", "selesai"),
    "digabung": ("gabung",),
}
"""What was done to commitment 2, of 100 packages, before the recap was published."""

_GONE = dict.fromkeys((AMOUNT, RW, VILLAGES, CITIES, DONORS), "dibatalkan")
_RESIZED = {AMOUNT: "jumlah diubah"}
_LESS_ARRIVED = {ARRIVED: "jumlah tersalur diubah"}
_MERGED = {DONORS: "donatur digabung atau dipisah"}
_REOPENED = {AMOUNT: "dibuka kembali"}
ALONE: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("DITERIMA", "batalkan"): _GONE,
    ("digabung", "batalkan"): {figure: why for figure, why in _GONE.items() if figure != DONORS},
    **{
        (start, act): _RESIZED
        for start in ("DITERIMA", "SEBAGIAN", "digabung")
        for act in ("ubah jumlah 70", "ubah jumlah 120")
    },
    ("SEBAGIAN", "tersalur 0"): _LESS_ARRIVED,
    ("SELESAI", "buka kembali 130"): _REOPENED,
    ("SELESAI kurang", "buka kembali 130"): _REOPENED,
    **{(start, "gabung"): _MERGED for start in STARTS if start != "digabung"},
    ("digabung", "pisah"): _MERGED,
}
"""What each action alone corrects, and why. What is not here corrects nothing."""


def taken(world: World, previous: Snapshot | None = None) -> Snapshot:
    return take(world.state, figures.figures(world.state, world.book, [], world.clock), previous)


def reasons(world: World, before: Snapshot) -> dict[str, str]:
    """What is corrected, and why, of commitment 2: figure -> the one reason."""
    found = {}
    for one in taken(world, before).corrections:
        assert [cause.numbers for cause in one.causes] == [(2,)]
        found[one.figure] = one.causes[0].reason
    return found


def world_of(start: str) -> tuple[World, Snapshot]:
    world = World()
    world.submit(1, "RW-A", sembako="10")
    world.submit(2, "RW-C", sembako="100")
    for act in STARTS[start]:
        ACTIONS[act](world)
    return world, taken(world)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("act", ACTIONS)
def test_each_action_is_named_for_the_figures_that_it_changes_and_for_no_other(start: str, act: str) -> None:
    world, before = world_of(start)
    ACTIONS[act](world)
    assert reasons(world, before) == ALONE.get((start, act), {})


def _value(found: Snapshot, figure: str) -> int:
    return next((c.after for c in found.corrections if c.figure == figure), -1)


_WORDS = {
    "batalkan": "dibatalkan",
    "ubah jumlah 70": "jumlah diubah",
    "ubah jumlah 120": "jumlah diubah",
    "ubah jumlah 100": "jumlah diubah",
    "tersalur 0": "jumlah tersalur diubah",
    "tersalur 30": "jumlah tersalur diubah",
    "buka kembali": "dibuka kembali",
    "buka kembali 130": "dibuka kembali",
    "gabung": "donatur digabung atau dipisah",
    "pisah": "donatur digabung atau dipisah",
}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("act", sorted({act for _, act in ALONE}))
def test_whatever_follows_a_change_the_reason_stays_unless_the_figure_changes_again(start: str, act: str) -> None:
    """A figure that is back at what was published is no correction; one that changed again names the second change."""
    for then in ACTIONS:
        world, before = world_of(start)
        ACTIONS[act](world)
        first, middle = reasons(world, before), taken(world, before)
        ACTIONS[then](world)
        after = taken(world, before)
        for figure, why in reasons(world, before).items():
            again = _value(after, figure) != _value(middle, figure)
            assert why == (_WORDS[then] if again else first[figure]), (act, then, figure)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (("ubah jumlah 70", "ubah jadwal"), {AMOUNT: "jumlah diubah"}),
        (("ubah jumlah 70", "tersalur 30", "selesai", "gabung"), {AMOUNT: "jumlah diubah", **_MERGED}),
        (("batalkan", "buka kembali", "ubah jadwal"), {}),
        (("ubah jumlah 70", "batalkan", "buka kembali"), {}),
        (("batalkan", "buka kembali", "ubah jumlah 70"), {AMOUNT: "jumlah diubah"}),
        (("ubah jumlah 70", "ubah jadwal", "ubah jumlah 100", "tersalur 30"), {}),
        (("batalkan", "gabung"), _GONE),
        (("gabung", "batalkan"), {**_GONE, **_MERGED}),
        (("gabung", "pisah", "batalkan"), _GONE),
        (("batalkan", "buka kembali 130"), {AMOUNT: "dibuka kembali"}),
    ],
)
def test_what_cancelled_out_is_not_named_and_what_mattered_is(acts: tuple[str, ...], expected: dict[str, str]) -> None:
    world, before = world_of("DITERIMA")
    for act in acts:
        ACTIONS[act](world)
    assert reasons(world, before) == expected


def test_an_arrival_taken_back_is_named_for_what_arrived_though_the_commitment_was_cancelled_later() -> None:
    world, before = world_of("SEBAGIAN")
    for act in ("tersalur 0", "batalkan"):
        ACTIONS[act](world)
    assert reasons(world, before) == {**_GONE, **_LESS_ARRIVED}


def test_what_happened_before_the_recap_was_published_is_no_reason() -> None:
    world, _ = world_of("DITERIMA")
    ACTIONS["ubah jumlah 70"](world)
    before = taken(world)
    ACTIONS["ubah jadwal"](world)
    assert reasons(world, before) == {}
    ACTIONS["batalkan"](world)
    assert reasons(world, before)[AMOUNT] == "dibatalkan"


def test_several_commitments_are_each_named_with_what_changed_them() -> None:
    """The sentence for the press, with all three reasons."""
    world = World()
    for donor in range(1, 5):
        world.submit(donor, "RW-A", sembako="50")
    before = taken(world)
    world.ask(1, Action.RESIZE, 20)
    world.ask(2, Action.CANCEL)
    world.ask(3, Action.RESIZE, 10)
    world.ask(3, Action.RESIZE, 50)
    world.ask(1, Action.RESCHEDULE, date=dt.date(2020, 5, 2))
    said = paragraph(taken(world, before))
    assert (
        "dikoreksi dari 200 menjadi 120 paket sembako karena komitmen nomor 2 dibatalkan dan jumlah komitmen nomor 1 "
        "diubah." in said
    )
    assert "jadwal" not in said


def test_a_donor_merged_away_is_not_blamed_on_a_cancellation_that_came_after() -> None:
    world = World()
    world.submit(1, "RW-A")
    world.submit(2, "RW-B")
    world.submit(2, "RW-B", sembako="11")
    before = taken(world)
    world.merge("D2", "D1")
    world.ask(2, Action.CANCEL)
    (donors,) = (one for one in taken(world, before).corrections if one.figure == DONORS)
    assert [(cause.reason, cause.numbers) for cause in donors.causes] == [("donatur digabung atau dipisah", (2, 3))]


def test_a_place_that_became_known_with_another_request_is_data_completed() -> None:
    """The row of the target named no kelurahan when the commitment was accepted; a request learned it."""
    world = World()
    n = world.submit(1, "RW-A")
    world.state.lines[n] = replace(world.state.lines[n], region=None)
    before = taken(world)
    world.ask(n, Action.RESIZE, 7)
    found = {one.figure: one.causes[0].reason for one in taken(world, before).corrections}
    assert found == {AMOUNT: "jumlah diubah", VILLAGES: "data dilengkapi", CITIES: "data dilengkapi"}


def _last_thing_done(line: Line, since: int) -> tuple[Step, ...]:
    """The control: the mark of whatever was done last."""
    last = max((mark for mark in line.marks.values() if mark.action), key=lambda mark: mark.entry)
    return (Step(last.entry, last.action, True, line.approved, line.delivered),)


@pytest.mark.parametrize("protected", [True, False])
def test_reasons_from_the_last_thing_done_would_blame_the_date_for_the_amount(
    protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not protected:
        monkeypatch.setattr(causes, "_steps", _last_thing_done)
    world, before = world_of("DITERIMA")
    ACTIONS["ubah jumlah 70"](world)
    ACTIONS["ubah jadwal"](world)
    assert (reasons(world, before) == {AMOUNT: "jumlah diubah"}) is protected

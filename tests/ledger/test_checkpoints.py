"""Checkpoints spare reading and decide nothing: only those are believed that the journal itself names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.core.state import State
from functions.gapi.errors import Ambiguous
from functions.gapi.objects import Bucket
from functions.ledger import fold, journal
from functions.ledger.drain import Ledger
from functions.ledger.journal import JournalError
from tests.city import City, answers
from tests.ledger.shelf import Shelf
from tests.ledger.test_fold import History, meaning


def shelf_of(history: History, *checkpoints: int) -> Shelf:
    """The journal of a history, and the checkpoints of these entries."""
    shelf = Shelf()
    for entry, data in zip(history.entries, history.data, strict=True):
        shelf.objects[journal.name_of(entry.n)] = data
    for head in checkpoints:
        shelf.objects[fold.name_of(head)] = fold.checkpoint(fold.fold(State(), history.entries[:head]))
    return shelf


def read(shelf: Shelf) -> tuple[State, fold.Start]:
    """The state of a cold instance, and where it began."""
    begun = fold.start(shelf)
    return fold.fold(begun.state, journal.read_after(shelf, begun.state.head, begun.state.digest)), begun


@given(seed=st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_checkpoint_and_the_entries_after_it_are_the_same_as_all_entries(seed: int) -> None:
    history = History(seed)
    cut = history.any.randint(1, len(history.entries) - 1)
    early = fold.fold(State(), history.entries[:cut])
    found, begun = read(shelf_of(history, cut))
    assert meaning(begun.state) == meaning(early)
    assert meaning(found) == meaning(fold.fold(State(), history.entries))


HISTORY = next(found for seed in range(99) if len((found := History(seed)).entries) > 8 and len(found.data) % 2)
OTHER = next(found for seed in range(99, 199) if len((found := History(seed)).entries) > 8)
WHOLE = fold.fold(State(), HISTORY.entries)


def _at(head: int, history: History = HISTORY) -> State:
    return fold.fold(State(), history.entries[:head])


def _but(entry: int, /, **changes: object) -> bytes:
    return json.dumps(json.loads(fold.checkpoint(_at(entry))) | changes).encode()


def test_the_newest_checkpoint_that_the_journal_names_is_taken() -> None:
    assert read(shelf_of(HISTORY, 2, 6, 4))[1] == fold.Start(_at(6))


WRONG: dict[str, tuple[int, bytes]] = {
    "empty": (5, b""),
    "no JSON": (5, b"{rusak"),
    "another shape": (5, b"{}"),
    "no text": (5, b"\xff"),
    "cut off": (5, fold.checkpoint(_at(5))[:-40]),
    "spaced": (5, fold.checkpoint(_at(5)) + b" "),
    "without its lines": (5, _but(5, lines=[])),
    "of an earlier entry": (5, fold.checkpoint(_at(4))),
    "of another history": (5, fold.checkpoint(_at(5, OTHER))),
    "with another digest": (5, _but(5, digest="0" * 64)),
    "of the last entry, which nothing follows": (WHOLE.head, fold.checkpoint(WHOLE)),
    "of the future": (WHOLE.head + 90, _but(WHOLE.head, head=WHOLE.head + 90)),
    "of the last number": (999_999_999, fold.checkpoint(WHOLE)),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("sound", [(), (3,)])
def test_a_wrong_checkpoint_is_passed_over_and_named(kind: str, sound: tuple[int, ...]) -> None:
    head, data = WRONG[kind]
    shelf = shelf_of(HISTORY, *sound)
    shelf.objects[fold.name_of(head)] = data
    found, begun = read(shelf)
    assert meaning(found) == meaning(WHOLE)
    assert (begun.state.head, begun.unused) == (max(sound, default=0), (fold.name_of(head),))


def _only_readable(shelf: Shelf, name: str) -> State | None:
    return fold.restored(shelf.get(name) or b"")


@pytest.mark.parametrize("kind", ["without its lines", "of the future", "with another digest"])
def test_checkpoints_believed_because_they_can_be_read_do_harm(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: the state is wrong, or nobody can decide any more."""
    head, data = WRONG[kind]
    shelf = shelf_of(HISTORY)
    shelf.objects[fold.name_of(head)] = data
    monkeypatch.setattr(fold, "_believed", _only_readable)
    try:
        harm = meaning(read(shelf)[0]) != meaning(WHOLE)
    except (JournalError, KeyError):
        harm = True
    assert harm


def test_an_entry_lost_before_a_checkpoint_still_stops_everything() -> None:
    shelf = shelf_of(HISTORY, 5)
    del shelf.objects[journal.name_of(5)]
    with pytest.raises(JournalError, match="entry 5 is missing"):
        read(shelf)


def test_many_wrong_checkpoints_cost_a_few_reads() -> None:
    shelf = shelf_of(HISTORY, 3)
    for n in range(500):
        shelf.objects[fold.name_of(1000 + n)] = b"{}"
    found, begun = read(shelf)
    assert meaning(found) == meaning(WHOLE)
    assert len(begun.unused) == fold._TRIES


def test_checkpoints_of_another_fold_are_not_looked_at() -> None:
    shelf = shelf_of(HISTORY)
    shelf.objects[f"state/{fold.FOLD_VERSION + 1}/000000005.json"] = b"from another fold"
    assert read(shelf)[1] == fold.Start(State())


# In a city


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "EVERY", 2)


def _submit(city: City, times: int, ledger: Ledger | None = None, **said: str) -> list[list[str]]:
    alerts = []
    for _ in range(times):
        at = f"{city.clock:%M%S}"
        city.submit(answers(phone=f"0812-0000-{at}", **said), email=f"contoh{at}@contoh.example")
        alerts.append(city.drain(ledger).alerts)
    return alerts


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("warm", [True, False])
def test_a_cold_instance_starts_from_the_checkpoint_and_reads_only_the_tail(city: City, warm: bool) -> None:
    assert _submit(city, 6, city.ledger() if warm else None) == [[]] * 6
    assert [name for name in city.objects() if name.startswith("state/")] == [fold.name_of(n) for n in (2, 4, 6)]
    city.control.reset_calls()
    cold = city.ledger()
    assert cold.catch_up(city.google()) == []
    assert city.control.calls() == {"storage.objects.list": 2, "storage.objects.get": 3}
    assert meaning(cold.state) == meaning(fold.fold(State(), city.entries()))


class _NoCheckpoints(Bucket):
    """A bucket that takes everything but checkpoints."""

    def put_if_absent(self, name: str, data: bytes, content_type: str = "application/json") -> bool:
        if name.startswith("state/"):
            raise Ambiguous("storage.objects.insert", 503)
        return super().put_if_absent(name, data, content_type)


@pytest.mark.usefixtures("often")
def test_a_checkpoint_that_could_not_be_put_is_missing_and_nothing_else(city: City) -> None:
    _submit(city, 1)
    city.submit()
    google = replace(city.google(), objects=_NoCheckpoints(city.session, city.place.bucket))
    report = city.ledger().drain(google, city.clock)
    assert (report.lines, len(report.alerts)) == (1, 1)
    assert _submit(city, 3) == [[]] * 3
    assert meaning(_cold(city).state) == meaning(fold.fold(State(), city.entries()))


@pytest.mark.usefixtures("often")
def test_who_wrote_into_the_place_of_a_checkpoint_is_not_believed(city: City) -> None:
    city.google().objects.put_if_absent(fold.name_of(2), b"{}")
    place = fold.name_of(2)
    assert [place in " ".join(alerts) for alerts in _submit(city, 3)] == [True, True, True]
    assert meaning(_cold(city).state) == meaning(fold.fold(State(), city.entries()))


def _cold(city: City) -> Ledger:
    ledger = city.ledger()
    ledger.catch_up(city.google())
    return ledger


def _emptied(city: City) -> tuple[str, bytes]:
    """The checkpoint of the last entry, as if nothing had been granted so far."""
    state = _cold(city).state
    body = json.loads(fold.checkpoint(state))
    for line in body["lines"]:
        line["shares"] = {}
    return fold.name_of(state.head), json.dumps(body).encode()


def _of_the_future(city: City) -> tuple[str, bytes]:
    state = _cold(city).state
    state.head += 50
    return fold.name_of(state.head), fold.checkpoint(state)


@pytest.mark.parametrize("plant", [_emptied, _of_the_future])
def test_a_forged_checkpoint_overbooks_nothing_stops_nothing_and_is_named(
    city: City, plant: Callable[[City], tuple[str, bytes]]
) -> None:
    _submit(city, 2, sembako="40")
    name, data = plant(city)
    bucket = Bucket(city.session, city.place.bucket)
    assert bucket.put_if_absent(name, data)
    (alerts,) = _submit(city, 1, sembako="40")
    assert name in " ".join(alerts)
    lines = _cold(city).state.lines
    assert [line.approved for line in lines.values()] == [40, 40, 0]

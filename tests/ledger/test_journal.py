"""The journal: numbered entries that only one writer can create, chained, canonical."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from functions.core.events import Bound, DonorSeen, Event, LineDecided, Reason, Share
from functions.gapi.errors import Ambiguous
from functions.ledger import journal
from functions.ledger.journal import JournalError
from sheets_schema.terms import Status
from tests.city import NOW, City
from tests.ledger.shelf import Shelf

BOUND = Bound(environment="uji", bucket="b", form="f", private="p", public="q", salt="s")
LINE = LineDecided(
    n=1,
    response="r1",
    created="2020-04-24T03:00:00.000000000Z",
    submitted="2020-04-24T03:00:00.000000000Z",
    target="RW-A",
    kind="sembako",
    date=dt.date(2020, 4, 25),
    asked=10,
    shares={"P1": Share(granted=10, quota=100, held=3)},
    status=Status.ACCEPTED,
    reasons=(Reason(code="partial", number=10),),
)


def entry(n: int, prev: str, *events: Event) -> bytes:
    return journal.encode(n, prev, NOW, "uji", events or (DonorSeen(code=f"D{n}", response=f"r{n}"),))


def chain(length: int) -> Shelf:
    shelf, prev = Shelf(), ""
    for n in range(1, length + 1):
        data = entry(n, prev)
        shelf.objects[journal.name_of(n)] = data
        prev = hashlib.sha256(data).hexdigest()
    return shelf


# Bytes


def test_an_entry_is_canonical_json_without_what_is_at_its_default() -> None:
    assert journal.encode(7, "abc", NOW, "commit", [DonorSeen(code="D1", response="é")]).decode() == (
        '{"at":"2020-04-24T03:00:00.000000Z","by":"commit","events":[{"code":"D1","response":"é","t":"donor"}],'
        '"n":7,"prev":"abc","v":1}'
    )


def test_the_same_moment_in_another_time_zone_is_the_same_bytes() -> None:
    jakarta = NOW.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert journal.encode(1, "", jakarta, "x", [BOUND]) == journal.encode(1, "", NOW, "x", [BOUND])


def test_an_entry_read_back_is_what_was_written_and_makes_the_same_bytes() -> None:
    data = journal.encode(3, "abc", NOW, "commit", [BOUND, LINE])
    found = journal.decode(data)
    assert (found.n, found.prev, found.by, found.events) == (3, "abc", "commit", (BOUND, LINE))
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert journal.encode(found.n, found.prev, dt.datetime.fromisoformat(found.at), found.by, found.events) == data


def changed(**changes: object) -> bytes:
    return json.dumps(json.loads(entry(1, "")) | changes).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bukan json",
        b"[]",
        b"\xff\xfe",
        changed(v=99),
        changed(v="1"),
        changed(events=[{"t": "tak dikenal"}]),
        changed(events=[{"t": "donor", "code": "D1", "response": "r", "telepon": "0812"}]),
        changed(events=[{"t": "donor"}]),
        json.dumps({"v": 1}).encode(),
    ],
)
def test_an_entry_that_cannot_be_understood_stops_everything_and_is_not_repeated_in_the_error(data: bytes) -> None:
    with pytest.raises(JournalError, match=r"an entry cannot be read: \w+$"):
        journal.decode(data)


def test_an_older_entry_is_brought_up_to_date_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def upcast(body: dict[str, object]) -> dict[str, object]:
        return body | {"v": 1, "events": [{"t": "donor", "code": body["who"], "response": "r1"}]}

    monkeypatch.setattr(journal, "UPCASTERS", {0: upcast})
    old = changed(v=0, who="D9", events=[])
    found = journal.decode(old)
    assert found.events == (DonorSeen(code="D9", response="r1"),)
    assert found.digest == hashlib.sha256(old).hexdigest()


# The chain


def test_entries_are_read_in_order_from_where_one_stands() -> None:
    shelf = chain(12)
    found = journal.read_after(shelf, 0, "")
    assert [e.n for e in found] == list(range(1, 13))
    tail = journal.read_after(shelf, 9, found[8].digest)
    assert tail == found[9:]
    assert journal.read_after(shelf, 12, found[-1].digest) == []


def test_a_missing_entry_is_noticed() -> None:
    shelf = chain(5)
    del shelf.objects[journal.name_of(3)]
    with pytest.raises(JournalError, match="entry 3 is missing"):
        journal.read_after(shelf, 0, "")


def test_a_missing_first_entry_is_noticed() -> None:
    shelf = chain(3)
    del shelf.objects[journal.name_of(1)]
    with pytest.raises(JournalError, match="entry 1 is missing"):
        journal.read_after(shelf, 0, "")


def test_an_entry_that_was_changed_breaks_the_chain_at_the_next_one() -> None:
    shelf = chain(5)
    second = journal.decode(shelf.objects[journal.name_of(2)])
    shelf.objects[journal.name_of(2)] = entry(2, second.prev, DonorSeen(code="D7", response="palsu"))
    with pytest.raises(JournalError, match="entry 3"):
        journal.read_after(shelf, 0, "")


def test_an_entry_under_another_number_is_noticed() -> None:
    shelf = chain(3)
    shelf.objects[journal.name_of(4)] = shelf.objects[journal.name_of(3)]
    with pytest.raises(JournalError, match="entry 4"):
        journal.read_after(shelf, 0, "")


def test_a_journal_that_was_replaced_is_noticed_by_who_knew_the_old_one() -> None:
    shelf = chain(3)
    with pytest.raises(JournalError, match="entry 3"):
        journal.read_after(shelf, 2, "digest of another entry 2")


STRAYS = (
    "journal/",
    "journal/readme.txt",
    "journal/000000000.json",
    "journal/00000002.json",
    "journal/0000000002.json",
    "journal/000000002.JSON",
    "journal/000000002.json.bak",
    "journal/000000002.json/000000003.json",
    "journal/2020/000000003.json",
    "journal/٠٠٠٠٠٠٠٠٣.json",
    "journal/000000003.json\n",
)


@pytest.mark.parametrize("known", [0, 1, 2])
def test_objects_without_an_entry_s_name_are_no_entries_and_are_named(known: int) -> None:
    shelf = chain(2)
    digest = journal.decode(shelf.objects[journal.name_of(known)]).digest if known else ""
    for name in STRAYS:
        shelf.objects[name] = shelf.objects[journal.name_of(2)]
    met: list[str] = []
    found = journal.read_after(shelf, known, digest, met.extend)
    assert [e.n for e in found] == [1, 2][known:]
    assert set(met) <= set(STRAYS)
    assert known or set(met) == set(STRAYS)
    third = entry(3, digest if known == 2 else found[-1].digest)
    assert journal.append(shelf, 3, third)
    assert [e.n for e in journal.read_after(shelf, known, digest)] == [1, 2, 3][known:]


@pytest.mark.parametrize("data", [b"", b"halo", b"[" * 100_000, b'{"v":1}', b"1" * 5000])
@pytest.mark.parametrize("n", [2, 3, 4, 90])
def test_an_object_with_an_entry_s_name_counts_and_stops_everything(n: int, data: bytes) -> None:
    """Nobody can tell whether a decision was in it, or how many before it are lost."""
    shelf = chain(3)
    shelf.objects[journal.name_of(n)] = data
    with pytest.raises(JournalError, match=journal.name_of(n)):
        journal.read_after(shelf, 0, "")


# Putting


OURS, THEIRS = entry(1, "", BOUND), entry(1, "", DonorSeen(code="D1", response="r1"))
NAME = journal.name_of(1)


def test_an_entry_that_is_not_there_becomes_ours() -> None:
    shelf = Shelf()
    assert journal.append(shelf, 1, OURS) is True
    assert shelf.objects == {NAME: OURS}


def test_an_entry_of_somebody_else_stays_theirs() -> None:
    shelf = Shelf()
    shelf.objects[NAME] = THEIRS
    assert journal.append(shelf, 1, OURS) is False
    assert shelf.objects == {NAME: THEIRS}


def test_a_lost_answer_is_settled_by_reading_back() -> None:
    shelf = Shelf()
    shelf.before = [shelf.lost]
    assert journal.append(shelf, 1, OURS) is True
    assert shelf.objects == {NAME: OURS}


def test_a_lost_answer_behind_which_somebody_else_came_first_is_a_defeat() -> None:
    shelf = Shelf()
    shelf.before = [shelf.overtaken(THEIRS)]
    assert journal.append(shelf, 1, OURS) is False


def test_a_put_that_was_not_applied_is_put_again() -> None:
    shelf = Shelf()
    shelf.before = [shelf.refused]
    assert journal.append(shelf, 1, OURS) is True
    assert shelf.objects == {NAME: OURS}


def test_somebody_else_between_two_tries_is_a_defeat() -> None:
    shelf = Shelf()
    shelf.before = [shelf.refused, lambda name, _: shelf.objects.update({name: THEIRS})]
    assert journal.append(shelf, 1, OURS) is False
    assert shelf.objects == {NAME: THEIRS}


def test_our_own_first_try_that_arrives_between_two_tries_is_ours() -> None:
    shelf = Shelf()
    shelf.before = [shelf.refused, lambda name, data: shelf.objects.update({name: data})]
    assert journal.append(shelf, 1, OURS) is True


def test_two_tries_without_an_answer_leave_it_open() -> None:
    shelf = Shelf()
    shelf.before = [shelf.refused, shelf.refused]
    with pytest.raises(Ambiguous):
        journal.append(shelf, 1, OURS)


@pytest.mark.parametrize(
    ("faults", "late"),
    [
        (["lost_answer"], False),
        (["unavailable"], False),
        (["applied_late"], True),
        (["rate_limit", "lost_answer"], False),
    ],
)
def test_a_drain_whose_put_is_in_doubt_decides_once(city: City, faults: list[str], late: bool) -> None:
    city.submit()
    for kind in faults:
        city.control.add_fault("storage.objects.insert", kind)
    ledger = city.ledger()
    assert city.drain(ledger).lines == 1
    if late:
        assert city.control.apply_late()[0]["outcome"].startswith("refused: 412")
    assert city.drain(ledger).lines == city.drain().lines == 0
    assert [e.n for e in city.entries()] == [1, 2]


@pytest.mark.parametrize("kind", ["unavailable", "applied_late"])
def test_a_drain_that_cannot_settle_its_put_says_so_and_the_next_one_decides_once(city: City, kind: str) -> None:
    city.submit()
    city.control.add_fault("storage.objects.insert", kind, times=2)
    ledger = city.ledger()
    with pytest.raises(Ambiguous):
        city.drain(ledger)
    if kind == "applied_late":
        city.control.apply_late()
    city.drain(ledger)
    assert [e.n for e in city.entries()] == [1, 2]
    assert len(city.drain().alerts) == 0
    assert ledger.state.lines.keys() == {1}


# Binding


def test_binding_the_same_again_changes_nothing_even_with_another_salt() -> None:
    shelf = Shelf()
    journal.bind(shelf, BOUND, NOW)
    before = dict(shelf.objects)
    journal.bind(shelf, BOUND, NOW + dt.timedelta(days=1))
    journal.bind(shelf, BOUND.model_copy(update={"salt": "lain"}), NOW)
    assert shelf.objects == before


@pytest.mark.parametrize("field", ["environment", "bucket", "form", "private", "public"])
def test_a_journal_cannot_be_bound_to_something_else(field: str) -> None:
    shelf = Shelf()
    journal.bind(shelf, BOUND, NOW)
    with pytest.raises(JournalError, match="already belongs"):
        journal.bind(shelf, BOUND.model_copy(update={field: "lain"}), NOW)


def test_an_entry_that_one_knew_and_that_is_gone_is_noticed() -> None:
    shelf = chain(3)
    digest = journal.decode(shelf.objects[journal.name_of(3)]).digest
    del shelf.objects[journal.name_of(3)]
    with pytest.raises(JournalError, match="entry 3 is missing"):
        journal.read_after(shelf, 3, digest)

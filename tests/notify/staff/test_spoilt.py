"""Rows of Perlu Dihubungi whatever lies under contact/: no row goes to two messages, and none waits for good."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.gapi.sheets import Values
from functions.notify.staff import contacts
from functions.notify.staff.contacts import Rows
from sheets_schema.private import TO_CONTACT
from tests.city import answers
from tests.notify.desk import START, Objects
from tests.notify.town import Town

DAY = START.date()
SPOILT = {
    "empty": b"",
    "no JSON": b"rusak",
    "too deep": b"[" * 100_000,
    "nothing in it": b"{}",
    "cut": b'{"at":"2020-04-24T03:00:00+00:00","first":3,"keys":["c"',
    "no time": b'{"at":"kemarin","first":3,"keys":["c"]}',
    "a time of no zone": b'{"at":"2020-04-24T03:00:00","first":3,"keys":["c"]}',
    "no keys": b'{"at":"2020-04-24T03:00:00+00:00","first":3}',
    "keys that are none": b'{"at":"2020-04-24T03:00:00+00:00","first":3,"keys":[1]}',
    "over rows that others have": b'{"at":"2020-04-24T03:00:00+00:00","first":2,"keys":["c"]}',
    "rows without end": b'{"at":"2020-04-24T03:00:00+00:00","first":99999999,"keys":["c"]}',
}
FIRST, SECOND, THIRD, FOURTH = (contacts._name(n) for n in (1, 2, 3, 4))


def two_rows() -> Objects:
    objects, rows = Objects(), Rows()
    rows.add(objects, ["a", "b"], START)
    return objects


@pytest.mark.parametrize("kind", SPOILT)
@pytest.mark.parametrize("warm", [True, False])
def test_rows_are_given_below_all_that_a_spoilt_batch_may_have_given(kind: str, warm: bool) -> None:
    objects, rows = two_rows(), Rows()
    if warm:
        rows.read(objects, DAY)
    objects.held[SECOND] = SPOILT[kind]
    assert rows.read(objects, DAY) == [SECOND]
    assert rows.add(objects, ["a", "c", "d"], START, free=9) == 2
    for again in (rows, Rows()):
        assert again.read(objects, DAY) == [SECOND]
        assert again.places() == {"a": 1, "b": 2, "c": 9, "d": 10}
    assert rows.add(objects, ["e", "c"], START, free=None) == 1
    assert rows.places()["e"] == 11


def test_while_the_tab_cannot_be_read_nobody_knows_what_a_spoilt_batch_gave_and_messages_wait() -> None:
    objects, rows = two_rows(), Rows()
    objects.held[SECOND] = b""
    rows.read(objects, DAY)
    assert rows.add(objects, ["c"], START, free=None) == 0
    assert rows.add(objects, ["c"], START, free=3) == 1


def test_a_batch_that_somebody_spoils_just_before_ours_is_passed_over() -> None:
    objects, rows = two_rows(), Rows()
    rows.read(objects, DAY)
    objects.held[SECOND] = b"rusak"
    assert rows.add(objects, ["c"], START, free=7) == 1
    assert rows.places()["c"] == 7


STRAYS = ("contact/", "contact/readme.txt", "contact/2.json", "contact/000000002.json.bak", "contact/x/000000002.json")


def test_what_has_no_batch_s_name_or_stands_far_away_is_none_and_is_named() -> None:
    objects = two_rows()
    far = [contacts._name(n) for n in (5_000, 999_999_999)]
    for name in (*STRAYS, *far):
        objects.held[name] = objects.held[FIRST]
    rows = Rows()
    assert sorted(rows.read(objects, DAY)) == sorted([*STRAYS, *far])
    assert rows.add(objects, ["c"], START) == 1
    assert objects.held[SECOND]
    assert Rows().read(objects, DAY)
    assert rows.places() == {"a": 1, "b": 2, "c": 3}


def test_batches_that_are_gone_give_their_rows_to_nobody_else() -> None:
    objects, rows = two_rows(), Rows()
    rows.read(objects, DAY)
    for key in "cde":
        rows.add(objects, [key], START)
    del objects.held[THIRD]
    fresh = Rows()
    fresh.read(objects, DAY)
    fresh.add(objects, ["f"], START)
    assert fresh.places() == {"a": 1, "b": 2, "c": 3, "e": 5, "f": 6}


def test_many_spoilt_batches_are_read_back_no_further_than_messages_can_be_due() -> None:
    objects, rows = Objects(), Rows()
    for day in range(60):
        rows.add(objects, [f"k{day}"], START + dt.timedelta(days=day))
    for n in range(59, 61):
        objects.held[contacts._name(n)] = b""
    fresh = Rows()
    fresh.read(objects, DAY + dt.timedelta(days=50))
    assert len(fresh.places()) <= 30


def _waiting(town: Town) -> list[str]:
    return [str(row["kode"]).rpartition(" ")[0] for row in town.city.rows(TO_CONTACT) if row.get("pesan")]


def test_in_the_tab_each_message_stands_once_and_no_tick_comes_to_stand_beside_another(town: Town) -> None:
    for k in range(2):
        town.city.submit(answers(sembako=f"{k + 1}"))
        town.city.drain()
        town.notify(part="donors")
    town.city.type_cell(TO_CONTACT, 3, "done", "ya 2")
    before = town.city.rows(TO_CONTACT)
    town.city.local.prepare(lambda state: _spoil(state, SECOND))
    town.city.submit(answers())
    town.city.drain()
    report = town.notify(part="donors")
    assert SECOND in " ".join(report.alerts)
    assert report.mail.sent > 0
    rows = town.city.rows(TO_CONTACT)
    assert rows[0] == before[0]
    assert rows[1]["sudah"] == "ya 2"
    waiting = _waiting(town)
    assert len(waiting) == len(set(waiting)) == 3
    assert not any("pesan" in row for row in rows[:2] if row.get("sudah") == "ya")
    assert town.notify(part="donors").rows == 0


def _spoil(state: object, name: str) -> None:
    """The owner of the bucket writes something else over an object."""
    kept = next(o for o in state.objects.values() if o["name"] == name)  # type: ignore[attr-defined]
    state.objects.put(f"{kept['bucket']}/{name}", {**kept, "content": ""})  # type: ignore[attr-defined]


def _tab(*codes: str | None) -> Values:
    """The tab with these codes in the column of codes, None: a row that ends before it."""
    labels = [column.label for column in TO_CONTACT.columns]
    at = labels.index(TO_CONTACT.column("code").label)
    rows = [["x"] * at + [code] if code is not None else ["x"] * at for code in codes]
    return Values("'Perlu Dihubungi'!A1:Z50", [labels, *rows])


@pytest.mark.parametrize(
    ("codes", "free"),
    [
        ((), 1),
        (("",), 1),
        ((None,), 1),
        (("2020-04-24/pj/PJ-A -",), 2),
        (("", "2020-04-24/pj/PJ-A 0a1b2c3d", ""), 3),
        (("catatan petugas",), 1),
    ],
)
def test_the_first_free_row_is_below_all_that_the_system_wrote(codes: tuple[str | None, ...], free: int) -> None:
    assert contacts.first_free(_tab(*codes)) == free


def test_a_tab_without_its_headers_tells_no_free_row() -> None:
    assert contacts.first_free(Values("'Perlu Dihubungi'!A1:Z50", [["lain"]])) is None
    assert contacts.first_free(Values("'Perlu Dihubungi'!A1:Z50", [])) is None


@pytest.mark.parametrize(("oldest", "first"), [(START.date(), "k0"), (DAY + dt.timedelta(days=40), "k28")])
def test_batches_are_read_back_to_the_first_one_before_the_oldest_day(oldest: dt.date, first: str) -> None:
    """Sixteen at a time: of 60, numbers 45 to 60, 29 to 44, 13 to 28, 1 to 12."""
    objects, rows = Objects(), Rows()
    for day in range(60):
        rows.add(objects, [f"k{day}"], START + dt.timedelta(days=day))
    fresh = Rows()
    fresh.read(objects, oldest)
    assert next(iter(fresh.places())) == first


@pytest.mark.parametrize(("day", "first"), [(28, "k12"), (29, "k28")])
def test_a_batch_of_the_oldest_day_itself_is_not_before_it(day: int, first: str) -> None:
    objects, rows = Objects(), Rows()
    for k in range(60):
        rows.add(objects, [f"k{k}"], START + dt.timedelta(days=k))
    fresh = Rows()
    fresh.read(objects, DAY + dt.timedelta(days=day))
    assert next(iter(fresh.places())) == first


@pytest.mark.parametrize(("missing", "taken"), [(contacts._MOST_MISSING, True), (contacts._MOST_MISSING + 1, False)])
def test_so_many_batches_may_be_missing_and_no_more(missing: int, taken: bool) -> None:
    names = [FIRST, contacts._name(1 + missing)]
    assert contacts._batches_among(names, 0) == ((names, []) if taken else (names[:1], names[1:]))


@pytest.mark.parametrize(
    ("first", "known"),
    [(0, False), (1, True), (contacts._MOST_ROWS * contacts._MOST_MISSING, True), (10**8 + 1, False)],
)
def test_a_row_that_no_tab_has_is_no_batch_s_first(first: int, known: bool) -> None:
    data = b'{"at":"2020-04-24T03:00:00+00:00","first":%d,"keys":["c"]}' % first
    assert (contacts._decode(FIRST, data) is not None) is known

"""What lies under mail/ decides by its names, and only where somebody who sends mail can have put it."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.notify.sending.outbox import MOST_CLAIMS
from functions.notify.sending.receipts import PREFIX, Track, claim_name, claimed_at, encode, paused_name, read
from functions.notify.sending.slots import Slots
from tests.city import answers
from tests.notify.desk import LIMIT, START, Objects, PostOffice, run, sample
from tests.notify.town import Town

KEY = "2020-04-24/received/respons-00001"
AT = dt.datetime(2020, 4, 24, 3, 5, 12, tzinfo=dt.UTC)
CLAIM = f"{PREFIX}{KEY}/claim-0001.json"


@pytest.mark.parametrize(
    ("leaves", "claims", "outcome"),
    [
        (["claim-0001"], 1, ""),
        (["claim-0001", "claim-0002"], 2, ""),
        (["claim-0001", "sent-20200424T030512Z"], 1, "sent"),
        (["claim-0001", "failed-20200424T030512Z-mailbox-0a1b"], 1, "failed"),
    ],
)
def test_names_tell_claims_and_what_came_of_them(leaves: list[str], claims: int, outcome: str) -> None:
    found = read([f"{PREFIX}{KEY}/{leaf}.json" for leaf in leaves])
    track = found.track(KEY)
    assert (track.claims, track.sent, len(track.failed), found.strays) == (
        claims,
        AT if outcome == "sent" else None,
        int(outcome == "failed"),
        [],
    )


STRAYS = (
    "mail/",
    "mail/readme.txt",
    "mail/2020-04-24/",
    "mail/2020-04-24/foo/sent-x.json",
    "mail/2020-04-24/received/",
    f"mail/{KEY}/sent-x.json",
    f"mail/{KEY}/sent.json",
    f"mail/{KEY}/sent-20200424T030512Z.txt",
    f"mail/{KEY}/sent-20200424T030512Z.json",
    f"mail/{KEY}/sent-20209924T030512Z.json",
    f"mail/{KEY}/failed-20200424T030512Z-mailbox-0a1b.json",
    f"mail/{KEY}/failed-20200424T030512Z.json",
    f"mail/{KEY}/claim-x.json",
    f"mail/{KEY}/claim-0000.json",
    f"mail/{KEY}/claim-0002.json",
    f"mail/{KEY}/claim-9999.json",
    f"mail/{KEY}/readme.txt",
    "mail/2020-04-24/paused.txt",
    "mail/2020-04-24/paused.json",
    "mail/2020-04-24/paused-20200499T010000Z.json",
    "mail/2020-04-24/received/paused-20200424T010000Z.json",
)


def test_strays_tell_nothing_and_are_named() -> None:
    found = read(sorted(STRAYS))
    assert (found.tracks, found.paused, found.strays) == ({}, set(), sorted(STRAYS))


@pytest.mark.parametrize("leaf", ["sent-20209924T030512Z", "failed-20200424T250512Z-mailbox-0a1b"])
def test_beside_a_claim_an_outcome_at_no_time_is_none_and_is_named(leaf: str) -> None:
    name = f"{PREFIX}{KEY}/{leaf}.json"
    found = read([CLAIM, name])
    assert (found.track(KEY), found.strays) == (Track(1), [name])


@pytest.mark.parametrize("stray", STRAYS)
def test_a_stray_keeps_no_mail_from_going_out_once(stray: str) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(3)
    objects.held[stray] = b"bukan dari kami"
    for k in range(5):
        run(objects, post, messages, START + k * LIMIT)
    assert len(post.taken) == len(set(post.taken)) == 3


GARBAGE = {
    "empty": b"",
    "no JSON": b"rusak",
    "a list": b"[]",
    "no time": b'{"by":"a"}',
    "no text for a time": b'{"at":7,"by":"a"}',
    "no time in it": b'{"at":"kemarin","by":"a"}',
    "a time of no zone": b'{"at":"2020-04-24T03:00:00","by":"a"}',
    "nobody": b'{"at":"2020-04-24T03:00:00+00:00"}',
    "a time to come": encode({"at": (START + dt.timedelta(days=900)).isoformat(), "by": "a"}),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_claim_that_nobody_can_have_made_holds_its_message_up_for_no_one(kind: str) -> None:
    objects, post, messages = Objects(), PostOffice(), sample(2)
    objects.held[claim_name(messages[0].key, 1)] = GARBAGE[kind]
    report = run(objects, post, messages, START)
    assert (report.sent, report.taken) == (2, 0)
    named = claim_name(messages[0].key, 1) in " ".join(report.alerts)
    assert named is (kind != "a time to come")
    assert (claimed_at(GARBAGE[kind]) is None) is named


def test_a_claim_far_beyond_the_others_is_met_when_its_number_comes() -> None:
    objects, post, messages = Objects(), PostOffice(), sample(1)
    objects.held[claim_name(messages[0].key, 3)] = b""
    assert run(objects, post, messages, START).sent == 1
    objects = Objects()
    objects.held[claim_name(messages[0].key, MOST_CLAIMS + 900)] = b""
    assert run(objects, post, messages, START).sent == 1


def test_what_is_in_a_receipt_decides_nothing() -> None:
    """It is not read: a thousand of them would have to be, every five minutes."""
    objects, post, messages = Objects(), PostOffice(), sample(1)
    run(objects, post, messages, START)
    for name in list(objects.held):
        if "/sent-" in name:
            objects.held[name] = b"rusak"
    assert run(objects, post, messages, START + LIMIT).sent == 0


def test_a_track_without_objects_is_empty() -> None:
    assert read([]).track(KEY) == Track()
    assert Slots(Objects(), START.date(), "a").take(1)


# In a town


def test_a_note_in_the_place_of_the_day_s_end_ends_no_day(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    until = town.city.clock + dt.timedelta(hours=1)
    town.city.google().objects.put_if_absent(paused_name(until), b"tolong jangan kirim")
    report = town.notify()
    assert (report.mail.paused, report.mail.sent > 0) == (False, True)
    assert paused_name(until) in " ".join(report.alerts)


def test_the_day_s_end_that_the_provider_said_is_one(town: Town) -> None:
    town.city.submit(answers(date="2020-04-30"))
    town.city.drain()
    town.box.answer("RCPT", "550 5.4.5 Daily user sending limit exceeded")
    assert town.notify().mail.paused
    report = town.notify()
    assert (report.mail.paused, report.mail.sent, report.alerts) == (True, 0, [])

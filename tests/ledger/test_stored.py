"""Which objects are ours is told by their names alone, and what is not is named without repeating a contact."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.ledger import fold, journal, stored
from functions.notify.sending import receipts, slots
from functions.notify.staff import contacts
from functions.recap.frozen import snapshot

AT = dt.datetime(2020, 4, 24, 3, 0, 5, tzinfo=dt.UTC)
KEY = "2020-04-24/accepted/2_ABaOnuc-x/7"

NAMES = (
    journal.name_of(1),
    journal.name_of(999_999_999),
    fold.name_of(100),
    snapshot.name_of(AT.date()),
    snapshot.name_of(AT.date(), 2),
    snapshot.name_of(AT.date(), 12),
    receipts.claim_name(KEY, 1),
    receipts.claim_name("2020-04-24/pokja/pokja/0a1b", 100),
    receipts.sent_name(KEY, AT),
    receipts.failed_name(KEY, receipts.Failed(AT, "mailbox", "0a1b2c")),
    receipts.paused_name(AT),
    receipts.kept_name(KEY, 12),
    receipts.again_name(KEY, receipts.Track(7, None, (receipts.Failed(AT, "mailbox", "0a"),))),
    f"{slots.PREFIX}{AT.date()}/00001-1.json",
    f"{slots.PREFIX}{AT.date()}/10000-12-back.json",
    f"{slots.PREFIX}{AT.date()}T23/00001-1.json",
    contacts._name(3),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_that_our_functions_give_is_ours(name: str) -> None:
    assert stored.is_ours(name)


@pytest.mark.parametrize("prefix", stored.OURS)
@pytest.mark.parametrize("rest", ["", "readme.txt", "1.json", "000000001", "000000001.txt", "x/", "x/readme.txt", "\n"])
def test_under_each_prefix_everything_else_is_not(prefix: str, rest: str) -> None:
    assert not stored.is_ours(prefix + rest)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [" {}", "{} ", "{}\n", "{}.bak", "x{}", "/{}", "{}/", "{}/{}", "salinan/{}"])
def test_what_only_looks_like_one_of_ours_is_not(name: str, change: str) -> None:
    assert not stored.is_ours(change.format(name, name))
    assert not stored.is_ours(name.replace(".json", ".JSON"))


@pytest.mark.parametrize(
    "name",
    [
        "mail/2020-04-24/foo/sent-x.json",
        "mail/2020-04-24/accepted/r/7/sent-20200424.json",
        "mail/2020-04-24/accepted/r/7/claim-1.json",
        "mail/2020-04-24/accepted/r/7/claim-0000.json",
        "mail/2020-04-24/accepted/r/7/failed-20200424T030512Z.json",
        "mail/2020-04-99/accepted/r/7/claim-0001.json",
        "mail/2020-02-30/paused-20200230T010000Z.json",
        "mail/kemarin/paused-20200424T010000Z.json",
        "mail/2020-04-24/paused.json",
        "mail/2020-04-24/accepted/paused-20200424T010000Z.json",
        "mail/2020-04-24/accepted/r/7/kept-0000.json",
        "mail/2020-04-24/claim-0001.json",
    ],
)
def test_under_mail_a_day_a_kind_and_a_known_leaf_are_asked(name: str) -> None:
    assert not stored.is_ours(name)


def test_an_alert_names_a_few_and_says_how_many_more() -> None:
    assert stored.passed_over([]) == []
    (said,) = stored.passed_over([f"journal/{n}.txt" for n in (1, 1, 2, 3, 4, 5, 6, 7)])
    assert said == (
        "objects passed over, none of ours: journal/1.txt, journal/2.txt, journal/3.txt, journal/4.txt, journal/5.txt "
        "and 2 more"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("journal/ibu 081200000007.txt", "journal/ibu ….txt"),
        ("mail/contoh@contoh.example", "mail/contoh?contoh.example"),
        ("recap/a\nb\x1b[31m", "recap/a?b??31m"),
        ("contact/" + "x" * 500, "contact/" + "x" * 72),
    ],
)
def test_a_stray_s_name_is_shown_without_a_contact_in_it(name: str, shown: str) -> None:
    assert stored.shown(name) == shown

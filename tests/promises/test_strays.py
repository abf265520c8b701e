"""Every prefix times every kind of stray: decisions, mails and recaps go on, and each one is named."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator

import pytest

from functions.ledger import fold, journal, stored
from functions.ledger.journal import JournalError
from functions.recap.frozen import snapshot
from local.google.server import LocalGoogle
from local.mailbox.certificate import contexts
from local.mailbox.server import Mailbox
from tests.city import answers
from tests.notify.town import LOGIN, Town
from tests.recap.office import EVENING, Office

DAY = dt.timedelta(days=1)
HUGE = b"[" * 1_000_000
MESSAGE = "2020-04-24/received/tidak-ada"


@pytest.fixture(scope="module")
def first() -> Iterator[Office]:
    """The office that all others are copies of."""
    with LocalGoogle() as google:
        yield Office(google)


@pytest.fixture(scope="module")
def box() -> Iterator[tuple[Mailbox, ssl.SSLContext]]:
    ours, theirs = contexts()
    with Mailbox(tls=ours, login=LOGIN) as running:
        yield running, theirs


@pytest.fixture
def office(first: Office) -> Office:
    first.control.set_clock(now=EVENING.isoformat())
    return Office(first.local, like=first)


def _kinds(prefix: str, folder: str, named: str) -> dict[str, bytes]:
    """What somebody may leave under a prefix, beside an object of ours and under it."""
    return {
        prefix: b"",
        f"{prefix}readme.txt": b"halo",
        f"{prefix}000000001.json.bak": b"{}",
        f"{prefix}1.json": b"{}",
        f"{prefix}0000000001.json": b"{}",
        f"{prefix}foo/": b"",
        f"{prefix}foo/sent-x.json": b"{}",
        f"{prefix}besar.bin": HUGE,
        f"{folder}readme.txt": b"",
        f"{folder}{named}.json/{named}.json": b"{}",
        f"{folder}{named}.JSON": b"{}",
        f"{folder}{named} (1).json": b"{}",
    }


STATE = f"state/{fold.FOLD_VERSION}/"
STRAYS: dict[str, dict[str, bytes]] = {
    "": {"readme.txt": b"halo", "000000001.json": b"{}", "journal": b"", "journal.json": HUGE},
    "journal/": _kinds("journal/", "journal/", "000000001") | {"journal/000000000.json": HUGE},
    "state/": _kinds("state/", STATE, "000000001")
    | {
        f"{STATE}000000001.json": b"{}",
        f"{STATE}000000002.json": HUGE,
        f"{STATE}000000099.json": b"\xff",
        f"{STATE}999999999.json": b"",
    },
    "recap/": _kinds("recap/", "recap/", "2020-04-24")
    | {
        "recap/2020-04-24.json": HUGE,
        "recap/2020-04-24-2.json": b'{"date":"2020-04-24"}',
        "recap/2020-04-25.json": b"",
        "recap/2020-99-99.json": b"{}",
    },
    "mail/": _kinds("mail/", f"mail/{MESSAGE}/", "claim-0001")
    | {
        "mail/2020-04-24/foo/sent-x.json": b"",
        f"mail/{MESSAGE}/sent-20200424T030512Z.json": HUGE,
        f"mail/{MESSAGE}/claim-0077.json": b"",
        "mail/2020-04-24/paused.json": b"jangan",
        "mail/2020-04-25/paused.json": HUGE,
    },
    "slot/": _kinds("slot/", "slot/2020-04-24/", "00001-1"),
    "contact/": _kinds("contact/", "contact/", "000000001")
    | {"contact/000000001.json": HUGE, "contact/000000002.json": b"", "contact/999999999.json": b"{}"},
}


@pytest.mark.parametrize("prefix", STRAYS)
def test_strays_stop_nothing_and_each_is_named(
    office: Office, box: tuple[Mailbox, ssl.SSLContext], prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_NAMED", 99)
    town = Town(office, *box)
    for name, data in STRAYS[prefix].items():
        assert office.google().objects.put_if_absent(name, data)
    said: list[str] = []
    for n in range(2):
        office.submit(answers(sembako="60"))
        evening = EVENING + n * DAY
        drained, notified = office.drain(), town.notify(evening)
        assert (drained.lines, notified.mail.sent > 0) == (1, True)
        assert notified.mail.later == notified.mail.over_limit == 0
        said += [*drained.alerts, *notified.alerts]
        if n == 0 or prefix == "recap/":
            recapped = office.recap(evening)
            assert (recapped.failed, recapped.recap) == ([], evening.date().isoformat())
            said += recapped.alerts
    assert [line.approved for line in _cold(office).lines.values()] == [60, 0]
    assert {name for name in STRAYS[prefix] if stored.shown(name) not in _names(said)} == set()
    assert snapshot.latest(office.google().objects)


def _cold(office: Office) -> fold.State:
    ledger = office.ledger()
    ledger.catch_up(office.google())
    return ledger.state


def _names(alerts: list[str]) -> set[str]:
    return {name for alert in alerts for name in alert.partition(": ")[2].split(", ")}


Runs = Callable[[Office, Town], object]
RUNS: dict[str, Runs] = {
    "commit": lambda office, _: office.drain(),
    "recap": lambda office, _: office.recap(),
    "notify": lambda _, town: town.notify(),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize(
    ("offered", "beyond", "data"), [(False, 1, b"rusak"), (False, 1, HUGE), (True, 1, b"{}"), (True, 2, b"{}")]
)
def test_an_object_with_an_entry_s_name_stops_every_function_until_a_person_has_looked(
    office: Office, box: tuple[Mailbox, ssl.SSLContext], run: str, offered: bool, beyond: int, data: bytes
) -> None:
    """The other side: nobody can tell whether a decision was in it, or is lost before it."""
    town = Town(office, *box)
    if offered:
        office.submit()
        office.drain()
    n = len(office.entries()) + beyond
    office.google().objects.put_if_absent(journal.name_of(n), data)
    with pytest.raises(JournalError, match=journal.name_of(n)):
        RUNS[run](office, town)


@pytest.mark.parametrize(("gone", "said"), [((2,), "000000002.json; restore"), ((3, 2), "000000002.json and 1 more")])
def test_old_entries_that_a_checkpoint_spares_everybody_from_reading_are_missed_in_the_evening(
    office: Office, gone: tuple[int, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fold, "EVERY", 2)
    for _ in range(4):
        office.submit()
        office.drain()
    assert not [alert for alert in office.recap().alerts if "journal are gone" in alert]
    office.local.prepare(
        lambda state: [state.objects.remove(f"{office.place.bucket}/{journal.name_of(n)}") for n in gone]
    )
    office.submit()
    assert office.drain().lines == 1
    (alert,) = [alert for alert in office.recap().alerts if "journal are gone" in alert]
    assert f"entries of the journal are gone: journal/{said}" in alert

"""Log Surel: refused first, then what waits, then what went out; five hundred rows, and no more writes than needed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.core.state import State
from functions.gapi.sheets import Values
from functions.notify.due.message import Message
from functions.notify.sending.delivery import REMEDIES
from functions.notify.sending.receipts import Failed, Receipts, Track
from functions.notify.staff.maillog import MOST, refused, requests, wanted
from sheets_schema.cells import to_serial
from sheets_schema.private import MAIL_LOG, MailLog
from tests.notify.desk import sample
from tests.notify.samples import FRIDAY, line, state_of

AT = dt.datetime(2020, 4, 24, 3, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
FULL = "Ditunda sampai besok."


def failed(code: str = "mailbox", at: dt.datetime = AT) -> Failed:
    return Failed(at, code, "0a1b")


def rows(tracks: dict[str, Track], waiting: list[Message] | None = None, full: str = "") -> list[MailLog]:
    return wanted(State(), Receipts(tracks), waiting or [], full, {"0a1b": 2})


def test_refused_come_first_then_what_waits_then_what_was_sent_newest_first() -> None:
    tracks = {
        "2020-04-24/received/a": Track(1, AT),
        "2020-04-24/received/b": Track(1, AT + MINUTE),
        "2020-04-24/received/c": Track(1, None, (failed(),)),
    }
    found = rows(tracks, sample(1))
    assert [(row.recipient, row.at) for row in found] == [
        ("c", AT),
        ("respons-00001", None),
        ("b", AT + MINUTE),
        ("a", AT),
    ]
    assert found[0].outcome == f"GAGAL. {REMEDIES['mailbox']}"
    assert [row.outcome for row in found[2:]] == ["Terkirim.", "Terkirim."]


@pytest.mark.parametrize(
    ("track", "full", "outcome"),
    [
        (Track(), "", "Menunggu giliran."),
        (Track(), FULL, FULL),
        (Track(1), "", "Sedang dikirim, atau ditunda server penerima; dicoba lagi."),
        (Track(1), FULL, "Sedang dikirim, atau ditunda server penerima; dicoba lagi."),
    ],
)
def test_what_waits_says_why(track: Track, full: str, outcome: str) -> None:
    (message,) = sample(1)
    (found,) = rows({message.key: track} if track.claims else {}, [message], full)
    assert (found.outcome, found.at) == (outcome, None)


@pytest.mark.parametrize("track", [Track(1, AT), Track(1, None, (failed(),)), Track(2, AT, (failed(),))])
def test_what_was_sent_or_refused_does_not_wait_as_well(track: Track) -> None:
    (message,) = sample(1)
    assert len(rows({message.key: track}, [message])) == 1


def test_the_last_refusal_counts_and_one_that_was_sent_since_is_none() -> None:
    twice = Track(2, None, (failed("address", AT + MINUTE), failed("mailbox", AT)))
    sent = Track(2, AT, (failed(),))
    found = refused(Receipts({"2020-04-24/received/a": twice, "2020-04-24/received/b": sent}))
    assert {key: one.code for key, one in found.items()} == {"2020-04-24/received/a": "address"}


def test_a_code_of_another_version_reads_like_a_refused_mail() -> None:
    (found,) = rows({"2020-04-24/received/a": Track(1, None, (failed("baru"),))})
    assert found.outcome == f"GAGAL. {REMEDIES['content']}"


def test_which_of_several_addresses_and_which_commitment_is_told_without_an_address() -> None:
    office, other = rows({"2020-04-24/pokja/pokja/0a1b": Track(1, AT), "2020-04-24/pokja/pokja/ffff": Track(1, AT)})
    assert (office.recipient, office.message, office.commitment) == ("pokja (alamat ke-2)", "Pokja: harian", None)
    assert other.recipient == "pokja"
    state = state_of((FRIDAY, [line(7)]))
    receipts = Receipts({"2020-04-24/accepted/respons-7/2": Track(1, AT), "2020-04-24/lain/respons-9": Track(1, AT)})
    known, unknown = wanted(state, receipts, [], "", {})
    assert (known.recipient, known.commitment, known.message) == ("D7", 7, "Donatur: disetujui dan kontak PJ")
    assert (unknown.recipient, unknown.commitment, unknown.message) == ("respons-9", None, "lain")


def test_a_donor_who_was_not_recognised_is_called_so() -> None:
    state = state_of((FRIDAY, [line(7, donor=None)]))
    (found,) = wanted(state, Receipts({"2020-04-24/received/respons-7": Track(1, AT)}), [], "", {})
    assert found.recipient == "donatur"


@pytest.mark.parametrize(("count", "shown"), [(MOST - 1, MOST - 1), (MOST, MOST), (MOST + 1, MOST)])
def test_five_hundred_rows_are_shown(count: int, shown: int) -> None:
    assert MOST == 500
    found = rows({f"2020-04-24/received/{k:04}": Track(1, AT + k * MINUTE) for k in range(count)})
    assert (len(found), found[0].recipient) == (shown, f"{count - 1:04}")


# Writing


HEADER = [column.label for column in MAIL_LOG.columns]


def tab(rows: list[list[Any]], grid: int = 50) -> Values:
    """The whole tab as it reads back."""
    return Values(f"'Log Surel'!A1:E{grid}", rows)


def shown(row: MailLog) -> list[Any]:
    """A row as it reads back: moments as Sheets counts them."""
    return [to_serial(row.at) if row.at else "", row.message, row.recipient, row.commitment or "", row.outcome]


def row_of(outcome: str = "Terkirim.", at: dt.datetime | None = AT) -> MailLog:
    return MailLog(at=at, message="Pokja: harian", recipient="pokja", commitment=None, outcome=outcome)


def written(wanted_rows: list[MailLog], there: list[list[Any]], grid: int = 50) -> list[int]:
    """The sheet rows that are written, first row 1."""
    found = requests(wanted_rows, tab([HEADER, *there], grid), {})
    cells = [one["updateCells"] for one in found if "updateCells" in one]
    return sorted({cell["start"]["rowIndex"] + k for cell in cells for k in range(len(cell["rows"]))})


def test_nothing_is_written_when_all_is_there() -> None:
    assert requests([], tab([HEADER]), {}) == []
    assert requests([row_of()], tab([HEADER, shown(row_of())]), {}) == []
    blank = ["", "", "", "", ""]
    assert requests([row_of()], tab([HEADER, shown(row_of()), blank, []]), {}) == []


@pytest.mark.parametrize(
    ("there", "rows_written"),
    [
        ([], [1]),
        ([[]], [1]),
        ([shown(row_of("Menunggu giliran."))], [1]),
        ([shown(row_of(at=AT + MINUTE))], [1]),
        ([shown(row_of(at=None))], [1]),
        ([shown(row_of())[:4]], [1]),
        ([shown(row_of()), shown(row_of())], [2]),
        ([shown(row_of()), [], shown(row_of())], [3]),
    ],
)
def test_only_rows_that_differ_are_written_and_what_is_too_much_is_emptied(
    there: list[list[Any]], rows_written: list[int]
) -> None:
    assert written([row_of()], there) == rows_written


@pytest.mark.parametrize(("grid", "added"), [(3, False), (2, True)])
def test_a_grid_that_is_too_short_grows_first(grid: int, added: bool) -> None:
    found = requests([row_of(), row_of()], tab([HEADER], grid), {})
    assert ("appendDimension" in found[0]) is added

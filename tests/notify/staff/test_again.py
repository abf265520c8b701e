"""What was given up is sent again when staff say so: once for each request, and nothing else ever."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from functions.notify.sending.receipts import PREFIX, read
from functions.notify.staff import again
from sheets_schema import private
from sheets_schema.private import MAIL_LOG
from tests.city import answers
from tests.notify.town import TARGETS, Town

ANSWER = "Kamis 30 April: 10 paket sembako untuk RW 07 Kebayoran Lama Utara disetujui (komitmen 1)"
REFUSED = "550 5.1.1 No such user"
FIVE = dt.timedelta(minutes=5)


class Office:
    """Staff at Log Surel, and the rounds of the function."""

    def __init__(self, town: Town) -> None:
        self.town, self.now = town, town.city.clock

    def round(self, *said: str) -> None:
        """One round, five minutes after the last; the mail server's next answers to RCPT."""
        self.town.box.answer("RCPT", *said)
        self.town.notify(self.now, "donors")
        self.now += FIVE

    def ask(self, k: int, typed: str = "ya") -> None:
        self.town.city.type_cell(MAIL_LOG, k + 1, "again", typed)

    def rows(self) -> list[tuple[str, str, str]]:
        """The message, what became of it, and what a request was answered."""
        rows: list[dict[str, Any]] = self.town.city.rows(MAIL_LOG)
        return [(r["pesan"], r["hasil"], r.get("jawaban", "")) for r in rows if "pesan" in r]

    def cells(self) -> list[Any]:
        """What stands in kirim ulang."""
        return [row["kirim ulang"] for row in self.town.city.rows(MAIL_LOG) if "kirim ulang" in row]


@pytest.fixture
def office(town: Town) -> Office:
    """One answer waits; nobody is in charge yet, so that it goes alone."""
    town.city.submit(answers(target="RW 07 Kebayoran Lama Utara [RW-C]", date="2020-04-30"))
    town.city.drain()
    return Office(town)


@pytest.mark.parametrize("typed", ["ya", " YA\u200b"])
def test_a_refused_mail_is_sent_again_once_when_staff_say_so(office: Office, typed: str) -> None:
    office.round(REFUSED)
    assert office.rows()[0][1].startswith("GAGAL.")
    office.round()
    assert ANSWER not in office.town.subjects()
    office.ask(1, typed)
    office.round()
    assert office.town.subjects().count(ANSWER) == 1
    assert ("Donatur: jawaban", "Terkirim.", "Sudah dikirim ulang.") in office.rows()
    assert office.cells() == []
    office.round()
    assert office.town.subjects().count(ANSWER) == 1


def test_a_request_counts_for_one_refusal_and_may_be_made_again(office: Office) -> None:
    office.round(REFUSED)
    office.ask(1)
    office.round(REFUSED)
    assert office.rows()[0][2] == "Sudah dikirim ulang, dan gagal lagi."
    office.round()
    assert ANSWER not in office.town.subjects()
    office.ask(1)
    office.round()
    assert office.town.subjects().count(ANSWER) == 1


def test_a_cell_that_was_not_emptied_asks_for_nothing_more(office: Office) -> None:
    """The write that empties it was lost: the row still shows the first refusal."""
    office.round(REFUSED)
    code = office.town.city.rows(MAIL_LOG)[0]["kode"]
    office.ask(1)
    office.round(REFUSED)
    office.town.city.type_cell(MAIL_LOG, 2, "code", code)
    office.ask(1)
    office.round()
    assert ANSWER not in office.town.subjects()


def test_what_was_sent_is_never_sent_again(office: Office) -> None:
    office.round()
    office.ask(1)
    office.round()
    assert office.town.subjects() == [ANSWER]
    assert office.rows()[0][2] == again.ONLY_FAILED
    office.round()
    assert office.rows()[0][2] == again.ONLY_FAILED
    assert office.cells() == []


def test_what_no_longer_makes_sense_is_not_sent_and_the_answer_says_so(office: Office) -> None:
    office.round()
    named = [t.model_copy(update={"coordinator": "PJ-C"}) for t in TARGETS]
    office.town.city.type_rows(private.TARGETS, named)
    office.round(REFUSED)
    office.town.city.request(1, "batalkan")
    office.town.city.drain()
    office.ask(1)
    office.round()
    assert not [s for s in office.town.subjects() if "hubungi" in s]
    assert again.OVER in {answer for _, _, answer in office.rows()}


def test_another_word_is_answered(office: Office) -> None:
    office.round(REFUSED)
    office.ask(1, "tolong")
    office.round()
    assert office.rows()[0][2] == again.UNKNOWN
    assert ANSWER not in office.town.subjects()


def test_what_was_given_up_after_many_tries_has_as_many_again() -> None:
    key = "2020-04-24/received/a"
    names = [f"{PREFIX}{key}/claim-{n:04d}.json" for n in range(1, 102)]
    names += [f"{PREFIX}{key}/failed-20200424T030000Z-tries-form.json"]
    names.append(f"{PREFIX}{key}/again-0001-0101.json")
    track = read(sorted(names)).track(key)
    assert (track.tries, track.refusals) == (0, ())

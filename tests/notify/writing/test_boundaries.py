"""What messages say at the edges: none, one, as many as fit, one more; on the day, before, after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import icalendar
import pytest

from functions.core.book import Book
from functions.core.events import LineDecided, Reason, Share
from functions.core.state import State
from functions.core.submission import Response
from functions.notify.writing import words, worklist
from functions.notify.writing.calendar import invitation
from functions.notify.writing.facts import (
    Person,
    delivery,
    kind_name,
    line_facts,
)
from functions.notify.writing.links import Links, whatsapp
from functions.notify.writing.quoting import ASK_STAFF, NO_NAME, name_of, quoted
from functions.notify.writing.reports import draft, weekly
from functions.notify.writing.suggest import Suggester
from functions.notify.writing.worklist import Call, Part, Worklist
from sheets_schema import lengths
from sheets_schema.form import question_id
from sheets_schema.private import Problem, Target
from sheets_schema.terms import Action, Active, PeriodStatus, Status
from tests.city import PLACES, target
from tests.notify.due.test_boundaries import MINUTE
from tests.notify.samples import BOOK, FRIDAY, PEOPLE, asked, cancelled, line, state_of
from tests.notify.town import LINKS, PJ_A, wib
from tests.notify.writing.test_suggest import FULL, REFUSED, filled, offered

# Words


@pytest.mark.parametrize(
    ("first", "count", "said"),
    [
        (None, 1, "tanggal belum ditentukan"),
        (30, 0, "Kamis, 30 April 2020"),
        (30, 1, "Kamis, 30 April 2020"),
        (30, 2, "Kamis, 30 April 2020 sampai Jumat, 1 Mei 2020 (2 hari)"),
    ],
)
def test_days_are_one_or_from_the_first_to_the_last(first: int | None, count: int, said: str) -> None:
    assert words.days(dt.date(2020, 4, first) if first else None, count) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1"),
        (2, "1 dan 2"),
        (3, "1, 2 dan 3"),
        (10, "1, 2, 3, 4, 5, 6, 7, 8, 9 dan 10"),
        (11, "1, 2, 3, 4, 5, 6, 7, 8, 9 dan 2 lainnya"),
    ],
)
def test_ten_numbers_are_named_of_more_the_first_nine(count: int, said: str) -> None:
    assert words.numbers(range(count, 0, -1)) == said


@pytest.mark.parametrize(("number", "unit", "said"), [(0, "paket", "0 paket"), (1500, None, "1.500"), (9, "", "9")])
def test_amounts_have_their_unit_if_there_is_one(number: int, unit: str | None, said: str) -> None:
    assert words.amount(number, unit) == said


@pytest.mark.parametrize(("month", "roman"), [(1, "I"), (4, "IV"), (12, "XII")])
def test_a_letter_is_numbered_by_its_commitment_and_month(month: int, roman: str) -> None:
    assert words.letter_number(7, dt.date(2020, month, 3)) == f"000007/KSBB/{roman}/2020"


def test_a_place_is_said_as_far_as_it_is_known() -> None:
    lost = target("RW-X", region="Tidak Ada (Tidak Ada)")
    assert words.place(None, PLACES) == "sasaran belum dikenali"
    assert (words.place(lost, PLACES), words.where(lost, PLACES), words.where(None, PLACES)) == ("RW-X", "", "")
    known = target("RW-A")
    assert words.where(known, PLACES) == "Kel. Kebayoran Lama Utara, Kec. Kebayoran Lama, Jakarta Selatan"
    assert words.where(known.model_copy(update={"address": "Alamat contoh"}), PLACES).startswith("Alamat contoh, Kel. ")


# A line for its donor, and for the person in charge


@pytest.mark.parametrize(("letters", "shown"), [(119, 119), (120, 120), (121, 120), (122, 120)])
def test_a_quotation_is_cut_beyond_its_longest(letters: int, shown: int) -> None:
    assert lengths.QUOTED == 120
    found = quoted("x" * letters)
    assert (len(found), found.endswith("…")) == (shown, letters > 120)


def test_of_a_long_quotation_no_blank_stays_before_the_cut() -> None:
    assert quoted("x" * 118 + " " + "y" * 9) == "x" * 118 + "…"
    assert quoted("x" * 118 + "q\u0323" * 3) == "x" * 118 + "…"


def _facts(event: LineDecided, *requests: Any) -> Any:
    state = state_of((FRIDAY, [event]), *(((FRIDAY + MINUTE, [r])) for r in requests))
    return line_facts(BOOK, state.lines[event.n], LINKS)


@pytest.mark.parametrize(
    ("status", "asked_", "granted", "verdict", "amount"),
    [
        (Status.ACCEPTED, 10, 10, "disetujui, 10 paket", "10 paket"),
        (Status.ACCEPTED, 10, 9, "disetujui sebagian, 9 dari 10 paket", "9 paket"),
        (Status.ACCEPTED, 10, 11, "disetujui, 11 paket", "11 paket"),
        (Status.ACCEPTED, None, 9, "disetujui, 9 paket", "9 paket"),
        (Status.PARTLY_DELIVERED, 10, 9, "disetujui sebagian, 9 dari 10 paket", "9 paket"),
        (Status.DONE, 10, 9, "selesai, sudah tersalur", "9 paket"),
        (Status.REVIEW, 10, 0, "sedang ditinjau petugas; Anda kami kabari", "10 paket"),
        (Status.REJECTED, 10, 0, "tidak dapat diterima", "10 paket"),
        (Status.CANCELLED, 10, 0, "dibatalkan", "10 paket"),
    ],
)
def test_a_donor_reads_what_was_granted_beside_what_was_offered(
    status: Status, asked_: int | None, granted: int, verdict: str, amount: str
) -> None:
    found = _facts(line(1, status=status, asked=asked_, granted=granted))
    assert (found.verdict, found.amount) == (verdict, amount)
    assert found.title == f"Komitmen 1: Paket sembako, {amount}"


def test_a_line_of_nothing_has_no_amount_in_its_title() -> None:
    assert _facts(line(1, status=Status.REVIEW, asked=None, granted=0)).title == "Komitmen 1: Paket sembako"
    assert _facts(line(1, status=Status.REVIEW, asked=1, granted=0)).title == "Komitmen 1: Paket sembako, 1 paket"


@pytest.mark.parametrize(
    ("days", "shares", "said"),
    [
        (1, [120], "120 paket"),
        (2, [60, 60], "120 paket (60 sehari)"),
        (2, [61, 59], "120 paket untuk 2 hari"),
        (2, [60], "60 paket untuk 2 hari"),
        (3, [60, 60], "120 paket untuk 3 hari"),
        (2, [0, 0], "0 paket (0 sehari)"),
    ],
)
def test_of_several_days_an_even_amount_is_said_by_the_day(days: int, shares: Sequence[int], said: str) -> None:
    parts = {f"2020-04-{26 + k}": Share(granted=n, quota=400) for k, n in enumerate(shares)}
    assert _facts(line(1, day=26, days=days, shares=parts)).amount == said


def test_an_offer_that_was_not_granted_is_not_said_to_be_even() -> None:
    parts = {f"2020-04-{26 + k}": Share(granted=0, quota=400) for k in range(2)}
    found = _facts(line(1, day=26, days=2, shares=parts, asked=80, status=Status.REJECTED))
    assert found.amount == "80 paket untuk 2 hari"


@pytest.mark.parametrize(
    ("action", "day", "before"),
    [
        (Action.RESCHEDULE, 29, "Minggu, 26 April 2020"),
        (Action.RESCHEDULE, 26, ""),
        (Action.RESIZE, 29, ""),
    ],
)
def test_the_days_that_were_planned_before_are_told_when_they_moved(action: Action, day: int, before: str) -> None:
    moved = asked(1, action, date=dt.date(2020, 4, day))
    assert _facts(line(1, day=26), moved).before == before


def test_a_line_that_gets_its_first_date_did_not_move() -> None:
    given = asked(1, Action.RESCHEDULE, date=dt.date(2020, 4, 29))
    found = _facts(line(1, date=None), given)
    assert (found.before, found.when) == ("", "Rabu, 29 April 2020")
    assert _facts(line(1, date=None)).when == ""


@pytest.mark.parametrize(
    ("status", "requests", "why"),
    [
        (Status.ACCEPTED, [], "partial"),
        (Status.REVIEW, [], ""),
        (Status.REJECTED, [], "all"),
        (Status.REJECTED, [asked(1, Action.REJECT)], "staff"),
    ],
)
def test_a_donor_reads_reasons_that_are_meant_for_donors(status: Status, requests: list[Any], why: str) -> None:
    reasons = (Reason(code="partial", number=3), Reason(code="no_room"))
    found = _facts(line(1, status=status, reasons=reasons), *requests).why
    assert bool(found) is bool(why)
    if why == "staff":
        assert found == "diputuskan petugas setelah ditinjau"
    elif why:
        partial = _facts(line(1, reasons=reasons[:1])).why
        assert (found == partial) is (why == "partial")
        assert partial in found or why == "partial"


@pytest.mark.parametrize(
    ("status", "shown"),
    [(Status.ACCEPTED, True), (Status.DONE, True), (Status.REVIEW, False), (Status.REJECTED, False)],
)
def test_the_public_status_is_linked_where_there_is_one(status: Status, shown: bool) -> None:
    found = _facts(line(1, status=status))
    assert (found.shown, found.link is not None) == (shown, shown)


def _response(**said: str) -> Response:
    plain = {"name": "Contoh Donatur 01", "contact": "Contoh Narahubung 01", "phone": "0812-0000-0001"} | said
    return Response("r", "", "", {question_id(k): (v,) for k, v in plain.items()}, "contoh01@contoh.example")


@pytest.mark.parametrize(
    ("request_", "tag", "named"),
    [
        (None, "baru", True),
        (asked(1, Action.RESIZE), "jumlah berubah", True),
        (asked(1, Action.RESCHEDULE), "jadwal berubah", True),
        (cancelled(1), "DIBATALKAN", False),
        (asked(1, Action.REJECT, status=Status.REJECTED), "berubah", False),
    ],
)
def test_a_person_in_charge_reads_what_is_new_and_whom_it_comes_from(request_: Any, tag: str, named: bool) -> None:
    state = state_of((FRIDAY, [line(1)]), *([(FRIDAY + MINUTE, [request_])] if request_ else []))
    for news in (True, False):
        found = delivery(BOOK, state.lines[1], _response(), news=news)
        assert (found.tag, found.donor) == (tag if news else "", "Contoh Donatur 01" if named else "")
        assert (found.contact, found.phone, found.email) == (
            ("Contoh Narahubung 01", "0812-0000-0001", "contoh01@contoh.example") if named else ("", "", "")
        )
    without = delivery(BOOK, state.lines[1], None, news=True)
    assert (without.donor, without.phone) == (ASK_STAFF if named else "", "")


def test_who_gave_no_name_is_called_a_donor() -> None:
    assert name_of(None) == name_of(_response(name="")) == NO_NAME
    assert name_of(_response()) == "Contoh Donatur 01"


def test_a_kind_is_called_by_its_name_by_its_code_or_aid() -> None:
    lines = state_of((FRIDAY, [line(1), line(2, kind="hilang"), line(3, kind=None)])).lines
    assert [kind_name(BOOK, lines[n]) for n in (1, 2, 3)] == ["Paket sembako", "hilang", "bantuan"]


@pytest.mark.parametrize(("lines", "more"), [(1, ""), (3, ""), (4, "; dan 1 lainnya"), (5, "; dan 2 lainnya")])
def test_a_greeting_names_three_offers_and_counts_the_others(lines: int, more: str) -> None:
    state = state_of((FRIDAY, [line(n) for n in range(1, lines + 1)]))
    shown = [line_facts(BOOK, one, LINKS) for one in state.lines.values()]
    found = Person.of(PJ_A, "Contoh Donatur 01", shown).link or ""
    assert found.count("Komitmen") == min(lines, 3)
    expected = whatsapp("0812-0000-0001", f"{more}.\n") or ""
    assert expected.partition("text=")[2] in found
    assert ("lainnya" in found) is bool(more)


# Links


def test_a_row_is_one_below_its_number_and_a_cell_is_in_our_workbook() -> None:
    links = Links("f", "s/{n}/{row}", "https://buku.example/x")
    assert links.status_of(1) == "s/1/2"
    assert links.cell_of("https://lain.example/y#gid=7&range=B2") == "https://buku.example/x#gid=7&range=B2"
    assert links.cell_of("") == ""


# Suggestions


def _suggested(state: State, *targets: Target, book: Book = BOOK) -> list[tuple[str, int, str]]:
    found = replace(book, targets={t.code: t for t in targets})
    given = Suggester(state, found, FRIDAY.date()).instead_of(state.lines[1])
    return [(s.target.code, s.room, s.answers.get("quantity sembako", "")) for s in given]


@pytest.mark.parametrize(
    ("taken", "room", "wanted"), [(100, None, ""), (99, 1, "1"), (51, 49, "49"), (50, 50, "50"), (49, 51, "50")]
)
def test_no_more_is_suggested_than_is_missing_and_than_there_is_room(taken: int, room: int | None, wanted: str) -> None:
    state = state_of((FRIDAY, [REFUSED, filled("A", taken)]))
    expected = [("A", room, wanted)] if room else []
    assert _suggested(state, FULL, target("A", 100, rw=2)) == expected


@pytest.mark.parametrize(("granted", "wanted"), [(0, "50"), (20, "30"), (49, "1")])
def test_what_was_granted_in_part_is_no_longer_missing(granted: int, wanted: str) -> None:
    part = line(1, target="FULL", granted=granted, asked=50)
    state = state_of((FRIDAY, [part]))
    assert _suggested(state, FULL, target("A", 100, rw=2)) == [("A", 100, wanted)]


@pytest.mark.parametrize(("asked_", "wanted"), [(None, ""), (0, ""), (1, "1")])
def test_of_whoever_offered_no_number_the_form_leaves_it_open(asked_: int | None, wanted: str) -> None:
    state = state_of((FRIDAY, [line(1, target="FULL", granted=0, asked=asked_, status=Status.CANCELLED)]))
    assert _suggested(state, FULL, target("A", 100, rw=2)) == [("A", 100, wanted)]


@pytest.mark.parametrize(("asked_", "days", "each"), [(9, 3, "3"), (10, 3, "4"), (1, 3, "1"), (12, 4, "3")])
def test_of_several_days_the_form_asks_for_each_day_s_amount_rounded_up(asked_: int, days: int, each: str) -> None:
    meals = {"kind": "siap_saji", "days": days, "asked": asked_, "granted": 0, "day": 26}
    state = state_of((FRIDAY, [line(1, target="FULL", status=Status.REJECTED, **meals)]))
    other = target("A", 100, rw=2, people=400)
    found = replace(BOOK, targets={t.code: t for t in (FULL, other)})
    (given,) = Suggester(state, found, FRIDAY.date()).instead_of(state.lines[1])
    assert given.answers["quantity siap_saji"] == each


@pytest.mark.parametrize(("others", "given"), [(0, 0), (1, 1), (3, 3), (4, 3)])
def test_three_are_suggested_at_most(others: int, given: int) -> None:
    more = [target(f"T{k}", 100, rw=k + 2) for k in range(others)]
    state = state_of((FRIDAY, [REFUSED]))
    assert len(_suggested(state, FULL, *more)) == given


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ({"priority": 1}, {"priority": 2}, "AB"),
        ({"priority": 2}, {"priority": 1}, "BA"),
        ({}, {"priority": 9}, "BA"),
        ({"priority": 10}, {}, "AB"),
        ({}, {"priority": 10}, "AB"),
        ({}, {}, "AB"),
    ],
)
def test_equally_filled_ones_go_by_priority_ten_if_none_then_by_code(
    first: dict[str, int], second: dict[str, int], order: str
) -> None:
    pair = (target("A", 100, rw=2, **first), target("B", 100, rw=3, **second))
    assert offered(state_of((FRIDAY, [REFUSED])), replace(BOOK, targets={t.code: t for t in (FULL, *pair[::-1])})) == [
        *order
    ]


def test_filled_is_meant_in_parts_of_the_quota_not_in_packages() -> None:
    small, large = target("A", 20, rw=2), target("B", 100, rw=3)
    state = state_of((FRIDAY, [REFUSED, filled("A", 10), filled("B", 20)]))
    assert offered(state, replace(BOOK, targets={t.code: t for t in (FULL, small, large)})) == ["B", "A"]


@pytest.mark.parametrize(
    "changes",
    [{"target": None}, {"target": "HILANG"}, {"kind": None}, {"kind": "hilang"}, {"date": None}, {"day": 15}],
)
def test_who_cannot_be_placed_is_suggested_nothing(changes: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"target": "FULL", "status": Status.REJECTED, "granted": 0, "asked": 50}
    state = state_of((FRIDAY, [line(1, **plain | changes)]))
    assert _suggested(state, FULL, target("A", 100, rw=2)) == []


def test_targets_in_unknown_places_and_the_full_one_itself_are_not_suggested() -> None:
    lost = target("A", 100, rw=2, region="Tidak Ada (Tidak Ada)")
    state = state_of((FRIDAY, [REFUSED]))
    assert _suggested(state, FULL, lost, target("B", 100, rw=3, status=Active.INACTIVE)) == []
    assert PeriodStatus.OPEN is BOOK.periods[0].status


# Reports

MONDAY = dt.date(2020, 4, 27)


def _week(state: State) -> dict[str, Any]:
    return weekly(state, BOOK, PEOPLE, PEOPLE.programmes["pangan"], MONDAY, wib(27, 7))


@pytest.mark.parametrize(
    ("accepted", "fresh"),
    [
        (wib(20, 6, 59), "0 paket"),
        (wib(20, 7), "10 paket"),
        (wib(27, 6, 59), "10 paket"),
        (wib(27, 7), "0 paket"),
    ],
)
def test_a_week_goes_from_monday_at_seven_to_monday_at_seven(accepted: dt.datetime, fresh: str) -> None:
    (found,) = _week(state_of((accepted, [line(1)])))["kinds"]
    assert (found["fresh"], found["committed"], found["delivered"]) == (fresh, "10 paket", "0 paket")


@pytest.mark.parametrize(
    ("day", "days", "status", "overdue"),
    [
        (25, 1, Status.ACCEPTED, "1 komitmen"),
        (26, 1, Status.ACCEPTED, "1 komitmen"),
        (27, 1, Status.ACCEPTED, ""),
        (25, 2, Status.ACCEPTED, "1 komitmen"),
        (26, 2, Status.ACCEPTED, ""),
        (25, 1, Status.PARTLY_DELIVERED, "1 komitmen"),
        (25, 1, Status.DONE, ""),
    ],
)
def test_what_should_have_arrived_before_today_and_did_not_is_overdue(
    day: int, days: int, status: Status, overdue: str
) -> None:
    state = state_of((wib(20, 10), [line(1, day=day, days=days, status=status)]))
    (found,) = _week(state)["kinds"]
    assert found["overdue"] == overdue
    assert _counts(state).get("lewat waktu", 0) == (1 if overdue else 0)


def test_a_kind_without_commitments_is_left_out_and_refused_ones_count_for_nothing() -> None:
    refused = [line(1, status=Status.REJECTED), line(2, status=Status.REVIEW), line(3, status=Status.CANCELLED)]
    assert _week(state_of((FRIDAY, refused)))["kinds"] == []
    arrived = asked(4, Action.ARRIVED, status=Status.PARTLY_DELIVERED, delivered=4)
    (found,) = _week(state_of((FRIDAY, [*refused, line(4)]), (FRIDAY, [arrived])))["kinds"]
    assert (found["name"], found["committed"], found["delivered"]) == ("Paket sembako", "10 paket", "4 paket")


def _work(state: State, **said: Any) -> list[Part]:
    plain: dict[str, Any] = {"calls": [], "problems": [], "undelivered": 0}
    return Worklist(state, BOOK, PEOPLE, LINKS, wib(27, 7)).parts(**plain | said)


def _counts(state: State, **said: Any) -> dict[str, int]:
    return {part.brief: part.count for part in _work(state, **said)}


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, 0), (30, 30, 0), (31, 30, 1), (35, 30, 5)])
def test_thirty_figures_are_shown_and_the_others_counted(count: int, shown: int, more: int) -> None:
    found = draft([["komitmen", f"K{k}", k, "paket"] for k in range(count)])
    assert (len(found["figures"]), found["more_figures"]) == (shown, more)


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(1, 1, ""), (30, 30, ""), (35, 30, "Dan 5 lainnya di Pemeriksaan Data.")]
)
def test_thirty_findings_are_shown_and_the_others_counted(count: int, shown: int, more: str) -> None:
    (found,) = _work(State(), problems=[Problem(tab="Kuota", cell="D4", problem="x", remedy="y")] * count)
    assert (found.count, len(found.cards), found.more) == (count, shown, more)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["komitmen", "Sembako", 1500, "paket"], ("komitmen - Sembako", "1.500 paket")),
        (["rw", "", 5], ("rw", "5")),
        (["rw", "", 0, ""], ("rw", "0")),
        (["terisi", "Sembako", 12.6, "persen"], ("terisi - Sembako", "13 persen")),
        (["siaran pers", "Terhitung."], ("siaran pers", "Terhitung.")),
        (["rw", "x", "tidak terbaca", ""], ("rw", "x")),
    ],
)
def test_a_figure_is_said_with_its_group_and_unit(row: list[Any], said: tuple[str, str]) -> None:
    assert draft([row])["figures"] == [said]


@pytest.mark.parametrize("count", [0, 1, 31])
def test_running_commitments_without_a_person_in_charge_are_named(count: int) -> None:
    lines = [line(n, target="RW-C") for n in range(1, count + 1)]
    state = state_of((FRIDAY, [*lines, line(99), line(98, target="RW-C", status=Status.DONE)]))
    found = [part for part in _work(state) if part.brief == "tanpa PJ"]
    assert [part.count for part in found] == [count][: bool(count)]
    assert [card.title.partition(":")[0] for part in found for card in part.cards] == [
        f"Komitmen {n}" for n in range(1, min(count, 30) + 1)
    ]


@pytest.mark.parametrize(("count", "named", "rest"), [(30, 30, None), (31, 30, "dan 1 lainnya")])
def test_thirty_targets_without_a_person_in_charge_are_named(count: int, named: int, rest: str | None) -> None:
    targets = {f"T{k}": target(f"T{k}", rw=k + 1) for k in range(count)}
    found = weekly(State(), replace(BOOK, targets=targets), PEOPLE, PEOPLE.programmes["pangan"], MONDAY, wib(27, 7))
    assert found["orphan_count"] == count
    assert len(found["orphans"]) == named + bool(rest)
    assert found["orphans"][0].endswith(" [T0]")
    assert (found["orphans"][-1] == rest) is bool(rest)


def test_the_office_reads_its_work_first_and_what_there_is_none_of_is_left_out() -> None:
    state = state_of((FRIDAY, [line(1, status=Status.REVIEW), line(2, status=Status.REVIEW), line(3, day=27)]))
    parts = _work(state, undelivered=4, calls=[Call(7, "Contoh PJ 01", "0813-0000-0001")])
    assert {part.brief: part.count for part in parts} == {
        "menunggu keputusan": 2,
        "perlu dihubungi": 1,
        "diantar hari ini": 1,
        "surel gagal": 4,
    }
    said = worklist.subject(dt.date(2020, 4, 27), parts)
    assert said == "KSBB 27 April: 2 menunggu keputusan, 1 perlu dihubungi, 1 diantar hari ini"
    assert worklist.subject(dt.date(2020, 4, 27), []) == "KSBB 27 April: tidak ada yang menunggu"
    assert parts[1].cards[0].link == ("Buka pesannya", f"{LINKS.private}#gid=1003&range=A8")


def test_a_finding_is_told_to_the_office_in_full() -> None:
    cell = "https://contoh.example/d/x#gid=1008&range=D4"
    found = Problem(tab="Kuota", cell="D4", content="seratus", problem="Ini teks.", remedy="Ketik: 100", link=cell)
    ((card,),) = [part.cards for part in _work(State(), problems=[found])]
    assert card.title == "Kuota D4"
    assert card.rows == [("Isi sekarang", "seratus"), ("Masalah", "Ini teks."), ("Yang perlu dilakukan", "Ketik: 100")]
    assert card.link == ("Buka sel", f"{LINKS.private}#gid=1008&range=D4")


# The calendar


@pytest.mark.parametrize(("days", "end"), [(1, dt.date(2020, 4, 27)), (3, dt.date(2020, 4, 29))])
def test_a_calendar_entry_ends_on_the_day_after_the_last_and_its_sequence_is_the_last_entry(
    days: int, end: dt.date
) -> None:
    for requests, status, sequence in (
        ([], "CONFIRMED", 2),
        ([asked(1, Action.RESIZE)], "CONFIRMED", 3),
        ([cancelled(1)], "CANCELLED", 3),
    ):
        state = state_of((FRIDAY, [line(1, day=26, days=days)]), *((FRIDAY + MINUTE, [r]) for r in requests))
        entry = (state.lines[1], line_facts(BOOK, state.lines[1], LINKS))
        calendar = icalendar.Calendar.from_ical(invitation([entry], "ksbb@kota.example", "kota.example"))
        (event,) = calendar.walk("VEVENT")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2020, 4, 26), end)
        assert (str(event["STATUS"]), int(event["SEQUENCE"])) == (status, sequence)
        assert event["DTSTAMP"].dt == FRIDAY + MINUTE * bool(requests)


def test_a_line_without_a_date_is_no_calendar_entry() -> None:
    state = state_of((FRIDAY, [line(1, date=None)]))
    entry = (state.lines[1], line_facts(BOOK, state.lines[1], LINKS))
    assert b"VEVENT" not in invitation([entry], "ksbb@kota.example", "kota.example")

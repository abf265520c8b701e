"""What a donor wrote is checked field by field, every fault at once, and nothing is guessed."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.core.events import NameState
from functions.core.reasons import sentences
from functions.core.submission import Response
from sheets_schema.form import (
    CONSENT,
    PLEDGE,
    SELF_DELIVERED,
    TAKE_NONE,
    TAKE_PART,
    days_question,
    group_label,
    quantity_question,
    question_id,
    target_label,
    target_question,
)
from sheets_schema.plain import plain
from sheets_schema.terms import DonorGroup, Status
from tests.core.samples import (
    CITY,
    MEALS,
    OTHER_CITY,
    PACKAGES,
    A,
    B,
    asked_once,
    book,
    codes,
    decided,
    drain,
    packages,
    response,
    start,
)

GROUPED = "dotted_number"


def rejected(answer: Response) -> list[tuple[str, str]]:
    """Code and field of everything wrong with a response that becomes one rejected line."""
    (line,) = decided(answer)
    assert line.status is Status.REJECTED
    assert sentences(line.reasons)
    return [(reason.code, reason.field) for reason in line.reasons]


def test_a_sound_submission_is_accepted_in_full() -> None:
    (line,) = decided(packages(1, 10))
    assert (line.status, line.asked, line.reasons) == (Status.ACCEPTED, 10, ())
    assert (line.group, line.aggregator, line.target) == (DonorGroup.BUSINESS, None, A)
    assert line.shares["P1"].model_dump() == {"granted": 10, "quota": 100, "held": 0}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "not_positive"),
        ("000", "not_positive"),
        ("-5", "not_positive"),
        ("-0", "not_positive"),
        ("seratus", "not_a_number"),
        ("100 porsi", "not_a_number"),
        ("100 paket/hari", "not_a_number"),
        ("100 paket 2 hari", "not_a_number"),
        ("1.000 paket", GROUPED),
        ("1,5 paket", GROUPED),
        ("0 paket", "not_positive"),
        ("\u200b1.000", GROUPED),
        ("1\u00a0000", GROUPED),
        ("1e3", "not_a_number"),
        ("٣٠", "not_a_number"),
        ("+5", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("🙏", "not_a_number"),
        ("x" * 5000, "not_a_number"),
        ("1.000", GROUPED),
        ("1,5", GROUPED),
        ("1 000", GROUPED),
        ("1.000.000", GROUPED),
        ("10000000", "too_large"),
        ("100001", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_an_odd_quantity_is_named_at_its_field_and_never_guessed(text: str, code: str) -> None:
    assert [found for found, _ in rejected(packages(1, text))] == [code]


def test_the_largest_quantity_is_still_read_and_blanks_around_it_do_not_matter() -> None:
    (line,) = decided(packages(1, " 100000 ", part=True))
    assert line.asked == 100_000


@pytest.mark.parametrize(
    "typed",
    [
        *("50\u200b", "\u200e50", "５０", "\u00a050\u202f", "5\u00ad0", "50\n", "\u206650\u2069", "5\u200d0"),
        *(
            "50 paket",
            "50paket",
            "50 Paket.",
            "paket 50",
            "50\u00a0paket",
            "５０　ｐａｋｅｔ",
            "50 pa\u200bket",
            "50 sembako",
        ),
    ],
    ids=ascii,
)
def test_marks_that_nobody_sees_and_a_unit_of_that_kind_leave_a_number_what_it_is(typed: str) -> None:
    (line,) = decided(packages(1, typed))
    assert (line.status, line.asked) == (Status.ACCEPTED, 50)


@pytest.mark.parametrize("a_day", ["50 paket", "50 paket per hari", "50 paket/hari", "50/hari", "50 paket sehari"])
@pytest.mark.parametrize("days", ["3", "3 hari", "3\u200b", "３", "3\u00a0hari"], ids=ascii)
def test_portions_a_day_and_days_are_read_with_what_the_form_itself_says(a_day: str, days: str) -> None:
    (line,) = decided(response(1, {quantity_question(MEALS): a_day, days_question(MEALS): days}))
    assert (line.status, line.asked, line.days) == (Status.ACCEPTED, 150, 3)


@pytest.mark.parametrize("nothing", ["-", "–", "nihil", "Tidak ada", "n/a", "\u200b", "\u00a0-\u00a0"], ids=ascii)
def test_a_question_that_may_stay_empty_is_empty_when_the_answer_says_that_there_is_none(nothing: str) -> None:
    both = {quantity_question(PACKAGES): "10", quantity_question("lebaran"): nothing, days_question(MEALS): nothing}
    assert [(line.kind, line.status) for line in decided(response(1, both))] == [(PACKAGES, Status.ACCEPTED)]
    assert rejected(packages(1, nothing)) == [("no_quantity", "quantity")]


UNSEEN = ("\u200b{}", "{}\u200e", "\u2066{}\u2069", "{}\u00a0", "\u3000{}", "{}\r\n", "\ufeff{}")


@pytest.mark.parametrize("around", UNSEEN, ids=ascii)
def test_marks_that_nobody_sees_change_no_answer_to_any_question(around: str) -> None:
    rules = book(settings=replace(book().settings, aggregators=("Contoh Agregator",)))
    plainly = response(1, {quantity_question(PACKAGES): "10", "channel": "Lewat Contoh Agregator"})
    marked = {question: tuple(map(around.format, texts)) for question, texts in plainly.answers.items()}
    (sound,) = decided(plainly, rules=rules)
    (line,) = decided(replace(plainly, answers=marked, email=around.format(plainly.email)), rules=rules)
    assert line == sound
    assert (line.status, line.aggregator, line.name) == (Status.ACCEPTED, "Contoh Agregator", NameState.OPEN)


@pytest.mark.parametrize("hyphen", ["\u2011", "\u2013", "\u2212", "－"], ids=ascii)
def test_every_hyphen_is_one_in_codes_dates_and_phones(hyphen: str) -> None:
    def typed(text: str) -> str:
        return text.replace("-", hyphen)

    answers = {"date": typed("2020-04-25"), "phone": typed("0812-0000-0001")}
    answers |= {target_question(CITY): typed(target_label(A, "RW Contoh"))}
    (line,) = decided(packages(1, 10, answers=answers))
    assert (line.status, line.target, str(line.date)) == (Status.ACCEPTED, A, "2020-04-25")


def test_a_choice_of_the_form_is_plain_so_that_an_answer_can_equal_it() -> None:
    fixed = (PLEDGE, CONSENT, SELF_DELIVERED, TAKE_PART, TAKE_NONE, *map(group_label, DonorGroup))
    assert [plain(choice) for choice in fixed] == list(fixed)


def test_an_empty_form_is_no_commitment() -> None:
    faults = rejected(Response("r1", "2020-04-24T03:00:00.000000000Z", "2020-04-24T03:00:00.000000000Z"))
    assert {code for code, _ in faults} == {"not_pledged", "no_quantity"}


def test_all_faults_of_a_submission_are_reported_together_each_at_its_field() -> None:
    wrong = {
        "phone": "tidak punya",
        "date": "2020-04-23",
        quantity_question(PACKAGES): "1.000",
    }
    assert rejected(response(1, wrong, email="bukan surel")) == [
        ("not_a_phone", "phone"),
        ("not_an_email", "email"),
        ("past_date", "date"),
        (GROUPED, "quantity sembako"),
    ]


@pytest.mark.parametrize(("field", "longest"), [("name", 120), ("contact", 200), ("phone", 200)])
def test_a_text_of_5000_characters_is_too_long_and_says_how_long_it_may_be(field: str, longest: int) -> None:
    (line,) = decided(packages(1, 10, answers={field: "a" * 5000}))
    assert [(r.code, r.field, r.number) for r in line.reasons] == [("too_long", field, longest)]


@pytest.mark.parametrize(
    "typed",
    [
        'a"b@c.example',
        "a b@c.example",
        "a@b..c",
        "a@-b.example",
        "a@localhost",
        "a@b.id, c@d.id",
        "n\u00e4me@contoh.id",
    ],
)
def test_an_address_that_cannot_be_mailed_is_a_fault_with_its_remedy(typed: str) -> None:
    (line,) = decided(packages(1, 10, email=typed))
    assert (line.status, sentences(line.reasons)) == (
        Status.REJECTED,
        "Surel tidak dikenali. Tulis seperti nama@contoh.id.",
    )


@pytest.mark.parametrize(
    "typed", [" a@contoh.id ", "mailto:a@contoh.id", "<a@contoh.id>", "a@contoh.id,", "A@Contoh.id."]
)
def test_an_address_is_read_where_it_is_plain_what_was_meant(typed: str) -> None:
    (line,) = decided(packages(1, 10, email=typed))
    assert line.status is Status.ACCEPTED


FLOODS = ("x", "1", "baris\n", "\ufdfa", "a@", "1,", "nol ", "\u0301")


def test_answers_of_fifty_thousand_letters_are_refused_and_nothing_of_them_is_kept() -> None:
    """By nothing that an instance remembers between drains, either."""
    sound = response(1)

    def flooded(number: int) -> Response:
        said = {key: (f"{number} {FLOODS[number % len(FLOODS)] * 50_000}"[:50_000],) for key in sound.answers}
        return Response(f"r{number}", sound.created, sound.submitted, said, said[question_id("name")][0])

    state = start()
    drain(state, book(), [flooded(0)])
    tracemalloc.start()
    try:
        for number in range(1, 60):
            drain(state, book(), [flooded(number)])
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert {line.status for line in state.lines.values()} <= {Status.REJECTED, Status.REVIEW}
    assert kept < 1_000_000


def test_a_ticked_consent_without_the_pledge_is_no_commitment() -> None:
    assert rejected(packages(1, 10, answers={"pledge": (CONSENT,)})) == [("not_pledged", "pledge")]


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2020-04-23", "past_date"),
        ("0001-01-01", "past_date"),
        ("2020-08-23", "far_date"),
        ("9999-12-31", "far_date"),
    ],
)
def test_a_date_must_be_real_and_lie_between_today_and_the_furthest_day(date: str, code: str) -> None:
    assert rejected(packages(1, 10, answers={"date": date})) == [(code, "date")]


@pytest.mark.parametrize(("date", "status"), [("2020-04-24", Status.ACCEPTED), ("2020-08-22", Status.REVIEW)])
def test_today_and_the_furthest_day_are_still_no_fault(date: str, status: Status) -> None:
    (line,) = decided(packages(1, 10, answers={"date": date}))
    assert line.status is status


def test_today_is_the_day_in_jakarta_when_the_response_was_made() -> None:
    late = Response("r1", "2020-04-24T17:30:00.000000000Z", "2020-04-24T17:30:00.000000000Z")
    assert late.day.isoformat() == "2020-04-25"


def test_a_fault_of_the_whole_submission_rejects_all_its_lines_and_a_fault_of_one_kind_only_that() -> None:
    two = {quantity_question(PACKAGES): "10", quantity_question("lebaran"): "seratus"}
    assert [(line.kind, line.status) for line in decided(response(1, two))] == [
        ("lebaran", Status.REJECTED),
        (PACKAGES, Status.ACCEPTED),
    ]
    assert {line.status for line in decided(response(1, {**two, "date": "2020-01-01"}))} == {Status.REJECTED}


def test_a_kind_left_at_zero_is_not_offered_beside_another() -> None:
    both = {quantity_question(PACKAGES): "10", quantity_question("lebaran"): "0"}
    assert [line.kind for line in decided(response(1, both))] == [PACKAGES]


def test_portions_a_day_times_days_are_asked_for_each_date() -> None:
    (line,) = decided(response(1, {quantity_question(MEALS): "50", days_question(MEALS): "3"}))
    assert (line.asked, line.days) == (150, 3)
    assert {key: share.granted for key, share in line.shares.items()} == {
        "2020-04-25": 50,
        "2020-04-26": 50,
        "2020-04-27": 50,
    }


def test_portions_without_days_are_for_one_day_and_days_without_portions_are_a_fault() -> None:
    (line,) = decided(response(1, {quantity_question(MEALS): "50"}))
    assert (line.asked, line.days) == (50, 1)
    assert rejected(response(1, {days_question(MEALS): "3"})) == [("missing", f"quantity {MEALS}")]


@pytest.mark.parametrize(("days", "code"), [("0", "not_positive"), ("32", "too_large"), ("seminggu", "not_a_number")])
def test_an_odd_number_of_days_is_a_fault_at_its_field(days: str, code: str) -> None:
    answers = {quantity_question(MEALS): "50", days_question(MEALS): days}
    assert rejected(response(1, answers)) == [(code, f"days {MEALS}")]


def test_portions_times_days_may_not_pass_the_largest_quantity() -> None:
    answers = {quantity_question(MEALS): "50000", days_question(MEALS): "3"}
    assert rejected(response(1, answers)) == [("too_large", f"quantity {MEALS}")]


def test_the_target_of_the_chosen_city_counts_when_the_donor_had_gone_back() -> None:
    answers = {
        quantity_question(PACKAGES): "10",
        "city": OTHER_CITY,
        target_question(CITY): target_label(A, "RW 05"),
        target_question(OTHER_CITY): target_label(B, "RW 06"),
    }
    assert [line.target for line in decided(response(1, answers))] == [B]


def test_an_offer_of_a_kind_that_is_gone_goes_to_staff_beside_the_lines_that_are_understood() -> None:
    odd = {quantity_question(PACKAGES): "10", "quantity jenis lama": "5"}
    known, unknown = decided(response(1, odd), state=asked_once())
    assert known.status is Status.ACCEPTED
    assert (unknown.kind, unknown.status, codes(unknown)) == (None, Status.REVIEW, ["unknown_question"])


def test_a_submission_of_only_a_kind_that_is_gone_waits_for_staff_and_is_not_lost() -> None:
    (line,) = decided(response(1, {"quantity jenis lama": "5"}), state=asked_once())
    assert (line.status, codes(line)) == (Status.REVIEW, ["unknown_question"])


def test_a_faulty_submission_is_rejected_for_its_faults_even_with_a_kind_that_is_gone() -> None:
    answers = {"quantity jenis lama": "5", "date": "2020-01-01", "phone": "x"}
    found = decided(response(1, answers), state=asked_once())
    assert [line.status for line in found] == [Status.REJECTED]
    assert {"past_date", "not_a_phone"} <= set(codes(found[0]))


def test_days_of_a_kind_whose_row_is_broken_are_kept_for_when_staff_have_repaired_it() -> None:
    broken = book(kinds={code: row for code, row in book().kinds.items() if code != MEALS})
    (line,) = decided(response(1, {quantity_question(MEALS): "50", days_question(MEALS): "3"}), rules=broken)
    assert (line.status, codes(line), line.asked, line.days) == (Status.REVIEW, ["no_quota"], 150, 3)


ANYTHING = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.sampled_from(["", "0", "-1", "1.000", "=A1", "🙏", "9" * 400, "2020-04-25", "9999-12-31", "RW [RW-A]", PLEDGE]),
)
KEYS = st.sampled_from(
    [
        *("name", "group", "contact", "phone", "channel", "city", "date", "if_short", "pledge"),
        *(target_question(CITY), quantity_question(PACKAGES), quantity_question(MEALS), days_question(MEALS), "lain"),
    ]
)


@given(st.dictionaries(KEYS, st.lists(ANYTHING, max_size=3).map(tuple)), ANYTHING)
def test_nothing_that_a_person_can_type_stops_a_decision(typed: dict[str, tuple[str, ...]], email: str) -> None:
    sound = response(1)
    odd = Response("r0", sound.created, sound.submitted, {question_id(k): v for k, v in typed.items()}, email)
    state = start()
    drain(state, book(), [odd, packages(2, 10)])
    assert state.responses.keys() == {"r0", "r00002"}
    assert state.lines[max(state.lines)].status is Status.ACCEPTED

"""How often and how long a call is tried again."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gapi.errors import Ambiguous, GoogleError, Permanent, Retryable
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook
from local.google.server import LocalGoogle
from tests.gapi.conftest import Dictated, Time

URL = "https://sheets.googleapis.com/v4/anything"


def failing(error: GoogleError, times: int = 10**6) -> tuple[list[int], object]:
    calls: list[int] = []

    def call() -> str:
        calls.append(1)
        if len(calls) <= times:
            raise error
        return "jadi"

    return calls, call


def test_waits_double_from_half_a_second_up_to_the_longest(time: Time) -> None:
    _, call = failing(Retryable("m"), times=8)
    assert time.patience(1000).keep_trying(call, repeatable=True) == "jadi"
    assert time.slept == [0.5, 1, 2, 4, 8, 16, 16, 16]


def test_jitter_is_full_between_nothing_and_the_bound(time: Time) -> None:
    chances = itertools.cycle([0.0, 0.25, 0.999])
    _, call = failing(Retryable("m"), times=3)
    time.patience(1000, chance=lambda: next(chances)).keep_trying(call, repeatable=True)
    assert time.slept == [0.0, 0.25, pytest.approx(1.998)]


@given(
    budget=st.floats(0, 300),
    chances=st.lists(st.floats(0, 0.999999), min_size=1, max_size=20),
    after=st.floats(0, 100),
)
def test_the_budget_is_never_slept_away(budget: float, chances: list[float], after: float) -> None:
    time, turn = Time(), itertools.cycle([*chances, 0.5])
    error = Retryable("m", after=after)
    calls, call = failing(error, times=500)
    started = time.now
    with contextlib.suppress(Retryable):
        time.patience(budget, chance=lambda: next(turn)).keep_trying(call, repeatable=True)
    assert sum(time.slept) <= budget
    assert time.now - started <= budget + 1e-6
    assert all(slept >= after for slept in time.slept)
    assert len(calls) == len(time.slept) + 1


def test_the_wait_that_google_asks_for_is_kept(there: Session, dictated: Dictated, time: Time) -> None:
    dictated.answers = [(429, {"Retry-After": "7"}, b"{}"), (200, {}, b"{}")]
    there.request("m", "GET", URL, Effect.READ)
    assert time.slept == [7]


def test_a_wait_longer_than_the_budget_is_told_at_once(there: Session, dictated: Dictated, time: Time) -> None:
    dictated.answers = [(429, {"Retry-After": "3600"}, b"{}")]
    with pytest.raises(Retryable) as caught:
        there.request("m", "GET", URL, Effect.READ)
    assert caught.value.after == 3600
    assert time.slept == []
    assert len(dictated.calls) == 1


def test_a_date_as_retry_after_is_no_wait_but_no_crash_either(there: Session, dictated: Dictated, time: Time) -> None:
    dictated.answers = [(429, {"Retry-After": "Fri, 24 Apr 2020 03:00:00 GMT"}, b"{}"), (200, {}, b"{}")]
    there.request("m", "GET", URL, Effect.READ)
    assert time.slept == [0.5]


def test_a_call_in_doubt_that_may_not_be_repeated_is_made_once(there: Session, dictated: Dictated, time: Time) -> None:
    dictated.answers = [(503, {}, b"{}")]
    with pytest.raises(Ambiguous):
        there.request("m", "POST", URL, Effect.ONCE)
    assert len(dictated.calls) == 1
    assert time.slept == []


def test_a_call_that_certainly_changed_nothing_is_repeated_even_when_it_may_happen_only_once(
    there: Session, dictated: Dictated
) -> None:
    dictated.answers = [(429, {}, b"{}"), (429, {}, b"{}"), (200, {}, b"{}")]
    there.request("m", "POST", URL, Effect.ONCE)
    assert len(dictated.calls) == 3


def test_a_permanent_failure_is_not_tried_again(there: Session, dictated: Dictated, time: Time) -> None:
    dictated.answers = [(400, {}, b"{}")]
    with pytest.raises(Permanent):
        there.request("m", "GET", URL, Effect.READ)
    assert len(dictated.calls) == 1


def test_all_calls_of_one_invocation_share_one_budget(opened: Session, dictated: Dictated, time: Time) -> None:
    session = Session(opened.credentials, emulator=dictated.url).bounded(time.patience(10))
    session.credentials.token = "uji"
    dictated.answers = [(429, {"Retry-After": "6"}, b"{}"), (200, {}, b"{}"), (429, {"Retry-After": "6"}, b"{}")]
    session.request("m", "GET", URL, Effect.READ)
    with pytest.raises(Retryable):
        session.request("m", "GET", URL, Effect.READ)
    assert time.slept == [6]


def test_a_call_may_not_wait_for_its_answer_beyond_the_budget(opened: Session, time: Time) -> None:
    assert opened.bounded(time.patience(60)).timeout == (5, 30)
    assert opened.bounded(time.patience(8)).timeout == (5, 8)
    assert opened.bounded(time.patience(0)).timeout == (1, 1)


@pytest.mark.parametrize("kind", ["rate_limit", "unavailable", "lost_answer"])
def test_a_read_gets_through_after_faults(google: LocalGoogle, bucket: Bucket, time: Time, kind: str) -> None:
    bucket.put_if_absent(f"patience/{kind}", b"isi")
    google.control.add_fault("storage.objects.get", kind, times=3)
    assert bucket.get(f"patience/{kind}") == b"isi"
    assert time.slept == [0.5, 1, 2]


@pytest.mark.parametrize("answer", ["503", "close"])
def test_an_absolute_write_is_repeated_when_its_answer_was_lost(
    google: LocalGoogle, workbook: Workbook, answer: str
) -> None:
    google.control.add_fault("sheets.spreadsheets.batchUpdate", "lost_answer", answer=answer)
    cell = {"values": [{"userEnteredValue": {"stringValue": "isi"}}]}
    start = {"sheetId": 1, "rowIndex": 0, "columnIndex": 0}
    workbook.write([{"updateCells": {"start": start, "rows": [cell], "fields": "userEnteredValue"}}])
    assert google.control.calls()["sheets.spreadsheets.batchUpdate"] == 2
    assert workbook.read(["'Satu'"])[0].rows == [["isi"]]

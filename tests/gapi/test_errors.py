"""Every way a call can fail has a type that says what may be done about it."""

from __future__ import annotations

import json
import socket
from time import monotonic

import pytest

from functions.gapi import session as session_module
from functions.gapi.errors import Ambiguous, GoogleError, Permanent, Retryable
from functions.gapi.objects import Bucket
from functions.gapi.session import Effect, Session
from functions.gapi.sheets import Workbook
from local.google.server import LocalGoogle
from tests.gapi.conftest import BUCKET, Dictated, NoCredentials, Time, credentials

URL = "https://sheets.googleapis.com/v4/anything"


def failure(session: Session, effect: Effect, verb: str = "POST") -> GoogleError:
    with pytest.raises(GoogleError) as caught:
        session.request("uji.method", verb, URL, effect)
    return caught.value


def google_says(status: int, reason: str = "", message: str = "") -> tuple[int, dict[str, str], bytes]:
    error = {"code": status, "message": message, "errors": [{"reason": reason}]}
    return status, {}, json.dumps({"error": error}).encode()


@pytest.mark.parametrize(
    ("status", "reason", "read", "idempotent", "once"),
    [
        (308, "", Permanent, Permanent, Permanent),
        (400, "badRequest", Permanent, Permanent, Permanent),
        (401, "authError", Permanent, Permanent, Permanent),
        (403, "forbidden", Permanent, Permanent, Permanent),
        (403, "rateLimitExceeded", Retryable, Retryable, Retryable),
        (403, "userRateLimitExceeded", Retryable, Retryable, Retryable),
        (404, "notFound", Permanent, Permanent, Permanent),
        (408, "", Retryable, Ambiguous, Ambiguous),
        (412, "conditionNotMet", Permanent, Permanent, Permanent),
        (429, "rateLimitExceeded", Retryable, Retryable, Retryable),
        (500, "backendError", Retryable, Ambiguous, Ambiguous),
        (502, "", Retryable, Ambiguous, Ambiguous),
        (503, "backendError", Retryable, Ambiguous, Ambiguous),
        (504, "", Retryable, Ambiguous, Ambiguous),
    ],
)
def test_a_status_has_a_type_that_depends_on_what_the_call_does(
    there: Session, dictated: Dictated, status: int, reason: str, read: type, idempotent: type, once: type
) -> None:
    dictated.answers = [google_says(status, reason)]
    for effect, kind in ((Effect.READ, read), (Effect.IDEMPOTENT, idempotent), (Effect.ONCE, once)):
        found = failure(there, effect)
        assert type(found) is kind
        assert (found.method, found.status, found.reason) == ("uji.method", status, reason)


def test_the_rate_limit_is_known_in_the_newer_shape_of_googles_errors_too(there: Session, dictated: Dictated) -> None:
    body = json.dumps({"error": {"code": 403, "status": "RESOURCE_EXHAUSTED", "message": ""}}).encode()
    dictated.answers = [(403, {}, body)]
    assert type(failure(there, Effect.ONCE)) is Retryable


@pytest.mark.parametrize("body", [b"", b"<html>Bad Gateway</html>", b"[]", b'{"error": "text"}', b'{"error": null}'])
def test_an_answer_that_is_not_googles_json_still_has_a_type(there: Session, dictated: Dictated, body: bytes) -> None:
    dictated.answers = [(502, {}, body)]
    found = failure(there, Effect.ONCE)
    assert type(found) is Ambiguous
    assert (found.reason, found.detail) == ("", "")


def test_nothing_newer_is_no_success(there: Session, dictated: Dictated) -> None:
    dictated.answers = [(304, {}, b"")]
    assert (type(failure(there, Effect.READ, "GET")), failure(there, Effect.READ, "GET").status) == (Permanent, 304)


def test_a_refusal_that_is_a_bare_sentence_has_it_as_its_detail(there: Session, dictated: Dictated) -> None:
    dictated.answers = [(404, {"Content-Type": "text/html; charset=UTF-8"}, b"No such object: ember/n")]
    found = failure(there, Effect.READ, "GET")
    assert (type(found), found.reason, found.detail) == (Permanent, "", "No such object: ember/n")
    assert "ember" not in str(found)


def test_what_a_person_typed_is_in_the_detail_and_never_in_the_message(there: Session, dictated: Dictated) -> None:
    dictated.answers = [google_says(400, "badRequest", "Unable to parse: 0812-RAHASIA")]
    found = failure(there, Effect.ONCE)
    assert "RAHASIA" in found.detail
    assert "RAHASIA" not in str(found)
    assert str(found) == "uji.method: 400 badRequest"


@pytest.mark.parametrize(("effect", "kind"), [(Effect.READ, Retryable), (Effect.ONCE, Ambiguous)])
def test_a_cut_connection_leaves_a_write_in_doubt_and_a_read_retryable(
    there: Session, dictated: Dictated, effect: Effect, kind: type
) -> None:
    dictated.answers = ["cut"]
    assert type(failure(there, effect)) is kind


@pytest.mark.parametrize(("effect", "kind"), [(Effect.READ, Retryable), (Effect.ONCE, Ambiguous)])
def test_an_answer_that_does_not_come_in_time_leaves_a_write_in_doubt_and_a_read_retryable(
    there: Session, dictated: Dictated, time: Time, monkeypatch: pytest.MonkeyPatch, effect: Effect, kind: type
) -> None:
    monkeypatch.setattr(session_module, "TIMEOUT", (0.2, 0.2))
    dictated.answers = [None]
    started = monotonic()
    assert type(failure(there.bounded(time.patience(0)), effect)) is kind
    assert monotonic() - started < 10


def test_a_refused_connection_is_no_answer(time: Time) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
    session = Session(NoCredentials(), emulator=nobody).bounded(time.patience(0))
    found = failure(session, Effect.READ, "GET")
    assert type(found) is Retryable
    assert found.status is None


def test_credentials_that_google_refuses_are_permanent(google: LocalGoogle, time: Time) -> None:
    unknown = credentials(google, client_email="tidak-ada@lokal.iam.gserviceaccount.com")
    session = Session(unknown, emulator=google.base_url).bounded(time.patience(10))
    with pytest.raises(Permanent, match="credentials refused"):
        Bucket(session, BUCKET).get("apa saja")
    assert time.slept == []


def test_a_token_endpoint_that_does_not_answer_is_retryable(google: LocalGoogle, time: Time) -> None:
    lost = credentials(google, token_uri="http://127.0.0.1:9/token")
    session = Session(lost, emulator=google.base_url).bounded(time.patience(0))
    with pytest.raises(Retryable, match="no token"):
        Bucket(session, BUCKET).get("apa saja")


def test_an_expired_token_is_renewed_without_anybody_noticing(google: LocalGoogle, bucket: Bucket) -> None:
    bucket.put_if_absent("token/a", b"1")
    google.control.set_clock(offset=3700)
    try:
        assert bucket.get("token/a") == b"1"
    finally:
        google.control.set_clock(offset=0)


@pytest.mark.parametrize("kind", ["rate_limit", "unavailable"])
def test_what_gspread_raises_has_the_same_types(google: LocalGoogle, workbook: Workbook, kind: str) -> None:
    google.control.add_fault("sheets.spreadsheets.values.batchGet", kind, times=4)
    patient = Workbook(workbook._session.bounded(Time().patience(0)), workbook.id)
    for _ in range(2):
        with pytest.raises(Retryable):
            patient.read(["'Satu'!A1"])
    google.control.clear_faults()
    google.control.add_fault("sheets.spreadsheets.batchUpdate", "unavailable")
    with pytest.raises(Ambiguous):
        patient.write([{"appendDimension": {"sheetId": 2, "dimension": "ROWS", "length": 1}}])


def test_a_spreadsheet_that_is_not_there_is_permanent(session: Session) -> None:
    with pytest.raises(Permanent) as caught:
        Workbook(session, "tidak-ada").read(["A1"])
    assert caught.value.status == 404

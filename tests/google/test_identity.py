"""Who may call: tokens, roles on files."""

import datetime as dt

import requests
from google.auth import jwt
from google.auth.crypt import RSASigner

from local.google.server import LocalGoogle
from local.wire.identity.grants import GRANT
from tests.google.conftest import Api, error_of, session_for


def test_a_really_signed_jwt_gets_a_token_that_the_apis_accept(google: LocalGoogle) -> None:
    answer = session_for(google).get("https://www.googleapis.com/drive/v3/files", timeout=30)
    assert answer.json()["files"] == []


def test_a_jwt_signed_with_another_key_is_refused_in_oauths_own_shape(google: LocalGoogle) -> None:
    mine = google.credentials_info()
    other = google.credentials_info("lain@lokal.iam.gserviceaccount.com")
    now = int(dt.datetime.now(dt.UTC).timestamp())
    claims = {"iss": mine["client_email"], "aud": mine["token_uri"], "iat": now, "exp": now + 3600, "scope": "x"}
    forged = jwt.encode(RSASigner.from_service_account_info(other), claims).decode()
    answer = requests.post(mine["token_uri"], data={"grant_type": GRANT, "assertion": forged}, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"


def test_without_a_token_a_reading_is_403_and_a_writing_401(google: LocalGoogle) -> None:
    url = google.base_url + "/drive/v3/files"
    assert error_of(requests.get(url, timeout=30))[0] == 403
    code, message = error_of(requests.post(url, json={}, timeout=30))
    assert code == 401
    assert message.startswith("Request is missing required authentication credential.")


def test_an_unknown_and_an_expired_token_are_401(google: LocalGoogle, api: Api) -> None:
    url = google.base_url + "/drive/v3/files"
    unknown = requests.get(url, headers={"Authorization": "Bearer palsu"}, timeout=30)
    assert error_of(unknown)[1].startswith("Request had invalid authentication credentials.")
    assert api.call("GET", "/drive/v3/files").status_code == 200
    google.control.set_clock(offset=3700)
    assert api.call("GET", "/drive/v3/files").status_code == 401


def test_any_token_acts_as_the_owner_only_when_asked_to() -> None:
    with LocalGoogle(any_token=True) as google:
        answer = requests.get(
            google.base_url + "/drive/v3/files", headers={"Authorization": "Bearer apa-saja"}, timeout=30
        )
        assert answer.status_code == 200


def test_a_stranger_may_not_read_a_reader_may_not_write_a_writer_may(api: Api) -> None:
    book = api.new_book()
    other = api.as_("petugas@lokal.iam.gserviceaccount.com")
    path = f"/v4/spreadsheets/{book}/values/A1"
    assert error_of(other.call("GET", path)) == (403, "The caller does not have permission")
    api.share(book, "petugas@lokal.iam.gserviceaccount.com", "reader")
    assert other.call("GET", path).status_code == 200
    assert other.call("PUT", path, {"values": [[1]]}, valueInputOption="RAW").status_code == 403
    api.share(book, "petugas@lokal.iam.gserviceaccount.com", "writer")
    assert other.call("PUT", path, {"values": [[1]]}, valueInputOption="RAW").status_code == 200


def test_an_unknown_spreadsheet_is_not_found_in_googles_words(api: Api) -> None:
    assert error_of(api.call("GET", "/v4/spreadsheets/tidak-ada")) == (404, "Requested entity was not found.")

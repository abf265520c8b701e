"""A token opens what its scopes are for, a key what anybody may read, and a signed JWT gets what it asks for."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from google.auth import jwt
from google.auth.crypt import RSASigner

from local.google.methods import METHODS
from local.google.server import LocalGoogle
from local.wire.identity.grants import GRANT
from tests.google.conftest import Api, error_of
from tests.google.discovery import methods

AUTH = "https://www.googleapis.com/auth/"
DISCOVERED = sorted({one.method_id for one in METHODS if one.method_id in methods(one.api.name)})


def scoped(api: Api, *scopes: str) -> Api:
    """The same caller with a token of these scopes."""
    narrow = Api(api.google)
    token = api.google.control.token(scopes=[AUTH + scope for scope in scopes])
    narrow.http.headers["Authorization"] = f"Bearer {token}"
    return narrow


def keyed(api: Api, **headers: str) -> Api:
    """A caller without a token."""
    bare = Api(api.google)
    bare.http.headers = {**headers}
    return bare


@pytest.fixture
def book(api: Api) -> str:
    return api.new_book()


def test_a_token_that_may_only_read_does_not_write(api: Api, book: str) -> None:
    """Whole body as reported: without errors in it by curl (gist), googleworkspace/java-samples#110."""
    reader = scoped(api, "spreadsheets.readonly")
    assert reader.read(book, "A1") == []
    answer = reader.call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[1]]}, valueInputOption="RAW")
    assert answer.status_code == 403
    assert answer.json() == {
        "error": {
            "code": 403,
            "message": "Request had insufficient authentication scopes.",
            "status": "PERMISSION_DENIED",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                    "domain": "googleapis.com",
                    "metadata": {
                        "service": "sheets.googleapis.com",
                        "method": "google.apps.sheets.v4.SpreadsheetsService.UpdateValues",
                    },
                }
            ],
        }
    }
    assert answer.headers["WWW-Authenticate"] == (
        'Bearer realm="https://accounts.google.com/", error="insufficient_scope", '
        f'scope="{AUTH}drive {AUTH}drive.file {AUTH}spreadsheets"'
    )
    assert api.read(book, "A1") == []


def test_drive_says_it_in_its_older_shape_too(api: Api) -> None:
    """Reported: the error O7 of Google's directory API, and xing5/mcp-google-sheets#29 for Drive."""
    error = scoped(api, "spreadsheets").call("GET", "/drive/v3/files").json()["error"]
    assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")
    assert error["message"] == "Request had insufficient authentication scopes."
    assert error["errors"] == [
        {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
    ]
    assert error["details"][0]["metadata"] == {
        "service": "drive.googleapis.com",
        "method": "google.apps.drive.v3.DriveFiles.List",
    }


def test_cloud_storage_has_words_of_its_own(api: Api) -> None:
    """Reported with its whole body: googleapis/google-cloud-cpp#7334."""
    api.ok("POST", "/storage/v1/b", {"name": "ember-uji"}, project="lokal")
    reader = scoped(api, "devstorage.read_only")
    assert reader.call("GET", "/storage/v1/b/ember-uji/o").status_code == 200
    url = "/upload/storage/v1/b/ember-uji/o"
    assert reader.call("POST", url, {"a": 1}, uploadType="media", name="a").json() == {
        "error": {
            "code": 403,
            "message": "Provided scope(s) are not authorized",
            "errors": [{"message": "Provided scope(s) are not authorized", "domain": "global", "reason": "forbidden"}],
        }
    }
    assert scoped(api, "devstorage.read_write").call("POST", url, {}, uploadType="media", name="a").status_code == 200
    policy = scoped(api, "devstorage.read_write").call("GET", "/storage/v1/b/ember-uji/iam")
    assert error_of(policy) == (403, "Provided scope(s) are not authorized")


@pytest.mark.parametrize(
    ("scope", "path", "status"),
    [
        ("forms.responses.readonly", "/responses", 200),
        ("forms.responses.readonly", "", 403),
        ("forms.body.readonly", "", 200),
        ("forms.body.readonly", "/responses", 403),
        ("forms.body", "/watches", 200),
        ("drive.readonly", "", 200),
        ("drive.readonly", "/responses", 403),
        ("drive", "/responses", 200),
        ("spreadsheets", "", 403),
    ],
)
def test_a_form_is_read_with_the_scopes_that_its_document_names(api: Api, scope: str, path: str, status: int) -> None:
    form = api.new_form()
    assert scoped(api, scope).call("GET", f"/v1/forms/{form}{path}").status_code == status


@pytest.mark.parametrize("method_id", DISCOVERED)
def test_each_method_accepts_a_scope_of_its_own_document_and_refuses_a_strangers(api: Api, method_id: str) -> None:
    entry = next(entry for entry in METHODS if entry.method_id == method_id)
    path = entry.pattern.pattern.replace("/?", "").replace("\\", "")
    for group in entry.pattern.groupindex:
        start = path.index(f"(?P<{group}>")
        path = path[:start] + "1" + path[path.index(")", start) + 1 :]
    assert entry.pattern.fullmatch(path), path
    stranger = scoped(api, "calendar").call(entry.verb, path)
    words = {"storage": "Provided scope(s) are not authorized"}
    expected = words.get(entry.api.name, "Request had insufficient authentication scopes.")
    assert stranger.status_code == 403
    if entry.verb != "HEAD":
        assert error_of(stranger) == (403, expected)
    (accepted, *_) = methods(entry.api.name)[method_id]["scopes"]
    friend = scoped(api, accepted.removeprefix(AUTH)).call(entry.verb, path)
    assert expected not in friend.text


def test_the_scope_of_one_app_hides_files_that_others_made(api: Api, book: str) -> None:
    """Documented for drive.file; that Sheets then says 404 is reported by users of Google's picker."""
    other = api.as_("petugas@lokal.iam.gserviceaccount.com")
    api.share(book, "petugas@lokal.iam.gserviceaccount.com", "writer")
    token = api.google.control.token("petugas@lokal.iam.gserviceaccount.com", scopes=[AUTH + "drive.file"])
    app = Api(api.google)
    app.http.headers["Authorization"] = f"Bearer {token}"
    assert other.read(book, "A1") == []
    assert error_of(app.call("GET", f"/v4/spreadsheets/{book}")) == (404, "Requested entity was not found.")
    assert error_of(app.call("GET", f"/drive/v3/files/{book}")) == (404, f"File not found: {book}.")
    own = app.new_book()
    assert app.read(own, "A1") == []
    assert [file["id"] for file in app.ok("GET", "/drive/v3/files")["files"]] == [own]


# --- keys


@pytest.mark.parametrize("with_token", [True, False])
@pytest.mark.parametrize("in_header", [True, False])
def test_a_key_that_there_never_was_is_refused_whatever_else_is_sent(
    api: Api, book: str, with_token: bool, in_header: bool
) -> None:
    """Whole body as reported: bpk68/g-sheets-api#126; later ones have the text once more."""
    caller = api if with_token else keyed(api)
    if in_header:
        caller.http.headers["X-Goog-Api-Key"] = "AIzaTidakAda"
    query = {} if in_header else {"key": "AIzaTidakAda"}
    answer = caller.call("GET", f"/v4/spreadsheets/{book}/values/A1", **query)
    assert answer.json() == {
        "error": {
            "code": 400,
            "message": "API key not valid. Please pass a valid API key.",
            "status": "INVALID_ARGUMENT",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "API_KEY_INVALID",
                    "domain": "googleapis.com",
                    "metadata": {"service": "sheets.googleapis.com"},
                },
                {
                    "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
                    "locale": "en-US",
                    "message": "API key not valid. Please pass a valid API key.",
                },
            ],
        }
    }


def test_drive_refuses_a_wrong_key_in_its_older_shape(api: Api) -> None:
    error = keyed(api).call("GET", "/drive/v3/files", key="salah").json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    message = "API key not valid. Please pass a valid API key."
    assert error["errors"] == [{"message": message, "domain": "global", "reason": "badRequest"}]
    assert error["details"][0]["reason"] == "API_KEY_INVALID"


def test_a_key_reads_what_anybody_may_read_and_nothing_else(api: Api, book: str) -> None:
    """Documented: a key identifies a project, which is enough for public data."""
    bare, key = keyed(api), api.google.control.api_key()
    path = f"/v4/spreadsheets/{book}/values/A1"
    assert error_of(bare.call("GET", path, key=key)) == (403, "The caller does not have permission")
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    assert bare.call("GET", path, key=key).status_code == 200
    assert bare.call("GET", f"/drive/v3/files/{book}", key=key).status_code == 200
    assert error_of(bare.call("GET", path))[1].startswith("Method doesn't allow unregistered callers")
    assert api.call("GET", path, key=key).status_code == 200


def test_a_key_writes_nothing_though_anybody_might(api: Api, book: str) -> None:
    """Reported for YouTube and Calendar with their whole bodies; assumed alike for Sheets and Forms."""
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    bare, key = keyed(api), api.google.control.api_key()
    text = (
        "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials "
        "that assert a principal. See https://cloud.google.com/docs/authentication"
    )
    path = f"/v4/spreadsheets/{book}/values/A1"
    answer = bare.call("PUT", path, {"values": [[1]]}, valueInputOption="RAW", key=key)
    assert error_of(answer) == (401, text)
    assert answer.json()["error"]["details"][0]["reason"] == "CREDENTIALS_MISSING"
    assert error_of(bare.call("GET", f"/v1/forms/{api.new_form()}", key=key)) == (401, text)


def test_without_token_or_key_drive_names_the_call_that_lacks_them(api: Api) -> None:
    """Recorded by others for DriveAbout.Get; a wrong token likewise."""
    bare = keyed(api)
    error = bare.call("POST", "/drive/v3/files", {}).json()["error"]
    assert error["message"].startswith("Request is missing required authentication credential.")
    where = {"domain": "global", "locationType": "header", "location": "Authorization"}
    assert error["errors"] == [{"message": "Login Required.", "reason": "required", **where}]
    assert error["details"][0]["metadata"]["method"] == "google.apps.drive.v3.DriveFiles.Create"
    wrong = keyed(api, Authorization="Bearer salah").call("GET", "/drive/v3/files")
    assert wrong.json()["error"]["errors"] == [{"message": "Invalid Credentials", "reason": "authError", **where}]
    assert wrong.headers["WWW-Authenticate"] == 'Bearer realm="https://accounts.google.com/", error="invalid_token"'


# --- tokens


class Signer:
    """Signs assertions as a service account, with claims of the test's choice."""

    def __init__(self, google: LocalGoogle) -> None:
        self.info = google.credentials_info()
        self.google = google

    def ask(self, other: str | None = None, **changed: Any) -> requests.Response:
        now = int(dt.datetime.now(dt.UTC).timestamp())
        claims = {
            "iss": self.info["client_email"], "aud": self.info["token_uri"], "iat": now, "exp": now + 3600,
            "scope": AUTH + "drive", **changed,
        }  # fmt: skip
        signer = RSASigner.from_service_account_info(self.google.credentials_info(other))
        assertion = jwt.encode(signer, {name: value for name, value in claims.items() if value is not None}).decode()
        return self.post(assertion)

    def post(self, assertion: str, grant: str = GRANT) -> requests.Response:
        body = {"grant_type": grant, "assertion": assertion}
        return requests.post(self.info["token_uri"], data=body, timeout=30)


@pytest.fixture(scope="module")
def signer() -> Iterator[Signer]:
    with LocalGoogle() as google:
        yield Signer(google)


NOW = int(dt.datetime.now(dt.UTC).timestamp())
TIMES = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
    "values and use a clock with skew to account for clock differences between systems."
)
SCOPE = "Invalid OAuth scope or ID token audience provided."


@pytest.mark.parametrize(
    ("changed", "error", "text"),
    [
        ({"scope": None}, "invalid_scope", SCOPE),
        ({"scope": "  "}, "invalid_scope", SCOPE),
        ({"scope": "", "aud": "https://contoh.example"}, "invalid_scope", SCOPE),
        ({"aud": "https://contoh.example/token"}, "invalid_grant", "Invalid JWT: Failed audience check."),
        ({"iat": NOW - 7200, "exp": NOW - 3600}, "invalid_grant", TIMES),
        ({"iat": NOW, "exp": NOW + 7200}, "invalid_grant", TIMES),
        ({"iat": NOW + 3600, "exp": NOW + 7200}, "invalid_grant", TIMES),
        ({"iat": None}, "invalid_grant", "Invalid JWT: iat (issued at) is not set."),
        ({"iss": "tidak-ada@contoh.example"}, "invalid_grant", "Invalid grant: account not found"),
        ({"other": "lain@lokal.iam.gserviceaccount.com"}, "invalid_grant", "Invalid JWT Signature."),
    ],
)
def test_an_assertion_that_is_wrong_gets_no_token(
    signer: Signer, changed: dict[str, Any], error: str, text: str
) -> None:
    """Words and order as recorded by others from Google's endpoint; those of the times reported (yup-oauth2#76)."""
    answer = signer.ask(**changed)
    assert (answer.status_code, answer.json()) == (400, {"error": error, "error_description": text})


def test_what_is_no_assertion_or_another_grant_is_refused(signer: Signer) -> None:
    assert signer.post("bukan.jwt").json() == {"error": "invalid_request", "error_description": "Bad Request"}
    other = signer.post("x", "refresh_token").json()
    assert other == {"error": "unsupported_grant_type", "error_description": "Invalid grant_type: refresh_token"}


@pytest.mark.parametrize("scope", [AUTH + "tidak.ada", f"{AUTH}drive {AUTH}tidak.ada"])
def test_for_a_scope_that_is_none_of_googles_there_is_an_id_token_and_no_access_token(
    signer: Signer, scope: str
) -> None:
    """Recorded by others; so a misspelt scope is met where the token is used."""
    answer = signer.ask(scope=scope)
    assert answer.status_code == 200
    assert set(answer.json()) == {"id_token"}
    assert jwt.decode(answer.json()["id_token"], verify=False)["aud"] == scope


def test_the_token_of_an_assertion_has_its_scopes_and_no_others(signer: Signer) -> None:
    token = signer.ask(scope=f"{AUTH}spreadsheets {AUTH}pubsub").json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    base = signer.google.base_url
    assert requests.post(base + "/v4/spreadsheets", headers=headers, json={}, timeout=30).status_code == 200
    assert requests.get(base + "/drive/v3/files", headers=headers, timeout=30).status_code == 403


def test_an_audience_gets_an_id_token_for_it(signer: Signer) -> None:
    """Documented for service accounts that call Cloud Run."""
    answer = signer.ask(scope=None, target_audience="https://fungsi.contoh.example").json()
    claims = jwt.decode(answer["id_token"], verify=False)
    assert claims["aud"] == "https://fungsi.contoh.example"
    assert claims["email"] == signer.info["client_email"]

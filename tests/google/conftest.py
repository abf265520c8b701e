"""A stand-in for each test, watched by the discovery checker, and real clients that speak to it."""

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from local.google.server import LocalGoogle
from local.wire.control.client import send_here
from tests.google.discovery import DiscoveryChecker

SCOPES = ("https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/cloud-platform")
"""One that Drive, Sheets and Forms accept, and one for Cloud Storage."""


@pytest.fixture
def google() -> Iterator[LocalGoogle]:
    checker = DiscoveryChecker()
    with LocalGoogle() as running:
        running.observe(checker)
        yield running
    checker.assert_clean()


@pytest.fixture
def api(google: LocalGoogle) -> "Api":
    return Api(google)


@pytest.fixture
def client(google: LocalGoogle) -> gspread.Client:
    """An unmodified gspread client with a really signed token."""
    credentials = Credentials.from_service_account_info(
        google.credentials_info(), scopes=["https://www.googleapis.com/auth/drive"]
    )
    client = gspread.authorize(credentials)
    send_here(client.http_client.session, google.base_url)
    return client


def session_for(google: LocalGoogle, email: str | None = None) -> AuthorizedSession:
    credentials = Credentials.from_service_account_info(google.credentials_info(email), scopes=SCOPES)
    session = AuthorizedSession(credentials)
    send_here(session, google.base_url)
    return session


class Api:
    """Plain HTTP calls with a bearer token, for what no client library sends."""

    def __init__(self, google: LocalGoogle, email: str | None = None) -> None:
        self.google = google
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {google.control.token(email)}"

    def as_(self, email: str) -> "Api":
        return Api(self.google, email)

    def call(self, verb: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        return self.http.request(verb, self.google.base_url + path, json=body, params=query, timeout=30)

    def ok(self, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        answer = self.call(verb, path, body, **query)
        assert answer.status_code in (200, 204), answer.text
        return answer.json() if answer.content else None

    def new_book(self, **properties: Any) -> str:
        return self.ok("POST", "/v4/spreadsheets", {"properties": {"title": "Uji", **properties}})["spreadsheetId"]

    def batch(self, book: str, *batch: dict[str, Any]) -> requests.Response:
        return self.call("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": list(batch)})

    def write(self, book: str, cell: str, rows: list[list[Any]], option: str = "RAW") -> Any:
        return self.ok("PUT", f"/v4/spreadsheets/{book}/values/{cell}", {"values": rows}, valueInputOption=option)

    def read(self, book: str, cells: str, option: str = "UNFORMATTED_VALUE", **query: Any) -> list[list[Any]]:
        path = f"/v4/spreadsheets/{book}/values/{cells}"
        return self.ok("GET", path, valueRenderOption=option, **query).get("values", [])

    def share(self, file: str, email: str, role: str) -> None:
        self.ok("POST", f"/drive/v3/files/{file}/permissions", {"type": "user", "role": role, "emailAddress": email})

    def new_form(self, *items: dict[str, Any]) -> str:
        """A form with these items that everybody may answer."""
        form = self.ok("POST", "/v1/forms", {"info": {"title": "Formulir uji"}})["formId"]
        placed = [{"createItem": {"item": item, "location": {"index": i}}} for i, item in enumerate(items)]
        # Choices may only lead to sections that exist.
        sections = [one for one in placed if "pageBreakItem" in one["createItem"]["item"]]
        for place, one in enumerate(sections):
            one["createItem"]["location"] = {"index": place}
        batch = [*sections, *(one for one in placed if one not in sections)]
        if batch:
            self.ok("POST", f"/v1/forms/{form}:batchUpdate", {"requests": batch})
        self.publish(form)
        return form

    def publish(self, form: str, *, published: bool = True, accepting: bool = True) -> None:
        state = {"isPublished": published, "isAcceptingResponses": accepting}
        self.ok("POST", f"/v1/forms/{form}:setPublishSettings", {"publishSettings": {"publishState": state}})

    def page_of(self, form: str, name: str = "viewform") -> str:
        """The address of a form's page for respondents."""
        uri: str = self.ok("GET", f"/v1/forms/{form}")["responderUri"]
        return uri.replace("viewform", name)


def question(item_id: str, title: str, kind: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    """A form item with ids given by the caller: the question's is the item's plus 1."""
    question_id = f"{int(item_id, 16) + 1:08x}"
    return {
        "itemId": item_id,
        "title": title,
        "questionItem": {"question": {"questionId": question_id, "required": required, **kind}},
    }


SHORT = {"textQuestion": {}}


def choice(*values: str, kind: str = "RADIO", **goes: str) -> dict[str, Any]:
    """A choice question; `goes` maps values to the sections that they lead to."""
    options = [{"value": value, **({"goToSectionId": goes[value]} if value in goes else {})} for value in values]
    return {"choiceQuestion": {"type": kind, "options": options}}


def error_of(answer: requests.Response) -> tuple[int, str]:
    body = answer.json()["error"]
    assert body["code"] == answer.status_code
    return body["code"], body["message"]

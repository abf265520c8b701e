"""What counts as a poke, and what everything else is answered."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from sheets_schema.private import COMMITMENTS
from tests.city import City
from tests.commit.conftest import Poke

DATA = base64.b64encode(json.dumps({"eventType": "RESPONSES", "respons": "palsu-123"}).encode()).decode()
ENVELOPE = {
    "message": {"data": DATA, "messageId": "1", "attributes": {"formId": "formulir-lain"}},
    "subscription": "projects/contoh/subscriptions/contoh",
}


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"data": b" \n"},
        {"data": b"{}"},
        {"json": {}},
        {"json": ENVELOPE},
        {"data": json.dumps(ENVELOPE).encode(), "content_type": "text/plain"},
        {"json": {"message": {}}},
    ],
    ids=["empty", "blanks", "empty object", "empty json", "push", "push as text", "push without anything"],
)
def test_the_schedule_and_pubsub_make_a_drain(city: City, poke: Poke, request_: dict[str, Any]) -> None:
    city.submit()
    answer = poke(**request_)
    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["responses"], answer.json["lines"], answer.json["head"]) == (1, 1, 2)
    assert len(city.rows(COMMITMENTS)) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"data": b"halo"},
        {"data": b"\xff\xfe\x00"},
        {"data": b"["},
        {"data": b"[" * 200_000},
        {"data": b'{"message":' * 80_000},
        {"data": b'{"message":' + b"1" * 9000 + b"}"},
        {"json": []},
        {"json": "message"},
        {"json": 7},
        {"json": {"pesan": 1}},
        {"json": {"message": "teks"}},
        {"json": {"message": None}},
        {"data": {"message": "formulir web"}},
    ],
    ids=lambda request: str(request)[:40],
)
def test_anything_else_is_refused_with_the_reason_and_asks_nothing_of_google(
    city: City, poke: Poke, request_: dict[str, Any]
) -> None:
    city.control.reset_calls()
    answer = poke(**request_)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"].startswith("the body is neither empty nor")
    assert city.control.calls() == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(city: City, poke: Poke, method: str) -> None:
    city.control.reset_calls()
    assert poke(method).status_code == 405
    assert city.control.calls() == {}


def test_a_forged_poke_changes_nothing_and_nothing_of_it_is_repeated(
    city: City, poke: Poke, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = poke(json=ENVELOPE)
    assert answer.json is not None
    assert (answer.json["responses"], answer.json["entries"]) == (0, 0)
    said = answer.get_data(as_text=True) + capsys.readouterr().out
    assert "palsu-123" not in said
    assert "formulir-lain" not in said


def test_a_poke_twice_is_a_poke_once(city: City, poke: Poke) -> None:
    city.submit()
    poke()
    again = poke(json=ENVELOPE)
    assert again.json is not None
    assert (again.json["responses"], again.json["private_rows"], again.json["public_rows"]) == (0, 0, 0)


@pytest.mark.parametrize("path", ["/lain", "/drain/", "/.env"])
def test_nothing_answers_at_another_path(city: City, poke: Poke, path: str) -> None:
    city.control.reset_calls()
    answer = poke(path=path)
    assert (answer.status_code, answer.is_json) == (404, True)
    assert city.control.calls() == {}


def test_a_body_that_no_push_can_have_is_refused_unread(city: City, poke: Poke) -> None:
    answer = poke(data=b'{"message":{"data":"' + b"a" * 1_000_000 + b'"}}')
    assert answer.status_code == 413

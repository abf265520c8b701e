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


def test_a_forged_poke_changes_nothing_and_nothing_of_it_is_repeated(
    city: City, poke: Poke, capsys: pytest.CaptureFixture[str]
) -> None:
    poke()
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

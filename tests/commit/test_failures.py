"""What is answered and logged when something is wrong, and that the next call makes good."""

from __future__ import annotations

import re
from typing import Any

import pytest

from functions.commit import settings
from functions.core.events import LineDecided
from functions.ledger.drain import Ledger
from functions.ledger.ports import SettingsError
from sheets_schema.private import COMMITMENTS, TARGETS
from tests.city import City, answers
from tests.commit.conftest import Poke, lines_of, new_instance

Output = pytest.CaptureFixture[str]
SECRETS = ("0812", "Contoh Donatur", "Contoh Narahubung", "contoh01", "@", "Kebayoran")


def logged(capsys: Output) -> list[dict[str, Any]]:
    return lines_of(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("storage.objects.list", "unavailable"),
        ("storage.objects.insert", "unavailable"),
        ("forms.forms.responses.list", "unavailable"),
        ("sheets.spreadsheets.values.batchGet", "rate_limit"),
        ("sheets.spreadsheets.batchUpdate", "unavailable"),
    ],
)
def test_while_google_is_down_the_answer_is_503_and_afterwards_200(
    city: City, poke: Poke, capsys: Output, monkeypatch: pytest.MonkeyPatch, method: str, kind: str
) -> None:
    monkeypatch.setenv("KSBB_DRAIN_SECONDS", "1")
    poke()  # so that this second is not spent on what only a first drain needs
    capsys.readouterr()
    city.submit()
    city.control.add_fault(method, kind, times=50)
    down = poke()
    assert down.status_code == 503
    assert down.json is not None
    assert down.json["retry"] is True
    (line,) = logged(capsys)
    assert (line["severity"], line["message"]) == ("WARNING", "drain interrupted")
    assert line["error"].startswith(method)
    city.control.clear_faults()
    monkeypatch.setenv("KSBB_DRAIN_SECONDS", "30")
    assert new_instance()().status_code == 200
    assert [row["status"] for row in city.rows(COMMITMENTS)] == ["DITERIMA"]
    assert sum(isinstance(event, LineDecided) for entry in city.entries() for event in entry.events) == 1


def test_a_google_that_cannot_be_reached_is_503(
    poke: Poke, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_EMULATOR_HOST", "http://127.0.0.1:9")
    monkeypatch.setenv("KSBB_DRAIN_SECONDS", "1")
    answer = poke()
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["retry"] is True


def test_a_workbook_that_is_gone_is_told_as_something_that_waiting_does_not_mend(
    city: City, poke: Poke, capsys: Output
) -> None:
    url = f"https://www.googleapis.com/drive/v3/files/{city.place.private}"
    city.session.http.delete(url, timeout=10)
    answer = poke()
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["retry"] is False
    assert logged(capsys)[0]["severity"] == "ERROR"


def test_missing_settings_are_named_all_at_once(
    poke: Poke, environment: dict[str, str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KSBB_BUCKET", "KSBB_FORM", "KSBB_PUBLIC"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("KSBB_ENVIRONMENT", "")
    answer = poke()
    assert answer.status_code == 500
    assert answer.json == {"error": "not set: KSBB_ENVIRONMENT, KSBB_BUCKET, KSBB_FORM, KSBB_PUBLIC"}
    (line,) = logged(capsys)
    assert (line["severity"], line["error"]) == ("CRITICAL", answer.json["error"])


def test_settings_that_came_right_are_read_without_a_restart(
    city: City, poke: Poke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KSBB_FORM")
    assert poke().status_code == 500
    monkeypatch.setenv("KSBB_FORM", city.place.form)
    assert poke().status_code == 200


@pytest.mark.parametrize("text", ["", "lama", "-1", "0", "1e9", "nan"])
def test_a_time_budget_that_is_no_number_is_a_settings_error(environment: dict[str, str], text: str) -> None:
    with pytest.raises(SettingsError, match="KSBB_DRAIN_SECONDS"):
        settings.read(environment | {"KSBB_DRAIN_SECONDS": text})


@pytest.mark.parametrize("name", ["KSBB_ENVIRONMENT", "KSBB_FORM", "KSBB_PRIVATE", "KSBB_PUBLIC"])
def test_settings_that_differ_from_the_first_entry_refuse_to_decide(
    city: City, poke: Poke, capsys: Output, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    city.submit()
    monkeypatch.setenv(name, "tempat-lain")
    answer = poke()
    assert answer.status_code == 500
    assert answer.json is not None
    assert "belongs to other" in answer.json["error"]
    assert logged(capsys)[0]["severity"] == "CRITICAL"
    assert len(city.entries()) == 1


def test_a_missing_key_is_503_and_named(poke: Poke, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/tidak/ada.json")
    answer = poke()
    assert answer.status_code == 503
    assert answer.json == {"error": "google.auth.default: no answer no credentials", "retry": False}
    assert logged(capsys)[0]["severity"] == "ERROR"


def test_a_mistake_of_ours_is_logged_by_type_and_place_and_never_with_its_message(
    poke: Poke, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Budi 0812-3456-7890")

    monkeypatch.setattr(Ledger, "drain", broken)
    answer = poke()
    assert answer.status_code == 500
    written = capsys.readouterr()
    assert "0812" not in answer.get_data(as_text=True) + written.out + written.err
    (line,) = lines_of(written.out)
    assert (line["severity"], line["message"], line["error"]) == ("CRITICAL", "crashed", "ValueError")
    assert re.fullmatch(r"test_failures\.py:\d+ broken", line["at"][-1])


def test_a_drain_is_one_log_line_of_ids_and_counts(city: City, poke: Poke, capsys: Output) -> None:
    city.submit()
    city.submit(
        answers(name="Contoh Donatur 02", phone="0812-0000-0002", sembako="seratus"), email="dua@contoh.example"
    )
    answer = poke()
    out = capsys.readouterr().out
    (line,) = lines_of(out)
    assert (line["severity"], line["message"]) == ("INFO", "drained")
    assert {key: line[key] for key in ("head", "entries", "responses", "lines", "private_rows", "public_rows")} == {
        "head": 2,
        "entries": 1,
        "responses": 2,
        "lines": 2,
        "private_rows": 4,
        "public_rows": 2,
    }
    assert set(line["seconds"]) == {"read", "decide", "put", "show"}
    # How long a step took is a fraction of any digits, those of a phone among them.
    said = re.sub(r"\d+\.\d+", "", out + answer.get_data(as_text=True))
    assert [secret for secret in SECRETS if secret in said] == []


def test_what_staff_must_look_at_raises_the_severity(city: City, poke: Poke, capsys: Output) -> None:
    city.submit()
    poke()
    city.type_cell(TARGETS, 1, "code", "kod")
    poke()
    assert [line["severity"] for line in logged(capsys)] == ["INFO", "WARNING"]

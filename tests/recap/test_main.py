"""The function as the platform calls it, and what it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import functions_framework
import pytest

from functions.ledger.ports import SettingsError
from functions.recap import main, settings
from tests.recap.office import EVENING, TOPIC, Office

SOURCE = Path(main.__file__)
PLACE = dict.fromkeys(("KSBB_ENVIRONMENT", "KSBB_BUCKET", "KSBB_FORM", "KSBB_PRIVATE", "KSBB_PUBLIC"), "x")
ALL = PLACE | {"KSBB_OPEN_BUCKET": "y", "KSBB_TOPIC": TOPIC}


def variables(office: Office) -> dict[str, str]:
    place = office.place
    return {
        "KSBB_ENVIRONMENT": place.environment,
        "KSBB_BUCKET": place.bucket,
        "KSBB_FORM": place.form,
        "KSBB_PRIVATE": place.private,
        "KSBB_PUBLIC": place.public,
        "KSBB_OPEN_BUCKET": office.open_data.name,
        "KSBB_TOPIC": TOPIC,
        "GOOGLE_EMULATOR_HOST": office.local.base_url,
    }


@pytest.fixture
def client(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name, value in variables(office).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(office.local.key_file(tmp_path / "key.json")))
    app = functions_framework.create_app("recap", str(SOURCE), "http")
    monkeypatch.setattr(sys.modules["main"], "now", lambda: EVENING)  # as the framework names what it loads
    return app.test_client()


def test_a_post_recaps_and_answers_with_counts(client: Any, office: Office) -> None:
    office.submit()
    office.drain()
    answer = client.post("/")
    assert (answer.status_code, answer.json["recap"], answer.json["failed"]) == (200, "2020-04-24", [])
    assert office.frozen().figures.headline.rw == 1
    assert json.loads(office.files()["angka.json"])["per"] == "2020-04-24"


def test_anything_but_a_post_is_refused(client: Any) -> None:
    assert client.get("/").status_code == 405


def test_what_the_body_says_changes_nothing(client: Any, office: Office) -> None:
    assert client.post("/", json={"cutoff": "2019-01-01"}).status_code == 400
    assert client.post("/", json={"message": {"cutoff": "2019-01-01"}}).json["recap"] == "2020-04-24"
    assert [name for name in office.objects() if name.startswith("recap/")] == ["recap/2020-04-24.json"]


def test_settings_that_belong_to_another_journal_are_refused(
    client: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KSBB_ENVIRONMENT", "lain")
    answer = client.post("/")
    assert (answer.status_code, answer.json) == (
        500,
        {"error": "the journal belongs to other workbooks, another form or environment than the settings"},
    )


def test_when_google_cannot_be_read_the_schedule_is_told_to_try_again(
    client: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KSBB_RECAP_SECONDS", "1")
    office.control.add_fault("forms.forms.get", "unavailable", times=50)
    answer = client.post("/")
    office.control.clear_faults()
    assert (answer.status_code, answer.json["retry"]) == (503, True)


def test_every_missing_variable_is_named() -> None:
    with pytest.raises(SettingsError, match="KSBB_BUCKET, KSBB_PUBLIC"):
        settings.read({"KSBB_ENVIRONMENT": "x", "KSBB_FORM": "x", "KSBB_PRIVATE": "x"})
    with pytest.raises(SettingsError, match="not set: KSBB_OPEN_BUCKET, KSBB_TOPIC"):
        settings.read(PLACE)


def test_the_public_never_reads_the_journal_s_bucket() -> None:
    with pytest.raises(SettingsError, match="the journal's bucket"):
        settings.read(ALL | {"KSBB_OPEN_BUCKET": "x"})

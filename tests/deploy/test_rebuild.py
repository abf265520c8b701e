"""The operator's command that restores wrecked workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import rebuild
from local.google.server import LocalGoogle
from sheets_schema.private import COMMITMENTS
from tests.city import City


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[City]:
    with LocalGoogle() as local:
        made = City(local)
        there = {"GOOGLE_EMULATOR_HOST": local.base_url}
        there["GOOGLE_APPLICATION_CREDENTIALS"] = str(local.key_file(tmp_path / "key.json"))
        for name in ("environment", "bucket", "form", "private", "public"):
            there[f"KSBB_{name.upper()}"] = getattr(made.place, name)
        for name, value in there.items():
            monkeypatch.setenv(name, value)
        yield made


def test_the_command_restores_a_wrecked_cell_and_says_what_it_did(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    city.submit()
    city.drain()
    before = city.read(COMMITMENTS)
    city.type_cell(COMMITMENTS, 2, "phone", "rusak")
    assert city.read(COMMITMENTS) != before
    assert rebuild.main() == 0
    assert city.read(COMMITMENTS) == before
    assert "Restored 1 commitments" in capsys.readouterr().out


def test_the_command_names_a_missing_variable(
    city: City, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KSBB_FORM")
    assert rebuild.main() == 1
    assert "KSBB_FORM" in capsys.readouterr().err


def test_the_command_says_who_must_run_it(
    city: City, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = city.local.key_file(tmp_path / "lain.json", "petugas@contoh.example")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    assert rebuild.main() == 1
    assert "credentials of the owner of both workbooks" in capsys.readouterr().err


def test_the_command_names_the_account_that_it_is_told(
    city: City, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KSBB_ACCOUNT", "fungsi@contoh.example")
    assert rebuild.main() == 1
    assert "share the private workbook with fungsi@contoh.example as an editor" in capsys.readouterr().err

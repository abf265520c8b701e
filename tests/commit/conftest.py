"""A city, and the real function in front of it: functions-framework's own app, settings from the environment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import functions_framework
import pytest
from werkzeug.test import TestResponse

from local.google.server import LocalGoogle
from tests.city import City
from tests.google.discovery import DiscoveryChecker

SOURCE = Path(__file__).parents[2] / "functions" / "commit" / "main.py"
Poke = Callable[..., TestResponse]


@pytest.fixture(scope="session")
def first() -> Iterator[City]:
    """The city that all others are copies of."""
    checker = DiscoveryChecker()
    with LocalGoogle() as google:
        google.observe(checker)
        yield City(google)
    checker.assert_clean()


@pytest.fixture
def city(first: City) -> Iterator[City]:
    """A city with one RW of 100 poor households."""
    yield City(first.local, like=first)
    first.control.clear_faults()


@pytest.fixture
def environment(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What deployment sets, already set."""
    place = city.place
    found = {
        "KSBB_ENVIRONMENT": place.environment,
        "KSBB_BUCKET": place.bucket,
        "KSBB_FORM": place.form,
        "KSBB_PRIVATE": place.private,
        "KSBB_PUBLIC": place.public,
        "KSBB_DRAIN_SECONDS": "5",
        "GOOGLE_EMULATOR_HOST": city.local.base_url,
        "GOOGLE_APPLICATION_CREDENTIALS": str(city.local.key_file(tmp_path / "key.json")),
    }
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def poke(environment: dict[str, str]) -> Poke:
    """Call a new instance: without arguments an empty POST, as the schedule sends it."""
    return new_instance()


def new_instance() -> Poke:
    """An instance, which reads its settings at its first call."""
    client = functions_framework.create_app("commit", str(SOURCE), "http").test_client()

    def call(method: str = "POST", path: str = "/", **request: Any) -> TestResponse:
        return client.open(path, method=method, **request)

    return call


def lines_of(text: str) -> list[dict[str, Any]]:
    """Log lines; every line must be JSON."""
    return [json.loads(line) for line in text.splitlines()]

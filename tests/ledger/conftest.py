"""One stand-in a worker, watched by the discovery checker, and a new small city on it for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from local.google.server import LocalGoogle
from sheets_schema.private import Target
from tests.city import City, target
from tests.google.discovery import DiscoveryChecker


@pytest.fixture(scope="session")
def first() -> Iterator[City]:
    """The city that all others are copies of; nobody ever types into it."""
    checker = DiscoveryChecker()
    with LocalGoogle() as google:
        google.observe(checker)
        yield City(google)
    checker.assert_clean()


@pytest.fixture
def build(first: City) -> Iterator[Callable[[Sequence[Target]], City]]:
    """Makes a city with these targets. Every fault that a test queues must have been met at its end."""

    def make(targets: Sequence[Target]) -> City:
        return City(first.local, targets, like=first)

    yield make
    left = first.control.unused_faults()
    first.control.clear_faults()
    assert left == []


@pytest.fixture
def city(build: Callable[[Sequence[Target]], City]) -> City:
    """A city with one RW of 100 poor households."""
    return build((target(),))

"""One stand-in for all tests of a worker, and a new small city on it for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from local.google.server import LocalGoogle
from sheets_schema.private import Target
from tests.city import target
from tests.owned import OwnedCity
from tests.promises.office import rest


@pytest.fixture(scope="session")
def first() -> Iterator[OwnedCity]:
    """The city that all others are copies of; nobody ever types into it."""
    with LocalGoogle() as google:
        yield OwnedCity(google)


@pytest.fixture
def found_city(first: OwnedCity) -> Callable[[Sequence[Target]], OwnedCity]:
    """Makes a new city with these targets, at ten in the morning of its first day, without faults."""

    def make(targets: Sequence[Target]) -> OwnedCity:
        first.control.clear_faults()
        made = OwnedCity(first.local, targets, like=first)
        first.control.set_clock(now=made.clock.isoformat())
        rest(made)
        return made

    return make


@pytest.fixture
def city(found_city: Callable[[Sequence[Target]], OwnedCity]) -> OwnedCity:
    """A city with one RW of 100 poor households."""
    return found_city((target(),))

"""One stand-in for all tests of a worker, and a new small city on it for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from local.google.server import LocalGoogle
from sheets_schema.private import Target
from tests.city import City, target
from tests.promises.office import rest


@pytest.fixture(scope="session")
def first() -> Iterator[City]:
    """The city that all others are copies of; nobody ever types into it."""
    with LocalGoogle() as google:
        yield City(google)


@pytest.fixture
def found_city(first: City) -> Callable[[Sequence[Target]], City]:
    """Makes a new city with these targets, at ten in the morning of its first day, without faults."""

    def make(targets: Sequence[Target]) -> City:
        first.control.clear_faults()
        made = City(first.local, targets, like=first)
        first.control.set_clock(now=made.clock.isoformat())
        rest(made)
        return made

    return make


@pytest.fixture
def city(found_city: Callable[[Sequence[Target]], City]) -> City:
    """A city with one RW of 100 poor households."""
    return found_city((target(),))

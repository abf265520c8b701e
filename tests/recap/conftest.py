"""One stand-in for all tests of a worker, and a new small office on it for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from local.google.server import LocalGoogle
from sheets_schema.private import Target
from tests.city import target
from tests.recap.office import EVENING, Office


@pytest.fixture(scope="session")
def first() -> Iterator[Office]:
    """The office that all others are copies of; nobody ever types into it."""
    with LocalGoogle() as google:
        yield Office(google)


@pytest.fixture
def found_office(first: Office) -> Callable[[Sequence[Target]], Office]:
    """Makes a new office with these targets, without faults, on the evening of the first day."""

    def make(targets: Sequence[Target]) -> Office:
        first.control.clear_faults()
        first.control.set_clock(now=EVENING.isoformat())
        return Office(first.local, targets, like=first)

    return make


@pytest.fixture
def office(found_office: Callable[[Sequence[Target]], Office]) -> Office:
    """An office with one RW of 100 poor households."""
    return found_office((target(),))

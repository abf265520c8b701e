from __future__ import annotations

import copy

import pytest

from local.demo.oracle import Material
from local.demo.scenario import Scenario, first_week
from tests.demo.played import Played, material


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return first_week()


@pytest.fixture(scope="session")
def played(scenario: Scenario) -> Played:
    return Played(scenario)


@pytest.fixture(scope="session")
def _faultless(played: Played) -> Material:
    return material(played)


@pytest.fixture
def export(_faultless: Material) -> Material:
    """An export of a faultless week, for this test to spoil."""
    return copy.deepcopy(_faultless)

"""Each step at which an instance can end, and each fault of each API method, one by one: all of it heals."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.core.book import StaffRequest
from functions.gapi.errors import GoogleError
from sheets_schema.private import COMMITMENTS
from sheets_schema.terms import Action
from tests.city import City, answers
from tests.promises.between import STEPS, Death, between, die
from tests.promises.faults import FAULTS, PUT, RESPONSE
from tests.promises.office import Said, check, later, rest, settle, tried


def _busy(city: City) -> Said:
    """One line decided and shown, a request typed for it, one decided but not yet shown, and one that waits."""
    said = Said()
    city.submit()
    city.drain()
    _decided_only(city, answers(sembako="20", phone="0812-0000-0002"), "contoh02@contoh.example")
    city.request(1, Action.ARRIVED, 4)
    said.sign(1, StaffRequest(Action.ARRIVED, 4, None, "", "Contoh Petugas"))
    city.submit(answers(sembako="95", phone="0812-0000-0003"), email="contoh03@contoh.example")
    return said


def _decided_only(city: City, said: dict[str, list[str]], email: str) -> None:
    """A submission whose decision is in the journal and nowhere else: the instance ended before it could show it."""
    city.submit(said, email=email)
    google = between(city.google(), {"before private write": die, "before public write": die})
    with pytest.raises(Death):
        city.ledger().drain(google, city.clock)


def _far_back(city: City, method: str) -> None:
    """For the method that gets one response: a row to repair whose response is too old to be listed."""
    if method == RESPONSE:
        later(city, dt.timedelta(days=2))
        _decided_only(city, answers(phone="0812-0000-0004", date="2020-04-28"), "contoh04@contoh.example")
        city.type_cell(COMMITMENTS, 2, "version", 1)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_an_instance_that_ends_at_any_step_loses_and_doubles_nothing(city: City, step: str, when: str) -> None:
    said = _busy(city)
    warm = city.ledger()
    with pytest.raises(Death):
        warm.drain(between(city.google(), {f"{when} {step}": die}), city.clock)
    settle(city, [warm])
    assert len(check(city, said).lines) == 3


@pytest.mark.parametrize(
    ("method", "kind", "ending"),
    [(*case, "503") for case in FAULTS] + [(*case, "close") for case in FAULTS if case[1] == "lost_answer"],
)
def test_a_fault_of_any_method_is_lived_through_by_trying_again(
    city: City, method: str, kind: str, ending: str
) -> None:
    said = _busy(city)
    _far_back(city, method)
    city.control.add_fault(method, kind, answer=ending, seconds=0.01 if kind == "latency" else 0)
    report = tried(city.ledger(), city)
    assert city.control.unused_faults() == []
    assert not isinstance(report, GoogleError)
    settle(city)
    assert len(check(city, said).lines) == 3 + (method == RESPONSE)


def _lasting(method: str, kind: str) -> bool:
    """Whether a drain can only give up: not on slowness, and not on a put that was made, because it is read back."""
    return kind not in ("latency", "invisible_response") and (method, kind) != (PUT, "lost_answer")


@pytest.mark.parametrize(("method", "kind"), [case for case in FAULTS if _lasting(*case)])
def test_a_fault_that_outlasts_the_time_budget_is_left_to_the_next_drain(city: City, method: str, kind: str) -> None:
    said = _busy(city)
    _far_back(city, method)
    city.control.add_fault(method, kind, times=40)
    assert isinstance(tried(city.ledger(), city), GoogleError)
    assert len(city.control.faults()["used"]) > 0
    rest(city)
    settle(city)
    assert len(check(city, said).lines) == 3 + (method == RESPONSE)

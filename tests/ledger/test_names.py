"""Names beside codes: those of a code of which nobody knows what it stands for are not shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from functions.ledger import showing
from sheets_schema import public
from sheets_schema.private import COMMITMENTS, TARGETS, Target
from tests.city import City, answers, target

Build = Callable[[Sequence[Target]], City]


def exchanged_city(build: Build) -> City:
    """Two RW whose codes were exchanged after each got a commitment, and a commitment since."""
    city = build((target("RW-A", rw=5), target("RW-B", rw=6)))
    for code in ("RW-A", "RW-B"):
        city.submit(answers(target=f"Contoh [{code}]"), email=f"{code.lower()}@contoh.example")
    city.drain()
    retype(city, "RW-B", "RW-A")
    city.submit(answers(target="Contoh [RW-A]", name="Contoh Donatur 03"), email="tiga@contoh.example")
    city.drain()
    return city


def retype(city: City, *codes: str) -> None:
    for k, code in enumerate(codes, start=2):
        city.type_cell(TARGETS, k, "code", code)


def places(city: City) -> set[str]:
    """What the third commitment's place is called in both workbooks."""
    return {
        str(city.rows(tab)[2].get("tujuan")) for tab in (COMMITMENTS, public.COMMITMENTS) if len(city.rows(tab)) > 2
    }


def test_a_code_whose_row_seems_another_s_lends_no_name_to_a_commitment(build: Build) -> None:
    assert not any("RW 06" in place for place in places(exchanged_city(build)))


def test_the_control_that_believes_the_tab_names_the_other_place(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "believed", lambda _, book: book)
    assert any("RW 06" in place for place in places(exchanged_city(build)))

"""A tab that decisions rest on collapses at the cut-off: the public keeps what it had, no wrong figure is frozen."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.ledger import collapse
from sheets_schema import private, public
from tests.city import target
from tests.promises.wrecks import emptied
from tests.recap.office import EVENING, Office

TYPED = [target(f"RW-{c}", rw=n) for n, c in enumerate("ABCDE", start=1)]


@pytest.fixture
def published(office: Office) -> Office:
    """Five targets, one commitment, shown to the public before the day's cut-off."""
    office.type_rows(private.TARGETS, TYPED)
    office.submit()
    office.drain()
    office.recap(EVENING - dt.timedelta(hours=1))
    assert len(office.rows(public.TARGETS)) == len(TYPED)
    return office


def import_fails(office: Office) -> None:
    """All of Sasaran is a formula that failed."""
    emptied(office, private.TARGETS)
    office.type_cell(private.TARGETS, 2, "code", "#REF! (Import Range internal error.)")


def test_a_failed_import_at_the_cut_off_empties_no_public_tab_and_freezes_no_figure(published: Office) -> None:
    kept = (public.TARGETS, public.AVAILABILITY, public.COMMITMENTS)
    before = [published.rows(tab) for tab in kept]
    import_fails(published)
    report = published.recap()
    assert [published.rows(tab) for tab in kept] == before
    assert before[-1][0]["sasaran"] == "RW 01 Kebayoran Lama Utara"
    assert b"RW 01 Kebayoran Lama Utara" in published.files()["komitmen.csv"]
    figures = published.frozen().figures
    assert (figures.rw_in_need, figures.fills, figures.waiting) == (None, None, None)
    assert any("cannot be read" in alert for alert in report.alerts)
    assert any("dianggap tidak terbaca" in row["masalah"] for row in published.rows(private.PROBLEMS))


def test_without_the_rule_the_public_is_emptied(published: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collapse, "_fell", lambda *_: False)
    import_fails(published)
    published.recap()
    assert published.rows(public.TARGETS) == []

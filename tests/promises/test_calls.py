"""The Sheets API allows 60 reads and 60 writes a minute: what a drain costs does not grow with what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from functions.ledger.drain import Ledger
from functions.ledger.ports import Report
from sheets_schema.private import COMMITMENTS, Target
from tests.city import City, answers, target
from tests.ledger.staffhands import move_column
from tests.promises.office import settle

READ, WRITE = "sheets.spreadsheets.values.batchGet", "sheets.spreadsheets.batchUpdate"
LARGE = 1000
_SIGNED = {"stringValue": "Contoh Petugas"}


def _counted(city: City, ledger: Ledger) -> tuple[Report, int, int]:
    """A drain's report, and the reads and writes of the Sheets API that it made."""
    city.control.reset_calls()
    report = city.drain(ledger, seconds=100)
    calls = city.control.calls()
    others = {m for m in calls if m.startswith("sheets.")} - {READ, WRITE}
    assert not others, f"other calls of the Sheets API: {others}"
    return report, calls.get(READ, 0), calls.get(WRITE, 0)


def _submit(city: City, number: int, kinds: int) -> None:
    """Responses of one or three kinds each, from as many donors."""
    more = {"siap_saji": "4", "hari": "2", "lebaran": "3"} if kinds == 3 else {}
    for i in range(number):
        said = answers(name=f"Contoh Donatur {i}", phone=f"0812-0000-{i:04}", sembako="2", **more)
        city.submit(said, email=f"contoh{i}@contoh.example", announce=False)


@pytest.mark.parametrize(
    ("number", "kinds", "warm"),
    [(1, 1, False), (1, 1, True), (1, 3, False), (1, 3, True), (LARGE, 1, True), (LARGE, 3, False)],
)
def test_a_drain_reads_twice_and_writes_twice_however_much_waits(
    found_city: Callable[[Sequence[Target]], City], number: int, kinds: int, warm: bool
) -> None:
    city = found_city((target(poor=5000),))
    ledger = city.ledger()
    if warm:
        _, reads, writes = _counted(city, ledger)
        # Names beside the codes in staff's tabs.
        assert (reads, writes) == (2, 1)
    _submit(city, number, kinds)
    report, reads, writes = _counted(city, ledger)
    assert (report.responses, report.lines, report.conflicts) == (number, number * kinds, 0)
    assert report.entries == pytest.approx(number * (kinds + 1) / 500, abs=1)
    assert reads == 2
    assert writes <= 2 * report.entries
    if number == 1:
        assert writes == 2
    settle(city, [ledger])
    for instance in (ledger, city.ledger()):
        report, reads, writes = _counted(city, instance)
        assert (report.entries, reads, writes) == (0, 2, 0)


def test_two_hundred_staff_requests_cost_no_more_than_one(found_city: Callable[[Sequence[Target]], City]) -> None:
    city = found_city((target(poor=5000),))
    _submit(city, 200, 1)
    settle(city)
    for key, cell in (("action", {"stringValue": "tersalur"}), ("amount", {"numberValue": 1}), ("staff", _SIGNED)):
        start = {"sheetId": COMMITMENTS.sheet_id, "rowIndex": 1, "columnIndex": COMMITMENTS.position(key)}
        rows = [{"values": [{"userEnteredValue": cell}]}] * 200
        update = {"start": start, "rows": rows, "fields": "userEnteredValue"}
        city.book(COMMITMENTS).write([{"updateCells": update}])
    report, reads, writes = _counted(city, city.ledger())
    assert (report.requests, report.entries, reads, writes) == (200, 1, 2, 2)


def test_a_first_response_of_a_new_day_costs_a_warm_instance_no_more(city: City) -> None:
    """What lies beyond the listing's overlap is not read again, and shown rows need no response."""
    ledger = city.ledger()
    city.submit()
    city.drain(ledger)
    city.submit(answers(phone="0812-0000-0002", date="2020-04-27"), create_time="2020-04-27T03:00:00Z")
    report, reads, writes = _counted(city, ledger)
    assert (report.responses, reads, writes) == (1, 2, 2)
    assert city.control.calls()["forms.forms.responses.list"] == 1
    assert "forms.forms.responses.get" not in city.control.calls()


def test_where_columns_stand_elsewhere_only_the_first_drain_reads_once_more(city: City) -> None:
    """From then on Komitmen is read whole in the same call as everything else."""
    city.submit()
    city.drain()
    move_column(city, COMMITMENTS, "staff", 0)
    ledger = city.ledger()
    assert [_counted(city, ledger)[1:] for _ in range(2)] == [(3, 0), (2, 0)]
    _submit(city, 3, 1)
    assert _counted(city, ledger)[1:] == (2, 2)

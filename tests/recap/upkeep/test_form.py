"""What keeps the ledger running: audit, undecided responses, spare rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from functions.core.redaction.texts import HIDDEN_NAME
from functions.gapi.sheets import Workbook
from functions.ledger.journal import JournalError
from sheets_schema import private, public
from sheets_schema.private import Target
from tests.city import answers, target
from tests.ledger.staffhands import sort
from tests.recap.office import EVENING, FILES, Office

DAY = dt.timedelta(days=1)
MAKE = Callable[[Sequence[Target]], Office]


# The audit


def test_a_row_of_komitmen_that_was_changed_is_named_and_put_right(office: Office) -> None:
    for n in range(3):
        office.submit(answers(sembako=str(10 + n)))
    office.drain()
    before = office.read(private.COMMITMENTS)
    office.type_cell(private.COMMITMENTS, 3, "approved", 99)
    office.type_cell(private.COMMITMENTS, 4, "phone", "0899-9999-9999")
    report = office.recap()
    assert report.private_rows == [2, 3]
    assert report.alerts == ["2 rows of Komitmen differed from the journal"]
    assert office.read(private.COMMITMENTS) == before
    assert office.recap().private_rows == []


def test_what_staff_typed_in_their_own_columns_is_neither_named_nor_touched(office: Office) -> None:
    office.submit()
    office.drain()
    office.type_cell(private.COMMITMENTS, 2, "staff_reason", "contoh")
    assert office.recap().private_rows == []
    assert office.rows(private.COMMITMENTS)[0]["alasan petugas"] == "contoh"


def test_the_contact_of_an_edited_answer_stays_as_it_was_decided(office: Office) -> None:
    response = office.submit()
    office.drain()
    office.control.edit_response(response, answers(phone="0812-0000-0009"))
    office.drain()
    assert office.recap().private_rows == []
    assert office.rows(private.COMMITMENTS)[0]["telepon"] == "0812-0000-0001"


def test_another_column_s_text_is_found_also_in_what_an_edited_answer_s_row_keeps(office: Office) -> None:
    response = office.submit()
    office.drain()
    office.control.edit_response(response, answers(sembako="7"))
    office.drain()
    before = office.read(private.COMMITMENTS)
    office.type_cell(private.COMMITMENTS, 2, "contact", response)
    assert office.recap().private_rows == [1]
    assert office.read(private.COMMITMENTS) == before


def test_rows_that_no_drain_has_shown_yet_are_counted_and_not_blamed(office: Office) -> None:
    office.submit()
    office.drain()
    office.type_cell(private.COMMITMENTS, 2, "version", None)
    report = office.recap()
    assert (report.private_rows, report.rows_behind) == ([], 1)


def test_a_row_that_shows_an_entry_the_journal_lost_stops_everything(office: Office) -> None:
    office.submit()
    office.drain()
    office.type_cell(private.COMMITMENTS, 2, "version", 9)
    with pytest.raises(JournalError, match="a sheet shows entry 9, the journal ends at 2"):
        office.recap()


def test_rows_out_of_order_are_an_alert_and_left_alone(office: Office) -> None:
    office.submit()
    office.submit()
    office.drain()
    sort(office, private.COMMITMENTS, "number", descending=True)
    before = office.read(private.COMMITMENTS)
    assert office.recap().alerts == ["rows of Komitmen are out of order; run rebuild"]
    assert office.read(private.COMMITMENTS) == before


# Responses


def test_a_response_that_waits_longer_than_half_an_hour_is_an_alert(office: Office) -> None:
    office.submit()
    office.drain()
    late = office.submit(create_time=(EVENING - dt.timedelta(minutes=31)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    office.submit(create_time=(EVENING - dt.timedelta(minutes=29)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    report = office.recap()
    assert report.undecided == [late]
    assert report.alerts == ["responses wait undecided for more than 30 minutes; is commit running?"]


def test_a_deleted_response_of_a_running_commitment_is_an_alert_that_names_nobody(office: Office) -> None:
    ids = (office.submit(answers(phone=f"0812-0000-000{i}", sembako=f"{i + 1}")) for i in range(4))
    deleted, done, kept, also_kept = ids
    office.drain()
    office.request(2, "batalkan")
    office.drain()
    for response in (deleted, done):
        office.control.delete_response(response)
    (alert,) = (alert for alert in office.recap().alerts if "gone from the form" in alert)
    assert alert.startswith("1 responses of running commitments")
    assert not any(response in alert for response in (deleted, done, kept, also_kept))
    shown = [row["donatur"] for row in office.rows(public.COMMITMENTS)]
    assert shown == [HIDDEN_NAME, HIDDEN_NAME, "Contoh Donatur 01", "Contoh Donatur 01"]
    assert office.rows(private.COMMITMENTS)[0]["telepon"] == "0812-0000-0000"


def test_a_response_that_was_decided_while_the_form_was_read_is_not_missed(office: Office) -> None:
    just_now = office.submit(create_time=(EVENING - dt.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    office.drain()
    office.control.delete_response(just_now)
    assert not any("gone from the form" in alert for alert in office.recap().alerts)


# Rows


def test_every_tab_keeps_as_many_free_rows_as_it_began_with(office: Office) -> None:
    office.type_cell(private.COORDINATORS, 480, "code", "PJ-1")
    office.recap()
    for book, tabs in ((office.place.private, private.TABS), (office.place.public, public.TABS)):
        about = Workbook(office.session, book).describe({"fields": "sheets(properties(sheetId,gridProperties))"})
        size = {s["properties"]["sheetId"]: s["properties"]["gridProperties"]["rowCount"] for s in about["sheets"]}
        for tab in tabs:
            assert size[tab.sheet_id] - len(office.read(tab)) >= tab.spare_rows, tab.title


# All together


@pytest.mark.parametrize(
    ("method", "failed"),
    [
        ("forms.forms.watches.list", "watch"),
        ("forms.forms.batchUpdate", "form"),
        ("sheets.spreadsheets.batchUpdate", "private"),
    ],
)
def test_a_step_that_fails_is_named_and_stops_no_other(office: Office, method: str, failed: str) -> None:
    office.submit()
    office.drain()
    office.type_rows(private.TARGETS, [target("RW-B", rw=6)], first=3)
    office.control.add_fault(method, "unavailable", times=60)
    report = office.recap(seconds=1)
    office.control.clear_faults()
    assert failed in report.failed
    assert set(report.failed) <= {failed, "public"}
    assert report.files == FILES
    again = office.recap()
    assert again.failed == []
    assert office.recap().public_rows == {}

"""After a recap the public workbook is what the declaration and the fold say, cell by cell, whatever was done to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from functions.core.submission import Response
from functions.gapi.sheets import Workbook
from functions.ledger.desk import DeskReader
from functions.ledger.views import public_commitment
from functions.recap.figures.rooms import availability
from functions.recap.public.rooms import availability_rows, left_in_words, left_now
from functions.recap.public.tabs import guide_rows, kind_rows, period_rows
from functions.recap.run import Recap
from sheets_schema import private, public
from sheets_schema.cells import render
from sheets_schema.column import Row, Tab
from sheets_schema.form import PLEDGE, prefilled
from sheets_schema.private import Cash, Target
from sheets_schema.terms import TargetType, YesNo
from tests.city import CITY, PLACES, REGION, answers, target
from tests.recap.office import EVENING, TOPIC, Office

MORE = target(
    "PA-1", type=TargetType.ORPHANAGE, rw=None, name="Contoh Panti 01", address="Jalan Contoh 5", people=40, head="-x"
)
Cells = list[list[Any]]


def _after_a_day(office: Office) -> Office:
    """Commitments of every fate, cash, and the first recap."""
    office.submit()
    office.submit(answers(name="Contoh Donatur 02", phone="0812-0000-0002", sembako="30"), email="b@contoh.example")
    office.submit(answers(phone="-"))
    office.drain()
    office.request(2, "batalkan")
    office.type_rows(
        private.CASH,
        [
            Cash(donor="Contoh", shown_name="Contoh Dermawan", consent=YesNo.YES, aggregator="ACT", rupiah=7, date=DAY),
            Cash(donor="Contoh 2", shown_name="Contoh 2", consent=YesNo.NO, aggregator="ACT", rupiah=9, date=DAY),
        ],
    )
    office.drain()
    office.recap()
    return office


@pytest.fixture
def busy(found_office: Callable[[Sequence[Target]], Office]) -> Office:
    """An office after a day."""
    return _after_a_day(found_office((target(), MORE)))


@pytest.fixture(scope="module")
def shared(first: Office) -> Office:
    """An office after a day, for deeds that the next recap undoes."""
    return _after_a_day(Office(first.local, (target(), MORE), like=first))


DAY = dt.date(2020, 4, 24)


def stands(office: Office) -> dict[str, Cells]:
    """Every tab of the public workbook as it stands, trailing blanks cut."""
    book = Workbook(office.session, office.place.public)
    sheets = book.describe({"fields": "sheets(properties(title))"})["sheets"]
    titles = [sheet["properties"]["title"] for sheet in sheets]
    found = book.read([f"'{title}'" for title in titles], formulas=True)
    return {title: trimmed(part.rows) for title, part in zip(titles, found, strict=True)}


def trimmed(rows: Sequence[Sequence[Any]]) -> Cells:
    cut = [list(row) for row in rows]
    for row in cut:
        while row and row[-1] in ("", None):
            row.pop()
    while cut and not cut[-1]:
        cut.pop()
    return cut


def declared(tab: Tab[Any], rows: Sequence[Row]) -> Cells:
    """A tab as the declaration says that rows are shown."""
    body = [
        [next(iter(render(c, getattr(row, c.key)).get("userEnteredValue", {"": ""}).values())) for c in tab.columns]
        for row in rows
    ]
    return trimmed([[column.label for column in tab.columns], *body])


def expected(office: Office) -> dict[str, Cells]:
    """What the public workbook must hold, put together from the fold and the staff's tabs."""
    ledger, google = office.ledger(), office.google()
    ledger.catch_up(google)
    state = ledger.state
    told = {r.id: Response(r.id, r.created, r.submitted, r.answers, r.email) for r in google.form.responses()}
    uri = google.form.describe()["responderUri"]
    book = DeskReader().read(google.private).book
    rooms = availability(state, book, EVENING.date())
    left = left_now(rooms, book, EVENING.date())
    commitments = [public_commitment(state, line, told[line.response], {}, book) for line in state.lines.values()]
    return {
        "Sasaran": declared(
            public.TARGETS,
            [_institution(uri, left_in_words(left["PA-1"], book)), _rw(uri, left_in_words(left["RW-A"], book))],
        ),
        "Ketersediaan": declared(public.AVAILABILITY, availability_rows(rooms, book, EVENING.date())),
        "Komitmen": declared(public.COMMITMENTS, commitments),
        "Rekap": trimmed(office.read(private.FIGURES)),
        "Periode": declared(public.PERIODS, period_rows(book.periods)),
        "Jenis Bantuan": declared(public.AID_KINDS, kind_rows(book.kinds.values())),
        "Dana": declared(
            public.CASH,
            [
                public.PublicCash(shown_name="Contoh Dermawan", aggregator="ACT", rupiah=7, date=DAY),
                public.PublicCash(shown_name="Donatur (nama tidak ditampilkan)", aggregator="ACT", rupiah=9, date=DAY),
            ],
        ),
        "Panduan": declared(public.GUIDE, guide_rows(f"https://storage.googleapis.com/{office.open_data.name}/")),
    }


_PLACE = {
    "city": CITY,
    "district": "Kebayoran Lama",
    "village": "Kebayoran Lama Utara",
    "region": PLACES.by_choice[REGION].code,
}


def _link(uri: str, label: str) -> str:
    return prefilled(uri, {"city": CITY, f"target {CITY}": label})


def _rw(uri: str, left: str | None) -> Row:
    give = _link(uri, "RW 05 Kebayoran Lama Utara [RW-A]")
    name = "RW 05 Kebayoran Lama Utara"
    return public.PublicTarget(
        code="RW-A", place=name, type=TargetType.RW, rw=5, poor_households=100, left=left, give=give, **_PLACE
    )


def _institution(uri: str, left: str | None) -> Row:
    return public.PublicTarget(
        code="PA-1",
        type=TargetType.ORPHANAGE,
        place="Contoh Panti 01",
        left=left,
        address="Jalan Contoh 5",
        people=40,
        poor_households=100,
        head="x",
        give=_link(uri, "Contoh Panti 01 [PA-1]"),
        **_PLACE,
    )


def normal(found: dict[str, Cells]) -> dict[str, Cells]:
    """Institutions and RW in the order that the workbook has them."""
    head, *rows = found["Sasaran"]
    return {**found, "Sasaran": [head, *sorted(rows)]}


def test_the_public_workbook_equals_the_declaration_and_the_fold(shared: Office) -> None:
    assert normal(stands(shared)) == normal(expected(shared))


def test_a_second_recap_finds_nothing_to_repair_and_writes_nothing(shared: Office) -> None:
    shared.control.reset_calls()
    report = shared.recap()
    assert (report.public_rows, report.public_shapes, report.private_rows, report.failed) == ({}, [], [], [])
    assert "sheets.spreadsheets.batchUpdate" not in shared.control.calls()


def test_the_guide_names_files_that_are_there(shared: Office) -> None:
    address = f"https://storage.googleapis.com/{shared.open_data.name}/"
    texts = [str(row[1]) for row in stands(shared)["Panduan"]]
    named = {text.rpartition(address)[2] for text in texts if address in text}
    assert named >= {"siaran-pers.txt", "grafik-isi-kuota.svg", "dana.csv", "datapackage.json", public.BLANK_LETTER}
    assert named - {public.BLANK_LETTER} <= set(shared.files())


def at(tab: Tab[Any], row: int, column: int) -> dict[str, int]:
    return {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": column}


def write(tab: Tab[Any], row: int, column: int, kind: str, value: Any) -> dict[str, Any]:
    cell = {"values": [{"userEnteredValue": {kind: value}}]}
    return {"updateCells": {"start": at(tab, row, column), "rows": [cell], "fields": "userEnteredValue"}}


def rename(tab: Tab[Any], title: str) -> dict[str, Any]:
    about = {"properties": {"sheetId": tab.sheet_id, "title": title}, "fields": "title"}
    return {"updateSheetProperties": about}


def _dimension(kind: str, tab: Tab[Any], dimension: str, start: int, end: int) -> dict[str, Any]:
    where = {"sheetId": tab.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {kind: {"range": where}}


C, T, A = public.COMMITMENTS, public.TARGETS, public.AVAILABILITY
VANDALS: dict[str, list[dict[str, Any]]] = {
    "a number changed": [write(C, 1, 7, "numberValue", 9999)],
    "a number became a text": [write(C, 1, 7, "stringValue", "10")],
    "a formula that shows the right value": [write(C, 1, 7, "formulaValue", "=5+5")],
    "a tick for a one": [write(C, 1, 0, "boolValue", True)],
    "a name over a row without status": [write(C, 3, 2, "stringValue", "Contoh Donatur 03")],
    "cells beyond the last row": [write(C, 40, 3, "stringValue", "x")],
    "a row below the table": [write(public.CASH, 9, 0, "stringValue", "x")],
    "header renamed": [write(T, 0, 0, "stringValue", "KODE")],
    "rows sorted": [
        {
            "sortRange": {
                "range": {"sheetId": C.sheet_id, "startRowIndex": 1, "endRowIndex": 4},
                "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}],
            }
        }
    ],
    "row deleted": [_dimension("deleteDimension", C, "ROWS", 1, 2)],
    "all spare rows deleted": [_dimension("deleteDimension", C, "ROWS", 2, 1001)],
    "row inserted": [_dimension("insertDimension", A, "ROWS", 1, 3)],
    "column deleted": [_dimension("deleteDimension", C, "COLUMNS", 3, 4)],
    "column inserted": [_dimension("insertDimension", T, "COLUMNS", 1, 2), write(T, 3, 1, "stringValue", "x")],
    "column appended": [
        {"appendDimension": {"sheetId": T.sheet_id, "dimension": "COLUMNS", "length": 2}},
        write(T, 0, len(T.columns) + 1, "stringValue", "telepon"),
        write(T, 2, len(T.columns) + 1, "stringValue", "0812-0000-0001"),
    ],
    "cells merged": [{"mergeCells": {"range": {"sheetId": C.sheet_id, "endRowIndex": 3}, "mergeType": "MERGE_ALL"}}],
    "tab added": [{"addSheet": {"properties": {"title": "Iklan"}}}],
    "tab renamed": [rename(T, "Daftar")],
    "tab deleted": [{"deleteSheet": {"sheetId": C.sheet_id}}],
    "two tabs changed names": [rename(T, "x"), rename(A, "Sasaran"), rename(T, "Ketersediaan")],
    "tab deleted and another in its name": [
        {"deleteSheet": {"sheetId": A.sheet_id}},
        {"addSheet": {"properties": {"title": "Ketersediaan"}}},
    ],
    "tab hidden": [
        {"updateSheetProperties": {"properties": {"sheetId": T.sheet_id, "hidden": True}, "fields": "hidden"}}
    ],
    "everything cleared": [
        {"updateCells": {"range": {"sheetId": tab.sheet_id}, "fields": "userEnteredValue"}} for tab in public.TABS
    ],
    "all tabs deleted": [
        {"addSheet": {"properties": {"title": "Kosong"}}},
        *({"deleteSheet": {"sheetId": tab.sheet_id}} for tab in public.TABS),
    ],
}


@pytest.mark.parametrize("deed", VANDALS)
def test_whatever_is_done_to_the_public_workbook_the_next_recap_puts_it_right(shared: Office, deed: str) -> None:
    before, work = stands(shared), Recap(shared.ledger(), TOPIC)
    Workbook(shared.session, shared.place.public).write(VANDALS[deed])
    if deed != "tab hidden":
        assert repr(stands(shared)) != repr(before) or deed == "all spare rows deleted"
    report = shared.recap(work=work)
    assert repr(stands(shared)) == repr(before)
    assert report.failed == []
    shared.control.reset_calls()
    shared.recap(work=work)
    assert "sheets.spreadsheets.batchUpdate" not in shared.control.calls()


def _hide(tab: Tab[Any], dimension: str, start: int, end: int, *, hidden: bool = True) -> dict[str, Any]:
    where = {"sheetId": tab.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    body = {"range": where, "properties": {"hiddenByUser": hidden}, "fields": "hiddenByUser"}
    return {"updateDimensionProperties": body}


def hidden(office: Office) -> dict[str, tuple[list[int], list[int]]]:
    """The rows and columns that the public cannot see, by tab."""
    fields = "sheets(properties(title),data(rowMetadata(hiddenByUser),columnMetadata(hiddenByUser)))"
    found = {}
    for sheet in Workbook(office.session, office.place.public).describe({"fields": fields})["sheets"]:
        (part,) = sheet["data"]
        kinds = (part["rowMetadata"], part["columnMetadata"])
        rows, columns = ([i for i, one in enumerate(kind) if one.get("hiddenByUser")] for kind in kinds)
        found[sheet["properties"]["title"]] = (rows, columns)
    return found


@pytest.mark.parametrize(
    "deeds",
    [
        [_hide(T, "ROWS", 1, 2), _hide(C, "ROWS", 2, 40)],
        [_hide(T, "COLUMNS", 3, 9), _hide(C, "COLUMNS", 1, 2, hidden=False)],
        [_hide(C, "COLUMNS", 4, 6), _dimension("deleteDimension", C, "COLUMNS", 0, 1)],
    ],
    ids=["rows", "columns", "columns, and one deleted"],
)
def test_nothing_is_hidden_from_the_public(shared: Office, deeds: list[dict[str, Any]]) -> None:
    before, work = stands(shared), Recap(shared.ledger(), TOPIC)
    looks = {tab.title: ([], [i for i, c in enumerate(tab.columns) if c.hidden]) for tab in public.TABS}
    assert hidden(shared) == looks
    Workbook(shared.session, shared.place.public).write(deeds)
    assert hidden(shared) != looks
    assert shared.recap(work=work).public_shapes
    assert (hidden(shared), stands(shared)) == (looks, before)
    assert shared.recap(work=work).public_shapes == []


class Broken(Workbook):
    """A workbook that meets a mistake of ours."""

    def describe(self, params: Any) -> Any:
        raise LookupError("Contoh Donatur 01")


@pytest.mark.parametrize("kind", [Workbook, Broken])
def test_a_public_workbook_that_cannot_be_put_right_holds_nothing_else_up(
    office: Office, kind: type[Workbook], capsys: pytest.CaptureFixture[str]
) -> None:
    office.submit()
    office.drain()
    google = replace(office.google(), public=kind(office.session, "tidak-ada"))
    report = Recap(office.ledger(), TOPIC).run(google, office.open_data, EVENING)
    assert (report.failed, report.watch, office.frozen().figures.headline.rw) == (["public"], "created", 1)
    assert report.files
    said = capsys.readouterr().out
    assert '"severity"' in said
    assert "Contoh Donatur" not in said


def test_a_tab_that_cannot_be_read_leaves_what_the_public_reads_as_it_is(busy: Office) -> None:
    before = stands(busy)
    busy.type_cell(private.CASH, 1, "rupiah", "Jumlah (Rp)")
    busy.type_cell(private.TARGETS, 1, "code", "KODE SASARAN")
    report = busy.recap()
    assert stands(busy) == before
    assert report.alerts == ["a tab that quotas rest on cannot be read; figures about room are left out"]


def test_a_name_whose_consent_was_taken_back_in_the_form_is_taken_back_everywhere(busy: Office) -> None:
    response = _responses(busy)[0]
    busy.control.edit_response(response, answers(pledge=[PLEDGE]))
    busy.drain()
    busy.recap(EVENING + dt.timedelta(days=1))
    assert stands(busy)["Komitmen"][1][public.COMMITMENTS.position("shown_name")] == "Donatur (nama tidak ditampilkan)"
    assert not any(b"Contoh Donatur 01" in content for content in busy.files().values())


def _responses(office: Office) -> list[str]:
    return [str(row[private.COMMITMENTS.position("response")]) for row in office.read(private.COMMITMENTS)[1:]]


def test_private_rekap_and_ketersediaan_are_put_right_too(busy: Office) -> None:
    before = {tab.title: busy.read(tab) for tab in (private.FIGURES, private.AVAILABILITY)}
    busy.type_cell(private.FIGURES, 3, "value", 12345)
    busy.type_cell(private.AVAILABILITY, 2, "left", "banyak")
    busy.type_cell(private.AVAILABILITY, 90, "target", "x")
    busy.recap()
    assert {tab.title: busy.read(tab) for tab in (private.FIGURES, private.AVAILABILITY)} == before

"""What staff slip into any cell of their tabs reaches nobody: a phone in each column of each tab, and in a setting.

Looked for in everything that is made of those rows: public workbook, form, links, open data, journal and all other
objects, recaps, reports.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pytest

from functions.ledger import desk
from sheets_schema import private, public
from sheets_schema.cells import NUMBER_KINDS
from sheets_schema.column import Audience, Column, Kind, Tab
from sheets_schema.form import SELF_DELIVERED, VIA, quantity_question, question_id
from sheets_schema.private import STAFF_TABS
from sheets_schema.reading import column_letter
from sheets_schema.terms import TargetType
from tests.city import REGION, City, answers, target
from tests.promises.canaries import Aviary, leaks
from tests.recap.office import EVENING, Office

DAY = 43945
"""24 April 2020, as a sheet counts."""

SOUND: Mapping[Tab[Any], Mapping[str, str | int]] = {
    private.TARGETS: {"type": "panti asuhan", "region": REGION, "people": 500, "status": "aktif", "latitude": -6,
                      "longitude": 106},
    private.COORDINATORS: {"name": "Contoh PJ", "phone": "0812-0000-0001"},
    private.QUOTAS: {"target": "RW-Z", "kind": "sembako", "quota": 5, "reason": "contoh"},
    private.AID_KINDS: {"program": "pangan", "name": "Contoh bantuan", "unit": "paket", "basis": "kk rentan",
                        "factor": 1, "factor_people": 1, "frequency": "periode", "status": "aktif"},
    private.PERIODS: {"start": DAY + 100, "end": DAY + 101, "commit_by": DAY + 100, "deliver_by": DAY + 101,
                      "season": "ramadan-2020", "status": "tutup"},
    private.PROGRAMMES: {"name": "Contoh program", "active": "ya"},
    private.CASH: {"donor": "Contoh", "consent": "ya", "aggregator": "ACT", "rupiah": 5, "date": DAY},
    private.SETTINGS: {"note": "contoh"},
}  # fmt: skip
"""What else stands in a row so that it can be used; its key comes with the row."""


@dataclass(frozen=True)
class Planted:
    """One cell with a canary: in which row, under which key that row can be asked for."""

    tab: Tab[Any]
    column: Column
    row: int
    code: str

    @property
    def cell(self) -> tuple[str, str]:
        return self.tab.title, f"{column_letter(self.tab.position(self.column.key))}{self.row}"

    @property
    def is_held_back(self) -> bool:
        """Whether staff must be told of it: the column is public, or its text is repeated as a code."""
        text = self.column.kind in {Kind.TEXT, Kind.REFERENCE} and self.column.audience is Audience.PUBLIC
        return text or (self.column.kind is Kind.CODE and self.column.required)


def _planted(city: City, birds: Aviary) -> list[Planted]:
    return [one for tab in STAFF_TABS for one in _in_tab(city, tab, birds)]


def _in_tab(city: City, tab: Tab[Any], birds: Aviary) -> list[Planted]:
    """In each column once, in a row that is sound but for it; all typed at once, which is quicker."""
    first = len(city.read(tab)) + 1
    found, rows = [], []
    for row, column in enumerate(tab.columns, start=first):
        code = f"X-{row}"
        cells = dict(SOUND[tab]) | ({tab.keyed_by: code} if tab.keyed_by else {})
        slip = birds.phone()
        # Bare where the cell is a number or a code, else among words.
        bare = column.key == tab.keyed_by or column.kind in NUMBER_KINDS
        cells[column.key] = slip.replace("-", "") if bare else f"Contoh {slip}"
        rows.append({"values": [_typed(cells.get(c.key)) for c in tab.columns]})
        found.append(Planted(tab, column, row, code))
    start = {"sheetId": tab.sheet_id, "rowIndex": first - 1, "columnIndex": 0}
    city.book(tab).write([{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}])
    return found


def _typed(value: str | int | None) -> dict[str, Any]:
    if value is None:
        return {}
    return {"userEnteredValue": {"stringValue" if isinstance(value, str) else "numberValue": value}}


def _add_aggregator(city: City, birds: Aviary) -> str:
    """One more name in the list of aggregators, with a phone; the others stay."""
    rows = city.read(private.SETTINGS)
    row = next(i for i, cells in enumerate(rows, start=1) if cells[0] == "agregator")
    name = f"Contoh Agregator {birds.phone()}"
    city.type_cell(private.SETTINGS, row, "value", f"{rows[row - 1][1]}; {name}")
    return name


def _pledges(city: City, planted: list[Planted], aggregator: str) -> None:
    """Somebody gives to each of these targets, and something of each of these kinds, by that aggregator too."""
    for one in planted:
        if one.tab is private.TARGETS:
            city.submit(answers(target=f"Contoh [{one.code}]", sembako="1"))
        elif one.tab is private.AID_KINDS:
            city.submit(answers(sembako="") | {question_id(quantity_question(one.code)): ["1"]})
    for channel in (aggregator, "ACT"):
        city.submit(answers(channel=VIA + channel))


@pytest.fixture
def office(first: City) -> Office:
    return _office(first)


def _office(first: City) -> Office:
    first.control.clear_faults()
    first.control.set_clock(now=EVENING.isoformat())
    return Office(first.local, (target(poor=1000),), like=first)


def _lived(office: Office, birds: Aviary) -> tuple[list[Planted], dict[str, Any]]:
    """A day on which everything is planted, pledged and recapped; and everything that others come to see."""
    planted = _planted(office, birds)
    _pledges(office, planted, _add_aggregator(office, birds))
    reports = [office.drain(), office.recap(), office.drain()]
    dump = office.control.dump()
    places = {
        "public workbook": dump["workbooks"][office.place.public],
        "form": office.google().form.describe(),
        "open data": office.files(),
        "objects": office.objects(),
        "reports": [json.dumps(asdict(report), default=str) for report in reports],
    }
    return planted, places


@dataclass(frozen=True)
class Lived:
    """What tests only look at."""

    office: Office
    birds: Aviary
    planted: list[Planted]
    places: dict[str, Any]

    def codes(self, tab: Tab[Any]) -> dict[str, str]:
        """Column with the canary -> the code of its row."""
        return {one.column.key: one.code for one in self.planted if one.tab is tab}


@pytest.fixture(scope="module")
def lived(first: City) -> Lived:
    birds, office = Aviary(), _office(first)
    return Lived(office, birds, *_lived(office, birds))


def test_a_phone_in_any_cell_that_staff_type_is_nowhere_but_there_and_they_are_told(lived: Lived) -> None:
    assert len(lived.planted) > 60
    assert leaks(lived.birds.made, lived.places) == []
    told = {(row["tab"], row["sel"]) for row in lived.office.rows(private.PROBLEMS) if row.get("tab")}
    assert [one.cell for one in lived.planted if one.is_held_back and one.cell not in told] == []


def test_what_is_held_back_can_be_given_to_and_asked_for_all_the_same(lived: Lived) -> None:
    office, form = lived.office, json.dumps(lived.places["form"])
    targets, kinds = lived.codes(private.TARGETS), lived.codes(private.AID_KINDS)
    promised = office.rows(public.COMMITMENTS)
    assert {targets[key] for key in ("name", "address", "head")} <= {row.get("kode sasaran") for row in promised}
    assert {kinds[key] for key in ("name", "unit", "terms", "content", "called")} <= {
        row.get("kode jenis") for row in promised
    }
    shown = {row["kode sasaran"]: row for row in office.rows(public.TARGETS)}
    assert shown[targets["name"]]["sasaran"] == shown[targets["head"]]["nama ketua"] == "(ditinjau petugas)"
    assert "%28ditinjau+petugas%29+%5BX-" in shown[targets["name"]]["Beri Bantuan"]
    assert f"(ditinjau petugas) [{targets['name']}]" in form
    assert f"{kinds['name']}: jumlah paket" in form
    assert 'Contoh bantuan: jumlah"' in form


def test_an_aggregator_with_a_phone_is_not_offered_and_who_chose_it_waits_for_staff(office: Office) -> None:
    name = _add_aggregator(office, Aviary())
    office.submit(answers(channel=VIA + name))
    office.submit(answers(channel=SELF_DELIVERED, phone="0812-0000-0002", sembako="20"))
    office.drain()
    office.recap()
    first, second = (row["status"] for row in office.rows(private.COMMITMENTS))
    assert (first, second) == ("TINJAU", "DITERIMA")
    offered = json.dumps(office.google().form.describe())
    assert VIA + "ACT" in offered
    assert "Contoh Agregator" not in offered


def test_without_the_one_place_a_phone_would_be_in_the_form_the_journal_and_every_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control."""
    monkeypatch.setattr(desk, "sifted", lambda _, reading: reading)
    birds = Aviary()
    _, places = _lived(office, birds)
    found = leaks(birds.made, places)
    assert {leak.partition("' in ")[2] for leak in found} == {"public workbook", "form", "open data", "objects"}
    assert len(found) > 20


def test_a_name_that_a_cash_donor_does_not_let_be_shown_is_in_no_row(office: Office) -> None:
    cash = private.Cash(donor="Contoh", shown_name="Contoh Kenanga", consent="tidak", aggregator="ACT", rupiah=5,
                        date=EVENING.date())  # fmt: skip
    office.type_rows(private.CASH, [cash])
    office.drain()
    office.recap()
    (row,) = office.rows(public.CASH)
    assert row["donatur"] == "Donatur (nama tidak ditampilkan)"
    assert not [p for p in office.rows(private.PROBLEMS) if p.get("tab") == "Dana"]


APPROVED = {
    "Perum Bulog": "Perum Bulog",
    "Karang Taruna RW 05": "Karang Taruna RW 05",
    "善": "善",
    "Contoh 3M": "'Contoh 3M",
    "@america": "Pusat Kebudayaan @america",
    "'Aisyiyah RW 05": "'Aisyiyah Kebayoran",
}
"""What donors called themselves, and what staff approve."""

SLIPS = ("O8I2-OOOO-OOO1", "3174 0101 0190 1001", "bit.ly/abcd", "\u202e1000-0000-2180", "٠٨١٢٠٠٠٠٠٠١")


def test_staff_can_show_each_sound_name_that_was_held_back_and_no_slip(office: Office) -> None:
    names = [*APPROVED, *(f"Contoh {k}/A" for k in range(len(SLIPS))), "'Aisyiyah DKI Jakarta"]
    for k, name in enumerate(names):
        office.submit(answers(name=name, phone=f"0812-0000-00{k:02}"), email=f"contoh{k:02}@contoh.example")
    office.drain()
    shown = [row["donatur"] for row in office.rows(public.COMMITMENTS)]
    assert shown == ["nama ditinjau"] * (len(names) - 1) + ["'Aisyiyah DKI Jakarta"]
    for row, text in enumerate([*APPROVED.values(), *SLIPS], start=2):
        office.type_cell(private.DONORS, row, "approved_name", text)
    office.drain()
    office.recap()
    shown = [row["donatur"] for row in office.rows(public.COMMITMENTS)]
    assert shown == [*APPROVED.values(), *["nama ditinjau"] * len(SLIPS), "'Aisyiyah DKI Jakarta"]
    (told,) = [row for row in office.rows(private.PROBLEMS) if row.get("tab") == "Donatur"]
    first = 2 + len(APPROVED)
    assert told["sel"] == f"D{first}"
    assert told["masalah"].startswith(f"{len(SLIPS)} baris: {first}, {first + 1}, {first + 2} dan ")
    table = office.files()["komitmen.csv"].decode()
    assert [name for name in APPROVED.values() if f'"{name}"' not in table] == []


SOUND_NAMES = ("Perum Bulog", "Karang Taruna RW 05", "Komunitas Jalan Sehat", "'Aisyiyah DKI Jakarta", "Wa Ode Contoh",
         "Ibu Nik Contoh")  # fmt: skip


@pytest.mark.parametrize("name", SOUND_NAMES)
def test_what_staff_type_into_a_public_cell_needs_nobody_else_to_approve_it(office: Office, name: str) -> None:
    home = target("PA-1", poor=0, type=TargetType.ORPHANAGE, people=30, rw=None, name=name, head=name)
    office.type_rows(private.TARGETS, [home], first=2)
    cash = private.Cash(donor="Contoh", shown_name=name, consent="ya", aggregator="ACT", rupiah=5, date=EVENING.date())
    office.type_rows(private.CASH, [cash])
    office.drain()
    office.recap()
    (target_row,), (cash_row,) = office.rows(public.TARGETS), office.rows(public.CASH)
    assert (target_row["sasaran"], target_row["nama ketua"], cash_row["donatur"]) == (name, name, name)
    assert office.rows(private.PROBLEMS) == []


FORMULAS = (
    "Contoh;=cmd|' /C calc'!A0",
    "=1+1",
    "Contoh\t=1",
    "Contoh, =1+1",
    "'=1+1",
    'Contoh;"=1',
    "＝1+1",
    "@SUM(1)",
)


def test_no_file_holds_a_formula_with_whatever_separator_it_is_opened(office: Office) -> None:
    for k, name in enumerate(FORMULAS):
        office.submit(answers(name=f"Contoh {k}/A", phone=f"0812-0000-00{k:02}"), email=f"contoh{k:02}@contoh.example")
        office.type_rows(private.TARGETS, [target(f"RW-{k}", rw=10 + k, head=name)], first=3 + k)
    office.drain()
    for row, name in enumerate(FORMULAS, start=2):
        office.type_cell(private.DONORS, row, "approved_name", name)
    office.drain()
    office.recap()
    tables = {name: data.decode() for name, data in office.files().items() if name.endswith(".csv")}
    assert "Contoh;cmd|" in tables["komitmen.csv"]
    assert "Contoh;cmd|" in tables["sasaran.csv"]
    for text in tables.values():
        for separator in ",;\t":
            cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
            assert [cell for cell in cells if cell.lstrip(" '\"").startswith(("=", "+", "@", "＝"))] == []

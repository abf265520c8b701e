"""Contacts and names that are nobody else's business, planted wherever people can type, and looked for everywhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import functions_framework
import pytest

from functions.gapi.session import Effect
from functions.gapi.sheets import Workbook
from functions.ledger.journal import name_of
from sheets_schema import form, private, public
from sheets_schema.column import Audience, Column, Owner, Tab
from sheets_schema.form import question_id
from sheets_schema.private import COMMITMENTS, DONORS, STAFF_TABS, Target
from tests.city import NOW, City, answers, target
from tests.promises.canaries import Aviary, Canary, leaks
from tests.promises.office import later

SOURCE = Path(__file__).parents[2] / "functions" / "commit" / "main.py"
_EDITED = ("name", "phone", "pledge")
CLEAN_NAME = "Contoh Warung Kenanga"


def _submissions(city: City, birds: Aviary) -> list[str]:
    """In every field of the form at least one canary, in sound submissions and in odd ones; the responses' ids."""
    no = [form.PLEDGE]
    contacts = {"contact": birds.name, "phone": birds.phone}
    kinds: list[dict[str, Any]] = [
        {"name": birds.name(), "pledge": no},
        {"name": birds.name(), "pledge": no, "siap_saji": "5", "hari": "2", "lebaran": "500"},
        {"name": f"Contoh Toko {birds.phone()}"},
        {"name": f"Contoh Toko {birds.nik()}"},
        {"name": f"Contoh Toko, {birds.address()}"},
        {"name": f"Contoh Toko {birds.email()}"},
        {"name": f"=HYPERLINK({birds.email()})"},
        {"name": birds.name(), "pledge": no, "group": birds.name()},
        {"name": birds.name(), "pledge": no, "channel": birds.name()},
        {"name": birds.name(), "pledge": no, "city": birds.name()},
        {"name": birds.name(), "pledge": no, "target": f"RW 09 {birds.name()} [{birds.name()}]"},
        {"name": birds.name(), "pledge": no, "target": birds.address()},
        {"name": birds.name(), "pledge": no, "sembako": birds.phone()},
        {"name": birds.name(), "pledge": no, "siap_saji": birds.nik(), "hari": birds.phone()},
        {"name": birds.name(), "pledge": no, "date": birds.phone()},
        {"name": birds.name(), "pledge": no, "if_short": birds.name()},
        {"name": birds.name(), "pledge": [birds.name(), birds.email()]},
    ]
    ids = [
        city.submit(answers(**{key: make() for key, make in contacts.items()} | said), email=birds.email())
        for said in kinds
    ]
    unknown = answers(name=birds.name(), pledge=no, contact=birds.name(), phone=birds.phone())
    city.submit(unknown | {question_id("quantity lama"): [birds.phone()]}, email=birds.email())
    city.submit(answers(phone=birds.phone(), contact=birds.name()), email=f"bukan surel {birds.phone()}")
    clean = {"name": CLEAN_NAME, "contact": birds.name()}
    return [*ids, *(city.submit(answers(**clean, phone=birds.phone()), email=birds.email()) for _ in range(2))]


def _secret(column: Column) -> bool:
    return column.owner is Owner.STAFF and column.audience is not Audience.PUBLIC


def _staff_rows(city: City, birds: Aviary) -> None:
    """In every staff column that is not declared public, in rows that can be used and in rows that cannot."""
    for tab in STAFF_TABS:
        first = len(city.read(tab)) + 1
        for column in tab.columns:
            if _secret(column):
                _type_around(city, tab, first, column, birds.for_column(column))
                first += 1
    city.type_rows(
        private.COORDINATORS,
        [private.Coordinator(code="PJ-1", name=birds.name(), phone=birds.phone(), email=birds.email())],
        len(city.read(private.COORDINATORS)) + 1,
    )
    cash = private.Cash(
        donor=birds.name(), shown_name="Hamba Allah", consent="tidak", aggregator="ACT", rupiah=5, date=NOW.date(),
        proof=birds.nik(), note=birds.phone(),
    )  # fmt: skip
    city.type_rows(private.CASH, [cash], len(city.read(private.CASH)) + 1)


def _type_around(city: City, tab: Tab[Any], row: int, column: Column, canary: str) -> None:
    """A row with its key and, in one column, the canary."""
    if tab.keyed_by and column.key != tab.keyed_by:
        city.type_cell(tab, row, tab.keyed_by, f"BARU-{row}")
    city.type_cell(tab, row, column.key, canary)


def _requests(city: City, birds: Aviary) -> None:
    """In the request cells: reason and signature of requests that are done, refused, and unreadable."""
    for n, (action, amount) in enumerate([("tersalur", 4), ("selesai", None), ("tersalur", birds.phone())], start=1):
        cells = {"action": action, "amount": amount, "staff_reason": birds.phone(), "staff": birds.name()}
        for key, value in cells.items():
            city.type_cell(COMMITMENTS, n + 1, key, value)
    city.type_cell(COMMITMENTS, 5, "action", birds.name())
    city.type_cell(COMMITMENTS, 5, "new_date", birds.phone())
    city.type_cell(COMMITMENTS, 5, "staff", birds.name())
    city.type_cell(DONORS, 2, "same_as", birds.name())
    for row, slip in ((2, birds.phone()), (3, birds.email()), (4, birds.nik())):
        city.type_cell(DONORS, row, "approved_name", f"Contoh {slip}")


class Function:
    """The commit function as deployed, behind its HTTP server's test client; everything it answers is kept."""

    def __init__(self, city: City, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        place = city.place
        env = {
            "KSBB_ENVIRONMENT": place.environment,
            "KSBB_BUCKET": place.bucket,
            "KSBB_FORM": place.form,
            "KSBB_PRIVATE": place.private,
            "KSBB_PUBLIC": place.public,
            "KSBB_DRAIN_SECONDS": "8",
            "GOOGLE_EMULATOR_HOST": city.local.base_url,
            "GOOGLE_APPLICATION_CREDENTIALS": str(city.local.key_file(keys)),
        }
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        self._client = functions_framework.create_app("commit", str(SOURCE), "http").test_client()
        self.answers: list[Any] = []

    def __call__(self, body: Any = None, method: str = "POST") -> int:
        answer = self._client.open("/", method=method, json=body) if body else self._client.open("/", method=method)
        self.answers.append({"status": answer.status_code, "headers": str(answer.headers), "body": answer.data})
        return int(answer.status_code)


@pytest.fixture
def city(found_city: Callable[[Sequence[Target]], City]) -> City:
    """With room for everybody."""
    return found_city((target(poor=1000),))


@pytest.fixture
def poke(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Function:
    return Function(city, tmp_path / "key.json", monkeypatch)


def _places(city: City, poke: Function, logs: Any, log_records: str) -> dict[str, Any]:
    """Everything that others than staff, the donor and the coordinator may come to see."""
    cells = "data(rowData(values(note,hyperlink,formattedValue,userEnteredValue,dataValidation)))"
    fields = f"properties,namedRanges,sheets(properties,protectedRanges,filterViews,{cells})"
    whole = f"https://sheets.googleapis.com/v4/spreadsheets/{city.place.public}?includeGridData=true&fields={fields}"
    about = f"https://www.googleapis.com/drive/v3/files/{city.place.public}?fields=*"
    return {
        "public workbook": city.control.dump()["workbooks"][city.place.public],
        "public workbook, notes and metadata": city.session.request("get", "GET", whole, Effect.READ).json(),
        "public file": city.session.request("get", "GET", about, Effect.READ).json(),
        "objects": city.objects(),
        "answers": poke.answers,
        "output": [logs.out, logs.err],
        "log records": log_records,
    }


def test_no_contact_and_no_name_without_consent_leaves_the_private_side(
    city: City, poke: Function, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Through sound, odd and broken rows, staff requests, faults, edits, and answers that are errors."""
    caplog.set_level("DEBUG", "functions")
    birds = Aviary()
    ids = _submissions(city, birds)
    assert poke() == 200
    _staff_rows(city, birds)
    _requests(city, birds)
    assert poke({"message": {"data": birds.phone()}}) == 200
    later(city, dt.timedelta(seconds=5))
    hidden, *_, consent_taken_back = ids
    changed = answers(name=birds.name(), phone=birds.phone(), pledge=[form.PLEDGE])
    for edited in (hidden, consent_taken_back):
        city.control.edit_response(edited, {question_id(key): changed[question_id(key)] for key in _EDITED})
    for method in ("sheets.spreadsheets.batchUpdate", "storage.objects.insert", "forms.forms.responses.list"):
        city.control.add_fault(method, "lost_answer")
        assert poke() == 200
    assert poke({"bukan": birds.phone()}) == 400
    assert poke(method="GET") == 405
    city.control.add_fault("sheets.spreadsheets.values.batchGet", "unavailable", times=60)
    city.control.add_fault("sheets.spreadsheets.batchUpdate", "unavailable", times=60)
    assert poke() == 503
    city.control.clear_faults()
    assert poke() == 200
    logs = capfd.readouterr()
    assert leaks(birds.made, _places(city, poke, logs, caplog.text)) == []
    assert len(birds.made) > 100
    assert '"drained"' in logs.out
    shown = [row.get("donatur") for row in city.rows(public.COMMITMENTS)]
    assert shown.count(CLEAN_NAME) == 1
    assert "nama ditinjau" in shown
    assert "Donatur (nama tidak ditampilkan)" in shown


def test_every_canary_is_where_it_belongs(city: City, poke: Function) -> None:
    """The search would have found them: staff read in the private workbook what each donor wrote."""
    birds = Aviary()
    _submissions(city, birds)
    poke()
    private_side = {"private workbook": city.control.dump()["workbooks"][city.place.private]}
    contacts = [c for c in birds.made if c.kind in ("phone", "email")]
    unseen = [c for c in contacts if not leaks([c], private_side)]
    assert len(unseen) <= 8, f"only what was written into fields for choices and numbers is not shown: {unseen}"


@pytest.mark.parametrize("breakage", ["journal", "tab", "settings"])
def test_an_answer_that_is_an_error_repeats_nothing_that_people_wrote(
    city: City, poke: Function, breakage: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    birds = Aviary()
    _submissions(city, birds)
    if breakage == "journal":
        city.google().objects.put_if_absent(name_of(2), f'{{"v": 1, "n": "{birds.name()}"}}'.encode())
    elif breakage == "tab":
        renamed = {"properties": {"sheetId": public.COMMITMENTS.sheet_id, "title": birds.name()}, "fields": "title"}
        Workbook(city.session, city.place.public).write([{"updateSheetProperties": renamed}])
    else:
        monkeypatch.delenv("KSBB_FORM")
    assert poke() in (500, 503)
    logs = capfd.readouterr()
    assert leaks(birds.made, {"answers": poke.answers, "output": [logs.out, logs.err]}) == []
    assert '"severity": "CRITICAL"' in logs.out or '"severity": "ERROR"' in logs.out


_SPELLINGS = (
    (Canary("phone", "0819-7777-1001"), "Hubungi +62 819.7777.1001 ya"),
    (Canary("phone", "0819-7777-1002"), "62(819)7777 1002"),
    (Canary("phone", "0819-7777-1003"), "０８１９７７７７１００３"),
    (Canary("phone", "0819-7777-1004"), "https://wa.me/628197777%2D1004"),
    (Canary("email", "kenari1005@rahasia.example"), "KENARI1005 @ Rahasia.Example"),
    (Canary("digits", "3174 0101 0190 1006"), "3174010101901006"),
    (Canary("text", "Kenari Rahasia 1007"), "kenari_rahasia-1007"),
    (Canary("text", "Jalan Kenari Tersembunyi No. 8"), "JALAN KENARI TERSEMBUNYI NO 8"),
)


def test_the_search_finds_a_planted_leak_however_it_is_written(city: City, poke: Function) -> None:
    """The positive control: in a public cell and its note, in an object, an answer, the output and a log record."""
    spellings = [written for _, written in _SPELLINGS]
    cells = [{"userEnteredValue": {"stringValue": written}, "note": written} for written in spellings]
    start = {"sheetId": public.GUIDE.sheet_id, "rowIndex": 9, "columnIndex": 1}
    rows = [{"values": [cell]} for cell in cells]
    update = {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,note"}}
    Workbook(city.session, city.place.public).write([update])
    city.google().objects.put_if_absent("rekap/contoh.json", json.dumps({"a": spellings}).encode())
    poke.answers.append({"body": json.dumps({"error": spellings})})
    output = "".join(json.dumps({"severity": "INFO", "note": written}) + "\n" for written in spellings)
    places = _places(city, poke, _Logs(output, ""), "\n".join(spellings))
    del places["public file"]
    found = leaks([canary for canary, _ in _SPELLINGS], places)
    assert {f"{canary.kind} {canary.value!r} in {place}" for canary, _ in _SPELLINGS for place in places} == set(found)


@dataclass
class _Logs:
    out: str
    err: str

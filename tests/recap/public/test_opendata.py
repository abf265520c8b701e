"""The public files are what they say they are, for the tools that people open them with."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import frictionless
import hxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from functions.gapi.session import Effect
from functions.recap.public.opendata.files import TABLES as TABLE_TABS
from functions.recap.public.opendata.tables import Table, as_csv
from sheets_schema import private, public
from sheets_schema.private import Cash
from sheets_schema.terms import TargetType, YesNo
from tests.city import answers, target
from tests.recap.office import EVENING, Office

TABLES = ("sasaran", "ketersediaan", "komitmen", "rekap", "periode", "jenis-bantuan", "dana", "jadwal", "kuota")


@pytest.fixture(scope="module")
def office(first: Office) -> Office:
    """An office with commitments of every fate, targets on the map and cash, after its recap."""
    made = Office(
        first.local,
        (
            target(latitude=-6.24, longitude=106.78),
            target(
                "PA-1", type=TargetType.ORPHANAGE, rw=None, name='Contoh "Panti", 01', people=300, poor_households=None
            ),
        ),
        like=first,
    )
    made.submit()
    made.submit(answers(phone="0812-0000-0002", sembako="", siap_saji="20", hari="3"), email="b@contoh.example")
    made.submit(answers(phone="0812-0000-0002", sembako="5"), email="b@contoh.example")
    made.submit(answers(phone="-"))
    made.drain()
    made.request(3, "batalkan")
    made.drain()
    row = Cash(donor="Contoh", consent=YesNo.NO, aggregator="ACT", rupiah=25_000_000, date=dt.date(2020, 4, 24))
    made.type_rows(private.CASH, [row])
    made.recap()
    return made


@pytest.fixture(scope="module")
def files(office: Office) -> dict[str, bytes]:
    return office.files()


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    for name, content in files.items():
        (made / name).write_bytes(content)
    return made


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_package_is_valid_and_every_table_fits_its_schema(folder: Path) -> None:
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert {task.place for task in report.tasks} == {file.name for file in folder.iterdir()} - {"datapackage.json"}


def test_the_package_notices_a_table_that_was_changed(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    changed = (tmp_path / "dana.csv").read_text().replace("25000000", "banyak")
    (tmp_path / "dana.csv").write_text(changed)
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_package_names_licence_time_definitions_and_every_file(files: dict[str, bytes]) -> None:
    found = json.loads(files["datapackage.json"])
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    assert found["created"] == "2020-04-24T11:00:00Z"
    assert "komitmen" in found["definitions"]
    named = {r["path"] for r in found["resources"]}
    assert named | {"datapackage.json"} == set(files)
    for resource in found["resources"]:
        assert resource["bytes"] == len(files[resource["path"]])


@pytest.mark.parametrize("name", TABLES)
def test_hxl_tools_read_the_tagged_tables_and_their_tags(folder: Path, name: str) -> None:
    with hxl.data(str(folder / f"{name}.hxl.csv"), hxl.InputOptions(allow_local=True)) as source:
        tags = {column.display_tag for column in source.columns if column.tag}
        data = [row.values for row in source]
    wanted = {
        "ketersediaan": {"#capacity", "#output+delivered"},
        "dana": {"#value+cash+idr"},
        "rekap": {"#indicator+name", "#indicator+value+num"},
        "periode": {"#date+start", "#date+end", "#meta+period"},
        "jenis-bantuan": {"#item+code", "#item+name"},
    }
    assert tags >= wanted.get(name, {"#loc+code"})
    assert len(data) == len(rows((folder / f"{name}.csv").read_bytes()))


def hxl_errors(path: Path) -> list[str]:
    """What libhxl's own schema calls an error; it also points out what is only rare."""
    found: list[str] = []

    def note(told: Any) -> None:
        if told.rule.severity == "error":
            found.append(f"{told.rule.tag_pattern}: {told.message}")

    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        hxl.schema(None, callback=note).validate(source)
    return found


@pytest.mark.parametrize("name", TABLES)
def test_libhxl_finds_no_error(folder: Path, name: str) -> None:
    assert hxl_errors(folder / f"{name}.hxl.csv") == []


def test_libhxl_sees_a_tag_that_does_not_fit(folder: Path, tmp_path: Path) -> None:
    """The positive control: a period's code is no date."""
    text = (folder / "ketersediaan.hxl.csv").read_text()
    (tmp_path / "a.csv").write_text(text.replace("#meta+period", "#date+period"))
    assert any(fault.startswith("#date") for fault in hxl_errors(tmp_path / "a.csv"))


def test_each_file_alone_is_valid_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON file with a part called "data" would be taken for a description."""
    monkeypatch.chdir(folder)
    for file in folder.iterdir():
        assert frictionless.validate(file.name).valid, file.name


def test_the_readme_names_every_file_and_every_column_in_words(files: dict[str, bytes]) -> None:
    text = files["README.md"].decode()
    assert {name for name in files if f"`{name}`" not in text} <= {"README.md", "datapackage.json"}
    for tab in (*TABLE_TABS.values(), *public.OPEN_ONLY):
        assert all(f"- *{column.label}*: {column.help}" in text for column in tab.columns)


def test_every_field_is_quoted_and_every_line_ends_as_rfc_4180_says(files: dict[str, bytes]) -> None:
    for name in TABLES:
        text = files[f"{name}.csv"].decode("utf-8")
        assert text.endswith("\r\n")
        for line in text.removesuffix("\r\n").split("\r\n"):
            assert line.startswith('"')
            assert line.endswith('"')
        assert csv.DictReader(io.StringIO(text, newline=""), quoting=csv.QUOTE_ALL).fieldnames


@given(st.text(max_size=40))
def test_no_text_in_a_csv_begins_as_a_formula(text: str) -> None:
    table = Table("x", public.GUIDE, [public.Guide(topic=text, text="=1+1")])
    for cell in next(iter(csv.reader(io.StringIO(as_csv(table).decode().split("\r\n", 1)[1], newline="")))):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))


def test_a_commitment_that_waits_or_was_refused_has_no_row(files: dict[str, bytes]) -> None:
    found = {row["nomor"]: row["status"] for row in rows(files["komitmen.csv"])}
    assert found == {"1": "Direncanakan", "2": "Direncanakan", "3": "Batal"}


def test_json_and_csv_hold_the_same_rows(files: dict[str, bytes]) -> None:
    for name in TABLES:
        told = json.loads(files[f"{name}.json"])
        plain = [{k: "" if v is None else str(v) for k, v in row.items()} for row in told["baris"]]
        assert plain == rows(files[f"{name}.csv"])
        assert told["per"] == "2020-04-24T18:00:00+07:00"


def test_targets_with_coordinates_are_points_longitude_first(files: dict[str, bytes]) -> None:
    found = json.loads(files["sasaran.geojson"])
    assert [f["geometry"] for f in found["features"]] == [{"type": "Point", "coordinates": [106.78, -6.24]}]
    told = found["features"][0]["properties"]
    assert told["kode sasaran"] == "RW-A"
    assert told["sisa"] == "90 paket sembako, 2.740 porsi makanan siap saji, dan 100 paket Lebaran"
    assert (told["sisa sembako"], told["sisa siap_saji"]) == (90, 2740)


def test_the_calendar_has_each_delivery_that_counts_on_all_its_days(files: dict[str, bytes]) -> None:
    events = {str(e["uid"]): e for e in Calendar.from_ical(files["jadwal.ics"]).walk("VEVENT")}
    assert set(events) == {"komitmen-1@ksbb.invalid", "komitmen-2@ksbb.invalid"}
    meals = events["komitmen-2@ksbb.invalid"]
    assert (meals["dtstart"].dt, meals["dtend"].dt) == (dt.date(2020, 4, 25), dt.date(2020, 4, 28))
    assert meals["summary"] == "KSBB: 60 porsi makanan siap saji untuk RW 05 Kebayoran Lama Utara"


def test_each_file_is_served_with_its_type_and_may_be_kept_for_five_minutes(office: Office) -> None:
    url = f"https://storage.googleapis.com/storage/v1/b/{office.open_data.name}/o"
    found = office.session.request("storage.objects.list", "GET", url, Effect.READ).json()["items"]
    assert {item["cacheControl"] for item in found} == {"public, max-age=300"}
    types = {item["name"]: item["contentType"] for item in found}
    assert {name.rpartition(".")[2]: kind for name, kind in types.items()} == {
        "csv": "text/csv; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "json": "application/json",
        "geojson": "application/geo+json",
        "ics": "text/calendar; charset=utf-8",
        "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
    }


def test_names_stay_and_contents_follow(office: Office, files: dict[str, bytes]) -> None:
    office.request(1, "tersalur", 10)
    office.drain()
    office.recap(EVENING + dt.timedelta(days=1))
    after = office.files()
    assert set(after) == set(files)
    assert rows(after["komitmen.csv"])[0]["status"] == "Tersalur"


def test_the_figures_file_holds_everything_but_the_single_commitments(files: dict[str, bytes]) -> None:
    found: dict[str, Any] = json.loads(files["angka.json"])
    assert found["kalimat"].startswith("Pada 24 April 2020, Pokja KSBB")
    assert found["figures"]["headline"]["rw"] == 1
    assert "lines" not in found


def test_who_opens_the_files_reads_how_a_spreadsheet_keeps_their_decimal_points(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    assert "Inggris (Amerika Serikat)" in package["description"]
    numbers = [f for r in package["resources"] for f in r.get("schema", {}).get("fields", []) if f["type"] == "number"]
    assert numbers
    assert {field["decimalChar"] for field in numbers} == {"."}

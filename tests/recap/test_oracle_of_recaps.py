"""The demo's oracle sees each planted wrong in a recap, and nothing where all is well."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from local.demo.oracle.recaps import judge_recaps

FIGURES = {
    "totals": {"sembako": 40913, "siap_saji": 20447, "lebaran": 9015},
    "kota": 5,
    "kelurahan": 69,
    "rw": 118,
    "donors": 22,
}
SENTENCE = (
    "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk "
    "40.913 paket sembako, 20.447 paket makanan siap saji, dan 9.015 paket Lebaran, yang tersebar di "
    "lima wilayah kota administrasi, 69 kelurahan, dan 118 RW, dari 22 donatur dan agregator."
)
CORRECTED = (
    "Angka per 2 Mei 2020 dikoreksi dari 40.913 menjadi 40.313 paket sembako karena komitmen nomor 4 dibatalkan."
)
TABLE = '"nomor","status","jadwal"\r\n"1","Direncanakan","2020-05-02"\r\n"2","Batal","2020-05-02"\r\n'
TARGETS = '"kode sasaran","lintang","bujur"\r\n"RW-A","-6.24","106.78"\r\n"RW-B","",""\r\n'
POINT = {"geometry": {"type": "Point", "coordinates": [106.78, -6.24]}, "properties": {"kode sasaran": "RW-A"}}
CALENDAR = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
CHART = '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title><desc>b</desc></svg>'
TYPES = {"nomor": "integer", "jadwal": "date", "lintang": "number", "bujur": "number"}


def tables(**texts: str) -> dict[str, str]:
    """Tables as a recap publishes them: as CSV, with HXL tags, as JSON."""
    found = {}
    for name, text in texts.items():
        header, rest = text.split("\r\n", 1)
        labels = [label.strip('"') for label in header.split(",")]
        rows = [dict(zip(labels, row, strict=True)) for row in list(csv.reader(io.StringIO(text, newline="")))[1:]]
        found[f"{name}.csv"] = text
        found[f"{name}.hxl.csv"] = header + '\r\n"#x"\r\n' + rest
        found[f"{name}.json"] = json.dumps({"baris": rows})
    return found


def described(files: dict[str, str]) -> dict[str, str]:
    """Files with a package that describes them."""
    resources = []
    for path, text in sorted(files.items(), key=lambda file: file[0] != "komitmen.csv"):
        data = text.encode()
        labels = [label.strip('"') for label in text.split("\r\n")[0].split(",")]
        fields = [{"name": label, "type": TYPES.get(label, "string")} for label in labels]
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        about = {"name": path.removesuffix(".csv").replace(".", "-"), "path": path, "bytes": len(data), "hash": digest}
        resources.append({**about, "schema": {"fields": fields}} if path in ("komitmen.csv", "sasaran.csv") else about)
    return files | {"datapackage.json": json.dumps({"resources": resources})}


@pytest.fixture
def recaps() -> dict[str, Any]:
    one = {"figure": "komitmen sembako", "causes": [{"reason": "dibatalkan", "numbers": [4]}]}
    later = {"siaran-pers.txt": f"{SENTENCE} {CORRECTED}\n", "angka.json": json.dumps({"corrections": [one]})}
    files = {
        "siaran-pers.txt": f"{SENTENCE}\n",
        "sasaran.geojson": json.dumps({"features": [POINT]}),
        "jadwal.ics": CALENDAR,
        "grafik.svg": CHART,
        **tables(komitmen=TABLE, sasaran=TARGETS),
    }
    return {
        "open": described(files),
        "frozen": "x",
        "later": {"open": later, "frozen": "x", "numbers": [4], "cancelled": 600},
    }


def test_two_sound_recaps_have_no_findings(recaps: dict[str, Any]) -> None:
    told, wrong = judge_recaps(recaps, FIGURES)
    assert wrong == []
    assert told["recap_sentence"] == SENTENCE
    assert told["open_data_valid"] is True
    assert [c["figure"] for c in told["corrections"]] == ["komitmen sembako"]


def test_an_export_without_recaps_is_not_judged_by_them() -> None:
    assert judge_recaps({}, FIGURES) == ({}, [])


Plant = Callable[[dict[str, Any]], None]


def table(text: str) -> Plant:
    """Another table of commitments, described as it is."""

    def plant(recaps: dict[str, Any]) -> None:
        del recaps["open"]["datapackage.json"]
        recaps["open"] = described(recaps["open"] | {"komitmen.csv": text})
        fields = json.loads(recaps["open"]["datapackage.json"])
        for field, name in zip(fields["resources"][0]["schema"]["fields"], ("nomor", "status", "jadwal"), strict=True):
            field |= {"name": name, "type": TYPES.get(name, "string")}
        recaps["open"]["datapackage.json"] = json.dumps(fields)

    return plant


def changed(name: str, old: str, new: str) -> Plant:
    """A file that somebody changed."""

    def plant(recaps: dict[str, Any]) -> None:
        assert old in recaps["open"][name]
        recaps["open"][name] = recaps["open"][name].replace(old, new)

    return plant


def _unnamed(recaps: dict[str, Any]) -> None:
    recaps["open"]["telepon.csv"] = ""


def _unsaid(recaps: dict[str, Any]) -> None:
    recaps["open"]["siaran-pers.txt"] = SENTENCE.replace("118 RW", "117 RW")


def _thawed(recaps: dict[str, Any]) -> None:
    recaps["later"]["frozen"] = "y"


def _silent(recaps: dict[str, Any]) -> None:
    recaps["later"]["open"]["siaran-pers.txt"] = SENTENCE


def _blaming_another(recaps: dict[str, Any]) -> None:
    recaps["later"]["numbers"] = [5]


@pytest.mark.parametrize(
    ("plant", "finding"),
    [
        (_unsaid, "the recap does not say '118 RW'"),
        (_thawed, "the first recap was changed by the second"),
        (_silent, "the second recap does not say what it corrects"),
        (_blaming_another, "the second recap blames [4], cancelled were [5]"),
        (_unnamed, "the package and the folder differ by ['telepon.csv']"),
        (changed("komitmen.csv", '"1"', '"2"'), "komitmen.csv is not the file that the package describes"),
        (changed("komitmen.hxl.csv", '"1"', '"2"'), "komitmen.csv is not the same with HXL tags"),
        (changed("komitmen.json", '"1"', '"2"'), "komitmen.csv is not the same as JSON"),
        (
            changed("sasaran.geojson", "106.78, -6.24", "-6.24, 106.78"),
            "the map has 1 points, 1 targets have coordinates",
        ),
        (changed("jadwal.ics", "VEVENT", "VTODO"), "the calendar has 0 events for 1 commitments"),
        (changed("jadwal.ics", "SUMMARY:x", "SUMMARY:" + "x" * 70), "a line of the calendar is too long"),
        (changed("grafik.svg", "<desc>b</desc>", ""), "grafik.svg has no title or description"),
        (table(TABLE.replace('"1"', '"satu"')), "komitmen.csv: row 2, nomor: integer expected"),
        (table(TABLE.replace("05-02", "05-32")), "komitmen.csv: row 2, jadwal: date expected"),
        (table(TABLE.replace("Batal", "=1+1")), "komitmen.csv: row 3, status: string expected"),
        (table(TABLE.replace('"nomor"', '"no"')), "komitmen.csv: the header is not the schema's"),
        (table(TABLE.replace('"1",', "1,").replace('\r\n"', "\r\n")), "komitmen.csv: a field is not quoted"),
    ],
)
def test_each_planted_wrong_is_seen(
    recaps: dict[str, Any], plant: Callable[[dict[str, Any]], None], finding: str
) -> None:
    spoilt = copy.deepcopy(recaps)
    plant(spoilt)
    assert finding in judge_recaps(spoilt, FIGURES)[1]

"""The demo's oracle sees each planted wrong in a recap, and nothing where all is well."""

from __future__ import annotations

import copy
import hashlib
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
    "40.913 paket sembako, 20.447 porsi makanan siap saji, dan 9.015 paket Lebaran, yang tersebar di "
    "lima wilayah kota administrasi, 69 kelurahan, dan 118 RW, dari 22 donatur dan agregator."
)
CORRECTED = (
    "Angka per 2 Mei 2020 dikoreksi dari 40.913 menjadi 40.313 paket sembako karena dibatalkan (komitmen nomor 4)."
)
TABLE = '"nomor","jadwal"\r\n"1","2020-05-02"\r\n'


def package(table: str) -> str:
    fields = [{"name": "nomor", "type": "integer"}, {"name": "jadwal", "type": "date"}]
    digest = hashlib.sha256(table.encode()).hexdigest()
    resource = {"path": "a.csv", "bytes": len(table), "hash": f"sha256:{digest}", "schema": {"fields": fields}}
    return json.dumps({"resources": [resource]})


@pytest.fixture
def recaps() -> dict[str, Any]:
    one = {"figure": "komitmen sembako", "causes": [{"reason": "dibatalkan", "numbers": [4]}]}
    later = {"siaran-pers.txt": f"{SENTENCE} {CORRECTED}\n", "angka.json": json.dumps({"corrections": [one]})}
    return {
        "open": {"siaran-pers.txt": f"{SENTENCE}\n", "a.csv": TABLE, "datapackage.json": package(TABLE)},
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


def table(text: str, *, described: bool = True) -> Callable[[dict[str, Any]], None]:
    def plant(recaps: dict[str, Any]) -> None:
        recaps["open"]["a.csv"] = text
        if described:
            recaps["open"]["datapackage.json"] = package(text)

    return plant


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
        (table(TABLE.replace("1", "2"), described=False), "a.csv is not the file that the package describes"),
        (table(TABLE.replace('"1"', '"satu"')), "a.csv: row 2, nomor: integer expected"),
        (table(TABLE.replace("05-02", "05-32")), "a.csv: row 2, jadwal: date expected"),
        (table(TABLE.replace('"nomor"', '"no"')), "a.csv: the header is not the schema's"),
        (table(TABLE.replace('"1",', "1,").replace('\r\n"', "\r\n")), "a.csv: a field is not quoted"),
    ],
)
def test_each_planted_wrong_is_seen(
    recaps: dict[str, Any], plant: Callable[[dict[str, Any]], None], finding: str
) -> None:
    spoilt = copy.deepcopy(recaps)
    plant(spoilt)
    assert finding in judge_recaps(spoilt, FIGURES)[1]

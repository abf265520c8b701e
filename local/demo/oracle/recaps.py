"""The recaps, judged from an export: the sentence, the files, what the next day corrects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from local.demo.oracle.open_data import Files, invalid

_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_CALLED = {"sembako": "paket sembako", "siap_saji": "paket makanan siap saji", "lebaran": "paket Lebaran"}


def judge_recaps(recaps: Mapping[str, Any], figures: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What the check says of the recaps, and what is wrong. Nothing when the export has none."""
    if not recaps:
        return {}, []
    files: Files = recaps["open"]
    sentence = files["siaran-pers.txt"].strip()
    unsaid = [f"the recap does not say {part!r}" for part in _expected(figures) if part not in sentence]
    unsound = list(invalid(files))
    corrections = json.loads(recaps["later"]["open"]["angka.json"])["corrections"]
    told = {"recap_sentence": sentence, "open_data_valid": not unsound, "corrections": corrections}
    return told, [*unsaid, *unsound, *_uncorrected(recaps, figures)]


def _expected(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk "
    yield from (f"{_dotted(number)} {_CALLED[kind]}" for kind, number in figures["totals"].items())
    yield f"{_WORDS[figures['kota']]} wilayah kota administrasi"
    yield f"{_dotted(figures['kelurahan'])} kelurahan"
    yield f"{_dotted(figures['rw'])} RW"
    yield f"{_dotted(figures['donors'])} donatur dan agregator"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _uncorrected(recaps: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[str]:
    """The recap after a late cancellation must say so, and the first one must be what it was."""
    later, before = recaps["later"], figures["totals"]["sembako"]
    if later["frozen"] != recaps["frozen"]:
        yield "the first recap was changed by the second"
    after = before - later["cancelled"]
    said = later["open"]["siaran-pers.txt"]
    blamed = _listed(later["numbers"])
    change = f"dikoreksi dari {_dotted(before)} menjadi {_dotted(after)} paket sembako"
    if f"{change} karena komitmen nomor {blamed} dibatalkan" not in said:
        yield "the second recap does not say what it corrects"
    told = json.loads(later["open"]["angka.json"])["corrections"]
    named = {n for one in told if one["figure"] == "komitmen sembako" for c in one["causes"] for n in c["numbers"]}
    if named != set(later["numbers"]):
        yield f"the second recap blames {sorted(named)}, cancelled were {later['numbers']}"


def _listed(numbers: list[int]) -> str:
    """At most three commitments are cancelled: 4; 4 dan 7; 4, 7, dan 9."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)}{',' * (len(first) > 1)} dan {last}" if first else last

"""Whoever types what a finding tells them to has no finding left, in every column and for whatever people type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from sheets_schema.cells import CellFault, parse, to_serial
from sheets_schema.column import Column, Kind, Owner
from sheets_schema.private import AID_KINDS, COMMITMENTS, STAFF_TABS, TARGETS
from sheets_schema.reading import counted_in
from sheets_schema.wording import Raw

NONSENSE: tuple[Raw, ...] = (
    *(
        "entah",
        "25-04-2020",
        "25 April 2020",
        "2020-04-25",
        "50 ribu",
        "±100rb",
        "1 jt",
        "50%",
        "3 lusin",
        "~50",
        "50+",
    ),
    *("1.000", "1,5", "12.5", "-6.175392", "106.827153", "100.000 - 150.000", "Rp 100.000,-", "5 (lima)"),
    *(
        "#REF! (Import Range internal error.)",
        "#N/A",
        "rw 05/06",
        "VI",
        "tanya Pak RT",
        "０８１２／０８１３",
        "\uff11\uff0e\uff15",
    ),
    *(True, False, -1, 0, 2.5, 1e20, 43946, 43946.5, 106827, 106827153, -6175392, "x" * 10_000, "baris\nbaris", "'"),
)
NOTHING: tuple[Raw, ...] = ("-", "\u2013", "nihil", "tidak ada", "n/a", "?", ".", "\u200b", "\u00a0", "", None)
UNITS = ("paket", "porsi", "unit")
COLUMNS = [
    pytest.param(counted_in(column, UNITS), id=f"{tab.title}-{column.label}")
    for tab in (*STAFF_TABS, COMMITMENTS)
    for column in tab.columns
    if column.owner is Owner.STAFF
]


def _fault(column: Column, raw: Raw) -> CellFault | None:
    try:
        parse(column, raw)
    except CellFault as fault:
        return fault
    return None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _said(remedy: str, raw: Raw) -> Iterator[Raw]:
    """Everything that a remedy says may be typed, as Sheets of Indonesian settings keeps it."""
    if "kosongkan sel ini" in remedy:
        yield None
    for pattern in (
        r"ketik (-?[\d,]*\d)",
        r"koma(?:, bukan titik)?: (-?[\d,]*\d)",
        r"antara (-?\d+) dan",
        r"kecil (\d+)",
    ):
        yield from (_number(found) for found in re.findall(pattern, remedy))
    yield from re.findall(r"misalnya '([^ ]+)\.(?: |$)", remedy)
    yield from re.findall(r"[a-z]+@contoh\.id", remedy)
    if dates := re.findall(r"(\d\d)-(\d\d)-(\d{4})", remedy):
        yield to_serial(dt.date(*map(int, reversed(dates[0]))))
    if choices := re.search(r"Pilih salah satu: (.+?)\.", remedy):
        yield from choices[1].split(", ")
    if (most := re.search(r"paling banyak (\d+) huruf", remedy)) and isinstance(raw, str):
        yield raw[: int(most[1])]


@pytest.mark.parametrize("column", COLUMNS)
def test_who_types_what_the_remedy_says_has_no_finding_left(column: Column) -> None:
    for raw in (*NONSENSE, *NOTHING):
        fault = _fault(column, raw)
        for typed in _said(fault.remedy, raw) if fault else ():
            assert _fault(column, typed) is None, (raw, fault, typed)


@pytest.mark.parametrize("column", COLUMNS)
def test_nobody_is_told_to_invent_a_value(column: Column) -> None:
    """In a cell that nothing rests on: leave it empty. In one that must be filled: leave it be. Codes staff make up."""
    for raw in (*NONSENSE, *NOTHING):
        fault = _fault(column, raw)
        if fault and not column.required and not column.vital:
            assert "kosongkan sel ini" in fault.remedy
        elif fault and column.required and not column.choices and column.kind is not Kind.CODE:
            assert "jangan diisi perkiraan" in fault.remedy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("±100rb", "100000"), ("50 ribu", "50000"), ("1 jt", "1000000"), ("Rp 100.000,-", "100000"), ("±250", "250")],
)
def test_a_number_in_words_of_money_is_suggested_as_what_it_says(typed: str, meant: str) -> None:
    assert f"Bila maksudnya {meant}, ketik {meant}:" in remedy(AID_KINDS.column("value"), typed)


@pytest.mark.parametrize("typed", ["3 lusin", "50%", "5 ratus", "2 m", "100.000 - 150.000"])
def test_where_nobody_can_tell_no_number_is_suggested(typed: str) -> None:
    assert "Bila maksudnya" not in remedy(AID_KINDS.column("value"), typed)


def test_a_number_that_cannot_stand_there_is_not_suggested() -> None:
    assert remedy(TARGETS.column("priority"), "~50") == (
        "Ketik angka saja, tanpa titik pemisah, huruf, atau satuan, antara 1 dan 9. Bila tidak tahu, kosongkan sel ini."
    )
    assert "6,175392" not in remedy(TARGETS.column("longitude"), "-6.175392")
    assert "-6,175392" in remedy(TARGETS.column("latitude"), "-6.175392")


def remedy(column: Column, raw: Raw) -> str:
    fault = _fault(column, raw)
    assert fault is not None
    return fault.remedy

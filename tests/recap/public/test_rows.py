"""Rows that the public reads: what an unreadable tab leaves out, and what order things are in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from functions.core.book import Book
from functions.core.redaction.texts import HIDDEN_NAME
from functions.recap.figures import words
from functions.recap.figures.figures import Figures, Kind, Overlap, Rupiah, figures
from functions.recap.figures.rooms import Fill, Waiting
from functions.recap.frozen.corrections import Cause, Correction
from functions.recap.frozen.snapshot import take
from functions.recap.public.opendata.schedule import calendar
from functions.recap.public.opendata.tables import plain
from functions.recap.public.tabs import cash_rows, commitment_rows, figure_rows, guide_rows, target_rows
from sheets_schema.private import Cash
from sheets_schema.terms import Active, TargetType, YesNo
from tests.city import target
from tests.recap.world import World

DAY = dt.date(2020, 4, 24)


def told(made: Figures, name: str, **snapshot: Any) -> list[tuple[str | None, float | None, str | None]]:
    """The rows of Rekap under a name: group, value, unit."""
    rows = figure_rows(replace(take(World().state, made, None), **snapshot))
    assert {row.as_of for row in rows} == {made.at}
    return [(row.group, row.value, row.unit) for row in rows if row.figure == name]


def made(**said: Any) -> Figures:
    world = World()
    return replace(figures(world.state, world.book, [], world.clock), **said)


UNREADABLE = "tidak dapat dihitung: ada tab yang tidak terbaca, lihat Pemeriksaan Data"


@pytest.mark.parametrize(
    ("field", "name"),
    [("rw_in_need", "RW yang membutuhkan"), ("cash", "dana kepada agregator"), ("fills", "isi kuota")],
)
def test_what_cannot_be_counted_is_said_so_and_nothing_is_said_of_nothing(field: str, name: str) -> None:
    assert told(made(**{field: None}), name) == [(UNREADABLE, None, None)]
    nothing: Any = 0 if field == "rw_in_need" else ()
    assert told(made(**{field: nothing}), name) == ([(None, 0, "RW")] if field == "rw_in_need" else [])


def test_a_quota_s_fill_is_said_in_whole_percent_rounded_down_with_the_targets_at_both_ends() -> None:
    fills = (Fill("sembako", "Kota A", 300, 299, ("RW-1",), ("RW-2", "RW-3")),)
    found = made(fills=fills, waiting=None)
    assert told(found, "isi kuota") == [("Kota A: Paket sembako", 99, "persen")]
    assert told(found, "sasaran di bawah 25 %") == [("Kota A: Paket sembako", 1, "sasaran")]
    assert told(found, "sasaran di atas 90 %") == [("Kota A: Paket sembako", 2, "sasaran")]
    assert told(found, "terlama belum menerima") == []


def test_overlaps_cash_and_those_who_wait_are_told_one_by_one() -> None:
    found = made(
        overlaps=(Overlap("RW-A", "sembako", DAY, 2),), cash=(Rupiah("ACT", 5),), waiting=(Waiting("RW-A", 3),)
    )
    assert told(found, "tumpang tindih") == [("RW-A, Paket sembako, 24 April 2020", 2, "pihak")]
    assert told(found, "dana kepada agregator") == [("ACT", 5, "rupiah")]
    assert told(found, "terlama belum menerima") == [("RW-A", 3, "hari")]


def test_a_correction_is_told_with_its_day_and_all_its_reasons_up_to_fifty_numbers() -> None:
    causes = (Cause("dibatalkan", tuple(range(1, 52))), Cause("data dilengkapi", (60,)))
    one = Correction("komitmen sembako", 40, 30, causes)
    ((text, value, unit),) = told(made(), "dikoreksi", corrects=DAY, corrections=(one,))
    assert text is not None
    assert text.startswith("per 24 April 2020 dikoreksi dari 40 menjadi 30 paket sembako; komitmen nomor 1, 2, ")
    assert "50, dan 1 lainnya" in text
    assert "; " in text.partition("lainnya")[2]
    assert (value, unit) == (30, "paket sembako")


def test_targets_are_in_the_order_of_places_rw_by_number_before_institutions() -> None:
    school = {"type": TargetType.PESANTREN, "rw": None, "name": "Contoh Pesantren", "address": "Alamat contoh"}
    targets = [
        target("T-5", **school),
        target("T-4", rw=10),
        target("T-3", rw=9, name="Contoh", address="Alamat contoh"),
        target("T-2", rw=1, region="Gambir (Gambir)"),
        target("T-1", rw=1, status=Active.INACTIVE),
        target("T-0", rw=1, region="Tidak Ada (Tidak Ada)"),
    ]
    world = World(targets)
    rows = target_rows(world.book, "https://kota.example/form")
    assert [row.code for row in rows] == ["T-2", "T-3", "T-4", "T-5"]
    shown = {row.code: (row.place, row.address) for row in rows}
    assert shown["T-3"] == ("RW 09 Kebayoran Lama Utara", None)
    assert shown["T-5"] == ("Contoh Pesantren", "Alamat contoh")
    assert all(row.give and row.give.startswith("https://kota.example/form?") for row in rows)


def test_cash_is_in_the_order_of_days_then_of_aggregators_then_names_and_nobody_is_named_unasked() -> None:
    def row(day: int, aggregator: str, rupiah: int, shown: str | None = None) -> Cash:
        said: Any = {"consent": YesNo.YES, "shown_name": shown} if shown else {"consent": YesNo.NO}
        return Cash(donor="Contoh", aggregator=aggregator, rupiah=rupiah, date=dt.date(2020, 4, day), **said)

    rows = cash_rows([row(25, "A", 1), row(24, "B", 3), row(24, "B", 2), row(24, "A", 9, "Contoh Z")])
    assert [(r.date.day if r.date else 0, r.aggregator, r.rupiah) for r in rows] == [
        (24, "A", 9),
        (24, "B", 2),
        (24, "B", 3),
        (25, "A", 1),
    ]
    assert rows[1].shown_name == HIDDEN_NAME


def test_row_k_is_commitment_k() -> None:
    world = World()
    for donor in (1, 2, 3):
        world.submit(donor)
    lines = dict(sorted(world.state.lines.items(), reverse=True))
    world.state.lines.clear()
    world.state.lines.update(lines)
    assert [row.number for row in commitment_rows(world.state, {}, {}, world.book)] == [1, 2, 3]


def test_the_guide_names_each_file_under_the_address_of_the_open_data() -> None:
    texts = [row.text for row in guide_rows("https://kota.example/data/")]
    for name in ("siaran-pers.txt", "jadwal.ics", "sasaran.csv", "komitmen.csv"):
        assert sum(text.endswith(f" https://kota.example/data/{name}") for text in texts) == 1


# The schedule


def event(world: World, kinds: dict[str, Kind], book: Book) -> str:
    from functions.recap.figures.counted import counted  # noqa: PLC0415

    made = calendar(counted(world.state).values(), kinds, book, world.clock)
    return made.replace(b"\r\n ", b"").decode()


def test_an_event_is_named_by_what_comes_and_where_as_far_as_both_are_known() -> None:
    world = World()
    world.submit(code="RW-B", date="2020-04-26")
    kinds = {kind.code: Kind(kind.code, kind.name, kind.unit, "") for kind in world.book.kinds.values()}
    known = event(world, kinds, world.book)
    assert "SUMMARY:KSBB: 10 paket sembako untuk RW 06 Kebayoran Lama Utara" in known
    assert "LOCATION:Kelurahan Kebayoran Lama Utara" in known
    assert "DTSTART;VALUE=DATE:20200426\r\nDTEND;VALUE=DATE:20200427" in known
    assert "SUMMARY:KSBB: 10 sembako untuk RW-B" in event(world, {}, Book())


# Words and values


@pytest.mark.parametrize(("number", "said"), [(0, "nol"), (9, "sembilan"), (10, "10"), (1250, "1.250"), (-1, "-1")])
def test_counts_below_ten_are_words(number: int, said: str) -> None:
    assert words.count(number) == said


def test_a_value_that_no_file_can_hold_is_refused() -> None:
    assert [plain(value) for value in (None, 0, 1.5, "a", DAY, YesNo.YES)] == [None, 0, 1.5, "a", "2020-04-24", "ya"]
    assert plain(dt.datetime(2020, 4, 24, 20, tzinfo=dt.UTC)) == "2020-04-25T03:00:00+07:00"
    for value in (True, b"x"):
        with pytest.raises(TypeError):
            plain(value)

"""The press paragraph is good Indonesian for none, one and many, and for any programme's units."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from functions.recap.figures import words
from functions.recap.figures.figures import Amount, Figures, Headline, Institutions, Kind, figures
from functions.recap.frozen.corrections import Cause, Correction
from functions.recap.frozen.snapshot import Snapshot, take
from functions.recap.public.paragraph import change, corrected, paragraph, why
from tests.recap.world import World

AT = dt.datetime(2020, 5, 2, 11, tzinfo=dt.UTC)


def said(**changes: object) -> str:
    return paragraph(frozen(**changes))


def frozen(**changes: object) -> Snapshot:
    world = World()
    found: Figures = replace(figures(world.state, world.book, [], AT), **changes)  # type: ignore[arg-type]
    return take(world.state, found, None)


def head(*amounts: tuple[str, int], **numbers: int) -> Headline:
    plain = {"rw": 1, "villages": 1, "cities": 1, "regencies": 0, "donors": 1, "aggregators": 0} | numbers
    return Headline(tuple(Amount(kind, committed, 0) for kind, committed in amounts), **plain)


def test_without_commitments_it_says_so() -> None:
    expected = "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, belum ada komitmen bantuan untuk RW yang diterima"
    assert said() == f"{expected} Pokja KSBB."


def test_one_of_everything_is_said_in_words() -> None:
    assert said(headline=head(("sembako", 1))) == (
        "Terhitung sejak 24 April 2020 hingga 2 Mei 2020, Pokja KSBB telah mengumpulkan komitmen untuk "
        "1 paket sembako, yang tersebar di satu wilayah kota administrasi, satu kelurahan, dan satu RW, "
        "dari satu donatur. Belum ada yang tersalur."
    )


def test_many_of_several_kinds_in_the_order_of_the_sheet() -> None:
    found = said(
        headline=head(
            ("lebaran", 9015), ("sembako", 40913), rw=1180, villages=12, cities=5, regencies=1, donors=20, aggregators=2
        )
    )
    assert "komitmen untuk 40.913 paket sembako dan 9.015 paket Lebaran, yang tersebar di lima wilayah kota" in found
    assert "satu wilayah kabupaten administrasi, 12 kelurahan, dan 1.180 RW, dari 22 donatur dan agregator." in found


def test_aggregators_alone_are_not_called_donors() -> None:
    assert "dari dua agregator." in said(headline=head(("sembako", 5), donors=0, aggregators=2))


def test_before_the_programme_begins_there_is_no_first_day() -> None:
    assert said(since=None).startswith("Hingga 2 Mei 2020, belum ada")


def test_on_the_first_day_one_date_is_enough() -> None:
    assert said(since=dt.date(2020, 5, 2)).startswith("Pada 2 Mei 2020, belum ada")


def test_what_arrived_and_what_institutions_get_are_sentences_of_their_own() -> None:
    arrived = Headline((Amount("sembako", 10, 4), Amount("lebaran", 5, 0)), 1, 1, 1, 0, 1, 0)
    found = said(headline=arrived, institutions=Institutions((Amount("siap_saji", 60, 0),), 11, 5))
    assert found.endswith(
        "Yang sudah tersalur: 4 paket sembako. "
        "Selain itu, ada komitmen 60 paket makanan siap saji untuk 11 panti dan lima pesantren."
    )


@pytest.mark.parametrize(
    ("homes", "schools", "expected"), [(1, 0, "untuk satu panti."), (0, 2, "untuk dua pesantren."), (0, 0, "")]
)
def test_institutions_are_named_by_what_they_are(homes: int, schools: int, expected: str) -> None:
    amounts = (Amount("sembako", 60, 0),) if homes + schools else ()
    found = said(headline=head(("sembako", 1)), institutions=Institutions(amounts, homes, schools))
    assert found.endswith(expected)
    assert ("Selain itu" in found) is bool(expected)


def test_press_releases_call_a_kind_as_staff_say_and_else_by_unit_and_name() -> None:
    kinds = (Kind("a", "Makanan siap saji", "porsi", "pangan", "paket makanan siap saji"), *frozen().figures.kinds)
    found = said(kinds=kinds, headline=head(("a", 20447), ("gawai", 3)))
    assert "komitmen untuk 20.447 paket makanan siap saji dan 3 unit gawai belajar, yang" in found


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("Paket sembako", "paket", "paket sembako"),
        ("Paket Lebaran", "paket", "paket Lebaran"),
        ("Makanan siap saji", "porsi", "porsi makanan siap saji"),
        ("THR", "paket", "paket THR"),
        ("Gawai belajar", "unit", "unit gawai belajar"),
        ("Butir rencana aksi kampung (CAP)", "butir", "butir rencana aksi kampung (CAP)"),
        ("Pelatihan kerja", "peserta", "peserta pelatihan kerja"),
        ("Paket", "paket", "paket"),
    ],
)
def test_each_programme_s_kinds_read_well_after_a_number(name: str, unit: str, expected: str) -> None:
    assert words.called(Kind("x", name, unit, "y")) == expected


def test_small_counts_are_words_and_large_ones_have_dots() -> None:
    assert [words.count(n) for n in (0, 1, 9, 10, 1250)] == ["nol", "satu", "sembilan", "10", "1.250"]


def test_of_many_commitment_numbers_the_first_are_named_and_the_rest_counted() -> None:
    assert words.numbers([7]) == "nomor 7"
    assert words.numbers(range(1, 15)) == "nomor 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, dan 4 lainnya"


def test_a_correction_names_each_reason_with_its_commitments() -> None:
    one = Correction("komitmen sembako", 1000, 400, (Cause("dibatalkan", (3,)), Cause("jumlah diubah", (5, 8))))
    found = replace(frozen(), corrects=dt.date(2020, 5, 1), corrections=(one, Correction("rw", 9, 8, one.causes[:1])))
    assert corrected(found) == [
        "Angka per 1 Mei 2020 dikoreksi dari 1.000 menjadi 400 paket sembako karena komitmen nomor 3 dibatalkan dan "
        "jumlah komitmen nomor 5 dan 8 diubah.",
        "Angka per 1 Mei 2020 dikoreksi dari 9 menjadi 8 RW karena komitmen nomor 3 dibatalkan.",
    ]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("komitmen thr", "2 paket THR"),
        ("tersalur siap_saji", "2 paket makanan siap saji yang tersalur"),
        ("lembaga komitmen sembako", "2 paket sembako untuk panti dan pesantren"),
        ("lembaga tersalur sembako", "2 paket sembako yang tersalur ke panti dan pesantren"),
        ("boarding_schools", "2 pesantren"),
        ("dana ACT", "2 rupiah dana kepada ACT"),
    ],
)
def test_every_corrected_figure_has_words_a_kind_that_donors_are_no_longer_asked_for_too(
    figure: str, expected: str
) -> None:
    assert change(frozen().figures, Correction(figure, 3, 2, ())) == f"3 menjadi {expected}"


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("dibuka kembali", "komitmen nomor 2 dan 7 dibuka kembali"),
        ("jumlah tersalur diubah", "jumlah tersalur komitmen nomor 2 dan 7 diubah"),
        ("donatur digabung atau dipisah", "donatur komitmen nomor 2 dan 7 digabung atau dipisah"),
    ],
)
def test_a_cause_says_what_was_done_to_which_commitments(reason: str, expected: str) -> None:
    assert why(Cause(reason, (2, 7))) == expected

"""One cell: what people type becomes a typed value, or an answer that says what to type instead."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import lengths
from sheets_schema.cells import NUMBER_KINDS, CellFault, from_serial, parse, render, to_serial
from sheets_schema.column import Audience, Column, Kind, Owner
from sheets_schema.plain import means_nothing, plain
from sheets_schema.private import CASH, STAFF_TABS
from sheets_schema.terms import YesNo


def a_column(kind: Kind, **more: object) -> Column:
    base = {"key": "k", "label": "contoh", "kind": kind, "owner": Owner.STAFF, "audience": Audience.STAFF}
    return Column(**{**base, "help": "Contoh isian.", **more})  # type: ignore[arg-type]


def fault_of(column: Column, raw: object) -> CellFault:
    with pytest.raises(CellFault) as caught:
        parse(column, raw)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize("typed", ["1.500", "seratus", "12 paket", "±250", "100.000 - 150.000", "-5 paket", "1.500,00"])
@pytest.mark.parametrize("kind", [Kind.INTEGER, Kind.DECIMAL, Kind.RUPIAH])
def test_text_in_a_number_column_is_refused_never_guessed(kind: Kind, typed: str) -> None:
    fault = fault_of(a_column(kind), typed)
    assert f'"{typed}" adalah teks' in fault.problem
    assert "ketik" in fault.remedy.lower()


@pytest.mark.parametrize(("typed", "number"), [("1.500", "1500"), ("12 paket", "12"), ("±12", "12"), ("1 500", "1500")])
def test_the_remedy_names_the_number_that_was_probably_meant(typed: str, number: str) -> None:
    assert f"ketik {number}:" in fault_of(a_column(Kind.INTEGER), typed).remedy


@pytest.mark.parametrize("typed", ["seratus", "1,5 lusin", "10 sampai 20", "-5 paket"])
def test_the_remedy_names_no_number_when_the_text_is_ambiguous(typed: str) -> None:
    assert "maksudnya" not in fault_of(a_column(Kind.INTEGER), typed).remedy


def test_a_whole_float_is_an_integer() -> None:
    value = parse(a_column(Kind.INTEGER), 12.0)
    assert (value, type(value)) == (12, int)


@pytest.mark.parametrize("raw", [2.5, 1e300, float("nan"), float("inf"), True])
def test_what_is_no_whole_number_is_refused_in_an_integer_column(raw: float) -> None:
    assert fault_of(a_column(Kind.INTEGER), raw).remedy


def test_bounds_are_inclusive_and_named() -> None:
    column = a_column(Kind.INTEGER, minimum=1, maximum=99)
    assert [parse(column, 1), parse(column, 99)] == [1, 99]
    assert "antara 1 dan 99" in fault_of(column, 0).remedy
    assert "antara 1 dan 99" in fault_of(column, 100).remedy


def test_a_phone_typed_as_text_keeps_its_leading_zero() -> None:
    assert parse(a_column(Kind.PHONE), " 081200000000 ") == "081200000000"


def test_a_phone_stored_as_a_number_is_refused_because_its_zero_is_lost() -> None:
    fault = fault_of(a_column(Kind.PHONE), 81200000000)
    assert "angka nol di depan hilang" in fault.problem
    assert "'0812" in fault.remedy


@pytest.mark.parametrize("typed", ["lihat catatan", "0812", "081200000000 / 081300000000", "081200000000 (Contoh)"])
def test_a_phone_column_takes_one_phone_number(typed: str) -> None:
    assert "satu nomor" in fault_of(a_column(Kind.PHONE), typed).remedy


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CODE, Kind.REFERENCE])
def test_a_whole_number_in_a_text_column_becomes_its_digits(kind: Kind) -> None:
    assert [parse(a_column(kind), 12), parse(a_column(kind), 7.0)] == ["12", "7"]


def test_any_other_number_in_a_text_column_is_what_staff_see_there() -> None:
    assert parse(a_column(Kind.TEXT), 1.5) == "1,5"


@pytest.mark.parametrize("raw", [1e16, True, False])
def test_what_is_no_text_is_refused_in_a_text_column(raw: float) -> None:
    assert fault_of(a_column(Kind.TEXT), raw).remedy


def test_a_code_with_a_fraction_is_refused() -> None:
    assert "tanda petik" in fault_of(a_column(Kind.CODE), 1.5).remedy


PACKAGES = {"units": ("paket", "porsi")}


@pytest.mark.parametrize(
    "typed",
    [
        "50",
        "50 paket",
        "50paket",
        "50 PAKET",
        "50 paket.",
        "\u200e50",
        "50\u200b",
        "\uff15\uff10 paket",
        "50\u00a0porsi",
        "050",
    ],
)
def test_a_number_typed_as_text_is_read_when_it_can_mean_one_thing_only(typed: str) -> None:
    assert parse(a_column(Kind.INTEGER, **PACKAGES), typed) == 50


@pytest.mark.parametrize(
    "typed", ["50 kg", "50 paket per hari", "paket", "50-60 paket", "5.0 paket", "±50 paket", "50 + 5 paket"]
)
def test_a_number_with_anything_else_stays_a_question(typed: str) -> None:
    assert fault_of(a_column(Kind.INTEGER, **PACKAGES), typed).remedy


@pytest.mark.parametrize("typed", ["RW 05", "rw05", "RW. 5", "Rw:5", "5"])
def test_a_unit_may_stand_before_its_number(typed: str) -> None:
    assert parse(a_column(Kind.INTEGER, units=("rw",)), typed) == 5


def test_a_decimal_comma_in_a_text_is_read_and_a_point_is_asked_about() -> None:
    """Who copies -6.175392 from a map is told what to type in Indonesia."""
    latitude = a_column(Kind.DECIMAL, minimum=-11, maximum=6)
    assert parse(latitude, "\u22126,175392") == -6.175392
    assert "-6,175392" in fault_of(latitude, "-6.175392").remedy
    assert "0,5" in fault_of(a_column(Kind.DECIMAL), "0.5").remedy


@pytest.mark.parametrize(("raw", "meant"), [(106827153, "106,827153"), (106827, "106,827"), (1068, "106,8")])
def test_where_the_comma_was_lost_the_remedy_puts_it_back(raw: int, meant: str) -> None:
    assert f"ketik dengan koma: {meant}." in fault_of(a_column(Kind.DECIMAL, minimum=95, maximum=141), raw).remedy


@pytest.mark.parametrize(
    "typed", ["-", "\u2013", "--", "nihil", "Tidak Ada", "n/a", "N.A.", "belum ada", "?", "\u200b"]
)
@pytest.mark.parametrize("kind", Kind)
def test_a_word_for_nothing_is_an_empty_cell_where_a_cell_may_be_empty(kind: Kind, typed: str) -> None:
    assert parse(a_column(kind, choices=("ya",)), typed) is None


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in {Kind.TEXT, Kind.CODE, Kind.REFERENCE, Kind.ANY}]
)
def test_the_remedy_of_an_optional_cell_never_asks_to_invent_a_value(kind: Kind) -> None:
    assert "kosongkan sel ini" in fault_of(a_column(kind, choices=("ya",)), "tanya Pak RT").remedy
    assert "kosongkan" not in fault_of(a_column(kind, choices=("ya",), required=True), "tanya Pak RT").remedy


def test_over_long_text_is_refused() -> None:
    assert parse(a_column(Kind.TEXT), "x" * lengths.TEXT) == "x" * lengths.TEXT
    assert str(lengths.TEXT + 1) in fault_of(a_column(Kind.TEXT), "x" * (lengths.TEXT + 1)).problem


@pytest.mark.parametrize(
    "raw", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#ERROR!", "#N/A (Did not find value.)", "Loading..."]
)
@pytest.mark.parametrize("kind", Kind)
def test_a_failed_formula_is_refused_in_every_column(kind: Kind, raw: str) -> None:
    assert raw in fault_of(a_column(kind, choices=("ya",)), raw).problem


@pytest.mark.parametrize("raw", [None, "", "   "])
@pytest.mark.parametrize("kind", Kind)
def test_an_empty_cell_is_none_unless_the_column_is_required(kind: Kind, raw: str | None) -> None:
    assert parse(a_column(kind), raw) is None
    assert "wajib diisi" in fault_of(a_column(kind, required=True), raw).problem


@pytest.mark.parametrize("typed", ["ya", "YA", " Ya "])
def test_a_choice_is_found_whatever_its_case_and_blanks(typed: str) -> None:
    assert parse(a_column(Kind.CHOICE, choices=tuple(YesNo)), typed) == "ya"


@pytest.mark.parametrize("raw", ["mungkin", 1, True, "y"])
def test_anything_else_than_a_declared_choice_is_refused_and_the_choices_are_named(raw: object) -> None:
    assert "ya, tidak" in fault_of(a_column(Kind.CHOICE, choices=tuple(YesNo)), raw).remedy


def test_a_date_comes_from_its_serial_number() -> None:
    assert parse(a_column(Kind.DATE), 43945) == dt.date(2020, 4, 24)
    assert parse(a_column(Kind.DATE), 43945.0) == dt.date(2020, 4, 24)


@pytest.mark.parametrize("raw", ["24-04-2020", "besok", 5, -1, 1e9, float("nan"), True])
@pytest.mark.parametrize("kind", [Kind.DATE, Kind.MOMENT])
def test_what_is_no_date_is_refused_with_an_example(kind: Kind, raw: object) -> None:
    assert "30-04-2020" in fault_of(a_column(kind), raw).remedy


def test_a_time_in_a_date_column_is_refused() -> None:
    assert "24-04-2020" in fault_of(a_column(Kind.DATE), 43945.5).remedy


def test_a_moment_keeps_its_time_to_the_second() -> None:
    noon = dt.datetime.fromisoformat("2020-04-24 12:30:05")
    assert parse(a_column(Kind.MOMENT), to_serial(noon)) == noon


def test_a_moment_with_a_zone_is_shown_in_jakarta_time() -> None:
    utc = dt.datetime(2020, 4, 24, 20, 0, tzinfo=dt.UTC)
    jakarta = dt.datetime(2020, 4, 25, 3, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert from_serial(to_serial(utc)) == dt.datetime.fromisoformat("2020-04-25 03:00")
    assert to_serial(utc) == to_serial(jakarta)


@pytest.mark.parametrize("raw", ["nama", "nama@", "a@contoh.id, b@contoh.id", "a b@contoh.id"])
def test_an_email_column_takes_one_address(raw: str) -> None:
    assert "satu alamat" in fault_of(a_column(Kind.EMAIL), raw).remedy


@pytest.mark.parametrize("raw", ["a@contoh.id", "a@contoh.id; b@contoh.id", "a@contoh.id;b@contoh.id ;c@contoh.id;"])
def test_a_column_for_several_addresses_takes_one_or_more(raw: str) -> None:
    assert str(parse(a_column(Kind.EMAILS), raw)).split("; ") == [one.strip() for one in raw.split(";") if one]


@pytest.mark.parametrize("raw", ["nama", "a@contoh.id; nama", "a@contoh.id atau b@contoh.id"])
def test_a_column_for_several_addresses_says_how_to_separate_them(raw: str) -> None:
    assert "titik koma" in fault_of(a_column(Kind.EMAILS), raw).remedy


def test_a_link_column_takes_a_web_address() -> None:
    assert parse(a_column(Kind.LINK), "https://contoh.id/x?y=1") == "https://contoh.id/x?y=1"
    assert "https://" in fault_of(a_column(Kind.LINK), "contoh.id").remedy


def test_an_any_column_keeps_numbers_and_texts_apart() -> None:
    column = a_column(Kind.ANY)
    assert [parse(column, 5000.0), parse(column, "5.000"), parse(column, 0.5)] == [5000, "5.000", 0.5]


@pytest.mark.parametrize("text", ["=IMPORTXML(1)", "+62", "-5", "@nama", "\tx", "'x", "0812", "24-04-2020", "TRUE"])
def test_text_is_written_as_typed_text_and_never_becomes_a_formula_or_a_number(text: str) -> None:
    assert render(a_column(Kind.TEXT), text) == {"userEnteredValue": {"stringValue": text}}


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("kind", Kind)
def test_nothing_empties_the_cell(kind: Kind, value: str | None) -> None:
    assert render(a_column(kind), value) == {}


def test_one_odd_text_cannot_fail_a_whole_write() -> None:
    written = render(a_column(Kind.TEXT), "x" * 60_000)["userEnteredValue"]["stringValue"]
    assert len(written) == lengths.TEXT
    assert written.endswith("…")
    written = render(a_column(Kind.TEXT), "a\ud800b")["userEnteredValue"]["stringValue"]
    assert written.encode("utf-8") == b"a?b"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.INTEGER, "12"),
        (Kind.DATE, 43945),
        (Kind.TEXT, 12),
        (Kind.PHONE, 812),
        (Kind.INTEGER, True),
        (Kind.TEXT, ["x"]),
        (Kind.INTEGER, dt.date(2020, 4, 24)),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_programming_error(kind: Kind, value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        render(a_column(kind), value)


# Round trips: what we write, we read back.

texts = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    .map(plain)
    .filter(lambda t: not means_nothing(t) and not t.startswith(("#", "Loading")))
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
moments = st.builds(dt.datetime.combine, days, st.times().map(lambda t: t.replace(microsecond=0)))
whole = st.integers(-(10**14), 10**14)
VALUES: dict[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: texts,
    Kind.CODE: texts,
    Kind.REFERENCE: texts,
    Kind.PHONE: st.from_regex(r"\A\+?[0-9]{8,15}\Z"),
    Kind.EMAIL: st.from_regex(r"\A[a-z0-9+]{1,20}@[a-z0-9]{1,20}\.id\Z"),
    Kind.EMAILS: st.from_regex(r"\A[a-z0-9+]{1,20}@[a-z0-9]{1,20}\.id; [a-z]{1,9}@contoh\.id\Z"),
    Kind.LINK: st.from_regex(r"\Ahttps://[a-z]{1,20}/[!-~]{0,20}\Z"),
    Kind.CHOICE: st.sampled_from(YesNo),
    Kind.INTEGER: whole,
    Kind.RUPIAH: whole,
    Kind.DECIMAL: st.floats(allow_nan=False, allow_infinity=False),
    Kind.DATE: days,
    Kind.MOMENT: moments,
    Kind.ANY: texts | whole,
}


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_what_is_written_is_read_back_the_same(kind: Kind, data: st.DataObject) -> None:
    column = a_column(kind, choices=tuple(YesNo) if kind is Kind.CHOICE else ())
    value = data.draw(VALUES[kind])
    written = render(column, value)["userEnteredValue"]
    assert set(written) <= {"stringValue", "numberValue"}
    read = parse(column, next(iter(written.values())))
    assert read == (str(value) if isinstance(value, StrEnum) else value)
    assert isinstance(read, dt.datetime) == isinstance(value, dt.datetime)


@given(raw=st.none() | st.text() | st.booleans() | st.integers() | st.floats())
@pytest.mark.parametrize("kind", Kind)
def test_any_raw_value_is_either_typed_or_answered(kind: Kind, raw: object) -> None:
    column = a_column(kind, choices=("ya",), minimum=0, maximum=10)
    answer = ""
    try:
        typed = parse(column, raw)  # type: ignore[arg-type]
    except CellFault as fault:
        typed, answer = None, fault.problem and fault.remedy
    empty = raw is None or (isinstance(raw, str) and means_nothing(plain(raw)))
    assert (typed is None) == (empty or answer != "")


@pytest.mark.parametrize("typed", ["081200000001", "0812-0000-0001", "6281200000001 paket", "3174010101901001"])
def test_a_phone_number_or_nik_in_a_number_column_is_no_amount_and_no_remedy_repeats_it(typed: str) -> None:
    for tab in STAFF_TABS:
        for column in (column for column in tab.columns if column.kind in NUMBER_KINDS):
            with pytest.raises(CellFault) as caught:
                parse(column, typed)
            assert re.sub(r"\D", "", typed).lstrip("0") not in re.sub(r"\D", "", caught.value.remedy)


@pytest.mark.parametrize("number", [81_200_000_001, 6_281_200_000_001, 3_174_010_101_901.0])
def test_a_phone_number_that_became_a_number_is_no_sum_of_money(number: float) -> None:
    with pytest.raises(CellFault, match="terlalu besar"):
        parse(CASH.column("rupiah"), number)

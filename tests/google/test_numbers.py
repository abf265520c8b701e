"""Showing numbers by their format, in the workbook's locale."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.google.workbook.locales import locale
from local.google.workbook.numberformat import show
from local.google.workbook.typed import understand

TODAY = dt.date(2020, 4, 24)
US, ID, FR = locale("en_US"), locale("id_ID"), locale("fr_FR")


@pytest.mark.parametrize(
    ("number", "kind", "pattern", "shown"),
    [
        (1234.5, "NUMBER", "#,##0.00", "1.234,50"),
        (1234.5, "NUMBER", "#,##0", "1.235"),
        (0.005, "NUMBER", "0.00", "0,01"),
        (-1234, "NUMBER", "#,##0", "-1.234"),
        (-5, "NUMBER", "0;(0)", "(5)"),
        (0, "NUMBER", '0;-0;"-"', "-"),
        (-0.001, "NUMBER", "0.00", "0,00"),
        (7, "NUMBER", "000", "007"),
        (0.5, "NUMBER", "#.##", ",5"),
        (1500000, "NUMBER", '#,##0.0,, "juta"', "1,5 juta"),
        (0.125, "PERCENT", "0.0%", "12,5%"),
        (12500, "CURRENCY", '"Rp"#,##0', "Rp12.500"),
        (12345, "SCIENTIFIC", "0.00E+00", "1,23E+04"),
        (43945, "DATE", "dd/mm/yyyy", "24/04/2020"),
        (43945, "DATE", "dddd, d mmmm yyyy", "Jumat, 24 April 2020"),
        (43945.75, "DATE_TIME", "d/m/yy h:mm", "24/4/20 18:00"),
        (43945.75, "DATE_TIME", "yyyy-mm-dd hh:mm:ss am/pm", "2020-04-24 06:00:00 PM"),
        (0.5, "TIME", "h:mm", "12:00"),
        (43945, "DATE", "", "24/04/2020"),
        (5, "NUMBER", '0" paket"', "5 paket"),
        (5, "TEXT", "@", "5"),
    ],
)
def test_a_pattern_shows_a_number_as_indonesians_write_it(number: float, kind: str, pattern: str, shown: str) -> None:
    assert show(number, {"type": kind, "pattern": pattern}, ID) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (5.0, "5"),
        (1.45, "1.45"),
        (1 / 1024, "0.0009765625"),
        (1 / 3, "0.3333333333"),
        (123456789012, "123456789012"),
        (1e20, "1E+20"),
        (-2.5, "-2.5"),
    ],
)
def test_without_a_format_a_number_is_shown_plainly(number: float, shown: str) -> None:
    assert show(number, None, US) == shown


def test_french_groups_with_a_narrow_space() -> None:
    assert show(1234567.5, {"type": "NUMBER", "pattern": "#,##0.00"}, FR) == "1\u202f234\u202f567,50"


@given(st.integers(-(10**9), 10**9), st.sampled_from([US, ID, FR]))
def test_a_grouped_whole_number_is_understood_as_it_is_shown(number: int, where: object) -> None:
    shown = show(number, {"type": "NUMBER", "pattern": "#,##0"}, where)  # type: ignore[arg-type]
    assert understand(shown, where, TODAY).value == number  # type: ignore[arg-type]


@given(st.integers(0, 70_000), st.sampled_from([US, ID, FR]))
def test_a_date_is_understood_as_it_is_shown(day: int, where: object) -> None:
    shown = show(day, {"type": "DATE", "pattern": "yyyy-mm-dd"}, where)  # type: ignore[arg-type]
    assert understand(shown, where, TODAY).value == day  # type: ignore[arg-type]


@given(st.text(max_size=30))
def test_typing_anything_never_fails(text: str) -> None:
    understand(text, ID, TODAY)

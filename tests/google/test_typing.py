"""What people type, in many locales, with and without parts of a date."""

import datetime as dt

import pytest

from local.google.workbook.locales import known, locale
from local.google.workbook.moments import EPOCH
from local.google.workbook.numberformat import show
from local.google.workbook.typed import understand
from tests.google.conftest import Api, error_of

TODAY = dt.date(2020, 4, 24)


@pytest.mark.parametrize(
    ("where", "typed", "day", "shown"),
    [
        ("en_US", "4/24", dt.date(2020, 4, 24), "4/24"),
        ("id_ID", "24/4", dt.date(2020, 4, 24), "24/4"),
        ("en_US", "Jan 5", dt.date(2020, 1, 5), "Jan 5"),
        ("en_US", "5-Jan-2019", dt.date(2019, 1, 5), "5-Jan-2019"),
        ("en_US", "Jan 2019", dt.date(2019, 1, 1), "Jan 2019"),
        ("en_US", "Sunday, January 5, 2020", dt.date(2020, 1, 5), "Sunday, January 5, 2020"),
        ("in_ID", "1 Mei", dt.date(2020, 5, 1), "1 Mei"),
        ("in_ID", "17 Agustus 2020", dt.date(2020, 8, 17), "17 Agustus 2020"),
        ("de_DE", "24.4.2020", dt.date(2020, 4, 24), "24.04.2020"),
        ("de_DE", "1. M\u00e4rz 2020", dt.date(2020, 3, 1), "1. M\u00e4rz 2020"),
        ("fr_FR", "5 janv. 2020", dt.date(2020, 1, 5), "5 janv. 2020"),
        ("en_GB", "24/4/20", dt.date(2020, 4, 24), "24/04/2020"),
        ("es_ES", "24/4/2020", dt.date(2020, 4, 24), "24/4/2020"),
        ("ja_JP", "2020/4/24", dt.date(2020, 4, 24), "2020/04/24"),
        ("en_US", "13/2/2020", None, "13/2/2020"),
        ("en_US", "2020-01-02T10:30:00Z", None, "2020-01-02T10:30:00Z"),
        ("en_US", "1/2 cup", None, "1/2 cup"),
    ],
)
def test_a_date_is_understood_in_the_locale_and_shown_as_typed(
    where: str, typed: str, day: dt.date | None, shown: str
) -> None:
    found = understand(typed, locale(where), TODAY)
    assert found.value == ((day - EPOCH).days if day else typed)
    if day:
        assert isinstance(found.value, int)
        assert show(found.value, found.number_format, locale(where)) == shown


@pytest.mark.parametrize(
    ("where", "typed", "number", "shown"),
    [
        ("de_DE", "1.234,5", 1234.5, "1.234,50"),
        ("de_DE", "5,00 \u20ac", 5, "5,00\u00a0\u20ac"),
        ("fr_FR", "1 234,5", 1234.5, "1\u202f234,50"),
        ("en_US", "\u20ac5", 5, "\u20ac5"),
        ("id_ID", "Rp 5.000", 5000, "Rp5.000"),
        ("pt_BR", "R$ 5,50", 5.5, "R$\u00a05,50"),
        ("en_US", "25:30", 1.0625, "25:30:00"),
        ("en_US", "10 PM", 22 / 24, "10 PM"),
        ("en_US", "(1,234)", -1234, "-1,234"),
    ],
)
def test_a_number_is_understood_in_the_locale(where: str, typed: str, number: float, shown: str) -> None:
    found = understand(typed, locale(where), TODAY)
    assert found.value == pytest.approx(number)
    assert show(number, found.number_format, locale(where)) == shown


def test_a_number_too_large_for_a_cell_stays_text(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["1e400"]], "USER_ENTERED")
    assert api.read(book, "A1") == [["1e400"]]


@pytest.mark.parametrize("name", ["in_ID", "id_ID", "id", "iw_IL", "de", "zh_TW", "en_GB"])
def test_a_locale_is_known_by_its_old_and_its_new_code(name: str) -> None:
    assert known(name)
    assert locale(name).months


def test_a_locale_that_there_is_not_is_refused(api: Api) -> None:
    change = {"properties": {"locale": "xx_YY"}, "fields": "locale"}
    assert error_of(api.batch(api.new_book(), {"updateSpreadsheetProperties": change}))[0] == 400


@pytest.mark.parametrize(
    ("number", "pattern", "shown"),
    [
        (12345.6789, "# ??/??", "12345 55/81"),
        (0.5, "# ?/?", " 1/2"),
        (99.95, '_("$"* #,##0.00_)', " $ 99.95 "),
        (5, "[$\u20ac-407]#,##0", "\u20ac5"),
        (5, '[>40]"tinggi";[<=10]"rendah";0', "rendah"),
        (20, '[>40]"tinggi";[<=10]"rendah";0', "20"),
        (5, "[Red]0", "5"),
    ],
)
def test_rarer_patterns_show_numbers_as_sheets_does(number: float, pattern: str, shown: str) -> None:
    assert show(number, {"type": "NUMBER", "pattern": pattern}, locale("en_US")) == shown


@pytest.mark.parametrize(
    ("number", "pattern", "shown"),
    [(1.0000232, "[h]:mm:ss", "24:00:02"), (1.5, "[mm]", "2160"), (0.75, "[h]:mm", "18:00"), (43945, "mmmmm", "A")],
)
def test_rarer_patterns_show_moments_as_sheets_does(number: float, pattern: str, shown: str) -> None:
    assert show(number, {"type": "TIME", "pattern": pattern}, locale("en_US")) == shown


def test_arithmetic_is_written_in_the_locale(api: Api) -> None:
    book = api.new_book(locale="in_ID")
    api.write(book, "A1", [["=1,5+1", "=1.5+1"]], "USER_ENTERED")
    assert api.read(book, "A1:B1", "FORMATTED_VALUE") == [["2,5", "#N/A"]]


def test_a_year_that_was_not_typed_is_the_workbooks(api: Api) -> None:
    """At 23 o'clock UTC on New Year's Eve it is next year in Jakarta."""
    api.google.control.set_clock(now="2020-12-31T23:00:00Z")
    fresh = api.as_("pemilik@lokal.iam.gserviceaccount.com")
    book = fresh.new_book(locale="in_ID", timeZone="Asia/Jakarta")
    fresh.write(book, "A1", [["1/1"]], "USER_ENTERED")
    assert fresh.read(book, "A1") == [[(dt.date(2021, 1, 1) - EPOCH).days]]


def test_an_unformatted_error_says_what_is_wrong(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["=1/0"]], "USER_ENTERED")
    assert api.read(book, "A1") == [["#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"]]
    assert api.read(book, "A1", "FORMATTED_VALUE") == [["#DIV/0!"]]


def test_dates_among_formulas_may_be_shown_as_text(api: Api) -> None:
    book = api.new_book()
    api.write(book, "A1", [["=4/2", "2017-03-04"]], "USER_ENTERED")
    assert api.read(book, "A1:B1", "FORMULA") == [["=4/2", 42798]]
    assert api.read(book, "A1:B1", "FORMULA", dateTimeRenderOption="FORMATTED_STRING") == [["=4/2", "2017-03-04"]]

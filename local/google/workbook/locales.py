"""What a spreadsheet's locale decides about numbers and dates, from the CLDR data that Babel carries.

Google's own patterns agree with CLDR where they are on record (en_US, en_GB, fr_FR), but for the year, which has four
digits. Known not to be on record: whether Sheets writes times with a colon where CLDR has a dot (id); here it does.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import babel
from babel.core import get_global
from babel.numbers import get_currency_symbol, get_territory_currencies

_OLD_CODES = {"in": "id", "iw": "he"}
"""Sheets names Indonesian and Hebrew by their old codes."""


class Locale(NamedTuple):
    """Separators, the order of a numeric date, the currency sign, and the default patterns."""

    decimal: str
    group: str
    order: str
    """The order of day, month and year in a numeric date, e.g. `dmy`."""
    currency: str
    currency_pattern: str
    date_pattern: str
    time_pattern: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    """From Monday."""
    short_days: tuple[str, ...]


def known(name: str) -> bool:
    """Whether there is such a locale."""
    try:
        _parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return False
    return True


def _parse(name: str) -> babel.Locale:
    language, _, country = name.partition("_")
    language = _OLD_CODES.get(language, language)
    likely = get_global("likely_subtags").get(language, language)
    return babel.Locale.parse(f"{language}_{country or likely.rpartition('_')[2]}")


@lru_cache(maxsize=32)
def locale(name: str) -> Locale:
    """The conventions of `id_ID`, `in_ID` or `id`. ValueError or UnknownLocaleError if there is no such locale."""
    found = _parse(name)
    symbols = found.number_symbols["latn"]
    date = re.sub("y+", "yyyy", found.date_formats["short"].pattern)
    sign, pattern = _currency(found)
    return Locale(
        decimal=symbols["decimal"],
        group=symbols["group"],
        order="".join(sorted("dmy", key=date.lower().index)),
        currency=sign,
        currency_pattern=pattern,
        date_pattern=date,
        time_pattern=re.sub(r"\s*a", " am/pm", found.time_formats["medium"].pattern.replace(".", ":")),
        months=_names(found.months["format"]["wide"]),
        short_months=_names(found.months["format"]["abbreviated"]),
        days=_names(found.days["format"]["wide"]),
        short_days=_names(found.days["format"]["abbreviated"]),
    )


def _currency(found: babel.Locale) -> tuple[str, str]:
    """The sign of the territory's money, and the pattern with the sign as quoted text."""
    sign = get_currency_symbol(get_territory_currencies(str(found.territory))[0], found)
    pattern = str(found.currency_formats["standard"].pattern).partition(";")[0]
    return sign, re.sub("(\u00a0?)\u00a4(\u00a0?)", lambda match: f'"{match[1]}{sign}{match[2]}"', pattern)


def _names(by_number: dict[int, str]) -> tuple[str, ...]:
    return tuple(by_number[number].removesuffix(".") for number in sorted(by_number))

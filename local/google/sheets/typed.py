"""What a person's typing means (USER_ENTERED): numbers, percentages, money, dates, times, booleans, formulas, text.

Rules: developers.google.com/workspace/sheets/api/reference/rest/v4/ValueInputOption ("parsed as if the user typed
them into the UI"), support.google.com/docs/answer/56470 for formats; checked against recordings for en_US.
"""

import datetime as dt
import re
from typing import NamedTuple

from local.google.jsontypes import Json, plain_number
from local.google.sheets.cell import Value
from local.google.sheets.locales import Locale

EPOCH = dt.date(1899, 12, 30)
"""Serial day 0, as documented for SERIAL_NUMBER."""


class Typed(NamedTuple):
    """What was understood, and the number format that a cell without one takes on from it."""

    value: Value
    number_format: Json | None = None
    formula: str | None = None


def understand(text: str, locale: Locale) -> Typed:
    """Never fails: what is nothing else is text."""
    if text.startswith("'"):
        return Typed(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Typed(None, formula=text)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Typed(stripped.upper() == "TRUE")
    for reading in (_number, _date_time):
        found = reading(stripped, locale)
        if found is not None:
            return found
    return Typed(text)


def _number(text: str, locale: Locale) -> Typed | None:
    sign, body = _sign(text)
    percent = body.endswith("%")
    body = body[:-1].rstrip() if percent else body
    bare = _without_currency(body, locale)
    digits = body if bare is None else bare
    amount = _amount(digits, locale)
    if amount is None or (percent and bare is not None):
        return None
    grouped, fraction = locale.group in digits, locale.decimal in digits
    if percent:
        return Typed(plain_number(sign * amount / 100), _format("PERCENT", "0.00%" if fraction else "0%"))
    if bare is not None:
        pattern = locale.currency_pattern if fraction else locale.currency_pattern.replace(".00", "")
        return Typed(plain_number(sign * amount), _format("CURRENCY", pattern))
    if "e" in digits.lower():
        return Typed(plain_number(sign * amount), _format("SCIENTIFIC", "0.00E+00"))
    pattern = "#,##0.00" if fraction else "#,##0"
    return Typed(plain_number(sign * amount), _format("NUMBER", pattern) if grouped else None)


def _sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1]
    if text.startswith(("-", "+")):
        return (-1 if text[0] == "-" else 1), text[1:].lstrip()
    return 1, text


def _without_currency(body: str, locale: Locale) -> str | None:
    sign = locale.currency
    if body.lower().startswith(sign.lower()):
        return body[len(sign) :].strip()
    if body.endswith(sign):
        return body[: -len(sign)].strip()
    return None


def _amount(digits: str, locale: Locale) -> float | None:
    """`1,234.5` in the locale's separators, `.5`, `1e3`; None for anything else."""
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)"
    if not re.fullmatch(rf"(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?", digits):
        return None
    return float(digits.replace(locale.group, "").replace(locale.decimal, "."))


def _format(kind: str, pattern: str) -> Json:
    return {"type": kind, "pattern": pattern}


_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?")


def _date_time(text: str, locale: Locale) -> Typed | None:
    date_part, _, time_part = text.partition(" ") if not _TIME.fullmatch(text) else ("", "", text)
    date = _date(date_part, locale) if date_part else None
    time = _time(time_part.strip()) if time_part else None
    if (date_part and date is None) or (time_part and time is None):
        return _written_date(text, locale)
    if date is not None and time is not None:
        pattern = f"{date[1]} {time[1]}"
        return Typed(plain_number(date[0] + time[0]), _format("DATE_TIME", pattern))
    if date is not None:
        return Typed(date[0], _format("DATE", date[1]))
    return Typed(plain_number(time[0]), _format("TIME", time[1])) if time is not None else None


def _date(text: str, locale: Locale) -> tuple[int, str] | None:
    """The serial day and the pattern that shows it as it was typed."""
    iso = _ISO.fullmatch(text)
    if iso:
        pattern = "yyyy-mm-dd".replace("-", iso[2])
        return _serial(int(iso[1]), int(iso[3]), int(iso[4]), pattern)
    numeric = _NUMERIC.fullmatch(text)
    if not numeric or (numeric[2] == "." and locale.decimal == "."):
        return None
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    if year < 100:
        year += 2000 if year < 50 else 1900
    day, month = (second, first) if locale.order == "mdy" else (first, second)
    return _serial(year, month, day, locale.date_pattern)


def _written_date(text: str, locale: Locale) -> Typed | None:
    """`2 Mei 2020` or `May 2, 2020` in the locale's months, full or three letters."""
    words = text.replace(",", " ").split()
    if len(words) != 3 or not words[2].isdigit():
        return None
    day_first = words[0].isdigit()
    day, name = (words[0], words[1]) if day_first else (words[1], words[0])
    months = [month.lower() for month in locale.months]
    matches = [index for index, month in enumerate(months) if name.lower() in (month, month[:3])]
    if not matches or not day.isdigit():
        return None
    full = len(name) > 3
    month_pattern = "mmmm" if full else "mmm"
    pattern = f"d {month_pattern} yyyy" if day_first else f"{month_pattern} d, yyyy"
    found = _serial(int(words[2]), matches[0] + 1, int(day), pattern)
    return Typed(found[0], _format("DATE", found[1])) if found else None


def _serial(year: int, month: int, day: int, pattern: str) -> tuple[int, str] | None:
    try:
        return (dt.date(year, month, day) - EPOCH).days, pattern
    except ValueError:
        return None


def _time(text: str) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4] in "Pp" else 0)
    if minute > 59 or second > 59:
        return None
    pattern = "h:mm" + (":ss" if match[3] else "") + (" am/pm" if match[4] else "")
    return (hour * 3600 + minute * 60 + second) / 86400, pattern

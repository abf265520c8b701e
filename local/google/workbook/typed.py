"""What a person's typing means (USER_ENTERED): numbers, percentages, money, dates, times, booleans, formulas, text.

Rules: developers.google.com/workspace/sheets/api/reference/rest/v4/ValueInputOption ("parsed as if the user typed
them into the UI"), support.google.com/docs/answer/56470 for formats; checked against recordings for en_US.
"""

import datetime as dt
import math
import re
from typing import NamedTuple

from local.google.workbook.canonical import plain_number
from local.google.workbook.cell import Value
from local.google.workbook.locales import Locale
from local.google.workbook.moments import read_date, read_time
from local.wire.jsontypes import Json


class Typed(NamedTuple):
    """What was understood, and the number format that a cell without one takes on from it."""

    value: Value
    number_format: Json | None = None
    formula: str | None = None


def understand(text: str, locale: Locale, today: dt.date) -> Typed:
    """Never fails: what is nothing else is text. `today` gives the year to a date without one."""
    if text.startswith("'"):
        return Typed(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Typed(None, formula=text)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Typed(stripped.upper() == "TRUE")
    found = _number(stripped, locale) or _date_time(stripped, locale, today)
    return found or Typed(text)


def _number(text: str, locale: Locale) -> Typed | None:
    sign, body = _sign(text)
    percent = body.endswith("%")
    body = body[:-1].rstrip() if percent else body
    digits, money = _without_currency(body, locale)
    digits = re.sub(r"\s", locale.group, digits) if locale.group.isspace() else digits
    amount = _amount(digits, locale)
    if amount is None or (percent and money):
        return None
    value, fraction = plain_number(sign * amount), locale.decimal in digits
    if percent:
        return Typed(plain_number(value / 100), _format("PERCENT", "0.00%" if fraction else "0%"))
    if money:
        return Typed(value, _format("CURRENCY", money if fraction else money.replace(".00", "")))
    if "e" in digits.lower():
        return Typed(value, _format("SCIENTIFIC", "0.00E+00"))
    pattern = "#,##0.00" if fraction else "#,##0"
    return Typed(value, _format("NUMBER", pattern) if locale.group in digits else None)


def _sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1]
    if text.startswith(("-", "+")):
        return (-1 if text[0] == "-" else 1), text[1:].lstrip()
    return 1, text


_SIGNS = "$\u20ac\u00a3\u00a5\u20b9"
"""Signs of money that are understood in any locale, and shown as typed."""


def _without_currency(body: str, locale: Locale) -> tuple[str, str | None]:
    """The digits beside a sign of money, and the pattern that shows it; None if there is none."""
    signs = {sign: f"[${sign}]#,##0.00" for sign in _SIGNS} | {locale.currency: locale.currency_pattern}
    for sign, pattern in signs.items():
        if body.lower().startswith(sign.lower()):
            return body[len(sign) :].strip(), pattern
        if body.endswith(sign):
            return body[: -len(sign)].strip(), pattern
    return body, None


def _amount(digits: str, locale: Locale) -> float | None:
    """`1,234.5` in the locale's separators, `.5`, `1e3`; None for anything else."""
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)"
    if not re.fullmatch(rf"(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?", digits):
        return None
    number = float(digits.replace(locale.group, "").replace(locale.decimal, "."))
    return number if math.isfinite(number) else None


def _format(kind: str, pattern: str) -> Json:
    return {"type": kind, "pattern": pattern}


def _date_time(text: str, locale: Locale, today: dt.date) -> Typed | None:
    whole = read_date(text, locale, today)
    if whole:
        return Typed(int(whole.serial), _format("DATE", whole.pattern))
    alone = read_time(text)
    if alone:
        return Typed(plain_number(alone.serial), _format("TIME", alone.pattern))
    for gap in re.finditer(" +", text):
        date, time = read_date(text[: gap.start()], locale, today), read_time(text[gap.end() :])
        if date and time:
            return Typed(
                plain_number(date.serial + time.serial), _format("DATE_TIME", f"{date.pattern} {time.pattern}")
            )
    return None

"""Dates and times as text, both ways: understood as people type them, and shown by a pattern.

Patterns: developers.google.com/workspace/sheets/api/guides/formats. What a date without a year or a day is shown as is
our reading; Google's is not on record.
"""

import datetime as dt
import re
from typing import NamedTuple

from local.google.workbook.locales import Locale

EPOCH = dt.date(1899, 12, 30)
"""Serial day 0, as documented for SERIAL_NUMBER."""

_ISO = re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_GAP = r"\.?(?:[-/ ]|, ?)"
_WRITTEN = re.compile(rf"(?P<first>\w+)(?P<gap>{_GAP})(?P<second>\w+)(?:(?P<gap2>{_GAP})(?P<year>[0-9]{{4}})|\.?)")
_TIME = re.compile(r"(?P<h>[0-9]{1,3})(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?")


class Read(NamedTuple):
    """A serial day or part of one, and the pattern that shows it as it was typed."""

    serial: float
    pattern: str


def read_date(text: str, locale: Locale, today: dt.date) -> Read | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(int(iso["y"]), int(iso["m"]), int(iso["d"]), "yyyy-mm-dd".replace("-", iso["sep"]))
    return _numeric_date(text, locale, today) or _written_date(text, locale, today)


def _numeric_date(text: str, locale: Locale, today: dt.date) -> Read | None:
    """In the locale's order; without a year, of this year."""
    match = _NUMERIC.fullmatch(text)
    if not match or (match[2] == "." and (locale.decimal == "." or not match[4])):
        return None
    first, second = int(match[1]), int(match[3])
    month_first = locale.order.index("m") < locale.order.index("d")
    month, day = (first, second) if month_first else (second, first)
    if not match[4]:
        return _day(today.year, month, day, f"M{match[2]}d" if month_first else f"d{match[2]}M")
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < 50 else 1900
    return _day(year, month, day, locale.date_pattern)


def _written_date(text: str, locale: Locale, today: dt.date) -> Read | None:
    """`2 Mei 2020`, `May 2, 2020`, `2-May`, `May 2020`, a weekday before it or not, in the locale's names."""
    weekday, _, rest = text.partition(", ")
    named = bool(rest) and {_index(weekday, locale.days), _index(weekday, locale.short_days)} != {None}
    match = _WRITTEN.fullmatch(rest if named else text)
    if not match:
        return None
    day_first = match["first"].isdigit()
    name, number = (match["second"], match["first"]) if day_first else (match["first"], match["second"])
    month, token = _month(name, locale)
    if month is None or not number.isdigit():
        return None
    if len(number) == 4 and not day_first and not match["year"]:
        return _day(int(number), month, 1, f"{token}{match['gap']}yyyy")
    shown = f"d{match['gap']}{token}" if day_first else f"{token}{match['gap']}d"
    shown += f"{match['gap2']}yyyy" if match["year"] else ""
    return _day(int(match["year"] or today.year), month, int(number), f"dddd, {shown}" if named else shown)


def _month(name: str, locale: Locale) -> tuple[int | None, str]:
    """Its number, and the token that shows it as it was typed: in full or short."""
    full = _index(name, locale.months)
    if full is not None and len(name) > 3:
        return full + 1, "mmmm"
    short = _index(name, locale.short_months)
    three = _index(name, tuple(month[:3] for month in locale.months)) if short is None else short
    return (None if three is None else three + 1), "mmm"


def _index(name: str, names: tuple[str, ...]) -> int | None:
    folded = [one.casefold() for one in names]
    return folded.index(name.casefold()) if name.casefold() in folded else None


def _day(year: int, month: int, day: int, pattern: str) -> Read | None:
    try:
        return Read((dt.date(year, month, day) - EPOCH).days, pattern)
    except ValueError:
        return None


def read_time(text: str) -> Read | None:
    """`10:30`, `10:30:15`, `10:30 PM`, `10 PM`; from 24 hours on it is a length of time."""
    match = _TIME.fullmatch(text)
    if not match or not (match["m"] or match["half"]):
        return None
    hour, minute, second = int(match["h"]), int(match["m"] or 0), int(match["s"] or 0)
    if minute > 59 or second > 59 or (match["half"] and not 1 <= hour <= 12):
        return None
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    pattern = "h" + (":mm" if match["m"] else "") + (":ss" if match["s"] else "") + (" am/pm" if match["half"] else "")
    return Read((hour * 3600 + minute * 60 + second) / 86400, pattern if hour < 24 else "[h]:mm:ss")


TOKENS = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA][mM]/[pP][mM]|[aA]/[pP]|.', re.DOTALL
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]', re.DOTALL)


def bare(pattern: str) -> str:
    """The pattern without its literal text."""
    return _LITERAL.sub("", pattern)


def blotted(pattern: str) -> str:
    """The pattern with its literal text blotted out, at the same length."""
    return _LITERAL.sub(lambda match: "\0" * len(match[0]), pattern)


def literal_text(text: str) -> str:
    """What of a pattern is shown as it is: quoted, escaped and padding text, signs of money."""

    def replacement(match: re.Match[str]) -> str:
        said = next((group for group in match.groups() if group is not None), None)
        return said if said is not None else " " if match[0].startswith("_") else ""

    return _LITERAL.sub(replacement, text)


def show_moment(number: float, pattern: str, locale: Locale) -> str:
    """A serial number by a pattern of date and time tokens. OverflowError for one outside of the calendar."""
    moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=round(number * 86400, 3))
    tokens = TOKENS.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    shown = []
    for index, token in enumerate(tokens):
        name = token.lower()
        if name[0] == "m" and set(name) == {"m"} and _is_minute(tokens, index):
            shown.append(str(moment.minute).zfill(len(token)))
        else:
            elapsed = _elapsed(number, name)
            shown.append(elapsed or _moment_part(name, token, moment, locale, half_day=half_day))
    return "".join(shown)


def _is_minute(tokens: list[str], index: int) -> bool:
    """`m` is minutes after hours or before seconds, months elsewhere."""
    first = [token.lstrip("[")[:1].lower() for token in tokens]
    letters = [(place, letter) for place, letter in enumerate(first) if letter and letter in "ymdhs"]
    position = [place for place, _ in letters].index(index)
    before = letters[position - 1][1] if position else ""
    after = letters[position + 1][1] if position + 1 < len(letters) else ""
    return before == "h" or after == "s"


_UNITS = {"h": 24, "m": 1440, "s": 86400}


def _elapsed(number: float, name: str) -> str | None:
    """`[h]`, `[mm]`: all hours, minutes or seconds since day 0."""
    if not re.fullmatch(r"\[(h+|m+|s+)\]", name):
        return None
    return str(int(round(number * 86400, 3) / 86400 * _UNITS[name[1]] + 1e-9)).zfill(len(name) - 2)


def _moment_part(name: str, token: str, moment: dt.datetime, locale: Locale, *, half_day: bool) -> str:
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    parts = {
        "y": str(moment.year)[-2:], "yy": str(moment.year)[-2:], "yyyy": f"{moment.year:04}",
        "m": str(moment.month), "mm": f"{moment.month:02}", "mmm": locale.short_months[moment.month - 1],
        "mmmm": locale.months[moment.month - 1], "mmmmm": locale.months[moment.month - 1][0],
        "d": str(moment.day), "dd": f"{moment.day:02}",
        "ddd": locale.short_days[moment.weekday()], "dddd": locale.days[moment.weekday()],
        "h": str(hour), "hh": f"{hour:02}", "s": str(moment.second), "ss": f"{moment.second:02}",
        "am/pm": "AM" if moment.hour < 12 else "PM", "a/p": "A" if moment.hour < 12 else "P",
    }  # fmt: skip
    return parts[name] if name in parts else literal_text(token)

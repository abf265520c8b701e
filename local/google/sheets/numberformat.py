"""Showing a number by its number format (FORMATTED_VALUE).

Patterns: developers.google.com/workspace/sheets/api/guides/formats. Supported: digits `0 # ?`, decimals, grouping,
percent, scientific, quoted and escaped text, sections, date and time tokens; fractions and `[h]` are not.
"""

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from local.google.jsontypes import Json
from local.google.sheets.locales import Locale
from local.google.sheets.typed import EPOCH

_DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})
_TOKENS = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA][mM]/[pP][mM]|[aA]/[pP]|.', re.DOTALL
)
_NUMBER_CORE = re.compile(r"(?:[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?:[eE][+-]?0+|,+)?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]', re.DOTALL)


def default_pattern(kind: str, locale: Locale) -> str:
    """The pattern of a number format that names only its type."""
    return {
        "NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": locale.currency_pattern, "DATE": locale.date_pattern,
        "TIME": "h:mm:ss am/pm" if locale.order == "mdy" else "h:mm:ss",
        "DATE_TIME": f"{locale.date_pattern} h:mm:ss", "SCIENTIFIC": "0.00E+00",
    }.get(kind, "")  # fmt: skip


def is_date(number_format: Json | None) -> bool:
    """Whether a number under this format is a moment, so that dateTimeRenderOption applies to it."""
    if not number_format:
        return False
    kind = number_format.get("type")
    return kind in _DATE_TYPES or (kind is None and _has_date_tokens(number_format.get("pattern", "")))


def show(number: float, number_format: Json | None, locale: Locale) -> str:
    """`number` as a cell with this format shows it."""
    if not number_format or number_format.get("type") == "TEXT":
        return general(number, locale)
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or default_pattern(kind, locale)
    if not pattern or pattern.lower() == "general":
        return general(number, locale)
    if kind in _DATE_TYPES or (not _NUMBER_CORE.search(_bare(pattern)) and _has_date_tokens(pattern)):
        return _moment(number, pattern, locale)
    return _by_sections(number, pattern, locale)


def general(number: float, locale: Locale) -> str:
    """The automatic format: 15 significant digits, at most ten after the point, E notation for the very large."""
    if number == 0:
        return "0"
    if abs(number) >= 1e15 or abs(number) < 1e-9:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".").replace(".", locale.decimal)
        return f"{mantissa}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"
    text = f"{number:.15g}"
    if "e" in text or len(text.partition(".")[2]) > 10:
        text = f"{number:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", locale.decimal)


def _bare(pattern: str) -> str:
    return _LITERAL.sub("", pattern)


@lru_cache(maxsize=256)
def _has_date_tokens(pattern: str) -> bool:
    return bool(re.search(r"[yYdDhHsSmM]", re.sub(r"[eE][+-]", "", _bare(pattern))))


def _by_sections(number: float, pattern: str, locale: Locale) -> str:
    sections = _split_sections(pattern)
    if number < 0 and len(sections) > 1 and sections[1]:
        return _digits(-number, sections[1], locale)
    if number == 0 and len(sections) > 2:
        return _digits(number, sections[2], locale)
    shown = _digits(abs(number), sections[0], locale)
    return f"-{shown}" if number < 0 and re.search(r"[1-9]", shown) else shown


@lru_cache(maxsize=256)
def _split_sections(pattern: str) -> list[str]:
    sections, current = [], ""
    for token in _TOKENS.findall(pattern):
        if token == ";":
            sections.append(current)
            current = ""
        else:
            current += token
    return [*sections, current]


def _digits(number: float, section: str, locale: Locale) -> str:
    """One section with its number core replaced by the digits; the rest is literal text."""
    masked = _LITERAL.sub(lambda match: "\0" * len(match[0]), section)
    core = _NUMBER_CORE.search(masked)
    if not core:
        return _literal_text(section)
    if "%" in masked:
        number *= 100
    shown = _scientific(number, core[0], locale) if re.search("[eE]", core[0]) else _fixed(number, core[0], locale)
    return _literal_text(section[: core.start()]) + shown + _literal_text(section[core.end() :])


def _literal_text(text: str) -> str:
    def replacement(match: re.Match[str]) -> str:
        if match[1] is not None or match[2] is not None:
            return match[1] if match[1] is not None else match[2]
        return " " if match[0].startswith("_") else ""

    return _LITERAL.sub(replacement, text)


def _fixed(number: float, core: str, locale: Locale) -> str:
    thousands = len(core) - len(core.rstrip(","))  # each comma at the end divides by a thousand
    whole_pattern, _, fraction_pattern = core.rstrip(",").partition(".")
    exact = Decimal(repr(number)) / (Decimal(1000) ** thousands)
    places = len(fraction_pattern)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    least = fraction_pattern.count("0")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    pads = whole_pattern.count("0")
    whole = whole.lstrip("0").zfill(pads) if pads else whole.lstrip("0")
    if "," in whole_pattern:
        whole = _grouped(whole, locale.group)
    point = locale.decimal if fraction or ("." in core and not places) else ""
    return whole + point + fraction


def _grouped(digits: str, separator: str) -> str:
    first = len(digits) % 3
    parts = ([digits[:first]] if first else []) + [digits[i : i + 3] for i in range(first, len(digits), 3)]
    return separator.join(parts)


def _scientific(number: float, core: str, locale: Locale) -> str:
    mantissa_pattern, exponent_pattern = re.split("[eE]", core)
    exponent = math.floor(math.log10(abs(number))) if number else 0
    mantissa = _fixed(number / 10.0**exponent, mantissa_pattern, locale)
    sign = "-" if exponent < 0 else "+" if "+" in exponent_pattern else ""
    return f"{mantissa}E{sign}{abs(exponent):0{exponent_pattern.count('0')}d}"


def _moment(number: float, pattern: str, locale: Locale) -> str:
    try:
        moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=round(number * 86400, 3))
    except OverflowError:
        return general(number, locale)
    tokens = _TOKENS.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    shown = []
    for index, token in enumerate(tokens):
        name = token.lower()
        if name[0] == "m" and set(name) == {"m"} and _is_minute(tokens, index):
            shown.append(str(moment.minute).zfill(len(token)))
        else:
            shown.append(_moment_part(name, token, moment, locale, half_day=half_day))
    return "".join(shown)


def _is_minute(tokens: list[str], index: int) -> bool:
    """`m` is minutes after hours or before seconds, months elsewhere."""
    letters = [(place, token[0].lower()) for place, token in enumerate(tokens) if token[0].lower() in "ymdhs"]
    position = [place for place, _ in letters].index(index)
    before = letters[position - 1][1] if position else ""
    after = letters[position + 1][1] if position + 1 < len(letters) else ""
    return before == "h" or after == "s"


def _moment_part(name: str, token: str, moment: dt.datetime, locale: Locale, *, half_day: bool) -> str:
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    parts = {
        "y": str(moment.year)[-2:], "yy": str(moment.year)[-2:], "yyyy": f"{moment.year:04}",
        "m": str(moment.month), "mm": f"{moment.month:02}", "mmm": locale.months[moment.month - 1][:3],
        "mmmm": locale.months[moment.month - 1], "d": str(moment.day), "dd": f"{moment.day:02}",
        "ddd": locale.days[moment.weekday()][:3], "dddd": locale.days[moment.weekday()],
        "h": str(hour), "hh": f"{hour:02}", "s": str(moment.second), "ss": f"{moment.second:02}",
        "am/pm": "AM" if moment.hour < 12 else "PM", "a/p": "A" if moment.hour < 12 else "P",
    }  # fmt: skip
    return parts[name] if name in parts else _literal_text(token)

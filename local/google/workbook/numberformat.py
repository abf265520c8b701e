"""Showing a number by its number format (FORMATTED_VALUE).

Patterns: developers.google.com/workspace/sheets/api/guides/formats. Supported: digits `0 # ?`, decimals, grouping,
percent, fractions, scientific, quoted and escaped text, sections with and without conditions, date and time tokens,
elapsed time. Colours are passed over: they are no text.
"""

import math
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from local.google.workbook.locales import Locale
from local.google.workbook.moments import TOKENS, bare, blotted, literal_text, show_moment
from local.wire.jsontypes import Json

_DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})
_NUMBER_CORE = re.compile(r"(?:[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?:[eE][+-]?0+|,+)?")
_FRACTION = re.compile(r"(?:[#0?]+ )?[#0?]+/[#0?]+")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


def default_pattern(kind: str, locale: Locale) -> str:
    """The pattern of a number format that names only its type."""
    return {
        "NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": locale.currency_pattern, "DATE": locale.date_pattern,
        "TIME": locale.time_pattern, "DATE_TIME": f"{locale.date_pattern} {locale.time_pattern.removesuffix(' am/pm')}",
        "SCIENTIFIC": "0.00E+00",
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
    if kind in _DATE_TYPES or (not _NUMBER_CORE.search(bare(pattern)) and _has_date_tokens(pattern)):
        return _moment(number, pattern, locale)
    return _by_sections(number, pattern, locale)


def _moment(number: float, pattern: str, locale: Locale) -> str:
    try:
        return show_moment(number, pattern, locale)
    except OverflowError:
        return general(number, locale)


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


@lru_cache(maxsize=256)
def _has_date_tokens(pattern: str) -> bool:
    return bool(re.search(r"[yYdDhHsSmM]", re.sub(r"[eE][+-]", "", bare(pattern))))


def _by_sections(number: float, pattern: str, locale: Locale) -> str:
    sections = _split_sections(pattern)
    if any(_CONDITION.search(section) for section in sections):
        return _by_conditions(number, sections, locale)
    if number < 0 and len(sections) > 1 and sections[1]:
        return _digits(-number, sections[1], locale)
    if number == 0 and len(sections) > 2:
        return _digits(number, sections[2], locale)
    shown = _digits(abs(number), sections[0], locale)
    return f"-{shown}" if number < 0 and re.search(r"[1-9]", shown) else shown


def _by_conditions(number: float, sections: list[str], locale: Locale) -> str:
    """The first section whose condition holds, or that has none."""
    for section in sections:
        condition = _CONDITION.search(section)
        if not condition or _HOLDS[condition[1]](number, float(condition[2])):
            shown = _digits(abs(number), section, locale)
            return f"-{shown}" if number < 0 and re.search("[1-9]", shown) else shown
    return general(number, locale)


@lru_cache(maxsize=256)
def _split_sections(pattern: str) -> list[str]:
    sections, current = [], ""
    for token in TOKENS.findall(pattern):
        if token == ";":
            sections.append(current)
            current = ""
        else:
            current += token
    return [*sections, current]


def _digits(number: float, section: str, locale: Locale) -> str:
    """One section with its number core replaced by the digits; the rest is literal text."""
    visible = blotted(section)
    core = _FRACTION.search(visible) or _NUMBER_CORE.search(visible)
    if not core:
        return literal_text(section)
    if "%" in visible:
        number *= 100
    if "/" in core[0]:
        shown = _fraction(number, core[0])
    else:
        scientific = re.search("[eE]", core[0])
        shown = _scientific(number, core[0], locale) if scientific else _fixed(number, core[0], locale)
    return literal_text(section[: core.start()]) + shown + literal_text(section[core.end() :])


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


def _fraction(number: float, core: str) -> str:
    """`12345 55/81`: the nearest with no more digits below the line than the pattern has."""
    whole, _, part = core.rpartition(" ")
    nearest = Fraction(number).limit_denominator(10 ** len(part.partition("/")[2]) - 1)
    if not whole:
        return f"{nearest.numerator}/{nearest.denominator}"
    full, rest = divmod(nearest.numerator, nearest.denominator)
    shown = f" {rest}/{nearest.denominator}" if rest else ""
    return (str(full) if full or not rest else "") + shown

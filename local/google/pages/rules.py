"""Conditions of data validation and of filters: which values they offer, and whether a cell meets them.

Meaning of each condition type: developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other.
The API writes whatever it is told; only the editor for people refuses what breaks a strict rule, and so do the pages.
"""

import re
from collections.abc import Callable
from typing import Any

from local.google.workbook import numberformat
from local.google.workbook.book import Book
from local.google.workbook.cell import Cell
from local.google.workbook.locales import locale
from local.google.workbook.render import formatted
from local.wire.errors import ApiError
from local.wire.jsontypes import Json


def options(book: Book, condition: Json) -> list[str] | None:
    """The values of a dropdown; None if the condition is no list."""
    kind, values = condition.get("type"), _values(condition)
    if kind == "ONE_OF_LIST":
        return values
    if kind == "BOOLEAN":
        return values or ["TRUE", "FALSE"]
    return _listed(book, values[0]) if kind == "ONE_OF_RANGE" and values else None


def _listed(book: Book, text: str) -> list[str]:
    """What stands in a range, each value once; nothing if the range is gone."""
    where = locale(book.locale)
    try:
        sheet, rect = book.resolve(text.removeprefix("="))
    except ApiError:
        return []
    top, bottom, left, right = rect.within(sheet.grid.row_count, sheet.grid.column_count).ends()
    shown = (formatted(cell, where) for row in sheet.grid.rows[top:bottom] for cell in row[left:right])
    return [text for text in dict.fromkeys(shown) if text]


def _values(condition: Json) -> list[str]:
    return [str(value.get("userEnteredValue", "")) for value in condition.get("values") or []]


def holds(book: Book, condition: Json, cell: Cell | None) -> bool:
    """Whether a cell meets a condition. A type that is not in the tables is met by everything."""
    kind, values = str(condition.get("type")), _values(condition)
    value = cell.value if cell is not None else None
    if kind in ("BLANK", "NOT_BLANK"):
        return (value is None) == (kind == "BLANK")
    offered = options(book, condition)
    if offered is not None:
        return formatted(cell, locale(book.locale)) in offered
    if kind == "DATE_IS_VALID":
        return _is_number(value) and numberformat.is_date((cell.format or {}).get("numberFormat") if cell else None)
    if kind in _OF_NUMBERS:
        return _is_number(value) and _OF_NUMBERS[kind](value, [float(text) for text in values])
    if kind in _OF_TEXTS:
        return _OF_TEXTS[kind](formatted(cell, locale(book.locale)).casefold(), [text.casefold() for text in values])
    return True


def wanted(book: Book, rule: Json) -> str:
    """What a cell with this rule takes, for who typed something else: the rule's own message, and an example."""
    condition = rule["condition"]
    kind, values = str(condition.get("type")), _values(condition)
    offered = options(book, condition)
    if offered is not None:
        shown = ", ".join(offered[:_MOST_SHOWN]) + (", …" if len(offered) > _MOST_SHOWN else "")
        hint = f"Pilih dari daftar: {shown}." if shown else "Daftar pilihannya masih kosong."
    else:
        hint = _WANTED.get(kind, "").format(*values, "", "")
    return f"{rule.get('inputMessage', '')}\n{hint}".strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_OF_NUMBERS: dict[str, Callable[[Any, list[float]], bool]] = {
    "NUMBER_GREATER": lambda n, v: n > v[0],
    "NUMBER_GREATER_THAN_EQ": lambda n, v: n >= v[0],
    "NUMBER_LESS": lambda n, v: n < v[0],
    "NUMBER_LESS_THAN_EQ": lambda n, v: n <= v[0],
    "NUMBER_EQ": lambda n, v: n == v[0],
    "NUMBER_NOT_EQ": lambda n, v: n != v[0],
    "NUMBER_BETWEEN": lambda n, v: v[0] <= n <= v[1],
    "NUMBER_NOT_BETWEEN": lambda n, v: not v[0] <= n <= v[1],
}
_OF_TEXTS: dict[str, Callable[[str, list[str]], bool]] = {
    "TEXT_CONTAINS": lambda t, v: v[0] in t,
    "TEXT_NOT_CONTAINS": lambda t, v: v[0] not in t,
    "TEXT_STARTS_WITH": lambda t, v: t.startswith(v[0]),
    "TEXT_ENDS_WITH": lambda t, v: t.endswith(v[0]),
    "TEXT_EQ": lambda t, v: t == v[0],
    "TEXT_NOT_EQ": lambda t, v: t != v[0],
    "TEXT_IS_EMAIL": lambda t, _: re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", t) is not None,
    "TEXT_IS_URL": lambda t, _: re.fullmatch(r"https?://[^\s/]+\.\S+", t) is not None,
}
_MOST_SHOWN = 8
_WANTED = {
    "DATE_IS_VALID": "Ketik tanggal lengkap, misalnya 25/04/2020.",
    "NUMBER_GREATER": "Ketik angka yang lebih besar dari {0}.",
    "NUMBER_GREATER_THAN_EQ": "Ketik angka, paling kecil {0}.",
    "NUMBER_LESS": "Ketik angka yang lebih kecil dari {0}.",
    "NUMBER_LESS_THAN_EQ": "Ketik angka, paling besar {0}.",
    "NUMBER_BETWEEN": "Ketik angka dari {0} sampai {1}.",
    "TEXT_IS_EMAIL": "Ketik alamat email, misalnya nama@contoh.id.",
    "TEXT_IS_URL": "Ketik alamat web yang diawali https://.",
}
"""What conditions without a list ask for."""

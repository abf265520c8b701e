"""Formulas: plain arithmetic is worked out, everything else keeps its text and shows a marker.

No dependency is followed and nothing is recalculated, so what the marker stands for is honestly unknown here.
"""

import ast
import re
from typing import NamedTuple

from local.google.workbook.canonical import plain_number
from local.google.workbook.cell import Value

MARKER = "#N/A"
"""Shown for a formula that the stand-in does not work out."""

_ARITHMETIC = re.compile(r"[0-9.,+\-*/^() ]+")
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)', re.IGNORECASE)


MESSAGES = {
    "N_A": "This formula is not worked out by the local Google.",
    "DIVIDE_BY_ZERO": "Function DIVIDE parameter 2 cannot be zero.",
}
"""What an unformatted reading says behind the shown error: the second is Google's (in many public data sets)."""


class Outcome(NamedTuple):
    value: Value
    error: str | None = None
    """Google's ErrorType, e.g. N_A or DIVIDE_BY_ZERO."""


def evaluate(formula: str, decimal: str = ".") -> Outcome:
    """What `=…` comes to; `decimal` is the locale's decimal sign."""
    link = _HYPERLINK.fullmatch(formula.strip())
    if link:
        return Outcome((link[2] if link[2] is not None else link[1]).replace('""', '"'))
    body = formula[1:].strip()
    foreign = "," if decimal == "." else "."
    if not _ARITHMETIC.fullmatch(body) or foreign in body or "**" in body or "//" in body:
        return Outcome(MARKER, "N_A")
    try:
        plain = body.replace("^", "**").replace(decimal, ".")
        return Outcome(plain_number(_work_out(ast.parse(plain, mode="eval").body)))
    except ZeroDivisionError:
        return Outcome("#DIV/0!", "DIVIDE_BY_ZERO")
    except (SyntaxError, ValueError, OverflowError):
        return Outcome(MARKER, "N_A")


def link_of(formula: str | None) -> str | None:
    """The address of a HYPERLINK formula."""
    link = _HYPERLINK.fullmatch(formula.strip()) if formula else None
    return link[1].replace('""', '"') if link else None


def _work_out(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _work_out(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp):
        return _apply(node.op, _work_out(node.left), _work_out(node.right))
    raise ValueError("not arithmetic")


def _apply(op: ast.operator, left: float, right: float) -> float:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.Pow():
            return float(left**right)
        case _:
            raise ValueError("not arithmetic")

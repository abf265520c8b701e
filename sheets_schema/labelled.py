"""A code and what it stands for in one cell: staff pick "J-07 · RW 07 Pela Mampang", and the code is what counts."""

from __future__ import annotations

MARK = " · "


def labelled(code: str, name: str | None) -> str:
    """The code with its name behind it; the code alone where there is no name."""
    return f"{code}{MARK}{name}" if name else code


def code_of(text: str) -> str:
    """The code in a cell that may have a name behind it. Whatever is typed behind the mark decides nothing."""
    return text.partition(MARK.strip())[0].strip()

"""Counts of people as the public may read them: of a small place a few would be somebody (design, section 8)."""

from __future__ import annotations

FEW = 5
"""Fewer than so many are not told apart."""


def cases(count: int | None) -> str | None:
    """0, 1-4, 5, 6, …; None when nothing is known."""
    if count is None:
        return None
    return f"1-{FEW - 1}" if 0 < count < FEW else str(count)

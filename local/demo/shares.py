"""Splitting whole numbers so that the parts add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def portions(total: int, weights: Sequence[float]) -> list[int]:
    """`total` split in proportion to weights by largest remainder. Raises ZeroDivisionError when all weights are 0."""
    exact = [total * w / sum(weights) for w in weights]
    parts = [int(x) for x in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def pieces(total: int, rng: Random, most: int = 3) -> list[int]:
    """`total` in one to `most` parts, in fives as people give, except the last."""
    count = rng.randint(1, most) if total >= 60 else 1
    parts: list[int] = []
    for left in range(count, 1, -1):
        part = max(5, round((total - sum(parts)) / left * rng.uniform(0.6, 1.3) / 5) * 5)
        parts.append(part)
    return [*parts, total - sum(parts)]

"""Scores with confidence intervals, from counts that are kept a paragraph at a time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found, what should have been, and what was right."""

    right: int
    gold: int
    found: int


@dataclass(frozen=True, slots=True)
class Interval:
    """F1 in percent, with the middle 95 % of its bootstrap distribution."""

    score: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.score:5.2f} [{self.low:.2f}, {self.high:.2f}]"


def f1(parts: Sequence[Counts]) -> float:
    """F1 of the summed counts, in percent."""
    total = sum(part.gold + part.found for part in parts)
    return 200 * sum(part.right for part in parts) / total if total else 0.0


def interval(parts: Sequence[Counts], *, seed: int = 1, rounds: int = ROUNDS) -> Interval:
    """Resample the parts with replacement (Efron's percentile bootstrap)."""
    rng = random.Random(seed)
    drawn = sorted(f1(rng.choices(parts, k=len(parts))) for _ in range(rounds))
    return Interval(f1(parts), drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds) - 1])

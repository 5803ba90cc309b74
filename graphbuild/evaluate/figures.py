"""The figures of a slot: precision, recall, F1, accuracy, macro-F1, with their intervals, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included."""

    low: float
    high: float

    def to_json(self) -> list[float]:
        """``[low, high]``."""
        return [round(self.low, _DIGITS), round(self.high, _DIGITS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Precision, recall and F1 of a slot, in [0, 1]; 0 where nothing was found or asked for."""

    tp: int
    fp: int
    fn: int
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what was asked for that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, object]:
        """Figures to three digits."""
        return {
            "p": round(self.precision, _DIGITS),
            "r": round(self.recall, _DIGITS),
            "f1": round(self.f1, _DIGITS),
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
            "interval": {
                "p": _interval_json(self.precision_interval),
                "r": _interval_json(self.recall_interval),
                "f1": _interval_json(self.f1_interval),
            },
        }


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of right values among the `of` that the gold gives, of talks that were found; None where it gives none."""

    right: int
    of: int
    interval: Interval | None = None

    @property
    def value(self) -> float | None:
        """The share, in [0, 1]."""
        return self.right / self.of if self.of else None

    def to_json(self) -> dict[str, object]:
        """Figures to three digits."""
        value = None if self.value is None else round(self.value, _DIGITS)
        return {"accuracy": value, "of": self.of, "interval": _interval_json(self.interval)}


@dataclass(frozen=True, slots=True)
class MacroF1:
    """Mean of the F1 of each factuality that the gold has; a missed talk costs its factuality recall."""

    labels: Mapping[str, Rate]
    interval: Interval | None = None

    @property
    def value(self) -> float:
        """The mean of the labels' F1, each as shown (to three digits), so that a reader gets the same; 0 for none."""
        shown = [round(rate.f1, _DIGITS) for rate in self.labels.values()]
        return sum(shown) / len(shown) if shown else 0.0

    def to_json(self) -> dict[str, object]:
        """Figures to three digits."""
        labels = {label: {"f1": round(r.f1, _DIGITS), "of": r.tp + r.fn} for label, r in self.labels.items()}
        return {"f1": round(self.value, _DIGITS), **labels, "interval": _interval_json(self.interval)}


def _interval_json(interval: Interval | None) -> list[float] | None:
    return None if interval is None else interval.to_json()

"""Scores over documents: precision, recall, F1, accuracy, macro-F1, each with a bootstrap interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphbuild.evaluate.outcome import ACCURACY_SLOTS, MISSED, RATE_SLOTS, Counts, Error, Hits, Outcome
from graphbuild.records import FACTUALITIES

_DIGITS = 3

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """How intervals are drawn: documents resampled with replacement, percentiles of the resampled figure.

    The percentile bootstrap (Efron 1979) is too narrow for a handful of documents; under two there is no interval.
    """

    resamples: int = 2000
    level: float = 0.95
    seed: int = 0


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
            **{"p": round(self.precision, _DIGITS), "r": round(self.recall, _DIGITS), "f1": round(self.f1, _DIGITS)},
            **{"tp": self.tp, "fp": self.fp, "fn": self.fn},
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All figures of an export against gold.

    `confusion` counts (best gold factuality, predicted factuality or ``missed``); `documents` has one outcome a
    document, sorted by name; `errors` are theirs, in the same order.
    """

    rates: Mapping[str, Rate]
    accuracies: Mapping[str, Accuracy]
    factuality_macro: MacroF1
    confusion: Mapping[tuple[str, str], int]
    documents: tuple[Outcome, ...]

    @property
    def errors(self) -> tuple[Error, ...]:
        """Every error of every document."""
        return tuple(error for one in self.documents for error in one.errors)

    def to_json(self) -> dict[str, object]:
        """One JSON object: figures by slot, confusion table, documents, errors."""
        return {
            **{slot: rate.to_json() for slot, rate in self.rates.items()},
            **{slot: accuracy.to_json() for slot, accuracy in self.accuracies.items()},
            "factuality_macro": self.factuality_macro.to_json(),
            "confusion": {
                gold: {guess: n for (best, guess), n in self.confusion.items() if best == gold}
                for gold in dict.fromkeys(best for best, _ in self.confusion)
            },
            "documents": [_document_json(one) for one in self.documents],
            "errors": [error.to_json() for error in self.errors],
        }


def scores(outcomes: Sequence[Outcome], *, bootstrap: Bootstrap | None = None) -> Scores:
    """Sum the counts of documents (micro-averages) and draw the intervals, the same for the same outcomes."""
    draw = _Resampler(len(outcomes), bootstrap or Bootstrap())
    factualities = [pair for one in outcomes for pair in one.factuality]
    labels = [label for label in FACTUALITIES if any(gold == label for gold, _ in factualities)]
    confusion = Counter((gold, guess or MISSED) for gold, guess in factualities)
    by_label = [[_one_against_rest(one.factuality, label) for one in outcomes] for label in labels]
    return Scores(
        rates={slot: draw.rate([one.rates[slot] for one in outcomes]) for slot in RATE_SLOTS},
        accuracies={slot: draw.accuracy([one.accuracies[slot] for one in outcomes]) for slot in ACCURACY_SLOTS},
        factuality_macro=MacroF1(
            {label: draw.rate(counts) for label, counts in zip(labels, by_label, strict=True)},
            draw.mean_f1(by_label),
        ),
        confusion={(gold, guess): confusion[gold, guess] for gold in labels for guess in (*FACTUALITIES, MISSED)},
        documents=tuple(outcomes),
    )


class _Resampler:
    """Draws the same resamples of the documents for every slot."""

    def __init__(self, documents: int, bootstrap: Bootstrap) -> None:
        self._level = bootstrap.level
        self._weights: _Floats | None = None  # resamples by documents: how often each document was drawn
        if documents >= 2:
            random = np.random.default_rng(bootstrap.seed)
            shares = np.full(documents, 1 / documents)
            self._weights = random.multinomial(documents, shares, size=bootstrap.resamples).astype(np.float64)

    def rate(self, counts: Sequence[Counts]) -> Rate:
        tp, fp, fn = (int(total) for total in _table(counts).sum(axis=0))
        if self._weights is None:
            return Rate(tp=tp, fp=fp, fn=fn)
        drawn = self._weights @ _table(counts)
        found, asked = drawn[:, 0] + drawn[:, 1], drawn[:, 0] + drawn[:, 2]
        return Rate(
            **{"tp": tp, "fp": fp, "fn": fn},
            precision_interval=self._interval(_share(drawn[:, 0], found)),
            recall_interval=self._interval(_share(drawn[:, 0], asked)),
            f1_interval=self._interval(_f1(drawn)),
        )

    def accuracy(self, hits: Sequence[Hits]) -> Accuracy:
        table = np.array([(one.right, one.of) for one in hits], dtype=np.float64).reshape(-1, 2)
        right, of = (int(total) for total in table.sum(axis=0))
        if self._weights is None:
            return Accuracy(right, of)
        drawn = self._weights @ table
        return Accuracy(right, of, self._interval(_share(drawn[:, 0], drawn[:, 1])))

    def mean_f1(self, by_label: Sequence[Sequence[Counts]]) -> Interval | None:
        """Interval of the mean over the labels that a resample's gold has."""
        if self._weights is None or not by_label:
            return None
        drawn = [self._weights @ _table(counts) for counts in by_label]
        present = np.array([each[:, 0] + each[:, 2] > 0 for each in drawn])
        f1 = np.array([np.nan_to_num(_f1(each)) for each in drawn])
        return self._interval(_share((f1 * present).sum(axis=0), present.sum(axis=0).astype(np.float64)))

    def _interval(self, drawn: _Floats) -> Interval | None:
        """Percentiles of the resamples in which the figure is defined."""
        defined = drawn[~np.isnan(drawn)]
        if not defined.size:
            return None
        tail = 100 * (1 - self._level) / 2
        low, high = np.percentile(defined, [tail, 100 - tail])
        return Interval(float(low), float(high))


def _one_against_rest(pairs: Sequence[tuple[str, str | None]], label: str) -> Counts:
    tp = sum(gold == label == guess for gold, guess in pairs)
    found, asked = sum(guess == label for _, guess in pairs), sum(gold == label for gold, _ in pairs)
    return Counts(tp, found - tp, asked - tp)


def _table(counts: Sequence[Counts]) -> _Floats:
    return np.array([(one.tp, one.fp, one.fn) for one in counts], dtype=np.float64).reshape(-1, 3)


def _f1(drawn: _Floats) -> _Floats:
    return _share(2 * drawn[:, 0], 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])


def _share(part: _Floats, whole: _Floats) -> _Floats:
    """Part of a whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _interval_json(interval: Interval | None) -> list[float] | None:
    return None if interval is None else interval.to_json()


def _document_json(one: Outcome) -> dict[str, object]:
    rates = {slot: {"tp": c.tp, "fp": c.fp, "fn": c.fn} for slot, c in one.rates.items()}
    accuracies = {slot: {"right": hits.right, "of": hits.of} for slot, hits in one.accuracies.items()}
    return {"document": one.document, **rates, **accuracies}

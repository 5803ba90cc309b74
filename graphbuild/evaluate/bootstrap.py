"""Confidence intervals by resampling documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphbuild.evaluate.figures import Accuracy, Interval, Rate
from graphbuild.evaluate.outcome import Counts, Hits

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """How intervals are drawn: documents resampled with replacement, percentiles of the resampled figure.

    The percentile bootstrap (Efron 1979) is too narrow for a handful of documents; under two there is no interval.
    """

    resamples: int = 2000
    level: float = 0.95
    seed: int = 0


class Resampler:
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
            tp=tp,
            fp=fp,
            fn=fn,
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


def _table(counts: Sequence[Counts]) -> _Floats:
    return np.array([(one.tp, one.fp, one.fn) for one in counts], dtype=np.float64).reshape(-1, 3)


def _f1(drawn: _Floats) -> _Floats:
    return _share(2 * drawn[:, 0], 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])


def _share(part: _Floats, whole: _Floats) -> _Floats:
    """Part of a whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)

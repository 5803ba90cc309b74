"""Learned scorers: logistic regressions over named, binary features, whose weights are data (`*_weights.tsv`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from graphbuild import lang
from graphbuild.errors import LexiconError

BIAS = "bias"


def probability(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability that something with these features is what the weights were learned to tell."""
    total = weights[BIAS] + math.fsum(weights.get(name, 0.0) for name in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def shipped(name: str) -> Mapping[str, float]:
    """The weights of a table of ``lang/fa``; `LexiconError` names the row that is wrong."""
    weights: dict[str, float] = {}
    for row in lang.table(name, ("feature", "weight")):
        try:
            weight = float(row["weight"])
        except ValueError:
            raise LexiconError(f"{row.place}: {row['weight']!r} is no number; train the weights again") from None
        if row["feature"] in weights or not math.isfinite(weight):
            raise LexiconError(f"{row.place}: {row['feature']!r} stands twice or is infinite; train the weights again")
        weights[row["feature"]] = weight
    if BIAS not in weights:
        raise LexiconError(f"{lang.FOLDER / name}: no row {BIAS!r}; train the weights again")
    return weights

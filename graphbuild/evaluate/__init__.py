"""Scores with intervals against gold, the noise ladder, and a baseline to compare with."""

from graphbuild.evaluate.bootstrap import Bootstrap
from graphbuild.evaluate.export import evaluate, evaluate_export
from graphbuild.evaluate.road import Ladder, evaluate_baseline, evaluate_gold, evaluate_noise
from graphbuild.evaluate.scores import Scores

__all__ = [
    "Bootstrap",
    "Ladder",
    "Scores",
    "evaluate",
    "evaluate_baseline",
    "evaluate_export",
    "evaluate_gold",
    "evaluate_noise",
]

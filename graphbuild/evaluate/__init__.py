"""Scores with intervals against gold, the noise ladder, and a baseline to compare with."""

from graphbuild.evaluate.export import evaluate, evaluate_export
from graphbuild.evaluate.scores import Bootstrap, Scores

__all__ = ["Bootstrap", "Scores", "evaluate", "evaluate_export"]

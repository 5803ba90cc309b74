"""Score an export, whoever made it, against gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graphbuild.evaluate import predicted
from graphbuild.evaluate.bootstrap import Bootstrap
from graphbuild.evaluate.gold import Gold, read_all
from graphbuild.evaluate.outcome import outcome
from graphbuild.evaluate.scores import Scores, scores

Rows = Iterable[Mapping[str, object]]


def evaluate(
    gold_paths: Iterable[str | Path], *, talks: Rows, statements: Rows, bootstrap: Bootstrap | None = None
) -> Scores:
    """Score rows of ``talks.jsonl`` and ``statements.jsonl`` against gold files, or folders of them.

    Evidence is matched with gold by the document's file name. `InputError` on bad gold and on bad rows.
    """
    return score(read_all(gold_paths), talks=talks, statements=statements, bootstrap=bootstrap)


def evaluate_export(
    export: str | Path, gold_paths: Iterable[str | Path], *, bootstrap: Bootstrap | None = None
) -> Scores:
    """Score a folder with ``talks.jsonl`` and ``statements.jsonl``; the second may be missing."""
    folder = Path(export)
    talks = predicted.read_rows(folder / "talks.jsonl")
    said = folder / "statements.jsonl"
    statements = predicted.read_rows(said) if said.exists() else []
    return evaluate(gold_paths, talks=talks, statements=statements, bootstrap=bootstrap)


def score(gold: Sequence[Gold], *, talks: Rows, statements: Rows, bootstrap: Bootstrap | None = None) -> Scores:
    """Score rows of an export against gold that was read before."""
    found, said = predicted.talks(talks), predicted.statements(statements)
    return scores([outcome(one, found, said) for one in gold], bootstrap=bootstrap)

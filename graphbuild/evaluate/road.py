"""Score the whole road: build a graph from the texts beside the gold, and score what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.evaluate import noise as noises
from graphbuild.evaluate.baseline import baseline
from graphbuild.evaluate.bootstrap import Bootstrap
from graphbuild.evaluate.export import score
from graphbuild.evaluate.gold import Gold, read_all
from graphbuild.evaluate.scores import Scores

Progress = Callable[[int, int, str], None]
"""Is told after each document how many are done, of how many, and its path."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Texts ready to be read: the gold that holds for them, the folder that they lie in, the folder for their graph."""

    gold: tuple[Gold, ...]
    documents: Path
    graph: Path


@dataclass(frozen=True, slots=True)
class Ladder:
    """Scores of the same gold under each noise, in the order of `noise.LADDER`; the first has none."""

    rungs: Mapping[str, Scores]

    def to_json(self) -> dict[str, object]:
        """The JSON of each rung's scores, by its name."""
        return {name: scores.to_json() for name, scores in self.rungs.items()}


def evaluate_gold(
    gold_paths: Iterable[str | Path],
    *,
    model: str | Path = "builtin",
    published: date | None = None,
    noise: str = noises.NONE,
    work: str | Path | None = None,
    progress: Progress | None = None,
    bootstrap: Bootstrap | None = None,
) -> Scores:
    """Build one graph from the texts of the gold and score it.

    A text's date is that of its ``meta.json``, else the gold's reference date, else `published`. `noise` names a rung
    of the noise ladder. `work` is a folder that keeps the graph, so that a second run parses only what is new; without
    it everything is done in a temporary one. `InputError` on bad gold; a text that the build refuses counts as missed.
    """
    from graphbuild import pipeline  # here: to score an export takes no pipeline
    from graphbuild.export.rows import rows
    from graphbuild.store import records

    gold = read_all(gold_paths)
    with _folder(work) as folder:
        staged = stage(gold, folder, noise)
        pipeline.build([staged.documents], graph=staged.graph, published=published, model=model, progress=progress)
        found = rows(records.load(staged.graph))
        return score(staged.gold, talks=found["talks"], statements=found["statements"], bootstrap=bootstrap)


def evaluate_noise(
    gold_paths: Iterable[str | Path],
    *,
    model: str | Path = "builtin",
    published: date | None = None,
    work: str | Path | None = None,
    progress: Progress | None = None,
    bootstrap: Bootstrap | None = None,
) -> Ladder:
    """`evaluate_gold` under every noise; the options are the same."""
    paths = list(gold_paths)
    with _folder(work) as folder:
        return Ladder(
            {
                name: evaluate_gold(
                    paths,
                    model=model,
                    published=published,
                    noise=name,
                    work=folder,
                    progress=progress,
                    bootstrap=bootstrap,
                )
                for name in noises.LADDER
            }
        )


def evaluate_baseline(
    gold_paths: Iterable[str | Path],
    *,
    model: str | Path = "builtin",
    work: str | Path | None = None,
    bootstrap: Bootstrap | None = None,
) -> Scores:
    """Score the co-occurrence baseline on the texts of the gold; parses in `work` are shared with `evaluate_gold`."""
    gold = read_all(gold_paths)
    with _folder(work) as folder:
        staged = stage(gold, folder, noises.NONE)
        rows = baseline(_parsed(staged, model))
        return score(staged.gold, talks=rows.talks, statements=rows.statements, bootstrap=bootstrap)


def _parsed(staged: Stage, model: str | Path) -> Iterator[Document]:
    from graphbuild.parse import ParseCache, Parser  # here: to score an export takes no parser
    from graphbuild.read import read
    from graphbuild.repair import Repairer

    cache = ParseCache(staged.graph / "parses")
    parser = Parser(model, cache=cache)
    repairer = Repairer()
    for document in read(staged.documents):
        if isinstance(document, Document):
            yield parser(repairer(document))


def stage(gold: Sequence[Gold], folder: Path, noise: str) -> Stage:
    """Write the noisy texts with their metadata to a folder of their own."""
    make_noise = noises.named(noise)
    documents, graph = folder / noise / "documents", folder / noise / "graph"
    try:
        documents.mkdir(parents=True, exist_ok=True)
        for old in documents.iterdir():
            old.unlink()  # of gold that an earlier run was given
        staged = []
        for one in gold:
            source = make_noise(one.source.text)
            path = documents / one.document
            path.write_bytes(source.text.encode())
            meta = path.with_suffix(".meta.json")
            meta.write_text(json.dumps(_metadata(one), ensure_ascii=False), encoding="utf-8")
            staged.append(replace(one, path=path, source=source))
    except OSError as error:
        raise InputError(f"{error.filename}: {error.strerror}; free space or name another work folder") from None
    return Stage(tuple(staged), documents, graph)


def _metadata(gold: Gold) -> dict[str, object]:
    """Metadata beside the gold's text, its date filled in from the gold where it has none."""
    path = gold.path.with_suffix(".meta.json")
    try:
        fields: object = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError as error:  # no JSON, or no UTF-8
        raise InputError(f"{path}: {error}; mend the JSON") from None
    if not isinstance(fields, dict):
        raise InputError(f'{path}: no JSON object; write {{"published": "2025-01-17"}}')
    if not fields.get("published") and gold.reference_date:
        fields["published"] = gold.reference_date.isoformat()
    return fields


@contextmanager
def _folder(work: str | Path | None) -> Iterator[Path]:
    """The folder to work in: the caller's, which stays, or one that goes."""
    if work is not None:
        yield Path(work)
        return
    with TemporaryDirectory(prefix="graphbuild-") as temporary:
        yield Path(temporary)

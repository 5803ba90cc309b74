"""Measure a model on held-out text and print the table of the model card.

``python -m graphbuild.train.scores MODEL_DIR DATA_DIR`` parses raw text, so every layer is predicted: sentence and word
boundaries, multi-word tokens, tags, lemmas, trees. Names are measured on gold tokens, as the literature does. Each
score comes with a 95 % bootstrap interval over paragraphs (trees) or sentences (names).
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graphbuild.train import names, treebanks
from graphbuild.train.augment import strip_tree, strip_zwnj
from graphbuild.train.bootstrap import Counts, Interval, interval
from graphbuild.train.conllu import Tree, read

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "Lemmas", "UAS", "LAS")
NAME_SETS = {
    "PEYMA test": "ner-nsurl2019/peyma-split-test.tsv.xz",
    "ARMAN fold 1": "ner-arman/arman-fold1.tsv.xz",
}
"""Research-only sets: for measuring, never for training."""
KINDS = ("PER", "LOC", "ORG")
PARAGRAPH = 6  # sentences at most
Table = dict[str, dict[str, Interval]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.train.scores", description=__doc__)
    parser.add_argument("model", type=Path, help="a Stanza model folder with resources.json")
    parser.add_argument("data", type=Path, help="the folder of the treebanks and name sets")
    parser.add_argument("--own", type=Path, help="measure on these trees too, as tests/corpora/diplomatic-test.conllu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=["trees", "names"], help="measure one half of the table")
    parser.add_argument("--limit", type=int, help="read only the first sentences of each set, for a quick look")
    parser.add_argument("--json", type=Path, help="also write the scores to this file")
    options = parser.parse_args(arguments)
    import torch

    torch.set_num_threads(options.threads)
    table = measure(options.model, options.data, only=options.only, limit=options.limit, own=options.own)
    print(render(table))
    if options.json:
        content = {row: {name: asdict(value) for name, value in cells.items()} for row, cells in table.items()}
        options.json.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(
    model: Path, data: Path, *, only: str | None = None, limit: int | None = None, own: Path | None = None
) -> Table:
    """Every row of the table; speed and memory are single figures, so their interval is the figure itself."""
    from graphbuild.parse import clitics, loading, models
    from graphbuild.parse.stanza import ANNOTATE, SPLIT

    begun = time.monotonic()
    pipeline, encoder = loading.load(models.resolve(model))
    load_seconds = time.monotonic() - begun

    def annotate(text: str) -> Any:
        tree = clitics.mend(pipeline(text, processors=SPLIT))
        with encoder.remember() if encoder else nullcontext():
            return pipeline(tree, processors=ANNOTATE)

    table: Table = {}
    if only != "names":
        corpora = treebanks.load(data)
        held = corpora.perdt_held[:limit]
        begun = time.monotonic()
        table["PerDT"] = trees(annotate, held)
        seconds = time.monotonic() - begun
        stripped = [strip_tree(tree) for tree in held]
        table["PerDT, ZWNJ removed"] = trees(annotate, stripped)
        table["PerDT, removed and restored"] = trees(annotate, stripped, repair=restored)
        table["Seraji, labels mapped"] = trees(annotate, corpora.seraji_test[:limit])
        if own is not None:
            mine = [treebanks.scheme().map(tree, treebank="perdt") for tree in read(own)[:limit]]
            table["diplomatic news"] = trees(annotate, mine)
            table["diplomatic news, ZWNJ removed"] = trees(annotate, [strip_tree(tree) for tree in mine])
        table["speed"] = {"words/s": _single(sum(len(tree.words) for tree in held) / seconds)}
    if only != "trees":
        tagger = pipeline.processors["ner"]
        for row, file in NAME_SETS.items():
            sentences = names.read_tags(data / file)[:limit]
            table[f"names, {row}"] = tagged(tagger, sentences)
            table[f"names, {row}, ZWNJ removed"] = tagged(tagger, [names.strip_tagged(one) for one in sentences])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table["loading"] = {"seconds": _single(load_seconds), "peak MB": _single(memory)}
    return table


def restored(text: str) -> str:
    """The text with its half-spaces put back, as the repair stage does it."""
    from graphbuild.repair import halfspace
    from graphbuild.repair.mapped import Mapped

    return halfspace.restore(Mapped.of(text)).text


def trees(
    annotate: Callable[[str], Any], gold: Sequence[Tree], *, repair: Callable[[str], str] = str
) -> dict[str, Interval]:
    """Parse the raw text of ``gold`` and compare it, half-spaces aside, so that putting one back is no error."""
    from udtools import udeval  # type: ignore[import-untyped]

    groups = paragraphs(gold)
    texts = [repair(" ".join(tree.text for tree in group)) for group in groups]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 2)
    document = annotate("\n\n".join(texts))
    system: list[list[str]] = [[] for _ in groups]
    at = 0
    for sentence in document.sentences:
        first = sentence.tokens[0].start_char
        while first >= starts[at + 1]:
            at += 1
        system[at].append(_plain(f"{sentence:C}"))
    parts: dict[str, list[Counts]] = {metric: [] for metric in METRICS}
    for group, blocks in zip(groups, system, strict=True):
        want = udeval.load_conllu(io.StringIO("".join(_plain(str(strip_tree(tree)).strip()) for tree in group)), "", {})
        scored = udeval.evaluate(want, udeval.load_conllu(io.StringIO("".join(blocks)), "", {}))
        for metric in METRICS:
            score = scored[metric]
            parts[metric].append(Counts(score.correct, score.gold_total, score.system_total))
    return {metric: interval(counts) for metric, counts in parts.items()}


def tagged(tagger: Any, gold: Sequence[names.TaggedSentence]) -> dict[str, Interval]:
    """Exact spans and kinds on gold tokens."""
    from stanza.models.common.doc import Document

    rows = [[{"id": number, "text": word} for number, (word, _) in enumerate(one, 1)] for one in gold]
    document = tagger.process(Document(rows))
    parts: dict[str, list[Counts]] = {kind: [] for kind in ("all", *KINDS)}
    for sentence, want in zip(document.sentences, gold, strict=True):
        right = names.spans([tag for _, tag in want])
        found = names.spans([_bio(token.ner) for token in sentence.tokens])
        for kind in parts:
            a = {span for span in right if kind in ("all", span[2])}
            b = {span for span in found if kind in ("all", span[2])}
            parts[kind].append(Counts(len(a & b), len(a), len(b)))
    return {kind: interval(counts) for kind, counts in parts.items()}


def paragraphs(gold: Sequence[Tree], *, seed: int = 1) -> list[list[Tree]]:
    """Consecutive sentences in paragraphs of one to six, always the same."""
    rng = random.Random(seed)
    groups: list[list[Tree]] = []
    start = 0
    while start < len(gold):
        size = rng.randint(1, PARAGRAPH)
        groups.append(list(gold[start : start + size]))
        start += size
    return groups


def render(table: Table) -> str:
    """The table as text, one line a score."""
    width = max(map(len, table))
    return "\n".join(
        f"{row:{width}}  {name:10} {value}" for row, cells in table.items() for name, value in cells.items()
    )


def _bio(tag: str) -> str:
    """Stanza's BIOES tag as BIO."""
    return {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:] if tag != "O" else tag


def _plain(block: str) -> str:
    """A sentence's CoNLL-U lines with forms as the comparison wants them: no half-space, nothing in MISC."""
    lines = []
    for line in block.split("\n"):
        cells = line.split("\t")
        if len(cells) == 10:
            cells[1], cells[9] = strip_zwnj(cells[1]), "_"
            lines.append("\t".join(cells))
    return "\n".join(lines) + "\n\n"


def _single(value: float) -> Interval:
    return Interval(value, value, value)


if __name__ == "__main__":
    main()

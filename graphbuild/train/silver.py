"""Self-training: raw sentences of PerDT with the trees that two models agree on.

The text is that of PerDT's train split (CC BY-SA 4.0, as the trees are), so what is trained on it can be released. A
word on which the two differ teaches nothing; a sentence on which they differ much is left out.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from graphbuild.train import treebanks
from graphbuild.train.joint import UNKNOWN, Example, JointModel
from graphbuild.train.progress import Progress
from graphbuild.train.transplant import SCHEME

RAW = "ud-perdt/train-raw-26196.txt.xz"
SENTENCES = 10_000
AGREED = 0.75  # of a sentence's words, for it to be kept
_WORD = re.compile(r"[^\W_]+(?:[\u200c\u064b]+[^\W_]+)*\u064b?|[^\w\s]|_")


def read(data: Path, count: int, *, seed: int) -> list[list[str]]:
    """``count`` raw sentences in words, in an order by ``seed``; none that is held out or for development.

    Words are cut at spaces and marks only: the few clitics stay on their words.
    """
    corpora = treebanks.load(data)
    unseen = {_key(tree.text) for tree in (*corpora.perdt_held, *corpora.perdt_dev, *corpora.seraji_test)}
    with lzma.open(data / RAW, "rt", encoding="utf-8") as file:
        texts = sorted({line.strip() for line in file if line.strip() and _key(line) not in unseen})
    random.Random(seed).shuffle(texts)
    return [words for words in map(_WORD.findall, texts) if 4 <= len(words) <= 50][:count]


def agree(models: Sequence[JointModel], sentences: Sequence[Sequence[str]]) -> list[Example]:
    """The sentences with what all models give; a word on which they differ has no tag, head or label."""
    found = []
    for parses in zip(*(_parsed(model, sentences) for model in models), strict=True):
        words = [zip(parse.tags, parse.heads, parse.labels, strict=True) for parse in parses]
        common = [given[0] if len(set(given)) == 1 else ("", UNKNOWN, "") for given in zip(*words, strict=True)]
        if sum(head != UNKNOWN for _, head, _ in common) >= AGREED * len(common):
            tags, heads, labels = zip(*common, strict=True)
            found.append(Example(parses[0].words, tags, heads, labels))
    return found


def write(path: Path, examples: Sequence[Example]) -> None:
    """Write examples as JSON, each as its four columns."""
    rows = [[list(column) for column in astuple(example)] for example in examples]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> list[Example]:
    """The inverse of :func:`write`."""
    return [Example(*map(tuple, row)) for row in json.loads(path.read_text("utf-8"))]


def _parsed(model: JointModel, sentences: Sequence[Sequence[str]], *, batch: int = 16) -> Iterator[Example]:
    """In the order of the sentences; those of like length go through the model together."""
    model.eval()
    order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
    progress = Progress("silver", len(order))
    found: dict[int, Example] = {}
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        found.update(zip(part, model.predict(SCHEME, [sentences[index] for index in part]), strict=True))
        progress.at(start)
    yield from (found[index] for index in range(len(order)))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)

"""Running text with a label a character, which Stanza's tokenizer is trained on."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graphbuild.train.augment import break_lines
from graphbuild.train.conllu import Tree

TOKEN, MULTIWORD = 1, 3  # on a token's last character; one more where the token also ends its sentence
LONGEST_PARAGRAPH = 6  # sentences


def labels(tree: Tree) -> str:
    """One digit a character of ``tree.text``: 0 inside a token or on a space, else what ends there."""
    found = ""
    tokens = tree.tokens
    for token in tokens:
        end = (MULTIWORD if token.is_token_only else TOKEN) + (token is tokens[-1])
        found += "0" * (len(token.form) - 1) + str(end) + ("0" if token.space_after else "")
    return found[: len(tree.text)]


def write(folder: Path, name: str, trees: Sequence[Tree], *, seed: int, broken: float = 0.0) -> None:
    """Write ``name.txt``, ``name.toklabels`` and ``name-mwt.json``.

    Sentences are put in paragraphs of one to six, in order, so that sentence ends are learned in context; a share
    ``broken`` of the paragraphs has its lines broken.
    """
    rng = random.Random(seed)
    texts: list[str] = []
    marks: list[str] = []
    start = 0
    while start < len(trees):
        group = trees[start : start + rng.randint(1, LONGEST_PARAGRAPH)]
        start += len(group)
        text = " ".join(tree.text for tree in group)
        texts.append(break_lines(text, rng) if rng.random() < broken else text)
        marks.append("0".join(labels(tree) for tree in group))
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(f"{name}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    folder.joinpath(f"{name}.toklabels").write_text("\n\n".join(marks) + "\n", encoding="utf-8")
    counted = sorted(Counter(expansion for tree in trees for expansion in _expansions(tree)).items())
    folder.joinpath(f"{name}-mwt.json").write_text(json.dumps(counted, ensure_ascii=False), encoding="utf-8")


def _expansions(tree: Tree) -> list[tuple[str, tuple[str, ...]]]:
    forms = {row.first: row.form for row in tree.words}
    return [
        (row.form, tuple(forms[index] for index in range(row.first, row.last + 1)))
        for row in tree.rows
        if row.is_token_only
    ]

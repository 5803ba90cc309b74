"""Make the damage that news text arrives with, so that the model learns to read through it.

Two kinds: half-spaces (ZWNJ) that were lost, and lines broken inside a sentence. The gold annotation never changes;
lemmas keep their ZWNJ, so that a lemma also restores the written form.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from graphbuild.train.conllu import Tree

ZWNJ = "\u200c"  # the half-space: separates parts of one Persian word without joining or spacing them


def strip_zwnj(word: str) -> str:
    """The word without its half-spaces; a word that is nothing else is left alone."""
    return word.replace(ZWNJ, "") or word


def strip_tree(tree: Tree) -> Tree:
    """The tree with every half-space taken out of its forms; ``sent_id`` gets a ``z``."""
    return tree.with_rows((replace(row, form=strip_zwnj(row.form)) for row in tree.rows), suffix="z")


def with_stripped(trees: Sequence[Tree]) -> list[Tree]:
    """The trees, then a copy without half-spaces of each one that has any."""
    return [*trees, *(strip_tree(tree) for tree in trees if any(ZWNJ in row.form for row in tree.rows))]


def break_lines(text: str, rng: random.Random, *, width: int = 80) -> str:
    """The text with some of its spaces turned into line ends, as a page's fixed width would.

    Lines get about ``width`` characters. Stanza reads one line end as a space, so no annotation changes.
    """
    pieces: list[str] = []
    length = 0
    limit = rng.randint(width // 2, width)
    for word in text.split(" "):
        if pieces:
            if length + 1 + len(word) > limit:
                pieces.append("\n")
                length, limit = 0, rng.randint(width // 2, width)
            else:
                pieces.append(" ")
                length += 1
        pieces.append(word)
        length += len(word)
    return "".join(pieces)

"""Treebanks under one label scheme, and the split that keeps the held-out sentences out of training."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from graphbuild.train.conllu import Row, Tree, read

HELD_OUT = 400
"""The last sentences of PerDT's test file: never trained on, only measured on."""
DEV = 100
"""The sentences before those: they choose the best step of a stage, and are not trained on either."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How labels are rewritten; see ``labels.toml``."""

    deprel: Mapping[str, str]
    words: Mapping[tuple[str, str], str]
    lemma_before: Mapping[str, str]

    def map(self, tree: Tree, *, treebank: str) -> Tree:
        """The tree in the target scheme."""
        return tree.with_rows(row if row.is_token_only else self._row(row, treebank) for row in tree.rows)

    def _row(self, row: Row, treebank: str) -> Row:
        mark = self.lemma_before.get(treebank)
        deprel = self.deprel.get(row.deprel, row.deprel)
        return replace(
            row,
            lemma=(row.lemma.split(mark)[0] or row.lemma) if mark else row.lemma,
            upos=self.words.get((row.form, deprel), row.upos),
            feats=row.feats if treebank == "perdt" else "_",
            deprel=deprel,
        )


@cache
def scheme() -> Scheme:
    """The shipped label mapping."""
    table = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    return Scheme(
        deprel=MappingProxyType(table["common"]["deprel"]),
        words=MappingProxyType({(row["form"], row["deprel"]): row["upos"] for row in table["word"]}),
        lemma_before=MappingProxyType(
            {
                name: part["lemma_before"]
                for name, part in table.items()
                if isinstance(part, dict) and "lemma_before" in part
            }
        ),
    )


@dataclass(frozen=True, slots=True)
class Corpora:
    """Every gold tree there is, mapped, by what may be done with it."""

    perdt: list[Tree]
    perdt_dev: list[Tree]
    perdt_held: list[Tree]
    seraji: list[Tree]
    seraji_dev: list[Tree]
    seraji_test: list[Tree]
    iperudt: list[Tree]


def load(data: Path) -> Corpora:
    """Read and map the treebanks under ``data`` (folders ``ud-perdt``, ``ud-seraji``, ``parseme2-fa``, ``iperudt``,
    ``ud-docs-examples``)."""
    perdt_test = read(data / "ud-perdt/fa_perdt-ud-test.conllu")
    seraji_dev = read(data / "ud-seraji/fa_seraji-ud-dev.conllu")
    examples = read(data / "ud-docs-examples/fa-docs-examples.conllu")
    rules = scheme()

    def mapped(trees: list[Tree], treebank: str = "") -> list[Tree]:
        return [rules.map(tree, treebank=treebank) for tree in trees]

    held = perdt_test[-HELD_OUT:]
    perdt = read(data / "ud-perdt/fa_perdt-ud-dev.conllu") + perdt_test[: -HELD_OUT - DEV]
    perdt += [tree for tree in examples if "perdt" in tree.sent_id]
    seraji_test = read(data / "ud-seraji/fa_seraji-ud-test.conllu")
    seraji = seraji_dev[: -DEV // 2]
    for name in ("seraji-train-part-a", "seraji-train-part-b"):
        seraji += read(data / f"parseme2-fa/{name}.conllu")
    seraji += [tree for tree in examples if "seraji" in tree.sent_id]
    iperudt = [tree for part in ("train", "dev", "test") for tree in read(data / f"iperudt/iPerUDT_{part}.conllu")]
    unseen = {tree.text for tree in held} | {tree.text for tree in seraji_test}
    return Corpora(
        perdt=mapped([tree for tree in perdt if tree.text not in unseen], "perdt"),
        perdt_dev=mapped(
            [tree for tree in perdt_test[-HELD_OUT - DEV : -HELD_OUT] if tree.text not in unseen], "perdt"
        ),
        perdt_held=mapped(held, "perdt"),
        seraji=mapped([tree for tree in seraji if tree.text not in unseen]),
        seraji_dev=mapped([tree for tree in seraji_dev[-DEV // 2 :] if tree.text not in unseen]),
        seraji_test=mapped(seraji_test),
        iperudt=mapped(iperudt, "iperudt"),
    )

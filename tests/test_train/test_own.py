"""The domain's own treebank joins the tuning with its trees and its names."""

from pathlib import Path

from graphbuild.train import conllu, names

OWN = Path(__file__).parents[1] / "corpora" / "diplomatic-train.conllu"


def test_tokens_carry_their_entity_tags() -> None:
    trees, tagged = conllu.read(OWN), conllu.read_names(OWN)
    assert [[row.form for row in tree.tokens] for tree in trees] == [[word for word, _ in one] for one in tagged]
    assert {tag for one in tagged for _, tag in one} == {
        f"{b}-{kind}" for b in "BI" for kind in names.KINDS.values()
    } | {"O"}

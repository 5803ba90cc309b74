"""Write every file that the trainers read: trees, running text with labels, tagged sentences."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graphbuild.train import conllu, invented, names, segments, treebanks
from graphbuild.train.augment import strip_tree, with_stripped
from graphbuild.train.conllu import Tree
from graphbuild.train.joint import Task
from graphbuild.train.names import TaggedSentence
from graphbuild.train.tune import tag_examples, tree_examples

INVENTED = 3000
BROKEN = 0.25  # share of the tokenizer's paragraphs with broken lines
SHARES = {"perdt": 0.40, "seraji": 0.22, "iperudt": 0.04, "ner": 0.34}
"""Each task's part of the words that joint tuning sees."""
DEEP_SHARES = {"perdt": 0.48, "seraji": 0.22, "iperudt": 0.04, "ner": 0.26}
"""The same while the layers on top are new: more of the trees that are shipped."""
SILVER = 0.4
SILVER_SHARES = {"perdt": 0.32, "seraji": 0.08, "iperudt": 0.0, "ner": 0.2}
"""The same in self-training, with the part of the silver trees."""
OWN_TREES, OWN_NAMES = 2, 4
"""How often the own treebank is seen for each time that the others are: it is small, but of the domain."""
MIXED_TREES = ("perdt", "seraji")


@dataclass(frozen=True, slots=True)
class Names:
    """Name-tagged sentences by use."""

    tweets: list[TaggedSentence]
    treebank: list[TaggedSentence]
    invented: list[TaggedSentence]
    dev: list[TaggedSentence]


def load_names(data: Path, *, seed: int) -> Names:
    """ParsTwiNER, PerDT's hand-corrected proper nouns, invented sentences: all free to release."""
    folder = data / "ner-parstwiner"
    proper = names.read_tags(data / "ud-perdt/propn-corrected-test.tsv")
    unseen = treebanks.HELD_OUT + treebanks.DEV + 1  # the file has one sentence fewer than the treebank
    dev = names.read_tags(folder / "dev.tsv")[:150] + proper[-unseen : -treebanks.HELD_OUT - 1]
    return Names(
        tweets=names.read_tags(folder / "train.tsv.xz") + names.read_tags(folder / "test.tsv"),
        treebank=names.read_tags(data / "ud-perdt/propn-corrected-dev.tsv") + proper[:-unseen],
        invented=invented.sentences(INVENTED, seed=seed),
        dev=dev + invented.sentences(60, seed=seed + 1),
    )


def write(data: Path, work: Path, *, seed: int) -> None:
    """Fill ``work/ud``, ``work/tok`` and ``work/ner``."""
    corpora = treebanks.load(data)
    rng = random.Random(seed)
    conllu.write(work / "ud/perdt.conllu", with_stripped(corpora.perdt))
    conllu.write(work / "ud/dev.conllu", with_stripped(corpora.perdt_dev))
    conllu.write(work / "ud/mix.conllu", with_stripped(corpora.perdt) + _half_stripped(corpora.seraji, rng))
    segments.write(work / "tok", "train", _for_tokenizer(corpora.perdt + corpora.seraji, rng), seed=seed, broken=BROKEN)
    segments.write(work / "tok", "dev", _both(corpora.perdt_dev), seed=seed, broken=BROKEN)
    conllu.write(work / "ud/tokdev.conllu", _both(corpora.perdt_dev))
    tagged = load_names(data, seed=seed)
    train = _half_stripped_tags(named(tagged.tweets, rng) + tagged.treebank * 2 + tagged.invented, rng)
    names.write_json(work / "ner/train.json", train)
    names.write_json(work / "ner/dev.json", names.with_stripped(tagged.dev))


def tasks(
    data: Path,
    *,
    seed: int,
    own: Path | None = None,
    shares: Mapping[str, float] = MappingProxyType(SHARES),
    mixed: bool = True,
) -> tuple[list[Task], list[Task]]:
    """What the encoder is tuned on, and the development sets that its progress is told by.

    ``own`` is a CoNLL-U file in PerDT's conventions with ``NER=`` in MISC: the domain's own treebank. Without ``mixed``
    there is no parser for PerDT and Seraji together.
    """
    together = MIXED_TREES if mixed else ()
    corpora = treebanks.load(data)
    tagged = load_names(data, seed=seed)
    everything = {
        "perdt": tree_examples(corpora.perdt),
        "seraji": tree_examples(corpora.seraji),
        "iperudt": tree_examples(corpora.iperudt),
        "ner": tag_examples([*tagged.tweets, *tagged.treebank, *tagged.treebank, *tagged.invented]),
    }
    if own is not None:
        trees = [treebanks.scheme().map(tree, treebank="perdt") for tree in conllu.read(own)]
        everything["perdt"] += tree_examples(trees) * OWN_TREES
        everything["ner"] += tag_examples([names.well_formed(one) for one in conllu.read_names(own)]) * OWN_NAMES
    dev = {
        "perdt": tree_examples(corpora.perdt_dev),
        "seraji": tree_examples(corpora.seraji_dev),
        "ner": tag_examples(tagged.dev),
    }
    return (
        [Task(name, everything[name], shares[name], mixed=name in together) for name in everything],
        [Task(name, dev[name], 0, mixed=name in together) for name in dev],
    )


def named(
    sentences: Iterable[TaggedSentence], rng: random.Random, *, bare: float = 0.4, longest: int = 60
) -> list[TaggedSentence]:
    """The sentences that hold a name and a share ``bare`` of the others, cut after ``longest`` tokens."""
    cut = [sentence[:longest] for sentence in sentences]
    return [one for one in cut if any(tag != "O" for _, tag in one) or rng.random() < bare]


def _for_tokenizer(trees: Sequence[Tree], rng: random.Random) -> list[Tree]:
    """Each sentence once, half of them stripped; those with multi-word tokens, which are rare, three times more."""
    rare = [tree for tree in trees if any(row.is_token_only for row in tree.rows)]
    found = [*_half_stripped(trees, rng), *rare, *rare, *map(strip_tree, rare)]
    rng.shuffle(found)
    return found


def _both(trees: Sequence[Tree]) -> list[Tree]:
    return [*trees, *map(strip_tree, trees)]


def _half_stripped(trees: Sequence[Tree], rng: random.Random) -> list[Tree]:
    return [strip_tree(tree) if rng.random() < 0.5 else tree for tree in trees]


def _half_stripped_tags(sentences: Sequence[TaggedSentence], rng: random.Random) -> list[TaggedSentence]:
    return [names.strip_tagged(one) if rng.random() < 0.5 else one for one in sentences]

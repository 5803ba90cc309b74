"""The treebank of `tests/corpora` is well-formed: trees, labels, text and entity tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from corpora.treebank import CORPORA, FILES, trees

from graphbuild.parse import conllu

UPOS = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "VERB",
}  # fmt: skip
DEPRELS = {
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "compound:lvc", "conj", "cop", "csubj",
    "dep", "det", "flat:name", "mark", "nmod", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:arg", "parataxis",
    "punct", "root", "xcomp",
}  # fmt: skip
LEAVES = {"aux", "case", "cc", "cop", "mark", "punct"}
BY_DEPREL = {
    "case": {"ADP"}, "cc": {"CCONJ"}, "det": {"DET"}, "amod": {"ADJ"}, "flat:name": {"PROPN"}, "cop": {"AUX"},
    "aux": {"AUX"}, "punct": {"PUNCT"}, "nummod": {"NUM"},
}  # fmt: skip
SIZES = {"diplomatic-train.conllu": 310, "diplomatic-test.conllu": 60}


class Row(NamedTuple):
    """A word line."""

    id: int
    form: str
    lemma: str
    upos: str
    head: int
    deprel: str
    misc: dict[str, str]


class Tree(NamedTuple):
    """A sentence: its comments, words and tokens (form and MISC; a range line stands for its words)."""

    comments: dict[str, str]
    rows: list[Row]
    tokens: list[tuple[str, dict[str, str]]]


def read(path: Path) -> Iterator[Tree]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        comments, rows, tokens, inside = {}, list[Row](), list[tuple[str, dict[str, str]]](), 0
        for line in block.split("\n"):
            if line.startswith("#"):
                name, _, value = line[1:].partition("=")
                comments[name.strip()] = value.strip()
                continue
            cells = line.split("\t")
            misc = {} if cells[9] == "_" else dict(item.split("=", 1) for item in cells[9].split("|"))
            if "-" in cells[0]:
                inside = int(cells[0].split("-")[1])
                tokens.append((cells[1], misc))
                continue
            rows.append(Row(int(cells[0]), cells[1], cells[2], cells[3], int(cells[6]), cells[7], misc))
            if rows[-1].id > inside:
                tokens.append((cells[1], misc))
        yield Tree(comments, rows, tokens)


ALL = {tree.comments["sent_id"]: tree for path in FILES for tree in read(path)}


def above(tree: Tree, word: int) -> list[int]:
    """The heads above a word, nearest first; stops where they go in a circle."""
    found: list[int] = []
    while (word := tree.rows[word - 1].head) and word not in found:
        found.append(word)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sent_ids_are_stable_and_counted(path: Path) -> None:
    names = [tree.comments["sent_id"] for tree in read(path)]
    held_out = path.name == "diplomatic-test.conllu"
    numbers = [n for n in range(1, 371) if (n % 5 == 0 and n <= 300) == held_out]
    assert names == [f"dip-{n:03}" for n in numbers]
    assert len(names) == SIZES[path.name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_readme_counts_what_is_there(path: Path) -> None:
    found = list(read(path))
    words = sum(len(tree.rows) for tree in found)
    tags = [misc.get("NER", "") for tree in found for _, misc in tree.tokens]
    entities = " / ".join(str(tags.count(f"B-{label}")) for label in ("PER", "LOC", "ORG"))
    assert f"| {len(found)} | {words:,} | {entities} |" in (CORPORA / "README.md").read_text(encoding="utf-8")


def test_a_tree() -> None:
    for name, tree in ALL.items():
        assert [row.id for row in tree.rows] == list(range(1, len(tree.rows) + 1)), name
        assert [row.deprel for row in tree.rows if row.head == 0] == ["root"], name
        for row in tree.rows:
            assert row.head <= len(tree.rows), name
            assert row.id not in above(tree, row.id), f"{name}: {row.form} is its own ancestor"
            assert row.upos in UPOS, name
            assert row.deprel in DEPRELS, name
            assert row.lemma != "_", name
            assert (row.deprel == "root") == (row.head == 0), name
            assert row.head == 0 or tree.rows[row.head - 1].deprel not in LEAVES, f"{name}: {row.form}"


def test_labels_agree_with_parts_of_speech() -> None:
    for name, tree in ALL.items():
        assert [row for row in tree.rows if row.upos not in BY_DEPREL.get(row.deprel, UPOS)] == [], name
        assert [row for row in tree.rows if (row.upos == "PUNCT") != (row.deprel == "punct")] == [], name


def test_one_subject_and_one_object_a_predicate() -> None:
    for name, tree in ALL.items():
        labels = [(row.head, row.deprel.split(":")[0]) for row in tree.rows]
        core = [label for label in labels if label[1] in {"nsubj", "obj"}]
        assert len(core) == len(set(core)), name


def test_a_tree_is_projective() -> None:
    for name, tree in ALL.items():
        for row in tree.rows:
            between = range(min(row.id, row.head) + 1, max(row.id, row.head)) if row.head else range(0)
            assert [word for word in between if row.head not in above(tree, word)] == [], f"{name}: {row.form}"


def test_tokens_spell_the_text() -> None:
    for name, tree in ALL.items():
        spelled = "".join(form + ("" if misc.get("SpaceAfter") == "No" else " ") for form, misc in tree.tokens)
        assert spelled.rstrip() == tree.comments["text"], name
        assert tree.comments["phenomenon"], name


def test_entity_tags_are_well_formed() -> None:
    for name, tree in ALL.items():
        before = "O"
        for form, misc in tree.tokens:
            tag = misc.get("NER", "O")
            assert tag == "O" or (tag[:2] in {"B-", "I-"} and tag[2:] in {"PER", "LOC", "ORG"}), f"{name}: {form}"
            assert not tag.startswith("I-") or before[2:] == tag[2:], f"{name}: {form}: {tag} after {before}"
            before = tag


def test_our_reader_gives_the_same_words_and_spans() -> None:
    for name, tree in ALL.items():
        document = trees()[name]
        assert document.clean is not None
        assert document.sentences is not None
        (sentence,) = document.sentences
        assert [(word.text, word.head) for word in sentence.words] == [(row.form, row.head) for row in tree.rows], name
        assert document.text == tree.comments["text"], name
        spans = dict.fromkeys((word.start, word.end) for word in sentence.words)
        assert [document.text[start:end] for start, end in spans] == [form for form, _ in tree.tokens], name
        assert conllu.dumps(document.clean, document.sentences, document.mentions or ()), name
